"""What a column of an imported file can hold: the field codes of users, clients and contacts, and contact kinds."""

from typing import Literal

What = Literal["users", "clients", "contacts"]

IGNORE = "ignore"
"""In a mapping: leave this column alone."""
PARENT, IS_COMPANY = "parent", "is_company"
"""Of files that mix companies and their people: the company a person belongs to, and whether the row is a company."""

_NAME = ("last_name", "first_name", "middle_name", "birth_date")
_ADDRESS = ("address.street", "address.extra", "address.zip")
FIELDS: dict[What, tuple[str, ...]] = {
    "users": ("login", "name", "email", "extension", "role", "group", "team", "capacity", "active"),
    "clients": (
        *("external_id", "kind", "relation", "name", "legal_name", *_NAME, "inn", "kpp", "ogrn"),
        *("country", "city", "region", *_ADDRESS, "industry", "segment", "work_status", "importance", "source"),
        *("responsible", "comment", "created_at", IS_COMPANY, PARENT),
    ),
    "contacts": (
        *("external_id", "client", "client_name", "display_name", *_NAME, "sex", "job_title", "key_person", "role"),
        *(*_ADDRESS, "address.city", "address.region", "address.country", "comment", "created_at", IS_COMPANY),
    ),
}
REQUIRED: dict[What, tuple[str, ...]] = {
    "users": ("login",),
    "clients": ("name", "last_name", "first_name"),
    "contacts": ("display_name", "last_name", "first_name"),
}
"""A file has at least one of these."""
KINDS = (
    *("phone:main", "phone:mobile", "phone:work", "phone:home", "phone:other"),
    *("email:main", "email:work", "email:home", "email:other"),
    *("address:main", "address:legal", "address:postal", "website:main"),
    *("messenger:telegram", "messenger:whatsapp", "messenger:other", "fax:main", "other:other"),
)
"""The contact kinds every base starts with."""
ADDRESS_PARTS: dict[str, str] = {
    "address.street": "street",
    "address.extra": "extra",
    "address.zip": "zip",
    "address.city": "city",
    "address.region": "region",
    "address.country": "country",
    "city": "city",
    "region": "region",
    "country": "country",
}
"""Which part of an address a field is; a client's city, region and country are fields of their own as well."""


def is_repeatable(code: str) -> bool:
    """Whether several columns may hold this field: contact points and comments."""
    return ":" in code or code == "comment"


def belongs_only_to_address(code: str) -> bool:
    return code.startswith("address.")
