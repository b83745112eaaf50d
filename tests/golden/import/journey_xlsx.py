"""Writes journey.xlsx beside itself: a workbook as spreadsheet programs pack it, by Python's zipfile.

A list of touchpoints that begins in row 2, one hidden sheet, a text in two runs, a day in the
workbook's own format, a share in per cent, and in row 4 a severity that is none.
"""
import pathlib
import zipfile

WORKBOOK = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><workbookPr/><sheets><sheet name="Journey" sheetId="1" r:id="rId1"/><sheet name="Notes" sheetId="2" state="hidden" r:id="rId2"/></sheets></workbook>"""
RELATIONS = """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="worksheet" Target="/xl/worksheets/sheet2.xml"/></Relationships>"""
SHARED = """<sst><si><t>Touchpoint</t></si><si><r><t>Refund</t></r><r><rPr><b/></rPr><t xml:space="preserve"> call</t></r></si><si><t>Price list</t></si></sst>"""
STYLES = """<styleSheet><numFmts count="1"><numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy;@"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>"""


def text(place, value):
    return f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'


ROWS = [
    (2, '<c r="A2" t="s"><v>0</v></c>' + text("B2", "Severity (1-5)") + text("D2", "Metric")
     + text("E2", "Value") + text("F2", "Date") + text("G2", "Sample size")),
    (3, '<c r="A3" t="s"><v>1</v></c><c r="B3"><v>5</v></c>' + text("D3", "CSAT")
     + text("E3", "61.5%") + '<c r="F3" s="1"><v>46082</v></c><c r="G3"><v>200</v></c>'),
    (4, '<c r="A4" t="s"><v>2</v></c>' + text("B4", "seven")),
]
SHEET = "<worksheet><sheetData>" + "".join(f'<row r="{n}">{cells}</row>' for n, cells in ROWS) + "</sheetData></worksheet>"

with zipfile.ZipFile(pathlib.Path(__file__).with_name("journey.xlsx"), "w", zipfile.ZIP_DEFLATED) as book:
    for name, part in [("[Content_Types].xml", "<Types/>"), ("xl/workbook.xml", WORKBOOK), ("xl/_rels/workbook.xml.rels", RELATIONS),
                       ("xl/sharedStrings.xml", SHARED), ("xl/styles.xml", STYLES), ("xl/worksheets/sheet1.xml", SHEET),
                       ("xl/worksheets/sheet2.xml", "<worksheet><sheetData/></worksheet>")]:
        book.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
