"""A signature, a drawing, or marks on a picture: a white pad; each lifted stroke is saved as a PNG."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QPoint, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QFileDialog, QSizePolicy, QVBoxLayout, QWidget

from fieldapp.interview import Node
from fieldapp.ui import theme
from fieldapp.ui.components import Button
from fieldapp.ui.controls.around import NOTHING_AROUND, Around
from fieldapp.ui.controls.base import Control, Hint
from fieldapp.ui.controls.media import read_picture
from fieldapp.ui.style import ringed
from fieldapp.wording import tr

PAD = QSize(720, 240)
PICTURES = "*.jpg *.jpeg *.png *.webp *.bmp *.gif"


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
        looks = node.control.appearance if node.control is not None else ()
        self.on_picture = "annotate" in looks
        self.pad.set_line("signature" in looks)
        if self.on_picture:
            layout.addWidget(self._choose_button(), 0, Qt.AlignmentFlag.AlignLeft)
        self.pad.lifted.connect(self._lifted)
        self.show_node()

    def _choose_button(self) -> Button:
        button = Button(tr("Choose a picture to draw on"), icon="folder-open-outline", key="Ctrl+K")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(self.choose)
        return button

    @property
    def entry(self) -> QWidget:
        """The pad."""
        return self.pad

    @property
    def hints(self) -> tuple[Hint, ...]:
        """Removing; drawing needs mouse, pen or finger."""
        clear = Hint(("Del",), tr("clear"))
        return (Hint(("Ctrl+K",), tr("choose a picture")), clear) if self.on_picture else (clear,)

    def show_node(self) -> None:
        """The drawing that is stored."""
        self.pad.setEnabled(not self.node.readonly)
        if self.node.value != self._saved:
            self._saved = self.node.value
            picture = QPixmap()
            if self.node.value:
                picture.loadFromData(self._around.media(self.node.value))
            self.pad.show_picture(picture)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+K chooses the picture to draw on."""
        ctrl = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if self.on_picture and ctrl and event.key() == Qt.Key.Key_K and not self.node.readonly:
            self.choose()
        else:
            super().keyPressEvent(event)

    def choose(self) -> None:
        """Ask for a picture to draw on."""
        dialog = QFileDialog(self.window(), tr("Choose a picture to draw on"), "", f"({PICTURES})")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.take(Path(name)))
        dialog.open()

    def take(self, path: Path) -> None:
        """Put a picture on the pad, as large as fits; it is an answer from then on."""
        picture = read_picture(path, PAD)
        if not picture.isNull():
            self.pad.show_picture(picture)
            self._lifted()

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
        self._line = False
        ringed(self)

    def set_line(self, on: bool) -> None:
        """A line to sign on; it is never part of the drawing."""
        self._line = on
        self.update()

    def show_picture(self, picture: QPixmap) -> None:
        """Begin from a stored drawing, or from white."""
        self._image.fill(Qt.GlobalColor.white)
        if not picture.isNull():
            painter = QPainter(self._image)
            corner = QPoint((PAD.width() - picture.width()) // 2, (PAD.height() - picture.height()) // 2)
            painter.drawPixmap(corner, picture)
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
        self.setFocus(Qt.FocusReason.MouseFocusReason)
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
        if self._line:
            painter.setPen(QPen(Qt.GlobalColor.gray, 1, Qt.PenStyle.DashLine))
            painter.drawLine(40, PAD.height() - 48, PAD.width() - 40, PAD.height() - 48)
        painter.setPen(theme.color("line-strong"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()
