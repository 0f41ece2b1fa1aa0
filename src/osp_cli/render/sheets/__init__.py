"""Lists for a spreadsheet: of each result that is a list, the table that it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from osp_cli.render.sheets import figures, nouns, work
from osp_cli.render.sheets.parts import Sheet, Voice
from osp_cli.services.accounts import AccountPage
from osp_cli.services.accuracy import Accuracy
from osp_cli.services.backups import Backups
from osp_cli.services.close_plan import Suggestions
from osp_cli.services.configuration import SettingsShown
from osp_cli.services.daily import NextMoves, Today
from osp_cli.services.deal import Competitors
from osp_cli.services.debts import Debts
from osp_cli.services.forecasting import Forecast
from osp_cli.services.funnel import Funnel
from osp_cli.services.hindsight import Hindsight
from osp_cli.services.journal import History
from osp_cli.services.listing import Found
from osp_cli.services.movements import Changes
from osp_cli.services.quotas import Quotas
from osp_cli.services.sales_plans import PlansListed, PlansWaiting
from osp_cli.services.snapshots import Snapshots
from osp_cli.services.snoozing import SnoozedLines
from osp_cli.services.stages import AuditView, GateView
from osp_cli.services.strategy import StrategyChoices
from osp_cli.services.team import Team
from osp_cli.services.templates import Templates

SHEETS: Mapping[type[Any], Callable[[Any, Voice], Sheet]] = {
    AccountPage: nouns.accounts_sheet,
    Competitors: nouns.competitors_sheet,
    Team: nouns.team_sheet,
    Today: work.today_sheet,
    NextMoves: work.next_sheet,
    Suggestions: work.suggested_sheet,
    GateView: work.gate_sheet,
    AuditView: work.audit_sheet,
    Debts: work.debts_sheet,
    StrategyChoices: work.strategy_sheet,
    PlansListed: work.plans_sheet,
    PlansWaiting: work.plans_sheet,
    History: work.history_sheet,
    SnoozedLines: work.snoozed_sheet,
    SettingsShown: work.settings_sheet,
    Backups: work.backups_sheet,
    Templates: work.templates_sheet,
    Found: work.found_sheet,
    Quotas: figures.quotas_sheet,
    Snapshots: figures.snapshots_sheet,
    Funnel: figures.funnel_sheet,
    Forecast: figures.forecast_sheet,
    Changes: figures.changes_sheet,
    Accuracy: figures.accuracy_sheet,
    Hindsight: figures.accuracy_sheet,
}


def sheet_of(listed: Any, voice: Voice) -> Sheet:
    """The table of a result that is a list."""
    return SHEETS[type(listed)](listed, voice)
