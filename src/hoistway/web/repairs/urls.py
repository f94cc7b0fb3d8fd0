"""The addresses of repairs, parts and reviews."""

from django.urls import URLPattern, URLResolver, path

from hoistway.web.repairs import listing, opening, parts, reviews, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("repairs", listing.repair_list, name="repairs"),
    path("repairs/new/<str:register_number>", opening.new, name="repair-new"),
    path("repairs/<str:repair_number>", views.repair, name="repair"),
    path("repairs/<str:repair_number>/solution", views.solution, name="repair-solution"),
    path("f/parts", parts.parts, name="firm-parts"),
    path("f/reviews", reviews.reviews, name="firm-reviews"),
]
