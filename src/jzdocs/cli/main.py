"""`jzdocs`: the group of commands. Each is imported when it is called, so that `--help` costs nothing."""

from __future__ import annotations

import gc
import importlib
import os
import sys
from typing import Any

import click

import jzdocs
from jzdocs.cli.terminal import chinese, localised, say
from jzdocs.errors import NOWHERE, JzdocsError, diagnostic

_COMMANDS = {
    "build": ("make Word and PDF", "生成 Word 和 PDF"),
    "watch": ("build again whenever something is saved", "边改边生成"),
    "check": ("what is wrong, with file, line and column", "检查，逐条列出文件、行、列"),
    "facts": ("every figure with its provenance", "列出每个数字及其出处"),
    "outline": ("the structure that was read", "列出读到的结构"),
    "import": ("plain text or Word → a Markdown source", "把纯文本或 Word 转为 Markdown 源文"),
    "charts": ("charts that a text suits, with reasons", "按文中数字提出图表建议，附理由"),
    "trace": (
        "where the figures of a PDF or Word file come from, and whether they still agree",
        "追溯 PDF 或 Word 中每个数字的出处，核对是否一致",
    ),
    "pull": ("edits made in Word → the Markdown source", "把在 Word 中的修改带回源文"),
    "diff": ("which figures, sentences and charts changed between two builds", "比较两次生成：数字、文字、图表的变化"),
    "fonts": ("faces, what they cover, and what a document lacks", "列出字体、覆盖的字和文档缺的字"),
    "new": ("a project to start from", "新建项目"),
    "doctor": ("fonts, packages, external programs", "检查字体、软件包和外部程序"),
}

_COLLECT_EVERY = 300_000


class _Lazy(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module = importlib.import_module(f"jzdocs.cli.{cmd_name.replace('import', 'import_')}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("命令" if chinese() else "Commands"):
            formatter.write_dl([(name, texts[chinese()]) for name, texts in _COMMANDS.items()])


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(jzdocs.__version__, prog_name="jzdocs")
@click.option("--debug", is_flag=True, help="show tracebacks")
@click.pass_context
def group(ctx: click.Context, debug: bool) -> None:
    """One source, two faithful documents: Chinese briefings as Word and PDF."""
    ctx.obj = {"debug": debug}


def main(argv: list[str] | None = None) -> None:
    """Run the command line and exit: 0 done, 1 the documents have errors, 2 wrong usage, 3 the surroundings failed."""
    # a document is a large tree that lives until the end: looking for cycles in it again and again takes a fifth of the
    # time
    gc.set_threshold(_COLLECT_EVERY, 20, 20)
    arguments = sys.argv[1:] if argv is None else argv
    debug = "--debug" in arguments
    arguments = [a for a in arguments if a != "--debug"]
    try:
        status: Any = group.main(arguments, prog_name="jzdocs", standalone_mode=False)
    except JzdocsError as error:
        if debug:
            raise
        say(localised(error.diagnostic), err=True, color="red")
        status = error.exit_code
    except click.ClickException as error:
        error.show()
        status = 2
    except click.exceptions.Exit as error:
        status = error.exit_code
    except (KeyboardInterrupt, click.Abort):
        status = 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        status = 0
    except Exception as error:
        if debug:
            raise
        fault = diagnostic(NOWHERE, "X000", "error", {"kind": type(error).__name__, "reason": error})
        say(localised(fault), err=True, color="red")
        status = 3
    sys.exit(status or 0)
