"""Which keys do what, and the file in which they are changed."""

from __future__ import annotations

import json
import string

import pytest
from conftest import place
from hypothesis import given, settings
from hypothesis import strategies as st
from textual.command import CommandPalette
from textual.keys import _character_to_key

from qualcode.cli.main import main
from qualcode.errors import QualcodeError, ReadError
from qualcode.tui import keyfile, presets
from qualcode.tui.actions import ACTIONS, show_key
from qualcode.tui.actions.keys import read_key
from qualcode.tui.app import DeskApp
from qualcode.tui.keymap import PANES, STANDARD, Keymap, Presses


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("QUALCODE_CONFIG", str(tmp_path / "config"))
    return tmp_path / "config"


def written(folder, text: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / "keys.toml").write_text(text, encoding="utf-8")


# -- writing keys ------------------------------------------------------------------------


@pytest.mark.parametrize("char", [*string.ascii_letters, *string.digits, *string.punctuation])
def test_characters_are_called_as_textual_calls_them(char):
    assert read_key(char) == _character_to_key(char)
    assert show_key(read_key(char)) == char


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Shift+→", "shift+right"), ("Ctrl+P", "ctrl+p"), ("ctrl+p", "ctrl+p"), ("S", "S"),
        ("Shift+S", "S"), ("+", "plus"), ("Ctrl++", "ctrl+plus"), ("esc", "escape"),
        ("PgDn", "pagedown"), ("F2", "f2"), ("Return", "enter"), ("g g", "g g"),
        ("Ctrl+Shift+Left", "ctrl+shift+left"), ("full_stop", "full_stop"), ("ä", "ä"),
    ],
)  # fmt: skip
def test_keys_are_read_as_people_write_them(written, key):
    assert read_key(written) == key


@pytest.mark.parametrize("written", ["", " ", "gg", "Alt+x", "Ctrl+", "+x", "Shift+1", "Hyper"])
def test_what_is_no_key_is_told_apart(written):
    assert read_key(written) is None


def test_every_standard_key_can_be_read_as_it_is_shown():
    for key in (key for action in ACTIONS.values() for key in action.keys):
        assert read_key(show_key(key)) == key


# -- the keys of a pane ------------------------------------------------------------------


def test_a_change_counts_in_its_pane_or_everywhere():
    keymap = Keymap({"codebook": {"undo": ("f5",)}, "everywhere": {"redo": ("f6",)}})
    assert (keymap.key("undo", "codebook"), keymap.key("undo", "transcript")) == ("F5", "u")
    assert keymap.action("codebook", "u") is None
    assert keymap.key("redo", "codebook") == keymap.key("redo") == "F6"
    assert keymap.fill("{undo}, not {redo}", "codebook") == "F5, not F6"


def test_the_file_counts_before_the_preset_and_the_pane_before_everywhere():
    preset = {"transcript": {"undo": ("f5",)}}
    assert Keymap(preset, {"everywhere": {"undo": ("f6",)}}).key("undo", "transcript") == "F6"
    both = {"everywhere": {"undo": ("f6",)}, "transcript": {"undo": ("f7",)}}
    keymap = Keymap(preset, both)
    assert [keymap.key("undo", p) for p in ("transcript", "round", "codebook")] == [
        "F7", "F7", "F6",
    ]  # fmt: skip


def test_keys_changed_in_the_transcript_give_way_to_those_of_the_round():
    keymap = Keymap({"transcript": {"next-hit": ("n",), "next-coding": ("f",)}})
    assert keymap.action("transcript", "n") == "next-hit"
    assert keymap.action("round", "n") == "round-skip"
    assert keymap.action("codebook", "f") == "next-hit"


def test_an_action_without_a_key_is_named_by_the_palettes():
    keymap = Keymap({"everywhere": {"undo": ()}})
    assert keymap.keys("undo") == () and keymap.key("undo") == "Ctrl+P"
    assert Keymap({"everywhere": {"undo": (), "palette": ()}}).key("undo") == "palette"


def test_a_key_in_a_pane_hides_what_the_transcript_has_on_it():
    assert STANDARD.action("transcript", "n") == "next-coding"
    assert STANDARD.action("round", "n") == "round-skip"
    assert STANDARD.keys("previous-coding", "round") == ("N",)
    keymap = Keymap({"round": {"round-skip": ("g g",)}})
    assert keymap.action("round", "g") is None and keymap.action("transcript", "g") == "start"


@pytest.mark.parametrize(
    ("changes", "entry"),
    [
        ({"transcript": {"memo": ("c",)}}, "[transcript] memo: the key c"),
        ({"everywhere": {"code": ("m",)}}, "[everywhere] code: the key m"),
        ({"transcript": {"code": ("c",), "memo": ("c",)}}, "[transcript] memo: the key c"),
        ({"transcript": {"code": ("c c",), "memo": ("c",)}}, "[transcript] memo: the key c"),
        (
            {"transcript": {"start": ("g g",), "code": ("g",)}},
            "start: the key g g clashes with g of",
        ),
        ({"transcript": {"code": ("u u",)}}, "[transcript] code: the key u u"),
        (
            {"transcript": {"start": ("g", "g g")}},
            "start: the key g begins the key g g",
        ),
    ],
)
def test_a_key_for_two_things_in_a_pane_is_refused_and_the_entry_named(changes, entry):
    with pytest.raises(ReadError) as told:
        Keymap(changes)
    assert entry in told.value.message


@settings(deadline=None)
@given(
    st.dictionaries(
        st.sampled_from([a for a in ACTIONS if ACTIONS[a].pane in ("everywhere", "transcript")]),
        st.lists(st.sampled_from(["f5", "f6", "g", "g g", "g f5", "z z z"]), max_size=2),
        max_size=3,
    )
)
def test_no_key_waits_for_another_and_all_that_is_asked_for_counts(changes):
    asked = {action_id: tuple(keys) for action_id, keys in changes.items()}
    try:
        keymap = Keymap({"transcript": asked})
    except ReadError:
        return
    for pane in PANES[1:]:
        for action_id in ACTIONS:
            for key in keymap.keys(action_id, pane):
                assert not keymap.goes_on(pane, read_key(key))
    for action_id, keys in asked.items():
        assert set(keymap.keys(action_id, "transcript")) == {show_key(key) for key in keys}
        for key in keys:
            presses = Presses(keymap)
            *first, last = key.split()
            assert all(presses.press("transcript", part) == (True, None) for part in first)
            assert presses.press("transcript", last) == (True, action_id)


def test_another_key_ends_what_was_begun_and_does_nothing():
    presses = Presses(Keymap({"transcript": {"start": ("g g",)}}))
    assert presses.press("transcript", "g") == (True, None) and presses.begun == "g"
    assert presses.press("transcript", "escape") == (True, None) and presses.begun == ""
    assert presses.press("transcript", "c") == (True, "code")
    assert presses.press("transcript", "f12") == (False, None)


@pytest.mark.parametrize("preset", presets.PRESETS)
def test_a_preset_fits_all_actions_and_can_be_written_and_read(preset, own_folder):
    keymap = keyfile.preset_keymap(preset)
    for pane, table in presets.PRESETS[preset].items():
        for action_id, keys in table.items():
            shown = {show_key(key) for key in keys}
            assert set(keymap.keys(action_id, pane if pane != "everywhere" else None)) == shown
    keyfile.write_key_file(preset)
    again = keyfile.read_keymap()
    for action_id in ACTIONS:
        assert again.keys(action_id) == keymap.keys(action_id)


# -- the file ----------------------------------------------------------------------------


def test_without_a_file_the_standard_keys_count():
    assert keyfile.read_keymap().keys("code") == ("c",)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[transcript]\ncoed = ['c']", "coed: there is no such action. Did you mean 'code'?"),
        ("[trancript]\ncode = ['c']", "no such part of the desk. Did you mean 'transcript'?"),
        ("[codebook]\nremove = ['c']", "this cannot be done there. Put it below [transcript]."),
        ("[transcript]\ncode = 'c'", "[transcript] code: its keys are no list."),
        ("[transcript]\ncode = ['gg']", "[transcript] code: 'gg' is no key."),
        ("[transcript]\ncode = ['Ctrl+Q']", "[transcript] code: Ctrl+Q always leaves."),
        ("[transcript]\ncode = ['m']", "the key m clashes with m of 'memo'"),
        ("preset = 'emacs'", "preset: there is no preset 'emacs'."),
        ("code = ['c']", "[code]: there is no such part of the desk."),
        ("[transcript\n", "keys.toml is no valid TOML: "),
    ],
)  # fmt: skip
def test_a_mistake_in_the_file_is_one_sentence_that_names_the_entry(own_folder, text, told):
    written(own_folder, text)
    with pytest.raises(QualcodeError) as error:
        keyfile.read_keymap()
    assert told in str(error.value) and "keys.toml" in str(error.value)
    assert "\n" not in error.value.message


def test_the_verb_prints_writes_once_and_tells_mistakes(own_folder, capsys):
    assert main(["keys"]) == 0
    assert "next-uncoded" in capsys.readouterr().out
    assert main(["keys", "--write"]) == 0
    assert main(["keys", "--write"]) == 2
    text = (own_folder / "keys.toml").read_text(encoding="utf-8")
    capsys.readouterr()
    written(own_folder, text.replace('# undo = ["u"]', 'undo = ["F5"]'))
    assert main(["keys", "--json"]) == 0
    found = {row["action"]: row["keys"] for row in json.loads(capsys.readouterr().out)}
    assert found["undo"] == ["F5"] and found["code"] == ["c"]
    written(own_folder, "[x]\n")
    assert main(["keys"]) == 2
    assert "[x]: there is no such part" in capsys.readouterr().err


# -- at the desk -------------------------------------------------------------------------


async def test_the_desk_does_and_names_the_keys_that_count(study, sit, coded):
    changes = {
        "everywhere": {"undo": ("f5",), "help": ("f1",)},
        "transcript": {"select-sentence": ("g s",), "start": ("g g",)},
    }
    async with sit(study, keymap=Keymap(changes)) as seat:
        assert seat.said().startswith("g s selects a sentence, c codes it, F1 helps")
        await seat.press("s", "g")
        assert "g s sentence" in seat.rows()[-1] and "g g Beginning" in seat.rows()[-1]
        assert seat.desk.transcript.selection is None
        await seat.press("s", "c", *"cap", "enter")
        assert "(undo: F5)" in seat.said() and "F5 undo" in seat.rows()[-1]
        await seat.press("g", "escape", "u")
        assert coded(study) == [("So what has changed since the partnership began?", "Capacity")]
        await seat.press("f5")
        assert coded(study) == []
        await seat.press("f1", "pagedown")
        assert "F5  undoes, step by step" in seat.screen()


async def test_with_a_mistake_in_the_file_the_desk_starts_with_the_standard_keys(study):
    trouble = ReadError("keys.toml, [transcript] coed: there is no such action.")
    app = DeskApp(study, suggestions=False, trouble=trouble)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await pilot.pause(0.1)
        toasts = " ".join(toast._notification.message for toast in app.screen.query("Toast"))
        assert "[transcript] coed: there is no such action" in toasts
        assert "standard keys count" in app.desk.said.plain


async def test_hands_that_know_vi_find_their_way(study, sit, coded):
    async with sit(study, keymap=keyfile.preset_keymap("vi")) as seat:
        view = seat.desk.transcript
        await seat.press("w", "w")
        assert seat.desk.session.text[view.cursor :].startswith("has changed")
        await seat.press("dollar_sign")
        end = view.cursor
        await seat.press("0")
        assert seat.desk.session.text[view.cursor : end].startswith("So what has changed since")
        await seat.press("G")
        assert view.turn == 5
        await seat.press("g", "g", "right_curly_bracket", "v", "w", "w", "c", *"cap", "enter")
        assert coded(study) == [("We built", "Capacity")]
        await seat.press("u")
        assert coded(study) == []
        await seat.press("ctrl+r")
        assert coded(study) == [("We built", "Capacity")]
        await seat.press("colon")
        assert isinstance(seat.app.screen, CommandPalette)


async def test_sentences_and_dialogues_name_the_keys_that_count(study, sit, coded):
    capacity = study.codebook.find("Capacity")
    study.codings.apply(1, *place(study, "We built"), capacity.id)
    study.codings.apply(1, *place(study, "in the school"), capacity.id)
    study.codebook.freeze(capacity.id)
    moved = {
        "transcript": {"mark": ("f3",), "clear": ("f4", "escape"), "recode": ("f5",),
                       "remove": ("d d",), "open-document": (), "resize": (), "memo": ("ctrl+x",)},
        "everywhere": {"next-hit": ("f6",), "previous-hit": ("f7",), "blind": ("f8",),
                       "pin": ("f9",), "compare": ("f10",)},
        "passages": {"passages-widen": ("f3",), "passages-another": ("f4",)},
        "codebook": {"freeze-code": ("f11",)},
    }  # fmt: skip
    async with sit(study, keymap=Keymap(moved)) as seat:
        await seat.press("f3")
        assert "F4 or F3 ends it" in seat.said()
        await seat.press("f3", "4")
        assert "F9 pins a code to it" in seat.said()
        await seat.press("M")
        assert "No memo yet. Ctrl+X writes one." in seat.screen()
        await seat.press("escape")
        await seat.press("slash")
        await seat.pilot.pause(0.1)
        assert "(then F6: next, F7: previous)" in seat.screen()
        await seat.press("escape", "J", "R", "slash", *"zebra", "enter")
        assert "F3 drops the last condition, f changes them, F4 takes" in seat.screen()
        await seat.press("escape", "f8", "f10")
        assert "F8 ends it" in seat.said()
        await seat.press("O")
        assert "F8 ends it" in seat.said()
        seat.desk.codebook_tree.choose(capacity.id)
        await seat.press("B", "d")
        assert "Frozen: F11 lets it be changed." in seat.screen()
        await seat.press("escape", "escape", "enter")
        assert "F5: recode   Ctrl+X: memo   d d: remove   Enter" in seat.screen()
        await seat.press("x", "z", "d")
        assert len(coded(study)) == 2
        await seat.press("d")
        assert [words for words, _ in coded(study)] == ["in the school"]
        await seat.press("n", "enter", "f5", *"trans", "enter")
    assert coded(study) == [("in the school", "Transport")]
