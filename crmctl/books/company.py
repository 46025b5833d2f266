"""The company's settings, changed."""

import json
from typing import Any, NamedTuple

from crmctl.i18n import _
from crmctl.rights import Actor, require
from crmctl.settings import DEFINITIONS, parsed, read_settings
from crmctl.store.reader import Reader
from crmctl.store.work import Work


class SettingEntry(NamedTuple):
    code: str
    value: Any
    default: Any
    meaning: str


def list_settings(reader: Reader) -> list[SettingEntry]:
    settings = read_settings(reader)
    return [SettingEntry(one.code, settings[one.code], one.default, _(one.meaning)) for one in DEFINITIONS.values()]


def set_setting(work: Work, actor: Actor, code: str, text: str) -> Any:
    """Set it to what `text` says; returns the value. Only what differs from the default is kept."""
    require(actor)
    value = parsed(code, text)
    bound = {"run": work.run_id, "code": code, "value": json.dumps(value, ensure_ascii=False)}
    if value == DEFINITIONS[code].default:
        work.execute("DELETE FROM setting WHERE code = :code", bound)
    elif work.execute("SELECT 1 FROM setting WHERE code = :code", bound).fetchone():
        work.execute("UPDATE setting SET value = :value WHERE code = :code AND value <> :value", bound)
    else:
        work.execute("INSERT INTO setting (run_id, code, value) VALUES (:run, :code, :value)", bound)
    return value
