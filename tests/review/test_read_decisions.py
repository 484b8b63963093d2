"""What comes back is checked from end to end, kept once, and counts by reviewer's last word."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from review.reviewing import AT, answers, pack_of, save

from qualcode.errors import QualcodeError, ReadError, Refused, UsageError
from qualcode.review.read import MAX_BYTES, parse_decisions, read_decisions
from qualcode.study import Study

FAR = "9999-12-31T23:59:59.999Z"


def test_decisions_are_kept_with_reviewer_and_time(quoted: Study, tmp_path: Path) -> None:
    report = read_decisions(quoted, save(answers(quoted, "aqd"), tmp_path))
    assert (report.new, report.known, report.answered, report.asked) == (3, 0, 3, 3)
    assert (report.approved, report.queried, report.declined) == (1, 1, 1)
    found = quoted.quotations.decisions()
    assert [(d.reviewer, d.verdict, d.comment, d.at) for d in found] == [
        ("Pat", "approve", "c0", AT),
        ("Pat", "query", "c1", AT),
        ("Pat", "decline", "c2", AT),
    ]
    assert list(quoted.quotations.status().values()) == ["approved", "queried", "declined"]
    assert [q.shown for q in quoted.quotations.approved()] == ["We built capacity in the school."]


def test_reading_again_changes_nothing(quoted: Study, tmp_path: Path) -> None:
    path = save(answers(quoted, "aqd"), tmp_path)
    read_decisions(quoted, path)
    before, entries = quoted.version(), len(quoted.history.list())
    report = read_decisions(quoted, path)
    assert (report.new, report.known) == (0, 3)
    assert len(quoted.quotations.decisions()) == 3
    assert (quoted.version(), len(quoted.history.list())) == (before, entries)


def test_reading_is_one_undoable_action(quoted: Study, tmp_path: Path) -> None:
    entries = len(quoted.history.list())
    read_decisions(quoted, save(answers(quoted, "aa-"), tmp_path))
    assert len(quoted.history.list()) == entries + 1
    quoted.history.undo()
    assert quoted.quotations.decisions() == []
    quoted.history.redo()
    assert len(quoted.quotations.decisions()) == 2


def test_latest_word_of_each_reviewer_counts(quoted: Study, tmp_path: Path) -> None:
    later = "2024-03-02T09:00:00.000Z"
    read_decisions(quoted, save(answers(quoted, "aad"), tmp_path))
    read_decisions(quoted, save(answers(quoted, "qa-", reviewer="Sam"), tmp_path))
    status = list(quoted.quotations.status().values())
    assert status == ["queried", "approved", "declined"]  # one query holds, one decline holds
    read_decisions(quoted, save(answers(quoted, "a-a", reviewer="sam", at=later), tmp_path))
    assert list(quoted.quotations.status().values()) == ["approved", "approved", "declined"]
    read_decisions(quoted, save(answers(quoted, "--a", at=later), tmp_path))
    assert list(quoted.quotations.status().values()) == ["approved"] * 3
    assert len(quoted.quotations.decisions()) == 8  # none is lost


def test_an_older_file_read_late_does_not_win(quoted: Study, tmp_path: Path) -> None:
    later = "2024-03-02T09:00:00.000Z"
    read_decisions(quoted, save(answers(quoted, "a--", at=later), tmp_path))
    read_decisions(quoted, save(answers(quoted, "d--"), tmp_path))
    assert list(quoted.quotations.status().values()) == ["approved", "", ""]


def test_other_study_is_refused(
    quoted: Study, new_study: Callable[[], Study], tmp_path: Path
) -> None:
    path = save(answers(quoted, "aqd"), tmp_path)
    with pytest.raises(Refused, match="another study"):
        read_decisions(new_study(), path)


def _without_pack(data: dict[str, Any]) -> None:
    data["pack"] = "0" * 32


def _strange_quotation(data: dict[str, Any]) -> None:
    data["decisions"][1]["quotation"] = "0" * 8 + "-0000" * 3 + "-" + "0" * 12


def _change(field: str, value: object) -> Callable[[dict[str, Any]], None]:
    def change(data: dict[str, Any]) -> None:
        data[field] = value

    return change


def _entry(field: str, value: object) -> Callable[[dict[str, Any]], None]:
    def change(data: dict[str, Any]) -> None:
        data["decisions"][2][field] = value

    return change


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (_without_pack, "pack that this study did not make"),
        (_strange_quotation, r"1 quotation\(s\) that were not in its pack"),
        (_change("format", "shopping list"), "no decisions file"),
        (_change("version", 2), "another version"),
        (_change("version", True), "another version"),
        (_change("pack", "../../etc/passwd"), "'pack'"),
        (_change("pack", None), "'pack'"),
        (_change("study", 7), "'study'"),
        (_change("reviewer", " \u3000\n"), "'reviewer'"),
        (_change("reviewer", "x" * 121), "'reviewer'"),
        (_change("reviewer", ["Pat"]), "'reviewer'"),
        (_change("saved_at", "yesterday"), "'saved_at'"),
        (_change("decisions", {"a": 1}), "'decisions'"),
        (_change("decisions", [3]), "entry 1"),
        (_entry("verdict", "burn"), "entry 3: verdict"),
        (_entry("verdict", {}), "entry 3: verdict"),
        (_entry("comment", "x" * 4001), "entry 3: comment"),
        (_entry("comment", None), "entry 3: comment"),
        (_entry("decided_at", "2024-03-01"), "entry 3: decided_at"),
        (_change("reviewer", "\u200b\u2060"), "'reviewer'"),
        (_change("saved_at", "2024-13-01T00:00:00Z"), "'saved_at' is no time"),
        (_change("saved_at", FAR), "'saved_at'.*in the future"),
        (_entry("decided_at", "2024-02-30T09:00:00.000Z"), "entry 3: decided_at"),
        (_entry("decided_at", "0000-01-01T09:00:00.000Z"), "entry 3: decided_at"),
        (_entry("decided_at", "2024-99-99T99:99:99Z"), "entry 3: decided_at"),
        (_entry("decided_at", "٢٠٢٤-01-01T00:00:00Z"), "entry 3: decided_at"),
        (_entry("decided_at", FAR), "entry 3: decided_at.*in the future"),
        (_entry("decided_at", 9), "entry 3: decided_at"),
        (_entry("quotation", "1 OR 1=1"), "entry 3: quotation"),
    ],
)
def test_spoilt_file_is_refused_whole(
    quoted: Study, tmp_path: Path, spoil: Callable[[dict[str, Any]], None], message: str
) -> None:
    data = answers(quoted, "aqd")
    spoil(data)
    before = quoted.version()
    with pytest.raises(QualcodeError, match=message):
        read_decisions(quoted, save(data, tmp_path))
    assert quoted.quotations.decisions() == [] and quoted.version() == before


def test_answering_one_quotation_twice_is_refused(quoted: Study, tmp_path: Path) -> None:
    data = answers(quoted, "aqd")
    data["decisions"].append({**data["decisions"][0], "verdict": "decline"})
    with pytest.raises(ReadError, match="twice"):
        read_decisions(quoted, save(data, tmp_path))


@pytest.mark.parametrize(
    "data",
    [b"", b"\x00\xff\xfe", b"[" * 100_000, b"null", b'"x"', b"{}", b'{"format": NaN}'],
    ids=["empty", "binary", "deep", "null", "text", "nothing", "nan"],
)
def test_what_is_no_decisions_file_is_said_to_be_none(data: bytes) -> None:
    with pytest.raises(ReadError):
        parse_decisions(data)


def test_huge_file_is_not_taken_in(quoted: Study, tmp_path: Path) -> None:
    path = tmp_path / "huge.json"
    path.write_bytes(b" " * (MAX_BYTES + 1))
    with pytest.raises(ReadError):
        read_decisions(quoted, path)


def test_missing_file_is_said(quoted: Study, tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"none\.json"):
        read_decisions(quoted, tmp_path / "none.json")


def test_hostile_comment_and_name_are_kept_as_marks(quoted: Study, tmp_path: Path) -> None:
    data = answers(quoted, "a--", reviewer="Pat\x1b]52;c;x\x07\u202e\ud800")
    data["decisions"][0]["comment"] = "fine\r\n\x1b[2Jreally\ud800"
    report = read_decisions(quoted, save(data, tmp_path))
    (kept,) = quoted.quotations.decisions()
    for text in (report.reviewer, kept.reviewer, kept.comment):
        assert not any(c in text for c in "\x1b\x07\r\u202e\ud800")
    assert kept.comment.startswith("fine\n") and "really" in kept.comment


def test_messages_hold_nothing_of_the_file(quoted: Study, tmp_path: Path) -> None:
    data = answers(quoted, "aqd", reviewer="Secret Person")
    data["decisions"][0]["verdict"] = "Secret Verdict"
    with pytest.raises(ReadError) as caught:
        read_decisions(quoted, save(data, tmp_path))
    assert "Secret" not in str(caught.value)


def test_file_with_byte_order_mark_is_read(quoted: Study, tmp_path: Path) -> None:
    path = tmp_path / "d.json"
    path.write_text(json.dumps(answers(quoted, "a--")), encoding="utf-8-sig")
    assert read_decisions(quoted, path).new == 1


def test_one_thing_said_twice_is_refused(quoted: Study, tmp_path: Path) -> None:
    text = json.dumps(answers(quoted, "aqd"))
    path = tmp_path / "d.json"
    path.write_text(text.replace('"verdict": "query"', '"verdict": "query", "verdict": "decline"'))
    with pytest.raises(ReadError, match="twice"):
        read_decisions(quoted, path)
    assert quoted.quotations.decisions() == []


def test_times_are_kept_alike_so_that_the_later_wins(quoted: Study, tmp_path: Path) -> None:
    """Written with fewer digits, an earlier time would sort behind a later one."""
    early = answers(quoted, "d--", at="2024-03-01T09:00:00Z")
    late = answers(quoted, "a--", at="2024-03-01T09:00:00.250000Z")
    read_decisions(quoted, save(late, tmp_path))
    read_decisions(quoted, save(early, tmp_path))
    assert list(quoted.quotations.status().values()) == ["approved", "", ""]
    assert read_decisions(quoted, save(early, tmp_path)).new == 0


def test_a_script_is_held_to_the_same_times(quoted: Study) -> None:
    guid = pack_of(quoted).guids[0]
    for at in ("yesterday", "", FAR, "2024-02-30T09:00:00Z"):
        with pytest.raises(UsageError):
            quoted.quotations.record_decisions("Pat", [(guid, "decline", "", at)])
    with pytest.raises(UsageError, match="name of the reviewer"):
        quoted.quotations.record_decisions("\u200b", [(guid, "decline", "", AT)])
    assert quoted.quotations.decisions() == []


def test_a_clock_that_is_a_little_ahead_is_forgiven(quoted: Study, tmp_path: Path) -> None:
    soon = (datetime.now(UTC) + timedelta(hours=20)).isoformat().replace("+00:00", "Z")
    assert read_decisions(quoted, save(answers(quoted, "a--", at=soon), tmp_path)).new == 1


def test_answers_to_what_is_gone_are_left_out_and_the_others_kept(
    quoted: Study, tmp_path: Path
) -> None:
    path = save(answers(quoted, "aqd"), tmp_path)
    first = quoted.quotations.list()[0]
    quoted.codings.remove(first.coding_id)
    report = read_decisions(quoted, path)
    assert (report.new, report.known, report.gone, report.answered) == (2, 0, 1, 3)
    assert (report.approved, report.queried, report.declined) == (0, 1, 1)
    assert [d.verdict for d in quoted.quotations.decisions()] == ["query", "decline"]
    quoted.history.undo()
    quoted.history.undo()
    report = read_decisions(quoted, path)
    assert (report.new, report.gone) == (3, 0)
    for quotation in quoted.quotations.list():
        quoted.quotations.remove(quotation.guid)
    report = read_decisions(quoted, path)
    assert (report.new, report.gone, report.answered) == (0, 3, 3)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner),
    max_leaves=10,
)


@given(_JSON, st.sampled_from(["reviewer", "decisions", "pack", "study", "saved_at", "version"]))
def test_any_json_is_refused_in_words_or_read(value: Any, field: str) -> None:
    data: dict[str, Any] = {
        "format": "qualcode review decisions",
        "version": 1,
        "pack": "0" * 32,
        "study": "00000000-0000-0000-0000-000000000000",
        "reviewer": "Pat",
        "saved_at": AT,
        "decisions": [],
    }
    data[field] = value
    try:
        parse_decisions(json.dumps(data).encode())
    except ReadError as error:
        assert error.hint
