"""Changes as JSON, of two versions and of the public record (`schemas/{diff,changelog}-output.schema.json`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from negcli.change import Change, Doubt, FieldChange, Revision, balance, balances, in_order
from negcli.public import public_changes
from negcli.report.doubts import doubt_text
from negcli.report.inline import pieces

if TYPE_CHECKING:
    from negcli.record.history import Notice, Record
    from negcli.words import Words

#: The version of both formats; it changes only when something that was there means something else.
VERSION = 1
#: What a notice says of itself, in this order.
_PARTICULARS = ("document", "approver", "approved", "effective", "published", "summary", "interpretation")


class Compared(NamedTuple):
    """A comparison for JSON: ``a`` and ``b`` say what was compared, in JSON's types.

    ``unreadable`` are (``a`` or ``b``, file) of what could not be read there and is not compared.
    """

    a: Mapping[str, Any]
    b: Mapping[str, Any]
    changes: Sequence[Change]
    unreadable: Sequence[tuple[str, str]] = ()
    doubts: Sequence[Doubt] = ()


def diff_json(compared: Compared, words: Words) -> dict[str, Any]:
    """A comparison as plain JSON data; the doubts are said in the language of ``words``."""
    lost, changes = compared.unreadable, compared.changes
    return {
        "version": VERSION,
        "a": {**compared.a, "unreadable": _files("a", lost)},
        "b": {**compared.b, "unreadable": _files("b", lost)},
        "changes": [_in_pieces(change) for change in in_order(changes)],
        "balance": dict(balance(changes)),
        "balances": _balances_of(changes),
        "doubts": [_doubt(doubt, words) for doubt in compared.doubts],
    }


def _in_pieces(change: Change) -> dict[str, Any]:
    """One change, its texts taken apart into what was kept, taken out and put in."""
    fields = [{**_field(part), "pieces": _pieces(part.old, part.new)} for part in change.fields]
    return {**change_json(change), "fields": fields}


def _pieces(old: Any, new: Any) -> list[dict[str, str]] | None:
    """How one text became another; None for what is no text."""
    if not isinstance(old, str) or not isinstance(new, str):
        return None
    return [piece._asdict() for piece in pieces(old, new)]


def _balances_of(changes: Sequence[Change]) -> list[dict[str, Any]]:
    """The balance of every agency, then of every list."""
    return [*_balances(changes, "agency"), *_balances(changes, "agency", "list")]


def _balances(changes: Sequence[Change], *by: str) -> list[dict[str, Any]]:
    absent = dict.fromkeys(("agency", "list"))
    told = balances(changes, *by).items()
    return [{**absent, **dict(zip(by, key, strict=True)), "balance": dict(each)} for key, each in told]


def _doubt(doubt: Doubt, words: Words) -> dict[str, Any]:
    about = {"agency": doubt.agency, "list": doubt.list, "entry": doubt.entry}
    return {"code": doubt.code, **about, "args": dict(doubt.args), "message": doubt_text(doubt, words)}


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
        "balances": _balances_of(notice.changes),
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
        "count": change.count,
        "from": list(change.from_),
        "to": list(change.to),
        "elsewhere": [other._asdict() for other in change.elsewhere],
        "fields": [_field(field) for field in change.fields],
        "reason": change.reason,
        "basis": change.basis,
        "document": change.document,
    }


def _field(part: FieldChange) -> dict[str, Any]:
    said = {"field": part.field, "old": part.old, "new": part.new, "effect": part.effect.value}
    return {**said, "revisions": [_revision(revision) for revision in part.revisions]}


def _revision(revision: Revision) -> dict[str, Any]:
    articles = [{"old": old, "new": list(new)} for old, new in revision.articles]
    said = {name: value or None for name, value in revision._asdict().items()}
    return {**said, "corrected": revision.corrected, "articles": articles}
