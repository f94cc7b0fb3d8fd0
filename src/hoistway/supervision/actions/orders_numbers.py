"""The number of an order, gapless in its year, and its text as the platform signs it."""

from datetime import datetime

from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.ledger.actions import sign_content
from hoistway.parties.queries import names_of
from hoistway.supervision.models import Order, OrderSeries
from hoistway.supervision.queries.orders import policy_of_order
from hoistway.supervision.rules.orders import number_of


def next_number(*, order: Order, now: datetime) -> str:
    """Return the next number of the organ's year; the series stays locked until the commit.

    So a number is never left out: where the transaction fails, the number was not given.
    """
    area, year = order.jurisdiction, local_day(at=now).year
    OrderSeries.objects.get_or_create(jurisdiction=area, year=year)
    series = OrderSeries.objects.select_for_update().get(jurisdiction=area, year=year)
    series.last += 1
    series.save(update_fields=["last"])
    return number_of(
        policy=policy_of_order(order=order), area=(area.code, area.name_zh), year=year,
        sequence=series.last,
    )  # fmt: skip


def signed_order(*, order: Order, now: datetime, by: Actor) -> dict[str, object]:
    """Return the text of an order signed by the platform, with the day of its approval."""
    unit, check, content = order.organisation, order.check_made, order.content
    day = local_day(at=now)
    named = names_of(organisation_ids=[by.organisation_id]).get(by.organisation_id)
    organ = named[0] if named else order.jurisdiction.name_zh
    text = {
        "document": "特种设备安全监察指令书", "number": order.number,
        "organ": organ, "unit": unit.name, "credit_code": unit.credit_code,
        "check": check.number, "officers": [
            {"name": str(one.get("name", "")), "card": str(one.get("card", ""))}
            for one in check.officers
        ],
        "problems": [
            {"words": one["words"], "place": one["place"], "weight": one["weight"]}
            for one in content["problems"]
        ],
        "rules": content["rules"], "bases": content["bases"], "measures": content["measures"],
        "stop": content["stop"], "remedy": content["remedy"],
        "due_on": order.due_on.isoformat() if order.due_on else "",
        "approved_on": day.isoformat(), "approved_by": by.name, "edition": order.edition,
    }  # fmt: skip
    return {
        **sign_content(content=text, now=now).as_json(), "approved_on": day.isoformat(),
        "approved_by": by.name,
        "organ": organ,
    }  # fmt: skip
