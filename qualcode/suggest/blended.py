"""The fitted model: several scores of a passage for each code, blended into one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from qualcode.suggest.blend import Scale, softmax, weigh
from qualcode.suggest.codes import CodeKeys
from qualcode.suggest.features import Manner, Matcher, Space
from qualcode.suggest.frequencies import telling
from qualcode.suggest.language import Words
from qualcode.suggest.learn import (
    LANDMARKS,
    Linear,
    balance,
    centroids,
    folds_by_document,
    members,
    ridge,
)
from qualcode.suggest.model import Passage
from qualcode.suggest.priors import Prior

Array = Any
Scores = Callable[[Sequence[Passage]], Array]

START = {
    "definition": 0.4,
    "against": 0.3,
    "asked": 0.2,
    "all ridge": 0.34,
    "all centroid": 0.34,
    "content ridge": 0.34,
    "content centroid": 0.34,
    "manner ridge": 0.05,
    "manner centroid": 0.05,
    "question": 1.0,
    "role": 1.0,
    "frequency": 0.1,
}
"""Where the weights start. Priors are log-odds already, so 1 is what probability asks for."""

MARKS = {"all": LANDMARKS, "content": LANDMARKS, "manner": LANDMARKS // 3}
"""On how many passages each ridge is solved where there are thousands: manner has few signs."""

UNTRIED = 0.5
"""Factor on all weights while too little is coded to try them: it changes no order, but keeps
the scores from claiming to be surer than so few examples allow."""


@dataclass(slots=True)
class Signal:
    """One score: how to get it, on which scale, how much it counts."""

    name: str
    scores: Scores
    scale: Scale
    weight: float

    def scaled(self, passages: Sequence[Passage]) -> Array:
        """The signal for passages on the common scale (passages × codes)."""
        return self.scale(self.scores(passages))


@dataclass(slots=True)
class Taught:
    """The passages learned from, beside the codebook's own words, as rows of a space."""

    space: Space | Manner
    rows: Array
    learners: dict[str, Linear]


@dataclass(slots=True)
class Blended:
    """What :meth:`scores` needs and what the reasons are read from."""

    keys: CodeKeys
    words: Words
    passages: tuple[Passage, ...]
    targets: Array
    signals: list[Signal] = field(default_factory=list)
    taught: dict[str, Taught] = field(default_factory=dict)
    matcher: Matcher | None = None
    against: Against | None = None
    priors: dict[str, Prior] = field(default_factory=dict)

    def logits(self, passages: Sequence[Passage]) -> Array:
        """The weighted sum of the signals (passages × codes)."""
        total = np.zeros((len(passages), len(self.keys)))
        for signal in self.signals:
            total += signal.weight * signal.scaled(passages)
        return total

    def scores(self, passages: Sequence[Passage]) -> Array:
        """Shares of trust in 0..1 (passages × codes), summing to at most one a passage.

        A passage of which nothing at all is known gets zeros, not equal shares.
        """
        if len(self.keys) == 1:
            raw = [s.scores(passages) for s in self.signals if not s.scale.raw]
            return np.clip(np.max(raw, axis=0), 0.0, 1.0)
        logits = self.logits(passages)
        telling = np.ptp(logits, axis=1, keepdims=True) > 1e-9
        return np.where(telling, softmax(logits), 0.0)


class Against:
    """Nearness to what a code's exclusion and near misses say, beyond what speaks for it.

    Words that the code's own definition uses as well are left out: an exclusion must name
    the topic it draws the line in, and that topic is no sign against the code.
    """

    def __init__(self, words: Words, keys: CodeKeys) -> None:
        self.words: list[frozenset[str]] = []
        texts = []
        for code in keys.codes:
            own = set(words.lemmas(code.weighted, content=True))
            said = words.lemmas(" ".join(code.against), content=True)
            self.words.append(frozenset(said) - own)
            texts.append(" ".join(dict.fromkeys(w for w in said if w not in own)))
        self._matcher = Matcher(words, texts)

    def __bool__(self) -> bool:
        return any(self.words)

    def scores(self, passages: Sequence[Passage]) -> Array:
        """Minus the nearness: the larger, the less the passage resembles a near miss."""
        return -self._matcher.nearness([p.text for p in passages])


def build(
    keys: CodeKeys,
    words: Words,
    passages: Sequence[Passage],
    targets: Array,
    *,
    background: Sequence[str] = (),
) -> Blended:
    """Fit all signals and weigh them.

    Args:
        keys: the codes.
        words: splits texts.
        passages: what has been coded.
        targets: 0/1, passages × codes; a row of zeros is a passage found not worth a code.
        background: further texts of the study, to know which words are common in it.
    """
    model = Blended(keys, words, tuple(passages), targets)
    held_out: list[Array] = []
    folds = folds_by_document([p.document for p in passages])
    _from_codebook(model, held_out, background)
    if len(passages):
        _from_codings(model, held_out, folds)
        _from_circumstances(model, held_out, folds)
        start = np.array([s.weight for s in model.signals])
        weights = weigh(np.stack(held_out, axis=-1), _learnable(targets, folds), start)
        if weights is start:
            weights = start * UNTRIED
        for signal, weight in zip(model.signals, weights, strict=True):
            signal.weight = float(weight)
    return model


def _learnable(targets: Array, folds: Array) -> Array:
    """Targets whose passages can teach the weights: every code of theirs is in two folds.

    The only passages of a code, left out, say nothing of how well examples serve.
    """
    given = np.array([targets[fold].any(axis=0) for fold in members(folds)])
    rare = given.sum(axis=0) < 2
    return np.where(targets[:, rare].sum(axis=1, keepdims=True) > 0, 0, targets)


def _add(
    model: Blended,
    held_out: list[Array],
    name: str,
    scores: Scores,
    left: Array,
    *,
    raw: bool = False,
) -> None:
    scale = Scale(raw=True) if raw else Scale.of(left)
    model.signals.append(Signal(name, scores, scale, START[name]))
    held_out.append(scale(left))


def _from_codebook(model: Blended, held_out: list[Array], background: Sequence[str]) -> None:
    texts = [p.text for p in model.passages]
    matcher = Matcher(model.words, [c.weighted for c in model.keys.codes], [*texts, *background])
    model.matcher = matcher

    def definition(passages: Sequence[Passage]) -> Array:
        return matcher.nearness([p.text for p in passages])

    def asked(passages: Sequence[Passage]) -> Array:
        return matcher.nearness([p.question or "" for p in passages])

    _add(model, held_out, "definition", definition, definition(model.passages))
    _add(model, held_out, "asked", asked, asked(model.passages))
    against = Against(model.words, model.keys)
    if against:
        model.against = against
        _add(model, held_out, "against", against.scores, against.scores(model.passages))


def _from_codings(model: Blended, held_out: list[Array], folds: Array) -> None:
    """Ridge and centroids on each kind of words, the codebook's words as rows too."""
    n, codes = len(model.passages), model.keys.codes
    extra = [(i, t) for i, c in enumerate(codes) for t in (c.says, *c.examples)]
    texts = [p.text for p in model.passages] + [t for _, t in extra]
    targets = np.vstack([model.targets, np.eye(len(codes))[[i for i, _ in extra]]])
    weight = balance(targets, np.ones(len(targets)))
    folds = np.concatenate([folds, len(texts) + np.arange(len(extra))])
    worth = telling(model.words.language)
    spaces: dict[str, Space | Manner] = {
        "all": Space(model.words, content=False),
        "content": Space(model.words, content=True, worth=worth),
        "manner": Manner(model.words),
    }
    for name, space in spaces.items():
        rows = space.fit(texts)
        learners = {
            "ridge": ridge(rows, targets, weight, folds, marks=MARKS[name]),
            "centroid": centroids(rows, targets, folds),
        }
        model.taught[name] = Taught(space, rows[:n], learners)
        for kind, learner in learners.items():
            scores = _learned(space, learner)
            _add(model, held_out, f"{name} {kind}", scores, learner.held_out[:n])


def _learned(space: Space | Manner, learner: Linear) -> Scores:
    return lambda passages: learner.scores(space.rows([p.text for p in passages]))


def _from_circumstances(model: Blended, held_out: list[Array], folds: Array) -> None:
    for name in ("question", "role"):
        prior = Prior([getattr(p, name) for p in model.passages], model.targets)
        if prior:
            model.priors[name] = prior
            _add(model, held_out, name, _known(prior, name), prior.held_out(folds), raw=True)
    total = model.targets.sum(axis=0)
    left = np.zeros(model.targets.shape)
    for fold in members(folds):
        left[fold] = np.log(total - model.targets[fold].sum(axis=0) + 1.0)

    def frequency(passages: Sequence[Passage]) -> Array:
        return np.tile(np.log(total + 1.0), (len(passages), 1))

    _add(model, held_out, "frequency", frequency, left, raw=True)


def _known(prior: Prior, name: str) -> Scores:
    return lambda passages: prior.ratios([getattr(p, name) for p in passages])
