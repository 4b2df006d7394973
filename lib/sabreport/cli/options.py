"""What the commands share: the app that they belong to, and the options that several of them take."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Statutory annual reports of safeguarding adults boards, written from data.",
)
template_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Write forms for others to fill in.")
app.add_typer(template_app, name="template")


def _whole_number(takes: str, least: int, most: int) -> Callable[[str | int], int]:
    """What reads the value of an option that takes a whole number, and says what it `takes` where it is none."""

    def read(value: str | int) -> int:
        try:
            number = int(value)
        except ValueError:
            number = least - 1
        if not least <= number <= most:
            raise typer.BadParameter(f'it was given "{value}". {takes}')
        return number

    return read


_YEAR = _whole_number("--year takes a year such as 2020, the one in which the financial year ends: 2020 is 2019-20.", 1990, 2100)
_JOBS = _whole_number("--jobs takes a whole number such as 2, and at least 1.", 1, 10_000)
YearOption = Annotated[
    int,
    typer.Option("--year", parser=_YEAR, metavar="YEAR", help="The year in which the financial year ends: 2020 is 2019-20."),
]
BoardOption = Annotated[
    list[str] | None,
    typer.Option("--board", help="A folder of params/; may be repeated. Default: every board with params for the year."),
]
OneBoardOption = Annotated[str, typer.Option("--board", help="A folder of params/.")]
JsonOption = Annotated[bool, typer.Option("--json", help="As JSON, for other programs.")]
RootOption = Annotated[
    Path | None, typer.Option("--root", help="The kit's folder. Default: the nearest folder above with params/ and data/.")
]
FormatOption = Annotated[list[str] | None, typer.Option("--format", help="html, pdf, docx, xlsx; may be repeated. Default: all.")]
EngineOption = Annotated[str, typer.Option("--engine", help="quarto, embedded, or auto: Quarto where it is found.")]
JobsOption = Annotated[
    int | None,
    typer.Option("--jobs", parser=_JOBS, metavar="NUMBER", help="How much is worked on at once. Default: cores and one more."),
]
KernelOption = Annotated[str, typer.Option("--kernel", help="warm, or jupyter: a stock kernel for each notebook.")]
ExplainOption = Annotated[bool, typer.Option("--explain", help="Say for each chapter and document why it was made anew.")]
SchedulerOption = Annotated[
    str,
    typer.Option(
        "--scheduler",
        help="Address of a Dask scheduler, as tls://host:8786, whose workers build the boards. Work goes to it "
        "as Python pickles; the certificates are those of Dask's own settings (distributed.comm.tls).",
    ),
]
InsecureOption = Annotated[
    bool,
    typer.Option(
        "--insecure-scheduler",
        help="Take a scheduler on another machine without TLS. Whoever can reach it could run programs as you.",
    ),
]
FromOption = Annotated[
    int | None, typer.Option("--from", min=1, metavar="DRAFT", help="The earlier draft. Default: the one before the later.")
]
ToOption = Annotated[int | None, typer.Option("--to", min=1, metavar="DRAFT", help="The later draft. Default: the last.")]
LastYearOption = Annotated[
    bool, typer.Option("--last-year", help="Compare with last year's report; --from then names a draft of that one.")
]
ForceOption = Annotated[bool, typer.Option("--force", help="Run every chapter again, whatever has changed.")]
DebugOption = Annotated[bool, typer.Option("--debug", help="Show Python's traceback where something fails.")]
CleanOption = Annotated[bool, typer.Option("--clean", help="Leave the answers to reviewers out of the Word report.")]
FinalOption = Annotated[
    bool,
    typer.Option("--final", help="Write publication/ too, without draft marks: needs a sign-off, and nothing left to settle."),
]
