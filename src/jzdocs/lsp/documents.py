"""The texts that an editor has open, and what is known of each: judged in another process while typing goes on."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from jzdocs.editing.process import OvertakenJobError, Process
from jzdocs.editing.text_edits import TextJob
from jzdocs.errors import JzdocsError, SurroundingsError
from jzdocs.lsp.analysis import Analysis, FoundIn
from jzdocs.lsp.positions import EditorText

PAUSE = 0.3  # seconds without a key after which a text is judged
_SOON = 4.0  # seconds that a question waits for what is known of the text as it is now
_MOST_SECONDS = 120.0

Publish = Callable[["OpenDocument"], None]


class OpenDocument:
    """A text that is open: where it lies, its version in the editor, and what is known of it.

    `analysis` is of the text `analysed`, which may be an older one than `source`; `is_complete` says that its findings
    are all there.
    """

    def __init__(self, uri: str, path: Path, source: EditorText, version: int | None) -> None:
        self.uri, self.path = uri, path
        self.source, self.version = source, version
        self.analysis = Analysis()
        self.analysed: str | None = None
        self.is_complete = False
        self.changed = asyncio.Event()

    @property
    def job(self) -> TextJob:
        """The text as it is now, as a job."""
        return TextJob(self.path, self.source.text)

    @property
    def is_current(self) -> bool:
        """Whether all is known of the text as it is now."""
        return self.is_complete and self.analysed == self.source.text


class Documents:
    """The open texts. `checker` judges what is typed, `helper` makes edits; `publish` hands out findings."""

    def __init__(self, folder: Path, publish: Publish) -> None:
        self.folder = folder
        self._publish = publish
        self._checker = Process(folder, "jzdocs.lsp.jobs")
        self._helper = Process(folder, "jzdocs.lsp.jobs")
        self._open: dict[str, OpenDocument] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._jobs: dict[str, TextJob] = {}

    def find(self, uri: str) -> OpenDocument | None:
        """Return an open text; None where it is not open."""
        return self._open.get(uri)

    def every(self) -> list[OpenDocument]:
        """Return all open texts."""
        return list(self._open.values())

    def put(self, uri: str, path: Path, source: EditorText, version: int | None) -> None:
        """Take a text as it is now, opened or changed, and let it be judged."""
        document = self._open.get(uri)
        if document is None:
            self._open[uri] = OpenDocument(uri, path, source, version)
            self.judge(uri, 0)
        else:
            document.source, document.version = source, version
            self.judge(uri, PAUSE)

    def judge(self, uri: str, pause: float) -> None:
        """Let a text be judged after a pause in which nothing else changes it; the job at hand for it ends."""
        if task := self._tasks.pop(uri, None):
            task.cancel()
        if job := self._jobs.pop(uri, None):
            self._checker.cancel(job)
        self._tasks[uri] = asyncio.get_running_loop().create_task(self._judged(uri, pause))

    def close(self, uri: str) -> None:
        """Forget a text."""
        self._open.pop(uri, None)
        if task := self._tasks.pop(uri, None):
            task.cancel()
        if job := self._jobs.pop(uri, None):
            self._checker.cancel(job)

    async def current(self, document: OpenDocument) -> Analysis:
        """Return what is known of a text as it is now; after some seconds what is known of an older one."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_SOON):
                while document.analysed != document.source.text and document.uri in self._tasks:
                    document.changed.clear()
                    await document.changed.wait()
        return document.analysis

    async def edit(self, name: str, argument: object) -> str:
        """Return the text that an edit makes. Raises JzdocsError where it cannot be made."""
        result: str = await self._helper.call(name, argument, seconds=_MOST_SECONDS)
        return result

    async def stop(self) -> None:
        """End everything."""
        for task in self._tasks.values():
            task.cancel()
        self._tasks.clear()
        await self._checker.stop()
        await self._helper.stop()

    async def _judged(self, uri: str, pause: float) -> None:
        """Judge a text as it is when the pause is over, and publish what is found."""
        await asyncio.sleep(pause)
        document = self._open.get(uri)
        if document is None:
            return
        job = self._jobs[uri] = document.job

        def take(analysis: Analysis, *, is_complete: bool = False) -> None:
            if analysis.is_read or is_complete:
                known_before = document.analysis
                document.analysis = analysis if analysis.is_read else _with_findings(known_before, analysis)
                document.analysed, document.is_complete = job.text, is_complete
                document.changed.set()

        # a task that is cancelled must not end a process in the middle of its job: the job is cancelled instead
        call = asyncio.ensure_future(self._checker.call("analyse", job, take, _MOST_SECONDS))
        try:
            analysis = await asyncio.shield(call)
        except OvertakenJobError:
            return
        except asyncio.CancelledError:
            call.add_done_callback(_ignored)
            raise
        except JzdocsError as error:
            analysis = Analysis((FoundIn(error.diagnostic, ""),))
        except OSError as error:
            fault = SurroundingsError("X000", kind=type(error).__name__, reason=str(error))
            analysis = Analysis((FoundIn(fault.diagnostic, ""),))
        if self._open.get(uri) is document and document.job == job:
            self._jobs.pop(uri, None)
            take(analysis, is_complete=True)
            self._publish(document)


def _with_findings(before: Analysis, found: Analysis) -> Analysis:
    """Return what was known of a text that cannot be read now, with what is wrong with it."""
    return Analysis(found.findings, before.figures, before.cells, before.tables, before.targets)


def _ignored(call: asyncio.Future[Analysis]) -> None:
    """Let the end of a job that nobody waits for any more pass."""
    if not call.cancelled():
        call.exception()
