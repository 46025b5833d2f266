"""The closed lists as users spell them, English and Russian."""

from collections.abc import Mapping
from enum import StrEnum

from crmctl.vocabulary import ClientKind, Priority, Relation, Sex, TaskStatus


def _spelled(words: type[StrEnum], russian: Mapping[str, StrEnum]) -> dict[str, str]:
    """Stored values by key; a value's own name comes first, with a space for its underscore too."""
    own = {spelling: word.value for word in words for spelling in (word.value, word.value.replace("_", " "))}
    return own | {spelling: word.value for spelling, word in russian.items()}


KINDS = _spelled(ClientKind, {
    "компания": ClientKind.COMPANY, "организация": ClientKind.COMPANY, "юрлицо": ClientKind.COMPANY,
    "юридическое лицо": ClientKind.COMPANY,
    "физлицо": ClientKind.PERSON, "физическое лицо": ClientKind.PERSON, "частное лицо": ClientKind.PERSON,
    "ип": ClientKind.SOLE_TRADER, "предприниматель": ClientKind.SOLE_TRADER,
    "индивидуальный предприниматель": ClientKind.SOLE_TRADER,
})  # fmt: skip
RELATIONS = _spelled(Relation, {
    "клиент": Relation.CLIENT, "лид": Relation.LEAD, "поставщик": Relation.SUPPLIER,
    "конкурент": Relation.COMPETITOR, "прочее": Relation.OTHER, "другое": Relation.OTHER,
})  # fmt: skip
SEXES = _spelled(Sex, {
    "male": Sex.MALE, "м": Sex.MALE, "муж": Sex.MALE, "мужской": Sex.MALE,
    "female": Sex.FEMALE, "ж": Sex.FEMALE, "жен": Sex.FEMALE, "женский": Sex.FEMALE,
})  # fmt: skip
STATUSES = _spelled(TaskStatus, {
    "новая": TaskStatus.NEW, "принята к исполнению": TaskStatus.ACCEPTED, "принята": TaskStatus.ACCEPTED,
    "выполнена": TaskStatus.DONE, "работа принята": TaskStatus.APPROVED, "возвращена": TaskStatus.RETURNED,
    "отменена": TaskStatus.CANCELLED,
})  # fmt: skip
PRIORITIES = _spelled(Priority, {
    "низкий": Priority.LOW, "обычный": Priority.NORMAL, "средний": Priority.NORMAL, "высокий": Priority.HIGH,
})  # fmt: skip
YES_NO = {
    "yes": "yes", "true": "yes", "1": "yes", "да": "yes", "истина": "yes",
    "no": "no", "false": "no", "0": "no", "нет": "no", "ложь": "no",
}  # fmt: skip
