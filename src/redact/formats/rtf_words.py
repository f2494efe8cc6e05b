"""The words of the RTF specification (version 1.9.1) that the reader understands, and its character sets."""

from __future__ import annotations

from redact.formats.pieces import names

SYMBOLS = {
    "~": "\u00a0", "_": "\u2011", "-": "\u00ad", "\\": "\\", "{": "{", "}": "}", "\t": "\t",
    "tab": "\t", "line": "\n", "lbr": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": "\u2003", "enspace": "\u2002",
    "qmspace": "\u2005", "zwj": "\u200d", "zwnj": "\u200c", "ltrmark": "\u200e", "rtlmark": "\u200f",
    "zwbo": "\u200b", "zwnbo": "\u2060",
}  # fmt: skip
#: Character sets of fonts (\\fcharset) as Python names them; 2 is Symbol.
CHARSETS = {
    0: "cp1252", 77: "mac-roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk", 136: "cp950",
    161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251",
    222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
#: Languages (\\lang) by Windows' numbers, English left out: a passage in them is marked.
LANGUAGES = {
    1106: "cy", 1036: "fr", 1031: "de", 1040: "it", 1034: "es", 3082: "es", 1045: "pl", 1048: "ro", 1065: "fa",
    1025: "ar", 1056: "ur", 2108: "ga", 1084: "gd", 1043: "nl", 1046: "pt", 2070: "pt", 1055: "tr", 1063: "lt",
    1049: "ru", 1058: "uk", 1051: "sk", 1029: "cs", 1038: "hu", 1052: "sq", 1093: "bn", 1094: "pa", 1143: "so",
}  # fmt: skip

TOGGLES = {"b": "bold", "i": "italic", "scaps": "small-capitals", "super": "superscript", "sub": "subscript"}
UNDERLINES = names("ul uld uldash uldashd uldashdd uldb ulhwave ulldash ulth ulthd ulthdash ulthdashd ulthdashdd ulthldash"
                   " ululdbwave ulw ulwave")  # fmt: skip

#: Destinations that print: notes, headers, footers; text boxes stand in the text.
HEADERS = {"header": "header", "headerl": "header", "headerr": "header", "headerf": "header", "footer": "footer",
           "footerl": "footer", "footerr": "footer", "footerf": "footer"}  # fmt: skip
IN_TEXT = names("shp shpinst shptxt shppict fldrslt field result do dptxbx dptxbxtext object ud rtf nesttableprops"
                " flymaincnt moveto mmath moMath moMathPara mr mt mbox")  # fmt: skip
#: Destinations without words: hexadecimal data, fonts, settings.
SILENT = names(
    "colortbl rsidtbl themedata colorschememapping latentstyles mmathPr pgptbl wgrffmtfilter blipuid blipid"
    " passwordhash pnseclvl panose falt fontemb fontfile nonesttables fchars lchars ftnsep ftnsepc"
    " ftncn aftnsep aftnsepc aftncn leveltext levelnumbers picscalex rsidroot ebcstart expandedcolortbl"
    " defchp defpap tblstyles lsdlockedexcept atrfstart atrfend atnref atntime atndate atnparent atnicn"
    " cellprops shapetype oldcprops oldpprops oldtprops oldsprops"
)
#: Destinations that nobody sees: the kind of aside, and what the reviewer is told.
ASIDES = {
    "annotation": ("comment", "comment"),
    "atnauthor": ("comment", ""),
    "atnid": ("comment", ""),
    "bkmkstart": ("bookmark", ""),
    "bkmkend": ("bookmark", ""),
    "fldinst": ("instruction", ""),
    "datafield": ("data", ""),
    "datastore": ("data", "custom data"),
    "objdata": ("data", "embedded file"),
    "objclass": ("attribute", ""),
    "objname": ("attribute", ""),
    "objalias": ("attribute", ""),
    "objsect": ("attribute", ""),
    "revtbl": ("attribute", ""),
    "generator": ("attribute", ""),
    "template": ("attribute", ""),
    "filetbl": ("attribute", ""),
    "xmlnstbl": ("attribute", ""),
    "listname": ("attribute", ""),
    "liststylename": ("attribute", ""),
    "formfield": ("attribute", ""),
    "docvar": ("property", "document property"),
    "userprops": ("property", "document property"),
    "shprslt": ("hidden", ""),
    "nonshppict": ("hidden", ""),
    "xe": ("field", "field instruction"),
    "tc": ("field", "field instruction"),
    "tcn": ("field", "field instruction"),
    "rxe": ("field", ""),
    "txe": ("field", "field instruction"),
    "protusertbl": ("attribute", ""),
    "sv": ("shape", ""),
    "sn": ("shape", ""),
    "hl": ("link", "link target"),
    "hlsrc": ("link", "link target"),
    "hlloc": ("link", ""),
    "hlfr": ("attribute", ""),
    "upr": ("attribute", ""),
    "pn": ("list", ""),
    "picprop": ("attribute", ""),
    "stylesheet": ("styles", ""),
    "fonttbl": ("fonts", ""),
    "listtable": ("attribute", ""),
    "listoverridetable": ("attribute", ""),
    "htmltag": ("attribute", ""),
    "mhtmltag": ("attribute", ""),
    "pict": ("picture", "picture"),
    "listtext": ("label", ""),
    "pntext": ("label", ""),
}
PROPERTIES = names(
    "title subject author operator company manager keywords category comment doccomm hlinkbase linkval"
)
#: Text that a shape's properties hold in these is what a person typed.
SHAPE_WORDS = names("wzDescription wzName gtextUNICODE wzTooltip pihlShape pibName wzScript")
