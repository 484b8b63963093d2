"""Keys and clicks one after the other, however quickly they come."""

from __future__ import annotations

import asyncio
from collections import deque
from time import monotonic
from typing import Any

from textual import events
from textual.app import App
from textual.message import Message
from textual.message_pump import MessagePump

SOON = 0.25
"""Seconds after a key within which the next one may come before its work is done."""
_CALM = 0.02  # seconds after a key without another one, after which its work is followed at leisure
_LOOK = 0.02  # seconds after which to look whether what was followed is still there
_COMES = (events.InputEvent, events.Paste)
_ROUNDS = 2  # the first follows the key, the second what the key has made widgets say


class InOrder(App[Any]):
    """An app that looks at a key only when all that the key before it does has been done.

    Textual hands a key on at once to what has the focus then, and looks up its bindings some steps
    later. Keys that come together, as they do over a slow line, would overtake one another:
    letters would go to a question that has been answered, and Enter would take what was found
    by the letters before the last. Here a message follows each key through the widgets that
    the key goes through; where it comes out, the key has been dealt with. Keys that come one by
    one do not wait for that: the message is sent when the frame of the key has been drawn.
    """

    class Through(Message):
        """It has come behind a key through all that the key went through."""

        def __init__(self, rounds: int) -> None:
            super().__init__()
            self.rounds = rounds

    def __init__(self) -> None:
        super().__init__()
        self._coming: deque[events.Event] = deque()
        self._done_by = 0.0
        self._at: MessagePump = self
        self._began_in: MessagePump = self
        self._following: asyncio.TimerHandle | None = None
        self._calm: asyncio.TimerHandle | None = None

    @property
    def following(self) -> bool:
        """Whether a key waits for what the one before it does."""
        return self._following is not None

    async def on_event(self, event: events.Event) -> None:
        """Let what comes from the terminal wait for its turn."""
        if not isinstance(event, _COMES) or event.is_forwarded:
            await super().on_event(event)
            return
        self._coming.append(event)
        if self._following is None:
            await self._go_on()

    async def _go_on(self) -> None:
        while self._coming:
            if monotonic() < self._done_by:
                self._follow(_ROUNDS)
                return
            event = self._coming.popleft()
            if not isinstance(event, events.MouseMove):
                self._began_in, self._at = self.screen, self.focused or self.screen
                self._done_by = monotonic() + SOON
                self._follow_later()
            await super().on_event(event)

    def _follow_later(self) -> None:
        if self._calm is not None:
            self._calm.cancel()
        self._calm = asyncio.get_running_loop().call_later(_CALM, self._follow_at_leisure)

    def _follow_at_leisure(self) -> None:
        if self._following is None and monotonic() < self._done_by and self._at.is_attached:
            self._follow(_ROUNDS)

    def _follow(self, rounds: int) -> None:
        if self._following is None:
            self._look_later()
        through = self.Through(rounds)
        through.set_sender(self._at)  # what the app has sent does not come back to it
        self._at.post_message(through)

    async def on_in_order_through(self, event: Through) -> None:
        """Go round once more, or go on with the next key."""
        if self._following is not None and event.rounds > 1:
            self._follow(event.rounds - 1)
        else:
            await self._arrived()

    def _look_later(self) -> None:
        self._following = asyncio.get_running_loop().call_later(_LOOK, self._look)

    def _look(self) -> None:
        """What leaves the screen hands nothing on."""
        self._look_later()
        if not self._at.is_attached:
            self.call_later(self._arrived)

    async def _arrived(self) -> None:
        if self._following is None:
            return
        if self.screen is not self._began_in:  # what is asked now is to be there first
            self._began_in = self._at = self.screen
            self._follow(1)
            return
        self._following.cancel()
        self._following = None
        self._done_by = 0.0
        await self._go_on()
