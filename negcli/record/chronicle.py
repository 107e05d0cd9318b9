"""What the first parent's commits tell of a register: its editions, its newest lists, and ids that were once in use.

An edition belongs to one list and is named by its number. It is public from the first commit in which the list carries
that number together with a `published` date; what the list says there is its content for ever. A version that cannot be
read is bridged: what stood before stands on.

Which commits publish is told by the heads of the lists (what stands above their entries), and these are read of every
commit. Entries are read as of the commits that publish, and of the newest; what drafts between them say is nobody's
business here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from negcli.commits.repository import Repository
from negcli.commits.trail import Commit, Step, Trail
from negcli.dates import iso_date
from negcli.errors import Failure
from negcli.lists.blocks import Parsed, Parser
from negcli.lists.model import Edition, EntryList, Values
from negcli.lists.moment import Key, Moment, read_edition
from negcli.record.earlier import earlier, keep, onward, together
from negcli.source.document import Slip

if TYPE_CHECKING:
    from negcli.rules import Past

#: (agency, kind, number)
EditionName = tuple[str, str, str]


class PublicEdition(NamedTuple):
    """An edition as it was made public; ``position`` counts the commits before it."""

    rows: EntryList
    commit: Commit
    position: int

    @property
    def key(self) -> Key:
        """The list that it belongs to."""
        return self.rows.key

    @property
    def number(self) -> str:
        """Its number."""
        return self.rows.edition.number

    @property
    def address(self) -> str:
        """``AGENCY/KIND@NUMBER``."""
        return f"{self.rows.agency}/{self.rows.kind}@{self.number}"

    @property
    def published(self) -> str:
        """The day on which it was published."""
        return self.rows.edition.published

    @property
    def order(self) -> tuple[str, int, Key]:
        """Editions are ordered by the day of publication, then by commit."""
        return self.published, self.position, self.key


_ORDER = attrgetter("order")


class Bridged(NamedTuple):
    """A file that could not be read at a commit; ``published`` are the editions that it should have made public.

    Of what was mended before anything was published from it, nothing is told.
    """

    file: str
    slip: Slip
    commit: Commit
    published: tuple[EditionName, ...] = ()


@dataclass(frozen=True, slots=True)
class Chronicle:
    """All editions in order, the newest state of every list, what was bridged, and how agencies were ever called.

    ``title`` is the register's, as of the newest version, and ``laws`` what its own `laws` documents say there.
    """

    editions: tuple[PublicEdition, ...]
    newest: Mapping[Key, EntryList]
    bridged: tuple[Bridged, ...]
    agency_ids: Mapping[str, str]
    agency_names: Mapping[str, str]
    title: str = ""
    laws: tuple[Values, ...] = ()


class Turn(NamedTuple):
    """The register after a commit that changed it.

    Lists in ``touched`` may be new, gone or other than before; ``broken`` are the files that cannot be read now;
    ``gone`` are those that went away.
    """

    commit: Commit
    position: int
    moment: Moment
    touched: frozenset[Key]
    broken: Mapping[str, Parsed]
    gone: tuple[str, ...]


@dataclass(slots=True)
class _Reading:
    """What is known of a history while it is read. ``faulty``: files not readable, and what they may have been."""

    known: dict[EditionName, PublicEdition] = field(default_factory=dict)
    bridged: list[Bridged] = field(default_factory=list)
    agency_ids: dict[str, str] = field(default_factory=dict)
    agency_names: dict[str, str] = field(default_factory=dict)
    moment: Moment = field(default_factory=Moment)
    broken: Mapping[str, Parsed] = field(default_factory=dict)
    faulty: set[str] = field(default_factory=set)

    def take(self, turn: Turn) -> None:
        """Go on to ``turn``."""
        new = [name for name, parsed in turn.broken.items() if self.broken.get(name) is not parsed]
        self.bridged += [_bridge(name, turn, self.known) for name in new]
        self.faulty.update(new, turn.gone if new else ())
        self.moment, self.broken = turn.moment, turn.broken
        self.agency_ids |= turn.moment.agency_ids
        self.agency_names |= turn.moment.agency_names
        for key in sorted(turn.touched):
            self._publish(key, turn)

    def _publish(self, key: Key, turn: Turn) -> None:
        """Take note of the edition of a list, where it is a new one and public."""
        name = _public_name(key, turn.moment.edition(key))
        if name and name not in self.known and (rows := turn.moment.read(key)):
            self.known[name] = PublicEdition(rows, turn.commit, turn.position)


def read_chronicle(repository: Repository, parser: Parser) -> Chronicle:
    """Read the history of a register.

    Failure as `Repository.log` has them, ``missing-object`` when a version is not there, and ``unreadable-edition``
    when the newest version should make an edition public and cannot be read.
    """
    trail = repository.trail()
    chosen = _publishing(trail, repository, parser.heads) | {len(trail.steps) - 1}
    read = _read(trail, chosen, repository, parser)
    bridged = [note for note in read.bridged if note.published or note.file in read.broken]
    _refuse_lost(bridged, read.broken, read.known)
    editions = tuple(sorted(read.known.values(), key=_ORDER))
    moment = read.moment
    return Chronicle(
        editions, moment.lists(), tuple(bridged), read.agency_ids, read.agency_names, moment.title, moment.laws
    )


def read_editions(trail: Trail, repository: Repository, parser: Parser) -> list[PublicEdition]:
    """The editions that ``trail`` makes public, in order. Failure ``missing-object`` when a version is not there."""
    found = _Publishing()
    found.go_on(walk(repository, parser.heads, list(enumerate(trail.steps))), 0)
    read = _read(trail, found.steps, repository, parser)
    return sorted(read.known.values(), key=_ORDER)


def _read(trail: Trail, chosen: Set[int], repository: Repository, parser: Parser) -> _Reading:
    """The history as of the steps ``chosen``; and as of all that touch a file which cannot be read in one of them."""
    read = _Reading()
    for turn in walk(repository, parser, together(trail, chosen)):
        read.take(turn)
    touching = {position for position, step in enumerate(trail.steps) if not read.faulty.isdisjoint(step.changed)}
    return read if touching <= chosen else _read(trail, chosen | touching, repository, parser)


def _publishing(trail: Trail, repository: Repository, heads: Parser) -> set[int]:
    """The steps in which an edition is public that was not before, or agencies are called otherwise."""
    done, known = earlier(repository, "publishing", trail)
    found = _Publishing(*known) if known else _Publishing()
    if done < len(trail.steps) and found.go_on(walk(repository, heads, onward(trail, done)), done):
        keep(repository, "publishing", trail, [sorted(found.steps), sorted(found.seen)])
    return found.steps


class _Publishing:
    """The steps in which an edition is public that was not before, or agencies are called otherwise."""

    def __init__(self, steps: Iterable[int] = (), seen: Iterable[Iterable[str]] = ()) -> None:
        self.steps = set(steps)
        self.seen = {(agency, kind, number) for agency, kind, number in seen}

    def go_on(self, turns: Iterable[Turn], done: int) -> bool:
        """Add those of ``turns`` after the first ``done``; whether all files can be read at the end."""
        ids: Mapping[str, str] = {}
        for turn in turns:
            named = chain.from_iterable(_public_names(key, turn.moment) for key in turn.touched)
            new = set(named) - self.seen
            if new or (turn.moment.agency_ids is not ids and turn.position >= done):
                self.steps.add(turn.position)
            self.seen |= new
            ids = turn.moment.agency_ids
        return not turn.broken


def _public_names(key: Key, moment: Moment) -> Iterator[EditionName]:
    """The public editions that the files of a list carry: more than one where the list stands in several."""
    return filter(None, (_public_name(key, edition) for edition in moment.editions(key)))


def read_past(repository: Repository, parser: Parser) -> Past:
    """The titles of entries that were once in a list and later were not, by (kind, agency, id), the oldest first."""
    from negcli.rules import Past  # who reads editions does without rules

    trail = repository.trail()
    done, known = earlier(repository, "past", trail)
    gone = {(kind, agency, entry): dict.fromkeys(titles) for kind, agency, entry, titles in known or ()}
    if done < len(trail.steps) and _add_gone(gone, walk(repository, parser, onward(trail, done))):
        keep(repository, "past", trail, [(*name, list(titles)) for name, titles in gone.items()])
    return Past({name: tuple(titles) for name, titles in gone.items()})


def _add_gone(gone: dict[tuple[str, str, str], dict[str, None]], turns: Iterable[Turn]) -> bool:
    """Add to ``gone`` what goes away during ``turns``; whether all files can be read at the end."""
    present: dict[Key, dict[str, str]] = {}
    for turn in turns:
        for key in turn.touched:
            before, now = present.get(key, {}), turn.moment.titles(key)
            for entry in before.keys() - now.keys():
                gone.setdefault((key[1], key[0], entry), {})[before[entry]] = None
            present[key] = now
    return not turn.broken


def walk(repository: Repository, parser: Parser, steps: Sequence[tuple[int, Step]] | None = None) -> Iterator[Turn]:
    """The register after each commit that changed it, the oldest first; one moment throughout, which moves on.

    ``steps``, with their positions: only these, in place of all that the history has.
    """
    steps = list(enumerate(repository.trail().steps)) if steps is None else steps
    contents = _Contents([step for _, step in steps], repository, parser)
    moment = Moment()
    broken: dict[str, Parsed] = {}
    for position, step in steps:
        read = contents.changed(step)
        faulty = dict(_faulty(read, moment))
        broken = _others(broken, read) | faulty
        touched = frozenset(moment.put(read | _stand_ins(faulty, step, moment)))
        yield Turn(step.commit, position, moment, touched, broken, _gone(step))


def _others(broken: Mapping[str, Parsed], read: Mapping[str, Parsed | None]) -> dict[str, Parsed]:
    """Those of ``broken`` that were not ``read`` anew."""
    return {name: parsed for name, parsed in broken.items() if name not in read}


def _gone(step: Step) -> tuple[str, ...]:
    """The files that went away."""
    return tuple(name for name, blob in step.changed.items() if not blob)


def _faulty(read: Mapping[str, Parsed | None], moment: Moment) -> Iterator[tuple[str, Parsed]]:
    """The files that cannot be read to their end, and are the register's."""
    return ((name, parsed) for name, parsed in read.items() if parsed and parsed.slip and moment.holds(name))


class _Contents:
    """The parsed contents of blobs, read from git in the order in which the history needs them."""

    def __init__(self, steps: Sequence[Step], repository: Repository, parser: Parser) -> None:
        every = dict.fromkeys(chain.from_iterable(step.changed.values() for step in steps))
        wanted = [blob for blob in filter(None, every) if blob not in parser.blobs]
        self._coming = zip(wanted, repository.blobs(wanted), strict=True)
        self._parser = parser

    def changed(self, step: Step) -> dict[str, Parsed | None]:
        """The files that changed, None for those that went away."""
        return {name: self._read(blob) if blob else None for name, blob in step.changed.items()}

    def _read(self, blob: str) -> Parsed:
        known = self._parser.blobs
        while blob not in known:
            name, data = next(self._coming)
            known[name] = self._parser.parse(data)
        return known[blob]


def _stand_ins(faulty: Mapping[str, Parsed], step: Step, moment: Moment) -> dict[str, Parsed]:
    return {name: _stand_in(name, parsed, step, moment) for name, parsed in faulty.items()}


def _stand_in(name: str, broken: Parsed, step: Step, moment: Moment) -> Parsed:
    """What stands on for a file that cannot be read: itself before, or the files that it was before they were moved."""
    if name in moment.files:
        return moment.files[name]
    parts = chain.from_iterable(moment.files[old].parts for old in _moved_from(broken, step, moment))
    return Parsed(tuple(parts), has_register=broken.has_register)


def _moved_from(broken: Parsed, step: Step, moment: Moment) -> Iterator[str]:
    """The files that went away with lists which ``broken`` seems to hold."""
    keys = {moment.key_of(kind, values) for kind, values in broken.heads}
    left = (old for old, blob in step.changed.items() if blob is None and old in moment.files)
    return (old for old in left if keys.intersection(moment.keys_in(old)))


def _public_name(key: Key, edition: Edition) -> EditionName | None:
    """(agency, kind, number) of an edition that is public; None for one that is not."""
    return (*key, edition.number) if edition.number and iso_date(edition.published) else None


def _bridge(file: str, turn: Turn, known: Collection[EditionName]) -> Bridged:
    """The note that ``file`` cannot be read at this commit, with the editions that it should have made public."""
    parsed = turn.broken[file]
    if parsed.slip is None:
        raise ValueError(f"{file} is not broken")
    names = (_head_name(turn.moment, kind, values) for kind, values in parsed.heads)
    return Bridged(file, parsed.slip, turn.commit, tuple(name for name in names if name and name not in known))


def _head_name(moment: Moment, kind: str, values: Values) -> EditionName | None:
    return _public_name(moment.key_of(kind, values), read_edition(values))


def _refuse_lost(bridged: Iterable[Bridged], broken: Collection[str], known: Collection[EditionName]) -> None:
    """Failure where a file that still cannot be read keeps an edition from the public."""
    lost = ((note, name) for note in bridged if note.file in broken for name in note.published if name not in known)
    for note, (agency, kind, number) in lost:
        address, line = f"{agency}/{kind}@{number}", note.slip.place.line
        raise Failure("unreadable-edition", file=note.file, line=line, edition=address, commit=note.commit.id[:8])
