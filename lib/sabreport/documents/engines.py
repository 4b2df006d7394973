"""The two engines that render a stitched report: Quarto where it is found, else Pandoc and Typst from their wheels."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal, Protocol

from sabreport.base.errors import Problem, RenderError
from sabreport.base.pandoc import READER
from sabreport.documents.self_contained import self_contained

Format = Literal["html", "pdf", "docx"]
FORMATS: tuple[Format, ...] = ("html", "pdf", "docx")
"""What an engine renders."""
DOCUMENTS = (*FORMATS, "xlsx")
"""What a report consists of: what an engine renders, and the data workbook beside it, which the kit writes."""
SETTINGS = "_quarto.yml"
"""What a stitched project says to either engine."""
ENGINES = ("auto", "quarto", "embedded")
_QUARTO_FORMAT = {"html": "html", "pdf": "typst", "docx": "docx"}
INCLUDE = re.compile(r"^\{\{< include (\S+) >\}\}$", re.MULTILINE)
"""Where a stitched report's document has a section."""
_STACK = re.compile(r"^stack trace(?:back)?:?\n(?:[ \t]+.*(?:\n|$))*", re.MULTILINE | re.IGNORECASE)
_TIMEOUT = 600


def with_sections(document: Path) -> str:
    """The text of a stitched report's document with its sections in it."""
    text = document.read_text(encoding="utf-8")
    return INCLUDE.sub(lambda match: (document.parent / match[1]).read_text(encoding="utf-8"), text)


class Engine(Protocol):
    """Renders the document of a stitched project to one format after another."""

    @property
    def name(self) -> str:
        """``quarto`` or ``embedded``."""
        ...

    @property
    def version(self) -> str:
        """The version of what renders."""
        ...

    @property
    def identity(self) -> str:
        """What differs where it would render otherwise; costs less than to ask for its version."""
        ...

    @property
    def together(self) -> bool:
        """Whether it must not render two formats of one document at the same time."""
        ...

    def render(self, document: Path, formats: Sequence[Format]) -> dict[Format, Path]:
        """The rendered file of each format, beside the document.

        Raises
        ------
        RenderError
            With what the engine said.
        """
        ...


@dataclass(frozen=True)
class Quarto:
    """A Quarto on this machine."""

    program: Path
    name: str = "quarto"
    together: bool = True

    @cached_property
    def version(self) -> str:
        """What it says of itself.

        Raises
        ------
        RenderError
            Where it does not run.
        """
        try:
            command = [str(self.program), "--version"]
            result = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
        except (OSError, subprocess.SubprocessError) as error:
            what = f"Quarto was found at {self.program} and does not run"
            raise RenderError([Problem(None, None, "", what, "Mend it, or use --engine embedded.")]) from error
        return result.stdout.strip()

    @property
    def identity(self) -> str:
        """Its program's file."""
        file = self.program.resolve()
        return f"{file} {file.stat().st_size} {file.stat().st_mtime_ns}" if file.is_file() else str(file)  # not printed

    def render(self, document: Path, formats: Sequence[Format]) -> dict[Format, Path]:
        """Render with ``quarto render``: all formats at once, or one after another, for Quarto takes one or all.

        What Quarto keeps beside the document for its next run is cleared away: it tells of the machine, such as its fonts.
        """
        try:
            for target in ("all",) if set(formats) == set(FORMATS) else tuple(_QUARTO_FORMAT[each] for each in formats):
                command = [str(self.program), "render", document.name, "--to", target, "--no-execute"]
                result = _run(command, document, f"Quarto {self.version}")
                if result.returncode != 0:
                    said = (result.stderr or result.stdout).decode("utf-8", errors="replace")
                    raise _refused(document, f"Quarto {self.version}", said)
        finally:
            shutil.rmtree(document.parent / ".quarto", ignore_errors=True)
        made = {each: _made(document, each) for each in formats}
        for path in made.values():
            if not path.is_file():
                raise _refused(document, f"Quarto {self.version}", f"it wrote no {path.name}")
        return made


@dataclass(frozen=True)
class Embedded:
    """Pandoc and Typst, the parts that Quarto itself is built on, as installed with the kit."""

    name: str = "embedded"
    identity: str = "embedded"
    together: bool = False

    @property
    def version(self) -> str:
        """Those of both parts."""
        import pypandoc

        return f"pandoc {pypandoc.get_pandoc_version()}, typst {version('typst')}"

    def render(self, document: Path, formats: Sequence[Format]) -> dict[Format, Path]:
        """Render as ``_quarto.yml`` says, format by format."""
        folder = document.parent
        config = _settings(folder / SETTINGS, (folder / SETTINGS).read_text(encoding="utf-8"), "format")
        text = with_sections(document)
        for each in formats:
            options = {**config, **config["format"][_QUARTO_FORMAT[each]]}
            if each == "pdf":
                source = document.with_suffix(".typ")
                _pandoc(document, text, "typst", source, options)
                _compile_typst(document, source, _made(document, each), options)
                source.unlink()
            else:
                _pandoc(document, text, each, _made(document, each), options)
            if options.get("embed-resources"):
                page = _made(document, each)
                whole = self_contained(page.read_text(encoding="utf-8"), folder)
                if whole is None:
                    _pandoc(document, text, each, page, options, embed=True)
                else:
                    page.write_text(whole, encoding="utf-8", newline="\n")
        return {each: _made(document, each) for each in formats}


def _made(document: Path, target: Format) -> Path:
    """The file that a format is rendered to."""
    return document.with_name(f"{_front_matter(document)['output-file']}.{target}")


def find_engine(wanted: str) -> Engine:
    """The engine to render with: ``quarto``, ``embedded``, or ``auto`` for Quarto where it is found.

    Quarto is the program named by ``QUARTO_PATH``, else the one on PATH.

    Raises
    ------
    RenderError
        Where Quarto is asked for and not found.
    """
    program = os.environ.get("QUARTO_PATH") or shutil.which("quarto")
    if wanted == "embedded" or (wanted == "auto" and not program):
        return Embedded()
    if not program:
        what = "Quarto was asked for and is not on PATH"
        raise RenderError([Problem(None, None, "", what, "Install Quarto, set QUARTO_PATH, or use --engine embedded.")])
    return Quarto(Path(program))


def _front_matter(document: Path) -> dict[str, Any]:
    return _settings(document, document.read_text(encoding="utf-8").partition("---\n")[2].partition("---\n")[0], "output-file")


def _settings(path: Path, text: str, needed: str) -> dict[str, Any]:
    """What a template says to the engine, as YAML; it must have one key at least."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        found = YAML(typ="safe", pure=True).load(text)
    except (YAMLError, RecursionError, ValueError):
        found = None
    if isinstance(found, dict) and needed in found:
        return found
    what = f'{path.name} does not say in YAML what the engine has to know, such as "{needed}"'
    raise RenderError([Problem(None, None, "", what, "Undo the last change of it in the kind's templates.")])


def _pandoc(document: Path, text: str, target: str, output: Path, options: dict[str, Any], *, embed: bool = False) -> None:
    """Run Pandoc with what ``_quarto.yml`` says of a format."""
    import pypandoc

    command = [
        pypandoc.get_pandoc_path(),
        "--standalone",
        "--wrap=none",
        f"--from={READER}",
        f"--to={target}",
        f"--output={output.name}",
    ]
    command += [f"--lua-filter={item['path'] if isinstance(item, dict) else item}" for item in options.get("filters", [])]
    command += [f"--metadata=lang={options['lang']}", f"--metadata=toc-title={options['toc-title']}"]
    command += [f"--default-image-extension={options['default-image-extension']}"]
    if options.get("toc"):
        command += ["--toc", f"--toc-depth={options['toc-depth']}"]
    for key in ("template", "css", "reference-doc", "shift-heading-level-by"):
        values = options.get(key, [])
        command += [f"--{key}={value}" for value in (values if isinstance(values, list) else [values])]
    if options.get("highlight-style") == "none":
        command.append("--syntax-highlighting=none")
    if embed:
        command.append("--embed-resources")
    result = _run(command, document, "Pandoc", text)
    if result.returncode != 0:
        raise _refused(document, "Pandoc", result.stderr.decode("utf-8", errors="replace"))


def _run(command: list[str], document: Path, engine: str, text: str = "") -> subprocess.CompletedProcess[bytes]:
    """Run a program in the document's folder, with a text on its standard input."""
    try:
        return subprocess.run(
            command, input=text.encode("utf-8"), cwd=document.parent, capture_output=True, timeout=_TIMEOUT, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise _refused(document, engine, f"it did not finish within {_TIMEOUT // 60} minutes") from error


def _compile_typst(document: Path, source: Path, output: Path, options: dict[str, Any]) -> None:
    import typst

    try:
        typst.compile(
            str(source),
            output=str(output),
            root=str(document.parent),
            font_paths=[str(document.parent / options["font-paths"])],
            ignore_system_fonts=True,
            pdf_standards=[options["pdf-standard"]],
        )
    except (RuntimeError, ValueError) as error:
        raise _refused(document, "Typst", str(error)) from error


def _refused(document: Path, engine: str, said: str) -> RenderError:
    """The last of the engine's own words, without its colours and the stacks of its programs."""
    plain = _STACK.sub("", re.sub(r"\x1b\[[0-9;]*m", "", said))
    lines = [line.strip() for line in plain.splitlines() if line.strip()][-8:]
    what = f"{engine} could not render the report: {' / '.join(lines) or 'it gave no reason'}"
    remedy = "Look at the section it names, and at the notebook or text that wrote it."
    return RenderError([Problem(document, None, "", what, remedy)])
