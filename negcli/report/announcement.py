"""The public record as official notices (公告): who publishes what, how much of each kind, and annexes with tables.

What stands where follows the layout of official documents (GB/T 9704—2012): title, document number, body, annexes named
after the body, signature with the day, each annex on a page of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from itertools import chain, groupby, repeat
from operator import attrgetter
from typing import TYPE_CHECKING

from negcli.change import Change, in_order
from negcli.dates import iso_date
from negcli.effect import Effect
from negcli.evidence.government import signed_by
from negcli.lists.vocabulary import LIST_KINDS, values
from negcli.public import public_changes
from negcli.report.matter import Manner, as_lines, change_terms, change_title, list_title
from negcli.report.notice import begun_terms, just_begins
from negcli.report.spell import kind_label, value_label
from negcli.report.value import Block, Contents, Heading, Paragraph, Report, Span, Table, Text, plain
from negcli.words import Words

if TYPE_CHECKING:
    from negcli.record.history import Notice, Record

#: How Chinese counts things where that differs from the number itself: 两项, not 二项.
_BEFORE_UNITS = {2: "两"}
_COLUMNS = ("number", "matter", "list", "content", "why")
#: More who issue a notice together than are named in its title.
_MOST_NAMED = 3
#: The mark of the paragraph that stands at the right: who signs, and the day.
SIGNATURE = "signature"

Annex = tuple[str, Sequence[Change]]


def announcement(record: Record, words: Words) -> Report:
    """Every notice of ``record`` as an official notice, the newest first; what is not yet published at the end."""
    notices = (_notice(notice, record.agency_names, words) for notice in record.notices)
    pending = _unpublished(record, words)
    return Report(record.title, (*chain.from_iterable(notices), *pending))


def _notice(notice: Notice, agency_names: Mapping[str, str], words: Words) -> Iterator[Block]:
    annexes = _by_kind(notice.changes)
    yield Heading(2, _title(notice, agency_names, words), tuple(map(Span, filter(None, (notice.document,)))))
    for sentence in filter(None, _body(notice, agency_names, words)):
        yield Paragraph(plain(sentence))
    yield from _named(annexes, words)
    yield Paragraph(plain(""))
    signed = [*_issuers(notice, agency_names), spoken_day(notice.published, words)]
    yield Paragraph(plain("\n".join(signed), SIGNATURE))
    for number, annex in _numbered(annexes):
        yield Heading(3, words("notice.annex", number=number).strip())
        yield _table(_annex_title(annex, words), annex[1], agency_names, words)


def _numbered(annexes: Sequence[Annex]) -> Iterator[tuple[str, Annex]]:
    """Annexes with their numbers; a single one has none (GB/T 9704—2012, 7.3.3)."""
    return zip(map(str, range(1, len(annexes) + 1)) if len(annexes) > 1 else [""], annexes, strict=False)


def _named(annexes: Sequence[Annex], words: Words) -> Iterator[Block]:
    """What is annexed, below the body."""
    if annexes:
        names = (f"{number}. {_annex_title(annex, words)}".removeprefix(". ") for number, annex in _numbered(annexes))
        yield Paragraph(plain(""))
        yield Contents(words("notice.annexes"), tuple(map(plain, names)))


def _title(notice: Notice, agency_names: Mapping[str, str], words: Words) -> str:
    """关于调整负面清单的公告, after the name of who issues it (GB/T 9704—2012, 7.3.1)."""
    issuers = _issuers(notice, agency_names)
    title = words("notice.title-first" if notice.first else "notice.title", lists=_lists(notice, words))
    if len(issuers) > _MOST_NAMED:
        name = words("notice.and-others", agency=issuers[0], inwords=in_words(len(issuers), words.lang))
    else:
        name = reduce(lambda one, other: words("notice.beside", one=one, other=other), issuers)
    return words("notice.of", agency=name, title=title)


def _issuers(notice: Notice, agency_names: Mapping[str, str]) -> list[str]:
    """Who issues the notice: of whom its number is, or who approved it where it has none; else whose lists they are."""
    agencies = _agencies(notice, agency_names)
    by_number = signed_by(notice.document, notice.approver, agency_names.values()) if notice.document else ""
    whole = by_number or ("" if notice.document or len(agencies) == 1 else notice.approver)
    return [whole] if whole else agencies


def _agencies(notice: Notice, agency_names: Mapping[str, str]) -> list[str]:
    ids = dict.fromkeys(agency for agency, _, _ in notice.editions)
    return [agency_names.get(agency, agency) for agency in ids]


def _lists(notice: Notice, words: Words) -> list[str]:
    kinds = {kind for _, kind, _ in notice.editions}
    return [kind_label(kind, words.lang) for kind in LIST_KINDS if kind in kinds]


def _body(notice: Notice, agency_names: Mapping[str, str], words: Words) -> Iterator[str]:
    """The sentences of the body; those that do not apply are empty."""
    yield _opening(notice, agency_names, words)
    yield from _editions(notice, agency_names, words)
    yield _counted(notice, words)
    hidden = public_changes(notice.changes).counted
    yield words("notice.hidden", count=hidden, inwords=in_words(hidden, words.lang)) if hidden else ""
    yield from (_sentence(line, words) for line in notice.summary.splitlines())
    yield words("notice.effective", day=spoken_day(notice.effective, words)) if notice.effective else ""
    yield words("notice.interpretation", address=notice.interpretation) if notice.interpretation else ""


def _opening(notice: Notice, agency_names: Mapping[str, str], words: Words) -> str:
    """Who approved it when, and which lists are published."""
    needless = notice.approver in ("", *_issuers(notice, agency_names))
    form = "opening" if needless else "approved" if notice.approved else "approved-by"
    what = words("notice.what-first" if notice.first else "notice.what", lists=_lists(notice, words))
    return words(f"notice.{form}", approver=notice.approver, day=spoken_day(notice.approved, words), what=what)


def _editions(notice: Notice, agency_names: Mapping[str, str], words: Words) -> Iterator[str]:
    """Every edition that the notice publishes: by kind of list and number, the agencies."""
    for (kind, number), group in groupby(sorted(notice.editions, key=_kind_and_number), key=_kind_and_number):
        names = [agency_names.get(agency, agency) for agency, _, _ in group]
        yield words("notice.edition", list=kind_label(kind, words.lang), number=number, agencies=names)


def _kind_and_number(edition: tuple[str, str, str]) -> tuple[str, str]:
    return edition[1:]


def _counted(notice: Notice, words: Words) -> str:
    """How many adjustments of each kind, in words and figures, and which way they move openness."""
    if not notice.totals:
        return words("notice.counted-none")
    order = (kind for kind in (*values("change"), *notice.totals) if notice.totals.get(kind))
    parts = [_count(kind, notice.totals[kind], words) for kind in dict.fromkeys(order)]
    total = sum(notice.totals.values())
    key = "notice.counted-first" if notice.first else "notice.counted"
    counted = words(key, count=total, inwords=in_words(total, words.lang), parts=parts)
    return counted + (" " if words.lang == "en" else "") + words("notice.balance", parts=_effects(notice, words))


def _effects(notice: Notice, words: Words) -> list[str]:
    """How many entries are more or less open; a list renumbered as a whole counts by its entries, as in the totals."""
    counts = Counter(chain.from_iterable(repeat(change.effect, change.count) for change in notice.changes))
    return [
        words("notice.counted-effect", name=value_label("effect", effect.value, words.lang), count=counts[effect])
        for effect in filter(counts.__contains__, Effect)
    ]


def _sentence(text: str, words: Words) -> str:
    """``text`` with a full stop, where it has nothing of the kind."""
    ends = text.rstrip().endswith(("。", "！", "？", "；", ".", "!", "?", ";"))
    return text if ends or not text.strip() else text.rstrip() + words("aloud.stop")


def _count(kind: str, count: int, words: Words) -> str:
    name = value_label("change", kind, words.lang)
    return words("notice.counted-kind", name=name, count=count, inwords=in_words(count, words.lang))


def in_words(count: int, lang: str) -> str:
    """``count`` of things as words: 五十九, fifty-nine. Failure ``extra-missing`` where inflect is not installed."""
    if lang == "zh":
        from negcli.law.numerals import han

        return _BEFORE_UNITS.get(count) or han(count)
    from negcli.errors import missing_extra

    try:
        import inflect
    except ImportError:
        raise missing_extra("inflect", "office") from None
    return str(inflect.engine().number_to_words(str(count)))


def spoken_day(day: str, words: Words) -> str:
    """A day as texts have it: 2024年6月28日; what is no date stays as it is written."""
    known = iso_date(day)
    return words("notice.day", year=known.year, month=known.month, day=known.day) if known else day


def _by_kind(changes: Iterable[Change]) -> list[Annex]:
    """The public changes of each kind, in the vocabulary's order."""
    order = {kind: place for place, kind in enumerate(values("change"))}
    shown = in_order(public_changes(changes).changes)
    ordered = sorted(shown, key=lambda change: order.get(change.kind, len(order)))
    return [(kind, list(group)) for kind, group in groupby(ordered, key=attrgetter("kind"))]


def _entries(changes: Iterable[Change]) -> int:
    return sum(change.count for change in changes)


def _kind(annex: Annex, words: Words) -> str:
    return value_label("change", annex[0], words.lang)


def _annex_title(annex: Annex, words: Words) -> str:
    return words("notice.annex-title", kind=_kind(annex, words), count=_entries(annex[1]))


def _table(caption: str, changes: Sequence[Change], agency_names: Mapping[str, str], words: Words) -> Table:
    names = tuple(words(f"notice.column-{column}") for column in _COLUMNS)
    rows = [_row(number, change, agency_names, words) for number, change in enumerate(changes, 1)]
    return Table(caption, names, tuple(rows))


def _row(number: int, change: Change, agency_names: Mapping[str, str], words: Words) -> tuple[Text, ...]:
    """A row of an annex; of an entry that began with its list, what the table of a page would say of it."""
    begun = [as_lines(terms, words) for terms in begun_terms(change, words)] if just_begins(change) else None
    content, why = begun or change_terms(change, Manner(words, agency_names))
    return (
        plain(str(number)),
        plain(change_title(change, words).replace("  ", "\n", 1)),
        plain(list_title(change, agency_names, words)),
        content,
        why,
    )


def _unpublished(record: Record, words: Words) -> Iterator[Block]:
    if record.unpublished:
        yield Heading(2, words("report.unpublished"))
        yield Paragraph(plain(words("report.unpublished-note")))
    for kind, changes in _by_kind(record.unpublished):
        name = value_label("change", kind, words.lang)
        caption = words("notice.unpublished-kind", kind=name, count=_entries(changes))
        yield _table(caption, changes, record.agency_names, words)
