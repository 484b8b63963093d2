"""A study with three quotations put forward and a pack that asks about them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import place

from qualcode.review.model import FORMAT, VERSION, Pack, PackQuotation, PackTheme
from qualcode.study import Study
from qualcode.study.types import Quotation

AT = "2024-03-01T09:00:00.000Z"


@pytest.fixture
def quoted(study: Study) -> Study:
    """The small study with three quotations kept."""
    for words, code in (
        ("We built capacity in the school.", "Capacity"),
        ("the bus was late.", "Transport"),
        ("They ask questions now.", "Asking"),
    ):
        start, end = place(study, words)
        info = study.codebook.find(code)
        coding = study.codings.apply(1, start, end, info.id)
        theme = info.parent_id or info.id
        made = Quotation(
            0, "", coding.id, theme, info.id, words, "Participant", "", ((start, end),)
        )
        study.quotations.store([made])
    study.quotations.keep_pack(pack_of(study).id, pack_of(study).guids)
    return study


def pack_of(study: Study) -> Pack:
    themes = []
    for theme in study.codebook.themes():
        own = study.quotations.list(code_id=theme.id)
        shown = tuple(PackQuotation(q.guid, q.shown, q.attribution) for q in own)
        themes.append(PackTheme(theme.name, theme.short, "", shown))
    return Pack("Quotations for your review", study.name, study.guid, tuple(themes))


def answers(study: Study, verdicts: str, *, reviewer: str = "Pat", at: str = AT) -> dict[str, Any]:
    """What the page saves; one letter a quotation: a, q, d, or - for no answer."""
    long = {"a": "approve", "q": "query", "d": "decline"}
    pack = pack_of(study)
    return {
        "format": FORMAT,
        "version": VERSION,
        "pack": pack.id,
        "study": study.guid,
        "reviewer": reviewer,
        "saved_at": at,
        "decisions": [
            {"quotation": guid, "verdict": long[letter], "comment": f"c{n}", "decided_at": at}
            for n, (guid, letter) in enumerate(zip(pack.guids, verdicts, strict=True))
            if letter != "-"
        ],
    }


def save(data: object, folder: Path, name: str = "decisions.json") -> Path:
    target = folder / name
    target.write_text(json.dumps(data), encoding="utf-8")
    return target
