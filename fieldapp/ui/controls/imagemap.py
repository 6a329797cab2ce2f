"""ODK image-map: choices are areas of an SVG picture, each with the code as its id; rows stand below it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLayout, QSizePolicy, QVBoxLayout, QWidget

from fieldapp.interview import Node
from fieldapp.ui import theme
from fieldapp.ui.components.frames import label as words
from fieldapp.ui.controls.around import NOTHING_AROUND, Around
from fieldapp.ui.controls.choices import ChoicesControl
from fieldapp.wording import tr

LARGEST = QSize(640, 300)


class ImageMapControl(ChoicesControl):
    """The keys act on the rows, the mouse on the areas too."""

    def __init__(self, node: Node, around: Around = NOTHING_AROUND, columns: int = 1) -> None:
        self.map: MapPicture | None = None
        super().__init__(node, around, max(columns, 3))

    def _make_layout(self) -> QLayout:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        name = self.node.media.get("image", "")
        path = self.around.form_file(name) if name else None
        if path is None:
            said = tr("The picture {name} does not lie beside the form", name=name or "SVG")
            column.addWidget(words(said, "body", "ink-3"))
        else:
            self.map = MapPicture(path)
            self.map.picked.connect(self._picked)
            column.addWidget(self.map, 0, Qt.AlignmentFlag.AlignLeft)
        holder = QWidget()
        column.addWidget(holder)
        return self._rows_layout(holder)

    def show_node(self) -> None:
        """Rows as always, and the chosen areas in colour."""
        super().show_node()
        if self.map is not None:
            self.map.show_areas([choice.value for choice in self._choices], self.chosen())

    def _picked(self, code: str) -> None:
        self.choose([choice.value for choice in self._choices].index(code))


class MapPicture(QWidget):
    """The picture; chosen areas are laid over in the accent colour."""

    picked = Signal(str)

    def __init__(self, path: Path) -> None:
        super().__init__()
        from PySide6.QtSvg import QSvgRenderer  # only forms with maps need it

        self._renderer = QSvgRenderer(str(path), self)
        size = self._renderer.defaultSize().scaled(LARGEST, Qt.AspectRatioMode.KeepAspectRatio)
        self.setFixedSize(size)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._shapes: dict[str, QImage] = {}
        self._chosen: list[str] = []

    def show_areas(self, codes: list[str], chosen: list[str]) -> None:
        """Which codes have an area, and which of them are chosen."""
        for code in codes:
            if code not in self._shapes and self._renderer.elementExists(code):
                self._shapes[code] = self._shape(code)
        self._chosen = chosen
        self.update()

    def area(self, code: str) -> QPointF:
        """A place inside the area of a code, for tests and for the pen."""
        shape = self._shapes[code]
        spots = [
            (x, y)
            for y in range(shape.height())
            for x in range(shape.width())
            if shape.pixelColor(x, y).alpha()
        ]
        return QPointF(*spots[len(spots) // 2])

    def _shape(self, code: str) -> QImage:
        """The area alone, where it lies in the widget."""
        image = QImage(self.size(), QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        box = self._renderer.viewBoxF()
        across, down = self.width() / box.width(), self.height() / box.height()
        bounds = self._renderer.transformForElement(code).mapRect(self._renderer.boundsOnElement(code))
        place = QRectF(
            (bounds.x() - box.x()) * across,
            (bounds.y() - box.y()) * down,
            bounds.width() * across,
            bounds.height() * down,
        )
        painter = QPainter(image)
        self._renderer.render(painter, code, place)
        painter.end()
        return image

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The smallest area under the mouse is meant."""
        spot = event.position().toPoint()
        hit = [
            code
            for code, shape in self._shapes.items()
            if shape.rect().contains(spot) and shape.pixelColor(spot).alpha()
        ]
        if hit:
            self.picked.emit(hit[-1])

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(Qt.GlobalColor.white))
        self._renderer.render(painter, QRectF(self.rect()))
        for code in self._chosen:
            if code in self._shapes:
                painter.drawImage(0, 0, tinted(self._shapes[code], theme.color("accent")))
        painter.setPen(theme.color("line"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()


def tinted(shape: QImage, colour: QColor) -> QImage:
    """The same shape in one colour, so that what lies below stays visible."""
    made = shape.copy()
    painter = QPainter(made)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    colour.setAlpha(170)
    painter.fillRect(made.rect(), colour)
    painter.end()
    return made
