"""What a counterparty of CommerceML says, by the names of its elements."""

from collections.abc import Iterator
from typing import Any

from crmctl.cleaning.text import key
from crmctl.importing.formats.commerceml_nodes import COUNTERPARTY, REPRESENTATIVE, Node

_NAMED = ("Фамилия", "Имя", "Отчество", "ДатаРождения", "Пол", "ИНН", "КПП", "ОГРН", "Комментарий")
_ADDRESSES = {"Адрес": "Адрес", "ЮридическийАдрес": "Юридический адрес", "ПочтовыйАдрес": "Почтовый адрес"}
_OF_COMPANIES = ("ОфициальноеНаименование", "ЮридическийАдрес", "КПП")
_ANY_CONTACT = "Контактное лицо"
_SORTS = {
    "Факс": ("факс", "fax"),
    "Телефон": ("тел", "phone", "моб"),
    "Почта": ("почта", "mail"),
    "Сайт": ("сайт", "страница", "web", "url"),
}


def of_client(node: Node) -> dict[str, Any]:
    """A counterparty itself."""
    full = node.first("ОфициальноеНаименование", "ПолноеНаименование")
    addresses = {header: _address(node, name) for name, header in _ADDRESSES.items()}
    registered = _address(node, "АдресРегистрации")
    company = any(map(node.first, _OF_COMPANIES)) or any(node.all("ЮридическийАдрес"))
    addresses["Юридический адрес" if company else "Адрес"] = (
        addresses["Юридический адрес" if company else "Адрес"] or registered
    )
    person = not company and node.first("Фамилия", "Имя")
    return {
        "Ид": node.first("Ид"),
        "Вид": "company" if company else "person" if person else "",
        "Наименование": node.first("Наименование") or full,
        "Полное наименование": full,
        "Тип отношений": node.first("Роль"),
        **{name: node.first(name) for name in _NAMED},
        **addresses,
        **_points(node),
    }


def representatives(node: Node) -> Iterator[Node]:
    """The people who stand for a counterparty; newer files say of each that he is a counterparty, too."""
    for group in node.all("Представители"):
        for one in group.all(REPRESENTATIVE):
            yield next(one.all(COUNTERPARTY), one)


def of_representative(node: Node, client: dict[str, Any]) -> dict[str, Any]:
    """A person; `client` is whom he stands for."""
    said = node.first("Должность", "Отношение")
    return {
        "Ид": node.first("Ид"),
        "Код клиента": client["Ид"],
        "Название компании": client["Наименование"],
        "Наименование": node.first("Наименование", "ПолноеНаименование"),
        **{name: node.first(name) for name in _NAMED[:5]},
        "Должность": "" if key(said) == key(_ANY_CONTACT) else said,
        "Комментарий": node.first("Комментарий"),
        "Адрес": _address(node, "Адрес"),
        **_points(node),
    }


def _address(node: Node, name: str) -> str:
    """The address as it is shown, else its fields one after the other."""
    for address in node.all(name):
        if shown := address.first("Представление"):
            return shown
        parts = [one.first("Значение") for one in address.all("АдресноеПоле")]
        return ", ".join(filter(None, parts)) or address.text
    return ""


def _points(node: Node) -> dict[str, Any]:
    """The contact points by what they are; each says which kind."""
    found: dict[str, Any] = {name: [] for name in (*_SORTS, "Другой контакт")}
    for group in node.all("Контакты"):
        for one in group.all("Контакт"):
            said = key(one.first("Тип"))
            sort = next((name for name, words in _SORTS.items() if any(word in said for word in words)), "")
            found[sort or "Другой контакт"].append({"value": one.first("Значение"), "type": said})
    return found
