"""The record of a visit as files: letter by letter, with its proofs, and each photo."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from hoistway.foundation.refusal import NotFound
from hoistway.ledger.actions import court_bundle
from hoistway.ledger.models import Document
from hoistway.maintenance.queries.visit import photo_seen, visit_seen
from hoistway.openapi.handing_out import binary, given, kept_file
from hoistway.openapi.keys import acting, require_scope
from hoistway.openapi.v1.visits.router import router
from hoistway.programs.vocabulary import Scope

_JSON = "application/json; charset=utf-8"


def _record(request: HttpRequest, visit: UUID) -> Document:
    by = acting(request=request, scope=Scope.MAINTENANCE)
    require_scope(request=request, scope=Scope.PEOPLE)
    found = visit_seen(uid=visit, by=by).record
    if found is None or not found.body:
        raise NotFound
    return found


@router.get(
    "/{visit}/record", url_name="visit-record", summary="Take the kept record of a visit",
    openapi_extra=binary("application/json"),
)  # fmt: skip
def take_record(request: HttpRequest, visit: UUID) -> HttpResponse:
    """Give the record as it is kept, letter by letter: its SHA-256 is `record_sha256`.

    It names the people who signed, so that the key needs the scope `people` too.
    """
    record = _record(request, visit)
    return given(
        data=record.body.encode(), media_type=_JSON, name=f"record-{record.uid}"
    )  # fmt: skip


@router.get(
    "/{visit}/bundle", url_name="visit-bundle", summary="Take the proofs of a visit",
    openapi_extra=binary("application/zip"),
)  # fmt: skip
def take_bundle(request: HttpRequest, visit: UUID) -> HttpResponse:
    """Give a ZIP with all that anybody needs to check the record without this platform."""
    record = _record(request, visit)
    data = court_bundle(document=record)
    return given(data=data, media_type="application/zip", name=f"court-{record.uid}")


@router.get(
    "/{visit}/photos/{sha256}", url_name="visit-photo", summary="Take a photo of a visit",
    openapi_extra=binary("image/jpeg"),
)  # fmt: skip
def take_photo(request: HttpRequest, visit: UUID, sha256: str) -> HttpResponse:
    """Give the bytes of a photo as they were made; their SHA-256 is its name."""
    by = acting(request=request, scope=Scope.MAINTENANCE)
    found = photo_seen(uid=visit, sha256=sha256, by=by)
    return kept_file(attachment=found, name=sha256[:16])
