"""统计公报: published statements for everybody; no session, no cookie."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hoistway.reform.queries.statements import (
    printed_statement,
    published_statements,
    statement_published,
)
from hoistway.web.desk.files import handed_out
from hoistway.web.desk.shapes import exports, paged
from hoistway.web.public.keeping import LIST_S, kept_for
from hoistway.web.statements.files import paper_of, sheet_of
from hoistway.web.statements.shown import shown, title_of


@require_safe
def statements(request: HttpRequest) -> HttpResponse:
    """Show what was published, the latest first."""
    rows, pages = paged(request, published_statements().defer("counts"))
    facts = {"rows": [(title_of(statement=one), one) for one in rows], "pages": pages}
    response = render(request, "statements/public_list.html", facts)
    return kept_for(response=response, request=request, seconds=LIST_S)


@require_safe
def statement(request: HttpRequest, statement_id: int) -> HttpResponseBase:
    """Show one published statement, or give it as a file."""
    found = statement_published(statement_id=statement_id)
    one = printed_statement(statement=found, public=True)
    file = handed_out(request, sheet_of(one=one))
    if file is not None:
        return file
    facts = {"said": shown(one=one), "statement": found, "exports": exports(request)}
    response = render(request, "statements/public.html", facts)
    return kept_for(response=response, request=request, seconds=LIST_S)


@require_safe
def paper(request: HttpRequest, statement_id: int) -> HttpResponse:
    """Give one published statement as a PDF. Raises: NoFont."""
    found = statement_published(statement_id=statement_id)
    return paper_of(one=printed_statement(statement=found, public=True))
