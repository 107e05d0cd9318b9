"""A person's e-mail address in a public field.

Offices that have no mailbox of their own use one of a free provider as well; in a field for contacts such an address
counts only where a number stands for a name, as it does in private mailboxes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from negcli.evidence.leaks import any_sign, spoken
from negcli.rules import Context, Hit
from negcli.source.document import Source

_CLUE = any_sign("@＠")
_FREE = (
    r"(?i)(?<![A-Za-z0-9._%+-])([A-Za-z0-9][A-Za-z0-9._%+-]*) ?@ ?(?:vip\.)?"
    r"(?:(?:qq|163|126|139|188|88|sina|sohu|foxmail|gmail|googlemail|outlook|hotmail|live|msn|icloud|me|yahoo|tom|21cn"
    r"|aliyun|eyou|yandex|protonmail)\.com|(?:189|wo|sina|qq|88|live|msn|outlook|yahoo)\.cn|(?:yeah|263)\.net"
    r"|(?:yahoo|wo|sina)\.com\.cn|proton\.me)(?![A-Za-z0-9-])"
)
#: What says that the mailbox after it is an office's, whoever provides it.
_OFFICE = r"(?:办公|单位|公务|公开|监督|投诉|举报|咨询|受理|征集)(?:电子)?(?:邮箱|信箱|邮件)(?:地址)?[为是:：\s]*$"


def find_in_file(source: Source, context: Context) -> Iterator[Hit]:
    """Every such address in ``source``."""
    for said in spoken(source, context, _CLUE):
        for match in re.finditer(_FREE, said.text):
            is_office = "contact" in said.path or re.search(_OFFICE, said.before(match.start()))
            if match[1].isdigit() or not is_office:
                yield Hit(said.path, {"domain": match[0].partition("@")[2].strip()}, match.span(), subject=said.subject)
