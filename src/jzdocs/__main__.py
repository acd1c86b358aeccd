"""`python -m jzdocs`."""

import sys
from pathlib import Path

if __name__ == "__main__":
    # `-m` lets Python look for modules in the current folder first, where documents of others may lie
    if not sys.flags.safe_path and sys.path and sys.path[0] in ("", str(Path.cwd())):
        del sys.path[0]
    try:
        from jzdocs.cli.main import main

        main()
    except KeyboardInterrupt:  # before the command began
        sys.exit(130)
