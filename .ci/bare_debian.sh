#!/usr/bin/env bash
# Tries the project as on a new machine: Debian 12 with nothing but python3, python3-venv, git and ca-certificates.
# A clone of the last commit runs ./run demo, opens the window under this machine's Xvfb, and runs ./test.
# Needs root, debootstrap, Xvfb and xdotool here. Package sources and certificates are those of this machine, read now.
#
#   .ci/bare_debian.sh [--keep] [--only "COMMAND"] [FOLDER]
#
# --only runs COMMAND in the clone instead of the three steps; --keep leaves the system in FOLDER for a look, and a
# FOLDER with a system in it is used again as it is (with a new clone).
set -euo pipefail
project=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
keep= only=
while [ $# -gt 0 ]; do
    case $1 in
    --keep) keep=1 ;;
    --only) only=$2 && shift ;;
    *) break ;;
    esac
    shift
done
home=/root # of the new system
root=${1:-$(mktemp -d /var/tmp/bare-debian.XXXXXX)}
display=:$((90 + RANDOM % 100))
mounted=() screen=

tell() { printf '=== %s\n' "$*"; }

tidy_up() {
    local place
    [ -z "$screen" ] || kill "$screen" 2>/dev/null || true
    for place in ${mounted[@]+"${mounted[@]}"}; do umount "$place" 2>/dev/null || umount -l "$place" || true; done
    # never delete through a mount that did not go away
    if [ -z "$keep" ] && ! grep -q " $root/" /proc/mounts; then rm -rf --one-file-system "$root"; fi
}
trap tidy_up EXIT

mount_in() { # SOURCE: the same path inside
    if [ -d "$1" ]; then mkdir -p "$root$1"; else mkdir -p "$root$(dirname "$1")" && touch "$root$1"; fi
    mount --bind "$1" "$root$1"
    mounted=("$root$1" ${mounted[@]+"${mounted[@]}"})
}

debian_mirror() { # the first archive that apt uses here
    { cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources 2>/dev/null || true; } |
        sed -n -E 's/^URIs:[[:space:]]*([^[:space:]]+).*/\1/p; s/^deb[[:space:]]+(\[[^]]*\][[:space:]]+)?([^[:space:]]+).*/\2/p' |
        grep -E 'debian/?$' | head -n 1
}

copy_package_sources() { # how this machine reaches Debian's archive and the Python index
    local file path
    cp /etc/resolv.conf "$root/etc/resolv.conf"
    [ ! -f /etc/ssl/certs/ca-certificates.crt ] || cp -L /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/"
    rm -f "$root/etc/apt/sources.list"
    for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources \
        /etc/apt/auth.conf.d/* /etc/apt/trusted.gpg.d/* /etc/apt/keyrings/* \
        $(grep -lE '^Acquire' /etc/apt/apt.conf.d/* 2>/dev/null); do
        [ ! -f "$file" ] || install -D -m 644 "$file" "$root$file"
    done
    for file in /etc/pip.conf /etc/xdg/pip/pip.conf "$HOME/.config/pip/pip.conf" "$HOME/.pip/pip.conf"; do
        [ -f "$file" ] || continue
        case $file in "$HOME"/*) path=/root${file#"$HOME"} ;; *) path=$file ;; esac
        install -D -m 600 "$file" "$root$path"
        # files that the configuration names, such as constraints; pip passes over folders that are not there
        for path in $(grep -oE '[[:space:]]/[A-Za-z0-9._/-]+' "$file" | sort -u); do
            [ ! -f "$path" ] || [ -e "$root$path" ] || install -D -m 644 "$path" "$root$path"
        done
    done
}

inside() { # COMMAND, instead of this (sub)shell, in the clone, with a new user's environment and this machine's package sources
    local kept
    kept=$(env | grep -iE '^(PIP_|SSL_CERT_|REQUESTS_CA_|CURL_CA_|[A-Z]+_PROXY=)' || true)
    # shellcheck disable=SC2086 # NAME=VALUE words
    exec env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root TERM=dumb $kept ${shown:-} \
        chroot "$root" /bin/bash -c "cd $home/project && $1"
}

timed() { # WORDS COMMAND
    local start=$SECONDS status=0
    tell "$1: $2"
    (inside "$2") || status=$?
    tell "$1: exit $status after $((SECONDS - start)) s"
    return "$status"
}

window_opens() { # on this machine's Xvfb, so that only what ./run installed is inside
    local window= count=0 program
    Xvfb "$display" -screen 0 1366x768x24 -ac -nolisten tcp >/dev/null 2>&1 &
    screen=$!
    mkdir -p "$root/tmp/.X11-unix"
    while [ ! -S "/tmp/.X11-unix/X${display#:}" ]; do sleep 0.2; done
    mount_in /tmp/.X11-unix
    shown="DISPLAY=$display" inside 'exec ./run' & # every step is an exec, so this is the program's own number
    program=$!
    while [ "$count" -lt 100 ] && kill -0 "$program" 2>/dev/null; do
        window=$(DISPLAY=$display xdotool search --onlyvisible --name . 2>/dev/null | head -n 1) && [ -n "$window" ] && break
        sleep 0.3
        count=$((count + 1))
    done
    if [ -z "$window" ]; then
        tell "window: none appeared"
        kill "$program" 2>/dev/null || true
        return 1
    fi
    sleep 2
    tell "window: “$(DISPLAY=$display xdotool getwindowname "$window")” $(DISPLAY=$display xdotool getwindowgeometry "$window" | tail -n 1)"
    if [ -n "$keep" ] && command -v import >/dev/null; then DISPLAY=$display import -window root "$root$home/window.png"; fi
    kill -0 "$program" && kill "$program"
}

if [ ! -x "$root/usr/bin/python3" ]; then
    mirror=$(debian_mirror)
    tell "debootstrap minbase with python3, python3-venv, git, ca-certificates into $root"
    debootstrap --variant=minbase --include=python3,python3-venv,git,ca-certificates bookworm "$root" "$mirror" \
        >"$root.log" 2>&1 || { tail -n 20 "$root.log"; exit 1; }
    rm -f "$root.log"
fi
mkdir -p "$root/proc" && mount -t proc proc "$root/proc" && mounted=("$root/proc" ${mounted[@]+"${mounted[@]}"})
copy_package_sources
rm -rf "$root$home/project"
git clone --quiet --no-hardlinks "$project" "$root$home/project"

if [ -n "$only" ]; then
    timed "command" "$only"
    exit
fi
timed "demo" "./run demo --out out"
window_opens
timed "suite" "./test"
tell "all three passed on a bare Debian 12"
