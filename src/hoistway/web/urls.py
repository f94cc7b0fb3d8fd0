"""Every page's address."""

from django.urls import URLPattern, path

from hoistway.web import signing_in

urlpatterns: list[URLPattern] = [
    path("sign-in", signing_in.sign_in, name="sign-in"),
    path("sign-out", signing_in.sign_out, name="sign-out"),
    path("", signing_in.front_door, name="front-door"),
]
