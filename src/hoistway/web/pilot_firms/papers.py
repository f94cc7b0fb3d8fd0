"""The papers of an application: the sealed plan and the sealed commitment."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from hoistway.foundation.attachments import kept_rows
from hoistway.foundation.models import Attachment
from hoistway.foundation.refusal import NotFound
from hoistway.ondemand.models import FirmPilot
from hoistway.ondemand.queries import commitment_holds, firm_pilot_seen
from hoistway.parties.vocabulary import RoleKind
from hoistway.web.parts.attachment import served
from hoistway.web.signing_in import by, signed_in


@require_safe
@signed_in(RoleKind.CITY_REGULATOR, RoleKind.FIRM_OFFICE)
def paper(request: HttpRequest, firm_pilot: str, paper: str) -> HttpResponse:
    """Give one paper: `plan`, `seal`, or `sealed`: the text that was sealed, to be verified."""
    pilot = firm_pilot_seen(by=by(request), number=firm_pilot)
    if paper == "sealed" and pilot.commitment:
        told = {"schema": "hoistway.sealed/1", "holds": commitment_holds(pilot=pilot)}
        said = {**told, **pilot.commitment}
        return JsonResponse(said, json_dumps_params={"ensure_ascii": False, "indent": 1})
    found = _of(pilot, paper)
    if found is None:
        raise NotFound
    return served(attachment=found, name=f"{pilot.number}-{paper}")


def _of(pilot: FirmPilot, paper: str) -> Attachment | None:
    if paper == "seal":
        return pilot.commitment_file
    sha256 = str(pilot.plan.get("plan_file", ""))
    return kept_rows(sha256s=[sha256]).get(sha256) if paper == "plan" else None
