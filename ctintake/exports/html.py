"""One page that needs nothing else: for a phone, a screen and a sheet of paper, light and dark.

No script, nothing from elsewhere, nothing to click but a number.
"""

from ctintake.exports.handout import handout
from ctintake.exports.handout_parts import Number
from ctintake.exports.inside import on_pages
from ctintake.exports.release import Release
from ctintake.model import Knowledge
from ctintake.summary.records import Summary


def inside(release: Release, knowledge: Knowledge) -> Summary:  # noqa: ARG001 - every writer takes the same two
    """Give what stands on the page."""
    return on_pages(release)


def write(release: Release, knowledge: Knowledge) -> bytes:
    """Write the page."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(loader=PackageLoader("ctintake.exports", "."), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    page = handout(release, knowledge)
    folded = ("soon", "plan", "places") if page.is_own else ()
    text = environment.get_template("page.html").render(page=page, folded=folded, square=_square)
    return (text.rstrip() + "\n").encode()


def _square(number: Number) -> str:
    """Draw the square to scan that calls a number."""
    import segno
    from markupsafe import Markup

    drawn = segno.make(f"tel:{number.tel}", error="m", micro=False).svg_inline(
        border=4, dark="#000", light="#fff", omitsize=True, svgclass=None, lineclass=None
    )
    return Markup(drawn)  # noqa: S704 - drawn from digits alone
