"""Tables: rows, columns, and tables of layout."""

import pytest

from docclean.extract.html import document_of_html


def cells(html):
    return [(block.text, block.cell) for block in document_of_html(html).blocks]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            "<table><tr><th>A<th>B<tr><td>1<td>2</table>",
            [("A", (0, 0)), ("B", (0, 1)), ("1", (1, 0)), ("2", (1, 1))],
        ),
        (
            "<table><caption>Salt</caption><tr><th>A<th colspan=2>B<tr><td rowspan=2>1<td>2<td>3<tr><td>4<td>5</table>",
            [
                *(("Salt", None), ("A", (0, 0)), ("B", (0, 1))),
                *(("1", (1, 0)), ("2", (1, 1)), ("3", (1, 2))),
                *(("4", (2, 1)), ("5", (2, 2))),
            ],
        ),
        (
            "<table><tr><td>a<td rowspan=2>b<td>c<td rowspan=3>d<tr><td>e<td>f<td>g<tr><td>h<td>i<td>j<td>k</table>",
            [
                *(("a", (0, 0)), ("b", (0, 1)), ("c", (0, 2)), ("d", (0, 3))),
                *(("e", (1, 0)), ("f", (1, 2)), ("g", (1, 4))),
                *(("h", (2, 0)), ("i", (2, 1)), ("j", (2, 2)), ("k", (2, 4))),
            ],
        ),
        (
            "<table><tr><td rowspan=3 colspan=2>a<td>b<tr><td>c<tr><td>d<tr><td>e<td>f</table>",
            [("a", (0, 0)), ("b", (0, 2)), ("c", (1, 2)), ("d", (2, 2)), ("e", (3, 0)), ("f", (3, 1))],
        ),
        (
            "<table><tr><td>a<td><td>b<tr><td><td>c</table>",
            [("a", (0, 0)), ("b", (0, 2)), ("c", (1, 1))],
        ),
        (
            "<table><tr><td colspan=-1 rowspan=x>a<td colspan=0>b<tr><td colspan=999999>c<td>d</table>",
            [("a", (0, 0)), ("b", (0, 1)), ("c", (1, 0)), ("d", (1, 1))],
        ),
        (
            "<table><thead><tr><th>A<th>B</thead><tbody><tr><td>1<td>2</tbody><tfoot><tr><td>3<td>4</tfoot></table>",
            [("A", (0, 0)), ("B", (0, 1)), ("1", (1, 0)), ("2", (1, 1)), ("3", (2, 0)), ("4", (2, 1))],
        ),
    ],
)
def test_rows_and_columns(html, expected):
    """Cells stand where a browser puts them, spans of cells above counted."""
    assert cells(html) == expected


@pytest.mark.parametrize(
    "html",
    [
        "<table></table>alone",
        "<table>no rows</table>",
        "<table><tr><td>One cell</table>",
        "<table><tr><td>one<td>row</table>",
        "<table><tr><td>one<tr><td>column</table>",
        "<table role=presentation><tr><td>a<td>b<tr><td>c<td>d</table>",
        "<table><tr><td>" + "The salt road ran to the hills. " * 80 + "<td>Menu<tr><td>Foot<td></table>",
        "<table><tr><td>a<td><table><tr><td>one cell</table><tr><td>c<td>d</table>",
        "<table><tr><td colspan=2>Village<tr><td>Menu<td><p>One.<p>Two.<p>Three.</table>",
        "a<td>b<tr>c",
    ],
)
def test_layout_is_no_data(html):
    """Tables of one row, one column, long texts or other tables hold a page: no cells, and all text is there."""
    found = document_of_html(html).blocks
    assert found and {(block.cell, block.kind.value) for block in found} == {(None, "paragraph")}


def test_a_table_in_a_table_of_layout():
    """The inner one has rows and columns of its own, and what follows it is in the outer cell again."""
    html = "<table><tr><td>menu<td><table><tr><td>a<td>b<tr><td>c<td>d</table>after<tr><td>foot<td>x</table>"
    assert cells(html) == [
        ("menu", None),
        *(("a", (0, 0)), ("b", (0, 1)), ("c", (1, 0)), ("d", (1, 1))),
        *(("after", None), ("foot", None), ("x", None)),
    ]


def test_two_tables_are_two_groups():
    """Cells name their table."""
    table = "<table><tr><td>a<td>b<tr><td>c<td>d</table>"
    groups = [block.group for block in document_of_html(f"{table}<p>between</p>{table}").blocks]
    assert len(set(groups[:4])) == 1 and groups[4] is None and len(set(groups[5:])) == 1 and groups[0] != groups[5]


def test_layout_of_text():
    """Tabs between cells, line ends between rows, empty lines around; blocks of one cell on one line."""
    html = "<p>x<table><tr><td>a<td><p>b</p><p>c</p><tr><td><td>d</table><p>y"
    assert document_of_html(html).text == "x\n\na\tb c\n\td\n\ny"


def test_a_list_around_a_table_does_not_number_cells():
    """Cells of a table in a list are cells; items of a list in a cell are items."""
    html = "<ol><li>first<table><tr><td>a<td>b<tr><td>c<td><ul><li>d</ul></table><li>second</ol>"
    found = [(block.text, block.kind.value, block.level, block.number) for block in document_of_html(html).blocks]
    assert found == [
        ("first", "list-item", 1, 1),
        *((text, "table-cell", 0, 0) for text in "abc"),
        ("d", "list-item", 1, 0),
        ("second", "list-item", 1, 2),
    ]


def test_huge_spans_are_set_out_with_few_tabs():
    """A `colspan` of a thousand does not write a thousand tabs."""
    html = "<table><tr><td colspan=1000>a<td>b<tr><td>c<td>d</table>"
    document = document_of_html(html)
    assert [block.cell for block in document.blocks] == [(0, 0), (0, 1000), (1, 0), (1, 1)]
    assert len(document.text) < 100
