"""Quotations in the study: kept once, by code, gone with their passage, back with undo."""

from __future__ import annotations

from dataclasses import replace

import pytest
from review.reviewing import AT, pack_of

from qualcode.errors import NotFound, UsageError
from qualcode.study import Study


def test_the_same_quotation_is_kept_once(quoted: Study) -> None:
    before = quoted.quotations.list()
    entries = len(quoted.history.list())
    again = quoted.quotations.store([replace(q, id=0, guid="") for q in before])
    assert again == before == quoted.quotations.list()
    assert len(quoted.history.list()) == entries


def test_other_words_of_the_same_passage_are_another_quotation(quoted: Study) -> None:
    first = quoted.quotations.list()[0]
    (made,) = quoted.quotations.store([replace(first, id=0, guid="", shown="We built […]")])
    assert made.guid != first.guid
    assert len(quoted.quotations.list()) == 4


def test_list_by_theme_holds_the_codes_below(quoted: Study) -> None:
    leading = quoted.codebook.find("Leading")
    shown = [q.shown for q in quoted.quotations.list(code_id=leading.id)]
    assert shown == ["We built capacity in the school.", "the bus was late."]
    assert all(q.spans for q in quoted.quotations.list())


def test_taking_a_quotation_back_and_undoing_it(quoted: Study) -> None:
    guid = pack_of(quoted).guids[0]
    quoted.quotations.record_decisions("Pat", [(guid, "approve", "", AT)])
    quoted.quotations.remove(guid)
    assert guid not in quoted.quotations.status()
    assert quoted.quotations.decisions() == []
    quoted.history.undo()
    assert quoted.quotations.status()[guid] == "approved"


def test_removing_the_coding_removes_the_quotation(quoted: Study) -> None:
    first = quoted.quotations.list()[0]
    quoted.codings.remove(first.coding_id)
    assert first.guid not in {q.guid for q in quoted.quotations.list()}
    quoted.history.undo()
    assert first in quoted.quotations.list()


def test_decisions_are_taken_whole_or_not_at_all(quoted: Study) -> None:
    guid = pack_of(quoted).guids[0]
    unknown = "00000000-0000-0000-0000-000000000000"
    with pytest.raises(NotFound):
        quoted.quotations.record_decisions(
            "Pat", [(guid, "approve", "", AT), (unknown, "approve", "", AT)]
        )
    with pytest.raises(UsageError):
        quoted.quotations.record_decisions("  ", [(guid, "approve", "", AT)])
    with pytest.raises(UsageError):
        quoted.quotations.record_decisions("Pat", [(guid, "maybe", "", AT)])  # type: ignore[list-item]
    assert quoted.quotations.decisions() == []


def test_unknown_quotation(quoted: Study) -> None:
    with pytest.raises(NotFound):
        quoted.quotations.get("00000000-0000-0000-0000-000000000000")
