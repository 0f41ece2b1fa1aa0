"""plan templates: the templates of documents, copied to be edited, and own ones checked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from osp_cli.cli.declaring import Argument, Context, Option, taking, verb, wiring_of
from osp_cli.cli.exporting import EXPORTING, plan_export
from osp_cli.cli.list_files import filed, give_list, must_be_list
from osp_cli.cli.plans import plan
from osp_cli.errors import ExitCode, WrongUsage

if TYPE_CHECKING:
    from osp_cli.cli.wiring import Wiring

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
    from osp_cli.render.templates import ENDING, template_names, templates_folder
    from osp_cli.render.views.templates import templates_view
    from osp_cli.services.templates import TemplateLine, Templates

    folder = _folder(wiring, given)
    own = set(template_names(folder)) if folder else set()
    lines = tuple(
        TemplateLine(language, name, str(folder / language / f"{name}{ENDING}"))
        if folder and (language, name) in own
        else TemplateLine(language, name)
        for language, name in sorted({*template_names(templates_folder()), *own})
    )
    give_list(wiring, Templates(str(folder) if folder else None, lines), templates_view)


def _export(wiring: Wiring, given: str | None, *, is_forced: bool) -> None:
    from osp_cli.cli.files import Files
    from osp_cli.render.paper.manuscript import Part
    from osp_cli.render.templates import ENDING, template_names, templates_folder
    from osp_cli.render.views.templates import exported_view
    from osp_cli.services.templates import TemplatesExported

    if given is None:
        raise WrongUsage("input-missing", {"flag": "DIR"})
    names = [Path(language) / f"{name}{ENDING}" for language, name in template_names(templates_folder())]
    files, places = Files(wiring, is_forced=is_forced), {Path(given) / name: name for name in names}
    if there := tuple(str(places[path]) for path in files.in_the_way(places)):
        raise WrongUsage("templates-there", {"folder": given, "files": there}, details={"files": there})
    if wiring.shared.dry_run:
        wiring.told_dry_run()
    files.put({path: Part.copied((templates_folder() / name).read_bytes()) for path, name in places.items()})
    wiring.show(TemplatesExported(given, tuple(map(str, names)), wiring.shared.dry_run), exported_view)


def _check(wiring: Wiring, given: str | None) -> None:
    from osp_cli.cli.template_checks import checked
    from osp_cli.render.views.templates import checked_view

    folder = _folder(wiring, given)
    if folder is None:
        raise WrongUsage("input-missing", {"flag": "DIR"})
    result = checked(wiring, folder)
    wiring.show(result, checked_view)
    wiring.exit_code = ExitCode.FAILURE if result.faults else ExitCode.OK
