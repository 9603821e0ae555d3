"""What a killed program was doing: signs and builds a package, writes it out, receives it at the superior.

`python exchange_child.py COMMUNE.kh57 SUPERIOR.kh57 IDENTITY.p12 PASSWORD OUT NOW` says "ready" before it begins.
"""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

from kh57_desktop.exchange.drives import Drive
from kh57_desktop.services import hand_over, identities, packages, receiving, reports
from kh57_desktop.services.package_series import Signer
from kh57_desktop.services.session import open_session


def work(low: Path, high: Path, identity: Path, password: str, out: Path, now: datetime) -> None:
    opened = identities.open_identity(identity, password)
    print("ready", flush=True)
    with open_session(low, now=lambda: now) as session:
        report = reports.issued_report(session, period="2026-Q3", regime=None)
        made = packages.package_report(session, report, [Signer(opened)], out)
        package = packages.package_of(session, report)
        if package is not None:
            hand_over.to_stick(session, package, Drive(out / "usb", "USB", "vfat", 1 << 33, 1 << 34))
    with open_session(high, now=lambda: now) as session:
        receiving.receive(session, made.path)


if __name__ == "__main__":
    low_, high_, identity_, password_, out_, now_ = sys.argv[1:]
    work(Path(low_), Path(high_), Path(identity_), password_, Path(out_), datetime.fromisoformat(now_))
