"""Builds the reports of boards: one at a time with all cores for it, many side by side, or on a Dask cluster."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from contextlib import AbstractContextManager
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any, Protocol, TypeVar
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from sabreport.build import Progress

from sabreport.base.errors import Problem, ReportError
from sabreport.base.project import Project
from sabreport.documents.engines import find_engine
from sabreport.reports.last_report import LastReport, Order
from sabreport.workers.pool import Workers
from sabreport.workers.warm import elsewhere_or_here

T = TypeVar("T")


class Executor(Protocol):
    """What boards are handed to: works on each somewhere, and gives its result."""

    def submit(self, work: Callable[..., T], *arguments: object) -> Future[T]:
        """Begin a piece of work when there is room."""
        ...


def build_board(project: Project, order: Order, jobs: int = 1, progress: Progress = lambda *_: None) -> LastReport:
    """Build one board's report.

    Raises
    ------
    ReportError
        With every problem; the report before stays as it was.
    """
    from sabreport.build import build_report  # slow to import, and a process that has a board built elsewhere does without

    engine = find_engine(order.engine)
    workers = Workers(jobs, order.kernel)
    return build_report(
        project, engine, order.formats, workers=workers, force=order.force, purpose=order.purpose, progress=progress
    )


def build_alone(project: Project, order: Order, jobs: int, progress: Progress) -> LastReport:
    """Build one board's report with all cores for it, in a process that is warm before this one could be.

    Raises
    ------
    ReportError
        With every problem; the report before stays as it was.
    """
    return elsewhere_or_here(order.kernel, build_board, project, order, jobs, told=progress)


def refuse_insecure(scheduler: str) -> None:
    """Refuse a scheduler on another machine that is reached without TLS: work goes to it as pickles, which are programs.

    Raises
    ------
    ReportError
        With what to give instead.
    """
    if scheduler and not _is_secure(scheduler):
        what = f"{scheduler} is on another machine and not protected: whoever can reach it could run programs as you"
        remedy = "Give a tls:// address, or add --insecure-scheduler if the network between is your own."
        raise ReportError([Problem(None, None, "", what, remedy)])


def executor(scheduler: str, jobs: int, kernel: str) -> AbstractContextManager[Executor]:
    """What many boards are handed to: so many at once on this machine, or the Dask cluster of that scheduler.

    The cluster's workers need the same kit at the same path, on a disk that they share with this machine.

    Raises
    ------
    ReportError
        Where the cluster cannot be reached, or Dask is not installed.
    """
    if not scheduler:
        return Workers(jobs, kernel)
    return _dask(scheduler, kernel)


def _is_secure(scheduler: str) -> bool:
    """Whether an address is this machine's, or is reached by TLS."""
    address = urlsplit(scheduler if "://" in scheduler else f"tcp://{scheduler}")
    try:
        return address.scheme == "tls" or address.hostname == "localhost" or ip_address(address.hostname or "").is_loopback
    except ValueError:  # a name
        return False


def _dask(scheduler: str, kernel: str) -> AbstractContextManager[Executor]:
    try:
        from distributed import Client, Security
    except ImportError as error:
        remedy = "Install the kit with its extra: pip install 'sabreport[dask]'."
        raise ReportError([Problem(None, None, "", "Dask is not installed", remedy)]) from error
    if scheduler.startswith("tls://"):
        _need_certificates(Security())  # type: ignore[no-untyped-call]
    try:
        client = Client(scheduler, timeout="10s", set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, TimeoutError, ValueError) as error:
        what = f"there is no Dask scheduler at {scheduler}"
        remedy = "Start one with `dask scheduler`, or build without --scheduler."
        raise ReportError([Problem(None, None, "", what, remedy)]) from error
    return _Cluster(client, kernel)


def _need_certificates(security: Any) -> None:
    """Ask for the certificates that Dask's own settings name; without them Dask says nothing of use."""
    try:
        context = security.get_connection_args("client")["ssl_context"]
    except OSError as error:
        context, found = None, f": {error.strerror or error}"
    else:
        found = ""
    if context is None:
        what = f"there are no certificates for TLS in Dask's settings that can be used{found}"
        remedy = (
            "Name them in ~/.config/dask/distributed.yaml under distributed.comm.tls: ca-file, and cert and key under scheduler, "
            "worker and client."
        )
        raise ReportError([Problem(None, None, "", what, remedy)])


class _Cluster:
    """The workers of a Dask cluster; each works on a piece in a child of its own warm process, as here."""

    def __init__(self, client: Any, kernel: str) -> None:
        self._client = client
        self._kernel = kernel
        self._executor = client.get_executor(retries=2, pure=False)

    def submit(self, work: Callable[..., T], *arguments: object) -> Future[T]:
        """Begin a piece of work when there is room."""
        found: Future[T] = self._executor.submit(elsewhere_or_here, self._kernel, work, *arguments)
        return found

    def __enter__(self) -> _Cluster:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._executor.shutdown(wait=kind is None)
        self._client.close()
