"""The colour profile of our PDFs: sRGB, made from the numbers of its standard."""

from __future__ import annotations

import struct
from functools import lru_cache


@lru_cache(maxsize=1)
def srgb_profile() -> bytes:
    """Return an ICC profile of sRGB, version 2.1.

    It is made from the numbers of IEC 61966-2-1 (adapted to D50), so that no licence is in question.
    """

    def xyz(*values: float) -> bytes:
        return b"XYZ \0\0\0\0" + b"".join(struct.pack(">i", round(v * 65536)) for v in values)

    def curve(count: int = 1024) -> bytes:
        steps = (i / (count - 1) for i in range(count))
        linear = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in steps)
        return (
            b"curv\0\0\0\0" + struct.pack(">I", count) + b"".join(struct.pack(">H", round(v * 65535)) for v in linear)
        )

    name = b"sRGB"
    description = b"desc\0\0\0\0" + struct.pack(">I", len(name) + 1) + name + b"\0" + b"\0" * (4 + 4 + 2 + 1 + 67)
    rights = b"text\0\0\0\0" + b"Public domain\0"
    tone = curve()
    tags = [
        (b"desc", description),
        (b"cprt", rights),
        (b"wtpt", xyz(0.9642, 1.0, 0.8249)),
        (b"rXYZ", xyz(0.4360, 0.2225, 0.0139)),
        (b"gXYZ", xyz(0.3851, 0.7169, 0.0971)),
        (b"bXYZ", xyz(0.1431, 0.0606, 0.7141)),
        (b"rTRC", tone),
        (b"gTRC", tone),
        (b"bTRC", tone),
    ]
    table, body, places = b"", b"", dict[bytes, int]()  # equal tags share their data
    start = 128 + 4 + 12 * len(tags)
    for signature, data in tags:
        if data not in places:
            places[data] = start + len(body)
            body += data + b"\0" * (-len(data) % 4)
        table += signature + struct.pack(">II", places[data], len(data))
    header = struct.pack(">I4sI4s4s4s", start + len(body), b"\0\0\0\0", 0x02100000, b"mntr", b"RGB ", b"XYZ ")
    header += struct.pack(">6H", 2000, 1, 1, 0, 0, 0) + b"acsp" + b"\0" * 28 + struct.pack(">iii", 63190, 65536, 54061)
    return header.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + body
