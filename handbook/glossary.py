"""The glossary: terms of the field (`docs/glossary.yaml`) in both languages, in the order of the file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from handbook.markdown import escaped, page, say, table
from negcli.source.document import load_plain

FILE = Path(__file__).parent.parent / "docs" / "glossary.yaml"


def pages(lang: str) -> Mapping[str, str]:
    """The page of all terms."""
    rows = load_plain(FILE.read_text(encoding="utf-8"))["terms"]
    columns = [say(f"glossary.column-{column}", lang) for column in ("term", "other", "means")]
    other = "en" if lang == "zh" else "zh"
    told = [[escaped(text) for text in (row[lang], row[other], row["means"][lang])] for row in rows]
    return {"glossary": page(say("glossary.title", lang), say("glossary.intro", lang), table(columns, told))}
