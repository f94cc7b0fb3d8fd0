"""Every file of the room carries an example that runs."""

import doctest
import importlib
import pkgutil

import pytest

import hoistway.detection

FILES = [module.name for module in pkgutil.iter_modules(hoistway.detection.__path__)]


@pytest.mark.parametrize("name", FILES)
def test_example_runs(name):
    result = doctest.testmod(importlib.import_module(f"hoistway.detection.{name}"))

    assert result.attempted > 0
    assert result.failed == 0


def test_engine_warms_and_names_its_kernels():
    engine = importlib.import_module("hoistway.detection.engine")
    engine.warm()

    assert len(engine.source_hash()) == 16
