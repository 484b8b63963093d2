from __future__ import annotations

from pathlib import Path

import pytest
from conftest import place

import qualcode
from qualcode.codebook import Code, Codebook, Question
from qualcode.errors import NotFound, Refused, UsageError
from qualcode.study import Study


def names(study: Study) -> list[str]:
    return [code.label for code in study.codebook.codes()]


def test_the_tree_is_listed_parents_first(study: Study) -> None:
    assert names(study) == [
        "Leading",
        "Leading / Capacity",
        "Leading / Transport",
        "Learning",
        "Learning / Asking",
    ]


def test_codes_are_found_by_name_and_path_and_near_names_are_told(study: Study) -> None:
    assert study.codebook.find("leading/capacity").name == "Capacity"
    with pytest.raises(NotFound) as error:
        study.codebook.find("Capasity")
    assert "Capacity" in error.value.hint
    study.codebook.add("Capacity", study.codebook.find("Learning").id)
    with pytest.raises(NotFound, match="several codes"):
        study.codebook.find("Capacity")


def test_a_sibling_of_the_same_name_is_refused(study: Study) -> None:
    with pytest.raises(Refused):
        study.codebook.add("leading")
    with pytest.raises(UsageError):
        study.codebook.add("   ")


def test_moving_among_and_between_themes(study: Study) -> None:
    transport = study.codebook.find("Transport")
    study.codebook.move(transport.id, transport.parent_id, 0)
    assert names(study)[1:3] == ["Leading / Transport", "Leading / Capacity"]
    study.codebook.move(transport.id, study.codebook.find("Learning").id)
    assert names(study)[-1] == "Learning / Transport"
    study.codebook.move(transport.id, None)
    assert "Transport" in names(study)
    with pytest.raises(Refused, match="below itself"):
        study.codebook.move(study.codebook.find("Leading").id, study.codebook.find("Capacity").id)


def test_merging_moves_codings_children_and_memos(study: Study) -> None:
    capacity, transport = study.codebook.find("Capacity"), study.codebook.find("Transport")
    study.codebook.add("Buses", transport.id)
    where = place(study, "Well, the bus was late.")
    both = study.codings.apply(1, *where, capacity.id)
    doubled = study.codings.apply(1, *where, transport.id)
    study.memos.add("coding", doubled.id, "on the doubled one")
    study.memos.add("code", transport.id, "on the code")
    study.codings.apply(1, *place(study, "Every single day"), transport.id)
    before = names(study), study.codings.all(), study.memos.list()
    assert study.codebook.merge(transport.id, capacity.id) == 2
    assert "Leading / Transport" not in names(study)
    assert "Leading / Capacity / Buses" in names(study)
    assert study.codebook.counts()[capacity.id] == 2
    assert [m.target_id for m in study.memos.list("coding")] == [both.id]
    assert [m.target_id for m in study.memos.list("code")] == [capacity.id]
    study.history.undo()
    assert (names(study), study.codings.all(), study.memos.list()) == before


def test_removing_a_theme_takes_its_codings_and_undo_restores_them(study: Study) -> None:
    study.codings.apply(1, *place(study, "the bus"), study.codebook.find("Transport").id)
    before = names(study), study.codings.all()
    study.codebook.remove(study.codebook.find("Leading").id)
    assert names(study) == ["Learning", "Learning / Asking"]
    assert study.codings.all() == []
    study.history.undo()
    assert (names(study), study.codings.all()) == before


def test_a_frozen_code_keeps_its_definition_but_can_be_applied(study: Study) -> None:
    code = study.codebook.find("Capacity")
    study.codebook.freeze(code.id)
    for change in (
        lambda: study.codebook.rename(code.id, "X"),
        lambda: study.codebook.describe(code.id, short="y"),
        lambda: study.codebook.remove(code.id),
        lambda: study.codebook.move(code.id, None),
    ):
        with pytest.raises(Refused, match="frozen"):
            change()
    study.codings.apply(1, *place(study, "capacity"), code.id)
    study.codebook.freeze(code.id, False)
    study.codebook.rename(code.id, "X")


def test_a_codebook_goes_in_and_comes_out_the_same(tmp_path: Path) -> None:
    book = Codebook(
        "out",
        (
            Code(
                "Theme",
                question="q",
                colour="#112233",
                children=(
                    Code("A", short="s", definition="d", inclusion="i", exclusion="e"),
                    Code("B", examples=("x", "y"), near_misses=("z",), codable=False),
                ),
            ),
        ),
        questions=(Question("q", "What?", "leaders"),),
    )
    with qualcode.create(tmp_path / "out", codebook=book) as study:
        out = study.codebook.export()
        assert study.codebook.import_(book) == 0

    def bare(code: Code) -> tuple[object, ...]:
        children = tuple(bare(child) for child in code.children)
        return (
            code.name,
            code.short,
            code.definition,
            code.inclusion,
            code.exclusion,
            code.examples,
            code.near_misses,
            code.question,
            code.codable,
            children,
        )

    assert [bare(code) for code in out.codes] == [bare(code) for code in book.codes]
    assert out.questions == book.questions
    assert out.codes[0].colour == "#112233"


def test_an_import_does_not_wipe_out_what_it_leaves_empty(study: Study) -> None:
    book = Codebook("b", (Code("Leading", children=(Code("Capacity", definition="new"),)),))
    assert study.codebook.import_(book) == 0
    code = study.codebook.find("Capacity")
    assert (code.short, code.definition) == ("making the school able to do more", "new")
