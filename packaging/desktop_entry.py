"""What the single-file program starts with: the page in the browser where nothing is asked for, else the command line.

jzdocs starts some of its work as `python -m MODULE`. In the single file `sys.executable` is the program itself, so it
takes those modules here; any other module is refused, since the file is no Python interpreter.
"""

from __future__ import annotations

import multiprocessing
import runpy
import sys

MODULES = ("jzdocs.editing.worker", "jzdocs.charts.scripts.process")


def main() -> None:
    """Run a module of ours where a process of ours asks for it, else the command line."""
    multiprocessing.freeze_support()
    arguments = [argument for argument in sys.argv[1:] if argument != "-P"]
    if arguments[:1] == ["-m"]:
        module = arguments[1] if len(arguments) > 1 else ""
        if module not in MODULES:
            sys.exit(2)
        runpy.run_module(module, run_name="__main__", alter_sys=True)
        return
    from jzdocs.cli.main import main as command_line

    command_line(sys.argv[1:] or ["serve"])


if __name__ == "__main__":
    main()
