"""One HTML page for every printed thing: self-contained, without script or network, made for A4 and for any browser."""

from __future__ import annotations

from html import escape

from osp_cli.render.escaping import paper_text
from osp_cli.render.paper.measuring import Type

STYLE = """
@page { size: A4; margin: 13mm 14mm 15mm;
  @bottom-right { content: counter(page) " / " counter(pages); font: 7pt "Noto Sans", sans-serif; color: #333; } }
* { box-sizing: border-box; }
body { margin: 0; color: #000; background: #fff; font: 8.7pt/1.3 "Noto Sans", "Segoe UI", "Helvetica Neue", Arial,
  "Noto Sans SC", "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", "Hiragino Sans GB", sans-serif;
  text-autospace: normal; overflow-wrap: break-word; print-color-adjust: exact; -webkit-print-color-adjust: exact;
  orphans: 3; widows: 3; }
html:lang(zh-CN) body { font-family: "Noto Sans SC", "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC",
  "Hiragino Sans GB", sans-serif; }
html:lang(zh-CN) em { font-style: normal; font-weight: 600; }
h1 { font-size: 15pt; line-height: 1.2; margin: 0 0 2.5mm; }
h2 { font-size: 11pt; line-height: 1.2; margin: 3mm 0 1mm; border-bottom: 0.35mm solid #333; }
h3 { font-size: 9.5pt; margin: 2.4mm 0 0.8mm; }
h4, h5, h6 { font-size: 8.8pt; margin: 1.6mm 0 0.7mm; }
h1, h2, h3, h4, h5, h6 { break-after: avoid; break-inside: avoid; }
h1, h2, h3, h4, h5, h6, th { text-wrap: balance; }
h1.next, .pages > section + section:not(.on) { break-before: page; }
.pages > section > h2:first-child { margin-top: 0; }
.pages { font-size: 8pt; line-height: 1.2; }
.single { font-size: 8.4pt; line-height: 1.28; }
.pages table, .single table { font-size: 7.8pt; line-height: 1.22; margin: 0.8mm 0 1.5mm; }
.pages table { font-size: 7.4pt; line-height: 1.15; margin: 0.6mm 0 1mm; }
.pages table.wide, .single table.wide { font-size: 7.2pt; }
.pages table.wide th, .pages table.wide td { padding-left: 0.8mm; padding-right: 0.8mm; }
.pages th, .pages td, .single th, .single td { padding-top: 0.35mm; padding-bottom: 0.35mm; }
.pages th, .pages td { padding-top: 0.25mm; padding-bottom: 0.25mm; }
.pages li { margin: 0.1mm 0; }
.pages h2, .single h2 { margin: 3mm 0 1mm; }
.pages > section > h2:first-of-type { margin-top: 0; }
.pages h3, .single h3 { margin: 2mm 0 0.5mm; }
.pages h3 { margin-top: 1.2mm; }
.pages h4, .single h4 { margin: 1.2mm 0 0.5mm; font-size: 8.4pt; }
.pages h4 { margin-top: 0.8mm; }
.pages p, .single p, .pages ul, .single ul { margin-top: 0.8mm; margin-bottom: 0.8mm; }
.pages p, .pages ul { margin-top: 0.4mm; margin-bottom: 0.4mm; }
p { margin: 1mm 0; }
p.lead { break-after: avoid; }
.line { height: 7mm; border-bottom: 0.2mm solid #bbb; break-inside: avoid; }
ul, ol { margin: 1mm 0; padding-left: 4.5mm; }
ul ul, ul ol, ol ul, ol ol { margin: 0; }
li { margin: 0.4mm 0; }
li > p { margin: 0; }
li.task { list-style: none; margin-left: -4.5mm; }
pre { margin: 1.5mm 0; white-space: pre-wrap; font-size: 8pt; }
blockquote { margin: 1.5mm 0; padding-left: 3mm; border-left: 0.6mm solid #999; }
hr { border: 0; border-top: 0.25mm solid #777; margin: 3mm 0; }
a { color: inherit; }
table { border-collapse: collapse; width: 100%; margin: 1mm 0 2mm; font-size: 8.1pt; line-height: 1.25; }
thead { display: table-header-group; }
tr, table.whole { break-inside: avoid; }
tbody > tr:first-child:not(:last-child) { break-after: avoid; }
tbody > tr:last-child:not(:first-child) { break-before: avoid; }
div.halves { display: grid; grid-template-columns: 1fr 1fr; column-gap: 8mm; align-items: start; break-inside: avoid; }
th, td { text-align: left; vertical-align: top; padding: 0.4mm 1.5mm; border-bottom: 0.2mm solid #bbb; }
thead th { border-bottom: 0.4mm solid #333; vertical-align: bottom; }
th:first-child, td:first-child { padding-left: 0.5mm; }
th.right, td.right { text-align: right; }
th.centre, td.centre { text-align: center; }
td.right, .short, .day { white-space: nowrap; }
table.facts th { width: 1%; white-space: nowrap; font-weight: normal; color: #333; padding-right: 4mm; }
table.facts.broad th { width: auto; white-space: normal; }
table.wide { font-size: 7.5pt; }
tr.names td { font-weight: bold; background: #eee; break-after: avoid; }
tfoot td { border-top: 0.4mm solid #000; font-weight: bold; }
td.sign span { display: inline-block; min-width: 4.4mm; padding: 0 0.7mm; border: 0.25mm solid #333;
  border-radius: 0.8mm; font-weight: bold; line-height: 1.15; }
td.sign .plus { background: #d8efd8; }
td.sign .minus { background: #f6d5d2; }
td.sign .unknown { background: #fff; border-style: dashed; }
figure { margin: 2mm 0; break-inside: avoid; text-align: center; }
figure svg, figure img { max-width: 100%; height: auto; }
figure svg g { font-family: inherit; }
.pages figure { margin: 1mm 0; }
.pages figure svg { display: block; margin: 0 auto; max-width: 90%; }
figure.half { display: inline-block; width: 49%; vertical-align: top; text-align: left; }
figure.half + figure.half { text-align: right; }
section.card { border: 0.3mm solid #777; border-radius: 1mm; padding: 1.5mm 3mm 2mm; margin: 0 0 3mm;
  break-inside: avoid; }
section.card > :first-child { margin-top: 0; }
dl { display: grid; grid-template-columns: 34mm 1fr; gap: 0.6mm 3mm; margin: 0; }
dt { color: #333; }
dd { margin: 0; }
dd ul { margin: 0; padding-left: 4mm; }
p.decision { margin: 2mm 0 0; border-top: 0.2mm dashed #777; padding-top: 1.5mm; }
footer { margin-top: 3mm; border-top: 0.25mm solid #777; padding-top: 1mm; font-size: 7.5pt; color: #333;
  break-inside: avoid; break-before: avoid; }
footer p { margin: 0; }
.warn { font-weight: bold; }
.dim { color: #444; }
@media screen { body { max-width: 190mm; margin: 6mm auto; padding: 0 6mm; }
  h2, .pages h2, .single h2, .pages > section > h2:first-of-type { margin-top: 6mm; }
  h3, .pages h3, .single h3 { margin-top: 4mm; }
  h4, .pages h4, .single h4 { margin-top: 3mm; } }
"""
MM = 72 / 25.4  # pt
ROOM, HEIGHT, FOOT = 182 * MM, 269 * MM, 11 * MM  # of a sheet, and of what stands at the end of a document


def _type(text: tuple[float, float], cell: tuple[float, float], gaps: tuple[float, ...]) -> Type:
    """What a setting comes to: text and cell with the shares of their lines, and the millimetres between what stands.

    These are of a paragraph, a row, a table, headings of levels 3 and 4, a picture; margins that meet count once.
    """
    paragraph, row, table, third, fourth, figure = (each * MM for each in gaps)
    size, small = text[0], max(cell[0] - 0.6, 7.2)
    heads = ((15, 18, 2.5 * MM), (11, 13.2, 3.0 * MM), (9.5, 12.3, third), (8.8, 11.4, fourth))
    line, inset = cell[0] * cell[1], 3 * MM
    return Type(
        ROOM, HEIGHT - FOOT, (size, size * text[1]), (cell[0], line), (small, small * cell[1]), heads,
        paragraph, paragraph / 2, row, table, figure, inset,
    )  # fmt: skip


TYPES = {
    "": _type((8.7, 1.3), (8.1, 1.25), (1.0, 1.0, 2.0, 2.2, 1.4, 4.0)),
    "single": _type((8.4, 1.28), (7.8, 1.22), (0.8, 0.9, 1.5, 1.8, 1.2, 4.0)),
    "pages": _type((8.0, 1.2), (7.4, 1.15), (0.4, 0.7, 1.0, 1.2, 1.0, 2.0)),
}
"""The settings of the style above, from the usual one to the closest, each by the class of its document."""
SHEETS = "@page { margin: 11mm 14mm 12mm; }\n"
"""The narrower edges of a document that promises its sheets."""
MARK = 'font: 7pt "Noto Sans", "Noto Sans SC", "Microsoft YaHei", "PingFang SC", sans-serif; color: #333;'
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:"


def page(body: str, title: str, language: str, *, style: str = "", mark: str = "") -> str:
    """The whole page. `mark` stands at the foot of every sheet beside its number; `style` adds to the common style."""
    title, mark = paper_text(title), paper_text(mark)
    own = f"@page {{ @bottom-left {{ content: {_quoted(mark or title)}; {MARK} }} }}\n"
    return (
        f'<!DOCTYPE html>\n<html lang="{ {"zh": "zh-CN"}.get(language, language) }">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{escape(title)}</title>\n<style>{STYLE}{own}{style}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _quoted(text: str) -> str:
    """The text as a string of CSS, in which nothing can end the string or the style."""
    return '"' + "".join(c if c.isalnum() or c == " " else f"\\{ord(c):x} " for c in text) + '"'
