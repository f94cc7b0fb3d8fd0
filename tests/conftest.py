"""What all tests share: emptying the tables after a test whose deeds were committed."""

from collections.abc import Iterator

import pgtrigger
import pytest
from django.db import connection
from django.test import TransactionTestCase

from hoistway.server.cli.test import MIGRATED
from tests.world.jobs import forget_jobs


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Copy the tables that the run has made instead of making them in each worker."""
    connection.settings_dict["TEST"]["TEMPLATE"] = MIGRATED


@pytest.fixture(autouse=True, scope="session")
def _append_only_tables_can_be_emptied_after_a_test() -> Iterator[None]:
    """Let Django's flush through the triggers that refuse TRUNCATE, and empty the queue too."""
    flush = TransactionTestCase._fixture_teardown

    def flush_unhindered(self: TransactionTestCase) -> None:
        with pgtrigger.ignore():
            flush(self)
        forget_jobs()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", flush_unhindered)
        yield


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the stories, which mostly wait, so that the other tests fill their time."""
    items.sort(key=lambda item: item.get_closest_marker("story") is None)
