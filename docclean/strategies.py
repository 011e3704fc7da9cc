"""Hypothesis strategies for damaged and clean documents. Imported only by tests."""

from __future__ import annotations

from hypothesis import strategies as st

__all__ = ["lines", "texts"]

SENTENCES = (
    "The lighthouse was built in 1871 and still guides the ferries.",
    "La boulangerie du village ouvre à six heures, même le dimanche.",
    "Die Forscher zählten im Frühjahr 4.200 Kraniche am See.",
    "Il museo della seta riapre dopo tre anni di lavori.",
    "El huerto escolar produce tomates, judías y calabacines.",
    "Ученые описали новый вид северного мха.",
    "新しい図書館は来月、駅の近くに開館する。",
    "博物馆展出了三百件古代陶器。",
    "تفتح المكتبة أبوابها كل يوم من التاسعة صباحا.",
    "गाँव का पुराना कुआँ फिर से साफ किया गया है।",
    "ห้องสมุดเปิดทำการทุกวันยกเว้นวันอาทิตย์",
    "می‌خواهم کتاب تازه‌ای دربارهٔ باغ‌ها بخوانم.",
    "Η γέφυρα άνοιξε ξανά για τους πεζούς.",
    "הספרייה נפתחה מחדש אחרי השיפוץ.",
)
DAMAGE = (
    "Passer au contenu",
    "Skip to main content",
    "Menu",
    "menu",
    "Voir aussi",
    "Laisser un commentaire",
    "Cancel reply",
    "Zum Inhalt springen",
    "Condividi su Facebook",
    "Compartir en WhatsApp",
    "Read more",
    "By Anna Example",
    "Par Anna Exemple",
    "REUTERS",
    "Source : exemple.org",
    "Photo Reporters",
    ">> Un autre article du site",
    "CULTURELes ateliers rouvrent au public",
    "Les ateliers rouvrent au public",
    "La fête fut bien organisée.Des musiciens de vingt villages sont venus.La pluie a cessé.",
    "Ils ont vu ce ” Grand Phare “ depuis la côte.",
    "CafÃ© crÃ¨me et thÃ© glacÃ©",
    "soft\u00adhyphen and zero\u200bwidth",
    "one\u2028two\u0085three\rfour",
    "e\u0301 decomposed",
    "a  b   c",
)
_CHARACTERS = st.characters(exclude_categories=()) | st.sampled_from(
    "\r\n\t\v\f\x1c\x85\u2028\u2029\xa0\xad\u200b\u200c\u200d\u200e\ufeff\u202e\u2066\u0301\ufe0f«»“”„\".,;:!?…>*-'"
)


def lines() -> st.SearchStrategy[str]:
    """One line: a clean sentence, a damaged one, or any characters."""
    return (
        st.sampled_from(SENTENCES)
        | st.sampled_from(DAMAGE)
        | st.text(_CHARACTERS, max_size=40)
        | st.tuples(
            st.sampled_from(SENTENCES), st.sampled_from(("", " ", "\u00a0", "\x85")), st.sampled_from(SENTENCES)
        ).map("".join)
    )


def texts() -> st.SearchStrategy[str]:
    """Documents of a few lines, some of which repeat."""
    separators = st.sampled_from(("\n", "\n\n", "\r\n", "\n \n", "\n\u00a0\n\n"))
    pairs = st.lists(st.tuples(lines(), separators), max_size=12)
    once = pairs.map(lambda items: "".join(line + separator for line, separator in items))
    return once | st.tuples(once, once).map(lambda pair: pair[0] + pair[1] + pair[0])
