"""Make the site: python -m docsite [--out build/site]."""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from pathlib import Path

from docsite.assemble import assemble
from docsite.gallery import FaultyEntryError, save_pictures
from docsite.links import faults
from docsite.render import WarnedError, render


def main(arguments: list[str] | None = None) -> None:
    """Draw the gallery, assemble the pages, render and check them; exit with what is wrong."""
    parser = argparse.ArgumentParser(prog="docsite", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("build/site"))
    site = parser.parse_args(arguments).out.resolve()
    start = time.perf_counter()
    shutil.rmtree(site, ignore_errors=True)
    with tempfile.TemporaryDirectory() as folder:
        try:
            save_pictures(Path(folder) / "pictures")
            assemble(Path(folder) / "pages", Path(folder) / "pictures")
            render(Path(folder) / "pages", site)
        except (WarnedError, FaultyEntryError) as error:
            raise SystemExit(f"the site was not made:\n{error}") from None
    if found := faults(site):
        raise SystemExit("the site is not right:\n" + "\n".join(found))
    count = len(list(site.rglob("*.html")))
    print(f"{site}: {count} pages in {time.perf_counter() - start:.0f} s; every link leads somewhere")


if __name__ == "__main__":
    main()
