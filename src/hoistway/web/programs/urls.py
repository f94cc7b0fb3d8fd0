"""The addresses of programs and their keys."""

from django.urls import URLPattern, URLResolver, path

from hoistway.web.programs import deeds, listing, opening, program

P = "programs/<uuid:program_uid>"

urlpatterns: list[URLPattern | URLResolver] = [
    path("programs", listing.programs, name="programs"),
    path("programs/new", opening.let_in, name="program-new"),
    path(P, program.program, name="program"),
    path(f"{P}/rotate", deeds.rotate, name="program-rotate"),
    path(f"{P}/rescope", deeds.rescope, name="program-rescope"),
    path(f"{P}/renew", deeds.renew, name="program-renew"),
    path(f"{P}/take-over", deeds.take_over, name="program-take-over"),
    path(f"{P}/revoke", deeds.revoke, name="program-revoke"),
]
