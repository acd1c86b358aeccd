"""A pytest plugin with two duties, by environment variable.

`MUTANTS_RECORD=FOLDER`: record under coverage which test runs which line. A process that a test starts gets the test's
name by `MUTANTS_CONTEXT` (see the coverage configuration in `lines.py`). What a shared fixture runs is recorded under
the fixture's name, and which fixtures a test uses beside it, since otherwise it would count for the first user only.

`MUTANTS_TESTS=FILE`: run exactly the tests of the file (a node id on each line), in its order.
"""

from __future__ import annotations

import json
import os
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

RECORD = os.environ.get("MUTANTS_RECORD")
TESTS = os.environ.get("MUTANTS_TESTS")


class Recorder:
    """Switches coverage's context with tests and shared fixtures, and writes down times, results and fixtures."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._contexts: list[str] = []
        self._tests: dict[str, dict[str, Any]] = {}

    def _enter(self, context: str) -> None:
        self._contexts.append(context)
        self._switch()

    def _leave(self) -> None:
        self._contexts.pop()
        self._switch()

    def _switch(self) -> None:
        from coverage import Coverage

        context = self._contexts[-1] if self._contexts else ""
        os.environ["MUTANTS_CONTEXT"] = context
        measuring = Coverage.current()
        if measuring is not None:
            measuring.switch_context(context)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, Any, Any]:
        """Record a test under its node id."""
        fixtures = getattr(item, "_fixtureinfo", None)
        shared = [
            _fixture_context(definitions[-1])
            for definitions in (fixtures.name2fixturedefs.values() if fixtures else ())
            if definitions[-1].scope != "function"
        ]
        self._tests[item.nodeid] = {"fixtures": shared, "seconds": 0.0, "passed": False}
        self._enter(item.nodeid)
        try:
            return (yield)
        finally:
            self._leave()

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: Any) -> Generator[None, Any, Any]:
        """Record a shared fixture under its own name."""
        if fixturedef.scope == "function":
            return (yield)
        self._enter(_fixture_context(fixturedef))
        try:
            return (yield)
        finally:
            self._leave()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item) -> Generator[None, Any, Any]:
        """Note how long the test's phases take and whether it passes."""
        report = yield
        test = self._tests[item.nodeid]
        test["seconds"] += report.duration
        if report.when == "call":
            test["passed"] = report.passed
        return report

    def pytest_sessionfinish(self) -> None:
        """Write down the tests of this process."""
        if self._tests:
            text = json.dumps(self._tests, ensure_ascii=False)
            (self._folder / f"tests-{os.getpid()}.json").write_text(text, encoding="utf-8")


def _fixture_context(fixturedef: Any) -> str:
    return f"fixture {fixturedef.baseid}::{fixturedef.argname}"


def pytest_configure(config: pytest.Config) -> None:
    """Start recording where it is asked for; the process that only hands out the tests has nothing to record."""
    if RECORD:
        config.pluginmanager.register(Recorder(Path(RECORD)), "mutants-recorder")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep the named tests, in the given order."""
    if not TESTS:
        return
    order = {name: i for i, name in enumerate(Path(TESTS).read_text(encoding="utf-8").splitlines())}
    others = [item for item in items if item.nodeid not in order]
    items[:] = sorted((item for item in items if item.nodeid in order), key=lambda item: order[item.nodeid])
    config.hook.pytest_deselected(items=others)
