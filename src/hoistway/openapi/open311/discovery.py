"""Service discovery: where Open311 is spoken here, in which formats, and how to get a key."""

from django.conf import settings

from hoistway.openapi.open311.said import MIME, Tree, english

SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"
"""The token of the specification. Source: Open311, Service Discovery."""

CHANGED = "2026-11-23 00:00"
"""When services or their definitions changed last; whoever keeps them asks again when it moves."""

ROOT = "/open311/v2"


def discovered() -> Tree:
    """Return the tree of `/open311/discovery`."""
    base = settings.BASE_URL
    contact = ("电梯应急救援和公众反映：{}/e", "Calls for help and reports on elevators: {}/e")
    key = (
        "由市、区市场监管局在 {}/programs 开通密钥，选择“代公众提交反映”（reports_file）。",
        "The bureau of the city or a district opens a key at {}/programs, with reports_file.",
    )
    return {
        "changeset": CHANGED,
        "contact": contact[english()].format(base),
        "key_service": key[english()].format(base),
        "endpoints": [
            {
                "specification": SPECIFICATION, "url": f"{base}{ROOT}", "changeset": CHANGED,
                "type": "test" if settings.DEMO else "production",
                "formats": list(MIME.values()),
            }
        ],
    }  # fmt: skip
