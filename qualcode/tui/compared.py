"""Two coders' codings of a document, and where one is among their disagreements."""

from __future__ import annotations

from qualcode.study import Study
from qualcode.study.agreeing import Open, Review


class Compared:
    """Holds no widgets, so that the view can be left and taken up again as it was.

    Args:
        study: the open study.
        review: A's and B's codings of a document, as they are now.

    Attributes:
        document_id: the document.
        coders: the ids of A and B.
        review: the disagreements, with what was decided of each.
        at: the number of the current one.
        reason: why the current one will be decided so, where it was said beforehand.
    """

    def __init__(self, study: Study, review: Review) -> None:
        self._study = study
        self.document_id = review.document_id
        self.coders = review.a.id, review.b.id
        self.at = 0
        self.reason = ""
        self.review = review
        self.onwards(here=True)

    @property
    def rows(self) -> tuple[Open, ...]:
        """The disagreements."""
        return self.review.rows

    @property
    def current(self) -> Open | None:
        """The disagreement at hand; None where there is none."""
        return self.rows[self.at] if self.rows else None

    def read(self) -> None:
        """Read again, as the study is now."""
        self.take(self._study.agreeing.review(self.document_id, *self.coders))

    def take(self, review: Review) -> None:
        """Take it as it is now; one whose decision was taken back is at hand then."""
        before, here = {row.difference: row for row in self.rows}, self.current
        self.review = review
        places = {row.difference: n for n, row in enumerate(self.rows)}
        reopened = [
            n
            for difference, n in places.items()
            if difference in before
            and before[difference].settled is not None
            and self.rows[n].settled is None
        ]
        if reopened:
            self.go(reopened[0])
        elif here is not None:
            self.go(places.get(here.difference, self.at))

    def go(self, number: int) -> bool:
        """Take another disagreement at hand, the nearest there is; whether it is another."""
        number = max(0, min(number, len(self.rows) - 1))
        other = number != self.at
        if other:
            self.at, self.reason = number, ""
        return other

    def onwards(self, *, here: bool = False) -> bool:
        """Go to the next one that is not settled, round the end; whether there is one.

        Args:
            here: begin with the one at hand.
        """
        total = len(self.rows)
        first = 0 if here else 1
        for n in range(first, total + first):
            if self.rows[(self.at + n) % total].settled is None:
                self.go((self.at + n) % total)
                return True
        return False
