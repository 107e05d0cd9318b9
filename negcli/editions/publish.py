"""Making editions public: what is to be written, committed and tagged, worked out before anything is done."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from negcli.atomic import replaced, uninterrupted
from negcli.commits.repository import Repository
from negcli.commits.trail import Commit
from negcli.editions.adjust import Planned, renumbered, written
from negcli.editions.chain import links
from negcli.editions.gate import chronicle_of, known_now
from negcli.editions.gitwrite import Act, perform
from negcli.editions.lines import without_notes
from negcli.editions.revise import Wish
from negcli.editions.tags import edition_line
from negcli.errors import Failure
from negcli.finding import Finding
from negcli.lists.blank import says_nothing
from negcli.lists.model import EntryList, Register
from negcli.lists.moment import Key
from negcli.lists.register import build_register, load_files
from negcli.place import Place
from negcli.record.chronicle import Chronicle, PublicEdition
from negcli.record.drafts import Draft, drafts_of
from negcli.source.document import load_source
from negcli.source.files import TextFile

#: Comes after every commit.
_LAST = 1 << 62


class Particulars(NamedTuple):
    """What the editions are to say where they do not say it yet; empty for what nobody said."""

    published: str = ""
    approved: str = ""
    document: str = ""
    approver: str = ""


class Ready(NamedTuple):
    """What is ready to be published: the register as it will be, with its ``drafts``; the ``lists`` that become public.

    ``texts`` are the files that change, ``chronicle`` the history as it will be; ``agencies`` those that were named.
    """

    register: Register
    agencies: Collection[str]
    drafts: Mapping[Key, Draft]
    lists: Mapping[Key, EntryList]
    texts: Mapping[str, str]
    chronicle: Chronicle

    @property
    def files(self) -> list[str]:
        """The files of the lists, and those of register documents, which name the agencies."""
        heads = [self.register.where.document.file] if self.register.where else []
        return sorted({*heads, *_files(self.register, self.lists, True)})

    def speaks_of(self, finding: Finding) -> bool:
        """Whether ``finding`` is about what becomes public: one about no list is, but where other agencies' stand."""
        if finding.list is None:
            return not self.agencies or finding.file in self.files
        return (finding.agency, finding.list) in self.lists


def make_ready(
    register: Register, repository: Repository, agencies: Collection[str], said: Particulars, today: date
) -> Ready:
    """Work out what is to be published, of ``agencies`` (ids; all when none); Failure as `revised`."""
    chronicle = chronicle_of(repository, register)
    known = known_now(chronicle)
    chosen = to_publish(drafts_of(register, known), agencies)
    texts = _without_notes(register, chosen, written(register, filled(register, chosen, said, today)))
    after = register_after(register, texts)
    every = drafts_of(after, known)
    drafts = {key: every[key] for key in chosen}
    lists = {key: draft.rows for key, draft in drafts.items()}
    return Ready(after, agencies, drafts, lists, texts, chronicle_after(chronicle, lists))


def _without_notes(register: Register, chosen: Collection[Key], texts: Mapping[str, str]) -> dict[str, str]:
    """``texts``, and other files that hold only lists of ``chosen``, without what `adjust` noted for whoever drafts."""
    theirs, others = (_files(register, chosen, is_chosen) for is_chosen in (True, False))
    sources = [source for source in register.sources if source.file in theirs - others]
    cleared = {source.file: _cleared(source.file, texts.get(source.file, source.text)) for source in sources}
    return {**texts, **{source.file: cleared[source.file] for source in sources if cleared[source.file] != source.text}}


def _files(register: Register, keys: Collection[Key], whether: bool) -> set[str]:
    """The files in which lists of ``keys`` stand; those of others unless ``whether``."""
    lists = (rows.where for rows in register.lists if (rows.key in keys) is whether)
    return {where.document.file for where in lists if where}


def _cleared(file: str, text: str) -> str:
    """``text`` without notes; as it is where something that only looks like one is part of what it says."""
    new = without_notes(text)
    before, after = ([part.data for part in load_source(file, each).documents] for each in (text, new))
    return new if before == after else text


def to_publish(drafts: Mapping[Key, Draft], agencies: Collection[str]) -> dict[Key, Draft]:
    """The drafts that are not public yet, of ``agencies`` where some are named."""
    return {key: draft for key, draft in drafts.items() if draft.is_open and key[0] in (agencies or key[:1])}


def filled(register: Register, drafts: Mapping[Key, Draft], said: Particulars, today: date) -> list[Planned]:
    """What is to be written into the editions of ``drafts``: number, dates, particulars and totals."""
    rows = [each for each in register.lists if each.key in drafts]
    return [Planned(each, _filled(each, drafts[each.key], said, today)) for each in rows]


def _filled(rows: EntryList, draft: Draft, said: Particulars, today: date) -> Wish:
    wish = renumbered(rows, draft, today)
    _agree(rows, wish, said)
    put = {**wish.put, **_missing(rows, wish, said, today), **(_totals(draft) if draft.head is rows else {})}
    return wish._replace(put=put, drop=wish.drop - put.keys())


def _present(rows: EntryList, wish: Wish) -> Mapping[str, Any]:
    """What the edition says already, and will go on to say."""
    values = rows.edition.values
    return {name: values[name] for name in values.keys() - wish.drop if not says_nothing(values[name])}


def _agree(rows: EntryList, wish: Wish, said: Particulars) -> None:
    """Failure ``said-otherwise`` where the edition says already, and otherwise, what is said of it: which is meant?"""
    present = _present(rows, wish)
    told = {name: value for name, value in said._asdict().items() if value}
    for name in told:
        if present.get(name, told[name]) != told[name]:
            where = rows.where.document.file if rows.where else rows.agency
            raise Failure("said-otherwise", path=where, option=name, written=present[name], said=told[name])


def _missing(rows: EntryList, wish: Wish, said: Particulars, today: date) -> dict[str, Any]:
    """What is said of the edition as far as it does not say it itself."""
    present = _present(rows, wish)
    day = present.get("published") or said.published or today.isoformat()
    told = {**said._asdict(), "published": day, "effective": day}
    return {name: value for name, value in told.items() if value and name not in present}


def _totals(draft: Draft) -> dict[str, Any]:
    kinds = Counter(change.kind for change in draft.changes)
    return {"totals": dict(sorted(kinds.items()))} if kinds else {}


def as_in_files(findings: Iterable[Finding], register: Register, texts: Mapping[str, str]) -> list[Finding]:
    """``findings`` of `register_after` where they stand in the files of ``register``; what is new has no place."""
    old = {source.file: source.text for source in register.sources}
    lines = {file: _old_lines(old[file].splitlines(), text.splitlines()) for file, text in texts.items()}
    return [_moved_back(finding, lines) for finding in findings]


def _old_lines(old: list[str], new: list[str]) -> dict[int, int]:
    """Lines of ``new`` → the same lines of ``old``, both counted from 1."""
    from difflib import SequenceMatcher

    blocks = SequenceMatcher(None, old, new).get_matching_blocks()
    return {block.b + at: block.a + at for block in blocks for at in range(1, block.size + 1)}


def _moved_back(finding: Finding, lines: Mapping[str, Mapping[int, int]]) -> Finding:
    """``finding``, and the line that it speaks of, by the lines as they are now, file by file."""
    place, args, told = finding.place, finding.args, lines.get(finding.args.get("file", ""), {})
    args = {**args, "line": told[args["line"]]} if args.get("line") in told else args
    return finding._replace(place=_place_before(place, lines.get(finding.file)), args=args)


def _place_before(place: Place | None, lines: Mapping[int, int] | None) -> Place | None:
    if place is None or lines is None:
        return place
    return place.moved(lines[place.line] - place.line) if place.line in lines else None


def register_after(register: Register, texts: Mapping[str, str]) -> Register:
    """The register as it is when ``texts`` have been written."""
    files = (TextFile(source.file, texts.get(source.file, source.text)) for source in register.sources)
    return build_register(load_files(files))


def chronicle_after(chronicle: Chronicle, lists: Mapping[Key, EntryList]) -> Chronicle:
    """The chronicle as it is when ``lists`` have been published."""
    fresh = (PublicEdition(rows, Commit("", ""), _LAST) for rows in lists.values())
    editions = sorted((*chronicle.editions, *fresh), key=lambda edition: edition.order)
    return replace(chronicle, editions=tuple(editions), newest={**chronicle.newest, **lists})


def tag_name(lists: Iterable[EntryList]) -> str:
    """A name for the tag: the document's number, else the editions' numbers."""
    rows = list(lists)
    documents = [each.edition.text("document") for each in rows]
    names = dict.fromkeys(filter(None, documents)) or dict.fromkeys(each.edition.number for each in rows)
    return "edition/" + "+".join("".join(filter(_may_be_in_a_name, name)) for name in names)


def _may_be_in_a_name(sign: str) -> bool:
    return sign not in " ~^:?*[]\\@{}." and sign.isprintable()


def tag_message(title: str, chronicle: Chronicle, lists: Mapping[Key, EntryList]) -> str:
    """What the tag says: a title, and every edition with its hash."""
    mine = {(*key, rows.edition.number) for key, rows in lists.items()}
    chained = (link for link in links(chronicle.editions) if (*link.edition.key, link.edition.number) in mine)
    return "\n".join([title, "", *map(edition_line, chained)]) + "\n"


def publish(root: Path, top: str, texts: Mapping[str, bytes], act: Act) -> str:
    """Write ``texts`` (file, relative to ``root`` → content), then commit and tag; the commit's id.

    Whatever fails, the files are as before. Failure as `perform` and `replaced`.
    """
    paths = {Path(os.path.realpath(root / name)): data for name, data in texts.items()}
    with uninterrupted() as ask, replaced(paths):
        return perform(top, act, ask)


def from_top(root: Path, top: str, names: Iterable[str]) -> tuple[str, ...]:
    """File names of the register as git has them, from the top of the repository; Failure ``not-within`` of others."""
    start = Path(os.path.realpath(top))
    return tuple(_within(start, Path(os.path.realpath(root / name))) for name in names)


def _within(start: Path, path: Path) -> str:
    if start not in path.parents or ".git" in path.relative_to(start).parts:
        raise Failure("not-within", path=str(path), top=str(start))
    return path.relative_to(start).as_posix()
