"""The page of help; it needs no file."""

from __future__ import annotations

from kh57_desktop.ui.help import topics
from kh57_desktop.ui.help.page import HelpPage
from kh57_desktop.ui.pages.part import PageDesk, PagePart


class HelpPart(PagePart):
    def __init__(self, desk: PageDesk) -> None:
        super().__init__(desk)
        self.page: HelpPage = HelpPage(desk.theme)
        self.page.back.clicked.connect(desk.show_back)
        self.page.topic_chosen.connect(self.go_to)
        self._topic = ""

    def go_to(self, what: str) -> None:
        """A topic by its key."""
        self._topic = what
        self.page.offer(topics.topics())
        self.page.show_topic(what, topics.markdown(what))

    def shown(self) -> None:
        if not self._topic:
            self.go_to(topics.FIRST[0].key)
        self.page.take_focus()
