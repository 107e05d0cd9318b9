"""The public record of random histories, against one made the slow way: every version checked out and read whole."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

import pytest
from gitkit import Repo

from negcli.commits.repository import open_repository
from negcli.compare import compare
from negcli.dates import iso_date
from negcli.lists.blocks import Parser
from negcli.lists.model import EntryList, Register
from negcli.lists.register import build_register, load_register
from negcli.record.chronicle import read_chronicle, read_past
from negcli.record.history import build_record
from negcli.source.document import Source

KEYS = {
    "en": {"power-list": "kind: power-list", "negative-list": "kind: negative-list"},
    "zh": {"power-list": "种类: 权力清单", "negative-list": "种类: 负面清单"},
}
WORDS = {
    "en": ("agency", "edition", "number", "published", "document", "entries", "id", "title", "note"),
    "zh": ("机构", "版次", "版次号", "公布日期", "文号", "事项", "编号", "事项名称", "备注"),
}


@dataclass
class Sheet:
    """A list in the making; written as one document of a file."""

    agency: str
    kind: str
    file: str
    number: int = 0
    published: str = ""
    document: str = ""
    lang: str = "en"
    by_name: bool = False
    broken: bool = False
    entries: dict[str, str] = field(default_factory=dict)

    def text(self, names: dict[str, str]) -> str:
        agency, edition, number, published, document, entries, entry_id, title, note = WORDS[self.lang]
        name = names.get(self.agency, self.agency) if self.by_name else self.agency
        lines = [KEYS[self.lang][self.kind], f"{agency}: {name}", f"{edition}:", f"  {number}: n{self.number}"]
        lines += [f"  {published}: {self.published}"] if self.published else []
        lines += [f"  {document}: {self.document}"] if self.document else []
        lines += [f"{entries}:" if self.entries else f"{entries}: []"]
        for key, text in self.entries.items():
            lines += [f"  - {entry_id}: {key}", f"    {title}: {text}", f"    {note}: |", f"      - {text}"]
        return "\n".join([*lines, *(["x: ["] if self.broken else [])]) + "\n"


class County:
    """A random history: what clerks do to the lists of three agencies, on the main branch and on drafts."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.random = Random(seed)
        self.repo = Repo(folder)
        self.names = {"edu": "教育局", "fin": "财政局", "tax": "税务局"}
        self.day = 1
        self.branches = 0
        kinds = [(agency, kind) for agency in self.names for kind in KEYS["en"]]
        self.sheets = [Sheet(agency, kind, f"{agency}/{kind}.yaml") for agency, kind in kinds]

    def run(self, commits: int) -> None:
        self.commit()
        for _ in range(commits):
            if self.random.random() < 0.15:
                self.draft()
            else:
                self.change(self.sheets)
                self.commit()

    def draft(self) -> None:
        """A branch on which one list is changed, while others change on the main branch; then a merge."""
        self.branches += 1
        mine = self.random.choice(self.sheets)
        others = [sheet for sheet in self.sheets if sheet.file != mine.file]
        branch = f"draft-{self.branches}"
        self.repo.branch(branch)
        for _ in range(self.random.randrange(1, 4)):
            self.edit(mine)
            self.commit()
        if others and self.random.random() < 0.7:
            self.repo.switch("main")
            main = {sheet.file for sheet in others}
            for _ in range(self.random.randrange(1, 3)):
                self.edit(self.random.choice(others))
                self.commit(only=main)
        self.repo.switch("main")
        self.repo.merge(branch, self.today())
        self.commit()

    def change(self, sheets: list[Sheet]) -> None:
        for _ in range(self.random.choice((1, 1, 2, 4))):
            sheet = self.random.choice(sheets)
            action = self.random.choice(
                (self.edit, self.edit, self.edit, self.publish, self.publish, self.move, self.slip)
            )
            action(sheet)
        if self.random.random() < 0.1:
            agency = self.random.choice(list(self.names))
            self.names[agency] += "新"

    def edit(self, sheet: Sheet) -> None:
        key = f"{sheet.agency}-{self.random.randrange(10)}"
        what = self.random.randrange(5)
        if what == 0 and key in sheet.entries:
            del sheet.entries[key]
        elif what == 1:
            sheet.lang = self.random.choice(("zh", "en"))
            sheet.by_name = self.random.random() < 0.5
        elif what == 2:
            sheet.entries = dict(self.random.sample(list(sheet.entries.items()), len(sheet.entries)))
        else:
            sheet.entries[key] = f"事项{self.random.randrange(5)}"
        if self.random.random() < 0.4:
            self.publish(sheet)

    def publish(self, sheet: Sheet) -> None:
        what = self.random.randrange(6)
        if what < 4:
            sheet.number += 1
            sheet.published = self.today()
        elif what == 4:
            sheet.published = self.random.choice(("", "soon", "2020-01-01"))
        else:
            sheet.number = max(0, sheet.number - 1)
        sheet.document = self.random.choice(("", f"文{self.day // 3}"))

    def move(self, sheet: Sheet) -> None:
        sheet.file = self.random.choice(("all.yaml", "x/y.yml", f"{sheet.agency}.yaml", f"{self.day}.yaml", sheet.file))

    def slip(self, sheet: Sheet) -> None:
        sheet.broken = self.random.random() < 0.5

    def today(self) -> str:
        return f"2020-{1 + self.day // 28:02}-{1 + self.day % 28:02}"

    def commit(self, only: set[str] | None = None) -> None:
        """Write all files (or ``only`` some, what else there is staying as it is) and commit."""
        self.day += 1
        register = "kind: register\ntitle: T\nagencies:\n"
        register += "".join(f"  - {{id: {key}, name: {name}}}\n" for key, name in self.names.items())
        files = {"register.yaml": register}
        for sheet in self.sheets:
            before = files.get(sheet.file)
            files[sheet.file] = (f"{before}---\n" if before else "") + sheet.text(self.names)
        if only is not None:
            files = {name: text for name, text in files.items() if name in only}
        there = {path.relative_to(self.repo.folder).as_posix() for path in self.repo.folder.rglob("*.y*ml")}
        gone = dict.fromkeys(there - files.keys()) if only is None else {}
        self.repo.commit(self.today(), {**files, **gone})


@dataclass
class Slowly:
    """The history read by its definition: editions in order, the newest lists, titles of entries that went away."""

    editions: list[tuple[str, int, EntryList]]
    newest: dict[tuple[str, str], EntryList]
    ids: dict[str, str]
    gone: dict[tuple[str, str, str], tuple[str, ...]]


def slowly(repo: Repo) -> Slowly:
    found: dict[tuple[str, str, str], tuple[str, int, EntryList]] = {}
    good: dict[str, Source] = {}
    before: dict[tuple[str, str], dict[str, str]] = {}
    lists: dict[tuple[str, str], EntryList] = {}
    ids: dict[str, str] = {}
    gone: dict[tuple[str, str, str], dict[str, None]] = {}
    for position, commit in enumerate(repo.git("rev-list", "--first-parent", "--reverse", "main").split()):
        repo.git("checkout", "-q", commit)
        read = load_register(repo.folder).sources
        good = bridged(read, good, ids)
        register = build_register(tuple(good.values()))
        ids |= register.agency_ids
        lists = together(register)
        for key, rows in lists.items():
            if rows.edition.number and iso_date(rows.edition.published):
                found.setdefault((*key, rows.edition.number), (rows.edition.published, position, rows))
        titles = {key: {entry.id: entry.title for entry in rows.entries} for key, rows in lists.items()}
        for key, once in before.items():
            for entry_id in once.keys() - titles.get(key, {}).keys():
                gone.setdefault((key[1], key[0], entry_id), {})[once[entry_id]] = None
        before = titles
    repo.switch("main")
    editions = sorted(found.values(), key=lambda row: (row[0], row[1], row[2].key))
    return Slowly(editions, lists, ids, {name: tuple(titles) for name, titles in gone.items()})


def bridged(read: Iterable[Source], good: dict[str, Source], ids: dict[str, str]) -> dict[str, Source]:
    """The files ``read``; for one that is broken stands itself before, or all that went away with a list of its.

    ``good`` are the files before, ``ids`` what agencies were called.
    """
    files = {one.file: one for one in read}
    gone = [good[name] for name in sorted(good.keys() - files.keys())]
    for name, one in files.items():
        if any(slip.breaks for slip in one.slips):
            moved = [old for old in gone if lists_in(old.text, ids) & lists_in(one.text, ids)]
            documents = tuple(document for old in moved for document in old.documents)
            files[name] = good.get(name) or Source(name, "---\n".join(old.text for old in moved), documents)
    return files


def lists_in(text: str, ids: dict[str, str]) -> set[tuple[str, str]]:
    """The lists that stand in a file, told by the lines that `Sheet` writes."""
    kinds = {line: kind for lines in KEYS.values() for kind, line in lines.items()}
    heads = re.findall(r"^(.+)\n(?:agency|机构): (.+)\n", text, re.MULTILINE)
    return {(ids.get(agency, agency), kinds[line]) for line, agency in heads if line in kinds}


def together(register: Register) -> dict[tuple[str, str], EntryList]:
    """The lists; of one that stands twice (a file that cannot be read stays as it was) all entries count."""
    lists: dict[tuple[str, str], EntryList] = {}
    for rows in register.lists:
        first = lists.get(rows.key)
        if first:
            newer = rows if rows.edition.published > first.edition.published else first
            rows = replace(first, edition=newer.edition, entries=(*first.entries, *rows.entries))
        lists[rows.key] = rows
    return lists


def notices(slow: Slowly) -> list[tuple]:
    groups: dict[tuple, list[EntryList]] = {}
    for published, _, rows in slow.editions:
        document = rows.edition.text("document")
        groups.setdefault((published, document, "" if document else rows.agency), []).append(rows)
    last: dict[tuple[str, str], EntryList] = {}
    result = []
    for (published, document, _), group in groups.items():
        new = {rows.key: rows for rows in group}
        old = {key: rows for key, rows in last.items() if key in new}
        editions = sorted((*rows.key, rows.edition.number) for rows in group)
        result.append((published, document, editions, compare(old, new, names=slow.ids)))
        last |= new
    return [*reversed(result), compare(last, slow.newest, names=slow.ids)]


@pytest.mark.parametrize("seed", [*range(9), 142, 9, 18, 26, 27])
def test_random_histories(seed: int, tmp_path: Path) -> None:
    county = County(tmp_path / "county", seed)
    county.run(20)
    for sheet in county.sheets:
        sheet.broken = False
    county.commit()
    repository = open_repository(county.repo.folder)
    chronicle = read_chronicle(repository, Parser())
    record = build_record(chronicle)
    slow = slowly(county.repo)
    quick = [(edition.published, edition.rows) for edition in chronicle.editions]
    assert quick == [(published, rows) for published, _, rows in slow.editions]
    shown = [
        (notice.published, notice.document, sorted(notice.editions), list(notice.changes)) for notice in record.notices
    ]
    assert [*shown, list(record.unpublished)] == notices(slow)
    assert read_past(repository, Parser()).titles == slow.gone
    assert len(quick) > 2
