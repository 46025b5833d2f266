"""The one way to an answer at a terminal: keys that every question obeys, and no terminal left in disorder."""

import asyncio
import os
import signal
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from prompt_toolkit.application import Application
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent, merge_key_bindings
from prompt_toolkit.key_binding.key_processor import KeyPress
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import AnyContainer, FormattedTextControl, HSplit, Layout, Window
from prompt_toolkit.renderer import CPR_Support
from prompt_toolkit.styles import Style, merge_styles
from questionary import Question

from crmctl.signals import DEADLY
from crmctl.ui.wrapping import wrapped
from crmctl.wizard.dialog import Back

ESCAPE_SECONDS = 0.1
"""How long a lone Esc waits for the rest of an arrow key."""
_STYLE = Style(
    [
        ("qmark", "fg:ansicyan bold"),
        ("pointer", "fg:ansicyan bold"),
        ("highlighted", "bold"),
        ("chosen", "fg:ansigreen"),
        ("note", "dim"),
        ("placeholder", "dim"),
        ("refused", "fg:ansired bold"),
        ("answer", "noinherit"),
    ]
)


def answer(
    application: Application[Any], *, back: bool = True, keep: bool = False, taken: Callable[[], bool] = lambda: False
) -> Any:
    """Run a question. Raises KeyboardInterrupt, EOFError where nobody is left to answer, and with `back` Back for Esc.

    Esc may be `taken` for something nearer. The question is gone from the screen once it is answered, unless it is to
    `keep` there. A deadly signal ends the process as ever, but only when the terminal is as it was.
    """
    application.ttimeoutlen = ESCAPE_SECONDS
    application.erase_when_done = not keep
    # where the cursor stands is nothing a terminal need tell: one that does not answer costs two seconds a question
    application.renderer.cpr_support = CPR_Support.NOT_SUPPORTED
    application.key_bindings = merge_key_bindings(
        [application.key_bindings or KeyBindings(), _keys(back=back, taken=taken)]
    )
    application.style = merge_styles([style for style in (application.style, _STYLE) if style])
    killed: list[int] = []
    before = {number: signal.getsignal(number) for number in DEADLY}
    application.pre_run_callables += [
        lambda: _listen(lambda number: _end(application, killed, number)),
        lambda: _let_through(application),
    ]
    try:
        return Question(application).unsafe_ask()
    except OSError as error:
        raise EOFError from error
    finally:
        if threading.current_thread() is threading.main_thread():
            for number, handler in before.items():  # the event loop leaves the default behind
                signal.signal(number, handler)
        if killed:
            os.kill(os.getpid(), killed[0])


def with_below(
    application: Application[Any], below: Callable[[], StyleAndTextTuples], *between: AnyContainer
) -> Application[Any]:
    """The same question with lines under it that change as it is answered, broken between words."""
    window = Window(FormattedTextControl(lambda: between_words(application, below())), dont_extend_height=True)
    asked = application.layout
    application.layout = Layout(HSplit([asked.container, *between, window]), focused_element=asked.current_window)
    return application


def between_words(application: Application[Any], parts: StyleAndTextTuples) -> StyleAndTextTuples:
    """Parts of whole lines, none wider than the screen."""
    columns = application.output.get_size().columns
    return [(style, "\n".join(wrapped(text.rstrip("\n"), columns))) for style, text, *_mouse in parts]


def _keys(*, back: bool, taken: Callable[[], bool]) -> KeyBindings:
    keys = KeyBindings()
    if back:
        go_back = _raising(Back)
        keys.add("escape", eager=True)(lambda event: None if taken() else go_back(event))
    for name in ("c-c", "<sigint>"):
        keys.add(name, eager=True)(_raising(KeyboardInterrupt))
    keys.add("c-d", eager=True)(_raising(EOFError))

    @keys.add("c-j", eager=True)
    def typed_before_it_was_asked(event: KeyPressEvent) -> None:
        """The terminal made a line feed of an Enter that came too early."""
        event.key_processor.feed(KeyPress(Keys.ControlM, "\r"), first=True)

    return keys


def _raising(what: type[BaseException]) -> Callable[[KeyPressEvent], None]:
    return lambda event: event.app.exit(exception=what())


def _listen(end: Callable[[int], None]) -> None:
    if threading.current_thread() is not threading.main_thread():
        return
    for number in DEADLY:
        if signal.getsignal(number) is not signal.SIG_IGN:  # nohup stays nohup
            with suppress(NotImplementedError):
                asyncio.get_running_loop().add_signal_handler(number, end, number)


def _let_through(application: Application[Any]) -> None:
    """An error of what is asked or drawn ends the question; prompt_toolkit would print it with all its frames."""

    def ended(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        if application.is_running and not application.is_done:
            application.exit(exception=context.get("exception") or RuntimeError(context["message"]))

    asyncio.get_running_loop().set_exception_handler(ended)


def _end(application: Application[Any], killed: list[int], number: int) -> None:
    killed.append(number)
    if application.is_running and not application.is_done:
        application.exit(exception=EOFError())
