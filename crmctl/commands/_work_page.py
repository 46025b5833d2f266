"""One client on the screen of `tasks work`: the card in short, and the rows to be filled."""

from collections.abc import Mapping
from typing import NamedTuple

from crmctl.checks.wording import Wording
from crmctl.commands._words import shown_name, state_word
from crmctl.commands._work_card import LOOKS, card_lines, sign
from crmctl.commands._work_verdict import INDENT, verdict_line
from crmctl.context import Context
from crmctl.i18n import _, ngettext
from crmctl.tasks.desk.state import Desk
from crmctl.tasks.pages import PageRow
from crmctl.ui.frame import Line, Look, Span, cut, line, span
from crmctl.ui.width import width
from crmctl.vocabulary import RecordType, State

_NEEDED = ("heading", "field", "verdict")
"""Lines of the row that is being filled."""


class Body(NamedTuple):
    """The lines of a page, and which of them holds the text field."""

    lines: list[Line]
    field: int | None


def page_body(crm: Context, labels: Mapping[str, str], desk: Desk, columns: int, height: int) -> Body:
    """The client and his rows in so many lines: the row that is being filled always, the card as far as it goes."""
    rows, field = _rows(crm, labels, desk, columns)
    card = card_lines(
        crm, labels, desk, columns, spare=height - len(rows), least=min(1 + (height - 1) // 3, height - 3)
    )
    gap: list[Line] = [[]] if len(card) + len(rows) < height - 1 and len(card) > 1 else []
    head = [*card, *gap] if height > len(_NEEDED) else []
    rows, field = _window(rows, field, height - len(head), columns)
    return Body([*head, *rows], None if field is None else len(head) + field)


def _rows(crm: Context, labels: Mapping[str, str], desk: Desk, columns: int) -> tuple[list[Line], int | None]:
    lines: list[Line] = []
    field = None
    for row in desk.page.rows:
        lines.append(_heading(crm, labels, desk, row, columns))
        if row is desk.row:
            field = len(lines)
            lines += [[], verdict_line(crm, labels, desk, row, columns)]
        elif row.number in desk.unsaved:
            text = _("typed, not saved: {text}").format(text=desk.drafts[row.number])
            lines.append(line(span(f"{' ' * INDENT}{text}", Look.WARN), columns=columns))
    return lines, field


def _heading(crm: Context, labels: Mapping[str, str], desk: Desk, row: PageRow, columns: int) -> Line:
    """Which row, whose, what is wanted, what stands there. Where it is narrow names and values are cut, no words."""
    look = LOOKS.get(row.state, Look.WARN if row.is_open else Look.DIM)
    pointer = "> " if row is desk.row else "  "
    strong = Look.STRONG if row is desk.row else Look.PLAIN
    number, wanted = f"{desk.overview.task.id}.{row.number} ", Wording(labels)(row.requirement)
    value, about = _standing(crm, row)
    signed = sign(crm, look)
    room = max(0, columns - sum(map(width, (pointer, signed, number, wanted, "  ", about))))
    whose = span(f"{shown_name(row.contact)}: ").text if row.record is RecordType.CONTACT else ""
    value = cut(span(value).text, max(room - width(whose), room // 2))
    if width(whose) + width(value) > room:
        whose = f"{cut(whose.removesuffix(': '), max(1, room - width(value) - 2))}: "
    return line(Span(pointer, strong), span(signed, look), span(f"{number}{whose}{wanted}", strong), Span("  "),
                span(f"{value}{about}", look), columns=columns)  # fmt: skip


def _standing(crm: Context, row: PageRow) -> tuple[str, str]:
    """The value that stands there, and what it is worth or who filled it in; or that there is none."""
    best = row.values[0].value if row.values else ""
    if row.is_open:
        return best, f": {state_word(row.state)}" if best else state_word(row.state)
    if row.state is not State.OK:
        return "", state_word(row.state)
    filled = ", ".join(filter(None, (row.closed_by or "", crm.moment(row.closed_at))))
    return best, f" ({filled})" if filled else ""


def _window(rows: list[Line], field: int | None, height: int, columns: int) -> tuple[list[Line], int | None]:
    """So many of the lines, among them the heading, the field and the verdict of the row that is being filled."""
    if len(rows) <= height:
        return rows, field
    roomy = height > len(_NEEDED) + 1
    wanted = (field or 0) - (2 if roomy else 1 if height > 1 else 0)
    first = max(0, min(wanted, len(rows) - height))
    shown = rows[first : first + max(1, height)]
    before, after = first, len(rows) - first - len(shown)
    if roomy:
        if before and first < (field or 0) - 1:
            shown[0] = _more(before + 1, columns)
        if after:
            shown[-1] = _more(after + 1, columns)
    return shown, None if field is None else field - first


def _more(lines: int, columns: int) -> Line:
    text = ngettext("… {count} more line", "… {count} more lines", lines).format(count=lines)
    return line(span(f"  {text}", Look.DIM), columns=columns)
