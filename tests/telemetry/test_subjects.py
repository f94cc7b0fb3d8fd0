import pytest

from hoistway.telemetry.rules.subjects import elevator_of, may_be_a_topic, subject_of, topic_of


def test_topic_and_subject_name_the_same_elevator() -> None:
    number = "31103101042015060001"

    assert topic_of(register_number=number).replace("/", ".") == subject_of(register_number=number)
    assert elevator_of(subject=subject_of(register_number=number)) == number
    assert elevator_of(subject=f"$MQTT.msgs.{subject_of(register_number=number)}") == number


@pytest.mark.parametrize(
    "subject",
    ["", "elevators.1.2.status", "elevators.1.status.x", "elevators..status", "x.1.status"],
)
def test_other_subjects_name_no_elevator(subject: str) -> None:
    assert elevator_of(subject=subject) == ""


@pytest.mark.parametrize("number", ["", "1 2", "1.2", "1*", "1>", "1/2", "电梯", "1" * 33, "1\n"])
def test_number_with_signs_of_the_broker_cannot_be_a_topic(number: str) -> None:
    assert not may_be_a_topic(register_number=number)
