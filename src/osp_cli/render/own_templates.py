"""A user's own templates: they stand before ours, see values only, and can neither run long nor grow large.

A template may read fields, loop, and call macros, nothing else: no method of any value, no filter but a few, no joined
text. What it does wrong is refused with its file and line.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from time import process_time
from types import FrameType
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined, Template, TemplateNotFound, nodes
from jinja2.exceptions import SecurityError, TemplateSyntaxError, UndefinedError
from jinja2.runtime import BlockReference, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment

from osp_cli.errors import OspError, WrongUsage
from osp_cli.render.document_filters import filters_of
from osp_cli.render.templates import ENDING, escaped, templates_folder
from osp_cli.words import Words

SECONDS = 5.0  # of work; on a busy machine that takes longer
SIZE = 4_000_000  # characters of one document
HELD = 100_000  # the longest text or list that a template can make on its way
FILTERS = frozenset(
    [
        "abs",
        "count",
        "default",
        "d",
        "first",
        "float",
        "groupby",
        "int",
        "items",
        "last",
        "length",
        "list",
        "lower",
        "max",
        "min",
        "reject",
        "rejectattr",
        "reverse",
        "round",
        "select",
        "selectattr",
        "sort",
        "sum",
        "title",
        "trim",
        "unique",
        "upper",
    ]
)
"""The filters of Jinja that stay: none of them makes anything larger than what it is given, or takes marks away."""
JOINED = (".", "-")  # how a key of the words begins, which alone may be joined
ELSEWHERE = "->"
_NAME = re.compile(r"'([^']*)' is undefined|has no (?:attribute|element) '?([^']*?)'?$")


class TooMuch(Exception):
    """A template ran too long or grew too large; `code` is the refusal."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class OwnEnvironment(ImmutableSandboxedEnvironment):
    """The environment in which a user's own templates are rendered, and ours beside them."""

    intercepted_binops = frozenset(("+", "*", "**", "%"))
    made = 0  # characters of the document at hand

    def guarded(self, name: str, document: object, pictures: Mapping[str, object]) -> str:
        """What a template makes of a document. Errors: those of `refusal`."""
        self.made = 0
        try:
            return _within_limits(self.get_template(name), {"d": document, "pictures": pictures}, lambda: self.made)
        except OspError:
            raise
        except Exception as error:  # noqa: BLE001  a template can raise whatever an expression can
            raise refusal(error) from None

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Fields are read; a method is not even seen, but for those of a loop and the macros of a module."""
        is_ours = isinstance(value, Macro) or isinstance(obj, LoopContext)
        return super().is_safe_attribute(obj, attr, value) and (is_ours or not callable(value))

    def is_safe_callable(self, obj: Any) -> bool:
        """Macros, blocks and what belongs to a loop."""
        return isinstance(obj, Macro | BlockReference) or isinstance(getattr(obj, "__self__", None), LoopContext)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Sums of numbers, and joined lists of no great length."""
        is_number = all(isinstance(each, int | float) for each in (left, right))
        is_list = operator == "+" and all(isinstance(each, list | tuple) for each in (left, right))
        if operator == "**" or not (is_number or is_list) or (is_list and len(left) + len(right) > HELD):
            raise SecurityError(operator)
        return super().call_binop(context, operator, left, right)

    def concat(self, pieces: Iterable[str]) -> str:
        """What a macro or a block has put together; all of it is counted, kept or not."""
        held = tuple(pieces)
        self.made += sum(map(len, held))
        if self.made > SIZE:
            raise TooMuch("template-huge")
        return "".join(held)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        for join in tree.find_all(nodes.Concat):
            first = join.nodes[0]
            if not (isinstance(first, nodes.Const) and str(first.value).endswith(JOINED)):
                raise TemplateSyntaxError("~", join.lineno, name, filename)
        return tree


class OwnLoader(FileSystemLoader):
    """Reads templates of a folder; a link that leads out of it would bring any file into a document."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """The text of a template and its file."""
        source, file, is_fresh = super().get_source(environment, template)
        if not Path(file).resolve().is_relative_to(Path(self.searchpath[0]).resolve()):
            raise TemplateSyntaxError(ELSEWHERE, 1, template, file)
        return source, file, is_fresh


def own_environment(words: Words, folder: Path) -> OwnEnvironment:
    """The environment of a folder of own templates. Errors: `templates-missing`."""
    if not folder.is_dir():
        raise WrongUsage("templates-missing", {"folder": str(folder)}, details={"folder": str(folder)})
    environment = OwnEnvironment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=ChoiceLoader([OwnLoader(folder), FileSystemLoader(templates_folder())]),
        finalize=_printable(words),
    )
    environment.filters = {name: each for name, each in environment.filters.items() if name in FILTERS}
    environment.filters.update(filters_of(words))
    environment.globals.clear()
    return environment


def own_names(folder: Path) -> Iterator[tuple[str, str]]:
    """The languages and names of the templates in a folder, in order."""
    for file in sorted(folder.glob(f"*/*{ENDING}")):
        yield file.parent.name, file.name.removesuffix(ENDING)


def refusal(error: Exception) -> OspError:
    """What went wrong in a template, with its file and line."""
    file, line = _place(error)
    values: dict[str, object] = {"file": file, "line": line}
    code, what = _code(error)
    return OspError(code, {**values, "what": what}, details={"file": file, "line": line})


def _code(error: Exception) -> tuple[str, str]:
    match error:
        case TooMuch():
            return error.code, ""
        case TemplateNotFound():
            return "template-unknown-file", str(error.name)
        case TemplateSyntaxError(message="~") | SecurityError():
            return "template-forbidden", str(error.message or "")
        case TemplateSyntaxError():
            is_elsewhere = error.message == ELSEWHERE
            return "template-elsewhere" if is_elsewhere else "template-unreadable", str(error.message)
        case UndefinedError():
            found = _NAME.search(str(error.message))
            return "template-unknown-name", next((each for each in found.groups() if each), "") if found else ""
        case _:
            return "template-failed", type(error).__name__


def _place(error: Exception) -> tuple[str, int]:
    """The file and line of a template at which an error arose: the last one on the way."""
    if isinstance(error, TemplateSyntaxError):
        return str(error.filename or error.name), error.lineno
    file, line, trace = "", 0, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename.endswith(ENDING):
            file, line = trace.tb_frame.f_code.co_filename, trace.tb_lineno
        trace = trace.tb_next
    return file, line


def _within_limits(template: Template, given: Mapping[str, object], made: Callable[[], int]) -> str:
    """Renders piece by piece; every line of a template looks at the clock, so that no loop outlasts it."""
    deadline = process_time() + SECONDS

    def each_line(_frame: FrameType, _event: str, _value: object) -> Any:
        if process_time() > deadline:
            raise TooMuch("template-endless")
        return each_line

    def each_call(frame: FrameType, _event: str, _value: object) -> Any:
        return each_line if frame.f_code.co_filename.endswith(ENDING) else None

    pieces: list[str] = []
    size, before = 0, sys.gettrace()
    sys.settrace(each_call)
    try:
        for piece in template.generate(given):
            pieces.append(piece)
            size += len(piece)
            if size + made() > 2 * SIZE:
                raise TooMuch("template-huge")
    finally:
        sys.settrace(before)
    return "".join(pieces)


def _printable(words: Words) -> Callable[[object], object]:
    """What an own template prints: nothing known is a gap by name, and a record as a whole is refused."""

    def printed(value: object) -> object:
        if value is None:
            return escaped(words("views.gap"))
        if hasattr(value, "__dataclass_fields__") or isinstance(value, list | tuple | dict):
            raise SecurityError(type(value).__name__)
        return escaped(value)

    return printed
