"""Where a call begins and ends: exit codes, and every error as a line or two of Swedish on stderr."""

import io
import sys
from collections.abc import Sequence
from typing import NoReturn

import typer
from typer._click.exceptions import UsageError  # typer gives it no public name

from lus_stats.cli import app_intake, app_invoicing, app_statistics, operations  # noqa: F401 — they join the app
from lus_stats.cli.app import app
from lus_stats.cli.output import note
from lus_stats.cli.swedish import in_swedish
from lus_stats.errors import LusError, WrongCall

INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run one call and end the process: 0 done, 2 wrong call, 3 refused; anything else is a bug (cli.md)."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one call and give its exit code."""
    try:
        code = typer.main.get_command(app).main(arguments, prog_name="lus", standalone_mode=False)
    except LusError as error:
        note(str(error))
        return error.exit_code
    except UsageError as error:
        note(in_swedish(error))
        return WrongCall.exit_code
    except (KeyboardInterrupt, typer.Abort):
        code = INTERRUPTED
    if code == INTERRUPTED:
        note("Avbrutet.")
    return int(code or 0)
