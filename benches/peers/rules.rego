# Why a change of a client's subscription is refused: every reason that holds.
#
# `input` are the facts of a request, `data` is the catalogue. A fact that is not known is left out of `input`, and so undefined.
package subscription_change

# ---- what changes, and which way

base := input.base

from := input.from

to := input.to

changing := [p | some p in input.products; p.from != p.to]

# Products that transfer and do not change; those that do both count as changing only.
to_firm := [p.product | some p in input.products; p.from == p.to; p.payer == "client"; p.new_payer == "firm"]

to_client := [p.product | some p in input.products; p.from == p.to; p.payer == "firm"; p.new_payer == "client"]

something_changes if changing != []

something_transfers if to_firm != []

something_transfers if to_client != []

something_happens if something_changes

something_happens if something_transfers

base_changes if base.from != base.to

# The catalogue opens this change of plan; one that it does not open goes neither up nor down.
open if base.to in from.moves

directed := changing if open

directed := [p | some p in changing; p.product != "base"] if not open

# Who pays for what goes up.
pays_more := {p.change_payer | some p in directed; p.new_rank > p.rank}

something_goes_down if {
	some p in directed
	p.new_rank < p.rank
}

base_goes_down if {
	open
	base.new_rank < base.rank
}

# A cancelled subscription begins anew when the firm takes over its billing.
base_is_revived if {
	"base" in to_firm
	input.client.status in data.revived_by_transfer
}

# ---- what is lost

lost := (input.client.features & from.features) - to.features if open

lost := set() if not open

losses := lost - data.blocking_features if base_goes_down

losses := set() if not base_goes_down

# ---- the reasons

reasons contains {"code": "nothing_to_change"} if not something_happens

separate_product if {
	base_changes
	"self_employed" in {base.from, base.to}
}

separate_product if {
	base.from == "self_employed"
	base.to == "self_employed"
	base.payer != base.new_payer
}

reasons contains {"code": "separate_product", "from": base.from, "to": base.to} if separate_product

ledger_closed if {
	base.to == "ledger"
	from.on_ladder
}

reasons contains {"code": "ledger_closed", "from": base.from} if ledger_closed

reasons contains {"code": "not_sold", "product": p.product, "item": p.to} if {
	some p in changing
	not p.sold
}

reasons contains {"code": "transition_closed", "from": base.from, "to": base.to} if {
	base_changes
	not open
	not separate_product
	not ledger_closed
	base.sold
}

reasons contains {"code": "client_pending"} if {
	input.client.status == "pending"
	something_happens
}

read_only if input.client.status in {"restricted", "suspended", "expired", "cancelled"}

reasons contains {"code": "client_read_only", "status": input.client.status} if {
	read_only
	something_changes
}

reasons contains {"code": "client_read_only", "status": input.client.status} if {
	read_only
	something_transfers
	not base_is_revived
}

reasons contains {"code": "firm_billing_outdated"} if {
	not input.firm.billing_current
	"firm" in pays_more
}

reasons contains {"code": "firm_billing_outdated"} if {
	not input.firm.billing_current
	to_firm != []
}

reasons contains {"code": "firm_subscription_outdated"} if {
	not input.firm.subscription_current
	"firm" in pays_more
}

reasons contains {"code": "client_billing_outdated"} if {
	not input.client.billing_current
	"client" in pays_more
}

reasons contains {"code": "not_authorised", "product": p.product, "payer": p.change_payer} if {
	some p in changing
	not input.authorised_by[p.change_payer]
}

reasons contains {"code": "not_authorised", "product": product, "payer": "firm"} if {
	some product in to_firm
	not input.authorised_by.firm
}

reasons contains {"code": "not_authorised", "product": product, "payer": "firm"} if {
	some product in to_client
	not input.authorised_by.firm
	not input.authorised_by.client
}

reasons contains {"code": "downgrade_not_offered"} if {
	not input.client.downgrade_offered
	base_goes_down
	base.payer == "firm"
}

reasons contains {"code": "downgrade_not_confirmed", "losses": losses} if {
	not input.client.confirmed
	something_goes_down
}

reasons contains {"code": "losses_not_accepted", "features": missing} if {
	input.client.confirmed
	base_goes_down
	missing := losses - input.client.accepted_losses
	missing != set()
}

reasons contains {"code": "too_many_users", "kind": kind, "used": used, "limit": limit} if {
	open
	some kind in data.blocking_users
	used := input.client.used[kind]
	limit := to.limits[kind]
	used > limit
	limit < from.limits[kind]
}

reasons contains {"code": "feature_in_use", "feature": feature} if {
	open
	some feature in lost & data.blocking_features
}

reasons contains {"code": "over_limit", "resource": resource, "used": used, "limit": limit} if {
	open
	some resource in data.blocking_resources
	used := input.client.used[resource]
	limit := to.limits[resource]
	used > limit
	limit < from.limits[resource]
}

base_or_payroll_changes if base_changes

base_or_payroll_changes if input.payroll.from != input.payroll.to

reasons contains {"code": "add_on_unsupported", "product": "payroll", "plan": base.to} if {
	input.payroll.to != "none"
	not to.payroll
	base_or_payroll_changes
}

time_supported if to.time

time_supported if {
	to.payroll
	input.payroll.to in data.payroll_with_time
}

reasons contains {"code": "add_on_unsupported", "product": "time", "plan": base.to} if {
	input.time.to != "none"
	not time_supported
	changing != []
}

reasons contains {"code": "upgrade_too_soon", "hours_left": data.upgrade_wait_hours - input.client.hours_since_downgrade} if {
	open
	base.new_rank > base.rank
	input.client.hours_since_downgrade != null
	input.client.hours_since_downgrade < data.upgrade_wait_hours
}

reasons contains {"code": "transfer_and_change", "product": p.product} if {
	some p in changing
	p.from != "none"
	p.to != "none"
	p.payer != p.new_payer
}

reasons contains {"code": "transfer_not_permitted", "product": product} if {
	input.client.transfer_permission_hours == null
	some product in to_firm
}

reasons contains {
	"code": "transfer_permission_expired",
	"product": product,
	"hours_ago": input.client.transfer_permission_hours,
	"window": data.transfer_permission_hours,
} if {
	input.client.transfer_permission_hours != null
	input.client.transfer_permission_hours > data.transfer_permission_hours
	some product in to_firm
}

# In how many days the client can switch to monthly billing.
days_to_switch := days if {
	days := input.client.days_to_renewal - data.monthly_switch_days
	days > 0
} else := 0

reasons contains {"code": "annual_billing", "product": product, "in_days": days_to_switch} if {
	input.client.billing_cycle == "annual"
	some product in to_firm
	product in {"base", "time"}
}

reasons contains {"code": "client_not_primary_admin", "product": product} if {
	input.client.primary_admin == "firm"
	some product in to_client
}

reasons contains {"code": "primary_admin_elsewhere"} if {
	input.client.primary_admin == "other"
	something_transfers
}

reasons contains {"code": "firm_user_not_permitted"} if {
	not input.firm.manages_billing
	some p in changing
	p.change_payer == "firm"
}

reasons contains {"code": "firm_user_not_permitted"} if {
	not input.firm.manages_billing
	to_firm != []
}

reasons contains {"code": "firm_not_accountant"} if {
	not input.firm.is_accountant_user
	to_firm != []
}

reasons contains {"code": "not_subscribed_yet"} if {
	input.client.status == "trial"
	to_firm != []
}

reasons contains {"code": "address_mismatch"} if {
	not input.client.addresses_match
	to_firm != []
}

reasons contains {"code": "other_billing_system"} if {
	input.client.other_billing_system
	to_firm != []
}

reasons contains {"code": "other_region"} if {
	not input.client.same_region
	to_firm != []
}

reasons contains {"code": "cancellation_pending"} if {
	input.client.status == "cancelling"
	something_happens
}
