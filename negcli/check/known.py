"""What was found before in entries that have not changed since: neither they nor it are worked out again.

A list's file is cut where its entries begin. Blocks that are known byte for byte, under the same head, are left out
before the file is read, so that reading and checking cost what was changed; what was found in them is put back among
what is found in the others. Rules that look across entries see of those left out what was kept for them. Where they
find something in one of those, or where anything is not as it was thought to be, `Far` is raised, and all is read.

What is known holds for one set of files that are no lists (the register document, laws, allowances …), for a history,
and from day to day: but for entries on whose dates the days between bear, which are read again. A list with a slip is
read whole, and the others are known all the same.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any

from negcli.cache import Cache
from negcli.check.sheet import (
    Part,
    Sheet,
    Short,
    digest,
    part_like,
    part_of,
    retold,
    sheet_of,
    shortened,
    text_of,
    told,
)
from negcli.finding import Finding
from negcli.lists.model import EntryList, Far, Register
from negcli.resources import read_data
from negcli.rules import Past, all_rules, sees_others
from negcli.rules.lek106_internal_text_in_public import secrets_of
from negcli.source.document import Slip, Source
from negcli.source.encoding import decode
from negcli.source.files import LARGEST, read_bytes, read_text, stamp_of

#: With more new entries than this share of all, everything is read and kept anew.
_SHARE = 0.05
#: A file of so few bytes is read before it would be known.
_SMALL = 1 << 14


class Known:
    """What is known of the register at ``root``, and what is read of its files by that.

    ``asked`` says which rules are asked, and ``as_of`` by the law of which day where one is named: for others than the
    last time, nothing is known, nor where it is ``forgotten``. Days are written as ``YYYY-MM-DD``.
    """

    def __init__(self, root: Path, asked: Sequence[str], today: str, as_of: str, forgotten: bool = False) -> None:
        self._root, self._today, self._as_of, self._is_forgotten = root, today, as_of, forgotten
        self._key = ("found", str(root), as_of, *asked)
        self._past: Past | None = None
        self._parts: dict[str, Part] = {}
        self._short: dict[str, Short] = {}
        self._others: dict[str, bytes] = {}

    @cached_property
    def _kept(self) -> Mapping[str, Any]:
        kept = None if self._is_forgotten else Cache().get(self._key)
        return kept or _NOTHING

    def _is_passed(self, day: str) -> bool:
        """Whether ``day`` lies between the last time and today; an empty one stands for every day."""
        first, last = sorted((self._kept["today"], self._today))
        return first < last and (not day or first <= day <= last)

    def _has_law_changed(self, register: Register) -> bool:
        """Whether the law, as the catalogue and ``register`` know it, may say something else than the last time."""
        days = {self._as_of, *_law_days(register)} if self._is_passed("") else set()
        return any(map(self._is_passed, days - {""}))

    @cached_property
    def _sheets(self) -> Mapping[str, Sheet]:
        return {name: retold(row) for name, row in self._kept["sheets"].items()}

    def read(self, path: Path) -> tuple[str, tuple[Slip, ...]]:
        """As `read_text`, but of lists without the entries that are known."""
        if stamp_of(path)[1] > LARGEST:
            return read_text(path)
        name, data = path.relative_to(self._root).as_posix(), read_bytes(path)
        sheet = self._sheets.get(name)
        if len(data) <= _SMALL or not self._is_cut(name, data, sheet):
            self._others[name] = data
            return decode(data)
        return decode((sheet and self._shortened(name, data, sheet)) or data)

    def _is_cut(self, name: str, data: bytes, sheet: Sheet | None) -> bool:
        """Whether a file can be cut where its entries begin; its parts are kept."""
        part = (sheet and part_like(data, sheet)) or part_of(data)
        if part:
            self._parts[name] = part
        return part is not None

    def _shortened(self, name: str, data: bytes, sheet: Sheet) -> bytes | None:
        """The file without what is known of it; None where it is to be read whole."""
        short = shortened(self._parts[name], sheet, self._touched(sheet))
        text = text_of(data, short) if short else None
        if short and text:
            self._short[name] = short
        return text

    def _touched(self, sheet: Sheet) -> set[int]:
        """The positions of entries about which another day than that of ``sheet`` may say something else."""
        return set(chain.from_iterable(at for day, at in sheet.days.items() if self._is_passed(day)))

    @property
    def is_new(self) -> bool:
        """Whether nothing that was read is known."""
        return not self._short

    def complete(self, register: Register, past: Past | None) -> Register:
        """``register``, as it was read, with what is known of the entries that were left out; `Far` in any doubt.

        ``past`` is what the history knows.
        """
        self._past = past
        if not self._short:
            return register
        if self._is_much_new(register):
            raise Far
        whole = replace(register, lists=tuple(map(self._completed, register.lists)))
        if self._kept["context"] != self._told(whole) or self._has_law_changed(register):
            raise Far
        return whole

    def _is_much_new(self, register: Register) -> bool:
        """Whether it is time to keep everything anew."""
        new = sum(len(short.left) - 1 - len(short.sheet.again) for short in self._short.values())
        unknown = _sound_lists(register).keys() & self._parts.keys() - self._short.keys()
        new += sum(len(self._parts[name].digests) for name in unknown)
        return new > _SHARE * sum(len(part.digests) for part in self._parts.values())

    def _told(self, register: Register) -> str:
        """What all that is known of an entry depends on beside itself: what is no list, the history, private texts."""
        parts = {name: digest(part.head.encode(), *part.digests) for name, part in self._parts.items()}
        read = {**{name: digest(data) for name, data in self._others.items()}, **parts}
        others = sorted((name, read[name]) for name in read.keys() - _lists_by_file(register).keys())
        past = self._past and sorted(self._past.titles.items())
        return digest(json.dumps([past, others, secrets_of(register)], default=sorted, sort_keys=True).encode())

    def _completed(self, rows: EntryList) -> EntryList:
        short = self._short.get(rows.where.document.file) if rows.where else None
        if short is None:
            return rows
        if len(rows.entries) != len(short.left):
            raise Far
        return replace(rows, known=tuple(short.every(rows)))

    def is_settled(self, register: Register) -> bool:
        """Whether nothing was found that rests on several entries, and none now shows others anything else."""
        files = _lists_by_file(register)
        names = files.keys() | set(self._kept["lists"])
        was_settled = self._kept.get("settled") and names <= files.keys() & self._short.keys()
        return bool(was_settled) and all(self._short[name].shows_the_same(files[name]) for name in names)

    def found(self, register: Register, findings: Sequence[Finding]) -> list[Finding]:
        """What is found in all of ``register``: ``findings`` where they really stand, and those that were known.

        What was read whole is kept.
        """
        if not self._short:
            self._keep(register, findings)
        recalled = (short.recalled(name) for name, short in self._short.items())
        return [*map(self._moved, findings), *chain.from_iterable(recalled)]

    def _moved(self, finding: Finding) -> Finding:
        short, other = self._short.get(finding.file), self._short.get(finding.args.get("file", ""))
        if other and "line" in finding.args:
            finding = finding._replace(args={**finding.args, "line": other.line(finding.args["line"])})
        return short.moved(finding) if short else finding

    def whole(self, register: Register, findings: Iterable[Finding]) -> Register:
        """``register`` as it is shown with ``findings``: all entries, and the texts in which something is found."""
        if not self._short:
            return register
        files = {finding.file for finding in findings}.intersection(self._short)
        sources = tuple(self._reread(source) if source.file in files else source for source in register.sources)
        lists = tuple(replace(rows, entries=rows.every) for rows in register.lists)
        return replace(register, lists=lists, sources=sources)

    def _reread(self, source: Source) -> Source:
        return Source(source.file, read_text(self._root / source.file)[0])

    def _keep(self, register: Register, findings: Sequence[Finding]) -> None:
        """Keep what there is to know of a register that was read whole."""
        if not self._parts:
            return
        sheets = dict(self._written(register, findings))
        is_sound = not any(map(_is_broken, register.sources))
        is_settled = is_sound and not any(sees_others(all_rules()[finding.name]) for finding in findings)
        kept = {
            "today": self._today, "context": self._told(register), "settled": is_settled,
            "lists": sorted(_lists_by_file(register)), "sheets": {name: told(sheet) for name, sheet in sheets.items()},
        }  # fmt: skip
        Cache().put(self._key, kept)

    def _written(self, register: Register, findings: Sequence[Finding]) -> Iterator[tuple[str, Sheet]]:
        """(File, what is to be kept of it) of every list without slips that is a file's only document."""
        repeated, by_file = _repeated(register), _by_file(findings)
        for file, rows in _sound_lists(register).items():
            part = self._parts.get(file)
            if part and (sheet := sheet_of(rows, part, by_file.get(file, []), repeated, self._today)):
                yield file, sheet


#: What is known where nothing is.
_NOTHING: Mapping[str, Any] = {"today": "", "context": "", "lists": [], "sheets": {}}


def _law_days(register: Register) -> set[str]:
    """The days that stand in the delivered catalogue of laws and in the one of ``register``."""
    own = json.dumps([values for kind, values, _ in register.others if kind == "laws"])
    texts = (own, *(read_data(f"law/{name}") for name in ("laws.jsonl", "about.json")))
    return set(chain.from_iterable(re.findall(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) for text in texts))


def _lists_by_file(register: Register) -> Mapping[str, EntryList]:
    """The lists that are their files' only document, by these."""
    files = {rows.where.document.file: rows for rows in register.lists if rows.where}
    alone = (source.file for source in register.sources if len(source.documents) == 1)
    return {file: files[file] for file in files.keys() & alone}


def _sound_lists(register: Register) -> Mapping[str, EntryList]:
    """Those of them without slips."""
    lists, broken = _lists_by_file(register), filter(_is_broken, register.sources)
    return {file: lists[file] for file in lists.keys() - (source.file for source in broken)}


def _is_broken(source: Source) -> bool:
    return bool(source.slips or source.mended)


def _by_file(findings: Iterable[Finding]) -> Mapping[str, list[Finding]]:
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        found.setdefault(finding.file, []).append(finding)
    return found


def _repeated(register: Register) -> set[str]:
    """The ids that several entries bear."""
    counts = Counter(entry.id for rows in register.lists for entry in rows.entries)
    return {name for name, count in counts.items() if count > 1}
