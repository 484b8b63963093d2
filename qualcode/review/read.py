"""Reading a reviewer's decisions back: checked from end to end before anything is kept.

The file comes back by mail from a computer nobody here knows. It is taken only if it is
what the page writes: right form, from a pack of this study, naming quotations of that pack,
nothing too long. It is refused whole or taken whole.
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from qualcode.errors import ReadError, Refused, UsageError
from qualcode.review.model import FORMAT, VERDICTS, VERSION, DecisionEntry, Decisions, Verdict
from qualcode.study.marks import checked_time, clean_name
from qualcode.text.safe import for_page, one_line

if TYPE_CHECKING:
    from qualcode.study import Study

MAX_BYTES = 5_000_000
"""The largest file that is looked into; a thousand full comments are below it."""
MAX_NAME = 120
MAX_COMMENT = 4_000
_GUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_PACK = re.compile(r"[0-9a-f]{32}")
_HINT = "Ask the reviewer to press 'Save my decisions' again and to send that file unchanged."
_CLOCK = "Ask the reviewer to set the computer's clock, to answer again and to save and send that."


@dataclass(frozen=True, slots=True)
class ReviewReport:
    """What reading a decisions file did.

    ``answered`` of ``asked`` quotations have an answer in the file. ``gone`` of these
    quotations are no longer in the study, so what was said of them is not kept; of the others,
    ``new`` decisions were kept now and ``known`` ones before. The last three count their
    verdicts.
    """

    reviewer: str
    new: int
    known: int
    gone: int
    answered: int
    asked: int
    approved: int
    queried: int
    declined: int


def read_decisions(study: Study, path: str | os.PathLike[str]) -> ReviewReport:
    """Check a decisions file and keep what it says, with reviewer and time.

    Reading the same file again changes nothing. A reviewer's later file adds to the earlier;
    the latest answer to each quotation counts. Answers to quotations that have been removed
    since are counted and left out.

    Raises:
        ReadError: the file is not what the review page writes.
        Refused: it belongs to another study, or to a pack this study did not make.
    """
    decisions = parse_decisions(_bytes(Path(path)), name=Path(path).name)
    if decisions.study != study.guid:
        raise Refused(
            "These decisions belong to another study.",
            hint="Read them into the study whose pack the reviewer was sent.",
        )
    asked = study.quotations.pack(decisions.pack)
    if asked is None:
        raise Refused(
            "These decisions answer a pack that this study did not make.",
            hint="Read them into the study file that the pack was made from.",
        )
    unknown = sum(entry.quotation not in asked for entry in decisions.entries)
    if unknown:
        raise Refused(
            f"The file decides on {unknown} quotation(s) that were not in its pack.",
            hint=_HINT,
        )
    there = {quotation.guid for quotation in study.quotations.list()}
    entries = [entry for entry in decisions.entries if entry.quotation in there]
    new = study.quotations.record_decisions(
        decisions.reviewer,
        [(e.quotation, e.verdict, e.comment, e.at) for e in entries],
        pack=decisions.pack,
    )
    counts = {v: sum(e.verdict == v for e in entries) for v in VERDICTS}
    return ReviewReport(
        reviewer=decisions.reviewer,
        new=new,
        known=len(entries) - new,
        gone=len(decisions.entries) - len(entries),
        answered=len(decisions.entries),
        asked=len(asked),
        approved=counts["approve"],
        queried=counts["query"],
        declined=counts["decline"],
    )


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise ReadError(
            f"{path.name} cannot be read: {error.strerror or 'the disk refuses'}.",
            hint="Check the file's name and place.",
        ) from None
    if len(data) > MAX_BYTES:
        raise ReadError(f"{path.name} is far too large for a decisions file.", hint=_HINT)
    return data


def parse_decisions(data: bytes, *, name: str = "The file") -> Decisions:
    """The decisions in a file's bytes, checked for form.

    Args:
        data: the file as it came.
        name: what to call it in messages.

    Raises:
        ReadError: with what is wrong and where; never with words from the file.
    """
    check = _Checker(name)
    try:
        raw = json.loads(data.decode("utf-8-sig"), object_pairs_hook=check.once)
    except (ValueError, RecursionError):
        raise ReadError(f"{name} is no decisions file.", hint=_HINT) from None
    if not isinstance(raw, dict) or raw.get("format") != FORMAT:
        raise ReadError(f"{name} is no decisions file.", hint=_HINT)
    if raw.get("version") != VERSION or isinstance(raw.get("version"), bool):
        raise ReadError(
            f"{name} was saved by another version of the review page.",
            hint="Read it with the qualcode that made the pack, or make a new pack.",
        )
    entries = raw.get("decisions")
    if not isinstance(entries, list):
        check.fail("decisions", "is missing or no list")
    found = tuple(check.entry(entry, n) for n, entry in enumerate(entries, start=1))
    if len({entry.quotation for entry in found}) < len(found):
        check.fail("decisions", "answers one quotation twice")
    return Decisions(
        pack=check.matching(raw, "pack", _PACK),
        study=check.matching(raw, "study", _GUID),
        reviewer=check.reviewer(raw.get("reviewer")),
        saved_at=check.time(raw, "saved_at"),
        entries=found,
    )


class _Checker:
    """Checks fields of one file; its messages name the field, never what stands in it."""

    def __init__(self, name: str) -> None:
        self.name = name

    def fail(self, field: str, what: str, *, hint: str = _HINT) -> NoReturn:
        raise ReadError(f"{self.name}: '{field}' {what}.", hint=hint)

    def once(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        """The fields of one object, of which none may be there twice with two values."""
        if len(dict(pairs)) < len(pairs):
            raise ReadError(f"{self.name} says one thing twice.", hint=_HINT)
        return dict(pairs)

    def time(self, raw: dict[str, Any], field: str, where: str = "") -> str:
        value = raw.get(field)
        try:
            return checked_time(value if isinstance(value, str) else "")
        except UsageError:
            self.fail(
                f"{where}{field}", "is no time that there is, or lies in the future", hint=_CLOCK
            )

    def matching(
        self, raw: dict[str, Any], field: str, form: re.Pattern[str], where: str = ""
    ) -> str:
        value = raw.get(field)
        if not isinstance(value, str) or not form.fullmatch(value):
            self.fail(f"{where}{field}", "is missing or not as the page writes it")
        return value

    def reviewer(self, value: object) -> str:
        text = clean_name(one_line(value)) if isinstance(value, str) else ""
        if not text:
            self.fail("reviewer", "is missing: it must say whose decisions these are")
        if len(text) > MAX_NAME:
            self.fail("reviewer", f"is longer than {MAX_NAME} characters")
        return text

    def entry(self, raw: object, n: int) -> DecisionEntry:
        where = f"decisions, entry {n}: "
        if not isinstance(raw, dict):
            self.fail(f"decisions, entry {n}", "is no decision")
        verdict, comment = raw.get("verdict"), raw.get("comment", "")
        if not isinstance(verdict, str) or verdict not in VERDICTS:
            self.fail(f"{where}verdict", f"is none of {', '.join(VERDICTS)}")
        if not isinstance(comment, str) or len(comment) > MAX_COMMENT:
            self.fail(f"{where}comment", f"is no text of at most {MAX_COMMENT:,} characters")
        return DecisionEntry(
            quotation=self.matching(raw, "quotation", _GUID, where),
            verdict=_verdict(verdict),
            comment=for_page(comment.replace("\r\n", "\n")).strip(),
            at=self.time(raw, "decided_at", where),
        )


def _verdict(text: str) -> Verdict:
    return next(v for v in VERDICTS if v == text)
