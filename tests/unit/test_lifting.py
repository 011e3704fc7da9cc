"""Titles, bylines and credits: lifted on evidence, left alone without."""

import pytest

from docclean.extract.plain import document_of
from docclean.lifting.bylines import Bylines
from docclean.lifting.credit_lines import CreditLines
from docclean.lifting.date_lines import DateLines
from docclean.lifting.title_line import TitleLine
from docclean.measure.names import looks_like_name
from docclean.testing import check_filter, run

BODY = (
    "The lighthouse was built in 1871 and still guides the ferries today.\n\n"
    "Its keeper climbs two hundred steps every evening, even in a storm."
)
CORPS = (
    "Le phare fut construit en 1871 et guide toujours les bateaux du port.\n\n"
    "Son gardien monte deux cents marches chaque soir, même par gros temps."
)


def lifted(step, text, key):
    """The notes under a key and the text that is left."""
    done = run(step, document_of(text))
    return done.document.values(key), done.text


@pytest.mark.parametrize(
    ("text", "title", "code"),
    [
        (f"A light for the ferries\n\n{BODY}", "A light for the ferries", "set-apart"),
        (f"A light for the ferries\nA light for the ferries\n{BODY}", "A light for the ferries", "repeated"),
        (f"Skip to content\n\nA light for the ferries\n\n{BODY}", "A light for the ferries", "set-apart"),
        (f"Menu\n\nUn phare pour les bateaux\n\nPar Anna Exemple\n\n{CORPS}", "Un phare pour les bateaux", "set-apart"),
        (f"Who lights the lamp?\n\n{BODY}", "Who lights the lamp?", "set-apart"),
        (
            "新しい図書館が開館\n\n新しい図書館は来月、駅の近くに開館する予定で、市民は三万冊の本を借りられる。",
            "新しい図書館が開館",
            "set-apart",
        ),
    ],
)
def test_titles(text, title, code):
    """A heading-like line set apart, or a line that stands twice, before the text."""
    done = run(TitleLine(), document_of(text))
    assert done.title == title
    assert done.lifted[0].reason.code == code


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        f"A light for the ferries\n{BODY}",
        f"a light for the ferries\n\n{BODY}",
        f"A light for the ferries,\n\n{BODY}",
        f"Ferries\n\n{BODY}",
        "A light for the ferries\n\nA harbour for the boats\n\nA path for the hikers",
        f"{'A light for the ferries ' * 8}\n\n{BODY}",
        f"The lamp was lit again last night.\n\n{BODY}",
        "",
    ],
)
def test_no_title(text):
    """Running text, labels, lines that go on, lists and single words are no titles."""
    assert lifted(TitleLine(), text, "title") == ((), text.strip())


def test_a_known_title_is_enough():
    """A document that has a title keeps its first line."""
    done = run(TitleLine(), document_of(f"A light for the ferries\n\n{BODY}", notes=(("title", "Known"),)))
    assert done.title == "Known" and not done.lifted


@pytest.mark.parametrize(
    ("text", "authors"),
    [
        (f"By Anna Example\n{BODY}", ("Anna Example",)),
        (f"Un phare\n\nPar Anna Exemple\n\n{CORPS}", ("Anna Exemple",)),
        (f"{BODY}\n\nVon Max Mustermann", ("Max Mustermann",)),
        (f"{CORPS}\n\nAnna Exemple\nADMINISTRATOR\nPROFILE", ("Anna Exemple",)),
        (f"Un phare\n\nAnna Exemple\n\nAnna Exemple\n\n{CORPS}", ("Anna Exemple",)),
    ],
)
def test_bylines(text, authors):
    """A phrase, role labels below, or the name twice in the head: evidence that a line names the author."""
    found, left = lifted(Bylines(), text, "authors")
    assert found == authors
    assert authors[0] not in left


@pytest.mark.parametrize(
    "text",
    [
        f"Photo Reporters\n\n{CORPS}",
        f"Un phare\nPhoto Reporters\nPhoto Reporters\n{CORPS}",
        f"Un phare\n\nAnna Exemple\n\n{CORPS}",
        f"Read More\nRead More\n{BODY}",
        f"By the way, Anna Example says hello to all of you.\n{BODY}",
        f"By train\n{BODY}",
        f"{BODY}\n\n{BODY}\n\nBy Anna Example\n\n{BODY}\n\n{BODY}\n\n{BODY}\n\n{BODY}",
        "\n\n".join(f"By Anna Example {letter}.\n{BODY}" for letter in "ABCDE"),
        f"REUTERS\nREUTERS\n{BODY}",
    ],
)
def test_no_bylines(text):
    """Credits, labels, prose, names without evidence, the middle of a text and lists of articles are left alone."""
    assert lifted(Bylines(), text, "authors") == ((), text.strip())


def test_photo_reporters_is_no_author():
    """The line looks like a name and is a picture credit: it never becomes an author."""
    assert looks_like_name("Photo Reporters")
    for text in (f"Photo Reporters\n{CORPS}", f"Un phare\n\nPhoto Reporters\nADMINISTRATOR\n{CORPS}"):
        assert lifted(Bylines(), text, "authors")[0] == ()


@pytest.mark.parametrize(
    ("text", "credits"),
    [
        (f"{CORPS}\n\nBELGA\n\nSource : exemple.org", ("BELGA", "Source : exemple.org")),
        (f"{CORPS}\n\nLa rédaction (avec Reuters)", ("La rédaction (avec Reuters)",)),
        (f"{CORPS}\nPORT24\n{CORPS}\nPORT24", ("PORT24",)),
        (f"Un phare\n\nAFP\n\n{CORPS}", ("AFP",)),
    ],
)
def test_credits(text, credits):
    """Agencies, sources and a signature that closes both copies of a text."""
    found, left = lifted(CreditLines(), text, "credits")
    assert found == credits
    assert not any(credit in left for credit in credits)


@pytest.mark.parametrize(
    "text",
    [
        f"{CORPS}\nPORT24",
        f"{CORPS}\nMENU\n{CORPS}\nMENU",
        f"{BODY}\n\nCONCLUSIONS",
        f"{BODY}\n\nThe source of the river lies in the hills, and Reuters reported it.",
        "AFP\nREUTERS\nBELGA",
        "\n".join([BODY, "AFP", "REUTERS", "BELGA", "ANSA", "DPA", "EFE"]),
        "\n".join([BODY, BODY.upper(), "Reuters", *(BODY.replace("1871", str(year)) for year in range(1872, 1880))]),
    ],
)
def test_no_credits(text):
    """Unknown signatures that stand once, labels, headings, prose, lists of agencies and the middle of a text stay."""
    assert lifted(CreditLines(), text, "credits") == ((), text.strip())


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        (f"Published on 3 May 2024\n{BODY}", ("3 May 2024",)),
        (f"Publié le 12 mars 2024\n\nMis à jour le 14 mars 2024\n\n{CORPS}", ("12 mars 2024", "14 mars 2024")),
        (f"Stand: 28.04.2023\n{BODY}", ("28.04.2023",)),
    ],
)
def test_dates(text, dates):
    """A line that says when the text was published, as written; the first one is the document's date."""
    found, left = lifted(DateLines(), text, "date")
    assert found == dates
    assert not any(date in left for date in dates)


def test_a_bare_date_counts_under_a_title_only():
    """`3 May 2024` alone may be a heading of a diary; under a title that was found it is the date."""
    text = f"3 May 2024\n\n{BODY}"
    assert lifted(DateLines(), text, "date") == ((), text)
    done = run(DateLines(), document_of(text, notes=(("title", "A light for the ferries"),)))
    assert done.date == "3 May 2024"


@pytest.mark.parametrize(
    "text",
    [
        f"Published\n{BODY}",
        f"Opened on 3 May 2024 by the mayor\n{BODY}",
        f"The lamp was lit on 3 May 2024.\n{BODY}",
        f"{BODY}\n{BODY}\nPublished on 3 May 2024\n{BODY}\n{BODY}",
        "\n\n".join(f"Published on {day} May 2024\n{BODY}" for day in range(1, 5)),
    ],
)
def test_no_dates(text):
    """Labels, prose, other words, the middle of a text and lists of articles are left alone."""
    assert lifted(DateLines(), text, "date") == ((), text)


@pytest.mark.parametrize("step", [TitleLine(), Bylines(), CreditLines(), DateLines()], ids=lambda step: step.name)
def test_laws(step):
    """Every law holds."""
    check_filter(step, examples=50, texts=[f"A light\n\nBy Anna Example\n\n{BODY}\n\nAFP"])


@pytest.mark.parametrize(
    "name", ["Anna Example", "Anna-Maria van den Exempel", "J. R. Example", "Mario O’Esempio", "Jan de Voorbeeld"]
)
def test_names(name):
    """The shape of a name."""
    assert looks_like_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "REUTERS",
        "Voir aussi",
        "Anna",
        "Anna Example 2",
        "anna example",
        "A Long Line With Many Capital Words",
        "",
        "図書館",
    ],
)
def test_no_names(name):
    """Other shapes."""
    assert not looks_like_name(name)
