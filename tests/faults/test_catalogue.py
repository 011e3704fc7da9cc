"""The whole catalogue of bad inputs at small scale through the command."""

import hashlib
import os
import re
import stat
from html.parser import HTMLParser

import pytest
from catalogue import CASES, write
from fault_cases.case import cap
from program import account, findings, run, tally

SCALE = 0.01
PRESETS = ("minimal", "web")
CPU_SECONDS = 60
MEBIBYTES = 600
_CACHE = {}


def digest(folder):
    """A hash over names, kinds and contents below a folder."""
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*"), key=os.fsencode):
        info = path.lstat()
        total.update(os.fsencode(path.relative_to(folder)) + str(stat.S_IFMT(info.st_mode)).encode())
        if stat.S_ISREG(info.st_mode) and info.st_size < 2**20:
            total.update(path.read_bytes())
    return total.hexdigest()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """All chosen cases, below `in`."""
    made = tmp_path_factory.mktemp("catalogue")
    write(made / "in", SCALE, CASES)
    yield made
    # So that whoever clears the folder may look into it.
    for path in (made / "in/file-system").rglob("secret"):
        path.chmod(0o700)


def judged(folder, preset):
    """One run over all cases, and what became of each; made once for each preset."""
    if preset not in _CACHE:
        arguments = ["clean", "in", "--preset", preset, "--removed", f"{preset}.removed"]
        arguments += ["--max-bytes", str(cap(SCALE)), "-j", "2" if preset == "minimal" else "1"]
        errors = folder / f"{preset}.errors"
        arguments += ["--errors", errors.name]
        done = run(*arguments, cwd=folder, timeout=300)
        _CACHE[preset] = done, findings(done, folder / f"{preset}.removed", errors, CASES)
    return _CACHE[preset]


def test_there_are_enough_cases():
    """The catalogue covers its classes, and no two cases have one name."""
    assert len(CASES) >= 150
    assert len({made.name for made in CASES}) == len(CASES)
    kinds = "binaries compression csv encodings file-system ids jsonl markup regex-bait terminal typography unicode xss"
    assert sorted({made.kind for made in CASES}) == kinds.split()


def test_same_bytes_twice(folder, tmp_path):
    """Making the catalogue again makes the same."""
    if os.geteuid():
        pytest.skip("one of its folders cannot be read back")
    write(tmp_path / "in", SCALE, CASES)
    assert digest(tmp_path) == digest(folder)


@pytest.mark.parametrize("preset", PRESETS)
def test_run_as_a_whole(folder, preset):
    """The account adds up and agrees with what was written; nothing is said that should not be; it is bounded."""
    done, found = judged(folder, preset)
    assert done.code == 1
    assert done.complaint() == ""
    assert account(done) == tally(found)
    assert done.cpu < CPU_SECONDS
    assert done.mebibytes < MEBIBYTES


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("made", CASES, ids=lambda made: made.name)
def test_outcome(request, folder, preset, made):
    """Each document of a case is clean, dropped or failed as expected, and holds what it should."""
    # Exact texts are compared with the smallest preset alone.
    if made.known and preset == "minimal":
        request.applymarker(pytest.mark.xfail(reason=made.known, strict=True))
    found = judged(folder, preset)[1][made.name]
    assert made.outcome(SCALE).problem(found.counts) == "", (found.failures, found.clean)
    whole = "\n".join(str(value) for record in found.clean for value in record.values())
    assert [needle for needle in made.absent if needle in whole] == []
    if made.ids is not None:
        assert tuple(record["id"] for record in found.clean) == made.ids
    if preset == "minimal":
        texts = tuple(record["text"] for record in found.clean)
        assert [needle for needle in made.present if needle not in "\n".join(texts)] == []
        if made.texts is not None:
            assert texts == made.texts


@pytest.mark.parametrize("made", [made for made in CASES if made.kind == "typography"], ids=lambda made: made.name)
def test_typography_is_kept_by_every_preset(folder, made):
    """What `web` takes from good typography are whole lines, and nothing within them."""
    given = made.texts[0].splitlines()
    for record in judged(folder, "web")[1][made.name].clean:
        assert [line for line in record["text"].splitlines() if line not in given] == []


class Dangers(HTMLParser):
    """What a browser would run."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        if tag in ("script", "iframe", "svg", "math", "object", "embed", "base", "meta", "style", "link", "img"):
            self.found.append(tag)
        for name, value in attrs:
            runs = re.match(r"(?i)[\s\x00-\x20]*(javascript|vbscript|data):", re.sub(r"[\t\r\n]", "", value or ""))
            if name.startswith("on") or (name in ("href", "src") and runs):
                self.found.append(f"{tag} {name}={value}")


def test_markdown_runs_nothing(folder):
    """Markdown made of hostile pages and texts holds nothing that a browser would run, raw HTML allowed."""
    from markdown_it import MarkdownIt

    done = run("clean", "in/xss", "--to", "markdown", "--links", "--preset", "minimal", cwd=folder)
    dangers = Dangers()
    for document in done.stdout.decode().split("\f\n"):
        # `validateLink` of the renderer would hide what another one follows.
        renderer = MarkdownIt("commonmark", {"html": True})
        renderer.validateLink = lambda url: True
        dangers.feed(renderer.render(document))
    assert account(done)[0] == sum(made.kind == "xss" for made in CASES)
    assert dangers.found == []


def test_no_path_is_made_of_an_id(folder, tmp_path):
    """With an output folder nothing appears outside of it, and nothing in it is named after an id."""
    before = sorted(os.listdir(folder))
    done = run("clean", "in/ids", "-o", str(tmp_path / "out") + "/", "--preset", "minimal", cwd=folder)
    assert done.code == 0
    assert sorted(os.listdir(folder)) == before
    assert os.listdir(tmp_path) == ["out"]
    assert not os.path.lexists("/tmp/docclean-escaped")
    assert {path.name for path in (tmp_path / "out").rglob("*") if path.is_file()} == {"a.jsonl"}
