"""The theme summary of the example study, from transcripts to every format."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import qualcode
from qualcode.errors import NotFound, Refused, UsageError
from qualcode.reports import words
from qualcode.reports.build import build_theme_summary
from qualcode.reports.build_tables import REPORTS, build_report
from qualcode.reports.model import Count, QuotedShare, ThemeSummary
from qualcode.reports.write import TABLE_FORMATS, THEME_FORMATS, table_bytes, theme_bytes
from qualcode.review import build_pack
from qualcode.study import Study


@pytest.fixture(scope="module")
def example(example_file: Path) -> Iterator[Study]:
    with qualcode.open(example_file, read_only=True) as study:
        yield study


@pytest.fixture(scope="module")
def whole(example: Study) -> ThemeSummary:
    return build_theme_summary(example)


def name_words(study: Study) -> set[str]:
    """Every word of a participant's name."""
    words = {w for p in study.participants.list() for w in p.name.split()}
    return {w for w in words if not re.fullmatch(r"S\d\d", w)}


def texts_of(data: bytes, form: str) -> str:
    """All that can be read in a file, mark-up and properties included, pictures not."""
    if form in ("docx", "xlsx"):
        import io
        import zipfile

        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = [n for n in package.namelist() if n.endswith((".xml", ".rels"))]
            return "\n".join(package.read(n).decode("utf-8") for n in names if "theme" not in n)
    return re.sub(r"data:[^\"]*", "", data.decode("utf-8"))


def test_questions_have_their_themes_in_order(whole: ThemeSummary) -> None:
    assert [(q.key, [t.name for t in q.themes]) for q in whole.questions] == [
        ("leading", ["Leading beyond one school"]),
        ("teaching", ["Teaching across institutions"]),
        ("learning", ["Learning together"]),
    ]
    assert (whole.participants, whole.interviews, whole.groups, whole.coders) == (16, 5, 2, 2)
    for _, theme in whole.themes():
        assert theme.definition and len(theme.codes) >= 7
        assert theme.figures.participants.of == 16
        assert all(c.figures.passages <= theme.figures.passages for c in theme.codes)
        assert all(c.figures.participants.n <= theme.figures.participants.n for c in theme.codes)


def test_figures_of_a_code_counted_another_way(example: Study, whole: ThemeSummary) -> None:
    code = example.codebook.find("Confidence")
    passages = example.codings.passages(code.id)
    people = {i for p in passages for i in p.participant_ids}
    coded = {(p.document_id, p.start, p.end) for p in passages}
    begun = {  # an overlapping one goes on where another begins
        (document, start)
        for document, start, _ in coded
        if not any(d == document and s < start < e for d, s, e in coded)
    }
    (found,) = [c for _, t in whole.themes() for c in t.codes if c.name == "Confidence"]
    assert found.figures.participants == (len(people), 16)
    assert found.figures.passages == len(begun) < len(coded)


def test_each_theme_quotes_different_people_by_role(example: Study, whole: ThemeSummary) -> None:
    for _, theme in whole.themes():
        assert len(theme.quotations) == 3
        assert all(q.attribution for q in theme.quotations)
    for theme in example.codebook.themes():
        speakers = []
        for quotation in example.quotations.choose(theme.id, 3):
            coding = example.codings.get(quotation.coding_id)
            turns = example.documents.turns(coding.document_id)
            by_id = {s.id: s for s in example.documents.speakers(coding.document_id)}
            (spoken,) = [
                t for t in turns if all(t.start <= s and e <= t.end for s, e in quotation.spans)
            ]
            speakers.append(by_id[spoken.speaker_id or 0].participant_id)
        assert None not in speakers and len(set(speakers)) == 3


def test_attributions_stand_for_at_least_three_people(example: Study, whole: ThemeSummary) -> None:
    labels = example.quotations.attributions()
    people = {p.id: p.attributes for p in example.participants.list()}
    assert set(labels) == set(people)
    heard = {s.participant_id for s in example.documents.all_speakers()} - {None}
    shown = {labels[i] for i in heard}
    for label in shown - {"Senior leader", "Teacher"}:  # these two are groups
        role, _, kind = label.partition(", ")
        bearers = [
            a
            for a in people.values()
            if a.get("role") == role and (not kind or a["institution_type"] == kind)
        ]
        assert len(bearers) >= 3, label
    by_role = {
        a["role"]: labels[i] for i, a in people.items() if i in heard and a["role"] != "Student"
    }
    assert by_role == {
        "Head teacher": "Head teacher",
        "College principal": "Senior leader",
        "Senior leader": "Senior leader",
        "Teacher": "Teacher",
        "Lecturer": "Teacher",
    }
    used = {q.attribution for _, t in whole.themes() for q in t.quotations}
    assert used <= set(labels.values())


def test_who_is_quoted_is_set_beside_who_took_part(example: Study, whole: ThemeSummary) -> None:
    roles = {s.label: (s.quotations.n, s.participants) for s in whole.quoted}
    shown = [q for _, theme in whole.themes() for q in theme.quotations]
    students = sum(q.attribution.startswith("Student") for q in shown)
    assert roles["Students"] == (students, (6, 16))
    assert sum(n for n, _ in roles.values()) == len(shown) == 9
    assert all(s.quotations.of == 9 for s in whole.quoted)
    assert words.quoted_notes(whole) == ()


def test_a_group_that_is_heard_and_not_quoted_is_named(example_file: Path, tmp_path: Path) -> None:
    with qualcode.open(shutil.copy(example_file, tmp_path / "copy.qualcode")) as study:
        people = {p.id: p.role for p in study.participants.list()}
        leaders = ("Head teacher", "Senior leader", "College principal")
        gone = [
            p.coding_id
            for p in study.codings.passages()
            if not p.participant_ids or any(people[i] not in leaders for i in p.participant_ids)
        ]
        for coding_id in gone:
            study.codings.remove(coding_id)
        notes = words.quoted_notes(build_theme_summary(study, quotations=1))
        assert notes[:2] == (
            "Teachers: heard (5 of 16 participants), but not quoted.",
            "Students: heard (6 of 16 participants), but not quoted.",
        )
        assert build_theme_summary(study, quotations=0).quoted == ()


def test_labels_hold_beside_one_another(example: Study, whole: ThemeSummary) -> None:
    every = [q for t in example.codebook.themes() for q in example.quotations.choose(t.id, 8)]
    assert {"Head teacher", "Senior leader"} <= {q.attribution for q in every}
    assert example.quotations.joins(every) == []
    assert whole.warnings == ()
    other = [replace(q, attribution="Head teacher, special school") for q in every[:1]]
    found = example.quotations.joins([*every, *other])
    assert found and not any(w in text for text in found for w in name_words(example))


def test_rows_hold_at_least_three_people(whole: ThemeSummary) -> None:
    for _, theme in whole.themes():
        for own in (theme.figures, *(c.figures for c in theme.codes)):
            assert own.by_role and own.by_institution
            for rows in (own.by_role, own.by_institution):
                assert sum(r.participants.of for r in rows) == 16
                assert all(r.participants.of >= 3 for r in rows)


@pytest.mark.parametrize("form", THEME_FORMATS)
def test_no_participant_is_named_in_any_format(
    example: Study, whole: ThemeSummary, form: str
) -> None:
    text = texts_of(theme_bytes(whole, form), form)
    assert "Head teacher" in text
    named = [w for w in name_words(example) if re.search(rf"\b{re.escape(w)}\b", text)]
    assert named == []


def test_every_quotation_is_words_of_a_transcript(example: Study) -> None:
    for theme in example.codebook.themes():
        for quotation in example.quotations.choose(theme.id, 6):
            coding = example.codings.get(quotation.coding_id)
            text = example.documents.text(coding.document_id)
            said = " ".join(" ".join(text[s:e] for s, e in quotation.spans).split())
            pieces = [p.strip() for p in re.split(r"\[[^\]]*\]", quotation.shown)]
            at = 0
            for piece in pieces:
                at = said.index(" ".join(piece.split()), at) + len(piece)


def test_survey_stands_beside_learning_only(whole: ThemeSummary) -> None:
    assert [q.key for q in whole.questions if q.survey] == ["learning"]
    survey = whole.questions[2].survey
    assert survey is not None
    assert len(survey.lines) == 6
    assert any("no control group" in c for c in survey.cautions)
    feelings = survey.lines[0]
    assert (feelings.factor, feelings.pairs, feelings.missing) == ("Feelings about school", 15, 3)
    assert feelings.change == pytest.approx((feelings.after or 0) - (feelings.before or 0))


def test_building_does_not_change_the_study(example: Study) -> None:
    before = example.version()
    build_theme_summary(example)
    for name in REPORTS:
        build_report(example, name)
    assert example.version() == before


def test_read_only_study_can_be_reported(example_file: Path, whole: ThemeSummary) -> None:
    with qualcode.open(example_file, read_only=True) as study:
        assert build_theme_summary(study) == whole


def test_fewer_or_no_quotations(example: Study) -> None:
    none = build_theme_summary(example, quotations=0)
    assert all(t.quotations == () for _, t in none.themes())
    one = build_theme_summary(example, quotations=1)
    assert all(len(t.quotations) == 1 for _, t in one.themes())


def test_approved_only(example_file: Path, tmp_path: Path) -> None:
    with qualcode.open(shutil.copy(example_file, tmp_path / "copy.qualcode")) as study:
        theme = study.codebook.themes()[0]
        kept = study.quotations.store(study.quotations.choose(theme.id, 3))
        at = "2024-03-01T09:00:00.000Z"
        verdicts = zip((q.guid for q in kept), ("approve", "query", "decline"), strict=True)
        study.quotations.record_decisions("Pat", [(g, v, "", at) for g, v in verdicts])
        only = build_theme_summary(study, approved_only=True)
        shown = [q for _, t in only.themes() for q in t.quotations]
        assert [(q.guid, q.status) for q in shown] == [(kept[0].guid, "approved")]
        assert any("approved" in note for note in only.notes)
        mixed = next(t for _, t in build_theme_summary(study).themes())
        guids = [q.guid for q in mixed.quotations]
        assert guids[0] == kept[0].guid and len(guids) == 3
        assert not {kept[1].guid, kept[2].guid} & set(guids)
        words = [q.shown for q in mixed.quotations]
        assert kept[2].shown not in words and kept[1].shown not in words


def test_without_participants_nobody_is_counted_and_the_reason_is_said(study: Study) -> None:
    start = study.documents.text(1).index("We built")
    study.codings.apply(1, start, start + 40, study.codebook.find("Capacity").id)
    summary = build_theme_summary(study)
    assert [w for w in summary.warnings if "No speaker is matched" in w] == list(summary.warnings)
    assert any("people are not counted" in note for note in summary.notes)
    assert not any("attributed" in note for note in summary.notes)
    for form in ("md", "html", "docx"):
        text = texts_of(theme_bytes(summary, form), form)
        assert "1 of 1 interview" in text and "people are not counted" in text
        assert "0 of 0" not in text and "articipants " not in text and ">Participants<" not in text
    assert study.quotations.choose("Capacity", 3) == []
    with pytest.raises(Refused) as refused:
        build_pack(study)
    assert "qualcode participants" in (refused.value.hint or "")
    study.participants.add("Somebody who is not heard")
    assert study.quotations.obstacle()
    study.participants.add("Anna Reed")
    assert study.quotations.obstacle() == ""
    assert "1 participant ·" in theme_bytes(build_theme_summary(study), "md").decode()


def test_theme_without_question_is_not_lost(study: Study) -> None:
    summary = build_theme_summary(study)
    assert [q.text for q in summary.questions] == ["Themes"]
    assert [t.name for _, t in summary.themes()] == ["Leading", "Learning"]
    for form in THEME_FORMATS:
        assert theme_bytes(summary, form)


def test_empty_study_gives_an_empty_summary(tmp_path: Path) -> None:
    with qualcode.create(tmp_path / "empty.qualcode") as study:
        summary = build_theme_summary(study)
        assert summary.questions == () and summary.participants == 0
        for form in THEME_FORMATS:
            assert theme_bytes(summary, form)


@pytest.mark.parametrize("name", REPORTS)
def test_table_reports_in_all_formats(example: Study, name: str) -> None:
    report = build_report(example, name)
    assert all(t.rows for t in report.tables)
    named = name_words(example)
    for form in TABLE_FORMATS:
        text = texts_of(table_bytes(report, form), form)
        assert not [w for w in named if re.search(rf"\b{re.escape(w)}\b", text)]


def test_matrix_agrees_with_the_summary(example: Study, whole: ThemeSummary) -> None:
    report = build_report(example, "matrix")
    people = next(t for t in report.tables if t.title == "By role: participants")
    rows = {str(r[0]): r[1:] for r in people.rows}
    for _, theme in whole.themes():
        for code in theme.codes:
            expected = [g.participants.n for g in code.figures.by_role]
            assert list(rows[code.name]) == [*expected, code.figures.participants.n]


def test_agreement_counts_every_turn_once(example: Study) -> None:
    report = build_report(example, "agreement")
    codes = report.tables[0].rows
    units = {sum(int(n or 0) for n in row[1:5]) for row in codes}
    assert len(units) == 1
    total = report.tables[1].rows[0]
    assert [total[i] for i in range(1, 5)] == [
        sum(int(r[i] or 0) for r in codes) for i in range(1, 5)
    ]
    data = json.loads(table_bytes(report, "json"))
    assert data["tables"][0]["rows"][0]["Code"] == codes[0][0]


def test_one_document_is_said_in_the_singular(study: Study) -> None:
    for coder in ("Ruth", "Sam"):
        study.coders.start(coder)
        study.codings.apply(1, 60, 70, study.codebook.find("Capacity").id)
    notes = build_report(study, "agreement").notes
    assert notes[0] == "Units: 4 turns of participants in the document that both have coded."


def test_what_cannot_be_reported_is_said(study: Study) -> None:
    with pytest.raises(UsageError, match="no report 'moods'"):
        build_report(study, "moods")
    with pytest.raises(Refused, match="two coders"):
        build_report(study, "agreement")
    with pytest.raises(UsageError):
        build_report(study, "agreement", coders=["Ruth"])
    with pytest.raises(NotFound):
        build_report(study, "agreement", coders=["Ruth", "Nobody"])
    with pytest.raises(Refused, match="survey"):
        build_report(study, "survey")
    with pytest.raises(Refused, match="roles"):
        build_report(study, "matrix")


@pytest.mark.parametrize("form", THEME_FORMATS)
def test_who_is_quoted_stands_in_every_format(summary: ThemeSummary, form: str) -> None:
    shares = (QuotedShare("Pupils", Count(0, 7), Count(6, 16)),)
    made = replace(summary, quoted=shares, one_voice=Count(5, 7))
    text = texts_of(theme_bytes(made, form), form)
    assert "Pupils" in text
    if form == "json":
        assert json.loads(text)["quoted"][0]["quotations"] == {"n": 0, "of": 7}
    else:
        assert "Who is quoted" in text
        assert "Pupils: heard (6 of 16 participants), but not quoted." in text
        assert "One person speaks in 5 of 7 quotations." in text
    assert "Who is quoted" not in texts_of(theme_bytes(summary, form), form)
