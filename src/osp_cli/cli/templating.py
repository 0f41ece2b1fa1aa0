"""plan templates: the templates of documents, copied to be edited, and own ones checked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from osp_cli.cli.declaring import Argument, Context, Option, taking, verb, wiring_of
from osp_cli.cli.exporting import EXPORTING, plan_export
from osp_cli.cli.list_files import filed, give_list, must_be_list
from osp_cli.cli.plans import plan
from osp_cli.errors import ExitCode, OspError, WrongUsage

if TYPE_CHECKING:
    from osp_cli.cli.wiring import Wiring
    from osp_cli.render.documents import AnyDocument
    from osp_cli.services.templates import TemplateFault

verb(plan, "export")(taking(plan_export, EXPORTING))
ACTIONS = ("list", "export", "check")


@verb(plan, "templates")
@filed
def plan_templates(
    context: Context,
    action: Annotated[str, Argument(metavar="list|export|check")],
    folder: Annotated[str | None, Argument(metavar="DIR")] = None,
    force: Annotated[bool, Option("--force")] = False,
) -> None:
    """The templates of documents."""
    wiring = wiring_of(context)
    if action not in ACTIONS:
        raise WrongUsage("templates-action", {"action": action, "actions": tuple(ACTIONS)})
    if action != "list":
        must_be_list(wiring, action)
    if action == "list":
        _list(wiring, folder)
    elif action == "export":
        _export(wiring, folder, is_forced=force)
    else:
        _check(wiring, folder)


def _folder(wiring: Wiring, folder: str | None) -> Path | None:
    from osp_cli.cli.documents_out import own_templates

    return Path(folder) if folder else own_templates(wiring)


def _list(wiring: Wiring, given: str | None) -> None:
    from osp_cli.render.own_templates import own_names
    from osp_cli.render.templates import ENDING, templates_folder
    from osp_cli.render.views.templates import templates_view
    from osp_cli.services.templates import TemplateLine, Templates

    folder = _folder(wiring, given)
    own = set(own_names(folder)) if folder else set()
    lines = tuple(
        TemplateLine(language, name, str(folder / language / f"{name}{ENDING}"))
        if folder and (language, name) in own
        else TemplateLine(language, name)
        for language, name in sorted({*own_names(templates_folder()), *own})
    )
    give_list(wiring, Templates(str(folder) if folder else None, lines), templates_view)


def _export(wiring: Wiring, given: str | None, *, is_forced: bool) -> None:
    from osp_cli.cli.files import Files
    from osp_cli.render.own_templates import own_names
    from osp_cli.render.paper.manuscript import Part
    from osp_cli.render.templates import ENDING, templates_folder
    from osp_cli.render.views.templates import exported_view
    from osp_cli.services.templates import TemplatesExported

    if given is None:
        raise WrongUsage("input-missing", {"flag": "DIR"})
    names = [Path(language) / f"{name}{ENDING}" for language, name in own_names(templates_folder())]
    files, places = Files(wiring, is_forced=is_forced), {Path(given) / name: name for name in names}
    if there := tuple(str(places[path]) for path in files.in_the_way(places)):
        raise WrongUsage("templates-there", {"folder": given, "files": there}, details={"files": there})
    if wiring.shared.dry_run:
        wiring.told_dry_run()
    files.put({path: Part.copied((templates_folder() / name).read_bytes()) for path, name in places.items()})
    wiring.show(TemplatesExported(given, tuple(map(str, names)), wiring.shared.dry_run), exported_view)


def _check(wiring: Wiring, given: str | None) -> None:
    from osp_cli.render.own_templates import own_names
    from osp_cli.render.views.templates import checked_view
    from osp_cli.services.templates import TemplatesChecked

    folder = _folder(wiring, given)
    if folder is None:
        raise WrongUsage("input-missing", {"flag": "DIR"})
    names = tuple(own_names(folder))
    tried, faults = _tried(wiring, folder, names)
    if not names:
        raise WrongUsage("templates-none", {"folder": str(folder)}, details={"folder": str(folder)})
    wrong = {fault.file for fault in faults}
    faults += [fault for fault in _unused(folder, names) if fault.file not in wrong]
    result = TemplatesChecked(str(folder), len(names), tried, tuple(dict.fromkeys(faults)))
    wiring.show(result, checked_view)
    wiring.exit_code = ExitCode.FAILURE if faults else ExitCode.OK


def _tried(wiring: Wiring, folder: Path, names: tuple[tuple[str, str], ...]) -> tuple[int, list[TemplateFault]]:
    """Reads every own template, then makes every kind of document in their languages: how many, and every fault.

    A part of documents is tried with the documents that it is in, be they own ones or ours. A template that failed is
    not tried with another document.
    """
    from osp_cli.render.documents import template_name
    from osp_cli.render.own_templates import own_environment
    from osp_cli.render.pictures.documents import pictures_of
    from osp_cli.render.templates import ENDING

    environment = own_environment(wiring.words, folder)
    found = {name: _fault(lambda name=name: environment.get_template(f"{name[0]}/{name[1]}{ENDING}")) for name in names}  # type: ignore[misc]
    languages, made = dict.fromkeys(language for language, _ in names), set[tuple[str, str]]()
    for document in _samples(wiring):
        pictures = pictures_of(document, wiring.words, wiring.process)
        for language in languages:
            name = (language, template_name(document))
            if not found.get(name):
                place = f"{language}/{name[1]}{ENDING}"
                found[name] = _fault(lambda place=place: environment.guarded(place, document, pictures))  # type: ignore[misc]  # noqa: B023
                made.add(name)
    return len(made), [fault for fault in found.values() if fault]


def _unused(folder: Path, names: tuple[tuple[str, str], ...]) -> Iterator[TemplateFault]:
    """Own templates that stand before none of ours and that no other own one names: a wrong name would go unnoticed."""
    from osp_cli.render.own_templates import own_names
    from osp_cli.render.templates import ENDING, templates_folder
    from osp_cli.services.templates import TemplateFault

    places = {f"{language}/{name}{ENDING}": (language, name) for language, name in names}
    texts = {place: (folder / place).read_text(encoding="utf-8", errors="replace") for place in places}
    ours = set(own_names(templates_folder()))
    for place, name in places.items():
        if name not in ours and not any(place in text for other, text in texts.items() if other != place):
            yield TemplateFault(str(folder / place), 0, "template-unused", "")


def _fault(render: Callable[[], object]) -> TemplateFault | None:
    """What goes wrong; None where nothing does."""
    from osp_cli.render.own_templates import refusal
    from osp_cli.services.templates import TemplateFault

    try:
        render()
    except OspError as error:
        found = error
    except Exception as error:  # noqa: BLE001  what reading a template raises is a fault of the template
        found = refusal(error)
    else:
        return None
    values = found.values
    return TemplateFault(str(values["file"]), int(str(values["line"])), found.code, str(values["what"]))


def _samples(wiring: Wiring) -> Iterator[AnyDocument]:
    """A document of every kind, of the current opportunity and of others, and of one without a fact."""
    from osp_cli.services.documents import Document
    from osp_cli.services.samples import sample_documents, sample_sales_documents

    number = None
    with suppress(OspError):
        number = wiring.choose(None)
    desk, deals = wiring.reading(), []
    for document in sample_documents(desk, wiring.handbook, number):
        yield document
        if isinstance(document, Document) and document.kind == "opportunity":
            deals.append(document.opportunity)
    yield from sample_sales_documents(desk, wiring.handbook, deals)
