"""What a codebook says about each code, made ready for matching; and how codes are called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.codebook.model import Code, Codebook
from qualcode.errors import UsageError

NAME_COUNTS = 3
"""How often the name counts against the words of the definitions when texts are compared."""


@dataclass(frozen=True, slots=True)
class CodeText:
    """One code as the suggester sees it.

    ``says`` are the words that speak for the code, ``examples`` passages that bear it,
    ``against`` what its exclusion and near misses say.
    """

    key: str
    path: tuple[str, ...]
    says: str
    examples: tuple[str, ...]
    against: tuple[str, ...]

    @property
    def weighted(self) -> str:
        """All that speaks for the code, its name several times."""
        names = (self.path[-1],) * (NAME_COUNTS - 1)
        return "\n".join((*names, self.says, *self.examples))

    @property
    def described(self) -> bool:
        """Whether there is more than a bare name."""
        return bool(self.examples) or self.says.strip() != self.path[-1]


class CodeKeys:
    """The codes of a codebook that may be applied, in tree order, and what they are called."""

    def __init__(self, codebook: Codebook) -> None:
        found = [(path, code) for path, code in codebook.walk() if code.codable]
        names = Counter(path[-1] for path, _ in found)
        self.codes = tuple(
            _code_text(path[-1] if names[path[-1]] == 1 else " / ".join(path), path, code)
            for path, code in found
        )
        self._number = {c.key: i for i, c in enumerate(self.codes)}
        self._number |= {" / ".join(c.path): i for i, c in enumerate(self.codes)}
        self._twice = {name for name, n in names.items() if n > 1}

    def __len__(self) -> int:
        return len(self.codes)

    def number(self, key: str) -> int:
        """The place of a code in tree order.

        Args:
            key: its name or, where two share the name, its path joined by ' / '.

        Raises:
            UsageError: if no code is called so, or more than one.
        """
        if key in self._number:
            return self._number[key]
        if key in self._twice:
            raise UsageError(
                f"More than one code is called '{key}'.",
                hint="Give the path, such as 'Theme / Code'.",
            )
        raise UsageError(
            f"The codebook has no code '{key}' that may be applied.",
            hint="Give names as they stand in the codebook.",
        )

    def numbers(self, codes: Sequence[Sequence[str]]) -> list[list[int]]:
        """The places of the codes of each passage."""
        return [sorted({self.number(key) for key in keys}) for keys in codes]


def _code_text(key: str, path: tuple[str, ...], code: Code) -> CodeText:
    says = "\n".join(t for t in (code.name, code.short, code.definition, code.inclusion) if t)
    against = tuple(t for t in (code.exclusion, *code.near_misses) if t)
    return CodeText(key, path, says, tuple(e for e in code.examples if e), against)
