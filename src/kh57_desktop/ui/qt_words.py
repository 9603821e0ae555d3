"""Qt's own words in the program's language: its file dialog, message boxes, menus of fields and scroll bars.

PySide6 ships no Vietnamese words for them. Qt asks by context and English words; what is not in the table stays as
Qt has it (names of keys, which stand on the keyboard in English).
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QTranslator

from kh57_desktop import i18n
from kh57_desktop.i18n import N_, _

_TEXT_MENU = {
    "&Undo": N_("&Undo typing"),
    "&Redo": N_("&Redo typing"),
    "Cu&t": N_("Cu&t"),
    "&Copy": N_("&Copy"),
    "&Paste": N_("&Paste"),
    "Delete": N_("Delete"),
    "Select All": N_("Select all"),
    "Copy &Link Location": N_("Copy the &link"),
}
WORDS = {
    "QLineEdit": _TEXT_MENU,
    "QWidgetTextControl": _TEXT_MENU,
    "QScrollBar": {
        "Scroll here": N_("Scroll here"),
        "Top": N_("To the top"),
        "Bottom": N_("To the bottom"),
        "Left edge": N_("To the left edge"),
        "Right edge": N_("To the right edge"),
        "Page up": N_("Page up"),
        "Page down": N_("Page down"),
        "Page left": N_("Page left"),
        "Page right": N_("Page right"),
        "Scroll up": N_("Scroll up"),
        "Scroll down": N_("Scroll down"),
        "Scroll left": N_("Scroll left"),
        "Scroll right": N_("Scroll right"),
    },
    "QPlatformTheme": {
        "OK": N_("OK"),
        "Cancel": N_("Cancel"),
        "Close": N_("Close"),
        "&Yes": N_("Yes"),
        "&No": N_("No"),
        "Retry": N_("Try again"),
        "Save": N_("Save"),
        "Open": N_("Open file"),
    },
    "QMessageBox": {"Show Details...": N_("Show details…"), "Hide Details...": N_("Hide details…")},
    "QFileSystemModel": {
        "Name": N_("File name"),
        "Size": N_("Size of the file"),
        "Type": N_("Kind of file"),
        "Kind": N_("Kind of file"),
        "Date Modified": N_("Changed on"),
        "Computer": N_("Computer"),
        "My Computer": N_("Computer"),
        "%1 bytes": N_("%1 bytes"),
    },
    "QAbstractFileIconProvider": {
        "Drive": N_("Drive"),
        "File": N_("File"),
        "Folder": N_("Folder"),
        "File Folder": N_("Folder"),
    },
    "QFileDialog": {
        "&Choose": N_("Choose"),
        "&Delete": N_("&Delete file"),
        "&New Folder": N_("&New folder"),
        "&Open": N_("Open file"),
        "&Rename": N_("&Rename"),
        "&Save": N_("Save"),
        "Save As": N_("Save as"),
        "Open": N_("Open file"),
        "Cancel": N_("Cancel"),
        "All Files (*)": N_("All files (*)"),
        "All files (*)": N_("All files (*)"),
        "Back": N_("Back"),
        "Forward": N_("Forward"),
        "Go back": N_("Back"),
        "Go forward": N_("Forward"),
        "Parent Directory": N_("Folder above"),
        "Go to the parent directory": N_("Folder above"),
        "Create New Folder": N_("New folder"),
        "Create a New Folder": N_("New folder"),
        "New Folder": N_("New folder"),
        "List View": N_("As a list"),
        "Change to list view mode": N_("As a list"),
        "Detail View": N_("With details"),
        "Change to detail view mode": N_("With details"),
        "Sidebar": N_("Places"),
        "List of places and bookmarks": N_("Places"),
        "Files": N_("Files in the folder"),
        "Directories": N_("Folders"),
        "Directory:": N_("Folder:"),
        "Folder": N_("Folder"),
        "Look in:": N_("Folder:"),
        "File &name:": N_("File &name:"),
        "Files of type:": N_("File type:"),
        "Show ": N_("Show"),
        "Show &hidden files": N_("Show &hidden files"),
        "Find Directory": N_("Choose a folder"),
        "Recent Places": N_("Recent places"),
        "Remove": N_("Remove"),
        "Delete": N_("Delete"),
        "My Computer": N_("Computer"),
        "Drive": N_("Drive"),
        "File": N_("File"),
        "%1 already exists.\nDo you want to replace it?": N_("%1 is there already.\nIs it to be replaced?"),
        "%1\nFile not found.\nPlease verify the correct file name was given.": N_(
            "%1\nThere is no such file. Please look at its name again."
        ),
        "%1\nDirectory not found.\nPlease verify the correct directory name was given.": N_(
            "%1\nThere is no such folder. Please look at its name again."
        ),
        "'%1' is write protected.\nDo you want to delete it anyway?": N_(
            "“%1” is write-protected.\nIs it to be deleted all the same?"
        ),
        "Are you sure you want to delete '%1'?": N_("Is “%1” really to be deleted?"),
        "Could not delete directory.": N_("The folder could not be deleted."),
    },
}
"""Context, English words of Qt 6, and the msgid of ours."""


class QtWords(QTranslator):
    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str | None:
        """None: Qt keeps its own words."""
        msgid = WORDS.get(context, {}).get(source)
        return _(msgid) if msgid is not None else None

    def isEmpty(self) -> bool:
        return False


def speak_our_words() -> None:
    """From now on Qt's own dialogs and menus speak the program's language; English they speak by themselves."""
    app = QCoreApplication.instance()
    if app is not None and i18n.language() != "en" and not app.findChildren(QtWords):
        app.installTranslator(QtWords(app))
