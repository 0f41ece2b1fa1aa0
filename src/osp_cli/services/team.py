"""The people on our side."""

from __future__ import annotations

from osp_cli.domain.names import clean_name, closest
from osp_cli.domain.opportunity import Member
from osp_cli.errors import NotFound, WrongUsage
from osp_cli.frozen import dataclass, replace
from osp_cli.services.desk import Desk
from osp_cli.store.store import Writing

ROLES = ("rep", "manager", "pre-sales", "iso", "marketing", "channel", "services", "expert", "order-administration")


@dataclass(frozen=True, slots=True)
class MemberSaved:
    """A person on our side that was added or changed."""

    member: Member
    is_new: bool


@dataclass(frozen=True, slots=True)
class Team:
    """Everybody on our side."""

    members: tuple[Member, ...]


def save(
    desk: Desk, name: str, *, role: str | None, reports_to: str | None, region: str | None, is_new: bool
) -> MemberSaved:
    """Adds a person, or changes the role, the manager or the region of a known one; an empty manager is none."""
    if role is not None and role not in ROLES:
        raise WrongUsage("role-unknown", {"role": role, "roles": tuple(ROLES)})
    with desk.writing() as writing:
        known = writing.member(name)
        if is_new and known:
            raise WrongUsage("member-known", {"name": known.name})
        if not is_new and known is None:
            names = [member.name for member in writing.members()]
            close = closest(name, names)
            raise NotFound("member-unknown", {"name": name, "close": tuple(close)}, details={"candidates": close})
        member = known or writing.ensure_member(clean_name(name))
        changed = replace(
            member,
            role=role if role is not None else member.role,
            reports_to=member.reports_to if reports_to is None else _manager(reports_to),
            region=region if region is not None else member.region,
        )
        if changed.reports_to and changed.reports_to.casefold() == changed.name.casefold():
            raise WrongUsage("reports-to-self", {"name": changed.name})
        if changed.reports_to:
            superior = writing.ensure_member(changed.reports_to)
            _must_not_circle(writing, changed.name, superior)
            changed = replace(changed, reports_to=superior.name)
        if changed != member:
            writing.save_member(changed)
    return MemberSaved(changed, is_new)


def _must_not_circle(writing: Writing, name: str, superior: Member) -> None:
    """Refuses a superior who reports, over whomever, to the person."""
    chain, above = [name], superior
    while above.name not in chain:
        chain.append(above.name)
        following = writing.member(above.reports_to) if above.reports_to else None
        if following is None:
            return
        above = following
    if above.name == name:
        raise WrongUsage("team-in-circle", {"name": name, "chain": " > ".join([*chain, name])})


def _manager(name: str | None) -> str | None:
    return clean_name(name) if name else None


def team(desk: Desk) -> Team:
    """Everybody on our side."""
    with desk.store.reading() as reading:
        return Team(tuple(reading.members()))
