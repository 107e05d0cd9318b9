"""Dates as a register writes them (``2025-07-01``), and dates in the other spellings that people use."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from functools import lru_cache

_CHINESE_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_ISO = r"(?a)(\d{4})-(\d{2})-(\d{2})"
_SPELT = r"(\d{4})(?:[-/._,、]|年)(\d{1,2})(?:[-/._,、]|月)(\d{1,2})(?:日|号)?(?:t?\d{1,2}:\d{2}(?::\d{2}z?)?)?"
#: What people put around a date: brackets, and words for “until”.
_SPELT = rf"[【\[(〔“\"']?(?:截[至止]到?|直?[至到])?{_SPELT}(?:为?止|当[日天])?[】\])〕”\"']?"
_TENS = "([一二三]?)十([一二三四五六七八九]?)"
_SOLID = r"(\d{4})(\d{2})(\d{2})"
#: The number of a day from 1990 to 2099, as a spreadsheet counts it, with the time of day behind the point.
_SERIAL = r"(?a)(3[3-9]\d{3}|[4-6]\d{4}|7[0-2]\d{3})(?:\.\d+)?"


@lru_cache(maxsize=4096)
def iso_date(text: str) -> date | None:
    """The date that ``text`` is, written YYYY-MM-DD; None when it is not one."""
    match = re.fullmatch(_ISO, text)
    return real_date(*map(int, match.groups())) if match else None


def spelt_date(text: str) -> tuple[int, int, int] | None:
    """Year, month and day where the whole of ``text`` spells a date in any usual way, though there be no such day.

    ``2025年7月1日``, ``2025/7/1``, ``2025.7.1``, ``20250701``, ``二〇二五年七月一日``, also full-width,
    in brackets, or with 至 and 止; None for other text.
    """
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).lower()
    match = re.fullmatch(_SPELT, plain) or re.fullmatch(_SOLID, plain) or re.fullmatch(_SPELT, _chinese(plain))
    return (int(match[1]), int(match[2]), int(match[3])) if match else None


def real_date(year: int, month: int, day: int) -> date | None:
    """The day of that name; None when the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def meant_date(text: str) -> date | None:
    """The day that ``text`` spells in any usual way; None where it spells none, or none of the calendar."""
    numbers = spelt_date(text)
    return real_date(*numbers) if numbers else None


def serial_date(text: str) -> date | None:
    """The day whose number a spreadsheet gives as ``text``, counting from 1899-12-30; None for any other number."""
    match = re.fullmatch(_SERIAL, text.strip())
    return date(1899, 12, 30) + timedelta(days=int(match[1])) if match else None


def _chinese(text: str) -> str:
    """Chinese numerals of a date as digits: 二〇二五年十二月三十一日 → 2025年12月31日."""
    text = re.sub(_TENS, lambda match: (match[1] or "一") + (match[2] or "〇"), text)
    return text.translate(_CHINESE_DIGITS)
