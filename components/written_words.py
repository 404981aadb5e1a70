"""The words that go into files for people: the annotated file and the template."""

from components.text import Text
from geo.errors import Problem
from geo.registry.account import row_in_sheet
from geo.registry.written.annotated import AnnotationWords, Remark
from geo.registry.written.template import TemplateWords

LISTS = ("province", "stage", "trade", "shortfall", "body")


def annotation_words(text: Text) -> AnnotationWords:
    """The words of the annotated file, in one language."""
    names = ("list_title", "sheet_title", "row", "column", "value", "level", "problem", "error", "warning", "remarks")
    return AnnotationWords(**{name: text(f"annotation.{name}") for name in names})


def remarks(problems: tuple[Problem, ...], text: Text, sheet: str = "") -> list[Remark]:
    """Problems as remarks for the annotated file, whose sheet is `sheet`; those of other sheets are listed, with their place in words."""
    found = []
    for p in problems:
        if p.row is not None:
            is_here = p.sheet in ("", sheet)
            row, said = row_in_sheet(p.row), text.remedy(p)
            place = "" if is_here else f"{text('problem.sheet', sheet=p.sheet)}{text('list.comma')}{text('problem.row', row=row)}: "
            found.append(Remark(row if is_here else 0, p.position if is_here else None, p.level, p.value or "", place + said))
    return found


def template_words(text: Text) -> TemplateWords:
    """The words of the template, which explains its columns in both languages."""
    en = Text("en")
    names = (
        "records_title", "fields_title", "lists_title", "heading", "explain_fa", "needed", "required", "optional", "example", "allowed", "english",
        "any_text", "at_least_zero", "longitude", "latitude", "check_title", "not_in_list", "not_a_count",
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
