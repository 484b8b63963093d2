"""The quick round without a screen: passages that come one after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from qualcode.study.types import Stretch

Mark = Literal["coded", "skipped"]


@dataclass(frozen=True, slots=True)
class Item:
    """A passage to be looked at, and the code suggested for it, if it comes for that."""

    place: Stretch
    code_id: int | None = None
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the round is: ``number`` of ``total`` is at hand."""

    number: int
    total: int
    coded: int
    skipped: int


@dataclass(frozen=True, slots=True)
class Step:
    """What was done with a passage.

    Attributes:
        at: the passage, by its place in the round.
        before: what it was marked as before.
        front: how far the round was.
        point: the change of the study that undo would have taken back after the step.
        changed: whether the step itself changed the study.
    """

    at: int
    before: Mark | None
    front: int
    point: int | None
    changed: bool


class Round:
    """Brings passages, each once, and knows what was done with them.

    The passage at hand is the first that nothing was done with, unless one went back.

    Args:
        items: the passages, in the order in which they come.
        still: whether a passage should still come when its turn has come; it may have been
            coded together with the one before.
    """

    def __init__(self, items: Sequence[Item], still: Callable[[Item], bool]) -> None:
        self._items = list(items)
        self._still = still
        self._marks: dict[int, Mark] = {}
        self._gone: set[int] = set()
        self._steps: list[Step] = []
        self._front = self._at = 0
        self._settle()

    @property
    def current(self) -> Item | None:
        """The passage at hand; None when all have been looked at."""
        return self._items[self._at] if self._at < len(self._items) else None

    @property
    def mark(self) -> Mark | None:
        """What was done with the passage at hand, where one went back to it."""
        return self._marks.get(self._at)

    @property
    def last(self) -> Step | None:
        """The last step that has not been taken back."""
        return self._steps[-1] if self._steps else None

    @property
    def progress(self) -> Progress:
        """How far the round is; passages that need not come any more are not counted."""
        marks = list(self._marks.values())
        total = len(self._items) - len(self._gone)
        passed = self._at - sum(at < self._at for at in self._gone)
        return Progress(min(passed + 1, total), total, marks.count("coded"), marks.count("skipped"))

    def take(self, point: int | None, *, changed: bool = True) -> None:
        """Note that the passage at hand was coded; the next one comes.

        Args:
            point: what undo in the study would take back now.
            changed: whether the study was changed; False where the code was there already.
        """
        self._done("coded", point, changed=changed)

    def skip(self, point: int | None) -> None:
        """Leave the passage at hand as it is; it does not come again. The next one comes."""
        if self._at == self._front:
            self._done("skipped", point, changed=False)
        elif self.current is not None:
            self._at = next(
                (at for at in range(self._at + 1, self._front) if at not in self._gone),
                self._front,
            )

    def back(self) -> bool:
        """Go back to the passage before, whatever was done with it; False at the first one."""
        before = [at for at in range(self._at) if at not in self._gone]
        if before:
            self._at = before[-1]
        return bool(before)

    def undo(self) -> None:
        """Take back the last step: its passage is at hand again. Without one, nothing happens."""
        if not self._steps:
            return
        step = self._steps.pop()
        if step.before is None:
            self._marks.pop(step.at, None)
        else:
            self._marks[step.at] = step.before
        self._front, self._at = step.front, step.at
        self._gone = {at for at in self._gone if at < step.front}

    def _done(self, mark: Mark, point: int | None, *, changed: bool) -> None:
        if self.current is None:
            return
        step = Step(self._at, self._marks.get(self._at), self._front, point, changed)
        self._steps.append(step)
        self._marks[self._at] = mark
        if self._at == self._front:
            self._front += 1
        self._settle()

    def _settle(self) -> None:
        """Go to the first passage that nothing was done with and that should still come."""
        while self._front < len(self._items) and not self._still(self._items[self._front]):
            self._gone.add(self._front)
            self._front += 1
        self._at = self._front
