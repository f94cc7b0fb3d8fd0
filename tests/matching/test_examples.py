"""Every example in the workbench runs."""

import doctest
import importlib
import pkgutil

import pytest

import hoistway.matching

FILES = sorted(file.name for file in pkgutil.iter_modules(hoistway.matching.__path__))


@pytest.mark.parametrize("name", FILES)
def test_the_examples_hold(name):
    result = doctest.testmod(importlib.import_module(f"hoistway.matching.{name}"))

    assert result.failed == 0
