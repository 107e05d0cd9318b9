"""One notice of the public record as blocks of a report; of an entry no more is said than its publicity allows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import chain, filterfalse, groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from negcli.change import Change, balances, in_order
from negcli.lists.vocabulary import LIST_KINDS
from negcli.public import public_changes
from negcli.report.matter import Manner, balance_tags, balance_text, change_blocks, kinds_text, list_title, value_term
from negcli.report.spell import field_label, field_type, kind_label, value_text
from negcli.report.value import Block, Heading, Paragraph, Span, Table, Term, Terms, Text, plain
from negcli.words import Words

if TYPE_CHECKING:
    from negcli.lists.moment import Key
    from negcli.record.history import Notice

#: Kind of list → the field that says most about an entry beside its title.
TELLING = {"negative-list": "ground", "power-list": "type", "responsibility-list": "power"}
#: Kind of list → what is said of an entry that begins with its list: what it is about, and why so. Of what is withheld
#: anybody must be able to see what it is, until when, and by which law.
_SAID = {
    "negative-list": (("information", "until"), ("ground", "basis")),
    **{kind: ((TELLING[kind],), ()) for kind in ("power-list", "responsibility-list")},
}
_LINKS = ("https://", "http://")


def notice_title(notice: Notice, agency_names: Mapping[str, str], words: Words) -> str:
    """The notice's document number; without one, the names of the agencies whose lists it publishes."""
    if notice.document:
        return notice.document
    agencies = dict.fromkeys(agency for agency, _, _ in notice.editions)
    return words.join([agency_names.get(agency, agency) for agency in agencies])


def notice_blocks(notice: Notice, agency_names: Mapping[str, str], words: Words, level: int = 3) -> Iterator[Block]:
    """What the notice says of itself, then its changes under headings of ``level`` and below."""
    yield Terms(tuple(_particulars(notice, agency_names, words)))
    yield from changes_by_list(notice.changes, notice.first, agency_names, words, level)


def changes_by_list(
    changes: Sequence[Change], first: Set[Key], agency_names: Mapping[str, str], words: Words, level: int = 3
) -> Iterator[Block]:
    """``changes`` under a heading for each list; entries of a list in ``first`` that just begin with it as a table."""
    by_list = balances(changes, "agency", "list")
    for key, group in groupby(in_order(changes), key=attrgetter("agency", "list")):
        rows = list(group)
        tags = balance_tags(by_list[key], words) if len(by_list) > 1 else ()
        yield Heading(level, list_title(rows[0], agency_names, words), tags)
        yield from _list_blocks(rows, key in first, Manner(words, agency_names), level + 1)


def _list_blocks(changes: Sequence[Change], is_first: bool, manner: Manner, level: int) -> Iterator[Block]:
    """The changes of one list: how many are only counted, what begins with it, then each of the others."""
    public, words = public_changes(changes), manner.words
    if public.counted:
        yield Paragraph((Span(words("report.hidden", count=public.counted), "muted"),))
    begins = list(filter(just_begins, public.changes)) if is_first else []
    if begins:
        yield _beginning(begins, words)
    for change in filterfalse(just_begins, public.changes) if is_first else public.changes:
        yield from change_blocks(change, manner, level)
        yield from _title_only(change, words)


def _title_only(change: Change, words: Words) -> Iterator[Block]:
    if change.publicity == "title":
        yield Paragraph((Span(words("report.title-only"), "muted"),))


def _particulars(notice: Notice, agency_names: Mapping[str, str], words: Words) -> Iterator[Term]:
    yield from _own_words(notice, words)
    if notice.interpretation:
        yield Term(words("report.interpretation"), _link(notice.interpretation))
    yield from _editions(notice, agency_names, words)
    if notice.totals:
        yield Term(words("report.totals"), kinds_text(notice.totals, words))
    if notice.changes:
        yield Term(words("report.effects"), balance_text(notice.balance, words))


def _own_words(notice: Notice, words: Words) -> Iterator[Term]:
    for key in ("document", "approver", "approved", "published", "effective", "summary"):
        if value := getattr(notice, key):
            yield Term(words(f"report.{key}"), plain(value))


def _editions(notice: Notice, agency_names: Mapping[str, str], words: Words) -> Iterator[Term]:
    """The editions that the notice publishes: by kind of list, the agencies of each number."""
    for kind in LIST_KINDS:
        agencies = _agencies_by_number(notice, kind, agency_names)
        texts = [words("report.edition", number=number, agencies=names) for number, names in agencies.items()]
        if texts:
            yield Term(kind_label(kind, words.lang), plain("\n".join(texts)))


def _agencies_by_number(notice: Notice, kind: str, agency_names: Mapping[str, str]) -> Mapping[str, list[str]]:
    agencies: dict[str, list[str]] = {}
    for agency, of, number in notice.editions:
        if of == kind:
            agencies.setdefault(number, []).append(agency_names.get(agency, agency))
    return agencies


def _link(text: str) -> Text:
    """``text`` as a link when it is an address of the web, and nothing that a browser would run."""
    return (Span(text, href=text if text.startswith(_LINKS) and not set(text) & set(' "<>\n') else ""),)


def just_begins(change: Change) -> bool:
    """Whether an entry began with its list: nobody had to give a reason, and it came from nowhere."""
    return change.kind == "added" and not change.from_ and not change.reason


def begun_terms(change: Change, words: Words) -> tuple[list[Term], list[Term]]:
    """What is said of an entry that began with its list, and why it is there."""
    values = {part.field: part.new for part in change.fields}
    about, why = (
        [value_term(change.list, name, values[name], words) for name in names if name in values]
        for names in _SAID[change.list]
    )
    return about, why


def _beginning(changes: Sequence[Change], words: Words) -> Table:
    kind = changes[0].list
    said = tuple(chain.from_iterable(_SAID[kind]))
    columns = ("id", "title", *said) if any(change.title for change in changes) else ("id", *said)
    names = tuple(field_label(kind, column, words.lang) for column in columns)
    rows = tuple(_row(change, columns, words) for change in changes)
    return Table(words("report.first-published", count=len(changes)), names, rows)


def _row(change: Change, columns: Sequence[str], words: Words) -> tuple[Text, ...]:
    """What ``change``, an entry that began, says in ``columns``."""
    values = {part.field: part.new for part in change.fields} | {"id": change.entry, "title": change.title}
    types = (field_type(change.list, column) for column in columns)
    texts = (value_text(of, values.get(column), words.lang) for of, column in zip(types, columns, strict=True))
    return tuple(map(plain, texts))
