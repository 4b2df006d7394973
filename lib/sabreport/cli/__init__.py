"""The command line: a module for each group of commands, all of which belong to `sabreport.cli.options.app`."""

from sabreport.cli import building, asking, drafts, returned, forms  # noqa: I001  # in the order in which --help lists them
from sabreport.cli.options import app

__all__ = ["app", "asking", "building", "drafts", "forms", "returned"]
