"""`/v1/organisations` and `/v1/jurisdictions`: who there is, and who answers for which area."""

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from hoistway.foundation.refusal import NotFound
from hoistway.openapi.answers import Out, answer_one, answer_page
from hoistway.openapi.asked import Turned
from hoistway.openapi.keys import acting
from hoistway.openapi.paging import Page, turn
from hoistway.openapi.refs import organisation_of, organisation_ref
from hoistway.parties.models import Jurisdiction, Organisation
from hoistway.parties.queries import jurisdictions
from hoistway.parties.vocabulary import JurisdictionKind, OrganisationKind
from hoistway.programs.vocabulary import Scope
from hoistway.registry.queries import organisations_dealt_with

router = Router(tags=["organisations"])
area_router = Router(tags=["organisations"])


class OrganisationsAsked(Turned):
    """Which organisations, and which page of them."""

    text: str = Field(default="", max_length=80, description="Part of the name, or the credit code")
    kind: OrganisationKind | None = None
    jurisdiction: str = Field(default="", max_length=16, description="Code of a jurisdiction")


class OrganisationOut(Out):
    """A firm, use unit, bureau or other body; `organisation` is how other calls name it."""

    organisation: str
    credit_code: str
    kind: OrganisationKind
    name: str
    name_en: str
    jurisdiction: str
    phone: str = Field(description="The line of the organisation, of nobody in person")


class JurisdictionOut(Out):
    """An area for which a bureau answers."""

    code: str
    kind: JurisdictionKind
    name_zh: str
    name_en: str
    city: str | None


@router.get(
    "", response=Page[OrganisationOut], url_name="organisations", summary="List organisations"
)
def list_organisations(request: HttpRequest, asked: Query[OrganisationsAsked]) -> HttpResponse:
    """Answer the own organisation and those around the elevators that the person sees."""
    by = acting(request=request, scope=Scope.REGISTER)
    wanted = {"kind": asked.kind, "jurisdiction__code": asked.jurisdiction}
    rows = organisations_dealt_with(by=by)
    rows = rows.filter(**{name: value for name, value in wanted.items() if value})
    for word in asked.text.split():
        named = rows.filter(name__icontains=word)
        rows = rows.filter(credit_code=word) if rows.filter(credit_code=word).exists() else named
    found, following = turn(rows=rows, order=("pk",), after=asked.after, limit=asked.limit)
    told = [_told(row) for row in found]
    return answer_page(request=request, rows=told, schema=OrganisationOut, following=following)


@router.get(
    "/{organisation}", response=OrganisationOut, url_name="organisation",
    summary="Read an organisation",
)  # fmt: skip
def read_organisation(request: HttpRequest, organisation: str) -> HttpResponse:
    """Answer one organisation, by its credit code or the O… that was answered."""
    by = acting(request=request, scope=Scope.REGISTER)
    meant = organisation_of(ref=organisation)
    row = organisations_dealt_with(by=by).filter(pk=meant.pk).first()
    if row is None:
        raise NotFound
    return answer_one(request=request, row=_told(row))


@area_router.get(
    "", response=Page[JurisdictionOut], url_name="jurisdictions", summary="List jurisdictions"
)
def list_jurisdictions(request: HttpRequest, asked: Query[Turned]) -> HttpResponse:
    """Answer the areas for which bureaus answer; everybody may read them."""
    acting(request=request, scope=Scope.REGISTER)
    rows = jurisdictions().select_related("city")
    found, following = turn(rows=rows, order=("pk",), after=asked.after, limit=asked.limit)
    told = [_area(row) for row in found]
    return answer_page(request=request, rows=told, schema=JurisdictionOut, following=following)


@area_router.get(
    "/{code}", response=JurisdictionOut, url_name="jurisdiction", summary="Read a jurisdiction"
)
def read_jurisdiction(request: HttpRequest, code: str) -> HttpResponse:
    """Answer one area by its code."""
    acting(request=request, scope=Scope.REGISTER)
    row = jurisdictions().select_related("city").filter(code=code).first()
    if row is None:
        raise NotFound
    return answer_one(request=request, row=_area(row))


def _told(row: Organisation) -> OrganisationOut:
    return OrganisationOut(
        organisation=str(organisation_ref(row)), credit_code=row.credit_code, kind=row.kind,
        name=row.name, name_en=row.name_en, jurisdiction=row.jurisdiction.code, phone=row.phone,
    )  # fmt: skip


def _area(row: Jurisdiction) -> JurisdictionOut:
    return JurisdictionOut(
        code=row.code, kind=row.kind, name_zh=row.name_zh, name_en=row.name_en,
        city=row.city.code if row.city else None,
    )  # fmt: skip
