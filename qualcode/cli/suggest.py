"""``qualcode suggest``: codes and new themes for what is not coded yet."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qualcode.cli import out
from qualcode.cli.common import Json, StudyPath, reading
from qualcode.errors import UsageError
from qualcode.text.safe import without_escapes

if TYPE_CHECKING:
    from qualcode.study import Study
    from qualcode.study.suggestions import UncodedTurn
    from qualcode.suggest import CandidateTheme, Suggestion

EXAMPLES = (
    "qualcode suggest heads",
    "qualcode suggest heads --document focus-group-students -n 20",
    "qualcode suggest heads --json > suggestions.json",
    "qualcode suggest --report heads",
    "qualcode suggest --report heads -o suggestions.csv",
)


def run(
    study: StudyPath,
    document: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only this document.")
    ] = None,
    n: Annotated[int, typer.Option("-n", min=0, help="Turns to suggest codes for.")] = 10,
    codes: Annotated[int, typer.Option(min=1, help="Codes for each turn.")] = 3,
    themes: Annotated[int, typer.Option(min=0, help="Candidates for new themes.")] = 5,
    report: Annotated[
        bool, typer.Option("--report", help="What became of suggestions at the desk instead.")
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="With --report: md, html, docx, xlsx, csv, json."
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Suggest codes and new themes for what is not coded yet.

    Codes are ranked by the codebook's words and, from the first coding on, by what was coded
    already; the reasons are shown. Nothing is coded by this. Candidates for new themes are
    phrases that come up where nothing is coded.

    With --report nothing is suggested. The record is told instead of what was suggested while
    people coded: taken, changed or refused, by coder, by code and over time.
    """
    if report:
        _report(study, output, as_json=as_json)
        return
    if output is not None:
        raise UsageError("Only the report goes to a file.", hint="Add --report, or leave out -o.")
    with reading(study) as opened, out.progress("Reading what was coded"):
        document_id = opened.documents.get(document).id if document else None
        turns = opened.suggestions.uncoded_turns(document_id=document_id)
        ranked, names = _rank(opened, turns, n, codes)
        found = _themes(opened, turns, themes)
    if as_json:
        out.data({"turns": [_plain(*pair, names) for pair in ranked], "themes": found})
        return
    if not turns:
        out.say("Nothing is left uncoded.")
    for turn, suggestions in ranked:
        who = out.name(turn.passage.speaker or "somebody")
        out.say(f"{out.name(turn.document)}, turn {turn.turn}, {who}:")
        out.say(f"  {_beginning(turn.passage.text)}")
        for suggestion in suggestions:
            out.say(f"    {suggestion.score:4.0%}  {out.name(names[suggestion.code])}")
            for reason in suggestion.reasons:
                out.say(f"          {out.one_line(reason)}")
        out.say()
    if found:
        out.say("Candidates for new themes, where nothing is coded:")
        rows = [(t["label"], t["turns"], t["documents"], t["example"]) for t in found]
        out.table(("phrases", "turns", "documents", "for instance"), rows)


def _report(path: Path, output: Path | None, *, as_json: bool) -> None:
    from qualcode.reports.suggestions import suggestion_report
    from qualcode.reports.write import table_bytes, write_report

    with reading(path) as study:
        report = suggestion_report(study)
        decisions = _decisions(study) if as_json else []
        if output is not None:
            write_report(report, output, language=study.language)
    if output is not None:
        out.written(output, as_json=as_json)
    elif as_json:
        out.data({**json.loads(table_bytes(report, "json")), "decisions": decisions})
    else:
        out.say(without_escapes(table_bytes(report, "md").decode("utf-8")).rstrip("\n"))


def _decisions(study: Study) -> list[dict[str, Any]]:
    """The whole record, decision by decision."""
    coders = {coder.id: coder.name for coder in study.coders.list()}
    documents = {document.id: document.name for document in study.documents.list()}
    codes = {code.id: code.name for code in study.codebook.codes()}
    return [
        {
            "at": one.at,
            "coder": coders[one.coder_id],
            "document": documents.get(one.document_id),
            "start": one.start,
            "end": one.end,
            "model": {"learned_from": one.shown.model.learned_from, "mark": one.shown.model.mark},
            "shown": [
                {"code": codes.get(o.code_id), "id": o.code_id, "rank": o.rank, "score": o.score}
                for o in one.shown.offered
            ],
            "chosen": [
                {
                    "code": codes.get(c.code_id),
                    "id": c.code_id,
                    "now": codes.get(c.now) if c.now is not None else None,
                }
                for c in one.chosen
            ],
            "outcome": one.outcome,
        }
        for one in study.suggestions.record.decisions()
    ]


def _rank(
    study: Study, turns: list[UncodedTurn], n: int, codes: int
) -> tuple[list[tuple[UncodedTurn, list[Suggestion]]], dict[str, str]]:
    """The turns for which the suggester is surest, with their codes."""
    from qualcode.suggest import ThemeSuggester

    data = study.suggestions.training_data()
    if not turns or not n or not data.names:
        return [], data.names
    suggester = ThemeSuggester(data.codebook, language=study.language)
    suggester.fit(data.passages, data.codes)
    passages = [turn.passage for turn in turns]
    first = suggester.rank(passages, 1)
    best = sorted(range(len(turns)), key=lambda i: -first[i][0].score if first[i] else 0.0)[:n]
    ranked = suggester.rank([passages[i] for i in best], codes, explain=True)
    return [(turns[i], found) for i, found in zip(best, ranked, strict=True)], data.names


def _themes(study: Study, turns: list[UncodedTurn], n: int) -> list[dict[str, Any]]:
    from qualcode.suggest import candidate_themes

    if not n or not turns:
        return []
    passages = [turn.passage for turn in turns]
    found = candidate_themes(passages, n, language=study.language, names=study.suggestions.names())
    return [_plain_theme(theme, turns) for theme in found]


def _plain_theme(theme: CandidateTheme, turns: list[UncodedTurn]) -> dict[str, Any]:
    passages = [turn.passage for turn in turns]
    places = [
        {
            "phrase": phrase.text,
            "document": turns[o.passage].document,
            "turn": turns[o.passage].turn,
        }
        for phrase in theme.phrases
        for o in phrase.occurrences
    ]
    return {
        "label": theme.label,
        "turns": len(theme.passages),
        "documents": theme.documents,
        "speakers": theme.speakers,
        "example": theme.phrases[0].lines(passages)[0].text,
        "occurrences": places,
    }


def _plain(
    turn: UncodedTurn, suggestions: list[Suggestion], names: dict[str, str]
) -> dict[str, Any]:
    return {
        "document": turn.document,
        "turn": turn.turn,
        "speaker": turn.passage.speaker,
        "start": turn.start,
        "text": turn.passage.text,
        "codes": [
            {"code": names[s.code], "id": int(s.code), "score": s.score, "reasons": s.reasons}
            for s in suggestions
        ],
    }


def _beginning(text: str, width: int = 160) -> str:
    line = out.one_line(text)
    return line if len(line) <= width else line[:width].rsplit(" ", 1)[0] + " …"
