"""Answers a review file as people do in Word: replies in threads, comments edited, comments deleted."""

from __future__ import annotations

import copy
import io
import zipfile

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
RELATED = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.commentsExtended+xml"


def w(tag):
    return f"{{{W}}}{tag}"


class Answered:
    """A review file under a person's hands; `threads` says whether replies are kept as threads or only stand there."""

    def __init__(self, data, threads=True):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.comments = etree.fromstring(self.parts["word/comments.xml"])
        self.body = etree.fromstring(self.parts["word/document.xml"])
        self.threads, self.parents = threads, []

    def find(self, target):
        """The comment that asks about *target*."""
        return next(c for c in self.comments if f"[redact {target} " in "".join(c.itertext()))

    def ids(self):
        """Every target that a comment asks about."""
        return ["".join(c.itertext()).split("[redact ")[1].split()[0] for c in self.comments]

    def reply(self, target, text, author="Rosa Reviewer", date="2031-05-01T09:00:00Z"):
        """A reply below the comment about *target*."""
        root = self.find(target)
        number, above = str(len(self.comments) + 500), root.get(w("id"))
        made = etree.SubElement(
            self.comments, w("comment"), {w("id"): number, w("author"): author, w("date"): date}
        )
        for line in text.split("\n"):
            paragraph = etree.SubElement(made, w("p"))
            etree.SubElement(etree.SubElement(paragraph, w("r")), w("t")).text = line
        if self.threads:
            self.parents.append((self._mark(made, number), self._mark(root, f"9{above}")))
        for tag in ("commentRangeStart", "commentRangeEnd", "commentReference"):
            for one in [o for o in self.body.iter(w(tag)) if o.get(w("id")) == above]:
                holder = one.getparent() if tag == "commentReference" else one
                twin = copy.deepcopy(holder)
                for inner in twin.iter(w(tag)):
                    inner.set(w("id"), number)
                holder.addnext(twin)

    def edit(self, target, text, line="Answer:"):
        """Words typed behind *line* in the comment about *target*."""
        found = next(t for t in self.find(target).iter(w("t")) if (t.text or "").startswith(line))
        found.text += f" {text}"

    def erase(self, target, text):
        """The whole comment about *target* replaced by *text*."""
        texts = list(self.find(target).iter(w("t")))
        for one in texts:
            one.text = ""
        texts[0].text = text

    def delete(self, target):
        """The comment about *target* and its highlight deleted."""
        gone = self.find(target)
        for one in [o for o in self.body.iter() if o.get(w("id")) == gone.get(w("id"))]:
            one.getparent().remove(one)
        self.comments.remove(gone)

    def overwrite(self, old, new):
        """Words of the text itself changed."""
        for one in self.body.iter(w("t")):
            one.text = (one.text or "").replace(old, new)

    def _mark(self, comment, number):
        paragraph = list(comment.iter(w("p")))[-1]
        own = paragraph.get(f"{{{W14}}}paraId") or f"{int(number):08X}"
        paragraph.set(f"{{{W14}}}paraId", own)
        return own

    def save(self, path):
        """The file as Word would save it."""
        self.parts["word/comments.xml"] = etree.tostring(
            self.comments, xml_declaration=True, encoding="UTF-8"
        )
        self.parts["word/document.xml"] = etree.tostring(self.body, xml_declaration=True, encoding="UTF-8")
        if self.parents:
            self._extend()
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in self.parts.items():
                archive.writestr(name, data)
        return path

    def _extend(self):
        root = etree.Element(f"{{{W15}}}commentsEx", nsmap={"w15": W15})
        for own, above in self.parents:
            etree.SubElement(
                root, f"{{{W15}}}commentEx", {f"{{{W15}}}paraId": own, f"{{{W15}}}paraIdParent": above}
            )
        self.parts["word/commentsExtended.xml"] = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
        for part, line in (
            (
                "word/_rels/document.xml.rels",
                f'<Relationship Id="rIdX" Type="{RELATED}" Target="commentsExtended.xml"/></Relationships>',
            ),
            (
                "[Content_Types].xml",
                f'<Override PartName="/word/commentsExtended.xml" ContentType="{TYPE}"/></Types>',
            ),
        ):
            text = self.parts[part].decode()
            self.parts[part] = (text[: text.rindex("</")] + line).encode()
