"""Adversarial drafts as web pages, e-mails and RTF."""

from __future__ import annotations

import base64
import quopri
from collections.abc import Callable
from html import escape
from typing import Any

from cast import HARMLESS, said
from surfaces import EITHER, LEFT, READ, REFUSED, add
from text_surfaces import ASCII, WESTERN, as_text
from word_package import docx, jpeg, p, png
from word_part_surfaces import ole, small_pdf

KETTLE = "came to the next visit."

# --- web pages ------------------------------------------------------------------------------------


def web(
    name: str,
    place: str,
    expect: str,
    make: Callable[[str], str],
    head: str = "",
    code: str = "utf-8",
    **more: Any,
) -> None:
    """Register a web page; *make* gives what stands after the harmless sentences."""

    def build(bearer: str) -> bytes:
        kept = "".join(f"<p>{one}</p>" for one in HARMLESS)
        top = head.replace("NAME", bearer)
        return f'<!DOCTYPE html><html lang="en"><head><meta charset="{code}">{top}</head><body>{kept}{make(bearer)}</body></html>'.encode(
            code, "xmlcharrefreplace"
        )

    add(f"html-{name}", ".html", place, expect, build, owner="web", **more)


SEEN = "<p>Seen.</p>"
web("plain", "a paragraph", READ, lambda n: f"<p>{said(n)}</p>", quick=True)
web(
    "entities",
    "letters as entities",
    READ,
    lambda n: "<p>Then " + "".join(f"&#x{ord(c):x};" for c in n) + f" {KETTLE}</p>",
)
web("split", "tags inside a name", READ, lambda n: f"<p>Then <b>Iso</b><i>lde</i> {KETTLE}</p>")
web("wbr", "a place to break a word", READ, lambda n: f"<p>Then Iso<wbr>lde Ferny&shy;halgh {KETTLE}</p>")
web("comment-inside", "a comment inside a name", READ, lambda n: f"<p>Then Iso<!-- x -->lde {KETTLE}</p>")
web(
    "table",
    "a table",
    READ,
    lambda n: (
        f"<table><tr><td>Isolde</td><td>Fernyhalgh-Pocklish</td><td>14/03/2013</td><td>{KETTLE}</td></tr></table>"
    ),
    quick=True,
)
web("comment", "a comment", LEFT, lambda n: f"<!-- {said(n)} -->{SEEN}", quick=True)
web("title", "the title", EITHER, lambda n: SEEN, "<title>Then NAME came</title>")
web("meta", "a property of the page", LEFT, lambda n: SEEN, '<meta name="author" content="NAME">', quick=True)
web("script", "a script", LEFT, lambda n: f"<script>var who = '{said(n)}';</script>{SEEN}", quick=True)
web("style", "a style sheet", LEFT, lambda n: f"<style>p::after {{ content: '{said(n)}' }}</style>{SEEN}")
web(
    "json",
    "data for search engines",
    LEFT,
    lambda n: f'<script type="application/ld+json">{{"name": "{n}"}}</script>{SEEN}',
)
for key, tag in {
    "alt": '<img src="a.png" alt="{0}">',
    "title": '<span title="{0}">Seen.</span>',
    "aria": '<span aria-label="{0}">Seen.</span>',
    "data": '<span data-who="{0}">Seen.</span>',
    "id": '<p id="{0}" class="{0}">Seen.</p>',
    "unknown": '<p who="{0}">Seen.</p>',
    "href": '<a href="https://example.org/{0}">Seen</a>',
    "mailto": '<a href="mailto:{0}@example.org">Seen</a>',
    "src": '<img src="{0}.png" alt="">',
    "onclick": "<p onclick=\"alert('{0}')\">Seen.</p>",
}.items():
    web(
        f"attribute-{key}",
        f"the attribute {key}",
        LEFT,
        lambda n, tag=tag: f"<p>{tag.format(escape(n))}</p>",
        quick=key == "alt",
    )
for key, style in {
    "display": "display:none",
    "visibility": "visibility:hidden",
    "opacity": "opacity:0",
    "size": "font-size:0",
    "off": "position:absolute;left:-9999px",
    "white": "color:#fff",
    "clip": "clip:rect(0,0,0,0);position:absolute",
}.items():
    web(
        f"hidden-{key}",
        f"text hidden by its style ({key})",
        LEFT if key in ("display", "visibility") else EITHER,
        lambda n, style=style: f'{SEEN}<p style="{style}">{said(n)}</p>',
        quick=key == "display",
    )
web(
    "hidden-class",
    "text hidden by a style sheet",
    EITHER,
    lambda n: f'{SEEN}<p class="gone">{said(n)}</p>',
    "<style>.gone { display: none }</style>",
)
web("hidden-attribute", "text hidden by an attribute", LEFT, lambda n: f"{SEEN}<p hidden>{said(n)}</p>")
web("template", "a template", LEFT, lambda n: f"{SEEN}<template><p>{said(n)}</p></template>")
web(
    "noscript",
    "text for browsers without scripts",
    EITHER,
    lambda n: f"{SEEN}<noscript><p>{said(n)}</p></noscript>",
)
web("frame", "a page in the page", LEFT, lambda n: f'{SEEN}<iframe srcdoc="<p>{said(n)}</p>"></iframe>')
web(
    "picture",
    "a picture in the page",
    LEFT,
    lambda n: f'{SEEN}<img alt="" src="data:image/png;base64,{base64.b64encode(png(n)).decode()}">',
)
web(
    "vector",
    "the words of an SVG",
    EITHER,
    lambda n: f"{SEEN}<svg><title>{n}</title><text>{said(n)}</text></svg>",
)
web(
    "details",
    "what opens on a click",
    READ,
    lambda n: f"<details><summary>More</summary><p>{said(n)}</p></details>",
)
web("deleted", "deleted text", EITHER, lambda n: f"{SEEN}<p><del>{said(n)}</del></p>")
web(
    "form",
    "what a form holds",
    EITHER,
    lambda n: (
        f'{SEEN}<form><input type="hidden" value="{n}"><input value="{n}" placeholder="{n}"><textarea>{said(n)}</textarea><select><option>{n}</option></select></form>'
    ),
)
web(
    "object",
    "an object",
    EITHER,
    lambda n: f'{SEEN}<object data="x"><param name="who" value="{n}">{said(n)}</object>',
)
web("ruby", "a pronunciation guide", EITHER, lambda n: f"<p>Then <ruby>Iso<rt>lde</rt></ruby> {KETTLE}</p>")
web("unclosed", "tags that never close", READ, lambda n: f"<p><b><i>{said(n)}")
web(
    "conditional",
    "a comment that old browsers print",
    LEFT,
    lambda n: f"<!--[if mso]><p>{said(n)}</p><![endif]-->{SEEN}",
)
web(
    "word-property",
    "what Word leaves in a page",
    LEFT,
    lambda n: SEEN,
    "<xml><o:DocumentProperties><o:Author>NAME</o:Author></o:DocumentProperties></xml>",
)
web("cp1252", "Windows-1252", READ, lambda n: f"<p>{said(n)}</p>", code="windows-1252", bearer=WESTERN)
web(
    "base",
    "the page's address",
    LEFT,
    lambda n: SEEN,
    '<base href="https://example.org/NAME/"><link rel="author" href="NAME">',
)
add(
    "html-text",
    ".html",
    "a text that says it is a web page",
    EITHER,
    lambda n: as_text(said(n)).encode(),
    owner="web",
)

# --- e-mail ---------------------------------------------------------------------------------------


def mail(name: str, place: str, expect: str, make: Callable[[str], tuple[str, bytes]], **more: Any) -> None:
    """Register an e-mail; *make* gives its further headers, and the body with the content type's line."""

    def build(bearer: str) -> bytes:
        head, body = make(bearer)
        return (
            f"From: a.reader@example.org\r\nTo: board@example.org\r\nMIME-Version: 1.0\r\n{head}".encode()
            + body
        )

    add(f"eml-{name}", ".eml", place, expect, build, owner="web", **more)


UTF8 = "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"


def _letter(words: str) -> bytes:
    return (UTF8 + "\r\n\r\n".join((*HARMLESS, words))).encode()


def _parts(kind: str, *parts: bytes) -> bytes:
    joined = b"".join(b"--XX\r\n" + one + b"\r\n" for one in parts)
    return f"Content-Type: multipart/{kind}; boundary=XX\r\n\r\n".encode() + joined + b"--XX--\r\n"


def _web_part(words: str) -> bytes:
    return (
        "Content-Type: text/html; charset=utf-8\r\n\r\n<html><body>"
        + "".join(f"<p>{one}</p>" for one in (*HARMLESS, words))
        + "</body></html>"
    ).encode()


def _attached(data: bytes, file: str, kind: str = "application/octet-stream") -> bytes:
    from email.header import Header

    named = Header(file, "utf-8").encode() if not file.isascii() else file
    return (
        f'Content-Type: {kind}; name="{named}"\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename="{named}"\r\n\r\n'.encode()
        + base64.encodebytes(data)
    )


def _encoded(name: str) -> str:
    return "=?utf-8?B?" + base64.b64encode(said(name).encode()).decode() + "?="


mail("plain", "the letter", READ, lambda n: ("Subject: Report\r\n", _letter(said(n))), quick=True)
mail(
    "subject", "the subject", EITHER, lambda n: (f"Subject: {_encoded(n)}\r\n", _letter("Seen.")), quick=True
)
mail(
    "sender",
    "who wrote",
    LEFT,
    lambda n: (
        f"Subject: Report\r\nReply-To: =?utf-8?B?{base64.b64encode(n.encode()).decode()}?= <x@example.org>\r\n",
        _letter("Seen."),
    ),
)
mail(
    "copy",
    "who got a copy",
    LEFT,
    lambda n: (
        "Subject: Report\r\nCc: isolde.fernyhalgh@example.org\r\nBcc: Isolde <x@example.org>\r\n",
        _letter("Seen."),
    ),
)
mail(
    "odd-header",
    "an unusual header",
    LEFT,
    lambda n: (f"Subject: Report\r\nX-Case: {_encoded(n)}\r\nThread-Topic: Isolde\r\n", _letter("Seen.")),
)
mail(
    "quoted-printable",
    "a letter in quoted-printable",
    READ,
    lambda n: (
        "Subject: Report\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n",
        quopri.encodestring("\r\n\r\n".join((*HARMLESS, said(n))).encode()),
    ),
)
mail(
    "base64",
    "a letter in base64",
    READ,
    lambda n: (
        "Subject: Report\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n",
        base64.encodebytes("\r\n\r\n".join((*HARMLESS, said(n))).encode()),
    ),
)
mail("web", "a letter as a web page", READ, lambda n: ("Subject: Report\r\n", _web_part(said(n))))
mail(
    "two-tales",
    "a letter that says something else as a web page",
    EITHER,
    lambda n: ("Subject: Report\r\n", _parts("alternative", _letter("Seen."), _web_part(said(n)))),
    quick=True,
)
mail(
    "attachment",
    "an attached text",
    EITHER,
    lambda n: (
        "Subject: Report\r\n",
        _parts("mixed", _letter("Seen."), _attached(said(n).encode(), "a.txt", "text/plain")),
    ),
    quick=True,
)
mail(
    "attachment-name",
    "the name of an attachment",
    LEFT,
    lambda n: ("Subject: Report\r\n", _parts("mixed", _letter("Seen."), _attached(b"x", f"{n}.txt"))),
)
mail(
    "attachment-docx",
    "an attached Word file",
    EITHER,
    lambda n: (
        "Subject: Report\r\n",
        _parts("mixed", _letter("Seen."), _attached(docx(p(said(n))), "a.docx")),
    ),
)
mail(
    "attachment-pdf",
    "an attached PDF",
    EITHER,
    lambda n: (
        "Subject: Report\r\n",
        _parts("mixed", _letter("Seen."), _attached(small_pdf(ASCII), "a.pdf", "application/pdf")),
    ),
)
mail(
    "attachment-mail",
    "an attached e-mail",
    EITHER,
    lambda n: (
        "Subject: Report\r\n",
        _parts(
            "mixed",
            _letter("Seen."),
            b"Content-Type: message/rfc822\r\n\r\nSubject: "
            + _encoded(n).encode()
            + b"\r\n"
            + _letter(said(n)),
        ),
    ),
)
mail(
    "picture",
    "a picture in the letter",
    LEFT,
    lambda n: (
        "Subject: Report\r\n",
        _parts("related", _web_part("Seen."), _attached(jpeg(n), "a.jpeg", "image/jpeg")),
    ),
)
mail(
    "calendar",
    "an invitation",
    EITHER,
    lambda n: (
        "Subject: Report\r\n",
        _parts(
            "mixed",
            _letter("Seen."),
            f"Content-Type: text/calendar; charset=utf-8\r\n\r\nBEGIN:VCALENDAR\r\nSUMMARY:{said(n)}\r\nEND:VCALENDAR\r\n".encode(),
        ),
    ),
)
mail(
    "preamble",
    "words before the first part",
    LEFT,
    lambda n: (
        "Subject: Report\r\nContent-Type: multipart/mixed; boundary=XX\r\n\r\n",
        said(n).encode() + b"\r\n--XX\r\n" + _letter("Seen.") + b"\r\n--XX--\r\n" + said(n).encode(),
    ),
)
mail(
    "encrypted",
    "an encrypted letter",
    REFUSED,
    lambda n: (
        "Subject: Report\r\n",
        b"Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + base64.encodebytes(bytes(range(200))),
    ),
)
mail(
    "wrong-set",
    "a letter whose letters are not what it says",
    EITHER,
    lambda n: (
        "Subject: Report\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\n",
        "\r\n\r\n".join((*HARMLESS, said(n))).encode("cp1252", "replace"),
    ),
    bearer=WESTERN,
)

# --- RTF ------------------------------------------------------------------------------------------


def _rtf_text(words: str) -> str:
    return "".join(c if c.isascii() else f"\\u{ord(c)}?" for c in words)


def rtf(name: str, place: str, expect: str, make: Callable[[str], str], head: str = "", **more: Any) -> None:
    """Register an RTF draft; *make* gives what stands after the harmless sentences."""

    def build(bearer: str) -> bytes:
        kept = "\\par\n".join(HARMLESS)
        top = head.replace("NAME", _rtf_text(bearer))
        return f"{{\\rtf1\\ansi\\ansicpg1252\\deff0{{\\fonttbl{{\\f0 Arial;}}}}{top}\n{kept}\\par\n{make(_rtf_text(bearer))}\\par}}".encode(
            "ascii"
        )

    add(f"rtf-{name}", ".rtf", place, expect, build, owner="web", **more)


rtf("plain", "a paragraph", READ, lambda n: said(n), quick=True)
rtf(
    "hex",
    "letters as figures",
    READ,
    lambda n: "Then " + "".join(f"\\'{ord(c):02x}" for c in "Isolde") + f" {KETTLE}",
)
rtf(
    "unicode",
    "letters as numbers",
    READ,
    lambda n: "Then " + "".join(f"\\u{ord(c)}?" for c in "Isolde") + f" {KETTLE}",
)
rtf("split", "groups inside a name", READ, lambda n: f"Then {{\\b Iso}}{{\\i lde}} {KETTLE}")
rtf(
    "soft-hyphen",
    "a hyphen that may break",
    READ,
    lambda n: f"Then Ferny\\-halgh and Isolde\\~Fernyhalgh\\_Pocklish {KETTLE}",
)
rtf("hidden", "hidden text", LEFT, lambda n: f"Seen. {{\\v {said(n)}}}", quick=True)
rtf("deleted", "deleted text", LEFT, lambda n: f"Seen. {{\\deleted {said(n)}}}")
rtf(
    "annotation",
    "a comment",
    LEFT,
    lambda n: f"Seen.{{\\*\\atnid AR}}{{\\*\\atnauthor {n}}}{{\\*\\annotation {said(n)}}}",
    quick=True,
)
rtf(
    "info",
    "the properties",
    LEFT,
    lambda n: "Seen.",
    "{\\info{\\author NAME}{\\title NAME}{\\operator NAME}}",
    quick=True,
)
rtf(
    "user-property",
    "a property of one's own",
    LEFT,
    lambda n: "Seen.",
    "{\\*\\userprops{\\propname who}\\proptype30{\\staticval NAME}}",
)
rtf("variable", "a variable", LEFT, lambda n: "Seen.", "{\\*\\docvar {who}{NAME}}")
rtf("header", "a page header", READ, lambda n: "Seen.", "{\\header Then NAME came to the next visit.\\par}")
rtf("footnote", "a footnote", READ, lambda n: f"Seen.{{\\footnote {said(n)}}}")
rtf(
    "field",
    "a field's instruction",
    LEFT,
    lambda n: f'{{\\field{{\\*\\fldinst QUOTE "{n}"}}{{\\fldrslt Seen.}}}}',
)
rtf(
    "field-result",
    "a field's result",
    READ,
    lambda n: f"{{\\field{{\\*\\fldinst AUTHOR}}{{\\fldrslt {said(n)}}}}}",
)
rtf("unknown", "a group that readers may skip", EITHER, lambda n: f"Seen. {{\\*\\novelty {said(n)}}}")
rtf(
    "bookmark",
    "a bookmark",
    LEFT,
    lambda n: "{\\*\\bkmkstart Isolde_Fernyhalgh}Seen.{\\*\\bkmkend Isolde_Fernyhalgh}",
)
rtf("picture", "a picture's bytes", LEFT, lambda n: f"Seen. {{\\pict\\pngblip {png(n).hex()}}}")
rtf(
    "object",
    "an object",
    LEFT,
    lambda n: (
        f"Seen. {{\\object\\objemb{{\\*\\objclass Package}}{{\\*\\objdata {ole('Isolde').hex()}}}{{\\result x}}}}"
    ),
)
rtf("style-name", "a style's name", LEFT, lambda n: "Seen.", "{\\stylesheet{\\s1 NAME;}}")
rtf(
    "table",
    "a table",
    READ,
    lambda n: (
        f"\\trowd\\cellx2000\\cellx4000\\cellx6000\\intbl Isolde\\cell Fernyhalgh-Pocklish\\cell 14/03/2013 {KETTLE}\\cell\\row\\pard"
    ),
)
rtf(
    "white",
    "white text",
    EITHER,
    lambda n: f"Seen. {{\\cf1 {said(n)}}}",
    "{\\colortbl;\\red255\\green255\\blue255;}",
)
rtf("box", "a text box", EITHER, lambda n: f"Seen. {{\\shp{{\\*\\shpinst{{\\shptxt {said(n)}\\par}}}}}}")
rtf("binary", "raw bytes in the text", EITHER, lambda n: "Seen. {\\*\\blob\\bin6 Isolde}")
add(
    "rtf-unclosed",
    ".rtf",
    "groups that never close",
    EITHER,
    lambda n: b"{\\rtf1 " + "\\par ".join((*HARMLESS, said(ASCII))).encode(),
    owner="web",
)
add(
    "rtf-text", ".rtf", "a text that says it is RTF", EITHER, lambda n: as_text(said(n)).encode(), owner="web"
)
add(
    "rtf-deep",
    ".rtf",
    "100,000 groups",
    REFUSED,
    lambda n: b"{\\rtf1 " + b"{" * 100_000 + b"Isolde" + b"}" * 100_000 + b"}",
    owner="web",
)
add("doc-ole", ".doc", "a damaged old Word file", REFUSED, lambda n: ole(n), owner="web")
