"""The reference is in step with the code, and the code in the prose runs."""

import importlib.util
import json
import re
from pathlib import Path

import jsonschema
import pytest

import docclean
from docclean.result import RECORD_FIELDS

ROOT = Path(__file__).parents[2]


def generator():
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["filters.md", "presets.md", "errors.md", "cli.md", "phrases.md"])
def test_generated_pages_are_in_step(name):
    """`make docs` would change nothing."""
    assert (ROOT / "docs" / "reference" / name).read_text(encoding="utf-8") == generator().pages()[name]


def schema():
    return json.loads((ROOT / "docs" / "reference" / "record.schema.json").read_text(encoding="utf-8"))


def test_records_fit_the_schema():
    """A record of every sample document is valid, and the schema knows every field."""
    validator = jsonschema.Draft202012Validator(schema())
    for path in sorted((ROOT / "seeds").glob("*.txt")):
        validator.validate(docclean.clean(path).record())
    assert set(schema()["properties"]) == set(RECORD_FIELDS)
    assert set(schema()["required"]) == set(RECORD_FIELDS)


def test_schema_refuses_a_wrong_record():
    """The schema is strict enough to find a wrong type and a missing field."""
    record = docclean.clean("A line.").record()
    validator = jsonschema.Draft202012Validator(schema())
    for wrong in ({**record, "authors": "Anna Example"}, {key: record[key] for key in record if key != "text"}):
        with pytest.raises(jsonschema.ValidationError):
            validator.validate(wrong)


def blocks():
    for path in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]:
        for number, match in enumerate(re.finditer(r"```python\n(.*?)```", path.read_text(encoding="utf-8"), re.S)):
            yield pytest.param(match.group(1), id=f"{path.relative_to(ROOT)}-{number}")


@pytest.mark.parametrize("code", list(blocks()))
def test_python_in_the_prose_runs(code, monkeypatch):
    """Every Python block of README and docs runs as it stands, asserts included."""
    monkeypatch.chdir(ROOT)
    exec(compile(code, "prose", "exec"), {"__name__": "prose"})


def test_links_between_pages_lead_somewhere():
    """No page links to a file that is not there."""
    for path in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]:
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), f"{path.relative_to(ROOT)} links to {target}"
