"""What a printer is tried with: a page and a label that show whether size, place, bars and letters come out right."""

from __future__ import annotations

from typing import BinaryIO

from reportlab.lib.units import mm

from wms.documents import label_drawing
from wms.documents.label_drawing import EDGE
from wms.documents.paper import Ask, paper
from wms.documents.sheet import HAIR, INK, MARGIN, Made, Sheet
from wms.documents.site_name import site_name
from wms.documents.zpl import label_roll

NUMBER = "TEST-12345"
_RULER_MM = 100
_LETTERS = "ABC abc 0123456789 äöü ß é ñ · 收货 上架 拣货 装箱 发运"


@paper()
def test_page(ask: Ask, out: BinaryIO, made: Made) -> None:
    """A page to try a printer with: a ruler, bars, and letters of both languages."""
    say = made.language.say
    sheet = Sheet(out, made, say("Test page"), NUMBER, site_name(ask))
    sheet.paragraph(say("The ruler is 100 mm long when the page is printed at its true size."))
    sheet.y -= 4 * mm
    for step in range(_RULER_MM + 1):
        tall = 6 if step % 10 == 0 else 4 if step % 5 == 0 else 2
        x = MARGIN + step * mm
        sheet.canvas.setLineWidth(0.4)
        sheet.canvas.line(x, sheet.y, x, sheet.y - tall * mm)
        if step % 10 == 0:
            sheet.text(x + 0.6 * mm, sheet.y - 6 * mm, str(step), 6)
    sheet.line(MARGIN, MARGIN + _RULER_MM * mm, sheet.y, INK)
    sheet.y -= 16 * mm
    for size in (7.0, 9.0, 12.0, 18.0):
        sheet.text(MARGIN, sheet.y, _LETTERS, size, room=sheet.room)
        sheet.line(MARGIN, sheet.width - MARGIN, sheet.y - 2 * mm, HAIR)
        sheet.y -= size + 5 * mm
    sheet.finish()


@paper(label=True)
def test_label(ask: Ask, out: BinaryIO, made: Made) -> None:
    """A label to try a label printer with: its edges, bars, a square symbol, and letters of both languages."""
    say = made.language.say
    roll = label_roll(out, made, label_drawing.LOCATION, NUMBER)
    roll.begin()
    roll.rule(roll.height - 1 * mm)
    roll.big(EDGE, roll.height - 12 * mm, NUMBER, 24, roll.room * 0.6)
    roll.text(EDGE, roll.height - 18 * mm, f"{say('Test label')} · 收货 上架 拣货", 9, roll.room * 0.6)
    roll.plate(roll.width - EDGE - 14 * mm, roll.height - 16 * mm, 14 * mm, 12 * mm)
    roll.text(roll.width - EDGE - 14 * mm, roll.height - 13 * mm, "42", 22, 14 * mm, bold=True, grey=1, middle=True)
    roll.code(NUMBER, EDGE + 1 * mm, 20)
    roll.rule(1 * mm)
    roll.finish()
