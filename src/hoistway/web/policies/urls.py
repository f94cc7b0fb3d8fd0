"""The addresses of liability insurance."""

from django.urls import URLPattern, URLResolver, path

from hoistway.web.policies import entering, gaps, listing, tables, views

P = "policies/<int:policy_id>"

urlpatterns: list[URLPattern | URLResolver] = [
    path("policies", listing.policies, name="policies"),
    path("policies/gaps", gaps.policy_gaps, name="policy-gaps"),
    path("policies/new", entering.enter, name="insurer-policy-new"),
    path("policies/tables", tables.tables, name="insurer-policy-tables"),
    path("policies/tables/<int:policy_table_id>", tables.table, name="insurer-policy-table"),
    path(P, views.policy, name="policy"),
    path(f"{P}/file", views.file, name="policy-file"),
    path(f"{P}/add", views.add, name="insurer-policy-add"),
    path(f"{P}/end", views.end, name="insurer-policy-end"),
    path(f"{P}/cancel", views.cancel, name="insurer-policy-cancel"),
]
