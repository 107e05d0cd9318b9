"""Changes as JSON, of two versions and of the public record (`schemas/{diff,changelog}-output.schema.json`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from negcli.change import Change, FieldChange, balance, in_order
from negcli.public import public_changes

if TYPE_CHECKING:
    from negcli.history import Notice, Record

#: The version of both formats; it changes only when something that was there means something else.
VERSION = 1
#: What a notice says of itself, in this order.
_PARTICULARS = ("document", "approver", "approved", "effective", "published", "summary", "interpretation")


def diff_json(
    a: Mapping[str, Any], b: Mapping[str, Any], changes: Sequence[Change], unreadable: Iterable[tuple[str, str]] = ()
) -> dict[str, Any]:
    """``changes`` from version ``a`` to ``b`` as plain JSON data.

    ``a`` and ``b`` say what is compared, in JSON's types; ``unreadable`` are (``a`` or ``b``, file) of what could not
    be read there and is not compared.
    """
    lost = list(unreadable)
    return {
        "version": VERSION,
        "a": {**a, "unreadable": _files("a", lost)},
        "b": {**b, "unreadable": _files("b", lost)},
        "changes": _changes(changes),
        "balance": dict(balance(list(changes))),
    }


def _files(side: str, unreadable: Iterable[tuple[str, str]]) -> list[str]:
    return [file for of, file in unreadable if of == side]


def changelog_json(record: Record) -> dict[str, Any]:
    """The public ``record`` as plain JSON data, newest notice first; what is not public is only counted."""
    return {
        "version": VERSION,
        "notices": [_notice(notice) for notice in record.notices],
        "unpublished": _changes(public_changes(record.unpublished).changes),
    }


def _notice(notice: Notice) -> dict[str, Any]:
    return {
        **{name: getattr(notice, name) or None for name in _PARTICULARS},
        "editions": [{"agency": agency, "list": kind, "number": number} for agency, kind, number in notice.editions],
        "totals": dict(notice.totals),
        "balance": dict(notice.balance),
        "adjustments": _changes(public_changes(notice.changes).changes),
    }


def _changes(changes: Iterable[Change]) -> list[dict[str, Any]]:
    return [change_json(change) for change in in_order(changes)]


def change_json(change: Change) -> dict[str, Any]:
    """One change as plain JSON data; what does not apply is null or an empty list, never absent."""
    return {
        "id": change.id,
        "agency": change.agency,
        "list": change.list,
        "entry": change.entry,
        "title": change.title,
        "kind": change.kind,
        "effect": change.effect.value,
        "from": list(change.from_),
        "to": list(change.to),
        "fields": [_field(field) for field in change.fields],
        "reason": change.reason,
        "basis": change.basis,
        "document": change.document,
    }


def _field(part: FieldChange) -> dict[str, Any]:
    return {"field": part.field, "old": part.old, "new": part.new, "effect": part.effect.value}
