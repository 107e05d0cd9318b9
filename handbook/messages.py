"""Every reason why a job cannot be done, from the sentences that say so."""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter

from handbook.markdown import escaped, page, say, table, word
from negcli.words import topic


def pages(lang: str) -> Mapping[str, str]:
    """The page of all sentences that end a command with 2."""
    columns = [say(f"messages.column-{name}", lang) for name in ("says", "code")]
    rows = [(escaped(_blanks_marked(said[lang])), word(code)) for code, said in topic("failures").items()]
    return {"reference/messages": page(say("messages.title", lang), say("messages.intro", lang), table(columns, rows))}


def _blanks_marked(sentence: str) -> str:
    """``sentence`` with an ellipsis for each blank: what stands there depends on the case."""
    return "…".join(text for text, *_ in Formatter().parse(sentence + " ")).strip()
