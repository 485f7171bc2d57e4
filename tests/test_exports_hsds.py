"""The directory as Open Referral HSDS 3.0. The specification's schemas (CC BY-SA 4.0) are not copied here: what they require is checked by hand below.

Both forms are also held against the published schemas themselves where HSDS_SCHEMAS names a copy of https://github.com/openreferral/specification at 3.0,
with its schema/compiled/service_package.json and its datapackage.json. Last done on 2026-11-29,
with commit 279fd2eb of its branch 3.0: it finds nothing wrong in either.
"""

import csv
import io
import json
import os
import re
import stat
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
import pytest
from people import shipped

from ctintake.exports.hsds import Directory, Rows, as_json, as_package, rows
from ctintake.model import Knowledge
from ctintake.referrals import phones_of
from ctintake.show.lines import phone_text

REQUIRED = {
    "organization": {"id", "name", "description"},
    "service": {"id", "name", "status", "organization_id"},
    "phone": {"id", "number"},
    "service_area": {"id"},
    "language": {"id"},
    "location": {"id", "location_type"},
    "service_at_location": {"id", "service_id", "location_id"},
    "address": {"id", "address_1", "city", "state_province", "postal_code", "country", "address_type"},
    "attribute": {"id", "link_id", "taxonomy_term_id", "link_entity"},
    "taxonomy": {"id", "name", "description"},
    "taxonomy_term": {"id", "name", "description"},
}
"""What the specification requires of each thing, and of a row of its table."""

LINKS = {"organization_id": "organization", "service_id": "service", "location_id": "location", "taxonomy_term_id": "taxonomy_term", "taxonomy_id": "taxonomy"}
KINDS_IN_JSON = {
    "organization": "organization", "phones": "phone", "service_areas": "service_area", "languages": "language", "location": "location",
    "service_at_locations": "service_at_location", "addresses": "address", "attributes": "attribute", "taxonomy_term": "taxonomy_term",
    "taxonomy_detail": "taxonomy",
}  # fmt: skip
JOINED_BY_NESTING = {"organization_id", "service_id", "location_id", "taxonomy_term_id", "taxonomy_id"}


@pytest.fixture(scope="module")
def directory() -> Directory:
    return Directory(shipped().resources, shipped())


@pytest.fixture(scope="module")
def found(directory: Directory) -> Rows:
    return rows(directory)


@pytest.fixture(scope="module")
def package(directory: Directory) -> dict[str, bytes]:
    return as_package(directory)


def table(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def office(knowledge: Knowledge, **parts: Any) -> Directory:
    """Make a directory of one office, changed in these parts."""
    return Directory({"one": msgspec.structs.replace(knowledge.resources["rowan-center"], **parts)}, knowledge)


def things(data: Any, kind: str = "service") -> list[tuple[str, dict[str, Any]]]:
    """Give everything in the JSON form with its kind, each inside another included."""
    if isinstance(data, list):
        return [one for inside in data for one in things(inside, kind)]
    inner = [one for name, inside in data.items() if isinstance(inside, dict | list) for one in things(inside, KINDS_IN_JSON[name])]
    return [(kind, data), *inner]


def test_everything_required_is_there_in_the_tables(found: Rows) -> None:
    assert {kind: [row for row in records if REQUIRED[kind] - set(row)] for kind, records in found.items()} == {kind: [] for kind in REQUIRED}


def test_everything_required_is_there_in_json(directory: Directory) -> None:
    lacking = [(kind, thing) for kind, thing in things(json.loads(as_json(directory))) if (REQUIRED[kind] - JOINED_BY_NESTING) - set(thing)]
    assert lacking == []


def test_values_have_the_form_the_specification_gives_them(found: Rows) -> None:
    every = [(column, value) for records in found.values() for row in records for column, value in row.items()]
    assert [value for column, value in every if column == "id" or column.endswith("_id") if str(UUID(value)) != value] == []
    assert [value for column, value in every if column in {"url", "website"} if not re.fullmatch(r"https?://\S+", value)] == []
    assert [value for column, value in every if column == "email" if not re.fullmatch(r"[^@\s]+@[^@\s]+\.\w+", value)] == []
    assert {value for column, value in every if column == "status"} == {"active"}
    assert {value for column, value in every if column in {"location_type", "address_type"}} == {"physical"}
    assert [value for column, value in every if column == "assured_date" if date.fromisoformat(value).isoformat() != value] == []
    assert {value for column, value in every if column == "country"} == {"US"}


def test_ids_are_unique_and_every_link_leads_somewhere(found: Rows) -> None:
    ids = [row["id"] for records in found.values() for row in records]
    assert len(set(ids)) == len(ids)
    there = {kind: {row["id"] for row in records} for kind, records in found.items()}
    assert [row for records in found.values() for row in records for column, to in LINKS.items() if column in row and row[column] not in there[to]] == []
    assert [row for row in found["attribute"] if row["link_entity"] != "service" or row["link_id"] not in there["service"]] == []


def test_ids_stay_the_same_so_that_others_can_link_to_them(knowledge: Knowledge) -> None:
    """A change here breaks the links of everyone who took the directory."""
    ids = {kind: [row["id"] for row in records] for kind, records in rows(office(knowledge)).items()}
    assert (ids["organization"], ids["service"]) == (["f56423aa-5e69-5746-97ad-b8b283107838"], ["a7750e1d-4798-5962-8e2f-ab52f4737d53"])
    renamed = {kind: [row["id"] for row in records] for kind, records in rows(office(knowledge, name="Another name", does="Other words.")).items()}
    assert renamed == ids


def test_both_forms_say_the_same(directory: Directory, found: Rows, package: dict[str, bytes]) -> None:
    in_json = {thing["id"] for _, thing in things(json.loads(as_json(directory)))}
    in_tables = {row["id"] for name, content in package.items() if name.endswith(".csv") for row in table(content)}
    assert in_json == in_tables == {row["id"] for records in found.values() for row in records}


def test_every_office_is_there_once_with_all_its_numbers_and_their_age(directory: Directory) -> None:
    services = json.loads(as_json(directory))
    assert [service["name"] for service in services] == [entry.name for entry in directory.offices.values()]
    for service, entry in zip(services, directory.offices.values(), strict=True):
        phones = service.get("phones", [])
        assert [phone["number"] for phone in phones] == [phone_text(phone.number) for phone in phones_of(entry, directory.knowledge)]
        assert [phone for phone in phones if not re.search(r"umber (seen in|from a page with no date)", phone["description"])] == []
        assert service["assured_date"] == entry.checked.isoformat()


def test_a_confidential_place_has_no_location_and_no_address(directory: Directory) -> None:
    hidden = [entry.name for entry in directory.offices.values() if entry.confidential]
    services = {service["name"]: service for service in json.loads(as_json(directory))}
    assert len(hidden) > 10
    assert [name for name in hidden if "service_at_locations" in services[name] or "locations" in services[name]["organization"]] == []


def test_even_an_address_that_slipped_in_is_not_written_for_a_confidential_place(knowledge: Knowledge) -> None:
    slipped = office(knowledge, address="12 Hidden Street, Stamford, CT 06901")
    assert b"Hidden Street" in as_json(slipped)
    msgspec.structs.force_setattr(slipped.offices["one"], "confidential", True)
    assert b"Hidden" not in as_json(slipped) + b"".join(as_package(slipped).values())


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("65 Elizabeth Street, Hartford, CT 06105", ("65 Elizabeth Street", "Hartford", "CT", "06105")),
        ("450 Main Street, Suite 628, Hartford, CT 06103-3015", ("450 Main Street, Suite 628", "Hartford", "CT", "06103-3015")),
        ("767 Third Avenue, New York, NY 10017", ("767 Third Avenue", "New York", "NY", "10017")),
        ("1111 Summer Street, Stamford, CT", None),
        ("No main office since spring 2025; ask", None),
        ("65 Elizabeth Street, Hartford, CT 06105 (closed on Monday)", None),
    ],
)
def test_an_address_is_taken_apart_only_where_every_part_is_known(address: str, expected: tuple[str, ...] | None, knowledge: Knowledge) -> None:
    one = rows(office(knowledge, address=address))
    parts = [(row["address_1"], row["city"], row["state_province"], row["postal_code"]) for row in one["address"]]
    assert parts == ([expected] if expected else [])
    assert [row.get("description") for row in one["location"]] == [None if expected else address]


def test_cautions_limits_and_who_alone_may_call_are_kept(knowledge: Knowledge) -> None:
    (row,) = rows(office(knowledge, caution="Ask first.", limits="No money.", audience="professionals"))["service"]
    assert row["alert"] == f"Ask first. {knowledge.audiences['professionals'].says}"
    assert row["eligibility_description"].endswith("No money.")


@pytest.mark.parametrize("area", sorted({area for entry in shipped().resources.values() for area in entry.areas}))
def test_every_area_has_a_name_that_people_know(area: str, knowledge: Knowledge) -> None:
    (row,) = rows(office(knowledge, area=area))["service_area"]
    assert ":" not in row["name"]
    assert row["name"] not in {"statewide", "national"}


def test_the_tables_are_as_the_descriptor_says(package: dict[str, bytes]) -> None:
    descriptor = json.loads(package["datapackage.json"])
    assert descriptor["profile"] == "tabular-data-package"
    assert {resource["path"] for resource in descriptor["resources"]} | {"datapackage.json"} == set(package)
    there = {resource["name"] for resource in descriptor["resources"]}
    for resource in descriptor["resources"]:
        fields = resource["schema"]["fields"]
        records = table(package[resource["path"]])
        assert records
        assert list(records[0]) == [field["name"] for field in fields]
        required = [field["name"] for field in fields if field["constraints"].get("required")]
        assert set(required) == REQUIRED[resource["name"]]
        assert [row for row in records if not all(row[name] for name in required)] == []
        assert {key["fields"]: key["reference"]["resource"] for key in resource["schema"].get("foreignKeys", [])} == {
            field["name"]: LINKS[field["name"]] for field in fields if LINKS.get(field["name"]) in there
        }


@pytest.mark.parametrize("hostile", ["=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "a\x1b[31m", 'a"b,c'])
def test_a_cell_is_harmless_in_a_spreadsheet(hostile: str, knowledge: Knowledge) -> None:
    content = as_package(office(knowledge, name=hostile, cost=hostile))["services.csv"]
    (row,) = table(content)
    assert row["name"].isprintable()
    assert not row["name"].startswith(("=", "+", "-", "@"))
    assert row["name"].strip("' ").startswith(hostile.strip()[0])


@pytest.mark.parametrize("hostile", ["\x9b31m", "\u202e", "\x85", "\x1b[31m", "\x1b]0;title\x07", "\x7f", "\u2028", "\ufeff"], ids=ascii)
def test_neither_form_says_anything_to_a_terminal_or_turns_the_text(hostile: str, knowledge: Knowledge) -> None:
    directory = office(knowledge, name=f"Legal{hostile} Aid", cost=f"Free{hostile}")
    for content in (as_json(directory), *as_package(directory).values()):
        assert [character for character in content.decode() if not character.isprintable() and character not in "\r\n"] == []
    (service,) = json.loads(as_json(directory))
    assert service["name"].split() == ["Legal", "Aid"]


def test_no_cell_of_our_own_is_changed_by_that(found: Rows, package: dict[str, bytes]) -> None:
    assert [row["number"] for row in table(package["phones.csv"])] == [row["number"] for row in found["phone"]]
    assert b",'" not in b"".join(content for name, content in package.items() if name.endswith(".csv"))


def test_the_same_directory_gives_the_same_bytes(directory: Directory, package: dict[str, bytes]) -> None:
    assert as_json(directory) == as_json(Directory(shipped().resources, shipped()))
    assert package == as_package(Directory(shipped().resources, shipped()))


# The command.


def find(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "ctintake", "find", *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd=folder, env=os.environ | {"PYTHONUTF8": "1"}, check=False, timeout=60)


def test_find_gives_what_fits_as_json_on_standard_output(tmp_path: Path) -> None:
    ran = find("--to", "hsds", "--need", "padilla-advice", folder=tmp_path)
    assert (ran.returncode, ran.stderr) == (0, "")
    services = json.loads(ran.stdout)
    assert [service["name"] for service in services] == [entry.name for entry in shipped().resources.values() if "padilla-advice" in entry.serves]


def test_find_writes_one_file_or_a_folder_of_tables_for_their_owner_alone(directory: Directory, package: dict[str, bytes], tmp_path: Path) -> None:
    ran = [find("--to", "hsds", "-o", name, folder=tmp_path) for name in ("directory.json", "directory")]
    assert [(one.returncode, one.stdout, one.stderr) for one in ran] == [(0, "", f"ctintake: wrote {name}\n") for name in ("directory.json", "directory")]
    assert (tmp_path / "directory.json").read_bytes() == as_json(directory)
    assert {path.name: path.read_bytes() for path in (tmp_path / "directory").iterdir()} == package
    modes = [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("directory.json", "directory", "directory/services.csv")]
    assert modes == [0o600, 0o700, 0o600]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["directory", "directory.json"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--to", "hsd"), "did you mean 'hsds'?"),
        (("--to", "hsds", "-o", "there.json"), "is there already"),
        (("--to", "hsds", "-o", "there"), "is there already"),
        (("--to", "hsds", "-o", "new.csv"), "is no name for the directory"),
        (("--to", "hsds", "-o", "nowhere/new"), "there is no folder nowhere"),
        (("--to", "hsds", "nobodyofthisname"), "nothing found"),
        (("-o", "new.json", "danbury"), "add: --to hsds"),
        ((), "nothing to look for"),
    ],
)
def test_find_says_what_would_be_right_and_writes_nothing(arguments: tuple[str, ...], said: str, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "there.json").write_text("ours")
    ran = find(*arguments, folder=tmp_path)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert said in ran.stderr
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["there", "there.json"]
    assert (tmp_path / "there.json").read_text() == "ours"


def test_a_file_is_replaced_when_forced(tmp_path: Path) -> None:
    (tmp_path / "there.json").write_text("ours")
    assert find("--to", "hsds", "-o", "there.json", "--force", folder=tmp_path).returncode == 0
    assert len(json.loads((tmp_path / "there.json").read_bytes())) == len(shipped().resources)


def test_a_folder_is_replaced_when_forced_and_only_where_it_holds_nothing_but_such_tables(tmp_path: Path) -> None:
    assert find("--to", "hsds", "-o", "dir", folder=tmp_path).returncode == 0
    assert find("--to", "hsds", "--need", "padilla-advice", "-o", "dir", "--force", folder=tmp_path).returncode == 0
    (tmp_path / "dir" / "mine.csv").write_text("mine")
    ran = find("--to", "hsds", "-o", "dir", "--force", folder=tmp_path)
    assert (ran.returncode, "is there already" in ran.stderr) == (2, True)
    assert (tmp_path / "dir" / "mine.csv").read_text() == "mine"


# Against the published schemas.

PUBLISHED = Path(os.environ.get("HSDS_SCHEMAS", "no such folder"))
needs_schemas = pytest.mark.skipif(not PUBLISHED.is_dir(), reason="HSDS_SCHEMAS names no folder with the published schemas")


@needs_schemas
def test_the_published_schema_finds_nothing_wrong_with_the_json(directory: Directory) -> None:
    from jsonschema import Draft202012Validator, FormatChecker

    schema = json.loads((PUBLISHED / "schema" / "compiled" / "service_package.json").read_text())
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    services = json.loads(as_json(directory))
    assert [f"{fault.json_path}: {fault.message}" for fault in validator.iter_errors(services)] == []
    assert [*validator.iter_errors([{"name": "no id"}])], "the schema does find fault with what is wrong"


@needs_schemas
def test_the_published_descriptor_finds_nothing_wrong_with_the_tables(directory: Directory) -> None:
    resources = json.loads((PUBLISHED / "datapackage.json").read_text())["resources"]
    published, paths = {table["path"]: table["schema"] for table in resources}, {table["name"]: table["path"] for table in resources}
    package = as_package(directory)
    tables = {name: list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")))) for name, content in package.items() if name.endswith(".csv")}
    assert tables.keys() <= published.keys()
    for name, table in tables.items():
        fields = {field["name"]: field.get("constraints", {}) for field in published[name]["fields"]}
        assert table[0].keys() <= fields.keys(), name
        for column, limits in fields.items():
            cells = [row.get(column, "") for row in table]
            assert not limits.get("required") or all(cells), (name, column)
            assert not limits.get("unique") or len(set(cells)) == len(cells), (name, column)
            assert {*cells} - {""} <= {*limits["enum"]} if "enum" in limits else True, (name, column)
        for key in published[name].get("foreignKeys", []):
            column, there = key["fields"], paths[key["reference"]["resource"]]
            wanted = {row.get(column, "") for row in table} - {""}
            assert wanted <= {row[key["reference"]["fields"]] for row in tables.get(there, [])}, (name, column)
