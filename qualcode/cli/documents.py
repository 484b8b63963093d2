"""``qualcode documents``: what has come in, and taking a document out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli import out
from qualcode.cli.common import Coder, Json, StudyPath, reading, writing

if TYPE_CHECKING:
    from qualcode.study import Study

EXAMPLES = (
    "qualcode documents heads",
    "qualcode documents heads --remove head-special-school",
)


def run(
    study: StudyPath,
    remove: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Take this one out; may be given several times."),
    ] = None,
    coder: Coder = None,
    as_json: Json = False,
) -> None:
    """List the documents of a study, or take some out.

    A document goes with its codings and memos. 'qualcode undo' brings it back.
    """
    if remove:
        with writing(study, coder) as opened:
            _remove(opened, remove)
    with reading(study) as opened:
        _list(opened, as_json=as_json)


def _remove(study: Study, names: list[str]) -> None:
    gone = [study.documents.get(name) for name in dict.fromkeys(names)]
    title = gone[0].name if len(gone) == 1 else out.count(len(gone), "document")
    with study.one_action(f"removed {title}"):
        for document in {document.id: document for document in gone}.values():
            study.documents.remove(document.id)


def _list(study: Study, *, as_json: bool) -> None:
    documents = study.documents.list()
    if as_json:
        out.data(
            [
                {
                    "document": document.name,
                    "id": document.id,
                    "kind": document.kind,
                    "format": document.format,
                    "encoding": document.encoding,
                    "words": document.words,
                    "imported": document.imported_at,
                }
                for document in documents
            ]
        )
        return
    rows = [(d.name, d.kind, d.format, d.words, d.imported_at[:10]) for d in documents]
    out.table(("document", "kind", "format", "words", "imported"), rows)
