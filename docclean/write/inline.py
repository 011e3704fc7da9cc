"""The text of a block as Markdown reads it back: escapes, emphasis, inline code and links."""

from __future__ import annotations

import re
from collections.abc import Sequence

from docclean.document import Mark
from docclean.write.links import destination
from docclean.write.marks import writable

__all__ = ["code_span", "inline", "on_one_line", "opening_escaped"]

_SPECIAL = re.compile(
    r"[\\`*\[]"
    # Underlines inside of words (snake_case) mean nothing.
    r"|(?<!\w)_+|_(?!\w)"
    # Tags, comments and addresses in angle brackets.
    r"|<(?=[A-Za-z/!?]|[^\s<>]*(?:@|\Z))"
    r"|&(?=#?\w+;)"
    # A tilde that could end a deletion of GitHub's Markdown; that of a home page in a URL could not.
    r"|(?<![\s/])~|(?<=/)~(?!\w)"
)
_SPECIAL_IN_LINK = re.compile(rf"\]|{_SPECIAL.pattern}")
_HAS_SPECIAL = re.compile(r"[\\`*\[\]_<&~]")
"""Without any of these there is nothing to escape: one quick look saves a slow one."""
_OPENING = re.compile(
    r"(?=#{1,6}(?:\s|$)|[-+](?:\s|$)|>|=+[ \t]*$"
    # Rules, underlines of headings and of the first row of a table.
    r"|[-|:][-|: \t]*$)"
)
_NUMBER = re.compile(r"\d{1,9}(?=[.)](?:\s|$))")
_LINE_END = re.compile(r"(?<![ \t])[ \t]*+[\n\r\f][ \t\n\r\f]*")
_BACKTICKS = re.compile("`+")
_DELIMITERS = {"strong": "**", "emphasis": "*"}


def inline(text: str, marks: Sequence[Mark] = (), base: str | None = None) -> str:
    r"""A text as Markdown, with line ends only where it has some itself, and no empty lines.

    >>> inline("- 2 * 3 in snake_case &amp; rye"), inline("Rye bread ", [Mark(3, 10, "strong")])
    ('- 2 \\* 3 in snake_case \\&amp; rye', 'Rye **bread**')

    Args:
        text: the text.
        marks: its links and emphasis.
        base: address that targets of links are relative to, `""` if it is not known; `None` to write no links.
    """
    if base is None:
        marks = [mark for mark in marks if mark.kind != "link"]
    shown = _with_marks(text, marks, base) if marks else _escaped(text, _SPECIAL)
    return _on_lines(shown, "\n").strip(" \t\n")


def opening_escaped(text: str) -> str:
    r"""Inline Markdown with a backslash before what would make a line of it anything but a paragraph.

    >>> opening_escaped("- rye"), opening_escaped("1871. A year"), opening_escaped("#rye")
    ('\\- rye', '1871\\. A year', '#rye')
    """
    return "\n".join([_opening_line_escaped(line) for line in text.split("\n")])


def _opening_line_escaped(line: str) -> str:
    if _OPENING.match(line):
        return f"\\{line}"
    number = _NUMBER.match(line)
    return f"{number[0]}\\{line[number.end() :]}" if number else line


def on_one_line(text: str) -> str:
    """Inline Markdown without line ends."""
    return text.replace("\n", " ")


def code_span(text: str) -> str:
    """Inline code, whatever backticks are in it.

    >>> print(code_span("`rye`"))
    `` `rye` ``
    """
    text = _on_lines(text, " ")
    longest = max((len(run[0]) for run in _BACKTICKS.finditer(text)), default=0)
    pad = " " if text[:1] == "`" or text[-1:] == "`" else ""
    fence = "`" * (longest + 1)
    return f"{fence}{pad}{text}{pad}{fence}"


def _on_lines(text: str, line_end: str) -> str:
    """The text with another line end, without white space at line ends and without empty lines."""
    if "\n" in text or "\r" in text or "\f" in text:
        return _LINE_END.sub(line_end, text)
    return text


def _escaped(text: str, special: re.Pattern[str]) -> str:
    if not _HAS_SPECIAL.search(text):
        return text
    return special.sub(lambda match: "".join([f"\\{character}" for character in match[0]]), text)


def _with_marks(text: str, marks: Sequence[Mark], base: str | None) -> str:
    if base is not None:
        marks = [mark._replace(target=destination(mark.target, base)) for mark in marks]
        marks = [mark for mark in marks if mark.kind != "link" or mark.target]
    output = _Output(text)
    for mark in writable(text, marks, links=base is not None):
        output.begin(mark)
    return output.finish()


class _Output:
    """A text that is written piece by piece, with the marks that are open."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._parts: list[str] = []
        self._position = 0
        self._open: list[Mark] = []
        self._in_link = False

    def begin(self, mark: Mark) -> None:
        """Write all up to a mark and its start; code as a whole."""
        self._end_before(mark.start)
        self._write_to(mark.start)
        if mark.kind == "code":
            self._parts.append(code_span(self._text[mark.start : mark.end]))
            self._position = mark.end
            return
        if mark.kind == "link":
            if self._parts and self._parts[-1].endswith("!"):
                # "![" would begin an image.
                self._parts[-1] = self._parts[-1][:-1] + "\\!"
            self._in_link = True
        self._parts.append(_DELIMITERS.get(mark.kind, "["))
        self._open.append(mark)

    def finish(self) -> str:
        """Write the rest."""
        self._end_before(len(self._text))
        self._write_to(len(self._text))
        return "".join(self._parts)

    def _end_before(self, position: int) -> None:
        while self._open and self._open[-1].end <= position:
            mark = self._open.pop()
            self._write_to(mark.end)
            if mark.kind == "link":
                self._in_link = False
                self._parts.append(f"]({mark.target})")
            else:
                self._parts.append(_DELIMITERS[mark.kind])

    def _write_to(self, position: int) -> None:
        if position > self._position:
            special = _SPECIAL_IN_LINK if self._in_link else _SPECIAL
            self._parts.append(_escaped(self._text[self._position : position], special))
            self._position = position
