"""What a script gets from ``import qualcode``."""

from __future__ import annotations

from pathlib import Path

import pytest

import qualcode


def test_an_error_that_a_person_can_put_right_is_caught_by_one_name(tmp_path: Path) -> None:
    with pytest.raises(qualcode.QualcodeError) as error:
        qualcode.open(tmp_path / "none")
    assert "qualcode new" in error.value.hint
    assert all(getattr(qualcode, name) for name in qualcode.__all__)


def test_its_types_are_told_to_those_who_use_it() -> None:
    assert (Path(qualcode.__file__).parent / "py.typed").is_file()
