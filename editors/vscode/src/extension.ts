// The extension: starts the language server of jzdocs for Markdown files, and has commands that build and show pages.

import { type ChildProcess, execFile, spawn } from "node:child_process";
import { basename, dirname, join } from "node:path";
import * as vscode from "vscode";
import { LanguageClient, type LanguageClientOptions, type ServerOptions, TransportKind } from "vscode-languageclient/node";

const { t } = vscode.l10n;
let client: LanguageClient | undefined;
let output: vscode.LogOutputChannel;
/** The server of pages for each folder, with its address. */
const pages = new Map<string, { process: ChildProcess; address: Promise<string> }>();

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  output = vscode.window.createOutputChannel("jzdocs", { log: true });
  context.subscriptions.push(
    output,
    vscode.commands.registerCommand("jzdocs.build", build),
    vscode.commands.registerCommand("jzdocs.preview", preview),
    vscode.commands.registerCommand("jzdocs.restart", restart),
    vscode.workspace.onDidChangeConfiguration(async (change) => {
      if (change.affectsConfiguration("jzdocs.path") || change.affectsConfiguration("jzdocs.documents")) {
        await restart();
      }
    }),
  );
  await vscode.commands.executeCommand("setContext", "jzdocs.active", true);
  await start();
}

export async function deactivate(): Promise<void> {
  for (const { process } of pages.values()) process.kill();
  pages.clear();
  await client?.stop();
}

/** The program, as the settings name it. */
function program(): string {
  const path = vscode.workspace.getConfiguration("jzdocs").get<string>("path", "jzdocs").trim() || "jzdocs";
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? "";
  return path.replaceAll("${workspaceFolder}", folder);
}

/** The environment of the program: it speaks the language of the editor. */
function environment(): NodeJS.ProcessEnv {
  return { ...process.env, LC_ALL: vscode.env.language.toLowerCase().startsWith("zh") ? "zh_CN.UTF-8" : "C.UTF-8" };
}

async function start(): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
  const run = {
    command: program(),
    args: ["lsp"],
    transport: TransportKind.stdio,
    options: { env: environment(), ...(folder ? { cwd: folder } : {}) },
  };
  const server: ServerOptions = { run, debug: run };
  const pattern = vscode.workspace.getConfiguration("jzdocs").get<string>("documents", "**/*.md");
  const options: LanguageClientOptions = {
    documentSelector: [
      { scheme: "file", language: "markdown", pattern },
      { scheme: "untitled", language: "markdown" },
    ],
    outputChannel: output,
    synchronize: {
      fileEvents: [
        vscode.workspace.createFileSystemWatcher("**/*.{csv,xlsx,xls,json,parquet,toml}"),
        vscode.workspace.createFileSystemWatcher("**/templates/**"),
      ],
    },
  };
  client = new LanguageClient("jzdocs", "jzdocs", server, options);
  try {
    await client.start();
  } catch (error) {
    await cannotStart(error);
  }
}

async function restart(): Promise<void> {
  const old = client;
  client = undefined;
  try {
    await old?.stop();
  } catch (error) {
    output.warn(String(error)); // it did not run
  }
  await start();
}

async function cannotStart(error: unknown): Promise<void> {
  const reason = error instanceof Error ? error.message : String(error);
  output.error(reason);
  const settings = t("Open settings");
  const text = t("jzdocs could not be started: {0}. Install it with “pip install jzdocs[lsp]”, or set “jzdocs.path”.", reason);
  if ((await vscode.window.showErrorMessage(text, settings)) === settings) {
    await vscode.commands.executeCommand("workbench.action.openSettings", "jzdocs.path");
  }
}

/** The Markdown file that is looked at, saved; undefined where there is none. */
async function currentFile(): Promise<string | undefined> {
  const document = vscode.window.activeTextEditor?.document;
  if (!document || document.languageId !== "markdown") {
    void vscode.window.showInformationMessage(t("Open a Markdown file of the project first."));
    return undefined;
  }
  if ((document.isUntitled || document.isDirty) && !(await document.save())) {
    void vscode.window.showInformationMessage(t("Save the file first: pages are made of what is on the disk."));
    return undefined;
  }
  return vscode.window.activeTextEditor?.document.uri.fsPath ?? document.uri.fsPath;
}

/** Build the file: Word and PDF, where its project wants them. */
async function build(): Promise<void> {
  const file = await currentFile();
  if (!file) return;
  const name = basename(file);
  const progress = { location: vscode.ProgressLocation.Notification, title: t("Building {0} …", name) };
  const result = await vscode.window.withProgress(progress, () => run(["build", file], dirname(file)));
  if (result.text) output.info(result.text);
  if (result.missing) {
    await cannotStart(result.missing);
  } else if (result.status === 0) {
    const show = t("Show the folder");
    const chosen = await vscode.window.showInformationMessage(t("Built {0}.", name), show);
    const made = result.text.match(/\S.*\.(?:pdf|docx|ofd)/)?.[0];
    if (chosen === show && made) {
      await vscode.commands.executeCommand("revealFileInOS", vscode.Uri.file(join(dirname(file), made)));
    } else if (chosen === show) {
      await vscode.commands.executeCommand("revealFileInOS", vscode.Uri.file(file));
    }
  } else {
    const details = t("Show details");
    const chosen = await vscode.window.showErrorMessage(t("{0} has errors; no file was made.", name), details);
    if (chosen === details) output.show();
  }
}

interface Result {
  status: number;
  text: string;
  missing?: Error;
}

/** Run the program to its end. */
function run(args: string[], cwd: string): Promise<Result> {
  return new Promise((resolve) => {
    execFile(program(), args, { cwd, env: environment(), maxBuffer: 2 ** 24 }, (error, stdout, stderr) => {
      const text = `${stdout}${stderr}`.trim();
      if (error && typeof error.code !== "number") resolve({ status: 3, text, missing: error });
      else resolve({ status: Number(error?.code ?? 0), text });
    });
  });
}

/** Show the pages of the file beside it, as the page of `jzdocs serve` has them. */
async function preview(): Promise<void> {
  const file = await currentFile();
  if (!file) return;
  try {
    const address = await addressFor(file);
    await vscode.commands.executeCommand("simpleBrowser.api.open", vscode.Uri.parse(address), {
      viewColumn: vscode.ViewColumn.Beside,
      preserveFocus: true,
    });
  } catch (error) {
    output.error(String(error));
    void vscode.window.showErrorMessage(t("The page could not be opened; see the output “jzdocs”."));
  }
}

/** The address of the page for a file: of a server that runs, else of a new one. */
function addressFor(file: string): Promise<string> {
  const known = pages.get(file);
  if (known) return known.address;
  const child = spawn(program(), ["serve", file, "--no-browser"], { cwd: dirname(file), env: environment() });
  const address = new Promise<string>((resolve, reject) => {
    let text = "";
    const take = (data: Buffer): void => {
      text += data.toString();
      output.info(data.toString().trim());
      const found = text.match(/http:\/\/\S+/)?.[0];
      if (found) resolve(found);
    };
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    child.on("error", (error) => {
      pages.delete(file);
      reject(error);
    });
    child.on("exit", (status) => {
      pages.delete(file);
      reject(new Error(`${status}: ${text.trim()}`));
    });
  });
  pages.set(file, { process: child, address });
  return address;
}
