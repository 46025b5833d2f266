"""The kind of a contact point where another column of the row names it, as in Google's contacts."""

from crmctl.cleaning.text import key

_SORTS = {
    "mobile": ("mobile", "cell", "iphone", "мобил", "сотов"),
    "work": ("work", "business", "office", "работ", "раб", "служеб"),
    "home": ("home", "personal", "дом", "личн"),
    "telegram": ("telegram", "телеграм"),
    "whatsapp": ("whatsapp",),
    "other": ("other", "друг", "custom", "pager"),
}


def labelled_kind(code: str, label: str, kinds: frozenset[str]) -> str:
    """The kind of the same type that `label` names (`* Work`, «Мобильный»); `code` itself where it names none."""
    said, point_type = key(label), code.partition(":")[0]
    if point_type == "phone" and "fax" in said:
        return "fax:main"
    for sort, words in _SORTS.items():
        if f"{point_type}:{sort}" in kinds and any(word in said for word in words):
            return f"{point_type}:{sort}"
    return code
