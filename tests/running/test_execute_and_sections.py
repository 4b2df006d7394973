"""Tiny notebooks, each named for what it shows, run by Papermill and exported as sections."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pytest
from sabreport.base.errors import NotebookError
from sabreport.base.project import Project
from sabreport.documents.stitch import check_references
from sabreport.report_kinds.chapters import ChapterSpec
from sabreport.running.execute import check_notebooks, execute_chapters, parameters_of
from sabreport.running.sections import Section, write_section
from sabreport.wording.markdown import escape, quoted
from sabreport.workers.pool import Workers

NOTEBOOKS = Path(__file__).parent / "notebooks"


def chapter(name: str) -> ChapterSpec:
    return ChapterSpec(name, NOTEBOOKS / f"{name}.ipynb", (), narrative=False, partners=False)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path, "example", 2020)


def execute(project: Project, chapters: list[ChapterSpec], folder: Path, jobs: int = 2, kernel: str = "warm"):
    with Workers(jobs, kernel) as workers:
        return execute_chapters(project, chapters, folder, workers=workers)


def section_of(project: Project, name: str) -> Section:
    (run,) = execute(project, [chapter(name)], project.root)
    return write_section(project, run.chapter, run.notebook, project.root)


@pytest.mark.long
def test_parameters_are_json_values_and_arrive_unchanged(project: Project) -> None:
    assert parameters_of(project) == {"board": "example", "year": 2020, "root": str(project.root)}
    assert [type(value) for value in parameters_of(project).values()] == [str, int, str]
    text = section_of(project, "shows_parameters").path.read_text(encoding="utf-8")
    assert f"'example' 2020 '{str(project.root)[::-1]}'" in text, "backwards, for folders are taken out"


def test_every_run_has_a_working_folder_of_its_own_that_vanishes(project: Project) -> None:
    runs = [chapter("shows_parameters"), chapter("talks_while_it_runs")]
    done = execute(project, runs, project.root)
    folder = Path(nbformat.read(done[0].notebook, 4).cells[-1].outputs[0].data["text/markdown"][::-1])
    assert folder != Path.cwd()
    assert not folder.exists()
    assert not Path("left.txt").exists()


@pytest.mark.parametrize(
    ("name", "declared"), [("no_parameters", "none"), ("one_parameter_too_many", "board, colour, root, year")]
)
def test_parameters_declared_are_compared_with_those_sent(project: Project, name: str, declared: str) -> None:
    (problem,) = check_notebooks(project, [chapter(name)])
    assert problem.what == f"the notebook declares the parameters {declared}; it is sent board, year, root"
    assert problem.remedy == 'Declare those three, one a line, in the cell tagged "parameters".'


def test_a_broken_notebook_is_named(project: Project, tmp_path: Path) -> None:
    (tmp_path / "broken.ipynb").write_text("{", encoding="utf-8")
    broken = ChapterSpec("broken", tmp_path / "broken.ipynb", (), narrative=False, partners=False)
    (problem,) = check_notebooks(project, [broken])
    assert problem.path == tmp_path / "broken.ipynb"
    assert problem.what.startswith("the notebook cannot be read")


def test_a_failing_cell_is_named_with_its_line_and_the_notebook_is_kept(project: Project) -> None:
    chapters = [chapter("raises_in_cell_3"), chapter("talks_while_it_runs"), chapter("kills_its_kernel")]
    with pytest.raises(NotebookError) as error:
        execute(project, chapters, project.root)
    said = str(error.value)
    assert 'the chapter "raises_in_cell_3" failed in cell 3: "share = 1 / total": ZeroDivisionError: division by zero.' in said
    assert 'the chapter "kills_its_kernel" stopped: ' in said
    assert len(error.value.problems) == 2
    kept = nbformat.read(project.root / "raises_in_cell_3.ipynb", 4)
    assert any(output.output_type == "error" for cell in kept.cells if cell.cell_type == "code" for output in cell.outputs)


def test_only_what_is_meant_for_the_reader_is_printed(project: Project) -> None:
    text = section_of(project, "talks_while_it_runs").path.read_text(encoding="utf-8")
    assert text == "# Title {#sec-talks-while-it-runs}\n\nTo the reader.\n"


@pytest.mark.parametrize(("name", "thing"), [("shows_a_bare_picture", "a picture"), ("shows_a_bare_table", "a table")])
def test_what_has_no_id_caption_and_alt_text_is_refused(project: Project, name: str, thing: str) -> None:
    with pytest.raises(NotebookError, match=f"{name}.ipynb: cell 3 shows {thing} that has no id, caption and alt text"):
        section_of(project, name)


def test_a_reference_to_nothing_is_named(project: Project) -> None:
    section = section_of(project, "refers_to_nothing")
    with pytest.raises(NotebookError, match='"refers_to_nothing" refers to "@fig-nowhere", which is not in this report'):
        check_references(project, [section])


def test_a_reference_of_a_narrative_to_nothing_is_named_with_its_line(project: Project) -> None:
    section = section_of(project, "refers_to_nothing")
    path = project.root / "own.md"
    path.write_text("Words.\n\nSee @fig-nowhere.\n", encoding="utf-8")
    with pytest.raises(NotebookError, match=r'own\.md, line 3: "@fig-nowhere" is not in this report'):
        check_references(project, [section], {section.chapter: path})


def test_what_looks_like_a_reference_in_supplied_words_is_none(project: Project) -> None:
    path = project.root / "words.qmd"
    words = 'Staff "B" @sec-tion'
    figure = f"![{escape(words)}](figures/a){{#fig-a fig-alt={quoted(words)}}}"
    path.write_text(
        f"# Title {{#sec-words}}\n\n{figure}\n\n| {escape(words)} |\n|---|\n\n: As typed {{#tbl-a}}\n", encoding="utf-8"
    )
    check_references(project, [Section("words", (path,), (), ())])


def test_two_things_of_one_id_are_named(project: Project) -> None:
    section = section_of(project, "talks_while_it_runs")
    twin = Section("twin", (section.path.with_name("twin.qmd"),), (), ())
    twin.path.write_text(section.path.read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(NotebookError, match='the chapter "twin" has a second "sec-talks-while-it-runs"'):
        check_references(project, [section, twin])


def test_figures_are_the_same_bytes_every_time(reports, tmp_path: Path) -> None:
    project = reports["example"].project
    notebook = project.notebooks("sab_annual_report") / "13_finance.ipynb"
    spec = ChapterSpec("finance", notebook, (), narrative=False, partners=False)
    (run,) = execute(project, [spec], tmp_path)
    write_section(project, spec, run.notebook, tmp_path)
    for suffix in ("svg", "png"):
        ours = (tmp_path / f"figures/finance.{suffix}").read_bytes()
        assert ours == (reports["example"].folder / f"report/figures/finance.{suffix}").read_bytes()
    assert not re.search(rb"<dc:date>|\d{4}-\d\d-\d\dT", (tmp_path / "figures/finance.svg").read_bytes())


def test_many_kernels_start_together_without_a_clash(project: Project, tmp_path: Path) -> None:
    chapters = []
    for number in range(12):
        path = tmp_path / f"copy_{number}.ipynb"
        path.write_bytes((NOTEBOOKS / "talks_while_it_runs.ipynb").read_bytes())
        chapters.append(ChapterSpec(f"copy_{number}", path, (), narrative=False, partners=False))
    (tmp_path / "out").mkdir()
    done = execute(project, chapters, tmp_path / "out", jobs=6)
    assert [run.chapter.id for run in done] == [each.id for each in chapters]
