"""Whether a study still holds together after a change: looked at before it is kept.

Each method checks what it rests on, and says best what is wrong. This is the net below: the
codes are a tree, a memo is on something, a file is in the study once. Only what a change has
touched is looked at, so that a study that was hurt otherwise can be mended step by step.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from qualcode.errors import Refused
from qualcode.store import queries

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from qualcode.store.recorder import Change


def refuse_unsound(connection: Connection, changes: Iterable[Change]) -> None:
    """Look whether rows that were changed so still fit the others.

    Raises:
        Refused: if not.
    """
    touched: dict[str, set[int]] = {"code": set(), "memo": set()}
    gone: set[tuple[str, int]] = set()
    documents: set[int] = set()
    for table, key, before, after in changes:
        if table in touched:
            touched[table].add(key)
        if after is None:
            gone.add((table, key))
        elif before is None and table == "document":
            documents.add(key)
    if touched["code"]:
        refuse_broken_tree(connection, touched["code"])
    if touched["memo"] or gone:
        _refuse_loose(connection, touched["memo"], gone)
    if documents:
        _refuse_doubled(connection, documents)


def refuse_broken_tree(connection: Connection, only: Collection[int] | None = None) -> None:
    """Look whether the codes are a tree in which siblings differ by name.

    Args:
        connection: where to read.
        only: the codes to look at; all, where None.

    Raises:
        Refused: if not, as when two coders' moves are undone crosswise.
    """
    rows = queries.codes(connection)
    above = {row["id"]: row["parent_id"] for row in rows}
    wanted = above.keys() if only is None else above.keys() & only
    for key in wanted:
        seen = {key}
        while (key := above[key]) is not None:
            if key in seen:
                raise Refused(
                    "A code would come to stand below itself.", hint="Move the other code first."
                )
            seen.add(key)
    places = {row["id"]: (row["parent_id"], row["name"].casefold()) for row in rows}
    taken = Counter(places.values())
    if any(taken[places[key]] > 1 for key in wanted):
        raise Refused(
            "Two codes at one place would have the same name.", hint="Rename one of them first."
        )


def _refuse_loose(
    connection: Connection, memos: Collection[int], gone: Collection[tuple[str, int]]
) -> None:
    """No database constraint ties a memo to what it is on."""
    for memo_id, target, target_id in queries.loose_memos(connection):
        table = "document" if target == "passage" else target
        if (table, target_id) in gone:
            raise Refused(
                f"Somebody has written a memo on this {table}.", hint="Remove the memo first."
            )
        if memo_id in memos:
            raise Refused(f"The {target} that a memo was on is gone.", hint="Bring it back first.")


def _refuse_doubled(connection: Connection, added: Collection[int]) -> None:
    doubled = queries.doubled_documents(connection)
    for document_id, sha256, _ in doubled:
        others = [name for key, same, name in doubled if same == sha256 and key not in added]
        if document_id in added and others:
            raise Refused(
                f"The same file is in the study already, as {others[0]}.",
                hint="Remove that document first.",
            )
