"""Charts in the Analysis Function's style; each function draws one kind and returns a figure without pyplot."""

from sabreport.exhibits.charts.account import account
from sabreport.exhibits.charts.areas import AreasPanel, areas_by_year
from sabreport.exhibits.charts.bars import Panel, bars_by_category, bars_by_year, categories_that_fit
from sabreport.exhibits.charts.flow import Step, flow
from sabreport.exhibits.charts.matrix import RATING_LETTERS, rating_matrix
from sabreport.exhibits.charts.shares import Share, shares
from sabreport.exhibits.charts.slope import Line, SlopePanel, slope
from sabreport.exhibits.charts.timeline import ReviewSpan, review_timeline

__all__ = [
    "RATING_LETTERS",
    "AreasPanel",
    "Line",
    "Panel",
    "ReviewSpan",
    "Share",
    "SlopePanel",
    "Step",
    "account",
    "areas_by_year",
    "bars_by_category",
    "bars_by_year",
    "categories_that_fit",
    "flow",
    "rating_matrix",
    "review_timeline",
    "shares",
    "slope",
]
