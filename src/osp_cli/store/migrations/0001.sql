CREATE TABLE account (
  number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL,
  "by" TEXT NOT NULL,
  at TEXT NOT NULL,
  seen TEXT,
  version INTEGER DEFAULT 0 NOT NULL,
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
  checksum INTEGER NOT NULL,
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
  chances TEXT,
  checksum INTEGER NOT NULL,
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
  checksum INTEGER NOT NULL,
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
CREATE INDEX journal_of_account ON journal (row_number, unit, number) WHERE table_name = 'account';
CREATE INDEX journal_of_opportunity ON journal (opportunity_number, unit, number);
CREATE INDEX journal_of_unit ON journal (unit, number);
CREATE TABLE opportunity (
  number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL,
  "by" TEXT NOT NULL,
  at TEXT NOT NULL,
  seen TEXT,
  version INTEGER DEFAULT 0 NOT NULL,
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
  own_probability INTEGER,
  kind TEXT NOT NULL,
  source TEXT,
  need TEXT,
  partner TEXT,
  follows_number INTEGER,
  product TEXT,
  next_step TEXT,
  next_step_on TEXT,
  decide_on TEXT,
  created_on TEXT,
  ended_on TEXT,
  left_stage TEXT,
  reason TEXT,
  lost_to TEXT,
  reason_note TEXT,
  external_id TEXT,
  touched_on TEXT,
  heard_on TEXT,
  stage_since TEXT,
  CONSTRAINT status_known CHECK (status IN ('open', 'won', 'lost', 'cancelled', 'withdrawn')),
  CONSTRAINT kind_known CHECK (kind IN ('new', 'expansion', 'renewal')),
  CONSTRAINT amount_money CHECK ((amount_minor IS NULL) = (amount_currency IS NULL) AND coalesce(amount_minor, 0) BETWEEN -100000000000000000 AND 100000000000000000),
  CONSTRAINT base_money CHECK ((base_minor IS NULL) = (base_currency IS NULL) AND coalesce(base_minor, 0) BETWEEN -100000000000000000 AND 100000000000000000),
  CONSTRAINT rate_on_day CHECK ("rate_on" IS date("rate_on", '+0 days')),
  CONSTRAINT close_on_day CHECK ("close_on" IS date("close_on", '+0 days')),
  CONSTRAINT next_step_on_day CHECK ("next_step_on" IS date("next_step_on", '+0 days')),
  CONSTRAINT decide_on_day CHECK ("decide_on" IS date("decide_on", '+0 days')),
  CONSTRAINT created_on_day CHECK ("created_on" IS date("created_on", '+0 days')),
  CONSTRAINT ended_on_day CHECK ("ended_on" IS date("ended_on", '+0 days')),
  CONSTRAINT touched_on_day CHECK ("touched_on" IS date("touched_on", '+0 days')),
  CONSTRAINT heard_on_day CHECK ("heard_on" IS date("heard_on", '+0 days')),
  CONSTRAINT stage_since_day CHECK ("stage_since" IS date("stage_since", '+0 days')),
  UNIQUE (id),
  UNIQUE (slug),
  FOREIGN KEY(account_number) REFERENCES account (number),
  FOREIGN KEY(owner_number) REFERENCES member (number),
  FOREIGN KEY(follows_number) REFERENCES opportunity (number)
)
 STRICT;
CREATE INDEX opportunity_by_end ON opportunity (ended_on, status, owner_number, created_on, base_currency, base_minor, amount_currency, amount_minor) WHERE status <> 'open';
CREATE INDEX opportunity_by_name ON opportunity (name_key);
CREATE INDEX opportunity_closed_by_amount ON opportunity (base_minor, number) WHERE status <> 'open';
CREATE INDEX opportunity_closed_by_close ON opportunity (close_on, number) WHERE status <> 'open';
CREATE INDEX opportunity_closed_by_name ON opportunity (name_key, number) WHERE status <> 'open';
CREATE INDEX opportunity_closed_by_number ON opportunity (number) WHERE status <> 'open';
CREATE INDEX opportunity_closed_by_stage ON opportunity (stage, number) WHERE status <> 'open';
CREATE INDEX opportunity_closed_by_touched ON opportunity (touched_on, number) WHERE status <> 'open';
CREATE INDEX opportunity_decisions ON opportunity (decide_on, number) WHERE status = 'open' AND decide_on IS NOT NULL;
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
CREATE INDEX opportunity_open_sums ON opportunity (stage, base_currency, close_on, base_minor, owner_number, account_number, partner, kind, status, created_on, amount_currency, amount_minor) WHERE status = 'open';
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
  CONSTRAINT what_known CHECK (what IN ('plan', 'discount', 'proposal')),
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
  settled_by TEXT,
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
  met_by TEXT,
  met_by_key TEXT,
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
  level TEXT NOT NULL,
  reason TEXT,
  "on" TEXT NOT NULL,
  CONSTRAINT category_known CHECK (category IS NULL OR category IN ('commit', 'best', 'pipeline', 'omitted')),
  CONSTRAINT level_known CHECK (level IN ('owner', 'manager')),
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
  CONSTRAINT kind_known CHECK (kind IN ('create', 'advance', 'override', 'retreat', 'end', 'reopen', 'import', 'history')),
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
  for_customer TEXT,
  for_customer_key TEXT,
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
  because TEXT,
  opening TEXT,
  roles TEXT,
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
  "trigger" TEXT,
  hypothesis TEXT,
  risk TEXT,
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
  our_owner TEXT,
  kind TEXT NOT NULL,
  yardstick TEXT,
  yardstick_key TEXT,
  yardstick_by_number INTEGER,
  done_on TEXT,
  result TEXT,
  result_key TEXT,
  CONSTRAINT due_on_day CHECK ("due_on" IS date("due_on", '+0 days')),
  CONSTRAINT kind_known CHECK (kind IN ('buying-step', 'business-case', 'proof-of-concept', 'security', 'legal', 'procurement', 'board', 'signature', 'kick-off', 'go-live')),
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
CREATE TABLE statement (
  number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL,
  "by" TEXT NOT NULL,
  at TEXT NOT NULL,
  seen TEXT,
  opportunity_number INTEGER NOT NULL,
  text TEXT NOT NULL,
  text_key TEXT NOT NULL,
  part TEXT NOT NULL,
  due_on TEXT,
  who_number INTEGER,
  CONSTRAINT part_known CHECK (part IN ('assumption', 'review', 'reference', 'delivery', 'effort', 'option', 'annex')),
  CONSTRAINT due_on_day CHECK ("due_on" IS date("due_on", '+0 days')),
  UNIQUE (id),
  FOREIGN KEY(opportunity_number) REFERENCES opportunity (number),
  FOREIGN KEY(who_number) REFERENCES person (number)
)
 STRICT;
CREATE INDEX statement_of_opportunity ON statement (opportunity_number, number);
CREATE INDEX statement_of_who ON statement (who_number) WHERE who_number IS NOT NULL;
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
  with_whom_number INTEGER,
  expected TEXT,
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
  FOREIGN KEY(with_whom_number) REFERENCES person (number),
  FOREIGN KEY(milestone_number) REFERENCES milestone (number)
)
 STRICT;
CREATE INDEX action_due ON action (due_on) WHERE done_on IS NULL;
CREATE INDEX action_of_milestone ON action (milestone_number) WHERE milestone_number IS NOT NULL;
CREATE INDEX action_of_opportunity ON action (opportunity_number, number);
CREATE INDEX action_of_with_whom ON action (with_whom_number) WHERE with_whom_number IS NOT NULL;
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
