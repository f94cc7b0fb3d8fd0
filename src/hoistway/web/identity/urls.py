"""Addresses of sign-in from outside and for outside."""

from allauth.idp.oidc import views
from django.urls import path

from hoistway.web.identity import apps, arriving, city, own_keys, wechat

urlpatterns = [
    path("sign-in/city", city.begin, name="sign-in-city"),
    path("sign-in/city/back", city.back, name="sign-in-city-back"),
    path("sign-in/city/leave", city.leave, name="sign-in-city-leave"),
    path("sign-in/link", arriving.link, name="sign-in-link"),
    path("wechat/session", wechat.session, name="wechat-session"),
    path("wechat/enter", wechat.enter, name="wechat-enter"),
    path(".well-known/openid-configuration", apps.discovery, name="identity-discovery"),
    path(
        ".well-known/oauth-authorization-server",
        own_keys.authorization_server,
        name="identity-token-discovery",
    ),
    path(".well-known/jwks.json", views.jwks, name="identity-keys"),
    path("identity/authorize", apps.authorize, name="identity-authorize"),
    path("identity/token", apps.token, name="identity-token"),
    path("identity/userinfo", apps.userinfo, name="identity-userinfo"),
    path("identity/revoke", apps.revoke, name="identity-revoke"),
    path("identity/leave", apps.leave, name="identity-leave"),
]
