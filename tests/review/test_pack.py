"""The pack of the example study: what is in it, and what must not be."""

from __future__ import annotations

import os
import re
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import make_transcript
from review.reviewing import AT, save

import qualcode
from qualcode.errors import NotFound, QualcodeError, Refused, UsageError
from qualcode.reports import build_theme_summary
from qualcode.review import build_pack, read_decisions, write_pack
from qualcode.review.page import pack_html
from qualcode.study import Study


@pytest.fixture
def example(example_file: Path, tmp_path: Path) -> Iterator[Study]:
    with qualcode.open(shutil.copy(example_file, tmp_path / "copy.qualcode")) as study:
        yield study


def test_pack_asks_about_every_theme(example: Study) -> None:
    pack = build_pack(example)
    assert [t.name for t in pack.themes] == [t.name for t in example.codebook.themes()]
    assert all(len(t.quotations) == 3 and t.definition and t.question for t in pack.themes)
    assert len(set(pack.guids)) == 9
    assert [q.guid for q in example.quotations.list()] == list(pack.guids)
    assert example.quotations.pack(pack.id) == pack.guids


def test_same_pack_again_and_one_history_row(example: Study, tmp_path: Path) -> None:
    entries = len(example.history.list())
    first = write_pack(example, tmp_path / "a.html")
    assert len(example.history.list()) == entries + 1
    second = write_pack(example, tmp_path / "b.html")
    assert first == second and len(example.history.list()) == entries + 1
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()
    assert stat.S_IMODE((tmp_path / "a.html").stat().st_mode) == 0o600


def test_the_page_is_english_and_what_was_said_in_the_studys_language(example: Study) -> None:
    pack = build_pack(example)
    page = pack_html(pack, language="de")
    assert '<html lang="en">' in page and '<p lang="de">“' in page
    assert f'lang="de">{pack.themes[0].name}</h2>' in page
    assert pack_html(pack).count(' lang="') == 1


def test_nobody_and_no_document_is_named_anywhere_in_the_file(
    example: Study, tmp_path: Path
) -> None:
    write_pack(example, tmp_path / "p.html", quotations=12)
    source = (tmp_path / "p.html").read_text(encoding="utf-8")
    words = {w for p in example.participants.list() for w in p.name.split()}
    words |= {w for c in example.coders.list() for w in c.name.split()}
    assert {"Margaret", "Osei", "Reece", "Calloway"} < words
    assert [w for w in words if re.search(rf"\b{re.escape(w)}\b", source)] == []
    for document in example.documents.list():
        assert document.name not in source and document.guid not in source
    for one in example.participants.list():
        assert one.guid not in source
    for passage in example.codings.passages():
        assert passage.coding_guid not in source


def test_more_quotations_keep_those_asked_about_before(example: Study) -> None:
    first = build_pack(example, quotations=2)
    more = build_pack(example, quotations=4)
    for before, after in zip(first.themes, more.themes, strict=True):
        assert after.quotations[: len(before.quotations)] == before.quotations
        assert len(after.quotations) == 4
        assert len({q.shown for q in after.quotations}) == 4
    assert first.id != more.id
    assert example.quotations.pack(first.id) == first.guids


def test_declined_quotations_are_not_asked_about_again(example: Study) -> None:
    pack = build_pack(example)
    gone = pack.guids[0]
    example.quotations.record_decisions("Pat", [(gone, "decline", "", AT)])
    again = build_pack(example)
    assert gone not in again.guids and len(again.guids) == 9


def test_only_some_themes_or_codes(example: Study) -> None:
    pack = build_pack(example, codes=["Confidence"], quotations=2)
    assert [t.name for t in pack.themes] == ["Confidence"]
    codes = {q.code_id for q in example.quotations.list()}
    assert codes == {example.codebook.find("Confidence").id}
    with pytest.raises(NotFound):
        build_pack(example, codes=["Nonsense"])


def test_a_code_below_another_is_asked_about_once(example: Study, tmp_path: Path) -> None:
    names = ["Confidence", "Learning together", "Confidence", "learning TOGETHER"]
    pack = build_pack(example, codes=names)
    assert [t.name for t in pack.themes] == ["Learning together"]
    assert pack == build_pack(example, codes=["Learning together"])
    assert len(set(pack.guids)) == len(pack.guids) == 3
    two = build_pack(example, codes=["Confidence", "Left out or lost"], quotations=9)
    assert [t.name for t in two.themes] == ["Confidence", "Left out or lost"]
    assert len(set(two.guids)) == len(two.guids)


def test_a_file_that_cannot_be_written_leaves_the_study_as_it_was(
    example: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    before = example.version()
    with monkeypatch.context() as patched, pytest.raises(QualcodeError, match="No space"):
        patched.setattr("os.replace", full)
        write_pack(example, tmp_path / "p.html")
    assert example.version() == before and example.quotations.list() == []
    assert not [name for name in os.listdir(tmp_path) if "p.html" in name]
    pack = write_pack(example, tmp_path / "p.html")
    assert example.quotations.pack(pack.id) == pack.guids


def test_nothing_to_review(study: Study, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="nothing to review"):
        write_pack(study, tmp_path / "p.html")
    assert not (tmp_path / "p.html").exists()


def test_refused_places_leave_the_study_as_it_was(example: Study, tmp_path: Path) -> None:
    before = example.version()
    with pytest.raises(UsageError):
        write_pack(example, tmp_path / "p.pdf")
    with pytest.raises(UsageError):
        write_pack(example, tmp_path / "nowhere" / "p.html")
    (tmp_path / "there.html").write_text("mine")
    with pytest.raises(Refused):
        write_pack(example, tmp_path / "there.html", force=False)
    assert example.version() == before and example.quotations.list() == []


def test_read_only_study_cannot_put_forward(example: Study, tmp_path: Path) -> None:
    with qualcode.open(example.path, read_only=True) as study, pytest.raises(QualcodeError):
        write_pack(study, tmp_path / "p.html")


def test_decisions_survive_closing_the_study(example: Study, tmp_path: Path) -> None:
    pack = build_pack(example)
    data = {
        "format": "qualcode review decisions",
        "version": 1,
        "pack": pack.id,
        "study": example.guid,
        "reviewer": "Pat",
        "saved_at": AT,
        "decisions": [
            {"quotation": g, "verdict": "approve", "comment": "", "decided_at": AT}
            for g in pack.guids
        ],
    }
    path = save(data, tmp_path)
    example.close()
    with qualcode.open(example.path) as study:
        assert read_decisions(study, path).new == 9
    with qualcode.open(example.path) as study:
        assert len(study.quotations.approved()) == 9
        assert read_decisions(study, path).new == 0


CAPTIONS = (
    (
        "Margaret Osei",
        "i told margaret and the oseis about it, and she was right about the bus",
    ),
    (
        "Margaret Osei",
        "Zoe wrote to zoe.hart@fernlea.sch.uk about the bus and its driver last week",
    ),
    (
        "Margaret Osei",
        "with all the grace in the world they may say that the bus will be late again",
    ),
)


def test_names_however_typed_and_the_studys_own_name_are_masked(tmp_path: Path) -> None:
    path = tmp_path / "Interviews Margaret Osei.qualcode"
    with qualcode.create(path, coder="Ruth") as study:
        for name in ("Margaret Osei", "Zoë Hart", "Grace May"):
            study.participants.add(name, {"role": "Teacher", "institution": "Fernlea School"})
        made = study.documents.add(make_transcript("captions", CAPTIONS)).document
        theme = study.codebook.add("Getting there")
        for turn in study.documents.turns(made.id):
            study.codings.apply(made.id, turn.start, turn.end, theme.id)
        pack = build_pack(study)
        shown = [q.shown for q in pack.themes[0].quotations]
        assert sorted(shown) == [
            "[a teacher] wrote to [name removed] about the bus and its driver last week",
            "i told [a teacher] and the [a teacher]s about it, and she was right about the bus",
            CAPTIONS[2][1],
        ]
        (warning,) = pack.warnings
        assert f"quotation {shown.index(CAPTIONS[2][1]) + 1}:" in warning
        page = pack_html(pack)
        assert "Interviews [a teacher]" in page
        for word in ("margaret", "osei", "zoe", "fernlea"):
            assert word not in page.lower()
        assert build_theme_summary(study).study == "Interviews [a teacher]"
