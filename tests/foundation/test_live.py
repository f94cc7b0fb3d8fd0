import psycopg
import pytest
from django.db import connection, transaction

from hoistway.foundation.live import CHANNEL, touch

pytestmark = pytest.mark.django_db(transaction=True)


def heard(listener: "psycopg.Connection[tuple[object, ...]]") -> list[str]:
    return [notice.payload for notice in listener.notifies(timeout=0.2)]


def a_listener() -> "psycopg.Connection[tuple[object, ...]]":
    parameters = connection.get_connection_params()
    wanted = {"dbname", "user", "password", "host", "port"}
    kept = {name: value for name, value in parameters.items() if name in wanted}
    listener = psycopg.connect(**kept, autocommit=True)
    listener.execute(f"LISTEN {CHANNEL}")
    return listener


def test_every_topic_is_told_once_and_only_at_commit() -> None:
    with a_listener() as listener:
        with transaction.atomic():
            touch("board", "incident.7", "board")
            touch("board")
            early = heard(listener)
        late = heard(listener)

    assert early == []
    assert late == ["board", "incident.7"]


def test_what_is_rolled_back_wakes_nobody() -> None:
    with a_listener() as listener:
        with transaction.atomic():
            touch("board")
            transaction.set_rollback(True)

        assert heard(listener) == []


def test_no_topic_is_no_news() -> None:
    with a_listener() as listener:
        touch()

        assert heard(listener) == []
