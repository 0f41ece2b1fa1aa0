"""What each command refuses: the exit code, the code of the error, and both languages in their own words."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest

from osp_cli.cli.table import PLACES
from tests.territory import Terminal, copy_territory

REFUSALS: list[tuple[str, int, str]] = [
    ("new-opportunity", 2, "input-missing"),
    ('new-opportunity "A deal"', 2, "input-missing"),
    ('new-opportunity "A deal" --account B --amount 1.200', 2, "money-ambiguous"),
    ('new-opportunity "A deal" --account B --close 3/4/2026', 2, "date-ambiguous"),
    ('new-opportunity "A deal" --account B --kind odd', 2, "kind-unknown"),
    ('new-opportunity "A deal" --account B --on tomorrow', 2, "on-in-the-future"),
    ("list --stage 11", 5, "stage-unknown"),
    ("list --sort size", 2, "sort-unknown"),
    ("list --open --closed", 2, "options-exclude"),
    ("list --limit 0", 2, "limit-wrong"),
    ("find ''", 2, "word-empty"),
    ("show nobody", 5, "opportunity-unknown"),
    ("set", 2, "nothing-to-set"),
    ("set --close 2027-06-30", 2, "later-close"),
    ("set --amount -5", 2, "money-negative"),
    ("set --all-of 'Amara Okafor' --partner X", 2, "input-missing"),
    ("use", 2, "input-missing"),
    ("use nobody", 5, "opportunity-unknown"),
    ("remove blue-heron-erp", 2, "input-missing"),
    ("remove blue-heron-erp --confirm other", 2, "name-differs"),
    ("note ''", 2, "note-empty"),
    ("note hello --kind fax", 2, "note-kind-unknown"),
    ("log nobody", 5, "opportunity-unknown"),
    ("undo 0", 2, "count-wrong"),
    ("undo 999 --yes", 5, "undo-fewer"),
    ("redo", 5, "redo-nothing"),
    ("team add 'Amara Okafor'", 2, "member-known"),
    ("team set Nobody --region X", 5, "member-unknown"),
    ("team add X --role chief", 2, "role-unknown"),
    ("team odd", 2, "words-too-many"),
    ("plan sumbit", 2, "words-too-many"),
    ("order sho", 2, "words-too-many"),
    ("order nobody", 5, "opportunity-unknown"),
    ("quota sett", 2, "words-too-many"),
    ("forecast --as-of 2026-11-25", 2, "as-of-in-the-future"),
    ("forecast --as-of soonish", 2, "date-unreadable"),
    ("forecast --report odt", 2, "format-unknown"),
    ("forecast --report md --by owner", 2, "report-alone"),
    ("changes lots", 2, "period-unreadable"),
    ("changes --since 2026-11-25", 2, "as-of-in-the-future"),
    ("changes --by region", 2, "only-by-owner"),
    ("funnel lots", 2, "period-unreadable"),
    ("funnel --by stage", 2, "only-by-owner"),
    ("config set rotting.5 0", 2, "setting-wrong"),
    ("snapshot lots", 2, "period-unreadable"),
    ("snapshot show 99", 5, "snapshot-unknown"),
    ("snapshot check 99", 5, "snapshot-unknown"),
    ("list --dry-rnu", 2, "option-unknown"),
    ("set 2 -o 1 --amount 50k", 2, "opportunity-twice"),
    ("value add x --amont 96k", 2, "option-unknown"),
    ("--jsno list", 2, "option-unknown"),
    ("answer 21 yes", 5, "question-unknown"),
    ("answer 5 perhaps", 2, "answer-unreadable"),
    ("answer 5 '+ since Monday' --evidence contract", 2, "answer-evidence-twice"),
    ("answer business-goals yes", 2, "answer-wants-text"),
    ("answer competitor-strengths 'a lot'", 2, "input-missing"),
    ("answer budget yes --against 'Quartz Systems'", 2, "question-not-compared"),
    ("confirm short-list-confirmed", 2, "input-missing"),
    ("confirm short-list-confirmed --who Somebody --evidence x", 2, "another-person"),
    ("confirm technical-lead-identified --who Somebody --evidence x", 2, "another-person"),
    ("confirm budget-clear --who X --evidence y", 2, "criterion-not-confirmable"),
    ("confirm odd --who X --evidence y", 5, "criterion-unknown"),
    ("decide maybe --reason x", 2, "verdict-unknown"),
    ("decide go", 2, "input-missing"),
    ("decide go --step 3 --reason x", 5, "step-without-decision"),
    ("debt settle 99 --evidence x", 5, "debt-unknown"),
    ("debt settle 1", 2, "input-missing"),
    ("gate --stage 11", 5, "stage-unknown"),
    ("gate --stage 2", 2, "stage-not-above"),
    ("advance --stage 5", 4, "gate-closed"),
    ("advance --stage 5 --yes", 4, "gate-closed"),
    ("advance --stage 5 --override ''", 2, "input-missing"),
    ("advance 云岭物流-仓储 --override 'the order will come'", 4, "records-missing"),
    ("retreat --stage 3", 2, "input-missing"),
    ("retreat --stage 5 --reason x", 2, "retreat-not-below"),
    ("retreat maple-scheduling --stage 8 --reason x", 4, "retreat-below-order"),
    ("win --order PO-1 --amount 10k", 4, "gate-closed"),
    ("win --amount 10k", 2, "input-missing"),
    ("lose", 2, "input-missing"),
    ("lose --reason bored", 2, "reason-unknown"),
    ("lose --reason other", 2, "input-missing"),
    ("lose --reason not-given", 2, "reason-unknown"),
    ("cancel copper-kettle-loyalty --reason timing", 4, "ended-already"),
    ("withdraw --reason bored", 2, "reason-unknown"),
    ("reopen --reason x", 4, "open-already"),
    ("reopen granite-oss --reason x", 4, "order-stands"),
    ("competitor add", 2, "input-missing"),
    ("competitor add 'Quartz Systems'", 2, "record-known"),
    ("competitor set Nobody --standing x", 5, "record-unknown"),
    ("competitor set 'Quartz Systems'", 2, "nothing-to-set"),
    ("competitor set 'Quartz Systems' --strengths none", 2, "answer-empty"),
    ("person add", 2, "input-missing"),
    ("person add ''", 2, "field-needed"),
    ("person add 'NOOR HADDAD'", 2, "record-known"),
    ("person add Ada --stance lukewarm", 2, "choice-unknown"),
    ("person add Ada --reports-to ADA", 2, "reports-in-circle"),
    ("person add Ada --answers people.toml", 2, "options-exclude"),
    ("person add --answers nothing.toml", 2, "answers-missing"),
    ("person add --answers people.toml", 2, "answers-broken"),
    ("person add --answers known.toml", 2, "record-known"),
    ("person add --answers unread.toml", 2, "answers-unreadable"),
    ("person add --answers empty.toml", 2, "answers-empty"),
    ("person set 'Noor Haddad'", 2, "nothing-to-set"),
    ("person set Nobody --stance enemy", 5, "record-unknown"),
    ("person set --stance enemy", 5, "records-several"),
    ("person set 'Celia Duarte' --reports-to 'Noor Haddad'", 2, "reports-in-circle"),
    ("person set 'Celia Duarte' --name 'Piet Mulder'", 2, "record-known"),
    ("person set 'Celia Duarte' --name none", 2, "field-needed"),
    ("person set --answers known.toml --title X", 2, "options-exclude"),
    ("person list nobody", 5, "opportunity-unknown"),
    ("person show Nobody", 5, "record-unknown"),
    ("person show -o cedar-billing", 5, "records-none"),
    ("person remove 'Piet Mulder'", 2, "input-missing"),
    ("person remove 'Piet Mulder' --confirm Noor", 2, "record-name-differs"),
    ("person remove 'Noor Haddad' --confirm 'Noor Haddad'", 4, "person-referred"),
    ("tie add influence", 2, "input-missing"),
    ("tie add love --from-person A --to-person B", 2, "choice-unknown"),
    ("tie add conflict --from-person Ada --to-person ada", 2, "tie-to-self"),
    ("tie add influence --from-person 'Noor Haddad' --to-person 'Celia Duarte'", 2, "tie-known"),
    ("tie remove --confirm 99", 2, "record-name-differs"),
    ("criterion add", 2, "input-missing"),
    ("criterion add X --kind odd", 2, "choice-unknown"),
    ("criterion add X --rank 0", 2, "number-unreadable"),
    ("criterion add X --rank first", 2, "number-unreadable"),
    ("criterion add X --theirs better", 2, "positions-unreadable"),
    ("criterion add X --theirs 'Quartz Systems=fine'", 2, "choice-unknown"),
    ("criterion add X --theirs 'Quartz Systems=same, quartz systems=worse'", 2, "positions-unreadable"),
    ("criterion add X --theirs 'Nobody Ltd=same'", 5, "competitor-unknown"),
    ("criterion set --rank 1", 5, "records-several"),
    ("criterion set 99 --rank 1", 5, "record-unknown"),
    ("criterion list nobody", 5, "opportunity-unknown"),
    ("criterion show -o cedar-billing", 5, "records-none"),
    ("criterion remove 1 --confirm 2", 2, "record-name-differs"),
    ("event add", 2, "input-missing"),
    ("event add X --deadline 2026-02-30", 2, "date-impossible"),
    ("event add X --confirmed-on 2026-11-20", 2, "confirmed-by-nobody"),
    ("event set --confirmed-by Ada --confirmed-on tomorrow", 2, "on-in-the-future"),
    ("event set --reason none", 2, "field-needed"),
    ("event list nobody", 5, "opportunity-unknown"),
    ("event show 99", 5, "record-unknown"),
    ("event remove", 2, "input-missing"),
    ("value add", 2, "input-missing"),
    ("value add X --investment 'USD 1k' --yearly-benefit 'EUR 1k'", 2, "roi-two-currencies"),
    ("value set --yearly-benefit 'EUR 1k'", 2, "roi-two-currencies"),
    ("value set --payback-months 3", 2, "option-unknown"),
    ("value add X --investment -5", 2, "money-negative"),
    ("value set", 2, "nothing-to-set"),
    ("value add --answers typed.toml", 2, "answers-broken"),
    ("value list nobody", 5, "opportunity-unknown"),
    ("value show 99", 5, "record-unknown"),
    ("value remove --confirm 99", 2, "record-name-differs"),
    ("issue add X", 2, "input-missing"),
    ("issue add X --kind personal", 2, "choice-unknown"),
    ("issue set 1 --kind none", 2, "field-needed"),
    ("issue set 99 --state open", 5, "record-unknown"),
    ("issue list nobody", 5, "opportunity-unknown"),
    ("issue show", 5, "records-several"),
    ("issue remove 1", 2, "input-missing"),
    ("account add", 2, "input-missing"),
    ("account add 'tidewater FERRIES'", 2, "account-known"),
    ("account set", 5, "account-needed-by-name"),
    ("account set 4", 2, "nothing-to-set"),
    ("account set Nobody --goals x", 5, "account-unknown"),
    ("account set 4 --strategic --answers x.toml", 2, "options-exclude"),
    ("account list --limit 0", 2, "limit-wrong"),
    ("account list --after x", 2, "page-key-wrong"),
    ("account show Nobody", 5, "account-unknown"),
    ("account remove 4 --confirm x", 4, "account-in-use"),
    ("account merge 4", 2, "input-missing"),
    ("account merge 4 4 --confirm x", 2, "account-merge-self"),
    ("account merge 4 5 --confirm x", 2, "record-name-differs"),
    ("account expand 4", 4, "expansion-too-early"),
    ("followup add", 2, "input-missing"),
    ("followup add X --kind odd", 2, "choice-unknown"),
    ("followup add X --renews 2027-01-01", 2, "field-of-kind"),
    ("followup add X --kind renewal --trigger Audit", 2, "field-of-kind"),
    ("followup set 99 --due today", 5, "record-unknown"),
    ("followup done 99", 5, "record-unknown"),
    ("followup list nobody", 5, "opportunity-unknown"),
    ("followup show", 5, "records-none"),
    ("followup remove 99 --confirm 99", 5, "record-unknown"),
    ("plan set market Big", 2, "input-missing"),
    ("plan set --territory me colour blue", 5, "plan-part-unknown"),
    ("plan submit --partner Nobody", 5, "sales-plan-none"),
    ("plan show --account 4 --partner X", 2, "options-exclude"),
    ("set 3 --follows 3", 2, "follows-in-circle"),
    ("partner add", 2, "input-missing"),
    ("partner add 'HARBOUR SYSTEMS'", 2, "record-known"),
    ("partner add X --role boss", 2, "choice-unknown"),
    ("partner add --answers partners.toml", 2, "answers-broken"),
    ("partner set", 2, "nothing-to-set"),
    ("partner set Nobody --fit x", 5, "record-unknown"),
    ("partner set --name none", 2, "field-needed"),
    ("partner list nobody", 5, "opportunity-unknown"),
    ("partner show -o cedar-billing", 5, "records-none"),
    ("partner remove 'Harbour Systems'", 2, "input-missing"),
    ("partner remove --confirm Harbour", 2, "record-name-differs"),
    ("terms nobody", 5, "opportunity-unknown"),
    ("terms show nobody", 5, "opportunity-unknown"),
    ("terms set", 2, "input-missing"),
    ("terms set --discount '5 %'", 2, "input-missing"),
    ("terms set tidewater-analytics", 2, "nothing-to-set"),
    ("terms set tidewater-analytics --reseller none", 2, "field-needed"),
    ("terms set --answers terms.toml", 2, "record-single"),
    ("terms set --answers empty.toml", 2, "answers-empty"),
    ("terms remove --confirm X", 5, "record-single-none"),
    ("terms remove tidewater-analytics", 2, "input-missing"),
    ("terms remove tidewater-analytics --confirm Harbour", 2, "record-name-differs"),
    ("competitor show Nobody", 5, "competitor-unknown"),
    ("competitor remove 'Quartz Systems'", 2, "input-missing"),
    ("competitor remove 'Quartz Systems' --confirm Quartz", 2, "record-name-differs"),
    ("competitor remove Nobody --confirm Nobody", 5, "record-unknown"),
    ("condition add", 2, "input-missing"),
    ("condition add X --due 2026-02-30", 2, "date-impossible"),
    ("condition set 99 --due fri", 5, "record-unknown"),
    ("condition list nobody", 5, "opportunity-unknown"),
    ("condition show 99", 5, "record-unknown"),
    ("condition done 99 --evidence x", 5, "record-unknown"),
    ("condition remove 99 --confirm 99", 5, "record-unknown"),
    ("review --format pdf", 2, "format-unknown"),
    ("review --quarter odd", 2, "period-unreadable"),
    ("winloss nobody", 5, "opportunity-unknown"),
    ("winloss blue-heron-erp", 4, "winloss-open"),
    ("accuracy odd", 2, "words-too-many"),
    ("competitor list 1 -o 2", 2, "opportunity-twice"),
    ("risk list 1 --opportunity 2", 2, "opportunity-twice"),
    ("risk add", 2, "input-missing"),
    ("risk show 99", 5, "record-unknown"),
    ("risk close 99", 5, "record-unknown"),
    ("risk remove 99 --confirm 99", 5, "record-unknown"),
    ("risk remove 1 -o tidewater-analytics", 2, "input-missing"),
    ("risk remove 1 -o tidewater-analytics --confirm 2", 2, "record-name-differs"),
    ("strategy nobody", 5, "opportunity-unknown"),
    ("strategy choose", 2, "input-missing"),
    ("strategy choose frontal", 2, "input-missing"),
    ("strategy choose sideways --reason x", 2, "strategy-unknown"),
    ("strategy list 1 surplus", 2, "words-too-many"),
    ("map nobody", 5, "opportunity-unknown"),
    ("map blue-heron-erp surplus", 2, "words-too-many"),
    ("risk add ''", 2, "field-needed"),
    ("risk add x --prompt odd", 5, "question-of-another-kind"),
    ("risk add x --prompt budget", 5, "question-of-another-kind"),
    ("risk add x --impact enormous", 2, "choice-unknown"),
    ("risk set 99 --counter x", 5, "record-unknown"),
    ("order set", 2, "nothing-to-set"),
    ("order set --paid perhaps", 2, "paid-unknown"),
    ("order set --date tomorrow", 2, "on-in-the-future"),
    ("order cancel --reason x", 5, "order-none"),
    ("payment add Half --due fri --amount 1k", 4, "payment-without-order"),
    ("order set granite-oss --paid full", 2, "paid-by-payments"),
    ("quotation add Q-1 --amount 1k --valid-until 2020-01-02", 2, "quotation-over-before"),
    ("quotation add Q-1 --amount 0", 2, "amount-nothing"),
    ("teammate add Ben --part experts --asked today --agreed yesterday", 2, "agreed-before-asked"),
    ("snooze payment-99 tomorrow", 5, "line-unknown"),
    ("snooze must-1 today", 2, "snooze-past"),
    ("person merge 'Noor Haddad' 'noor haddad' --confirm x", 2, "merge-with-itself"),
    ("plan approve --by 'Amara Okafor'", 4, "approver-no-manager"),
    ("plan approve --by Nobody", 4, "approver-no-manager"),
    ("plan approve --what price --by 'Ingrid Solberg'", 2, "approval-unknown"),
    ("plan return --by 'Ingrid Solberg'", 2, "input-missing"),
    ("plan return", 4, "approver-no-manager"),
    ("win maple-scheduling", 2, "input-missing"),
    ("win maple-scheduling --order PO-9 --amount 10k", 4, "won-already"),
    ("order set --amount 0", 2, "order-amount-none"),
    ("order set maple-scheduling --booked-amount 'EUR 5k'", 2, "order-two-currencies"),
    ("order set maple-scheduling --shipped-on 2020-01-02", 2, "shipped-before-order"),
    ("order set maple-scheduling --processed-on 2020-01-02", 2, "processed-before-order"),
    ("order set maple-scheduling --booked-on 2020-01-02", 2, "booked-before-order"),
    ("order cancel maple-scheduling --reason x --on 2020-01-02", 2, "cancelled-before-order"),
    ("set --close none", 2, "no-close"),
    ("plan list too", 2, "words-too-many"),
    ("plan submit copper-kettle-loyalty", 4, "ended-already"),
    ("process step 9", 5, "step-unknown"),
    ("process stage 11", 5, "stage-unknown"),
    ("process questions --kind odd", 2, "question-kind-unknown"),
    ("config get colour", 5, "setting-unknown"),
    ("config set currency dollars", 2, "currency-unknown"),
    ("config set fiscal_start 13", 2, "setting-wrong"),
    ("config set rate.EUR nothing", 2, "rate-unreadable"),
    ("help nowhere", 5, "topic-unknown"),
    ("demo --folder .osp", 2, "demo-exists"),
    ("next nobody", 5, "opportunity-unknown"),
    ("today --odd", 2, "option-unknown"),
    ("guide", 2, "input-missing"),
    ("guide --step 12", 5, "step-unknown"),
    ("coach", 2, "input-missing"),
    ("coach --step 12", 5, "step-unknown"),
    ("coach --answers answers.toml", 2, "coach-question-foreign"),
    ("action add x", 2, "input-missing"),
    ("action add '' --due fri", 2, "field-needed"),
    ("action add x --due fri --kind odd", 2, "choice-unknown"),
    ("action add x --due fri --milestone 99", 5, "record-unknown"),
    ("action add x --due fri --milestone first", 2, "record-number-unreadable"),
    ("action add x --due fri --question odd", 5, "question-unknown"),
    ("action add x --due fri --done tomorrow", 2, "on-in-the-future"),
    ("action remove 1 -o cedar-billing", 2, "input-missing"),
    ("action remove 1 -o cedar-billing --confirm 2", 2, "record-name-differs"),
    ("action show 99", 5, "record-unknown"),
    ("milestone add", 2, "input-missing"),
    ("statement add x --part prize", 2, "choice-unknown"),
    ("statement set 99 --part review", 5, "record-unknown"),
    ("milestone add x --due someday", 2, "date-unreadable"),
    ("milestone add x --kind trial", 2, "choice-unknown"),
    ("milestone add x --kind proof-of-concept --yardstick-by 'Noor Haddad'", 2, "yardstick-unsaid"),
    ("milestone set 99 --due fri", 5, "record-unknown"),
    ("milestone set 1", 2, "nothing-to-set"),
    ("milestone done 99", 5, "record-unknown"),
    ("milestone done 1 --on tomorrow", 2, "on-in-the-future"),
    ("milestone show -o cedar-billing", 5, "records-none"),
    ("milestone remove 1 --confirm 1", 4, "record-linked"),
    ("milestone remove 3", 2, "input-missing"),
    ("milestone list 1 -o 2 --json", 2, "opportunity-twice"),
    ("call add", 2, "input-missing"),
    ("call add 'Celia Duarte' --planned someday", 2, "date-unreadable"),
    ("call set 1", 2, "nothing-to-set"),
    ("call done 1", 2, "input-missing"),
    ("call done 99 --result x", 5, "record-unknown"),
    ("call done 1 --result x --on tomorrow", 2, "on-in-the-future"),
    ("call set 1 --held tomorrow", 2, "on-in-the-future"),
    ("call remove 1 --confirm 2", 2, "record-name-differs"),
    ("call show -o cedar-billing", 5, "records-none"),
    ("person remove 'Celia Duarte' --confirm 'Celia Duarte'", 4, "person-referred"),
    ("action set 1 -o cedar-billing", 2, "nothing-to-set"),
    ("action set 99 --text x", 5, "record-unknown"),
    ("action done 99", 5, "record-unknown"),
    ("action done 1 -o cedar-billing --on tomorrow", 2, "on-in-the-future"),
    ("process roles nobody", 5, "method-role-unknown"),
    ("process roles 销售", 5, "method-role-unknown"),
    ("process search ''", 2, "word-empty"),
    ("process cheatsheet --format odt", 2, "format-unknown"),
    ("process check nowhere", 2, "pack-missing"),
    ("process export pack", 2, "pack-files-there"),
    ("qualify", 2, "input-missing"),
    ("assess nobody", 5, "opportunity-unknown"),
    ("forecast 2026Q9", 2, "period-unreadable"),
    ("quota set lots --period 2026Q4", 2, "money-unreadable"),
    ("accuracy --weeks", 2, "input-missing"),
    ("forecast-call cedar-billing", 2, "input-missing"),
    ("forecast-call cedar-billing --category sure", 2, "call-category-unknown"),
    ("forecast-call cedar-billing --category best --clear", 2, "options-exclude"),
    ("forecast-call cedar-billing --total 3k", 2, "options-exclude"),
    ("forecast-call cedar-billing --clear", 5, "call-none"),
    ("forecast-call --owner Nobody --period 2026Q4", 2, "input-missing"),
    ("forecast-call --total 3k --owner Nobody", 5, "member-unknown"),
    ("forecast-call --total 3k --period 2026Q9", 2, "period-unreadable"),
    ("forecast-call --total 3kEUR", 2, "call-currency"),
    ("forecast-call --period 2026Q4 --clear", 5, "call-none-total"),
    ("import nothing.csv", 2, "import-file-missing"),
    ("advnce", 2, "command-unknown"),
    ("list --lang fr", 2, "language-unknown"),
    ("list --limit", 2, "option-needs-value"),
    ("show --db elsewhere.db", 6, "store-missing"),
    ("gate --all --stage 5", 2, "options-exclude"),
    ("advance --stage 99", 5, "stage-unknown"),
    ("gate --stage 9,5", 5, "stage-unknown"),
    ("answer who yes", 5, "question-unknown"),
    ("order set blue-heron-erp --booked-on 2026-11-20", 2, "order-first"),
    ("process questions --kind checklist", 2, "question-kind-unknown"),
    ("list --fields nam", 2, "field-unknown"),
    ("gate --all --stage 4", 2, "options-exclude"),
    ("log --all blue-heron-erp", 2, "options-exclude"),
    ("plan", 2, "verb-unknown"),
    ("plan odd", 2, "words-too-many"),
    ("plan show nobody", 5, "opportunity-unknown"),
    ("plan show blue-heron-erp surplus", 2, "words-too-many"),
    ("plan submit blue-heron-erp surplus", 2, "words-too-many"),
    ("plan list --waiting surplus", 2, "words-too-many"),
    ("plan export nobody", 5, "opportunity-unknown"),
    ("plan export --kind odd", 2, "document-kind-unknown"),
    ("plan export --audience press", 2, "document-audience-unknown"),
    ("plan export --audience customer", 2, "document-kind-needed"),
    ("plan export --kind winloss --audience customer", 2, "document-internal"),
    ("plan export --territory me --audience customer", 2, "document-internal"),
    ("plan export --kind call --call 99", 5, "record-unknown"),
    ("plan export --kind full --call 1", 2, "options-exclude"),
    ("plan export --format odd", 2, "document-format-unknown"),
    ("plan export blue-heron-erp --all", 2, "options-exclude"),
    ("plan export --all --out -", 2, "document-out-of-all"),
    ("plan export --out foreign.md", 2, "file-exists"),
    ("order show nobody", 5, "opportunity-unknown"),
    ("order show blue-heron-erp surplus", 2, "words-too-many"),
    ("order odd blue-heron-erp surplus", 2, "words-too-many"),
    ("competitor list blue-heron-erp surplus", 2, "words-too-many"),
    ("risk list blue-heron-erp surplus", 2, "words-too-many"),
    ("risk set 1 -o tidewater-analytics", 2, "nothing-to-set"),
    ("debt nobody", 5, "opportunity-unknown"),
    ("debt list blue-heron-erp surplus", 2, "words-too-many"),
    ("team list surplus", 2, "words-too-many"),
    ("quota list lots", 2, "period-unreadable"),
    ("quota list 2026Q4 surplus", 2, "words-too-many"),
    ("quota set 10k --owner Nobody --period 2026Q4", 5, "member-unknown"),
    ("process", 2, "verb-unknown"),
    ("process odd", 2, "words-too-many"),
    ("process steps surplus", 2, "words-too-many"),
    ("process step", 2, "input-missing"),
    ("process step four", 2, "parameter-wrong"),
    ("process stages surplus", 2, "words-too-many"),
    ("process gate", 2, "input-missing"),
    ("process gate 11", 5, "stage-unknown"),
    ("process gate four", 5, "stage-unknown"),
    ("process questions surplus", 2, "words-too-many"),
    ("config list surplus", 2, "words-too-many"),
    ("config path surplus", 2, "words-too-many"),
    ("config get", 2, "input-missing"),
    ("config set currency", 2, "input-missing"),
    ("qualify --answers nothing.toml", 2, "answers-missing"),
    ("qualify --answers future.toml", 2, "answers-broken"),
    ("assess --answers future.toml", 2, "answers-broken"),
    ("guide --answers future.toml", 2, "answers-broken"),
    ("import nameless.csv", 2, "import-name-unmapped"),
    ("import pipeline.csv --mode odd", 2, "import-mode-unknown"),
    ("import pipeline.csv --from odd", 2, "import-source-unknown"),
    ("import pipeline.csv --map amount=odd", 2, "map-broken"),
    ("import pipeline.csv --from osp", 2, "book-broken"),
    ("import book.json --map name=name", 2, "book-options"),
    ("import book.json --db new.db --from csv", 2, "csv-broken"),
    ("backup pipeline.csv", 2, "backup-there"),
    ("backup pack", 2, "file-is-folder"),
    ("backup --db elsewhere.db", 6, "store-missing"),
    ("restore nothing.db", 6, "backup-missing"),
    ("restore pipeline.csv", 6, "backup-foreign"),
    ("restore .osp/osp.db", 2, "restore-itself"),
    ("restore friday.db", 2, "input-missing"),
    ("doctor --odd", 2, "option-unknown"),
    ("export --format pdf", 2, "export-format-unknown"),
    ("export book.json", 2, "file-exists"),
    ("export --owner Nobody", 5, "member-unknown"),
    ("export --changes-since someday", 2, "date-unreadable"),
]
FILES = {
    "book.json": '{"osp":"book","version":1,"records":{},"end":0}\n',
    "foreign.md": "# Mine\n",
    "empty.toml": "",
    "typed.toml": '[[value]]\nresult = "X"\npayback_months = 3\n',
    "unread.toml": "[[person]\n",
    "known.toml": '[[person]]\nname = "Ada"\n[[person]]\nname = "Noor Haddad"\n',
    "terms.toml": '[[terms]]\nreseller = "X"\n[[terms]]\nreseller = "Y"\n',
    "partners.toml": '[[partner]]\nname = "X"\nrole = "boss"\n',
    "people.toml": '[[person]]\nname = "Ada"\nstance = "lukewarm"\nis_executive_sponsor = "perhaps"\n',
    "future.toml": '[answers]\nbudget = { answer = "+", on = 2027-01-01 }\n',
    "nameless.csv": "account,amount\nCedar Parks,45000\n",
    "refused.csv": "name,account,amount\nCedar kiosks,Cedar Parks,much\nJuniper meters,Juniper Bay,a lot\n",
}


@pytest.fixture
def osp(
    territory: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Terminal:
    """A terminal in a copy of the territory, with the files that the refusals name."""
    home = copy_territory(territory, tmp_path / "home")
    for name, text in FILES.items():
        (home / name).write_text(text, encoding="utf-8")
    return Terminal(home, monkeypatch, capsys)


@pytest.mark.parametrize(("line", "code", "error"), REFUSALS)
def test_a_refusal_has_its_code_a_sentence_in_both_languages_and_writes_nothing(
    line: str, code: int, error: str, osp: Terminal
) -> None:
    store = osp.home / ".osp" / "osp.db"
    before = store.read_bytes()
    files = sorted(osp.home.iterdir())
    words = shlex.split(line)
    said = osp(*words, "--json")
    assert said.code == code, f"{line}: {said}"
    assert said.out == ""
    refusal = json.loads(said.err)
    assert refusal["code"] == error, refusal
    assert refusal["message"]
    assert "{" not in refusal["message"]
    texts = {language: osp(*words, "--lang", language) for language in ("en", "zh")} if "--lang" not in words else {}
    for language, text in texts.items():
        assert text.code == code
        assert text.out == ""
        assert "Traceback" not in text.err
        if language == "zh":
            assert any("\u4e00" <= letter <= "\u9fff" for letter in text.err)
            assert not re.search(r"\w, \w", re.sub("“.*?”", "", text.err)), "a list of Chinese is joined by 、"
            assert not re.search(r"[Ee]xpected|no such column|codec", text.err), "no library speaks for itself"
    assert store.read_bytes() == before
    assert sorted(osp.home.iterdir()) == files
    assert (osp.home / "foreign.md").read_text(encoding="utf-8") == FILES["foreign.md"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_an_import_of_which_every_row_is_refused_reports_them_ends_with_1_and_writes_nothing(
    language: str, osp: Terminal
) -> None:
    store = osp.home / ".osp" / "osp.db"
    before = store.read_bytes()
    said = osp("import", "refused.csv", "--json")
    assert said.code == 1
    assert [row["code"] for row in json.loads(said.out)["refused"]] == ["money-unreadable", "money-unreadable"]
    assert json.loads(said.err)["code"] == "import-all-refused"
    told = osp("import", "refused.csv", "--lang", language)
    assert told.code == 1
    assert "much" in told.out
    assert "Traceback" not in told.err
    assert store.read_bytes() == before


def test_an_answer_of_a_day_to_come_is_refused_by_its_question(osp: Terminal) -> None:
    said = osp("qualify", "--answers", "future.toml", "--json")
    assert json.loads(said.err)["details"]["faults"] == [{"key": "budget", "reason": "on-in-the-future"}]


def test_an_unknown_key_of_an_answers_file_is_answered_with_what_may_have_been_meant(osp: Terminal) -> None:
    (osp.home / "slip.toml").write_text('[anwsers]\nbudget = "+"\n', encoding="utf-8")
    said = osp("qualify", "--answers", "slip.toml", "--lang", "en")
    assert said.code == 2
    assert "anwsers: there is no such key; did you mean answers?" in said.err
    text = '[answers]\nbudget = { answer = "+", evidnce = "a mail" }\n'
    (osp.home / "slip.toml").write_text(text, encoding="utf-8")
    assert "did you mean evidence?" in osp("qualify", "--answers", "slip.toml", "--lang", "en").err


def test_a_document_that_somebody_changed_is_not_written_over_without_force(osp: Terminal) -> None:
    assert osp("plan", "export", "--out", "plan.md").code == 0
    assert osp("plan", "export", "--out", "plan.md").code == 0
    plan = osp.home / "plan.md"
    plan.write_text("My own words.\n" + plan.read_text(encoding="utf-8"), encoding="utf-8")
    changed = plan.read_bytes()
    assert osp("plan", "export", "--out", "plan.md").code == 2
    assert plan.read_bytes() == changed
    assert osp("plan", "export", "--out", "plan.md", "--force").code == 0
    assert plan.read_bytes() != changed


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("ISO", "inside-sales"),
        ("售前", "pre-sales"),
        ("销售代表", "rep"),
        ("reseller", "reseller"),
        ("经理", "sales-manager"),
    ],
)
def test_a_role_is_found_by_what_people_call_it(name: str, role: str, osp: Terminal) -> None:
    assert json.loads(osp("process", "roles", name, "--json").out)["role"]["id"] == role


@pytest.mark.parametrize(
    ("text", "where"),
    [(b"[[person]\n", "1:9"), (b"[answers", "EOF"), (b"a = 1\n\xff", "7")],
)
def test_a_file_that_cannot_be_read_is_told_with_the_place_in_the_persons_language(
    text: bytes, where: str, osp: Terminal
) -> None:
    (osp.home / "answers.toml").write_bytes(text)
    told = {language: osp("qualify", "--answers", "answers.toml", "--lang", language).err for language in ("en", "zh")}
    assert f"{where}: this " in told["en"]
    assert f"{where}：这" in told["zh"]


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("plan sumbit", "osp plan submit"),
        ("order sho", "osp order show"),
        ("debt setle 1", "osp debt settle"),
        ("competitr list", "competitor"),
        ("list --dry-rnu", "--dry-run"),
        ("list --staeg 5", "--stage"),
        ("--versoin", "--version"),
        ("import pipeline.csv --encodign x", "--encoding"),
    ],
)
def test_a_slip_of_the_hand_is_answered_with_what_may_have_been_meant(line: str, meant: str, osp: Terminal) -> None:
    said = osp(*shlex.split(line), "--lang", "en")
    assert said.code == 2
    close = next(told for told in said.err.splitlines() if told.startswith("Did you mean"))
    assert meant in close


def test_every_command_has_a_refusal_in_the_table() -> None:
    refused = {shlex.split(line)[0] for line, _, _ in REFUSALS}
    assert set(PLACES) - refused == set()


@pytest.mark.parametrize(
    ("line", "english", "chinese"),
    [
        (
            "answer budget",
            "Missing: ANSWER (+ or yes, - or no, unknown; or words, where the question needs them).",
            "缺少 回答（",
        ),
        ("confirm", "Missing: CRITERION (the criterion of a gate; osp gate names it).", "缺少 条件（关口的条件；"),
        ("gate --json=1", "--json is a switch and takes nothing after a =.", "--json 是开关选项"),
    ],
)
def test_a_usage_error_says_what_the_missing_word_stands_for(
    osp: Terminal, line: str, english: str, chinese: str
) -> None:
    assert english in osp(*line.split(), "--lang", "en").err
    assert chinese in osp(*line.split(), "--lang", "zh").err


@pytest.mark.parametrize("typed", ["four", "' OR 1=1 --", 'a "four"'])
def test_what_is_no_number_is_repeated_as_it_was_typed(osp: Terminal, typed: str) -> None:
    said = osp("process", "step", typed)
    assert (said.code, f"“{typed}”" in said.err) == (2, True), said.err
