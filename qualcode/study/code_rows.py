"""Codes out of the rows of their table, and as the tree of a codebook free of any study."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from qualcode.codebook import Code
from qualcode.study.types import CodeInfo


def in_order(rows: Iterable[Mapping[str, Any]]) -> list[CodeInfo]:
    """Rows by position as codes in the order of the tree: each theme, then what is below it."""
    below: dict[int | None, list[Any]] = {}
    for row in rows:
        below.setdefault(row["parent_id"], []).append(row)
    made: list[CodeInfo] = []

    def walk(parent_id: int | None, path: tuple[str, ...]) -> None:
        for row in below.get(parent_id, ()):
            here = (*path, row["name"])
            values = {**row, "path": here}
            for name in ("examples", "near_misses"):
                values[name] = tuple(json.loads(row[name]))
            made.append(CodeInfo(**values))
            walk(row["id"], here)

    walk(None, ())
    return made


def as_tree(codes: Sequence[CodeInfo], parent_id: int | None = None) -> tuple[Code, ...]:
    """The codes below one (None: all of them) as a codebook has them."""
    return tuple(
        Code(
            name=c.name,
            short=c.short,
            definition=c.definition,
            inclusion=c.inclusion,
            exclusion=c.exclusion,
            examples=c.examples,
            near_misses=c.near_misses,
            colour=c.colour,
            question=c.question,
            codable=c.codable,
            guid=c.guid,
            children=as_tree(codes, c.id),
        )
        for c in codes
        if c.parent_id == parent_id
    )
