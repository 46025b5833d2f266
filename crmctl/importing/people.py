"""Who a file means: a user by login, full name or e-mail."""

from collections.abc import Iterable

from crmctl.cleaning.placeholder_words import is_sheet_error
from crmctl.cleaning.text import clean, is_blank, key
from crmctl.store.queries.importing import Colleague

Responsible = tuple[int | None, str | None]
"""A user's id, or else the text that names nobody in the base."""


class People:
    """The users of the base by all that names them."""

    def __init__(self, users: Iterable[Colleague]) -> None:
        self._known: dict[str, Colleague | None] = {}
        self.all = users = list(users)
        for names in ("login", "email", "name"):
            for user in users:
                self._name(getattr(user, names), user)

    def _name(self, text: str | None, user: Colleague) -> None:
        """A login is sure; a name that two have names neither."""
        if text and key(text) in self._known:
            other = self._known[key(text)]
            if other is not None and text == other.name and other is not user:
                self._known[key(text)] = None
        elif text:
            self._known[key(text)] = user

    def responsible(self, text: str) -> Responsible:
        """An active user, or the text of one who is not; neither when the cell says nothing."""
        if is_blank(text) or is_sheet_error(text):
            return None, None
        user = self.named(text)
        return (user.id, None) if user and user.active else (None, clean(text))

    def named(self, text: str) -> Colleague | None:
        """The user of this login, e-mail or name, active or not."""
        return self._known.get(key(clean(text)))
