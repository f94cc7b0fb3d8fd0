"""One router for all that is asked and said of visits."""

from django.http import HttpRequest
from ninja import Router

from hoistway.openapi.keys import calling
from hoistway.programs.vocabulary import Scope

router = Router(tags=["visits"])


def may_name(request: HttpRequest) -> bool:
    """Return whether a program's key was opened for names, certificates and telephones."""
    return str(Scope.PEOPLE) in calling(request).scopes
