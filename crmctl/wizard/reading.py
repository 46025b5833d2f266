"""A filter as people read it: the same filter, in the words the user's language has for fields and comparisons."""

from crmctl.filters.field import Field, FieldType
from crmctl.filters.fields import Filtered, find
from crmctl.filters.language import parse
from crmctl.filters.tree import AllOf, AnyOf, Comparison, Not, Op, Tree, value_text
from crmctl.i18n import N_, _
from crmctl.wizard.around import Around
from crmctl.wizard.conditions import WORDS

_SAID = {
    Op.IN: N_("{field} in ({values})"),
    Op.NOT_IN: N_("{field} not in ({values})"),
    Op.LIKE: N_("{field} like {values}"),
    Op.NOT_LIKE: N_("{field} not like {values}"),
    Op.CONTAINS: N_("{field} contains {values}"),
    Op.NOT_CONTAINS: N_("{field} does not contain {values}"),
    Op.EMPTY: N_("{field} is empty"),
    Op.FILLED: N_("{field} is filled"),
}
"""Comparisons that are no signs."""


def readable(around: Around, text: str, record: Filtered) -> str:
    """A filter that can be read, in words; empty for none."""
    return _Reader(around, record).said(parse(text)) if text.strip() else ""


class _Reader:
    def __init__(self, around: Around, record: Filtered) -> None:
        self.around = around
        self.record = record

    def said(self, tree: Tree) -> str:
        match tree:
            case Comparison():
                return self._comparison(tree)
            case Not(part):
                return _("not {part}").format(part=self._inside(part, Comparison, Not))
            case AllOf(parts):
                return _(" and ").join(self._inside(part, Comparison, Not) for part in parts)
            case AnyOf(parts):
                return _(" or ").join(self._inside(part, Comparison, Not, AllOf) for part in parts)

    def _inside(self, part: Tree, *need_no_brackets: type[Tree]) -> str:
        said = self.said(part)
        return said if isinstance(part, need_no_brackets) else f"({said})"

    def _comparison(self, one: Comparison) -> str:
        field = find(self.record, one.field.text)
        values = ", ".join(self._value(field, word.text) for word in one.values)
        caption = _(field.caption) if field else one.field.text
        if one.op in _SAID:
            return _(_SAID[one.op]).format(field=caption, values=values)
        return f"{caption} {one.op} {values}"

    def _value(self, field: Field | None, text: str) -> str:
        stored = field.choices.get(text.casefold()) if field and field.choices else None
        if field and stored and field.type is FieldType.YES_NO:
            return _("yes") if stored == "yes" else _("no")
        if field and stored and field.code in WORDS:
            return self.around.word(WORDS[field.code](stored))
        return value_text(text)
