"""Markdown from the kinds of blocks: CommonMark, with the tables of GitHub's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from docclean.document import Block, Kind
from docclean.result import CleanDocument
from docclean.write.inline import code_span, inline, on_one_line, opening_escaped
from docclean.write.lists import Lists
from docclean.write.tables import pipe_table

__all__ = ["markdown"]

_DEEPEST_HEADING = 6
_HARD_BREAK = "\\\n"
_SHORTEST_FENCE = 3
_FENCES = re.compile("`{3,}")
_LINE_END = re.compile("\r\n|[\r\f]")
_FLOWING = frozenset((Kind.PARAGRAPH, Kind.OTHER, Kind.CAPTION))
_AFTER_ITEM = frozenset((Kind.PARAGRAPH, Kind.OTHER))


def markdown(document: CleanDocument, *, links: bool = False) -> str:
    """The title as `# Title`, then the blocks by kind: headings, lists, tables, quotes, code, paragraphs.

    Characters that Markdown would take for marks are escaped, so that the text is shown as it is. Emphasis and
    inline code of a page are written where Markdown has a way to.

    Args:
        document: what to write.
        links: whether links of a page are written too, made absolute if its address is known.
    """
    page = document.document.page
    base = (page.url if page is not None and page.url else document.url) if links else None
    parts = []
    title = inline(" ".join(document.title.split()))
    if title:
        parts.append(f"# {_heading(title)}")
    lists = Lists()
    for run in _runs(document.blocks):
        body = _body(run, base)
        first = run[0]
        if first.kind is Kind.LIST_ITEM and first.cell is None:
            opening = lists.open(first)
            separator = "\n" if opening.is_tight else "\n\n"
            body = opening.before + _indented(body, opening.indent)
        else:
            separator = "\n\n"
            indent = lists.indent(first)
            body = indent + _indented(body, indent)
        parts += [separator, body] if parts else [body]
    return "".join(parts) + "\n"


def _runs(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    """Blocks that are written as one: the cells of a table, a quote, lines of one paragraph or code block."""
    run: list[Block] = []
    for block in blocks:
        if run and _belongs(run[-1], block):
            run.append(block)
            continue
        if run:
            yield run
        run = [block]
    if run:
        yield run


def _belongs(before: Block, block: Block) -> bool:
    if before.cell is not None or block.cell is not None:
        return before.cell is not None and block.cell is not None and before.group == block.group
    if block.group != before.group:
        return False
    if block.kind is Kind.QUOTE:
        return before.kind is Kind.QUOTE and before.level == block.level
    if block.kind is Kind.CODE:
        return before.kind is Kind.CODE and before.level == block.level and block.gap.count("\n") == 1
    if not _is_next_line(before, block) or before.level != block.level:
        return False
    if before.kind is Kind.LIST_ITEM:
        return block.kind in _AFTER_ITEM
    return block.kind in _FLOWING and before.kind is block.kind


def _is_next_line(before: Block, block: Block) -> bool:
    """Whether only a line break of a page (`<br>`) is between two blocks. Plain text has no such thing."""
    return bool(block.path) and block.path == before.path and block.gap.count("\n") == 1


def _body(run: Sequence[Block], base: str | None) -> str:
    first = run[0]
    if first.cell is not None:
        return pipe_table(run, lambda block: _in_cell(block, base))
    if first.kind is Kind.CODE:
        return _fenced("".join([_code(first), *[block.gap + block.text for block in run[1:]]]))
    if first.kind is Kind.HEADING:
        # The only heading of the first rank is the title.
        rank = min(max(first.level, 2), _DEEPEST_HEADING)
        return f"{'#' * rank} {_heading(inline(first.text, first.marks, base))}"
    text = _paragraphs(run, base)
    if first.kind is Kind.QUOTE:
        return "\n".join(f"> {line}".rstrip(" ") for line in text.split("\n"))
    return text


def _paragraphs(run: Sequence[Block], base: str | None) -> str:
    parts: list[str] = []
    before: Block | None = None
    for block in run:
        if before is not None:
            parts.append(_HARD_BREAK if _is_next_line(before, block) else "\n\n")
        parts.append(opening_escaped(inline(block.text, block.marks, base)))
        before = block
    return "".join(parts)


def _heading(text: str) -> str:
    """Inline Markdown as a heading; `#` at its end would be taken for its closing."""
    text = on_one_line(text)
    if text.endswith("#") and text.rstrip("#")[-1:] in {"", " ", "\t"}:
        return text[:-1] + "\\#"
    return text


def _in_cell(block: Block, base: str | None) -> str:
    if block.kind is Kind.CODE:
        lines = [line.strip() for line in _LINE_END.sub("\n", block.text).split("\n")]
        # A backslash before the escaped line of a table would be read in two ways, so code with both is plain text.
        write = inline if "\\|" in block.text else code_span
        return "<br>".join([write(line) for line in lines if line])
    marks = [mark for mark in block.marks if mark.kind != "code" or "\\|" not in block.text]
    return on_one_line(inline(block.text, marks, base))


def _code(block: Block) -> str:
    """The text of code with the indentation of its first line, which is the end of its gap."""
    return block.gap.rpartition("\n")[2] + block.text


def _fenced(text: str) -> str:
    text = _LINE_END.sub("\n", text)
    longest = max((len(run[0]) + 1 for run in _FENCES.finditer(text)), default=_SHORTEST_FENCE)
    fence = "`" * longest
    return f"{fence}\n{text}\n{fence}"


def _indented(text: str, indent: str) -> str:
    """The text with all lines but the first indented; empty ones stay empty."""
    if not indent or "\n" not in text:
        return text
    first, *rest = text.split("\n")
    return "\n".join([first, *[indent + line if line else line for line in rest]])
