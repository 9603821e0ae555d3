"""`kh57`: the command line. Commands are imported when they run, so that a short command starts fast."""

from __future__ import annotations

import importlib
import logging
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

from kh57_desktop import __version__, i18n
from kh57_desktop.cli.parser import build_parser
from kh57_desktop.errors import NOT_DONE, REFUSED, CannotRead, UserError, reason_of
from kh57_desktop.i18n import _


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code (0 done, 1 refused, 2 wrong usage, 3 could not be carried out)."""
    multiprocessing.freeze_support()  # the built program is also its own helper processes
    _speak_utf8()
    words = list(sys.argv[1:] if arguments is None else arguments)
    i18n.use_language(_asked_language(words))
    parser = build_parser(__version__)
    options = parser.parse_args(_window_is_default(words))
    logging.basicConfig(level=logging.ERROR, format="%(levelname)s %(name)s")
    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)  # its findings reach people as our sentences
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, _stop)
    try:
        module_name, function_name = options.run.split(":")
        run = getattr(importlib.import_module(f"kh57_desktop.{module_name}"), function_name)
        return cast(int, run(options))
    except UserError as error:
        print(error.sentence, file=sys.stderr)
        print(error.advice, file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        return _say_stopped()
    except BrokenPipeError:  # the reader of our output left (`kh57 list … | head`)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 0
    except OSError as error:
        name = Path(error.filename).name if isinstance(error.filename, str) else "-"
        refusal = CannotRead(name=name, reason=reason_of(error))
        print(refusal.sentence, file=sys.stderr)
        print(
            _("Data already saved is safe. Please check the name, the folder, its free space and rights."),
            file=sys.stderr,
        )
        return REFUSED if isinstance(error, FileNotFoundError) else NOT_DONE
    except Exception:
        if _stop.was_asked:  # Ctrl+C fell into a callback, whose caller turned it into an error of its own
            return _say_stopped()
        raise


class _Stop:
    """Whether Ctrl+C was pressed, whatever became of the KeyboardInterrupt."""

    was_asked = False

    def __call__(self, _signal: int, _frame: object) -> None:
        self.was_asked = True
        raise KeyboardInterrupt


_stop = _Stop()


def _say_stopped() -> int:
    print(_("Stopped. Nothing was changed by the unfinished step."), file=sys.stderr)
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
    rest = list(words)
    if rest[:1] == ["--language"]:
        rest = rest[2:]
    elif rest[:1] and rest[0].startswith("--language="):
        rest = rest[1:]
    return ["window", *rest] if not rest or rest[0].endswith(".kh57") else rest


def _speak_utf8() -> None:
    """A Windows console in cp1258 cannot print "Ủ"; the windowed build has no console at all."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            cast(Any, stream).reconfigure(encoding="utf-8", errors="replace")


if __name__ == "__main__":
    sys.exit(main())
