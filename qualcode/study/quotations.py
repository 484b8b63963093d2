"""Quotations put forward to be shown, and what reviewers said of them."""

from __future__ import annotations

import builtins
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Literal, get_args

from qualcode.errors import NotFound, UsageError
from qualcode.store import queries
from qualcode.study.marks import checked_time, clean_name, counted, new_guid, now
from qualcode.study.part import Part
from qualcode.study.standing import QuotationStatus, Renewal, Standing, Verdicts, standing
from qualcode.study.types import Decision, Quotation

Verdict = Literal["approve", "query", "decline"]

_PACKS = "review packs"


class Quotations(Part):
    """Quotations kept in the study, and their review.

    What counts of a quotation's decisions is each reviewer's latest. It is *declined* where
    one of them declines it, else *queried* where one queries it, else *approved* where at
    least one approves it; without a decision it has no status. So nothing is approved against
    anybody's wish, and a reviewer who changes their mind clears the way with a new decision.
    An approval holds for the words and the label that were read, and no longer once either has
    changed; a query or a declining holds for the words, however they are shown now, under
    whatever theme, by whomever they were coded, and for every quotation with some of them.
    """

    def list(self, *, code_id: int | None = None) -> builtins.list[Quotation]:
        """Quotations in the order they were put forward.

        Args:
            code_id: only those that speak for this code or one below it.
        """
        wanted = None if code_id is None else set(self._study.codebook.subtree(code_id))
        with self._study.reading() as connection:
            rows = queries.quotations(connection)
        return [
            Quotation(key, guid, coding, theme, code, shown, label, reason, _spans(spans), document)
            for key, guid, coding, theme, code, shown, label, reason, spans, document in rows
            if wanted is None or code in wanted
        ]

    def get(self, guid: str) -> Quotation:
        """The quotation with this guid.

        Raises:
            NotFound: if there is none.
        """
        for quotation in self.list():
            if quotation.guid == guid:
                return quotation
        raise NotFound("There is no such quotation in this study.")

    def choose(
        self, code: str | int, n: int = 3, *, k: int = 3, beside: Iterable[Quotation] = ()
    ) -> builtins.list[Quotation]:
        """Representative quotations for a code with all below it; nothing is kept yet.

        See :func:`qualcode.study.choosing.choose`, which says how.

        Args:
            code: the code or theme, by id, name or path.
            n: at most so many quotations.
            k: the smallest number of people a label may stand for.
            beside: quotations whose words and passages are not chosen again.

        Raises:
            NotFound: if there is no such code.
        """
        from qualcode.study.choosing import choose

        info = self._study.codebook.get(code) if isinstance(code, int) else None
        found = info or self._study.codebook.find(str(code))
        return choose(self._study, found.id, n, k=k, beside=tuple(beside))

    def obstacle(self) -> str:
        """Why nobody can be counted or quoted, and what to do; empty where somebody can.

        People are known by the participants that speakers are matched with. Without documents
        there is nothing to say yet.
        """
        speakers = self._study.documents.all_speakers()
        if not speakers or any(
            s.kind == "participant" and s.participant_id is not None for s in speakers
        ):
            return ""
        return (
            "No speaker is matched with a participant, so people are not counted and nobody can be "
            "quoted. Read a table of participants (qualcode participants), and see who is matched "
            "(qualcode speakers)."
        )

    def attributions(self, *, k: int = 3) -> dict[int, str]:
        """By participant, the label they are quoted under (:mod:`qualcode.analysis.labels`).

        Args:
            k: the smallest number of the study's participants that a label may stand for,
                beside the labels of the others.
        """
        return {key: found.label for key, found in self._study.analyses.labels(k=k).items()}

    def mask(self, *, k: int = 3) -> Callable[[str], str]:
        """A function that masks the names the study knows; see :mod:`qualcode.study.masks`.

        Args:
            k: the smallest number of people that a role standing for a name may have.
        """
        from qualcode.study.masks import make_mask

        return make_mask(self._study, k=k)

    def joins(self, quotations: Iterable[Quotation], *, k: int = 3) -> builtins.list[str]:
        """What readers could put together from quotations shown beside each other.

        Sentences without names, such as that beside one label another is left to two people;
        empty where all is well.
        """
        from qualcode.analysis.labels import Shown

        wanted = builtins.list(quotations)
        people = self.speakers(wanted)
        shown = [Shown(p or 0, q.attribution) for p, q in zip(people, wanted, strict=True)]
        return [join.text for join in self._study.analyses.check_labels(shown, k=k)]

    def speakers(self, quotations: Iterable[Quotation]) -> builtins.list[int | None]:
        """For each quotation the participant who speaks; None where nobody can be told."""
        renewal = Renewal(self._study)
        return [renewal.speaker(quotation) for quotation in quotations]

    def standing(self, *, k: int = 3) -> builtins.list[Standing]:
        """Every kept quotation as it is shown now; see :mod:`qualcode.study.standing`.

        Args:
            k: the smallest number of people a label may stand for.
        """
        return standing(self._study, k=k)

    def store(self, quotations: Iterable[Quotation]) -> builtins.list[Quotation]:
        """Keep quotations, so that they can be reviewed; as one action.

        One that is kept already (same coding, words and attribution) is given back as it is.
        """
        wanted = builtins.list(quotations)
        time = now()
        with self._study.change("quote") as recorder:
            known = {(q.coding_id, q.shown, q.attribution): q.guid for q in self.list()}
            fresh = [q for q in wanted if (q.coding_id, q.shown, q.attribution) not in known]
            recorder.label = f"put forward {counted(len(fresh), 'quotation')}"
            for quotation in fresh:
                guid = new_guid()
                known[quotation.coding_id, quotation.shown, quotation.attribution] = guid
                recorder.insert(
                    "quotation",
                    {
                        "guid": guid,
                        "coding_id": quotation.coding_id,
                        "theme_id": quotation.theme_id,
                        "code_id": quotation.code_id,
                        "shown": quotation.shown,
                        "attribution": quotation.attribution,
                        "reason": quotation.reason,
                        "spans": json.dumps(quotation.spans),
                        "created_at": time,
                    },
                )
        by_guid = {q.guid: q for q in self.list()}
        return [by_guid[known[q.coding_id, q.shown, q.attribution]] for q in wanted]

    def remove(self, guid: str) -> None:
        """Take a quotation back, with what was decided of it."""
        with self._study.change("quote", "took back a quotation") as recorder:
            quotation = self.get(guid)
            decided = queries.decisions(recorder.connection)
            recorder.delete_all("decision", [r[0] for r in decided if r[1] == quotation.id])
            recorder.delete("quotation", quotation.id)

    def decisions(self, guid: str | None = None) -> builtins.list[Decision]:
        """Decisions in the order they were read; of all quotations, or of one."""
        with self._study.reading() as connection:
            rows = queries.decisions(connection)
        return [
            Decision(quotation, reviewer, verdict, comment, at)
            for _, _, quotation, reviewer, verdict, comment, at, *_ in rows
            if guid is None or quotation == guid
        ]

    def record_decisions(
        self,
        reviewer: str,
        decisions: Sequence[tuple[str, Verdict, str, str]],
        *,
        pack: str = "",
    ) -> int:
        """Keep what a reviewer decided, as one action; returns how many decisions were new.

        Args:
            reviewer: whose decisions they are.
            decisions: quotation guid, verdict, comment, and when (ISO 8601, UTC).
            pack: the pack they answer.

        Raises:
            UsageError: without a reviewer's name, with a verdict that is none, or with a time
                that is none or lies in the future.
            NotFound: if a quotation is no longer in the study; nothing is kept then.
        """
        reviewer = clean_name(reviewer)
        if not reviewer:
            raise UsageError("Decisions need the name of the reviewer.")
        if any(verdict not in get_args(Verdict) for _, verdict, _, _ in decisions):
            raise UsageError("A verdict is approve, query or decline.")
        dated = [(guid, verdict, said, checked_time(at)) for guid, verdict, said, at in decisions]
        time = now()
        with self._study.change("review") as recorder:
            ids = {q.guid: q.id for q in self.list()}
            if any(guid not in ids for guid, *_ in decisions):
                raise NotFound(
                    "A quotation that was decided on is no longer in the study.",
                    hint="Undo its removal, or make a new pack and have it reviewed.",
                )
            known = {
                (d.quotation_guid, d.reviewer.casefold(), d.verdict, d.comment, d.at)
                for d in self.decisions()
            }
            fresh = [d for d in dated if (d[0], reviewer.casefold(), *d[1:]) not in known]
            recorder.label = f"read {counted(len(fresh), 'decision')}"
            for guid, verdict, comment, at in fresh:
                recorder.insert(
                    "decision",
                    {
                        "guid": new_guid(),
                        "quotation_id": ids[guid],
                        "reviewer": reviewer,
                        "verdict": verdict,
                        "comment": comment,
                        "decided_at": at,
                        "read_at": time,
                        "pack": pack,
                    },
                )
        return len(fresh)

    def latest(self) -> dict[str, dict[str, Decision]]:
        """For each decided quotation, each reviewer's latest decision, by reviewer."""
        found: dict[str, dict[str, Decision]] = {}
        for decision in self.decisions():
            own = found.setdefault(decision.quotation_guid, {})
            before = own.get(decision.reviewer.casefold())
            if before is None or decision.at >= before.at:
                own[decision.reviewer.casefold()] = decision
        return found

    def status(self, *, k: int = 3) -> dict[str, QuotationStatus]:
        """How far each quotation has come in the review; see the class for the rule.

        Args:
            k: the smallest number of people a label may stand for: a label that does not hold
                any more is not the one that was approved.
        """
        now = {s.quotation.guid: s.status for s in self.standing(k=k) if s.quotation.guid}
        kept = self.list()
        verdicts = Verdicts(kept, self.latest())
        return {q.guid: now.get(q.guid) or verdicts.on(replace(q, guid="")) for q in kept}

    def approved(self, *, code_id: int | None = None, k: int = 3) -> builtins.list[Quotation]:
        """The approved quotations; see the class for the rule."""
        wanted = None if code_id is None else set(self._study.codebook.subtree(code_id))
        return [
            s.quotation
            for s in self.standing(k=k)
            if s.status == "approved" and (wanted is None or s.quotation.code_id in wanted)
        ]

    def keep_pack(self, pack: str, guids: Sequence[str]) -> None:
        """Remember which quotations a pack asks about, for when its answers come back."""
        with self._study.change("quote", "kept what a pack asks about"):
            packs = self._study.settings.get(_PACKS, {})
            if packs.get(pack) != builtins.list(guids):
                self._study.settings.set(_PACKS, {**packs, pack: builtins.list(guids)})

    def pack(self, pack: str) -> tuple[str, ...] | None:
        """The quotations a pack asks about; None for a pack this study did not make."""
        found = self._study.settings.get(_PACKS, {}).get(pack)
        return None if found is None else tuple(found)


def _spans(kept: str) -> tuple[tuple[int, int], ...]:
    return tuple((start, end) for start, end in json.loads(kept))
