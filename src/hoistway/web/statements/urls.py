"""The addresses of statements."""

from django.urls import URLPattern, URLResolver, path

from hoistway.web.statements import desk, public

D = "reform/statements/<int:statement_id>"
S = "statements/<int:statement_id>"

urlpatterns: list[URLPattern | URLResolver] = [
    path("reform/statements", desk.statements, name="regulator-statements"),
    path("reform/statements/state", desk.state_one, name="regulator-statement-state"),
    path(D, desk.statement, name="regulator-statement"),
    path(f"{D}/paper", desk.paper, name="regulator-statement-paper"),
    path(f"{D}/publish", desk.publish, name="regulator-statement-publish"),
    path("statements", public.statements, name="rider-statements"),
    path(S, public.statement, name="rider-statement"),
    path(f"{S}/paper", public.paper, name="rider-statement-paper"),
]
