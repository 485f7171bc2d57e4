"""The tables of the Human Services Data Specification 3.0 that a directory of offices fills: their files and columns, by the specification's own names."""

from typing import Any

from msgspec import Struct


class Column(Struct, frozen=True):
    """A column: its name, what form its values have, whether every row has it, and the table whose ids it holds."""

    name: str
    form: str = ""
    required: bool = False
    links_to: str = ""

    def field(self) -> dict[str, Any]:
        """Describe it as a data package does."""
        described: dict[str, Any] = {"name": self.name, "type": "date" if self.form == "date" else "string"}
        if self.form not in {"", "date"}:
            described["format"] = self.form
        constraints = {"required": True} if self.required else {}
        return described | {"constraints": constraints | ({"unique": True} if self.name == "id" else {})}


class Table(Struct, frozen=True):
    """A table: the name of its file, and its columns in order."""

    file: str
    columns: tuple[Column, ...]


def _table(file: str, *columns: Column) -> Table:
    return Table(file, (Column("id", "uuid", required=True), *columns))


def _link(name: str, to: str, *, required: bool = False) -> Column:
    return Column(name, "uuid", required=required, links_to=to)


def _required(name: str) -> Column:
    return Column(name, required=True)


TABLES: dict[str, Table] = {
    "organization": _table("organizations", _required("name"), _required("description"), Column("email", "email"), Column("website", "uri")),
    "service": _table(
        "services",
        _link("organization_id", "organization", required=True),
        _required("name"),
        Column("description"),
        Column("url", "uri"),
        Column("email", "email"),
        _required("status"),
        Column("application_process"),
        Column("fees_description"),
        Column("eligibility_description"),
        Column("assured_date", "date"),
        Column("alert"),
    ),
    "phone": _table("phones", _link("service_id", "service"), _required("number"), Column("type"), Column("description")),
    "service_area": _table("service_areas", _link("service_id", "service"), Column("name"), Column("description")),
    "language": _table("languages", _link("service_id", "service"), Column("name"), Column("code")),
    "location": _table("locations", _required("location_type"), _link("organization_id", "organization"), Column("name"), Column("description")),
    "service_at_location": _table("service_at_location", _link("service_id", "service", required=True), _link("location_id", "location", required=True)),
    "address": _table(
        "addresses",
        _link("location_id", "location"),
        *(_required(name) for name in ("address_1", "city", "state_province", "postal_code", "country", "address_type")),
    ),
    "attribute": _table(
        "attributes",
        Column("link_id", "uuid", required=True),
        _link("taxonomy_term_id", "taxonomy_term", required=True),
        Column("link_type"),
        _required("link_entity"),
    ),
    "taxonomy": _table("taxonomies", _required("name"), _required("description")),
    "taxonomy_term": _table(
        "taxonomy_terms",
        Column("code"),
        _required("name"),
        _required("description"),
        Column("taxonomy"),
        _link("taxonomy_id", "taxonomy"),
    ),
}
"""Every table by the specification's name for the thing in it."""
