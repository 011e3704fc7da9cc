"""Markdown of pages, proved by reading it back with a Markdown library."""

from itertools import pairwise

import pytest
from attrs import evolve
from click.testing import CliRunner
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from docclean.cli.clean import clean_command
from docclean.document import Block, Document, Kind, Mark, Page
from docclean.result import CleanDocument
from docclean.write.links import destination
from docclean.write.markdown import markdown
from docclean.write.marks import writable
from docclean.write.text import plain_text

PARSER = MarkdownIt("gfm-like", {"linkify": False})
STYLES = {"strong_open": "strong", "em_open": "emphasis", "link_open": "link"}
ENDS = {"strong_close", "em_close", "link_close"}


def written(*blocks, title="", links=False, page_url=""):
    """Markdown of some blocks."""
    notes = (("title", title),) if title else ()
    page = Page(html="", text="", url=page_url) if page_url else None
    return markdown(CleanDocument(document=Document(blocks=blocks, notes=notes, page=page)), links=links)


def page(text, gap="\n\n", **fields):
    """A block of a page."""
    return Block(text, gap, path="article > p", **fields)


def cell(text, row, column, **fields):
    return page(
        text, kind=fields.pop("kind", Kind.TABLE_CELL), group=fields.pop("group", 9), cell=(row, column), **fields
    )


def item(text, level=1, number=0, group=0, gap="\n", **fields):
    return page(text, gap, kind=Kind.LIST_ITEM, level=level, number=number, group=group, **fields)


def folded(text):
    return " ".join(text.replace("\0", "\ufffd").split())


def shown(inline):
    """The text of inline Markdown, and which characters of it are set apart how; raw HTML only where we write it."""
    text, styles, open_styles = [], [], []
    for token in inline.children:
        if token.type in STYLES:
            open_styles.append((STYLES[token.type], token.attrs.get("href", "")))
        elif token.type in ENDS:
            open_styles.pop()
        else:
            assert token.type in {"text", "code_inline", "softbreak", "hardbreak", "html_inline", "text_special"}, token
            content = {"softbreak": "\n", "hardbreak": "\n", "html_inline": "\n"}.get(token.type, token.content)
            assert token.type != "html_inline" or token.content == "<br>"
            own = [*open_styles, ("code", "")] if token.type == "code_inline" else open_styles
            text.append(content)
            styles += [frozenset(own)] * len(content)
    return "".join(text), styles


def structure(source):
    """What a reader makes of Markdown: (kind, detail, text) for each paragraph, heading, cell and code block."""
    found, containers, numbers = [], [], []
    tokens = PARSER.parse(source)
    for at, token in enumerate(tokens):
        kind = token.type
        if kind in {"ordered_list_open", "bullet_list_open"}:
            numbers.append(int(token.attrs.get("start", 1)) if kind[0] == "o" else 0)
        elif kind in {"ordered_list_close", "bullet_list_close"}:
            numbers.pop()
        elif kind == "list_item_open":
            containers.append(["item", numbers[-1]])
            numbers[-1] += 1 if numbers[-1] else 0
        elif kind == "blockquote_open":
            containers.append(["quote", 0])
        elif kind in {"list_item_close", "blockquote_close"}:
            containers.pop()
        elif kind == "fence":
            found.append(("code", len(numbers), token.content.removesuffix("\n")))
        elif kind == "inline":
            text, _ = shown(token)
            opener = tokens[at - 1]
            if opener.type in {"th_open", "td_open"}:
                found.append(("table-cell", opener.type, folded(text)))
            elif opener.type == "heading_open":
                found.append(("heading", int(opener.tag[1]), folded(text)))
            elif containers and containers[-1][0] == "quote":
                found.append(("quote", len(numbers), folded(text)))
            elif containers and containers[-1][1] is not None:
                found.append(("list-item", (len(numbers), containers[-1][1]), folded(text)))
            else:
                found.append(("paragraph", len(numbers), folded(text)))
            if containers and containers[-1][0] == "item":
                containers[-1][1] = None
        else:
            assert kind.endswith(("_open", "_close")), f"{kind} in {source!r}"
    return found


# Nothing but what some part of Markdown looks at, and a few letters.
HOSTILE = st.text(alphabet="*_[]()|<>&#`~\\!+-=:.1a é漢(\u00a0€\u2028\x1c😀\t\n\f\r\0", min_size=1, max_size=14)
PIECES = st.lists(
    st.sampled_from(
        [
            *"*_[]()|<>&#`~\\!+-=:",
            "1.",
            "2)",
            "rye",
            "oven bread",
            " ",
            "  ",
            "\n",
            "&amp;",
            "<b>",
            "<a@b.c>",
            "```",
            "~~",
            "---",
            "| - |",
            "](x)",
            "[a]: b",
            "http://a.example/b_c_(d)",
            "snake_case",
            "__init__",
            "C#",
            "粉",
            "。",
            "\\|",
        ]
    ),
    min_size=1,
    max_size=8,
).map("".join)
TEXTS = st.one_of(HOSTILE, PIECES).map(str.strip).filter(bool)
TARGETS = st.sampled_from(
    ["", "https://a.example/b (c)?d=1&copy=2;&amp;", "x|y\\<z>", "javascript:x", "#", "[::1", "/ä \udc80"]
)


@st.composite
def marks_of(draw, text):
    """Marks anywhere in a text, crossing each other as no page could."""
    found = []
    for _ in range(draw(st.integers(0, 4))):
        start, end = sorted(draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
        if start < end:
            found.append(Mark(start, end, draw(st.sampled_from(["strong", "emphasis", "code", "link"])), draw(TARGETS)))
    return tuple(found)


@st.composite
def blocks(draw):
    """Blocks of every kind in any order, as they could be left after filters dropped any of a page."""
    found = []
    for _ in range(draw(st.integers(1, 6))):
        kind = draw(st.sampled_from(Kind))
        text = draw(TEXTS)
        fields = {"kind": kind, "gap": draw(st.sampled_from(["", "\n", "\n\n"])), "marks": draw(marks_of(text))}
        fields["path"] = draw(st.sampled_from(["", "article > p"]))
        if kind is Kind.TABLE_CELL:
            rows, columns, group = draw(st.integers(1, 3)), draw(st.integers(1, 3)), draw(st.integers(8, 9))
            for row in range(rows):
                for column in range(columns):
                    if draw(st.booleans()):
                        text = draw(TEXTS)
                        found.append(cell(text, row, column, group=group, marks=draw(marks_of(text))))
            continue
        if kind in {Kind.LIST_ITEM, Kind.HEADING}:
            fields["level"] = draw(st.integers(1, 9))
        if kind is Kind.LIST_ITEM:
            fields["number"] = draw(st.sampled_from([0, 0, 1, 2, 3, 14, 10**12]))
            fields["group"] = draw(st.integers(0, 1))
        elif kind in {Kind.PARAGRAPH, Kind.OTHER, Kind.CODE, Kind.QUOTE, Kind.CAPTION} and draw(st.booleans()):
            fields["level"] = draw(st.integers(0, 3))
            fields["group"] = draw(st.integers(0, 1))
        if kind is Kind.CODE:
            fields["gap"] += draw(st.sampled_from(["", "  ", "\t", "      "]))
        found.append(Block(text, **fields))
    return tuple(found)


def expected(blocks):
    """The texts that reading must give, in order, without structure: one string without white space."""
    texts = []
    table: list[Block] = []
    for block in [*blocks, None]:
        if block is not None and block.cell is not None and (not table or table[0].group == block.group):
            table.append(block)
            continue
        texts += [part.text for part in sorted(table, key=lambda part: part.cell)]
        table = [block] if block is not None and block.cell is not None else []
        if block is not None and not table:
            texts.append(block.text)
    return "".join("".join(texts).replace("\0", "\ufffd").split())


@given(blocks(), st.booleans())
@example((Block("__a__"), Block("-- -"), Block("a |\n--- | ---"), Block("b #", kind=Kind.HEADING)), False)
@example((Block("see! it", marks=(Mark(5, 7, "link", "x"),)),), True)
@example((Block("<a@b.c>", marks=(Mark(1, 2, "emphasis"),)),), False)
def test_reading_gives_the_texts(found, links):
    """Whatever blocks hold, a reader sees the same characters in the same order, and no marks of ours."""
    source = written(*found, links=links)
    assert "".join("".join(text for _, _, text in structure(source)).split()) == expected(found)


@given(blocks())
def test_reading_gives_the_kinds(found):
    """Each block comes back as what it is, with rank, number, depth of a list from 1 on, and the lines of its code."""
    found = tuple(evolve(block, path="") for block in found if block.cell is None)
    back = structure(written(*found))
    assert len(back) == len(found) - sum(_is_next_code(*pair) for pair in pairwise(found))
    back = iter(back)
    before = None
    for block in found:
        if before is not None and _is_next_code(before, block):
            before = block
            continue
        before = block
        kind, detail, text = next(back)
        if block.kind is Kind.LIST_ITEM:
            depth, number = detail
            assert kind == "list-item" and 1 <= depth <= block.level
            assert number == (block.number if block.number < 10**9 else 0)
        elif block.kind is Kind.HEADING:
            assert (kind, detail) == ("heading", min(max(block.level, 2), 6))
        elif block.kind is Kind.CODE:
            indent = block.gap.rpartition("\n")[2]
            lines = (
                (indent + block.text)
                .replace("\r\n", "\n")
                .replace("\r", "\n")
                .replace("\f", "\n")
                .replace("\0", "\ufffd")
            )
            assert kind == "code" and text.startswith(lines)
        else:
            assert kind == ("quote" if block.kind is Kind.QUOTE else "paragraph")
            assert detail <= max(1, block.level) or block.kind in {Kind.QUOTE, Kind.CAPTION}


def _is_next_code(before, block):
    both = before.kind is Kind.CODE and block.kind is Kind.CODE and before.group == block.group
    return both and before.level == block.level and block.gap.count("\n") == 1


@given(TEXTS.flatmap(lambda text: st.tuples(st.just(text), marks_of(text))))
@example(("abc def", (Mark(0, 5, "strong"), Mark(2, 7, "emphasis"))))
@example(("***", (Mark(0, 1, "strong"), Mark(1, 3, "emphasis"))))
def test_marks_come_back(case):
    """What is written as strong, emphasis, code or link is read as just that, over the same characters."""
    text, marks = case
    if "\n" in text or "\r" in text or "\f" in text:
        text = text.translate({10: " ", 13: " ", 12: " "})
    source = written(Block(text, marks=marks), links=True)
    (token,) = [token for token in PARSER.parse(source) if token.type == "inline"]
    back, styles = shown(token)
    assert back.replace("\ufffd", "\0") == text
    wanted = [
        {(mark.kind, "") for mark in writable(text, _with_places(marks), links=True) if mark.start <= at < mark.end}
        for at in range(len(text))
    ]
    assert [{(kind, "") for kind, _ in style} for style in styles] == wanted


def _with_places(marks):
    return [mark for mark in marks if mark.kind != "link" or destination(mark.target, "")]


@given(TEXTS.flatmap(lambda text: st.tuples(st.just(text), marks_of(text))))
def test_nothing_is_marked_that_was_not(case):
    """A character is set apart only if a mark of that kind has it, or white space between two such marks."""
    text, marks = case
    for mark in writable(text, marks, links=True):
        for at in range(mark.start, mark.end):
            assert text[at].isspace() or any(own.kind == mark.kind and own.start <= at < own.end for own in marks)


PLAIN = st.lists(st.sampled_from(["rye", "oven", "flour", "Öl"]), min_size=1, max_size=5).map(" ".join)


@given(PLAIN, st.sampled_from(["strong", "emphasis", "code"]), st.data())
def test_plain_words_keep_their_marks(text, kind, data):
    """In ordinary words no mark is lost, wherever it starts and ends."""
    start, end = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=2, unique=True)))
    marked = text[start:end].strip()
    written_marks = writable(text, [Mark(start, end, kind)])
    assert [text[mark.start : mark.end] for mark in written_marks] == ([marked] if marked else [])


@pytest.mark.parametrize(
    ("text", "marks", "expected"),
    [
        ("A dark rye loaf", [Mark(2, 7, "strong"), Mark(7, 10, "emphasis")], "A **dark** *rye* loaf"),
        ("A dark rye loaf", [Mark(2, 6, "strong"), Mark(7, 10, "strong")], "A **dark rye** loaf"),
        ("A dark rye loaf", [Mark(2, 10, "strong"), Mark(7, 10, "emphasis")], "A **dark *rye*** loaf"),
        ("A dark rye loaf", [Mark(2, 10, "strong"), Mark(2, 10, "emphasis")], "A ***dark rye*** loaf"),
        ("A dark rye loaf", [Mark(2, 10, "strong"), Mark(7, 15, "emphasis")], "A **dark *rye*** *loaf*"),
        ("unbaked", [Mark(2, 7, "emphasis")], "un*baked*"),
        ("黑麦面包很香", [Mark(2, 4, "strong")], "黑麦**面包**很香"),
        # Stars that touch, or that could open and close inside of another mark, are read by rules of their own.
        ("unbaked", [Mark(0, 2, "strong"), Mark(2, 7, "emphasis")], "**un**baked"),
        (
            "a unbaked rye",
            [Mark(0, 13, "strong"), Mark(0, 1, "emphasis"), Mark(4, 9, "emphasis")],
            "***a* unbaked rye**",
        ),
        # A full stop inside and a letter outside: CommonMark shows the stars.
        ("Rye.Oats", [Mark(0, 4, "strong")], "Rye.Oats"),
        ("“Rye.” Oats", [Mark(0, 6, "strong")], "**“Rye.”** Oats"),
        ("use bake() now", [Mark(4, 10, "code")], "use `bake()` now"),
        ("use `bake` now", [Mark(4, 10, "code")], "use `` `bake` `` now"),
        ("use bake() now", [Mark(4, 10, "code"), Mark(6, 8, "strong")], "use `bake()` now"),
        ("use bake() now", [Mark(4, 10, "code"), Mark(0, 10, "strong")], "**use `bake()`** now"),
        ("rye", [Mark(3, 3, "strong"), Mark(0, 0, "code"), Mark(-2, 9, "unknown")], "rye"),
    ],
)
def test_emphasis_and_code(text, marks, expected):
    """Strong, emphasis and code where they belong, and nothing that a reader would see as stars."""
    assert written(page(text, marks=tuple(marks))) == f"{expected}\n"


def test_emphasis_at_links_and_code():
    """What counts for the edges of emphasis is what Markdown has there, not the text of the page."""
    link = Mark(0, 3, "link", "x")
    assert written(page("rye.oats", marks=(link, Mark(3, 8, "emphasis"))), links=True) == "[rye](x)*.oats*\n"
    assert written(page("rye.oats", marks=(link, Mark(3, 8, "emphasis")))) == "rye.oats\n"
    assert written(page("oats rye.", marks=(Mark(0, 9, "link", "x"), Mark(0, 9, "strong"))), links=True) == (
        "[**oats rye.**](x)\n"
    )
    assert written(page("rye x y", marks=(Mark(4, 5, "code"), Mark(3, 7, "strong")))) == "rye **`x` y**\n"
    # A letter outside and a backtick inside: CommonMark would show the stars.
    assert written(page("ryex", marks=(Mark(3, 4, "code"), Mark(3, 4, "strong")))) == "rye`x`\n"


def test_links_only_when_asked():
    """Links are text unless asked for; then they lead to absolute addresses if the page's is known."""
    block = page("See the oven [old] now!", marks=(Mark(4, 18, "link", "../oven?a=(1)"), Mark(8, 12, "strong")))
    assert written(block) == "See the **oven** \\[old] now!\n"
    assert written(block, links=True) == "See [the **oven** \\[old\\]](../oven?a=\\(1\\)) now!\n"
    absolute = "See [the **oven** \\[old\\]](https://rye.example/oven?a=\\(1\\)) now!\n"
    assert written(block, links=True, page_url="https://rye.example/a/b") == absolute


@pytest.mark.parametrize(
    "target", ["", " ", "javascript:void(0)", "JavaScript:x", " java\nscript:x", "data:text/html,x", "vbscript:x"]
)
def test_no_place_to_go(target):
    """What leads nowhere is written as plain text."""
    assert (
        written(page("Rye", marks=(Mark(0, 3, "link", target),)), links=True, page_url="https://a.example/") == "Rye\n"
    )


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("mailto:oven@rye.example", "mailto:oven@rye.example"),
        ("https://rye.example/ä?b=1&c=2", "https://rye.example/ä?b=1&c=2"),
        ("http://[rye", "http://[rye"),
        ("a b", "https://rye.example/x/a%20b"),
        ("?q=1", "https://rye.example/x/y?q=1"),
        ("//oats.example", "https://oats.example"),
    ],
)
def test_destinations(target, expected):
    """Addresses as they are, relative ones made absolute, broken ones left alone."""
    assert destination(target, "https://rye.example/x/y") == expected


@given(st.text(max_size=20), st.text(max_size=10))
def test_any_destination(target, base):
    """Any target at all gives something without white space, or nothing, and never an error."""
    found = destination(target, base)
    assert found == "".join(found.split())


def test_an_exclamation_before_a_link_makes_no_image():
    """`!` right before a link stays a character."""
    assert written(page("Rye!Oats", marks=(Mark(4, 8, "link", "x"),)), links=True) == "Rye\\![Oats](x)\n"


def test_lists():
    """Depth, numbers and further paragraphs of items; a second list after the first gets another sign."""
    source = written(
        page("Breads"),
        item("Rye", gap="\n\n"),
        item("dark", level=2, number=1),
        item("light", level=2, number=2),
        page("with oats", "\n\n", level=2, group=0),
        item("Wheat"),
        page("white", "\n", level=1, group=0),
        item("Other list", group=1),
        page("End"),
    )
    assert source == (
        "Breads\n\n- Rye\n  1. dark\n  2. light\n\n     with oats\n- Wheat\\\n  white\n\n* Other list\n\nEnd\n"
    ).replace("oats\n- Wheat", "oats\n\n- Wheat")


def test_holes_in_lists():
    """Items whose parent is gone move up; numbers after a hole are read as they were."""
    source = written(
        item("deep", level=3), item("deeper", level=4), item("up", level=2), page("still", level=5, group=0)
    )
    assert source == "- deep\n  - deeper\n- up\n\n  still\n"
    back = structure(written(item("a", number=1), item("b", number=2), item("d", number=4)))
    assert back == [("list-item", (1, 1), "a"), ("list-item", (1, 2), "b"), ("list-item", (1, 4), "d")]


def test_a_nested_list_that_starts_late():
    """A list that does not start with 1 needs an empty line before it, or it would be text of its item."""
    assert written(item("Rye"), item("dark", level=2, number=3)) == "- Rye\n\n  3. dark\n"


def test_code_and_quotes_in_lists():
    """What knows its list but not its depth goes on with the item before it."""
    source = written(
        item("Bake:"),
        page("bake(\n  rye)", "\n\n  ", kind=Kind.CODE, group=0),
        page("Well.", kind=Kind.QUOTE, group=0),
        page("End"),
    )
    assert source == "- Bake:\n\n  ```\n    bake(\n    rye)\n  ```\n\n  > Well.\n\nEnd\n"


def test_very_deep_lists_stay_readable():
    """However deep a list is, its text is not lost and not moved out of sight."""
    found = [item(f"rye {level}", level=level) for level in range(1, 2000)]
    source = written(*found)
    assert len(source) < 60 * len(found)
    assert [text for _, _, text in structure(source)] == [block.text for block in found]


def test_tables():
    """Rows and columns with empty places, several blocks in a cell, strokes as characters."""
    found = [
        cell("Grain", 0, 0),
        cell("Days", 0, 2),
        cell("Rye | dark", 1, 0),
        cell("a\\|b", 1, 2, marks=(Mark(0, 4, "code"),)),
        cell("1", 2, 2),
        cell("2", 2, 2, kind=Kind.LIST_ITEM, level=1),
        cell("x|y", 3, 0, kind=Kind.CODE),
    ]
    source = written(*found)
    assert source == ("| Grain | Days |\n| --- | --- |\n| Rye \\| dark | a\\\\\\|b |\n|  | 1<br>2 |\n| `x\\|y` |  |\n")
    assert [text for _, _, text in structure(source)] == ["Grain", "Days", "Rye | dark", "a\\|b", "", "1 2", "x|y", ""]


def test_tables_side_by_side():
    """Two tables stay two, and a table without a head row takes its first row for one."""
    source = written(cell("Rye", 4, 0, group=1), cell("Oats", 0, 0, group=2), page("End"))
    assert source == "| Rye |\n| --- |\n\n| Oats |\n| --- |\n\nEnd\n"


def test_a_table_full_of_holes_stays_small():
    """A thousand cells on a diagonal do not become a million places."""
    source = written(*[cell("rye", at, at) for at in range(1000)])
    assert len(source) < 20_000
    assert source.count("rye") == 1000


def test_line_breaks():
    """Lines of one element are one paragraph with breaks; lines of plain text and of other elements are not."""
    assert written(page("Rye,"), page("- oats", "\n")) == "Rye,\\\n\\- oats\n"
    assert written(page("Rye,"), evolve(page("oats", "\n"), path="div")) == "Rye,\n\noats\n"
    assert written(Block("Rye,"), Block("oats", "\n")) == "Rye,\n\noats\n"
    assert written(page("Rye,", kind=Kind.QUOTE), page("oats", "\n", kind=Kind.QUOTE)) == "> Rye,\\\n> oats\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("1. Rye", "## 1. Rye"), ("C#", "## C#"), ("Rye #", "## Rye \\#"), ("##", "## #\\#"), ("- Rye", "## - Rye")],
)
def test_headings(text, expected):
    """A heading needs no escapes but for `#` at its end."""
    assert written(page(text, kind=Kind.HEADING, level=1)) == f"{expected}\n"


def test_the_title_is_a_heading():
    """`#` at the end of a title is part of it."""
    source = written(page("Rye"), title="Oats *and* #")
    assert structure(source) == [("heading", 1, "Oats *and* #"), ("paragraph", 0, "Rye")]


def test_a_fence_is_longer_than_any_inside():
    """Code that holds a fence, blank lines and an indented first line comes back to the character."""
    code = page("a\n\n````\n\tb", "\n\n   ", kind=Kind.CODE)
    assert structure(written(page("Rye"), code))[1] == ("code", 0, "   a\n\n````\n\tb")


@pytest.mark.parametrize(
    "text",
    ["a ~ b", "a_b_c", "x < y", "http://rye.example/~oven/b_c", "(rye)", "2 + 2", "rye | oats", "it's", "a: b", "1 %"],
)
def test_ordinary_text_of_a_page(text):
    """Ordinary text is not cluttered with backslashes where none is needed."""
    assert written(page(text)) == f"{text}\n"


@pytest.mark.parametrize(
    "text",
    ["_" * 10**5 + "a", "a" + "_" * 10**5 + "b", "<" * 10**5, "&" * 10**5, "`" * 10**5, "a" + " \t" * 50_000 + "x"],
    ids=["underlines", "underlines in a word", "brackets", "ampersands", "backticks", "blanks"],
)
def test_long_runs(text):
    """A hundred thousand of one character take no noticeable time."""
    marks = (Mark(0, len(text), "code"), Mark(10, 20, "strong"))
    assert written(page(text.strip() or "x"), page(text.strip(), marks=marks), cell(text.strip(), 0, 0))


def test_many_marks():
    """Thousands of marks are written in one pass."""
    text = "rye " * 5_000
    kinds = ("strong", "emphasis", "link")
    marks = tuple(Mark(at, at + 3, kind, "x") for at in range(0, len(text), 8) for kind in kinds)
    assert written(page(text.strip(), marks=marks), links=True).count("](x)") == 2_500


def test_plain_text_of_pages():
    """Cells stand side by side, and code keeps the indentation of its first line, even at the start."""
    code = page("bake(\n    rye)", "\n\n  ", kind=Kind.CODE)
    blocks = (code, cell("Grain", 0, 0), evolve(cell("Days", 0, 1), gap="\t"))
    document = CleanDocument(document=Document(blocks=blocks, notes=(("title", "Bread"),)))
    assert plain_text(document) == "Bread\n\n  bake(\n    rye)\n\nGrain\tDays\n"
    assert plain_text(CleanDocument(document=Document(blocks=(page("Rye", "\n  "),)))) == "Rye\n"


def test_the_option_for_links(tmp_path):
    """`--links` writes links of pages, and with another format than Markdown it is a mistake that is told."""
    source, target = tmp_path / "oven.html", tmp_path / "oven.md"
    source.write_text("<article><p>Where the <a href='/oven'>oven</a> is, there is bread for all of us.</p></article>")
    arguments = [str(source), "--preset", "minimal", "--url", "https://rye.example/a", "-o", str(target)]
    CliRunner().invoke(clean_command, [*arguments, "--to", "markdown", "--links"])
    assert "[oven](https://rye.example/oven) is" in target.read_text()
    CliRunner().invoke(clean_command, [*arguments, "--to", "markdown"])
    assert "the oven is" in target.read_text()
    refused = CliRunner().invoke(clean_command, [*arguments, "--to", "text", "--links"])
    assert refused.exit_code == 2 and "add --to markdown" in refused.output
