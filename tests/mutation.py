"""Realistic files and random slips of the hand, for tests that read the same text in two ways."""

from __future__ import annotations

from random import Random

CHINESE = """\
# 教育局维护
种类: 负面清单
机构: 样例市教育局
版次:
  版次号: 2025-1
  公布日期: 2025-07-04
  文号: 样教发〔2025〕3号
  调整说明:
    - 涉及事项: [EDU-N-002]
      调整类型: 新增
      调整理由: 考试办法修订
事项:
  - 编号: EDU-N-001
    事项名称: 未启用试卷
    不予公开内容: |
      启用前的试卷、备用卷
      及其参考答案
    情形: [国家秘密, 过程性信息]
    依据:
      - 《中华人民共和国政府信息公开条例》第十四条
      - {法律: 保守国家秘密法, 条: '13'}
    # 每年复核
    不公开范围: 全部
  - 编号: EDU-N-002
    事项名称: "命题人员: 名单"
    备注: >-
      名单在考试
      结束后公开
    不公开期限: 2026-06-30

  - 编号: EDU-N-003
    事项名称: '考生 #档案'
    保密审查: {审查机构: 保密办, 日期: 2025-06-01}
上级清单: 样例省教育厅负面清单
"""

ENGLISH = """\
kind: power-list
agency: fin
edition: {number: "2", published: 2024-01-02}
entries:
- id: FIN-P-1
  title: Levy of
    parking fees
  type: levy
  openness:
    decision:
      status: proactive
  note: |+
    kept to the end

- id: FIN-P-2
  title: ~
  basis: [a, b]
- id: FIN-P-3
  internal: no
"""

SEVERAL = f"""\
{ENGLISH}---
{CHINESE.replace("EDU-N", "FIN-N")}--- # second
kind: responsibility-list
agency: fin
edition: {{number: "2"}}
entries:
    -   id: FIN-R-1
        power: FIN-P-1
        duties:
          - {{step: review, duty: check}}
    -   id: FIN-R-2
        duties: []
"""

REGISTER = """\
kind: register
title: County
agencies:
  - {id: fin, name: Finance}
  - id: edu
    name: 教育局
---
种类: 负面清单
机构: 教育局
版次: {版次号: '1'}
事项: []
"""

FILES = (CHINESE, ENGLISH, SEVERAL, REGISTER, CHINESE.replace("\n", "\r\n"))

_PIECES = (
    *":#-'\"|>&*!%@`[]{},?=~\t\r\0\x85\u2028\ufeff　：",
    *(
        "\n",
        "\n\n",
        "  ",
        "- ",
        ": ",
        " #",
        "---\n",
        "...\n",
        "\n---\n",
        "\n...\n",
        "\n%YAML 1.1\n",
        "&a ",
        "*a",
        "!!str ",
    ),
    *("entries:\n", "\nentries:\n", "事项:\n", "\n事项:\n", '"entries": []\n', "? ", "|\n", "|2-\n", ">+\n", "<<: "),
    *(
        "  - id: X\n",
        "\n  - 编号: X\n",
        "\n- id: X\n",
        "\n    - x\n",
        "  -\n",
        "\n# c\n",
        "kind: register\n",
        "\nx: y\n",
    ),
)


def mutated(text: str, random: Random) -> str:
    """``text`` with one to three slips."""
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        text = random.choice(_SLIPS)(text, random)
    return text


def _insert(text: str, random: Random) -> str:
    at = random.randrange(len(text) + 1)
    return text[:at] + random.choice(_PIECES) + text[at:]


def _insert_at_line(text: str, random: Random) -> str:
    lines = text.split("\n")
    at = random.randrange(len(lines))
    column = random.choice((0, 2, 4, len(lines[at])))
    lines[at] = lines[at][:column] + random.choice(_PIECES) + lines[at][column:]
    return "\n".join(lines)


def _delete(text: str, random: Random) -> str:
    at = random.randrange(len(text) + 1)
    return text[:at] + text[at + random.randrange(1, 8) :]


def _line(text: str, random: Random) -> str:
    """A line goes, comes twice, moves, or is indented otherwise."""
    lines = text.split("\n")
    at = random.randrange(len(lines))
    line = lines.pop(at)
    indented = " " * random.randrange(7) + line.lstrip(" ")
    what = random.choice(([], [line, line], [indented], [indented], [line[1:]], [" " + line], [line, indented]))
    to = random.choice((at, at, at, random.randrange(len(lines) + 1)))
    return "\n".join(lines[:to] + what + lines[to:])


def _cut_off(text: str, random: Random) -> str:
    return text[: random.randrange(len(text) + 1)]


def _join(text: str, random: Random) -> str:
    lines = text.split("\n")
    at = random.randrange(len(lines))
    return "\n".join(lines[:at]) + random.choice((" ", "", "\r", "\x85")) + "\n".join(lines[at:])


def _twice(text: str, random: Random) -> str:
    start = random.randrange(len(text) + 1)
    end = min(len(text), start + random.randrange(60))
    return text[:end] + text[start:end] + text[end:]


_SLIPS = (_insert, _insert_at_line, _insert_at_line, _delete, _line, _line, _cut_off, _join, _twice)
