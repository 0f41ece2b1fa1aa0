"""plan templates check: every own template is read and made, with full facts, with none, and with hostile ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from osp_cli.cli.documents_out import TEMPLATES
from osp_cli.domain.names import closest
from osp_cli.errors import OspError, WrongUsage
from osp_cli.render.documents import AnyDocument, template_name
from osp_cli.render.own_templates import OwnEnvironment, own_environment
from osp_cli.render.pictures.documents import pictures_of
from osp_cli.render.template_faults import refusal
from osp_cli.render.templates import ENDING, template_names, templates_folder
from osp_cli.services.documents import Document
from osp_cli.services.samples import sample_documents, sample_sales_documents
from osp_cli.services.templates import TemplateFault, TemplatesChecked
from osp_cli.words import LANGUAGES, Words

if TYPE_CHECKING:
    from osp_cli.cli.wiring import Wiring

Name = tuple[str, str]
TEXTS = (".j2", ".jinja", ".jinja2", ".md", ".txt")
"""How a file ends that was meant for a template; anything else in the folder is somebody's own business."""


def checked(wiring: Wiring, folder: Path) -> TemplatesChecked:
    """The own templates of a folder with everything that is wrong. Errors: `templates-missing`, `templates-none`."""
    cache = wiring.places.state_folder / TEMPLATES
    environments = {name: own_environment(Words(name, wiring.words.method), folder, cache) for name in LANGUAGES}
    names, stray = tuple(template_names(folder)), list(_stray(folder))
    if not names and not stray:
        raise WrongUsage("templates-none", {"folder": str(folder)}, details={"folder": str(folder)})
    tried, faults = _tried(wiring, environments, names)
    wrong = {fault.file for fault in faults}
    faults += [fault for fault in _unused(folder, names) if fault.file not in wrong]
    return TemplatesChecked(str(folder), len(names), tried, tuple(dict.fromkeys((*faults, *stray))))


def _tried(
    wiring: Wiring, environments: dict[str, OwnEnvironment], names: tuple[Name, ...]
) -> tuple[int, list[TemplateFault]]:
    """Reads every own template, then makes every kind of document that one of them is in: how many, and every fault.

    A part of documents is tried with the documents that it is in, be they own ones or ours. A template that failed is
    not tried with another document.
    """
    found: dict[Name, TemplateFault | None] = {}
    for language, name in names:
        environment, place = environments[language], _place(language, name)
        found[language, name] = _fault(environment, lambda: environment.get_template(place))  # noqa: B023  called here
    changed, made = _changed(names), set[Name]()
    for document in _samples(wiring) if names else ():
        name = template_name(document)
        for language in LANGUAGES:
            if (language, name) in changed and not found.get((language, name)):
                environment, place = environments[language], _place(language, name)
                pictures = pictures_of(document, environment.words, wiring.process)
                found[language, name] = _fault(environment, lambda: environment.guarded(place, document, pictures))  # noqa: B023  called here
                made.add((language, name))
    return len(made), [fault for fault in found.values() if fault]


def _changed(names: tuple[Name, ...]) -> set[Name]:
    """The own templates and those of ours that have one of them in them, at whatever depth."""
    found, folder = set(names), templates_folder()
    ours = {each: _text(folder / _place(*each)) for each in template_names(folder) if each not in found}
    while more := {each for each, text in ours.items() if any(_place(*other) in text for other in found)} - found:
        found |= more
    return found


def _place(language: str, name: str) -> str:
    return f"{language}/{name}{ENDING}"


def _fault(environment: OwnEnvironment, render: Callable[[], object]) -> TemplateFault | None:
    """What goes wrong; None where nothing does."""
    try:
        render()
    except OspError as error:
        found = error
    except Exception as error:  # noqa: BLE001  what reading a template raises is a fault of the template
        found = refusal(error, environment)
    else:
        return None
    values = found.values
    place = str(values["file"]), int(str(values["line"]))
    close, known = (tuple(map(str, _several(values[name]))) for name in ("close", "known"))
    return TemplateFault(*place, found.code, str(values["what"]), close, known)


def _several(value: object) -> Iterable[object]:
    return value if isinstance(value, tuple) else ()


def _unused(folder: Path, names: tuple[Name, ...]) -> Iterator[TemplateFault]:
    """Own templates that stand before none of ours and that no other own one names: a wrong name would go unnoticed."""
    places = {_place(language, name): (language, name) for language, name in names}
    texts = {place: _text(folder / place) for place in places}
    ours = set(template_names(templates_folder()))
    for place, (language, name) in places.items():
        if (language, name) not in ours and not any(place in text for other, text in texts.items() if other != place):
            close = closest(name, [each for at, each in ours if at == language])
            yield TemplateFault(str(folder / place), 0, "template-unused", "", tuple(close))


def _text(file: Path) -> str:
    """What a template says; one that cannot be read is told elsewhere."""
    with suppress(OSError):
        if file.is_file():  # a pipe would be waited for
            return file.read_text(encoding="utf-8", errors="replace")
    return ""


def _stray(folder: Path) -> Iterator[TemplateFault]:
    """What was meant for a template and is read by nobody: folders of other languages, other places, other endings."""
    ours = {name for _, name in template_names(templates_folder())}
    for entry in sorted(folder.iterdir()):
        if entry.is_dir() and not _is_read(entry) and next(entry.glob(f"*{ENDING}"), None):
            close = tuple(closest(entry.name, LANGUAGES))
            yield TemplateFault(str(entry), 0, "template-language", entry.name, close, tuple(LANGUAGES))
    for language in ("", *LANGUAGES):
        for file in sorted((folder / language).glob("*")):
            stem, _, ending = file.name.partition(".")
            is_right = language and f".{ending}" == ENDING
            if not is_right and file.is_file() and file.suffix in TEXTS and stem in ours:
                meant = folder / (language or LANGUAGES[0]) / f"{stem}{ENDING}"
                yield TemplateFault(str(file), 0, "template-misplaced", "", (str(meant),))


def _is_read(entry: Path) -> bool:
    """Whether a folder is that of a language; on some systems `EN` and `en` are one."""
    same = entry.with_name(entry.name.lower())
    return same.name in LANGUAGES and same.is_dir() and same.samefile(entry)


def _samples(wiring: Wiring) -> Iterator[AnyDocument]:
    """A document of every kind, of the current opportunity and of others, of one without a fact, of a hostile one."""
    number = None
    with suppress(OspError):
        number = wiring.choose(None)
    desk, deals = wiring.reading(), []
    for document in sample_documents(desk, wiring.handbook, number):
        yield document
        if isinstance(document, Document) and document.kind == "opportunity":
            deals.append(document.opportunity)
    yield from sample_sales_documents(desk, wiring.handbook, deals)
