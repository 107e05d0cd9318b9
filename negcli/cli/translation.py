"""click's own messages in Chinese: `data/click.zh.yaml` → the catalogue that gettext reads (`data/locale`).

`python -m negcli.cli.translation` writes it anew; a test fails when it is stale.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping

from negcli.atomic import write_file
from negcli.resources import data_path
from negcli.source.loader import load_table

CATALOGUE = "locale/zh/LC_MESSAGES/negcli.mo"
_HEADER = "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=1; plural=0;\n"


def messages() -> Mapping[str, str]:
    """click's sentence → ours; for one with a plural, ``singular\\0plural`` → ours."""
    return {
        english.replace("\\0", "\0"): chinese for english, chinese in load_table(data_path("click.zh.yaml")).items()
    }


def compiled(table: Mapping[str, str]) -> bytes:
    """``table`` in the binary format of gettext's `.mo` files (GNU gettext manual, "The Format of GNU MO Files")."""
    rows = sorted([(b"", _HEADER.encode()), *((key.encode(), value.encode()) for key, value in table.items())])
    strings = [*(key for key, _ in rows), *(value for _, value in rows)]
    offset, places, data = 28 + 16 * len(rows), [], b""
    for text in strings:
        places.append(struct.pack("<II", len(text), offset + len(data)))
        data += text + b"\0"
    head = struct.pack("<7I", 0x950412DE, 0, len(rows), 28, 28 + 8 * len(rows), 0, offset)
    return head + b"".join(places) + data


def write_catalogue() -> None:
    """Compile the messages into the package."""
    write_file(data_path(CATALOGUE), compiled(messages()))


if __name__ == "__main__":
    write_catalogue()
