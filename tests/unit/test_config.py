"""Configuration: strict, helpful, and the same pipeline for the same text."""

import hashlib
import json
from pathlib import Path

import pytest

from docclean import clean
from docclean.config import PRESETS, build_filter, load_file, load_preset, parse_preset, preset
from docclean.errors import BadOptionError, ConfigError, UnknownFilterError, UnknownOptionError, UnknownPresetError

ROOT = Path(__file__).parents[2]
HASHES = ROOT / "tests" / "golden" / "preset_hashes.json"


def parse(text):
    return parse_preset("version = 1\n" + text, where="rules.toml")


@pytest.mark.parametrize("name", PRESETS)
def test_presets_build(name):
    """Every shipped preset names itself and has steps."""
    pipeline = load_preset(name)
    assert pipeline.name == name and len(pipeline) > 3 and preset(name).description


@pytest.mark.parametrize("name", PRESETS)
def test_golden_hash_of_each_preset(name):
    """The output of each preset on seeds/ changes only on purpose: then the hash in preset_hashes.json changes too."""
    assert digest_of(name) == json.loads(HASHES.read_text(encoding="utf-8"))[name]


def digest_of(name):
    """A hash of what a preset makes of seeds/; `python tests/unit/test_config.py` writes all of them anew."""
    digest = hashlib.sha256()
    for path in sorted((ROOT / "seeds").glob("*.txt")):
        record = clean(path, preset=name).record()
        shown = {key: record[key] for key in ("title", "section", "authors", "credits", "language", "text")}
        digest.update(json.dumps(shown, ensure_ascii=False, sort_keys=True).encode())
    return digest.hexdigest()[:16]


def test_a_selector_at_the_top_reaches_its_step():
    """`selector` speaks to `outside-main-content`, and a wrong one is named with those there are, and nothing else."""
    text = 'version = 1\nextends = "web"\nselector = "none"\n'
    step = next(step for step in parse_preset(text, where="x").build() if step.name == "outside-main-content")
    assert step.selector == "none"
    with pytest.raises(BadOptionError) as caught:
        parse_preset(text.replace("none", "nobody"), where="x").build()
    message = str(caught.value)
    assert "'model', 'trafilatura', 'none'" in message
    assert "Attribute(" not in message
    with pytest.raises(ConfigError, match="outside-main-content"):
        parse_preset('version = 1\nextends = "text"\nselector = "none"\n', where="x")


def test_options_reach_the_filter():
    """A configured option is the filter's attribute."""
    built = parse('[[step]]\nuse = "bylines"\nmax_bylines = 5').build()
    assert built.steps[0].max_bylines == 5


def test_extending_places_steps():
    """`drop`, `before`, `after` and `replace` work by name on what is extended."""
    text = """
    extends = "minimal"
    drop = ["odd-spaces"]
    [[step]]
    use = "bylines"
    before = "mojibake"
    [[step]]
    use = "credit-lines"
    after = "mojibake"
    [[step]]
    use = "title-line"
    replace = "mark-runs"
    [[step]]
    use = "glued-labels"
    """
    names = [step.name for step in parse(text).build()]
    base = [step.name for step in load_preset("minimal")]
    assert names[:4] == ["line-ends", "title-line", "bylines", "mojibake"]
    assert names[4] == "credit-lines" and names[-1] == "glued-labels"
    assert "odd-spaces" in base and "odd-spaces" not in names


@pytest.mark.parametrize(
    ("text", "error", "says"),
    [
        ("colour = 1", UnknownOptionError, "rules.toml: colour"),
        ('[[step]]\nuse = "byline"', UnknownFilterError, "Did you mean 'bylines'?"),
        ('[[step]]\nuse = "bylines"\nmax_byline = 1', UnknownOptionError, r"steps\[0\]\.max_byline: .* 'max_bylines'"),
        (
            '[[step]]\nuse = "bylines"\nmax_bylines = "2"',
            BadOptionError,
            r"steps\[0\].max_bylines: must be of type int",
        ),
        ('[[step]]\nuse = "bylines"\nmax_bylines = 0', BadOptionError, "max_bylines"),
        ('[[step]]\nuse = "bylines"\nmax_bylines = true', BadOptionError, "must be of type int"),
        ('[[step]]\nafter = "x"', BadOptionError, r"steps\[0\].use"),
        ('[[step]]\nuse = "bylines"\nafter = "line-ends"', BadOptionError, "extends"),
        ('extends = "wbe"', UnknownPresetError, "Did you mean 'web'"),
        ('extends = "web"\ndrop = ["bylnes"]', UnknownFilterError, "'bylines'"),
        ("step = 3", BadOptionError, "step"),
        ("name = 3", BadOptionError, "name"),
        ("name = ", ConfigError, "no valid TOML"),
        ('[[step]]\nuse = "line-ends"\nspeed = 3', UnknownOptionError, "takes no options"),
    ],
)
def test_errors_name_the_place_and_the_way_out(text, error, says):
    """Whatever is not understood is an error with its path and a hint."""
    with pytest.raises(error, match=says):
        parse(text).build()


def test_a_configuration_says_its_version():
    """A file of a format that is not ours is refused instead of half understood."""
    with pytest.raises(BadOptionError, match="version"):
        parse_preset('name = "x"', where="rules.toml")


def test_load_file(tmp_path):
    """A file is named in its errors, and its stem is the name of a nameless pipeline."""
    path = tmp_path / "rules.toml"
    path.write_text('version = 1\n[[step]]\nuse = "line-ends"\n', encoding="utf-8")
    assert load_file(path).name == "rules"
    with pytest.raises(ConfigError, match=r"missing\.toml"):
        load_file(tmp_path / "missing.toml")


def test_build_filter_by_name():
    """A filter can be built without a configuration file."""
    assert build_filter("bylines", {"max_bylines": 1}).max_bylines == 1


if __name__ == "__main__":
    HASHES.write_text(json.dumps({name: digest_of(name) for name in PRESETS}, indent=2) + "\n", encoding="utf-8")
