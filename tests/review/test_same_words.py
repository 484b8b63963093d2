"""The same words are asked about once, and an objection to them holds wherever they stand."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from review.reviewing import AT

import qualcode
from qualcode.reports import build_theme_summary
from qualcode.review import build_pack
from qualcode.study import Study
from qualcode.study.types import CodingRow, Quotation


@pytest.fixture
def example(example_file: Path, tmp_path: Path) -> Iterator[Study]:
    with qualcode.open(shutil.copy(example_file, tmp_path / "copy.qualcode")) as study:
        yield study


def only_passage_of(study: Study, theme_id: int, coding: CodingRow, by: int = 0) -> None:
    """Leave ``coding``'s words, begun ``by`` earlier, as all that is coded under a theme."""
    for each in study.codings.all():
        if study.codebook.theme_of(each.code_id).id == theme_id:
            study.codings.remove(each.id)
    code = study.codebook.children(theme_id)[0]
    study.codings.apply(coding.document_id, coding.start - by, coding.end, code.id)


def in_report(study: Study) -> list[str]:
    return [q.shown for _, theme in build_theme_summary(study).themes() for q in theme.quotations]


@pytest.mark.parametrize("verdict", ["decline", "query"])
@pytest.mark.parametrize("by", [0, 1])
def test_an_objection_holds_under_every_theme(example: Study, verdict: str, by: int) -> None:
    pack = build_pack(example)
    (asked,) = [q for q in example.quotations.list() if q.guid == pack.themes[2].quotations[0].guid]
    coding = example.codings.get(asked.coding_id)
    example.quotations.record_decisions("Pat", [(asked.guid, verdict, "", AT)])  # type: ignore[list-item]
    first = example.codebook.themes()[0]
    only_passage_of(example, first.id, coding, by)
    assert not any(asked.shown in shown for shown in in_report(example))
    again = build_pack(example)
    times = sum(q.shown == asked.shown for t in again.themes for q in t.quotations)
    assert times == (verdict == "query")
    assert first.name not in [t.name for t in again.themes]


def test_a_quotation_kept_under_two_themes_falls_with_either(example: Study) -> None:
    """Put forward by hand twice, a little wider the second time; then one is declined."""
    (made,) = example.quotations.choose("Confidence", 1)
    coding = example.codings.get(made.coding_id)
    other = example.codebook.children(example.codebook.themes()[0].id)[0]
    wider = example.codings.apply(coding.document_id, coding.start, coding.end, other.id)
    low, high = made.spans[0]
    twice = Quotation(
        0, "", wider.id, other.id, other.id, made.shown, made.attribution, "", ((low, high - 3),)
    )
    one, two = example.quotations.store([made, twice])
    example.quotations.record_decisions("Pat", [(two.guid, "approve", "", AT)])
    example.quotations.record_decisions("Pat", [(one.guid, "decline", "", AT)])
    assert example.quotations.status() == {one.guid: "declined", two.guid: "declined"}
    assert example.quotations.approved() == []
    assert made.shown not in in_report(example)


def test_no_words_stand_twice_in_a_pack_or_a_report(example: Study) -> None:
    codings = example.codings.all()
    example.coders.use(example.coders.add("Third").id)
    themes = example.codebook.themes()
    for n, coding in enumerate(codings[::3]):  # the same and half the same words, elsewhere
        code = example.codebook.children(themes[n % len(themes)].id)[0]
        middle = (coding.start + coding.end) // 2
        text = example.documents.text(coding.document_id)
        if text[middle : coding.end].strip():
            end = min(coding.end + 60, len(text))
            example.codings.apply(coding.document_id, middle, end, code.id)
    pack = build_pack(example, quotations=200)
    assert len(set(pack.guids)) == len(pack.guids) > 60
    for one, other in combinations(example.quotations.list(), 2):
        assert not one.shares_words(other)
    shown = in_report(example)
    assert len(set(shown)) == len(shown)
    assert build_pack(example, quotations=200) == pack
