"""What typer says of its own accord, in Swedish: the frame of the help, and calls that it cannot read."""

import re
from typing import Any, Final

from typer.core import TyperCommand, TyperGroup

_USAGE: Final = "Så här: "
_HELP_OPTION: Final = "Visa den här hjälpen."
_PANELS: Final = {
    "ARGUMENTS_PANEL_TITLE": "Argument",
    "OPTIONS_PANEL_TITLE": "Flaggor",
    "COMMANDS_PANEL_TITLE": "Kommandon",
    "ERRORS_PANEL_TITLE": "Fel",
    "DEFAULT_STRING": "[annars: {}]",
    "ENVVAR_STRING": "[miljövariabel: {}]",
    "REQUIRED_LONG_STRING": "[måste anges]",
}
_SENTENCES: Final = (
    (r"No such option: (?P<what>\S+)(?: \(Possible options: (?P<near>.+)\))?", "Flaggan {what} finns inte."),
    (r"No such command '(?P<what>.*?)'\.?(?: Did you mean '(?P<near>.+)'\?)?", "Kommandot {what} finns inte."),
    (r"Missing command\.", "Ange ett kommando."),
    (r"Missing argument '?(?P<what>[^']+?)'?\.", "{what} saknas."),
    (r"Missing option '?(?P<what>[^']+?)'?\.", "Flaggan {what} måste anges."),
    (r"Option '(?P<what>.+)' requires an argument\.", "Flaggan {what} behöver ett värde."),
    (r"Option '(?P<what>.+)' does not take a value\.", "Flaggan {what} tar inget värde."),
    (r"Got unexpected extra argument\(?s?\)? \((?P<what>.*)\)", "Oväntat i anropet: {what}."),
)
"""typer's own sentences, and ours; one that it has changed is shown as it is."""


def in_swedish(error: Any) -> str:
    """What is wrong with a call, and where its help is."""
    said = str(error.format_message())
    for pattern, sentence in _SENTENCES:
        match = re.fullmatch(pattern, said, re.DOTALL)
        if match:
            found = match.groupdict()
            near = found.get("near")
            said = sentence.format(**found) + (f" Menade du {near.replace(', ', ' eller ')}?" if near else "")
            break
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "lus"
    return f"{said} Se {command} --help."


def _no_type(ctx: Any) -> str:  # noqa: ARG001 — typer hands it over
    return ""


class _Swedish:
    """What the help of a command and of the whole have in common."""

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """`Så här: lus bill [FLAGGOR]`."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix=_USAGE)  # type: ignore[attr-defined]

    def get_help_option(self, ctx: Any) -> Any:
        """`--help`, with its meaning in Swedish."""
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = _HELP_OPTION
        return option

    def get_params(self, ctx: Any) -> Any:
        """The parameters, without Python's names for what a flag or an argument is."""
        parameters = super().get_params(ctx)  # type: ignore[misc]
        for parameter in parameters:
            if parameter.metavar is None or parameter.param_type_name == "argument":
                parameter.display_type_rich = _no_type
        return parameters

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """The help, in panels with Swedish titles."""
        from typer import rich_utils  # only for help: it takes longer to load than most commands take to run

        for name, text in _PANELS.items():
            setattr(rich_utils, name, text)
        super().format_help(ctx, formatter)  # type: ignore[misc]


class SwedishCommand(_Swedish, TyperCommand):
    """One command of `lus`."""


class SwedishGroup(_Swedish, TyperGroup):
    """`lus` itself."""
