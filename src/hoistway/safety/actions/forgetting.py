"""Rounds and posts are deleted when their time is over."""

from datetime import date

from django.db import transaction

from hoistway.safety.models import Appointment, KeptRound


@transaction.atomic
def forget_rounds(*, before: date) -> int:
    """Delete rounds of periods that began before a day, and posts that ended before it."""
    gone, _each = KeptRound.objects.filter(first_day__lt=before).delete()
    left, _each = Appointment.objects.filter(until__lt=before).delete()
    return gone + left
