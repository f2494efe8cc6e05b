"""What stands in a collection is signed by a second person, and released: exactly the bytes that were staged.

To sign is to make all of it again from the kept copies of the released editions, byte for byte.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from redact.case import now
from redact.errors import BlockedError, SignatureError, UsageError
from redact.guards import blocking, digests, require_free, require_outside, require_same, require_staged
from redact.learning.collection import Collection, Recipe, last_recipe, made_by
from redact.learning.making import Look, Product, checked
from redact.learning.released import same_signature
from redact.model import Decision
from redact.releases import as_value, last_sign_off, replaced_by
from redact.rules import Rules
from redact.whole import write_whole


def sign(
    collection: Collection,
    product: str,
    name: str,
    rules: Rules,
    again: Callable[[Recipe], Product],
    look: Look,
) -> dict[str, str]:
    """Approve exactly the bytes that were staged; their digests by file name.

    Raises:
        SignatureError: nothing is staged, something changed since, or whoever made it would sign it.
        BlockedError: a check blocks.
    """
    if not name.strip():
        raise UsageError("a signature needs a name: --as NAME")
    ledger = collection.ledger()
    found = last_recipe(ledger, product)
    staged = require_staged(collection, product)
    if found is None or found[1] != rules.digest:
        raise SignatureError(
            f"{collection.folder}: the rules changed since {product} was made; make it again"
        )
    if made_by(ledger, product, name):
        raise SignatureError(f"{collection.folder}: whoever made it may not sign it; ask a second person")
    recipe = found[0]
    same_signature(map(Path, recipe.cases), map(collection.source, recipe.sources), rules, recipe.audience)
    made = again(recipe)
    approved = require_same(staged, digests(made.clean), product)
    report = checked(collection, recipe, made, look)
    if report.unknown or blocking(report.findings, collection, approved):
        raise BlockedError(
            f"{collection.folder}: a check blocks {product}; see {collection.staged(product)}/findings.json, "
            "and make it again without the sentence (--leave-out), or accept the finding (--accept)"
        )
    collection.replace_folder(collection.signed(product), made.clean)
    value = json.dumps({"files": approved, "state": found[2]}, sort_keys=True)
    collection.append(Decision(now(), name.strip(), "sign-off", product, value))
    return approved


def release(
    collection: Collection,
    product: str,
    destination: Path,
    name: str,
    rules: Rules,
    given_to: Sequence[str] = (),
    reason: str = "",
) -> list[Path]:
    """Copy out exactly what was signed, and only that; where each file went.

    Raises:
        SignatureError: it is not signed, or was made anew since.
        UsageError: the destination is a case, or holds other files of these names.
    """
    files = require_signed_product(collection, product, rules)
    require_outside(destination)
    require_free(destination, files)
    for file, content in files.items():
        write_whole(destination / file, content)
    put_on_record(collection, product, files, destination, name, given_to, reason)
    return [destination / file for file in files]


def put_on_record(
    collection: Collection,
    product: str,
    files: Mapping[str, bytes],
    destination: Path,
    name: str,
    given_to: Sequence[str],
    reason: str,
) -> None:
    """The release of what was copied to *destination*, on the collection's ledger."""
    made = digests(files)
    replaced = replaced_by(collection.ledger(), product, made)
    value = as_value(made, str(destination.resolve()), given_to, (), replaced)
    collection.append(Decision(now(), name.strip() or "not stated", "release", product, value, reason))


def require_signed_product(collection: Collection, product: str, rules: Rules) -> dict[str, bytes]:
    """The signed bytes by file name, if nothing has changed since they were signed."""
    ledger = collection.ledger()
    signed, found = last_sign_off(ledger, product), last_recipe(ledger, product)
    if signed is None or found is None:
        raise SignatureError(
            f"{collection.folder}: {product} is not signed; first: redact sign {collection.folder} --for {product} --as NAME"
        )
    approved = json.loads(signed.value)
    folder = collection.signed(product)
    files = {p.name: p.read_bytes() for p in sorted(folder.iterdir())} if folder.is_dir() else {}
    if digests(files) != approved["files"] or approved["state"] != found[2] or found[1] != rules.digest:
        raise SignatureError(
            f"{collection.folder}: something changed after {product} was signed; make, read and sign it again"
        )
    same_signature(
        map(Path, found[0].cases), map(collection.source, found[0].sources), rules, found[0].audience
    )
    return files
