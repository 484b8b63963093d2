"""Two coders compared: where they differ, and what they agree on."""

from __future__ import annotations

from qualcode.tui.actions.action import Action, Need


def _in_view(
    name: str,
    keys: str,
    title: str,
    method: str,
    *args: object,
    short: str = "",
    does: str = "",
    needs: tuple[Need, ...] = (),
) -> Action:
    return Action(
        f"compare-{name}", tuple(keys.split()), title, "Compare", f"comparing.{method}", args,
        "compare", needs, short, does,
    )  # fmt: skip


def _select(unit: str, key: str, step: int) -> Action:
    direction = "more" if step > 0 else "less"
    return _in_view(
        f"{unit}-{direction}", key, f"Select a {unit} {direction}", "extend", unit, step
    )


_DECIDES: tuple[Need, ...] = ("writing", "difference")

COMPARING = (
    Action("compare", ("X",), "Compare two coders", "Compare", "comparing.open", (), "everywhere",
           ("document",), "",
           "Where their codings of this document differ; settles one disagreement after the "
           "other, and leaves both coders' own as they are."),
    _in_view("next", "down j n", "Next disagreement", "step", 1, short="next"),
    _in_view("previous", "up k p", "Previous disagreement", "step", -1),
    _in_view("page-down", "pagedown", "Page down", "page", 1),
    _in_view("page-up", "pageup", "Page up", "page", -1),
    _in_view("first", "home g", "First disagreement", "edge", -1),
    _in_view("last", "end G", "Last disagreement", "edge", 1),
    _in_view("open", "o", "Next disagreement that is not settled", "onwards", short="open",
             needs=("difference",)),
    _in_view("a", "a", "Agree on A's coding", "decide", "a", short="A's", needs=_DECIDES,
             does="Where A has none, that nothing is coded here."),
    _in_view("b", "b", "Agree on B's coding", "decide", "b", short="B's", needs=_DECIDES),
    _in_view("both", "plus", "Agree on both codings", "decide", "both", short="both",
             needs=_DECIDES),
    _in_view("neither", "minus", "Agree on neither", "decide", "neither", short="neither",
             needs=_DECIDES),
    _in_view("other", "c", "Agree on a code for the selected words", "other", short="code",
             needs=_DECIDES, does="What the two cover is selected; change that first, if need be."),
    _in_view("reason", "m", "Say why", "reason", short="why", needs=_DECIDES,
             does="Kept with the decision: before it is made, or after."),
    _in_view("alike", "A", "Take over all that both coded alike", "take_over", short="all alike",
             needs=("writing",)),
    _in_view("figures", "f", "How far the two agree in this document", "figures",
             short="figures", does="As they coded, before anything was talked over."),
    _select("word", "w", 1),
    _select("word", "W", -1),
    _select("sentence", "s", 1),
    _select("sentence", "S", -1),
    _select("turn", "t", 1),
    _select("turn", "T", -1),
    _in_view("go", "enter", "Go to the place in the document", "go", short="go",
             needs=("difference",), does="{compare} comes back."),
    _in_view("leave", "escape q X", "Back to the transcript", "leave", short="back"),
)  # fmt: skip
