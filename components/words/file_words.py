"""The words that go into files for people: the annotated file and the template."""

from collections.abc import Sequence
from dataclasses import replace

from components.words.account_words import account_remarks
from components.words.text import Text
from geo.exports.annotated import AnnotationWords, Remark, SentBack, annotate
from geo.exports.template import TemplateWords
from geo.intake.examined import Examined
from geo.intake.files.account import row_in_sheet, table_of
from geo.intake.files.sheet import FileSheet
from geo.intake.files.sheet_tables import Table

LISTS = ("province", "stage", "trade", "shortfall", "body")


def annotation_words(text: Text) -> AnnotationWords:
    """The words of the annotated file, in one language."""
    names = (
        "list_title",
        "sheet_title",
        "row",
        "column",
        "value",
        "level",
        "problem",
        "error",
        "warning",
        "remarks",
    )
    return AnnotationWords(**{name: text(f"annotation.{name}") for name in names})


def annotated_file(found: Examined, text: Text) -> bytes:
    """The file as it was read, all of its sheets, with what is to be told of it."""
    opened = found.opened
    own = {
        left.sheet
        for left in opened.found.left_out
        if left.reason == "own_remarks" and not left.row
    }
    sheets = [sheet for sheet in opened.sheets if sheet.name not in own]
    of_sheet: dict[str, list[Remark]] = {sheet.name: [] for sheet in sheets}
    about_all = account_remarks(found.account, text)
    for problem in found.problems:
        number = table_of(problem.row or 0)
        said = f"{text('problem.sheet', sheet=problem.sheet)}: " if problem.sheet else ""
        remark = Remark(
            row_in_sheet(problem.row or 0),
            problem.position,
            problem.level,
            problem.value or "",
            said + text.remedy(problem),
        )
        if problem.row is None or number >= len(opened.tables):
            about_all.append(replace(remark, row=0, column=None))
        else:
            of_sheet[opened.tables[number].sheet.name].append(remark)
    return annotate(
        [_sent_back(sheet, opened.tables, of_sheet[sheet.name]) for sheet in sheets],
        annotation_words(text),
        text.lang,
        about_all,
    )


def _sent_back(sheet: FileSheet, tables: Sequence[Table], remarks: list[Remark]) -> SentBack:
    mine = [table for table in tables if table.sheet.name == sheet.name]
    headers = sorted({table.heading.row + 1 for table in mine})
    rows, merged, is_turned = sheet.rows, sheet.merged, any(table.sheet.is_turned for table in mine)
    if is_turned:
        rows = [list(cells) for cells in zip(*sheet.rows, strict=True)]
        merged = tuple((left, top, right, bottom) for top, left, bottom, right in merged)
    return SentBack(rows, sheet.name, remarks, headers, merged, sheet.is_hidden, is_turned)


def template_words(text: Text) -> TemplateWords:
    """The words of the template, which explains its columns in both languages."""
    en = Text("en")
    names = (
        "records_title", "fields_title", "lists_title", "heading", "explain_fa", "needed",
        "required", "optional", "example", "allowed", "english",
        "any_text", "at_least_zero", "longitude", "latitude", "check_title", "not_in_list",
        "not_a_count",
    )  # fmt: skip
    words = {name: text(f"template.{name}") for name in names}
    return TemplateWords(
        **words,
        code=en("template.code"),
        explain_en=en("template.explain_en"),
        required_en=en("template.required_en"),
        list_heads={name: text(f"template.list_{name}") for name in LISTS},
        see_list=text.pattern("template.see_list"),
    )
