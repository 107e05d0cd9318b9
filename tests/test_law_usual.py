"""Citations read by the one pattern of the usual form, held against the grammar that reads all of them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from negcli.law import grammar, usual

TITLES = ("政府信息公开条例", "中华人民共和国保守国家秘密法", "某法（2018年修正）", "示〔2018〕5号", "法", "法第三条令")
PLACES = ("", "第十四条", "第十四条第二款", "第14条第（三）项", "第二十条第3项", "第九条第二款第（一）项")
QUOTES = ("", "：“甲乙丙丁，戊己”", "“依照《某法》第三条（一）的，2018年：不予公开。”")
ODD = "《》〈（）()第条款项目之一二十〇百0１9、和至 的例件\n“”：:省法令办"


def known(title: str) -> bool:
    return title == "法"


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A usual citation, with up to three characters put in or in place of others."""
    text = f"《{draw(st.sampled_from(TITLES))}》{draw(st.sampled_from(PLACES))}{draw(st.sampled_from(QUOTES))}"
    for _ in range(draw(st.integers(0, 3))):
        at, length = draw(st.integers(0, len(text))), draw(st.integers(0, 1))
        text = text[:at] + draw(st.sampled_from(ODD)) + text[at + length :]
    return text


@given(texts())
def test_what_is_usual_reads_as_the_grammar_does(text: str) -> None:
    assert repr(usual.parse(text, known)) == repr(grammar.parse(text, known))


@given(st.sampled_from(TITLES), st.sampled_from(PLACES), st.sampled_from(QUOTES))
def test_the_usual_form_needs_no_grammar(title: str, place: str, quote: str) -> None:
    assert usual.is_usual(f"《{title}》{place}{quote if place else ''}")
