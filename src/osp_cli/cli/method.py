"""process: the method itself."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from osp_cli.cli.building import noun, verb
from osp_cli.cli.params import wiring_of

process = noun()


@verb(process, "steps")
def process_steps(context: typer.Context) -> None:
    """The eight steps."""
    from osp_cli.render.views.method import steps_view
    from osp_cli.services.method import Steps

    wiring = wiring_of(context)
    wiring.show(Steps(wiring.process.steps), steps_view)


@verb(process, "step")
def process_step(context: typer.Context, number: Annotated[int, typer.Argument(metavar="STEP")]) -> None:
    """One step."""
    from osp_cli.render.views.method import step_view
    from osp_cli.services.method import step_page

    wiring = wiring_of(context)
    wiring.show(step_page(wiring.process, number), step_view)


@verb(process, "stages")
def process_stages(context: typer.Context) -> None:
    """The stages of the selling cycle."""
    from osp_cli.render.views.method import stages_view
    from osp_cli.services.method import Stages

    wiring = wiring_of(context)
    wiring.show(Stages(wiring.process.stages), partial(stages_view, process=wiring.process))


@verb(process, "stage")
def process_stage(context: typer.Context, key: Annotated[str, typer.Argument(metavar="STAGE")]) -> None:
    """One stage."""
    from osp_cli.render.views.method import stage_view
    from osp_cli.services.method import stage_page

    wiring = wiring_of(context)
    wiring.show(stage_page(wiring.process, key), partial(stage_view, process=wiring.process))


@verb(process, "gate")
def process_gate(context: typer.Context, key: Annotated[str, typer.Argument(metavar="STAGE")]) -> None:
    """What must be true to enter a stage."""
    from osp_cli.render.views.method import gate_view
    from osp_cli.services.method import stage_page

    wiring = wiring_of(context)
    wiring.show(stage_page(wiring.process, key), partial(gate_view, process=wiring.process))


@verb(process, "questions")
def process_questions(
    context: typer.Context, kind: Annotated[str | None, typer.Option("--kind", metavar="KIND")] = None
) -> None:
    """Everything that can be answered."""
    from osp_cli.render.views.method import questions_view
    from osp_cli.services.method import questions

    wiring = wiring_of(context)
    wiring.show(questions(wiring.process, kind), questions_view)
