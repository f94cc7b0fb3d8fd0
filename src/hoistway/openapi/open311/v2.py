"""The addresses of Open311 GeoReport v2, each in XML and in JSON."""

from django.http import HttpRequest, HttpResponse

from hoistway.foundation import clock
from hoistway.foundation.refusal import NotFound
from hoistway.openapi.open311.asked import wanted_of
from hoistway.openapi.open311.discovery import discovered
from hoistway.openapi.open311.door import door, jurisdiction_asked
from hoistway.openapi.open311.filing import filed
from hoistway.openapi.open311.offered import definition_of, service_named, services
from hoistway.openapi.open311.reading import told_requests, wants_extensions
from hoistway.openapi.open311.said import Form, told
from hoistway.riders.queries import published_behind, published_numbered, published_reports

_CREATED = 201


@door("GET", "HEAD")
def discovery(request: HttpRequest, form: Form) -> HttpResponse:
    """Answer where Open311 is spoken here."""
    return told(root="discovery", tree=discovered(), form=form)


@door("GET", "HEAD")
def service_list(request: HttpRequest, form: Form) -> HttpResponse:
    """Answer all that may be reported. Raises: NoSuchJurisdiction."""
    jurisdiction_asked(request=request)
    return told(root="services", tree=services(), form=form)


@door("GET", "HEAD")
def service_definition(request: HttpRequest, form: Form, service_code: str) -> HttpResponse:
    """Answer what one service asks. Raises: NoSuchService, NoSuchJurisdiction."""
    jurisdiction_asked(request=request)
    topic = service_named(code=service_code)
    return told(root="service_definition", tree=definition_of(topic=topic), form=form)


@door("GET", "HEAD", "POST")
def requests(request: HttpRequest, form: Form) -> HttpResponse:
    """Answer requests of a span, or file one."""
    if request.method == "POST":
        tree = filed(request=request)
        return told(root="service_requests", tree=tree, form=form, status=_CREATED)
    asked = wanted_of(request=request, now=clock.now())
    if asked.numbers:
        rows = published_numbered(numbers=asked.numbers)
    else:
        begin = (asked.page - 1) * asked.page_size
        found = published_reports(search=asked.search)
        rows = list(found[begin : begin + asked.page_size])
    tree = told_requests(rows=rows, extensions=wants_extensions(request=request))
    return told(root="service_requests", tree=tree, form=form)


@door("GET", "HEAD")
def request_one(request: HttpRequest, form: Form, report_number: str) -> HttpResponse:
    """Answer one request. Raises: NotFound."""
    jurisdiction_asked(request=request)
    rows = published_numbered(numbers=[report_number])
    if not rows:
        raise NotFound
    tree = told_requests(rows=rows, extensions=wants_extensions(request=request))
    return told(root="service_requests", tree=tree, form=form)


@door("GET", "HEAD")
def token(request: HttpRequest, form: Form, report_token: str) -> HttpResponse:
    """Answer which request the token of a follow link belongs to. Raises: NotFound."""
    jurisdiction_asked(request=request)
    row = published_behind(token=report_token)
    if row is None:
        raise NotFound
    tree = [{"service_request_id": row.number, "token": report_token}]
    return told(root="service_requests", tree=tree, form=form)
