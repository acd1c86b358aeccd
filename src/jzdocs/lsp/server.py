"""The language server: what an editor may ask, and the answers. It talks through standard input and output.

What takes long is done in processes of its own (`documents`), so that no key waits for it.
"""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path, urlparse

import jzdocs
from jzdocs.editing.names import Mention, figure_at, id_at
from jzdocs.editing.process import OvertakenJobError
from jzdocs.errors import JzdocsError
from jzdocs.lsp.actions import actions, code_action, job_of, workspace_edit
from jzdocs.lsp.completion import TRIGGERS, completions
from jzdocs.lsp.diagnostics import diagnostics
from jzdocs.lsp.documents import PAUSE, Documents, OpenDocument
from jzdocs.lsp.hover import about_figure, about_id
from jzdocs.lsp.navigation import definition, is_cell, references, rename_edits, rename_job
from jzdocs.lsp.positions import EditorText
from jzdocs.lsp.symbols import folding, outline
from jzdocs.messages.catalogue import text as worded
from jzdocs.messages.language import user_language
from jzdocs.messages.message import Language, Message, message
from jzdocs.project import find_project, named_kind

_REFUSED = -32803  # RequestFailed: the request is right, but cannot be done


class JzdocsServer(LanguageServer):
    """A server, with the texts that its editor has open."""

    def __init__(self) -> None:
        super().__init__("jzdocs", jzdocs.__version__, types.TextDocumentSyncKind.Full)
        self.language: Language = user_language()
        self.folder = Path.cwd()
        self._documents: Documents | None = None

    @property
    def documents(self) -> Documents:
        """The open texts."""
        if self._documents is None:
            self._documents = Documents(self.folder, self._publish)
        return self._documents

    def put(self, uri: str) -> None:
        """Take a text as the editor has it now."""
        path = path_of(uri, self.folder)
        if path is None or named_kind(path) not in ("markdown", "template"):
            return
        document = self.workspace.get_text_document(uri)
        encoding = str(getattr(self.workspace.position_encoding, "value", self.workspace.position_encoding))
        self.documents.put(uri, path, EditorText(document.source, encoding), document.version)

    def tell(self, error: JzdocsError) -> None:
        """Show why something was not done."""
        self.window_show_message(types.ShowMessageParams(types.MessageType.Warning, self.reason(error)))

    def reason(self, error: JzdocsError) -> str:
        """Return what an error says, in the user's language."""
        problem, hint = error.diagnostic.worded(self.language)
        return f"{problem}\n{hint}" if hint else problem

    def worded(self, text: Message) -> str:
        """Return a text in the user's language."""
        return worded(text, self.language)

    def refusal(self, reason: str) -> JsonRpcException:
        """Return the error that refuses a request."""
        return JsonRpcException(reason, _REFUSED)

    async def end(self) -> None:
        """End the processes."""
        if self._documents:
            await self._documents.stop()

    def _publish(self, document: OpenDocument) -> None:
        """Hand out the findings of a text that was judged as it is now."""
        self.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(
                document.uri, diagnostics(document, document.source, self.language), document.version
            )
        )

    @property
    def tells_versions(self) -> bool:
        """Whether the editor knows edits of a version of a text."""
        edits = self.client_capabilities.workspace and self.client_capabilities.workspace.workspace_edit
        return bool(edits and edits.document_changes)

    @property
    def resolves_edits(self) -> bool:
        """Whether the editor asks for the edit of an action when that is chosen."""
        texts = self.client_capabilities.text_document
        support = texts.code_action.resolve_support if texts and texts.code_action else None
        return bool(support and "edit" in support.properties)


def path_of(uri: str, folder: Path) -> Path | None:
    """Return the path of a text; that of one which was never saved lies in the folder."""
    scheme, _, path, *_ = urlparse(uri)
    if scheme == "file":
        return Path(found) if (found := to_fs_path(uri)) else None
    name = Path(path).name or "untitled"
    return folder / (name if "." in name else f"{name}.md")


def language_of(locale: str | None) -> Language:
    """Return the language of an editor, else that of the environment."""
    if not locale:
        return user_language()
    return "zh" if locale.lower().startswith("zh") else "en"


def make_server() -> JzdocsServer:
    """Return a server with all that it answers."""
    server = JzdocsServer()
    _add_texts(server)
    _add_questions(server)
    _add_rename(server)
    _add_actions(server)
    return server


def _add_texts(server: JzdocsServer) -> None:
    """Let a server follow what is opened, typed and closed."""

    @server.feature(types.INITIALIZE)
    def initialize(params: types.InitializeParams) -> None:
        server.language = language_of(params.locale)
        folders = params.workspace_folders or []
        root = folders[0].uri if folders else params.root_uri
        path = Path(found) if root and (found := to_fs_path(root)) else None
        server.folder = path if path and path.is_dir() else Path.cwd()

    @server.feature(types.SHUTDOWN)
    async def shutdown(_: None) -> None:
        await server.end()

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def did_open(params: types.DidOpenTextDocumentParams) -> None:
        server.put(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def did_change(params: types.DidChangeTextDocumentParams) -> None:
        server.put(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def did_save(params: types.DidSaveTextDocumentParams) -> None:
        judge_others(params.text_document.uri)

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def did_change_files(_: types.DidChangeWatchedFilesParams) -> None:
        judge_others("")

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def did_close(params: types.DidCloseTextDocumentParams) -> None:
        uri = params.text_document.uri
        server.documents.close(uri)
        server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))

    def judge_others(uri: str) -> None:
        """Judge open texts again, as a file that they use may be another now."""
        for document in server.documents.every():
            if document.uri != uri:
                server.documents.judge(document.uri, PAUSE)


def _add_questions(server: JzdocsServer) -> None:
    """Let a server answer what changes nothing."""

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def hover(params: types.HoverParams) -> types.Hover | None:
        document = server.documents.find(params.text_document.uri)
        if document is None:
            return None
        analysis = await server.documents.current(document)
        source, offset = document.source, document.source.offset(params.position)
        if mention := figure_at(source.text, offset):
            shown = about_figure(mention.name, analysis, source, server.folder, server.language)
        elif mention := id_at(source.text, offset):
            shown = about_id(mention, analysis, source, server.language)
        else:
            return None
        if shown is None:
            return None
        content = types.MarkupContent(types.MarkupKind.Markdown, shown)
        return types.Hover(content, source.range(mention.start, mention.end))

    @server.feature(types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=list(TRIGGERS)))
    async def completion(params: types.CompletionParams) -> types.CompletionList | None:
        document = server.documents.find(params.text_document.uri)
        if document is None:
            return None
        if document.analysed is None:
            await server.documents.current(document)
        project = find_project(document.path.resolve().parent)
        folder = project.root if project else document.path.parent
        offset = document.source.offset(params.position)
        found = completions(document.source, offset, document.analysis, folder, server.language)
        return types.CompletionList(is_incomplete=False, items=found)

    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    async def go_to_definition(params: types.DefinitionParams) -> types.Location | None:
        document = server.documents.find(params.text_document.uri)
        if document is None:
            return None
        await server.documents.current(document)
        return definition(document, document.source.offset(params.position))

    @server.feature(types.TEXT_DOCUMENT_REFERENCES)
    def find_references(params: types.ReferenceParams) -> list[types.Location] | None:
        document = server.documents.find(params.text_document.uri)
        if document is None:
            return None
        offset = document.source.offset(params.position)
        return references(document, offset, with_definition=params.context.include_declaration)

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    def symbols(params: types.DocumentSymbolParams) -> list[types.DocumentSymbol] | None:
        document = server.documents.find(params.text_document.uri)
        return outline(document.source, server.language) if document else None

    @server.feature(types.TEXT_DOCUMENT_FOLDING_RANGE)
    def folds(params: types.FoldingRangeParams) -> list[types.FoldingRange] | None:
        document = server.documents.find(params.text_document.uri)
        return folding(document.source) if document else None


def _add_rename(server: JzdocsServer) -> None:
    """Let a server give figures other names."""

    async def named_at(uri: str, position: types.Position) -> tuple[OpenDocument, Mention]:
        """Return the name of a figure at a place. Raises JsonRpcException where there is none that can be changed."""
        document = server.documents.find(uri)
        mention = figure_at(document.source.text, document.source.offset(position)) if document else None
        if document is None or mention is None:
            raise server.refusal(server.worded(message("editor.rename.nothing")))
        if is_cell(mention.name, await server.documents.current(document)):
            raise server.refusal(server.worded(message("editor.rename.cell", name=mention.name)))
        return document, mention

    @server.feature(types.TEXT_DOCUMENT_PREPARE_RENAME)
    async def prepare_rename(params: types.PrepareRenameParams) -> types.PrepareRenamePlaceholder:
        document, mention = await named_at(params.text_document.uri, params.position)
        return types.PrepareRenamePlaceholder(document.source.range(mention.start, mention.end), mention.name)

    @server.feature(types.TEXT_DOCUMENT_RENAME, types.RenameOptions(prepare_provider=True))
    async def rename(params: types.RenameParams) -> types.WorkspaceEdit | None:
        document, mention = await named_at(params.text_document.uri, params.position)
        new, source = params.new_name.strip(), document.source
        if new == mention.name:
            return None
        try:
            await server.documents.edit("rename", rename_job(document, mention.name, new))
        except JzdocsError as error:
            raise server.refusal(server.reason(error)) from error
        edits = rename_edits(source, mention.name, new)
        return workspace_edit(document, edits, versioned=server.tells_versions)


def _add_actions(server: JzdocsServer) -> None:
    """Let a server offer to mend findings."""

    @server.feature(
        types.TEXT_DOCUMENT_CODE_ACTION,
        types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix], resolve_provider=True),
    )
    async def code_actions(params: types.CodeActionParams) -> list[types.CodeAction] | None:
        document = server.documents.find(params.text_document.uri)
        only = params.context.only
        if document is None or (only and not any(_includes(str(getattr(kind, "value", kind))) for kind in only)):
            return None
        if not document.is_current:  # the findings are of another text: their places are no longer certain
            return []
        found = [code_action(action, document) for action in actions(document, params.range, server.language)]
        if not server.resolves_edits:
            found = [action for action in found if await resolved(action, is_told=False)]
        return found

    @server.feature(types.CODE_ACTION_RESOLVE)
    async def resolve(action: types.CodeAction) -> types.CodeAction:
        await resolved(action, is_told=True)
        return action

    async def resolved(action: types.CodeAction, *, is_told: bool) -> bool:
        """Put the edit into an action, and return whether there is one; where it `is_told` why not, that is shown."""
        data: Any = action.data
        document = server.documents.find(str(data["uri"]))
        if document is None or document.version != data["version"]:
            return False
        source = document.source
        try:
            after = await server.documents.edit(*job_of(data, document))
        except JzdocsError as error:
            if is_told:
                server.tell(error)
            return False
        except OvertakenJobError:
            return False
        action.edit = workspace_edit(document, [source.edit_to(after)], versioned=server.tells_versions)
        return True


def _includes(kind: str) -> bool:
    """Return whether a kind of action that is asked for includes quick fixes."""
    return kind in ("", types.CodeActionKind.QuickFix.value)


def serve() -> None:
    """Serve an editor through standard input and output until it ends."""
    server = make_server()
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get among the answers
    try:
        server.start_io(os.fdopen(os.dup(0), "rb"), answers)
    finally:
        asyncio.run(server.end())
