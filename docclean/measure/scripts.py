"""Ranges of the Unicode blocks that decide what a rare character means, as bodies of regex character classes."""

from __future__ import annotations

__all__ = ["CJK", "EMOJI", "IDEOGRAPHS", "JOINING", "MONGOLIAN", "RIGHT_TO_LEFT", "UNSPACED_SOUTH_EAST"]

RIGHT_TO_LEFT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
"""Hebrew, Arabic, Syriac, Thaana, N'Ko … and their presentation forms."""

UNSPACED_SOUTH_EAST = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1950-\u19ff\u1a20-\u1aaf\u1b00-\u1b7f\ua980-\ua9ff\uaa60-\uaadf"
)
"""Thai, Lao, Burmese, Khmer, Tai and their neighbours: words follow each other without a space."""

MONGOLIAN = "\u1800-\u18af\U00011660-\U0001167f"

JOINING = (
    "\u0600-\u07ff\u0840-\u0dff\u0f00-\u109f\u1780-\u17ff\u1900-\u1aaf\u1b00-\u1c4f\ua800-\ua8ff\ua930-\ua9ff"
    "\uaa00-\uaadf\uabc0-\uabff\ufb50-\ufdff\ufe70-\ufefc\U00010a00-\U00010fff\U00011000-\U00011fff"
    "\U0001e900-\U0001e95f"
) + MONGOLIAN
"""Arabic, Indic, Khmer, Mongolian …: scripts whose letters take another shape beside a (non-)joiner."""

IDEOGRAPHS = "\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"

CJK = "\u3001-\u30ff\u3100-\u312f\u31a0-\u31ff\uac00-\ud7a3\uff00-\uffef" + IDEOGRAPHS
"""Ideographs, kana, bopomofo, hangul and the full-width punctuation between them."""

EMOJI = (
    "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u24c2\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff"
    "\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
)
"""Characters that have an emoji form or may be part of an emoji sequence, with their neighbours in the same blocks."""
