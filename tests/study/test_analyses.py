"""The study's analyses: that the right rows reach the pure functions."""

from __future__ import annotations

import subprocess
import sys

import pytest
from conftest import make_transcript, place

from qualcode.analysis.attribution import Known
from qualcode.analysis.coefficients import DecisionTable
from qualcode.analysis.labels import Shown
from qualcode.errors import NotFound, UsageError
from qualcode.study import Study


@pytest.fixture
def coded(study: Study) -> Study:
    """Ruth and Sam have coded 'talk'; only Ruth has opened 'second', a focus group."""
    anna = study.participants.add("Anna Reed", {"role": "Head teacher", "institution": "Oakley"})
    ben = study.participants.add("Ben", {"role": "Student", "institution": "Oakley School"})
    study.participants.add("Cara Unheard", {"role": "Student"})
    second = study.documents.add(make_transcript("second"))
    study.documents.set_kind(second.document.id, "focus group")
    for speaker in study.documents.all_speakers():
        if speaker.label in ("Anna Reed", "Ben"):
            person = anna if speaker.label == "Anna Reed" else ben
            study.documents.set_speaker(speaker.id, participant_id=person.id)
        elif speaker.label == "Several":
            study.documents.set_speaker(speaker.id, kind="nobody")
    capacity, asking = (study.codebook.find(n).id for n in ("Capacity", "Asking"))
    study.codings.apply(1, *place(study, "We built capacity"), capacity)
    study.codings.apply(1, *place(study, "They ask questions now."), asking)
    study.codings.apply(1, *place(study, "So what has changed"), asking)
    study.codings.apply(second.document.id, *place(study, "Yes."), asking)
    study.coders.add("Sam")
    study.coders.use("Sam")
    study.codings.apply(1, *place(study, "built capacity in the school"), capacity)
    study.codings.apply(1, *place(study, "the bus was late"), capacity)
    return study


def ids(study: Study, *names: str) -> list[int]:
    return [study.codebook.find(name).id for name in names]


def test_agreement_of_the_documents_both_have_coded(coded: Study) -> None:
    got = coded.analyses.agreement("Ruth", "Sam")
    assert (got.documents, got.left_out, got.units) == ((1,), (2,), 4)
    tables = {row.code_id: row.table for row in got.codes}
    capacity, asking, transport = ids(coded, "Capacity", "Asking", "Transport")
    assert tables[capacity] == DecisionTable(1, 0, 1, 2)
    assert tables[asking] == DecisionTable(0, 1, 0, 3)
    assert tables[transport] == DecisionTable(0, 0, 0, 4)
    assert {r.code_id: r.kappa.reason for r in got.codes}[transport] == "no variation"


def test_agreement_on_chosen_codes_documents_and_themes(coded: Study) -> None:
    got = coded.analyses.agreement("sam", "Ruth", codes=["Capacity"], document_ids=[1, 2])
    assert (got.units, len(got.codes)) == (8, 1)
    assert got.codes[0].table == DecisionTable(1, 1, 0, 6)
    themes = coded.analyses.agreement("Ruth", "Sam", by_theme=True)
    assert [row.code_id for row in themes.codes] == ids(coded, "Leading", "Learning")
    assert themes.codes[0].table == DecisionTable(1, 0, 1, 2)


def test_agreement_refuses_what_makes_no_sense(coded: Study) -> None:
    with pytest.raises(UsageError):
        coded.analyses.agreement("Ruth", "ruth")
    with pytest.raises(NotFound):
        coded.analyses.agreement("Ruth", "Nobody")
    with pytest.raises(NotFound):
        coded.analyses.agreement("Ruth", "Sam", document_ids=[99])
    with pytest.raises(NotFound):
        coded.analyses.agreement("Ruth", "Sam", codes=["No such code"])


def test_prevalence_and_crosstab(coded: Study) -> None:
    found = coded.analyses.prevalence()
    capacity, asking = ids(coded, "Capacity", "Asking")
    assert (found.base.participants, found.base.interviews, found.base.groups) == (2, 1, 1)
    assert (found.unheard, found.without_data) == (1, 1)
    assert found.of(asking).total.participants == 1
    assert found.of(asking).total.groups == 1
    assert found.of(capacity).total.passages == 2
    assert coded.analyses.prevalence(coder="Sam").of(capacity).total.passages == 2
    roles = coded.analyses.crosstab("Role")
    assert roles.columns == ("Head teacher", "Student")
    assert roles.cell(capacity, "Head teacher") == 1
    with pytest.raises(NotFound):
        coded.analyses.crosstab("shoe size")


def test_matrices_of_participants_and_documents(coded: Study) -> None:
    capacity, asking = ids(coded, "Capacity", "Asking")
    people = coded.analyses.matrix()
    assert [coded.participants.get(int(i)).name for i in people.columns] == ["Anna Reed", "Ben"]
    # Ruth's and Sam's 'built capacity' overlap and are one passage
    assert people.cells[people.rows.index(capacity)] == (2, 0)
    documents = coded.analyses.matrix("documents")
    assert documents.columns == (1, 2)
    assert documents.cells[documents.rows.index(asking)] == (1, 1)


def test_cooccurrence(coded: Study) -> None:
    capacity, asking = ids(coded, "Capacity", "Asking")
    assert coded.analyses.cooccurrence().count(capacity, asking) == 0
    coded.codings.apply(1, *place(coded, "Teachers were teaching"), asking)
    assert coded.analyses.cooccurrence().count(capacity, asking) == 1
    assert coded.analyses.cooccurrence("passage").count(capacity, asking) == 0
    assert coded.analyses.cooccurrence("document").count(capacity, asking) == 1
    themes = coded.analyses.cooccurrence(by_theme=True)
    assert themes.codes == tuple(ids(coded, "Leading", "Learning"))
    assert themes.count(*themes.codes) == 1


def test_survey_change(coded: Study, tmp_path) -> None:
    table = tmp_path / "survey.csv"
    table.write_text(
        "name,wave,attitude to attendance\nBen,pre,40\nBen,post,55\nAnna Reed,pre,50\n"
        "Anna Reed,post,\n",
        encoding="utf-8",
    )
    coded.survey.import_file(table)
    (change,) = coded.analyses.survey_change().factors
    assert (change.factor, change.pairs, change.pre_only) == ("Attitudes to attendance", 1, 1)
    assert (change.mean_change, change.wilcoxon) == (15, None)
    with pytest.raises(UsageError):
        coded.analyses.survey_change(pre="Post")


def test_attribution_counts_the_population_entered(coded: Study) -> None:
    anna = coded.participants.list()[0]
    assert coded.analyses.attribution(anna.id).label == "Participant"
    coded.analyses.set_population([Known("Head teacher", "", 30)])
    got = coded.analyses.attribution(anna.id)
    assert (got.label, got.size) == ("Head teacher", 30)
    assert coded.quotations.attributions()[anna.id] == "Head teacher"
    shown = [Shown(anna.id, "Head teacher"), Shown(anna.id, "Participant")]
    assert "two labels" in {j.kind for j in coded.analyses.check_labels(shown)}
    with pytest.raises(UsageError):
        coded.analyses.set_population([Known("Head teacher", "", -1)])
    with pytest.raises(NotFound):
        coded.analyses.attribution(99)


def test_mask(coded: Study) -> None:
    coded.analyses.set_population([Known("Head teacher", "", 30)])
    got = coded.analyses.mask("Anna Reed and Ben at Oakley.")
    assert [r.found for r in got.replacements] == ["Anna Reed", "Ben", "Oakley"]
    assert got.text.startswith("[a head teacher] and [")
    assert not {"Anna", "Reed", "Ben", "Oakley"} & set(got.text.replace("]", " ").split())


def test_heavy_libraries_wait_until_they_are_needed() -> None:
    check = (
        "import sys, qualcode.study.analyses, qualcode.analysis.agreement, "
        "qualcode.analysis.survey, qualcode.analysis.labels, qualcode.analysis.masking, "
        "qualcode.analysis.prevalence, qualcode.analysis.cooccurrence\n"
        "heavy = {'nltk', 'scipy', 'numpy', 'sklearn', 'spacy'} & set(sys.modules)\n"
        "print(sorted(heavy))"
    )
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True)
    assert (done.stdout.strip(), done.stderr) == ("[]", "")
