"""The addresses of bulletins."""

from django.urls import path

from hoistway.web.bulletins import checking, lists, writing

B = "bulletins/<str:bulletin_number>"

urlpatterns = [
    path("bulletins", lists.bulletins, name="bulletins"),
    path("bulletins/new", writing.write, name="bulletin-new"),
    path(B, checking.bulletin, name="bulletin"),
    path(f"{B}/rewrite", writing.rewrite, name="bulletin-rewrite"),
    path(f"{B}/publish", checking.publish, name="bulletin-publish"),
    path(f"{B}/return", checking.give_back, name="bulletin-return"),
    path(f"{B}/withdraw", checking.withdraw, name="bulletin-withdraw"),
]
