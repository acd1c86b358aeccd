"""What a script does that it should not, with the line where it does it; and the files of the project that it reads."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path
from traceback import walk_tb
from types import FrameType
from typing import Any

import matplotlib.figure
import matplotlib.text
from matplotlib.font_manager import FontProperties

from jzdocs.charts.scripts.job import ScriptFinding

_MOST_FINDINGS = 20
_PACKAGE = str(Path(__file__).parents[2])


class Guard:
    """Watches a script, from `begin` on. `findings` are what is wrong, `files` those of the project that were read."""

    def __init__(self, script: Path, root: Path) -> None:
        self._script, self._root = str(script), str(root)
        self._own = (sys.prefix, sys.base_prefix, _PACKAGE)  # where Python and its packages lie, perhaps in the project
        self.findings: list[ScriptFinding] = []
        self.files: set[str] = set()

    def begin(self) -> None:
        """Let the script find modules beside it, and watch what it does from now on."""
        sys.path.append(str(Path(self._script).parent))
        sys.stdout = _Watched(lambda: self.report(self.line(), "C074", {}))
        self._watch_figures()
        self._watch_fonts()
        sys.addaudithook(self._audit)

    # --- findings

    def report(self, line: int, finding: str, arguments: dict[str, str]) -> None:
        """Record a finding at a line of the script (0: the script as a whole)."""
        self.add(ScriptFinding(line, finding, arguments, self._script))

    def report_at(self, error: BaseException, finding: str, arguments: dict[str, str]) -> None:
        """Record a finding at the innermost line of the project that an exception came through."""
        places = [(frame.f_code.co_filename, line) for frame, line in walk_tb(error.__traceback__)]
        file, line = next((place for place in reversed(places) if self._is_of_project(place[0])), (self._script, 0))
        self.add(ScriptFinding(line, finding, arguments, file))

    def add(self, finding: ScriptFinding) -> None:
        """Record a finding that is not recorded yet."""
        if finding not in self.findings and len(self.findings) < _MOST_FINDINGS:
            self.findings.append(finding)

    def line(self) -> int:
        """Return the line of the script that is running, 0 where it is none of its lines."""
        frame: FrameType | None = sys._getframe()
        while frame is not None:
            if frame.f_code.co_filename == self._script:
                return frame.f_lineno
            frame = frame.f_back
        return 0

    def _is_of_project(self, file: str) -> bool:
        return file == self._script or (Path(file).is_relative_to(self._root) and not file.startswith(self._own))

    # --- what is watched

    def _watch_figures(self) -> None:
        """Report figures of the script's own, and those that it would show or save."""
        figure_class: Any = matplotlib.figure.Figure
        begun = figure_class.__init__

        def begin(figure: Any, /, *arguments: Any, **options: Any) -> None:
            self.report(self.line(), "C073", {})
            begun(figure, *arguments, **options)

        figure_class.__init__ = begin
        figure_class.savefig = lambda *_, **__: self.report(self.line(), "C073.save", {})
        figure_class.show = lambda *_, **__: self.report(self.line(), "C073.show", {})
        pyplot = _Pyplot(lambda: self.report(self.line(), "C073.show", {}))
        sys.meta_path.insert(0, pyplot)

    def _watch_fonts(self) -> None:
        """Let fonts and texts know in which line they were named or made."""
        named: Callable[[Any, Any], None] = FontProperties.set_family

        def set_family(properties: Any, family: Any) -> None:
            named(properties, family)
            if line := self.line():
                properties.jz_line = line

        font_class: Any = FontProperties
        font_class.set_family = set_family
        text_class: Any = matplotlib.text.Text
        begun = text_class.__init__

        def begin(text: Any, /, *arguments: Any, **options: Any) -> None:
            begun(text, *arguments, **options)
            text.jz_line = self.line()

        text_class.__init__ = begin

    def _audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "socket.connect":
            raise PermissionError("no network here")
        if event != "open" or not isinstance(arguments[0], str | bytes):
            return
        name = arguments[0].decode(errors="replace") if isinstance(arguments[0], bytes) else arguments[0]
        path = str(Path(name).resolve()) if not name.startswith("/") else name
        if not Path(path).is_relative_to(self._root) or path.startswith(self._own) or path == self._script:
            return
        if path.endswith(".pyc"):
            return
        mode = arguments[1] or "r"
        if isinstance(mode, str) and set(mode) & set("wax+"):
            self.report(self.line(), "C073.write", {"name": Path(path).name})
            return
        self.files.add(path)
        if not path.endswith(".py"):
            self.report(self.line(), "C078", {"name": Path(path).name})


class _Watched(io.TextIOBase):
    """A stream that tells when something is written."""

    def __init__(self, tell: Callable[[], None]) -> None:
        super().__init__()
        self._tell = tell

    def write(self, text: str) -> int:
        if text.strip():
            self._tell()
        return len(text)


class _Pyplot:
    """Watches for the import of pyplot, whose `show` it replaces."""

    def __init__(self, show: Callable[[], None]) -> None:
        self._show = show

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        """Return the spec of pyplot, with a loader that replaces `show`; None for other modules."""
        if name != "matplotlib.pyplot":
            return None
        sys.meta_path.remove(self)
        from importlib.util import find_spec

        spec = find_spec(name)
        if spec is None or spec.loader is None:
            return spec
        run, show = spec.loader.exec_module, self._show

        def exec_module(module: Any) -> None:
            run(module)
            module.show = lambda *_, **__: show()

        spec.loader.exec_module = exec_module  # type: ignore[method-assign]
        return spec
