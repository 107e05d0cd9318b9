"""What came since an earlier version: findings in the entries that changed, and what their changes broke elsewhere.

An entry is known by its id, wherever it stands: one that was only moved has not changed. Rows of other documents (an
allowance, a concern, a law) have none, and are known by all that they say. What was wrong before with what did not
change, or with what is neither, is not told; for that, the earlier version is checked as well.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from negcli.errors import Failure
from negcli.evidence.scan import mappings
from negcli.finding import Finding
from negcli.lists.model import Register, Values
from negcli.lists.register import build_register, load_files
from negcli.place import Place

if TYPE_CHECKING:
    from negcli.record.version import Found
    from negcli.record.versions import Versions

#: Kind of list, agency and id.
Key = tuple[str | None, str | None, str | None]
Judge = Callable[[Register], Iterable[Finding]]


class News(NamedTuple):
    """The findings that are to be told, and the entries that changed: new ones, gone ones, and those that differ."""

    found: list[Finding]
    changed: frozenset[Key]


def read_before(root: Path, version: str) -> Register:
    """The register at ``root`` as it was at ``version`` (a name as `versions` has them); Failure as `Versions.find`."""
    from negcli.record.versions import Versions  # asks git
    from negcli.source.encoding import decode
    from negcli.source.files import TextFile, of_one_register

    found = _found(Versions(root), version)
    texts = (TextFile(name, *decode(data)) for name, data in found.files.items())
    return build_register(load_files(of_one_register(texts)))


def _found(versions: Versions, name: str) -> Found:
    """The files of a version; Failure ``shallow-version`` where only a part of the history is there to look for it."""
    from negcli.record.version import Found

    try:
        return versions.files(name)
    except Failure as failure:
        if failure.code == "no-commits":
            return Found(name, {})  # before the first commit there was nothing
        if failure.code in ("unknown-version", "unknown-rev", "shallow") and versions.repository.shallow:
            raise Failure("shallow-version", name=name, path=versions.repository.top) from None
        raise


def news(found: Sequence[Finding], old: Register, new: Register, judge: Judge) -> News:
    """Those of ``found`` in ``new`` in entries other than in ``old``, and those that ``judge`` does not find there."""
    changed, rows = changed_entries(old, new), _changed_rows(old, new)
    is_all_changed = all(_key(finding) in changed or _row(finding) in rows for finding in found)
    known = Counter(() if is_all_changed else _marks(judge(old), old))
    marked = zip(found, _marks(found, new), strict=True)
    told = [finding for finding, mark in marked if _row(finding) in rows or _is_news(finding, mark, known, changed)]
    return News(told, changed)


def changed_entries(old: Register, new: Register) -> frozenset[Key]:
    """The entries that only one of two versions has, or that say something else in the other."""
    before, now = _entries(old), _entries(new)
    keys = before.keys() | now.keys()
    return frozenset(key for key in keys if not _are_same(before.get(key, []), now.get(key, [])))


def _entries(register: Register) -> Mapping[Key, list[Values]]:
    """What the entries say that bear an id; several may bear the same."""
    found: dict[Key, list[Values]] = {}
    for rows in register.lists:
        for entry in filter(attrgetter("id"), rows.entries):
            found.setdefault((rows.kind, rows.agency or None, entry.id), []).append(entry.values)
    return found


def _changed_rows(old: Register, new: Register) -> set[tuple[object, ...]]:
    """Where those rows of ``new`` stand, in documents that are no lists, that say what none of ``old`` says."""
    before = [(kind, row) for kind, _, row in _rows(old)]
    return {at for kind, at, row in _rows(new) if (kind, row) not in before}


def _rows(register: Register) -> Iterator[tuple[str, tuple[object, ...], Values]]:
    """The rows of documents that are no lists: kind, file, document and position, what it says."""
    for kind, values, (document, _) in register.others:
        for name in ("entries", "laws"):
            for position, row in mappings(values, name):
                yield kind, (document.file, document.number, str(position)), row


def _row(finding: Finding) -> tuple[object, ...]:
    """In which row of which document a finding stands."""
    return finding.file, finding.document, *(finding.pointer or "").split("/")[2:3]


def _are_same(one: list[Values], other: list[Values]) -> bool:
    """Whether both hold the same, in whatever order."""
    return one == other or (len(one) == len(other) and all(one.count(each) == other.count(each) for each in one))


def _key(finding: Finding) -> Key:
    return finding.list, finding.agency, finding.entry


def _is_news(finding: Finding, mark: tuple[str, str], known: Counter[tuple[str, str]], changed: frozenset[Key]) -> bool:
    """Whether a finding is in an entry that changed, or not ``known``; each that is known stands for one."""
    if _key(finding) in changed:
        return True
    known[mark] -= 1
    return known[mark] < 0 and _may_be_new(finding, changed)


def _may_be_new(finding: Finding, changed: frozenset[Key]) -> bool:
    """Which of two entries that say the same comes first is no matter where neither has changed."""
    if finding.category != "overlap":
        return True
    agency, _, name = str(finding.args["other"]).rpartition("/")
    return (finding.list, agency or finding.agency, name) in changed


def _marks(findings: Iterable[Finding], register: Register) -> Iterator[tuple[str, str]]:
    """What tells each of ``findings`` apart wherever its lines stand: its fingerprint, and the words that it means."""
    lines = {source.file: source.lines for source in register.sources}
    return ((finding.fingerprint, _words(finding.place, lines.get(finding.file, []))) for finding in findings)


def _words(place: Place | None, lines: Sequence[str]) -> str:
    """What stands at ``place``, without the spaces around each line."""
    if place is None:
        return ""
    if place.line == place.end_line:
        return lines[place.line - 1][place.column - 1 : place.end_column - 1].strip()
    first, *rest = lines[place.line - 1 : place.end_line - 1]
    return "\n".join(map(str.strip, (first[place.column - 1 :], *rest)))
