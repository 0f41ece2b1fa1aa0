CREATE TABLE account (
  number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL,
  "by" TEXT NOT NULL,
  at TEXT NOT NULL,
  seen TEXT,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  is_strategic INTEGER NOT NULL,
  is_named INTEGER NOT NULL,
  industry TEXT,
  industry_key TEXT,
  segment TEXT,
  segment_key TEXT,
  company_size TEXT,
  company_size_key TEXT,
  goals TEXT,
  goals_key TEXT,
  organisation TEXT,
  organisation_key TEXT,
  it_base TEXT,
  it_base_key TEXT,
  funds TEXT,
  funds_key TEXT,
  history TEXT,
  history_key TEXT,
  CONSTRAINT is_strategic_flag CHECK (is_strategic IN (0, 1)),
  CONSTRAINT is_named_flag CHECK (is_named IN (0, 1)),
  UNIQUE (id)
)
 STRICT;
CREATE UNIQUE INDEX account_once ON account (name_key);
CREATE TABLE book (
  number INTEGER NOT NULL,
  id TEXT NOT NULL,
  created_at TEXT NOT NULL,
  PRIMARY KEY (number),
  CONSTRAINT one_row CHECK (number = 1)
)
 STRICT;
CREATE TABLE gone (
  number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL,
  "by" TEXT NOT NULL,
  at TEXT NOT NULL,
  seen TEXT,
  of_table TEXT NOT NULL,
  record_id TEXT NOT NULL,
  UNIQUE (id),
  UNIQUE (record_id)
)
 STRICT;
CREATE TABLE member (
  number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL,
  "by" TEXT NOT NULL,
  at TEXT NOT NULL,
  seen TEXT,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  role TEXT NOT NULL,
  reports_to_number INTEGER,
  region TEXT,
  UNIQUE (id),
  UNIQUE (name_key),
  FOREIGN KEY(reports_to_number) REFERENCES member (number)
)
 STRICT;
CREATE INDEX member_of_role ON member (role);
CREATE TABLE snapshot (
  number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL,
  "by" TEXT NOT NULL,
  at TEXT NOT NULL,
  "on" TEXT NOT NULL,
  week TEXT NOT NULL,
  is_weekly INTEGER NOT NULL,
  unit INTEGER,
  method TEXT NOT NULL,
  digest TEXT NOT NULL,
  content TEXT NOT NULL,
  CONSTRAINT on_day CHECK ("on" IS date("on", '+0 days')),
  CONSTRAINT week_day CHECK ("week" IS date("week", '+0 days')),
  CONSTRAINT is_weekly_flag CHECK (is_weekly IN (0, 1)),
  UNIQUE (id)
)
 STRICT;
CREATE INDEX snapshot_of_week ON snapshot (week);
CREATE TABLE unit (
  number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL,
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  command TEXT NOT NULL,
  summary TEXT NOT NULL,
  happened_on TEXT,
  is_import INTEGER NOT NULL,
  is_exchange INTEGER NOT NULL,
  kind TEXT NOT NULL,
  target INTEGER,
  state TEXT NOT NULL,
  CONSTRAINT kind_known CHECK (kind IN ('do', 'undo', 'redo')),
  CONSTRAINT state_known CHECK (state IN ('done', 'undone', 'buried')),
  CONSTRAINT happened_on_day CHECK ("happened_on" IS date("happened_on", '+0 days')),
  CONSTRAINT is_import_flag CHECK (is_import IN (0, 1)),
  CONSTRAINT is_exchange_flag CHECK (is_exchange IN (0, 1)),
  UNIQUE (id),
  FOREIGN KEY(target) REFERENCES unit (number)
)
 STRICT;
CREATE INDEX unit_undone ON unit (number) WHERE state = 'undone';
CREATE TABLE account_alias (
  number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL,
  "by" TEXT NOT NULL,
  at TEXT NOT NULL,
  seen TEXT,
  account_number INTEGER NOT NULL,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  UNIQUE (id),
  FOREIGN KEY(account_number) REFERENCES account (number),
  UNIQUE (name_key)
)
 STRICT;
CREATE INDEX account_alias_of_account ON account_alias (account_number) WHERE account_number IS NOT NULL;
CREATE TABLE journal (
  number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  unit INTEGER NOT NULL,
  opportunity_number INTEGER,
  table_name TEXT NOT NULL,
  row_number INTEGER NOT NULL,
  op TEXT NOT NULL,
  "before" TEXT,
  "after" TEXT,
  CONSTRAINT op_known CHECK (op IN ('insert', 'update', 'delete')),
  FOREIGN KEY(unit) REFERENCES unit (number)
)
 STRICT;
CREATE INDEX journal_of_opportunity ON journal (opportunity_number, unit, number);
CREATE INDEX journal_of_unit ON journal (unit, number);
CREATE TABLE opportunity (
  number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL,
  "by" TEXT NOT NULL,
  at TEXT NOT NULL,
  seen TEXT,
  slug TEXT NOT NULL,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  account_number INTEGER,
  owner_number INTEGER,
  stage TEXT NOT NULL,
  status TEXT NOT NULL,
  amount_minor INTEGER,
  amount_currency TEXT,
  rate TEXT,
  rate_on TEXT,
  base_minor INTEGER,
  base_currency TEXT,
  close_on TEXT,
  kind TEXT NOT NULL,
  source TEXT,
  need TEXT,
  partner TEXT,
  follows_number INTEGER,
  product TEXT,
  next_step TEXT,
  next_step_on TEXT,
  created_on TEXT,
  ended_on TEXT,
  left_stage TEXT,
  reason TEXT,
  lost_to TEXT,
  reason_note TEXT,
  external_id TEXT,
  touched_on TEXT,
  stage_since TEXT,
  version INTEGER NOT NULL,
  CONSTRAINT status_known CHECK (status IN ('open', 'won', 'lost', 'cancelled', 'withdrawn')),
  CONSTRAINT kind_known CHECK (kind IN ('new', 'expansion', 'renewal')),
  CONSTRAINT amount_money CHECK ((amount_minor IS NULL) = (amount_currency IS NULL) AND coalesce(amount_minor, 0) BETWEEN -100000000000000000 AND 100000000000000000),
  CONSTRAINT base_money CHECK ((base_minor IS NULL) = (base_currency IS NULL) AND coalesce(base_minor, 0) BETWEEN -100000000000000000 AND 100000000000000000),
  CONSTRAINT rate_on_day CHECK ("rate_on" IS date("rate_on", '+0 days')),
  CONSTRAINT close_on_day CHECK ("close_on" IS date("close_on", '+0 days')),
  CONSTRAINT next_step_on_day CHECK ("next_step_on" IS date("next_step_on", '+0 days')),
  CONSTRAINT created_on_day CHECK ("created_on" IS date("created_on", '+0 days')),
  CONSTRAINT ended_on_day CHECK ("ended_on" IS date("ended_on", '+0 days')),
  CONSTRAINT touched_on_day CHECK ("touched_on" IS date("touched_on", '+0 days')),
  CONSTRAINT stage_since_day CHECK ("stage_since" IS date("stage_since", '+0 days')),
  UNIQUE (id),
  UNIQUE (slug),
  FOREIGN KEY(account_number) REFERENCES account (number),
  FOREIGN KEY(owner_number) REFERENCES member (number),
  FOREIGN KEY(follows_number) REFERENCES opportunity (number)
)
 STRICT;
CREATE INDEX opportunity_by_end ON opportunity (ended_on, status) WHERE status <> 'open';
CREATE INDEX opportunity_by_name ON opportunity (name_key);
CREATE INDEX opportunity_closed_by_amount ON opportunity (base_minor, number) WHERE status <> 'open';
CREATE INDEX opportunity_closed_by_close ON opportunity (close_on, number) WHERE status <> 'open';
CREATE INDEX opportunity_closed_by_name ON opportunity (name_key, number) WHERE status <> 'open';
CREATE INDEX opportunity_closed_by_number ON opportunity (number) WHERE status <> 'open';
CREATE INDEX opportunity_closed_by_stage ON opportunity (stage, number) WHERE status <> 'open';
CREATE INDEX opportunity_closed_by_touched ON opportunity (touched_on, number) WHERE status <> 'open';
CREATE INDEX opportunity_ended ON opportunity (ended_on, number) WHERE ended_on IS NOT NULL;
CREATE UNIQUE INDEX opportunity_external ON opportunity (external_id) WHERE external_id IS NOT NULL;
CREATE INDEX opportunity_next_steps ON opportunity (next_step_on, number) WHERE status = 'open' AND next_step_on IS NOT NULL;
CREATE INDEX opportunity_of_account ON opportunity (account_number, status, close_on, number);
CREATE INDEX opportunity_of_follows ON opportunity (follows_number) WHERE follows_number IS NOT NULL;
CREATE INDEX opportunity_of_owner ON opportunity (owner_number, status, close_on, number);
CREATE INDEX opportunity_open_by_amount ON opportunity (base_minor, number) WHERE status = 'open';
CREATE INDEX opportunity_open_by_close ON opportunity (close_on, number) WHERE status = 'open';
CREATE INDEX opportunity_open_by_name ON opportunity (name_key, number) WHERE status = 'open';
CREATE INDEX opportunity_open_by_number ON opportunity (number) WHERE status = 'open';
CREATE INDEX opportunity_open_by_stage ON opportunity (stage, number) WHERE status = 'open';
CREATE INDEX opportunity_open_by_touched ON opportunity (touched_on, number) WHERE status = 'open';
CREATE INDEX opportunity_open_days ON opportunity (amount_currency, close_on, amount_minor, status) WHERE status = 'open';
CREATE INDEX opportunity_open_since ON opportunity (stage, stage_since, number) WHERE status = 'open';
CREATE INDEX opportunity_open_sums ON opportunity (stage, base_currency, close_on, base_minor, owner_number, account_number, partner, kind, status) WHERE status = 'open';
CREATE TABLE quota (
  number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL,
  "by" TEXT NOT NULL,
  at TEXT NOT NULL,
  seen TEXT,
  owner_number INTEGER,
  first_on TEXT NOT NULL,
  last_on TEXT NOT NULL,
  amount_minor INTEGER NOT NULL,
  amount_currency TEXT NOT NULL,
  CONSTRAINT first_on_day CHECK ("first_on" IS date("first_on", '+0 days')),
  CONSTRAINT last_on_day CHECK ("last_on" IS date("last_on", '+0 days')),
  UNIQUE (id),
  FOREIGN KEY(owner_number) REFERENCES member (number)
)
 STRICT;
CREATE UNIQUE INDEX quota_once ON quota (coalesce(owner_number, 0), first_on, last_on);
CREATE TABLE sales_plan (
  number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL,
  "by" TEXT NOT NULL,
  at TEXT NOT NULL,
  seen TEXT,
  kind TEXT NOT NULL,
  account_number INTEGER,
  owner_number INTEGER NOT NULL,
  partner TEXT,
  partner_key TEXT,
  CONSTRAINT kind_known CHECK (kind IN ('account', 'territory', 'partner')),
  CONSTRAINT account_of_kind CHECK ((kind = 'account') = (account_number IS NOT NULL)),
  CONSTRAINT partner_of_kind CHECK ((kind = 'partner') = (partner IS NOT NULL)),
  UNIQUE (id),
  FOREIGN KEY(account_number) REFERENCES account (number),
  FOREIGN KEY(owner_number) REFERENCES member (number)
)
 STRICT;
CREATE UNIQUE INDEX sales_plan_account ON sales_plan (account_number) WHERE kind = 'account';
CREATE INDEX sales_plan_of_owner ON sales_plan (owner_number);
CREATE UNIQUE INDEX sales_plan_partner ON sales_plan (partner_key) WHERE kind = 'partner';
CREATE UNIQUE INDEX sales_plan_territory ON sales_plan (owner_number) WHERE kind = 'territory';
CREATE TABLE total_call (
  number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL,
  "by" TEXT NOT NULL,
  at TEXT NOT NULL,
  seen TEXT,
  owner_number INTEGER,
  level TEXT NOT NULL,
  first_on TEXT NOT NULL,
  last_on TEXT NOT NULL,
  amount_minor INTEGER,
  amount_currency TEXT,
  reason TEXT,
  "on" TEXT NOT NULL,
  CONSTRAINT level_known CHECK (level IN ('owner', 'manager')),
  CONSTRAINT amount_money CHECK ((amount_minor IS NULL) = (amount_currency IS NULL) AND coalesce(amount_minor, 0) BETWEEN -100000000000000000 AND 100000000000000000),
  CONSTRAINT first_on_day CHECK ("first_on" IS date("first_on", '+0 days')),
  CONSTRAINT last_on_day CHECK ("last_on" IS date("last_on", '+0 days')),
  CONSTRAINT on_day CHECK ("on" IS date("on", '+0 days')),
  UNIQUE (id),
  FOREIGN KEY(owner_number) REFERENCES member (number)
)
 STRICT;
CREATE INDEX total_call_days ON total_call (first_on, last_on, number);
CREATE INDEX total_call_of_owner ON total_call (owner_number) WHERE owner_number IS NOT NULL;
CREATE TABLE approval (
  number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL,
  "by" TEXT NOT NULL,
  at TEXT NOT NULL,
  seen TEXT,
  opportunity_number INTEGER NOT NULL,
  what TEXT NOT NULL,
  verdict TEXT NOT NULL,
  approver TEXT NOT NULL,
  reported_by TEXT,
  note TEXT,
  "on" TEXT NOT NULL,
  size TEXT NOT NULL,
  plan_version INTEGER,
  needs_renewal INTEGER NOT NULL,
  CONSTRAINT what_known CHECK (what IN ('plan', 'discount')),
  CONSTRAINT verdict_known CHECK (verdict IN ('approved', 'returned')),
  CONSTRAINT needs_renewal_flag CHECK (needs_renewal IN (0, 1)),
  CONSTRAINT on_day CHECK ("on" IS date("on", '+0 days')),
  UNIQUE (id),
  FOREIGN KEY(opportunity_number) REFERENCES opportunity (number)
)
 STRICT;
CREATE INDEX approval_of_opportunity ON approval (opportunity_number, number);
CREATE INDEX approval_of_plan ON approval (opportunity_number, number, verdict, "on") WHERE what = 'plan' AND needs_renewal = 0;
CREATE TABLE condition (
  number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL,
  "by" TEXT NOT NULL,
  at TEXT NOT NULL,
  seen TEXT,
  opportunity_number INTEGER NOT NULL,
  text TEXT NOT NULL,
  text_key TEXT NOT NULL,
  due_on TEXT NOT NULL,
  set_by TEXT NOT NULL,
  done_on TEXT,
  evidence TEXT,
  evidence_key TEXT,
  CONSTRAINT due_on_day CHECK ("due_on" IS date("due_on", '+0 days')),
  CONSTRAINT done_on_day CHECK ("done_on" IS date("done_on", '+0 days')),
  UNIQUE (id),
  FOREIGN KEY(opportunity_number) REFERENCES opportunity (number)
)
 STRICT;
CREATE INDEX condition_due ON condition (due_on) WHERE done_on IS NULL;
CREATE INDEX condition_of_opportunity ON condition (opportunity_number, number);
CREATE TABLE criterion (
  number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL,
  "by" TEXT NOT NULL,
  at TEXT NOT NULL,
  seen TEXT,
  opportunity_number INTEGER NOT NULL,
  text TEXT NOT NULL,
  text_key TEXT NOT NULL,
  kind TEXT,
  is_mandatory INTEGER,
  rank INTEGER,
  milestone TEXT,
  position TEXT,
  CONSTRAINT kind_known CHECK (kind IS NULL OR kind IN ('formal', 'informal')),
  CONSTRAINT is_mandatory_flag CHECK (is_mandatory IN (0, 1)),
  CONSTRAINT rank_from_one CHECK (rank >= 1),
  CONSTRAINT position_known CHECK (position IS NULL OR position IN ('better', 'same', 'worse', 'unknown')),
  UNIQUE (id),
  FOREIGN KEY(opportunity_number) REFERENCES opportunity (number)
)
 STRICT;
CREATE INDEX criterion_of_opportunity ON criterion (opportunity_number, number);
CREATE TABLE debt (
  number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL,
  "by" TEXT NOT NULL,
  at TEXT NOT NULL,
  seen TEXT,
  opportunity_number INTEGER NOT NULL,
  criterion TEXT NOT NULL,
  stage TEXT NOT NULL,
  reason TEXT NOT NULL,
  "on" TEXT NOT NULL,
  settled_on TEXT,
  settled_by TEXT,
  settled_evidence TEXT,
  CONSTRAINT on_day CHECK ("on" IS date("on", '+0 days')),
  CONSTRAINT settled_on_day CHECK ("settled_on" IS date("settled_on", '+0 days')),
  UNIQUE (id),
  FOREIGN KEY(opportunity_number) REFERENCES opportunity (number)
)
 STRICT;
CREATE INDEX debt_of_opportunity ON debt (opportunity_number, number);
CREATE INDEX debt_open ON debt (opportunity_number, "on") WHERE settled_on IS NULL;
CREATE TABLE decision (
  number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL,
  "by" TEXT NOT NULL,
  at TEXT NOT NULL,
  seen TEXT,
  opportunity_number INTEGER NOT NULL,
  step INTEGER NOT NULL,
  verdict TEXT NOT NULL,
  reason TEXT NOT NULL,
  "on" TEXT NOT NULL,
  assessment TEXT NOT NULL,
  needs_renewal INTEGER NOT NULL,
  CONSTRAINT verdict_known CHECK (verdict IN ('go', 'no-go')),
  CONSTRAINT needs_renewal_flag CHECK (needs_renewal IN (0, 1)),
  CONSTRAINT on_day CHECK ("on" IS date("on", '+0 days')),
  UNIQUE (id),
  FOREIGN KEY(opportunity_number) REFERENCES opportunity (number)
)
 STRICT;
CREATE INDEX decision_of_opportunity ON decision (opportunity_number, number);
CREATE TABLE forecast_call (
  number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL,
  "by" TEXT NOT NULL,
  at TEXT NOT NULL,
  seen TEXT,
  opportunity_number INTEGER NOT NULL,
  category TEXT,
  reason TEXT,
  "on" TEXT NOT NULL,
  CONSTRAINT category_known CHECK (category IS NULL OR category IN ('commit', 'best', 'pipeline', 'omitted')),
  CONSTRAINT on_day CHECK ("on" IS date("on", '+0 days')),
  UNIQUE (id),
  FOREIGN KEY(opportunity_number) REFERENCES opportunity (number)
)
 STRICT;
CREATE INDEX forecast_call_of_opportunity ON forecast_call (opportunity_number, number);
CREATE TABLE move (
  number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL,
  "by" TEXT NOT NULL,
  at TEXT NOT NULL,
  seen TEXT,
  opportunity_number INTEGER NOT NULL,
  kind TEXT NOT NULL,
  from_stage TEXT,
  to_stage TEXT NOT NULL,
  status TEXT NOT NULL,
  reason TEXT,
  "on" TEXT NOT NULL,
  report TEXT,
  stayed INTEGER,
  CONSTRAINT kind_known CHECK (kind IN ('create', 'advance', 'override', 'retreat', 'end', 'reopen', 'import')),
  CONSTRAINT status_known CHECK (status IN ('open', 'won', 'lost', 'cancelled', 'withdrawn')),
  CONSTRAINT on_day CHECK ("on" IS date("on", '+0 days')),
  UNIQUE (id),
  FOREIGN KEY(opportunity_number) REFERENCES opportunity (number)
)
 STRICT;
CREATE INDEX move_of_opportunity ON move (opportunity_number, number);
CREATE INDEX move_stayed ON move (from_stage, number, stayed) WHERE stayed IS NOT NULL;
CREATE TABLE own_value (
  number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL,
  "by" TEXT NOT NULL,
  at TEXT NOT NULL,
  seen TEXT,
  opportunity_number INTEGER NOT NULL,
  field TEXT NOT NULL,
  kind TEXT NOT NULL,
  value TEXT NOT NULL,
  CONSTRAINT kind_known CHECK (kind IN ('text', 'number', 'money', 'date', 'choice', 'flag')),
  UNIQUE (id),
  FOREIGN KEY(opportunity_number) REFERENCES opportunity (number)
)
 STRICT;
CREATE INDEX own_value_alike ON own_value (field, value, opportunity_number);
CREATE UNIQUE INDEX own_value_once ON own_value (opportunity_number, field);
CREATE TABLE partner (
  number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL,
  "by" TEXT NOT NULL,
  at TEXT NOT NULL,
  seen TEXT,
  opportunity_number INTEGER NOT NULL,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  role TEXT,
  contact TEXT,
  contact_key TEXT,
  competence TEXT,
  fit TEXT,
  relations TEXT,
  rules TEXT,
  conflicts TEXT,
  is_technically_able INTEGER,
  is_commercially_able INTEGER,
  CONSTRAINT role_known CHECK (role IS NULL OR role IN ('reseller', 'solution', 'services', 'adviser', 'unknown')),
  CONSTRAINT is_technically_able_flag CHECK (is_technically_able IN (0, 1)),
  CONSTRAINT is_commercially_able_flag CHECK (is_commercially_able IN (0, 1)),
  UNIQUE (id),
  FOREIGN KEY(opportunity_number) REFERENCES opportunity (number)
)
 STRICT;
CREATE INDEX partner_of_opportunity ON partner (opportunity_number, number);
CREATE UNIQUE INDEX partner_once ON partner (opportunity_number, name_key);
CREATE TABLE payment (
  number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL,
  "by" TEXT NOT NULL,
  at TEXT NOT NULL,
  seen TEXT,
  opportunity_number INTEGER NOT NULL,
  text TEXT NOT NULL,
  text_key TEXT NOT NULL,
  due_on TEXT NOT NULL,
  amount_minor INTEGER,
  amount_currency TEXT,
  received_on TEXT,
  received_minor INTEGER,
  received_currency TEXT,
  CONSTRAINT due_on_day CHECK ("due_on" IS date("due_on", '+0 days')),
  CONSTRAINT amount_money CHECK ((amount_minor IS NULL) = (amount_currency IS NULL) AND coalesce(amount_minor, 0) BETWEEN -100000000000000000 AND 100000000000000000),
  CONSTRAINT received_on_day CHECK ("received_on" IS date("received_on", '+0 days')),
  CONSTRAINT received_money CHECK ((received_minor IS NULL) = (received_currency IS NULL) AND coalesce(received_minor, 0) BETWEEN -100000000000000000 AND 100000000000000000),
  UNIQUE (id),
  FOREIGN KEY(opportunity_number) REFERENCES opportunity (number)
)
 STRICT;
CREATE INDEX payment_due ON payment (due_on) WHERE (received_minor IS NULL OR received_minor < amount_minor);
CREATE INDEX payment_of_opportunity ON payment (opportunity_number, number);
CREATE TABLE person (
  number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL,
  "by" TEXT NOT NULL,
  at TEXT NOT NULL,
  seen TEXT,
  opportunity_number INTEGER NOT NULL,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  title TEXT,
  title_key TEXT,
  reports_to_number INTEGER,
  buying_role TEXT,
  influence TEXT,
  stance TEXT,
  coverage TEXT,
  is_executive_sponsor INTEGER,
  is_inside_supporter INTEGER,
  adaptability TEXT,
  orientation TEXT,
  business_agenda TEXT,
  personal_agenda TEXT,
  relationship TEXT,
  relationship_wanted TEXT,
  relationship_strategy TEXT,
  telephone TEXT,
  mail TEXT,
  CONSTRAINT buying_role_known CHECK (buying_role IS NULL OR buying_role IN ('approver', 'decision-maker', 'evaluator', 'user', 'unknown')),
  CONSTRAINT influence_known CHECK (influence IS NULL OR influence IN ('inner-circle', 'political-structure', 'outside', 'unknown')),
  CONSTRAINT stance_known CHECK (stance IS NULL OR stance IN ('mentor', 'supporter', 'neutral', 'non-supporter', 'enemy', 'unknown')),
  CONSTRAINT coverage_known CHECK (coverage IS NULL OR coverage IN ('in-depth', 'multiple-contacts', 'brief-contact', 'no-contact', 'unknown')),
  CONSTRAINT is_executive_sponsor_flag CHECK (is_executive_sponsor IN (0, 1)),
  CONSTRAINT is_inside_supporter_flag CHECK (is_inside_supporter IN (0, 1)),
  CONSTRAINT adaptability_known CHECK (adaptability IS NULL OR adaptability IN ('innovator', 'visionary', 'pragmatist', 'conservative', 'laggard', 'unknown')),
  CONSTRAINT orientation_known CHECK (orientation IS NULL OR orientation IN ('financial', 'technical', 'relationship', 'business', 'unknown')),
  CONSTRAINT relationship_known CHECK (relationship IS NULL OR relationship IN ('vendor', 'credible-source', 'problem-solver', 'trusted-advisor', 'unknown')),
  CONSTRAINT relationship_wanted_known CHECK (relationship_wanted IS NULL OR relationship_wanted IN ('vendor', 'credible-source', 'problem-solver', 'trusted-advisor', 'unknown')),
  UNIQUE (id),
  FOREIGN KEY(opportunity_number) REFERENCES opportunity (number),
  FOREIGN KEY(reports_to_number) REFERENCES person (number)
)
 STRICT;
CREATE INDEX person_of_opportunity ON person (opportunity_number, number);
CREATE INDEX person_of_reports_to ON person (reports_to_number) WHERE reports_to_number IS NOT NULL;
CREATE UNIQUE INDEX person_once ON person (opportunity_number, name_key);
CREATE TABLE plan_version (
  number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL,
  "by" TEXT NOT NULL,
  at TEXT NOT NULL,
  seen TEXT,
  opportunity_number INTEGER NOT NULL,
  version INTEGER NOT NULL,
  kind TEXT NOT NULL,
  size TEXT NOT NULL,
  digest TEXT NOT NULL,
  content TEXT NOT NULL,
  "on" TEXT NOT NULL,
  CONSTRAINT on_day CHECK ("on" IS date("on", '+0 days')),
  UNIQUE (id),
  FOREIGN KEY(opportunity_number) REFERENCES opportunity (number)
)
 STRICT;
CREATE UNIQUE INDEX plan_version_once ON plan_version (opportunity_number, version);
CREATE TABLE quotation (
  number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL,
  "by" TEXT NOT NULL,
  at TEXT NOT NULL,
  seen TEXT,
  opportunity_number INTEGER NOT NULL,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  quoted_on TEXT NOT NULL,
  amount_minor INTEGER,
  amount_currency TEXT,
  valid_until TEXT,
  link TEXT,
  link_key TEXT,
  CONSTRAINT quoted_on_day CHECK ("quoted_on" IS date("quoted_on", '+0 days')),
  CONSTRAINT amount_money CHECK ((amount_minor IS NULL) = (amount_currency IS NULL) AND coalesce(amount_minor, 0) BETWEEN -100000000000000000 AND 100000000000000000),
  CONSTRAINT valid_until_day CHECK ("valid_until" IS date("valid_until", '+0 days')),
  UNIQUE (id),
  FOREIGN KEY(opportunity_number) REFERENCES opportunity (number)
)
 STRICT;
CREATE INDEX quotation_of_opportunity ON quotation (opportunity_number, number);
CREATE UNIQUE INDEX quotation_once ON quotation (opportunity_number, name_key);
CREATE TABLE risk (
  number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL,
  "by" TEXT NOT NULL,
  at TEXT NOT NULL,
  seen TEXT,
  opportunity_number INTEGER NOT NULL,
  text TEXT NOT NULL,
  text_key TEXT NOT NULL,
  prompt TEXT,
  impact TEXT,
  likelihood TEXT,
  counter TEXT,
  owner TEXT,
  is_closed INTEGER NOT NULL,
  CONSTRAINT impact_known CHECK (impact IS NULL OR impact IN ('high', 'medium', 'low', 'unknown')),
  CONSTRAINT likelihood_known CHECK (likelihood IS NULL OR likelihood IN ('high', 'medium', 'low', 'unknown')),
  CONSTRAINT is_closed_flag CHECK (is_closed IN (0, 1)),
  UNIQUE (id),
  FOREIGN KEY(opportunity_number) REFERENCES opportunity (number)
)
 STRICT;
CREATE INDEX risk_of_opportunity ON risk (opportunity_number, number);
CREATE TABLE sales_order (
  number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL,
  "by" TEXT NOT NULL,
  at TEXT NOT NULL,
  seen TEXT,
  opportunity_number INTEGER NOT NULL,
  order_number TEXT,
  order_link TEXT,
  "on" TEXT,
  amount_minor INTEGER,
  amount_currency TEXT,
  base_minor INTEGER,
  base_currency TEXT,
  contract_on TEXT,
  contract_link TEXT,
  processed_on TEXT,
  shipped_on TEXT,
  paid TEXT,
  booked_on TEXT,
  booked_amount_minor INTEGER,
  booked_amount_currency TEXT,
  booked_base_minor INTEGER,
  booked_base_currency TEXT,
  cancelled_on TEXT,
  cancelled_reason TEXT,
  CONSTRAINT amount_money CHECK ((amount_minor IS NULL) = (amount_currency IS NULL) AND coalesce(amount_minor, 0) BETWEEN -100000000000000000 AND 100000000000000000),
  CONSTRAINT base_money CHECK ((base_minor IS NULL) = (base_currency IS NULL) AND coalesce(base_minor, 0) BETWEEN -100000000000000000 AND 100000000000000000),
  CONSTRAINT booked_amount_money CHECK ((booked_amount_minor IS NULL) = (booked_amount_currency IS NULL) AND coalesce(booked_amount_minor, 0) BETWEEN -100000000000000000 AND 100000000000000000),
  CONSTRAINT booked_base_money CHECK ((booked_base_minor IS NULL) = (booked_base_currency IS NULL) AND coalesce(booked_base_minor, 0) BETWEEN -100000000000000000 AND 100000000000000000),
  CONSTRAINT on_day CHECK ("on" IS date("on", '+0 days')),
  CONSTRAINT contract_on_day CHECK ("contract_on" IS date("contract_on", '+0 days')),
  CONSTRAINT processed_on_day CHECK ("processed_on" IS date("processed_on", '+0 days')),
  CONSTRAINT shipped_on_day CHECK ("shipped_on" IS date("shipped_on", '+0 days')),
  CONSTRAINT booked_on_day CHECK ("booked_on" IS date("booked_on", '+0 days')),
  CONSTRAINT cancelled_on_day CHECK ("cancelled_on" IS date("cancelled_on", '+0 days')),
  CONSTRAINT paid_known CHECK (paid IS NULL OR paid IN ('no', 'part', 'full')),
  UNIQUE (id),
  FOREIGN KEY(opportunity_number) REFERENCES opportunity (number)
)
 STRICT;
CREATE INDEX sales_order_booked ON sales_order (booked_base_currency, "on", opportunity_number, booked_base_minor, cancelled_on) WHERE cancelled_on IS NULL;
CREATE INDEX sales_order_by_booking ON sales_order (booked_on, opportunity_number) WHERE cancelled_on IS NULL;
CREATE INDEX sales_order_by_day ON sales_order ("on", opportunity_number) WHERE cancelled_on IS NULL;
CREATE INDEX sales_order_cancelled ON sales_order (opportunity_number) WHERE cancelled_on IS NOT NULL;
CREATE UNIQUE INDEX sales_order_live ON sales_order (opportunity_number) WHERE cancelled_on IS NULL;
CREATE INDEX sales_order_of_opportunity ON sales_order (opportunity_number, number);
CREATE INDEX sales_order_ordered ON sales_order (base_currency, "on", opportunity_number, base_minor, cancelled_on) WHERE cancelled_on IS NULL;
CREATE TABLE sales_plan_part (
  number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL,
  "by" TEXT NOT NULL,
  at TEXT NOT NULL,
  seen TEXT,
  plan_number INTEGER NOT NULL,
  plan_part TEXT NOT NULL,
  text TEXT NOT NULL,
  text_key TEXT NOT NULL,
  UNIQUE (id),
  FOREIGN KEY(plan_number) REFERENCES sales_plan (number)
)
 STRICT;
CREATE UNIQUE INDEX sales_plan_part_once ON sales_plan_part (plan_number, plan_part);
CREATE TABLE sales_plan_version (
  number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL,
  "by" TEXT NOT NULL,
  at TEXT NOT NULL,
  seen TEXT,
  plan_number INTEGER NOT NULL,
  version INTEGER NOT NULL,
  digest TEXT NOT NULL,
  content TEXT NOT NULL,
  "on" TEXT NOT NULL,
  verdict TEXT,
  approver TEXT,
  reported_by TEXT,
  note TEXT,
  judged_on TEXT,
  CONSTRAINT verdict_known CHECK (verdict IS NULL OR verdict IN ('approved', 'returned')),
  CONSTRAINT on_day CHECK ("on" IS date("on", '+0 days')),
  CONSTRAINT judged_on_day CHECK ("judged_on" IS date("judged_on", '+0 days')),
  CONSTRAINT verdict_of_somebody CHECK ((verdict IS NULL) = (approver IS NULL)),
  CONSTRAINT verdict_of_a_day CHECK ((verdict IS NULL) = (judged_on IS NULL)),
  UNIQUE (id),
  FOREIGN KEY(plan_number) REFERENCES sales_plan (number)
)
 STRICT;
CREATE UNIQUE INDEX sales_plan_version_once ON sales_plan_version (plan_number, version);
CREATE TABLE snooze (
  number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL,
  "by" TEXT NOT NULL,
  at TEXT NOT NULL,
  seen TEXT,
  opportunity_number INTEGER NOT NULL,
  line TEXT NOT NULL,
  record_number INTEGER NOT NULL,
  record_id TEXT NOT NULL,
  due_on TEXT,
  until TEXT NOT NULL,
  CONSTRAINT due_on_day CHECK ("due_on" IS date("due_on", '+0 days')),
  CONSTRAINT until_day CHECK ("until" IS date("until", '+0 days')),
  UNIQUE (id),
  FOREIGN KEY(opportunity_number) REFERENCES opportunity (number)
)
 STRICT;
CREATE UNIQUE INDEX snooze_of_line ON snooze (record_id, line);
CREATE INDEX snooze_of_opportunity ON snooze (opportunity_number, number);
CREATE INDEX snooze_until ON snooze (until);
CREATE TABLE strategy_choice (
  number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL,
  "by" TEXT NOT NULL,
  at TEXT NOT NULL,
  seen TEXT,
  opportunity_number INTEGER NOT NULL,
  kind TEXT NOT NULL,
  recommended TEXT,
  reason TEXT NOT NULL,
  "on" TEXT NOT NULL,
  CONSTRAINT kind_known CHECK (kind IN ('frontal', 'flanking', 'fragment', 'defend', 'develop', 'disengage')),
  CONSTRAINT recommended_known CHECK (recommended IS NULL OR recommended IN ('frontal', 'flanking', 'fragment', 'defend', 'develop', 'disengage')),
  CONSTRAINT on_day CHECK ("on" IS date("on", '+0 days')),
  UNIQUE (id),
  FOREIGN KEY(opportunity_number) REFERENCES opportunity (number)
)
 STRICT;
CREATE INDEX strategy_choice_of_opportunity ON strategy_choice (opportunity_number, number);
CREATE TABLE teammate (
  number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL,
  "by" TEXT NOT NULL,
  at TEXT NOT NULL,
  seen TEXT,
  opportunity_number INTEGER NOT NULL,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  part TEXT NOT NULL,
  does TEXT,
  does_key TEXT,
  asked_on TEXT,
  needed_on TEXT,
  agreed_on TEXT,
  CONSTRAINT part_known CHECK (part IN ('rep', 'inside-sales', 'pre-sales', 'channel', 'services', 'experts', 'manager', 'marketing', 'other')),
  CONSTRAINT asked_on_day CHECK ("asked_on" IS date("asked_on", '+0 days')),
  CONSTRAINT needed_on_day CHECK ("needed_on" IS date("needed_on", '+0 days')),
  CONSTRAINT agreed_on_day CHECK ("agreed_on" IS date("agreed_on", '+0 days')),
  UNIQUE (id),
  FOREIGN KEY(opportunity_number) REFERENCES opportunity (number)
)
 STRICT;
CREATE INDEX teammate_of_opportunity ON teammate (opportunity_number, number);
CREATE UNIQUE INDEX teammate_once ON teammate (opportunity_number, name_key);
CREATE TABLE terms (
  number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL,
  "by" TEXT NOT NULL,
  at TEXT NOT NULL,
  seen TEXT,
  opportunity_number INTEGER NOT NULL,
  reseller TEXT NOT NULL,
  reseller_key TEXT NOT NULL,
  configuration TEXT,
  discount TEXT,
  margin TEXT,
  "order" TEXT,
  payment TEXT,
  UNIQUE (id),
  FOREIGN KEY(opportunity_number) REFERENCES opportunity (number)
)
 STRICT;
CREATE INDEX terms_of_opportunity ON terms (opportunity_number, number);
CREATE UNIQUE INDEX terms_once ON terms (opportunity_number);
CREATE TABLE call (
  number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL,
  "by" TEXT NOT NULL,
  at TEXT NOT NULL,
  seen TEXT,
  opportunity_number INTEGER NOT NULL,
  who_number INTEGER NOT NULL,
  planned_on TEXT,
  aim TEXT,
  aim_key TEXT,
  commitment TEXT,
  commitment_key TEXT,
  fallback TEXT,
  held_on TEXT,
  result TEXT,
  result_key TEXT,
  revisit_on TEXT,
  CONSTRAINT planned_on_day CHECK ("planned_on" IS date("planned_on", '+0 days')),
  CONSTRAINT held_on_day CHECK ("held_on" IS date("held_on", '+0 days')),
  CONSTRAINT revisit_on_day CHECK ("revisit_on" IS date("revisit_on", '+0 days')),
  UNIQUE (id),
  FOREIGN KEY(opportunity_number) REFERENCES opportunity (number),
  FOREIGN KEY(who_number) REFERENCES person (number)
)
 STRICT;
CREATE INDEX call_of_opportunity ON call (opportunity_number, number);
CREATE INDEX call_of_who ON call (who_number) WHERE who_number IS NOT NULL;
CREATE INDEX call_planned ON call (planned_on) WHERE held_on IS NULL;
CREATE INDEX call_revisit ON call (revisit_on) WHERE revisit_on IS NOT NULL;
CREATE TABLE competitor (
  number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL,
  "by" TEXT NOT NULL,
  at TEXT NOT NULL,
  seen TEXT,
  opportunity_number INTEGER NOT NULL,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  standing TEXT,
  standing_with_number INTEGER,
  partners TEXT,
  UNIQUE (id),
  FOREIGN KEY(opportunity_number) REFERENCES opportunity (number),
  FOREIGN KEY(standing_with_number) REFERENCES person (number)
)
 STRICT;
CREATE INDEX competitor_of_opportunity ON competitor (opportunity_number, number);
CREATE INDEX competitor_of_standing_with ON competitor (standing_with_number) WHERE standing_with_number IS NOT NULL;
CREATE UNIQUE INDEX competitor_once ON competitor (opportunity_number, name_key);
CREATE TABLE confirmation (
  number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL,
  "by" TEXT NOT NULL,
  at TEXT NOT NULL,
  seen TEXT,
  opportunity_number INTEGER NOT NULL,
  criterion TEXT NOT NULL,
  person_number INTEGER NOT NULL,
  evidence TEXT NOT NULL,
  "on" TEXT NOT NULL,
  needs_renewal INTEGER NOT NULL,
  CONSTRAINT needs_renewal_flag CHECK (needs_renewal IN (0, 1)),
  CONSTRAINT on_day CHECK ("on" IS date("on", '+0 days')),
  UNIQUE (id),
  FOREIGN KEY(opportunity_number) REFERENCES opportunity (number),
  FOREIGN KEY(person_number) REFERENCES person (number)
)
 STRICT;
CREATE INDEX confirmation_days ON confirmation (opportunity_number, "on");
CREATE INDEX confirmation_of_opportunity ON confirmation (opportunity_number, number);
CREATE INDEX confirmation_of_person ON confirmation (person_number) WHERE person_number IS NOT NULL;
CREATE TABLE event (
  number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL,
  "by" TEXT NOT NULL,
  at TEXT NOT NULL,
  seen TEXT,
  opportunity_number INTEGER NOT NULL,
  reason TEXT NOT NULL,
  reason_key TEXT NOT NULL,
  deadline TEXT,
  consequence TEXT,
  consequence_key TEXT,
  payback TEXT,
  effect TEXT,
  confirmed_by_number INTEGER,
  confirmed_on TEXT,
  CONSTRAINT deadline_day CHECK ("deadline" IS date("deadline", '+0 days')),
  CONSTRAINT confirmed_on_day CHECK ("confirmed_on" IS date("confirmed_on", '+0 days')),
  UNIQUE (id),
  FOREIGN KEY(opportunity_number) REFERENCES opportunity (number),
  FOREIGN KEY(confirmed_by_number) REFERENCES person (number)
)
 STRICT;
CREATE INDEX event_of_confirmed_by ON event (confirmed_by_number) WHERE confirmed_by_number IS NOT NULL;
CREATE INDEX event_of_opportunity ON event (opportunity_number, number);
CREATE TABLE followup (
  number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL,
  "by" TEXT NOT NULL,
  at TEXT NOT NULL,
  seen TEXT,
  opportunity_number INTEGER NOT NULL,
  text TEXT NOT NULL,
  text_key TEXT NOT NULL,
  kind TEXT NOT NULL,
  offer TEXT,
  offer_key TEXT,
  unit TEXT,
  unit_key TEXT,
  who_number INTEGER,
  potential_minor INTEGER,
  potential_currency TEXT,
  due_on TEXT,
  renews_on TEXT,
  done_on TEXT,
  result TEXT,
  result_key TEXT,
  CONSTRAINT kind_known CHECK (kind IN ('idea', 'white-space', 'renewal', 'visit', 'reference')),
  CONSTRAINT potential_money CHECK ((potential_minor IS NULL) = (potential_currency IS NULL) AND coalesce(potential_minor, 0) BETWEEN -100000000000000000 AND 100000000000000000),
  CONSTRAINT due_on_day CHECK ("due_on" IS date("due_on", '+0 days')),
  CONSTRAINT renews_on_day CHECK ("renews_on" IS date("renews_on", '+0 days')),
  CONSTRAINT done_on_day CHECK ("done_on" IS date("done_on", '+0 days')),
  UNIQUE (id),
  FOREIGN KEY(opportunity_number) REFERENCES opportunity (number),
  FOREIGN KEY(who_number) REFERENCES person (number)
)
 STRICT;
CREATE INDEX followup_due ON followup (due_on) WHERE done_on IS NULL;
CREATE INDEX followup_of_opportunity ON followup (opportunity_number, number);
CREATE INDEX followup_of_who ON followup (who_number) WHERE who_number IS NOT NULL;
CREATE INDEX followup_renews ON followup (renews_on) WHERE done_on IS NULL;
CREATE TABLE issue (
  number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL,
  "by" TEXT NOT NULL,
  at TEXT NOT NULL,
  seen TEXT,
  opportunity_number INTEGER NOT NULL,
  text TEXT NOT NULL,
  text_key TEXT NOT NULL,
  kind TEXT NOT NULL,
  whose_number INTEGER,
  answer TEXT,
  answer_key TEXT,
  state TEXT,
  CONSTRAINT kind_known CHECK (kind IN ('business', 'technical')),
  CONSTRAINT state_known CHECK (state IS NULL OR state IN ('open', 'answered', 'accepted')),
  UNIQUE (id),
  FOREIGN KEY(opportunity_number) REFERENCES opportunity (number),
  FOREIGN KEY(whose_number) REFERENCES person (number)
)
 STRICT;
CREATE INDEX issue_of_opportunity ON issue (opportunity_number, number);
CREATE INDEX issue_of_whose ON issue (whose_number) WHERE whose_number IS NOT NULL;
CREATE TABLE milestone (
  number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL,
  "by" TEXT NOT NULL,
  at TEXT NOT NULL,
  seen TEXT,
  opportunity_number INTEGER NOT NULL,
  text TEXT NOT NULL,
  text_key TEXT NOT NULL,
  due_on TEXT,
  owner_number INTEGER,
  kind TEXT NOT NULL,
  yardstick TEXT,
  yardstick_key TEXT,
  yardstick_by_number INTEGER,
  done_on TEXT,
  result TEXT,
  result_key TEXT,
  CONSTRAINT due_on_day CHECK ("due_on" IS date("due_on", '+0 days')),
  CONSTRAINT kind_known CHECK (kind IN ('buying-step', 'proof-of-concept')),
  CONSTRAINT done_on_day CHECK ("done_on" IS date("done_on", '+0 days')),
  UNIQUE (id),
  FOREIGN KEY(opportunity_number) REFERENCES opportunity (number),
  FOREIGN KEY(owner_number) REFERENCES person (number),
  FOREIGN KEY(yardstick_by_number) REFERENCES person (number)
)
 STRICT;
CREATE INDEX milestone_due ON milestone (due_on) WHERE done_on IS NULL;
CREATE INDEX milestone_of_opportunity ON milestone (opportunity_number, number);
CREATE INDEX milestone_of_owner ON milestone (owner_number) WHERE owner_number IS NOT NULL;
CREATE INDEX milestone_of_yardstick_by ON milestone (yardstick_by_number) WHERE yardstick_by_number IS NOT NULL;
CREATE TABLE note (
  number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL,
  "by" TEXT NOT NULL,
  at TEXT NOT NULL,
  seen TEXT,
  opportunity_number INTEGER NOT NULL,
  kind TEXT NOT NULL,
  text TEXT NOT NULL,
  text_key TEXT NOT NULL,
  person_number INTEGER,
  "on" TEXT NOT NULL,
  CONSTRAINT kind_known CHECK (kind IN ('note', 'call', 'meeting', 'mail')),
  CONSTRAINT on_day CHECK ("on" IS date("on", '+0 days')),
  UNIQUE (id),
  FOREIGN KEY(opportunity_number) REFERENCES opportunity (number),
  FOREIGN KEY(person_number) REFERENCES person (number)
)
 STRICT;
CREATE INDEX note_contacts ON note (opportunity_number, "on") WHERE kind <> 'note';
CREATE INDEX note_of_opportunity ON note (opportunity_number, number);
CREATE INDEX note_of_person ON note (person_number) WHERE person_number IS NOT NULL;
CREATE TABLE stake (
  number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL,
  "by" TEXT NOT NULL,
  at TEXT NOT NULL,
  seen TEXT,
  opportunity_number INTEGER NOT NULL,
  criterion_number INTEGER NOT NULL,
  person_number INTEGER NOT NULL,
  UNIQUE (id),
  FOREIGN KEY(opportunity_number) REFERENCES opportunity (number),
  FOREIGN KEY(criterion_number) REFERENCES criterion (number),
  FOREIGN KEY(person_number) REFERENCES person (number)
)
 STRICT;
CREATE INDEX stake_of_criterion ON stake (criterion_number);
CREATE INDEX stake_of_opportunity ON stake (opportunity_number, number);
CREATE INDEX stake_of_person ON stake (person_number) WHERE person_number IS NOT NULL;
CREATE TABLE tie (
  number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL,
  "by" TEXT NOT NULL,
  at TEXT NOT NULL,
  seen TEXT,
  opportunity_number INTEGER NOT NULL,
  kind TEXT NOT NULL,
  from_person_number INTEGER NOT NULL,
  to_person_number INTEGER NOT NULL,
  note TEXT,
  CONSTRAINT kind_known CHECK (kind IN ('influence', 'conflict')),
  UNIQUE (id),
  FOREIGN KEY(opportunity_number) REFERENCES opportunity (number),
  FOREIGN KEY(from_person_number) REFERENCES person (number),
  FOREIGN KEY(to_person_number) REFERENCES person (number)
)
 STRICT;
CREATE INDEX tie_of_from_person ON tie (from_person_number) WHERE from_person_number IS NOT NULL;
CREATE INDEX tie_of_opportunity ON tie (opportunity_number, number);
CREATE INDEX tie_of_to_person ON tie (to_person_number) WHERE to_person_number IS NOT NULL;
CREATE TABLE value (
  number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL,
  "by" TEXT NOT NULL,
  at TEXT NOT NULL,
  seen TEXT,
  opportunity_number INTEGER NOT NULL,
  result TEXT NOT NULL,
  result_key TEXT NOT NULL,
  measure TEXT,
  figure TEXT,
  unique_because TEXT,
  unique_because_key TEXT,
  confirmed_by_number INTEGER,
  confirmed_on TEXT,
  investment_minor INTEGER,
  investment_currency TEXT,
  yearly_benefit_minor INTEGER,
  yearly_benefit_currency TEXT,
  CONSTRAINT confirmed_on_day CHECK ("confirmed_on" IS date("confirmed_on", '+0 days')),
  CONSTRAINT investment_money CHECK ((investment_minor IS NULL) = (investment_currency IS NULL) AND coalesce(investment_minor, 0) BETWEEN -100000000000000000 AND 100000000000000000),
  CONSTRAINT yearly_benefit_money CHECK ((yearly_benefit_minor IS NULL) = (yearly_benefit_currency IS NULL) AND coalesce(yearly_benefit_minor, 0) BETWEEN -100000000000000000 AND 100000000000000000),
  UNIQUE (id),
  FOREIGN KEY(opportunity_number) REFERENCES opportunity (number),
  FOREIGN KEY(confirmed_by_number) REFERENCES person (number)
)
 STRICT;
CREATE INDEX value_of_confirmed_by ON value (confirmed_by_number) WHERE confirmed_by_number IS NOT NULL;
CREATE INDEX value_of_opportunity ON value (opportunity_number, number);
CREATE TABLE action (
  number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL,
  "by" TEXT NOT NULL,
  at TEXT NOT NULL,
  seen TEXT,
  opportunity_number INTEGER NOT NULL,
  text TEXT NOT NULL,
  text_key TEXT NOT NULL,
  due_on TEXT NOT NULL,
  kind TEXT NOT NULL,
  owner TEXT NOT NULL,
  milestone_number INTEGER,
  question TEXT,
  done_on TEXT,
  result TEXT,
  result_key TEXT,
  CONSTRAINT due_on_day CHECK ("due_on" IS date("due_on", '+0 days')),
  CONSTRAINT kind_known CHECK (kind IN ('prove', 'retrieve', 'insulate', 'minimise', 'emphasise')),
  CONSTRAINT done_on_day CHECK ("done_on" IS date("done_on", '+0 days')),
  UNIQUE (id),
  FOREIGN KEY(opportunity_number) REFERENCES opportunity (number),
  FOREIGN KEY(milestone_number) REFERENCES milestone (number)
)
 STRICT;
CREATE INDEX action_due ON action (due_on) WHERE done_on IS NULL;
CREATE INDEX action_of_milestone ON action (milestone_number) WHERE milestone_number IS NOT NULL;
CREATE INDEX action_of_opportunity ON action (opportunity_number, number);
CREATE TABLE answer (
  number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL,
  "by" TEXT NOT NULL,
  at TEXT NOT NULL,
  seen TEXT,
  opportunity_number INTEGER NOT NULL,
  question TEXT NOT NULL,
  question_version INTEGER NOT NULL,
  sign TEXT NOT NULL,
  text TEXT,
  evidence TEXT,
  person_number INTEGER,
  competitor_number INTEGER,
  "on" TEXT NOT NULL,
  CONSTRAINT sign_known CHECK (sign IN ('+', '-', '?')),
  CONSTRAINT on_day CHECK ("on" IS date("on", '+0 days')),
  UNIQUE (id),
  FOREIGN KEY(opportunity_number) REFERENCES opportunity (number),
  FOREIGN KEY(person_number) REFERENCES person (number),
  FOREIGN KEY(competitor_number) REFERENCES competitor (number)
)
 STRICT;
CREATE INDEX answer_of_competitor ON answer (competitor_number) WHERE competitor_number IS NOT NULL;
CREATE INDEX answer_of_opportunity ON answer (opportunity_number, number);
CREATE INDEX answer_of_person ON answer (person_number) WHERE person_number IS NOT NULL;
CREATE TABLE position (
  number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL,
  "by" TEXT NOT NULL,
  at TEXT NOT NULL,
  seen TEXT,
  opportunity_number INTEGER NOT NULL,
  criterion_number INTEGER NOT NULL,
  competitor_number INTEGER NOT NULL,
  seen_as TEXT NOT NULL,
  CONSTRAINT seen_as_known CHECK (seen_as IN ('better', 'same', 'worse', 'unknown')),
  UNIQUE (id),
  FOREIGN KEY(opportunity_number) REFERENCES opportunity (number),
  FOREIGN KEY(criterion_number) REFERENCES criterion (number),
  FOREIGN KEY(competitor_number) REFERENCES competitor (number)
)
 STRICT;
CREATE INDEX position_of_competitor ON position (competitor_number);
CREATE INDEX position_of_opportunity ON position (opportunity_number, number);
CREATE UNIQUE INDEX position_once ON position (criterion_number, competitor_number);
CREATE TRIGGER account_insert AFTER INSERT ON account
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NULL, 'account', NEW.number, 'insert', NULL, json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'name', NEW."name", 'name_key', NEW."name_key", 'is_strategic', NEW."is_strategic", 'is_named', NEW."is_named", 'industry', NEW."industry", 'industry_key', NEW."industry_key", 'segment', NEW."segment", 'segment_key', NEW."segment_key", 'company_size', NEW."company_size", 'company_size_key', NEW."company_size_key", 'goals', NEW."goals", 'goals_key', NEW."goals_key", 'organisation', NEW."organisation", 'organisation_key', NEW."organisation_key", 'it_base', NEW."it_base", 'it_base_key', NEW."it_base_key", 'funds', NEW."funds", 'funds_key', NEW."funds_key", 'history', NEW."history", 'history_key', NEW."history_key"));
END;
CREATE TRIGGER account_update AFTER UPDATE ON account
WHEN OLD."number" IS NOT NEW."number" OR OLD."id" IS NOT NEW."id" OR OLD."by" IS NOT NEW."by" OR OLD."at" IS NOT NEW."at" OR OLD."seen" IS NOT NEW."seen" OR OLD."name" IS NOT NEW."name" OR OLD."name_key" IS NOT NEW."name_key" OR OLD."is_strategic" IS NOT NEW."is_strategic" OR OLD."is_named" IS NOT NEW."is_named" OR OLD."industry" IS NOT NEW."industry" OR OLD."industry_key" IS NOT NEW."industry_key" OR OLD."segment" IS NOT NEW."segment" OR OLD."segment_key" IS NOT NEW."segment_key" OR OLD."company_size" IS NOT NEW."company_size" OR OLD."company_size_key" IS NOT NEW."company_size_key" OR OLD."goals" IS NOT NEW."goals" OR OLD."goals_key" IS NOT NEW."goals_key" OR OLD."organisation" IS NOT NEW."organisation" OR OLD."organisation_key" IS NOT NEW."organisation_key" OR OLD."it_base" IS NOT NEW."it_base" OR OLD."it_base_key" IS NOT NEW."it_base_key" OR OLD."funds" IS NOT NEW."funds" OR OLD."funds_key" IS NOT NEW."funds_key" OR OLD."history" IS NOT NEW."history" OR OLD."history_key" IS NOT NEW."history_key"
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NULL, 'account', NEW.number, 'update', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'name', OLD."name", 'name_key', OLD."name_key", 'is_strategic', OLD."is_strategic", 'is_named', OLD."is_named", 'industry', OLD."industry", 'industry_key', OLD."industry_key", 'segment', OLD."segment", 'segment_key', OLD."segment_key", 'company_size', OLD."company_size", 'company_size_key', OLD."company_size_key", 'goals', OLD."goals", 'goals_key', OLD."goals_key", 'organisation', OLD."organisation", 'organisation_key', OLD."organisation_key", 'it_base', OLD."it_base", 'it_base_key', OLD."it_base_key", 'funds', OLD."funds", 'funds_key', OLD."funds_key", 'history', OLD."history", 'history_key', OLD."history_key"), json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'name', NEW."name", 'name_key', NEW."name_key", 'is_strategic', NEW."is_strategic", 'is_named', NEW."is_named", 'industry', NEW."industry", 'industry_key', NEW."industry_key", 'segment', NEW."segment", 'segment_key', NEW."segment_key", 'company_size', NEW."company_size", 'company_size_key', NEW."company_size_key", 'goals', NEW."goals", 'goals_key', NEW."goals_key", 'organisation', NEW."organisation", 'organisation_key', NEW."organisation_key", 'it_base', NEW."it_base", 'it_base_key', NEW."it_base_key", 'funds', NEW."funds", 'funds_key', NEW."funds_key", 'history', NEW."history", 'history_key', NEW."history_key"));
END;
CREATE TRIGGER account_delete AFTER DELETE ON account
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NULL, 'account', OLD.number, 'delete', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'name', OLD."name", 'name_key', OLD."name_key", 'is_strategic', OLD."is_strategic", 'is_named', OLD."is_named", 'industry', OLD."industry", 'industry_key', OLD."industry_key", 'segment', OLD."segment", 'segment_key', OLD."segment_key", 'company_size', OLD."company_size", 'company_size_key', OLD."company_size_key", 'goals', OLD."goals", 'goals_key', OLD."goals_key", 'organisation', OLD."organisation", 'organisation_key', OLD."organisation_key", 'it_base', OLD."it_base", 'it_base_key', OLD."it_base_key", 'funds', OLD."funds", 'funds_key', OLD."funds_key", 'history', OLD."history", 'history_key', OLD."history_key"), NULL);
END;
CREATE TRIGGER account_alias_insert AFTER INSERT ON account_alias
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NULL, 'account_alias', NEW.number, 'insert', NULL, json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'account_number', NEW."account_number", 'name', NEW."name", 'name_key', NEW."name_key"));
END;
CREATE TRIGGER account_alias_update AFTER UPDATE ON account_alias
WHEN OLD."number" IS NOT NEW."number" OR OLD."id" IS NOT NEW."id" OR OLD."by" IS NOT NEW."by" OR OLD."at" IS NOT NEW."at" OR OLD."seen" IS NOT NEW."seen" OR OLD."account_number" IS NOT NEW."account_number" OR OLD."name" IS NOT NEW."name" OR OLD."name_key" IS NOT NEW."name_key"
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NULL, 'account_alias', NEW.number, 'update', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'account_number', OLD."account_number", 'name', OLD."name", 'name_key', OLD."name_key"), json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'account_number', NEW."account_number", 'name', NEW."name", 'name_key', NEW."name_key"));
END;
CREATE TRIGGER account_alias_delete AFTER DELETE ON account_alias
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NULL, 'account_alias', OLD.number, 'delete', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'account_number', OLD."account_number", 'name', OLD."name", 'name_key', OLD."name_key"), NULL);
END;
CREATE TRIGGER member_insert AFTER INSERT ON member
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NULL, 'member', NEW.number, 'insert', NULL, json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'name', NEW."name", 'name_key', NEW."name_key", 'role', NEW."role", 'reports_to_number', NEW."reports_to_number", 'region', NEW."region"));
END;
CREATE TRIGGER member_update AFTER UPDATE ON member
WHEN OLD."number" IS NOT NEW."number" OR OLD."id" IS NOT NEW."id" OR OLD."by" IS NOT NEW."by" OR OLD."at" IS NOT NEW."at" OR OLD."seen" IS NOT NEW."seen" OR OLD."name" IS NOT NEW."name" OR OLD."name_key" IS NOT NEW."name_key" OR OLD."role" IS NOT NEW."role" OR OLD."reports_to_number" IS NOT NEW."reports_to_number" OR OLD."region" IS NOT NEW."region"
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NULL, 'member', NEW.number, 'update', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'name', OLD."name", 'name_key', OLD."name_key", 'role', OLD."role", 'reports_to_number', OLD."reports_to_number", 'region', OLD."region"), json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'name', NEW."name", 'name_key', NEW."name_key", 'role', NEW."role", 'reports_to_number', NEW."reports_to_number", 'region', NEW."region"));
END;
CREATE TRIGGER member_delete AFTER DELETE ON member
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NULL, 'member', OLD.number, 'delete', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'name', OLD."name", 'name_key', OLD."name_key", 'role', OLD."role", 'reports_to_number', OLD."reports_to_number", 'region', OLD."region"), NULL);
END;
CREATE TRIGGER quota_insert AFTER INSERT ON quota
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NULL, 'quota', NEW.number, 'insert', NULL, json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'owner_number', NEW."owner_number", 'first_on', NEW."first_on", 'last_on', NEW."last_on", 'amount_minor', NEW."amount_minor", 'amount_currency', NEW."amount_currency"));
END;
CREATE TRIGGER quota_update AFTER UPDATE ON quota
WHEN OLD."number" IS NOT NEW."number" OR OLD."id" IS NOT NEW."id" OR OLD."by" IS NOT NEW."by" OR OLD."at" IS NOT NEW."at" OR OLD."seen" IS NOT NEW."seen" OR OLD."owner_number" IS NOT NEW."owner_number" OR OLD."first_on" IS NOT NEW."first_on" OR OLD."last_on" IS NOT NEW."last_on" OR OLD."amount_minor" IS NOT NEW."amount_minor" OR OLD."amount_currency" IS NOT NEW."amount_currency"
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NULL, 'quota', NEW.number, 'update', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'owner_number', OLD."owner_number", 'first_on', OLD."first_on", 'last_on', OLD."last_on", 'amount_minor', OLD."amount_minor", 'amount_currency', OLD."amount_currency"), json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'owner_number', NEW."owner_number", 'first_on', NEW."first_on", 'last_on', NEW."last_on", 'amount_minor', NEW."amount_minor", 'amount_currency', NEW."amount_currency"));
END;
CREATE TRIGGER quota_delete AFTER DELETE ON quota
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NULL, 'quota', OLD.number, 'delete', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'owner_number', OLD."owner_number", 'first_on', OLD."first_on", 'last_on', OLD."last_on", 'amount_minor', OLD."amount_minor", 'amount_currency', OLD."amount_currency"), NULL);
END;
CREATE TRIGGER total_call_insert AFTER INSERT ON total_call
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NULL, 'total_call', NEW.number, 'insert', NULL, json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'owner_number', NEW."owner_number", 'level', NEW."level", 'first_on', NEW."first_on", 'last_on', NEW."last_on", 'amount_minor', NEW."amount_minor", 'amount_currency', NEW."amount_currency", 'reason', NEW."reason", 'on', NEW."on"));
END;
CREATE TRIGGER total_call_update AFTER UPDATE ON total_call
WHEN OLD."number" IS NOT NEW."number" OR OLD."id" IS NOT NEW."id" OR OLD."by" IS NOT NEW."by" OR OLD."at" IS NOT NEW."at" OR OLD."seen" IS NOT NEW."seen" OR OLD."owner_number" IS NOT NEW."owner_number" OR OLD."level" IS NOT NEW."level" OR OLD."first_on" IS NOT NEW."first_on" OR OLD."last_on" IS NOT NEW."last_on" OR OLD."amount_minor" IS NOT NEW."amount_minor" OR OLD."amount_currency" IS NOT NEW."amount_currency" OR OLD."reason" IS NOT NEW."reason" OR OLD."on" IS NOT NEW."on"
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NULL, 'total_call', NEW.number, 'update', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'owner_number', OLD."owner_number", 'level', OLD."level", 'first_on', OLD."first_on", 'last_on', OLD."last_on", 'amount_minor', OLD."amount_minor", 'amount_currency', OLD."amount_currency", 'reason', OLD."reason", 'on', OLD."on"), json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'owner_number', NEW."owner_number", 'level', NEW."level", 'first_on', NEW."first_on", 'last_on', NEW."last_on", 'amount_minor', NEW."amount_minor", 'amount_currency', NEW."amount_currency", 'reason', NEW."reason", 'on', NEW."on"));
END;
CREATE TRIGGER total_call_delete AFTER DELETE ON total_call
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NULL, 'total_call', OLD.number, 'delete', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'owner_number', OLD."owner_number", 'level', OLD."level", 'first_on', OLD."first_on", 'last_on', OLD."last_on", 'amount_minor', OLD."amount_minor", 'amount_currency', OLD."amount_currency", 'reason', OLD."reason", 'on', OLD."on"), NULL);
END;
CREATE TRIGGER sales_plan_insert AFTER INSERT ON sales_plan
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NULL, 'sales_plan', NEW.number, 'insert', NULL, json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'kind', NEW."kind", 'account_number', NEW."account_number", 'owner_number', NEW."owner_number", 'partner', NEW."partner", 'partner_key', NEW."partner_key"));
END;
CREATE TRIGGER sales_plan_update AFTER UPDATE ON sales_plan
WHEN OLD."number" IS NOT NEW."number" OR OLD."id" IS NOT NEW."id" OR OLD."by" IS NOT NEW."by" OR OLD."at" IS NOT NEW."at" OR OLD."seen" IS NOT NEW."seen" OR OLD."kind" IS NOT NEW."kind" OR OLD."account_number" IS NOT NEW."account_number" OR OLD."owner_number" IS NOT NEW."owner_number" OR OLD."partner" IS NOT NEW."partner" OR OLD."partner_key" IS NOT NEW."partner_key"
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NULL, 'sales_plan', NEW.number, 'update', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'kind', OLD."kind", 'account_number', OLD."account_number", 'owner_number', OLD."owner_number", 'partner', OLD."partner", 'partner_key', OLD."partner_key"), json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'kind', NEW."kind", 'account_number', NEW."account_number", 'owner_number', NEW."owner_number", 'partner', NEW."partner", 'partner_key', NEW."partner_key"));
END;
CREATE TRIGGER sales_plan_delete AFTER DELETE ON sales_plan
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NULL, 'sales_plan', OLD.number, 'delete', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'kind', OLD."kind", 'account_number', OLD."account_number", 'owner_number', OLD."owner_number", 'partner', OLD."partner", 'partner_key', OLD."partner_key"), NULL);
END;
CREATE TRIGGER sales_plan_part_insert AFTER INSERT ON sales_plan_part
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NULL, 'sales_plan_part', NEW.number, 'insert', NULL, json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'plan_number', NEW."plan_number", 'plan_part', NEW."plan_part", 'text', NEW."text", 'text_key', NEW."text_key"));
END;
CREATE TRIGGER sales_plan_part_update AFTER UPDATE ON sales_plan_part
WHEN OLD."number" IS NOT NEW."number" OR OLD."id" IS NOT NEW."id" OR OLD."by" IS NOT NEW."by" OR OLD."at" IS NOT NEW."at" OR OLD."seen" IS NOT NEW."seen" OR OLD."plan_number" IS NOT NEW."plan_number" OR OLD."plan_part" IS NOT NEW."plan_part" OR OLD."text" IS NOT NEW."text" OR OLD."text_key" IS NOT NEW."text_key"
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NULL, 'sales_plan_part', NEW.number, 'update', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'plan_number', OLD."plan_number", 'plan_part', OLD."plan_part", 'text', OLD."text", 'text_key', OLD."text_key"), json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'plan_number', NEW."plan_number", 'plan_part', NEW."plan_part", 'text', NEW."text", 'text_key', NEW."text_key"));
END;
CREATE TRIGGER sales_plan_part_delete AFTER DELETE ON sales_plan_part
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NULL, 'sales_plan_part', OLD.number, 'delete', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'plan_number', OLD."plan_number", 'plan_part', OLD."plan_part", 'text', OLD."text", 'text_key', OLD."text_key"), NULL);
END;
CREATE TRIGGER sales_plan_version_insert AFTER INSERT ON sales_plan_version
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NULL, 'sales_plan_version', NEW.number, 'insert', NULL, json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'plan_number', NEW."plan_number", 'version', NEW."version", 'digest', NEW."digest", 'content', NEW."content", 'on', NEW."on", 'verdict', NEW."verdict", 'approver', NEW."approver", 'reported_by', NEW."reported_by", 'note', NEW."note", 'judged_on', NEW."judged_on"));
END;
CREATE TRIGGER sales_plan_version_update AFTER UPDATE ON sales_plan_version
WHEN OLD."number" IS NOT NEW."number" OR OLD."id" IS NOT NEW."id" OR OLD."by" IS NOT NEW."by" OR OLD."at" IS NOT NEW."at" OR OLD."seen" IS NOT NEW."seen" OR OLD."plan_number" IS NOT NEW."plan_number" OR OLD."version" IS NOT NEW."version" OR OLD."digest" IS NOT NEW."digest" OR OLD."content" IS NOT NEW."content" OR OLD."on" IS NOT NEW."on" OR OLD."verdict" IS NOT NEW."verdict" OR OLD."approver" IS NOT NEW."approver" OR OLD."reported_by" IS NOT NEW."reported_by" OR OLD."note" IS NOT NEW."note" OR OLD."judged_on" IS NOT NEW."judged_on"
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NULL, 'sales_plan_version', NEW.number, 'update', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'plan_number', OLD."plan_number", 'version', OLD."version", 'digest', OLD."digest", 'content', OLD."content", 'on', OLD."on", 'verdict', OLD."verdict", 'approver', OLD."approver", 'reported_by', OLD."reported_by", 'note', OLD."note", 'judged_on', OLD."judged_on"), json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'plan_number', NEW."plan_number", 'version', NEW."version", 'digest', NEW."digest", 'content', NEW."content", 'on', NEW."on", 'verdict', NEW."verdict", 'approver', NEW."approver", 'reported_by', NEW."reported_by", 'note', NEW."note", 'judged_on', NEW."judged_on"));
END;
CREATE TRIGGER sales_plan_version_delete AFTER DELETE ON sales_plan_version
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NULL, 'sales_plan_version', OLD.number, 'delete', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'plan_number', OLD."plan_number", 'version', OLD."version", 'digest', OLD."digest", 'content', OLD."content", 'on', OLD."on", 'verdict', OLD."verdict", 'approver', OLD."approver", 'reported_by', OLD."reported_by", 'note', OLD."note", 'judged_on', OLD."judged_on"), NULL);
END;
CREATE TRIGGER gone_insert AFTER INSERT ON gone
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NULL, 'gone', NEW.number, 'insert', NULL, json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'of_table', NEW."of_table", 'record_id', NEW."record_id"));
END;
CREATE TRIGGER gone_update AFTER UPDATE ON gone
WHEN OLD."number" IS NOT NEW."number" OR OLD."id" IS NOT NEW."id" OR OLD."by" IS NOT NEW."by" OR OLD."at" IS NOT NEW."at" OR OLD."seen" IS NOT NEW."seen" OR OLD."of_table" IS NOT NEW."of_table" OR OLD."record_id" IS NOT NEW."record_id"
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NULL, 'gone', NEW.number, 'update', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'of_table', OLD."of_table", 'record_id', OLD."record_id"), json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'of_table', NEW."of_table", 'record_id', NEW."record_id"));
END;
CREATE TRIGGER gone_delete AFTER DELETE ON gone
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NULL, 'gone', OLD.number, 'delete', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'of_table', OLD."of_table", 'record_id', OLD."record_id"), NULL);
END;
CREATE TRIGGER opportunity_insert AFTER INSERT ON opportunity
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NEW.number, 'opportunity', NEW.number, 'insert', NULL, json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'slug', NEW."slug", 'name', NEW."name", 'name_key', NEW."name_key", 'account_number', NEW."account_number", 'owner_number', NEW."owner_number", 'stage', NEW."stage", 'status', NEW."status", 'amount_minor', NEW."amount_minor", 'amount_currency', NEW."amount_currency", 'rate', NEW."rate", 'rate_on', NEW."rate_on", 'base_minor', NEW."base_minor", 'base_currency', NEW."base_currency", 'close_on', NEW."close_on", 'kind', NEW."kind", 'source', NEW."source", 'need', NEW."need", 'partner', NEW."partner", 'follows_number', NEW."follows_number", 'product', NEW."product", 'next_step', NEW."next_step", 'next_step_on', NEW."next_step_on", 'created_on', NEW."created_on", 'ended_on', NEW."ended_on", 'left_stage', NEW."left_stage", 'reason', NEW."reason", 'lost_to', NEW."lost_to", 'reason_note', NEW."reason_note", 'external_id', NEW."external_id", 'touched_on', NEW."touched_on", 'stage_since', NEW."stage_since", 'version', NEW."version"));
END;
CREATE TRIGGER opportunity_update AFTER UPDATE ON opportunity
WHEN OLD."number" IS NOT NEW."number" OR OLD."id" IS NOT NEW."id" OR OLD."by" IS NOT NEW."by" OR OLD."at" IS NOT NEW."at" OR OLD."seen" IS NOT NEW."seen" OR OLD."slug" IS NOT NEW."slug" OR OLD."name" IS NOT NEW."name" OR OLD."name_key" IS NOT NEW."name_key" OR OLD."account_number" IS NOT NEW."account_number" OR OLD."owner_number" IS NOT NEW."owner_number" OR OLD."stage" IS NOT NEW."stage" OR OLD."status" IS NOT NEW."status" OR OLD."amount_minor" IS NOT NEW."amount_minor" OR OLD."amount_currency" IS NOT NEW."amount_currency" OR OLD."rate" IS NOT NEW."rate" OR OLD."rate_on" IS NOT NEW."rate_on" OR OLD."base_minor" IS NOT NEW."base_minor" OR OLD."base_currency" IS NOT NEW."base_currency" OR OLD."close_on" IS NOT NEW."close_on" OR OLD."kind" IS NOT NEW."kind" OR OLD."source" IS NOT NEW."source" OR OLD."need" IS NOT NEW."need" OR OLD."partner" IS NOT NEW."partner" OR OLD."follows_number" IS NOT NEW."follows_number" OR OLD."product" IS NOT NEW."product" OR OLD."next_step" IS NOT NEW."next_step" OR OLD."next_step_on" IS NOT NEW."next_step_on" OR OLD."created_on" IS NOT NEW."created_on" OR OLD."ended_on" IS NOT NEW."ended_on" OR OLD."left_stage" IS NOT NEW."left_stage" OR OLD."reason" IS NOT NEW."reason" OR OLD."lost_to" IS NOT NEW."lost_to" OR OLD."reason_note" IS NOT NEW."reason_note" OR OLD."external_id" IS NOT NEW."external_id" OR OLD."touched_on" IS NOT NEW."touched_on" OR OLD."stage_since" IS NOT NEW."stage_since" OR OLD."version" IS NOT NEW."version"
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NEW.number, 'opportunity', NEW.number, 'update', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'slug', OLD."slug", 'name', OLD."name", 'name_key', OLD."name_key", 'account_number', OLD."account_number", 'owner_number', OLD."owner_number", 'stage', OLD."stage", 'status', OLD."status", 'amount_minor', OLD."amount_minor", 'amount_currency', OLD."amount_currency", 'rate', OLD."rate", 'rate_on', OLD."rate_on", 'base_minor', OLD."base_minor", 'base_currency', OLD."base_currency", 'close_on', OLD."close_on", 'kind', OLD."kind", 'source', OLD."source", 'need', OLD."need", 'partner', OLD."partner", 'follows_number', OLD."follows_number", 'product', OLD."product", 'next_step', OLD."next_step", 'next_step_on', OLD."next_step_on", 'created_on', OLD."created_on", 'ended_on', OLD."ended_on", 'left_stage', OLD."left_stage", 'reason', OLD."reason", 'lost_to', OLD."lost_to", 'reason_note', OLD."reason_note", 'external_id', OLD."external_id", 'touched_on', OLD."touched_on", 'stage_since', OLD."stage_since", 'version', OLD."version"), json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'slug', NEW."slug", 'name', NEW."name", 'name_key', NEW."name_key", 'account_number', NEW."account_number", 'owner_number', NEW."owner_number", 'stage', NEW."stage", 'status', NEW."status", 'amount_minor', NEW."amount_minor", 'amount_currency', NEW."amount_currency", 'rate', NEW."rate", 'rate_on', NEW."rate_on", 'base_minor', NEW."base_minor", 'base_currency', NEW."base_currency", 'close_on', NEW."close_on", 'kind', NEW."kind", 'source', NEW."source", 'need', NEW."need", 'partner', NEW."partner", 'follows_number', NEW."follows_number", 'product', NEW."product", 'next_step', NEW."next_step", 'next_step_on', NEW."next_step_on", 'created_on', NEW."created_on", 'ended_on', NEW."ended_on", 'left_stage', NEW."left_stage", 'reason', NEW."reason", 'lost_to', NEW."lost_to", 'reason_note', NEW."reason_note", 'external_id', NEW."external_id", 'touched_on', NEW."touched_on", 'stage_since', NEW."stage_since", 'version', NEW."version"));
END;
CREATE TRIGGER opportunity_delete AFTER DELETE ON opportunity
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), OLD.number, 'opportunity', OLD.number, 'delete', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'slug', OLD."slug", 'name', OLD."name", 'name_key', OLD."name_key", 'account_number', OLD."account_number", 'owner_number', OLD."owner_number", 'stage', OLD."stage", 'status', OLD."status", 'amount_minor', OLD."amount_minor", 'amount_currency', OLD."amount_currency", 'rate', OLD."rate", 'rate_on', OLD."rate_on", 'base_minor', OLD."base_minor", 'base_currency', OLD."base_currency", 'close_on', OLD."close_on", 'kind', OLD."kind", 'source', OLD."source", 'need', OLD."need", 'partner', OLD."partner", 'follows_number', OLD."follows_number", 'product', OLD."product", 'next_step', OLD."next_step", 'next_step_on', OLD."next_step_on", 'created_on', OLD."created_on", 'ended_on', OLD."ended_on", 'left_stage', OLD."left_stage", 'reason', OLD."reason", 'lost_to', OLD."lost_to", 'reason_note', OLD."reason_note", 'external_id', OLD."external_id", 'touched_on', OLD."touched_on", 'stage_since', OLD."stage_since", 'version', OLD."version"), NULL);
END;
CREATE TRIGGER person_insert AFTER INSERT ON person
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NEW.opportunity_number, 'person', NEW.number, 'insert', NULL, json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'opportunity_number', NEW."opportunity_number", 'name', NEW."name", 'name_key', NEW."name_key", 'title', NEW."title", 'title_key', NEW."title_key", 'reports_to_number', NEW."reports_to_number", 'buying_role', NEW."buying_role", 'influence', NEW."influence", 'stance', NEW."stance", 'coverage', NEW."coverage", 'is_executive_sponsor', NEW."is_executive_sponsor", 'is_inside_supporter', NEW."is_inside_supporter", 'adaptability', NEW."adaptability", 'orientation', NEW."orientation", 'business_agenda', NEW."business_agenda", 'personal_agenda', NEW."personal_agenda", 'relationship', NEW."relationship", 'relationship_wanted', NEW."relationship_wanted", 'relationship_strategy', NEW."relationship_strategy", 'telephone', NEW."telephone", 'mail', NEW."mail"));
END;
CREATE TRIGGER person_update AFTER UPDATE ON person
WHEN OLD."number" IS NOT NEW."number" OR OLD."id" IS NOT NEW."id" OR OLD."by" IS NOT NEW."by" OR OLD."at" IS NOT NEW."at" OR OLD."seen" IS NOT NEW."seen" OR OLD."opportunity_number" IS NOT NEW."opportunity_number" OR OLD."name" IS NOT NEW."name" OR OLD."name_key" IS NOT NEW."name_key" OR OLD."title" IS NOT NEW."title" OR OLD."title_key" IS NOT NEW."title_key" OR OLD."reports_to_number" IS NOT NEW."reports_to_number" OR OLD."buying_role" IS NOT NEW."buying_role" OR OLD."influence" IS NOT NEW."influence" OR OLD."stance" IS NOT NEW."stance" OR OLD."coverage" IS NOT NEW."coverage" OR OLD."is_executive_sponsor" IS NOT NEW."is_executive_sponsor" OR OLD."is_inside_supporter" IS NOT NEW."is_inside_supporter" OR OLD."adaptability" IS NOT NEW."adaptability" OR OLD."orientation" IS NOT NEW."orientation" OR OLD."business_agenda" IS NOT NEW."business_agenda" OR OLD."personal_agenda" IS NOT NEW."personal_agenda" OR OLD."relationship" IS NOT NEW."relationship" OR OLD."relationship_wanted" IS NOT NEW."relationship_wanted" OR OLD."relationship_strategy" IS NOT NEW."relationship_strategy" OR OLD."telephone" IS NOT NEW."telephone" OR OLD."mail" IS NOT NEW."mail"
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NEW.opportunity_number, 'person', NEW.number, 'update', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'opportunity_number', OLD."opportunity_number", 'name', OLD."name", 'name_key', OLD."name_key", 'title', OLD."title", 'title_key', OLD."title_key", 'reports_to_number', OLD."reports_to_number", 'buying_role', OLD."buying_role", 'influence', OLD."influence", 'stance', OLD."stance", 'coverage', OLD."coverage", 'is_executive_sponsor', OLD."is_executive_sponsor", 'is_inside_supporter', OLD."is_inside_supporter", 'adaptability', OLD."adaptability", 'orientation', OLD."orientation", 'business_agenda', OLD."business_agenda", 'personal_agenda', OLD."personal_agenda", 'relationship', OLD."relationship", 'relationship_wanted', OLD."relationship_wanted", 'relationship_strategy', OLD."relationship_strategy", 'telephone', OLD."telephone", 'mail', OLD."mail"), json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'opportunity_number', NEW."opportunity_number", 'name', NEW."name", 'name_key', NEW."name_key", 'title', NEW."title", 'title_key', NEW."title_key", 'reports_to_number', NEW."reports_to_number", 'buying_role', NEW."buying_role", 'influence', NEW."influence", 'stance', NEW."stance", 'coverage', NEW."coverage", 'is_executive_sponsor', NEW."is_executive_sponsor", 'is_inside_supporter', NEW."is_inside_supporter", 'adaptability', NEW."adaptability", 'orientation', NEW."orientation", 'business_agenda', NEW."business_agenda", 'personal_agenda', NEW."personal_agenda", 'relationship', NEW."relationship", 'relationship_wanted', NEW."relationship_wanted", 'relationship_strategy', NEW."relationship_strategy", 'telephone', NEW."telephone", 'mail', NEW."mail"));
END;
CREATE TRIGGER person_delete AFTER DELETE ON person
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), OLD.opportunity_number, 'person', OLD.number, 'delete', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'opportunity_number', OLD."opportunity_number", 'name', OLD."name", 'name_key', OLD."name_key", 'title', OLD."title", 'title_key', OLD."title_key", 'reports_to_number', OLD."reports_to_number", 'buying_role', OLD."buying_role", 'influence', OLD."influence", 'stance', OLD."stance", 'coverage', OLD."coverage", 'is_executive_sponsor', OLD."is_executive_sponsor", 'is_inside_supporter', OLD."is_inside_supporter", 'adaptability', OLD."adaptability", 'orientation', OLD."orientation", 'business_agenda', OLD."business_agenda", 'personal_agenda', OLD."personal_agenda", 'relationship', OLD."relationship", 'relationship_wanted', OLD."relationship_wanted", 'relationship_strategy', OLD."relationship_strategy", 'telephone', OLD."telephone", 'mail', OLD."mail"), NULL);
END;
CREATE TRIGGER tie_insert AFTER INSERT ON tie
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NEW.opportunity_number, 'tie', NEW.number, 'insert', NULL, json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'opportunity_number', NEW."opportunity_number", 'kind', NEW."kind", 'from_person_number', NEW."from_person_number", 'to_person_number', NEW."to_person_number", 'note', NEW."note"));
END;
CREATE TRIGGER tie_update AFTER UPDATE ON tie
WHEN OLD."number" IS NOT NEW."number" OR OLD."id" IS NOT NEW."id" OR OLD."by" IS NOT NEW."by" OR OLD."at" IS NOT NEW."at" OR OLD."seen" IS NOT NEW."seen" OR OLD."opportunity_number" IS NOT NEW."opportunity_number" OR OLD."kind" IS NOT NEW."kind" OR OLD."from_person_number" IS NOT NEW."from_person_number" OR OLD."to_person_number" IS NOT NEW."to_person_number" OR OLD."note" IS NOT NEW."note"
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NEW.opportunity_number, 'tie', NEW.number, 'update', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'opportunity_number', OLD."opportunity_number", 'kind', OLD."kind", 'from_person_number', OLD."from_person_number", 'to_person_number', OLD."to_person_number", 'note', OLD."note"), json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'opportunity_number', NEW."opportunity_number", 'kind', NEW."kind", 'from_person_number', NEW."from_person_number", 'to_person_number', NEW."to_person_number", 'note', NEW."note"));
END;
CREATE TRIGGER tie_delete AFTER DELETE ON tie
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), OLD.opportunity_number, 'tie', OLD.number, 'delete', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'opportunity_number', OLD."opportunity_number", 'kind', OLD."kind", 'from_person_number', OLD."from_person_number", 'to_person_number', OLD."to_person_number", 'note', OLD."note"), NULL);
END;
CREATE TRIGGER competitor_insert AFTER INSERT ON competitor
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NEW.opportunity_number, 'competitor', NEW.number, 'insert', NULL, json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'opportunity_number', NEW."opportunity_number", 'name', NEW."name", 'name_key', NEW."name_key", 'standing', NEW."standing", 'standing_with_number', NEW."standing_with_number", 'partners', NEW."partners"));
END;
CREATE TRIGGER competitor_update AFTER UPDATE ON competitor
WHEN OLD."number" IS NOT NEW."number" OR OLD."id" IS NOT NEW."id" OR OLD."by" IS NOT NEW."by" OR OLD."at" IS NOT NEW."at" OR OLD."seen" IS NOT NEW."seen" OR OLD."opportunity_number" IS NOT NEW."opportunity_number" OR OLD."name" IS NOT NEW."name" OR OLD."name_key" IS NOT NEW."name_key" OR OLD."standing" IS NOT NEW."standing" OR OLD."standing_with_number" IS NOT NEW."standing_with_number" OR OLD."partners" IS NOT NEW."partners"
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NEW.opportunity_number, 'competitor', NEW.number, 'update', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'opportunity_number', OLD."opportunity_number", 'name', OLD."name", 'name_key', OLD."name_key", 'standing', OLD."standing", 'standing_with_number', OLD."standing_with_number", 'partners', OLD."partners"), json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'opportunity_number', NEW."opportunity_number", 'name', NEW."name", 'name_key', NEW."name_key", 'standing', NEW."standing", 'standing_with_number', NEW."standing_with_number", 'partners', NEW."partners"));
END;
CREATE TRIGGER competitor_delete AFTER DELETE ON competitor
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), OLD.opportunity_number, 'competitor', OLD.number, 'delete', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'opportunity_number', OLD."opportunity_number", 'name', OLD."name", 'name_key', OLD."name_key", 'standing', OLD."standing", 'standing_with_number', OLD."standing_with_number", 'partners', OLD."partners"), NULL);
END;
CREATE TRIGGER criterion_insert AFTER INSERT ON criterion
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NEW.opportunity_number, 'criterion', NEW.number, 'insert', NULL, json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'opportunity_number', NEW."opportunity_number", 'text', NEW."text", 'text_key', NEW."text_key", 'kind', NEW."kind", 'is_mandatory', NEW."is_mandatory", 'rank', NEW."rank", 'milestone', NEW."milestone", 'position', NEW."position"));
END;
CREATE TRIGGER criterion_update AFTER UPDATE ON criterion
WHEN OLD."number" IS NOT NEW."number" OR OLD."id" IS NOT NEW."id" OR OLD."by" IS NOT NEW."by" OR OLD."at" IS NOT NEW."at" OR OLD."seen" IS NOT NEW."seen" OR OLD."opportunity_number" IS NOT NEW."opportunity_number" OR OLD."text" IS NOT NEW."text" OR OLD."text_key" IS NOT NEW."text_key" OR OLD."kind" IS NOT NEW."kind" OR OLD."is_mandatory" IS NOT NEW."is_mandatory" OR OLD."rank" IS NOT NEW."rank" OR OLD."milestone" IS NOT NEW."milestone" OR OLD."position" IS NOT NEW."position"
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NEW.opportunity_number, 'criterion', NEW.number, 'update', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'opportunity_number', OLD."opportunity_number", 'text', OLD."text", 'text_key', OLD."text_key", 'kind', OLD."kind", 'is_mandatory', OLD."is_mandatory", 'rank', OLD."rank", 'milestone', OLD."milestone", 'position', OLD."position"), json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'opportunity_number', NEW."opportunity_number", 'text', NEW."text", 'text_key', NEW."text_key", 'kind', NEW."kind", 'is_mandatory', NEW."is_mandatory", 'rank', NEW."rank", 'milestone', NEW."milestone", 'position', NEW."position"));
END;
CREATE TRIGGER criterion_delete AFTER DELETE ON criterion
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), OLD.opportunity_number, 'criterion', OLD.number, 'delete', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'opportunity_number', OLD."opportunity_number", 'text', OLD."text", 'text_key', OLD."text_key", 'kind', OLD."kind", 'is_mandatory', OLD."is_mandatory", 'rank', OLD."rank", 'milestone', OLD."milestone", 'position', OLD."position"), NULL);
END;
CREATE TRIGGER event_insert AFTER INSERT ON event
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NEW.opportunity_number, 'event', NEW.number, 'insert', NULL, json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'opportunity_number', NEW."opportunity_number", 'reason', NEW."reason", 'reason_key', NEW."reason_key", 'deadline', NEW."deadline", 'consequence', NEW."consequence", 'consequence_key', NEW."consequence_key", 'payback', NEW."payback", 'effect', NEW."effect", 'confirmed_by_number', NEW."confirmed_by_number", 'confirmed_on', NEW."confirmed_on"));
END;
CREATE TRIGGER event_update AFTER UPDATE ON event
WHEN OLD."number" IS NOT NEW."number" OR OLD."id" IS NOT NEW."id" OR OLD."by" IS NOT NEW."by" OR OLD."at" IS NOT NEW."at" OR OLD."seen" IS NOT NEW."seen" OR OLD."opportunity_number" IS NOT NEW."opportunity_number" OR OLD."reason" IS NOT NEW."reason" OR OLD."reason_key" IS NOT NEW."reason_key" OR OLD."deadline" IS NOT NEW."deadline" OR OLD."consequence" IS NOT NEW."consequence" OR OLD."consequence_key" IS NOT NEW."consequence_key" OR OLD."payback" IS NOT NEW."payback" OR OLD."effect" IS NOT NEW."effect" OR OLD."confirmed_by_number" IS NOT NEW."confirmed_by_number" OR OLD."confirmed_on" IS NOT NEW."confirmed_on"
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NEW.opportunity_number, 'event', NEW.number, 'update', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'opportunity_number', OLD."opportunity_number", 'reason', OLD."reason", 'reason_key', OLD."reason_key", 'deadline', OLD."deadline", 'consequence', OLD."consequence", 'consequence_key', OLD."consequence_key", 'payback', OLD."payback", 'effect', OLD."effect", 'confirmed_by_number', OLD."confirmed_by_number", 'confirmed_on', OLD."confirmed_on"), json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'opportunity_number', NEW."opportunity_number", 'reason', NEW."reason", 'reason_key', NEW."reason_key", 'deadline', NEW."deadline", 'consequence', NEW."consequence", 'consequence_key', NEW."consequence_key", 'payback', NEW."payback", 'effect', NEW."effect", 'confirmed_by_number', NEW."confirmed_by_number", 'confirmed_on', NEW."confirmed_on"));
END;
CREATE TRIGGER event_delete AFTER DELETE ON event
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), OLD.opportunity_number, 'event', OLD.number, 'delete', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'opportunity_number', OLD."opportunity_number", 'reason', OLD."reason", 'reason_key', OLD."reason_key", 'deadline', OLD."deadline", 'consequence', OLD."consequence", 'consequence_key', OLD."consequence_key", 'payback', OLD."payback", 'effect', OLD."effect", 'confirmed_by_number', OLD."confirmed_by_number", 'confirmed_on', OLD."confirmed_on"), NULL);
END;
CREATE TRIGGER value_insert AFTER INSERT ON value
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NEW.opportunity_number, 'value', NEW.number, 'insert', NULL, json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'opportunity_number', NEW."opportunity_number", 'result', NEW."result", 'result_key', NEW."result_key", 'measure', NEW."measure", 'figure', NEW."figure", 'unique_because', NEW."unique_because", 'unique_because_key', NEW."unique_because_key", 'confirmed_by_number', NEW."confirmed_by_number", 'confirmed_on', NEW."confirmed_on", 'investment_minor', NEW."investment_minor", 'investment_currency', NEW."investment_currency", 'yearly_benefit_minor', NEW."yearly_benefit_minor", 'yearly_benefit_currency', NEW."yearly_benefit_currency"));
END;
CREATE TRIGGER value_update AFTER UPDATE ON value
WHEN OLD."number" IS NOT NEW."number" OR OLD."id" IS NOT NEW."id" OR OLD."by" IS NOT NEW."by" OR OLD."at" IS NOT NEW."at" OR OLD."seen" IS NOT NEW."seen" OR OLD."opportunity_number" IS NOT NEW."opportunity_number" OR OLD."result" IS NOT NEW."result" OR OLD."result_key" IS NOT NEW."result_key" OR OLD."measure" IS NOT NEW."measure" OR OLD."figure" IS NOT NEW."figure" OR OLD."unique_because" IS NOT NEW."unique_because" OR OLD."unique_because_key" IS NOT NEW."unique_because_key" OR OLD."confirmed_by_number" IS NOT NEW."confirmed_by_number" OR OLD."confirmed_on" IS NOT NEW."confirmed_on" OR OLD."investment_minor" IS NOT NEW."investment_minor" OR OLD."investment_currency" IS NOT NEW."investment_currency" OR OLD."yearly_benefit_minor" IS NOT NEW."yearly_benefit_minor" OR OLD."yearly_benefit_currency" IS NOT NEW."yearly_benefit_currency"
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NEW.opportunity_number, 'value', NEW.number, 'update', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'opportunity_number', OLD."opportunity_number", 'result', OLD."result", 'result_key', OLD."result_key", 'measure', OLD."measure", 'figure', OLD."figure", 'unique_because', OLD."unique_because", 'unique_because_key', OLD."unique_because_key", 'confirmed_by_number', OLD."confirmed_by_number", 'confirmed_on', OLD."confirmed_on", 'investment_minor', OLD."investment_minor", 'investment_currency', OLD."investment_currency", 'yearly_benefit_minor', OLD."yearly_benefit_minor", 'yearly_benefit_currency', OLD."yearly_benefit_currency"), json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'opportunity_number', NEW."opportunity_number", 'result', NEW."result", 'result_key', NEW."result_key", 'measure', NEW."measure", 'figure', NEW."figure", 'unique_because', NEW."unique_because", 'unique_because_key', NEW."unique_because_key", 'confirmed_by_number', NEW."confirmed_by_number", 'confirmed_on', NEW."confirmed_on", 'investment_minor', NEW."investment_minor", 'investment_currency', NEW."investment_currency", 'yearly_benefit_minor', NEW."yearly_benefit_minor", 'yearly_benefit_currency', NEW."yearly_benefit_currency"));
END;
CREATE TRIGGER value_delete AFTER DELETE ON value
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), OLD.opportunity_number, 'value', OLD.number, 'delete', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'opportunity_number', OLD."opportunity_number", 'result', OLD."result", 'result_key', OLD."result_key", 'measure', OLD."measure", 'figure', OLD."figure", 'unique_because', OLD."unique_because", 'unique_because_key', OLD."unique_because_key", 'confirmed_by_number', OLD."confirmed_by_number", 'confirmed_on', OLD."confirmed_on", 'investment_minor', OLD."investment_minor", 'investment_currency', OLD."investment_currency", 'yearly_benefit_minor', OLD."yearly_benefit_minor", 'yearly_benefit_currency', OLD."yearly_benefit_currency"), NULL);
END;
CREATE TRIGGER issue_insert AFTER INSERT ON issue
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NEW.opportunity_number, 'issue', NEW.number, 'insert', NULL, json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'opportunity_number', NEW."opportunity_number", 'text', NEW."text", 'text_key', NEW."text_key", 'kind', NEW."kind", 'whose_number', NEW."whose_number", 'answer', NEW."answer", 'answer_key', NEW."answer_key", 'state', NEW."state"));
END;
CREATE TRIGGER issue_update AFTER UPDATE ON issue
WHEN OLD."number" IS NOT NEW."number" OR OLD."id" IS NOT NEW."id" OR OLD."by" IS NOT NEW."by" OR OLD."at" IS NOT NEW."at" OR OLD."seen" IS NOT NEW."seen" OR OLD."opportunity_number" IS NOT NEW."opportunity_number" OR OLD."text" IS NOT NEW."text" OR OLD."text_key" IS NOT NEW."text_key" OR OLD."kind" IS NOT NEW."kind" OR OLD."whose_number" IS NOT NEW."whose_number" OR OLD."answer" IS NOT NEW."answer" OR OLD."answer_key" IS NOT NEW."answer_key" OR OLD."state" IS NOT NEW."state"
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NEW.opportunity_number, 'issue', NEW.number, 'update', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'opportunity_number', OLD."opportunity_number", 'text', OLD."text", 'text_key', OLD."text_key", 'kind', OLD."kind", 'whose_number', OLD."whose_number", 'answer', OLD."answer", 'answer_key', OLD."answer_key", 'state', OLD."state"), json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'opportunity_number', NEW."opportunity_number", 'text', NEW."text", 'text_key', NEW."text_key", 'kind', NEW."kind", 'whose_number', NEW."whose_number", 'answer', NEW."answer", 'answer_key', NEW."answer_key", 'state', NEW."state"));
END;
CREATE TRIGGER issue_delete AFTER DELETE ON issue
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), OLD.opportunity_number, 'issue', OLD.number, 'delete', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'opportunity_number', OLD."opportunity_number", 'text', OLD."text", 'text_key', OLD."text_key", 'kind', OLD."kind", 'whose_number', OLD."whose_number", 'answer', OLD."answer", 'answer_key', OLD."answer_key", 'state', OLD."state"), NULL);
END;
CREATE TRIGGER risk_insert AFTER INSERT ON risk
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NEW.opportunity_number, 'risk', NEW.number, 'insert', NULL, json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'opportunity_number', NEW."opportunity_number", 'text', NEW."text", 'text_key', NEW."text_key", 'prompt', NEW."prompt", 'impact', NEW."impact", 'likelihood', NEW."likelihood", 'counter', NEW."counter", 'owner', NEW."owner", 'is_closed', NEW."is_closed"));
END;
CREATE TRIGGER risk_update AFTER UPDATE ON risk
WHEN OLD."number" IS NOT NEW."number" OR OLD."id" IS NOT NEW."id" OR OLD."by" IS NOT NEW."by" OR OLD."at" IS NOT NEW."at" OR OLD."seen" IS NOT NEW."seen" OR OLD."opportunity_number" IS NOT NEW."opportunity_number" OR OLD."text" IS NOT NEW."text" OR OLD."text_key" IS NOT NEW."text_key" OR OLD."prompt" IS NOT NEW."prompt" OR OLD."impact" IS NOT NEW."impact" OR OLD."likelihood" IS NOT NEW."likelihood" OR OLD."counter" IS NOT NEW."counter" OR OLD."owner" IS NOT NEW."owner" OR OLD."is_closed" IS NOT NEW."is_closed"
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NEW.opportunity_number, 'risk', NEW.number, 'update', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'opportunity_number', OLD."opportunity_number", 'text', OLD."text", 'text_key', OLD."text_key", 'prompt', OLD."prompt", 'impact', OLD."impact", 'likelihood', OLD."likelihood", 'counter', OLD."counter", 'owner', OLD."owner", 'is_closed', OLD."is_closed"), json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'opportunity_number', NEW."opportunity_number", 'text', NEW."text", 'text_key', NEW."text_key", 'prompt', NEW."prompt", 'impact', NEW."impact", 'likelihood', NEW."likelihood", 'counter', NEW."counter", 'owner', NEW."owner", 'is_closed', NEW."is_closed"));
END;
CREATE TRIGGER risk_delete AFTER DELETE ON risk
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), OLD.opportunity_number, 'risk', OLD.number, 'delete', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'opportunity_number', OLD."opportunity_number", 'text', OLD."text", 'text_key', OLD."text_key", 'prompt', OLD."prompt", 'impact', OLD."impact", 'likelihood', OLD."likelihood", 'counter', OLD."counter", 'owner', OLD."owner", 'is_closed', OLD."is_closed"), NULL);
END;
CREATE TRIGGER milestone_insert AFTER INSERT ON milestone
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NEW.opportunity_number, 'milestone', NEW.number, 'insert', NULL, json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'opportunity_number', NEW."opportunity_number", 'text', NEW."text", 'text_key', NEW."text_key", 'due_on', NEW."due_on", 'owner_number', NEW."owner_number", 'kind', NEW."kind", 'yardstick', NEW."yardstick", 'yardstick_key', NEW."yardstick_key", 'yardstick_by_number', NEW."yardstick_by_number", 'done_on', NEW."done_on", 'result', NEW."result", 'result_key', NEW."result_key"));
END;
CREATE TRIGGER milestone_update AFTER UPDATE ON milestone
WHEN OLD."number" IS NOT NEW."number" OR OLD."id" IS NOT NEW."id" OR OLD."by" IS NOT NEW."by" OR OLD."at" IS NOT NEW."at" OR OLD."seen" IS NOT NEW."seen" OR OLD."opportunity_number" IS NOT NEW."opportunity_number" OR OLD."text" IS NOT NEW."text" OR OLD."text_key" IS NOT NEW."text_key" OR OLD."due_on" IS NOT NEW."due_on" OR OLD."owner_number" IS NOT NEW."owner_number" OR OLD."kind" IS NOT NEW."kind" OR OLD."yardstick" IS NOT NEW."yardstick" OR OLD."yardstick_key" IS NOT NEW."yardstick_key" OR OLD."yardstick_by_number" IS NOT NEW."yardstick_by_number" OR OLD."done_on" IS NOT NEW."done_on" OR OLD."result" IS NOT NEW."result" OR OLD."result_key" IS NOT NEW."result_key"
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NEW.opportunity_number, 'milestone', NEW.number, 'update', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'opportunity_number', OLD."opportunity_number", 'text', OLD."text", 'text_key', OLD."text_key", 'due_on', OLD."due_on", 'owner_number', OLD."owner_number", 'kind', OLD."kind", 'yardstick', OLD."yardstick", 'yardstick_key', OLD."yardstick_key", 'yardstick_by_number', OLD."yardstick_by_number", 'done_on', OLD."done_on", 'result', OLD."result", 'result_key', OLD."result_key"), json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'opportunity_number', NEW."opportunity_number", 'text', NEW."text", 'text_key', NEW."text_key", 'due_on', NEW."due_on", 'owner_number', NEW."owner_number", 'kind', NEW."kind", 'yardstick', NEW."yardstick", 'yardstick_key', NEW."yardstick_key", 'yardstick_by_number', NEW."yardstick_by_number", 'done_on', NEW."done_on", 'result', NEW."result", 'result_key', NEW."result_key"));
END;
CREATE TRIGGER milestone_delete AFTER DELETE ON milestone
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), OLD.opportunity_number, 'milestone', OLD.number, 'delete', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'opportunity_number', OLD."opportunity_number", 'text', OLD."text", 'text_key', OLD."text_key", 'due_on', OLD."due_on", 'owner_number', OLD."owner_number", 'kind', OLD."kind", 'yardstick', OLD."yardstick", 'yardstick_key', OLD."yardstick_key", 'yardstick_by_number', OLD."yardstick_by_number", 'done_on', OLD."done_on", 'result', OLD."result", 'result_key', OLD."result_key"), NULL);
END;
CREATE TRIGGER action_insert AFTER INSERT ON action
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NEW.opportunity_number, 'action', NEW.number, 'insert', NULL, json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'opportunity_number', NEW."opportunity_number", 'text', NEW."text", 'text_key', NEW."text_key", 'due_on', NEW."due_on", 'kind', NEW."kind", 'owner', NEW."owner", 'milestone_number', NEW."milestone_number", 'question', NEW."question", 'done_on', NEW."done_on", 'result', NEW."result", 'result_key', NEW."result_key"));
END;
CREATE TRIGGER action_update AFTER UPDATE ON action
WHEN OLD."number" IS NOT NEW."number" OR OLD."id" IS NOT NEW."id" OR OLD."by" IS NOT NEW."by" OR OLD."at" IS NOT NEW."at" OR OLD."seen" IS NOT NEW."seen" OR OLD."opportunity_number" IS NOT NEW."opportunity_number" OR OLD."text" IS NOT NEW."text" OR OLD."text_key" IS NOT NEW."text_key" OR OLD."due_on" IS NOT NEW."due_on" OR OLD."kind" IS NOT NEW."kind" OR OLD."owner" IS NOT NEW."owner" OR OLD."milestone_number" IS NOT NEW."milestone_number" OR OLD."question" IS NOT NEW."question" OR OLD."done_on" IS NOT NEW."done_on" OR OLD."result" IS NOT NEW."result" OR OLD."result_key" IS NOT NEW."result_key"
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NEW.opportunity_number, 'action', NEW.number, 'update', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'opportunity_number', OLD."opportunity_number", 'text', OLD."text", 'text_key', OLD."text_key", 'due_on', OLD."due_on", 'kind', OLD."kind", 'owner', OLD."owner", 'milestone_number', OLD."milestone_number", 'question', OLD."question", 'done_on', OLD."done_on", 'result', OLD."result", 'result_key', OLD."result_key"), json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'opportunity_number', NEW."opportunity_number", 'text', NEW."text", 'text_key', NEW."text_key", 'due_on', NEW."due_on", 'kind', NEW."kind", 'owner', NEW."owner", 'milestone_number', NEW."milestone_number", 'question', NEW."question", 'done_on', NEW."done_on", 'result', NEW."result", 'result_key', NEW."result_key"));
END;
CREATE TRIGGER action_delete AFTER DELETE ON action
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), OLD.opportunity_number, 'action', OLD.number, 'delete', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'opportunity_number', OLD."opportunity_number", 'text', OLD."text", 'text_key', OLD."text_key", 'due_on', OLD."due_on", 'kind', OLD."kind", 'owner', OLD."owner", 'milestone_number', OLD."milestone_number", 'question', OLD."question", 'done_on', OLD."done_on", 'result', OLD."result", 'result_key', OLD."result_key"), NULL);
END;
CREATE TRIGGER call_insert AFTER INSERT ON call
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NEW.opportunity_number, 'call', NEW.number, 'insert', NULL, json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'opportunity_number', NEW."opportunity_number", 'who_number', NEW."who_number", 'planned_on', NEW."planned_on", 'aim', NEW."aim", 'aim_key', NEW."aim_key", 'commitment', NEW."commitment", 'commitment_key', NEW."commitment_key", 'fallback', NEW."fallback", 'held_on', NEW."held_on", 'result', NEW."result", 'result_key', NEW."result_key", 'revisit_on', NEW."revisit_on"));
END;
CREATE TRIGGER call_update AFTER UPDATE ON call
WHEN OLD."number" IS NOT NEW."number" OR OLD."id" IS NOT NEW."id" OR OLD."by" IS NOT NEW."by" OR OLD."at" IS NOT NEW."at" OR OLD."seen" IS NOT NEW."seen" OR OLD."opportunity_number" IS NOT NEW."opportunity_number" OR OLD."who_number" IS NOT NEW."who_number" OR OLD."planned_on" IS NOT NEW."planned_on" OR OLD."aim" IS NOT NEW."aim" OR OLD."aim_key" IS NOT NEW."aim_key" OR OLD."commitment" IS NOT NEW."commitment" OR OLD."commitment_key" IS NOT NEW."commitment_key" OR OLD."fallback" IS NOT NEW."fallback" OR OLD."held_on" IS NOT NEW."held_on" OR OLD."result" IS NOT NEW."result" OR OLD."result_key" IS NOT NEW."result_key" OR OLD."revisit_on" IS NOT NEW."revisit_on"
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NEW.opportunity_number, 'call', NEW.number, 'update', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'opportunity_number', OLD."opportunity_number", 'who_number', OLD."who_number", 'planned_on', OLD."planned_on", 'aim', OLD."aim", 'aim_key', OLD."aim_key", 'commitment', OLD."commitment", 'commitment_key', OLD."commitment_key", 'fallback', OLD."fallback", 'held_on', OLD."held_on", 'result', OLD."result", 'result_key', OLD."result_key", 'revisit_on', OLD."revisit_on"), json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'opportunity_number', NEW."opportunity_number", 'who_number', NEW."who_number", 'planned_on', NEW."planned_on", 'aim', NEW."aim", 'aim_key', NEW."aim_key", 'commitment', NEW."commitment", 'commitment_key', NEW."commitment_key", 'fallback', NEW."fallback", 'held_on', NEW."held_on", 'result', NEW."result", 'result_key', NEW."result_key", 'revisit_on', NEW."revisit_on"));
END;
CREATE TRIGGER call_delete AFTER DELETE ON call
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), OLD.opportunity_number, 'call', OLD.number, 'delete', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'opportunity_number', OLD."opportunity_number", 'who_number', OLD."who_number", 'planned_on', OLD."planned_on", 'aim', OLD."aim", 'aim_key', OLD."aim_key", 'commitment', OLD."commitment", 'commitment_key', OLD."commitment_key", 'fallback', OLD."fallback", 'held_on', OLD."held_on", 'result', OLD."result", 'result_key', OLD."result_key", 'revisit_on', OLD."revisit_on"), NULL);
END;
CREATE TRIGGER condition_insert AFTER INSERT ON condition
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NEW.opportunity_number, 'condition', NEW.number, 'insert', NULL, json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'opportunity_number', NEW."opportunity_number", 'text', NEW."text", 'text_key', NEW."text_key", 'due_on', NEW."due_on", 'set_by', NEW."set_by", 'done_on', NEW."done_on", 'evidence', NEW."evidence", 'evidence_key', NEW."evidence_key"));
END;
CREATE TRIGGER condition_update AFTER UPDATE ON condition
WHEN OLD."number" IS NOT NEW."number" OR OLD."id" IS NOT NEW."id" OR OLD."by" IS NOT NEW."by" OR OLD."at" IS NOT NEW."at" OR OLD."seen" IS NOT NEW."seen" OR OLD."opportunity_number" IS NOT NEW."opportunity_number" OR OLD."text" IS NOT NEW."text" OR OLD."text_key" IS NOT NEW."text_key" OR OLD."due_on" IS NOT NEW."due_on" OR OLD."set_by" IS NOT NEW."set_by" OR OLD."done_on" IS NOT NEW."done_on" OR OLD."evidence" IS NOT NEW."evidence" OR OLD."evidence_key" IS NOT NEW."evidence_key"
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NEW.opportunity_number, 'condition', NEW.number, 'update', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'opportunity_number', OLD."opportunity_number", 'text', OLD."text", 'text_key', OLD."text_key", 'due_on', OLD."due_on", 'set_by', OLD."set_by", 'done_on', OLD."done_on", 'evidence', OLD."evidence", 'evidence_key', OLD."evidence_key"), json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'opportunity_number', NEW."opportunity_number", 'text', NEW."text", 'text_key', NEW."text_key", 'due_on', NEW."due_on", 'set_by', NEW."set_by", 'done_on', NEW."done_on", 'evidence', NEW."evidence", 'evidence_key', NEW."evidence_key"));
END;
CREATE TRIGGER condition_delete AFTER DELETE ON condition
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), OLD.opportunity_number, 'condition', OLD.number, 'delete', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'opportunity_number', OLD."opportunity_number", 'text', OLD."text", 'text_key', OLD."text_key", 'due_on', OLD."due_on", 'set_by', OLD."set_by", 'done_on', OLD."done_on", 'evidence', OLD."evidence", 'evidence_key', OLD."evidence_key"), NULL);
END;
CREATE TRIGGER partner_insert AFTER INSERT ON partner
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NEW.opportunity_number, 'partner', NEW.number, 'insert', NULL, json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'opportunity_number', NEW."opportunity_number", 'name', NEW."name", 'name_key', NEW."name_key", 'role', NEW."role", 'contact', NEW."contact", 'contact_key', NEW."contact_key", 'competence', NEW."competence", 'fit', NEW."fit", 'relations', NEW."relations", 'rules', NEW."rules", 'conflicts', NEW."conflicts", 'is_technically_able', NEW."is_technically_able", 'is_commercially_able', NEW."is_commercially_able"));
END;
CREATE TRIGGER partner_update AFTER UPDATE ON partner
WHEN OLD."number" IS NOT NEW."number" OR OLD."id" IS NOT NEW."id" OR OLD."by" IS NOT NEW."by" OR OLD."at" IS NOT NEW."at" OR OLD."seen" IS NOT NEW."seen" OR OLD."opportunity_number" IS NOT NEW."opportunity_number" OR OLD."name" IS NOT NEW."name" OR OLD."name_key" IS NOT NEW."name_key" OR OLD."role" IS NOT NEW."role" OR OLD."contact" IS NOT NEW."contact" OR OLD."contact_key" IS NOT NEW."contact_key" OR OLD."competence" IS NOT NEW."competence" OR OLD."fit" IS NOT NEW."fit" OR OLD."relations" IS NOT NEW."relations" OR OLD."rules" IS NOT NEW."rules" OR OLD."conflicts" IS NOT NEW."conflicts" OR OLD."is_technically_able" IS NOT NEW."is_technically_able" OR OLD."is_commercially_able" IS NOT NEW."is_commercially_able"
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NEW.opportunity_number, 'partner', NEW.number, 'update', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'opportunity_number', OLD."opportunity_number", 'name', OLD."name", 'name_key', OLD."name_key", 'role', OLD."role", 'contact', OLD."contact", 'contact_key', OLD."contact_key", 'competence', OLD."competence", 'fit', OLD."fit", 'relations', OLD."relations", 'rules', OLD."rules", 'conflicts', OLD."conflicts", 'is_technically_able', OLD."is_technically_able", 'is_commercially_able', OLD."is_commercially_able"), json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'opportunity_number', NEW."opportunity_number", 'name', NEW."name", 'name_key', NEW."name_key", 'role', NEW."role", 'contact', NEW."contact", 'contact_key', NEW."contact_key", 'competence', NEW."competence", 'fit', NEW."fit", 'relations', NEW."relations", 'rules', NEW."rules", 'conflicts', NEW."conflicts", 'is_technically_able', NEW."is_technically_able", 'is_commercially_able', NEW."is_commercially_able"));
END;
CREATE TRIGGER partner_delete AFTER DELETE ON partner
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), OLD.opportunity_number, 'partner', OLD.number, 'delete', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'opportunity_number', OLD."opportunity_number", 'name', OLD."name", 'name_key', OLD."name_key", 'role', OLD."role", 'contact', OLD."contact", 'contact_key', OLD."contact_key", 'competence', OLD."competence", 'fit', OLD."fit", 'relations', OLD."relations", 'rules', OLD."rules", 'conflicts', OLD."conflicts", 'is_technically_able', OLD."is_technically_able", 'is_commercially_able', OLD."is_commercially_able"), NULL);
END;
CREATE TRIGGER terms_insert AFTER INSERT ON terms
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NEW.opportunity_number, 'terms', NEW.number, 'insert', NULL, json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'opportunity_number', NEW."opportunity_number", 'reseller', NEW."reseller", 'reseller_key', NEW."reseller_key", 'configuration', NEW."configuration", 'discount', NEW."discount", 'margin', NEW."margin", 'order', NEW."order", 'payment', NEW."payment"));
END;
CREATE TRIGGER terms_update AFTER UPDATE ON terms
WHEN OLD."number" IS NOT NEW."number" OR OLD."id" IS NOT NEW."id" OR OLD."by" IS NOT NEW."by" OR OLD."at" IS NOT NEW."at" OR OLD."seen" IS NOT NEW."seen" OR OLD."opportunity_number" IS NOT NEW."opportunity_number" OR OLD."reseller" IS NOT NEW."reseller" OR OLD."reseller_key" IS NOT NEW."reseller_key" OR OLD."configuration" IS NOT NEW."configuration" OR OLD."discount" IS NOT NEW."discount" OR OLD."margin" IS NOT NEW."margin" OR OLD."order" IS NOT NEW."order" OR OLD."payment" IS NOT NEW."payment"
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NEW.opportunity_number, 'terms', NEW.number, 'update', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'opportunity_number', OLD."opportunity_number", 'reseller', OLD."reseller", 'reseller_key', OLD."reseller_key", 'configuration', OLD."configuration", 'discount', OLD."discount", 'margin', OLD."margin", 'order', OLD."order", 'payment', OLD."payment"), json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'opportunity_number', NEW."opportunity_number", 'reseller', NEW."reseller", 'reseller_key', NEW."reseller_key", 'configuration', NEW."configuration", 'discount', NEW."discount", 'margin', NEW."margin", 'order', NEW."order", 'payment', NEW."payment"));
END;
CREATE TRIGGER terms_delete AFTER DELETE ON terms
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), OLD.opportunity_number, 'terms', OLD.number, 'delete', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'opportunity_number', OLD."opportunity_number", 'reseller', OLD."reseller", 'reseller_key', OLD."reseller_key", 'configuration', OLD."configuration", 'discount', OLD."discount", 'margin', OLD."margin", 'order', OLD."order", 'payment', OLD."payment"), NULL);
END;
CREATE TRIGGER quotation_insert AFTER INSERT ON quotation
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NEW.opportunity_number, 'quotation', NEW.number, 'insert', NULL, json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'opportunity_number', NEW."opportunity_number", 'name', NEW."name", 'name_key', NEW."name_key", 'quoted_on', NEW."quoted_on", 'amount_minor', NEW."amount_minor", 'amount_currency', NEW."amount_currency", 'valid_until', NEW."valid_until", 'link', NEW."link", 'link_key', NEW."link_key"));
END;
CREATE TRIGGER quotation_update AFTER UPDATE ON quotation
WHEN OLD."number" IS NOT NEW."number" OR OLD."id" IS NOT NEW."id" OR OLD."by" IS NOT NEW."by" OR OLD."at" IS NOT NEW."at" OR OLD."seen" IS NOT NEW."seen" OR OLD."opportunity_number" IS NOT NEW."opportunity_number" OR OLD."name" IS NOT NEW."name" OR OLD."name_key" IS NOT NEW."name_key" OR OLD."quoted_on" IS NOT NEW."quoted_on" OR OLD."amount_minor" IS NOT NEW."amount_minor" OR OLD."amount_currency" IS NOT NEW."amount_currency" OR OLD."valid_until" IS NOT NEW."valid_until" OR OLD."link" IS NOT NEW."link" OR OLD."link_key" IS NOT NEW."link_key"
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NEW.opportunity_number, 'quotation', NEW.number, 'update', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'opportunity_number', OLD."opportunity_number", 'name', OLD."name", 'name_key', OLD."name_key", 'quoted_on', OLD."quoted_on", 'amount_minor', OLD."amount_minor", 'amount_currency', OLD."amount_currency", 'valid_until', OLD."valid_until", 'link', OLD."link", 'link_key', OLD."link_key"), json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'opportunity_number', NEW."opportunity_number", 'name', NEW."name", 'name_key', NEW."name_key", 'quoted_on', NEW."quoted_on", 'amount_minor', NEW."amount_minor", 'amount_currency', NEW."amount_currency", 'valid_until', NEW."valid_until", 'link', NEW."link", 'link_key', NEW."link_key"));
END;
CREATE TRIGGER quotation_delete AFTER DELETE ON quotation
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), OLD.opportunity_number, 'quotation', OLD.number, 'delete', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'opportunity_number', OLD."opportunity_number", 'name', OLD."name", 'name_key', OLD."name_key", 'quoted_on', OLD."quoted_on", 'amount_minor', OLD."amount_minor", 'amount_currency', OLD."amount_currency", 'valid_until', OLD."valid_until", 'link', OLD."link", 'link_key', OLD."link_key"), NULL);
END;
CREATE TRIGGER payment_insert AFTER INSERT ON payment
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NEW.opportunity_number, 'payment', NEW.number, 'insert', NULL, json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'opportunity_number', NEW."opportunity_number", 'text', NEW."text", 'text_key', NEW."text_key", 'due_on', NEW."due_on", 'amount_minor', NEW."amount_minor", 'amount_currency', NEW."amount_currency", 'received_on', NEW."received_on", 'received_minor', NEW."received_minor", 'received_currency', NEW."received_currency"));
END;
CREATE TRIGGER payment_update AFTER UPDATE ON payment
WHEN OLD."number" IS NOT NEW."number" OR OLD."id" IS NOT NEW."id" OR OLD."by" IS NOT NEW."by" OR OLD."at" IS NOT NEW."at" OR OLD."seen" IS NOT NEW."seen" OR OLD."opportunity_number" IS NOT NEW."opportunity_number" OR OLD."text" IS NOT NEW."text" OR OLD."text_key" IS NOT NEW."text_key" OR OLD."due_on" IS NOT NEW."due_on" OR OLD."amount_minor" IS NOT NEW."amount_minor" OR OLD."amount_currency" IS NOT NEW."amount_currency" OR OLD."received_on" IS NOT NEW."received_on" OR OLD."received_minor" IS NOT NEW."received_minor" OR OLD."received_currency" IS NOT NEW."received_currency"
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NEW.opportunity_number, 'payment', NEW.number, 'update', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'opportunity_number', OLD."opportunity_number", 'text', OLD."text", 'text_key', OLD."text_key", 'due_on', OLD."due_on", 'amount_minor', OLD."amount_minor", 'amount_currency', OLD."amount_currency", 'received_on', OLD."received_on", 'received_minor', OLD."received_minor", 'received_currency', OLD."received_currency"), json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'opportunity_number', NEW."opportunity_number", 'text', NEW."text", 'text_key', NEW."text_key", 'due_on', NEW."due_on", 'amount_minor', NEW."amount_minor", 'amount_currency', NEW."amount_currency", 'received_on', NEW."received_on", 'received_minor', NEW."received_minor", 'received_currency', NEW."received_currency"));
END;
CREATE TRIGGER payment_delete AFTER DELETE ON payment
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), OLD.opportunity_number, 'payment', OLD.number, 'delete', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'opportunity_number', OLD."opportunity_number", 'text', OLD."text", 'text_key', OLD."text_key", 'due_on', OLD."due_on", 'amount_minor', OLD."amount_minor", 'amount_currency', OLD."amount_currency", 'received_on', OLD."received_on", 'received_minor', OLD."received_minor", 'received_currency', OLD."received_currency"), NULL);
END;
CREATE TRIGGER teammate_insert AFTER INSERT ON teammate
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NEW.opportunity_number, 'teammate', NEW.number, 'insert', NULL, json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'opportunity_number', NEW."opportunity_number", 'name', NEW."name", 'name_key', NEW."name_key", 'part', NEW."part", 'does', NEW."does", 'does_key', NEW."does_key", 'asked_on', NEW."asked_on", 'needed_on', NEW."needed_on", 'agreed_on', NEW."agreed_on"));
END;
CREATE TRIGGER teammate_update AFTER UPDATE ON teammate
WHEN OLD."number" IS NOT NEW."number" OR OLD."id" IS NOT NEW."id" OR OLD."by" IS NOT NEW."by" OR OLD."at" IS NOT NEW."at" OR OLD."seen" IS NOT NEW."seen" OR OLD."opportunity_number" IS NOT NEW."opportunity_number" OR OLD."name" IS NOT NEW."name" OR OLD."name_key" IS NOT NEW."name_key" OR OLD."part" IS NOT NEW."part" OR OLD."does" IS NOT NEW."does" OR OLD."does_key" IS NOT NEW."does_key" OR OLD."asked_on" IS NOT NEW."asked_on" OR OLD."needed_on" IS NOT NEW."needed_on" OR OLD."agreed_on" IS NOT NEW."agreed_on"
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NEW.opportunity_number, 'teammate', NEW.number, 'update', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'opportunity_number', OLD."opportunity_number", 'name', OLD."name", 'name_key', OLD."name_key", 'part', OLD."part", 'does', OLD."does", 'does_key', OLD."does_key", 'asked_on', OLD."asked_on", 'needed_on', OLD."needed_on", 'agreed_on', OLD."agreed_on"), json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'opportunity_number', NEW."opportunity_number", 'name', NEW."name", 'name_key', NEW."name_key", 'part', NEW."part", 'does', NEW."does", 'does_key', NEW."does_key", 'asked_on', NEW."asked_on", 'needed_on', NEW."needed_on", 'agreed_on', NEW."agreed_on"));
END;
CREATE TRIGGER teammate_delete AFTER DELETE ON teammate
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), OLD.opportunity_number, 'teammate', OLD.number, 'delete', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'opportunity_number', OLD."opportunity_number", 'name', OLD."name", 'name_key', OLD."name_key", 'part', OLD."part", 'does', OLD."does", 'does_key', OLD."does_key", 'asked_on', OLD."asked_on", 'needed_on', OLD."needed_on", 'agreed_on', OLD."agreed_on"), NULL);
END;
CREATE TRIGGER followup_insert AFTER INSERT ON followup
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NEW.opportunity_number, 'followup', NEW.number, 'insert', NULL, json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'opportunity_number', NEW."opportunity_number", 'text', NEW."text", 'text_key', NEW."text_key", 'kind', NEW."kind", 'offer', NEW."offer", 'offer_key', NEW."offer_key", 'unit', NEW."unit", 'unit_key', NEW."unit_key", 'who_number', NEW."who_number", 'potential_minor', NEW."potential_minor", 'potential_currency', NEW."potential_currency", 'due_on', NEW."due_on", 'renews_on', NEW."renews_on", 'done_on', NEW."done_on", 'result', NEW."result", 'result_key', NEW."result_key"));
END;
CREATE TRIGGER followup_update AFTER UPDATE ON followup
WHEN OLD."number" IS NOT NEW."number" OR OLD."id" IS NOT NEW."id" OR OLD."by" IS NOT NEW."by" OR OLD."at" IS NOT NEW."at" OR OLD."seen" IS NOT NEW."seen" OR OLD."opportunity_number" IS NOT NEW."opportunity_number" OR OLD."text" IS NOT NEW."text" OR OLD."text_key" IS NOT NEW."text_key" OR OLD."kind" IS NOT NEW."kind" OR OLD."offer" IS NOT NEW."offer" OR OLD."offer_key" IS NOT NEW."offer_key" OR OLD."unit" IS NOT NEW."unit" OR OLD."unit_key" IS NOT NEW."unit_key" OR OLD."who_number" IS NOT NEW."who_number" OR OLD."potential_minor" IS NOT NEW."potential_minor" OR OLD."potential_currency" IS NOT NEW."potential_currency" OR OLD."due_on" IS NOT NEW."due_on" OR OLD."renews_on" IS NOT NEW."renews_on" OR OLD."done_on" IS NOT NEW."done_on" OR OLD."result" IS NOT NEW."result" OR OLD."result_key" IS NOT NEW."result_key"
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NEW.opportunity_number, 'followup', NEW.number, 'update', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'opportunity_number', OLD."opportunity_number", 'text', OLD."text", 'text_key', OLD."text_key", 'kind', OLD."kind", 'offer', OLD."offer", 'offer_key', OLD."offer_key", 'unit', OLD."unit", 'unit_key', OLD."unit_key", 'who_number', OLD."who_number", 'potential_minor', OLD."potential_minor", 'potential_currency', OLD."potential_currency", 'due_on', OLD."due_on", 'renews_on', OLD."renews_on", 'done_on', OLD."done_on", 'result', OLD."result", 'result_key', OLD."result_key"), json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'opportunity_number', NEW."opportunity_number", 'text', NEW."text", 'text_key', NEW."text_key", 'kind', NEW."kind", 'offer', NEW."offer", 'offer_key', NEW."offer_key", 'unit', NEW."unit", 'unit_key', NEW."unit_key", 'who_number', NEW."who_number", 'potential_minor', NEW."potential_minor", 'potential_currency', NEW."potential_currency", 'due_on', NEW."due_on", 'renews_on', NEW."renews_on", 'done_on', NEW."done_on", 'result', NEW."result", 'result_key', NEW."result_key"));
END;
CREATE TRIGGER followup_delete AFTER DELETE ON followup
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), OLD.opportunity_number, 'followup', OLD.number, 'delete', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'opportunity_number', OLD."opportunity_number", 'text', OLD."text", 'text_key', OLD."text_key", 'kind', OLD."kind", 'offer', OLD."offer", 'offer_key', OLD."offer_key", 'unit', OLD."unit", 'unit_key', OLD."unit_key", 'who_number', OLD."who_number", 'potential_minor', OLD."potential_minor", 'potential_currency', OLD."potential_currency", 'due_on', OLD."due_on", 'renews_on', OLD."renews_on", 'done_on', OLD."done_on", 'result', OLD."result", 'result_key', OLD."result_key"), NULL);
END;
CREATE TRIGGER position_insert AFTER INSERT ON position
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NEW.opportunity_number, 'position', NEW.number, 'insert', NULL, json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'opportunity_number', NEW."opportunity_number", 'criterion_number', NEW."criterion_number", 'competitor_number', NEW."competitor_number", 'seen_as', NEW."seen_as"));
END;
CREATE TRIGGER position_update AFTER UPDATE ON position
WHEN OLD."number" IS NOT NEW."number" OR OLD."id" IS NOT NEW."id" OR OLD."by" IS NOT NEW."by" OR OLD."at" IS NOT NEW."at" OR OLD."seen" IS NOT NEW."seen" OR OLD."opportunity_number" IS NOT NEW."opportunity_number" OR OLD."criterion_number" IS NOT NEW."criterion_number" OR OLD."competitor_number" IS NOT NEW."competitor_number" OR OLD."seen_as" IS NOT NEW."seen_as"
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NEW.opportunity_number, 'position', NEW.number, 'update', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'opportunity_number', OLD."opportunity_number", 'criterion_number', OLD."criterion_number", 'competitor_number', OLD."competitor_number", 'seen_as', OLD."seen_as"), json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'opportunity_number', NEW."opportunity_number", 'criterion_number', NEW."criterion_number", 'competitor_number', NEW."competitor_number", 'seen_as', NEW."seen_as"));
END;
CREATE TRIGGER position_delete AFTER DELETE ON position
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), OLD.opportunity_number, 'position', OLD.number, 'delete', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'opportunity_number', OLD."opportunity_number", 'criterion_number', OLD."criterion_number", 'competitor_number', OLD."competitor_number", 'seen_as', OLD."seen_as"), NULL);
END;
CREATE TRIGGER stake_insert AFTER INSERT ON stake
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NEW.opportunity_number, 'stake', NEW.number, 'insert', NULL, json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'opportunity_number', NEW."opportunity_number", 'criterion_number', NEW."criterion_number", 'person_number', NEW."person_number"));
END;
CREATE TRIGGER stake_update AFTER UPDATE ON stake
WHEN OLD."number" IS NOT NEW."number" OR OLD."id" IS NOT NEW."id" OR OLD."by" IS NOT NEW."by" OR OLD."at" IS NOT NEW."at" OR OLD."seen" IS NOT NEW."seen" OR OLD."opportunity_number" IS NOT NEW."opportunity_number" OR OLD."criterion_number" IS NOT NEW."criterion_number" OR OLD."person_number" IS NOT NEW."person_number"
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NEW.opportunity_number, 'stake', NEW.number, 'update', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'opportunity_number', OLD."opportunity_number", 'criterion_number', OLD."criterion_number", 'person_number', OLD."person_number"), json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'opportunity_number', NEW."opportunity_number", 'criterion_number', NEW."criterion_number", 'person_number', NEW."person_number"));
END;
CREATE TRIGGER stake_delete AFTER DELETE ON stake
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), OLD.opportunity_number, 'stake', OLD.number, 'delete', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'opportunity_number', OLD."opportunity_number", 'criterion_number', OLD."criterion_number", 'person_number', OLD."person_number"), NULL);
END;
CREATE TRIGGER answer_insert AFTER INSERT ON answer
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NEW.opportunity_number, 'answer', NEW.number, 'insert', NULL, json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'opportunity_number', NEW."opportunity_number", 'question', NEW."question", 'question_version', NEW."question_version", 'sign', NEW."sign", 'text', NEW."text", 'evidence', NEW."evidence", 'person_number', NEW."person_number", 'competitor_number', NEW."competitor_number", 'on', NEW."on"));
END;
CREATE TRIGGER answer_update AFTER UPDATE ON answer
WHEN OLD."number" IS NOT NEW."number" OR OLD."id" IS NOT NEW."id" OR OLD."by" IS NOT NEW."by" OR OLD."at" IS NOT NEW."at" OR OLD."seen" IS NOT NEW."seen" OR OLD."opportunity_number" IS NOT NEW."opportunity_number" OR OLD."question" IS NOT NEW."question" OR OLD."question_version" IS NOT NEW."question_version" OR OLD."sign" IS NOT NEW."sign" OR OLD."text" IS NOT NEW."text" OR OLD."evidence" IS NOT NEW."evidence" OR OLD."person_number" IS NOT NEW."person_number" OR OLD."competitor_number" IS NOT NEW."competitor_number" OR OLD."on" IS NOT NEW."on"
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NEW.opportunity_number, 'answer', NEW.number, 'update', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'opportunity_number', OLD."opportunity_number", 'question', OLD."question", 'question_version', OLD."question_version", 'sign', OLD."sign", 'text', OLD."text", 'evidence', OLD."evidence", 'person_number', OLD."person_number", 'competitor_number', OLD."competitor_number", 'on', OLD."on"), json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'opportunity_number', NEW."opportunity_number", 'question', NEW."question", 'question_version', NEW."question_version", 'sign', NEW."sign", 'text', NEW."text", 'evidence', NEW."evidence", 'person_number', NEW."person_number", 'competitor_number', NEW."competitor_number", 'on', NEW."on"));
END;
CREATE TRIGGER answer_delete AFTER DELETE ON answer
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), OLD.opportunity_number, 'answer', OLD.number, 'delete', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'opportunity_number', OLD."opportunity_number", 'question', OLD."question", 'question_version', OLD."question_version", 'sign', OLD."sign", 'text', OLD."text", 'evidence', OLD."evidence", 'person_number', OLD."person_number", 'competitor_number', OLD."competitor_number", 'on', OLD."on"), NULL);
END;
CREATE TRIGGER confirmation_insert AFTER INSERT ON confirmation
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NEW.opportunity_number, 'confirmation', NEW.number, 'insert', NULL, json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'opportunity_number', NEW."opportunity_number", 'criterion', NEW."criterion", 'person_number', NEW."person_number", 'evidence', NEW."evidence", 'on', NEW."on", 'needs_renewal', NEW."needs_renewal"));
END;
CREATE TRIGGER confirmation_update AFTER UPDATE ON confirmation
WHEN OLD."number" IS NOT NEW."number" OR OLD."id" IS NOT NEW."id" OR OLD."by" IS NOT NEW."by" OR OLD."at" IS NOT NEW."at" OR OLD."seen" IS NOT NEW."seen" OR OLD."opportunity_number" IS NOT NEW."opportunity_number" OR OLD."criterion" IS NOT NEW."criterion" OR OLD."person_number" IS NOT NEW."person_number" OR OLD."evidence" IS NOT NEW."evidence" OR OLD."on" IS NOT NEW."on" OR OLD."needs_renewal" IS NOT NEW."needs_renewal"
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NEW.opportunity_number, 'confirmation', NEW.number, 'update', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'opportunity_number', OLD."opportunity_number", 'criterion', OLD."criterion", 'person_number', OLD."person_number", 'evidence', OLD."evidence", 'on', OLD."on", 'needs_renewal', OLD."needs_renewal"), json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'opportunity_number', NEW."opportunity_number", 'criterion', NEW."criterion", 'person_number', NEW."person_number", 'evidence', NEW."evidence", 'on', NEW."on", 'needs_renewal', NEW."needs_renewal"));
END;
CREATE TRIGGER confirmation_delete AFTER DELETE ON confirmation
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), OLD.opportunity_number, 'confirmation', OLD.number, 'delete', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'opportunity_number', OLD."opportunity_number", 'criterion', OLD."criterion", 'person_number', OLD."person_number", 'evidence', OLD."evidence", 'on', OLD."on", 'needs_renewal', OLD."needs_renewal"), NULL);
END;
CREATE TRIGGER decision_insert AFTER INSERT ON decision
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NEW.opportunity_number, 'decision', NEW.number, 'insert', NULL, json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'opportunity_number', NEW."opportunity_number", 'step', NEW."step", 'verdict', NEW."verdict", 'reason', NEW."reason", 'on', NEW."on", 'assessment', NEW."assessment", 'needs_renewal', NEW."needs_renewal"));
END;
CREATE TRIGGER decision_update AFTER UPDATE ON decision
WHEN OLD."number" IS NOT NEW."number" OR OLD."id" IS NOT NEW."id" OR OLD."by" IS NOT NEW."by" OR OLD."at" IS NOT NEW."at" OR OLD."seen" IS NOT NEW."seen" OR OLD."opportunity_number" IS NOT NEW."opportunity_number" OR OLD."step" IS NOT NEW."step" OR OLD."verdict" IS NOT NEW."verdict" OR OLD."reason" IS NOT NEW."reason" OR OLD."on" IS NOT NEW."on" OR OLD."assessment" IS NOT NEW."assessment" OR OLD."needs_renewal" IS NOT NEW."needs_renewal"
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NEW.opportunity_number, 'decision', NEW.number, 'update', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'opportunity_number', OLD."opportunity_number", 'step', OLD."step", 'verdict', OLD."verdict", 'reason', OLD."reason", 'on', OLD."on", 'assessment', OLD."assessment", 'needs_renewal', OLD."needs_renewal"), json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'opportunity_number', NEW."opportunity_number", 'step', NEW."step", 'verdict', NEW."verdict", 'reason', NEW."reason", 'on', NEW."on", 'assessment', NEW."assessment", 'needs_renewal', NEW."needs_renewal"));
END;
CREATE TRIGGER decision_delete AFTER DELETE ON decision
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), OLD.opportunity_number, 'decision', OLD.number, 'delete', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'opportunity_number', OLD."opportunity_number", 'step', OLD."step", 'verdict', OLD."verdict", 'reason', OLD."reason", 'on', OLD."on", 'assessment', OLD."assessment", 'needs_renewal', OLD."needs_renewal"), NULL);
END;
CREATE TRIGGER strategy_choice_insert AFTER INSERT ON strategy_choice
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NEW.opportunity_number, 'strategy_choice', NEW.number, 'insert', NULL, json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'opportunity_number', NEW."opportunity_number", 'kind', NEW."kind", 'recommended', NEW."recommended", 'reason', NEW."reason", 'on', NEW."on"));
END;
CREATE TRIGGER strategy_choice_update AFTER UPDATE ON strategy_choice
WHEN OLD."number" IS NOT NEW."number" OR OLD."id" IS NOT NEW."id" OR OLD."by" IS NOT NEW."by" OR OLD."at" IS NOT NEW."at" OR OLD."seen" IS NOT NEW."seen" OR OLD."opportunity_number" IS NOT NEW."opportunity_number" OR OLD."kind" IS NOT NEW."kind" OR OLD."recommended" IS NOT NEW."recommended" OR OLD."reason" IS NOT NEW."reason" OR OLD."on" IS NOT NEW."on"
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NEW.opportunity_number, 'strategy_choice', NEW.number, 'update', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'opportunity_number', OLD."opportunity_number", 'kind', OLD."kind", 'recommended', OLD."recommended", 'reason', OLD."reason", 'on', OLD."on"), json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'opportunity_number', NEW."opportunity_number", 'kind', NEW."kind", 'recommended', NEW."recommended", 'reason', NEW."reason", 'on', NEW."on"));
END;
CREATE TRIGGER strategy_choice_delete AFTER DELETE ON strategy_choice
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), OLD.opportunity_number, 'strategy_choice', OLD.number, 'delete', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'opportunity_number', OLD."opportunity_number", 'kind', OLD."kind", 'recommended', OLD."recommended", 'reason', OLD."reason", 'on', OLD."on"), NULL);
END;
CREATE TRIGGER forecast_call_insert AFTER INSERT ON forecast_call
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NEW.opportunity_number, 'forecast_call', NEW.number, 'insert', NULL, json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'opportunity_number', NEW."opportunity_number", 'category', NEW."category", 'reason', NEW."reason", 'on', NEW."on"));
END;
CREATE TRIGGER forecast_call_update AFTER UPDATE ON forecast_call
WHEN OLD."number" IS NOT NEW."number" OR OLD."id" IS NOT NEW."id" OR OLD."by" IS NOT NEW."by" OR OLD."at" IS NOT NEW."at" OR OLD."seen" IS NOT NEW."seen" OR OLD."opportunity_number" IS NOT NEW."opportunity_number" OR OLD."category" IS NOT NEW."category" OR OLD."reason" IS NOT NEW."reason" OR OLD."on" IS NOT NEW."on"
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NEW.opportunity_number, 'forecast_call', NEW.number, 'update', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'opportunity_number', OLD."opportunity_number", 'category', OLD."category", 'reason', OLD."reason", 'on', OLD."on"), json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'opportunity_number', NEW."opportunity_number", 'category', NEW."category", 'reason', NEW."reason", 'on', NEW."on"));
END;
CREATE TRIGGER forecast_call_delete AFTER DELETE ON forecast_call
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), OLD.opportunity_number, 'forecast_call', OLD.number, 'delete', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'opportunity_number', OLD."opportunity_number", 'category', OLD."category", 'reason', OLD."reason", 'on', OLD."on"), NULL);
END;
CREATE TRIGGER move_insert AFTER INSERT ON move
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NEW.opportunity_number, 'move', NEW.number, 'insert', NULL, json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'opportunity_number', NEW."opportunity_number", 'kind', NEW."kind", 'from_stage', NEW."from_stage", 'to_stage', NEW."to_stage", 'status', NEW."status", 'reason', NEW."reason", 'on', NEW."on", 'report', NEW."report", 'stayed', NEW."stayed"));
END;
CREATE TRIGGER move_update AFTER UPDATE ON move
WHEN OLD."number" IS NOT NEW."number" OR OLD."id" IS NOT NEW."id" OR OLD."by" IS NOT NEW."by" OR OLD."at" IS NOT NEW."at" OR OLD."seen" IS NOT NEW."seen" OR OLD."opportunity_number" IS NOT NEW."opportunity_number" OR OLD."kind" IS NOT NEW."kind" OR OLD."from_stage" IS NOT NEW."from_stage" OR OLD."to_stage" IS NOT NEW."to_stage" OR OLD."status" IS NOT NEW."status" OR OLD."reason" IS NOT NEW."reason" OR OLD."on" IS NOT NEW."on" OR OLD."report" IS NOT NEW."report" OR OLD."stayed" IS NOT NEW."stayed"
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NEW.opportunity_number, 'move', NEW.number, 'update', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'opportunity_number', OLD."opportunity_number", 'kind', OLD."kind", 'from_stage', OLD."from_stage", 'to_stage', OLD."to_stage", 'status', OLD."status", 'reason', OLD."reason", 'on', OLD."on", 'report', OLD."report", 'stayed', OLD."stayed"), json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'opportunity_number', NEW."opportunity_number", 'kind', NEW."kind", 'from_stage', NEW."from_stage", 'to_stage', NEW."to_stage", 'status', NEW."status", 'reason', NEW."reason", 'on', NEW."on", 'report', NEW."report", 'stayed', NEW."stayed"));
END;
CREATE TRIGGER move_delete AFTER DELETE ON move
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), OLD.opportunity_number, 'move', OLD.number, 'delete', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'opportunity_number', OLD."opportunity_number", 'kind', OLD."kind", 'from_stage', OLD."from_stage", 'to_stage', OLD."to_stage", 'status', OLD."status", 'reason', OLD."reason", 'on', OLD."on", 'report', OLD."report", 'stayed', OLD."stayed"), NULL);
END;
CREATE TRIGGER plan_version_insert AFTER INSERT ON plan_version
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NEW.opportunity_number, 'plan_version', NEW.number, 'insert', NULL, json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'opportunity_number', NEW."opportunity_number", 'version', NEW."version", 'kind', NEW."kind", 'size', NEW."size", 'digest', NEW."digest", 'content', NEW."content", 'on', NEW."on"));
END;
CREATE TRIGGER plan_version_update AFTER UPDATE ON plan_version
WHEN OLD."number" IS NOT NEW."number" OR OLD."id" IS NOT NEW."id" OR OLD."by" IS NOT NEW."by" OR OLD."at" IS NOT NEW."at" OR OLD."seen" IS NOT NEW."seen" OR OLD."opportunity_number" IS NOT NEW."opportunity_number" OR OLD."version" IS NOT NEW."version" OR OLD."kind" IS NOT NEW."kind" OR OLD."size" IS NOT NEW."size" OR OLD."digest" IS NOT NEW."digest" OR OLD."content" IS NOT NEW."content" OR OLD."on" IS NOT NEW."on"
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NEW.opportunity_number, 'plan_version', NEW.number, 'update', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'opportunity_number', OLD."opportunity_number", 'version', OLD."version", 'kind', OLD."kind", 'size', OLD."size", 'digest', OLD."digest", 'content', OLD."content", 'on', OLD."on"), json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'opportunity_number', NEW."opportunity_number", 'version', NEW."version", 'kind', NEW."kind", 'size', NEW."size", 'digest', NEW."digest", 'content', NEW."content", 'on', NEW."on"));
END;
CREATE TRIGGER plan_version_delete AFTER DELETE ON plan_version
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), OLD.opportunity_number, 'plan_version', OLD.number, 'delete', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'opportunity_number', OLD."opportunity_number", 'version', OLD."version", 'kind', OLD."kind", 'size', OLD."size", 'digest', OLD."digest", 'content', OLD."content", 'on', OLD."on"), NULL);
END;
CREATE TRIGGER approval_insert AFTER INSERT ON approval
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NEW.opportunity_number, 'approval', NEW.number, 'insert', NULL, json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'opportunity_number', NEW."opportunity_number", 'what', NEW."what", 'verdict', NEW."verdict", 'approver', NEW."approver", 'reported_by', NEW."reported_by", 'note', NEW."note", 'on', NEW."on", 'size', NEW."size", 'plan_version', NEW."plan_version", 'needs_renewal', NEW."needs_renewal"));
END;
CREATE TRIGGER approval_update AFTER UPDATE ON approval
WHEN OLD."number" IS NOT NEW."number" OR OLD."id" IS NOT NEW."id" OR OLD."by" IS NOT NEW."by" OR OLD."at" IS NOT NEW."at" OR OLD."seen" IS NOT NEW."seen" OR OLD."opportunity_number" IS NOT NEW."opportunity_number" OR OLD."what" IS NOT NEW."what" OR OLD."verdict" IS NOT NEW."verdict" OR OLD."approver" IS NOT NEW."approver" OR OLD."reported_by" IS NOT NEW."reported_by" OR OLD."note" IS NOT NEW."note" OR OLD."on" IS NOT NEW."on" OR OLD."size" IS NOT NEW."size" OR OLD."plan_version" IS NOT NEW."plan_version" OR OLD."needs_renewal" IS NOT NEW."needs_renewal"
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NEW.opportunity_number, 'approval', NEW.number, 'update', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'opportunity_number', OLD."opportunity_number", 'what', OLD."what", 'verdict', OLD."verdict", 'approver', OLD."approver", 'reported_by', OLD."reported_by", 'note', OLD."note", 'on', OLD."on", 'size', OLD."size", 'plan_version', OLD."plan_version", 'needs_renewal', OLD."needs_renewal"), json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'opportunity_number', NEW."opportunity_number", 'what', NEW."what", 'verdict', NEW."verdict", 'approver', NEW."approver", 'reported_by', NEW."reported_by", 'note', NEW."note", 'on', NEW."on", 'size', NEW."size", 'plan_version', NEW."plan_version", 'needs_renewal', NEW."needs_renewal"));
END;
CREATE TRIGGER approval_delete AFTER DELETE ON approval
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), OLD.opportunity_number, 'approval', OLD.number, 'delete', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'opportunity_number', OLD."opportunity_number", 'what', OLD."what", 'verdict', OLD."verdict", 'approver', OLD."approver", 'reported_by', OLD."reported_by", 'note', OLD."note", 'on', OLD."on", 'size', OLD."size", 'plan_version', OLD."plan_version", 'needs_renewal', OLD."needs_renewal"), NULL);
END;
CREATE TRIGGER debt_insert AFTER INSERT ON debt
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NEW.opportunity_number, 'debt', NEW.number, 'insert', NULL, json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'opportunity_number', NEW."opportunity_number", 'criterion', NEW."criterion", 'stage', NEW."stage", 'reason', NEW."reason", 'on', NEW."on", 'settled_on', NEW."settled_on", 'settled_by', NEW."settled_by", 'settled_evidence', NEW."settled_evidence"));
END;
CREATE TRIGGER debt_update AFTER UPDATE ON debt
WHEN OLD."number" IS NOT NEW."number" OR OLD."id" IS NOT NEW."id" OR OLD."by" IS NOT NEW."by" OR OLD."at" IS NOT NEW."at" OR OLD."seen" IS NOT NEW."seen" OR OLD."opportunity_number" IS NOT NEW."opportunity_number" OR OLD."criterion" IS NOT NEW."criterion" OR OLD."stage" IS NOT NEW."stage" OR OLD."reason" IS NOT NEW."reason" OR OLD."on" IS NOT NEW."on" OR OLD."settled_on" IS NOT NEW."settled_on" OR OLD."settled_by" IS NOT NEW."settled_by" OR OLD."settled_evidence" IS NOT NEW."settled_evidence"
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NEW.opportunity_number, 'debt', NEW.number, 'update', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'opportunity_number', OLD."opportunity_number", 'criterion', OLD."criterion", 'stage', OLD."stage", 'reason', OLD."reason", 'on', OLD."on", 'settled_on', OLD."settled_on", 'settled_by', OLD."settled_by", 'settled_evidence', OLD."settled_evidence"), json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'opportunity_number', NEW."opportunity_number", 'criterion', NEW."criterion", 'stage', NEW."stage", 'reason', NEW."reason", 'on', NEW."on", 'settled_on', NEW."settled_on", 'settled_by', NEW."settled_by", 'settled_evidence', NEW."settled_evidence"));
END;
CREATE TRIGGER debt_delete AFTER DELETE ON debt
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), OLD.opportunity_number, 'debt', OLD.number, 'delete', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'opportunity_number', OLD."opportunity_number", 'criterion', OLD."criterion", 'stage', OLD."stage", 'reason', OLD."reason", 'on', OLD."on", 'settled_on', OLD."settled_on", 'settled_by', OLD."settled_by", 'settled_evidence', OLD."settled_evidence"), NULL);
END;
CREATE TRIGGER sales_order_insert AFTER INSERT ON sales_order
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NEW.opportunity_number, 'sales_order', NEW.number, 'insert', NULL, json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'opportunity_number', NEW."opportunity_number", 'order_number', NEW."order_number", 'order_link', NEW."order_link", 'on', NEW."on", 'amount_minor', NEW."amount_minor", 'amount_currency', NEW."amount_currency", 'base_minor', NEW."base_minor", 'base_currency', NEW."base_currency", 'contract_on', NEW."contract_on", 'contract_link', NEW."contract_link", 'processed_on', NEW."processed_on", 'shipped_on', NEW."shipped_on", 'paid', NEW."paid", 'booked_on', NEW."booked_on", 'booked_amount_minor', NEW."booked_amount_minor", 'booked_amount_currency', NEW."booked_amount_currency", 'booked_base_minor', NEW."booked_base_minor", 'booked_base_currency', NEW."booked_base_currency", 'cancelled_on', NEW."cancelled_on", 'cancelled_reason', NEW."cancelled_reason"));
END;
CREATE TRIGGER sales_order_update AFTER UPDATE ON sales_order
WHEN OLD."number" IS NOT NEW."number" OR OLD."id" IS NOT NEW."id" OR OLD."by" IS NOT NEW."by" OR OLD."at" IS NOT NEW."at" OR OLD."seen" IS NOT NEW."seen" OR OLD."opportunity_number" IS NOT NEW."opportunity_number" OR OLD."order_number" IS NOT NEW."order_number" OR OLD."order_link" IS NOT NEW."order_link" OR OLD."on" IS NOT NEW."on" OR OLD."amount_minor" IS NOT NEW."amount_minor" OR OLD."amount_currency" IS NOT NEW."amount_currency" OR OLD."base_minor" IS NOT NEW."base_minor" OR OLD."base_currency" IS NOT NEW."base_currency" OR OLD."contract_on" IS NOT NEW."contract_on" OR OLD."contract_link" IS NOT NEW."contract_link" OR OLD."processed_on" IS NOT NEW."processed_on" OR OLD."shipped_on" IS NOT NEW."shipped_on" OR OLD."paid" IS NOT NEW."paid" OR OLD."booked_on" IS NOT NEW."booked_on" OR OLD."booked_amount_minor" IS NOT NEW."booked_amount_minor" OR OLD."booked_amount_currency" IS NOT NEW."booked_amount_currency" OR OLD."booked_base_minor" IS NOT NEW."booked_base_minor" OR OLD."booked_base_currency" IS NOT NEW."booked_base_currency" OR OLD."cancelled_on" IS NOT NEW."cancelled_on" OR OLD."cancelled_reason" IS NOT NEW."cancelled_reason"
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NEW.opportunity_number, 'sales_order', NEW.number, 'update', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'opportunity_number', OLD."opportunity_number", 'order_number', OLD."order_number", 'order_link', OLD."order_link", 'on', OLD."on", 'amount_minor', OLD."amount_minor", 'amount_currency', OLD."amount_currency", 'base_minor', OLD."base_minor", 'base_currency', OLD."base_currency", 'contract_on', OLD."contract_on", 'contract_link', OLD."contract_link", 'processed_on', OLD."processed_on", 'shipped_on', OLD."shipped_on", 'paid', OLD."paid", 'booked_on', OLD."booked_on", 'booked_amount_minor', OLD."booked_amount_minor", 'booked_amount_currency', OLD."booked_amount_currency", 'booked_base_minor', OLD."booked_base_minor", 'booked_base_currency', OLD."booked_base_currency", 'cancelled_on', OLD."cancelled_on", 'cancelled_reason', OLD."cancelled_reason"), json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'opportunity_number', NEW."opportunity_number", 'order_number', NEW."order_number", 'order_link', NEW."order_link", 'on', NEW."on", 'amount_minor', NEW."amount_minor", 'amount_currency', NEW."amount_currency", 'base_minor', NEW."base_minor", 'base_currency', NEW."base_currency", 'contract_on', NEW."contract_on", 'contract_link', NEW."contract_link", 'processed_on', NEW."processed_on", 'shipped_on', NEW."shipped_on", 'paid', NEW."paid", 'booked_on', NEW."booked_on", 'booked_amount_minor', NEW."booked_amount_minor", 'booked_amount_currency', NEW."booked_amount_currency", 'booked_base_minor', NEW."booked_base_minor", 'booked_base_currency', NEW."booked_base_currency", 'cancelled_on', NEW."cancelled_on", 'cancelled_reason', NEW."cancelled_reason"));
END;
CREATE TRIGGER sales_order_delete AFTER DELETE ON sales_order
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), OLD.opportunity_number, 'sales_order', OLD.number, 'delete', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'opportunity_number', OLD."opportunity_number", 'order_number', OLD."order_number", 'order_link', OLD."order_link", 'on', OLD."on", 'amount_minor', OLD."amount_minor", 'amount_currency', OLD."amount_currency", 'base_minor', OLD."base_minor", 'base_currency', OLD."base_currency", 'contract_on', OLD."contract_on", 'contract_link', OLD."contract_link", 'processed_on', OLD."processed_on", 'shipped_on', OLD."shipped_on", 'paid', OLD."paid", 'booked_on', OLD."booked_on", 'booked_amount_minor', OLD."booked_amount_minor", 'booked_amount_currency', OLD."booked_amount_currency", 'booked_base_minor', OLD."booked_base_minor", 'booked_base_currency', OLD."booked_base_currency", 'cancelled_on', OLD."cancelled_on", 'cancelled_reason', OLD."cancelled_reason"), NULL);
END;
CREATE TRIGGER note_insert AFTER INSERT ON note
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NEW.opportunity_number, 'note', NEW.number, 'insert', NULL, json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'opportunity_number', NEW."opportunity_number", 'kind', NEW."kind", 'text', NEW."text", 'text_key', NEW."text_key", 'person_number', NEW."person_number", 'on', NEW."on"));
END;
CREATE TRIGGER note_update AFTER UPDATE ON note
WHEN OLD."number" IS NOT NEW."number" OR OLD."id" IS NOT NEW."id" OR OLD."by" IS NOT NEW."by" OR OLD."at" IS NOT NEW."at" OR OLD."seen" IS NOT NEW."seen" OR OLD."opportunity_number" IS NOT NEW."opportunity_number" OR OLD."kind" IS NOT NEW."kind" OR OLD."text" IS NOT NEW."text" OR OLD."text_key" IS NOT NEW."text_key" OR OLD."person_number" IS NOT NEW."person_number" OR OLD."on" IS NOT NEW."on"
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NEW.opportunity_number, 'note', NEW.number, 'update', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'opportunity_number', OLD."opportunity_number", 'kind', OLD."kind", 'text', OLD."text", 'text_key', OLD."text_key", 'person_number', OLD."person_number", 'on', OLD."on"), json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'opportunity_number', NEW."opportunity_number", 'kind', NEW."kind", 'text', NEW."text", 'text_key', NEW."text_key", 'person_number', NEW."person_number", 'on', NEW."on"));
END;
CREATE TRIGGER note_delete AFTER DELETE ON note
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), OLD.opportunity_number, 'note', OLD.number, 'delete', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'opportunity_number', OLD."opportunity_number", 'kind', OLD."kind", 'text', OLD."text", 'text_key', OLD."text_key", 'person_number', OLD."person_number", 'on', OLD."on"), NULL);
END;
CREATE TRIGGER snooze_insert AFTER INSERT ON snooze
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NEW.opportunity_number, 'snooze', NEW.number, 'insert', NULL, json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'opportunity_number', NEW."opportunity_number", 'line', NEW."line", 'record_number', NEW."record_number", 'record_id', NEW."record_id", 'due_on', NEW."due_on", 'until', NEW."until"));
END;
CREATE TRIGGER snooze_update AFTER UPDATE ON snooze
WHEN OLD."number" IS NOT NEW."number" OR OLD."id" IS NOT NEW."id" OR OLD."by" IS NOT NEW."by" OR OLD."at" IS NOT NEW."at" OR OLD."seen" IS NOT NEW."seen" OR OLD."opportunity_number" IS NOT NEW."opportunity_number" OR OLD."line" IS NOT NEW."line" OR OLD."record_number" IS NOT NEW."record_number" OR OLD."record_id" IS NOT NEW."record_id" OR OLD."due_on" IS NOT NEW."due_on" OR OLD."until" IS NOT NEW."until"
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NEW.opportunity_number, 'snooze', NEW.number, 'update', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'opportunity_number', OLD."opportunity_number", 'line', OLD."line", 'record_number', OLD."record_number", 'record_id', OLD."record_id", 'due_on', OLD."due_on", 'until', OLD."until"), json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'opportunity_number', NEW."opportunity_number", 'line', NEW."line", 'record_number', NEW."record_number", 'record_id', NEW."record_id", 'due_on', NEW."due_on", 'until', NEW."until"));
END;
CREATE TRIGGER snooze_delete AFTER DELETE ON snooze
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), OLD.opportunity_number, 'snooze', OLD.number, 'delete', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'opportunity_number', OLD."opportunity_number", 'line', OLD."line", 'record_number', OLD."record_number", 'record_id', OLD."record_id", 'due_on', OLD."due_on", 'until', OLD."until"), NULL);
END;
CREATE TRIGGER own_value_insert AFTER INSERT ON own_value
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NEW.opportunity_number, 'own_value', NEW.number, 'insert', NULL, json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'opportunity_number', NEW."opportunity_number", 'field', NEW."field", 'kind', NEW."kind", 'value', NEW."value"));
END;
CREATE TRIGGER own_value_update AFTER UPDATE ON own_value
WHEN OLD."number" IS NOT NEW."number" OR OLD."id" IS NOT NEW."id" OR OLD."by" IS NOT NEW."by" OR OLD."at" IS NOT NEW."at" OR OLD."seen" IS NOT NEW."seen" OR OLD."opportunity_number" IS NOT NEW."opportunity_number" OR OLD."field" IS NOT NEW."field" OR OLD."kind" IS NOT NEW."kind" OR OLD."value" IS NOT NEW."value"
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), NEW.opportunity_number, 'own_value', NEW.number, 'update', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'opportunity_number', OLD."opportunity_number", 'field', OLD."field", 'kind', OLD."kind", 'value', OLD."value"), json_object('number', NEW."number", 'id', NEW."id", 'by', NEW."by", 'at', NEW."at", 'seen', NEW."seen", 'opportunity_number', NEW."opportunity_number", 'field', NEW."field", 'kind', NEW."kind", 'value', NEW."value"));
END;
CREATE TRIGGER own_value_delete AFTER DELETE ON own_value
BEGIN
  INSERT INTO journal (unit, opportunity_number, table_name, row_number, op, before, after)
  VALUES ((SELECT max(number) FROM unit), OLD.opportunity_number, 'own_value', OLD.number, 'delete', json_object('number', OLD."number", 'id', OLD."id", 'by', OLD."by", 'at', OLD."at", 'seen', OLD."seen", 'opportunity_number', OLD."opportunity_number", 'field', OLD."field", 'kind', OLD."kind", 'value', OLD."value"), NULL);
END;
