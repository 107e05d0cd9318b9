"""A comparison as a page that a reviewer reads on the screen, prints and signs.

It begins with what is asked of the reader: which way openness moved, what has yet to be ruled on, where to find it. It
ends with what was approved by whom, and lines to sign. What readers hide on the screen is printed all the same: nobody
should sign a page that leaves out changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, groupby
from operator import attrgetter
from typing import NamedTuple

from negcli.change import Change, balances, in_order
from negcli.effect import Effect
from negcli.report.changes import Shown, head, unreadable_blocks, versions_blocks
from negcli.report.doubts import doubt_blocks
from negcli.report.matter import (
    Manner,
    balance_tags,
    balance_text,
    change_blocks,
    change_title,
    effect_span,
    list_title,
)
from negcli.report.overview import net_text, stat_table
from negcli.report.spell import kind_label, value_label
from negcli.report.value import (
    Block,
    Choice,
    Choices,
    Contents,
    Heading,
    Paragraph,
    Report,
    Signatures,
    Span,
    Table,
    Text,
    plain,
)
from negcli.words import Words

_Key = tuple[str, str]
#: What an edition says of its approval.
_APPROVAL = ("number", "approver", "approved", "document", "effective", "published")


class Approval(NamedTuple):
    """What the newer version's edition of a list says of itself (`_APPROVAL`); ``before``: the older number."""

    key: _Key
    before: str
    edition: Mapping[str, str]


def changes_page(shown: Shown, approvals: Sequence[Approval], words: Words, beside: bool = False) -> Report:
    """A comparison as a page: contents and filters before the changes, approval and signatures after them."""
    changes = in_order(shown.changes)
    lists = [list(group) for _, group in groupby(changes, key=attrgetter("agency", "list"))]
    ends = (*doubt_blocks(shown.doubts, words), *_approval(shown, approvals, words), *_signatures(lists, words))
    blocks = (*_begins(shown, lists, words), *_lists(lists, shown, words, beside), *ends)
    return Report(words("report.changes-title"), blocks if changes else head(shown, words))


def _begins(shown: Shown, lists: Sequence[Sequence[Change]], words: Words) -> Iterator[Block]:
    """What a reader looks at first, and by what to find the way."""
    yield from versions_blocks(shown, words)
    yield Paragraph(plain(net_text(shown.changes, words)))
    yield stat_table(shown, words)
    yield from _contents(shown, lists, words)
    yield _choices(shown, lists, words)
    yield from unreadable_blocks(shown, words)


def _contents(shown: Shown, lists: Sequence[Sequence[Change]], words: Words) -> Iterator[Block]:
    """Where each list is, and each matter that a person has yet to rule on."""
    rows = [_link(f"list-{number}", list_title(of[0], shown.agency_names, words)) for number, of in enumerate(lists)]
    counts = balances(shown.changes, "agency", "list").values()
    told = [(link, Span("  "), *balance_text(count, words)) for link, count in zip(rows, counts, strict=True)]
    unread = [(_link("unreadable", words("report.unreadable")),)] * bool(shown.unreadable)
    doubts = [(_link("doubts", words("report.doubts", count=len(shown.doubts))),)] * bool(shown.doubts)
    yield Contents(words("report.contents"), (*unread, *told, *doubts, (_link("approval", words("report.approval")),)))
    yield from _to_rule(lists, words)


def _to_rule(lists: Sequence[Sequence[Change]], words: Words) -> Iterator[Block]:
    """The matters that a person has yet to rule on, where there are any."""
    open_ = [change for change in chain.from_iterable(lists) if change.effect is Effect.UNDETERMINED]
    if open_:
        links = tuple((_link(_anchor(change), change_title(change, words)),) for change in open_)
        yield Contents(words("report.to-rule", count=len(open_)), links)


def _link(anchor: str, text: str) -> Span:
    return Span(text, href=f"#{anchor}")


def _anchor(change: Change) -> str:
    return f"change-{change.id}"


def _choices(shown: Shown, lists: Sequence[Sequence[Change]], words: Words) -> Choices:
    """Filters by effect, by kind, and by list where there are several."""
    titles = (list_title(of[0], shown.agency_names, words) for of in lists)
    groups = {
        "effects": tuple(_effects(shown, words)),
        "kinds": tuple(_kinds(shown, words)),
        "lists": tuple(Choice(f"list-{number}", title) for number, title in enumerate(titles)),
    }
    named = ((words(f"report.show-{name}"), group) for name, group in groups.items() if group[1:])
    return Choices(words("report.show"), tuple(named))


def _effects(shown: Shown, words: Words) -> Iterator[Choice]:
    effects = sorted(set(map(attrgetter("effect"), shown.changes)), key=list(Effect).index)
    return (Choice(f"effect-{each.value}", effect_span(each, words.lang).text, each.value) for each in effects)


def _kinds(shown: Shown, words: Words) -> Iterator[Choice]:
    kinds = dict.fromkeys(map(attrgetter("kind"), shown.changes))
    return (Choice(f"kind-{kind}", value_label("change", kind, words.lang)) for kind in kinds)


def _lists(lists: Sequence[Sequence[Change]], shown: Shown, words: Words, beside: bool) -> Iterator[Block]:
    counts = balances(shown.changes, "agency", "list").values()
    for number, (rows, count) in enumerate(zip(lists, counts, strict=True)):
        name, title = f"list-{number}", list_title(rows[0], shown.agency_names, words)
        yield Heading(2, title, balance_tags(count, words), name, (name,))
        for change in rows:
            yield from change_blocks(change, Manner(words, shown.agency_names, beside), 3, _anchor(change))


def _approval(shown: Shown, approvals: Sequence[Approval], words: Words) -> Iterator[Block]:
    """What the newer edition of each list that changed says of its number, its dates and who approved it."""
    changed = {(change.agency, change.list) for change in shown.changes}
    rows = tuple(_approved(each, shown, words) for each in approvals if each.key in changed)
    if rows:
        columns = (words("report.list"), *(words(f"report.approval-{name}") for name in _APPROVAL))
        yield Heading(2, words("report.approval"), anchor="approval")
        yield Table(words("report.approval-note"), columns, rows)


def _approved(each: Approval, shown: Shown, words: Words) -> tuple[Text, ...]:
    agency, kind = each.key
    name = f"{shown.agency_names.get(agency, agency)} · {kind_label(kind, words.lang)}"
    told = [each.edition.get(field) or words("report.absent") for field in _APPROVAL[1:]]
    number = each.edition.get("number") or words("report.absent")
    moved = f"{each.before} → {number}" if each.before not in ("", number) else number
    return tuple(map(plain, (name, moved, *told)))


def _signatures(lists: Sequence[Sequence[Change]], words: Words) -> Iterator[Block]:
    """Who signs: the unit, whoever reviews secrets, the office in charge of that kind of list, and who approves it."""
    kinds = {of[0].list for of in lists}
    offices = [key for key, of in _OFFICES.items() if kinds & of]
    names = tuple(words(f"report.sign-{key}") for key in ("unit", "secrecy", *offices, "approver"))
    if lists:
        yield Heading(2, words("report.signatures"))
        yield Signatures(words("report.signatures"), names, words("report.day"))


#: The office that checks a list before it is approved → the kinds of list that it checks.
_OFFICES = {
    "openness": {"negative-list"},
    "powers": {"power-list", "responsibility-list"},
}
