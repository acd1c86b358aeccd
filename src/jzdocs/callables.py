"""Packages that are functions of the API too: `jzdocs.build("talk.md")` builds, `jzdocs.build.pipeline` is a module.

Python puts a package that is imported into its parent under its name, where it would hide the function of that name.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any


class _CallableModule(ModuleType):
    """A package that stands for the function of the API that has its name."""

    def __call__(self, *args: Any, **keys: Any) -> Any:
        return _function(self)(*args, **keys)

    @property
    def __doc__(self) -> str | None:  # type: ignore[override]
        """What the function's documentation says."""
        return _function(self).__doc__

    @property
    def __signature__(self) -> Any:
        """The parameters of the function, for editors and notebooks."""
        import inspect

        return inspect.signature(_function(self))

    def __reduce__(self) -> tuple[Any, ...]:
        """Let a pool of processes call the function."""
        return importlib.import_module, (self.__name__,)


def _function(module: ModuleType) -> Callable[..., Any]:
    function: Callable[..., Any] = getattr(importlib.import_module("jzdocs.api"), module.__name__.rpartition(".")[2])
    return function


def make_callable(name: str) -> None:
    """Let the package `name` stand for the function of the API that is called like it."""
    sys.modules[name].__class__ = _CallableModule
