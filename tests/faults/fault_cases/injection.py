"""Ids that look like paths, content that drives terminals, spreadsheets or browsers."""

from __future__ import annotations

import json

from fault_cases.case import CLEAN, FAILED, GOOD, READ, Case, case, expected, page

_IDS = {
    "parent": "../../../../tmp/docclean-escaped",
    "absolute": "/tmp/docclean-escaped",
    "windows": "C:\\Windows\\win.ini",
    "share": "\\\\server\\share",
    "device-name": "con.txt",
    "dots": "..",
    "dot": ".",
    "nul": "a\0b",
    "newline": "a\nb",
    "escape": "a\x1b[2Jb",
    "option": "-rf",
    "shell": "$(touch docclean-escaped)`id`;|&",
    "percent": "%2e%2e%2f",
    "template": "{n}{language}%s%n",
    "override": "a\u202etxt.exe",
    "long": "x" * 5_000,
    "emoji": "👨\u200d👩\u200d👧",
    "tilde": "~/docclean-escaped",
    "quotes": "\"'><b>",
    "surrogate": "a\ud800",
    "url": "https://example.org/?a=b#c",
}
_ODD_IDS = {
    "float": 1.5,
    "big-number": 10**30,
    "true": True,
    "none": None,
    "list": [1],
    "object": {"a": 1},
    "empty": "",
    "blank": " \t",
}


def _record(id: object) -> str:
    return json.dumps({"id": id, "text": GOOD}) + "\n"


_TERMINAL = {
    "escape-in-name": ("a\x1b[31m\x1b]0;owned\x07.jsonl", "{broken\n", FAILED),
    "newline-in-name": ("a\nfailed: b.txt\n.jsonl", "{broken\n", FAILED),
    "override-in-name": ("a\u202elnosj.jsonl", "{broken\n", FAILED),
    "c1-in-name": ("a\u009b31m.jsonl", "{broken\n", FAILED),
    "escape-in-key": ("a.jsonl", '{"\\u001b[31m\\u0007": 1}\n', FAILED),
    "newline-in-key": ("a.jsonl", '{"a\\n99 documents = 99 clean + 0 dropped + 0 failed": 1}\n', FAILED),
    "escape-in-dropped-name": ("a\x1b[2J.txt", "", expected(0, 1)),
    "escape-in-duplicate-id": ("a.jsonl", '{"id": "x\\u001b[5m", "text": "One."}\n' * 2, expected(1, 0, 1)),
    "account-in-name": ("0 documents = 0 clean + 0 dropped + 0 failed", "One.", CLEAN),
    "brackets-of-markup-in-name": ("[red]a[link=x].jsonl", "{broken\n", FAILED),
    "percent-in-name": ("%s%n%(a)s{0}.jsonl", "{broken\n", FAILED),
    "device-reports": ("a.txt", GOOD + "\x1b[6n\x1bP+q544e\x1b\\\x9c\x05", CLEAN),
}

_FORMULAS = ("=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", '=HYPERLINK("https://a.example";"x")')

XSS_PAGES = {
    "script": "<script>alert('xss')</script>",
    "script-in-svg": "<svg><script>alert('xss')</script></svg>",
    "handler": "<img src=x onerror=alert('xss')>",
    "handler-in-svg": "<svg onload=alert('xss')>",
    "link": "<p><a href=\"javascript:alert('xss')\">the lamp</a>",
    "link-with-tab": "<p><a href=\"java\tscript:alert('xss')\">the lamp</a>",
    "link-of-entities": "<p><a href=\"&#106;avascript&colon;alert('xss')\">the lamp</a>",
    "link-of-data": "<p><a href=\"data:text/html,<script>alert('xss')</script>\">the lamp</a>",
    "link-with-quotes": "<p><a href='https://a.example/\"onmouseover=alert(1) '>the lamp</a>",
    "link-text": "<p><a href=https://a.example>](javascript:alert('xss'))[</a>",
    "escaped-script": "<p>&lt;script&gt;alert('xss')&lt;/script&gt;",
    "escaped-handler": "<p>&lt;img src=x onerror=alert('xss')&gt;",
    "escaped-comment": "<p>&lt;!-- --&gt;&lt;iframe src=javascript:alert('xss')&gt;",
    "code": "<pre><code>```\n&lt;script&gt;alert('xss')&lt;/script&gt;\n```</code></pre>",
    "inline-code": "<p><code>`&lt;script&gt;alert('xss')&lt;/script&gt;`</code>",
    "cell": "<table><tr><td>| &lt;script&gt;alert('xss')&lt;/script&gt;<td>b</table>",
    "frame": "<iframe src=\"javascript:alert('xss')\"></iframe>",
    "template": "<noscript><p title=\"</noscript><img src=x onerror=alert('xss')>\">",
    "mutation": "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img onerror=alert('xss')&gt;\">",
    "heading": "<h2>&lt;img src=x onerror=alert('xss')&gt;</h2>",
    "refresh": "<meta http-equiv=refresh content=\"0;url=javascript:alert('xss')\">",
    "base": '<base href="javascript:alert(\'xss\')//"><p><a href="x">the lamp</a>',
}
XSS_TEXTS = {
    "text-script": "<script>alert('xss')</script>",
    "text-handler": "The <img src=x onerror=alert('xss')> lamp",
    "text-link": "[the lamp](javascript:alert('xss'))",
    "text-autolink": "<javascript:alert('xss')>",
    "text-reference": "[the lamp]\n\n[the lamp]: javascript:alert('xss')",
    "text-image": "![lamp](x \"onerror=alert('xss')\")",
    "text-entities": "&lt;script&gt;alert('xss')&lt;/script&gt;",
    "text-html-block": "<div\nonclick=alert('xss')>\nthe lamp",
    "text-fence": "```html\n<script>alert('xss')</script>",
}


def _terminal(name: str, file: str, content: str, outcome) -> Case:
    return case(f"terminal/{name}", file, content, outcome)


CASES = [
    *(
        case(f"ids/{name}", "a.jsonl", _record(id), CLEAN, ids=(id.replace("\ud800", "\ufffd"),))
        for name, id in _IDS.items()
    ),
    *(case(f"ids/{name}", "a.jsonl", _record(id), CLEAN, texts=(GOOD,)) for name, id in _ODD_IDS.items()),
    *(_terminal(name, *rest) for name, rest in _TERMINAL.items()),
    *(case(f"csv/formula-{at}", "a.txt", text, READ, texts=(text.strip(),)) for at, text in enumerate(_FORMULAS)),
    *(case(f"xss/{name}", "a.html", page(body), CLEAN, present=(GOOD,)) for name, body in XSS_PAGES.items()),
    *(case(f"xss/{name}", "a.txt", text, CLEAN) for name, text in XSS_TEXTS.items()),
    case("xss/title", "a.html", page("", "<title>&lt;script&gt;alert('xss')&lt;/script&gt;</title>"), CLEAN),
]
