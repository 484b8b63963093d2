"""What all tests share: small studies made from words written here."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from every_action import EveryAction
from hypothesis import settings

import qualcode
from qualcode.example import make_example
from qualcode.study import Study
from qualcode.transcripts import Transcript, Turn

# The same examples every time where a change is judged; fresh ones wherever somebody works.
settings.register_profile("judged", derandomize=True, print_blob=True)
if os.environ.get("CI"):
    settings.load_profile("judged")

TALK = (
    ("Interviewer", "So what has changed since the partnership began?"),
    ("Anna Reed", "We built capacity in the school. Teachers were teaching together, I think."),
    ("Interviewer", "And the students?"),
    ("Ben", "They ask questions now. They never used to! 👩‍🏫 It's a different place."),
    ("Several", "Yes."),
    ("Anna Reed", "Well, the bus was late. Every single day of the first term."),
)


def pytest_configure(config: pytest.Config) -> None:
    """See :class:`EveryAction`."""
    if not config.pluginmanager.has_plugin("every-action"):
        config.pluginmanager.register(EveryAction(), "every-action")


def make_transcript(name: str = "talk", talk: tuple[tuple[str, str], ...] = TALK) -> Transcript:
    """A transcript in the ``Name: words`` layout from pairs of label and words."""
    text, turns = "", []
    for label, words in talk:
        text += f"{label}: "
        turns.append(Turn(len(text), len(text) + len(words), label))
        text += f"{words}\n\n"
    return Transcript(
        name=name,
        format="txt",
        text=text,
        turns=tuple(turns),
        original=f"{name}\n{text}".encode(),
        interviewers=frozenset({"Interviewer"}),
    )


@pytest.fixture(scope="session")
def example_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example study, made once for all tests: to be read, or copied and changed."""
    return make_example(tmp_path_factory.mktemp("example"))


@pytest.fixture
def new_study(tmp_path: Path) -> Iterator[Callable[[], Study]]:
    """Makes empty studies that are closed afterwards."""
    made: list[Study] = []

    def make() -> Study:
        made.append(qualcode.create(tmp_path / f"s{len(made)}.qualcode", coder="Ruth"))
        return made[-1]

    yield make
    for study in made:
        study.close()


@pytest.fixture
def study(new_study: Callable[[], Study]) -> Study:
    """A study with one short document, two themes and three codes; nothing is coded."""
    made = new_study()
    made.documents.add(make_transcript())
    leading = made.codebook.add("Leading", colour="#0072b2")
    made.codebook.add("Capacity", leading.id, short="making the school able to do more")
    made.codebook.add("Transport", leading.id)
    learning = made.codebook.add("Learning")
    made.codebook.add("Asking", learning.id)
    return made


def place(study: Study, words: str, document_id: int = 1) -> tuple[int, int]:
    """Where some words stand in a document."""
    text = study.documents.text(document_id)
    start = text.index(words)
    assert text.count(words) == 1, "the words stand in more than one place"
    return start, start + len(words)
