"""The addresses of elevator filings."""

from django.urls import path

from hoistway.web.filings import elevator, filing, lists, tables, views

F, T = "filings/<str:filing_number>", "f/filings/tables/<int:table_id>"

urlpatterns = [
    path("f/filings", lists.firm_filings, name="firm-filings"),
    path("f/filings/new", filing.choose, name="firm-filing-choose"),
    path("f/filings/new/<str:register_number>", filing.file, name="firm-filing-new"),
    path("f/filings/tables", tables.tables, name="firm-filing-tables"),
    path("f/filings/tables/template", tables.template, name="firm-filing-template"),
    path(T, tables.table, name="firm-filing-table"),
    path(f"{T}/live", tables.table_live, name="firm-filing-table-live"),
    path(f"{T}/events", tables.table_events, name="firm-filing-table-events"),
    path(f"{T}/apply", tables.apply, name="firm-filing-table-apply"),
    path(f"{T}/stop", tables.stop, name="firm-filing-table-stop"),
    path(f"{T}/go-on", tables.go_on, name="firm-filing-table-go-on"),
    path(f"{T}/refused", tables.refused, name="firm-filing-table-refused"),
    path("u/filings", lists.unit_filings, name="use-unit-filings"),
    path("u/filings/confirm", lists.confirm_several, name="use-unit-filings-confirm"),
    path("g/filings", lists.regulator_filings, name="regulator-filings"),
    path("g/filings/check", lists.check_several, name="regulator-filings-check"),
    path(F, views.filing, name="filing"),
    path(f"{F}/contract", views.contract, name="filing-contract"),
    path(f"{F}/evidence/<int:objection_id>", views.evidence, name="filing-evidence"),
    path(f"{F}/confirm", views.confirm, name="use-unit-filing-confirm"),
    path(f"{F}/deny", views.deny, name="use-unit-filing-deny"),
    path(f"{F}/agree", views.agree, name="firm-filing-agree"),
    path(f"{F}/object", views.objection, name="firm-filing-object"),
    path(f"{F}/withdraw", views.withdraw, name="firm-filing-withdraw"),
    path(f"{F}/check", views.check, name="regulator-filing-check"),
    path(f"{F}/return", views.give_back, name="regulator-filing-return"),
    path(f"{F}/rule", views.rule, name="regulator-filing-rule"),
    path(
        f"{F}/decisions/<int:decision_id>/reverse", views.reverse, name="regulator-filing-reverse"
    ),
    path("elevators/<str:register_number>/filings", elevator.elevator_filings,
         name="elevator-filings"),
]  # fmt: skip
