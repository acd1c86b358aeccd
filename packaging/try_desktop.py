"""Try the program of one file: it starts, its page answers with the token and not without, and it builds the sample.

    python packaging/try_desktop.py dist/desktop/jzdocs

Uses nothing but Python's own library, so that it runs wherever the program was made.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import threading
import urllib.error
import urllib.request
from pathlib import Path

SAMPLE = Path(__file__).resolve().parents[1] / "seeds" / "jinzhong.md"
_SECONDS = 180


def main(program: Path) -> None:
    """Try the program; exit with what does not work."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copy(SAMPLE, folder)
        environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "JZDOCS"))}
        environment |= {"JZDOCS_CACHE": str(folder / "cache"), "LANG": "C.UTF-8"}
        _try_page(program, folder, environment)
        _try_build(program, folder, environment)
    print(f"{program.name} ({program.stat().st_size / 1e6:.0f} MB): the page answers, the sample is built")


def _try_page(program: Path, folder: Path, environment: dict[str, str]) -> None:
    """Start the page, and open it with and without the token."""
    command = [str(program), "serve", "--no-browser", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment, cwd=folder) as process:
        timer = threading.Timer(_SECONDS, process.kill)
        timer.start()
        try:
            assert process.stdout is not None
            address = next((line.split()[-1] for line in process.stdout if "token=" in line), "")
            if not address:
                sys.exit("no address with a token")
            opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
            with opener.open(address, timeout=30) as answer:
                page = answer.read().decode()
            if "<html" not in page:
                sys.exit("the page is no page")
            if _is_open(address.partition("?")[0] + "api/state"):
                sys.exit("the page answers without its token")
        finally:
            timer.cancel()
            process.terminate()
            process.wait(timeout=30)


def _is_open(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:
            return bool(answer.status == 200)
    except urllib.error.HTTPError:
        return False


def _try_build(program: Path, folder: Path, environment: dict[str, str]) -> None:
    """Build the sample, with all of its charts."""
    command = [str(program), "build", SAMPLE.name, "--out", "output"]
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=_SECONDS, check=False
    )
    if done.returncode:
        sys.exit(done.stdout + done.stderr)
    for suffix, start in ((".pdf", b"%PDF"), (".docx", b"PK")):
        if not (folder / "output" / SAMPLE.with_suffix(suffix).name).read_bytes().startswith(start):
            sys.exit(f"no {suffix} was built")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
