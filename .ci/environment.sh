# Read by run, test and the scripts beside this file: one virtual environment in .venv, made from hashed locks, and the
# system packages that Qt and the tests need. Works in bash 3.2 and later; every message goes to stderr, so that the
# program's own output stays clean.
#
# A stamp .venv/kh57-NAME.stamp is written last and holds the lock's hash and the Python that the environment was made
# with: later starts compare it without starting Python, and whatever was interrupted half way is simply made again.

venv=$project/.venv
export PYTHONUTF8=1 # consoles of Vietnamese Windows and bare systems cannot say "Ủ" or "ệ" otherwise
export PIP_DISABLE_PIP_VERSION_CHECK=1

say() { printf '%s\n' "$*" >&2; }

hash_of() {
    if command -v sha256sum >/dev/null 2>&1; then sha256sum <"$1"; else shasum -a 256 <"$1"; fi
}

stamp_for() { # LOCK: what the stamp of an environment made from this lock says now
    local hash
    hash=$(hash_of "$project/$1") || return 1
    printf '%s %s' "${hash%% *}" "$(readlink -f "$venv/bin/python")"
}

is_ready() { # NAME LOCK
    local kept=
    [ -x "$venv/bin/python" ] && [ -r "$venv/kh57-$1.stamp" ] || return 1
    IFS= read -r kept <"$venv/kh57-$1.stamp" || true
    [ -n "$kept" ] && [ "$kept" = "$(stamp_for "$2")" ]
}

find_python() { # sets python to one that is new enough
    local candidate
    for candidate in ${KH57_PYTHON:+"$KH57_PYTHON"} python3 python3.13 python3.12 python3.11 python3.14; do
        if command -v "$candidate" >/dev/null 2>&1 &&
            "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
            python=$candidate
            return 0
        fi
    done
    say "Máy này chưa có Python 3.11 trở lên. Đề nghị cài đặt Python rồi chạy lại (trên Debian: apt-get install python3 python3-venv)."
    say "No Python 3.11 or later was found. Please install it and run this again."
    return 1
}

make_environment() { # the empty environment, with the package and its two commands reached in src/
    local site
    find_python || return 1
    if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
        install_packages "môi trường Python" python3-venv || return 1
    fi
    say "Đang tạo môi trường Python trong .venv (chỉ lần đầu) …"
    rm -rf "$venv"
    "$python" -m venv "$venv" >&2 || return 1
    site=$(echo "$venv"/lib/python3.*/site-packages)
    # relative to site-packages: the folder may be moved or copied as a whole
    printf '../../../../src\n' >"$site/kh57.pth"
    write_command kh57 kh57_desktop.cli.main
    write_command kh57w kh57_desktop.ui.app
}

write_command() { # NAME MODULE
    cat >"$venv/bin/$1" <<COMMAND
#!$venv/bin/python
import sys

from $2 import main

sys.exit(main())
COMMAND
    chmod +x "$venv/bin/$1"
}

install_lock() { # NAME LOCK
    local quiet=-qq
    [ ! -t 2 ] || quiet= # a person at a slow line sees the progress of each download
    rm -f "$venv/kh57-$1.stamp"
    say "Đang cài đặt các thư viện theo $2 …"
    # shellcheck disable=SC2086 # an option or nothing
    if ! "$venv/bin/python" -m pip install $quiet --require-hashes --only-binary :all: -r "$project/$2" >&2; then
        say "Chưa cài đặt được thư viện Python. Đề nghị kiểm tra kết nối tới nguồn gói rồi chạy lại; dữ liệu không bị ảnh hưởng."
        return 1
    fi
    printf '%s\n' "$(stamp_for "$2")" >"$venv/kh57-$1.stamp"
}

is_sound() { # NAME: finished once, and by the Python that is there now; else it is made anew
    local kept=
    [ -r "$venv/kh57-$1.stamp" ] || return 1
    IFS= read -r kept <"$venv/kh57-$1.stamp" || true
    [ "${kept#* }" = "$(readlink -f "$venv/bin/python")" ] && "$venv/bin/python" -m pip --version >/dev/null 2>&1
}

prepare() { # NAME LOCK ...: pairs, in order; two starts at once wait for each other
    (
        if command -v flock >/dev/null 2>&1; then
            exec 9<"$project"
            flock 9
        fi
        is_sound "$1" || make_environment || exit 1
        while [ $# -gt 0 ]; do
            is_ready "$1" "$2" || install_lock "$1" "$2" || exit 1
            shift 2
        done
    )
}

# --- system packages -------------------------------------------------------------------------------------------------

# library that Qt loads = Debian package that holds it (offscreen and xcb, measured on a bare Debian 12)
libraries="
libEGL.so.1=libegl1 libGL.so.1=libgl1 libglib-2.0.so.0=libglib2.0-0 libdbus-1.so.3=libdbus-1-3
libfontconfig.so.1=libfontconfig1 libfreetype.so.6=libfreetype6
libxkbcommon.so.0=libxkbcommon0 libxkbcommon-x11.so.0=libxkbcommon-x11-0 libX11-xcb.so.1=libx11-xcb1
libxcb-cursor.so.0=libxcb-cursor0 libxcb-icccm.so.4=libxcb-icccm4 libxcb-image.so.0=libxcb-image0
libxcb-keysyms.so.1=libxcb-keysyms1 libxcb-randr.so.0=libxcb-randr0 libxcb-render-util.so.0=libxcb-render-util0
libxcb-shape.so.0=libxcb-shape0 libxcb-sync.so.1=libxcb-sync1 libxcb-xfixes.so.0=libxcb-xfixes0
libxcb-xinerama.so.0=libxcb-xinerama0 libxcb-xkb.so.1=libxcb-xkb1
"
# command that a test calls = Debian package that holds it
test_tools="
Xvfb=xvfb xauth=xauth xdotool=xdotool openbox=openbox xclip=xclip import=imagemagick faketime=faketime
pdftotext=poppler-utils pdfsig=poppler-utils qpdf=qpdf openssl=openssl git=git
"

missing_libraries() { # prints the packages whose library the dynamic linker does not know
    local ldconfig known pair
    ldconfig=$(command -v ldconfig || command -v /sbin/ldconfig) || return 0
    known=$("$ldconfig" -p 2>/dev/null) || return 0
    for pair in $libraries; do
        case $known in *"${pair%%=*} "*) ;; *) printf '%s ' "${pair#*=}" ;; esac
    done
    if ! ls /usr/share/fonts/*/*/NotoSans-Regular.* /usr/share/fonts/*/*/DejaVuSans.ttf >/dev/null 2>&1 &&
        command -v apt-get >/dev/null 2>&1; then
        printf 'fonts-noto-core ' # some font with every Vietnamese letter for the screen
    fi
}

missing_tools() {
    local pair found=" "
    for pair in $test_tools; do
        if ! command -v "${pair%%=*}" >/dev/null 2>&1; then
            case $found in *" ${pair#*=} "*) ;; *) found="$found${pair#*=} " ;; esac
        fi
    done
    printf '%s' "${found# }"
}

apt_get() { # without questions; its hundred lines are for a person who waits, not for a log
    local shown=/dev/null
    [ ! -t 2 ] || shown=/dev/stderr
    DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0 "$@" </dev/null >"$shown"
}

install_packages() { # WHAT PACKAGE...: by apt-get when root; else the exact command is printed and 1 returned
    local what=$1
    shift
    if ! command -v apt-get >/dev/null 2>&1; then
        say "Thiếu $what. Đề nghị cài đặt bằng trình quản lý gói của hệ điều hành (tên gói trên Debian: $*)."
        return 1
    fi
    if [ "$EUID" -ne 0 ]; then
        say "Thiếu $what. Đề nghị chạy lệnh sau rồi thử lại:"
        say "  sudo apt-get update && sudo apt-get install -y --no-install-recommends $*"
        return 1
    fi
    say "Đang cài đặt $what: $*"
    # an old package list may still serve, so a failed update alone is no failure
    apt_get update || true
    if ! apt_get install -y --no-install-recommends "$@"; then
        say "Chưa cài đặt được. Đề nghị kiểm tra nguồn gói của máy rồi chạy lệnh:"
        say "  apt-get update && apt-get install -y --no-install-recommends $*"
        return 1
    fi
}

have_libraries() { # fast when nothing was installed or removed since the last look
    local stamp=$venv/kh57-libraries.stamp missing
    [ "$stamp" -nt /etc/ld.so.cache ] && return 0
    case $OSTYPE in linux*) ;; *) return 0 ;; esac
    missing=$(missing_libraries)
    # shellcheck disable=SC2086 # a list of package names
    if [ -n "$missing" ]; then install_packages "thư viện cho cửa sổ chương trình" $missing || return 1; fi
    touch "$stamp"
}
