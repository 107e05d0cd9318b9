"""The handbook: chapters of `docs/` and a reference made from the program's own sources, built by Sphinx into pages.

`python -m handbook` builds both languages into `build/docs`. A module here makes the pages of one part of the
reference; each has a function `pages(lang)`: name of a page → its Markdown.
"""
