"""No job can be deferred to where nobody works."""

import ast
import importlib
import inspect

from django.conf import settings
from procrastinate.contrib.django import app

from hoistway.server.switchboard import TABLE
from tests.house.tree import SOURCE, calls, sources


def _task_modules():
    doors = [path.parent if path.stem == "__init__" else path for path in sources()]
    return [
        f"hoistway.{path.parent.name}.tasks"
        for path in doors
        if path.stem == "tasks" and path.parent.parent == SOURCE
    ]


def _ours():
    for name in _task_modules():
        importlib.import_module(name)
    return [task for task in app.tasks.values() if task.func.__module__.startswith("hoistway.")]


def test_the_worker_loads_every_module_of_tasks():
    assert sorted(settings.PROCRASTINATE_IMPORT_PATHS) == sorted(_task_modules())


def test_the_worker_serves_all_queues():
    found = [
        {keyword.arg for keyword in call.keywords}
        for call, name in calls(SOURCE / "server" / "work.py")
        if name.endswith("run_worker_async")
    ]

    assert len(found) == 1
    assert "queues" not in found[0]


def test_every_task_names_its_queue():
    assert [task.name for task in _ours() if task.queue == "default"] == []


def test_every_task_takes_keywords_and_bears_later_ones():
    loose = []
    for task in _ours():
        kinds = {p.kind for p in inspect.signature(task.func).parameters.values()}
        if kinds - {inspect.Parameter.KEYWORD_ONLY, inspect.Parameter.VAR_KEYWORD}:
            loose.append(task.name)
        if inspect.Parameter.VAR_KEYWORD not in kinds:
            loose.append(task.name)

    assert loose == []


def test_every_answer_in_the_switchboard_is_a_task():
    answers = {task.name for tasks in TABLE.values() for task in tasks}

    assert answers <= {task.name for task in _ours()}


def test_tasks_are_thin():
    functions = [
        node
        for name in _task_modules()
        for node in ast.walk(ast.parse(inspect.getsource(importlib.import_module(name))))
        if isinstance(node, ast.FunctionDef)
    ]

    assert [f.name for f in functions if f.end_lineno - f.lineno > 10] == []
