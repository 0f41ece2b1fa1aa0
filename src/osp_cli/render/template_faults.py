"""What is wrong with a template: told as file, line and name, with what may have been meant; nothing in Jinja's words.

Jinja says some of it in sentences only, of which the names and signs are read; what is not known here is told with the
line of the template itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, TemplateNotFound, TemplateSyntaxError, nodes
from jinja2.runtime import LoopContext
from jinja2.utils import missing

from osp_cli.domain.names import closest, excerpt
from osp_cli.errors import OspError
from osp_cli.render.templates import ENDING
from osp_cli.words import Words

if TYPE_CHECKING:
    from jinja2.environment import TemplateModule

GIVEN = ("d", "pictures")
"""The names that every template sees."""
BLOCKS = ("block", "call", "filter", "for", "if", "macro", "raw", "set", "with")
TAGS = (*BLOCKS, "elif", "else", "extends", "from", "import", "include", *(f"end{name}" for name in BLOCKS))
ENDS = {"{{": "}}", "{%": "%}", "(": ")", "[": "]", "{": "}"}
LOOP = ("index", "index0", "revindex", "revindex0", "first", "last", "length", "depth", "previtem", "nextitem", "cycle")
_OPEN_END = re.compile(r"expected (?:token )?'end of (?:print statement|statement block)'")
_OTHER_TAG = re.compile(r"Encountered unknown tag '([^']*)'(?:.*closed is '(\w+)')?", re.DOTALL)
_OPEN_BLOCK = re.compile(r"Unexpected end of template\..*closed is '(\w+)'", re.DOTALL)
_OPEN_BRACKET = re.compile(r"unexpected '.', expected '(.)'")
_OPEN_QUOTE = re.compile(r"unexpected char (\"'\"|'\"')")
_TWICE = re.compile(r"block '([^']*)' defined twice")
_NOT_EXPORTED = re.compile(r"the template '([^']*)' .* does not export the requested name", re.DOTALL)
_MACRO = re.compile(r"^macro '([^']*)' ")
_NO_FILTER = re.compile(r"No (filter|test) named '([^']*)'")


class TemplateFailure(Exception):
    """What is wrong: the code of its refusal and what it is about.

    `file` and `line` where the place is known already, else it is the last line of a template on the way. `close` are
    the names that may have been meant, `known` all that there are.
    """

    def __init__(
        self, code: str, what: str = "", *, file: str = "", line: int = 0, close: Iterable[str] = (),
        known: Iterable[str] = (),
    ) -> None:  # fmt: skip
        super().__init__(code)
        self.code, self.what = code, excerpt(what)
        self.file, self.line = file, line
        self.close, self.known = tuple(close), tuple(known)


class UnknownName(TemplateFailure):
    """A name that stands for nothing; `within` is the template of whose names it should be one."""

    def __init__(self, what: str, within: str | None = None) -> None:
        super().__init__("template-unknown-name", what)
        self.within = within


def refusal(error: Exception, environment: Environment) -> OspError:
    """What went wrong in a template, with its file and line."""
    failure = _failure(error, environment)
    file, line = (failure.file, failure.line) if failure.file else _place(error)
    close = failure.close
    if isinstance(failure, UnknownName):
        close = tuple(closest(failure.what, _names_in(environment, failure.within or file)))
    values = {"file": file, "line": line, "what": failure.what, "close": close, "known": failure.known}
    return OspError(failure.code, values, details={"file": file, "line": line, "candidates": list(close)})


def unknown(hint: str | None, obj: Any, name: Any, of_kind: type[Exception], _message: str = "") -> TemplateFailure:
    """What stands for nothing: a name, a field of something, or a parameter that a call leaves out."""
    told = str(name)
    if of_kind.__name__ == "SecurityError":
        return TemplateFailure("template-method", told)
    if obj is not missing:
        fields = _fields(obj) if isinstance(name, str) else []
        code = "template-unknown-field" if fields else "template-unknown-name"
        return TemplateFailure(code, told, close=closest(told, fields), known=fields)
    if found := _NOT_EXPORTED.search(hint or ""):
        return UnknownName(told, within=found[1])
    if hint and name is not None and "was not provided" in hint:
        return TemplateFailure("template-argument", told)
    return UnknownName("loop" if name is None else told)


def unreadable(error: TemplateSyntaxError, source: str, opened: int, environment: Environment) -> TemplateFailure:  # noqa: PLR0911  one per kind of fault
    """What a template that cannot be read lacks; `opened` is the line of the last tag that waits for its end."""
    message, line, file = str(error.message), error.lineno, str(error.filename or error.name or "")

    def failure(code: str, what: str, at: int = line, close: Iterable[str] = ()) -> TemplateFailure:
        return TemplateFailure(code, what, file=file, line=at, close=close)

    if found := _OTHER_TAG.search(message):
        tag, block = found.groups()
        if tag.startswith("end") or tag in ("else", "elif"):
            return failure("template-wrong-end", tag, close=[f"end{block}"] if block else [])
        return failure("template-unknown-tag", tag, close=closest(tag, TAGS))
    if found := _OPEN_BLOCK.search(message):
        return failure("template-unclosed", f"{{% {found[1]} %}}", opened, [f"{{% end{found[1]} %}}"])
    if found := _OPEN_BRACKET.search(message):
        bracket = next(sign for sign, end in ENDS.items() if end == found[1])
        return failure("template-unclosed", bracket, close=[found[1]])
    if _OPEN_QUOTE.search(message):
        quote = message[len("unexpected char ") + 1]
        return failure("template-unclosed", quote, close=[quote])
    if "Missing end of" in message:
        sign, end = ("{#", "#}") if "comment" in message else ("{% raw %}", "{% endraw %}")
        return failure("template-unclosed", sign, close=[end])
    begin, sign = _begin(environment, source, line)
    if _OPEN_END.search(message) and ("end of template" in message or line > begin):
        return failure("template-unclosed", sign, begin, [ENDS[sign]])
    if found := _TWICE.search(message):
        return failure("template-twice", found[1])
    return failure("template-unreadable", (source.splitlines() or [""])[line - 1 :][0].strip())


def wrong_forms(tree: nodes.Template, environment: Environment, words: Words) -> Iterator[TemplateFailure]:
    """What can be told of a template before it runs."""
    for node in all_nodes(tree):
        match node:
            case nodes.Concat():
                first = node.nodes[0]
                if not (isinstance(first, nodes.Const) and str(first.value).endswith((".", "-"))):  # begins a key
                    yield TemplateFailure("template-joined", "~", line=node.lineno)
            case nodes.NSRef():
                yield TemplateFailure("template-assigned", f"{node.name}.{node.attr}", line=node.lineno)
            case nodes.Macro() | nodes.CallBlock():
                names = [each.name for each in node.args]
                if twice := [name for name in names if names.count(name) > 1]:
                    yield TemplateFailure("template-twice", twice[0], line=node.lineno)
            case nodes.Filter() if node.name not in environment.filters:
                yield _no_such("filter", node.name, environment, node.lineno)
            case nodes.Filter(name="word", node=nodes.Const(value=str(key))) if not words.has(key):
                start = key.rpartition(".")[0]
                known = [f"{start}.{name}" for name in words.section(start)]
                yield TemplateFailure("template-unknown-name", key, line=node.lineno, close=closest(key, known))
            case nodes.Test() if node.name not in environment.tests:
                yield _no_such("test", node.name, environment, node.lineno)


def all_nodes(tree: nodes.Node) -> Iterator[nodes.Node]:
    """Every node, those that are nested deepest last; without recursion, because a template can nest without end."""
    level: list[nodes.Node] = [tree]
    while level:
        yield from level
        level = [child for node in level for child in node.iter_child_nodes()]


def _failure(error: Exception, environment: Environment) -> TemplateFailure:  # noqa: PLR0911  one per kind of fault
    found = _MACRO.search(str(error)) if isinstance(error, TypeError) else None
    named = _NO_FILTER.search(str(error))
    match error:
        case TemplateFailure():
            return error
        case TemplateNotFound():
            return _no_such_file(str(error.name), _place(error)[0], environment)
        case RecursionError():
            return TemplateFailure("template-loop")
        case ZeroDivisionError():
            return TemplateFailure("template-divided")
        case LookupError() if error.args and isinstance(error.args[0], str):
            return TemplateFailure("template-unknown-name", error.args[0])
        case _ if named:
            return _no_such(named[1], named[2], environment)
        case TypeError() if found:
            return TemplateFailure("template-argument", found[1])
        case TypeError() | AttributeError() | ValueError() | LookupError():
            return TemplateFailure("template-kind")
        case _:
            return TemplateFailure("template-failed", type(error).__name__)


def _no_such(what: str, name: str, environment: Environment, line: int = 0) -> TemplateFailure:
    known = sorted(environment.filters if what == "filter" else (name for name in environment.tests if name.isalpha()))
    return TemplateFailure(f"template-unknown-{what}", name, line=line, close=closest(name, known), known=known)


def _no_such_file(name: str, file: str, environment: Environment) -> TemplateFailure:
    """A template that is not there; what may have been meant is of the language that the name or the file is of."""
    places = environment.loader.list_templates() if environment.loader else []
    named = name.partition("/")[0]
    start = named if f"{named}/parts{ENDING}" in places else Path(file).parent.name
    close = closest(name, [place for place in places if place.startswith(f"{start}/")])
    return TemplateFailure("template-unknown-file", name, close=close)


def _place(error: Exception) -> tuple[str, int]:
    """The file and line of a template at which an error arose: the last one on the way."""
    file, line, trace = "", 0, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename.endswith(ENDING):
            file, line = trace.tb_frame.f_code.co_filename, trace.tb_lineno
        trace = trace.tb_next
    return file, line


def _fields(obj: Any) -> list[str]:
    """What can be read of a value by name."""
    if isinstance(obj, Mapping):
        return [key for key in obj if isinstance(key, str)]
    if isinstance(obj, LoopContext):
        return list(LOOP)
    module: TemplateModule | None = obj if type(obj).__name__ == "TemplateModule" else None
    names = vars(module) if module else dir(obj)
    fields = (name for name in names if not name.startswith("_"))
    return [name for name in fields if module or not callable(getattr(type(obj), name, None))]


def _names_in(environment: Environment, place: str) -> list[str]:
    """The names that a template gives itself, and those that each sees."""
    parts = place.replace("\\", "/").split("/")[-2:]
    try:
        source, _, _ = environment.loader.get_source(environment, "/".join(parts)) if environment.loader else ("",) * 3
        tree = environment.parse(source)
    except (TemplateFailure, TemplateNotFound):
        return list(GIVEN)
    names = {node.name for node in all_nodes(tree) if isinstance(node, nodes.Name) and node.ctx != "load"}
    names |= {node.name for node in all_nodes(tree) if isinstance(node, nodes.Macro)}
    names |= {node.target for node in all_nodes(tree) if isinstance(node, nodes.Import)}
    return sorted({*names, *GIVEN})


def _begin(environment: Environment, source: str, line: int) -> tuple[int, str]:
    """The line and the sign of the last `{{` or `{%` up to a line."""
    found = (line, "{{")
    try:
        for at, kind, _ in environment.lex(source):
            if at > line:
                break
            if kind in ("variable_begin", "block_begin"):
                found = (at, "{{" if kind == "variable_begin" else "{%")
    except TemplateSyntaxError:
        pass
    return found
