"""The page Trợ giúp: topics at the left, the text at the right; nothing is fetched from anywhere."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QTextBrowser, QWidget

from kh57_desktop.i18n import _
from kh57_desktop.paths import resources
from kh57_desktop.ui.controls.choice_list import SectionList
from kh57_desktop.ui.help.topics import Topic
from kh57_desktop.ui.pages.frame import PageFrame
from kh57_desktop.ui.style.theme import Theme

LIST, NARROW_LIST, TEXT = 236, 220, 860


class HelpText(QTextBrowser):
    """Pictures are no wider than the text; only files of the help folder are ever read."""

    def loadResource(self, kind: int, url: QUrl) -> Any:
        path = resources() / "help" / PurePosixPath(url.path()).name
        if not path.is_file():
            return None
        picture = QPixmap(str(path))
        room = max(
            200, self.width() - 2 * round(self.document().documentMargin()) - self.verticalScrollBar().width() - 8
        )
        if picture.width() > room:
            picture = picture.scaledToWidth(room, Qt.TransformationMode.SmoothTransformation)
        return picture


class HelpPage(PageFrame):
    topic_chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _("Help"), has_back=True)
        self._topics: tuple[Topic, ...] = ()
        self.list = SectionList(theme)
        self.list.setAccessibleName(_("Topics of the help"))
        self.list.went_to.connect(self._chosen)
        self.text = HelpText()
        self.text.setAccessibleName(_("Text of the help"))
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setOpenLinks(False)
        self.text.anchorClicked.connect(self._follow)
        body = QWidget()
        row = QHBoxLayout(body)
        theme.lay(row)
        row.addWidget(self.list)
        row.addWidget(self.text, 100)
        row.addStretch(1)
        self.put_body(body)
        theme.changed.connect(self._restyle)
        self._shown = ""
        self._drawn_at = 0.0

    def offer(self, topics: tuple[Topic, ...]) -> None:
        if topics == self._topics:
            return
        self._topics = topics
        self.list.put([_(topic.words) for topic in topics])

    def show_topic(self, key: str, markdown: str) -> None:
        place = next((place for place, topic in enumerate(self._topics) if topic.key == key), 0)
        self.list.show_row(place)
        self._shown = markdown
        self._restyle()
        self.text.verticalScrollBar().setValue(0)

    def _restyle(self) -> None:
        """Headings and room in the program's own sizes and colours."""
        px, colour = self._theme.px, self._theme.colour
        document = self.text.document()
        document.setDefaultFont(self._theme.font("body"))
        document.setDocumentMargin(px(20))
        self.text.setMarkdown(self._shown.replace("\n## ", "\n### ").replace("# ", "## ", 1))  # no larger than titles
        self.text.setFont(self._theme.font("body"))
        palette = self.text.palette()
        palette.setColor(palette.ColorRole.Text, colour("ink"))
        palette.setColor(palette.ColorRole.Base, colour("sheet"))
        self.text.setPalette(palette)

    def take_focus(self) -> None:
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def arrange(self) -> None:
        self.text.setMaximumWidth(self._theme.px(TEXT))
        if abs(self.wide - self._drawn_at) > 40:  # pictures are as wide as the text
            self._drawn_at = self.wide
            self._restyle()
        self.list.setFixedWidth(self._theme.px(LIST if self.wide >= 1000 else NARROW_LIST))

    def _chosen(self, row: int) -> None:
        if 0 <= row < len(self._topics):
            self.topic_chosen.emit(self._topics[row].key)

    def _follow(self, url: QUrl) -> None:
        """Links lead to other topics only."""
        key = url.toString().removesuffix(".md")
        if any(topic.key == key for topic in self._topics):
            self.topic_chosen.emit(key)
