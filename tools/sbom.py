"""The bill of materials of jzdocs (CycloneDX 1.6, https://cyclonedx.org/docs/1.6/json/), from the lock file.

Prints the packages that a run needs, with version, hashes, package URL and what asks for each. The same lock file gives
the same bytes: there is no serial number and no time.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
_PIN = re.compile(r"([A-Za-z0-9._-]+)==(\S+)")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_VIA = re.compile(r"#\s+(?:via\s+)?([A-Za-z0-9._-]+)(?: \(pyproject\.toml\))?$")


def bill(lock: str, version: str) -> dict[str, Any]:
    """Return the bill of the packages that the text of a lock file pins, for a version of jzdocs."""
    components: list[dict[str, Any]] = []
    needed: dict[str, list[str]] = {}
    for block in re.split(r"\n(?=\S)", lock):
        pin = _PIN.match(block)
        if pin is None:
            continue
        url = f"pkg:pypi/{pin[1].lower()}@{pin[2]}"
        component = {"type": "library", "bom-ref": url, "name": pin[1], "version": pin[2], "purl": url}
        # a lock file holds the hashes of all files of a release, the hashes of a component would be those of one file
        files = [{"name": "jzdocs:sha256", "value": value} for value in _HASH.findall(block)]
        components.append(component | {"properties": files})
        for line in block.splitlines():
            if found := _VIA.search(line.strip()) if line.lstrip().startswith("#") else None:
                needed.setdefault(found[1].lower(), []).append(url)
    this = f"pkg:pypi/jzdocs@{version}"
    urls = {component["name"].lower(): component["bom-ref"] for component in components} | {"jzdocs": this}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "bom-ref": this, "name": "jzdocs", "version": version}},
        "components": components,
        "dependencies": [{"ref": url, "dependsOn": sorted(needed.get(name, []))} for name, url in urls.items()],
    }


def main() -> None:
    """Print the bill of the lock file that is named, or of lock/runtime.txt."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "lock/runtime.txt"
    source = (ROOT / "src/jzdocs/__init__.py").read_text(encoding="utf-8")
    version = re.search(r'__version__ = "([^"]+)"', source)
    print(
        json.dumps(bill(path.read_text(encoding="utf-8"), version[1] if version else ""), indent=2, ensure_ascii=False)
    )


if __name__ == "__main__":
    main()
