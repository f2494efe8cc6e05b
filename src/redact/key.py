"""The key on disk: encrypted, readable by its owner only, each opening recorded.

AES-256-GCM from the `cryptography` package. The 256-bit key comes from a key
file (32 random bytes) or from a passphrase by scrypt (n = 2^15, r = 8, p = 1,
a new 16-byte salt at each change of passphrase). A key that exists and cannot
be opened is an error; it is never replaced by a new one.
"""

from __future__ import annotations

import base64
import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from redact.errors import UnreadableError, UsageError

SCRYPT = {"n": 2**15, "r": 8, "p": 1}
ABOUT = b"redact key 1"
_PARTS = ("by", "salt", "nonce", "sealed")


@dataclass(frozen=True, slots=True)
class Opener:
    """What opens a key: the bytes of a key file, or a passphrase."""

    kind: str  # file or passphrase
    secret: bytes
    said: str = ""  # a line to say once, when a key file was made


def opener(key_file: str | None, environment: Mapping[str, str]) -> Opener:
    """The opener that the user named, else the key file in the user's configuration folder.

    Raises:
        UnreadableError: a named file is missing or empty.
    """
    named, phrase = key_file or environment.get("REDACT_KEY_FILE"), environment.get("REDACT_PASSPHRASE_FILE")
    return named_opener(named, phrase) if named or phrase else _own_key_file()


def named_opener(key_file: str | None, passphrase_file: str | None) -> Opener:
    """The opener in a key file, or in a file that holds a passphrase.

    Raises:
        UsageError: neither is named.
        UnreadableError: the file is missing or too short.
    """
    if key_file:
        return Opener("file", _read(Path(key_file), "key file"))
    if passphrase_file:
        return Opener("passphrase", _read(Path(passphrase_file), "passphrase file").strip())
    raise UsageError("name the new key file with --new-key or a passphrase file with --new-passphrase-file")


def _read(path: Path, what: str) -> bytes:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableError(
            f"{path}: the {what} cannot be read ({error.strerror}); name one that can, or leave it out, and one is made for you"
        ) from None
    if len(content.strip()) < 8:
        raise UnreadableError(f"{path}: the {what} is too short; it needs at least 8 characters")
    return content


def _own_key_file() -> Opener:
    from platformdirs import user_config_path

    path = user_config_path("redact") / "key"
    if path.exists():
        return Opener("file", _read(path, "key file"))
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(base64.b64encode(secrets.token_bytes(32)) + b"\n")
            file.flush()
            os.fsync(file.fileno())
    except FileExistsError:
        return Opener("file", _read(path, "key file"))
    except OSError as error:
        raise UnreadableError(
            f"{path}: no key file can be made there ({error.strerror}); name one with --key FILE"
        ) from None
    said = (
        f"A key file was made at {path}. Keep a copy in a safe place: without it no pseudonym can be traced."
    )
    return Opener("file", _read(path, "key file"), said)


def seal(content: Mapping[str, Any], by: Opener) -> bytes:
    """*content* encrypted for *by*, as the bytes of a key."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    plain = json.dumps(content, ensure_ascii=False, sort_keys=True).encode()
    sealed = AESGCM(_derive(by, salt)).encrypt(nonce, plain, ABOUT)
    parts = {"salt": salt, "nonce": nonce, "sealed": sealed}
    head = {"redact-key": 1, "cipher": "AES-256-GCM", "by": by.kind, "scrypt": SCRYPT}
    return (
        json.dumps(head | {k: base64.b64encode(v).decode() for k, v in parts.items()}, indent=1).encode()
        + b"\n"
    )


def is_sealed(content: bytes) -> bool:
    """Whether *content* is in the form of a sealed key of this program; not whether it opens."""
    try:
        data = json.loads(content)
        return data["redact-key"] == 1 and data["cipher"] == "AES-256-GCM" and {*_PARTS} <= {*data}
    except (ValueError, KeyError, TypeError):
        return False


def unseal(sealed: bytes, by: Opener, place: str) -> dict[str, Any]:
    """What a key holds.

    Raises:
        UnreadableError: it is damaged, or was sealed by another key file or passphrase.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        data = json.loads(sealed)
        salt, nonce, content = (base64.b64decode(data[k], validate=True) for k in ("salt", "nonce", "sealed"))
        sealed_by = data["by"]
    except (ValueError, KeyError, TypeError):
        raise UnreadableError(f"{place}: the key is damaged; restore it from a copy") from None
    if sealed_by != by.kind:
        raise UnreadableError(
            f"{place}: the key opens with a {_said(sealed_by)}; name it with {_option(sealed_by)}"
        )
    try:
        plain = AESGCM(_derive(by, salt)).decrypt(nonce, content, ABOUT)
    except (InvalidTag, ValueError):
        raise UnreadableError(
            f"{place}: the key cannot be opened; it was sealed with another {_said(by.kind)}"
        ) from None
    opened: dict[str, Any] = json.loads(plain)
    return opened


def _said(kind: str) -> str:
    return "passphrase" if kind == "passphrase" else "key file"


def _option(kind: str) -> str:
    return "REDACT_PASSPHRASE_FILE" if kind == "passphrase" else "--key FILE"


def _derive(by: Opener, salt: bytes) -> bytes:
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    if by.kind == "passphrase":
        return Scrypt(salt=salt, length=32, **SCRYPT).derive(by.secret)
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=salt, info=ABOUT).derive(by.secret)
