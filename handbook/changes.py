"""Every kind of change and every effect, from the table of kinds and their cards."""

from __future__ import annotations

from collections.abc import Mapping

from handbook.markdown import escaped, page, report_section, say, section, spoken, table, word
from negcli.compare.kinds import KINDS, Kind
from negcli.lists.vocabulary import values
from negcli.report.kinds import kind_report, mirror_text


def pages(lang: str) -> Mapping[str, str]:
    """The page of kinds and effects."""
    columns = [say(f"changes.column-{name}", lang) for name in ("kind", "decided", "mirror")]
    overview = table(columns, [_row(kind, lang) for kind in KINDS])
    cards = [_card(kind, lang) for kind in KINDS]
    parts = (_effects(lang), section(say("changes.kinds", lang), overview), *cards)
    return {"reference/changes": page(say("changes.title", lang), say("changes.intro", lang), *parts)}


def _row(kind: Kind, lang: str) -> list[str]:
    name = f"[{spoken(lang)(f'changes.{kind.name}')}](#change-{kind.name}) {word(kind.name)}"
    decided = say("changes.by-data" if kind.decides else "changes.by-people", lang)
    return [name, decided, escaped(mirror_text(kind, spoken(lang))) if kind.mirror else say("changes.none", lang)]


def _card(kind: Kind, lang: str) -> str:
    return f"(change-{kind.name})=\n" + report_section(kind_report(kind, spoken(lang)), lang)


def _effects(lang: str) -> str:
    columns = [say(f"changes.column-{name}", lang) for name in ("effect", "means")]
    rows = [[_effect(en, zh, lang), say(f"effect.{en}", lang)] for en, zh in values("effect").items()]
    return section(say("changes.effects", lang), table(columns, rows))


def _effect(english: str, chinese: str, lang: str) -> str:
    return f"{chinese} {word(english)}" if lang == "zh" else f"{word(english)} {chinese}"
