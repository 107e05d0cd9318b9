"""The page of a comparison in a real browser: its filters hide what they say."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from gitkit import REGISTER, Repo
from transcripts import negcli

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None)
pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium or Chrome to show pages in")

#: Asks of a page which headings of lists and matters are seen when some boxes have been clicked, for each of CLICKS.
SCRIPT = """<script>
const seen = CLICKS.map(ids => {
  ids.forEach(id => document.getElementById(id).click());
  const texts = [...document.querySelectorAll("section h2, section h3")].filter(each => each.offsetParent !== null);
  const shown = texts.map(each => each.innerText);
  ids.forEach(id => document.getElementById(id).click());
  return shown;
});
document.body.innerHTML = "<pre>" + JSON.stringify(seen) + "</pre>";
</script></body>"""

#: Boxes that are clicked, and what is left to be seen.
FILTERS = [
    ([], "教育局 E-1 E-2 Finance F-1"),
    (["show-effect-restricts"], "教育局 E-2"),
    (["show-kind-scope-changed"], "教育局 E-2"),
    (["show-kind-element-changed"], "教育局 E-1 Finance F-1"),
    (["show-effect-neutral", "show-kind-scope-changed"], ""),
    (["show-list-1"], "教育局 E-1 E-2"),
    (["show-list-0", "show-effect-neutral"], "Finance F-1"),
]

ENTRY = "  - {{id: {name}-{number}, title: {0}, extent: {1}, unit: {2}}}\n"


def files(number: str, lists: dict[str, str]) -> dict[str, str | bytes | None]:
    """A file for each agency, with its entries written as ``title extent unit``, separated by commas."""
    return {f"{agency}.yaml": rows(agency, number, written.split(",")) for agency, written in lists.items()}


def rows(agency: str, number: str, written: list[str]) -> str:
    entries = (ENTRY.format(*each.split(), name=agency[0].upper(), number=at) for at, each in enumerate(written, 1))
    return f"kind: negative-list\nagency: {agency}\nedition: {{number: {number}}}\nentries:\n" + "".join(entries)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Two lists: in one something restricts and something is neutral, in the other all restricts."""
    repo = Repo(tmp_path_factory.mktemp("county"))
    first, second = {"edu": "试卷 part 甲科,题本 part 甲科", "fin": "账册 part 甲科"}, {
        "edu": "试卷 whole 甲科,题本 part 乙科", "fin": "账册 whole 甲科",
    }  # fmt: skip
    repo.commit("2025-01-01", {"register.yaml": REGISTER, **files("1", first)})
    repo.commit("2025-02-01", files("2", second))
    code, shown, said = negcli(["diff", "HEAD~", "HEAD", "--format", "html", "--lang", "zh"], repo.folder)
    assert code == 0, said
    return shown


def run(page: str, folder: Path, *options: str) -> str:
    """What the browser says of ``page``."""
    path = folder / "page.html"
    path.write_text(page, encoding="utf-8")
    usual = ("--headless=new", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}")
    done = subprocess.run([str(BROWSER), *usual, *options, path.as_uri()], capture_output=True, check=False, timeout=60)
    return (done.stdout + done.stderr).decode("utf-8", "replace")


def test_filters_hide_what_they_say_and_lists_of_which_nothing_is_left(page: str, tmp_path: Path) -> None:
    free = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)
    script = SCRIPT.replace("CLICKS", json.dumps([clicked for clicked, _ in FILTERS]))
    shown = run(free.replace("</body>", script), tmp_path, "--dump-dom")
    (told,) = re.findall("<pre>(.*)</pre>", shown, re.DOTALL)
    seen = (re.findall("E-1|E-2|F-1|教育局|Finance", "\n".join(texts)) for texts in json.loads(told))
    assert [" ".join(names) for names in seen] == [left for _, left in FILTERS]


def test_the_page_is_shown_without_a_complaint(page: str, tmp_path: Path) -> None:
    """Under its own rules nothing of it is refused, and nothing is loaded."""
    shown = run(page, tmp_path, "--enable-logging=stderr", "--v=0", "--dump-dom")
    assert "E-1" in shown
    assert "CONSOLE" not in shown
