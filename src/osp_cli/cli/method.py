"""process: the method itself."""

from __future__ import annotations

import shlex
from functools import partial
from pathlib import Path
from typing import Annotated

from osp_cli.cli.declaring import Argument, Context, Option, noun, verb, wiring_of
from osp_cli.errors import ExitCode, PackBroken, WrongUsage

process = noun()


@verb(process, "steps")
def process_steps(context: Context) -> None:
    """The eight steps."""
    from osp_cli.render.views.method import steps_view
    from osp_cli.services.method import Steps

    wiring = wiring_of(context)
    wiring.show(Steps(wiring.process.steps), steps_view)


@verb(process, "step")
def process_step(context: Context, number: Annotated[int, Argument(metavar="STEP")]) -> None:
    """One step."""
    from osp_cli.render.views.method import step_view
    from osp_cli.services.method import step_page

    wiring = wiring_of(context)
    page = step_page(wiring.process, wiring.handbook, number)
    wiring.show(page, partial(step_view, process=wiring.process))


@verb(process, "stages")
def process_stages(context: Context) -> None:
    """The stages of the selling cycle."""
    from osp_cli.render.views.method import stages_view
    from osp_cli.services.method import Stages

    wiring = wiring_of(context)
    wiring.show(Stages(wiring.process.stages), partial(stages_view, process=wiring.process))


@verb(process, "stage")
def process_stage(context: Context, key: Annotated[str, Argument(metavar="STAGE")]) -> None:
    """One stage."""
    from osp_cli.render.views.method import stage_view
    from osp_cli.services.method import stage_page

    wiring = wiring_of(context)
    wiring.show(stage_page(wiring.process, key), partial(stage_view, process=wiring.process))


@verb(process, "gate")
def process_gate(context: Context, key: Annotated[str, Argument(metavar="STAGE")]) -> None:
    """What must be true to enter a stage."""
    from osp_cli.render.views.method import gate_view
    from osp_cli.services.method import stage_page

    wiring = wiring_of(context)
    wiring.show(stage_page(wiring.process, key), partial(gate_view, process=wiring.process))


@verb(process, "questions")
def process_questions(
    context: Context,
    kind: Annotated[str | None, Option("--kind", metavar="KIND")] = None,
    full: Annotated[bool, Option("--full")] = False,
) -> None:
    """Everything that can be answered."""
    from osp_cli.render.views.method import questions_view
    from osp_cli.services.method import questions

    wiring = wiring_of(context)
    wiring.show(questions(wiring.process, kind, is_full=full), questions_view)


@verb(process, "about")
def process_about(context: Context) -> None:
    """What the method is for, its rules, warnings and duties."""
    from osp_cli.render.views.handbook import about_view
    from osp_cli.services.method import about

    wiring = wiring_of(context)
    wiring.show(about(wiring.handbook), partial(about_view, process=wiring.process))


@verb(process, "sizes")
def process_sizes(context: Context) -> None:
    """What the deal size asks."""
    from osp_cli.render.views.handbook import sizes_view
    from osp_cli.services.method import Sizes

    wiring = wiring_of(context)
    wiring.show(Sizes(wiring.process.sizes.rules, wiring.process.sizes.limits), sizes_view)


@verb(process, "reasons")
def process_reasons(context: Context) -> None:
    """Why an opportunity may end."""
    from osp_cli.render.views.handbook import reasons_view
    from osp_cli.services.method import Reasons

    wiring = wiring_of(context)
    wiring.show(Reasons(wiring.process.reasons), reasons_view)


@verb(process, "plans")
def process_plans(context: Context) -> None:
    """What the plans of step 1 say."""
    from osp_cli.render.views.handbook import sales_parts_view
    from osp_cli.services.method import SalesParts

    wiring = wiring_of(context)
    wiring.show(SalesParts(wiring.handbook.sales_parts), sales_parts_view)


@verb(process, "glossary")
def process_glossary(context: Context) -> None:
    """The words of the field in every language."""
    from osp_cli.render.views.handbook import glossary_view
    from osp_cli.services.method import Glossary

    wiring = wiring_of(context)
    wiring.show(Glossary(wiring.handbook.terms), glossary_view)


@verb(process, "roles")
def process_roles(context: Context, role: Annotated[str | None, Argument(metavar="ROLE")] = None) -> None:
    """Who takes part, or what one role does at each step."""
    from osp_cli.render.views.handbook import role_view, roles_view
    from osp_cli.services.method import role_page, roles

    wiring = wiring_of(context)
    if role is None:
        wiring.show(roles(wiring.process, wiring.handbook), roles_view)
        return
    wiring.show(role_page(wiring.process, wiring.handbook, role), partial(role_view, process=wiring.process))


@verb(process, "tools")
def process_tools(context: Context) -> None:
    """The tools of every step."""
    from osp_cli.render.views.handbook import tools_view
    from osp_cli.services.method import tools

    wiring = wiring_of(context)
    wiring.show(tools(wiring.process, wiring.handbook), tools_view)


@verb(process, "search")
def process_search(context: Context, word: Annotated[str, Argument(metavar="WORD")]) -> None:
    """Everything in the method that holds a word, in any language."""
    from osp_cli.render.views.handbook import search_view
    from osp_cli.services.searching import search

    wiring = wiring_of(context)
    wiring.show(search(wiring.process, wiring.handbook, word), search_view)


@verb(process, "cheatsheet")
def process_cheatsheet(
    context: Context,
    format: Annotated[str | None, Option("--format", metavar="md|html|pdf|docx")] = None,
    out: Annotated[str | None, Option("--out", metavar="FILE")] = None,
    force: Annotated[bool, Option("--force")] = False,
) -> None:
    """All steps on one page: do, ask, trap."""
    from osp_cli.render.views.handbook import cheat_sheet_view
    from osp_cli.services.method import cheat_sheet

    wiring = wiring_of(context)
    sheet = cheat_sheet(wiring.process, wiring.handbook)
    if format is None and out is None:
        wiring.show(sheet, cheat_sheet_view)
        return
    from osp_cli.cli.endings import format_of
    from osp_cli.cli.report_files import PAPER, TEXT, write_cheat_sheet

    write_cheat_sheet(wiring, sheet, format_of(format, out, (*TEXT, *PAPER)), out, is_forced=force)


@verb(process, "export")
def process_export(
    context: Context,
    folder: Annotated[str, Argument(metavar="DIR")],
    force: Annotated[bool, Option("--force")] = False,
) -> None:
    """The files of the present pack, to be edited."""
    from osp_cli.cli.files import Files
    from osp_cli.pack.load import SOURCE
    from osp_cli.render.paper.manuscript import Part
    from osp_cli.render.views.packs import exported_view
    from osp_cli.services.packs import PackExported

    wiring = wiring_of(context)
    source = Path(str(wiring.settings.pack)) if wiring.pack_content else SOURCE
    files, sources = Files(wiring, is_forced=force), sorted(source.glob("*.toml"))
    copies = {Path(folder) / file.name: Part.copied(file.read_bytes()) for file in sources}
    if there := tuple(path.name for path in files.in_the_way(copies)):
        raise WrongUsage("pack-files-there", {"folder": folder, "files": there})
    files.put(copies)
    wiring.show(PackExported(folder, tuple(file.name for file in sources), wiring.shared.dry_run), exported_view)


@verb(process, "check")
def process_check(context: Context, folder: Annotated[str, Argument(metavar="DIR")]) -> None:
    """Every fault of a pack; exit 1 where there is one."""
    from osp_cli.cli.quick import fits
    from osp_cli.pack.load import load
    from osp_cli.render.views.packs import checked_view
    from osp_cli.services.packs import archived_by, faults_of, sound
    from osp_cli.store.store import is_there

    wiring = wiring_of(context)
    path = Path(folder)
    if not path.is_dir():
        raise WrongUsage("pack-missing", {"folder": folder, "typed": shlex.quote(folder)})
    try:
        process = load(path, fits)
        has_store = is_there(wiring.store_path[0])
        checked = sound(path, process, archived_by(process, wiring.open_store(creates=False)) if has_store else ())
    except PackBroken as broken:
        checked = faults_of(path, broken)
    wiring.show(checked, checked_view)
    wiring.exit_code = ExitCode.OK if checked.is_sound else ExitCode.FAILURE
