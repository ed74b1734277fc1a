-- Why a change of a client's subscription is refused: a column for each reason and member, 0 where it does not hold.
--
-- `request` has a row for each request; plan, payroll_tier, time_tier and terms are the catalogue. Parties and features are bits of a
-- number, 1 is the firm and 2 the client; an add-on that is not held is at tier 0, paid by nobody, 0.
-- A column is named after its reason and what it is about; where that is features, they are the bits of its value.

WITH
change AS MATERIALIZED (
  SELECT
    request.*,
    request.id AS request,
    -- What changes, and what transfers.
    base_from <> base_to AS base_changes,
    payroll_from <> payroll_to AS payroll_changes,
    time_from <> time_to AS time_changes,
    base_payer <> base_new_payer AS base_transfers,
    payroll_payer <> payroll_new_payer AND payroll_from AND payroll_to AS payroll_transfers,
    time_payer <> time_new_payer AND time_from AND time_to AS time_transfers,
    -- Who pays for a change: who does now, and for an added product who is to.
    CASE payroll_from WHEN 0 THEN payroll_new_payer ELSE payroll_payer END AS payroll_change_payer,
    CASE time_from WHEN 0 THEN time_new_payer ELSE time_payer END AS time_change_payer,
    -- The catalogue opens this change of plan, and which way it goes.
    old.moves >> base_to & 1 AS open,
    (old.moves >> base_to & 1) AND new.rank > old.rank AS base_up,
    (old.moves >> base_to & 1) AND new.rank < old.rank AS base_down,
    payroll_to > payroll_from AS payroll_up,
    payroll_to < payroll_from AS payroll_down,
    time_to > time_from AS time_up,
    time_to < time_from AS time_down,
    -- Features in use that the new plan lacks.
    CASE old.moves >> base_to & 1 WHEN 1 THEN request.features & old.features & ~new.features ELSE 0 END AS lost,
    new.sold AS base_sold,
    payroll_tier.sold AS payroll_sold,
    time_tier.sold AS time_sold,
    payroll_tier.brings_time,
    new.payroll AS with_payroll,
    new.time AS with_time,
    base_from <> base_to AND (old.name = 'self_employed' OR new.name = 'self_employed') AS separate_product,
    old.on_ladder AND new.name = 'ledger' AS ledger_closed,
    billable > new.billable_limit AND new.billable_limit < old.billable_limit AS billable_over,
    accountant > new.accountant_limit AND new.accountant_limit < old.accountant_limit AS accountant_over,
    reports_only > new.reports_only_limit AND new.reports_only_limit < old.reports_only_limit AS reports_only_over,
    time_only > new.time_only_limit AND new.time_only_limit < old.time_only_limit AS time_only_over,
    accounts > new.accounts_limit AND new.accounts_limit < old.accounts_limit AS accounts_over,
    classes_and_locations > new.classes_and_locations_limit
      AND new.classes_and_locations_limit < old.classes_and_locations_limit AS classes_and_locations_over,
    custom_fields > new.custom_fields_limit AND new.custom_fields_limit < old.custom_fields_limit AS custom_fields_over,
    terms.*
  FROM request
  JOIN plan AS old ON old.id = base_from
  JOIN plan AS new ON new.id = base_to
  JOIN payroll_tier ON payroll_tier.id = payroll_to
  JOIN time_tier ON time_tier.id = time_to
  JOIN terms
),
happening AS (
  SELECT
    *,
    base_changes OR payroll_changes OR time_changes OR base_transfers OR payroll_transfers OR time_transfers AS something_happens,
    base_up AND base_payer = 1 OR payroll_up AND payroll_change_payer = 1 OR time_up AND time_change_payer = 1 AS firm_pays_more,
    base_up AND base_payer = 2 OR payroll_up AND payroll_change_payer = 2 OR time_up AND time_change_payer = 2 AS client_pays_more,
    base_transfers AND base_new_payer = 1 AS base_to_firm,
    payroll_transfers AND payroll_new_payer = 1 AS payroll_to_firm,
    time_transfers AND time_new_payer = 1 AS time_to_firm
  FROM change
)
SELECT
  request,
  NOT something_happens AS "nothing_to_change",
  separate_product AS "separate_product",
  ledger_closed AS "ledger_closed",
  base_changes AND NOT base_sold AS "not_sold product=base",
  payroll_changes AND NOT payroll_sold AS "not_sold product=payroll",
  time_changes AND NOT time_sold AS "not_sold product=time",
  base_changes AND NOT (open OR separate_product OR ledger_closed) AND base_sold AS "transition_closed",
  something_happens AND status = 'pending' AS "client_pending",
  something_happens AND status IN ('restricted', 'suspended', 'expired', 'cancelled') AS "client_read_only",
  NOT firm_billing_current AND (firm_pays_more OR base_to_firm OR payroll_to_firm OR time_to_firm) AS "firm_billing_outdated",
  NOT firm_subscription_current AND firm_pays_more AS "firm_subscription_outdated",
  NOT client_billing_current AND client_pays_more AS "client_billing_outdated",
  NOT authorised_by & 1 AND (base_changes AND base_payer = 1 OR base_to_firm OR base_transfers AND NOT authorised_by)
    AS "not_authorised product=base payer=firm",
  NOT authorised_by & 2 AND base_changes AND base_payer = 2 AS "not_authorised product=base payer=client",
  NOT authorised_by & 1
    AND (payroll_changes AND payroll_change_payer = 1 OR payroll_to_firm OR payroll_transfers AND NOT authorised_by)
    AS "not_authorised product=payroll payer=firm",
  NOT authorised_by & 2 AND payroll_changes AND payroll_change_payer = 2 AS "not_authorised product=payroll payer=client",
  NOT authorised_by & 1 AND (time_changes AND time_change_payer = 1 OR time_to_firm OR time_transfers AND NOT authorised_by)
    AS "not_authorised product=time payer=firm",
  NOT authorised_by & 2 AND time_changes AND time_change_payer = 2 AS "not_authorised product=time payer=client",
  base_down AND NOT downgrade_offered AS "downgrade_not_offered",
  (base_down OR payroll_down OR time_down) AND NOT confirmed AS "downgrade_not_confirmed",
  base_down AND confirmed AND lost & ~blocking_features & ~accepted_losses AS "losses_not_accepted",
  open AND billable_blocks AND billable_over AS "too_many_users kind=billable",
  open AND accountant_blocks AND accountant_over AS "too_many_users kind=accountant",
  open AND reports_only_blocks AND reports_only_over AS "too_many_users kind=reports_only",
  open AND time_only_blocks AND time_only_over AS "too_many_users kind=time_only",
  lost & blocking_features AS "feature_in_use feature=",
  open AND accounts_blocks AND accounts_over AS "over_limit resource=accounts",
  open AND classes_and_locations_blocks AND classes_and_locations_over AS "over_limit resource=classes_and_locations",
  open AND custom_fields_blocks AND custom_fields_over AS "over_limit resource=custom_fields",
  (base_changes OR payroll_changes) AND payroll_to AND NOT with_payroll AS "add_on_unsupported product=payroll",
  (base_changes OR payroll_changes OR time_changes) AND time_to AND NOT with_time AND NOT (with_payroll AND brings_time)
    AS "add_on_unsupported product=time",
  base_up AND hours_since_downgrade IS NOT NULL AND hours_since_downgrade < upgrade_wait_hours AS "upgrade_too_soon",
  base_changes AND base_transfers AS "transfer_and_change product=base",
  payroll_changes AND payroll_transfers AS "transfer_and_change product=payroll",
  time_changes AND time_transfers AS "transfer_and_change product=time",
  base_to_firm AND NOT base_changes AND permission_hours IS NULL AS "transfer_not_permitted product=base",
  payroll_to_firm AND NOT payroll_changes AND permission_hours IS NULL AS "transfer_not_permitted product=payroll",
  time_to_firm AND NOT time_changes AND permission_hours IS NULL AS "transfer_not_permitted product=time",
  base_to_firm AND NOT base_changes AND permission_hours > permission_window AS "transfer_permission_expired product=base",
  payroll_to_firm AND NOT payroll_changes AND permission_hours > permission_window AS "transfer_permission_expired product=payroll",
  time_to_firm AND NOT time_changes AND permission_hours > permission_window AS "transfer_permission_expired product=time",
  base_to_firm AND NOT base_changes AND billing_cycle = 'annual' AS "annual_billing product=base",
  payroll_to_firm AND NOT payroll_changes AND billing_cycle = 'annual' AS "annual_billing product=payroll",
  time_to_firm AND NOT time_changes AND billing_cycle = 'annual' AS "annual_billing product=time",
  base_transfers AND NOT base_to_firm AND NOT base_changes AND NOT primary_admin AS "client_not_primary_admin product=base",
  payroll_transfers AND NOT payroll_to_firm AND NOT payroll_changes AND NOT primary_admin
    AS "client_not_primary_admin product=payroll",
  time_transfers AND NOT time_to_firm AND NOT time_changes AND NOT primary_admin AS "client_not_primary_admin product=time"
FROM happening
