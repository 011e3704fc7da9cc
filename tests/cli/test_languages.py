"""Languages on the command line: a choice of them, a file for each, and lines in another one in `explain`."""

import json

PAGE = """Passer au contenu

Le pont du village est rouvert

La fête fut bien organisée. Des musiciens de vingt villages sont venus. La foule a dansé toute la nuit.

Cancel reply
"""
TEXTS = {
    "fr": "La boulangerie du village ouvre à six heures, et le pain est encore chaud.",
    "de": "Die Gärtnerei am Fluss verkauft im Frühjahr vor allem Rosen und Kräuter.",
    "und": "12 : 30 – 14 : 45",
}


def test_explain_names_lines_in_other_languages(docclean, tmp_path):
    """English chrome inside a French page shows as English; French lines carry no tag."""
    (tmp_path / "a.txt").write_text(PAGE)
    lines = docclean("explain", "a.txt", preset="web").stdout.decode().splitlines()
    assert any("- Cancel reply   [en; " in line for line in lines)
    assert not any("[fr" in line and "Passer" in line for line in lines)
    assert any(line.startswith("language  fr (") for line in lines)


def test_a_file_for_each_language(docclean, tmp_path):
    """Documents go where their language says, undecided ones into `und`, and the files together hold all."""
    stdin = "".join(json.dumps({"id": tag, "text": text}) + "\n" for tag, text in TEXTS.items()).encode()
    done = docclean("clean", "-o", "out/{language}.jsonl", stdin=stdin, preset="text")
    assert docclean.account(done) == "3 documents = 3 clean + 0 dropped + 0 failed"
    found = {path.name: json.loads(path.read_text())["id"] for path in (tmp_path / "out").iterdir()}
    assert found == {f"{tag}.jsonl": tag for tag in TEXTS}


def test_languages_can_be_chosen(docclean, tmp_path):
    """Nothing else is named then; unknown codes and presets that tag nothing are refused."""
    (tmp_path / "a.txt").write_text(TEXTS["fr"])
    record = json.loads(docclean("clean", "a.txt", "--languages", "de, es", preset="text").stdout)
    assert record["language"] in ("de", "es", "und")
    for arguments, message in (
        (("--languages", "klingon", "--preset", "text"), "klingon"),
        (("--languages", "fr", "--preset", "minimal"), "tags no languages"),
        (("-o", "{language}-{n}.jsonl", "--preset", "text"), "not both"),
        (("-o", "{language}.txt", "--preset", "text"), ""),
    ):
        done = docclean("clean", "a.txt", *arguments, preset=None)
        assert (done.returncode, message in done.stderr.decode()) == (2 if message else 0, True), done.stderr
    (tmp_path / "fr.txt").write_text(TEXTS["fr"])
    assert docclean("clean", "fr.txt", "-o", "{language}.txt", preset="text").returncode == 2
