"""The rules: every file here whose name is a code and a name is one (`spc101_catch_all.py` is SPC101, catch-all).

A rule is a function that finds (the `.py`) and a card that tells (the `.yaml` of the same name). The function is called
`find_in_entry`, `find_in_list`, `find_in_file` or `find_in_register`, by what it has to see, and yields `Hit`s. A
module may say for which kinds of list it holds (`KINDS`), that what it finds in an entry rests on others
(`SEES_OTHERS`), that it tells something else each day (`EVERY_DAY`), and that it asks for other lists and files than
the one it is given (`NEEDS_ALL`; rules that see others may do so, too). Rules of the categories syntax and schema have
no function of their own: the reader (`source/document.py`, `source/encoding.py`) and the schema (`schema/`) find them;
only their cards stand here.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import chain
from pathlib import Path as FilePath
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from negcli.finding import Severity
from negcli.lists.model import Agency, Entry, EntryList, Register, Where
from negcli.lists.vocabulary import LIST_KINDS
from negcli.place import Path
from negcli.source.document import load_plain
from negcli.words import Words, fill, topic

#: A list of more things than this is not read out in a sentence; so many are.
_MOST, _NAMED = 30, 10

if TYPE_CHECKING:
    from negcli.record.drafts import Draft

#: Prefix of a rule's code → category, in the order in which reports show them.
CATEGORIES: Mapping[str, str] = {
    "SYN": "syntax",
    "SCH": "schema",
    "IDN": "identity",
    "REF": "reference",
    "DAT": "date",
    "PRC": "process",
    "CMP": "completeness",
    "SPC": "specificity",
    "CIT": "citation",
    "GRD": "ground",
    "LEK": "leak",
    "TYP": "typography",
    "OVL": "overlap",
    "ALW": "allowance",
    "CHG": "change",
}

#: What a rule speaks of; `Where` for documents of other kinds (allowances, concerns, laws).
Subject = Entry | EntryList | Agency | Register | Where


class Past(NamedTuple):
    """What a register's history knows that its files do not.

    ``titles``: (kind, agency, id) → the titles of entries that bore the id and left the list, the oldest first.
    """

    titles: Mapping[tuple[str, str, str], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Context:
    """What a rule may look at beside its subject. ``past`` is None where there is no history to look into."""

    register: Register
    today: date
    past: Past | None = None
    #: Whether texts are compared fuzzily too, which takes long on a large register.
    thorough: bool = False
    #: The day by whose law bases are judged; None: that of each list's edition.
    as_of: date | None = None
    #: The stage at which the lists are: one of `stages.STAGES`, or ``unsaid``.
    stage: str = "unsaid"
    #: What each list changes against its last public edition, where that is judged (`record/drafts.py`).
    drafts: Mapping[tuple[str, str], Draft] | None = None
    #: Whether no entry shows others anything else than when rules that look across entries found nothing.
    settled: bool = False
    #: What rules keep for each other while one register is checked: the texts of a list's field, joined.
    kept: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)


class Hit(NamedTuple):
    """What a rule's function yields: where, and arguments for the card's sentences.

    ``path`` leads from the subject (canonical keys); ``span`` marks characters (start, end) of the text there; ``at``
    says whether the value, its key, or a part's first line is meant; ``subject`` is needed only where it is not the one
    that the function was given; ``instead`` is the text that would be right in place of what is marked, or of ``over``
    where that is more, with ``safe`` when putting it there cannot change a meaning; ``severity`` where it weighs less,
    or more, than the card says.
    """

    path: Path = ()
    args: Mapping[str, Any] = MappingProxyType({})
    span: tuple[int, int] | None = None
    at: str = "value"
    subject: Subject | None = None
    instead: str | None = None
    safe: bool = False
    severity: Severity | None = None
    over: tuple[int, int] | None = None


class Rule(NamedTuple):
    """One rule, by the name of its file."""

    code: str
    name: str
    module: str

    @property
    def category(self) -> str:
        """The category that the code's letters stand for."""
        return CATEGORIES[self.code[:3]]

    def answers_to(self, name: str) -> bool:
        """Whether ``name`` is this rule's code, name or category, or the letters of its code."""
        return name.lower() in (self.code.lower(), self.name, self.category, self.code[:3].lower())


class Card(NamedTuple):
    """What a rule has to say, each text in both languages.

    ``terms`` put codes among the arguments into words: argument → code → the words, which may have blanks themselves.
    """

    rule: Rule
    severity: Severity
    texts: Mapping[str, Mapping[str, str]]
    cases: Mapping[str, Any]
    since: str
    terms: Mapping[str, Mapping[str, Mapping[str, str]]] = MappingProxyType({})
    #: Whether its fixes are ``safe``: none can make a value mean something else. ``unsafe``: a person should look at
    #: each; ``mixed``: that depends on the finding. Empty for a rule that knows none.
    fix: str = ""

    def say(self, part: str, lang: str, args: Mapping[str, Any]) -> str:
        """``title``, ``message``, ``why``, ``instead`` or ``source`` in ``lang``, its blanks filled from ``args``."""
        said = {name: self._in_words(name, value, lang, args) for name, value in args.items()}
        return fill(self.texts[part][lang], {name: _few(value, lang) for name, value in said.items()}, lang)

    def _in_words(self, name: str, value: Any, lang: str, args: Mapping[str, Any]) -> Any:
        known = self.terms.get(name)
        if not known:
            return value
        if isinstance(value, list):
            return [self._in_words(name, item, lang, args) for item in value]
        return fill(known[value][lang], args, lang) if value in known else value


def _few(value: Any, lang: str) -> Any:
    """``value``; of a list too long to be read out in a sentence the beginning, and how many there are."""
    if not isinstance(value, list) or len(value) <= _MOST:
        return value
    return Words(lang)("report.names-and-more", names=value[:_NAMED], count=len(value))


_FILE_NAME = re.compile(r"([a-z]{3}\d{3})_([a-z0-9_]+)\.yaml")


@cache
def all_rules() -> Mapping[str, Rule]:
    """Every rule by its name, in the order of codes within the categories' order."""
    names = (path.name for path in FilePath(__file__).parent.iterdir())
    rules = map(_rule, filter(None, map(_FILE_NAME.fullmatch, names)))
    order = list(CATEGORIES)
    return {rule.name: rule for rule in sorted(rules, key=lambda rule: (order.index(rule.code[:3]), rule.code))}


def _rule(name: re.Match[str]) -> Rule:
    return Rule(name[1].upper(), name[2].replace("_", "-"), name[0].removesuffix(".yaml"))


def rules_called(name: str) -> list[Rule]:
    """The rules that ``name`` means: by code, name or category, else by a title or a category's Chinese name."""
    rules = list(all_rules().values())
    wanted = name.strip().lower()
    return [rule for rule in rules if rule.answers_to(wanted)] or [rule for rule in rules if wanted in _titles(rule)]


def rule_called(name: str) -> Rule | None:
    """The one rule of that code, name or title; a whole category is none."""
    wanted = name.strip().lower()
    own = (rule for rule in all_rules().values() if wanted in (rule.name, rule.code.lower()))
    return next(own, None) or next((rule for rule in rules_called(wanted) if wanted in _title(rule)), None)


def _title(rule: Rule) -> set[str]:
    return {title.lower() for title in card(rule.name).texts["title"].values()}


def _titles(rule: Rule) -> set[str]:
    """The titles of ``rule`` in both languages, and what its category is called in Chinese."""
    return {*_title(rule), topic("explain")[f"category.{rule.category}"]["zh"]}


@cache
def card(name: str) -> Card:
    """The card of the rule ``name``; read when first asked for."""
    rule = all_rules()[name]
    data = load_plain((FilePath(__file__).parent / f"{rule.module}.yaml").read_text(encoding="utf-8"))
    texts = {part: data[part] for part in ("title", "message", "why", "instead", "source")}
    cases, terms = data.get("cases") or {}, {**_shared_terms(rule), **(data.get("terms") or {})}
    fix = data.get("fix") or ""
    return Card(rule, Severity[data["severity"]], texts, cases, data["since"], terms, fix)


#: Category → the file of words that its cards share: patterns to fill in (`evidence/patterns.py`), names of texts and
#: grounds.
_SHARED = {"specificity": "patterns", "citation": "citations", "ground": "grounds"}


def _shared_terms(rule: Rule) -> dict[str, dict[str, Mapping[str, str]]]:
    """Words for arguments that all rules of a category give."""
    if rule.category == "change":
        return _words_of_changes()
    terms: dict[str, dict[str, Mapping[str, str]]] = {}
    shared = _SHARED.get(rule.category)
    for key, said in topic(shared).items() if shared else ():
        name, _, code = key.partition(".")
        terms.setdefault(name, {})[code] = said
    return terms | ({"other": terms["ground"]} if rule.category == "ground" else {})


def _words_of_changes() -> dict[str, dict[str, Mapping[str, str]]]:
    """Words for kinds of change and effects."""
    from negcli.lists.vocabulary import values

    effects: dict[str, Mapping[str, str]] = {name: {"zh": zh, "en": name} for name, zh in values("effect").items()}
    kinds: dict[str, Mapping[str, str]] = {
        name: {"zh": said["zh"], "en": said["en"].lower()} for name, said in topic("changes").items()
    }
    return {"kind": kinds, "effect": effects, "told": kinds | effects}


def find_all(rules: Iterable[Rule], context: Context) -> Iterator[tuple[Rule, Subject, Hit]]:
    """What ``rules`` find in the register of ``context``."""
    for rule in speaking(rules, context):
        found = chain(find_in_register(rule, context), find_within(rule, context))
        yield from ((rule, hit.subject or subject, hit) for subject, hit in found)


def find_in_register(rule: Rule, context: Context) -> Iterator[tuple[Subject, Hit]]:
    """What ``rule`` finds where it looks at the whole register."""
    if in_register := getattr(_module(rule), "find_in_register", None):
        yield from ((context.register, hit) for hit in in_register(context.register, context))


def find_within(rule: Rule, context: Context) -> Iterator[tuple[Subject, Hit]]:
    """What ``rule`` finds where it looks at one list, or one file, after the other."""
    module, register = _module(rule), context.register
    kinds = getattr(module, "KINDS", LIST_KINDS)
    meant = (rows for rows in register.lists if module and rows.kind in kinds)
    yield from chain.from_iterable(_hits_in_list(module, rows, context) for rows in meant)
    if in_file := getattr(module, "find_in_file", None):
        yield from ((register, hit) for source in register.sources for hit in in_file(source, context))


def speaking(rules: Iterable[Rule], context: Context) -> Iterator[Rule]:
    """Those of ``rules`` that have something to look at."""
    judged = (rule for rule in rules if rule.category != "change" or context.drafts is not None)
    return (rule for rule in judged if not (context.settled and sees_others(rule)))


def sees_others(rule: Rule) -> bool:
    """Whether what ``rule`` finds in an entry rests on other entries, too: its module says ``SEES_OTHERS``."""
    return getattr(_module(rule), "SEES_OTHERS", False)


def every_day(rule: Rule) -> bool:
    """Whether what ``rule`` tells is another thing each day: its module says ``EVERY_DAY``."""
    return getattr(_module(rule), "EVERY_DAY", False)


def needs_all(rule: Rule) -> bool:
    """Whether ``rule`` may ask for other lists and files than the one it is given."""
    return sees_others(rule) or getattr(_module(rule), "NEEDS_ALL", False)


@cache
def _module(rule: Rule) -> Any:
    if not (FilePath(__file__).parent / f"{rule.module}.py").exists():
        return None
    return importlib.import_module(f"negcli.rules.{rule.module}")


def _hits_in_list(module: Any, rows: EntryList, context: Context) -> Iterator[tuple[Subject, Hit]]:
    if in_list := getattr(module, "find_in_list", None):
        yield from ((rows, hit) for hit in in_list(rows, context))
    in_entry: Callable[[Entry, Context], Iterable[Hit]] | None = getattr(module, "find_in_entry", None)
    if in_entry:
        for entry in rows.entries:
            yield from ((entry, hit) for hit in in_entry(entry, context))
