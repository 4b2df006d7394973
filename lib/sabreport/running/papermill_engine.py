"""A Papermill engine that runs each notebook in a process forked from a warm one: ``papermill --engine sabreport``."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine
from papermill.log import logger

from sabreport.workers.warm import CAN_FORK, Child, shared

_OF_THE_CLIENT = ("resources", "log_output", "stdout_file", "stderr_file")
"""What Papermill hands an engine for the one that runs the cells."""


class WarmEngine(NBClientEngine):  # type: ignore[misc]  # papermill ships no types
    """Papermill's own engine, but for where the cells run; where no process can be forked, they run in a Jupyter kernel."""

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: Any, kernel_name: str, execution_timeout: int | None = None, startup: str = "", **kwargs: Any
    ) -> Any:
        """Run every cell until one fails; outputs, times and errors are kept in the notebook as Papermill's engine does.

        Parameters
        ----------
        startup
            Python to run before the first cell; it leaves nothing in the notebook.
        """
        if not CAN_FORK:
            kwargs["extra_arguments"] = [f"--IPKernelApp.exec_lines={startup}"] if startup else []
            return super().execute_managed_notebook(nb_man, kernel_name, execution_timeout=execution_timeout, **kwargs)
        asked = {name: kwargs[name] for name in _OF_THE_CLIENT if name in kwargs}
        client = WarmNotebookClient(nb_man, timeout=execution_timeout, log=logger, **asked)
        return client.execute(startup=startup)


def _now() -> str:
    """The time as nbclient writes it."""
    return f"{datetime.now(UTC).replace(tzinfo=None).isoformat()}Z"  # not printed


class WarmNotebookClient(PapermillNotebookClient):  # type: ignore[misc]
    """Papermill's client, talking with a forked process in place of a kernel."""

    child: Child

    def execute(self, *, startup: str = "", **_: Any) -> Any:
        """Run the notebook in a child of the warm process.

        Raises
        ------
        DeadKernelError
            Where the child ends before its notebook does.
        CellTimeoutError
            Where a cell takes longer than it may.
        """
        from sabreport.running.kernel import LANGUAGE, run_cells

        self.reset_execution_trackers()
        folder = self.resources.get("metadata", {}).get("path") or Path.cwd()
        try:
            self.child = shared().fork(run_cells, str(folder), dict(os.environ), startup)
        except EOFError as error:
            raise DeadKernelError("Kernel died") from error
        try:
            self.papermill_execute_cells()
        finally:
            self.child.kill()
        self.nb.metadata["language_info"] = dict(LANGUAGE)
        return self.nb

    def execute_cell(
        self, cell: NotebookNode, cell_index: int, execution_count: int | None = None, store_history: bool = True
    ) -> NotebookNode:
        """Run one cell; its outputs are put together as nbclient does."""
        tags = cell.metadata.get("tags", [])
        if cell.cell_type != "code" or not cell.source.strip() or self.skip_cells_with_tag in tags:
            return cell
        cell.outputs = []
        self.clear_before_next_output = False
        began = _now()
        reply = self._run(cell, cell_index)
        ended = _now()
        if self.record_timing:
            begun = {"iopub.status.busy": began, "iopub.execute_input": began}
            cell["metadata"]["execution"] = {**begun, "iopub.status.idle": ended, "shell.execute_reply": ended}
        cell["execution_count"] = reply["execution_count"]
        allowed = not self.force_raise_errors and (self.allow_errors or "raises-exception" in tags)
        if reply["status"] == "error" and not allowed:
            raise CellExecutionError.from_cell_and_msg(cell, reply)
        self.nb["cells"][cell_index] = cell
        return cell

    def _run(self, cell: NotebookNode, cell_index: int) -> dict[str, Any]:
        """Send a cell, and take in what comes back until it is done."""
        limit = self._get_timeout(cell)
        ends = time.monotonic() + limit if limit else None  # not printed
        try:
            self.child.channel.send(cell.source)
            while True:
                if ends is not None and not self.child.channel.poll(max(0.0, ends - time.monotonic())):  # not printed
                    raise CellTimeoutError.error_from_timeout_and_cell("Cell execution timed out", limit, cell)
                message = self.child.channel.recv()
                if message["msg_type"] == "done":
                    content: dict[str, Any] = message["content"]
                    return content
                self.process_message(message, cell, cell_index)
        except (EOFError, BrokenPipeError, ConnectionResetError) as error:
            raise DeadKernelError("Kernel died") from error
