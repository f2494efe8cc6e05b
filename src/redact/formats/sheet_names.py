"""The names of a workbook's XML: which attributes hold what people typed, which parts are what."""

from __future__ import annotations

import re
from typing import Any

from redact.formats.pieces import names

#: Attributes that hold what a person typed, where they may hold a name.
TYPED = names(
    "name displayName caption title descr altText altTextSummary tooltip display prompt promptTitle error errorTitle"
    " author userName user comment description help customMenu statusBar text oldName sourceFile url location"
    " uniqueName connection command odcFile source sourceSheet codeName v u c n dn tag progId userId"
    " destination footer header list label totalsRowLabel groupCaption subtotalCaption headerRowCaption"
    " dataCaption grandTotalCaption rowHeaderCaption colHeaderCaption errorCaption missingCaption hierarchy"
    " uniqueParent refersTo sourceRef key val linkedCell listFillRange providerId"
)
#: Words of layout that stand in such attributes.
PLAIN_WORDS = names(
    "accent1 accent2 accent3 accent4 accent5 accent6 autoZero between solid minor major circle none nextTo low high"
    " cross out standard clustered stacked diamond square triangle star bestFit exact sysDash visible automatic"
    " true false auto middle top bottom left right ctr span gap zero center dash nothing outEnd inEnd percentStacked"
)
#: Names that Excel gives by itself.
AUTOMATIC = re.compile(
    r"(?:(?:Sheet|Table|Chart|Picture|TextBox|Text Box|Rectangle|Oval|Comment|Column|PivotTable|Line|Graphic|Shape|Group"
    r"|Straight Connector|Straight Arrow Connector|Object|Button|Drop Down|Check Box|Option Button)\s?\d*"
    r"|ThisWorkbook|_xlnm\.\w+|_xlfn\.\w+|TableStyle\w+|PivotStyle\w+|Normal|Office(?: Theme)?|\{[0-9A-Fa-f\-]{36}\}"
    r"|[A-Z]{1,3}\d+(?::[A-Z]{1,3}\d+)?|phClr|tx\d|bg\d|dk\d|lt\d|rId\d+|microsoft\.com:\w+)"
)
#: Content types of bookkeeping, by how they end: no words of anybody's, or words that are read elsewhere.
BOOKKEEPING = (
    "sheet.main+xml", "worksheet+xml", "sharedstrings+xml", "theme+xml", "themeoverride+xml", "calcchain+xml",
    "relationships+xml", "printersettings", "sheetmetadata+xml", "chartstyle+xml", "chartcolorstyle+xml", "person+xml",
    "diagramcolors+xml", "diagramstyle+xml", "diagramlayout+xml", "customxmlproperties+xml", "volatiledependencies+xml",
    "core-properties+xml", "extended-properties+xml", "custom-properties+xml", "featurepropertybag+xml",
    "rdrichvaluestructure+xml", "rdrichvaluetypes+xml", "richstyles+xml", "classificationlabels+xml", "labelinfo+xml",
)  # fmt: skip
#: Bookkeeping with names that people gave: searched and not counted.
SEARCHED = ("styles+xml", "table+xml", "person+xml")
#: Content that is left behind, by a piece of its content type.
CONTENT = (
    ("spreadsheetml.comments", "comment"),
    ("threadedcomments", "comment"),
    ("chartshapes", "chart drawing"),
    ("drawingml.chart", "chart"),
    ("chartex", "chart"),
    ("chartsheet", "chart sheet"),
    ("dialogsheet", "dialogue sheet"),
    ("pivotcache", "pivot cache"),
    ("pivottable", "pivot table"),
    ("slicer", "slicer"),
    ("timeline", "slicer"),
    ("externallink", "external link"),
    ("connections", "connection"),
    ("querytable", "query"),
    ("xmlmaps", "XML map"),
    ("tablesinglecells", "XML map"),
    ("revisionheaders", "revision log"),
    ("revisionlog", "revision log"),
    ("usernames", "revision log"),
    ("model+data", "data model"),
    ("rdrichvalue", "linked data"),
    ("rdarray", "linked data"),
    ("richdata", "linked data"),
    ("customproperty", "custom property"),
    ("diagramdata", "SmartArt"),
    ("ms-diagram", "SmartArt drawing"),
    ("drawingml.diagram", "SmartArt drawing"),
    ("ctrlprop", "form control"),
    ("controlproperties", "form control"),
    ("activex", "form control"),
    ("oleobject", "embedded file"),
    ("officedocument.package", "embedded file"),
    ("wordprocessingml", "embedded file"),
    ("presentationml", "embedded file"),
    ("spreadsheetml.sheet", "embedded file"),
    ("msword", "embedded file"),
    ("ms-excel", "embedded file"),
    ("application/pdf", "embedded file"),
    ("digital-signature", "digital signature"),
    ("webextension", "web add-in"),
    ("taskpanes", "web add-in"),
    ("customui", "custom ribbon"),
    ("documenttasks", "task"),
    ("inkml", "ink drawing"),
    ("image/", "picture"),
    ("video/", "video"),
    ("audio/", "sound"),
    ("model/", "3D model"),
)
#: What a sheet's own XML holds beside its cells, in the words of a reviewer; '' for what is searched and not counted.
IN_SHEET = {
    "headerFooter": "print header or footer",
    "dataValidations": "data validation",
    "conditionalFormatting": "conditional format",
    "hyperlinks": "",
    "scenarios": "scenario",
    "extLst": "",
}


def relation(element: Any) -> str:
    """The id of the relationship that *element* names."""
    space = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return str(element.get(f"{{{space}}}id") or "")
