import pytest

from crmctl.cleaning.values import Cleaner
from crmctl.vocabulary import PointType, ValueState


@pytest.mark.parametrize(
    ("cell", "normal"),
    [
        ("@Ivan_P", "ivan_p"),
        ("https://t.me/Ivan_P", "ivan_p"),
        ("telegram: @ivan_p", "ivan_p"),
        ("8 903 124-24-86", "+79031242486"),
        ("live:ivan.p", "live:ivan.p"),
    ],
)
def test_a_name_in_a_messenger_is_told_without_its_wrapping(cell: str, normal: str) -> None:
    (value,) = Cleaner().points(PointType.MESSENGER, cell)
    assert (value.normal, value.state) == (normal, ValueState.OK)


def test_a_sentence_is_no_name_in_a_messenger() -> None:
    assert Cleaner().points(PointType.MESSENGER, "напишу сам в пятницу")[0].state is ValueState.INVALID
