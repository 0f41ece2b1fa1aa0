"""plan templates: the templates of documents, copied to be edited, and own ones checked."""

from __future__ import annotations

from collections.abc import Iterator
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
    from osp_cli.render.own_templates import OwnEnvironment
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
    from osp_cli.render.own_templates import own_environment, own_names
    from osp_cli.render.views.templates import checked_view
    from osp_cli.services.templates import TemplatesChecked

    folder = _folder(wiring, given)
    if folder is None:
        raise WrongUsage("input-missing", {"flag": "DIR"})
    environment = own_environment(wiring.words, folder)
    names = tuple(own_names(folder))
    tried, faults = 0, []
    for language, name in names:
        was_tried, found = _checked(wiring, environment, language, name)
        tried += was_tried
        faults += found
    result = TemplatesChecked(str(folder), len(names), tried, tuple(dict.fromkeys(faults)))
    wiring.show(result, checked_view)
    wiring.exit_code = ExitCode.FAILURE if faults else ExitCode.OK


def _checked(wiring: Wiring, environment: OwnEnvironment, language: str, name: str) -> tuple[bool, list[TemplateFault]]:
    """Reads a template, and tries it with the facts of an opportunity where it is one of a whole document."""
    from osp_cli.render.own_templates import refusal
    from osp_cli.render.pictures.documents import pictures_of
    from osp_cli.render.templates import ENDING
    from osp_cli.services.templates import TemplateFault

    place = f"{language}/{name}{ENDING}"
    is_tried = False
    try:
        environment.get_template(place)
        for document in _samples(wiring, name):
            environment.guarded(place, document, pictures_of(document, wiring.words, wiring.process))
            is_tried = True
    except OspError as error:
        found = error
    except Exception as error:  # noqa: BLE001  what reading a template raises is a fault of the template
        found = refusal(error)
    else:
        return is_tried, []
    values = found.values
    return is_tried, [TemplateFault(str(values["file"]), int(str(values["line"])), found.code, str(values["what"]))]


def _samples(wiring: Wiring, name: str) -> Iterator[AnyDocument]:
    """The document of a template, of the opportunity that is current or comes first; none where there is none."""
    from osp_cli.services.documents import customer_document, document
    from osp_cli.services.exports import CUSTOMER_KINDS, OPPORTUNITY_KINDS

    kind = {"short": "opportunity"}.get(name, name.removeprefix("customer-"))
    if kind not in OPPORTUNITY_KINDS:
        return
    try:
        number = wiring.choose(None)
        desk = wiring.reading()
        is_theirs = name.startswith("customer-") and kind in CUSTOMER_KINDS
        found = customer_document(desk, number, kind) if is_theirs else document(desk, wiring.handbook, number, kind)
    except OspError:  # such a document cannot be made of this opportunity, or there is none
        return
    yield found
