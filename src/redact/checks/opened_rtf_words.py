"""The words of the rich text format that the checks know, and what holds inside a group of a file.

Source: Rich Text Format (RTF) Specification 1.9.1, Microsoft 2008.
"""

from __future__ import annotations

from dataclasses import dataclass

_FORM = """
colortbl fonttbl filetbl stylesheet listtable listoverridetable listtext pntext pntxtb pntxta latentstyles
generator themedata colorschememapping xmlnstbl mmathPr pgptbl rsidtbl defchp defpap list listlevel leveltext levelnumbers
listname listoverride listpicture falt panose fname fontemb fontfile listlevelnfc shpinst sp sn sv shp shprslt do aftncn aftnsep aftnsepc ftncn ftnsep
ftnsepc pn pnseclvl picprop blipuid blipuidtag keycode revtbl info datafield fldtype nonshppict shppict
field fldrslt shptxt upr ud background shpgrp
creatim revtim printim buptim wgrffmtfilter mmath moMath mr mrPr mctrlPr
nesttableprops nonesttables tblind ebcstart ebcend pgdsctbl pgdsc pgdscno pgdscnxt ffname cellprops
htmltag mhtmltag tc_ xmlopen xmlclose xmlname bkmkcolf bkmkcoll g gcw hres lsdlockedexcept lsdpriority
"""
#: Groups that hold the form of a file or further groups.
FORM = frozenset(_FORM.split())
#: Groups of the form that hold further groups, and words of the text.
HOLDERS = frozenset(
    {
        "field",
        "upr",
        "ud",
        "shp",
        "shpinst",
        "shpgrp",
        "do",
        "shppict",
        "nonshppict",
        "result",
        "pntext",
        "listtext",
    }
)
#: Groups of the form where they begin a group; in the text the same words only name a style.
STYLES = frozenset({"cs", "ts", "ds", "tsrowd"})
#: Groups whose words a reader sees, and what they are called.
SHOWN = {
    "header": "header", "headerl": "header", "headerr": "header", "headerf": "header", "footer": "footer",
    "footerl": "footer", "footerr": "footer", "footerf": "footer", "footnote": "note", "shptxt": "text box",
    "fldrslt": "", "result": "",
}  # fmt: skip
#: Groups whose words do not show; what the check for hidden content calls each, '' where it only searches it.
UNSEEN = {
    "author": "author", "operator": "last modified by", "manager": "manager", "company": "company",
    "keywords": "keywords", "subject": "subject", "category": "category", "comment": "description",
    "doccomm": "description", "hlinkbase": "link base", "title": "", "userprops": "custom data",
    "propname": "custom data", "staticval": "custom data", "linkval": "custom data", "docvar": "document variable",
    "template": "template", "annotation": "comment", "atnid": "comment", "atnauthor": "comment",
    "atnref": "comment", "atndate": "comment", "atnicn": "comment", "atnparent": "comment", "atntime": "comment",
    "atrfstart": "", "atrfend": "", "fldinst": "", "bkmkstart": "", "bkmkend": "", "object": "embedded file",
    "objclass": "embedded file", "objname": "embedded file", "objdata": "embedded file", "objalias": "embedded file",
    "objsect": "embedded file", "datastore": "custom data", "mailmerge": "mail merge", "nextfile": "external link",
    "private": "private data", "formfield": "form", "ffdeftext": "form", "ffhelptext": "form", "ffstattext": "form",
    "ffentrymcr": "macro", "ffexitmcr": "macro", "ffformat": "form", "ffl": "form", "xe": "", "tc": "", "rxe": "",
    "txe": "", "protusertbl": "author", "passwordhash": "", "windowcaption": "custom data", "writereservhash": "",
    "factoidname": "custom data", "fchars": "", "lchars": "", "oldcprops": "tracked change",
    "oldpprops": "tracked change", "oldtprops": "tracked change", "oldsprops": "tracked change",
}  # fmt: skip
#: Windows code pages by the character set of a font.
CHARSETS = {
    0: "cp1252", 1: "cp1252", 2: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "big5",
    161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251",
    222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
#: Control words that are a character.
SIGNS = {
    "par": "\n", "sect": "\n", "page": "\n", "column": "\n", "line": "\n", "tab": "\t", "cell": "\n", "nestcell": "\n",
    "row": "\n", "nestrow": "\n", "emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "emspace": " ", "enspace": " ", "qmspace": " ", "zwj": "", "zwnj": "",
}  # fmt: skip
#: After these a paragraph or a cell is complete.
ENDS = frozenset({"par", "sect", "page", "column", "cell", "nestcell", "row", "nestrow"})


@dataclass(frozen=True, slots=True)
class State:
    """What holds inside a group: what its words are, how they look, how they are written."""

    group: str = ""  # the destination, as the format calls it
    place: str = ""  # header, footer, note; '' for the body
    unseen: str = ""  # why the words do not show; 'group' for one that is only searched
    look: tuple[str, ...] = ()  # hidden, white, tiny, tracked change
    codec: str = "cp1252"
    skip: int = 1  # signs after a letter by its number that stand for it elsewhere
    optional: bool = False  # the group may be left out by readers who do not know it
