from __future__ import annotations

import dataclasses
import string
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from qualcode.codebook import Code, Codebook, Question, read, write
from qualcode.codebook.csv_file import codebook_from_csv, codebook_to_csv
from qualcode.codebook.qdc import codebook_from_qdc, codebook_to_qdc
from qualcode.codebook.yaml_file import codebook_from_yaml, codebook_to_yaml

# What people write into codebooks, with the characters that break formats among it.
LETTERS = string.ascii_letters + string.digits + " äßéžя中👩‍🏫\"'`,;:#-&<>/\\|=+@%{}[]*!?~.()_"
names = st.text(LETTERS, min_size=1, max_size=25).map(lambda t: " ".join(t.split()))
names = names.filter(lambda t: bool(t) and t.isprintable())
texts = st.text(LETTERS + "\n", max_size=60).map(str.strip)
texts |= st.sampled_from(["No", "2020", "~", "null", "=1+1", "'=1", "a\n\nInclude: b", " x"]).map(
    str.strip
)
colours = st.none() | st.from_regex(r"#[0-9a-fA-F]{6}", fullmatch=True)


def _unique(codes: list[Code]) -> tuple[Code, ...]:
    return tuple({code.name.casefold(): code for code in codes}.values())


def codes(keys: tuple[str, ...], children: st.SearchStrategy[tuple[Code, ...]]):
    return st.builds(
        Code,
        name=names,
        short=texts,
        definition=texts,
        inclusion=texts,
        exclusion=texts,
        examples=st.lists(texts.filter(bool), max_size=3).map(tuple),
        near_misses=st.lists(texts.filter(bool), max_size=3).map(tuple),
        colour=colours,
        question=st.sampled_from([None, *keys]),
        codable=st.booleans(),
        guid=st.none() | st.uuids().map(str),
        children=children,
    )


def trees(keys: tuple[str, ...]) -> st.SearchStrategy[tuple[Code, ...]]:
    leaf: st.SearchStrategy[tuple[Code, ...]] = st.just(())
    for _ in range(3):
        leaf = st.lists(codes(keys, leaf), max_size=3).map(_unique)
    return leaf


@st.composite
def codebooks(draw: st.DrawFn) -> Codebook:
    keys = tuple(draw(st.lists(names, max_size=3, unique=True)))
    questions = tuple(
        Question(key, draw(texts.filter(bool)), draw(st.sampled_from(["", "heads", "a: b"])))
        for key in keys
    )
    return Codebook(
        name=draw(names),
        description=draw(texts),
        language=draw(st.sampled_from(["en", "de", "cy", "pt-BR"])),
        questions=questions,
        codes=draw(trees(keys)),
    )


FEW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def without_guids(codes: tuple[Code, ...]) -> tuple[Code, ...]:
    return tuple(
        dataclasses.replace(code, guid=None, children=without_guids(code.children))
        for code in codes
    )


@FEW
@given(codebooks())
def test_plain_data_keeps_a_codebook(codebook: Codebook) -> None:
    assert Codebook.from_dict(codebook.to_dict()) == codebook


@FEW
@given(codebooks())
def test_yaml_keeps_a_codebook(codebook: Codebook) -> None:
    assert codebook_from_yaml(codebook_to_yaml(codebook), name="book.yaml") == codebook


@FEW
@given(codebooks())
def test_csv_keeps_the_codes_and_the_questions_they_answer(codebook: Codebook) -> None:
    back = codebook_from_csv(codebook_to_csv(codebook), name="book.csv", title=codebook.name)
    assert back.codes == codebook.codes
    answered = {code.question for _, code in codebook.walk()}
    assert set(back.questions) == {q for q in codebook.questions if q.key in answered}


@FEW
@given(codebooks().filter(lambda codebook: bool(codebook.codes)))
def test_qdc_keeps_the_codes_and_the_questions(codebook: Codebook) -> None:
    data = codebook_to_qdc(codebook)
    back = codebook_from_qdc(data, name="book.qdc", title=codebook.name)
    assert without_guids(back.codes) == without_guids(codebook.codes)
    assert back.questions == codebook.questions
    given_guids = {code.guid for _, code in codebook.walk() if code.guid}
    assert given_guids <= {code.guid for _, code in back.walk()}
    assert codebook_to_qdc(codebook) == data, "the same GUIDs every time"


@settings(FEW, max_examples=200)
@example("0\x850")
@example("0\u20280\r1")
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40).map(str.strip))
def test_yaml_keeps_any_text(text: str) -> None:
    codebook = Codebook("Any", codes=(Code("One", definition=text),))
    assert codebook_from_yaml(codebook_to_yaml(codebook), name="any.yaml") == codebook


@pytest.mark.parametrize("ending", ["yaml", "csv", "qdc"])
def test_a_written_file_is_read_back(tmp_path: Path, ending: str) -> None:
    codebook = Codebook(
        name="study",
        codes=(
            Code(
                name="Ästhetik / Form",
                short="short",
                definition="One.\n\nTwo: three",
                inclusion="Include: this",
                examples=("'=1+1", "second"),
                near_misses=("- begins with a dash",),
                colour="#0072B2",
                question="why",
                codable=False,
                children=(Code("Inner", exclusion="never"),),
            ),
        ),
        questions=(Question("why", "Why so?", "heads"),),
    )
    file = tmp_path / f"study.{ending}"
    write(codebook, file)
    back = read(file)
    assert without_guids(back.codes) == codebook.codes
    assert back.questions == codebook.questions
    assert back.name == "study"
    assert file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == [file.name]
