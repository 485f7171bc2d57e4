"""The printed pages: whole, readable by people and by other programs, the same bytes each time, and nothing in them but what was released."""

import re
import shutil
import subprocess
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs
from pypdf import PdfReader

from ctintake.answers.profile import read_profile
from ctintake.errors import InputError
from ctintake.exports.pdf import inside, write
from ctintake.exports.recipients import cut
from ctintake.exports.release import Record, Release
from ctintake.model import Knowledge
from ctintake.screening import screen
from ctintake.show.lines import phone_text, spoken
from ctintake.summary.composing import Making, compose
from ctintake.summary.records import Summary

ROOT = Path(__file__).parent.parent
PROFILES = sorted(path.stem for path in (ROOT / "profiles").glob("*.toml"))
DAY = date(2026, 11, 22)
RECORD = Record(to="Hill Legal Office", what="findings and calls", why="help with the court date", until=date(2027, 5, 22), on=DAY)

HOSTILE = '#set page(fill: red) *bold* _it_ = head $x^2$ @ref <lab> `raw` // gone /* gone */ \\u{41} #panic("x") [#eval("1")] ~ -- \'q\' "q"'

LANGUAGES = {
    "English": "Don\u2019t sign — “call” first… § 5, ½, 20 °C, é",
    "Spanish": "¿Qué? ¡Niño! Güero, ÁÉÍÓÚ ÜÑ ªº áéíóúüñ «sí»",
    "Portuguese": "Você não está só: ãõâêôàçü ÃÕÂÊÔÀÇ",
    "Haitian Creole": "Rele yon avoka: èòà ÈÒÀ, kounye a, pòt la, lè",
    "Polish": "Zażółć gęślą jaźń: ĄĆĘŁŃÓŚŹŻ ąćęłńóśźż „tak”",
}


def summary_of(name: str, knowledge: Knowledge, **making: Any) -> Summary:
    screening = screen(read_profile(ROOT / "profiles" / f"{name}.toml", knowledge, DAY), knowledge, DAY)
    return compose(screening, Making(datetime(2026, 11, 22, 9, 30, tzinfo=UTC), "1.0", **making))


def release_of(summary: Summary, recipient: str, knowledge: Knowledge) -> Release:
    return cut(summary, recipient, knowledge, "7K3M", RECORD if recipient != "self" else None).release


def pages(content: bytes) -> list[str]:
    """Read each page's words back with another library, spaces evened out."""
    return [even(page.extract_text()) for page in PdfReader(BytesIO(content)).pages]


def even(text: str) -> str:
    return " ".join(text.split())


def tight(text: str) -> str:
    """Take out every space: where lines break is not the matter."""
    return re.sub(r"\s+", "", text)


def body(content: bytes) -> str:
    """Give all words without their footers, tight."""
    return "".join(tight(re.sub(r"Summary 7K3M\. .{,60}?As of \w+ \d+, \d+\. ?Page \d+ of \d+", "", page)) for page in pages(content))


def entitled(summary: Summary, title: str) -> Summary:
    """Give a summary with another title for its first finding."""
    return structs.replace(summary, findings=(structs.replace(summary.findings[0], title=title), *summary.findings[1:]))


@pytest.fixture(scope="module")
def plea(knowledge: Knowledge) -> Summary:
    return summary_of("green-card-plea-offered", knowledge)


@pytest.mark.parametrize(
    ("name", "recipient"), [*((name, "caseworker") for name in PROFILES), ("dual-arrest", "self"), ("dual-arrest", "defender"), ("child-alone", "self")]
)
def test_every_call_day_and_finding_is_on_the_pages_and_what_applies_with_its_law_and_the_offices(name: str, recipient: str, knowledge: Knowledge) -> None:
    release = release_of(summary_of(name, knowledge), recipient, knowledge)
    summary, said = release.summary, body(write(release, knowledge))
    for finding in summary.findings:
        assert tight(finding.title) in said
        applies = finding.certainty == "applies"
        for law in finding.law if applies else ():
            assert tight(law.citation) in said
            assert law.checked.isoformat() in said
        if applies and recipient != "self":
            assert tight(finding.advocate) in said
        if (finding.certainty, finding.urgency) == ("applies", "now"):
            assert all(tight(words) in said for words in (finding.say, *finding.do))
    for call in summary.calls:
        assert all(tight(words) in said for words in (call.name, phone_text(call.number), call.say, call.caution, call.limits))
    for day in summary.deadlines:
        assert all(
            tight(words) in said
            for words in (
                day.label,
                spoken((day.latest or day.date) if day.passed else day.date),
                day.citation,
                spoken(day.earliest_safe) if not day.passed and not day.perhaps_passed and day.earliest_safe > DAY else "",
            )
        )
    here = inside(release, knowledge).referrals
    assert here == summary.referrals or recipient == "self"
    for place in here:
        assert tight(place.name) in said
        assert all(tight(phone_text(phone.number)) in said for phone in (place.phones[:1] if recipient == "self" else place.phones))


@pytest.mark.parametrize("name", ["child-alone", "citizen-charged", "declined-everything", "green-card-plea-offered"])
def test_the_person_reads_what_is_urgent_then_the_calls_then_the_days_and_the_caseworkers_pages_begin_anew(name: str, knowledge: Knowledge) -> None:
    summary = summary_of(name, knowledge)
    read = pages(write(release_of(summary, "self", knowledge), knowledge))
    assert read[0].startswith("What to do, and who to call")
    first = next(at for at, page in enumerate(read) if page.startswith("For the caseworker or lawyer"))
    person = " ".join(read[:first])
    headings = [
        heading for heading in ("For today", "Who to call", "Last days", "In the next days", "To plan", "May also matter", "Please read") if heading in person
    ]
    assert [person.index(heading) for heading in headings] == sorted(person.index(heading) for heading in headings)
    assert "Give these pages only to someone who helps you" in read[first]
    assert "Because of:" not in person
    assert len(read) - first <= 5, "the helper's pages of the person's own copy name the law, and no more"


@pytest.mark.parametrize("recipient", ["caseworker", "defender"])
def test_the_persons_pages_speak_to_the_person_in_anyones_copy(recipient: str, knowledge: Knowledge) -> None:
    read = pages(write(release_of(summary_of("green-card-plea-offered", knowledge), recipient, knowledge), knowledge))
    first = next(at for at, page in enumerate(read) if page.startswith("For the caseworker or lawyer"))
    person, helper = " ".join(read[:first]), " ".join(read[first:])
    assert "your client" not in person
    assert "Potrzebuj\u0119 t\u0142umacza" in person
    assert "your client" in helper
    assert "National Immigration Project" in helper
    assert "National Immigration Project" not in person


def test_a_number_stands_with_the_date_of_its_page(plea: Summary, knowledge: Knowledge) -> None:
    release = release_of(plea, "self", knowledge)
    said, call = body(write(release, knowledge)), release.summary.calls[0]
    card = said[said.index(tight(f"1. {call.name}")) :]
    assert tight(phone_text(call.number)) in card[:200]
    assert re.search(r"Number(seenin|fromapagewithnodate)", card[:1000])


@pytest.mark.parametrize("name", ["child-alone", "green-card-plea-offered"])
def test_the_same_release_gives_the_same_bytes(name: str, knowledge: Knowledge) -> None:
    release = release_of(summary_of(name, knowledge), "caseworker", knowledge)
    assert write(release, knowledge) == write(release, knowledge)


def test_title_and_properties_are_neutral_and_language_and_headings_are_marked(plea: Summary, knowledge: Knowledge) -> None:
    content = write(release_of(plea, "caseworker", knowledge), knowledge)
    reader = PdfReader(BytesIO(content))
    assert {key: value for key, value in (reader.metadata or {}).items() if key != "/Creator"} == {"/Title": "Summary 7K3M"}
    assert str((reader.metadata or {})["/Creator"]).startswith("Typst ")
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    properties = root["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in properties
    assert not re.search(r"deport|immigra|removal|asylum|visa|CreateDate|2026", properties, re.IGNORECASE)
    kinds = tags(root["/StructTreeRoot"])
    assert {"/H1", "/H2", "/H3", "/L", "/LI", "/Table", "/Link"} <= set(kinds)
    assert kinds.count("/H1") == 2


def tags(element: Any) -> list[str]:
    """Give the kinds of all parts in the tree of tags, in reading order."""
    element = element.get_object()
    if isinstance(element, list):
        return [kind for one in element for kind in tags(one)]
    if not isinstance(element, dict):
        return []
    own = [str(element["/S"])] if "/S" in element else []
    return own + (tags(element["/K"]) if "/K" in element else [])


def test_nothing_on_the_pages_reaches_out_but_telephone_numbers(plea: Summary, knowledge: Knowledge) -> None:
    reader = PdfReader(BytesIO(write(release_of(plea, "caseworker", knowledge), knowledge)))
    links = [note.get_object()["/A"]["/URI"] for page in reader.pages for note in page.get("/Annots", []) if "/A" in note.get_object()]
    assert links
    assert all(re.fullmatch(r"tel:\+?\d{3,15}", link) for link in links)
    assert "tel:" + plea.calls[0].number.replace("-", "") in links


def test_every_font_is_ours_and_goes_with_the_file(plea: Summary, knowledge: Knowledge) -> None:
    reader = PdfReader(BytesIO(write(release_of(plea, "caseworker", knowledge), knowledge)))
    fonts = {font.get_object()["/BaseFont"].split("+")[1] for page in reader.pages for font in page["/Resources"]["/Font"].values()}
    assert fonts == {"AtkinsonHyperlegibleNext-Regular", "AtkinsonHyperlegibleNext-Bold"}


@pytest.mark.parametrize("text", LANGUAGES.values(), ids=LANGUAGES)
def test_every_letter_of_our_languages_is_printed_and_reads_back(text: str, plea: Summary, knowledge: Knowledge) -> None:
    release = release_of(entitled(plea, text), "self", knowledge)
    content = write(release, knowledge)
    assert tight(text) in body(content)
    fonts = {font.get_object()["/BaseFont"] for page in PdfReader(BytesIO(content)).pages for font in page["/Resources"]["/Font"].values()}
    assert all("AtkinsonHyperlegibleNext" in font for font in fonts), "no letter is borrowed from another font"


@pytest.mark.parametrize(
    ("text", "letters"), [("call 你好 now", "'你'"), ("smile 😀", "'😀'"), ("\u12a0\u121b", "'\u12a0'")], ids=["Chinese", "a picture", "Amharic"]
)
def test_a_letter_no_font_has_is_refused_and_not_left_blank(text: str, letters: str, plea: Summary, knowledge: Knowledge) -> None:
    with pytest.raises(InputError, match=r"^--to pdf: has no letters for ") as fault:
        write(release_of(entitled(plea, text), "self", knowledge), knowledge)
    (problem,) = fault.value.problems
    assert letters in problem.what
    assert text in problem.what
    assert problem.right


def test_typesetters_markup_in_any_text_is_shown_as_text(plea: Summary, knowledge: Knowledge) -> None:
    finding, call, place = plea.findings[0], plea.calls[0], plea.referrals[0]
    hostile = structs.replace(
        plea,
        findings=(structs.replace(finding, title=HOSTILE, say=f"say {HOSTILE}", do=(f"do {HOSTILE}",), advocate=f"law {HOSTILE}"), *plea.findings[1:]),
        calls=(structs.replace(call, name=f"name {HOSTILE}", number=f"1 {HOSTILE}", say=f"tell {HOSTILE}"),),
        referrals=(structs.replace(place, limits=f"limits {HOSTILE}", url=f"url {HOSTILE}"), *plea.referrals[1:]),
        answers={**plea.answers, "safe_times": f"times {HOSTILE}"},
    )
    record = structs.replace(RECORD, to=f"to {HOSTILE}", why=f"why {HOSTILE}")
    release = cut(hostile, "caseworker", knowledge, "7K3M", record).release
    said = body(write(release, knowledge))
    for word in ("", "say", "do", "law", "name", "1", "tell", "url", "times", "to", "why"):
        assert tight(f"{word} {HOSTILE}") in said


def test_control_characters_and_marks_of_direction_are_not_printed(plea: Summary, knowledge: Knowledge) -> None:
    release = Release(summary=entitled(plea, "a\x1b[31mb\x07c\u202ed\u0000e"), recipient="self", left_out=(), reference="7K3M")
    assert "a[31mbcde" in body(write(release, knowledge))


def test_the_record_of_the_release_is_on_the_caseworkers_page_and_what_was_left_out(knowledge: Knowledge) -> None:
    summary = summary_of("harmed-by-citizen-spouse", knowledge)
    release = release_of(summary, "caseworker", knowledge)
    read = next(page for page in pages(write(release, knowledge)) if page.startswith("For the caseworker"))
    for words in ("To: Hill Legal Office", "What: findings and calls", "Why: help with the court date", "Until: May 22, 2027", "Given on: November 22, 2026"):
        assert words in read
    assert release.left_out
    assert "Left out of this copy" in read
    own = " ".join(pages(write(release_of(summary, "self", knowledge), knowledge)))
    assert "Given with consent" not in own
    assert "Left out of this copy" not in own


@pytest.mark.parametrize("code", ["zh", "ar", "pl", "ht"])
def test_each_language_is_named_in_its_own_letters(code: str, plea: Summary, knowledge: Knowledge) -> None:
    speaking = structs.replace(plea, answers={**plea.answers, "language": code})
    named = tight(f"Language{knowledge.questions['language'].options[code]}")
    said = body(write(release_of(speaking, "caseworker", knowledge), knowledge))
    assert named in said or code == "ar", "Arabic is read back in the order it is drawn"


def test_the_persons_number_never_stands_without_whether_a_message_may_be_left(plea: Summary, knowledge: Knowledge) -> None:
    number = "203-555-0142"
    table = [
        ({"safe_phone": number, "safe_to_leave_message": False}, "Leave no message."),
        ({"safe_phone": number, "safe_to_leave_message": True}, "A message may be left."),
        ({"safe_phone": number}, "Leave none."),
    ]
    for answers, said in table:
        with_number = structs.replace(plea, answers={**plea.answers, **answers})
        read = " ".join(pages(write(release_of(with_number, "caseworker", knowledge), knowledge)))
        assert read.count(number) == 1
        assert said in read[read.index(number) : read.index(number) + 200]
        assert number not in " ".join(pages(write(release_of(with_number, "self", knowledge), knowledge)))


@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="poppler's programs are not installed: apt-get install poppler-utils")
def test_another_program_draws_every_page_and_reads_the_same_words(tmp_path: Path, plea: Summary, knowledge: Knowledge) -> None:
    content = write(release_of(plea, "caseworker", knowledge), knowledge)
    path = tmp_path / "pages.pdf"
    path.write_bytes(content)
    subprocess.run(["pdftoppm", "-r", "40", "-gray", str(path), str(tmp_path / "page")], check=True, capture_output=True)
    drawn = sorted(tmp_path.glob("page-*.pgm"))
    assert len(drawn) == len(pages(content))
    for page in drawn:
        _, size, _, dots = page.read_bytes().split(b"\n", 3)
        assert size == b"340 440"
        dark = sum(dot < 128 for dot in dots) / len(dots)
        assert 0.001 < dark < 0.2, "neither blank nor blotted"
    read = subprocess.run(["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True, text=True).stdout
    assert tight(plea.calls[0].name.split("(")[0]) in tight(read)
    assert phone_text(plea.calls[0].number) in read


@pytest.mark.parametrize("recipient", ["self", "caseworker"])
def test_a_long_word_that_someone_typed_is_broken_into_lines(plea: Summary, knowledge: Knowledge, recipient: str) -> None:
    content = write(release_of(entitled(plea, "W" * 400), recipient, knowledge), knowledge)
    lines = [line.replace("\u200b", "") for page in PdfReader(BytesIO(content)).pages for line in page.extract_text().splitlines() if "WW" in line]
    assert max(map(len, lines)) < 80
    assert "W" * 400 in "".join(lines)
