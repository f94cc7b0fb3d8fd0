"""A code to be scanned, as SVG."""

from io import BytesIO

import segno


def scancode(*, address: str) -> str:
    """Return the QR code of an address, level Q as on the plates. Source: frontend.md 4."""
    out = BytesIO()
    segno.make(address, error="q", micro=False).save(
        out, kind="svg", xmldecl=False, border=2, omitsize=True, nl=False
    )
    return out.getvalue().decode()
