"""A whole screen with one text field, drawn by prompt_toolkit: only what differs is sent, so that nothing flickers."""

import asyncio
import signal
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from crmctl.ui.frame import Frame, Line
from crmctl.ui.streams import silence
from crmctl.ui.terminal import is_terminal

if TYPE_CHECKING:
    from prompt_toolkit.application import Application
    from prompt_toolkit.formatted_text import StyleAndTextTuples
    from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
    from prompt_toolkit.layout import Layout

K = TypeVar("K")
K_contra = TypeVar("K_contra", contravariant=True)

_STYLES = {"good": "ansigreen", "warn": "ansiyellow", "bad": "bold ansired", "dim": "ansibrightblack",
           "strong": "bold", "key": "reverse", "field": "underline"}  # fmt: skip
_WITHOUT_COLOUR = {"bad": "bold", "strong": "bold", "key": "reverse", "field": "underline"}
_ESCAPE_SECONDS = 0.1
"""So long a lone Esc is waited for to become another key: a slow line may send those in pieces."""
_HANGUPS = [signal.Signals[name] for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
_GONE = 129
"""What a shell makes of SIGHUP."""


class Ended(Exception):
    """The terminal is gone, or a signal asked to end; `code` is what a shell expects then."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class Sheet(Protocol[K_contra]):
    """What is worked on: it draws itself and takes keys."""

    def draw(self, columns: int, lines: int) -> Frame: ...
    def press(self, key: K_contra) -> None: ...
    def typed(self, text: str) -> None: ...
    def letter(self, letter: str) -> None: ...
    def tick(self) -> None: ...
    @property
    def text(self) -> str: ...
    @property
    def typing(self) -> bool: ...
    @property
    def waiting(self) -> bool: ...
    @property
    def left(self) -> bool: ...


def can_draw(term: str) -> bool:
    """Whether somebody is there, before a screen that a cursor can be moved on."""
    return is_terminal(sys.stdin) and is_terminal(sys.stdout) and term not in ("dumb", "unknown")


class Worksheet(Generic[K]):
    """Runs a sheet on the terminal until it is left. `keys` names a meaning for each of prompt_toolkit's keys."""

    def __init__(self, sheet: Sheet[K], keys: Mapping[str, K], *, colour: bool, tick: float) -> None:
        self.sheet = sheet
        self.keys = keys
        self.colour = colour
        self.tick = tick
        self.frame = Frame([])
        self.signal: signal.Signals | None = None

    def run(self, after_drawing: Callable[[], None] = lambda: None) -> None:
        """Work until the sheet is left; `after_drawing` is called once. Raises Ended."""
        self.app = self._application()
        self.app.after_render += _once(after_drawing)
        try:
            self.app.run(pre_run=self._listen)
        except (EOFError, OSError) as error:
            silence(sys.stdout)
            raise Ended(_GONE) from error
        if self.signal is not None:
            silence(sys.stdout)
            raise Ended(128 + self.signal)

    def _application(self) -> "Application[None]":
        from prompt_toolkit.application import Application
        from prompt_toolkit.output import ColorDepth
        from prompt_toolkit.styles import Style

        app: Application[None] = Application(
            layout=self._layout(),
            key_bindings=self._bindings(),
            style=Style.from_dict(_STYLES if self.colour else _WITHOUT_COLOUR),
            color_depth=None if self.colour else ColorDepth.DEPTH_1_BIT,
            full_screen=True,
            before_render=self._draw,
        )
        app.ttimeoutlen = _ESCAPE_SECONDS
        return app

    def _layout(self) -> "Layout":
        from prompt_toolkit.buffer import Buffer
        from prompt_toolkit.filters import Condition
        from prompt_toolkit.layout import (
            BufferControl,
            ConditionalContainer,
            FormattedTextControl,
            HSplit,
            Layout,
            VSplit,
            Window,
        )

        from crmctl.ui.fieldtext import Harmless

        self.buffer = Buffer(multiline=False, read_only=Condition(lambda: not self.sheet.typing),
                             on_text_changed=self._typed)  # fmt: skip
        above = FormattedTextControl(lambda: _fragments(self._above), focusable=True, show_cursor=False)
        below = FormattedTextControl(lambda: _fragments(self._below))
        self.text_window = Window(
            BufferControl(self.buffer, input_processors=[Harmless()]), height=1, style="class:field"
        )
        self.rest_window = Window(above, height=lambda: len(self._above))
        field = VSplit([Window(width=lambda: self.frame.indent), self.text_window], height=1)
        shown = ConditionalContainer(field, Condition(lambda: self.frame.field is not None))
        return Layout(HSplit([self.rest_window, shown, Window(below)]), focused_element=self.rest_window)

    @property
    def _above(self) -> list[Line]:
        return list(self.frame.lines[: self.frame.field])

    @property
    def _below(self) -> list[Line]:
        return [] if self.frame.field is None else list(self.frame.lines[self.frame.field + 1 :])

    def _draw(self, app: "Application[None]") -> None:
        size = app.output.get_size()
        self.frame = self.sheet.draw(size.columns, size.rows)
        app.layout.focus(self.text_window if self.frame.field is not None else self.rest_window)

    def _typed(self, _buffer: Any) -> None:
        if self.buffer.text != self.sheet.text:
            self.sheet.typed(self.buffer.text)

    def _bindings(self) -> "KeyBindings":
        from prompt_toolkit.filters import Condition
        from prompt_toolkit.key_binding import KeyBindings
        from prompt_toolkit.keys import Keys

        bindings = KeyBindings()
        typing = Condition(lambda: self.sheet.typing)
        for name, key in self.keys.items():
            bindings.add(name, eager=True)(self._pressed(key, lone=name == "escape"))
        bindings.add(Keys.Any, filter=~typing)(lambda event: self._step(lambda: self.sheet.letter(event.data)))
        bindings.add(Keys.BracketedPaste, filter=typing)(lambda event: self.buffer.insert_text(one_line(event.data)))
        bindings.add(Keys.BracketedPaste, filter=~typing)(lambda _event: None)
        return bindings

    def _pressed(self, key: K, *, lone: bool) -> Callable[["KeyPressEvent"], None]:
        def pressed(event: "KeyPressEvent") -> None:
            if lone and event.app.key_processor.input_queue:
                return  # an Alt key, or one that this terminal has alone
            self._step(lambda: self.sheet.press(key))

        return pressed

    def _step(self, do: Callable[[], None]) -> None:
        """Let the sheet take a key; then the field holds what the sheet says, and somebody looks at the clock."""
        waited = self.sheet.waiting
        do()
        if self.buffer.text != self.sheet.text:
            self._refill()
        if self.sheet.left:
            self.app.exit()
        elif self.sheet.waiting and not waited:
            self.app.create_background_task(self._tick_on())

    def _refill(self) -> None:
        from prompt_toolkit.document import Document

        text = self.sheet.text
        self.buffer.set_document(Document(text, len(text)), bypass_readonly=True)

    async def _tick_on(self) -> None:
        while self.sheet.waiting and not self.sheet.left:
            await asyncio.sleep(self.tick)
            self._step(self.sheet.tick)
            self.app.invalidate()

    def _listen(self) -> None:
        """Whoever ends the program by a signal gets his terminal back as it was."""
        loop = asyncio.get_running_loop()
        for one in _HANGUPS:
            with suppress(NotImplementedError):
                loop.add_signal_handler(one, self._hang_up, one)

    def _hang_up(self, caught: signal.Signals) -> None:
        self.signal = caught
        if not self.app.is_done:
            self.app.exit()


def one_line(pasted: str) -> str:
    """What was pasted without line breaks: several lines are several values."""
    return ", ".join(filter(None, (part.strip() for part in pasted.splitlines())))


def _fragments(lines: list[Line]) -> "StyleAndTextTuples":
    drawn: StyleAndTextTuples = []
    for pieces in lines:
        drawn += [(f"class:{one.look}" if one.look else "", one.text) for one in pieces]
        drawn.append(("", "\n"))
    return drawn[:-1]


def _once(do: Callable[[], None]) -> Callable[[Any], None]:
    done: list[bool] = []

    def called(_app: Any) -> None:
        if not done:
            done.append(True)
            do()

    return called
