"""The method with the figures of one user: the pack's probabilities, categories and limits are only defaults."""

from __future__ import annotations

from collections.abc import Mapping

from osp_cli.domain.process import Category, Process
from osp_cli.frozen import replace


def tuned(
    process: Process,
    probabilities: Mapping[str, int],
    categories: Mapping[str, Category],
    limits: Mapping[str, tuple[int, int]],
) -> Process:
    """The method with the user's own probabilities (percent) and categories by stage, and limits by currency."""
    if not (probabilities or categories or limits):
        return process
    for key in (*probabilities, *categories):
        process.stage(key)
    stages = tuple(
        replace(
            stage,
            probability=probabilities.get(stage.key, stage.probability),
            category=categories.get(stage.key, stage.category),
        )
        for stage in process.stages
    )
    return replace(process, stages=stages, sizes=replace(process.sizes, limits={**process.sizes.limits, **limits}))
