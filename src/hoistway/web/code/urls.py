"""The addresses beside a code's page: binding, hand-over, the firm's bindings."""

from django.urls import path

from hoistway.web.code import binding, hand_over
from hoistway.web.firm import bindings as firm_bindings
from hoistway.web.firm import makers as firm_makers

urlpatterns = [
    path("t/bindings", binding.own_bindings, name="technician-bindings"),
    path("t/bind/<str:code>/<str:signature>", binding.bind_here, name="technician-bind"),
    path("t/bindings/<int:binding_id>/unbind", binding.unbind_own, name="technician-unbind"),
    path("f/makers", firm_makers.makers, name="firm-makers"),
    path("f/makers/<int:item_id>/end", firm_makers.end, name="firm-makers-end"),
    path("f/bindings", firm_bindings.office_bindings, name="firm-bindings"),
    path("f/bindings/rule", firm_bindings.rule, name="firm-binding-rule"),
    path("f/bindings/<int:binding_id>/agree", firm_bindings.agree, name="firm-binding-agree"),
    path(
        "f/bindings/<int:binding_id>/unbind", firm_bindings.unbind_one, name="firm-binding-unbind"
    ),
    path("hand-over", hand_over.confirm, name="hand-over"),
    path("hand-over/links", hand_over.links, name="hand-over-links"),
    path("hand-over/links/<int:link_id>/end", hand_over.unlink, name="hand-over-unlink"),
]
