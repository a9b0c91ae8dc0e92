"""A document as one self-contained HTML file: no script, no outside file, A4, in black and white (`records.md` d4).

Jinja2 is loaded by nothing but what exports. Autoescaping is on; only drawings, which this program makes and escapes
itself, stand in it as they are.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import jinja2
from markupsafe import Markup

from cutover_tui.exports.report.document import Said, Struck, parts

if TYPE_CHECKING:
    from cutover_tui.exports.report.document import Document, Words

TEMPLATES = Path(__file__).parents[1] / "templates"


@lru_cache(maxsize=1)
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"words": _words, "css": css_string}
    return environment.get_template("report.html.j2")


def html_of(document: Document, *, sheet: bool = False) -> bytes:
    """A document as HTML.

    Args:
        document: What to write.
        sheet: Whether it is one sheet of paper, set a little closer.
    """
    return _template().render(document=document, sheet=sheet, drawing=Markup).encode()


def css_string(words: str) -> Markup:
    """Words as a string of CSS, in which nothing but letters and digits stands for itself."""
    inside = "".join(letter if letter.isascii() and letter.isalnum() else f"\\{ord(letter):06x}" for letter in words)
    return Markup(f'"{inside}"')  # noqa: S704 (every other letter is a number here)


def _words(words: Words) -> Markup:
    """Words with what people typed in quotation marks and what no longer holds struck through."""
    return Markup("").join(_part(part) for part in parts(words))


def _part(part: str | Said | Struck) -> Markup:
    match part:
        case Said():
            return Markup("<q><bdi>{}</bdi></q>").format(part.words)
        case Struck():
            return Markup("<s><q><bdi>{}</bdi></q></s> ({})").format(part.words, part.note)
        case _:
            return Markup("<br>").join(part.split("\n"))
