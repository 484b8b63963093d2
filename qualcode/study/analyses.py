"""Analyses of a study: gathers its rows and hands them to :mod:`qualcode.analysis`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from qualcode.analysis.rows import CodeNode, Mark, Person, Source, TurnUnit, rolled_up
from qualcode.errors import NotFound, UsageError
from qualcode.study.part import Part
from qualcode.study.populations import enter_numbers, people_of, population_of
from qualcode.text.words import bare

if TYPE_CHECKING:
    from qualcode.analysis.agreement import Agreement
    from qualcode.analysis.attribution import Attribution, Known, Level
    from qualcode.analysis.balance import Balance
    from qualcode.analysis.compare import Comparison
    from qualcode.analysis.cooccurrence import Cooccurrence, Unit
    from qualcode.analysis.crosstab import Matrix, Measure
    from qualcode.analysis.labels import Join, Shown
    from qualcode.analysis.masking import Masked
    from qualcode.analysis.prevalence import Prevalence
    from qualcode.analysis.survey import SurveyChange
    from qualcode.study.types import CoderInfo, CodingRow

CodeRef = int | str
"""A code by its id, its name or its path."""


class Analyses(Part):
    """Figures over the whole study. Codes come out as ids, in the order of the codebook.

    Wherever ``coder`` may be given it is a coder's name or id, and only that coder's codings
    are looked at; without it all coders' are taken together, and what several of them gave the
    same code counts once. What one passage is says :mod:`qualcode.analysis.passages`. What coders
    agreed on is not among them: it repeats what they have coded, and counts only where it is
    asked for by its name.
    """

    # -- rows ---------------------------------------------------------------------------------

    def turns(self) -> list[TurnUnit]:
        """The turns of all documents with whose they are, interviewers' among them."""
        speakers = {speaker.id: speaker for speaker in self._study.documents.all_speakers()}
        rows: list[TurnUnit] = []
        for document in self._study.documents.list():
            for turn in self._study.documents.turns(document.id):
                speaker = None if turn.speaker_id is None else speakers.get(turn.speaker_id)
                kind = speaker.kind if speaker else "nobody"
                person = speaker.participant_id if speaker else None
                rows.append(TurnUnit(document.id, turn.n, turn.start, turn.end, kind, person))
        return rows

    def marks(self, *, coder: int | str | None = None) -> list[Mark]:
        """All codings, or one coder's.

        Raises:
            NotFound: if there is no such coder.
        """
        coder_id = None if coder is None else self._study.coders.find(coder).id
        rows = self._study.codings.all(coder_id=coder_id)
        if coder is None:
            rows = self._study.coders.by_people(rows)
        return [
            Mark(row.document_id, row.code_id, row.start, row.end, row.coder_id) for row in rows
        ]

    def _nodes(self) -> list[CodeNode]:
        return [CodeNode(code.id, code.parent_id) for code in self._study.codebook.codes()]

    def _code_ids(self, codes: Iterable[CodeRef] | None) -> list[int]:
        book = self._study.codebook
        if codes is None:
            return [code.id for code in book.codes() if code.codable]
        return [(book.get(code) if isinstance(code, int) else book.find(code)).id for code in codes]

    # -- coders -------------------------------------------------------------------------------

    def agreement(
        self,
        coder_a: int | str,
        coder_b: int | str,
        *,
        document_ids: Sequence[int] | None = None,
        codes: Iterable[CodeRef] | None = None,
        by_theme: bool = False,
    ) -> Agreement:
        """How far two coders agree, code by code, by participant's turn.

        Args:
            coder_a: a coder's name or id.
            coder_b: the other's.
            document_ids: the documents to compare. Without it those that both have coded at
                all; the result names them, and those left out.
            codes: the codes to compare; all that can be coded with, where not given.
            by_theme: compare whole themes instead: a theme applies to a turn where any code
                of it does. ``codes`` are then the themes meant.

        Raises:
            NotFound: if there is no such coder, document or code.
            UsageError: if the two are the same coder, or one is what was agreed on.
        """
        from qualcode.analysis.agreement import agreement

        one, other = self._two(coder_a, coder_b)
        for document_id in document_ids or ():
            self._study.documents.get(document_id)
        marks_a, marks_b = self.marks(coder=one.id), self.marks(coder=other.id)
        wanted = self._code_ids(codes)
        if by_theme:
            nodes = self._nodes()
            marks_a, marks_b = rolled_up(marks_a, nodes), rolled_up(marks_b, nodes)
            wanted = wanted if codes is not None else [n.id for n in nodes if n.parent_id is None]
        return agreement(self.turns(), marks_a, marks_b, wanted, documents=document_ids)

    def compare(
        self,
        document_id: int,
        coder_a: int | str,
        coder_b: int | str,
        *,
        among: Sequence[CodingRow] | None = None,
    ) -> Comparison:
        """Where two coders of a document differ, coding by coding.

        The rules are those of :mod:`qualcode.analysis.compare`. Blanks and punctuation at the
        ends of a passage make no difference.

        Args:
            document_id: the document.
            coder_a: a coder's name or id.
            coder_b: the other's.
            among: the codings of the document, by whomever, where they have been read already.

        Returns:
            With the places of disagreements as they were coded, punctuation and all.

        Raises:
            NotFound: if there is no such document or coder.
            UsageError: as for :meth:`agreement`.
        """
        from qualcode.analysis.compare import Coded, compare

        one, other = self._two(coder_a, coder_b)
        text = self._study.documents.text(document_id)
        if among is None:
            among = self._study.codings.of_document(document_id)
        rows = [[row for row in among if row.coder_id == coder.id] for coder in (one, other)]
        a, b = (
            [Coded(row.id, row.code_id, *bare(text, row.start, row.end)) for row in own]
            for own in rows
        )
        found = compare(a, b, self._nodes())
        places = {row.id: row for own in rows for row in own}
        return replace(
            found,
            differences=tuple(
                replace(
                    one,
                    start=min(places[key].start for key in (*one.a, *one.b)),
                    end=max(places[key].end for key in (*one.a, *one.b)),
                )
                for one in found.differences
            ),
        )

    def _two(self, coder_a: int | str, coder_b: int | str) -> tuple[CoderInfo, CoderInfo]:
        one, other = (self._study.coders.find(name) for name in (coder_a, coder_b))
        if one.id == other.id:
            raise UsageError(
                "A coder cannot be compared with themselves.", hint="Name two different coders."
            )
        agreed = self._study.coders.agreed()
        if agreed is not None and agreed in (one, other):
            raise UsageError(
                f"{agreed.name} is what was agreed on, and nobody who codes.",
                hint="Name two people.",
            )
        return one, other

    # -- counts -------------------------------------------------------------------------------

    def prevalence(
        self,
        *,
        attributes: Sequence[str] = ("role", "institution"),
        coder: int | str | None = None,
        subtree: bool = True,
        people: Sequence[Person] | None = None,
    ) -> Prevalence:
        """Participants, source events and passages of each code, whole and by attribute.

        Args:
            attributes: attributes of participants to break the counts down by; people without
                one stand under '(not known)'.
            coder: see the class.
            subtree: whether a code's counts include those of the codes below it.
            people: the participants with attributes of the caller's own, such as groups that
                have been put together; as they stand in the study, where not given.
        """
        from qualcode.analysis.prevalence import prevalence

        return prevalence(
            self._nodes(),
            self.marks(coder=coder),
            self.turns(),
            people_of(self._study) if people is None else people,
            [Source(d.id, d.kind == "focus group") for d in self._study.documents.list()],
            attributes=attributes,
            subtree=subtree,
        )

    def crosstab(
        self,
        attribute: str,
        *,
        measure: Measure = "participants",
        coder: int | str | None = None,
        subtree: bool = True,
    ) -> Matrix:
        """Codes by the values of an attribute of the participants.

        Args:
            attribute: such as ``role`` or ``institution``.
            measure: what a cell counts: ``participants``, ``documents`` or ``passages``.
            coder: see the class.
            subtree: whether a code's cells include those of the codes below it.

        Raises:
            NotFound: if no participant has the attribute.
        """
        from qualcode.analysis.crosstab import crosstab

        known = self._study.participants.attributes()
        wanted = attribute.strip().casefold()
        if wanted not in known:
            raise NotFound(
                f"No participant has the attribute '{attribute}'.",
                hint=f"Attributes: {', '.join(known) or 'none yet'}.",
            )
        found = self.prevalence(attributes=(wanted,), coder=coder, subtree=subtree)
        return crosstab(found, wanted, measure=measure)

    def matrix(
        self,
        rows: Literal["participants", "documents"] = "participants",
        *,
        coder: int | str | None = None,
        subtree: bool = True,
    ) -> Matrix:
        """Coded passages of each code, by participant or by document.

        Args:
            rows: what the codes are set against; their ids are the matrix's columns, in the
                study's order, and only those with talk that is data.
            coder: see the class.
            subtree: whether a code's cells include those of the codes below it.
        """
        from qualcode.analysis.crosstab import code_matrix

        turns = [turn for turn in self.turns() if turn.is_data]
        if rows == "documents":
            with_data = {turn.document_id for turn in turns}
            order = [d.id for d in self._study.documents.list() if d.id in with_data]
        else:
            heard = {turn.participant_id for turn in turns if turn.kind == "participant"}
            order = [p.id for p in self._study.participants.list() if p.id in heard]
        return code_matrix(
            self._nodes(),
            self.marks(coder=coder),
            turns,
            columns=rows,
            order=order,
            subtree=subtree,
        )

    def cooccurrence(
        self,
        unit: Unit = "turn",
        *,
        codes: Iterable[CodeRef] | None = None,
        coder: int | str | None = None,
        by_theme: bool = False,
    ) -> Cooccurrence:
        """How often each pair of codes occurs together; the result says what together means.

        Args:
            unit: ``turn``, ``passage``, ``document`` or ``participant``.
            codes: the codes to pair; all that can be coded with, where not given.
            coder: see the class.
            by_theme: pair whole themes instead.

        Raises:
            NotFound: if there is no such code or coder.
        """
        from qualcode.analysis.cooccurrence import cooccurrence

        marks, wanted = self.marks(coder=coder), self._code_ids(codes)
        if by_theme:
            nodes = self._nodes()
            marks = rolled_up(marks, nodes)
            wanted = wanted if codes is not None else [n.id for n in nodes if n.parent_id is None]
        return cooccurrence(wanted, marks, self.turns(), unit=unit)

    def survey_change(self, *, pre: str = "pre", post: str = "post") -> SurveyChange:
        """How the survey's scores changed from one wave to another, factor by factor.

        Raises:
            UsageError: if the two waves are the same.
        """
        from qualcode.analysis.survey import FactorScore, survey_change

        if pre.strip().casefold() == post.strip().casefold():
            raise UsageError("A wave cannot be compared with itself.", hint="Name two waves.")
        scores = [FactorScore(*score) for score in self._study.survey.scores()]
        return survey_change(scores, pre=pre, post=post)

    def balance(
        self,
        quoted: Iterable[int | None],
        *,
        attribute: str = "role",
        people: Sequence[Person] | None = None,
    ) -> Balance:
        """Quotations against the people heard and their talk, by an attribute.

        Args:
            quoted: for each quotation shown the participant, None where nobody can be told.
            attribute: such as ``role`` or ``institution``.
            people: see :meth:`prevalence`.
        """
        from qualcode.analysis.balance import balance

        everybody = people_of(self._study) if people is None else people
        return balance(quoted, self.turns(), everybody, attribute=attribute)

    # -- people -------------------------------------------------------------------------------

    def set_population(self, known: Iterable[Known]) -> None:
        """Enter how many people of a role readers know of; replaces what was entered before.

        Raises:
            UsageError: if a number is negative or stands for no role.
        """
        enter_numbers(self._study, known)

    def attribution(
        self, participant_id: int, *, k: int = 3, most: Level | None = None
    ) -> Attribution:
        """The label a participant may be quoted under, and why no more detailed one.

        Args:
            participant_id: the participant.
            k: how many people must bear the label.
            most: the most detailed level to try, for the label by itself; without it the label
                that :meth:`labels` gives the participant beside all others.

        Raises:
            NotFound: if there is no such participant.
        """
        from qualcode.analysis.attribution import attribute

        found = self._study.participants.get(participant_id)
        if most is None:
            return self.labels(k=k)[participant_id]
        person = Person(found.id, found.name, found.attributes)
        return attribute(person, population_of(self._study), k=k, most=most)

    def labels(self, *, k: int = 3) -> dict[int, Attribution]:
        """By participant, the label they are quoted under wherever quotations stand together.

        Whose words are heard in a document may be quoted; see
        :func:`qualcode.analysis.labels.attribute_all`.

        Args:
            k: how many people must bear a label, beside the labels of the others.
        """
        from qualcode.analysis.labels import attribute_all

        heard = {
            speaker.participant_id
            for speaker in self._study.documents.all_speakers()
            if speaker.kind == "participant" and speaker.participant_id is not None
        }
        people = people_of(self._study)
        return attribute_all(people, population_of(self._study), k=k, quotable=heard)

    def check_labels(self, shown: Iterable[Shown], *, k: int = 3) -> list[Join]:
        """What readers could put together from the labels of quotations shown together."""
        from qualcode.analysis.labels import check_labels

        return check_labels(shown, people_of(self._study), population_of(self._study), k=k)

    def mask(self, text: str, *, k: int = 3) -> Masked:
        """A text with the names the study knows replaced, and where each stood.

        For many texts take :func:`qualcode.study.masks.make_masker` once.

        Args:
            text: any text.
            k: how many people must share a role that stands for a name.
        """
        from qualcode.study.masks import make_masker

        return make_masker(self._study, k=k).mask(text)
