"""The page: one file that needs nothing else, readable on a phone, on a screen, in the dark, on paper, and by ear."""

import re
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from importlib.resources import files
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
from people import EVERYONE, PROFILES, Person, shipped
from people import summary_of as persons_summary
from pypdf import PdfReader
from released import HOSTILE, HURT_AND_CHARGED, cut_for, summary_of, with_hostile_words

from ctintake.exports.html import write
from ctintake.summary.records import Summary

CHROMIUM = next((found for name in ("chromium", "chromium-browser", "google-chrome", "chrome") if (found := shutil.which(name))), None)
needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="no chromium here: apt-get install chromium")

HURT = summary_of(**HURT_AND_CHARGED)
BY_NAME = {person.name.split(":")[0]: person for person in EVERYONE}
SHIPPED = [file.stem for file in PROFILES]
LOOKED_AT = ["green-card-plea-offered", "dual-arrest", "child-alone", "not-sure-of-anything"]
NEVER_IN_A_TITLE = re.compile(r"deport|immigra|removal|asylum|visa|victim|crim", re.IGNORECASE)


def page(recipient: str = "self", summary: Summary = HURT) -> str:
    return write(cut_for(recipient, summary).release, shipped()).decode()


class Outline(HTMLParser):
    """What a reader by ear meets: elements, headings in order, ids, what is labelled by what, where links lead."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.headings: list[tuple[int, str]] = []
        self._in = ""
        self.title = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        self._in = tag
        if re.fullmatch("h[1-6]", tag):
            self.headings.append((int(tag[1]), ""))

    def handle_data(self, data: str) -> None:
        if self.headings and self._in == f"h{self.headings[-1][0]}":
            self.headings[-1] = (self.headings[-1][0], self.headings[-1][1] + data)
        if self._in == "title":
            self.title += data

    def handle_endtag(self, tag: str) -> None:
        self._in = ""

    def values(self, name: str) -> list[str]:
        return [value for _, key, value in self.attributes if key == name]


# What stands in the file.


@pytest.mark.parametrize("recipient", ["self", "caseworker", "defender"])
@pytest.mark.parametrize("person", EVERYONE[::7], ids=str)
def test_the_page_has_one_main_heading_none_skipped_landmarks_its_language_and_ids_of_its_own(person: Person, recipient: str) -> None:
    found = Outline(page(recipient, persons_summary(person, include_sensitive=True)))
    levels = [level for level, _ in found.headings]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(text.strip() for _, text in found.headings)
    assert {"header", "main", "section", "title"} <= set(found.tags)
    assert ("html", "lang", "en") in found.attributes
    ids = found.values("id")
    assert len(ids) == len(set(ids))
    assert set(found.values("aria-labelledby")) <= set(ids)


@pytest.mark.parametrize("recipient", ["self", "caseworker", "defender"])
def test_the_page_needs_and_loads_nothing_else_and_runs_nothing(recipient: str) -> None:
    html = page(recipient)
    found = Outline(html)
    assert not {"script", "link", "img", "iframe", "object", "embed", "form", "base", "video", "audio"} & set(found.tags)
    assert not [name for _, name, _ in found.attributes if name in {"src", "srcset", "style", "background", "action", "xlink:href"} or name.startswith("on")]
    assert all(re.fullmatch(r"tel:\+?\d+", href) for href in found.values("href"))
    styles = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    assert len(styles) == 1
    assert not re.search(r"url\(|@import|@font-face|expression|http", styles[0])
    assert "default-src 'none'" in html


@pytest.mark.parametrize("person", EVERYONE[::7], ids=str)
def test_the_title_says_nothing_about_anyone(person: Person) -> None:
    title = Outline(page("caseworker", persons_summary(person, include_sensitive=True))).title
    assert re.fullmatch("Summary [2-9A-Z]{4}", title)
    assert not NEVER_IN_A_TITLE.search(title)


@pytest.mark.parametrize("person", EVERYONE, ids=str)
def test_every_call_can_be_dialed_and_shows_the_date_of_its_number(person: Person) -> None:
    summary = cut_for("self", persons_summary(person)).release.summary
    html = page("self", persons_summary(person))
    dialed = Outline(html).values("href")
    for call in summary.calls:
        assert f"tel:{re.sub('[^0-9+]', '', call.number)}" in dialed
    text = re.sub(r"<[^>]+>", " ", html)
    assert len(re.findall(r"[Nn]umber (?:seen in|from a page)", text)) >= len(re.findall(r'class="phone"', html)), "each number that can be tapped has its date"


def test_each_call_has_a_square_to_scan_that_is_named_for_those_who_do_not_see_it() -> None:
    html = page()
    names = [value for tag, name, value in Outline(html).attributes if (tag, name) == ("div", "aria-label")]
    assert names == [f"Scan to call {call.name}" for call in HURT.calls]
    assert html.count("<svg") == len(HURT.calls)


def test_a_third_partys_page_has_the_record_of_the_release_and_the_law_and_the_persons_own_has_neither() -> None:
    for recipient in ("caseworker", "defender"):
        html = page(recipient)
        assert "Public defender, G.A. 14" in html
        assert "For the lawyer" in html
    own = page()
    assert "Given with consent" not in own
    assert "For the lawyer" not in own


@pytest.mark.parametrize("recipient", ["self", "caseworker", "defender"])
def test_hostile_words_are_only_words(recipient: str) -> None:
    plain, hostile = Outline(page(recipient)), Outline(page(recipient, with_hostile_words(HURT)))
    assert set(hostile.tags) <= set(plain.tags) | {"dd", "dt"}
    assert not [name for _, name, _ in hostile.attributes if name.startswith("on")]
    assert "<script" not in page(recipient, with_hostile_words(HURT))
    assert "javascript:" not in "".join(hostile.values("href"))


def test_the_same_release_gives_the_same_bytes() -> None:
    assert page() == page()


# Contrast, as WCAG 2.2 reckons it, of every pair of colors the page uses: 7 to 1, as AAA wants it.


def luminance(color: str) -> float:
    digits = color.removeprefix("#")
    digits = "".join(2 * digit for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def palettes() -> Iterator[Any]:
    style = re.findall(r"<style>(.*?)</style>", page(), re.DOTALL)[0]
    for name, declared in zip(("light", "dark", "print"), re.findall(r":root \{([^}]*)\}", style), strict=True):
        yield pytest.param(dict(re.findall(r"--(\w+):\s*(#[0-9a-f]+)", declared)), id=name)


def test_contrast_is_reckoned_as_wcag_does() -> None:
    assert (round(contrast("#000", "#fff"), 2), round(contrast("#777777", "#fff"), 2), contrast("#123456", "#123456")) == (21.0, 4.48, 1.0)


@pytest.mark.parametrize("colors", list(palettes()))
def test_text_stands_out_from_what_is_behind_it(colors: dict[str, str]) -> None:
    for ink in ("ink", "quiet", "mark"):
        for behind in ("paper", "wash"):
            assert contrast(colors[ink], colors[behind]) >= 7, (ink, behind)


# In a real browser.


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """The system's chromium, headless."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Any]:
    """Open a page at a width, light or dark, and refuse everything it would load but itself."""
    contexts = []

    def open_page(html: str, width: int = 360, scheme: str = "light", **options: Any) -> Any:
        file = tmp_path / "page.html"
        file.write_text(html)
        context = browser.new_context(viewport={"width": width, "height": 740}, color_scheme=scheme, **options)
        contexts.append(context)
        tab = context.new_page()
        tab.asked_for = []
        tab.on("request", lambda request: tab.asked_for.append(request.url))
        tab.goto(file.as_uri())
        return tab

    yield open_page
    for context in contexts:
        context.close()


@needs_browser
@pytest.mark.parametrize("width", [320, 360, 1280])
@pytest.mark.parametrize("name", LOOKED_AT)
def test_nothing_is_wider_than_the_screen(opened: Any, name: str, width: int) -> None:
    tab = opened(page("caseworker", persons_summary(BY_NAME[name], include_sensitive=True)), width)
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    assert len(tab.asked_for) == 1, "the page asks for nothing but itself"


@needs_browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("recipient", ["self", "caseworker"])
def test_axe_finds_nothing_against_wcag_2_2_aa(opened: Any, recipient: str, width: int, scheme: str) -> None:
    tab = opened(page(recipient), width, scheme, bypass_csp=True)
    tab.evaluate((files("axe_playwright_python") / "axe.min.js").read_text())
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = tab.evaluate("async tags => { const run = await axe.run({runOnly: tags}); return [run.violations.map(one => one.id), run.passes.length] }", tags)
    assert found[0] == []
    assert found[1] > 15, "axe did look"


@needs_browser
def test_axe_would_find_what_is_wrong(opened: Any) -> None:
    tab = opened(page().replace('lang="en"', "").replace("--quiet: #4c4f53", "--quiet: #bbbbbb"), bypass_csp=True)
    tab.evaluate((files("axe_playwright_python") / "axe.min.js").read_text())
    assert {"html-has-lang", "color-contrast"} <= set(tab.evaluate("async () => (await axe.run()).violations.map(one => one.id)"))


@needs_browser
@pytest.mark.parametrize("name", LOOKED_AT)
def test_the_browser_shows_the_words_of_the_summary(opened: Any, name: str) -> None:
    made = persons_summary(BY_NAME[name])
    shown, summary = " ".join(opened(page("self", made)).inner_text("body").split()), cut_for("self", made).release.summary
    for one in summary.findings:
        assert " ".join(one.title.split()) in shown
    for call in summary.calls:
        assert call.number.removeprefix("+1-") in shown
        assert " ".join(call.say.split()) in shown
    for day in summary.deadlines:
        assert day.label in shown


@needs_browser
def test_a_finger_finds_each_number(opened: Any) -> None:
    heights = opened(page()).evaluate("[...document.querySelectorAll('a')].map(one => one.getBoundingClientRect().height)")
    assert heights
    assert min(heights) >= 24, "WCAG 2.2, 2.5.8"


@needs_browser
def test_what_is_folded_opens_without_a_script(opened: Any) -> None:
    tab = opened(page(), java_script_enabled=False)
    fold = tab.locator("details").first
    assert not fold.locator("p").first.is_visible()
    fold.locator("summary").click()
    assert fold.locator("p").first.is_visible()


@needs_browser
def test_dark_is_dark_and_light_is_light(opened: Any) -> None:
    backs = {scheme: opened(page(), 360, scheme).evaluate("getComputedStyle(document.body).backgroundColor") for scheme in ("light", "dark")}
    brightness = {scheme: sum(map(int, re.findall(r"\d+", back)[:3])) for scheme, back in backs.items()}
    assert brightness["light"] > 700
    assert brightness["dark"] < 100


@needs_browser
@pytest.mark.parametrize("recipient", ["self", "caseworker", "defender"])
@pytest.mark.parametrize("name", SHIPPED)
def test_every_shipped_profile_prints_on_one_or_two_sheets(opened: Any, name: str, recipient: str) -> None:
    """Two sheets have four sides."""
    printed = opened(page(recipient, persons_summary(BY_NAME[name], include_sensitive=True)), 1280).pdf(prefer_css_page_size=True)
    assert 1 <= len(PdfReader(BytesIO(printed)).pages) <= 4


@needs_browser
def test_a_box_has_all_of_a_helpers_page_printed(opened: Any) -> None:
    tab = opened(page("caseworker"), 1280)

    def printed() -> str:
        sheets = PdfReader(BytesIO(tab.pdf(prefer_css_page_size=True))).pages
        return "".join(normalize("NFKC", "".join(sheet.extract_text() for sheet in sheets)).split())

    found = next(one for one in HURT.findings if (one.certainty, one.urgency) == ("applies", "soon"))
    short = printed()
    assert "Printedshort." in short
    assert "".join(found.title.split()) in short
    assert "".join(found.advocate.split()) not in short
    tab.check("#whole")
    whole = printed()
    assert "Printedshort." not in whole
    assert "".join(found.advocate.split()) in whole


@needs_browser
def test_hostile_words_run_nothing(opened: Any) -> None:
    tab = opened(page("caseworker", with_hostile_words(HURT)), bypass_csp=True)
    assert len(tab.asked_for) == 1
    assert tab.locator("script, img").count() == 0
    assert "alert(1)" in HOSTILE
    assert "alert(1)" in tab.inner_text("body")
