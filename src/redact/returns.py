"""Files that came back from reviewers: a Word file with comments, or a table; each slip with its replies."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from redact.answers import AnsweredRow
from redact.formats.word_comments import Comment, Commented, read_comments
from redact.slips import added_to, has_id, is_unchanged, known_seal, read_id
from redact.weighing import Back, Reply

_NUMBER = re.compile(r"Question (\d+)")
OWN = "a comment of somebody's own, which answers no question (or its last line is gone)"
CHANGED = "the question in the comment was changed as well; write the answer in a reply"
TEXT_CHANGED = (
    "the text was changed in Word, which answers nothing; words to print instead are an answer: rewrite: …"
)


def of_word(path: Path) -> list[Back]:
    """The slips of the Word file at *path*; none where it is no file of ours.

    Raises:
        UnreadableError: it cannot be read.
    """
    commented = read_comments(path)
    roots = [c for c in commented.comments if has_id(_text(c))]
    if not any(read_id(_text(c)) for c in roots):
        return []
    replies = _replies(commented, roots)
    backs = [_back(root, [r for r in commented.comments if replies.get(r.id) == root.id]) for root in roots]
    own = [c for c in commented.comments if c not in roots and c.id not in replies and c.lines]
    backs += [Back(f"comment {c.id}", None, (_reply(c),), OWN) for c in own]
    return backs if is_unchanged(commented.text) else [*backs, Back("the text", None, (), TEXT_CHANGED)]


def _text(comment: Comment) -> str:
    return "\n".join(comment.lines)


def _reply(comment: Comment) -> Reply:
    author = "".join(sign for sign in comment.author if sign.isprintable())
    return Reply(_text(comment), author)


def _replies(commented: Commented, roots: Sequence[Comment]) -> dict[str, str]:
    """Reply → the comment that begins its thread.

    Where a program does not keep threads, a reply is a comment at exactly the same place.
    """
    above = {c.id: c.parent for c in commented.comments if c.parent}
    at: dict[tuple[int, int], list[str]] = {}
    for root in roots:
        if root.place:
            at.setdefault(root.place, []).append(root.id)
    found = {}
    own = {root.id for root in roots}
    for comment in commented.comments:
        if comment.id not in own and comment.lines:
            begins = _beginning(comment.id, above)
            there = at.get(comment.place, []) if comment.place and begins == comment.id else []
            if begins in own or len(there) == 1:
                found[comment.id] = begins if begins in own else there[0]
    return found


def _beginning(comment: str, above: Mapping[str, str]) -> str:
    seen = {comment}
    while comment in above and above[comment] not in seen:
        comment = above[comment]
        seen.add(comment)
    return comment


def _back(root: Comment, replies: Sequence[Comment]) -> Back:
    """A slip with what was written into it first, then the replies."""
    number = next((m.group(1) for line in root.lines if (m := _NUMBER.match(line))), "")
    place = f"question {number}" if number else f"comment {root.id}"
    told, known = tuple(map(_reply, replies)), read_id(_text(root))
    if known is None:
        return Back(place, None, told, "its id, the last line of the comment, is damaged")
    written = added_to(root.lines, known.asked)
    if written is None:
        return Back(place, known, (_reply(root), *told), CHANGED)
    # Whoever writes into our comment is not named by it: the comment stays ours.
    return Back(place, known, (*([Reply(written)] if written else []), *told))


def of_table(rows: Sequence[AnsweredRow], left: Sequence[str]) -> list[Back]:
    """The slips of a table that has the column `check`; *left* is what in the file could not be read."""
    backs = []
    for row in rows:
        place = row.place.rsplit(": ", 1)[-1]
        known = known_seal(row.target, row.check)
        why = "" if known else "its target or its check is damaged"
        backs.append(Back(place, known, (Reply(row.answer, "", row.value, row.reason),), why))
    return backs + [Back("the file", None, (), line) for line in left]
