"""Executes all chapters of a board as a build from nothing does, and no more: its process imports what a build's does.

python benchmarks/chapters.py ROOT BOARD YEAR
"""

import os
import pickle
import sys
import tempfile
from pathlib import Path

from sabreport.workers.warm import elsewhere, pass_over_grammars, shared


def execute(kit: Path, board: str, year: int) -> None:
    """Read what the chapters are written from, and run their notebooks."""
    from sabreport.base.project import Project
    from sabreport.chapters.material import read_material
    from sabreport.running.execute import execute_chapters
    from sabreport.settings.chapters import load_chapters
    from sabreport.workers.pool import Workers

    material = read_material(Project(kit, board, year))
    with tempfile.TemporaryDirectory(prefix="sab-bench-") as temporary, Workers((os.cpu_count() or 1) + 1, "warm") as workers:
        workers.expect_charts()
        prepared = Path(temporary) / "material.pickle"
        prepared.write_bytes(pickle.dumps(material))
        folder = Path(temporary) / "notebooks"
        folder.mkdir()
        chosen = load_chapters(material.project, material.params)
        execute_chapters(material.project, chosen, folder, workers=workers, material=prepared)


if __name__ == "__main__":
    import chapters  # under the name that the warm process finds it by

    os.environ["PYTHONPATH"] = str(Path(__file__).parent)
    pass_over_grammars()
    shared()
    elsewhere(chapters.execute, Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
