"""The directory of offices in Open Referral's Human Services Data Specification, 3.0: as JSON, and as a tabular data package.

Each office is an organization with one service. Both forms are made of the same rows, so they say the same. Ids are UUIDs made from the state's name and the
entry's own id: the same in every export, so that others can link to them. A confidential place has no location. What the specification has no place for is
said in words, never dropped: limits with whom it is for, cautions as alerts, a number's age beside the number.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import msgspec
from msgspec import Struct

from ctintake.exports.cleaning import harmless
from ctintake.exports.hsds_tables import TABLES
from ctintake.model import ALWAYS, Knowledge, Phone, Resource
from ctintake.referrals import phones_of
from ctintake.show.lines import Words, phone_text, seen, sentence

Row = dict[str, str]
Rows = dict[str, list[Row]]

_ROOT = uuid5(NAMESPACE_URL, "ctintake")
_ADDRESS = re.compile(r"(?P<address_1>\d.*), (?P<city>[A-Z][A-Za-z .'-]+), (?P<state_province>[A-Z]{2}) (?P<postal_code>\d{5}(?:-\d{4})?)")
_FORMULA = ("=", "+", "-", "@")


class Directory(Struct, frozen=True):
    """The offices to write, by id, and the knowledge they come from."""

    offices: Mapping[str, Resource]
    knowledge: Knowledge

    def id(self, *parts: str) -> str:
        """Give the UUID of a thing, the same in every export."""
        return str(uuid5(uuid5(_ROOT, self.knowledge.jurisdiction.name), "/".join(parts)))


def as_json(directory: Directory) -> bytes:
    """Give the services, each with its organization and all that belongs to it inside, as the specification's JSON form has them."""
    return msgspec.json.format(msgspec.json.encode(_nested(rows(directory))), indent=2) + b"\n"


def as_package(directory: Directory) -> dict[str, bytes]:
    """Give the files of the tabular package by name: a table a kind, and the descriptor. Empty tables are left out."""
    filled = {kind: records for kind, records in rows(directory).items() if records}
    tables = {f"{TABLES[kind].file}.csv": _csv(kind, records) for kind, records in filled.items()}
    return tables | {"datapackage.json": msgspec.json.format(msgspec.json.encode(_descriptor(filled)), indent=2) + b"\n"}


def rows(directory: Directory) -> Rows:
    """Give every table's rows, in the order of the directory, each value harmless to read: an office may come from an overlay."""
    found: Rows = {kind: [] for kind in TABLES}
    for name, entry in directory.offices.items():
        for kind, row in _office(name, entry, directory):
            found[kind].append({column: told for column, value in row.items() if (told := harmless(value))})
    used = {need for entry in directory.offices.values() for need in entry.serves}
    for kind, row in _needs(used, directory):
        found[kind].append({column: harmless(value) for column, value in row.items()})
    return found


def _office(name: str, entry: Resource, directory: Directory) -> Iterator[tuple[str, Row]]:
    organization, service = directory.id("organization", name), directory.id("service", name)
    words = Words(directory.knowledge)
    does = _line(entry.does)
    yield "organization", {"id": organization, "name": entry.name, "description": does, "email": entry.email, "website": entry.url}
    yield (
        "service",
        {
            "id": service,
            "organization_id": organization,
            "name": entry.name,
            "description": does,
            "url": entry.url,
            "email": entry.email,
            "status": "active",
            "application_process": entry.text,
            "fees_description": entry.cost,
            "eligibility_description": _line(f"{entry.who.strip()} {entry.limits}"),
            "assured_date": entry.checked.isoformat(),
            "alert": _line(f"{entry.caution} {_for_whom(entry, directory.knowledge)}"),
        },
    )
    yield from (("phone", row) for row in _phones(name, entry, service, directory, words))
    yield from (("service_area", row) for row in _areas(name, entry, service, directory))
    yield from (("language", row) for row in _languages(name, entry, service, directory))
    yield from (("attribute", row) for row in _attributes(name, entry, service, directory))
    if entry.address and not entry.confidential:
        yield from _location(name, entry, organization, service, directory)


def _for_whom(entry: Resource, knowledge: Knowledge) -> str:
    """Say who alone may be given this office, where that is not everyone."""
    audience = knowledge.audiences.get(entry.audience)
    return audience.says if audience is not None and audience.when != ALWAYS else ""


def _line(text: str) -> str:
    return " ".join(text.split())


def _phones(name: str, entry: Resource, service: str, directory: Directory, words: Words) -> Iterator[Row]:
    met: list[str] = []
    for phone in phones_of(entry, directory.knowledge):
        identifier = directory.id("phone", name, phone.number, str(met.count(phone.number)))
        met.append(phone.number)
        yield {"id": identifier, "service_id": service, "number": phone_text(phone.number), "type": "voice", "description": _about(phone, words)}


def _about(phone: Phone, words: Words) -> str:
    parts = (phone.label, phone.hours, seen(phone.seen, words))
    return sentence("; ".join(part for part in parts if part))


def _areas(name: str, entry: Resource, service: str, directory: Directory) -> Iterator[Row]:
    for area in entry.areas:
        where, about = _area(area, directory.knowledge)
        yield {"id": directory.id("service_area", name, area), "service_id": service, "name": where, "description": about}


def _area(area: str, knowledge: Knowledge) -> tuple[str, str]:
    """Give an area's name, and its towns where the name alone does not say."""
    kind, _, what = area.partition(":")
    if area == "statewide":
        return knowledge.jurisdiction.name, ""
    if area == "national":
        return knowledge.text("directory-nation"), ""
    if kind == "county" and what:
        return knowledge.text("directory-county").format(county=what), ""
    if kind == "region" and what:
        towns = ", ".join(town for town, entry in knowledge.towns.items() if what in entry.regions)
        return what.replace("-", " ").capitalize(), knowledge.text("directory-towns").format(towns=towns) if towns else ""
    return what or area, ""


def _languages(name: str, entry: Resource, service: str, directory: Directory) -> Iterator[Row]:
    question = directory.knowledge.questions.get("language")
    names = question.options if question is not None else {}
    for code in entry.languages:
        yield {"id": directory.id("language", name, code), "service_id": service, "name": names.get(code, "").partition(" (")[0], "code": code}


def _attributes(name: str, entry: Resource, service: str, directory: Directory) -> Iterator[Row]:
    for need in entry.serves:
        yield {
            "id": directory.id("attribute", name, need),
            "link_id": service,
            "taxonomy_term_id": directory.id("taxonomy_term", need),
            "link_type": "need",
            "link_entity": "service",
        }


def _location(name: str, entry: Resource, organization: str, service: str, directory: Directory) -> Iterator[tuple[str, Row]]:
    """Give where an office is: an address where street, town, state and postal code are all known, else the words as they stand."""
    location = directory.id("location", name)
    found = _ADDRESS.fullmatch(entry.address)
    about = "" if found else entry.address
    yield "location", {"id": location, "location_type": "physical", "organization_id": organization, "name": entry.name, "description": about}
    yield "service_at_location", {"id": directory.id("service_at_location", name), "service_id": service, "location_id": location}
    if found:
        where = {"id": directory.id("address", name), "location_id": location, "country": "US", "address_type": "physical"}
        yield "address", where | found.groupdict()


def _needs(used: set[str], directory: Directory) -> Iterator[tuple[str, Row]]:
    """Give the kinds of help as a taxonomy of our own, those that an office here offers."""
    text, taxonomy = directory.knowledge.text, directory.id("taxonomy")
    if used:
        yield "taxonomy", {"id": taxonomy, "name": text("directory-needs"), "description": text("directory-needs-about")}
    for need, entry in directory.knowledge.needs.items():
        if need in used:
            yield (
                "taxonomy_term",
                {
                    "id": directory.id("taxonomy_term", need),
                    "code": need,
                    "name": need.replace("-", " "),
                    "description": _line(entry.means),
                    "taxonomy": text("directory-needs"),
                    "taxonomy_id": taxonomy,
                },
            )


def _nested(found: Rows) -> list[dict[str, Any]]:
    """Put each service's rows inside it, and leave out the ids that only joined the tables."""
    by_id = {row["id"]: row for records in found.values() for row in records}
    locations = {row["id"]: _inside(row, "organization_id") | _many("addresses", _of(found["address"], "location_id", row["id"])) for row in found["location"]}
    return [
        _inside(service, "organization_id")
        | {"organization": by_id[service["organization_id"]]}
        | _many("phones", _of(found["phone"], "service_id", service["id"]))
        | _many("service_areas", _of(found["service_area"], "service_id", service["id"]))
        | _many("languages", _of(found["language"], "service_id", service["id"]))
        | _many("service_at_locations", [_at(row, locations) for row in found["service_at_location"] if row["service_id"] == service["id"]])
        | _many("attributes", [_term(row, by_id) for row in found["attribute"] if row["link_id"] == service["id"]])
        for service in found["service"]
    ]


def _inside(row: Row, *joining: str) -> dict[str, Any]:
    return {column: value for column, value in row.items() if column not in joining}


def _of(records: Iterable[Row], column: str, wanted: str) -> list[dict[str, Any]]:
    return [_inside(row, column) for row in records if row[column] == wanted]


def _many(name: str, inside: list[dict[str, Any]]) -> dict[str, Any]:
    return {name: inside} if inside else {}


def _at(row: Row, locations: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    return _inside(row, "service_id", "location_id") | {"location": locations[row["location_id"]]}


def _term(row: Row, by_id: Mapping[str, Row]) -> dict[str, Any]:
    term = by_id[row["taxonomy_term_id"]]
    return _inside(row, "taxonomy_term_id") | {"taxonomy_term": _inside(term, "taxonomy_id") | {"taxonomy_detail": by_id[term["taxonomy_id"]]}}


def _csv(kind: str, records: list[Row]) -> bytes:
    """Write a table. A cell that a spreadsheet would take for a formula gets an apostrophe before it."""
    import csv
    import io

    stream = io.StringIO(newline="")
    table = csv.DictWriter(stream, [column.name for column in TABLES[kind].columns], restval="")
    table.writeheader()
    table.writerows({column: _cell(value) for column, value in row.items()} for row in records)
    return stream.getvalue().encode()


def _cell(value: str) -> str:
    """Make a value harmless for a spreadsheet, and print only what is printable.

    >>> _cell("=1+1"), _cell("203-555-0100")
    ("'=1+1", '203-555-0100')
    """
    printable = "".join(character if character.isprintable() else " " for character in value)
    return f"'{printable}" if printable.lstrip().startswith(_FORMULA) else printable


def _descriptor(filled: Rows) -> dict[str, Any]:
    return {
        "name": "human_services_data",
        "profile": "tabular-data-package",
        "version": "3.0.0",
        "resources": [_resource(kind, set(filled)) for kind in filled],
    }


def _resource(kind: str, there: set[str]) -> dict[str, Any]:
    table = TABLES[kind]
    links = [column for column in table.columns if column.links_to in there]
    keys = [{"fields": column.name, "reference": {"resource": column.links_to, "fields": "id"}} for column in links]
    schema: dict[str, Any] = {"fields": [column.field() for column in table.columns], "primaryKey": "id"}
    return {
        "name": kind,
        "path": f"{table.file}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "profile": "tabular-data-resource",
        "schema": schema | ({"foreignKeys": keys} if keys else {}),
    }
