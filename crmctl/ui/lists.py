"""Picking from a list at a terminal, looked through by typing in any alphabet."""

from collections.abc import Callable, Collection, Sequence
from typing import Any, NamedTuple

import questionary
from prompt_toolkit.application import Application
from prompt_toolkit.filters import Always, Condition
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent, merge_key_bindings
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import Container, Dimension
from questionary.prompts.common import InquirerControl

from crmctl.cleaning.text import key
from crmctl.i18n import _, ngettext
from crmctl.ui.asking import answer, with_below
from crmctl.ui.beyond import line_beyond
from crmctl.ui.safe import safe
from crmctl.ui.width import padded, width
from crmctl.ui.wrapping import wrapped
from crmctl.wizard.dialog import Choice

MOST_LINES = 12
"""Of a list that are in view at once."""
_FRONT = 8
"""Columns of the pointer, the tick and the gap before a note."""
_BELOW = " " * 6
"""In front of a note that stands below its label."""
WIDEST = 36
"""Columns up to which labels are padded so that their notes stand one under another."""


class _Sought(str):
    """What a list is searched in: questionary lowers it, and ё is found as е."""

    __slots__ = ()

    def lower(self) -> str:
        return key(str(self))


class Marks(NamedTuple):
    """The signs of a list: in front of the line that is pointed at, of a ticked and of an unticked one."""

    pointer: str
    ticked: str
    unticked: str


def marks(*, unicode: bool) -> Marks:
    return Marks("❯", "◉", "◯") if unicode else Marks(">", "[x]", "[ ]")


def pick(label: str, choices: Sequence[Choice[Any]], *, at: int, signs: Marks, **more: Any) -> int:
    """The place of the one that is picked; the pointer starts at `at`."""
    question = questionary.select(
        safe(label), _listed(choices), use_search_filter=True, use_jk_keys=False, instruction=" ", **more
    )
    control, more_line = _prepared(question.application, choices, signs, many=False)
    control.pointed_at = at
    help_line = _("↑↓ or type to search, Enter picks, Esc goes back")
    shown = with_below(question.application, lambda: _below(control, help_line, ""), more_line)
    return int(answer(shown, taken=lambda: _search_ended(control)))


def pick_many(
    label: str, choices: Sequence[Choice[Any]], *, ticked: Collection[int], least: int, signs: Marks, **more: Any
) -> list[int]:
    """The places of at least so many that are ticked, in their order."""
    refused = ngettext("Tick at least {count}: Space ticks.", "Tick at least {count}: Space ticks.", least)
    complaint = refused.format(count=least)
    said = [""]

    def enough(found: list[int]) -> bool | str:
        said[0] = "" if len(found) >= least else complaint
        return len(found) >= least or complaint

    question = questionary.checkbox(
        safe(label),
        _listed(choices, ticked),
        validate=enough,  # type: ignore[arg-type] # the values are numbers, not texts
        use_search_filter=True,
        use_jk_keys=False,
        instruction=" ",
        **more,
    )
    control, more_line = _prepared(question.application, choices, signs, many=True)
    help_line = _("Space ticks, Ctrl-A ticks all, type to search, Enter goes on, Esc goes back")
    shown = with_below(
        question.application,
        lambda: _below(control, help_line, said[0] if control.submission_attempted else ""),
        more_line,
    )
    return sorted(answer(shown, taken=lambda: _search_ended(control)))


def _listed(choices: Sequence[Choice[Any]], ticked: Collection[int] = ()) -> list[questionary.Choice]:
    """Answered by their places, because questionary answers None with its title."""
    return [
        questionary.Choice(_Sought(f"{one.label} {one.note} {one.also}"), value=at, checked=at in ticked)
        for at, one in enumerate(choices)
    ]


def _prepared(
    application: Application[Any], choices: Sequence[Choice[Any]], signs: Marks, *, many: bool
) -> tuple[InquirerControl, Container]:
    """Questionary's list with our lines, our height, and a search that takes every letter; the line to go under it."""
    window = next(one for one in application.layout.find_all_windows() if isinstance(one.content, InquirerControl))
    control = window.content
    assert isinstance(control, InquirerControl)
    starts: list[int] = []
    control.text = _lines(application, control, choices, signs, starts, many=many)
    control.get_search_string_tokens = lambda: None  # type: ignore[method-assign] # shown below the list, in our words
    window.height = Dimension(max=MOST_LINES)
    window.wrap_lines = Always()
    window.dont_extend_height = Always()
    application.key_bindings = merge_key_bindings(
        [application.key_bindings or KeyBindings(), _keys(control, many=many)]
    )
    return control, line_beyond(application, window, starts, MOST_LINES)


def _lines(  # noqa: PLR0913 - what a list is drawn from
    application: Application[Any],
    control: InquirerControl,
    choices: Sequence[Choice[Any]],
    signs: Marks,
    starts: list[int],
    *,
    many: bool,
) -> Callable[[], StyleAndTextTuples]:
    """Draws the entries, and puts into `starts` the lines they begin at, and the one behind them."""
    labels = [safe(one.label) for one in choices]
    columns = min(max(map(width, labels)), WIDEST)

    def draw() -> StyleAndTextTuples:
        parts: StyleAndTextTuples = []
        starts.clear()
        lines = 0
        for line, found in enumerate(control.filtered_choices):
            at = int(found.value or 0)
            here = line == control.pointed_at
            parts.append(("class:pointer", f"{signs.pointer} " if here else "  "))
            if here:
                parts.append(("[SetCursorPosition]", ""))
            if many:
                ticked = at in control.selected_options
                parts.append(("class:chosen" if ticked else "", f"{signs.ticked if ticked else signs.unticked} "))
            label = padded(labels[at], columns) if choices[at].note else labels[at]
            parts.append(("class:highlighted" if here else "", label))
            note = _note(choices[at].note, label, application.output.get_size().columns)
            parts.append(("class:note", f"{note}\n"))
            starts.append(lines)
            lines += 1 + note.count("\n")
        starts.append(lines)
        return [*parts[:-1], (parts[-1][0], parts[-1][1].removesuffix("\n"))]

    return draw


def _note(note: str, label: str, columns: int) -> str:
    """Behind its label, or below it, broken between words, where there is no room for it."""
    if not note:
        return ""
    if width(safe(note)) <= columns - _FRONT - width(label):
        return f"  {safe(note)}"
    return "".join(f"\n{_BELOW}{line}" for line in wrapped(safe(note), columns - len(_BELOW)))


def _keys(control: InquirerControl, *, many: bool) -> KeyBindings:
    keys = KeyBindings()
    lost = Condition(lambda: bool(control.search_filter) and not _found(control))

    @keys.add(Keys.Any, eager=True)
    def search(event: KeyPressEvent) -> None:
        # questionary itself takes ASCII only
        if event.data.isprintable() and not event.data.isspace():
            control.add_search_character(key(event.data))  # type: ignore[arg-type] # it makes text of whatever comes

    @keys.add(" ", eager=True, filter=Condition(lambda: not many))
    def gap(_event: KeyPressEvent) -> None:
        """Between the words of a search; a search does not begin with it."""
        if control.search_filter:
            control.add_search_character(" ")  # type: ignore[arg-type] # as above

    @keys.add("enter", eager=True, filter=lost)
    def nothing_found(_event: KeyPressEvent) -> None:
        """The whole list is in view again: Enter would pick what nobody looked for."""

    @keys.add(" ", eager=True, filter=Condition(lambda: many and bool(control.search_filter)))
    def tick_what_was_found(_event: KeyPressEvent) -> None:
        """The search has served, and the next one begins anew."""
        at = control.get_pointed_at().value
        ticked = [one for one in control.selected_options if one != at]
        control.selected_options = ticked if at in control.selected_options else [*ticked, at]
        control.search_filter, control.pointed_at = None, int(at or 0)

    def moving(to: Callable[[int], int]) -> Callable[[KeyPressEvent], None]:
        def move(_event: KeyPressEvent) -> None:
            control.pointed_at = max(0, min(control.choice_count - 1, to(control.pointed_at)))

        return move

    keys.add("pagedown", eager=True)(moving(lambda at: at + MOST_LINES))
    keys.add("pageup", eager=True)(moving(lambda at: at - MOST_LINES))
    keys.add("home", eager=True)(moving(lambda _at: 0))
    keys.add("end", eager=True)(moving(lambda _at: control.choice_count))
    return keys


def _search_ended(control: InquirerControl) -> bool:
    """Whether there was a search to end; the pointer stays at what it has found."""
    if not control.search_filter:
        return False
    at = int(control.get_pointed_at().value or 0) if _found(control) else 0
    control.search_filter, control.pointed_at = None, at
    return True


def _below(control: InquirerControl, help_line: str, refused: str) -> StyleAndTextTuples:
    sought = control.search_filter
    if refused:
        return [("class:refused", refused)]
    if not sought:
        return [("class:note", help_line)]
    found = _found(control)
    said = _("Search: {text}; Esc clears it") if found else _("Search: {text} (nothing found); Esc clears it")
    return [("class:note" if found else "class:refused", said.format(text=safe(sought)))]


def _found(control: InquirerControl) -> bool:
    """Whether the search has found something; questionary knows it once it has looked."""
    return bool(control.filtered_choices) and control.found_in_search
