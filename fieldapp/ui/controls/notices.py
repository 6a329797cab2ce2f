"""What a form asks for and a laptop cannot do: said in one sentence, with what to do instead."""

from __future__ import annotations

from fieldapp.interview import Node
from fieldapp.wording import tr

_CALENDARS = {"ethiopian", "coptic", "islamic", "bikram-sambat", "myanmar", "persian", "buddhist"}
_CAMERA = {"new", "new-front", "front", "selfie"}


def notice_of(node: Node) -> str:
    """The sentence for a question; "" for almost all."""
    if node.control is None:
        return ""
    looks = node.control.appearance
    if app := _app_of(node, looks):
        return tr(
            "The form calls an app of a phone here ({app}). Give the answer yourself, or note why not.",
            app=app,
        )
    if "printer" in looks:
        return tr("The form wants to print on a phone's printer here. Write the text down instead.")
    if node.type in ("date", "dateTime") and _CALENDARS & set(looks):
        return tr("The form shows another calendar on phones. Type the date of the Gregorian calendar.")
    if "bearing" in looks:
        return tr("There is no compass in a laptop. Type the degrees, 0 to 360 from north.")
    return _of_files(node, looks)


def _of_files(node: Node, looks: tuple[str, ...]) -> str:
    if node.control is not None and node.control.kind == "upload" and _CAMERA & set(looks):
        return tr("The form wants a new picture. Take it with a phone or camera, then choose the file.")
    return ""


def _app_of(node: Node, looks: tuple[str, ...]) -> str:
    """The Android app that a question calls, by its `ex:` appearance or `intent`."""
    named = next((look for look in looks if look.startswith("ex:")), "").removeprefix("ex:").partition("(")[0]
    attributes = node.control.attributes if node.control is not None else {}
    return named or attributes.get("intent", "").removeprefix("ex:").partition("(")[0]
