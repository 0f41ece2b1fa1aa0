"""The people on our side."""

from __future__ import annotations

from osp_cli.render.blocks import Column, Facts, Line, Table, View
from osp_cli.render.views import common
from osp_cli.services.team import MemberSaved, Team
from osp_cli.words import Words


def member_view(saved: MemberSaved, words: Words) -> View:
    """A person that was added or changed."""
    member = saved.member
    facts = (
        (words("views.name"), member.name),
        (words("views.role"), words(f"roles.{member.role}")),
        (words("views.reports-to"), common.text(member.reports_to)),
        (words("views.region"), common.text(member.region)),
    )
    return (Facts(facts), common.undo_hint(words))


def columns(words: Words) -> tuple[Column, ...]:
    """The columns of the list."""
    return tuple(Column(words(f"views.{key}")) for key in ("name", "role", "reports-to", "region"))


def team_view(team: Team, words: Words) -> View:
    """One line per person."""
    if not team.members:
        return (Line(words("views.team-empty"), "dim"),)
    rows = tuple(
        (m.name, words(f"roles.{m.role}"), common.text(m.reports_to), common.text(m.region)) for m in team.members
    )
    return (Table(columns(words), rows),)
