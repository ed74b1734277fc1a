# Why a change of a client's subscription is refused: every reason that holds.
#
# `input` are the facts of a request, `data` is the catalogue.
package subscription_change

# ---- what changes, and which way

base := input.base

from := input.from

to := input.to

# The catalogue opens this change of plan.
open if base.to in from.moves

changes(p) if p.from != p.to

transfers(p) if {
	p.payer != p.new_payer
	p.from != "none"
	p.to != "none"
}

to_firm(p) if {
	p.new_payer == "firm"
	transfers(p)
}

to_client(p) if {
	p.new_payer == "client"
	transfers(p)
}

# A change that has no direction: a change of plan that is not open.
aimless(p) if {
	p.product == "base"
	not open
}

climb(p) := p.new_rank - p.rank if not aimless(p)

goes_up(p) if climb(p) > 0

goes_down(p) if climb(p) < 0

something_happens if {
	some p in input.products
	changes(p)
}

something_happens if {
	some p in input.products
	transfers(p)
}

firm_pays_more if {
	some p in input.products
	p.change_payer == "firm"
	goes_up(p)
}

client_pays_more if {
	some p in input.products
	p.change_payer == "client"
	goes_up(p)
}

something_goes_down if {
	some p in input.products
	goes_down(p)
}

# ---- what is lost

default lost := set()

lost := (input.client.features & from.features) - to.features if open

default losses := set()

losses := lost - data.blocking_features if goes_down(base)

# ---- the reasons

reasons contains {"code": "nothing_to_change"} if not something_happens

separate_product if "self_employed" in {base.from, base.to}

reasons contains {"code": "separate_product", "from": base.from, "to": base.to} if {
	changes(base)
	separate_product
}

ledger_closed if {
	base.to == "ledger"
	from.on_ladder
}

reasons contains {"code": "ledger_closed", "from": base.from} if ledger_closed

reasons contains {"code": "not_sold", "product": p.product, "item": p.to} if {
	some p in input.products
	changes(p)
	not p.sold
}

reasons contains {"code": "transition_closed", "from": base.from, "to": base.to} if {
	changes(base)
	not open
	not separate_product
	not ledger_closed
	base.sold
}

reasons contains {"code": "client_pending"} if {
	input.client.status == "pending"
	something_happens
}

reasons contains {"code": "client_read_only", "status": input.client.status} if {
	input.client.status in {"restricted", "suspended", "expired", "cancelled"}
	something_happens
}

reasons contains {"code": "firm_billing_outdated"} if {
	not input.firm.billing_current
	firm_pays_more
}

reasons contains {"code": "firm_billing_outdated"} if {
	not input.firm.billing_current
	some p in input.products
	to_firm(p)
}

reasons contains {"code": "firm_subscription_outdated"} if {
	not input.firm.subscription_current
	firm_pays_more
}

reasons contains {"code": "client_billing_outdated"} if {
	not input.client.billing_current
	client_pays_more
}

reasons contains {"code": "not_authorised", "product": p.product, "payer": p.change_payer} if {
	some p in input.products
	changes(p)
	not p.change_payer in input.authorised_by
}

reasons contains {"code": "not_authorised", "product": p.product, "payer": "firm"} if {
	not "firm" in input.authorised_by
	some p in input.products
	to_firm(p)
}

reasons contains {"code": "not_authorised", "product": p.product, "payer": "firm"} if {
	count(input.authorised_by) == 0
	some p in input.products
	to_client(p)
}

reasons contains {"code": "downgrade_not_offered"} if {
	not input.client.downgrade_offered
	goes_down(base)
}

reasons contains {"code": "downgrade_not_confirmed", "losses": losses} if {
	not input.client.confirmed
	something_goes_down
}

reasons contains {"code": "losses_not_accepted", "features": missing} if {
	input.client.confirmed
	missing := losses - input.client.accepted_losses
	count(missing) > 0
}

# More is used than the new limit, which is lower.
over(gauge) if {
	input.client.used[gauge] > to.limits[gauge]
	to.limits[gauge] < from.limits[gauge]
}

reasons contains {"code": "too_many_users", "kind": kind, "used": input.client.used[kind], "limit": to.limits[kind]} if {
	open
	some kind in data.blocking_users
	over(kind)
}

reasons contains {"code": "feature_in_use", "feature": feature} if some feature in lost & data.blocking_features

reasons contains {"code": "over_limit", "resource": resource, "used": input.client.used[resource], "limit": to.limits[resource]} if {
	open
	some resource in data.blocking_resources
	over(resource)
}

base_or_payroll_changes if changes(base)

base_or_payroll_changes if changes(input.payroll)

base_or_add_on_changes if base_or_payroll_changes

base_or_add_on_changes if changes(input.time)

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
	base_or_add_on_changes
}

reasons contains {"code": "upgrade_too_soon", "hours_left": data.upgrade_wait_hours - input.client.hours_since_downgrade} if {
	input.client.hours_since_downgrade != null
	input.client.hours_since_downgrade < data.upgrade_wait_hours
	goes_up(base)
}

reasons contains {"code": "transfer_and_change", "product": p.product} if {
	some p in input.products
	changes(p)
	transfers(p)
}

only_to_firm(p) if {
	to_firm(p)
	not changes(p)
}

reasons contains {"code": "transfer_not_permitted", "product": p.product} if {
	input.client.transfer_permission_hours == null
	some p in input.products
	only_to_firm(p)
}

reasons contains {
	"code": "transfer_permission_expired",
	"product": p.product,
	"hours_ago": input.client.transfer_permission_hours,
	"window": data.transfer_permission_hours,
} if {
	input.client.transfer_permission_hours != null
	input.client.transfer_permission_hours > data.transfer_permission_hours
	some p in input.products
	only_to_firm(p)
}

reasons contains {"code": "annual_billing", "product": p.product} if {
	input.client.billing_cycle == "annual"
	some p in input.products
	only_to_firm(p)
}

reasons contains {"code": "client_not_primary_admin", "product": p.product} if {
	not input.client.primary_admin
	some p in input.products
	to_client(p)
	not changes(p)
}
