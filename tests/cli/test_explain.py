"""`docclean explain`: every line with its fate, plain and in colour."""

import os
import pty
import re
import select
import subprocess
import sys

import pytest
from hypothesis import given

import docclean as library
from docclean.cli.plain_view import plain_lines
from docclean.cli.rows import Fate, Part, edited_parts, reason_text, rows_of, visible
from docclean.extract.plain import document_of
from docclean.measure.edits import apply_edits
from docclean.pipeline import Pipeline
from docclean.repair.line_ends import LineEnds
from docclean.strategies import texts
from docclean.verdict import Effect, Reason, Verdict, drop, join, lift


class Gardener:
    """A filter that does a bit of everything, told by the words of a line."""

    name = "gardener"
    codes = ("weed", "label", "wrapped", "typo")
    effects = (Effect.REMOVED, Effect.LIFTED, Effect.JOINED, Effect.EDITED)
    requires = ()
    provides = ("authors",)
    safety = "lossy"
    laws = ()
    resources = ()

    def judge(self, document):
        """Removes weeds, lifts authors, joins lines that end in a hyphen, mends `teh`."""
        changes, notes = [], []
        at = 0
        while at < len(document.blocks):
            text = document.blocks[at].text
            if text == "weed":
                changes.append(drop(document, at, reason=Reason(self.name, "weed", 1.0, 0.5)))
            elif text.startswith("By "):
                changes.append(lift(document, at, reason=Reason(self.name, "label", 1, 0, (("word", "By"),))))
                notes.append(("authors", text[3:]))
            elif text.endswith("-") and at + 1 < len(document.blocks):
                changes.append(join(document, at, at + 2, "", reason=Reason(self.name, "wrapped", 1, 0)))
                at += 1
            elif "teh" in text:
                where = text.index("teh")
                edits = [(where, where + 3, "the")]
                changes.append(library.edit(document, at, edits, reason=Reason(self.name, "typo", "teh", "the")))
            at += 1
        return Verdict(tuple(changes), tuple(notes))


TEXT = "Roses\nweed\nBy Anna Example\nIn teh long\u2028garden\nwell wat-\nered\n"


@pytest.fixture
def document():
    """A document to which everything was done."""
    return Pipeline([LineEnds(), Gardener()]).run(document_of(TEXT, id="g#0"))


def test_plain_view_shows_every_fate(document):
    """Kept, removed, lifted, edited, cut and joined lines, each with its reason and nothing twice."""
    lines = list(plain_lines(document))
    body = lines[lines.index("") + 1 :]
    assert lines[0] == "== g#0 =="
    assert "authors   Anna Example" in lines
    assert body[:3] == [
        "    1 Roses",
        "    - weed   [gardener/weed  1 > 0.5]",
        "    > By Anna Example   [→ authors  gardener/label  1 > 0  word By]",
    ]
    assert re.fullmatch(
        r"   2~ In \[-teh-\]\{\+the\+\} long   \[line-ends/.*; gardener/typo  teh \(allowed: the\)\]", body[3]
    )
    assert body[4] == "    3 garden"
    assert body[5].startswith("   4~ well wat-[-<U+000A>-]ered   [gardener/wrapped")
    assert body[7] == (f"kept 4 of 6 lines, 1 removed, 1 lifted; kept 35 of 55 characters; by {document.pipeline}")


@given(texts())
def test_rows_agree_with_the_document(text):
    """Whatever was done: the kept rows are the output's lines, in order."""
    document = Pipeline([LineEnds(), Gardener()]).run(document_of(text))
    kept = [row.text for row in rows_of(document) if row.fate is Fate.KEPT]
    assert kept == [block.text for block in document.blocks]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ([(2, 4, " ")], [(2, 3, "")]),
        ([(2, 2, "abc")], [(3, 4, "X"), (4, 6, "")]),
        ([(0, 7, "whole")], [(1, 1, "-"), (4, 5, "")]),
        ([(1, 2, ""), (5, 6, "long")], [(0, 6, "y")]),
        ([], [(7, 7, "end")]),
    ],
)
def test_edits_of_edits(first, second):
    """Parts give the input when read one way and the output when read the other, also where edits overlap."""
    text = "at  six"
    once = edited_parts([Part(text, text)], first)
    twice = edited_parts(once, second)
    assert "".join(part.old for part in twice) == text
    assert "".join(part.new for part in twice) == apply_edits(apply_edits(text, first), second)


def test_reasons_and_invisible_characters():
    """Numbers are compared, words are not; in an edit, what cannot be seen is named."""
    assert reason_text(Reason("a", "b", 0.123456, 0.5)) == "a/b  0.123 < 0.5"
    assert reason_text(Reason("a", "b", "x\x1b", 1)) == "a/b  x\\x1b (allowed: 1)"
    assert visible("a\u200b \u00a0é") == "a<U+200B> <U+00A0>é"


def test_dropped_documents_say_why(docclean):
    """A binary file is explained by its reason, and the account stands last."""
    done = docclean("explain", stdin=b"%PDF-1.7")
    assert b"dropped   reader/binary: PDF (allowed: text)" in done.stdout
    assert docclean.account(done) == "1 document = 0 clean + 1 dropped + 0 failed"


def test_piped_output_has_no_escapes(docclean):
    """Piped, there is no colour, and a text cannot bring its own."""
    done = docclean("explain", stdin="Roses \x1b[31m\u202eseed".encode() + b" and more" * 50)
    assert b"\x1b" not in done.stdout
    assert "\u202e" not in done.stdout.decode()


def on_a_terminal(program, *arguments, **environment):
    """What the program writes to a terminal of 110 columns."""
    leader, follower = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "docclean", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=follower,
        stderr=subprocess.DEVNULL,
        cwd=program.folder,
        env={**program.environment, "TERM": "xterm-256color", "COLUMNS": "110", **environment},
    )
    os.close(follower)
    seen = b""
    while select.select([leader], [], [], 60)[0]:
        try:
            chunk = os.read(leader, 65536)
        except OSError:
            break
        if not chunk:
            break
        seen += chunk
    process.wait(timeout=60)
    os.close(leader)
    return seen.decode()


def test_colour_on_a_terminal_only_when_wanted(docclean, tmp_path):
    """On a terminal an edit is struck through beside its reason; with NO_COLOR there is no escape at all."""
    (tmp_path / "a.txt").write_text("Two\u00ad roses\n[b]not bold[/b]\n")
    arguments = ("explain", "a.txt", "--preset", "minimal")
    shown = on_a_terminal(docclean, *arguments)
    assert "\x1b[9;31m<U+00AD>" in shown
    assert "invisible-characters/" in shown
    assert "[b]not bold[/b]" in shown
    assert "\x1b" not in on_a_terminal(docclean, *arguments, NO_COLOR="1")
