"""The bars that stand in documents alone; those that screens show too are made with their screens."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from osp_cli.domain.assessment import ProfileLine
from osp_cli.domain.funnel import ENDED, Outcomes, StageFigures
from osp_cli.domain.process import Process
from osp_cli.render.blocks import Bar, Bars
from osp_cli.render.views.common import say, sentence
from osp_cli.services.funnel import StuckDeal
from osp_cli.words import Words

SHOWN = 8
SHOWN_RIVALS = 3
_SIGNS = dict(zip(ENDED, "#-o.", strict=True))


def pipeline_bars(stages: Sequence[StageFigures], words: Words, process: Process) -> Bars:
    """The open deals by stage; no bars where none is open."""
    most = max((row.open_now for row in stages), default=0)
    rows = tuple(
        Bar(f"{row.stage} {say(process.stage(row.stage).name, words)}", f"{row.open_now:,}", row.open_now / most)
        for row in (stages if most else ())
    )
    return Bars(rows, "pipeline", words("pictures.pipeline"))


def stuck_bars(deals: Sequence[StuckDeal], words: Words) -> Bars:
    """The deals that stand still: the days at their stage, and the limit as a tick."""
    shown = deals[:SHOWN]
    most = max((max(deal.days, deal.limit) for deal in shown), default=1)
    rows = tuple(
        Bar(
            f"{deal.opportunity.number} {deal.opportunity.name}",
            words("pictures.stuck-says", days=f"{deal.days:,}", limit=f"{deal.limit:,}"),
            deal.days / most,
            tick=deal.limit / most,
        )
        for deal in shown
    )
    key = (("#", words("pictures.key.days")), ("|", words("pictures.key.limit")))
    return Bars((*rows, *_more(len(deals) - len(shown), words)), "stuck", words("pictures.stuck"), key)


def outcome_bars(groups: Sequence[Outcomes], called: Callable[[str], str], words: Words) -> Bars:
    """How the deals of each group ended."""
    shown = groups[:SHOWN]
    most = max((_ended(group) for group in shown), default=0) or 1
    rows = []
    for group in shown:
        counts = [getattr(group, status) for status in ENDED]
        first, *more = ((count / most, _SIGNS[status]) for count, status in zip(counts, ENDED, strict=True))
        label = words("pictures.no-competitor") if group.name is None else called(group.name)
        value = " / ".join(f"{count:,}" for count in counts)
        rows.append(Bar(label, value, first[0], sign=first[1], more=tuple(more)))
    rows += _more(len(groups) - len(shown), words)
    key = tuple((_SIGNS[status], words(f"status.{status}")) for status in ENDED)
    title = words("views.label", label=words("pictures.winloss"), value=" / ".join(said for _, said in key))
    return Bars(tuple(rows), "winloss", title, key)


def _more(count: int, words: Words) -> Iterator[Bar]:
    """A row that says how many are left out."""
    if count > 0:
        yield Bar(words("report.more", count=count), "", 0)


def _ended(group: Outcomes) -> int:
    return sum(getattr(group, status) for status in ENDED)


def profile_bars(lines: Sequence[ProfileLine], names: Mapping[str, str], words: Words) -> Bars:
    """Our net beside that of the strongest competitors, by heading; what is for whom stands at the right of the axis.

    `names` are the headings by their ids. No bars where nothing is known of anybody.
    """
    if all(net is None for line in lines for net in (line.ours, *(net for _, net in line.theirs))):
        return Bars(())
    most = max((line.most for line in lines), default=1) or 1
    rows = [row for line in lines for row in _profile(line, most, names, words)]
    rows += _more(max((len(line.theirs) for line in lines), default=0) - SHOWN_RIVALS, words)
    key = (("#", words("pictures.key.we")), ("+", words("pictures.key.competitor")))
    return Bars(tuple(rows), "profile", words("pictures.profile"), key, axis=0.5)


def _profile(line: ProfileLine, most: int, names: Mapping[str, str], words: Words) -> Iterator[Bar]:
    heading = sentence(names[line.section]) if line.section else words("forecast.total")
    yield Bar(heading, words("pictures.of", most=f"+{line.most}"), 0)
    yield _net(words("pictures.we"), line.ours, most, "#")
    for name, theirs in line.theirs[:SHOWN_RIVALS]:
        yield _net(words("views.unknown") if name == "unknown" else name, theirs, most, "+")


def _net(name: str, net: int | None, most: int, sign: str) -> Bar:
    share = abs(net or 0) / most / 2
    value = "?" if net is None else f"{net:+d}" if net else "0"
    return Bar(f"   {name}", value, share, 0.5 if (net or 0) >= 0 else 0.5 - share, sign)
