"""The deals of the example territory. Every person and company is invented."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from osp_cli.frozen import dataclass, field

Ending = Literal["none", "lost", "cancelled"]
Quarter = Literal["this", "next", "last", "overdue"]


@dataclass(frozen=True, slots=True)
class Deal:
    """One deal: how far it has come, whose it is, and in which quarter its order is expected or came.

    `shortcuts` are criteria that were passed without being met, and stand as debts; `strategy` is the one that the rep
    chose, and why; `rival` what is known of the competitor beside the answers.
    """

    name: str
    account: str
    owner: str
    amount: str
    stage: str
    quarter: Quarter
    lead: str = ""
    sponsor: str = ""
    language: Literal["en", "zh"] = "en"
    is_strategic: bool = False
    competitor: str = ""
    need: str = ""
    source: str = ""
    ending: Ending = "none"
    age_days: int = 90
    shortcuts: tuple[str, ...] = ()
    strategy: tuple[str, str] | None = None
    rival: Mapping[str, str] = field(default_factory=dict)


TEAM: tuple[tuple[str, str, str | None, str], ...] = (
    ("Ingrid Solberg", "manager", None, "North"),
    ("周建国", "manager", None, "华东"),
    ("Amara Okafor", "rep", "Ingrid Solberg", "North"),
    ("Mateo Quispe", "rep", "Ingrid Solberg", "South"),
    ("Priya Nair", "rep", "Ingrid Solberg", "South"),
    ("林晓梅", "rep", "周建国", "华东"),
    ("陈志远", "rep", "周建国", "华南"),
)
DEALS: tuple[Deal, ...] = (
    Deal("Cedar billing", "Cedar Valley Water", "Amara Okafor", "USD 40k", "1", "next", need="Bills that add up",
         source="web", age_days=12),
    Deal("青松制造 MES", "青松制造", "林晓梅", "CNY 120万", "2", "next", lead="高远", language="zh",
         need="车间进度看得见", source="展会", age_days=35),
    Deal("Blue Heron ERP", "Blue Heron Foods", "Amara Okafor", "USD 180k", "3", "this", lead="Noor Haddad",
         competitor="Quartz Systems", need="Close the books in half the time", source="referral", age_days=70),
    Deal("Tidewater analytics", "Tidewater Ferries", "Mateo Quispe", "USD 95k", "4", "this", lead="Lena Brandt",
         sponsor="Samuel Osei", competitor="Orbit Data", need="Know which crossings pay", source="partner", age_days=80,
         strategy=("frontal", "Their own figures put us ahead; the board decides before Orbit can show the hard part"),
         rival={"standing": "asked in by purchasing", "partners": "Pierhead Consulting"}),
    Deal("海棠银行 数据平台", "海棠银行", "林晓梅", "CNY 350万", "5", "this", lead="赵立新", sponsor="钱文",
         language="zh", is_strategic=True, competitor="石英软件", need="监管报表一次出齐", source="老客户",
         age_days=140, strategy=("flanking", "石英有老关系，正面拼价格不划算：把报表时限写进标准"),
         rival={"standing": "旧系统由其承建", "partners": "远帆咨询"}),
    Deal("Kestrel WMS", "Kestrel Logistics", "Mateo Quispe", "USD 240k", "6", "this", lead="Yuki Tanaka",
         sponsor="Ines Carvalho", competitor="Orbit Data", need="Ship on the day of the order", source="tender",
         age_days=160),
    Deal("Saffron POS", "Saffron Hotels", "Priya Nair", "USD 60k", "7", "this", lead="Olek Nowak", sponsor="Hala Aziz",
         need="One till for bar and rooms", source="referral", age_days=120),
    Deal("云岭物流 仓储", "云岭物流", "陈志远", "CNY 80万", "8", "this", lead="马晓东", sponsor="何静", language="zh",
         need="当天出库", source="合作伙伴", age_days=150),
    Deal("Maple scheduling", "Maple Street Clinics", "Priya Nair", "USD 72k", "9", "this", lead="Ruth Adeyemi",
         sponsor="Jonas Berg", need="Fewer empty appointments", source="web", age_days=110),
    Deal("Granite OSS", "Granite Telecom", "Amara Okafor", "USD 310k", "9.5", "this", lead="Vikram Rao",
         sponsor="Elif Demir", competitor="Quartz Systems", need="Open a line in a day", source="tender", age_days=200),
    Deal("星河教育 云课堂", "星河教育", "陈志远", "CNY 150万", "10", "this", lead="孙悦", sponsor="吴江", language="zh",
         need="万人同时上课", source="老客户", age_days=170),
    Deal("Willow claims", "Willow Insurance", "Priya Nair", "USD 145k", "10", "last", lead="Marta Silva",
         sponsor="Kofi Mensah", need="Settle a claim in a week", source="referral", age_days=220),
    Deal("Copper Kettle loyalty", "Copper Kettle Cafés", "Mateo Quispe", "USD 55k", "4", "this", lead="Anya Petrova",
         sponsor="Tom Whitby", competitor="Quartz Systems", need="Guests who come back", ending="lost", age_days=100),
    Deal("Driftwood CMS", "Driftwood Media", "Priya Nair", "USD 38k", "2", "this", lead="Sana Malik",
         need="Publish in three languages", ending="cancelled", age_days=60),
    Deal("Lantern traceability", "Lantern Foods", "Amara Okafor", "USD 88k", "2", "overdue", lead="Pavel Horak",
         need="From shelf to field in a minute", source="fair", age_days=130),
    Deal("Sunbird MRO", "Sunbird Airways", "Mateo Quispe", "USD 420k", "5", "next", lead="Grace Mwangi",
         sponsor="Diego Fuentes", is_strategic=True, competitor="Orbit Data", need="Aircraft back in the air sooner",
         source="partner", age_days=150, shortcuts=("assessment-support-promised", "business-issues-recorded")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DealCall:
    """What somebody calls a deal of the territory, and why."""

    deal: str
    who: str
    category: str
    reason: str


@dataclass(frozen=True, slots=True)
class TotalCall:
    """What somebody calls for the quarter of an owner, and why."""

    owner: str
    who: str
    amount: str
    reason: str


DEAL_CALLS = (
    DealCall("Kestrel WMS", "Mateo Quispe", "commit", "Ines Carvalho has given her word for this quarter"),
    DealCall("Kestrel WMS", "Ingrid Solberg", "best", "Purchasing has not seen the contract yet"),
    DealCall("海棠银行 数据平台", "周建国", "pipeline", "监管报表的验收标准还没定，年内签不下来"),
)
TOTAL_CALLS = (
    TotalCall("Mateo Quispe", "Mateo Quispe", "335k", "Kestrel and Tidewater before Christmas"),
    TotalCall("Mateo Quispe", "Ingrid Solberg", "240k", "One of the two will move into January"),
)
