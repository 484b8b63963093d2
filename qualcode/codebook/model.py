"""Codebook and Code: what the researcher codes with, free of any file or database."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Question:
    """A research question. ``key`` is the short name that themes refer to."""

    key: str
    text: str
    audience: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """One code, with the parts of a codebook entry after MacQueen et al. (1998).

    ``short`` is the brief definition, ``definition`` the full one; ``inclusion`` and
    ``exclusion`` say when to use it and when not; ``examples`` are typical passages and
    ``near_misses`` passages that look like it but are not. ``colour`` is ``#rrggbb`` or
    None. ``question`` is the key of the research question that a theme (a top-level code)
    answers. A code that is not ``codable`` only holds others together.
    """

    name: str
    short: str = ""
    definition: str = ""
    inclusion: str = ""
    exclusion: str = ""
    examples: tuple[str, ...] = ()
    near_misses: tuple[str, ...] = ()
    colour: str | None = None
    question: str | None = None
    codable: bool = True
    guid: str | None = None
    children: tuple[Code, ...] = ()

    def walk(self, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Code]]:
        """This code and all below it, parents first, each with its path of names."""
        here = (*path, self.name)
        yield here, self
        for child in self.children:
            yield from child.walk(here)


@dataclass(frozen=True, slots=True)
class Codebook:
    """A named tree of codes with the research questions its themes answer.

    ``warnings`` are sentences about what reading a file put right; they are no part of it.
    """

    name: str
    codes: tuple[Code, ...] = ()
    description: str = ""
    language: str = "en"
    questions: tuple[Question, ...] = field(default=())
    warnings: tuple[str, ...] = field(default=(), compare=False)

    def walk(self) -> Iterator[tuple[tuple[str, ...], Code]]:
        """All codes, parents first, each with its path of names."""
        for code in self.codes:
            yield from code.walk()

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Codebook:
        """A codebook from plain data, as YAML or JSON give it.

        Raises:
            CodebookError: if a field is missing, unknown or of the wrong kind.
        """
        from qualcode.codebook.plain import codebook_from_dict

        return codebook_from_dict(data)

    def to_dict(self) -> dict[str, Any]:
        """Plain data that :meth:`from_dict` reads back to an equal codebook."""
        from qualcode.codebook.plain import codebook_to_dict

        return codebook_to_dict(self)
