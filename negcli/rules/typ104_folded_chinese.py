"""A Chinese text written over several lines, which YAML joins with spaces.

Only `|` keeps lines apart, and only quotation marks with a stroke at the line's end join them without a space; nobody
writes that, so that the text belongs in one line.
"""

from __future__ import annotations

from collections.abc import Iterator

from negcli.evidence.typography import folds, put_right, said_texts
from negcli.rules import Context, Hit
from negcli.source.document import Source


def find_in_file(source: Source, context: Context) -> Iterator[Hit]:
    """Every such text in which two lines meet with a space between Chinese characters."""
    for said in said_texts(source, context):
        if mends := folds(said):
            yield Hit(
                said.path,
                {"count": len(mends)},
                None,
                "value",
                said.subject,
                put_right(said.text, mends).rstrip("\n"),
                True,
            )
