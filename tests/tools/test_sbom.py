"""The bill of materials names every package of the lock file, and what asks for it."""

from __future__ import annotations

import json
import subprocess
import sys

from conftest import ROOT


def test_the_bill_holds_what_the_lock_file_pins() -> None:
    command = [sys.executable, str(ROOT / "tools/sbom.py")]
    first, second = (subprocess.run(command, capture_output=True, check=True).stdout for _ in range(2))
    bill = json.loads(first)
    assert first == second and (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    lock = (ROOT / "lock/runtime.txt").read_text(encoding="utf-8")
    pins = [line.split()[0] for line in lock.splitlines() if "==" in line and not line.startswith((" ", "#"))]
    assert [f"{part['name']}=={part['version']}" for part in bill["components"]] == pins and len(pins) > 10
    needs = {entry["ref"].split("@")[0]: entry["dependsOn"] for entry in bill["dependencies"]}
    for name in ("python-docx", "reportlab", "jinja2", "matplotlib"):
        assert any(url.startswith(f"pkg:pypi/{name}@") for url in needs["pkg:pypi/jzdocs"]), name
    assert any("numpy" in url for url in needs["pkg:pypi/matplotlib"])
