"""Where the pieces of a build are worked on: a few at once, each in a process forked from the warm one where there can be."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from sabreport.workers.warm import elsewhere_or_here, forks, shared, stop

T = TypeVar("T")


class Workers:
    """Works on so many pieces at once; left by an interruption, it ends what is still going on.

    Parameters
    ----------
    jobs
        How many at once.
    kernel
        One of `sabreport.workers.warm.KERNELS`: with Jupyter's, and where no process can be forked, pieces are worked on in
        threads.
    """

    def __init__(self, jobs: int, kernel: str) -> None:
        self.forks = forks(kernel)
        self._kernel = kernel
        self._pool = ThreadPoolExecutor(max_workers=max(1, jobs))

    def submit(self, work: Callable[..., T], *arguments: Any) -> Future[T]:
        """Begin a piece of work when there is room; work, arguments and result are pickled."""
        return self._pool.submit(elsewhere_or_here, self._kernel, work, *arguments)

    def expect_charts(self) -> None:
        """Say that notebooks to come draw charts."""
        if self.forks:
            shared().expect_charts()

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        interrupted = kind is not None and not issubclass(kind, Exception)
        self._pool.shutdown(wait=False, cancel_futures=kind is not None)
        if interrupted:
            stop()
        self._pool.shutdown(wait=not interrupted or self.forks)
