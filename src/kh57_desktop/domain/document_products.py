"""Is the product of a task a document? Then it is complete only with number and date (reporting.md section 4)."""

from __future__ import annotations

import re

from kh57_desktop.domain.tasks import Task
from kh57_desktop.i18n import fold, nfc

# the kinds of Nghị định 30/2020, Điều 7, and those of the Party (Quy định 399-QĐ/TW), folded
_KINDS = (
    "nghi quyet", "quyet dinh", "chi thi", "quy che", "quy dinh", "thong cao", "thong bao", "huong dan",
    "chuong trinh", "ke hoach", "phuong an", "de an", "du an", "bao cao", "to trinh", "cong van", "cong dien",
    "ket luan", "giay moi", "thong tri", "bien ban", "hop dong", "ban ghi nho", "ban thoa thuan", "danh muc", "van ban",
)  # fmt: skip
_UNNUMBERED = ("bien ban", "hop dong", "ban ghi nho", "ban thoa thuan", "danh muc", "du an", "giay moi")
"""Documents that offices keep without a number of the registry."""
_DOCUMENT = re.compile(
    rf"(?:(?:cac|nhung|ban|du thao|\d+) )*(?:{'|'.join(k for k in _KINDS if k not in _UNNUMBERED)})\b"
)


def is_document(product: str) -> bool:
    """ "Quyết định", "02 Báo cáo …", "Các văn bản …": something that the registry gives a number."""
    plain = " ".join(fold(nfc(product)).split()).lstrip("-+• ")
    return bool(_DOCUMENT.match(plain))


def lacks_number(task: Task) -> bool:
    """Finished or about to be, but the document that it is to produce has no number or no date yet."""
    return is_document(task.product) and not (task.product_number.strip() and task.product_on)
