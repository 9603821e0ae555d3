"""`python -m kh57_desktop`, and what the built programs kh57 and kh57w start."""

import sys

if __name__ == "__main__":
    if sys.argv[1:2] == ["--take-pdf-apart"]:  # the built program is its own helper for PDFs
        from kh57_desktop.importing.pdf.apart import serve

        sys.exit(serve(sys.argv[2:]))
    from kh57_desktop.cli.main import main

    sys.exit(main())
