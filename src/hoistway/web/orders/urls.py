"""The addresses of orders."""

from django.urls import URLPattern, URLResolver, path

from hoistway.web.orders import draft, listing, order, papers

ONE = "orders/<int:order_id>"

urlpatterns: list[URLPattern | URLResolver] = [
    path("orders", listing.listing, name="orders"),
    path("orders/new/<str:check_number>", draft.new, name="regulator-order-new"),
    path(ONE, order.order, name="order"),
    path(f"{ONE}/rewrite", draft.rewrite, name="regulator-order-rewrite"),
    path(f"{ONE}/say", order.say, name="order-say"),
    path(f"{ONE}/order.pdf", papers.paper, name="order-paper"),
    path(f"{ONE}/case.zip", papers.case, name="regulator-order-case"),
    path(
        f"{ONE}/files/<int:order_step_id>/<int:file_place>", papers.file, name="order-file"
    ),
]  # fmt: skip
