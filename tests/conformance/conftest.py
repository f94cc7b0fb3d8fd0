"""Calls go through the whole house, its static files collected as in a running one."""

from collections.abc import Iterator

import pytest

from tests.world.pages import static_files_collected


@pytest.fixture(autouse=True, scope="session")
def _static_files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with static_files_collected(into=tmp_path_factory.mktemp("static")):
        yield
