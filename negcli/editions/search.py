"""Entries by what is looked for."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from negcli.editions.content import canonical
from negcli.editions.view import Shown, View
from negcli.evidence.citing import bases, cited
from negcli.lists.model import EntryList, Register
from negcli.rules import Context

if TYPE_CHECKING:
    from negcli.law.verdict import Judged

Test = Callable[[Shown, Any], bool]


class Wanted(NamedTuple):
    """What is looked for; all of it must hold, and nothing that is empty matters.

    ``agency`` and ``kind`` are any of several, by id and English name; so is ``ground``. ``area`` and ``unit`` are
    parts of those fields; every one of ``words`` must stand somewhere in the entry; ``law`` is a title or a short one.
    """

    agency: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    ground: tuple[str, ...] = ()
    area: str = ""
    unit: str = ""
    words: tuple[str, ...] = ()
    law: str = ""


def search(view: View, wanted: Wanted, register: Mapping[str, Any]) -> list[Shown]:
    """The entries that are looked for, by list and in their order; what may not be shown is not found.

    ``register`` are the register document's values, for the short titles of laws that it declares.
    """
    tests = [(test, getattr(wanted, name)) for name, test in _TESTS.items() if getattr(wanted, name)]
    found = [shown for shown in view.entries() if all(test(shown, what) for test, what in tests)]
    return _only_citing(found, view, wanted.law, register) if wanted.law else found


def plain(value: Any) -> str:
    """``value`` as text without what typing alone makes different: case and the width of characters."""
    text = value if isinstance(value, str) else canonical(value)
    return unicodedata.normalize("NFKC", text).casefold()


def _has_ground(shown: Shown, grounds: tuple[str, ...]) -> bool:
    return "ground" in shown.values and not set(grounds).isdisjoint(shown.entry.texts("ground"))


def _has_part(name: str) -> Test:
    return lambda shown, part: plain(part) in plain(shown.values.get(name) or "")


def _has_words(shown: Shown, words: tuple[str, ...]) -> bool:
    text = plain(shown.values)
    return all(plain(word) in text for word in words)


_TESTS: Mapping[str, Test] = {
    "agency": lambda shown, agencies: shown.entry.agency in agencies,
    "kind": lambda shown, kinds: shown.entry.kind in kinds,
    "ground": _has_ground,
    "area": _has_part("area"),
    "unit": _has_part("unit"),
    "words": _has_words,
}


def _only_citing(found: Iterable[Shown], view: View, law: str, register: Mapping[str, Any]) -> list[Shown]:
    names = _names_of(law)
    cite = frozenset(chain.from_iterable(_citing(rows, names, register) for rows in view.lists.values()))
    return [shown for shown in found if id(shown.entry) in cite and "basis" in shown.values]


def _citing(rows: EntryList, names: frozenset[str], register: Mapping[str, Any]) -> frozenset[int]:
    """Which entries of ``rows`` (by identity) cite a law of one of ``names``; short titles are the ``register``'s."""
    context = Context(Register(register, (), (rows,)), date.today())
    return frozenset(id(basis.subject) for basis, one in cited(bases(rows, context)) if names & _titles(one))


def _names_of(law: str) -> frozenset[str]:
    """Every title by which the law that is called ``law`` may be cited."""
    from negcli.law.catalogue import delivered
    from negcli.law.names import normalise

    known = delivered().loose(law)
    names = (law, known.title, *known.aliases) if known else (law,)
    return frozenset(map(normalise, names))


def _titles(judged: Judged) -> frozenset[str]:
    """Every title that the law of a citation has."""
    from negcli.law.names import normalise

    names = (judged.law.title, *judged.law.aliases) if judged.law else ()
    return frozenset(map(normalise, (judged.citation.name, *names)))
