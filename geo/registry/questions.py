"""Questions that a file leaves open, each asked once.

The answer is kept with the layout of the file's columns and used for its next files.

A question is about a text as the file has it: a heading or a cell. Which kinds there are, and what
would answer them, is said where they arise.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from geo.basis.folding import fold

STAGE = "stage"
"""Which stage a cell means; answers are codes of stages."""
UNIT = "unit"
"""In which unit the numbers of a column are whose heading names none; answers are words of
data/units.csv.
"""
LONGEST = 200
"""Letters of a text that a question may be about; a longer one cannot be asked about."""


@dataclass(frozen=True)
class Asked:
    """What is asked about a text of a field.

    kind: `stage`, `unit`, … ; text: as `spelling` gives it.
    """

    kind: str
    field: str
    text: str


@dataclass(frozen=True)
class Answer:
    """An answer that was given before. at: UTC, ISO 8601."""

    answer: str
    who: str = ""
    at: str = ""


@dataclass(frozen=True)
class Question:
    """What a file leaves open.

    options: the answers that would do. rows: of the file, where the text stands, none for a
    heading. text: as written. position: the file's column. answer: what was answered, now or
    before, empty for nothing yet. before: who answered when, where it was not now.
    """

    kind: str
    field: str
    text: str
    options: tuple[str, ...]
    rows: tuple[int, ...] = ()
    position: int | None = None
    answer: str = ""
    before: Answer | None = None

    @property
    def asked(self) -> Asked:
        """What is asked, however its text is spelt."""
        return asked(self.kind, self.field, self.text)


def asked(kind: str, of_field: str, text: str) -> Asked:
    """What is asked, however the text is spelt."""
    return Asked(kind, of_field, spelling(text))


def spelling(text: str) -> str:
    """The form in which spellings of one text are equal."""
    return fold(text.replace("\u200c", " "))


@dataclass(frozen=True)
class Answers:
    """What was answered: now, and before for the layout.

    An answer given now takes the place of an earlier one.
    """

    now: Mapping[Asked, str] = field(default_factory=dict)
    before: Mapping[Asked, Answer] = field(default_factory=dict)

    def to(self, kind: str, of_field: str, text: str) -> str:
        """The answer, empty for none."""
        what = asked(kind, of_field, text)
        return self.now.get(what) or (self.before[what].answer if what in self.before else "")

    def question(
        self,
        kind: str,
        of_field: str,
        text: str,
        options: Iterable[str],
        rows: Iterable[int] = (),
        position: int | None = None,
    ) -> Question:
        """The question with its answer, if there is one."""
        what = asked(kind, of_field, text)
        before = None if what in self.now else self.before.get(what)
        return Question(
            kind,
            of_field,
            text,
            tuple(options),
            tuple(rows),
            position,
            self.to(kind, of_field, text),
            before,
        )


NO_ANSWERS = Answers()


def as_asked(questions: Iterable[Question]) -> tuple[Question, ...]:
    """Questions about one and the same thing as one, whose rows are those of all."""
    of: dict[Asked, list[Question]] = {}
    for question in questions:
        of.setdefault(question.asked, []).append(question)
    return tuple(
        replace(alike[0], rows=tuple(sorted({row for q in alike for row in q.rows})))
        for alike in of.values()
    )
