"""The filter `chrome-phrases`: what goes, and above all what stays."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docclean.document import Region
from docclean.extract.plain import document_of
from docclean.filters.chrome_phrases import LIFTED_KINDS, ChromePhrases
from docclean.filters.evidence import is_sentence
from docclean.phrases.matcher import load
from docclean.phrases.packs import Strength
from docclean.testing import check_filter, judged

STEP = ChromePhrases()
NEGATIVES = sorted((Path(__file__).parent / "negatives").glob("*.txt"))
PROSE = (
    "The lighthouse on the northern cape was built in 1871, and its lamp still guides the evening ferries home.",
    "Every spring the keeper paints the railings white and opens the tower to the school children of the island.",
    "In summer the bakery at the foot of the hill sells bread to the visitors from a small window in its wall.",
    "La bibliothèque du village a rouvert ses portes samedi, après deux ans de travaux menés par les habitants.",
)
PHRASES = [phrase for phrase in load().phrases if "{" not in phrase.text and phrase.kind not in LIFTED_KINDS]
STRONG = [phrase.text for phrase in PHRASES if phrase.strength is Strength.STRONG]
LABELS = [phrase.text for phrase in PHRASES if phrase.strength in (Strength.ANCHOR, Strength.WEAK)]
LINES = [*PROSE, *(line for path in NEGATIVES for line in path.read_text(encoding="utf-8").splitlines()[:1])][:40]


def kept(*lines: str) -> list[str]:
    """The lines that are left of some."""
    return judged(STEP, "\n".join(lines)).strip("\n").split("\n")


def test_laws() -> None:
    """All laws of filters hold over hostile and generated documents."""
    check_filter(STEP, texts=["\n".join([*PROSE, "Leave a comment", "Name *", "Email *", "Cancel reply"])])


@given(st.sampled_from(STRONG), st.integers(0, len(PROSE)))
def test_a_strong_line_goes_wherever_it_stands(line: str, at: int) -> None:
    """A strong phrase put between blocks of clean text is removed, and the clean text comes back."""
    if load().match(line).phrase.kind not in LIFTED_KINDS:  # type: ignore[union-attr]  # every phrase is found
        assert kept(*PROSE[:at], line, *PROSE[at:]) == list(PROSE)


@given(st.sampled_from(LABELS))
def test_a_label_or_anchor_goes_from_below_the_text(line: str) -> None:
    """After the last block of clean text an anchor or label is removed, and the clean text comes back."""
    if load().match(line).phrase.kind not in LIFTED_KINDS:  # type: ignore[union-attr]  # every phrase is found
        assert kept(*PROSE, line) == list(PROSE)


@given(st.permutations(LINES))
def test_content_survives_in_any_order(lines: list[str]) -> None:
    """Lines that look like phrases, among sentences, stay in whatever order they stand."""
    assert kept(*lines) == lines


@pytest.mark.parametrize("label", ["Menu", "News", "About us", "Voir aussi", "Über uns", "NAME", "Comments", "Suche"])
def test_a_label_stays_as_the_title(label: str) -> None:
    """A document may be called by a bare label."""
    assert kept(label, *PROSE) == [label, *PROSE]


@pytest.mark.parametrize("label", ["Log in", "Share", "Se connecter", "Ablehnen", "Drucken", "Compartir"])
def test_a_button_is_no_title(label: str) -> None:
    """Buttons are no titles, so that they are chrome above the text."""
    assert kept(label, *PROSE) == list(PROSE)
    assert kept(label) == [label]


@pytest.mark.parametrize("label", ["Menu", "Comments", "Share", "Voir aussi", "Kommentare", "Home", "Suche", "Cerca"])
def test_a_label_stays_without_evidence(label: str) -> None:
    """A bare label between the paragraphs of a document is content."""
    assert kept(*PROSE[:2], label, *PROSE[2:]) == [*PROSE[:2], label, *PROSE[2:]]


@pytest.mark.parametrize("label", ["menu", "Comments", "Share", "Voir aussi", "Sujets liés", "Kommentare"])
def test_a_label_goes_from_the_tail(label: str) -> None:
    """After the last sentence a bare label is chrome."""
    assert kept(*PROSE, label) == list(PROSE)


def test_a_label_above_lines_that_stay_is_their_heading() -> None:
    """A label such as "See also" above a list that is kept is kept with it."""
    lines = [*PROSE, "See also", "The harbour of the north", "A garden in the dunes"]
    assert kept(*lines) == lines


def test_a_document_of_labels_stays() -> None:
    """Where there is no text, nothing shows that labels are chrome."""
    lines = ["Menu", "Home", "Contact", "Search"]
    assert kept(*lines) == lines


def test_a_forum_keeps_its_labels() -> None:
    """Labels inside the text stay where they are many: they are the page's own."""
    lines = [line for text in PROSE * 3 for line in (text, "Reply", "Share", "Like")] + [PROSE[0]]
    assert kept(*lines) == lines


def test_items_of_a_listing_stay() -> None:
    """A strong phrase that each teaser of a listing has is part of the listing."""
    lines = [line for text in PROSE for line in (text, "Read full story")] + [PROSE[0]]
    assert kept(*lines) == lines


def test_comment_form_is_one_group() -> None:
    """The lines of a form carry the group of its anchor, fields without a phrase included."""
    document = document_of(
        "\n".join([*PROSE, "Laisser un commentaire", "Nom *", "Code postal *", "E-mail *", "Cancel reply"])
    )
    verdict = STEP.judge(document)
    assert len(verdict.changes) == 5
    assert {change.group for change in verdict.changes} == {"comment-form-4"}


def test_a_run_ends_at_text() -> None:
    """A form does not take the heading above the next sentence, nor the sentence."""
    lines = [PROSE[0], "Leave a comment", "Name", PROSE[1], PROSE[2]]
    assert kept(*lines) == [PROSE[0], "Name", PROSE[1], PROSE[2]]


@pytest.mark.parametrize(
    "line",
    [
        "Lire aussi : Le pont rouvre enfin",
        "READ MORE: A garden in the dunes",
        "Lesen Sie auch: Die Mühle am Fluss",
        ">> Will the ferry sail in winter?",
        "Leggi anche: Il faro riapre ai visitatori",
        "🔴 Pour ne manquer aucune actualité de Radio Phare, suivez-nous sur Google Actualités et WhatsApp.",
    ],
)
def test_pointers_go(line: str) -> None:
    """A lead-in or double arrow before a title points to another page."""
    assert kept(*PROSE[:2], line, *PROSE[2:]) == list(PROSE)


@pytest.mark.parametrize(
    "line",
    [
        "Lire aussi entre les lignes demande du temps.",
        "Lire aussi : cela demande du temps, dit la libraire.",
        "Read more: the librarian said that she had no time for it.",
        "See also what the neighbours planted",
        "Related Words",
        "→ A garden in the dunes",
        ">> The ferry sails at noon.",
        ">>> print(lighthouse)",
    ],
)
def test_prose_after_a_lead_in_stays(line: str) -> None:
    """What begins like a lead-in but goes on like a sentence is content."""
    assert kept(*PROSE[:2], line, *PROSE[2:]) == [*PROSE[:2], line, *PROSE[2:]]


def test_quoted_lines_are_not_pointers() -> None:
    """Where lines are quoted with `>`, two of them are a quotation of a quotation."""
    lines = [PROSE[0], "> I asked the keeper", ">> What did he say", PROSE[1]]
    assert kept(*lines) == lines


def test_a_title_is_never_a_pointer() -> None:
    """The first line is the document's title, whatever it begins with."""
    lines = ["Watch: The ferry leaves the harbour", *PROSE]
    assert kept(*lines) == lines


def test_suffix_is_cut() -> None:
    """The sentence before "Read more" stays."""
    assert kept(PROSE[0], PROSE[1] + " Read more »", PROSE[2]) == list(PROSE[:3])


def test_author_box() -> None:
    """Role labels go, the name stays for the filter that lifts it."""
    assert kept(*PROSE, "Jane Example", "ADMINISTRATOR", "PROFILE") == [*PROSE, "Jane Example"]


@pytest.mark.parametrize(
    "line", ["Photo Reporters", "Anonim", "Photo: Jane Example / AFP", "Crédit photo : Jane Exemple"]
)
def test_credits_and_placeholders_under_the_title(line: str) -> None:
    """Credits and placeholders for an author go from right under the title."""
    assert kept("A Lighthouse Reopens", line, *PROSE) == ["A Lighthouse Reopens", *PROSE]
    assert kept("A Lighthouse Reopens", PROSE[0], line, *PROSE[1:]) == ["A Lighthouse Reopens", *PROSE]


@pytest.mark.parametrize("line", ["By Jane Example", "BELGA", "Source : exemple.org", "La rédaction (avec Reuters)"])
def test_bylines_and_agencies_are_left_to_be_lifted(line: str) -> None:
    """They are matched, but other filters lift them."""
    assert kept(*PROSE, line) == [*PROSE, line]


STOPS = ".!?…。！？\u0964\u06d4\u061f\u104b\u1362"


@given(st.text(STOPS + "ab \"'”’»)]」』\n", max_size=12))
def test_a_sentence_ends_with_its_mark(end: str) -> None:
    """A line ends like a sentence where only quotes and brackets follow the mark, whichever they are."""
    line = "The keeper paints the railings" + end
    ends = re.search(rf"[{STOPS}][\"'”’»)\]」』]*\Z", line) is not None
    assert is_sentence(line) == ends


def test_regions_are_evidence() -> None:
    """In a navigation region a label needs no other evidence."""
    from attrs import evolve

    document = document_of("\n".join([PROSE[0], "Archive", PROSE[1]]))
    blocks = list(document.blocks)
    blocks[1] = evolve(blocks[1], region=Region.NAV)
    assert [change.at for change in STEP.judge(evolve(document, blocks=tuple(blocks))).changes] == [1]


def test_torn_links_stay() -> None:
    """A link that a dump put on a line of its own is a part of its sentence."""
    lines = [PROSE[0], "create an account", PROSE[1]]
    assert kept(*lines) == lines


@pytest.mark.parametrize(
    "path", sorted((Path(__file__).parent / "negatives").glob("*.txt")), ids=lambda path: path.stem
)
def test_negative_lines_stay(path: Path) -> None:
    """Sentences that look like phrases stay between paragraphs, at the head and at the tail."""
    for line in path.read_text(encoding="utf-8").splitlines():
        assert kept(PROSE[0], line, PROSE[1]) == [PROSE[0], line, PROSE[1]]
        assert kept("Skip to content", "Menu", line, PROSE[1])[-2:] == [line, PROSE[1]]
        assert kept(PROSE[1], line, "Leave a comment", "Name *") == [PROSE[1], line]
