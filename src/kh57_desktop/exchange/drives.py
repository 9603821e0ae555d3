"""Removable drives (USB) that are plugged in: name, free space and what their file system can take."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

FAT32_LIMIT = 4_294_967_295
_FAT = frozenset({"vfat", "fat", "fat32", "msdos"})
_REAL = frozenset(
    {"vfat", "exfat", "ntfs", "ntfs3", "fuseblk", "ext4", "ext3", "ext2", "btrfs", "xfs", "hfsplus", "f2fs"}
)
_OCTAL = ("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")


@dataclass(frozen=True, slots=True)
class Drive:
    """A place a package can be written to. `label`: what the person called the stick, else the folder's name."""

    path: Path
    label: str
    file_system: str
    free: int
    total: int
    is_read_only: bool = False

    @property
    def largest_file(self) -> int | None:
        """Bytes that one file may have here, None where there is no limit of that kind."""
        return FAT32_LIMIT - 1 if self.file_system.lower() in _FAT else None


def removable_drives() -> list[Drive]:
    """Sticks that are mounted now; an empty list where the system tells none."""
    return _windows_drives() if os.name == "nt" else _linux_drives(Path(os.sep))


def _linux_drives(root: Path) -> list[Drive]:
    """From the kernel's table of mounts and what it says of each disk; `root` is another place in tests."""
    try:
        table = (root / "proc" / "mounts").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return []
    found = []
    for line in table.splitlines():
        fields = line.split(" ")
        if len(fields) < 4:
            continue
        device, place, file_system, options = fields[0], _plain(fields[1]), fields[2], fields[3].split(",")
        if file_system in _REAL and _is_removable(root, device):
            drive = _drive(Path(place), file_system, is_read_only="ro" in options)
            found += [drive] if drive is not None else []
    return found


def _plain(escaped: str) -> str:
    for code, letter in _OCTAL:
        escaped = escaped.replace(code, letter)
    return escaped


def _is_removable(root: Path, device: str) -> bool:
    """By the kernel's mark of the whole disk, or because it hangs on a USB bus (many sticks say they are fixed)."""
    name = device.rpartition("/")[2]
    block = root / "sys" / "class" / "block" / name
    try:
        real = block.resolve(strict=True)
    except OSError:
        return False
    for place in (real, real.parent):
        mark = place / "removable"
        try:
            if mark.read_text(encoding="ascii").strip() == "1":
                return True
        except (OSError, ValueError):
            continue
    return any(part.startswith("usb") for part in real.parts)


def _drive(path: Path, file_system: str, *, is_read_only: bool) -> Drive | None:
    try:
        usage = shutil.disk_usage(path)
    except OSError:  # pulled just now
        return None
    return Drive(path, path.name or str(path), file_system, usage.free, usage.total, is_read_only)


def _windows_drives() -> list[Drive]:
    import ctypes

    kernel: object = ctypes.windll.kernel32  # type: ignore[attr-defined]
    return list(_by_letter(kernel))


def _by_letter(kernel: object) -> Iterable[Drive]:
    """Drive letters of type removable, asked of Windows."""
    import ctypes

    removable, longest = 2, 261
    letters = kernel.GetLogicalDrives()  # type: ignore[attr-defined]
    for place in range(26):
        if not letters >> place & 1:
            continue
        root = f"{chr(65 + place)}:\\"
        if kernel.GetDriveTypeW(root) != removable:  # type: ignore[attr-defined]
            continue
        label, system = ctypes.create_unicode_buffer(longest), ctypes.create_unicode_buffer(longest)
        flags = ctypes.c_uint32()
        asked = kernel.GetVolumeInformationW(  # type: ignore[attr-defined]
            root, label, longest, None, None, ctypes.byref(flags), system, longest
        )
        if not asked:  # a card reader without a card
            continue
        drive = _drive(Path(root), system.value, is_read_only=bool(flags.value & 0x00080000))
        if drive is not None:
            yield Drive(drive.path, label.value or root, system.value, drive.free, drive.total, drive.is_read_only)
