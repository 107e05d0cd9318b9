"""A register's own laws are known wherever laws are asked for; what is fixed of citations is nothing else."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from negcli.check import check, choose_rules
from negcli.cli.main import run
from negcli.due import Span, due_in
from negcli.law.catalogue import delivered
from negcli.lists.register import load_register

LAWS = """\
种类: 法规库
法律法规:
  - 名称: 示范市公共广场管理条例
    种类: 地方性法规
    版本:
      - {施行日期: 2015-01-01, 条数: 30, 结构: "0*10 3,0 0*19"}
      - {通过日期: 2025-03-01, 施行日期: 2025-07-01, 条数: 32, 核对日期: 2025-09-01}
    条文对照:
      - {旧版: 2015, 新版: 2025, 条文: {"5": "7"}}
"""
LIST = """\
# 广场管理处的清单
种类: 负面清单
机构: gc
版次: {版次号: 2024-1, 批准日期: 2024-05-01, 施行日期: 2024-06-01}   # 一行写完
事项:
  -   编号: GC-N-001
      事项名称: "夜间巡查路线"
      依据: ['《示范市公共广场管理条例》第五条',   '《中华人民共和国保密法》第九条'] # 两条

  - 编号: GC-N-002
    依据: 《示范市公共广场管理条例》第十一条第3款,公开
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "register.yaml").write_text(
        "种类: 名录\n名称: 示范市名录\n机构: [{代号: gc, 名称: 示范市广场管理处}]\n", encoding="utf-8"
    )
    (tmp_path / "laws.yaml").write_text(LAWS, encoding="utf-8")
    (tmp_path / "list.yaml").write_text(LIST, encoding="utf-8")
    return tmp_path


def test_rules_know_them(root: Path) -> None:
    register = load_register(root)
    found = check(register, choose_rules(register, ("citation",)), date(2024, 8, 1))
    assert [(each.name, each.entry) for each in found] == [
        ("wrong-law-title", "GC-N-001"),
        ("no-such-paragraph", "GC-N-002"),
    ]


def test_what_is_due_knows_them(root: Path) -> None:
    register = load_register(root)
    span = Span(date(2025, 9, 1), date(2025, 9, 1))
    rows = due_in(register, delivered().with_register(register), span)
    assert [(row.entry, row.reason, row.args["proposal"]) for row in rows if row.args.get("law")] == [
        ("GC-N-001", "renumbered", ("《示范市公共广场管理条例》第七条",)),
        ("GC-N-002", "law-amended", ()),
    ]


@pytest.mark.parametrize(
    ("command", "code", "said"),
    [
        (["list", "广场"], 0, "示范市公共广场管理条例"),
        (["show", "示范市公共广场管理条例"], 0, "laws.yaml"),
        (["check", "《示范市公共广场管理条例》第五条", "--as-of", "2024-08-01"], 0, "basis-outdated-today"),
        (["check", "《示范市公共广场管理条例》第三十一条", "--as-of", "2024-08-01"], 1, "no-such-article"),
    ],
)
def test_commands_know_them(
    root: Path, command: list[str], code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["laws", *command, "-C", str(root), "--lang", "zh"]) == code
    assert said in capsys.readouterr().out


def test_fixing_citations_touches_nothing_else(root: Path) -> None:
    run(["fix", "--select", "citation,citation-form", "-C", str(root), "--quiet"])
    fixed = LIST.replace("《中华人民共和国保密法》", "《中华人民共和国保守国家秘密法》").replace("第3款", "第三款")
    assert (root / "list.yaml").read_text(encoding="utf-8") == fixed
    assert (root / "laws.yaml").read_text(encoding="utf-8") == LAWS
