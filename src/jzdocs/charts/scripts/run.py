"""Running a script in a process of its own, for a time that ends."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from pathlib import Path

import msgspec

from jzdocs.cache.codec import pack_items
from jzdocs.charts.scripts.job import ScriptFinding, ScriptJob, ScriptResult

_GRACE = 5  # seconds that the process gets to start and to report, beside the script's own
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
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "jzdocs.charts.scripts.process"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=job.root,
        env=os.environ | settled,
        start_new_session=True,
    )
    try:
        out, errors = process.communicate(pickle.dumps(job, protocol=5), timeout=job.seconds + _GRACE)
    except subprocess.TimeoutExpired:
        _end(process)
        process.communicate()
        return _failed(job, "C072", {"seconds": str(job.seconds)})
    _end(process)  # what the script has started and left running
    try:
        return msgspec.msgpack.decode(out, type=ScriptResult)
    except msgspec.MsgspecError:
        last = errors.decode("utf-8", "replace").strip().rpartition("\n")[2][:_SHOWN]
        status = str(process.returncode)
        if last:
            return _failed(job, "C071.ended_saying", {"status": status, "reason": last})
        return _failed(job, "C071.ended", {"status": status})


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
