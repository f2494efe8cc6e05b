"""Reading e-mails: what is printed, what is searched, what is refused."""

from email.message import EmailMessage
from pathlib import Path

import pytest

from redact.errors import UnreadableError
from redact.formats import read
from redact.model import PRINTED, Document


def mail(tmp_path: Path, data: bytes | str | EmailMessage) -> Document:
    """The document that reading this message gives."""
    raw = (
        data.as_bytes()
        if isinstance(data, EmailMessage)
        else data.encode()
        if isinstance(data, str)
        else data
    )
    file = tmp_path / "draft.eml"
    file.write_bytes(raw)
    return read(file)


def message(text: str = "Dear all\n\nThe review is attached.") -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"] = "Zoë Quillby <zoe@example.org>", "panel@example.org"
    made["Subject"], made["Date"] = "Child G – draft", "Mon, 03 Mar 2031 10:00:00 +0000"
    made.set_content(text)
    return made


def printed(document: Document) -> list[tuple[str, str]]:
    return [
        (one.kind, document.of(one.span) if one.span else "")
        for one in document.blocks
        if one.kind in PRINTED
    ]


def beside(document: Document) -> str:
    return "\n".join(document.of(one.span) for one in document.blocks if one.span and one.kind not in PRINTED)


def left(document: Document) -> dict[str, str]:
    return {part.kind: part.place for part in document.left_behind}


def test_headers_and_text(tmp_path: Path) -> None:
    """The subject is the title; who wrote to whom and when stands under it; then the text with its quotes."""
    document = mail(tmp_path, message("Dear all\n\nHere it is.\n\n> On Monday\n> you wrote\n\nZoë\n"))
    assert printed(document) == [
        ("title", "Child G – draft"),
        ("paragraph", "From: Zoë Quillby <zoe@example.org>"),
        ("paragraph", "To: panel@example.org"),
        ("paragraph", "Date: Mon, 03 Mar 2031 10:00:00 +0000"),
        ("paragraph", "Dear all"),
        ("paragraph", "Here it is."),
        ("quote", "On Monday\nyou wrote"),
        ("paragraph", "Zoë"),
    ]


def test_other_headers_are_searched(tmp_path: Path) -> None:
    """Headers that a mail program does not show are kept beside the text."""
    made = message()
    made["Bcc"], made["X-Sender-Name"] = "wren@example.org", "=?utf-8?q?Wren_Quillby=C3=A9?="
    document = mail(tmp_path, made)
    assert "wren@example.org" in beside(document)
    assert "Wren Quillbyé" in beside(document)
    assert "message header" in left(document)


def test_the_web_page_is_printed_and_the_plain_text_compared(tmp_path: Path) -> None:
    """Of two versions the web page is printed; what only the plain one says is searched and counted."""
    made = message("Dear all\nSee https://x.example/a for more.\nWren Quillby was there.\n")
    made.add_alternative("<p>Dear <b>all</b></p><p>See for more.</p>", subtype="html")
    document = mail(tmp_path, made)
    assert [text for _, text in printed(document)][-2:] == ["Dear all", "See for more."]
    assert "Wren Quillby was there." in beside(document)
    assert "text of another version of the message" in left(document)


def test_two_versions_that_agree(tmp_path: Path) -> None:
    """Nothing is told where both versions say the same."""
    made = message("Dear all\n> old")
    made.add_alternative("<p>Dear all</p><blockquote>old</blockquote>", subtype="html")
    assert "text of another version of the message" not in left(mail(tmp_path, made))


RTF = rb"{\rtf1 Report on Wren Quillby}"


@pytest.mark.parametrize(
    ("data", "kind", "name", "left_as"),
    [
        (RTF, "application/rtf", "a.rtf", "attachment"),
        (RTF, "application/octet-stream", "a.rtf", "attachment"),
        (RTF, "application/rtf", "", "attachment"),
        (b"<p>Wren Quillby", "text/html", "a.html", "attachment"),
        (b"Wren Quillby", "text/plain", "a.txt", "attachment"),
        (b"BEGIN:VCARD\nFN:Wren Quillby\n", "text/vcard", "a.vcf", "attachment"),
        (
            b"\x01\x02Wren Quillby\x00\x01",
            "application/ms-tnef",
            "winmail.dat",
            "attachment that cannot be read",
        ),
        (b"PK\x03\x04 no docx, Wren Quillby", "application/zip", "a.docx", "attachment that cannot be read"),
        (b"\x30\x82Wren Quillby", "application/pkcs7-signature", "smime.p7s", "digital signature"),
        (b"\x89PNG", "image/png", "Wren Quillby.png", "picture"),
    ],
)
def test_attachments_are_searched_and_left_behind(
    tmp_path: Path, data: bytes, kind: str, name: str, left_as: str
) -> None:
    """An attachment never travels; it is read by the reader for its kind, and one that cannot be is told."""
    made = message()
    main, _, sub = kind.partition("/")
    made.add_attachment(data, maintype=main, subtype=sub, filename=name or None)
    document = mail(tmp_path, made)
    assert "Wren Quillby" in beside(document)
    assert left_as in left(document)
    assert "Quillby" not in "".join(text for _, text in printed(document) if "From" not in text)
    assert left_as != "attachment" or "drafts/" in left(document)["attachment"]


def test_messages_within_messages(tmp_path: Path) -> None:
    """A forwarded message is searched, its attachments too; too many levels are refused or told."""
    inner = message("Inner words of Wren Quillby")
    inner.add_attachment(b"Deep Marsh", maintype="text", subtype="plain", filename="a.txt")
    made = message()
    made.add_attachment(inner)
    document = mail(tmp_path, made)
    assert "Wren Quillby" in beside(document)
    assert "Deep Marsh" in beside(document)
    for _ in range(8):
        outer = message()
        outer.add_attachment(made)
        made = outer
    assert "attachment that cannot be read" in left(mail(tmp_path, made))


@pytest.mark.parametrize(
    "data",
    [
        b'From: a <b\nTo: "x\nSubject: =?utf-8?b?!!!?= =?nope?q?x?=\nDate: never\n\nWords\n',
        b"From: \xff\xfe\nSubject: \xe9\nTo: ((((((\n\nWords\n",
        b'From: a\nTo: b\nContent-Type: text/plain; charset="no-such"\n\nWords\n',
        b"From: a\nTo: b\nContent-Type: multipart/mixed\n\nWords\n",
        b"From: a\nTo: b\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\nWords\n",
        b"From: a\nTo: b\nContent-Type: ;;;\nContent-Disposition: ;;;\n\nWords\n",
        b"From: a\nTo: b\nContent-Transfer-Encoding: base64\n\nWords\n",
        b"From: a\nTo: b\nContent-Transfer-Encoding: nope\n\nWords\n",
        b"From: a\nTo: " + b"(" * 30000 + b"\n\nWords\n",
        b"From: a\nTo: b\nContent-Type: text/plain; name*0*=utf-8''%ff; name*1=x\n\nWords\n",
    ],
)
def test_malformed_messages_do_not_crash(tmp_path: Path, data: bytes) -> None:
    """A malformed header is shown as it stands; the text is read all the same."""
    document = mail(tmp_path, data)
    assert "From:" in document.text


def test_split_encoded_words(tmp_path: Path) -> None:
    """A name over two encoded words, and one in another character set, are put together."""
    data = (
        b"From: =?utf-8?q?Wren_Qui?= =?utf-8?q?llby?= <x@example.org>\nTo: =?iso-8859-1?q?Zo=EB?=\n\nWords\n"
    )
    assert "From: Wren Quillby <x@example.org>" in mail(tmp_path, data).text
    assert "To: Zoë" in mail(tmp_path, data).text


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"just words\n", "not an e-mail"),
        (
            b"From a@b Mon Mar 3 2031\nTo: x\nDate: y\n\nw\n\nFrom a@b Mon Mar 3 2031\nTo: x\n\nw\n",
            "several e-mails",
        ),
        (b"From: a\nTo: b\nContent-Type: multipart/encrypted; boundary=x\n\n--x\n\nw\n--x--\n", "encrypted"),
        (
            b"From: a\nTo: b\nContent-Type: application/pkcs7-mime; smime-type=enveloped-data\n\nMIAG\n",
            "encrypted",
        ),
        (b"PK\x03\x04", "zip"),
        (b"", "empty"),
        (
            b"From: a\nTo: b\nContent-Type: multipart/mixed; boundary=x\n\n"
            + b"--x\n\nw\n" * 400
            + b"--x--\n",
            "more parts",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_refusals(tmp_path: Path, data: bytes, words: str) -> None:
    """What is no message, is encrypted, or holds too much is refused in one line."""
    with pytest.raises(UnreadableError, match=words):
        mail(tmp_path, data)
