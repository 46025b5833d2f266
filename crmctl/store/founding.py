"""What every new base holds: the contact kinds and its first admin."""

from crmctl.cleaning.text import key
from crmctl.i18n import N_, _
from crmctl.rights import Actor
from crmctl.store.models import ContactKind, User
from crmctl.store.work import Work
from crmctl.vocabulary import PointType, Role

KINDS = (
    ("phone:main", N_("Phone")),
    ("phone:mobile", N_("Mobile phone")),
    ("phone:work", N_("Work phone")),
    ("phone:home", N_("Home phone")),
    ("phone:other", N_("Other phone")),
    ("email:main", N_("E-mail")),
    ("email:work", N_("Work e-mail")),
    ("email:home", N_("Home e-mail")),
    ("email:other", N_("Other e-mail")),
    ("address:main", N_("Address")),
    ("address:legal", N_("Legal address")),
    ("address:postal", N_("Postal address")),
    ("website:main", N_("Website")),
    ("messenger:telegram", N_("Telegram")),
    ("messenger:whatsapp", N_("WhatsApp")),
    ("messenger:other", N_("Messenger")),
    ("fax:main", N_("Fax")),
    ("other:other", N_("Other")),
)


def found(work: Work, login: str, name: str = "") -> Actor:
    """Fill an empty base: the built-in kinds, and `login` as its admin, who is returned."""
    for code, label in KINDS:
        work.add(ContactKind(run_id=work.run_id, code=code, type=PointType(code.partition(":")[0]), label=_(label)))
    name = name or login
    admin = User(run_id=work.run_id, login=login, login_key=key(login), name=name, name_key=key(name), role=Role.ADMIN)
    return Actor(work.add(admin), login, name, Role.ADMIN, None)
