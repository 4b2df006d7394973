"""The two engines that render a stitched report: Quarto where it is found, else Pandoc and Typst from their wheels."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol

import pypandoc
import typst
from ruamel.yaml import YAML

from sabreport.errors import Problem, RenderError

Format = Literal["html", "pdf", "docx"]
FORMATS: tuple[Format, ...] = ("html", "pdf", "docx")
"""What an engine renders; the data workbook beside them is written by the kit."""
ENGINES = ("auto", "quarto", "embedded")
_QUARTO_FORMAT = {"html": "html", "pdf": "typst", "docx": "docx"}
_INCLUDE = re.compile(r"^\{\{< include (\S+) >\}\}$", re.MULTILINE)
READER = "markdown-implicit_figures"
_TIMEOUT = 600


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
    version: str
    name: str = "quarto"

    def render(self, document: Path, formats: Sequence[Format]) -> dict[Format, Path]:
        """Render with ``quarto render``: all formats at once, or one after another, for Quarto takes one or all."""
        for target in ("all",) if set(formats) == set(FORMATS) else tuple(_QUARTO_FORMAT[each] for each in formats):
            command = [str(self.program), "render", document.name, "--to", target, "--no-execute"]
            result = _run(command, document, f"Quarto {self.version}")
            if result.returncode != 0:
                said = (result.stderr or result.stdout).decode("utf-8", errors="replace")
                raise _refused(document, f"Quarto {self.version}", said)
        stem = str(_front_matter(document)["output-file"])
        made = {each: document.with_name(f"{stem}.{each}") for each in formats}
        for path in made.values():
            if not path.is_file():
                raise _refused(document, f"Quarto {self.version}", f"it wrote no {path.name}")
        return made


@dataclass(frozen=True)
class Embedded:
    """Pandoc and Typst, the parts that Quarto itself is built on, as installed with the kit."""

    version: str
    name: str = "embedded"

    def render(self, document: Path, formats: Sequence[Format]) -> dict[Format, Path]:
        """Render as ``_quarto.yml`` says, format by format."""
        folder = document.parent
        config: dict[str, Any] = YAML(typ="safe", pure=True).load((folder / "_quarto.yml").read_text(encoding="utf-8"))
        text = _INCLUDE.sub(lambda match: (folder / match[1]).read_text(encoding="utf-8"), document.read_text(encoding="utf-8"))
        stem = str(_front_matter(document)["output-file"])
        made: dict[Format, Path] = {}
        for each in formats:
            options = {**config, **config["format"][_QUARTO_FORMAT[each]]}
            made[each] = folder / f"{stem}.{each}"
            if each == "pdf":
                source = folder / f"{document.stem}.typ"
                _pandoc(document, text, "typst", source, options)
                _compile_typst(document, source, made[each], options)
            else:
                _pandoc(document, text, each, made[each], options)
        return made


def find_engine(wanted: str) -> Engine:
    """The engine to render with: ``quarto``, ``embedded``, or ``auto`` for Quarto where it is found.

    Quarto is the program named by ``QUARTO_PATH``, else the one on PATH.

    Raises
    ------
    RenderError
        Where Quarto is asked for and not found, or does not run.
    """
    named = os.environ.get("QUARTO_PATH")
    program = named or shutil.which("quarto")
    if wanted == "embedded" or (wanted == "auto" and not program):
        return Embedded(f"pandoc {pypandoc.get_pandoc_version()}, typst {_typst_version()}")
    if not program:
        what = "Quarto was asked for and is not on PATH"
        raise RenderError([Problem(None, None, "", what, "Install Quarto, set QUARTO_PATH, or use --engine embedded.")])
    try:
        result = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=60, check=True)
    except (OSError, subprocess.SubprocessError) as error:
        what = f"Quarto was found at {program} and does not run"
        raise RenderError([Problem(None, None, "", what, "Mend it, or use --engine embedded.")]) from error
    return Quarto(Path(program), result.stdout.strip())


def _typst_version() -> str:
    from importlib.metadata import version

    return version("typst")


def _front_matter(document: Path) -> dict[str, Any]:
    block = document.read_text(encoding="utf-8").split("---\n", 2)[1]
    return dict(YAML(typ="safe", pure=True).load(block))


def _pandoc(document: Path, text: str, target: str, output: Path, options: dict[str, Any]) -> None:
    """Run Pandoc with what ``_quarto.yml`` says of a format."""
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
    if options.get("embed-resources"):
        command.append("--embed-resources")
    result = _run(command, document, "Pandoc", text)
    if result.returncode != 0:
        raise _refused(document, "Pandoc", result.stderr.decode("utf-8", errors="replace"))


def _run(command: list[str], document: Path, engine: str, text: str = "") -> subprocess.CompletedProcess[bytes]:
    """Run a program in the document's folder, with a text on its standard input."""
    try:
        return subprocess.run(command, input=text.encode("utf-8"), cwd=document.parent, capture_output=True, timeout=_TIMEOUT)
    except subprocess.TimeoutExpired as error:
        raise _refused(document, engine, f"it did not finish within {_TIMEOUT // 60} minutes") from error


def _compile_typst(document: Path, source: Path, output: Path, options: dict[str, Any]) -> None:
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
    """The engine's own words, without its colours; the first lines say what is wrong."""
    plain = re.sub(r"\x1b\[[0-9;]*m", "", said).strip()
    lines = [line.strip() for line in plain.splitlines() if line.strip() and not line.startswith(("    at ", "Stack trace"))][-8:]
    what = f"{engine} could not render the report: {' / '.join(lines) or 'it gave no reason'}"
    remedy = "Look at the section it names, and at the notebook or text that wrote it."
    return RenderError([Problem(document, None, "", what, remedy)])
