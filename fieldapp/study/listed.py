"""Which files a form takes its lists from, and which of them are lists of entities."""

from __future__ import annotations

from fieldapp.form import FormDefinition

_LISTS = (".csv", ".xml", ".geojson", ".json")


def list_names(definition: FormDefinition) -> list[str]:
    """The files that a form takes its lists from, each once."""
    names = (instance.file_name or "" for instance in definition.instances.values())
    return list(dict.fromkeys(name for name in names if name.lower().endswith(_LISTS)))


def declared_datasets(definition: FormDefinition) -> set[str]:
    """The entity lists that a form creates or updates."""
    return {
        node.attributes["dataset"]
        for node in definition.root.walk()
        if node.name == "entity" and "dataset" in node.attributes
    }


def dataset_of(file_name: str) -> str | None:
    """The entity list that a file would be; None for a file of another kind."""
    stem, dot, ending = file_name.rpartition(".")
    return stem if dot and ending.lower() == "csv" else None
