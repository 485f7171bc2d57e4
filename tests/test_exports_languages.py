"""Two languages on one page: the person's own, with the English beside it, and never a name or a number in other words."""

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs
from pypdf import PdfReader
from released import HURT_AND_CHARGED, cut_for, shipped, summary_of
from test_exports import ctintake

from ctintake.cli.handover import completed
from ctintake.errors import InputError
from ctintake.exports.formats import written
from ctintake.exports.languages import catalogue
from ctintake.exports.recipients import Cut
from ctintake.show.lines import phone_text
from ctintake.summary.records import Summary

SPEAKING = summary_of(**HURT_AND_CHARGED | {"language": "es"})
FIRST = SPEAKING.findings[0]
SPANISH = {
    FIRST.title: "No se declare culpable antes de recibir consejo",
    FIRST.do[0]: "Diga a su abogado: necesito consejo de inmigración.",
    shipped().text("heading-urgent"): "Para hoy",
    shipped().text("label-say"): "Diga: {say}",
    shipped().text("label-safe-day"): "A más tardar: {safe}. Último día: {day}." if "{safe}" in shipped().text("label-safe-day") else "",
    shipped().text("date-spoken"): "{weekday}, {day} de {month} de {year}",
    shipped().text("date-written"): "{day} de {month} de {year}",
    **{shipped().needs[need].call: f"Frase {at}." for at, need in enumerate(shipped().needs)},
    "December": "diciembre", "Friday": "viernes", "Thursday": "jueves",
    SPEAKING.calls[0].name: "UNA OFICINA", SPEAKING.calls[0].number: "000", FIRST.law[0].citation: "UNA LEY",
    shipped().text("last-line"): "Si hace una sola cosa: {name}",
}  # fmt: skip
"""Some words, as a translator would have made them; among them what must never be used: names, a number, a citation, words that lose what is filled in."""


def folder_of(path: Path, code: str = "es", words: dict[str, str] = SPANISH) -> Path:
    """Make an overlay that holds a language alone."""
    (path / "languages").mkdir(parents=True, exist_ok=True)
    made = Catalog(locale=code)
    for english, other in words.items():
        made.add(english, other)
    with (path / "languages" / f"{code}.mo").open("wb") as file:
        write_mo(file, made)
    return path


def release_in(path: Path, summary: Summary = SPEAKING, recipient: str = "self", words: dict[str, str] = SPANISH, code: str = "es") -> Any:
    one: Cut = completed(cut_for(recipient, summary), None, (folder_of(path, code, words),))
    return one.release


def html_of(release: Any) -> str:
    content = written("html", release, shipped())
    assert isinstance(content, bytes)
    return content.decode()


def test_the_page_is_in_the_persons_language_and_each_part_has_its_english_beside_it(tmp_path: Path) -> None:
    html = html_of(release_in(tmp_path))
    assert '<html lang="es">' in html
    for english in (FIRST.title, FIRST.do[0], "For today"):
        assert f'<span class="english" lang="en" dir="ltr">{english.replace(chr(34), "&#34;")}</span>' in html
    assert f"<h3>{SPANISH[FIRST.title]} <span" in html


def test_what_has_no_words_stands_once_in_english_and_says_that_it_is(tmp_path: Path) -> None:
    html = html_of(release_in(tmp_path))
    later = SPEAKING.findings[1]
    assert html.count(later.title) == html_of(cut_for("self", SPEAKING).release).count(later.title)
    assert f'<span lang="en" dir="ltr">{later.title}</span>' in html


def test_what_to_say_on_the_phone_is_put_together_from_its_sentences(tmp_path: Path) -> None:
    assert re.search(
        r"<p class=\"person\">Diga: Frase \d+\.( Frase \d+\.)? ?<span class=\"english\"", html_of(release_in(tmp_path, summary_without_interpreter()))
    )


def summary_without_interpreter() -> Summary:
    """Give a summary whose calls say only what the needs say."""
    calls = tuple(structs.replace(call, say=" ".join(need.call for need in shipped().needs.values() if need.call in call.say)) for call in SPEAKING.calls)
    return structs.replace(SPEAKING, calls=calls)


def test_days_are_written_as_the_language_does(tmp_path: Path) -> None:
    html = html_of(release_in(tmp_path))
    if "A más tardar" in html:
        assert re.search(r"A más tardar: \w+, \d+ de \w+ de 20\d\d", html)


def test_how_a_day_was_counted_is_told_in_the_language_too(tmp_path: Path) -> None:
    counted = shipped().text("counted")
    label = shipped().questions["admission_date"].label
    words = SPANISH | {counted: "Se cuenta {add} desde: {from} ({day}).", "2 years": "2 años", label: "Día de admisión"}
    day = structs.replace(SPEAKING.deadlines[0], counted=counted.format(add="2 years", day="2025-03-09", **{"from": label[0].lower() + label[1:]}))
    html = html_of(release_in(tmp_path, structs.replace(SPEAKING, deadlines=(day,)), words=words))
    assert "Se cuenta 2 años desde: día de admisión (2025-03-09)." in html
    assert "Counted as 2 years from:" in html


def test_words_that_fit_a_form_by_chance_lose_nothing(tmp_path: Path) -> None:
    day = structs.replace(SPEAKING.deadlines[0], counted="Counted as {x} from: {y} (never).")
    html = html_of(release_in(tmp_path, structs.replace(SPEAKING, deadlines=(day,)), words=SPANISH | {shipped().text("counted"): "{from}, {add}, {day}"}))
    assert "{y}, {x}, never" in html


def test_names_numbers_and_citations_are_never_in_other_words(tmp_path: Path) -> None:
    html = html_of(release_in(tmp_path))
    assert "UNA OFICINA" not in html
    assert "UNA LEY" not in html
    for call in SPEAKING.calls:
        assert phone_text(call.number) in html


def test_words_that_lose_what_the_program_fills_in_are_not_used(tmp_path: Path) -> None:
    assert "Si hace una sola cosa" not in html_of(release_in(tmp_path))
    html_of(release_in(tmp_path, words={shipped().text("last-line"): "{name.__class__} {0} {"}))


@pytest.mark.parametrize("form", ["Diga: {say} {", "Diga: {say} }", "Diga: {{say}}", "Diga: {say!r}", "Diga: {say:d}", "Diga: {say} {otra}"])
def test_words_that_cannot_be_filled_in_are_not_used(form: str, tmp_path: Path) -> None:
    html = html_of(release_in(tmp_path, words=SPANISH | {shipped().text("label-say"): form}))
    assert SPANISH[FIRST.title] in html
    assert "Diga: " not in html


def test_a_lone_brace_in_what_a_summary_says_stays_as_it_is(tmp_path: Path) -> None:
    first = structs.replace(FIRST, title="Room {B")
    html = html_of(release_in(tmp_path, structs.replace(SPEAKING, findings=(first, *SPEAKING.findings[1:])), words={"Room {B": "Sala {B"}))
    assert "Room {B" in html
    assert "Sala {B" not in html


def test_the_markdown_and_the_pdf_have_both_too(tmp_path: Path) -> None:
    release = release_in(tmp_path)
    text = written("md", release, shipped()).decode()
    assert f"### {SPANISH[FIRST.title]} / {FIRST.title}" in text
    assert "\n  > " in text
    reader = PdfReader(BytesIO(written("pdf", release, shipped())))
    read = " ".join(" ".join(page.extract_text().split()) for page in reader.pages)
    assert f"{SPANISH[FIRST.title]} {FIRST.title}" in read
    assert reader.trailer["/Root"]["/Lang"] == "es"


def test_a_page_for_others_is_in_english_and_names_the_language(tmp_path: Path) -> None:
    html = html_of(release_in(tmp_path, recipient="caseworker"))
    assert '<html lang="en">' in html
    assert SPANISH[FIRST.title] not in html
    assert "The person speaks Spanish and needs an interpreter." in html


@pytest.mark.parametrize(("code", "own"), [("es", "Hablo español"), ("ht", "Mwen pale kreyòl ayisyen"), ("ar", "أتكلم العربية"), ("zh", "我说中文")])
def test_without_words_the_page_is_in_english_and_says_how_to_ask_for_an_interpreter(code: str, own: str) -> None:
    release = cut_for("self", structs.replace(SPEAKING, answers=SPEAKING.answers | {"language": code})).release
    html = html_of(release)
    asks = shipped().text(f"interpreter-{code}").strip()
    assert '<html lang="en">' in html
    assert f'<strong lang="{code}" dir="auto">{asks}</strong>' in html
    assert shipped().text(f"interpreter-{code}-in-english").strip() in html
    read = " ".join(page.extract_text() for page in PdfReader(BytesIO(written("pdf", release, shipped()))).pages)
    assert "an interpreter" in read
    assert set(own.split()) <= set(re.findall(r"\w+", read)), "words that run from the right are read back in the order they are drawn"


def test_a_page_of_someone_who_speaks_english_has_no_word_of_it() -> None:
    speaking = structs.replace(SPEAKING, answers=SPEAKING.answers | {"language": "en"})
    assert 'class="speaks"' in html_of(cut_for("self", SPEAKING).release)
    assert 'class="speaks"' not in html_of(cut_for("self", speaking).release)


def test_arabic_runs_from_the_right_and_numbers_and_english_do_not(tmp_path: Path) -> None:
    speaking = structs.replace(SPEAKING, answers=SPEAKING.answers | {"language": "ar"})
    html = html_of(release_in(tmp_path, speaking, words={FIRST.title: "لا تعترف بالذنب قبل الاستشارة"}, code="ar"))
    assert '<html lang="ar" dir="rtl">' in html
    assert re.search(r'<a class="phone" href="tel:[+0-9]+" dir="ltr">', html)


def test_letters_that_our_fonts_have_not_are_refused_in_print_and_not_left_out(tmp_path: Path) -> None:
    speaking = structs.replace(SPEAKING, answers=SPEAKING.answers | {"language": "zh"})
    release = release_in(tmp_path, speaking, words={FIRST.title: "先別認罪"}, code="zh")
    assert "先別認罪" in html_of(release)
    with pytest.raises(InputError, match=r"--to pdf: has no letters for '先', '別', .*\n.*--to html"):
        written("pdf", release, shipped())


def test_the_words_of_a_later_folder_win(tmp_path: Path) -> None:
    folders = (folder_of(tmp_path / "one"), folder_of(tmp_path / "two", words={FIRST.title: "Otra cosa"}))
    found = catalogue(SPEAKING, folders)
    assert found is not None
    assert (found.words(FIRST.title), found.words(FIRST.do[0])) == ("Otra cosa", SPANISH[FIRST.do[0]])


@pytest.mark.parametrize("content", [b"", b"no catalogue", b"\xde\x12\x04\x95" + b"\xff" * 40], ids=["empty", "text", "a broken one"])
def test_a_file_that_is_no_catalogue_is_refused_by_name(content: bytes, tmp_path: Path) -> None:
    (folder_of(tmp_path) / "languages" / "es.mo").write_bytes(content)
    with pytest.raises(InputError, match=r"languages/es\.mo: is no catalogue"):
        catalogue(SPEAKING, (tmp_path,))


def test_a_catalogue_in_letters_that_nobody_knows_is_refused_by_name(tmp_path: Path) -> None:
    path = folder_of(tmp_path) / "languages" / "es.mo"
    path.write_bytes(path.read_bytes().replace(b"charset=utf-8", b"charset=nobod"))
    with pytest.raises(InputError, match=r"languages/es\.mo: is no catalogue"):
        catalogue(SPEAKING, (tmp_path,))


@pytest.mark.parametrize("language", ["../../etc/es", "other", "/es", "e", "unsure", ""])
def test_only_a_language_is_looked_for(language: str, tmp_path: Path) -> None:
    folder_of(tmp_path / "languages" / "etc")
    assert catalogue(structs.replace(SPEAKING, answers={"language": language}), (folder_of(tmp_path),)) is None


def test_on_the_command_line_a_folder_with_a_language_alone_is_enough(tmp_path: Path) -> None:
    answers = b'[answers]\nanswering = "self"\nlanguage = "es"\nus_citizen = "no"\ncase_stage = "plea-offered"\nsituation = ["charged"]\n'
    folder = folder_of(tmp_path / "words")
    ran = ctintake("screen", "-", "--as-of", "2026-11-22", "--to", "md", "-o", "-", "--knowledge", str(folder), given=answers)
    assert ran.returncode == 0, ran.stderr
    assert " / For today" in ran.stdout.decode()


@given(st.dictionaries(st.sampled_from([FIRST.title, FIRST.say, *FIRST.do, "December", shipped().text("label-say")]), st.text(max_size=60)))
@settings(max_examples=25, deadline=None)
def test_whatever_a_catalogue_says_nothing_runs_and_no_control_character_comes_through(words: dict[str, str]) -> None:
    from ctintake.exports.release import Catalogue

    release = structs.replace(cut_for("self", SPEAKING).release, catalogue=Catalogue("es", lambda text: words.get(text, text)))
    html = html_of(release)
    assert "<script" not in html.lower()
    assert not [character for character in html if character < " " and character != "\n"]
    written("md", release, shipped())
