"""One page that needs nothing else: for a phone, a screen and two sheets of paper, light and dark.

No script, nothing from elsewhere. On paper what can wait stands by its title, and the letters are as large as two sheets allow; on a helper's page one box
has all of it printed.
"""

from collections.abc import Iterator

from ctintake.exports.handout import handout
from ctintake.exports.handout_parts import Handout, Number
from ctintake.exports.inside import on_pages
from ctintake.exports.release import Release
from ctintake.model import Knowledge
from ctintake.summary.records import Summary

_IN_FULL = ("now", "calls", "days")
"""The groups that are printed in full."""

_PRINTED = {"large": 3_500, "middle": 7_500}
"""How large the letters are on paper, by the most letters of what is printed in full that two sheets then hold; beyond that they are small."""


def inside(release: Release, knowledge: Knowledge) -> Summary:  # noqa: ARG001 - every writer takes the same two
    """Give what stands on the page."""
    return on_pages(release)


def write(release: Release, knowledge: Knowledge) -> bytes:
    """Write the page."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(loader=PackageLoader("ctintake.exports", "."), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    page = handout(release, knowledge)
    folded = ("soon", "plan", "places") if page.is_own else ()
    text = environment.get_template("page.html").render(page=page, folded=folded, square=_square, printed=_printed(page))
    return (text.rstrip() + "\n").encode()


def _printed(page: Handout) -> str:
    """Give how large the letters are on paper."""
    letters = sum(map(len, _in_full(page)))
    return next((size for size, most in _PRINTED.items() if letters <= most), "small")


def _in_full(page: Handout) -> Iterator[str]:
    for item in (item for group in page.groups if group.key in _IN_FULL for item in group.items):
        yield from (item.title, *item.says, *item.steps, *item.notes, *item.flags, item.otherwise)


def _square(number: Number) -> str:
    """Draw the square to scan that calls a number."""
    import segno
    from markupsafe import Markup

    drawn = segno.make(f"tel:{number.tel}", error="m", micro=False).svg_inline(
        border=4, dark="#000", light="#fff", omitsize=True, svgclass=None, lineclass=None
    )
    return Markup(drawn)  # noqa: S704 - drawn from digits alone
