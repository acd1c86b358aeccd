"""The builds of each document, kept with their time in the user's folder for what programs remember; bounded."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from msgspec import Struct

from jzdocs import settings
from jzdocs.build.publish import publish_files
from jzdocs.editing.worker import Send
from jzdocs.errors import UsageError
from jzdocs.files import read_file
from jzdocs.messages.message import Language
from jzdocs.patterns import compiled
from jzdocs.serve.outputs import Outputs, OutputsJob, build_outputs

_MOST_BUILDS = 60  # of a document
_MOST_BYTES = 256 * 1024 * 1024
_ID = compiled(r"\d{8}T\d{6}Z-[0-9a-f]{8}")
_ABOUT, _SOURCE = "about.json", "source.txt"


class KeptBuild(Struct, frozen=True):
    """A build that was kept: its id, its time (ISO 8601), the number of its pages, a note, the revision of its
    source."""

    id: str
    time: str
    pages: int
    note: str
    revision: str


class History:
    """The builds of the document whose source is at `path`. Where the user has no folder for them, nothing is kept."""

    def __init__(self, path: Path) -> None:
        state = settings.current().state
        name = hashlib.sha256(str(path.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:20]
        self.folder = state / "history" / name if state else None

    def builds(self) -> list[KeptBuild]:
        """Return the builds, the newest first."""
        out = []
        for folder in self._folders():
            with suppress(OSError, ValueError, KeyError, TypeError):
                about = json.loads(read_file(folder / _ABOUT))
                out.append(KeptBuild(folder.name, about["time"], int(about["pages"]), about["note"], about["revision"]))
        return out

    def place(self, id_: str) -> Path:
        """Return the folder with the files of a build. Raises UsageError for one that is not kept."""
        if self.folder is None or not _ID.fullmatch(id_) or not (self.folder / id_ / _ABOUT).is_file():
            raise UsageError("X172.item")
        return self.folder / id_

    def source(self, id_: str) -> str:
        """Return the source of a build."""
        return read_file(self.place(id_) / _SOURCE).decode("utf-8", "surrogatepass")

    def keep(self, outputs: Outputs, source: str, revision: str, note: str = "") -> str:
        """Keep a build, unless the newest one has the same files; return its id ("": it cannot be kept)."""
        if self.folder is None:
            return ""
        newest = next(iter(self.builds()), None)
        if newest and newest.revision == revision and self._holds(newest.id, outputs):
            return newest.id
        now = datetime.now(UTC)
        id_ = f"{now:%Y%m%dT%H%M%SZ}-{hashlib.sha256(f'{revision}{now.isoformat()}'.encode()).hexdigest()[:8]}"
        about = {"time": now.isoformat(timespec="seconds"), "pages": outputs.pages, "note": note, "revision": revision}
        folder = self.folder / id_
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            publish_files(
                folder,
                {
                    **outputs.files,
                    _SOURCE: source.encode("utf-8", "surrogatepass"),
                    _ABOUT: json.dumps(about, ensure_ascii=False).encode(),
                },
            )
        except OSError:
            return ""
        self._prune()
        return id_

    def _holds(self, id_: str, outputs: Outputs) -> bool:
        """Return whether a build has these files."""
        assert self.folder
        try:
            return all(read_file(self.folder / id_ / name) == data for name, data in outputs.files.items())
        except OSError:
            return False

    def _folders(self) -> list[Path]:
        if self.folder is None or not self.folder.is_dir():
            return []
        return sorted((path for path in self.folder.iterdir() if _ID.fullmatch(path.name)), reverse=True)

    def _prune(self) -> None:
        """Drop the oldest builds beyond what may be kept."""
        size = 0
        for number, folder in enumerate(self._folders()):
            with suppress(OSError):
                size += sum(file.stat().st_size for file in folder.iterdir())
            if number and (number >= _MOST_BUILDS or size > _MOST_BYTES):
                shutil.rmtree(folder, ignore_errors=True)


class CompareJob(Struct, frozen=True):
    """Two builds to compare: each a folder, a file, or a document to build now; what the page calls them, and its
    language."""

    old: Path | OutputsJob
    new: Path | OutputsJob
    names: tuple[str, str]
    language: Language


def compare(job: CompareJob, send: Send) -> str:
    """Return the page of what changed between two builds."""
    from jzdocs.compare.builds import difference
    from jzdocs.compare.page import difference_page

    with tempfile.TemporaryDirectory(prefix="jzdocs-") as temporary:
        old, new = (_built(place, Path(temporary) / name, send) for place, name in ((job.old, "old"), (job.new, "new")))
        if old.is_file() and new.is_dir():  # a file that was dropped: compared with that of its kind
            new = next((path for path in sorted(new.iterdir()) if path.suffix == old.suffix), new)
        return difference_page(difference(old, new), old, new, job.language, job.names)


def _built(place: Path | OutputsJob, folder: Path, send: Send) -> Path:
    """Return where a build is; one that is to be made now goes into a folder."""
    if isinstance(place, Path):
        return place
    folder.mkdir()
    for name, data in build_outputs(place, send).files.items():
        (folder / name).write_bytes(data)
    return folder


def about_records(builds: list[KeptBuild]) -> list[dict[str, Any]]:
    """Return builds as the browser gets them."""
    return [{"id": build.id, "time": build.time, "pages": build.pages, "note": build.note} for build in builds]
