"""Tests of the filter `glued-labels`."""

from __future__ import annotations

import time

import pytest

from docclean.apply import apply
from docclean.extract.plain import document_of
from docclean.lifting.glued_labels import GluedLabels
from docclean.testing import check_filter, judged
from docclean.verdict import KEEP, Effect

TITLE = "Les ateliers de poterie rouvrent au public"
REPEATED = (
    "CULTURELes ateliers de la vieille ville rouvrent au public ce samedi\n"
    "CULTUREUne exposition de lanternes anciennes attend les visiteurs au phare\n"
    "Dans la cour, les enfants trouvent une table et les outils du potier."
)


def test_laws() -> None:
    """Every law holds, also where one lifted label is the evidence for another."""
    check_filter(
        GluedLabels(),
        texts=[
            f"CULTURE{TITLE}\n{TITLE}\nCULTUREL’atelier du phare et les murs du village sont blancs",
            REPEATED,
            f"{REPEATED}\nSORTIESLes ateliers de la vieille ville rouvrent au public ce samedi",
            f"Culture{TITLE}\nArtsCulture{TITLE}\n{TITLE}\nFAITS DIVERS«{TITLE}»",
        ],
    )


@pytest.mark.parametrize(
    ("label", "line"),
    [
        ("CULTURE", TITLE),
        ("FAITS DIVERS", "Un homme sauve trois chèvres de la rivière"),
        ("HIGH-TECH", "L’horloge du phare est pilotée par satellite"),
        ("ARTS & MÉTIERS", "Des artisans ouvrent leurs portes en juin"),
        ("КУЛЬТУРА", "Музей открыл выставку старых фонарей"),
        ("ΠΟΛΙΤΙΣΜΟΣ", "Το μουσείο άνοιξε ξανά για όλους"),
        ("SOCIÉTÉ", "«Le pain est meilleur au village», dit-elle"),
        ("Garten", "Die Rosen blühen in diesem Jahr früher"),
    ],
)
def test_label_before_a_line_that_stands_elsewhere(label: str, line: str) -> None:
    """A line that stands again without the label proves it, in any cased script."""
    document = document_of(f"{label}{line}\n\n{line}\nA paragraph about something else.")
    after, _ = apply(document, GluedLabels().judge(document), GluedLabels())
    assert after.text == f"{line}\n\n{line}\nA paragraph about something else."
    assert after.notes == (("section", label),)


def test_compares_without_case_quotes_and_spaces() -> None:
    """The other copy may differ in typography; a label in mixed case needs an exact copy."""
    assert judged(GluedLabels(), f"CULTURE{TITLE}\n“{TITLE.upper()}”").startswith(TITLE)
    text = f"Culture{TITLE}\n“{TITLE.upper()}”"
    assert judged(GluedLabels(), text) == text


def test_known_label_is_lifted_from_other_running_lines() -> None:
    """A label proved by the title is lifted from the standfirst too: one change each, one note."""
    text = f"CULTURE{TITLE}\n{TITLE}\nCULTUREL’atelier du phare a rouvert ce mardi, après deux ans de travaux"
    verdict = GluedLabels().judge(document_of(text))
    assert [change.reason.code for change in verdict.changes] == ["label-before-known-line", "label-repeated"]
    assert all(change.effect is Effect.LIFTED and change.reason.value == 2 for change in verdict.changes)
    assert verdict.changes[1].after[0].text.startswith("L’atelier du phare")
    assert verdict.notes == (("section", "CULTURE"),)


def test_label_before_two_running_lines() -> None:
    """The same label before two different plain words of running lines is one."""
    verdict = GluedLabels().judge(document_of(REPEATED))
    assert [change.after[0].text.split()[0] for change in verdict.changes] == ["Les", "Une"]


@pytest.mark.parametrize(
    "text",
    [
        # brands and acronyms that open several running lines
        "NBCUniversal opens a new library for the town today\nNBCUniversal opens a new garden for the town today",
        "YouTube shows the lighthouse to the whole wide world\nTube shows the lighthouse to the whole wide world again",
        "NATOs möte om bron hölls i den gamla staden\nNATOn satama avattiin eilen ja on nyt auki kaikille os on",
        "DVDs of the lighthouse are sold at the ferry pier\nDVDs of the garden are sold at the old mill",
        "GmbH und Verein bauen den Garten gemeinsam neu auf\nGmbH und Stadt bauen die Brücke gemeinsam neu auf",
        "XYZPrinting makes tools for the makers of clocks and toys\nXYZPrinting makes toys for the makers of tools",
        "NETGEAR's boxes were given to the library by its friends\nNETGEAR's boxes were taken back again by the town",
        "TVMovie shows the movie about the garden this week again\nTVMovie shows the movie about the mill next week",
        # a class name that stands inside sentences, and an acronym in use
        "HTTPHandler objects send a message to the library server daily\n"
        "HTTPAdapter objects keep a message in the library for a day\n"
        "The handler and the adapter are both made by the HTTPHandler and used by it.",
        "MUSEUMShops sell a lantern for the people of the town\nMUSEUMTours show a lantern to the people of the town\n"
        "All shops and tours of the MUSEUM are free for children.",
        # the second half is no word of the document
        "CULTURERamata opens its doors to the whole town today\nCULTUREBolero opens its doors to the whole town today",
        # an acronym with endings that are words
        "UNESCOs möte om bron hölls i staden nu\nUNESCOn satama avattiin eilen ja on auki nyt\n"
        "I dag är UNESCO här hos os och alla on med.",
        # two capitals, an elision that is none, a class name, a small letter
        "ABLe pont du village est ouvert\nLe pont du village est ouvert",
        "CULTURA’autre jour au phare\nA’autre jour au phare",
        "HTTPBasicAuth is a class of this\n“BasicAuth is a class of this”",
        "fooBar opens in the old mill\nBar opens in the old mill",
        # no running text
        "CULTURELes murs blancs\nCULTUREUne table\nVoici les murs et une table.",
        # lines too short to be evidence
        "WELTPlus\nPlus\nWELTGo\nGo\nWELTPlus hier\nPlus hier",
        # a mixed-case word without its other half
        "WalletHub lists the bakeries of the region once a year\nThe hub lists the bakeries of the region once a year",
        "Re:Maybe the bridge should be blue\nMaybe the bridge should be blue",
        "CULTURE Les ateliers rouvrent au public\nLes ateliers rouvrent au public",
        "CULTURE : les ateliers rouvrent au public\nles ateliers rouvrent au public",
    ],
)
def test_spares_names(text: str) -> None:
    """Names in camel case, acronyms with endings and labels that are set apart stay."""
    assert judged(GluedLabels(), text) == text


def test_spares_one_place_without_evidence() -> None:
    """A single label before an unknown line stays: nothing in the document proves it."""
    text = f"CULTURE{TITLE}\nUn tout autre paragraphe parle des chèvres."
    assert GluedLabels().judge(document_of(text)) == KEEP


@pytest.mark.parametrize(
    "text",
    [
        "新しい図書館は来月開館する。\n新しい図書館",
        "تفتح المكتبة أبوابها\nتفتح",
        "ALL CAPITALS HERE\nCAPITALS HERE",
        "",
        "A\nB",
        "ABCDEF",
        "«",
        "L’",
    ],
)
def test_spares_lines_without_a_seam(text: str) -> None:
    """Scripts without case, capitals throughout and lines of one character have no seam."""
    assert GluedLabels().judge(document_of(text)) == KEEP


@pytest.mark.parametrize(
    "text", ["CULTURELes murs\n" * 5_000, "AbcDe f g h\n" * 5_000, "A" * 100_000, "ABCL’" * 20_000]
)
def test_time_stays_linear(text: str) -> None:
    """Many candidates, or one endless one, are judged in well under the time a quadratic search would take."""
    start = time.perf_counter()
    GluedLabels().judge(document_of(text))
    assert time.perf_counter() - start < 3
