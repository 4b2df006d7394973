"""Where everything is: a frozen `Project` knows the paths of one board and year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from os.path import lexists
from pathlib import Path

from sabreport.base.errors import ParamsError, Problem, did_you_mean

SHARED = "_shared"
"""The folder of report_templates/ that is of no kind: what all kinds of report print with."""
OF_EACH_KIND = ("chapters.yml", "duty.yml")
"""Files that say what a kind of report is, beside its .qmd file: each kind has its own, and `SHARED` none."""


def year_label(year: int) -> str:
    """The financial year that ends on 31 March of `year`, as it is printed.

    Examples
    --------
    >>> year_label(2020)
    '2019-20'
    >>> year_label(2000)
    '1999-00'
    """
    return f"{year - 1}-{year % 100:02d}"


def is_of_one_kind(name: str) -> bool:
    """Whether a template of that name says what a kind of report is, so that it is not shared."""
    return name in OF_EACH_KIND or name.endswith(".qmd")


@dataclass(frozen=True)
class Project:
    """One board and year, and the folders of the kit around them.

    Does **not** create any folder.
    """

    root: Path
    board: str
    year: int

    @property
    def label(self) -> str:
        """The financial year as printed: ``2019-20`` for 2020."""
        return year_label(self.year)

    @property
    def first_day(self) -> date:
        """1 April on which the financial year begins."""
        return date(self.year - 1, 4, 1)

    @property
    def last_day(self) -> date:
        """31 March on which the financial year ends."""
        return date(self.year, 3, 31)

    @property
    def params_files(self) -> tuple[Path, Path, Path]:
        """The layers of params, in the order in which they are merged."""
        folder = self.root / "params"
        return (
            folder / "defaults.yml",
            folder / self.board / "board.yml",
            folder / self.board / f"{self.year}.yml",
        )

    @property
    def data(self) -> Path:
        """Extracts and authored text of the board and year."""
        return self.data_of(self.year)

    def data_of(self, year: int) -> Path:
        """Extracts of the same board for another year."""
        return self.root / "data" / self.board / str(year)

    @property
    def outputs(self) -> Path:
        """Where the finished documents go."""
        return self.root / "outputs" / self.board / str(self.year)

    @property
    def failed(self) -> Path:
        """Where a notebook that failed is kept, as far as it went."""
        return self.root / "outputs" / "failed" / f"{self.board}-{self.year}"

    def notebooks(self, kind: str) -> Path:
        """The chapters' notebooks of a kind of report."""
        return self.root / "notebooks" / kind

    def kind_folder(self, kind: str) -> Path:
        """The templates of one kind of report."""
        return self.root / "report_templates" / kind

    def template(self, kind: str, name: str) -> Path:
        """Where a template of a kind of report lies: in its own folder, else among those that all kinds print with."""
        own = self.kind_folder(kind) / name
        return own if is_of_one_kind(name) or lexists(own) else self.kind_folder(SHARED) / name

    def templates(self, kind: str) -> tuple[Path, ...]:
        """All templates of a kind of report that there are, by name."""
        folders = (self.kind_folder(kind), self.kind_folder(SHARED))
        names = sorted({path.name for folder in folders if folder.is_dir() for path in folder.iterdir()})
        return tuple(path for path in (self.template(kind, name) for name in names) if path.is_file())

    def relative(self, path: Path) -> str:
        """`path` as printed and recorded: relative to the root, with forward slashes."""
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else path.as_posix()


def find_root(start: Path) -> Path:
    """The nearest folder, from `start` upwards, that holds params/ and data/.

    Raises
    ------
    ParamsError
        Where there is none.
    """
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / "params").is_dir() and (folder / "data").is_dir():
            return folder
    raise ParamsError(
        [
            Problem(
                start,
                None,
                "",
                "no folder here or above it holds params/ and data/",
                "Go to the kit's folder, or name it with --root.",
            )
        ]
    )


def find_projects(root: Path, year: int, boards: tuple[str, ...] = ()) -> list[Project]:
    """The boards to build for a year: those named, or every board that has params for it.

    Raises
    ------
    ParamsError
        Where a named board has no folder or no params for the year, or where no board has any.
    """
    folder = root / "params"
    known = sorted({path.parent.name for path in folder.glob("*/*.yml")})
    problems = []
    for board in dict.fromkeys(boards):
        years = sorted(path.stem for path in (folder / board).glob("*.yml") if path.stem.isdecimal())
        if board not in known:
            problems.append(
                Problem(folder, None, "", f'there is no board "{board}" (no folder {board})', did_you_mean(board, known))
            )
        elif str(year) not in years:
            has = f"It has {', '.join(years)}." if years else "It has none yet."
            problems.append(
                Problem(
                    folder / board,
                    None,
                    "",
                    f"the board has no params for {year}",
                    f"{has} Add {year}.yml there, or choose another year.",
                )
            )
    if problems:
        raise ParamsError(problems, root)
    chosen = boards or tuple(board for board in known if lexists(folder / board / f"{year}.yml"))
    if not chosen:
        years = sorted({path.stem for path in folder.glob("*/*.yml") if path.stem.isdecimal()})
        raise ParamsError(
            [
                Problem(
                    folder,
                    None,
                    "",
                    f"no board has params for {year}",
                    f"Years with params: {', '.join(years) or 'none'}. Add <board>/{year}.yml, or choose another year.",
                )
            ],
            root,
        )
    return [Project(root, board, year) for board in dict.fromkeys(chosen)]
