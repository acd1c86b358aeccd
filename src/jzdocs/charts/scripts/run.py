"""Running a script in a process of its own, for a time that ends."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import IO

import msgspec

from jzdocs.cache.codec import pack_items
from jzdocs.charts.scripts.job import ScriptFinding, ScriptJob, ScriptResult

_GRACE = 5  # seconds that the process gets to start and to report, beside the script's own
_TAIL = 4096  # bytes of it that are looked at
_SHOWN = 200  # characters of what a process said last


def run_script(job: ScriptJob) -> ScriptResult:
    """Return what a script drew, or what is wrong with it: it fails, hangs, or ends its process."""
    packages = str(Path(__file__).parents[3])
    paths = os.pathsep.join(filter(None, (packages, os.environ.get("PYTHONPATH", ""))))
    settled = {
        "PYTHONPATH": paths,
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": "0",
        "PYTHONIOENCODING": "utf-8",
        "MPLBACKEND": "agg",
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
    }
    with tempfile.TemporaryFile() as errors:  # a pipe would hold all that a script says
        return _run(job, os.environ | settled, errors)


def _run(job: ScriptJob, environment: Mapping[str, str], errors: IO[bytes]) -> ScriptResult:
    """Run a script, and return its result; what it says goes to `errors`."""
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "jzdocs.charts.scripts.process"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
        cwd=job.root,
        env=environment,
        start_new_session=True,
    )
    try:
        out, _ = process.communicate(pickle.dumps(job, protocol=5), timeout=job.seconds + _GRACE)
    except subprocess.TimeoutExpired:
        _end(process)
        process.communicate()
        return _failed(job, "C072", {"seconds": str(job.seconds)})
    _end(process)  # what the script has started and left running
    try:
        return msgspec.msgpack.decode(out, type=ScriptResult)
    except msgspec.MsgspecError:
        last = _end_of(errors).decode("utf-8", "replace").strip().rpartition("\n")[2][:_SHOWN]
        status = str(process.returncode)
        if last:
            return _failed(job, "C071.ended_saying", {"status": status, "reason": last})
        return _failed(job, "C071.ended", {"status": status})


def _end_of(stream: IO[bytes]) -> bytes:
    """Return the last bytes of a file."""
    stream.seek(max(0, stream.seek(0, os.SEEK_END) - _TAIL))
    return stream.read()


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill a process and all that it has started."""
    try:
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    except (ProcessLookupError, PermissionError):
        pass


def _failed(job: ScriptJob, finding: str, arguments: dict[str, str]) -> ScriptResult:
    return ScriptResult(pack_items(()), (ScriptFinding(0, finding, arguments, job.file),))
