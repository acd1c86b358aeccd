"""Running a notebook in memory, so that its outputs are fresh: in a kernel of its own, in the notebook's folder. The
file stays as it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jzdocs import settings
from jzdocs.errors import DocumentError, Location, SurroundingsError, notebook_line

_LONGEST_REASON = 300
# figures as drawings whose texts are texts, so that they are set in the document's faces; the same bytes every time
_FIGURES = (
    "--log-level=ERROR",
    "--InlineBackend.figure_formats={'svg'}",
    "--InlineBackend.rc={'svg.fonttype': 'none', 'svg.hashsalt': 'jzdocs', 'figure.facecolor': 'none'}",
)


def run(data: bytes, path: Path, shown: str) -> bytes:
    """Return a notebook with the outputs of a run of all its cells.

    Raises SurroundingsError where the libraries are missing or the kernel does not start, DocumentError for a cell that
    fails or takes too long.
    """
    try:
        import nbformat
        from jupyter_client.kernelspec import NoSuchKernel
        from nbclient import NotebookClient
        from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
    except ImportError as error:
        raise SurroundingsError("D069.library", at=Location(shown)) from error
    seconds = settings.current().notebook_seconds
    library: Any = nbformat  # it is not typed
    notebook = library.reads(data.decode("utf-8-sig"), as_version=4)
    name = str(notebook.metadata.get("kernelspec", {}).get("name", "python3"))
    extra = list(_FIGURES) if name.startswith("python") else []
    client = NotebookClient(
        notebook,
        timeout=seconds,
        kernel_name=name,
        resources={"metadata": {"path": str(path.resolve().parent)}},
        extra_arguments=extra,
    )
    try:
        client.execute()
    except CellExecutionError as error:
        number = _failed_cell(notebook)
        at = Location(shown, notebook_line(number, 1), 1)
        reason = str(error.evalue)[:_LONGEST_REASON]
        raise DocumentError("D069", at=at, cell=number, kind=str(error.ename), reason=reason) from error
    except (CellTimeoutError, TimeoutError) as error:
        raise DocumentError("D069.time", at=Location(shown), seconds=seconds) from error
    except (NoSuchKernel, DeadKernelError, RuntimeError, OSError) as error:
        reason = str(error)[:_LONGEST_REASON]
        raise SurroundingsError("D069.kernel", at=Location(shown), name=name, reason=reason) from error
    text: str = library.writes(notebook)
    return text.encode()


def _failed_cell(notebook: Any) -> int:
    """Return the number of the cell that ended with an error."""
    for number, cell in enumerate(notebook.cells, 1):
        if any(output.get("output_type") == "error" for output in cell.get("outputs", ())):
            return number
    return 1
