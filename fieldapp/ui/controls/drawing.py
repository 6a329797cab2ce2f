"""A signature or a drawing: a white pad; each lifted stroke is saved as a PNG."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QIODevice, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from fieldapp.interview import Node
from fieldapp.ui import theme
from fieldapp.ui.controls.around import NOTHING_AROUND, Around
from fieldapp.ui.controls.base import Control, Hint
from fieldapp.ui.style import ringed
from fieldapp.wording import tr

PAD = QSize(720, 240)


class DrawingControl(Control):
    """The answer is the name of the PNG in the study's media folder."""

    def __init__(self, node: Node, around: Around = NOTHING_AROUND, parent: QWidget | None = None) -> None:
        super().__init__(node, parent)
        self._around = around
        self._saved = ""
        self.pad = Pad(self)
        self.pad.setAccessibleName(tr("Drawing area"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.pad, 0, Qt.AlignmentFlag.AlignLeft)
        self.setFocusProxy(self.pad)
        self.pad.lifted.connect(self._lifted)
        self.show_node()

    @property
    def entry(self) -> QWidget:
        """The pad."""
        return self.pad

    @property
    def hints(self) -> tuple[Hint, ...]:
        """Removing; drawing needs mouse, pen or finger."""
        return (Hint(("Del",), tr("clear")),)

    def show_node(self) -> None:
        """The drawing that is stored."""
        if self.node.value != self._saved:
            self._saved = self.node.value
            picture = QPixmap()
            if self.node.value:
                picture.loadFromData(self._around.media(self.node.value))
            self.pad.show_picture(picture)

    def _lifted(self) -> None:
        name = self._around.attach_bytes(self.node.reference, self.pad.png(), ".png")
        if name:
            self._saved = name
            self.give(name)


class Pad(QWidget):
    """Draws where the mouse, pen or finger goes; black on white in every theme, as on paper."""

    lifted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._image = QImage(PAD, QImage.Format.Format_RGB32)
        self._image.fill(Qt.GlobalColor.white)
        self._last: QPointF | None = None
        self.setFixedSize(PAD)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        ringed(self)

    def show_picture(self, picture: QPixmap) -> None:
        """Begin from a stored drawing, or from white."""
        self._image.fill(Qt.GlobalColor.white)
        if not picture.isNull():
            painter = QPainter(self._image)
            painter.drawPixmap(0, 0, picture)
            painter.end()
        self.update()

    def png(self) -> bytes:
        """The drawing as a file."""
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        self._image.save(buffer, "PNG")  # type: ignore[call-overload]
        return bytes(buffer.data().data())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A stroke begins."""
        self._last = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A stroke goes on."""
        if self._last is None:
            return
        painter = QPainter(self._image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(Qt.GlobalColor.black, 3, c=Qt.PenCapStyle.RoundCap))
        painter.drawLine(self._last, event.position())
        painter.end()
        self._last = event.position()
        self.update()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """A stroke ends and is kept."""
        if self._last is not None:
            self._last = None
            self.lifted.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The drawing inside its edge."""
        painter = QPainter(self)
        painter.drawImage(0, 0, self._image)
        painter.setPen(theme.color("line-strong"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()
