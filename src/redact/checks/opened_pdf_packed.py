"""How much a packed stream of a PDF holds, told before anybody unpacks it whole."""

from __future__ import annotations

import zlib
from typing import Any

#: No stream of a report unpacks to more bytes.
MOST = 100 * 1024 * 1024
#: Deflate packs no more than 1,032 times, so what is shorter than this cannot hold too much (RFC 1951).
_SMALL = MOST // 1032


def holds_too_much(stream: Any) -> bool:
    """Whether a stream unpacks to more than MOST bytes; packed twice or more it is unpacked step by step."""
    import pikepdf

    packed = stream.get("/Filter")
    steps = [str(one) for one in packed] if isinstance(packed, pikepdf.Array) else [str(packed)]
    if "/FlateDecode" not in steps or (len(steps) == 1 and int(stream.get("/Length", 0)) < _SMALL):
        return False
    data = bytes(stream.read_raw_bytes())
    for step in steps:
        if step != "/FlateDecode":
            return len(data) > MOST  # what comes out of other kinds of packing is not much longer
        data, more = _unpacked(data)
        if more:
            return True
    return False


def _unpacked(data: bytes) -> tuple[bytes, bool]:
    inflater = zlib.decompressobj()
    try:
        text = inflater.decompress(data, MOST)
    except zlib.error:
        return b"", False  # then whoever reads it says so
    return text, bool(inflater.unconsumed_tail)
