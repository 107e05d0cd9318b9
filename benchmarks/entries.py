"""Lists to measure with: entries of 1 to 1.5 KB in Chinese, as offices write them; the same text at every run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

SUBJECTS = (
    *(
        "学业水平考试",
        "校车安全监管",
        "低保家庭核对",
        "传染病疫情处置",
        "危险化学品检查",
        "土地征收补偿",
        "水库大坝安全",
    ),
    *("国有企业改制", "公务员录用考试", "重大项目招标", "社区矫正执行", "药品飞行检查", "粮食储备轮换", "信访事项办理"),
)
MATERIALS = (
    "现场核查笔录",
    "专家评审底稿",
    "重点部位分布图",
    "应急处置预案附件",
    "举报人登记表",
    "内部讨论会议记录",
    "监测点位坐标",
)
PLACES = ("城关镇", "东河乡", "开发区", "南山街道", "北湖新区", "西岭镇", "古渡乡", "石桥街道", "青溪镇")
UNITS = ("办公室", "政策法规科", "安全监督科", "行政审批科", "财务审计科", "信息中心")
EVENTS = ("整改措施全部落实并通过验收之日", "行政处罚决定送达满三十日之日", "下一轮工作方案公布之日", "2031-12-31")
LAW = "《中华人民共和国政府信息公开条例》"
HARMS = (
    "{place}{count}户居民的住址和联系方式会被他人取得，举报人遭到打击报复，{subject}的后续核查无法继续进行",
    "{subject}的布防位置和处置步骤被人掌握，{place}的{count}处重点部位遭到破坏时不能及时处置",
    "{place}{count}家企业的报价和工艺参数被同行取得，直接造成订单流失，企业不再如实申报{subject}材料",
    "{place}{count}名评审人员受到请托和骚扰，不再如实发表意见，{subject}的结论失去依据",
    "有人据以提前囤积{subject}所需物资，{place}的市场价格在{count}日内异常波动",
)
#: Ground, article of the regulation, and the other law cited beside it.
GROUNDS = (
    ("public-security", "第十四条", "《中华人民共和国突发事件应对法》第六十五条"),
    ("personal-privacy", "第十五条", "《中华人民共和国个人信息保护法》第二十五条"),
    ("process-information", "第十六条第二款", "《重大行政决策程序暂行条例》第四十条"),
    ("economic-security", "第十四条", "《中华人民共和国统计法》第九条"),
    ("trade-secret", "第十五条", "《中华人民共和国反不正当竞争法》第十条"),
)
FIELDS = (
    *("id", "title", "information", "ground", "basis", "harm", "extent", "released", "stages", "area", "until"),
    *("since", "review", "unit", "clearance", "note"),
)

#: An entry: its fields in the order of the vocabulary; a list or a mapping where the field has several parts.
Entry = dict[str, object]


def entry(number: int, revision: int = 0) -> Entry:
    """The entry ``number`` as it reads in ``revision``; its id does not change with the revision."""
    subject = SUBJECTS[number % len(SUBJECTS)]
    material = MATERIALS[number // 3 % len(MATERIALS)]
    place = PLACES[number // 5 % len(PLACES)]
    ground, article, law = GROUNDS[number % len(GROUNDS)]
    harm = HARMS[number // 2 % len(HARMS)]
    year = 2018 + number % 7
    return {
        "id": f"EDU-N-{number:05}",
        "title": f"{place}{subject}{number}号卷{material}",
        "information": f"{year}年度{place}{subject}第{number}号案卷中的{material}，"
        f"包括第{number % 40 + 1}页至第{number % 40 + 18}页所载的当事人姓名、住址、联系电话，"
        f"核查人员签名的原始数据表{number % 9 + 2}份，以及第{revision + 3}次会商形成的逐项意见和附图",
        "ground": ground,
        "basis": [f"{LAW}{article}", law],
        "harm": material + "公开后，" + harm.format(place=place, subject=subject, count=number % 30 + 3),
        "extent": "part",
        "released": f"{year}年度{subject}的办理依据、办理流程、"
        f"办结件数{number * 7 % 900 + 20 + revision}件和结果统计表，以及{place}隐去姓名住址后的处理决定书全文",
        "stages": ["execution", "result"] if number % 3 else ["execution"],
        "area": subject,
        "until": EVENTS[number % len(EVENTS)],
        "since": f"{year}-{number % 12 + 1:02}-{number % 28 + 1:02}",
        "review": "2030-12-31",
        "unit": UNITS[number % len(UNITS)],
        "clearance": {
            "by": "示范市教育局保密委员会办公室",
            "document": f"示教保审〔{year}〕{number + 1}号",
            "date": f"{year}-01-05",
        },
        "note": f"由{UNITS[(number + 1) % len(UNITS)]}每年向{place}核对一次，核对记录存入第{number}号卷",
    }


def spoilt(number: int) -> Entry:
    """The entry ``number`` with a mistake: one of four, in turn."""
    broken = entry(number)
    mistakes: tuple[Entry, ...] = (
        {"extent": "partly"},
        {"information": f"{broken['information']}及其他相关材料"},
        {"until": "长期"},
        {"since": "2025-13-40"},
    )
    return {**broken, **mistakes[number // 100 % 4]}


def head(edition: int, agency: str = "edu", day: str = "2025-06-30") -> str:
    """A negative list's lines above its entries."""
    return (
        f"kind: negative-list\nagency: {agency}\nedition:\n  number: {edition}\n  approved: {day}\n  effective: {day}\n"
        f"  published: {day}\n  document: 示府办发〔2025〕{edition}号\n  approver: 示范市人民政府\nentries:\n"
    )


def register(agencies: Iterable[str] = ("edu",)) -> str:
    """The register document that names ``agencies``."""
    rows = "".join(f"  - id: {name}\n    name: 示范市{name}局\n    level: prefecture\n" for name in agencies)
    return f"kind: register\nformat: 1\ntitle: 示范市政务公开清单\nagencies:\n{rows}"


def yaml_lines(entries: Iterable[Entry]) -> Iterator[str]:
    """``entries`` in the layout in which negcli writes them, an entry at a time."""
    for fields in entries:
        lines = [line for key, value in fields.items() for line in _field(key, value)]
        yield "  - " + "\n    ".join(lines) + "\n"


def _field(key: str, value: object) -> list[str]:
    if isinstance(value, list):
        return [f"{key}:", *(f"  - {part}" for part in value)]
    if isinstance(value, dict):
        return [f"{key}:", *(f"  {name}: {part}" for name, part in value.items())]
    return [f"{key}: {value}"]


def csv_text(entries: Iterable[Entry]) -> str:
    """``entries`` as a table, several parts of a field in one cell."""
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(FIELDS)
    for fields in entries:
        writer.writerow([_cell(fields.get(key, "")) for key in FIELDS])
    return table.getvalue()


def _cell(value: object) -> str:
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else [value]
    return "；".join(map(str, parts))
