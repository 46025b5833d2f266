"""The line under a long list that says how much of it is out of view."""

from collections.abc import Callable

from prompt_toolkit.application import Application, get_app
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.layout import ConditionalContainer, UIContent, Window, WindowRenderInfo
from prompt_toolkit.layout.margins import Margin

from crmctl.i18n import _

_AROUND = 5
"""Lines of the question and of the help under a list, at most, on a screen that is too low for all of it."""


class Beyond(Margin):
    """Counts the entries above and below what the window of a list shows.

    `starts` are the lines they begin at, and at last the one behind them all.

    A margin, because it is drawn when the list has been: a window would still have what was in view before.
    """

    def __init__(self, window: Window, starts: list[int]) -> None:
        self.window, self.starts = window, starts

    def get_width(self, get_ui_content: Callable[[], UIContent]) -> int:  # noqa: ARG002 - as the library calls it
        return get_app().output.get_size().columns

    def create_margin(
        self,
        window_render_info: WindowRenderInfo,  # noqa: ARG002 - of the line, not of the list
        width: int,  # noqa: ARG002
        height: int,  # noqa: ARG002
    ) -> StyleAndTextTuples:
        shown = self.window.render_info
        if shown is None:
            return []
        first, last = shown.first_visible_line(), shown.last_visible_line()
        above, below = sum(at < first for at in self.starts), sum(at > last for at in self.starts[:-1])
        return [("class:note", said(above, below))]


def said(above: int, below: int) -> str:
    """Blank when nothing is out of view."""
    if above and below:
        return _("… {above} more above, {below} more below").format(above=above, below=below)
    if above:
        return _("… {count} more above").format(count=above)
    return _("… {count} more below").format(count=below) if below else ""


def line_beyond(application: Application[object], window: Window, starts: list[int], most: int) -> ConditionalContainer:
    """There whenever the list is longer than `most` lines or the screen, so that nothing moves while one scrolls."""

    def long() -> bool:
        room = application.output.get_size().rows - _AROUND
        return bool(starts) and starts[-1] > max(1, min(most, room))

    return ConditionalContainer(Window(height=1, left_margins=[Beyond(window, starts)]), Condition(long))
