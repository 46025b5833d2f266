"""Kinds named by another column, and addresses spread over several."""

import pytest

from crmctl.importing.address import compose_address
from crmctl.importing.fields import KINDS
from crmctl.importing.points import labelled_kind


@pytest.mark.parametrize(
    ("code", "label", "kind"),
    [
        ("phone:main", "* Mobile", "phone:mobile"),
        ("phone:main", "Мобильный", "phone:mobile"),
        ("phone:main", "Work", "phone:work"),
        ("phone:main", "Work Fax", "fax:main"),
        ("phone:main", "Home", "phone:home"),
        ("phone:main", "", "phone:main"),
        ("email:main", "* Home", "email:home"),
        ("email:main", "Mobile", "email:main"),
        ("messenger:other", "WhatsApp", "messenger:whatsapp"),
        ("website:main", "Work", "website:main"),
    ],
)
def test_a_label_names_the_kind(code: str, label: str, kind: str) -> None:
    assert labelled_kind(code, label, frozenset(KINDS)) == kind


@pytest.mark.parametrize(
    ("parts", "address"),
    [
        (
            {"zip": "101000", "city": "Москва", "street": "Мясницкая, 1", "extra": "офис 5"},
            "101000, Москва, Мясницкая, 1, офис 5",
        ),
        (
            {"street": " 25 Pacific Road ", "zip": "95101", "city": "San José", "region": "CA", "country": "USA"},
            "25 Pacific Road, San José, CA, 95101, USA",
        ),
        ({"street": "25 Pacific Road", "city": " ", "zip": ""}, "25 Pacific Road"),
        ({"city": "Москва", "country": "Россия", "zip": "101000", "street": ""}, ""),
        ({}, ""),
    ],
)
def test_parts_make_an_address_when_there_is_a_street(parts: dict[str, str], address: str) -> None:
    assert compose_address(parts) == address
