"""Every kind of chart at its edges, as pictures: compare with tests/exhibits/charts/, and look at those when one changes."""

from __future__ import annotations

import multiprocessing
import re
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from typing import Any

import pytest
from conftest import KIT
from matplotlib.figure import Figure
from matplotlib.text import Text
from sabreport.base.project import year_label
from sabreport.exhibits import charts
from sabreport.exhibits.exhibit import Chart
from sabreport.facts.fact import Fact, fact_key
from sabreport.settings.look import read_look

LOOK = read_look(KIT / "report_templates/_shared/look.yml", KIT)
YEAR = 2020
NAMES = ("Northshire", "Port Ellery", "Oxmarsh, Upper Tannerleigh and the Saltings", "Thornhaven", "Isle of Skerrowdale")
LONG = "Neglect and acts of omission by those whom the person had every reason to trust with their care and their money"
NAN = float("nan")


def fact(value: float, unit: str = "count", *, year: int = YEAR, area: str = "area", category: str = "", name: str = "m") -> Fact:
    return Fact(fact_key(area, name, category, "", year), area, name, category, year, value, unit, 0, None, "", ())


def series(values: Sequence[float | None], unit: str = "count", **parts: str) -> list[Fact]:
    """One fact a year, the last of the year reported; None leaves a year out, NaN holds its figure back."""
    first = YEAR - len(values) + 1
    return [fact(value, unit, year=first + i, **parts) for i, value in enumerate(values) if value is not None]


def years(count: int) -> list[int]:
    return list(range(YEAR - count + 1, YEAR + 1))


def trend(counts: Sequence[float | None], percents: Sequence[float | None], target: float | None = None) -> Figure:
    panels = [
        charts.Panel("Safeguarding concerns", series(counts)),
        charts.Panel("Section 42 enquiries", series([None if each is None else each // 4 for each in counts], name="e")),
        charts.Panel(
            "Enquiries where abuse was found", series(percents, "percent", name="f"), fact(target, "percent") if target else None
        ),
    ]
    return charts.bars_by_year(LOOK, panels, years(len(counts)))


def areas(count: int, length: int, *, gaps: bool = False) -> Figure:
    def values(number: int) -> list[float | None]:
        made: list[float | None] = [700.0 + 90 * number + 60 * i for i in range(length)]
        return [None, NAN, *made[2:]] if gaps and number == 0 else made

    rates = {name: series(values(n), area=f"a{n}") for n, name in enumerate(NAMES[:count])}
    shares = {
        name: series([20 + 9 * n + i for i in range(length)], "percent", area=f"a{n}") for n, name in enumerate(NAMES[:count])
    }
    panels = [charts.AreasPanel("Concerns per 100,000 adults", rates), charts.AreasPanel("Conversion rate", shares)]
    return charts.areas_by_year(LOOK, panels, years(length))


def slopes(count: int, *, gaps: bool = False) -> Figure:
    def lines(number: int) -> list[charts.Line]:
        asked = fact(73 + 4 * number, "percent", year=YEAR - 1), fact(78 + 4 * number, "percent")
        ended = fact(NAN if gaps else 5, "percent", year=YEAR - 1), fact(7, "percent")
        met = None if gaps else fact(94, "percent", year=YEAR - 1)
        return [
            charts.Line("People asked what they wanted", *asked),
            charts.Line("Outcomes met at least in part", met, fact(92, "percent")),
            charts.Line("Enquiries ended at the person's request", *ended),
        ]

    return charts.slope(LOOK, [charts.SlopePanel(name, lines(n)) for n, name in enumerate(NAMES[:count])], YEAR)


def categories(values: Sequence[float], before: Sequence[float | None] = (), names: Sequence[str] = ()) -> Figure:
    names = names or [f"Category {n}" for n in range(1, len(values) + 1)]
    now = [fact(value, category=name) for name, value in zip(names, values, strict=True)]
    then = [None if value is None else fact(value, year=YEAR - 1) for value in before]
    return charts.bars_by_category(LOOK, now, then)


def flow(concerns: float, enquiries: float) -> Figure:
    steps = [
        charts.Step("concerns", 1, fact(concerns)),
        charts.Step("section 42 enquiries begun", enquiries / concerns, fact(enquiries)),
    ]
    return charts.flow(LOOK, steps)


def shares(*percents: float) -> Figure:
    return charts.shares(
        LOOK, [charts.Share("Enquiries in which abuse or neglect was found", fact(p, "percent")) for p in percents]
    )


def accounts(income: Sequence[tuple[str, float]], spent: Sequence[tuple[str, float]]) -> Figure:
    came, went = ([fact(value, "pounds", category=name) for name, value in side] for side in (income, spent))
    return charts.account(LOOK, came, went, [fact(sum(each.value for each in side), "pounds") for side in (came, went)])


AGENCIES = (
    "Exampleshire Council",
    "University Hospitals of Exampleshire NHS Trust",
    "Police",
    "HMP Exampleshire (Prison)",
    *("East Midlands Ambulance Service", "Exampleshire Borough and District Councils", "ICB", "St John’s Housing & Care Ltd."),
    *(f"Exampleshire Healthcare Trust of the {way}" for way in ("North", "East", "South", "West", "Middle")),
)


def matrix(agencies: int, standards: int, names: Sequence[str] = ()) -> Figure:
    ratings = list(charts.RATING_LETTERS)
    names = names[:agencies] or [f"Agency {n}" for n in range(1, agencies + 1)]
    asked = [f"Standard {n}: {LONG if n == 2 else 'sharing information'}" for n in range(1, standards + 1)]
    cells = {(a, s): ratings[(i * 3 + j) % 4] for i, a in enumerate(names) for j, s in enumerate(asked) if (i + j + 1) % 5}
    return charts.rating_matrix(LOOK, names, asked, cells)


def timeline(count: int) -> Figure:
    spans = [
        charts.ReviewSpan(
            LONG if n == 1 else f"Review {n + 1}",
            (date(2019 - (n % 6), 1 + n % 3, 7),) * 2,
            None if n % 2 else (date(2019, 6, 30) if n < 9 else date(2020, 3, 31),) * 2,
        )
        for n in range(count)
    ]
    return charts.review_timeline(LOOK, spans, date(2019, 4, 1), date(2020, 3, 31))


def timeline_known_in_part() -> Figure:
    year = (date(2019, 4, 1), date(2020, 3, 31))
    spans = [
        charts.ReviewSpan("Begun in the year before, concluded in the year", (date(2018, 1, 1), date(2018, 12, 31)), year),
        charts.ReviewSpan("Begun and concluded in the year", year, year),
        charts.ReviewSpan("Begun in the month before, ongoing", (date(2019, 3, 1), date(2019, 3, 31)), None),
        charts.ReviewSpan("Known to the day", (date(2019, 5, 2),) * 2, (date(2020, 1, 9),) * 2),
    ]
    return charts.review_timeline(LOOK, spans, *year)


MOST_PAIRED = 22
"""Categories of one line each that fit a page with a bar of the year before: 8.2 inches less 0.35, by 0.345 each."""
DRAWN: dict[str, Callable[[], Figure]] = {
    "years-one": lambda: trend([905], [54]),
    "years-four": lambda: trend([4406, 4530, 4810, 4167], [43, 46, 49, 54]),
    "years-four-target": lambda: trend([4406, 4530, 4810, 4167], [43, 46, 49, 54], 60),
    "years-ten": lambda: trend([4406 + 217 * n for n in range(10)], [43 + n for n in range(10)]),
    "years-ten-target": lambda: trend([4406 + 217 * n for n in range(10)], [52 + 3 * n for n in range(10)], 75),
    "years-twelve": lambda: trend([4406 + 217 * n for n in range(12)], [43 + n for n in range(12)]),
    "years-above-a-hundred": lambda: trend([100, 90], [140, 210], 120),
    "years-zero": lambda: trend([0, 0, 0], [0, 0, 0]),
    "years-suppressed-and-missing": lambda: trend([NAN, None, 12], [NAN, None, 50]),
    "years-all-suppressed": lambda: trend([NAN, NAN], [NAN, NAN]),
    "areas-one": lambda: areas(1, 4),
    "areas-two": lambda: areas(2, 4),
    "areas-five-of-ten-years": lambda: areas(5, 10),
    "areas-five-of-one-year": lambda: areas(5, 1),
    "areas-gaps": lambda: areas(2, 4, gaps=True),
    "slope-one": lambda: slopes(1),
    "slope-two": lambda: slopes(2),
    "slope-five": lambda: slopes(5),
    "slope-gaps": lambda: slopes(2, gaps=True),
    "categories-one": lambda: categories([12]),
    "categories-long-names": lambda: categories([1203, 875, 12, NAN], names=[LONG, "Physical", "Sexual", "Modern slavery"]),
    "categories-before": lambda: categories([1203, 875, 12, NAN], [1100, 990, None, NAN]),
    "categories-longer-before": lambda: categories([12, 30], [1100, 990], [LONG, "Physical"]),
    "categories-as-many-as-fit": lambda: categories(range(90, 90 - MOST_PAIRED, -1), range(90, 90 - MOST_PAIRED, -1)),
    "categories-zero": lambda: categories([0, 0]),
    "flow-few": lambda: flow(298, 39),
    "flow-all": lambda: flow(100, 100),
    "flow-none": lambda: flow(1203, 0),
    "shares-one-in-five": lambda: shares(20),
    "shares-squares": lambda: shares(73, 92, 7),
    "shares-ends": lambda: shares(0, 100),
    "account": lambda: accounts([("Council", 81000), (LONG, 2250), ("NHS", 27431)], [("Staffing", 110000), ("Training", 681)]),
    "account-one-item": lambda: accounts([("Council", 0)], [("Staffing", 0)]),
    "matrix-one": lambda: matrix(1, 1),
    "matrix-large": lambda: matrix(20, 18),
    "matrix-long-names": lambda: matrix(6, 3, AGENCIES),
    "timeline-one": lambda: timeline(1),
    "timeline-known-in-part": timeline_known_in_part,
    "timeline-twenty": lambda: timeline(20),
}  # fmt: skip


@pytest.mark.sampled
@pytest.mark.parametrize(
    "kind",
    [
        pytest.param(
            kind, marks=pytest.mark.mpl_image_compare(baseline_dir="charts", filename=f"{kind}.png", savefig_kwargs={"dpi": 60})
        )
        for kind in DRAWN
    ],
)
def test_a_chart_looks_as_it_did(kind: str) -> Figure:
    return DRAWN[kind]()


@pytest.mark.sampled
@pytest.mark.parametrize("kind", DRAWN)
def test_nothing_is_cut_off_and_labels_of_numbers_do_not_meet(kind: str) -> None:
    figure = DRAWN[kind]()
    figure.draw_without_rendering()
    paper = figure.bbox
    unseen = {label for ax in figure.axes if not ax.axison for label in (*ax.get_xticklabels(), *ax.get_yticklabels())}
    shown = [text for text in figure.findobj(Text) if text.get_text().strip() and text.get_visible() and text not in unseen]
    boxes = {text: text.get_window_extent() for text in shown}
    for text, box in boxes.items():
        assert box.x0 >= paper.x0 - 1 and box.x1 <= paper.x1 + 1, f"{text.get_text()} runs off the side"  # noqa: PT018
        assert box.y0 >= paper.y0 - 1 and box.y1 <= paper.y1 + 1, f"{text.get_text()} runs off the top or foot"  # noqa: PT018
    numbers = [box for text, box in boxes.items() if text.get_gid()]
    for i, one in enumerate(numbers):
        for other in numbers[i + 1 :]:
            across = min(one.x1, other.x1) - max(one.x0, other.x0)
            down = min(one.y1, other.y1) - max(one.y0, other.y0)
            assert across < 2 or down < 3, "two numbers stand on each other"


@pytest.mark.parametrize("agencies", [1, 2, 3, 4, 6, 8, 13])
def test_the_name_of_an_agency_stands_over_its_own_column(agencies: int) -> None:
    figure = matrix(agencies, 3, AGENCIES)
    figure.draw_without_rendering()
    (ax,) = figure.axes
    columns = [ax.transData.transform((at, 0))[0] for at in range(-1, agencies + 1)]
    for at, label in enumerate(ax.get_xticklabels(), 1):
        box, half = label.get_window_extent(), (columns[1] - columns[0]) / 2
        assert columns[at] - half - 2 < box.x0 < box.x1 < columns[at] + half + 2, label.get_text()
        assert " ".join(label.get_text().split()) == AGENCIES[at - 1]


def svg_of_each(step: int) -> dict[str, str]:
    """Each chart, or each second, third and so on, as a report holds it."""
    drawn = list(DRAWN.items())[::step]
    return {kind: Chart(kind, "c", "a", draw(), "")._repr_mimebundle_()[0]["image/svg+xml"] for kind, draw in drawn}


@pytest.mark.long
@pytest.mark.parametrize("step", [9, pytest.param(1, marks=pytest.mark.long)])
def test_the_same_chart_has_the_same_bytes_in_another_process(step: int) -> None:
    drawn = []
    for _ in "12":
        with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as another_process:
            drawn.append(another_process.submit(svg_of_each, step).result())
    assert drawn[0] == drawn[1]
    assert len(drawn[0]) > len(DRAWN) // step - 1
    assert all("<svg" in svg for svg in drawn[0].values())


def test_what_is_held_back_leaves_no_bar() -> None:
    assert len(trend([NAN, NAN], [NAN, NAN]).axes[0].patches) == 0
    held = [text.get_text() for text in trend([NAN, 12], [NAN, 50]).axes[0].texts]
    assert held == ["[c]", "12"]


@pytest.mark.sampled
@pytest.mark.parametrize("kind", DRAWN)
def test_every_number_of_a_chart_is_bound_or_a_year(kind: str) -> None:
    """The same holds for whole reports; here it holds at the edges."""
    labels = {year_label(year) for year in range(2000, 2030)}
    for text in DRAWN[kind]().findobj(Text):
        said = text.get_text().replace("–\n", "-")
        if re.search(r"\d", said) and not text.get_gid():
            rest = re.sub("|".join(labels), "", said)
            rest = re.sub(
                r"(January|February|March|April|May|June|July|August|September|October|November|December) \d{4}", "", rest
            )
            assert re.search(r"\d", re.sub(r"(Agency|Standard|Category|Review|[Ss]ection) \d+|100,000", "", rest)) is None, said


def test_a_slope_names_each_line_by_a_mark_that_it_has_in_every_panel() -> None:
    """In the second panel the first two measures stand the other way round: a name beside one panel would be wrong there."""

    def line(name: str, *values: float) -> charts.Line:
        return charts.Line(name, *(fact(value, "percent", year=year) for value, year in zip(values, (2019, 2020), strict=True)))

    panels = [
        charts.SlopePanel("North", [line("Asked", 73, 70), line("Met", 90, 95)]),
        charts.SlopePanel("South", [line("Asked", 95, 99), line("Met", 60, 50)]),
    ]
    *drawn, names = charts.slope(LOOK, panels, 2020).axes
    legend = names.get_legend()
    assert legend
    handles: list[Any] = legend.legend_handles
    key = {text.get_text(): handle for text, handle in zip(legend.get_texts(), handles, strict=True)}
    assert set(key) == {"Asked", "Met"}
    for ax, ends in zip(drawn, ({"Asked": [73, 70], "Met": [90, 95]}, {"Asked": [95, 99], "Met": [60, 50]}), strict=True):
        for name, values in ends.items():
            mark, colour = key[name].get_marker(), key[name].get_color()
            alike: list[Any] = [each for each in ax.lines if each.get_color() == colour]
            assert sorted(y for each in alike if each.get_marker() == mark for y in each.get_ydata()) == sorted(values)
            assert [list(each.get_ydata()) for each in alike if each.get_marker() == "None"] == [values]
    assert key["Asked"].get_marker() != key["Met"].get_marker()


def test_a_chart_takes_no_more_categories_than_a_page_has_room_for() -> None:
    many = [fact(90 - n, category=f"Place {n}") for n in range(60)]
    assert charts.categories_that_fit(many, paired=True) == MOST_PAIRED
    assert charts.categories_that_fit(many, paired=False) == 27  # 8.2 less 0.1, by 0.3 each
    assert charts.categories_that_fit(many[:5], paired=True) == 5
    for kind in DRAWN:
        if not kind.startswith(("matrix", "timeline", "account")):  # these show all that there is, scaled to the page
            assert DRAWN[kind]().get_size_inches()[1] <= 8.2
