"""The baseline of an old register: what was wrong when checking began, which is not told again and can only shrink."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import product
from pathlib import Path
from typing import Any

from negcli.commits.gitrun import run
from negcli.compare.declared import read_adjustments
from negcli.errors import Failure
from negcli.finding import Finding, fingerprint
from negcli.lists.model import Register

#: Where it lies below the register's root; to be committed.
FILE = ".negcli/baseline.json"
#: Categories of which nothing is ever hidden: what cannot be read, what leaks, and allowances.
SHOWN = ("syntax", "leak", "allowance")
_FORM = ("name", "agency", "list", "entry", "field", "count")

#: Fingerprint → name, agency, list, entry and field, for those who read the file, and how many findings there are.
Baseline = Mapping[str, Mapping[str, Any]]


def read_baseline(root: Path) -> Baseline | None:
    """The baseline of the register at ``root``; None where there is none. Failure ``bad-baseline``."""
    path = root / FILE
    return _read(path.read_bytes()) if path.is_file() else None


def committed_baseline(root: Path) -> Baseline | None:
    """The same as of the last commit: who deletes the file does not begin again."""
    with suppress(Failure):  # no git, so nothing is committed
        done = run(str(root), "show", f"HEAD:./{FILE}")
        return _read(done.stdout) if done.returncode == 0 else None
    return None


def followed(baseline: Baseline, register: Register) -> Baseline:
    """``baseline`` with what it holds about entries that now bear another id, or were merged, told of as they are now.

    The adjustments of the editions say which entry comes from which; of one that was split the first part inherits.
    """
    heirs, rows = _heirs(register), dict[str, dict[str, Any]]()
    for mark, row in baseline.items():
        key, now = _inherited(mark, row, heirs)
        count = row["count"] + rows.get(key, {"count": 0})["count"]
        rows[key] = {**now, "count": count}
    return rows


def _heirs(register: Register) -> Mapping[tuple[str, str], str]:
    """(Kind of list, full name) of entries that are no more → the full name of the entry that comes from each."""
    present = {(rows.kind, entry.key) for rows in register.lists for entry in rows.every}
    return {old: new for old, new in _moves(register) if old not in present and (old[0], new) in present}


def _moves(register: Register) -> Iterator[tuple[tuple[str, str], str]]:
    """What adjustments say of where entries came from: (kind of list, full name then) and the first full name now."""
    for rows in register.lists:
        for row in read_adjustments(rows, None, register.agency_ids):
            yield from product(((row.list, old) for old in row.from_), row.entries[:1])


def _inherited(
    mark: str, row: Mapping[str, Any], heirs: Mapping[tuple[str, str], str]
) -> tuple[str, Mapping[str, Any]]:
    """The fingerprint and the row of what is held, as they are now."""
    heir = heirs.get((str(row["list"]), f"{row['agency']}/{row['entry']}"))
    if heir is None:
        return mark, row
    agency, _, entry = heir.rpartition("/")
    now = {**row, "agency": agency, "entry": entry}
    return fingerprint(agency, row["list"], entry, row["field"], row["name"]), now


def _read(data: bytes) -> Baseline:
    import json

    try:
        rows = json.loads(data.decode("utf-8"))["findings"]
        return {row["fingerprint"]: {name: row[name] for name in _FORM} | {"count": int(row["count"])} for row in rows}
    except (ValueError, KeyError, TypeError) as error:
        raise Failure("bad-baseline", path=FILE, why=error) from None


def baseline_of(findings: Iterable[Finding]) -> Baseline:
    """A baseline of all ``findings`` that one may hold."""
    rows: dict[str, dict[str, Any]] = {}
    for finding in filter(_may_hide, findings):
        row = rows.setdefault(
            finding.fingerprint, {**{name: getattr(finding, name) for name in _FORM[:-1]}, "count": 0}
        )
        row["count"] += 1
    return rows


def _may_hide(finding: Finding) -> bool:
    return finding.category not in SHOWN


def shrunk(old: Baseline, findings: Iterable[Finding], rules: Collection[str]) -> Baseline:
    """``old`` without what is cured, as far as ``rules`` (names) looked for it; nothing is added."""
    now = baseline_of(findings)
    rows = {mark: {**row, "count": _left(mark, row, now, rules)} for mark, row in old.items()}
    return {mark: row for mark, row in rows.items() if row["count"]}


def _left(mark: str, row: Mapping[str, Any], now: Baseline, rules: Collection[str]) -> int:
    found = now.get(mark, {"count": 0})["count"]
    return int(min(row["count"], found) if row["name"] in rules else row["count"])


def size(baseline: Baseline) -> int:
    """How many findings it holds."""
    return sum(row["count"] for row in baseline.values())


def beyond(findings: Iterable[Finding], baseline: Baseline) -> list[Finding]:
    """Those of ``findings`` that ``baseline`` does not hold: of more than it counts, the last."""
    return apart(findings, baseline)[0]


def apart(findings: Iterable[Finding], baseline: Baseline) -> tuple[list[Finding], list[Finding]]:
    """``findings`` that are beyond the ``baseline``, and those that it holds."""
    seen: Counter[str] = Counter()
    pairs = [(finding, _holds(finding, baseline, seen)) for finding in findings]
    return [finding for finding, held in pairs if not held], [finding for finding, held in pairs if held]


def _holds(finding: Finding, baseline: Baseline, seen: Counter[str]) -> bool:
    row = baseline.get(finding.fingerprint) if _may_hide(finding) else None
    seen[finding.fingerprint] += 1
    return row is not None and bool(seen[finding.fingerprint] <= row["count"])


def written(baseline: Baseline) -> bytes:
    """The file: a line a finding, in the order of agencies and entries, so that a review sees what went."""
    import json

    rows = [{"fingerprint": mark, **row} for mark, row in baseline.items()]
    rows.sort(key=lambda row: [str(row[name] or "") for name in ("agency", "list", "entry", "field", "name")])
    lines = ",\n".join("    " + json.dumps(row, ensure_ascii=False) for row in rows)
    return f'{{\n  "version": 1,\n  "findings": [\n{lines}\n  ]\n}}\n'.encode()
