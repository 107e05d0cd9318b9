"""`python -m benchmarks`: run every comparison and print whether its limit holds; exit code 1 when one does not."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from benchmarks.comparisons import comparisons
from benchmarks.measure import median_costs

HEADINGS = ("what", "negcli", "peer", "ratio", "limit", "")
ROW = "{:<44} {:>10} {:>26} {:>7} {:>6}  {}"


def main(wanted: list[str]) -> int:
    """Run the comparisons whose name holds one of ``wanted`` (all without any); 1 when a limit is broken."""
    broken = 0
    print(ROW.format(*HEADINGS))
    with tempfile.TemporaryDirectory(prefix="negcli-benchmarks-") as folder:
        os.environ["NEGCLI_CACHE_DIR"] = str(Path(folder) / "kept")  # so that nobody's own cache counts
        for comparison in comparisons(Path(folder), wanted):
            costs = median_costs(comparison.commands, comparison.runs)
            for row in comparison.rows(costs):
                broken += not row.holds
                verdict = "holds" if row.holds else "BROKEN"
                print(ROW.format(row.what, row.ours, row.peer, f"{row.ratio:.3f}", row.limit, verdict), flush=True)
    return int(broken > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
