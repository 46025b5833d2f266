"""Names in messengers: `@name`, a link to one, or whatever else identifies a person there."""

import re

_LINK = re.compile(
    r"(?:https?://)?(?:www\.)?(?:t\.me|telegram\.me|wa\.me|vk\.com|m\.me|viber\.click)/+@?([\w.+-]+)/?(?:\?.*)?",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^(?:telegram|телеграмм?|tg|тг|whats\s?app|ватсап|вотсап|viber|вайбер|skype|скайп|max|vk|вк)\s*[:\-–]\s*",
    re.IGNORECASE,
)
_NAME = re.compile(r"@?[\w.+:-]{2,64}")


def messenger_name(text: str) -> str:
    """The name in lower case without `@`, link and label; empty when the text cannot be one."""
    link = _LINK.fullmatch(text)
    name = link[1] if link else _LABEL.sub("", text)
    return name.lstrip("@").lower() if _NAME.fullmatch(name) and any(map(str.isalnum, name)) else ""
