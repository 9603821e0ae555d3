"""The window: model, page and presenter per subject; the only layer that knows Qt."""
