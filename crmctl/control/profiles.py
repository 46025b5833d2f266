"""Profiles: the answers of a check or a wizard, saved under a name for next time and for cron."""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from crmctl.checks.discovery import all_checks, find_check
from crmctl.cleaning.text import key
from crmctl.errors import NotFound, UsageError
from crmctl.i18n import _
from crmctl.rights import SUPERVISORS, Actor, require
from crmctl.store.queries.profiles import ALL, StoredProfile
from crmctl.store.reader import Reader
from crmctl.store.work import Work


class Profile(NamedTuple):
    """A profile; `answers` as `save_profile` got them."""

    name: str
    check: str
    answers: Mapping[str, Any]


def profiles(reader: Reader) -> list[Profile]:
    return [_profile(stored) for stored in reader.rows(ALL)]


def find_profile(reader: Reader, name: str) -> Profile:
    """Raises NotFound with the nearest name."""
    stored = _stored(reader)
    if key(name) in stored:
        return _profile(stored[key(name)])
    raise NotFound(
        _("There is no profile {name}.").format(name=name), _nearest(name, [p.name for p in stored.values()])
    )


def check_or_profile(reader: Reader, name: str) -> Profile:
    """A profile, or a check's code as a profile without answers; raises NotFound with the nearest name."""
    stored = _stored(reader)
    if name in all_checks():
        return Profile("", name, {})
    if key(name) in stored:
        return _profile(stored[key(name)])
    known = [*all_checks(), *(profile.name for profile in stored.values())]
    raise NotFound(_("There is no check or profile {name}.").format(name=name), _nearest(name, known))


def save_profile(work: Work, actor: Actor, name: str, check: str, answers: Mapping[str, Any]) -> str:
    """Keep the answers under this name, over those of an earlier profile of that name. Returns the name as stored."""
    from crmctl.store.models import Profile as Row

    require(actor, *SUPERVISORS)
    name = " ".join(name.split())
    if not name or key(name) in all_checks():
        raise UsageError(_("A profile needs a name that is no check's."))
    text = json.dumps(answers, ensure_ascii=False)
    stored = _stored(work.reader).get(key(name))
    if stored is None:
        work.add(Row(run_id=0, name=name, name_key=key(name), check_code=find_check(check).code, answers=text))
    else:
        row = work.session.get_one(Row, stored.id)
        row.name, row.check_code, row.answers = name, find_check(check).code, text
    return name


def _stored(reader: Reader) -> dict[str, StoredProfile]:
    return {key(one.name): one for one in reader.rows(ALL)}


def _profile(stored: StoredProfile) -> Profile:
    return Profile(stored.name, stored.check_code, json.loads(stored.answers))


def _nearest(name: str, known: list[str]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(key(name), known, 1)
    return _("Did you mean {name}?").format(name=close[0]) if close else _("See `crmctl check list`.")
