"""What the riders room announces."""

from dataclasses import dataclass

from hoistway.foundation.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFiled(Event):
    """Somebody reported something that is no call for help."""

    report_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportMoved(Event):
    """A report was taken up, passed on, answered, reopened, escalated or closed."""

    step_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintVerified(Event):
    """A report was found true or not; the pilot and the credit of firms read it."""

    report_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneCodeAsked(Event):
    """A reporter wants a code sent to the telephone that they left."""

    check_id: int
