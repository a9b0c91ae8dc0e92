"""The HTML of a document: one file, readable by ear, and nothing in it that somebody typed is ever markup."""

from __future__ import annotations

from functools import lru_cache
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from tests.exports.bundles import kept_context

from cutover_tui.exports.context import Copy
from cutover_tui.exports.report.document import Document, Notice, Paragraph, Said, Section
from cutover_tui.exports.report.html import css_string, html_of
from cutover_tui.exports.report.report_part import ICB_PAGE, REPORT, SIGN_OFF, report_files

NASTY = "</style><script>alert(1)</script> \"&' <img src=x>"


class Reader(HTMLParser):
    """Every element of a page in order, with its attributes, and every word."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.ids: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.ids += [value for name, value in attrs if name == "id" and value]

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


PAGES = [
    *((copy, REPORT) for copy in Copy),
    *((copy, ICB_PAGE) for copy in (Copy.FULL, Copy.ICB)),
    (Copy.FULL, SIGN_OFF),
]


@lru_cache
def files_of(copy: Copy) -> dict[str, bytes]:
    return report_files(kept_context(copy))


@pytest.fixture(params=PAGES, ids=lambda param: f"{param[0]}-{param[1].rsplit('/', 1)[-1]}")
def page(request: pytest.FixtureRequest) -> str:
    """Each HTML page of each copy of the awkward run."""
    copy, path = request.param
    return files_of(copy)[path].decode()


def test_a_page_has_one_first_heading_and_skips_no_level(page: str) -> None:
    levels = [int(tag[1]) for tag, _attributes in Reader(page).elements if tag in {"h1", "h2", "h3", "h4"}]

    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


def test_a_page_asks_for_nothing_outside_itself_and_runs_nothing(page: str) -> None:
    found = Reader(page)

    assert not {"script", "link", "img", "iframe", "object", "form", "base"} & {tag for tag, _ in found.elements}
    assert [meta["content"] for meta in found.named("meta") if "http-equiv" in meta] == [
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    ]
    assert all((link["href"] or "").startswith("#") for link in found.named("a"))
    assert not any(name.startswith("on") for _tag, attributes in found.elements for name in attributes)
    assert "url(" not in page.replace("url(#", "")


def test_a_page_says_its_language_and_every_table_its_caption_and_scopes(page: str) -> None:
    found = Reader(page)

    assert found.named("html") == [{"lang": "en-GB"}]
    assert len(found.named("caption")) == len(found.named("table"))
    assert all(head.get("scope") in {"col", "row"} for head in found.named("th"))


def test_ids_are_unique_and_every_reference_has_its_target(page: str) -> None:
    found = Reader(page)

    assert len(found.ids) == len(set(found.ids))
    links = {(link["href"] or "").removeprefix("#") for link in found.named("a")}
    labels = {name for _tag, attributes in found.elements for name in (attributes.get("aria-labelledby") or "").split()}
    assert links | labels <= set(found.ids)


def test_every_drawing_has_a_title_and_a_description(page: str) -> None:
    found = Reader(page)

    drawings = found.named("svg")
    assert len(found.named("desc")) == len(drawings)
    assert all(drawing["role"] == "img" and drawing["aria-labelledby"] for drawing in drawings)


def test_words_people_typed_are_never_markup_or_style() -> None:
    document = Document(
        title=NASTY,
        lines=(NASTY,),
        marks=(Notice((NASTY,)),),
        sections=(Section("1", NASTY, (Paragraph(Said(NASTY)),)),),
        header=NASTY,
        footer=NASTY,
        watermark=NASTY,
    )

    found = Reader(html_of(document).decode())

    assert not {"script", "img"} & {tag for tag, _ in found.elements}


def test_a_string_of_css_holds_nothing_that_could_end_it() -> None:
    assert css_string('a"</style>\\') == r'"a\000022\00003c\00002fstyle\00003e\00005c"'
