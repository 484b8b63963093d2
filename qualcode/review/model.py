"""The pack that reviewers open and the decisions they send back, as plain data."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Literal

Verdict = Literal["approve", "query", "decline"]

VERDICTS: tuple[Verdict, ...] = ("approve", "query", "decline")
FORMAT = "qualcode review decisions"
VERSION = 1


@dataclass(frozen=True, slots=True)
class PackQuotation:
    """A quotation put forward. Nothing in it leads back to a person but the words shown."""

    guid: str
    shown: str
    attribution: str


@dataclass(frozen=True, slots=True)
class PackTheme:
    """A theme with its definition in plain language and the question it answers."""

    name: str
    definition: str
    question: str
    quotations: tuple[PackQuotation, ...]


@dataclass(frozen=True, slots=True)
class Pack:
    """What one review page holds.

    ``study_guid`` says which study the decisions go back to. ``warnings`` are for the person
    who sends the pack, not for its readers: labels that could be put together, words
    that may be names.
    """

    title: str
    study: str
    study_guid: str
    themes: tuple[PackTheme, ...]
    warnings: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The pack's identity: the same contents have the same, others another.

        Reviewers' progress in the browser is kept under it, so an answer can never slip to a
        quotation whose words or attribution have changed since.
        """
        contents = [
            self.study_guid,
            [
                [t.name, [[q.guid, q.shown, q.attribution] for q in t.quotations]]
                for t in self.themes
            ],
        ]
        text = json.dumps(contents, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:32]

    @property
    def guids(self) -> tuple[str, ...]:
        """The quotations in the order they are shown."""
        return tuple(q.guid for t in self.themes for q in t.quotations)


@dataclass(frozen=True, slots=True)
class DecisionEntry:
    """One verdict in a decisions file; ``at`` is ISO 8601 in UTC."""

    quotation: str
    verdict: Verdict
    comment: str
    at: str


@dataclass(frozen=True, slots=True)
class Decisions:
    """A decisions file that has been checked for form."""

    pack: str
    study: str
    reviewer: str
    saved_at: str
    entries: tuple[DecisionEntry, ...]
