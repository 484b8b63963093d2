"""Who is at work, now and the next time."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import make_transcript, place

import qualcode
from qualcode.errors import StudyReadOnly
from qualcode.study import Study


def test_who_was_named_on_opening_is_at_work_the_next_time(study: Study) -> None:
    path = study.path
    study.codings.apply(1, *place(study, "the bus"), 1)
    study.close()
    with qualcode.open(path, coder="  Daniel Mensah ") as opened:
        opened.codebook.add("Mine")
    with qualcode.open(path) as opened:
        assert opened.coder.name == "Daniel Mensah"
        assert opened.history.can_undo() == "new code Mine"
    with qualcode.open(path, coder="ruth") as opened:
        assert opened.coder.name == "Ruth"
    with qualcode.open(path) as opened:
        assert opened.coder.name == "Ruth"
        assert [c.name for c in opened.coders.list()] == ["Ruth", "Daniel Mensah"]


def test_a_new_coder_joins_by_themselves(study: Study) -> None:
    path = study.path
    study.coders.add("Mina")
    assert (study.history.list()[0].coder, study.history.list()[0].label) == (
        "Ruth",
        "added coder Mina",
    )
    study.close()
    with qualcode.open(path, coder="Bob") as opened:
        joined = opened.history.list()[0]
        assert (joined.coder, joined.label) == ("Bob", "added coder Bob")
        assert opened.history.can_undo() is None
        assert opened.check() == []


def test_reading_only_remembers_nobody(tmp_path: Path) -> None:
    path = tmp_path / "s.qualcode"
    with qualcode.create(path, coder="Ruth") as study:
        study.documents.add(make_transcript())
        study.coders.add("Daniel")
    with qualcode.open(path, coder="Daniel", read_only=True) as opened:
        assert opened.coder.name == "Daniel"
    with qualcode.open(path, read_only=True) as opened:
        assert opened.coder.name == "Ruth"
    with pytest.raises(StudyReadOnly):
        qualcode.open(path, coder="Bob", read_only=True)
