"""Every page's address."""

from django.urls import URLPattern, URLResolver, path

from hoistway.web import desk_urls, signing_in

urlpatterns: list[URLPattern | URLResolver] = [
    path("sign-in", signing_in.sign_in, name="sign-in"),
    path("sign-out", signing_in.sign_out, name="sign-out"),
    *desk_urls.urlpatterns,
    path("", signing_in.front_door, name="front-door"),
]
