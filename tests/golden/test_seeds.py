"""The sample documents of seeds/ come out of the default pipeline as the files beside, in seeds/, say."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import docclean

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "seeds"
EXPECTED = Path(__file__).parent / "seeds"
TEXTS = sorted(SEEDS.glob("*.txt"))
PAGES = sorted(SEEDS.glob("*.html"))
RECORDS = sorted(SEEDS.glob("*.jsonl"))
CLEAN = [path for path in TEXTS if "-clean" in path.name]
WITH_RECEIPTS = [path for path in (*TEXTS, *PAGES) if path not in CLEAN]
FIELDS = ("title", "section", "authors", "credits", "language", "text")
PAGE_FIELDS = (*FIELDS, "url", "date", "site")


def expected(path: Path) -> Any:
    """What must come of a document; a list of that for JSON Lines."""
    return json.loads(EXPECTED.joinpath(f"{path.stem}.json").read_text(encoding="utf-8"))


def records(path: Path) -> list[dict[str, Any]]:
    """The records of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def comparable(record: dict[str, Any]) -> dict[str, Any]:
    """The part of a record that an expected result speaks of."""
    return {name: record[name] for name in FIELDS}


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_document(path: Path) -> None:
    """A document gives the expected fields and text, and undo gives the decoded input back."""
    done = docclean.clean(path)
    wanted = expected(path)
    assert [part for part in wanted["removed"] if part in done.text] == []
    assert [part for part in wanted["kept"] if part not in done.text] == []
    assert comparable(done.record()) == comparable(wanted)
    charset = done.document.source.charset or "utf-8"
    assert done.undo() == path.read_bytes().decode("utf-8-sig" if charset == "utf-8" else charset)


def page_cases() -> Iterator[Any]:
    """Every page with every field; strictly expected to fail where the expected result names a miss."""
    for path in PAGES:
        misses = expected(path).get("misses", {})
        for name in PAGE_FIELDS:
            marks = [pytest.mark.xfail(strict=True, reason=misses[name])] if name in misses else []
            yield pytest.param(path, name, id=f"{path.stem}-{name}", marks=marks)


@pytest.mark.parametrize(("path", "name"), list(page_cases()))
def test_page(path: Path, name: str) -> None:
    """A page gives the expected fields and text, as far as the expected result names no miss."""
    assert docclean.clean(path).record()[name] == expected(path)[name]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_undo_of_page(path: Path) -> None:
    """Undo gives all visible text of a page back."""
    done = docclean.clean(path)
    page = done.document.page
    assert page is not None
    assert done.undo() == page.text


@pytest.mark.parametrize("path", WITH_RECEIPTS, ids=lambda path: path.stem)
def test_receipts(path: Path) -> None:
    """Every receipt is the one that was read and approved: same place, same filter, same reason."""
    wanted = EXPECTED.joinpath(f"{path.stem}.receipts.jsonl").read_text(encoding="utf-8").split("\n")
    assert receipt_lines(path) == wanted


def receipt_lines(path: Path) -> list[str]:
    """The receipts of a document as lines; `python tests/golden/test_seeds.py` writes them anew."""
    done = docclean.clean(path)
    return [json.dumps({**r.to_dict(), "id": path.name}, ensure_ascii=True) for r in done.receipts]


@pytest.mark.parametrize("path", CLEAN, ids=lambda path: path.stem)
def test_clean_document_is_untouched(path: Path) -> None:
    """Clean text in any script comes back as it is, without a receipt."""
    done = docclean.clean(path)
    assert [receipt.to_dict() for receipt in done.receipts] == []
    assert done.text == path.read_bytes().decode().strip()


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.stem)
def test_records(path: Path) -> None:
    """Records give the expected fields and text, and carry along every other field with its value."""
    given, wanted = records(path), expected(path)
    for record, want, done in zip(given, wanted, docclean.clean_many(given), strict=True):
        out = done.record()
        assert comparable(out) == comparable(want), want["id"]
        names = ("url", "date", "id") if "id" in record else ("url", "date")
        assert {name: out[name] for name in names} == {name: want[name] for name in names}
        assert {name: out.get(name) for name in want["fields"]} == want["fields"]
        assert [part for part in want["removed"] if part in done.text] == []


def test_expected_results_are_complete() -> None:
    """Every document has an expected result that holds together, and none is left without its document."""
    stems = {path.stem for path in (*TEXTS, *PAGES, *RECORDS)}
    assert {path.stem for path in EXPECTED.glob("*.json")} == stems
    table = (ROOT / "docs" / "reference" / "seeds.md").read_text(encoding="utf-8")
    for path in (*TEXTS, *PAGES, *RECORDS):
        assert f"`{path.name}`" in table
        wanted = expected(path)
        for want in wanted if isinstance(wanted, list) else [wanted]:
            assert want["text"] == want["text"].strip()
            assert all(part not in want["text"] for part in want["removed"]), path.name
            assert all(part in want["text"] for part in want["kept"]), path.name
            assert want.get("misses", {}).keys() <= set(PAGE_FIELDS), path.name
    for path in CLEAN:
        assert expected(path)["text"] == path.read_bytes().decode().strip()


if __name__ == "__main__":
    for document in WITH_RECEIPTS:
        target = EXPECTED / f"{document.stem}.receipts.jsonl"
        target.write_text("\n".join(receipt_lines(document)), encoding="utf-8")
