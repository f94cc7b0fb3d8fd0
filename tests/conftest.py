"""What all tests share: emptying the tables after a test whose deeds were committed."""

from collections.abc import Iterator
from typing import Any

import pgtrigger
import pytest
import structlog
from django.db import connection
from django.test import TransactionTestCase
from whitenoise.base import WhiteNoise

from hoistway.server.cli.test import MIGRATED
from tests.world.jobs import forget_jobs


@pytest.fixture(autouse=True, scope="session")
def _logs_are_plain() -> None:
    """Print an error's trace as it is; drawing its variables in frames takes seconds each."""
    plain = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(processors=[structlog.processors.add_log_level, plain])


@pytest.fixture(autouse=True, scope="session")
def _static_files_are_looked_over_once() -> Iterator[None]:
    """Keep what a folder of static files holds: each test client would read it all anew."""
    look_over = WhiteNoise.update_files_dictionary
    known: dict[tuple[str, str], dict[str, Any]] = {}

    def look_over_once(self: WhiteNoise, root: str, prefix: str) -> None:
        if (str(root), prefix) not in known:
            before, self.files = self.files, {}
            look_over(self, root, prefix)
            known[str(root), prefix], self.files = self.files, before
        self.files.update(known[str(root), prefix])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WhiteNoise, "update_files_dictionary", look_over_once)
        yield


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
