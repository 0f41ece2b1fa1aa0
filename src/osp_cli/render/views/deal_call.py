"""What a deal is called, as its page says it: apart from the calls of a forecast, which load the forecast."""

from __future__ import annotations

from osp_cli.domain.opportunity import ForecastCall
from osp_cli.render.views import common
from osp_cli.words import Words


def said(call: ForecastCall, words: Words) -> str:
    """The category that is called, why, by whom and when."""
    says = words(f"category.{call.category}")
    says = words("calls.because", says=says, reason=call.reason) if call.reason else says
    aside = words("views.comma-joint").join((call.by, common.short_day(call.on, words)))
    return words("views.aside", text=says, aside=aside)


def call_facts(call: ForecastCall | None, adjustment: ForecastCall | None, words: Words) -> tuple[tuple[str, str], ...]:
    """The call on a deal and the manager's adjustment, each where there is one."""
    told = (("calls.call", call), ("calls.adjustment", adjustment))
    return tuple((words(label), said(each, words)) for label, each in told if each)
