"""Use units checked this year, and orders that were to be closed: rows behind two figures."""

from datetime import date, datetime, time

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, TruncDate

from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import SHANGHAI, local_day
from hoistway.parties.models import Organisation
from hoistway.parties.queries import Reach, organisations, reach_of
from hoistway.parties.vocabulary import OrganisationKind
from hoistway.supervision.models import Check, Order
from hoistway.supervision.vocabulary import CheckState, OrderState

_FINISHED = [str(CheckState.SIGNED), str(CheckState.REFUSED)]
_ENDED = [str(OrderState.CLOSED), str(OrderState.TRANSFERRED)]


def _own(by: Actor) -> Q:
    reach = reach_of(by=by)
    if reach is Reach.ALL:
        return Q()
    return Q(jurisdiction_id=by.jurisdiction_id) if reach is Reach.JURISDICTION else Q(pk__in=[])


def units_checked(*, by: Actor, at: datetime) -> tuple[QuerySet[Organisation], Q]:
    """Return the use units, and the condition that a check of one was finished this year.

    Source: 市监特设发〔2022〕59号: at least 5 % of use units a calendar year.
    """
    first = datetime.combine(date(local_day(at=at).year, 1, 1), time(), SHANGHAI)
    done = Check.objects.filter(
        organisation_id=OuterRef("pk"), state__in=_FINISHED, signed_at__gte=first,
        signed_at__lte=at,
    )  # fmt: skip
    rows = organisations(kind=OrganisationKind.USE_UNIT).filter(_own(by))
    return rows, Q(Exists(done))


def orders_due(*, by: Actor, at: datetime) -> tuple[QuerySet[Order], Q]:
    """Return the orders served this year whose end was due or has come, and «ended in time».

    An order ends when its review passes or when it is handed to enforcement; it is to end on the
    last day for its review, without a report on its own last day. Revoked ones do not count.
    Source: 特种设备安全监督检查办法 art. 29.
    """
    day = local_day(at=at)
    first = datetime.combine(date(day.year, 1, 1), time(), SHANGHAI)
    ends = Coalesce("review_by", "due_on")
    rows = (
        Order.objects.filter(_own(by), served_at__gte=first, served_at__lte=at)
        .exclude(state=OrderState.REVOKED)
        .annotate(ends_on=ends, ended_on=TruncDate("settled_at", tzinfo=SHANGHAI))
    )
    settled = Q(state__in=_ENDED, settled_at__isnull=False)
    in_time = settled & Q(ends_on__isnull=False, ended_on__lte=F("ends_on"))
    return rows.filter(settled | Q(ends_on__lt=day)).order_by("pk"), in_time
