"""SpanIndex: which of many overlapping spans touch a window of the text, in microseconds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

BUCKET = 512
"""Code points a bucket covers: about seven rows, so a screen touches a handful of buckets."""


class SpanIndex:
    """Half-open spans by id, found by place.

    The text is cut into buckets of 512 code points and each holds the ids of the spans that
    touch it. Asking for a window costs what lies near it, however long the document is;
    adding or removing a span costs its length / 512.

    Args:
        spans: ``(id, start, end)`` to begin with.
        bucket: how many positions a bucket covers.
    """

    def __init__(self, spans: Iterable[tuple[int, int, int]] = (), *, bucket: int = BUCKET) -> None:
        self._bucket = bucket
        self._spans: dict[int, tuple[int, int]] = {}
        self._buckets: dict[int, set[int]] = {}
        for key, start, end in spans:
            self.add(key, start, end)

    def __len__(self) -> int:
        return len(self._spans)

    def __contains__(self, key: int) -> bool:
        return key in self._spans

    def __iter__(self) -> Iterator[int]:
        return iter(self._spans)

    def __getitem__(self, key: int) -> tuple[int, int]:
        return self._spans[key]

    def add(self, key: int, start: int, end: int) -> None:
        """Add a span; one that is already there under ``key`` is moved."""
        if key in self._spans:
            self.remove(key)
        self._spans[key] = (start, end)
        for bucket in self._touched(start, end):
            self._buckets.setdefault(bucket, set()).add(key)

    def remove(self, key: int) -> tuple[int, int]:
        """Take a span away and return where it was.

        Raises:
            KeyError: if there is none with that id.
        """
        start, end = self._spans.pop(key)
        for bucket in self._touched(start, end):
            kept = self._buckets[bucket]
            kept.discard(key)
            if not kept:
                del self._buckets[bucket]
        return start, end

    def window(self, start: int, end: int) -> list[int]:
        """Ids of the spans that share a code point with ``[start, end)``, by start, then id.

        A span without length is found where the window covers its offset.
        """
        found: set[int] = set()
        for bucket in self._touched(start, end):
            found |= self._buckets.get(bucket, _NONE)
        spans = self._spans
        hits = [
            (s, key)
            for key in found
            for s, e in (spans[key],)
            if s < end and (e > start or s == e >= start)
        ]
        return [key for _, key in sorted(hits)]

    def _touched(self, start: int, end: int) -> range:
        return range(start // self._bucket, max(start, end - 1) // self._bucket + 1)


_NONE: frozenset[int] = frozenset()


def differing(before: tuple[int, int] | None, now: tuple[int, int] | None) -> list[tuple[int, int]]:
    """The pieces of text that are in one of two spans and not in the other."""
    if before and now and before[0] < now[1] and now[0] < before[1]:
        ends = ((before[0], now[0]), (before[1], now[1]))
        return [(min(pair), max(pair)) for pair in ends if pair[0] != pair[1]]
    return [span for span in (before, now) if span and before != now]
