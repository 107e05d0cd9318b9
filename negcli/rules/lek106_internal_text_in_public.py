"""A sentence of a private field that a public field repeats.

Looked for are whole private texts, their sentences, and long numbers: in the public fields of the same entry, among the
sentences of all other entries of the body, and in what editions, the register and its other documents say. Titles in
《》 and names of bodies are no secrets.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from negcli.evidence.public_texts import parts_around, public_texts
from negcli.evidence.scan import column
from negcli.lists.model import Entry, EntryList, Register
from negcli.lists.vocabulary import entry_map
from negcli.place import Path
from negcli.rules import Context, Hit, Subject

#: The private texts of a body's other lists are looked for, too.
NEEDS_ALL = True
_PRIVATE = "internal"
#: Where one sentence ends.
_END = r"[。；;！!？?\n]+"
#: A number that nobody writes twice by chance; days and years are none.
_NUMBER = r"(?<![0-9A-Za-z-])(?![0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9A-Za-z-]))(?=[A-Za-z-]*[0-9])[0-9A-Za-z-]{7,}"
#: A sentence of fewer characters may be repeated by chance; a whole private text must have some at least.
_SENTENCE, _WHOLE = 12, 6
#: So many sentences are not looked for one by one.
_MANY = 30
#: Fields that name things, and are named in turn.
_NAMES = frozenset({"title", "basis", "unit", "holder", "area", "clearance", "document", "approver", "number"})


def find_in_list(rows: EntryList, context: Context) -> Iterator[Hit]:
    """Every place in entries of ``rows`` where a private text is repeated."""
    agencys = _by_agency(context).get(rows.agency, set())
    if any(column(rows, context, _PRIVATE)) or _may_repeat(rows, agencys):
        yield from chain.from_iterable(_in_entry(entry, _secrets(entry), agencys) for entry in rows.entries)


def _may_repeat(rows: EntryList, secrets: set[str]) -> bool:
    """Whether ``rows`` may hold one of ``secrets``, by how the file is written, where a line ends at most in one half.

    Many are not looked for, which would take longer than going through all texts.
    """
    text = rows.where.document.source.text if rows.where else "\\u"
    halves = chain.from_iterable((secret[:_WHOLE], secret[-_WHOLE:]) for secret in secrets)
    return len(secrets) > _MANY or (bool(secrets) and "\\u" in text) or any(map(text.__contains__, halves))


def find_in_register(register: Register, context: Context) -> Iterator[Hit]:
    """Every place outside entries where a private sentence is repeated."""
    by_agency = _by_agency(context)
    every = set().union(*by_agency.values())
    for subject, name, values in parts_around(register) if every else ():
        own = sorted(by_agency[subject.agency]) if isinstance(subject, EntryList) else []
        for path, text in _told(name, values):
            yield from _first(path, text, (*own, *_sentences(text, every)), subject)


def _by_agency(context: Context) -> Mapping[str, set[str]]:
    """The same, kept from one list to the next."""
    if ("secrets",) not in context.kept:
        context.kept[("secrets",)] = secrets_of(context.register)
    by_agency: Mapping[str, set[str]] = context.kept[("secrets",)]
    return by_agency


def secrets_of(register: Register) -> Mapping[str, set[str]]:
    """Agency → the private sentences that no entry of its lists may repeat."""
    kept: dict[str, set[str]] = {}
    for rows in register.lists:
        kept.setdefault(rows.agency, set()).update(_shared_secrets(rows.every))
    return kept


def _shared_secrets(entries: Iterable[Entry]) -> set[str]:
    """The private sentences of ``entries`` that none of the others may repeat either."""
    private = (_secrets(entry) for entry in entries if _PRIVATE in entry.values)
    return set(filter(_is_sentence, chain.from_iterable(private)))


def _is_sentence(secret: str) -> bool:
    return len(secret) >= _SENTENCE


def _secrets(entry: Entry) -> tuple[str, ...]:
    """What must not be repeated of an entry's private text: all of it, its sentences and numbers; no names."""
    private = entry.text(_PRIVATE).strip()
    known = " ".join((entry.id, entry.title, *entry.texts("unit"), *entry.texts("powers")))
    sentences = filter(_is_sentence, map(str.strip, re.split(_END, private)))
    whole = (private,) * (len(private) >= _WHOLE)
    every = dict.fromkeys((*whole, *sentences, *re.findall(_NUMBER, private)))
    return tuple(secret for secret in every if secret not in known)


def _in_entry(entry: Entry, own: Iterable[str], everybodys: set[str]) -> Iterator[Hit]:
    """Private texts of the entry anywhere in its public fields; those of the others where they are whole sentences."""
    for path, text in _told(entry_map(entry.kind), entry.values):
        yield from _first(path, text, (*own, *_sentences(text, everybodys)), entry)


def _sentences(text: str, secrets: set[str]) -> list[str]:
    """Those of ``secrets`` that are whole sentences of ``text``."""
    return sorted(secrets.intersection(map(str.strip, re.split(_END, text))))


def _told(name: str, values: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    """The public texts that tell something, rather than naming it."""
    return (pair for pair in public_texts(name, values) if not _NAMES.intersection(pair[0]))


def _first(path: Path, text: str, secrets: Iterable[str], subject: Subject) -> Iterator[Hit]:
    """The first of ``secrets`` that ``text`` repeats."""
    for secret in filter(text.__contains__, secrets):
        start = text.index(secret)
        yield Hit(path, {}, (start, start + len(secret)), subject=subject)
        break
