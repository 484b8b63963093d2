"""Why a code is suggested, in sentences: words, nearest passages, circumstances."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from qualcode.suggest.blended import Blended
from qualcode.suggest.model import Passage

Array = Any

EXCERPT_WORDS = 14
NEAR = 0.06
"""Cosine below which a coded passage is not called near."""


def reasons_for(model: Blended, passage: Passage, code: int) -> Iterator[str]:
    """Sentences, the weightiest kind first; at least one."""
    said = [
        *_words(model, passage, code),
        *_neighbours(model, passage, code),
        *_circumstances(model, passage, code),
        *_against(model, passage, code),
    ]
    yield from said or ["Nothing in the words speaks for this code; it is only not ruled out."]


def _words(model: Blended, passage: Passage, code: int) -> Iterator[str]:
    shared = _shared_with_codebook(model, passage, code)
    if shared:
        yield f"Its entry in the codebook has {_the_words(shared)}."
    learned = [w for w in _learned_words(model, passage, code) if w not in shared]
    small = bool(learned) and all(model.words.of(form).is_stop for form in learned)
    if small and _by_manner(model):
        yield (
            "It is said in the way of passages you coded so: "
            f"{quoted(learned)} {_speak(learned)} for it."
        )
    elif small:
        yield f"Only small words such as {quoted(learned[:2])} speak for it: a weak sign."
    elif learned:
        yield f"In what you coded so far, {quoted(learned)} {_speak(learned)} for it."


def _by_manner(model: Blended) -> bool:
    """Whether in this study it counts more how something is said than which things are named."""
    weight = {s.name: s.weight for s in model.signals}
    manner, content = (
        sum(weight.get(f"{name} {kind}", 0.0) for kind in ("ridge", "centroid"))
        for name in ("manner", "content")
    )
    return manner > content


def _speak(words: list[str]) -> str:
    return "speaks" if len(words) == 1 else "speak"


def _the_words(words: list[str]) -> str:
    return f"the {'word' if len(words) == 1 else 'words'} {quoted(words)}"


def _shared_with_codebook(model: Blended, passage: Passage, code: int) -> list[str]:
    matcher = model.matcher
    if matcher is None:
        return []
    row = matcher.rows([passage.text]).multiply(matcher.targets[code]).tocsr()
    worth = {str(matcher.names[c]): float(v) for c, v in zip(row.indices, row.data, strict=True)}
    best: dict[str, float] = {}
    for form in model.words.forms(passage.text):
        word = model.words.of(form)
        if word.is_word and not word.is_stop and word.lemma in worth:
            best[form] = worth[word.lemma]
    return sorted(best, key=lambda f: (-best[f], f))[:4]


def _learned_words(model: Blended, passage: Passage, code: int) -> list[str]:
    """The words of the passage that moved the learners most towards this code."""
    effect: dict[str, float] = {}
    for name, taught in model.taught.items():
        combined: Array = 0.0
        for signal in model.signals:
            kind, _, learner = signal.name.partition(" ")
            if kind == name:
                weights = taught.learners[learner].weights
                lead = weights[:, code] - weights.mean(axis=1)
                combined = combined + lead * signal.weight / (signal.scale.usual or 1.0)
        if not np.ndim(combined):
            continue
        for form, value in taught.space.word_effects(passage.text, combined).items():
            effect[form] = effect.get(form, 0.0) + value
    heard = _lemmas_heard(model, code)
    known = {f: v for f, v in effect.items() if v > 0 and model.words.of(f).lemma in heard}
    small = _by_manner(model)
    telling = [f for f in known if small or not model.words.of(f).is_stop] or list(known)
    telling.sort(key=lambda f: (-known[f], f))
    if not telling:
        return []
    floor = known[telling[0]] / 5
    return [f for f in telling[:4] if known[f] >= floor]


def _lemmas_heard(model: Blended, code: int) -> set[str]:
    """The lemmas of all passages that have the code."""
    having = np.flatnonzero(model.targets[:, code])
    return {w for i in having for w in model.words.lemmas(model.passages[i].text)}


def _neighbours(model: Blended, passage: Passage, code: int) -> Iterator[str]:
    taught = model.taught.get("content")
    if taught is None:
        return
    having = np.flatnonzero(model.targets[:, code])
    if not len(having):
        return
    near = np.asarray((taught.space.rows([passage.text]) @ taught.rows[having].T).todense()).ravel()
    for place in np.argsort(-near, kind="stable")[:2]:
        if near[place] < NEAR:
            return
        other = model.passages[having[place]]
        where = f" ({other.document})" if other.document else ""
        yield f"It is close to a passage you coded so: “{excerpt(other.text)}”{where}."


def _circumstances(model: Blended, passage: Passage, code: int) -> Iterator[str]:
    sayings = {
        "question": "on answers to this question",
        "role": f"on what people in this role ({passage.role}) say",
    }
    for name, prior in model.priors.items():
        here, under, total, all_codings = prior.share(getattr(passage, name), code)
        if under < 2 or not all_codings:
            continue
        share, usual = here / under, total / all_codings
        if share > usual * 1.2 or share < usual / 1.2:
            yield (
                f"Of {under} codings {sayings[name]}, {here} ({share:.0%}) are this code; "
                f"over all it is {usual:.0%}."
            )
    if model.matcher is not None and passage.question:
        asked = Passage(passage.question)
        shared = _shared_with_codebook(model, asked, code)
        if shared:
            yield f"The question asked has {_the_words(shared)} of its entry in the codebook."


def _against(model: Blended, passage: Passage, code: int) -> Iterator[str]:
    if model.against is None:
        return
    bad = model.against.words[code]
    forms = [f for f in model.words.forms(passage.text) if model.words.of(f).lemma in bad]
    found = list(dict.fromkeys(forms))[:4]
    if found:
        yield f"Against it: its exclusion or near misses speak of {quoted(found)}."


def quoted(words: list[str]) -> str:
    """Words in quotation marks, the last joined by 'and'."""
    marked = [f"‘{w}’" for w in words]
    return marked[0] if len(marked) == 1 else f"{', '.join(marked[:-1])} and {marked[-1]}"


def excerpt(text: str, words: int = EXCERPT_WORDS) -> str:
    """The first words of a text in one line, with … where it goes on."""
    parts = text.split()
    return " ".join(parts) if len(parts) <= words else " ".join(parts[:words]) + " …"
