"""Codes pinned to numbers: each coder's own, and kept."""

from __future__ import annotations

import pytest

import qualcode
from qualcode.errors import Refused, UsageError
from qualcode.study import Study


def test_a_pin_is_kept_in_the_study(study: Study) -> None:
    asking = study.codebook.find("Asking").id
    study.favourites.pin(3, asking)
    path = study.path
    study.close()
    with qualcode.open(path) as again:
        assert again.favourites.list() == {3: asking}


def test_a_code_has_one_number_and_a_number_one_code(study: Study) -> None:
    asking, capacity = (study.codebook.find(n).id for n in ("Asking", "Capacity"))
    study.favourites.pin(1, asking)
    study.favourites.pin(2, asking)
    study.favourites.pin(2, capacity)
    assert study.favourites.list() == {2: capacity}
    study.favourites.unpin(2)
    study.favourites.unpin(2)
    assert study.favourites.list() == {}


def test_each_coder_has_their_own(study: Study) -> None:
    asking, capacity = (study.codebook.find(n).id for n in ("Asking", "Capacity"))
    study.favourites.pin(1, asking)
    study.coders.add("Daniel")
    study.coders.use("Daniel")
    study.favourites.pin(1, capacity)
    assert study.favourites.list() == {1: capacity}
    study.coders.use("Ruth")
    assert study.favourites.list() == {1: asking}


def test_a_removed_code_leaves_its_number_and_undo_brings_it_back(study: Study) -> None:
    asking = study.codebook.find("Asking").id
    study.favourites.pin(9, asking)
    study.codebook.remove(asking)
    assert study.favourites.list() == {}
    study.history.undo()
    assert study.favourites.list() == {9: asking}


def test_pinning_is_no_research_data(study: Study) -> None:
    before = len(study.history.list())
    study.favourites.pin(1, study.codebook.find("Asking").id)
    assert len(study.history.list()) == before


def test_what_cannot_be_pinned(study: Study) -> None:
    with pytest.raises(Refused, match="only holds"):
        study.favourites.pin(1, study.codebook.add("Folder", codable=False).id)
    with pytest.raises(UsageError, match="1 to 9"):
        study.favourites.pin(10, study.codebook.find("Asking").id)
    assert study.favourites.list() == {}
