"""Pictures, sounds and films that the texts of a form name, and where they lie beside it."""

from __future__ import annotations

from pathlib import Path

from fieldapp.form.definition import FormDefinition

MEDIA = ("image", "big-image", "audio", "video")


def media_names(definition: FormDefinition) -> list[str]:
    """File names in labels and choices of any language, each once; not those that answers make up."""
    found: dict[str, None] = {}
    for texts in definition.translations.values():
        for forms in texts.values():
            for form in MEDIA:
                message = forms.get(form, ())
                if len(message) == 1 and isinstance(message[0], str):
                    found[message[0].rsplit("/", 1)[-1].strip()] = None
    return [name for name in found if name]


def find_media_file(form: Path, name: str) -> Path | None:
    """Beside the form, in its folder of media, or in a folder `media` beside it."""
    for folder in (form.parent, form.parent / f"{form.stem}-media", form.parent / "media"):
        if (folder / name).is_file():
            return folder / name
    return None
