"""The review page: one HTML file that needs nothing else and sends nothing anywhere."""

from __future__ import annotations

import json

from markupsafe import Markup

from qualcode.reports.pages import asset, environment, policy, spoken
from qualcode.review.model import FORMAT, VERDICTS, VERSION, Pack

_LABELS = {"approve": "Approve", "query": "Query", "decline": "Decline"}
_PACKAGE = "qualcode.review"


def pack_html(pack: Pack, *, language: str = "en") -> str:
    """The page as text; the same pack gives the same text."""
    style, script = asset(_PACKAGE, "pack.css"), asset(_PACKAGE, "pack.js")
    data = {
        "format": FORMAT,
        "version": VERSION,
        "pack": pack.id,
        "study": pack.study_guid,
        "quotations": list(pack.guids),
    }
    template = environment(_PACKAGE).get_template("pack.html.j2")
    return template.render(
        pack=pack,
        total=len(pack.guids),
        choices=[(v, _LABELS[v]) for v in VERDICTS],
        data=_json_in_html(data),
        own=spoken(language),
        style=Markup(style),
        script=Markup(script),
        policy=policy(style=style, script=script),
    )


def _json_in_html(data: object) -> Markup:
    """JSON that cannot end the element it stands in."""
    text = json.dumps(data, ensure_ascii=True, indent=1)
    for character in "<>&":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)
