"""Reading and checking: in several processes, where there is much to read.

Each of them, this one too, reads some of the files and looks at once for what can be found in these alone. The others
hand over what they have read, as plain data, and then what they have found. What rules look for that need all of the
register (`needs_all`) is looked for here when that is read.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain, compress, filterfalse
from operator import not_
from typing import Any, NamedTuple

from negcli.finding import Finding
from negcli.lists.model import Register, Where
from negcli.lists.register import Part, build_list, load_file, read_part, register_of
from negcli.lists.vocabulary import LIST_KINDS, kind_spellings
from negcli.place import Path
from negcli.processes import Elsewhere, in_shares, processes_for
from negcli.rules import Context, Hit, Rule, Subject, find_in_register, find_within, needs_all, speaking
from negcli.source.document import Document, Source
from negcli.source.files import KIND_LINE, TextFile

#: How much of what several processes do could be done in the time of what only this one does.
_MINE_ALONE = 0.05
#: A document as another process gives it: number, key and position → line of its items, first and last line; its kind
#: and canonical values, or None. Its data as they are written take long to hand over, and are seldom asked for.
_Told = tuple[int, dict[str, dict[int, int]], int, int, tuple[str, Any] | None]
#: A file as read here: with its documents of our kinds.
_Read = tuple[Source, list[Part]]
#: How a rule is asked; and how files are passed on.
_Find = Callable[[Rule, Context], Iterator[tuple[Subject, Hit]]]
_Watch = Callable[[Sequence[TextFile]], Iterable[TextFile]]


class Work(NamedTuple):
    """What is to be found: ``rules`` in ``context``.

    ``formal`` is what is found in a register's files before any rule is asked; ``placed`` makes a finding of a hit.
    """

    context: Context
    rules: Sequence[Rule]
    formal: Callable[[Register], Iterable[Finding]]
    placed: Callable[[Rule, Subject, Hit], Finding]

    def within(self) -> list[Finding]:
        """What is found in lists and files one by one: in their form, and by rules that need no others."""
        rules = filterfalse(needs_all, self._speaking)
        return [*self.formal(self.context.register), *self._found(rules, find_within)]

    def across(self) -> list[Finding]:
        """What rules find besides."""
        rules = self._speaking
        return [*self._found(rules, find_in_register), *self._found(filter(needs_all, rules), find_within)]

    @property
    def _speaking(self) -> list[Rule]:
        return list(speaking(self.rules, self.context))

    def _found(self, rules: Iterable[Rule], find: _Find) -> list[Finding]:
        found = ((rule, *each) for rule in rules for each in find(rule, self.context))
        return [self.placed(rule, hit.subject or subject, hit) for rule, subject, hit in found]


class Loaded(NamedTuple):
    """A register as it was read, and what of its ``work`` was begun at once.

    ``within`` gives what was found in its lists and files one by one; None where nobody has looked yet.
    """

    register: Register
    work: Work
    within: Callable[[], list[Finding]] | None = None


def load_many(
    files: Sequence[TextFile], prepare: Callable[[Register], Work], watch: _Watch, shared: bool = True
) -> Loaded:
    """The register of ``files``, as `load_files` and `build_register` make it, and what is found in it.

    ``prepare`` is given the register, or all of it that is no list, and says what is to be done. ``watch`` passes on
    the files that are read here, and sees how it goes. Only where it may be ``shared`` do other processes take part.
    """
    count = processes_for(sum(len(file.text) for file in files)) if shared else 1
    if count > 1:
        return _load_together(files, prepare, watch, count)
    register = _register(map(_read, watch(files)))
    return Loaded(register, prepare(register))


def _load_together(files: Sequence[TextFile], prepare: Callable[[Register], Work], watch: _Watch, count: int) -> Loaded:
    are_lists = list(map(_is_list, files))
    lists = list(compress(files, are_lists))
    first = list(map(_read, compress(files, map(not_, are_lists))))
    work = prepare(_register(first))
    mine, *others = in_shares(lists, [len(file.text) for file in lists], _parts(count))
    begun = [(share, Elsewhere(partial(_told_and_found, work, share))) for share in others if share]
    read = [*first, *map(_read, watch(mine))]
    found = _found_within(work, read)
    for share, elsewhere in begun:
        read += map(_retold, share, marshal.loads(elsewhere.result()))
    register = _register(sorted(read, key=lambda each: each[0].file))
    if any(part[0] not in LIST_KINDS for _, parts in read[len(first) :] for part in parts):
        return Loaded(register, prepare(register))  # a file was more than it seemed, and others did not know of it
    return Loaded(register, work, lambda: [*found, *chain.from_iterable(_found(each) for _, each in begun)])


def _parts(count: int) -> list[float]:
    """How much of the files each of so many processes takes, this one first."""
    mine = max(0.0, 1 - _MINE_ALONE * (count - 1)) / count
    return [mine, *[(1 - mine) / (count - 1)] * (count - 1)]


def _is_list(file: TextFile) -> bool:
    """Whether a file seems to be one list."""
    line = KIND_LINE.search(file.text)
    kind = file.text[line.end() : file.text.find("\n", line.end())].strip() if line else ""
    return kind_spellings().get(kind) in LIST_KINDS and "\n---" not in file.text


def _register(read: Iterable[_Read]) -> Register:
    rows = list(read)
    return register_of([part for _, parts in rows for part in parts], tuple(source for source, _ in rows))


def _read(file: TextFile) -> _Read:
    source = load_file(file)
    return source, list(filter(None, map(read_part, source.documents)))


def _found_within(work: Work, read: Sequence[_Read]) -> list[Finding]:
    """What is found in files one by one, for which no more need be known than these and what ``work`` knows."""
    known = work.context.register
    parts = (part for _, parts in read for part in parts if part[0] in LIST_KINDS)
    lists = tuple(build_list(kind, values, known.agency_ids, where) for kind, values, where in parts)
    register = replace(known, lists=lists, sources=tuple(source for source, _ in read))
    return work._replace(context=replace(work.context, register=register, kept={})).within()


def _told_and_found(work: Work, files: Sequence[TextFile]) -> Iterator[bytes]:
    """The documents of ``files``, then what is found in them."""
    from pickle import dumps  # takes longer than checking a small register

    read = list(map(_read, files))
    yield marshal.dumps([_told(*each) for each in read])
    yield dumps(_found_within(work, read))


def _found(elsewhere: Elsewhere) -> list[Finding]:
    from pickle import loads

    found: list[Finding] = loads(elsewhere.result())
    return found


def _told(source: Source, parts: Sequence[Part]) -> list[_Told] | None:
    """The documents of a file; None where there is more to tell of it, and it is to be read again."""
    if source.slips or source.mended or source.left_out or source.gaps:
        return None
    ours = {id(where.document): (kind, values) for kind, values, where in parts}
    return [
        (each.number, _by_key(each.item_lines), each.first_line, each.last_line, ours.get(id(each)))
        for each in source.documents
    ]


def _by_key(item_lines: Mapping[Any, int]) -> dict[str, dict[int, int]]:
    lines: dict[str, dict[int, int]] = {}
    for (key, position), line in item_lines.items():
        lines.setdefault(key, {})[position] = line
    return lines


def _retold(file: TextFile, told: list[_Told] | None) -> _Read:
    if told is None:
        return _read(file)
    source = Source(file.name, file.text)
    documents = tuple(_document(source, *rows[:4]) for rows in told)
    object.__setattr__(source, "documents", documents)
    parts = zip(documents, (part for *_, part in told), strict=True)
    return source, [(*part, Where(document, ())) for document, part in parts if part]


def _document(source: Source, number: int, lines: dict[str, dict[int, int]], first: int, last: int) -> Document:
    item_lines: dict[Path, int] = {(key, at): line for key, rows in lines.items() for at, line in rows.items()}
    return Document(source.file, number, None, source, item_lines, first, last)
