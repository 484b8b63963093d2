"""Making the pack that goes to the steering group."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.errors import Refused, UsageError
from qualcode.files import write_atomically
from qualcode.review.model import Pack, PackQuotation, PackTheme
from qualcode.study.masks import make_masker
from qualcode.study.standing import without_repeats

if TYPE_CHECKING:
    from qualcode.study import Study
    from qualcode.study.types import CodeInfo, Quotation

TITLE = "Quotations for your review"
_LABEL = "put forward quotations for review"


def build_pack(
    study: Study,
    *,
    quotations: int = 3,
    codes: Sequence[str] = (),
    k: int = 3,
    title: str = TITLE,
) -> Pack:
    """The pack for a study's review: each theme with its quotations.

    Quotations put forward before stand in it again, so that a second reviewer answers the
    same; where a theme has fewer than ``quotations``, representative ones are chosen and put
    forward. Words declined in the review are left out, and none are asked about twice. Words and
    labels are made anew: where they have changed since a quotation was put forward, reviewers
    are asked again. The study keeps which quotations were asked about, to check the answers by.

    Args:
        study: the study, open for writing.
        quotations: how many quotations each theme gets at least, as far as there are any.
        codes: names of the themes or codes to review, of which those below another one of
            them are reviewed with that; all themes, where empty.
        k: the smallest number of people that an attribution may stand for.
        title: what stands on top of the page.

    Raises:
        NotFound: if there is no such code.
        Refused: if there is nothing to review.
    """
    proposed = _propose(study, _themes(study, codes), quotations, k)
    with study.one_action(_LABEL, action="quote"):
        return _keep(study, proposed, k=k, title=title)


def _keep(
    study: Study, proposed: Sequence[tuple[CodeInfo, list[Quotation]]], *, k: int, title: str
) -> Pack:
    """Put the quotations forward and keep which the pack asks about."""
    chosen = [(theme, study.quotations.store(own)) for theme, own in proposed]
    mask = study.quotations.mask(k=k)
    questions = {q.key: q.text for q in study.codebook.questions()}
    pack = Pack(
        title=mask(title),
        study=mask(study.name),
        study_guid=study.guid,
        themes=tuple(
            PackTheme(
                name=mask(theme.name),
                definition=mask(theme.short or theme.definition),
                question=mask(questions.get(theme.question or "", "")),
                quotations=tuple(PackQuotation(q.guid, q.shown, q.attribution) for q in own),
            )
            for theme, own in chosen
            if own
        ),
        warnings=_warnings(study, [q for _, own in chosen for q in own], k),
    )
    if not pack.guids:
        raise Refused(
            "There is nothing to review: no passage is coded that could be quoted.",
            hint=study.quotations.obstacle() or "Code some passages first, then make the pack.",
        )
    study.quotations.keep_pack(pack.id, pack.guids)
    return pack


def _themes(study: Study, names: Sequence[str]) -> list[CodeInfo]:
    """The themes or codes named, each once and none below another of them; else all themes."""
    named = {code.id: code for code in map(study.codebook.find, names)}
    below = {key for code in named for key in study.codebook.subtree(code) if key != code}
    chosen = [code for key, code in named.items() if key not in below]
    return chosen or study.codebook.themes()


def _propose(
    study: Study, themes: Sequence[CodeInfo], wanted: int, k: int
) -> list[tuple[CodeInfo, list[Quotation]]]:
    """For each theme what to ask about; no words twice, however they are coded."""
    kept = study.quotations.list()
    open_ = [s for s in study.quotations.standing(k=k) if s.status != "declined"]
    asked: list[Quotation] = []
    found = []
    for theme in themes:
        below = set(study.codebook.subtree(theme.id))
        own = [s for s in open_ if s.quotation.code_id in below]
        again = [s.quotation for s in without_repeats(own, asked)]
        beside = [*kept, *asked, *again]
        more = max(0, wanted - len(again))
        fresh = study.quotations.choose(theme.id, more, k=k, beside=beside)
        asked += again + fresh
        found.append((theme, again + fresh))
    return found


def _warnings(study: Study, shown: Sequence[Quotation], k: int) -> tuple[str, ...]:
    """What the sender should look at: labels that join up, names that may be ordinary words."""
    masker = make_masker(study, k=k)
    doubtful = [
        str(n) for n, q in enumerate(shown, start=1) if masker.mask(q.shown, strict=True).doubts
    ]
    found = study.quotations.joins(shown, k=k)
    if doubtful:
        found.append(
            f"Look at quotation {', '.join(doubtful)}: a word that is also a name stands there, "
            "read as the ordinary word (such as 'May', 'will' or 'grace')."
        )
    return tuple(found)


def write_pack(
    study: Study,
    path: str | os.PathLike[str],
    *,
    quotations: int = 3,
    codes: Sequence[str] = (),
    k: int = 3,
    title: str = TITLE,
    force: bool = True,
) -> Pack:
    """Write the review page to ``path``, one file that needs nothing else.

    The study keeps what the pack asks about if the file could be written, and else nothing.
    Arguments and errors are those of :func:`build_pack`.

    Raises:
        UsageError: the file's name does not end in ``.html``.
        Refused: the file is there and ``force`` is False.
        QualcodeError: the file cannot be written.
    """
    from qualcode.review.page import pack_html

    target = Path(path)
    if target.suffix.lower() not in (".html", ".htm"):
        raise UsageError(
            f"{target.name} is no name for a page.", hint="Let it end in .html, as in review.html."
        )
    if target.is_dir() or (target.exists() and not force):
        raise Refused(f"{target.name} is there already.", hint="Choose another name.")
    if not target.parent.is_dir():
        raise UsageError(
            f"There is no folder {target.parent.name}.", hint="Name a folder that exists."
        )
    proposed = _propose(study, _themes(study, codes), quotations, k)
    with study.one_action(_LABEL, action="quote"):
        pack = _keep(study, proposed, k=k, title=title)
        html = pack_html(pack, language=study.language)
        write_atomically(target, html.encode("utf-8"))
    return pack
