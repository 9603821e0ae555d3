"""`kh57`: the command line. Commands are imported when they run, so that a short command starts fast."""

from __future__ import annotations

import importlib
import logging
import os
import sys
from collections.abc import Sequence
from typing import Any, cast

from kh57_desktop import __version__, i18n
from kh57_desktop.cli.parser import build_parser
from kh57_desktop.errors import NOT_DONE, UserError
from kh57_desktop.i18n import _


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code (0 done, 1 refused, 2 wrong usage, 3 could not be carried out)."""
    _speak_utf8()
    words = list(sys.argv[1:] if arguments is None else arguments)
    i18n.use_language(_asked_language(words))
    parser = build_parser(__version__)
    options = parser.parse_args(_window_is_default(words))
    logging.basicConfig(level=logging.ERROR, format="%(levelname)s %(name)s")
    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)  # its findings reach people as our sentences
    try:
        module_name, function_name = options.run.split(":")
        run = getattr(importlib.import_module(f"kh57_desktop.{module_name}"), function_name)
        return cast(int, run(options))
    except UserError as error:
        print(error.sentence, file=sys.stderr)
        print(error.advice, file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print(_("Stopped. Nothing was changed by the unfinished step."), file=sys.stderr)
        return NOT_DONE
    except BrokenPipeError:  # the reader of our output left (`kh57 list … | head`)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 0
    except OSError as error:
        print(
            _("The computer refused: {reason} ({name}).").format(reason=error.strerror, name=error.filename or "-"),
            file=sys.stderr,
        )
        print(
            _("Data already saved is safe. Please check the folder, its free space and rights, then run it again."),
            file=sys.stderr,
        )
        return NOT_DONE


def _asked_language(words: Sequence[str]) -> str:
    """`--language en` anywhere on the line, known before the help texts are built."""
    for place, word in enumerate(words):
        if word == "--language" and place + 1 < len(words):
            return words[place + 1]
        if word.startswith("--language="):
            return word.partition("=")[2]
    return "vi"


def _window_is_default(words: list[str]) -> list[str]:
    """`kh57` and `kh57 DATA.kh57` open the window."""
    first = next((word for word in words if not word.startswith("-")), None)
    if not words or (first is not None and first == words[0] and first.endswith(".kh57")):
        return ["window", *words]
    return words


def _speak_utf8() -> None:
    """A Windows console in cp1258 cannot print "Ủ"; the windowed build has no console at all."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            cast(Any, stream).reconfigure(encoding="utf-8", errors="replace")


if __name__ == "__main__":
    sys.exit(main())
