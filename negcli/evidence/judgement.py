"""How specific an entry is, told so that it can be disputed: what was recognised, what was missed, and a score.

The score, 0 to 100: something is named that an outsider could point at (40; 20 for a paper without a bound); it is said
whose it is (15; 10 by the office alone); it is bounded (25; 15 by a period or an end alone); the reason is one of
articles 14 to 16, with its harm where the ground needs one (20; 10 without the harm). A finding of the category
specificity in the information caps it at 40, one in the harm at 60. A list's score is the mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from negcli.evidence.breadth import is_named
from negcli.evidence.grounds import DANGERS
from negcli.evidence.patterns import pattern_for
from negcli.evidence.reading import Reading, Span, read
from negcli.lists.model import Entry, EntryList, Register
from negcli.rules import Context, Hit, Rule, all_rules, find_all

#: What one part of the judgement can add to the score: in full, and in part.
WEIGHTS = {"record": (40, 20), "owner": (15, 10), "bound": (25, 15), "reason": (20, 10)}
#: The score goes no higher where a rule found something in the field.
CAPS = {"information": 40, "harm": 60}
_SEPARATORS = re.compile("[、，,；;。（）()和及与或的之中里所]")
_OWNERS = re.compile(
    "[^、，,；;。（）()和及与或的之]{0,8}?(?:机关|单位|部门|公司|企业|机构|学校|医院|银行(?![卡账帐户])|中心|学生|考生|职工|居民|农户|农民|村民|患者|当事人|申请人"
    "|举报人|投诉人|监护人|纳税人|参保人|业主|驾驶员|专家|评委|人员|对象|委员会|局|厅|馆|站|所|镇|乡|村)"
)


class Fault(NamedTuple):
    """What a rule found in a field of the entry: the words there, and arguments for the rule's card."""

    rule: str
    field: str
    words: str
    args: dict[str, str]


class Judgement(NamedTuple):
    """How one entry was judged.

    ``records``, ``owners`` and ``bounds`` are words of the entry, ``grounds`` codes, ``harm`` its text; ``missing``
    names the parts (`WEIGHTS`) of which nothing was recognised; ``pattern`` chooses the pattern to write it by.
    """

    entry: Entry
    records: tuple[str, ...]
    owners: tuple[str, ...]
    bounds: tuple[str, ...]
    grounds: tuple[str, ...]
    harm: str
    missing: tuple[str, ...]
    faults: tuple[Fault, ...]
    pattern: dict[str, str]
    score: int


def judge(rows: EntryList, register: Register, today: date) -> list[Judgement]:
    """How each entry of ``rows``, a negative list of ``register``, was judged; in their order."""
    context = Context(register, today)
    faults = _faults(rows, context)
    return [_judgement(entry, context, faults.get(entry.id, [])) for entry in rows.entries]


def mean_score(judgements: Sequence[Judgement]) -> int | None:
    """The score of a list; None when it is empty."""
    scores = [judgement.score for judgement in judgements]
    return round(sum(scores) / len(scores)) if scores else None


def _faults(rows: EntryList, context: Context) -> dict[str, list[Fault]]:
    """What the rules of specificity find in ``rows``, by entry."""
    rules = filter(_is_of_specificity, all_rules().values())
    alone = Context(Register(context.register.values, context.register.agencies, (rows,)), context.today)
    found: dict[str, list[Fault]] = {}
    for rule, subject, hit in find_all(rules, alone):
        if isinstance(subject, Entry):
            found.setdefault(subject.id, []).append(_fault(rule.name, subject, hit))
    return found


def _is_of_specificity(rule: Rule) -> bool:
    return rule.category == "specificity"


def _fault(rule: str, entry: Entry, hit: Hit) -> Fault:
    field = str(hit.path[0])
    words = entry.text(field)[slice(*hit.span)] if hit.span else entry.text(field)
    return Fault(rule, field, words, dict(hit.args))


def _judgement(entry: Entry, context: Context, faults: list[Fault]) -> Judgement:
    text = entry.text("information")
    reading = read(text)
    parts = _parts(entry, text, reading)
    grounds = entry.texts("ground")
    levels = {
        "record": _level(is_named(reading), bool(reading.papers or reading.generic)),
        "owner": _level(bool(parts["owner"]), bool(entry.text("unit"))),
        "bound": _level(bool(reading.bounds or reading.holders), bool(parts["bound"])),
        "reason": _level(_has_reason(entry, grounds), bool(grounds)),
    }
    return Judgement(
        entry,
        parts["record"],
        parts["owner"] or entry.texts("unit"),
        parts["bound"],
        grounds,
        entry.text("harm"),
        tuple(name for name, level in levels.items() if level is None),
        tuple(faults),
        pattern_for(entry, context),
        _score(levels, faults),
    )


def _level(whole: bool, half: bool) -> int | None:
    """Which of a part's two weights counts: 0 in full, 1 in part, None not at all."""
    return 0 if whole else 1 if half else None


def _parts(entry: Entry, text: str, reading: Reading) -> dict[str, tuple[str, ...]]:
    """The words recognised as record, owner and bound."""
    bounds = [text[slice(*span)] for span in sorted({*reading.bounds, *reading.periods})]
    owners = [match[0] for match in _OWNERS.finditer(reading.shape)]
    return {
        "record": _distinct(
            _phrase(text, span) for span in sorted({*reading.records, *reading.holders, *reading.told_papers})
        ),
        "owner": _distinct(filter(_is_owner, owners)),
        "bound": _distinct([*bounds, *entry.texts("until")]),
    }


def _is_owner(words: str) -> bool:
    """Whether ``words`` name somebody: one character, or a title, names nobody."""
    return len(words) > 1 and "■" not in words


def _phrase(text: str, span: Span) -> str:
    """The noun at ``span`` with the words of its own before it; empty for what only ends an enumeration (等材料)."""
    start = max((match.end() for match in _SEPARATORS.finditer(text, 0, span[0])), default=0)
    phrase = text[start : span[1]].strip()
    return "" if phrase.startswith("等") else phrase


def _distinct(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, words)))


def _has_reason(entry: Entry, grounds: tuple[str, ...]) -> bool:
    return bool(grounds) and (not set(grounds) & set(DANGERS) or bool(entry.text("harm")))


def _score(levels: dict[str, int | None], faults: list[Fault]) -> int:
    earned = sum(WEIGHTS[name][level] for name, level in levels.items() if level is not None)
    return min([earned, *(CAPS[fault.field] for fault in faults if fault.field in CAPS)])
