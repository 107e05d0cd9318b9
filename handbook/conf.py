"""How Sphinx builds the handbook; `__main__.py` sets what differs by language."""

from pathlib import Path
from typing import Any

from handbook.search import SearchPairs
from negcli import __version__
from negcli.words import system_language

_HERE = Path(__file__).parent
_NAMES = {"zh": "negcli 手册", "en": "The negcli handbook"}
_LANG = system_language()

project = _NAMES[_LANG]
html_title = project
html_short_title = project
language = {"zh": "zh_CN", "en": "en"}[_LANG]
release = version = __version__
extensions = ["myst_parser"]
exclude_patterns = ["locale"]
locale_dirs = ["locale"]
#: Sections can be linked to by their titles, down to a rule's parts.
myst_heading_anchors = 3
myst_enable_extensions = ["colon_fence"]
suppress_warnings = ["myst.header"]
smartquotes = False
html_theme = "furo"
html_static_path = [str(_HERE / "static")]
html_css_files = ["handbook.css"]
templates_path = [str(_HERE / "templates")]
html_copy_source = False
html_show_sourcelink = False
html_show_copyright = False
html_use_index = False
html_context = {"other": {"zh": ("en", "English"), "en": ("zh", "中文")}[_LANG]}
# fonts of the reader's own system: nothing is fetched from anywhere
_FONTS = "'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Source Han Sans SC', sans-serif"
_MONO = "'Noto Sans Mono CJK SC', Consolas, 'Sarasa Mono SC', 'Microsoft YaHei', monospace"
html_theme_options = {
    name: {"font-stack": _FONTS if _LANG == "zh" else f"system-ui, {_FONTS}", "font-stack--monospace": _MONO}
    for name in ("light_css_variables", "dark_css_variables")
}


def setup(app: Any) -> None:
    """Search in Chinese by pairs of characters."""
    app.add_search_language(SearchPairs)
