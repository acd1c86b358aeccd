"""Putting files into place: all of them, or none. What stood there before stays until everything is written."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from jzdocs.errors import Location, SurroundingsError


def put_files(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Write `files` into `folder`: under temporary names in the same folder, synced, then renamed.

    Raises SurroundingsError when that fails; the folder is then as it was.
    """
    temporary: list[tuple[Path, Path]] = []
    made = not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            target = folder / name
            if target.is_dir():
                raise IsADirectoryError(21, "a folder of that name is in the way", str(target))
            path = folder / f".{name}.{os.getpid()}.tmp"
            temporary.append((path, target))
            with path.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        for path, target in temporary:
            os.replace(path, target)
    except OSError as error:
        for path, _ in temporary:
            path.unlink(missing_ok=True)
        if made and folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
        hint = "choose another folder with --out, or make room there"
        raise SurroundingsError(f"cannot write the documents: {error.strerror}", at=Location(str(folder)), code="X030", hint=hint) from error
    return [target for _, target in temporary]
