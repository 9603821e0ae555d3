#!/usr/bin/env bash
# Builds dist/kh57 by build.spec and tries the built program: version, the whole demo, the windowed twin without a screen.
set -euo pipefail
project=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
. "$project/.ci/environment.sh"
cd "$project"

if ! { is_ready runtime requirements.lock && is_ready dev requirements-dev.lock; }; then
    prepare runtime requirements.lock dev requirements-dev.lock
fi
have_libraries
if ! command -v objdump >/dev/null; then install_packages "công cụ đóng gói" binutils; fi

"$venv/bin/python" -m PyInstaller --noconfirm --log-level WARN --distpath dist --workpath build/pyinstaller build.spec

built=$project/dist/kh57
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
(cd "$built" && sha256sum --quiet --check kh57.sha256)
# as an office gets it: no source tree, no environment, no settings
apart() { exec env -i PATH=/usr/bin:/bin HOME="$folder" LC_ALL=C.UTF-8 QT_QPA_PLATFORM=offscreen "$@"; }
cp -a "$built" "$folder/kh57"
cd "$folder"
(apart kh57/kh57 --version)
(apart kh57/kh57 demo --out "$folder/out")

apart kh57/kh57w & # the window stays up until it is closed; exec makes its number the program's own
window=$!
sleep 8
if ! kill "$window" 2>/dev/null; then
    wait "$window" || true
    echo "kh57w did not stay up" >&2
    exit 1
fi
echo "built: $built, $(du -sm "$built" | cut -f1) MB, $(find "$built" -type f | wc -l) files"
