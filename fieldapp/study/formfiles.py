"""Pictures, sounds and films of a form, copied into the study with it."""

from __future__ import annotations

from pathlib import Path

from fieldapp import files
from fieldapp.files import Layout
from fieldapp.form import FormDefinition, find_media_file, media_names


def keep_form_files(layout: Layout, form: Path, definition: FormDefinition) -> None:
    """Copy those that lie beside the form. Without one the question is asked all the same."""
    for name in media_names(definition):
        source = find_media_file(form, name)
        if source is not None:
            target = layout.form_files(definition.sha256) / name
            files.make_folder(target.parent)
            files.write(target, files.read(source))
