"""What a page needs to be read by ear, enlarged, or printed in grey: WCAG 2.2 AA as far as the page itself shows it.

These are the rules a checker in a browser holds such pages to (axe-core), for where there is no browser.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html.parser import HTMLParser
from itertools import pairwise, product
from pathlib import Path

import pytest
from tests.exports.bundles import kept_context

from cutover_tui.exports.context import Copy
from cutover_tui.exports.report.report_part import report_files

PRINTED = sorted((Path(__file__).parent / "golden_paper").glob("*.html"))
LEAST_CONTRAST = 4.5
"""Of text that is not large (WCAG 1.4.3)."""
WITHOUT_END = frozenset({"meta", "br", "col", "img", "input", "link"})


@lru_cache
def pages() -> dict[str, str]:
    """Every page of every copy, and every printed sheet of the small run."""
    reports = {
        f"{copy} {path.rsplit('/', 1)[-1]}": data.decode()
        for copy in Copy
        for path, data in report_files(kept_context(copy)).items()
        if path.endswith(".html")
    }
    return reports | {file.name: file.read_text("utf-8") for file in PRINTED}


def names() -> list[str]:
    reports = ["cutover-report.html", "summary-for-icb.html", "sign-off-sheet.html"]
    held = {Copy.FULL: reports, Copy.ICB: reports[:2], Copy.SUPPLIER: reports[:1], Copy.LEARNING: reports[:1]}
    return [*(f"{copy} {name}" for copy, files in held.items() for name in files), *(file.name for file in PRINTED)]


@pytest.fixture(params=names())
def page(request: pytest.FixtureRequest) -> str:
    return pages()[request.param]


class Tree(HTMLParser):
    """Elements with what stands around them, and the words directly in them and below."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.around: list[int] = []
        self.tags: list[str] = []
        self.attributes: list[dict[str, str | None]] = []
        self.parents: list[tuple[int, ...]] = []
        self.words: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.append(dict(attrs))
        self.parents.append(tuple(self.around))
        self.words.append("")
        if tag not in WITHOUT_END:
            self.around.append(len(self.tags) - 1)

    def handle_endtag(self, tag: str) -> None:
        while self.around and self.tags[self.around.pop()] != tag:
            pass

    def handle_data(self, data: str) -> None:
        for place in self.around:
            self.words[place] += data

    def of(self, *tags: str) -> list[int]:
        return [place for place, tag in enumerate(self.tags) if tag in tags]

    def within(self, place: int) -> list[str]:
        return [self.tags[parent] for parent in self.parents[place]]


def test_the_pages_are_all_here() -> None:
    assert set(names()) == set(pages())
    assert len(PRINTED) == 10


def test_a_page_has_a_language_a_title_and_one_main_landmark_that_holds_all_its_headings(page: str) -> None:
    tree = Tree(page)

    (html,) = tree.of("html")
    assert tree.attributes[html]["lang"] == "en-GB"
    (title,) = (place for place in tree.of("title") if "svg" not in tree.within(place))
    assert tree.words[title].strip()
    assert len(tree.of("main")) == 1
    assert all(
        {"main", "nav", "footer"} & set(tree.within(place)) for place in tree.of("h1", "h2", "h3", "h4", "table", "p")
    )


def test_a_page_can_be_enlarged(page: str) -> None:
    tree = Tree(page)

    (viewport,) = (one for one in tree.attributes if one.get("name") == "viewport")
    assert viewport["content"] == "width=device-width, initial-scale=1"


def test_headings_begin_at_the_first_level_and_skip_none_and_each_says_something(page: str) -> None:
    tree = Tree(page)
    heads = tree.of("h1", "h2", "h3", "h4")

    levels = [int(tree.tags[place][1]) for place in heads]
    assert (levels[0], levels.count(1)) == (1, 1)
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
    assert all(tree.words[place].strip() for place in heads)


def test_every_table_has_a_caption_and_every_heading_in_it_a_scope_and_words(page: str) -> None:
    tree = Tree(page)

    captions = [tree.parents[place][-1] for place in tree.of("caption")]
    assert captions == tree.of("table")
    assert all(tree.words[place].strip() for place in tree.of("caption"))
    for place in tree.of("th"):
        assert tree.attributes[place].get("scope") in {"col", "row", "rowgroup"}
        assert tree.words[place].strip(), tree.attributes[place]


def test_what_is_drawn_has_a_name(page: str) -> None:
    tree = Tree(page)
    drawn = [place for place, one in enumerate(tree.attributes) if one.get("role") == "img"]

    assert {tree.tags[place] for place in drawn} <= {"svg", "span"}
    assert set(tree.of("svg")) <= set(drawn)
    for place in drawn:
        assert tree.attributes[place].get("aria-label") or tree.attributes[place].get("aria-labelledby")


def test_sections_have_names_of_their_own(page: str) -> None:
    tree = Tree(page)
    named = [tree.attributes[place] for place in tree.of("section", "nav")]

    labels = [one.get("aria-label") or one.get("aria-labelledby") for one in named]
    assert None not in labels
    assert len(labels) == len(set(labels))


def test_no_text_is_paler_than_can_be_read(page: str) -> None:
    style = re.sub(r"body::before \{[^}]*\}", "", page.partition("<style>")[2].partition("</style>")[0])
    marks = re.findall(r"body::before \{[^}]*[^-]color: (#[0-9a-f]{3,6})", page)
    inks = set(re.findall(r"(?<![-\w])color: (#[0-9a-f]{3,6})", style))
    grounds = {"#fff", *marks, *re.findall(r"background(?:-color)?: (#[0-9a-f]{3,6})", style)}

    assert inks
    for ink, ground in product(inks, grounds - {"#ffeb3b"}):
        assert contrast(ink, ground) >= LEAST_CONTRAST, (ink, ground)


def test_nothing_is_told_by_a_slant_by_underlining_or_by_capitals_alone(page: str) -> None:
    style = page.partition("<style>")[2].partition("</style>")[0]

    for way in ("italic", "text-transform", "text-align: justify", "blink", "animation", "transition"):
        assert way not in style
    assert not Tree(page).of("i", "em", "u", "blink", "marquee")


def test_the_ways_of_counting_contrast_are_those_of_the_standard() -> None:
    assert round(contrast("#000", "#fff"), 1) == 21.0
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48
    assert contrast("#fff", "#000") == contrast("#000", "#fff")


def contrast(one: str, other: str) -> float:
    """How far apart two colours are, 1 to 21 (WCAG 1.4.3)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    digits = colour.removeprefix("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    shares = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
