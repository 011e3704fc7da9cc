"""Accuracy of language tags by length and language, on junk and mixed documents, and texts per second, by engine.

    python tests/bench/languages.py [--data DIR] [--half even|odd|both] [--engines NAME …] [--limit N]

DIR holds `news-sentences.jsonl`: consecutive sentences, one object a line with `lang` and `text`. Without it the
lines of the documents in seeds/ are used, whose names say the language; they are few, and easy. Thresholds were chosen
on the even sentences of each language: quote the odd ones. Speed is process CPU time, as a ratio to
`langdetect.detect` on the same texts in the same run.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from docclean.document import Document
from docclean.errors import ConfigError
from docclean.extract.plain import document_of
from docclean.language.block_language import BlockLanguage
from docclean.language.document_language import DocumentLanguage
from docclean.language.engines import ENGINES, engine_named
from docclean.language.identify import Question, find_languages
from docclean.measure.languages import canonical, group_of
from docclean.pipeline import Pipeline

SEEDS = Path(__file__).parents[2] / "seeds"
BUCKETS = ((8, 20), (20, 50), (50, 150), (150, 500), (500, 1000))
_CODES = (
    "af ar bg bn ca cs cy da de el en es et fa fi fr gu he hi hr hu id it ja kn ko lt lv mk ml mr ne nl no pa pl pt ro "
    "ru sk sl so sq sv sw ta te th tl tr uk ur vi zh"
)
COMMON = frozenset(_CODES.split())
"""What langdetect knows."""

JUNK = {
    "empty": "",
    "spaces": " \t ",
    "digits": "12 345 678,90",
    "punctuation": "…!? — ;:",
    "emoji": "👩‍🌾🌻🌍🚲🎈",
    "address": "https://example.org/harbor/tides?day=2",
    "mail": "keeper@lighthouse.example.org",
    "python": "def tide(hour):\n    return hour + 1",
    "c": "for (int i = 0; i < n; i++) { sum += a[i]; }",
    "json": '{"id": 3, "name": "x", "tags": []}',
    "markup": '<div class="a"><span id="x"></span></div>',
    "hexadecimal": "9c56cc51b374c3ba189210d5b6d4bf57790d351c96c47c02190ecf1e430635ab",
    "base64": "SGVsbG8gd29ybGQhIFRoaXMgaXMgYSB0ZXN0",
    "uuid": "3f2504e0-4f89-11d3-9a0c-0305e82c3301",
    "time": "2026-05-12T08:00:00Z",
    "cjk punctuation": "。、「」！？",
    "path": "/usr/local/lib/python3.11/site.py",
    "one letter": "aaaaaaaaaaaaaaaaaaaaaaaa",
}

SHORT = {
    "en": ("Read the whole story", "Leave a comment", "Opening hours", "Cancel reply", "Skip to content"),
    "fr": ("Lire la suite de l'article", "Laisser un commentaire", "Horaires d'ouverture", "Passer au contenu"),
    "de": ("Zum ganzen Artikel", "Einen Kommentar schreiben", "Öffnungszeiten im Winter", "Zum Inhalt springen"),
    "es": ("Leer el artículo completo", "Dejar un comentario", "Horario de apertura", "Saltar al contenido"),
    "it": ("Leggi tutto l'articolo", "Lascia un commento", "Orari di apertura", "Vai al contenuto"),
    "nl": ("Lees het hele artikel", "Een reactie plaatsen", "Openingstijden van het museum"),
    "pl": ("Przeczytaj cały artykuł", "Dodaj komentarz", "Godziny otwarcia muzeum", "Przejdź do treści"),
    "pt": ("Leia o artigo completo", "Deixe um comentário", "Horário de funcionamento", "Pular para o conteúdo"),
    "ru": ("Читать статью полностью", "Оставить комментарий", "Часы работы музея"),
    "sv": ("Läs hela artikeln", "Lämna en kommentar", "Öppettider på museet"),
    "tr": ("Yazının devamını oku", "Yorum yapın", "Müzenin çalışma saatleri"),
    "cs": ("Přečíst celý článek", "Přidat komentář", "Otevírací doba muzea"),
}
"""Lines as pages have them, written for this file."""


class Item(NamedTuple):
    """A text and the language that it is in."""

    language: str
    bucket: int
    text: str


def sentences(data: Path | None, half: str) -> dict[str, list[str]]:
    """Consecutive sentences by language."""
    found: dict[str, list[str]] = defaultdict(list)
    if data is None:
        for path in sorted(SEEDS.glob("*.txt")):
            lines = path.read_bytes().decode("utf-8-sig", "replace").splitlines()
            found[path.name[3:5]] += [line.strip() for line in lines if len(line) > 60]
        return found
    with (data / "news-sentences.jsonl").open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            found[row["lang"]].append(row["text"])
    if half != "both":
        return {code: own[half == "odd" :: 2] for code, own in found.items()}
    return found


def cut(text: str, low: int, high: int) -> str:
    """The start of a text, between words where there are any; empty where it is too short."""
    if len(text) < low or len(text) < high:
        return text if len(text) >= low else ""
    at = text.rfind(" ", low, high)
    return text[:at] if at > 0 else text[: high - 1]


def items(by_language: dict[str, list[str]]) -> Iterator[Item]:
    """Fragments, sentences and paragraphs of each length."""
    for language, own in by_language.items():
        for number, sentence in enumerate(own):
            words = sentence.split(" ")
            middle = " ".join(words[len(words) // 3 if len(words) > 6 else 0 :])
            texts = [middle, middle, sentence]
            texts.append(" ".join(own[number : number + 3]) if number % 3 == 0 else "")
            texts.append(" ".join(own[number : number + 6]) if number % 6 == 0 else "")
            for bucket, (text, limits) in enumerate(zip(texts, BUCKETS, strict=True)):
                if fragment := cut(text, *limits):
                    yield Item(gold(language), bucket, fragment)


def gold(code: str) -> str:
    """The code that counts as right: both kinds of Norwegian are one here."""
    code = canonical(code)
    return "no" if code == "nn" else code


def share(right: int, total: int) -> str:
    """A percentage."""
    return f"{100 * right / total:6.1f}" if total else "     -"


def alike(one: str, other: str) -> bool:
    """Whether two languages are of one group that no n-gram tells apart."""
    return bool(group_of(one)) and group_of(one) == group_of(other)


def accuracy(engine: str, todo: list[Item]) -> list[str]:
    """Share right by bucket, over the common languages and all, and what is taken for what."""
    found = [gold(finding.guess.code) for finding in find_languages([item.text for item in todo], Question(engine))]
    rows = [(item, code) for item, code in zip(todo, found, strict=True)]

    def part(condition: Callable[[Item], bool]) -> str:
        chosen = [(item.language, code) for item, code in rows if condition(item)]
        return share(sum(wanted == code for wanted, code in chosen), len(chosen))

    known = [part(lambda item, n=n: item.bucket == n and item.language in COMMON) for n in range(len(BUCKETS))]
    line = " ".join(known)
    line += part(lambda item: item.bucket >= 1 and item.language in COMMON)
    line += part(lambda item: item.bucket >= 3 and item.language in COMMON)
    line += part(lambda item: item.bucket >= 1)
    grouped = [(item.language, code) for item, code in rows if item.bucket >= 1]
    line += share(sum(wanted == code or alike(wanted, code) for wanted, code in grouped), len(grouped))
    wrong = Counter((item.language, code) for item, code in rows if item.bucket >= 1 and item.language != code)
    named = ", ".join(f"{a}→{b} {n}" for (a, b), n in wrong.most_common(8))
    return [f"{engine:12}{line}", f"{'':12}most often: {named}"]


def worst_languages(todo: list[Item]) -> str:
    """The languages with the lowest share right, of texts from 20 characters."""
    chosen = [item for item in todo if item.bucket >= 1]
    found = find_languages([item.text for item in chosen])
    total, right = Counter(item.language for item in chosen), Counter[str]()
    for item, finding in zip(chosen, found, strict=True):
        right[item.language] += gold(finding.guess.code) == item.language
    ranked = sorted(total, key=lambda code: right[code] / total[code])
    return ", ".join(f"{code} {100 * right[code] / total[code]:.0f}" for code in ranked[:14])


def junk(engine: str) -> str:
    """How many kinds get the name of no language."""
    found = find_languages(list(JUNK.values()), Question(engine))
    named = [kind for kind, one in zip(JUNK, found, strict=True) if one.guess.code not in ("und", "zxx")]
    return f"{engine:12}{len(JUNK) - len(named)} of {len(JUNK)}" + (f"; named: {', '.join(named)}" if named else "")


def short(engine: str) -> str:
    """Lines of a page on their own: right, undecided, wrong."""
    pairs = [(code, text) for code, texts in SHORT.items() for text in texts]
    found = [one.guess.code for one in find_languages([text for _, text in pairs], Question(engine))]
    right = sum(code == wanted for (wanted, _), code in zip(pairs, found, strict=True))
    return f"{engine:12}{right} right, {found.count('und')} undecided of {len(pairs)}"


def mixed_documents(by_language: dict[str, list[str]], count: int) -> Iterator[tuple[str, Document, list[str]]]:
    """Documents of six blocks in two or three languages, the first of them in half of the blocks or more."""
    draw = random.Random(7)
    codes = sorted(code for code, own in by_language.items() if gold(code) in COMMON and len(own) >= 4)
    for _ in range(count):
        main, *others = draw.sample(codes, min(draw.choice((2, 3)), len(codes)))
        languages = [main] * 4 + [draw.choice(others) for _ in range(2)]
        draw.shuffle(languages)
        blocks = [draw.choice(by_language[code]) for code in languages]
        characters = Counter[str]()
        for code, text in zip(languages, blocks, strict=True):
            characters[gold(code)] += len(text)
        ((first, most), *rest) = characters.most_common()
        if not rest or most > 1.2 * rest[0][1]:
            yield first, document_of("\n".join(blocks)), [gold(code) for code in languages]


def mixed(engine: str, documents: list[tuple[str, Document, list[str]]]) -> str:
    """Blocks and documents with the right tag."""
    pipeline = Pipeline([BlockLanguage(engine=engine), DocumentLanguage(engine=engine)])
    right = blocks = documents_right = 0
    for main, document, languages in documents:
        done = pipeline.run(document)
        documents_right += gold(done.language) == main
        right += sum(gold(b.language) == wanted for b, wanted in zip(done.blocks, languages, strict=True))
        blocks += len(languages)
    return f"{engine:12}blocks {share(right, blocks)}  documents {share(documents_right, len(documents))}"


def speed(engines: list[str], todo: list[Item], limit: int) -> Iterator[str]:
    """Texts a second of `langdetect.detect`, and how many times as many of each engine, by length."""
    from langdetect import detect
    from langdetect.lang_detect_exception import LangDetectException

    detect("warm up, so that the profiles are loaded")
    for engine in engines:
        engine_named(engine).identify(["warm up"])
    for bucket, (low, high) in enumerate(BUCKETS):
        texts = [item.text for item in todo if item.bucket == bucket]
        texts = random.Random(3).sample(texts, min(limit, len(texts)))
        if not texts:
            continue
        start = time.process_time()
        for text in texts:
            try:
                detect(text)
            except LangDetectException:
                continue
        slow = time.process_time() - start
        line = f"{low}-{high} characters".ljust(24)
        for engine in engines:
            start = time.process_time()
            for at in range(0, len(texts), 20):
                find_languages(texts[at : at + 20], Question(engine))
            line += f"{engine} x{slow / (time.process_time() - start):.0f}  "
        yield line


def installed(names: list[str]) -> list[str]:
    """The engines that can be built; says which cannot."""
    found = []
    for name in names:
        try:
            engine_named(name)
        except ConfigError as problem:
            print(f"left out: {problem}")
        else:
            found.append(name)
    return found


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--half", choices=("even", "odd", "both"), default="odd")
    parser.add_argument("--engines", nargs="+", default=list(ENGINES))
    parser.add_argument("--limit", type=int, default=200, help="texts of each length whose speed is measured")
    parser.add_argument("--share", type=int, default=1, help="judge every n-th text only (langdetect is slow)")
    options = parser.parse_args()
    if options.data is None:
        print("no --data: the lines of seeds/, which are few and easy")
    by_language = sentences(options.data, options.half)
    todo = list(items(by_language))
    engines = installed(options.engines)
    print(f"{len(todo)} texts in {len(by_language)} languages, {options.half} sentences\n")
    heads = [f"{low}-{high}" for low, high in BUCKETS]
    print(
        f"right, % ({len(COMMON)} languages of langdetect by length | from 20 | from 150 | all from 20 | groups merged)"
    )
    print(f"{'':12}" + " ".join(f"{head:>6}" for head in heads))
    for engine in engines:
        print("\n".join(accuracy(engine, todo[:: options.share])))
    print(f"lowest of the default: {worst_languages(todo)}\n")
    documents = list(mixed_documents(by_language, 300))
    for title, lines in (
        ("junk without the name of a language", [junk(engine) for engine in engines]),
        ("short lines", [short(engine) for engine in engines]),
        (f"{len(documents)} mixed documents, right, %", [mixed(engine, documents) for engine in engines]),
        ("times as fast as langdetect.detect, batches of 20", list(speed(engines, todo, options.limit))),
    ):
        print(title, *lines, sep="\n  ", end="\n\n")


if __name__ == "__main__":
    main()
