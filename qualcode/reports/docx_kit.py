"""A Word document in the house style: real styles, so that Word's own tools work on it.

Headings are Word's heading styles (navigation pane, table of contents), tables repeat their
header row over pages, pictures carry a caption and an alternative text, pages are numbered.
python-docx is loaded with this module; import it late.
"""

from __future__ import annotations

import io
from collections.abc import Collection, Iterable, Sequence
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from qualcode.reports.files import without_dates
from qualcode.reports.widths import INDENT_CM, column_widths
from qualcode.text.safe import for_page

ACCENT = "1F5662"
INK = "22282D"
SOFT = "5A646B"
WASH = "EEF2F3"
LINE = "CFD6D9"
_BODY_FONT = "Calibri"
_QUOTE_FONT = "Georgia"
_PAGE_WIDTH_CM = 21.0
_MARGIN_CM = 2.3
_HELD_TOGETHER = 4  # rows: a table no longer than this is not broken over two pages
_AT_LEAST = 2  # rows of a longer one stand on the page of its heading
TEXT_WIDTH_CM = _PAGE_WIDTH_CM - 2 * _MARGIN_CM


class WordPage:
    """A document being written, top to bottom.

    Args:
        title: what stands on top and in the file's properties.
        landscape: whether the paper lies on its side, for wide tables.
        language: the language of the study's own words, such as ``de``, for spelling and for
            being read out. What qualcode itself says is English.
    """

    def __init__(self, title: str, *, landscape: bool = False, language: str = "en") -> None:
        self.doc: Any = docx.Document()
        self.width = TEXT_WIDTH_CM
        self._paper(landscape=landscape)
        self._language = language
        self._styles(language)
        self._properties(for_page(title))
        self._figures = 0

    def title(self, title: str, lines: Iterable[str]) -> None:
        """The title block: the title, then lines below it, then a rule."""
        self.doc.add_paragraph(for_page(title), style="Title")
        texts = [for_page(line) for line in lines if line]
        for n, text in enumerate(texts):
            paragraph = self.doc.add_paragraph(text, style="Subtitle")
            if n == len(texts) - 1:
                _border(paragraph._p.get_or_add_pPr(), "bottom", ACCENT, size=12, space=8)
                paragraph.paragraph_format.space_after = Pt(18)

    def heading(self, text: str, level: int, *, own: bool = False) -> None:
        """A heading; 1 is the largest below the title. ``own``: in the study's own words."""
        self._spoken(self.doc.add_heading(for_page(text), level), own=own)

    def text(self, text: str, *, style: str = "Normal", own: bool = False) -> None:
        """A paragraph; ``own``: in the study's own words."""
        self._spoken(self.doc.add_paragraph(for_page(text), style=style), own=own)

    def _spoken(self, paragraph: Any, *, own: bool) -> None:
        """Mark what is in the study's language where that is another than the page's."""
        if own and self._language != "en":
            for run in paragraph.runs:
                _tongue(run._r.get_or_add_rPr(), self._language)

    def quotation(self, shown: str, credit: str) -> None:
        """Somebody's words with a rule at the side, and whose they are."""
        self.doc.add_paragraph(f"“{for_page(shown)}”", style="Quotation")
        self.doc.add_paragraph(for_page(credit), style="Attribution")

    def bullet(self, text: str) -> None:
        """An item of a list."""
        self.doc.add_paragraph(for_page(text), style="List Bullet")

    def picture(self, png: bytes, *, caption: str, alt: str) -> None:
        """A picture over the width of the text with a numbered caption above it."""
        self._figures += 1
        label = f"Figure {self._figures}. {for_page(caption)}"
        # one paragraph: LibreOffice parts a picture from a caption that is to be kept with it
        paragraph = self.doc.add_paragraph(label, style="Caption")
        paragraph.paragraph_format.keep_together = True
        run = paragraph.add_run()
        run.add_break()
        inline = run.add_picture(io.BytesIO(png), width=Cm(self.width))
        properties = inline._inline.docPr
        properties.set("descr", for_page(alt))
        properties.set("name", f"Figure {self._figures}")

    def table(
        self,
        headings: Sequence[str],
        rows: Iterable[Sequence[str]],
        *,
        right: frozenset[int] = frozenset(),
        indents: Sequence[int] = (),
        own: Collection[int] = (),
    ) -> None:
        """A table with a header row that repeats on every page.

        Args:
            headings: one for each column.
            rows: the cells, as texts.
            right: the columns set flush right.
            indents: how far each row's first cell is set in, 0 for not at all.
            own: the columns whose cells are in the study's own words.
        """
        body = list(rows)
        table = self.doc.add_table(rows=1 + len(body), cols=len(headings), style="Report Table")
        table.alignment = WD_TABLE_ALIGNMENT.LEFT
        table.autofit = False
        sizes = [Cm(w) for w in column_widths(headings, body, self.width, indents=indents)]
        for column, size in zip(table.columns, sizes, strict=True):
            column.width = size
        held = len(body) if len(body) <= _HELD_TOGETHER else _AT_LEAST
        all_cells = table._cells
        for r, row in enumerate([headings, *body]):
            for c, value in enumerate(row):
                cell = all_cells[r * len(headings) + c]
                cell.width = sizes[c]
                paragraph = cell.paragraphs[0]
                paragraph.style = "Table Head" if r == 0 else "Table Text"
                if r < held or r == len(body) - 1:
                    paragraph.paragraph_format.keep_with_next = True
                run = paragraph.add_run(for_page(value))
                run.bold = True if r and c == 0 else None
                self._spoken(paragraph, own=bool(r) and c in own)
                if c in right:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
                if r and c == 0 and indents and indents[r - 1]:
                    paragraph.paragraph_format.left_indent = Cm(INDENT_CM * indents[r - 1])
        _repeat(table.rows[0])
        for table_row in table.rows:
            _whole(table_row)
        self.doc.add_paragraph(style="After Table")

    def footer(self, text: str) -> None:
        """The line at the foot of every page, with the page's number."""
        paragraph = self.doc.sections[0].footer.paragraphs[0]
        paragraph.style = "Footer"
        stops = self.doc.styles["Footer"].paragraph_format.tab_stops
        stops.clear_all()
        stops.add_tab_stop(Cm(self.width), WD_TAB_ALIGNMENT.RIGHT)
        paragraph.add_run(f"{for_page(text)}\t")
        paragraph.add_run("Page ")
        _field(paragraph, "PAGE")
        paragraph.add_run(" of ")
        _field(paragraph, "NUMPAGES")

    def to_bytes(self) -> bytes:
        """The file, the same bytes for the same contents."""
        target = io.BytesIO()
        self.doc.save(target)
        return without_dates(target.getvalue())

    def _paper(self, *, landscape: bool) -> None:
        from docx.enum.section import WD_ORIENT

        section = self.doc.sections[0]
        width, height = Cm(_PAGE_WIDTH_CM), Cm(29.7)
        if landscape:
            section.orientation = WD_ORIENT.LANDSCAPE
            width, height = height, width
            self.width = 29.7 - 2 * _MARGIN_CM
        section.page_width, section.page_height = width, height
        section.left_margin = section.right_margin = Cm(_MARGIN_CM)
        section.top_margin, section.bottom_margin = Cm(2.2), Cm(2.0)

    def _properties(self, title: str) -> None:
        core = self.doc.core_properties
        core.title, core.author, core.last_modified_by = title[:255], "", ""
        core.comments, core.language, core.revision = "", "en", 1

    def _styles(self, language: str) -> None:
        styles = self.doc.styles
        _font(styles["Normal"], _BODY_FONT, 11, INK)
        _tongue(styles["Normal"].element.get_or_add_rPr(), "en")
        _spacing(styles["Normal"], after=6, line=1.15)
        for name, size, colour, before, after in (
            ("Title", 26, INK, 0, 4),
            ("Heading 1", 17, ACCENT, 22, 8),
            ("Heading 2", 14, INK, 16, 4),
            ("Heading 3", 11.5, ACCENT, 12, 4),
        ):
            _font(styles[name], _QUOTE_FONT, size, colour, bold=name != "Title")
            _spacing(styles[name], before=before, after=after, line=1.1)
            styles[name].paragraph_format.keep_with_next = True
        _unborder(styles["Title"])
        _font(styles["Subtitle"], _BODY_FONT, 11.5, SOFT, italic=False)
        _spacing(styles["Subtitle"], after=2)
        _font(styles["Caption"], _BODY_FONT, 9.5, SOFT, bold=False)
        _spacing(styles["Caption"], before=8, after=4)
        _font(styles["Footer"], _BODY_FONT, 9, SOFT)
        self._own_styles(language)

    def _own_styles(self, language: str) -> None:
        for name, font, size, colour, after in (
            ("Figures", _BODY_FONT, 11, INK, 8),
            ("Quotation", _QUOTE_FONT, 11.5, INK, 0),
            ("Attribution", _BODY_FONT, 9.5, SOFT, 12),
            ("Note", _BODY_FONT, 9.5, SOFT, 4),
            ("Table Head", _BODY_FONT, 8.5, INK, 0),
            ("Table Text", _BODY_FONT, 9.5, INK, 0),
            ("After Table", _BODY_FONT, 4, INK, 6),
        ):
            style = self.doc.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            style.base_style = self.doc.styles["Normal"]
            _font(style, font, size, colour, bold=name in ("Figures", "Table Head"))
            _spacing(style, after=after, line=1.25 if name == "Quotation" else 1.1)
        for name in ("Quotation", "Attribution"):
            style = self.doc.styles[name]
            style.paragraph_format.left_indent = Cm(0.7)
            _border(style.element.get_or_add_pPr(), "left", ACCENT, size=24, space=10)
        _tongue(self.doc.styles["Quotation"].element.get_or_add_rPr(), language)
        quotation = self.doc.styles["Quotation"].paragraph_format
        quotation.keep_with_next = quotation.keep_together = True
        quotation.space_before = Pt(4)
        _table_style(self.doc)


def _font(
    style: Any, name: str, size: float, colour: str, *, bold: bool = False, italic: bool = False
) -> None:
    font = style.font
    font.name, font.size, font.bold, font.italic = name, Pt(size), bold, italic
    font.color.rgb = RGBColor.from_string(colour)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)  # a theme font would win over the name
    for script in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{script}"), name)


def _tongue(properties: Any, language: str) -> None:
    lang = properties.find(qn("w:lang"))
    if lang is None:
        lang = OxmlElement("w:lang")
        properties.append(lang)
    lang.set(qn("w:val"), "en-GB" if language == "en" else language)


def _spacing(style: Any, *, before: float = 0, after: float = 0, line: float = 1.15) -> None:
    form = style.paragraph_format
    form.space_before, form.space_after, form.line_spacing = Pt(before), Pt(after), line


def _border(properties: Any, side: str, colour: str, *, size: int, space: int) -> None:
    borders = OxmlElement("w:pBdr")
    edge = OxmlElement(f"w:{side}")
    for key, value in (("val", "single"), ("sz", size), ("space", space), ("color", colour)):
        edge.set(qn(f"w:{key}"), str(value))
    borders.append(edge)
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl", "w:rPr"
    )


def _unborder(style: Any) -> None:
    properties = style.element.get_or_add_pPr()
    for found in properties.findall(qn("w:pBdr")):
        properties.remove(found)


def _table_style(document: Any) -> None:
    """The look of tables as a style of its own, so that a reader can change it in one place."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    document.styles.element.append(
        parse_xml(
            f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="ReportTable">'
            '<w:name w:val="Report Table"/><w:basedOn w:val="TableNormal"/>'
            "<w:tblPr><w:tblBorders>"
            f'<w:top w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/>'
            f'<w:bottom w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/>'
            f'<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/>'
            "</w:tblBorders><w:tblCellMar>"
            '<w:top w:w="50" w:type="dxa"/><w:left w:w="80" w:type="dxa"/>'
            '<w:bottom w:w="50" w:type="dxa"/><w:right w:w="80" w:type="dxa"/>'
            "</w:tblCellMar></w:tblPr>"
            '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:tcBorders>'
            f'<w:bottom w:val="single" w:sz="12" w:space="0" w:color="{ACCENT}"/>'
            f'</w:tcBorders><w:shd w:val="clear" w:color="auto" w:fill="{WASH}"/>'
            '<w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>'
            "</w:style>"
        )
    )


def _repeat(row: Any) -> None:
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def _whole(row: Any) -> None:
    mark = OxmlElement("w:cantSplit")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().insert(0, mark)


def _field(paragraph: Any, instruction: str) -> None:
    for kind in ("begin", None, "separate", "text", "end"):
        run = paragraph.add_run()
        if kind is None:
            element = OxmlElement("w:instrText")
            element.set(qn("xml:space"), "preserve")
            element.text = instruction
        elif kind == "text":
            element = OxmlElement("w:t")
            element.text = "1"
        else:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        run._r.append(element)
