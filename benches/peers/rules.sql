-- Why a change of a client's subscription is refused: a column for each reason and member, 0 where it does not hold, and NULL where that
-- hangs on a fact that is not known, which is NULL in `request`.
--
-- `request` has a row for each request; plan, payroll_tier, time_tier, revived_by_transfer and terms are the catalogue. Features are bits
-- of a number. A payer is 1, the firm, or 2, the client; an add-on that is not held is at tier 0, paid by nobody, 0. Where there was no
-- downgrade, it was long ago.
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
    -- Features that the new plan lacks, and that are lost where they are in use.
    CASE old.moves >> base_to & 1 WHEN 1 THEN old.features & ~new.features ELSE 0 END AS lost,
    new.sold AS base_sold,
    payroll_tier.sold AS payroll_sold,
    time_tier.sold AS time_sold,
    payroll_tier.brings_time,
    new.payroll AS with_payroll,
    new.time AS with_time,
    (base_from <> base_to OR base_payer <> base_new_payer)
      AND (old.name = 'self_employed' OR new.name = 'self_employed') AS separate_product,
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
    base_changes OR payroll_changes OR time_changes AS something_changes,
    base_changes OR payroll_changes OR time_changes OR base_transfers OR payroll_transfers OR time_transfers AS something_happens,
    base_changes AND base_payer = 1 OR payroll_changes AND payroll_change_payer = 1 OR time_changes AND time_change_payer = 1
      AS firm_pays_for_change,
    base_up AND base_payer = 1 OR payroll_up AND payroll_change_payer = 1 OR time_up AND time_change_payer = 1 AS firm_pays_more,
    base_up AND base_payer = 2 OR payroll_up AND payroll_change_payer = 2 OR time_up AND time_change_payer = 2 AS client_pays_more,
    -- A product that both changes and transfers counts as changing only.
    base_transfers AND NOT base_changes AND base_new_payer = 1 AS base_to_firm,
    payroll_transfers AND NOT payroll_changes AND payroll_new_payer = 1 AS payroll_to_firm,
    time_transfers AND NOT time_changes AND time_new_payer = 1 AS time_to_firm,
    base_transfers AND NOT base_changes AND base_new_payer = 2 AS base_to_client,
    payroll_transfers AND NOT payroll_changes AND payroll_new_payer = 2 AS payroll_to_client,
    time_transfers AND NOT time_changes AND time_new_payer = 2 AS time_to_client
  FROM change
),
transferring AS (
  SELECT
    *,
    base_to_firm OR payroll_to_firm OR time_to_firm AS to_firm,
    base_to_client OR payroll_to_client OR time_to_client AS to_client
  FROM happening
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
  (something_changes OR (to_firm OR to_client) AND NOT (base_to_firm AND status IN (SELECT status FROM revived_by_transfer)))
    AND status IN ('restricted', 'suspended', 'expired', 'cancelled') AS "client_read_only",
  NOT firm_billing_current AND (firm_pays_more OR to_firm) AS "firm_billing_outdated",
  NOT firm_subscription_current AND firm_pays_more AS "firm_subscription_outdated",
  NOT client_billing_current AND client_pays_more AS "client_billing_outdated",
  NOT firm_authorises
    AND (base_changes AND base_payer = 1 OR base_to_firm OR base_to_client AND NOT client_authorises)
    AS "not_authorised product=base payer=firm",
  NOT client_authorises AND base_changes AND base_payer = 2 AS "not_authorised product=base payer=client",
  NOT firm_authorises
    AND (payroll_changes AND payroll_change_payer = 1 OR payroll_to_firm OR payroll_to_client AND NOT client_authorises)
    AS "not_authorised product=payroll payer=firm",
  NOT client_authorises AND payroll_changes AND payroll_change_payer = 2 AS "not_authorised product=payroll payer=client",
  NOT firm_authorises
    AND (time_changes AND time_change_payer = 1 OR time_to_firm OR time_to_client AND NOT client_authorises)
    AS "not_authorised product=time payer=firm",
  NOT client_authorises AND time_changes AND time_change_payer = 2 AS "not_authorised product=time payer=client",
  base_down AND base_payer = 1 AND NOT downgrade_offered AS "downgrade_not_offered",
  (base_down OR payroll_down OR time_down) AND NOT confirmed AS "downgrade_not_confirmed",
  base_down AND confirmed
    AND CASE features & lost & ~blocking_features WHEN 0 THEN 0 ELSE features & lost & ~blocking_features & ~accepted_losses END
    AND lost & ~blocking_features AS "losses_not_accepted",
  open AND billable_blocks AND billable_over AS "too_many_users kind=billable",
  open AND accountant_blocks AND accountant_over AS "too_many_users kind=accountant",
  open AND reports_only_blocks AND reports_only_over AS "too_many_users kind=reports_only",
  open AND time_only_blocks AND time_only_over AS "too_many_users kind=time_only",
  CASE lost & blocking_features WHEN 0 THEN 0 ELSE features & lost & blocking_features END AS "feature_in_use feature=",
  open AND accounts_blocks AND accounts_over AS "over_limit resource=accounts",
  open AND classes_and_locations_blocks AND classes_and_locations_over AS "over_limit resource=classes_and_locations",
  open AND custom_fields_blocks AND custom_fields_over AS "over_limit resource=custom_fields",
  (base_changes OR payroll_changes) AND payroll_to AND NOT with_payroll AS "add_on_unsupported product=payroll",
  (base_changes OR payroll_changes OR time_changes) AND time_to AND NOT with_time AND NOT (with_payroll AND brings_time)
    AS "add_on_unsupported product=time",
  base_up AND hours_since_downgrade < upgrade_wait_hours AS "upgrade_too_soon",
  base_changes AND base_transfers AS "transfer_and_change product=base",
  payroll_changes AND payroll_transfers AS "transfer_and_change product=payroll",
  time_changes AND time_transfers AS "transfer_and_change product=time",
  base_to_firm AND NOT permitted AS "transfer_not_permitted product=base",
  payroll_to_firm AND NOT permitted AS "transfer_not_permitted product=payroll",
  time_to_firm AND NOT permitted AS "transfer_not_permitted product=time",
  base_to_firm AND permitted AND permission_hours > permission_window AS "transfer_permission_expired product=base",
  payroll_to_firm AND permitted AND permission_hours > permission_window AS "transfer_permission_expired product=payroll",
  time_to_firm AND permitted AND permission_hours > permission_window AS "transfer_permission_expired product=time",
  base_to_firm AND billing_cycle = 'annual' AS "annual_billing product=base",
  time_to_firm AND billing_cycle = 'annual' AS "annual_billing product=time",
  base_to_client AND primary_admin = 'firm' AS "client_not_primary_admin product=base",
  payroll_to_client AND primary_admin = 'firm' AS "client_not_primary_admin product=payroll",
  time_to_client AND primary_admin = 'firm' AS "client_not_primary_admin product=time",
  (to_firm OR to_client) AND primary_admin = 'other' AS "primary_admin_elsewhere",
  NOT manages_billing AND (firm_pays_for_change OR to_firm) AS "firm_user_not_permitted",
  to_firm AND NOT is_accountant_user AS "firm_not_accountant",
  to_firm AND status = 'trial' AS "not_subscribed_yet",
  to_firm AND NOT addresses_match AS "address_mismatch",
  to_firm AND other_billing_system AS "other_billing_system",
  to_firm AND NOT same_region AS "other_region",
  something_happens AND status = 'cancelling' AS "cancellation_pending"
FROM transferring
