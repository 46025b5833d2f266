"""Which field each column holds that nobody knows, asked column by column, those of one list at once."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from crmctl.i18n import _, ngettext
from crmctl.importing.fields import IGNORE, is_repeatable
from crmctl.wizard.dialog import Check, Choice, Dialog

_SHOWN = 3
_WIDEST = 24
"""Characters of a value that is shown."""


class Asked(NamedTuple):
    """A column to ask about, or the columns of one list; `values` are some that stand in them."""

    label: str
    values: Sequence[str]
    columns: int = 1


class Answers(NamedTuple):
    """Field codes by header, IGNORE for what is left out; `file` to save them in, or empty."""

    columns: dict[str, str]
    file: str


NOTHING = Answers({}, "")


def ask_columns(
    dialog: Dialog, columns: Sequence[Asked], fields: Sequence[Choice[str]], taken: Collection[str], usable: Check
) -> Answers:
    """The field of each column; `taken` ones are offered no more, and `usable` judges the name of a file to save in."""
    answers: dict[str, str] = {}
    out = Choice(_("Leave it out"), IGNORE)
    for column in columns:
        used = {*taken, *answers.values()}
        free = [field for field in fields if field.value not in used or is_repeatable(field.value)]
        answers[column.label] = dialog.pick(_question(column), [out, *free])
    file = dialog.text(
        _("Save the answers for --map as (Enter: do not)"), check=lambda name: usable(name) if name else None
    )
    return Answers(answers, file)


def offer(dialog: Dialog, columns: Sequence[Asked]) -> bool:
    """Whether the person wants to say what the columns hold."""
    said = ngettext("{count} column is not known: {names}", "{count} columns are not known: {names}", len(columns))
    question = said.format(count=len(columns), names=", ".join(column.label for column in columns))
    choices = [Choice(_("Leave out what is not known"), value=False), Choice(_("Say what it holds"), value=True)]
    return dialog.pick(question, choices)


def _question(column: Asked) -> str:
    shown = ", ".join(_short(value) for value in column.values[:_SHOWN])
    if column.columns > 1:
        return _("{count} columns {name} ({values})").format(count=column.columns, name=column.label, values=shown)
    if not shown:
        return _("Column {name} (empty)").format(name=column.label)
    return _("Column {name} ({values})").format(name=column.label, values=shown)


def _short(value: str) -> str:
    text = " ".join(value.split())
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 1]}…"
