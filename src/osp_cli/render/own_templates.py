"""A user's own templates: they stand before ours, see values only, and can neither run long nor grow large.

A template may read fields, loop, and call macros, nothing else: no method of any value, no filter but a few, no joined
text. What it does wrong is refused with its file and line.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Mapping, MutableMapping
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from time import process_time
from types import FrameType
from typing import Any, cast

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    Template,
    TemplateNotFound,
    TemplateSyntaxError,
    Undefined,
    UndefinedError,
    nodes,
    pass_environment,
)
from jinja2.filters import do_sum
from jinja2.loaders import split_template_path
from jinja2.parser import Parser
from jinja2.runtime import BlockReference, Context, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing

from osp_cli.errors import WrongUsage
from osp_cli.render.document_filters import filters_of
from osp_cli.render.template_faults import TemplateFailure, all_nodes, refusal, unknown, unreadable, wrong_forms
from osp_cli.render.templates import ENDING, escaped, kept_in, template_names, templates_folder
from osp_cli.words import Words

BESIDE_OWN = "beside-own"
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
NO_TESTS = ("callable", "escaped", "filter", "sameas", "test")
"""The tests of Jinja that tell nothing of a document."""
LARGEST = 120_000  # bytes of one template: the largest of ours has a third of it, and to read one takes time too
LONGEST = 1024  # bits of a number: what it would take to compute with longer ones, no clock can stop
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]")
_NO_NUMBER = re.compile(r"\d[\d_]{300}")


class OwnUndefined(StrictUndefined):
    """What stands for nothing; whatever is done with it, its name is told."""

    __slots__ = ()

    def __init__(
        self, hint: str | None = None, obj: Any = missing, name: str | None = None, exc: Any = UndefinedError
    ) -> None:
        super().__init__(hint, obj, name, cast("Any", partial(unknown, hint, obj, name, exc)))


class OwnEnvironment(ImmutableSandboxedEnvironment):
    """The environment in which a user's own templates are rendered, and ours beside them."""

    intercepted_binops = frozenset(("+", "-", "*", "/", "//", "**", "%"))
    words: Words
    made = 0  # characters of the document at hand

    def guarded(self, name: str, document: object, pictures: Mapping[str, object]) -> str:
        """What a template makes of a document. Errors: those of `refusal`."""
        self.made = 0
        try:
            return _within_limits(self.get_template(name), {"d": document, "pictures": pictures}, lambda: self.made)
        except Exception as error:  # noqa: BLE001  a template can raise whatever an expression can
            raise refusal(error, self) from None

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Fields are read; a method is not even seen, but for those of a loop and the macros of a module."""
        is_ours = isinstance(value, Macro) or isinstance(obj, LoopContext)
        return super().is_safe_attribute(obj, attr, value) and (is_ours or not callable(value))

    def is_safe_callable(self, obj: Any) -> bool:
        """Macros, blocks and what belongs to a loop."""
        is_loop = isinstance(obj, LoopContext) or isinstance(getattr(obj, "__self__", None), LoopContext)
        return is_loop or isinstance(obj, Macro | BlockReference)

    def call(self, context: Context, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Calls what may be called; of anything else the kind is told, never what it holds."""
        if isinstance(obj, Undefined):
            return obj()  # which tells its name
        if not self.is_safe_callable(obj):
            raise TemplateFailure("template-call", type(obj).__name__)
        return super().call(context, obj, *args, **kwargs)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Sums of numbers, and joined lists of no great length."""
        for each in (left, right):
            if isinstance(each, Undefined):
                str(each)  # which tells its name
        is_number = all(isinstance(each, int | float) for each in (left, right))
        is_list = operator == "+" and all(isinstance(each, list | tuple) for each in (left, right))
        if operator == "**" or not (is_number or is_list):
            raise TemplateFailure("template-sum", operator)
        if is_list and len(left) + len(right) > HELD:
            raise TemplateFailure("template-huge")
        made = super().call_binop(context, operator, left, right)
        if isinstance(made, int) and made.bit_length() > LONGEST:
            raise TemplateFailure("template-huge")
        return made

    def concat(self, pieces: Iterable[str]) -> str:
        """What a macro or a block has put together; all of it is counted, kept or not."""
        held = tuple(pieces)
        self.made += sum(map(len, held))
        if self.made > SIZE:
            raise TemplateFailure("template-huge")
        return "".join(held)

    def _load_template(self, name: str, globals: MutableMapping[str, Any] | None) -> Template:
        watch = sys.gettrace()  # to read a template takes as long as its size allows, and watched five times as long
        sys.settrace(None)
        try:
            return super()._load_template(name, globals)
        finally:
            sys.settrace(watch)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        parser = _Parser(self, source, name, filename)
        try:
            tree = parser.parse()
        except TemplateSyntaxError as error:
            raise unreadable(error, source, parser.opened[-1] if parser.opened else error.lineno, self) from None
        except RecursionError:
            raise TemplateFailure("template-nested", line=parser.stream.current.lineno) from None
        for failure in wrong_forms(tree, self, self.words):
            raise failure
        return tree


class _Parser(Parser):
    """Reads a template and keeps the lines of the tags that wait for their ends."""

    def __init__(self, *args: Any) -> None:
        self.opened: list[int] = []
        super().__init__(*args)

    def parse_statement(self) -> nodes.Node | list[nodes.Node]:
        """A tag with all that it encloses."""
        self.opened.append(self.stream.current.lineno)
        found = super().parse_statement()
        self.opened.pop()
        return found


class OwnLoader(FileSystemLoader):
    """Reads the templates of a folder; what cannot be one of them is refused, not passed over for one of ours."""

    def load(self, environment: Environment, name: str, globals: MutableMapping[str, Any] | None = None) -> Template:
        """A template ready to run. Errors: `TemplateFailure` with the place.

        Nothing of it is kept for the next run: each time it is looked through anew.
        """
        try:
            source, file, up_to_date = self.get_source(environment, name)
            code = environment.compile(source, name, file)
            return environment.template_class.from_code(environment, code, globals or {}, up_to_date)
        except TemplateFailure as failure:
            if not failure.file:
                failure.file = str(self._file(name))
            raise
        except TemplateSyntaxError as error:  # told only when it is compiled
            source, file, _ = self.get_source(environment, name)
            error.filename = file
            raise unreadable(error, source, error.lineno, environment) from None
        except (SyntaxError, RecursionError, MemoryError):
            source, file, _ = self.get_source(environment, name)
            *_, deepest = all_nodes(environment.parse(source))
            raise TemplateFailure("template-nested", file=file, line=deepest.lineno) from None

    def get_source(self, _environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """The text of a template and its file."""
        file = self._file(template)
        if not os.path.lexists(file):
            raise TemplateNotFound(template)
        return _text_of(file, Path(self.searchpath[0])), str(file), lambda: True

    def list_templates(self) -> list[str]:
        """Where the templates of the folder stand."""
        return [f"{language}/{name}{ENDING}" for language, name in template_names(Path(self.searchpath[0]))]

    def _file(self, template: str) -> Path:
        return Path(self.searchpath[0], *split_template_path(template))


def _text_of(file: Path, folder: Path) -> str:
    """What a template holds. A link that leads out of the folder would bring any file into a document."""
    try:
        if not file.is_file():
            raise TemplateFailure("template-no-file", file=str(file))
        if not file.resolve().is_relative_to(folder.resolve()):
            raise TemplateFailure("template-elsewhere", file=str(file))
        if file.stat().st_size > LARGEST:
            raise TemplateFailure("template-large", file=str(file))
        content = file.read_bytes()
    except OSError as error:
        raise TemplateFailure("template-unopened", error.strerror or "", file=str(file)) from None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise TemplateFailure("template-encoding", file=str(file), line=line) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if found := _NO_TEXT.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise TemplateFailure("template-control", f"U+{ord(found[0]):04X}", file=str(file), line=line)
    if found := _NO_NUMBER.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise TemplateFailure("template-unreadable", found[0], file=str(file), line=line)
    return text


def own_environment(words: Words, folder: Path, cache: Path) -> OwnEnvironment:
    """The environment of a folder of own templates. Errors: `templates-missing`.

    What it makes of ours is kept in a folder within `cache`, apart from what is made of them where they stand alone.
    """
    if not folder.is_dir():
        raise WrongUsage("templates-missing", {"folder": str(folder)}, details={"folder": str(folder)})
    environment = OwnEnvironment(
        autoescape=True,
        undefined=OwnUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=ChoiceLoader([OwnLoader(folder), FileSystemLoader(templates_folder())]),
        finalize=_printable(words),
        bytecode_cache=kept_in(cache / BESIDE_OWN),
    )
    environment.words = words
    environment.filters = {name: each for name, each in environment.filters.items() if name in FILTERS}
    environment.filters |= filters_of(words) | {"round": _rounded, "sum": _summed}
    environment.tests = {name: each for name, each in environment.tests.items() if name not in NO_TESTS}
    environment.globals.clear()
    return environment


def _within_limits(template: Template, given: Mapping[str, object], made: Callable[[], int]) -> str:
    """Renders piece by piece; every line of a template looks at the clock, so that no loop outlasts it."""
    deadline = process_time() + SECONDS

    def each_line(_frame: FrameType, _event: str, _value: object) -> Any:
        if process_time() > deadline:
            raise TemplateFailure("template-endless")
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
                raise TemplateFailure("template-huge")
    finally:
        sys.settrace(before)
    return "".join(pieces)


def _printable(words: Words) -> Callable[[object], object]:
    """What an own template prints: nothing known is a gap by name, and a record as a whole is refused."""

    def printed(value: object) -> object:
        if isinstance(value, Undefined):
            return str(value)  # which tells its name
        if value is None:
            return escaped(words("views.gap"))
        if isinstance(value, bool):
            return escaped(words("render.yes" if value else "render.no"))
        if hasattr(value, "__html__") or isinstance(value, str | int | float | Decimal | date):
            return escaped(value)
        raise TemplateFailure("template-record", type(value).__name__)

    return printed


def _rounded(value: float, precision: int = 0) -> float:
    """A number to so many decimals, of which there are few: more would be computed for hours."""
    return round(float(value), max(-9, min(int(precision), 9)))


@pass_environment
def _summed(environment: Environment, values: Iterable[Any], attribute: str | int | None = None) -> Any:
    """The sum of numbers; of lists it would grow without end."""
    return do_sum(environment, values, attribute)
