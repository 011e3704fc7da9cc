"""Tests of the filter `glued-sentences`."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docclean.extract.plain import document_of
from docclean.repair.glued_sentences import GluedSentences
from docclean.testing import check_filter, judged
from docclean.verdict import KEEP

GLUED = (
    "La fête du village fut bien organisée.Des musiciens de vingt communes ont joué sur la place.La pluie a cessé le "
    "soir et les gens ont dansé.Tous les enfants sont restés jusqu’à la fin du bal."
)
MENDED = GLUED.replace("e.D", "e. D").replace("e.L", "e. L").replace("é.T", "é. T")


def test_laws() -> None:
    """Every law holds, also for texts full of near misses and of quotes in every order."""
    check_filter(
        GluedSentences(),
        texts=[
            GLUED,
            GLUED + "\n" + GLUED,
            "Ada.Bob walked on, and we.Saw that it was.“It is” he said.«Les murs» tombent.The wall fell.“No" * 3,
            "aa.«Bb »aa.»Bb“ aa.“Bb„aa.„Bb”aa.”Bb “ aa.«Bb" * 3,
            'He went home."It was late" she said."We knew that it was late" and so on, with all of us.The rest',
        ],
    )


def test_mends_every_place_of_a_document_that_shows_the_defect() -> None:
    """All places of a glued paragraph get their space, and nothing else changes."""
    assert judged(GluedSentences(), GLUED) == MENDED


def test_mends_places_in_both_copies_of_a_repeated_text() -> None:
    """A text shown twice repeats its word pairs; that must not make names of them."""
    assert judged(GluedSentences(), f"{GLUED}\n\n{GLUED}") == f"{MENDED}\n\n{MENDED}"


@pytest.mark.parametrize(
    ("glued", "mended"),
    [
        (
            "Мост открыли утром, и в город пришли гости.Они смотрели на реку.Вечером они пели.",
            "гости. Они|реку. Вечером",
        ),
        (
            "Η γέφυρα άνοιξε το πρωί και ο κόσμος ήρθε.Το βράδυ όλοι χόρεψαν.Μετά, το φως έσβησε.",
            "ήρθε. Το|χόρεψαν. Μετά",
        ),
        (
            "Die Brücke wurde nach dem Umbau eröffnet.Im Park spielte die Kapelle im Regen.Dann war Ruhe.Die Leute "
            "gingen.Am Abend war am Fluss die letzte Fähre bereit.",
            "eröffnet. Im|Regen. Dann|gingen. Am",
        ),
        (
            "Köprü dün sabah törenle yeniden açıldı.İnsanlar şarkı söyledi.Sonra bütün insanlar evlerine sonra döndü.",
            "açıldı. İnsanlar|söyledi. Sonra",
        ),
    ],
)
def test_cased_scripts(glued: str, mended: str) -> None:
    """Cyrillic, Greek, German nouns and Turkish capitals are handled like ASCII letters."""
    result = judged(GluedSentences(), glued)
    assert all(part in result for part in mended.split("|"))
    assert result.replace(" ", "") == glued.replace(" ", "")


def test_question_and_exclamation_marks_are_stops() -> None:
    """`?` and `!` end sentences as a full stop does."""
    text = (
        "Who had painted the garden gate at night?Nobody knew!The neighbours only laughed."
        "And so the gate stayed blue, and nobody minded the colour."
    )
    assert "night? Nobody" in judged(GluedSentences(), text)
    assert "knew! The neighbours" in judged(GluedSentences(), text)


@pytest.mark.parametrize(
    ("glued", "mended"),
    [
        ("Le pont est ouvert.«Nous sommes contents», dit-il.", "Le pont est ouvert. «Nous sommes contents», dit-il."),
        ("Le pont ouvre.«\u00a0Quelle joie\u00a0», dit-il.", "Le pont ouvre. «\u00a0Quelle joie\u00a0», dit-il."),
        ("Le pont est ouvert.« Quelle joie », dit-il.", "Le pont est ouvert. « Quelle joie », dit-il."),
        ("«Il a dit “oui.”Puis rien», dit-elle.", "«Il a dit “oui.” Puis rien», dit-elle."),
        ("The bridge is open.“I am glad”, she said.", "The bridge is open. “I am glad”, she said."),
        ("Die Brücke ist offen.„Wir freuen uns“, sagte sie.", "Die Brücke ist offen. „Wir freuen uns“, sagte sie."),
        ("„Wir freuen uns.“Danach ging sie.", "„Wir freuen uns.“ Danach ging sie."),
        ("“We are glad.”Then she left.", "“We are glad.” Then she left."),
        ("”Vi är glada.”Sedan gick hon hem.", "”Vi är glada.” Sedan gick hon hem."),
        ("»Wir freuen uns.«Danach ging sie.", "»Wir freuen uns.« Danach ging sie."),
        ("«Nous sommes contents.»Puis il partit.", "«Nous sommes contents.» Puis il partit."),
    ],
)
def test_quotation_alone_is_proof(glued: str, mended: str) -> None:
    """One glued quotation is mended, with the space on its outer side, whichever way the language quotes."""
    assert judged(GluedSentences(), glued) == mended


@pytest.mark.parametrize(
    "text",
    [
        "Two halves are gone here.“Only the opening one is left, she said.",
        "Die erste Hälfte steht im Absatz davor.“Danach ging sie nach Hause.",
        "The words.”Web” and “garden” are in the wrong order here.",
        "A list of vitamins.“B12” is one of them, and no sentence.",
        'The view reads from garden."Plants" and nothing else.',
        "Das war das Ende.« Dann sagte sie: »Ein neuer Anfang.«",
        "Er sagte: »Das war das Ende.« Dann sagte sie: »Ein neuer Anfang.« Gut.",
        "«Il a dit “oui.«Puis rien» ne va ensemble ici",
        "The bridge is open.“I am glad», she said.",
    ],
)
def test_spares_quotes_whose_side_is_uncertain(text: str) -> None:
    """Without the other half in the block a mark may open or close, so nothing is put in."""
    assert judged(GluedSentences(), text) == text


def test_spares_a_single_place() -> None:
    """One place proves nothing: it may be a name."""
    text = "The new tables are sold by a small company called garden.Table and they are made of oak from the region."
    assert judged(GluedSentences(), text) == text


@pytest.mark.parametrize(
    "text",
    [
        # user and brand names: no second half is a word of the sentences
        "Yesterday anna.Lind wrote that the bread was good, and oskar.Berg said that it was not good at all.",
        # one name in two contexts
        "We ordered at bread.Shop and they were late, so we asked bread.Shop again and heard that the shop was closed.",
        "The pages are on Lighthouse.Info and on Ferries.Net and on gardens.Com, booked with ferries.Org every summer.",
        # the name counts for nothing, so one proof is left
        "We ordered at bread.Shop and were late, so we asked bread.Shop again and went home.The shop was not the same.",
        "Files: readme.Txt2 and notes.Md_old, index.Html or https://example.org/garden.The/old.The for the rest.",
        # two letters before the stop
        "It is up to all of us.The town and the mill can do it.And so they do it, and the work is done for us.",
        "Version 2.Beta and section 4.Der came before 1.5 and 3.14, and J.K. Lind met A.B.Berg and C.Dahl at the mill.",
        "Smart.Land.Region and Build.Live.Plan are the slogans of the fair that the town has held since last year.",
        "Mail Kim.Lind@example.org or write to lind.The@example.org and berg.When@example.org when the shop is shut.",
        "Node.js and Vue.js are used by the library, and also socket.io and the rest of it, as they said in the talk.",
        "The café is open from 9 a.m.To be sure, call e.g.The owner or Mr.Lind of St.Mary in the old part of town.",
    ],
)
def test_spares_names_and_addresses(text: str) -> None:
    """Names, addresses, files, versions, initials and chains of words are no glued sentences."""
    assert judged(GluedSentences(), text) == text


@pytest.mark.parametrize(
    "line",
    [
        "Nous allons chez pain.Table souvent, mais chez pain.Table rien ne va.",
        "Tout est sur jardin.Com et sur le vieux site du village depuis hier.",
        "Il lit std.heap.Allocateur dans le vieux livre du phare depuis hier.",
        "Le modèle 3dx.Plan est vieux mais il marche encore très bien ici.",
        "Le pont.Fer2 est vieux, et pourtant il marche encore très bien ici.",
        "La foire jardin.Terre.Region est le grand rendez-vous de tout le village.",
        "Le type decimal.Decimal est lu par tous les autres mots du livre.",
        "Le site monJardin.Les roses est ouvert tous les jours de la semaine.",
        "Le groupe garde.A Paris on le connaît depuis des années déjà, dit-on.",
        "Le magasin Pain.Table, au coin de la vieille rue, est ouvert ce soir.",
        "Le fichier jardin.AI a été lu par tous les élèves du village hier.",
    ],
)
def test_spares_names_beside_places_that_are_mended(line: str) -> None:
    """In a document that shows the defect, what may be a name or an address still stays."""
    assert judged(GluedSentences(), f"{GLUED}\n{line}") == f"{MENDED}\n{line}"


def test_spares_documents_with_code() -> None:
    """Where code stands, `list.Append` is an attribute: even clear places stay."""
    text = GLUED + "\nbuilder.Services.AddGarden(options)"
    assert judged(GluedSentences(), text) == text
    text = GLUED + "\nBefore: call garden.Open() and then read the result of it."
    assert judged(GluedSentences(), text) == text


def test_spares_short_lines() -> None:
    """Lines of few words are labels: nothing in them proves or is mended."""
    text = "Bread.The shop\nGarden.The show\nThe shop and the show are open"
    assert judged(GluedSentences(), text) == text
    assert "now.Plan" in judged(GluedSentences(), GLUED + "\nVisit now.Plan here")


def test_options_decide() -> None:
    """A higher `min_places` or `min_words` mends less."""
    assert judged(GluedSentences(min_places=9), GLUED) == GLUED
    assert judged(GluedSentences(min_words=200), GLUED) == GLUED


@pytest.mark.parametrize(
    "text",
    [
        "新しい図書館は来月開館する。駅から近い。「とても便利」と市民は話す。毎日九時に開く。",
        "博物馆展出了三百件古代陶器。“很美。”他说。明天继续开放。",
        "تفتح المكتبة أبوابها كل يوم.يمكن للزوار القراءة.الدخول مجاني للجميع في كل وقت من السنة.",
        "ห้องสมุดเปิดทำการทุกวันยกเว้นวันอาทิตย์.ทุกคนเข้าได้.ไม่มีค่าใช้จ่าย",
        "ხიდი გაიხსნა დილით და ხალხი მოვიდა.საღამოს ყველა ცეკვავდა.შემდეგ ყველა სახლში წავიდა.",
    ],
)
def test_spares_scripts_without_case(text: str) -> None:
    """Where no letter shows how a sentence begins, nothing is put in."""
    assert GluedSentences().judge(document_of(text)) == KEEP


def test_reason_counts_places_and_proofs() -> None:
    """The receipt says how many places a block had and how many the document proved."""
    (change,) = GluedSentences().judge(document_of(GLUED)).changes
    assert (change.reason.code, change.reason.value, change.reason.limit) == ("glued-sentence", 3, 0)
    assert dict(change.reason.evidence) == {"proofs-in-document": 3, "quotes": 0}
    (change,) = GluedSentences().judge(document_of("The bridge is open.“I am glad”, she said.")).changes
    assert change.reason.code == "glued-quote"


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="ab.AB?!“”«»„\" '’,\n", max_size=120))
def test_only_spaces_are_put_in(text: str) -> None:
    """Whatever the text, only spaces are added."""
    assert judged(GluedSentences(), text).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(
    "text",
    ["ab.Cd " * 10_000, "ab.“Cd" * 10_000, "a" * 100_000 + ".Ab", "_" * 100_000 + "aa.Bb", "«" * 100_000 + "aa.«Bb"],
)
def test_time_stays_linear(text: str) -> None:
    """100 kB of near misses are judged in well under the time that a quadratic search would take."""
    start = time.perf_counter()
    GluedSentences().judge(document_of(text))
    assert time.perf_counter() - start < 3
