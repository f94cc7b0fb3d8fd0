"""Where Open311 is spoken: the last part of each address names the format."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from hoistway.openapi.open311 import v2
from hoistway.openapi.open311.said import Form


class FormConverter(StringConverter):
    """The format in an address."""

    regex = "xml|json"

    def to_python(self, value: str) -> Form:
        """Return the format that stands in an address."""
        return Form(value)

    def to_url(self, value: str) -> str:
        """Return how a format stands in an address."""
        return str(value)


register_converter(FormConverter, "open311_form")

urlpatterns = [
    path("discovery.<open311_form:form>", v2.discovery, name="open311-discovery"),
    path("v2/services.<open311_form:form>", v2.service_list, name="open311-services"),
    path(
        "v2/services/<str:service_code>.<open311_form:form>", v2.service_definition,
        name="open311-service",
    ),
    path("v2/requests.<open311_form:form>", v2.requests, name="open311-requests"),
    path(
        "v2/requests/<str:report_number>.<open311_form:form>", v2.request_one,
        name="open311-request",
    ),
    path("v2/tokens/<str:report_token>.<open311_form:form>", v2.token, name="open311-token"),
]  # fmt: skip
