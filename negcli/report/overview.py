"""A comparison at a glance: a table of how many changes go which way (`--stat`), and one screen for a leader."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from negcli.change import Change, Doubt, balance, balances, totals
from negcli.effect import Effect
from negcli.report.changes import Shown, head
from negcli.report.matter import change_title, effect_span, kinds_text
from negcli.report.spell import kind_label, value_label
from negcli.report.value import Paragraph, Report, Span, Table, Term, Terms, Text, plain
from negcli.words import Words

#: So many matters are named of each effect; of the others it is said how many there are.
_NAMED = 3
#: The sign of what opens less what restricts → the sentence that says so.
_NET = {1: "opens", -1: "restricts", 0: "even"}
#: The effects whose matters a leader should see, what has to be decided first.
_TELLING = (Effect.UNDETERMINED, Effect.RESTRICTS, Effect.MIXED, Effect.OPENS)


def stat_report(shown: Shown, words: Words) -> Report:
    """How many changes each list has, by their effect; agencies with several lists and all together are summed up."""
    table = stat_table(shown, words)
    return Report(words("report.changes-title"), (*head(shown, words), *([table] if shown.changes else ())))


def stat_table(shown: Shown, words: Words) -> Table:
    """How many changes each list has, by their effect."""
    effects = (effect_span(effect, words.lang).text for effect in Effect)
    columns = (words("report.list"), words("report.changes"), *effects)
    return Table(words("report.by-list"), columns, tuple(_rows(shown, words)))


def _rows(shown: Shown, words: Words) -> Iterator[tuple[Text, ...]]:
    by_list = balances(shown.changes, "agency", "list").items()
    for agency, lists in groupby(by_list, key=lambda item: item[0][0]):
        yield from _rows_of(shown.agency_names.get(agency, agency), dict(lists), words)
    yield _row(words("report.all-lists"), balance(shown.changes))


def _rows_of(name: str, lists: Mapping[tuple[str, ...], Mapping[str, int]], words: Words) -> Iterator[tuple[Text, ...]]:
    """The lists of an agency, and all of them where there are several."""
    for (_, kind), counts in lists.items():
        yield _row(f"{name} · {kind_label(kind, words.lang)}", counts)
    if len(lists) > 1:
        total = {effect.value: sum(counts[effect.value] for counts in lists.values()) for effect in Effect}
        yield _row(words("report.total-of", name=name), total)


def _row(name: str, counts: Mapping[str, int]) -> tuple[Text, ...]:
    cells = (plain(str(count or "·"), effect if count else "muted") for effect, count in counts.items())
    return plain(name), plain(str(sum(counts.values()))), *cells


def summary_report(shown: Shown, words: Words) -> Report:
    """One screen: which way openness moved, what kinds of change there are, and the matters that weigh most."""
    blocks = [Paragraph(plain(net_text(shown.changes, words))), Terms(tuple(_telling(shown, words)))]
    return Report(words("report.changes-title"), (*head(shown, words), *(blocks if shown.changes else ())))


def net_text(changes: Sequence[Change], words: Words) -> str:
    """Which way openness moved on the whole, and how much a person has yet to rule on."""
    counts = balance(changes)
    net = counts["opens"] - counts["restricts"]
    key = _NET[(net > 0) - (net < 0)] if counts["opens"] or net else "none"
    said = words(f"report.net-{key}", opens=counts["opens"], restricts=counts["restricts"], net=abs(net))
    open_ = counts["undetermined"]
    return said + (words("report.net-undetermined", count=open_) if open_ else "")


def _telling(shown: Shown, words: Words) -> Iterator[Term]:
    yield Term(words("report.totals"), kinds_text(totals(shown.changes), words))
    agencies = [shown.agency_names.get(agency, agency) for (agency,) in balances(shown.changes, "agency")]
    yield Term(words("report.agencies"), plain(_some(agencies, words)))
    by_effect = {effect: [change for change in shown.changes if change.effect is effect] for effect in _TELLING}
    for effect, changes in by_effect.items():
        yield from [Term(effect_span(effect, words.lang).text, _first(changes, shown, words))][: len(changes)]
    if shown.doubts:
        yield Term(words("report.to-check"), plain(words.join(_counted(shown.doubts, words))))


def _counted(doubts: Iterable[Doubt], words: Words) -> list[str]:
    codes = Counter(sorted(doubt.code for doubt in doubts))
    return [words("report.counted", name=words(f"doubts.{code}.name"), count=count) for code, count in codes.items()]


def _first(changes: Sequence[Change], shown: Shown, words: Words) -> Text:
    """The first matters, each on a line of its own, and how many more there are."""
    lines = [_line(change, shown, words) for change in changes[:_NAMED]]
    rest = plain(words("report.and-more", count=len(changes) - _NAMED), "muted")
    return _lines([*lines, rest] if changes[_NAMED:] else lines)


def _line(change: Change, shown: Shown, words: Words) -> Text:
    agency = shown.agency_names.get(change.agency, change.agency)
    kind = value_label("change", change.kind, words.lang)
    return (Span(change_title(change, words)), Span(words("report.brackets", text=f"{agency} · {kind}"), "muted"))


def _lines(lines: Sequence[Text]) -> Text:
    return tuple(span for line in lines for span in (Span("\n"), *line))[1:]


def _some(names: Sequence[str], words: Words) -> str:
    """The first of ``names``, and how many there are when these are not all."""
    said = words.join(list(names[:_NAMED]))
    return said if len(names) <= _NAMED else words("report.names-and-more", names=said, count=len(names))


#: How a comparison can be shown other than in full → what makes the report.
REPORTS = {"stat": stat_report, "summary": summary_report}
