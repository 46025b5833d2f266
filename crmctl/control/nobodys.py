"""The clients that nobody who is there and active is in charge of, by the reason why."""

from collections import Counter
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from crmctl.cleaning.text import key
from crmctl.control.finding import Bundle
from crmctl.control.plan import ControlPlan, Portion, portion
from crmctl.rights import Actor, visible
from crmctl.store.queries.control import PEOPLE
from crmctl.store.queries.conversing import NOBODYS
from crmctl.store.reader import Reader
from crmctl.vocabulary import RecordType


class Why(StrEnum):
    NOBODY = "nobody"
    """The card names no one, or the contact has no client."""
    UNKNOWN = "unknown"
    """An imported file named somebody whom the base does not know."""
    NAMESAKES = "namesakes"
    """It named several users at once."""
    INACTIVE = "inactive"
    AWAY = "away"
    """Absent, and nobody stands in."""
    SKIPPED = "skipped"
    """One of those who share, absent: the others have it all."""


class Line(NamedTuple):
    """Why, who is named on the cards (empty for nobody), and how much that is."""

    why: Why
    who: str
    portion: Portion


def nobodys_lines(reader: Reader, actor: Actor, bundles: Sequence[Bundle], logins: Mapping[int, str]) -> list[Line]:
    """One line for nobody, one for each unknown, inactive or absent person, however the cards spell the name.

    `logins` are everybody's, by id.
    """
    if not bundles:
        return []
    shared = namesakes(reader)
    named: dict[int, tuple[Why, str]] = {}
    for one in reader.all(NOBODYS, {"visible": visible(actor, RecordType.CLIENT)}):
        if one.login:
            named[one.client_id] = Why.INACTIVE, one.login
        elif one.named:
            named[one.client_id] = Why.NAMESAKES if key(one.named) in shared else Why.UNKNOWN, one.named
    found: dict[tuple[Why, str], list[tuple[str, Bundle]]] = {}
    for bundle in bundles:
        why, who = named.get(bundle.client_id or 0, (Why.NOBODY, ""))
        if bundle.responsible_id is not None:
            why, who = Why.AWAY, logins[bundle.responsible_id]
        found.setdefault((why, key(who)), []).append((who, bundle))
    return [
        Line(why, those[0][0], portion([bundle for _who, bundle in those]))
        for (why, _name), those in sorted(found.items(), key=lambda one: one[0])
    ]


def namesakes(reader: Reader) -> set[str]:
    """Full names, as keys, that more than one user has, so that they name none of them."""
    counted = Counter(key(one.name) for one in reader.all(PEOPLE))
    return {name for name, number in counted.items() if name and number > 1}


def skipped_lines(plan: ControlPlan, logins: Mapping[int, str]) -> list[Line]:
    """One line for each of those who share and are away without anybody standing in."""
    missed = [person for person in sorted(plan.rule.weights or ()) if plan.rule.away.get(person, person) is None]
    return [Line(Why.SKIPPED, logins[person], Portion(0, 0)) for person in missed]
