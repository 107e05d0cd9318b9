"""YAML's events: libyaml's where PyYAML was built with it, else PyYAML's own, which take several times as long.

Both read the same, but for a few oddities that no register holds; what PyYAML's own complains of is put into libyaml's
words in `slips/breakoff.py`, so that slips are told the same.
"""

from __future__ import annotations

from typing import Any

from yaml.parser import Parser as _Parser
from yaml.reader import Reader
from yaml.scanner import Scanner

__all__ = ["Parser", "PlainParser"]


class PlainParser(Reader, Scanner, _Parser):
    """Gives a text's tokens and events, in Python alone."""

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        _Parser.__init__(self)

    def scan_to_next_token(self) -> None:
        """Skip what is between two tokens, and tabs too, where they are no indentation, as libyaml does."""
        super().scan_to_next_token()
        while self.peek() == "\t" and (self.flow_level or not self.allow_simple_key):
            self.forward()
            super().scan_to_next_token()


Parser: Any
try:
    from yaml._yaml import CParser as Parser
except ImportError:
    Parser = PlainParser
