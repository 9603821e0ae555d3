"""The window: model, page and presenter per subject; the only layer that knows Qt."""

from kh57_desktop.ui import quick_imports as quick_imports  # before any module of this package
