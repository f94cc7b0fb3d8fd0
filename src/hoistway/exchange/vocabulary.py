"""The words of exchange with other systems."""

from hoistway.foundation.terms import Term


class Direction(Term):
    """Which way data go between a partner and the platform."""

    OUT = "out", "发出", "Sent", "requirements A3"
    IN = "in", "接收", "Received", "requirements A3"
