"""The domain's closed lists in the user's language."""

from crmctl.i18n import N_, _
from crmctl.vocabulary import State, TaskStatus

_STATUSES = {
    TaskStatus.NEW: N_("not accepted"),
    TaskStatus.ACCEPTED: N_("accepted"),
    TaskStatus.DONE: N_("done"),
    TaskStatus.APPROVED: N_("approved"),
    TaskStatus.RETURNED: N_("returned"),
    TaskStatus.CANCELLED: N_("cancelled"),
}
_STATES = {
    State.OK: N_("ok"),
    State.STALE: N_("stale"),
    State.INVALID: N_("invalid"),
    State.PLACEHOLDER: N_("placeholder"),
    State.MISSING: N_("missing"),
    State.WAIVED: N_("waived"),
    State.NOT_APPLICABLE: N_("no longer applies"),
    State.GONE: N_("gone"),
}


def status_word(status: TaskStatus) -> str:
    return _(_STATUSES[status])


def state_word(state: State) -> str:
    return _(_STATES[state])
