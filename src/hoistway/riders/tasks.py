"""Background entries of the riders room; they may ask the clock."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from hoistway.foundation import clock
from hoistway.riders import actions

QUEUE = "register"
_RETRY = RetryStrategy(max_attempts=5, wait=5)


@app.task(queue=QUEUE, retry=_RETRY, name="riders.tell_filed")
def tell_filed(*, report_id: int, **later: object) -> None:
    """Queue the messages about a new report."""
    actions.tell_filed(report_id=report_id, now=clock.now())


@app.task(queue=QUEUE, retry=_RETRY, name="riders.tell_moved")
def tell_moved(*, step_id: int, **later: object) -> None:
    """Queue the messages about a step of a report."""
    actions.tell_moved(step_id=step_id, now=clock.now())


@app.task(queue=QUEUE, retry=_RETRY, name="riders.follow_fault")
def follow_fault(*, step_id: int, **later: object) -> None:
    """Answer the reports of a fault that was mended."""
    actions.follow_fault(step_id=step_id, now=clock.now())


@app.task(queue=QUEUE, retry=_RETRY, name="riders.follow_facts")
def follow_facts(*, elevator_ids: list[int], **later: object) -> None:
    """Close the corrections of elevators whose facts were judged."""
    actions.follow_facts(elevator_ids=elevator_ids, now=clock.now())


class CodeNotSent(Exception):
    """Raised for the retry rule: the gateway did not take a code."""


@app.task(
    queue="messages", name="riders.send_phone_code",
    retry=RetryStrategy(max_attempts=6, exponential_wait=2, retry_exceptions=[CodeNotSent]),
)  # fmt: skip
def send_phone_code(*, check_id: int, **later: object) -> None:
    """Send a code to a reporter's telephone; a gateway that is down is asked again at once."""
    if not actions.send_phone_code(check_id=check_id, now=clock.now()):
        raise CodeNotSent
