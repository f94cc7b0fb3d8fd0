"""Wake the pages that show a thing, at commit, with one database notification per topic."""

from django.db import connection

CHANNEL = "hoistway_live"
"""The one PostgreSQL channel on which topics are told."""


def touch(*topics: str) -> None:
    """Tell every listening page that these topics have changed, when the transaction commits.

    A topic is a short word such as `incident.17` or `board.310101`; it carries no data, the page
    reads the rows itself. PostgreSQL folds equal notifications of one transaction into one.
    """
    with connection.cursor() as cursor:
        for topic in dict.fromkeys(topics):
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, topic])
