"""Links from a memo to passages: what a person can type, and what survives renaming.

A link stands in double brackets. ``[[focus-group-students]]`` leads to a document,
``[[focus-group-students 12]]`` to its turn 12, ``[[focus-group-students 12-14]]`` to three
turns. When the memo is kept, a mark is put behind it, ``[[focus-group-students 12 #1f3a9c2e]]``,
the first digits of the document's GUID: what stands before is then only for people, and may grow
old when the document is renamed. A link to some words names the characters within the turn,
``[[focus-group-students, turn 12 (34-78) #1f3a9c2e]]``, half-open and from 0 as everywhere; one
to a coding has a longer mark, ``[[Confidence: focus-group-students, turn 12 #1f3a9c2e4b5d]]``, and
follows the coding when that is resized or recoded. What stands in Markdown's code is no link.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import TYPE_CHECKING

from qualcode.errors import NotFound
from qualcode.store import queries
from qualcode.study.documents import called
from qualcode.study.types import DocumentInfo, MemoLink, TurnRow

if TYPE_CHECKING:
    from qualcode.study.core import Study

IN_BRACKETS = re.compile(r"\[\[([^\[\]\n]{1,300})\]\]")
"""A link, wherever it stands."""

_CODE_OR_LINK = re.compile(
    r"^(?P<fence>`{3,}|~{3,}).*?(?:^(?P=fence)|\Z)"
    r"|(?<!`)(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)(?P=ticks)(?!`)"
    r"|\\\[|(?P<link>" + IN_BRACKETS.pattern + ")",
    re.DOTALL | re.MULTILINE,
)
_MARK = re.compile(r"(?P<written>.*\S)\s+#(?P<mark>[0-9a-f]{12}|[0-9a-f]{8})")
_ALL = ", all"
_NUMBER = r"([0-9]{1,9})"
_PLACE = re.compile(
    rf"(?P<name>\S(?:.*?\S)?)(?:,\s*turns?\s+|\s+turns?\s+|,?\s+){_NUMBER}"
    rf"(?:\s*\({_NUMBER}(?:-{_NUMBER})?\))?"
    rf"(?:\s*(?:-|–|to)\s*{_NUMBER}(?:\s*\({_NUMBER}\))?)?"
)
_DOCUMENT_MARK, _CODING_MARK = 8, 12
_WORDS = 160


def links_in(study: Study, text: str) -> list[MemoLink]:
    """The links in a memo's text, in order, with what each leads to now."""
    resolver = _Resolver(study)
    return [resolver.resolve(*found) for found in _written_in(text)]


def settled(study: Study, text: str) -> str:
    """The text with a mark behind each link that a person typed and that leads somewhere."""
    made, at = [], 0
    for link in links_in(study, text):
        inside = text[link.start + 2 : link.end - 2].strip()
        if link.document_id is None or link.written != inside:
            continue  # it leads nowhere, or has its mark
        document = study.documents.get(link.document_id)
        if link.place is None and _PLACE.fullmatch(inside):
            inside += _ALL  # the number is part of the name, and that may change
        made += [text[at : link.start], f"[[{inside} {_mark(document.guid, _DOCUMENT_MARK)}]]"]
        at = link.end
    return "".join([*made, text[at:]])


def link_to(study: Study, document_id: int, start: int, end: int) -> str:
    """A link to ``text[start:end]`` of a document; to the whole turn where both are the same.

    Raises:
        NotFound: if there is no such document.
    """
    document = study.documents.get(document_id)
    where = _where(study.documents.turns(document_id), start, end)
    name = speakable(document.name)
    if not where and (_PLACE.fullmatch(name) or name.endswith(_ALL)):
        where = _ALL
    return f"[[{name}{where} {_mark(document.guid, _DOCUMENT_MARK)}]]"


def link_to_coding(study: Study, coding_id: int) -> str:
    """A link to a coding; it follows the coding when that is resized or recoded.

    Raises:
        NotFound: if there is no such coding.
    """
    coding = study.codings.get(coding_id)
    with study.reading() as connection:
        guid = queries.coding_guid(connection, coding_id)
    if guid is None:
        raise NotFound(f"There is no coding {coding_id} any more.")
    code = speakable(study.codebook.get(coding.code_id).name)
    name = speakable(study.documents.get(coding.document_id).name)
    turns = study.documents.turns(coding.document_id)
    where = _where(turns, coding.start, coding.start)
    return f"[[{code}: {name}{where} {_mark(guid, _CODING_MARK)}]]"


def codings_named(text: str) -> list[str]:
    """The marks of the codings that a text links to; see :func:`coding_mark`."""
    found = (_MARK.fullmatch(inside) for *_, inside in _written_in(text))
    return [link["mark"] for link in found if link and len(link["mark"]) == _CODING_MARK]


def coding_mark(guid: str) -> str:
    """What a link to the coding of this GUID is marked with."""
    return guid.replace("-", "")[:_CODING_MARK]


def _written_in(text: str) -> Iterator[tuple[int, int, str]]:
    for found in _CODE_OR_LINK.finditer(text):
        if found["link"]:
            yield *found.span(), found["link"][2:-2].strip()


def _mark(guid: str, digits: int) -> str:
    return f"#{guid.replace('-', '')[:digits]}"


def speakable(name: str) -> str:
    """A name as it can stand within a link."""
    bare = name.replace("[", "(").replace("]", ")")
    return " ".join(bare.split())[:200]


def _where(turns: list[TurnRow], start: int, end: int) -> str:
    """The place of a passage in words; nothing where no turn holds it."""
    if not turns:
        return ""
    first = turns[max(0, bisect_right(turns, start, key=lambda turn: turn.start) - 1)]
    if start == end or (start <= first.start and end == first.end):
        return f", turn {first.n}"
    last = turns[max(0, bisect_right(turns, end - 1, key=lambda turn: turn.start) - 1)]
    low = min(max(0, start - first.start), first.end - first.start)
    high = min(max(0, end - last.start), last.end - last.start)
    if first.n == last.n:
        return f", turn {first.n} ({low}-{high})" if low < high else f", turn {first.n}"
    return f", turns {first.n} ({low}) to {last.n} ({high})"


class _Resolver:
    """Finds what links lead to; reads the list of documents once."""

    def __init__(self, study: Study) -> None:
        self._study = study
        self._documents = study.documents.list()
        self._turns: dict[int, list[TurnRow]] = {}

    def resolve(self, start: int, end: int, inside: str) -> MemoLink:
        """What a link leads to, or why it leads nowhere."""
        marked = _MARK.fullmatch(inside)
        same = [document for document in self._documents if document.name == inside]
        if same or marked is None:
            link = MemoLink(start, end, inside)
            return self._by_name(link, inside) if not same else self._whole(link, same[0])
        link = MemoLink(start, end, marked["written"])
        if len(marked["mark"]) == _CODING_MARK:
            return self._coding(link, marked["mark"])
        for document in self._documents:
            if document.guid.replace("-", "").startswith(marked["mark"]):
                return self._in_document(link, document)
        return link._replace(problem="the document is gone")

    def _by_name(self, link: MemoLink, name: str) -> MemoLink:
        found = self._called(name)
        if len(found) == 1:
            return self._whole(link, found[0])
        place = _PLACE.fullmatch(name)
        if place is not None and len(where := self._called(place["name"])) == 1:
            return self._at(link, where[0], place)
        several = len(found) > 1
        return link._replace(
            problem="several documents are called so" if several else "no document is called so"
        )

    def _called(self, name: str) -> list[DocumentInfo]:
        found = called(self._documents, name)
        return found or [d for d in self._documents if speakable(d.name) == name]

    def _in_document(self, link: MemoLink, document: DocumentInfo) -> MemoLink:
        place = _PLACE.fullmatch(link.written)
        if place is None or link.written == speakable(document.name):
            return self._whole(link, document)
        return self._at(link, document, place)

    def _whole(self, link: MemoLink, document: DocumentInfo) -> MemoLink:
        return link._replace(document_id=document.id, document=document.name)

    def _coding(self, link: MemoLink, mark: str) -> MemoLink:
        beginning = f"{mark[:8]}-{mark[8:]}"
        with self._study.reading() as connection:
            row = queries.coding_with_mark(connection, beginning)
        if row is None:
            return link._replace(problem="the coding is gone")
        coding_id, document_id, code_id, start, end = row
        document = next(d for d in self._documents if d.id == document_id)
        link = link._replace(coding_id=coding_id, code_id=code_id)
        return self._placed(link, document, start, end)

    def _at(self, link: MemoLink, document: DocumentInfo, place: re.Match[str]) -> MemoLink:
        """A place within a document, from turns and characters."""
        turns = self._turns_of(document.id)
        first, low, high, last, last_high = (int(n) if n else None for n in place.groups()[1:])
        assert first is not None
        if not 1 <= first <= (last or first) <= len(turns):
            return link._replace(problem=f"that document has {len(turns)} turns")
        begins, ends = turns[first - 1], turns[(last or first) - 1]
        start = begins.start + (low or 0)
        upto = last_high if last else high
        end = ends.end if upto is None else ends.start + upto
        if not (start <= begins.end and start < end and ends.start <= end <= ends.end):
            return link._replace(problem="there are no such characters in that turn")
        return self._placed(link, document, start, end)

    def _placed(self, link: MemoLink, document: DocumentInfo, start: int, end: int) -> MemoLink:
        turns = self._turns_of(document.id)
        before = bisect_right(turns, start, key=lambda turn: turn.start)
        return self._whole(link, document)._replace(
            turn=turns[max(0, before - 1)].n if turns else None,
            place=(start, end),
            words=self._study.documents.text(document.id)[start : min(end, start + _WORDS)],
        )

    def _turns_of(self, document_id: int) -> list[TurnRow]:
        if document_id not in self._turns:
            self._turns[document_id] = self._study.documents.turns(document_id)
        return self._turns[document_id]
