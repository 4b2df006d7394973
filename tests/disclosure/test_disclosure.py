"""Disclosure control from a board's extracts to every file of its outputs."""

from __future__ import annotations

import dataclasses
import json
import re
import shutil
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from conftest import KIT, Report, copy_kit
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reading import html_tables, html_text, pdf_flow, word_text
from sabreport.base.errors import ReportError
from sabreport.base.project import Project
from sabreport.build import build_report
from sabreport.disclosure.publish import publish, recovered
from sabreport.documents.engines import DOCUMENTS, Engine, find_engine
from sabreport.gates.run import run_gates
from sabreport.inputs import read_inputs
from sabreport.report_kinds import catalogue
from sabreport.report_kinds.catalogue import CATALOGUE, read_catalogue
from sabreport.settings.params import load_params
from sabreport.tables.board_tables import Tables
from sabreport.tables.extract import Extract

HELD_BACK = {
    # under five
    "north_isle.concerns_from_public.2020": "below",  # 3
    "north_isle.abuse_type.modern-slavery.2020": "below",  # 2; types of abuse add up to nothing known
    "north_isle.age.85-and-over.2020": "below",  # 3
    "north_isle.ethnicity.other.2020": "below",  # 2
    "north_isle.location.elsewhere.2020": "below",  # 4
    "south_isle.enquiries_s42.2020": "below",  # 4
    "south_isle.enquiries_other.2020": "below",  # 1
    "south_isle.sex.female.2020": "below",  # 3
    "south_isle.sex.male.2020": "below",  # 1
    "south_isle.concerns_from_public.2019": "below",  # 1
    "south_isle.enquiries_other.2019": "below",  # 2
    "south_isle.dols_outstanding.2019": "below",  # 3
    # to protect those: each breakdown adds up to the 39 section 42 enquiries, or to as many as another one
    "north_isle.age.65-84.2020": "withheld",  # 22, the last of the two that would do
    "north_isle.ethnicity.white.2020": "withheld",  # 37, the only other
    "north_isle.risk_source.service-provider.2020": "withheld",  # 12, the last of those that would do; both add up to 36
    # percentages that give a small count back
    "north_isle.enquiries_abuse_found_pct.2020": "withheld",  # 11% of 39: no whole number gives it, and 4 comes nearest
    "north_isle.msp_outcomes_met_pct.2020": "withheld",  # 95% of 39 leaves 2
    "south_isle.dols_paid_representative_pct.2020": "withheld",  # 12% of 26 is 3
    # a percentage of a count that is held back
    "south_isle.enquiries_abuse_found_pct.2020": "withheld",
}


@pytest.fixture
def isles_kit(tmp_path: Path) -> Path:
    """A kit with the board of small counts only, to change at will."""
    return copy_kit(tmp_path / "kit", "isles")


@pytest.fixture(scope="module")
def isles(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """The report of the board of small counts."""
    return built(copy_kit(tmp_path_factory.mktemp("isles") / "kit", "isles"))


def built(root: Path, engine: Engine | None = None) -> Report:
    project = Project(root, "isles", 2020)
    build_report(project, engine or find_engine("embedded"), DOCUMENTS)
    return Report(project)


def test_exactly_these_figures_are_held_back_and_the_rest_is_as_supplied(isles: Report) -> None:
    inputs = read_inputs(isles.project)
    held = {fact.key: "below" if fact.below else "withheld" for fact in inputs.facts.values() if fact.suppressed and fact.source}
    assert held == HELD_BACK
    supplied = {
        (year, row): value for year, each in inputs.supplied.measures_by_year.items() for row, value in each.rows["value"].items()
    }
    for fact in inputs.facts.shown():
        if fact.source and fact.source.path.endswith("measures.csv"):
            assert fact.value == supplied[(fact.year, fact.source.row)]


def test_what_is_derived_from_a_figure_held_back_is_held_back(isles: Report) -> None:
    facts = {fact["key"]: fact for fact in json.loads((isles.folder / "facts.json").read_text(encoding="utf-8"))}
    for fact in facts.values():
        held = [key for key in fact["inputs"] if facts[key]["value"] is None]
        assert (fact["value"] is None) == bool(held) or fact["key"] in HELD_BACK, fact["key"]
    assert facts["board.enquiries_s42.2020"]["text"] == "[c]"  # 39 less nothing would be the south's 4
    assert facts["south_isle.conversion.2020"]["value"] is None
    assert facts["board.concerns.2020"]["text"] == "142"


def test_sentences_say_fewer_than_five_or_that_a_figure_is_not_shown(isles: Report) -> None:
    for text in (
        html_text(isles.document(".html")),
        pdf_flow(isles.document(".pdf")),
        word_text(isles.document(".docx")),
    ):
        assert "Members of the public raised fewer than five of them." in text
        assert "Fewer than five section 42 enquiries were begun." in text
        assert "There were fewer than five other enquiries." in text
        assert "no figure for South Isle is shown for conversion rate and enquiries where abuse was found." in text
        assert "stood at 8 on 31 March 2020, up from fewer than five in 2018-19." in text
        assert "of the counts shown, most often “Known to the person”" in text, "one withheld might be larger"
        assert "On South Isle fewer than five section 42 enquiries were begun, of 29 concerns." in text, "bound in authored text"


def test_tables_and_workbook_hold_the_mark_and_nothing_else(isles: Report) -> None:
    tables = html_tables(isles.document(".html"))
    assert ["Age", "85 and over", "7", "[c]"] in tables["tbl-people-north-isle"]
    assert ["Age", "65-84", "14", "[c]"] in tables["tbl-people-north-isle"]
    book = openpyxl.load_workbook(isles.document("-data.xlsx"))
    cells = [[cell.value for cell in row] for sheet in book for row in sheet.iter_rows()]
    assert any(row[:4] == ["Age", "85 and over", 7, "[c]"] for row in cells)
    assert any("suppressed" in str(cell) for row in cells for cell in row)


def test_charts_have_no_bar_where_a_figure_is_held_back_and_alt_text_names_it(isles: Report) -> None:
    figures = isles.folder / "report" / "figures"
    svg = (figures / "risk-source-north-isle.svg").read_text(encoding="utf-8")
    bars = [path for path in re.findall(r'<path d="([^"]+)"[^>]*style="fill: #12436d"', svg) if path.count("L") >= 3]
    assert len([bar for bar in bars if len(set(re.findall(r"[\d.]+", bar))) > 3]) == 1, "one bar, and one without length"
    page = (isles.document(".html")).read_text(encoding="utf-8")
    assert "Not shown: Service provider." in page
    assert re.search(r"Conversion rate: not shown for 2018-19 and 2019-20", page)


def test_a_scan_of_every_file_finds_no_suppressed_value_beside_its_name(isles: Report) -> None:
    told = re.compile(
        r"(?:85 and over|Modern Slavery|Elsewhere|the public|other enquiries|Service provider|White)\W{1,6}(?:[1-4]|12|37)\b",
        re.IGNORECASE,
    )
    texts = {
        path: path.read_text(encoding="utf-8")
        for path in isles.folder.rglob("*")
        if path.suffix in (".html", ".ipynb", ".json", ".qmd", ".svg", ".yml", ".md")
    }
    texts[isles.document(".pdf")] = pdf_flow(isles.document(".pdf"))
    texts[isles.document(".docx")] = word_text(isles.document(".docx"))
    assert len(texts) > 20
    for path, text in texts.items():
        assert not told.search(re.sub(r"<[^>]+>", " ", text)), path
    facts = json.loads((isles.folder / "facts.json").read_text(encoding="utf-8"))
    assert {fact["key"] for fact in facts if fact["value"] is None and fact["source"]} == set(HELD_BACK)


def test_the_gate_counts_what_is_held_back_and_tells_no_number(isles: Report) -> None:
    (check,) = (each for each in json.loads((isles.folder / "checks.json").read_text("utf-8")) if each["gate"] == "disclosure")
    assert check["status"] == "pass"
    assert check["message"].startswith("19 figures are held back, 12 because of being under 5 and 7 to protect them, and ")


def test_a_number_typed_into_authored_text_that_is_held_back_stops_the_build(isles_kit: Path, sabreport) -> None:
    path = isles_kit / "data/isles/2020/narrative/concerns_and_enquiries.md"
    path.write_text(
        "North Isle had 113 concerns.\n\nMembers of the public raised three concerns in North Isle.\n", encoding="utf-8"
    )
    for command in ("check", "build"):
        ran = sabreport(command, "--year", "2020", root=isles_kit)
        assert ran.code == 1
        assert (
            "narrative/concerns_and_enquiries.md, line 3: a number typed here is one that disclosure control holds back"
            in ran.err
        )
        assert "write {{ north_isle.concerns_from_public }} in its place." in ran.err
        assert "Ready to build" not in ran.out
    assert not (isles_kit / "outputs/isles/2020").exists()


def test_a_form_of_a_number_held_back_is_an_error(isles_kit: Path, sabreport) -> None:
    path = isles_kit / "data/isles/2020/narrative/concerns_and_enquiries.md"
    path.write_text("It was {{ south_isle.conversion | one_in }}.\n", encoding="utf-8")
    ran = sabreport("check", "--year", "2020", root=isles_kit)
    assert ran.code == 1
    assert (
        '"one_in" cannot be said of a number that is held back (south_isle.conversion.2020). Write it without the form.'
        in ran.err
    )


def test_the_audit_finds_what_is_left_open(isles_kit: Path) -> None:
    project = Project(isles_kit, "isles", 2020)
    inputs = read_inputs(project)
    assert not list(recovered(inputs.params, inputs.supplied, inputs.tables))
    for row, open_value in ((14, 22.0), (8, 11.0)):  # the ages of those from 65 to 84; the share where abuse was found
        leaky = inputs.tables.measures_by_year[2020].rows.copy()
        leaky.loc[row, "value"], leaky.loc[row, "suppressed"] = open_value, ""
        tables = dataclasses.replace(
            inputs.tables,
            measures_by_year={**inputs.tables.measures_by_year, 2020: Extract(project.data / "measures.csv", leaky)},
        )
        (found,) = recovered(inputs.params, inputs.supplied, tables)
        assert found.possible < 5


def test_last_years_report_and_this_years_hold_back_the_same_of_last_year(isles_kit: Path) -> None:
    shutil.copyfile(isles_kit / "params/isles/2020.yml", isles_kit / "params/isles/2019.yml")
    shutil.copyfile(isles_kit / "data/isles/2020/sources.csv", isles_kit / "data/isles/2019/sources.csv")
    last, this = (read_inputs(Project(isles_kit, "isles", year)) for year in (2019, 2020))
    pd.testing.assert_frame_equal(last.tables.measures_by_year[2019].rows, this.tables.measures_by_year[2019].rows)


def test_rounding_goes_through_all_that_is_derived(isles_kit: Path) -> None:
    with (isles_kit / "params/isles/board.yml").open("a", encoding="utf-8") as stream:
        stream.write("disclosure:\n  rounding: 5\n")
    inputs = read_inputs(Project(isles_kit, "isles", 2020))
    facts = inputs.facts
    assert facts["north_isle.concerns.2020"].text == "115"  # 113
    assert facts["board.concerns.2020"].text == "145"  # 115 and 30, so that the table adds up
    assert facts["north_isle.adult_population.2020"].text == "6,053"  # not a count of the board's cases
    assert facts["north_isle.conversion.2020"].text == "43%"  # 40 and 10 of 115
    assert not list(recovered(inputs.params, inputs.supplied, inputs.tables))


def test_off_changes_nothing(tmp_path: Path) -> None:
    inputs = read_inputs(Project(copy_kit(tmp_path / "kit", "lrsab"), "lrsab", 2020))
    assert not [fact for fact in inputs.facts.values() if fact.suppressed]


@pytest.mark.parametrize(
    ("edits", "withheld", "exposed"),
    [
        # 39 enquiries less 14 and 22 leave 3, which the board left out
        ({"85 and over,3": "85 and over,"}, {"age.65-84"}, [15]),
        # 39 less 38 leaves 1
        ({"Other,2": "Other,", "White,37": "White,38"}, {"ethnicity.white"}, [19]),
        # 36 of the other breakdown less 19 and 13 leave 4; nowhere is the total of either
        ({"Elsewhere,4": "Elsewhere,"}, {"risk_source.service-provider"}, [22]),
        # 39 less 28 leave 11, which tells of nobody
        ({"Male,11": "Male,"}, set(), []),
        # 39 less 35 leave 4 for two cells: each may be 0, 1, 2, 3 or 4
        ({"18-64,14": "18-64,35", "65-84,22": "65-84,", "85 and over,3": "85 and over,"}, set(), []),
        # 39 less 36 leave 3 for two cells, each of which is small
        ({"18-64,14": "18-64,36", "65-84,22": "65-84,", "85 and over,3": "85 and over,"}, {"age.18-64"}, [14, 15]),
    ],
)
def test_a_cell_that_the_board_left_empty_cannot_be_worked_out(
    isles_kit: Path, edits: dict[str, str], withheld: set[str], exposed: list[int]
) -> None:
    path = isles_kit / "data/isles/2020/measures.csv"
    text = path.read_text(encoding="utf-8")
    for old, new in edits.items():
        assert text.count(f"{old}\n") == 1
        text = text.replace(f"{old}\n", f"{new}\n")
    path.write_text(text, encoding="utf-8")
    inputs = read_inputs(Project(isles_kit, "isles", 2020))
    held = {fact.key for fact in inputs.facts.values() if fact.suppressed and fact.source}
    names = {line.rsplit(",", 2)[-2] for line in (*edits, *edits.values()) if line.endswith(",")}
    for name in ("age", "ethnicity", "risk_source"):
        kept = {key for key in withheld if key.startswith(f"{name}.")}
        if kept:
            assert {f"north_isle.{key}.2020" for key in kept} <= held
            published = inputs.tables.measures_by_year[2020].rows
            assert not set(published[published["suppressed"] == "below"]["category"]) & names, "of an empty cell nothing is said"
    if not withheld:
        assert not {key for key in held if key.startswith(("north_isle.age", "north_isle.sex"))} - set(HELD_BACK)
    assert not list(recovered(inputs.params, inputs.supplied, inputs.tables))
    warned = [check for check in run_gates(inputs.project, inputs) if check.gate == "disclosure" and check.status == "warn"]
    assert [check.where for check in warned] == [f"data/isles/2020/measures.csv, row {row}, column value" for row in exposed]
    for check in warned:
        assert check.message == (
            "the cell is empty, and its total and the cells beside it tell that it is fewer than five; "
            "so one of those is held back too"
        )
        assert check.remedy.startswith("Write the number: the kit holds it back.")


def test_a_percentage_is_judged_by_a_total_that_a_breakdown_tells(isles_kit: Path) -> None:
    """The board left the total out, and the sexes add up to it: 11% of 28 and 11 is 4."""
    path = isles_kit / "data/isles/2020/measures.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("north_isle,enquiries_s42,,39", "north_isle,enquiries_s42,,"), encoding="utf-8")
    facts = read_inputs(Project(isles_kit, "isles", 2020)).facts
    assert facts["north_isle.enquiries_abuse_found_pct.2020"].suppressed
    assert facts["north_isle.msp_asked_pct.2020"].text == "74%"


def test_a_count_is_held_back_for_what_it_counts_and_not_for_its_unit(monkeypatch: pytest.MonkeyPatch) -> None:
    """People with an advocate are people as residents are, and of them a small number can tell who they are."""
    known = read_catalogue(CATALOGUE)
    advocates = known["concerns"].model_copy(update={"unit": "people"})
    monkeypatch.setattr(catalogue, "catalogue", lambda: {**known, "people_with_advocate": advocates})
    params = load_params(Project(KIT, "example", 2020))
    rows = pd.DataFrame(
        [("exampleshire", "people_with_advocate", "", 3.0), ("exampleshire", "adult_population", "", 3.0)],
        columns=["area", "measure", "category", "value"],
        index=[2, 3],
    )
    published = publish(params, Tables({}, {2020: Extract(Path("measures.csv"), rows)}, {}, {})).measures_by_year[2020].rows
    assert list(published["suppressed"]) == ["below", ""]


def test_a_measure_that_does_not_say_what_it_protects_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.yml"
    text = CATALOGUE.read_text(encoding="utf-8")
    for old, new, said in (
        ("  protect: count\n", "", 'the key "protect" in concerns is missing. Add it; the head of the file says what it holds.'),
        ("  protect: count\n", "  protect: yes\n", 'concerns.protect is "yes". Write count, share, derived or none'),
        (
            "  protect: share\n",
            "  protect: none\n",
            "protect is none, and the unit is percent. Write share for a percentage only.",
        ),
        ("  base: enquiries_s42\n", "", "protect is share, and base does not say of which count. Name the count under base."),
        (
            "  protect: derived\n",
            "  protect: count\n",
            "protect is derived just where there is a formula. Correct one of the two.",
        ),
    ):
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        with pytest.raises(ReportError, match=re.escape(said)):
            read_catalogue(path)


MEASURES = st.fixed_dictionaries(
    {
        ("enquiries_s42", ""): st.integers(0, 60),
        ("concerns", ""): st.integers(0, 120),
        **{("sex", name): st.integers(0, 30) for name in ("Female", "Male")},
        **{("age", name): st.integers(0, 20) for name in ("18-64", "65-84", "85 and over")},
        **{("location", name): st.integers(0, 15) for name in ("Own home", "Elsewhere")},
        **{("risk_source", name): st.integers(0, 15) for name in ("Known", "Not known")},
        ("enquiries_abuse_found_pct", ""): st.integers(0, 100),
        ("msp_asked_pct", ""): st.integers(0, 100),
    }
)


BLANK = st.sets(st.sampled_from([("age", "18-64"), ("age", "85 and over"), ("sex", "Male"), ("location", "Elsewhere")]))


MARKED = st.sets(st.sampled_from([("age", "65-84"), ("sex", "Female"), ("location", "Own home"), ("enquiries_s42", "")]))


@pytest.mark.long
@given(MEASURES, st.sampled_from([None, 5]), BLANK, MARKED)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_nothing_held_back_can_be_recovered_whatever_the_measures(
    measures: dict[tuple[str, str], int], rounding: int | None, blank: set[tuple[str, str]], marked: set[tuple[str, str]]
) -> None:
    """Some cells came empty, and some with a mark of what was held back at source: `<5` where it is so, else `*`."""
    params = load_params(Project(KIT, "example", 2020))
    params = params.model_copy(update={"disclosure": params.disclosure.model_copy(update={"rounding": rounding})})
    rows = pd.DataFrame(
        [
            (
                "exampleshire",
                name,
                category,
                float("nan") if (name, category) in blank | marked else float(value),
                ("<5" if value < 5 else "*") if (name, category) in marked else "",
            )
            for (name, category), value in measures.items()
        ],
        columns=["area", "measure", "category", "value", "value_mark"],
        index=range(2, len(measures) + 2),
    )
    supplied = Tables({}, {2020: Extract(Path("measures.csv"), rows)}, {}, {})
    published = publish(params, supplied)
    assert not list(recovered(params, supplied, published))
    shown = published.measures_by_year[2020].rows.set_index(["measure", "category"])["value"]
    assert not (shown[[key for key in measures if not key[0].endswith("pct")]] < 5).any()
    base = shown[("enquiries_s42", "")]
    for name in ("age", "sex"):
        parts = shown[name]
        if rounding is None and parts.isna().sum() == 1 and pd.notna(base) and base >= parts.sum():
            assert base - parts.sum() >= 5, "what is left for the one that is not shown tells of nobody"
    for name in ("enquiries_abuse_found_pct", "msp_asked_pct"):
        percent = shown[(name, "")]
        if pd.notna(percent) and rounding is None:
            assert pd.notna(base)
            counts = [n for n in range(int(base) + 1) if abs(100 * n / base - percent) <= 0.5]
            assert not counts or len(counts) >= 5 or (min(counts) >= 5 and base - max(counts) >= 5)
