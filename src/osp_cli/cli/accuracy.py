"""accuracy."""

from __future__ import annotations

from typing import Annotated

from osp_cli.cli.declaring import Context, Option, wiring_of
from osp_cli.cli.list_files import filed, give_list
from osp_cli.errors import WrongUsage


@filed
def accuracy(
    context: Context,
    backtest: Annotated[bool, Option("--backtest")] = False,
    weeks: Annotated[bool, Option("--weeks")] = False,
) -> None:
    """How good the frozen forecasts of this book were, or how good the method would have been."""
    if weeks and not backtest:
        raise WrongUsage("input-missing", {"flag": "--backtest"})
    wiring = wiring_of(context)
    if backtest:
        from osp_cli.render.views.accuracy import accuracy_view
        from osp_cli.services.accuracy import backtest as replay

        with wiring.out.progress(wiring.words("accuracy.replaying"), in_logs=False) as step:
            found = replay(wiring.reading(), by_week=weeks, step=step)
        give_list(wiring, found, accuracy_view)
        return
    from osp_cli.render.views.hindsight import hindsight_view
    from osp_cli.services.hindsight import hindsight

    give_list(wiring, hindsight(wiring.reading()), hindsight_view)
