"""The example study holds what its README and the issue of a whole study need."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import qualcode
import qualcode.errors
from qualcode.errors import ReadError, Refused
from qualcode.example import make_example
from qualcode.exchange.codings_in import read_codings
from qualcode.study import Study


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    with qualcode.open(make_example(tmp_path_factory.mktemp("demo"))) as study:
        yield study


def test_it_is_a_study_of_seven_sources(example: Study) -> None:
    kinds = Counter(d.kind for d in example.documents.list())
    assert kinds == {"interview": 5, "focus group": 2}
    assert len({d.format for d in example.documents.list()}) == 5
    assert 12_000 <= sum(d.words for d in example.documents.list()) <= 15_000
    assert example.check() == []


def test_everybody_heard_is_somebody_known(example: Study) -> None:
    for speaker in example.documents.all_speakers():
        assert (speaker.participant_id is not None) == (speaker.kind == "participant"), speaker
    asking = {s.document_id for s in example.documents.all_speakers() if s.kind == "interviewer"}
    assert asking == {d.id for d in example.documents.list()}
    roles = {p.role for p in example.participants.list()}
    assert {"Head teacher", "College principal", "Senior leader", "Teacher", "Student"} <= roles


def test_every_code_of_the_three_themes_is_used_by_both_coders(example: Study) -> None:
    assert len(example.codebook.themes()) == len(example.codebook.questions()) == 3
    coders = [c.id for c in example.coders.list()]
    assert len(coders) == 2
    for coder in coders:
        counts = example.codebook.counts(coder_id=coder)
        unused = [c.name for c in example.codebook.codes() if c.depth == 1 and not counts[c.id]]
        assert unused == []


def test_no_coding_is_on_the_interviewers_words(example: Study) -> None:
    for passage in example.codings.passages():
        assert {part.kind for part in passage.parts} != {"interviewer"}
        assert passage.participant_ids or passage.parts[0].kind == "nobody"


def test_the_survey_has_pre_post_and_gaps(example: Study) -> None:
    scores = example.survey.scores()
    assert {s.wave for s in scores} == {"pre", "post"}
    assert len({s.factor for s in scores}) == 6
    assert any(s.value is None for s in scores)


def test_the_example_never_replaces_a_study_unasked(example: Study) -> None:
    with pytest.raises(Refused, match="already"):
        make_example(example.path.parent)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("head-special-school,R,Confidence,these words are nowhere in it,", "does not stand"),
        ("head-special-school,R,Confidence,the,", "more than once"),
        ("head-special-school,R,Confidense,the,", "no code"),
        ("nobody,R,Confidence,the,", "no document"),
        ("head-special-school,,Confidence,forty-one separate things,", "names no coder"),
    ],
)
def test_codings_that_fit_nowhere_change_nothing(
    tmp_path: Path, row: str, said: str, example: Study
) -> None:
    before = example.version(), example.coder, example.coders.list()
    table = tmp_path / "codings.csv"
    table.write_text(f"document,coder,code,quote,memo\n{row}\n", encoding="utf-8")
    with pytest.raises((ReadError, qualcode.errors.QualcodeError), match=said):
        read_codings(example, table)
    assert (example.version(), example.coder, example.coders.list()) == before


def test_reading_the_same_codings_again_doubles_nothing(tmp_path: Path) -> None:
    from qualcode.files import data_dir

    with qualcode.open(make_example(tmp_path)) as study:
        before = len(study.codings.all()), len(study.memos.list())
        report = read_codings(study, data_dir("transcripts_example") / "codings-interviews.csv")
        assert (report.codings, report.memos) == (0, 0)
        assert (len(study.codings.all()), len(study.memos.list())) == before
