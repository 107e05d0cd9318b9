"""Allowances: findings that somebody with authority accepts for a time, instead of a rule that is silently ignored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import chain
from typing import NamedTuple

from negcli.evidence.scan import rows_of
from negcli.finding import Finding
from negcli.lists.model import Register, Values, Where, text
from negcli.lists.vocabulary import LIST_KINDS, entry_map, fields
from negcli.place import Path
from negcli.public import hidden_keys
from negcli.rules import Context, Hit, Rule, rule_called

#: Categories whose findings must be cured: what cannot be read or told apart, what leaks, and allowances themselves;
#: and what is no rule's name.
FIRM = ("syntax", "identity", "leak", "allowance", "none")
#: How an allowance may stand: for what cannot be allowed, over, not begun, over soon, in force.
STATES = ("refused", "expired", "future", "soon", "held")


class Allowance(NamedTuple):
    """One row of a document of allowances: where it stands, its rule (None: no rule has that name), and what it says.

    ``agency`` is an id, ``field`` a key; ``agency``, ``entry`` and ``field`` are empty where all are meant.
    """

    where: Where
    path: Path
    rule: Rule | None
    agency: str
    entry: str
    field: str
    values: Values

    def text(self, name: str) -> str:
        """The field ``name`` as text: empty when absent."""
        return text(self.values, name)

    @property
    def spot(self) -> tuple[str, int, Path]:
        """File, document and path: which allowance this is."""
        return self.where.document.file, self.where.document.number, self.path

    @property
    def name(self) -> str:
        """The rule's name; what is written where no rule is meant."""
        return self.rule.name if self.rule else self.text("rule")

    @property
    def category(self) -> str:
        """The rule's category; ``none`` where no rule is meant."""
        return self.rule.category if self.rule else "none"

    def state(self, today: date, before: date) -> str:
        """How it stands on a day (`STATES`); its end is soon when it comes by the day ``before``.

        It holds from the day on which it was granted to the end of that on which it expires.
        """
        ends, day = self.text("expires"), today.isoformat()
        signs = {
            "refused": self.category in FIRM,
            "expired": "" < ends < day,
            "future": self.text("granted") > day,
            "soon": "" < ends <= before.isoformat(),
        }
        return next(filter(signs.get, signs), "held")

    def holds(self, today: date) -> bool:
        """Whether it allows anything on that day."""
        return self.state(today, today) in ("soon", "held")

    def covers(self, finding: Finding) -> bool:
        """Whether ``finding`` is one that it speaks of."""
        names = _field_names(finding.list)
        wanted = (
            (self.name, finding.name),
            (self.agency, finding.agency),
            (self.entry, finding.entry),
            (self.field, names.get(finding.field, finding.field)),
        )
        return all(mine in ("", its) for mine, its in wanted)


class Allowed(NamedTuple):
    """A finding, and the allowance that takes it from the list."""

    finding: Finding
    allowance: Allowance


@cache
def _field_names(kind: str | None) -> Mapping[str | None, str]:
    """How the fields of an entry may be spelt → as rules call them."""
    known = fields(entry_map(kind)).by_spelling if kind in LIST_KINDS else {}
    return {spelling: field.key for spelling, field in known.items()}


@cache
def _every_field() -> Mapping[str | None, str]:
    """The same for entries of all kinds."""
    return dict(chain.from_iterable(_field_names(kind).items() for kind in LIST_KINDS))


def allowances_of(register: Register) -> list[Allowance]:
    """Every allowance that ``register`` grants, in the order of files and lines."""
    return [_read(where, path, row, register) for where, path, row in rows_of(register, "allowances")]


def public_allowances(register: Register) -> tuple[list[Allowance], int]:
    """The allowances that the public may see, and how many are about entries that are themselves not public."""
    hidden = hidden_keys(register.lists)
    named = {*hidden, *(key.rpartition("/")[2] for key in hidden)}
    rows = allowances_of(register)
    public = [each for each in rows if "/".join(filter(None, (each.agency, each.entry))) not in named]
    return public, len(rows) - len(public)


def _read(where: Where, path: Path, row: Values, register: Register) -> Allowance:
    owner, _, entry = text(row, "entry").rpartition("/")
    agency = text(row, "agency") or owner
    rule = rule_called(text(row, "rule"))
    field = _every_field().get(text(row, "field"), text(row, "field"))
    return Allowance(where, path, rule, register.agency_ids.get(agency, agency), entry, field, row)


def allow(findings: Iterable[Finding], register: Register, today: date) -> tuple[list[Finding], list[Allowed]]:
    """``findings`` that are left, and those that an allowance of ``register`` holds for ``today``; both in order."""
    granted = _granted(register, today)
    pairs = [(finding, _first(finding, granted)) for finding in findings]
    allowed = [Allowed(finding, allowance) for finding, allowance in pairs if allowance]
    return [finding for finding, allowance in pairs if not allowance], allowed


def _granted(register: Register, today: date) -> list[Allowance]:
    return [each for each in allowances_of(register) if each.holds(today)]


def _first(finding: Finding, granted: Sequence[Allowance]) -> Allowance | None:
    return next(filter(lambda each: each.covers(finding), granted), None)


def unused(findings: Iterable[Finding], context: Context, rules: Mapping[str, Rule]) -> Iterator[Hit]:
    """Every allowance that holds today and covers none of ``findings``.

    Silent about what nobody looked for: rules that are not among ``rules``, that compare texts more thoroughly than
    they do now, or whose entry may stand in what could not be read of the files.
    """
    _, allowed = allow(findings, context.register, context.today)
    used = {each.allowance.spot for each in allowed}
    for each in filter(lambda each: each.spot not in used, _granted(context.register, context.today)):
        if _was_sought(each, context, rules):
            yield Hit((*each.path, "rule"), {"rule": each.text("rule")}, subject=each.where)


def _was_sought(allowance: Allowance, context: Context, rules: Mapping[str, Rule]) -> bool:
    is_fuzzy = allowance.category == "overlap" and not context.thorough
    return not (is_fuzzy or allowance.name not in rules or context.register.may_hide(allowance.entry))
