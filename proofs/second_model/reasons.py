"""The 32 reasons of section 5, in order: those that this request may meet, each on its own.

A rule's part about current and target is decided here; its part about facts stays a function of them.
"""

from math import inf as NO_LIMIT

from names import (ADD_ONS, AUTHORISED, IN_USE, KINDS, MONTHLY, PRODUCTS, READ_ONLY, RESOURCE, RESOURCES, TIERS,
                   USERS)
from statement import Members, Reason, always

REQUESTER = "requester"


def equals(fact, value):
    return lambda facts: facts[fact] == value


def is_false(fact):
    return lambda facts: not facts[fact]


def is_true(fact):
    return lambda facts: facts[fact]


def remedy(code, by, **parameters):
    """One alternative, `by` last."""
    return {"code": code, **parameters, "by": by}


def reasons(move):
    """Every reason whose part about current and target holds, in order."""
    found = []
    catalogue, target = move.catalogue, move.target
    base_payer = move.current[0][1]
    touched = move.any_change or move.any_transfer

    def add(code, holds, resolution, *remedies, **parameters):
        found.append(Reason(code, holds, parameters, resolution, remedies))

    # 1
    if move.current == target:
        add("nothing_to_change", always, "never")
    # 2
    ends = (move.from_plan, move.to_plan)
    if (move.changes["base"] and not catalogue.separate.isdisjoint(ends)) or (
            move.transfers["base"] and move.from_plan in catalogue.separate - catalogue.transferable):
        add("separate_product", always, "never", **{"from": move.from_plan, "to": move.to_plan})
    # 3
    if move.changes["base"] and move.from_plan in catalogue.ladder and move.to_plan == "ledger" not in catalogue.ladder:
        add("ledger_closed", always, "never", **{"from": move.from_plan})
    closed = not found
    # 4
    for place, product in enumerate(PRODUCTS):
        after = target[place]
        if move.changes[product] and after is not None and after[0] not in catalogue.sold[product]:
            add("not_sold", always, "never", product=product, item=after[0])
            closed = closed and product != "base"
    # 5
    if move.changes["base"] and not move.base_open and closed:
        add("transition_closed", always, "never", **{"from": move.from_plan, "to": move.to_plan})
    # 6
    if touched:
        add("client_pending", equals("client.status", "pending"), "wait", remedy("wait_until_moved", "vendor"))
    # 7
    if touched:
        bad = frozenset(READ_ONLY)
        if not move.any_change and move.transfers["base"] == "firm":
            bad = bad - catalogue.revived
        add("client_read_only", lambda facts: facts["client.status"] in bad, "act",
            remedy("reactivate", base_payer), status=lambda facts: facts["client.status"])
    # 8 to 10
    if move.goes("up", "firm") or move.to_firm:
        add("firm_billing_outdated", is_false("firm.billing_current"), "act", remedy("update_firm_billing", "firm"))
    if move.goes("up", "firm"):
        add("firm_subscription_outdated", is_false("firm.subscription_current"), "act",
            remedy("update_firm_subscription", "firm"))
    if move.goes("up", "client"):
        add("client_billing_outdated", is_false("client.billing_current"), "act",
            remedy("update_client_billing", "client"))
    # 11
    for product in PRODUCTS:
        if move.transfers[product] == "client":
            add("not_authorised",
                lambda facts: not (facts[AUTHORISED["firm"]] or facts[AUTHORISED["client"]]), "act",
                remedy("authorise", "firm", party="firm"), remedy("authorise", "client", party="client"),
                product=product, payer="firm")
        elif move.changes[product] or move.transfers[product] == "firm":
            payer = move.payer[product] or "firm"
            add("not_authorised", is_false(AUTHORISED[payer]), "act",
                remedy("authorise", payer, party=payer), product=product, payer=payer)
    # 12
    if move.direction["base"] == "down" and move.payer["base"] == "firm":
        add("downgrade_not_offered", is_false("client.downgrade_offered"), "act", remedy("look_again", "firm"))
    # 13 and 14
    if "down" in move.direction.values():
        losses = move.losses()
        in_use = Members(losses, lambda facts, feature: facts[IN_USE[feature]])
        add("downgrade_not_confirmed", lambda facts: facts["client.confirmation"] is None, "act",
            remedy("confirm", "client", accepting=in_use), losses=in_use)

        def refused(facts, feature):
            accepted = facts["client.confirmation"]
            return accepted is not None and feature not in accepted and facts[IN_USE[feature]]

        if losses:
            features = Members(losses, refused)
            add("losses_not_accepted", lambda facts: any(refused(facts, feature) for feature in losses), "act",
                remedy("accept_losses", "client", features=features), features=features)
    # 15 to 17
    before, after = catalogue.limits[move.from_plan], catalogue.limits[move.to_plan]

    def over(name, code, fact, cure, **about):
        limit, old = after[name], before[name]
        shrinks = limit is not None and (old is None or limit < old)
        if move.base_open and catalogue.enforcement[name] == "blocks" and shrinks and limit != NO_LIMIT:
            add(code, lambda facts: facts[fact] > limit, "act",
                remedy(cure, "client", **about, count=lambda facts: facts[fact] - limit),
                **about, used=lambda facts: facts[fact], limit=limit)

    for kind in KINDS:
        over(kind, "too_many_users", USERS[kind], "remove_users", kind=kind)
    for feature in move.lost():
        if feature in catalogue.blocking:
            cure, disputed = catalogue.blocking[feature]
            about = {"feature": feature, **({"disputed": True} if disputed else {})}
            remedies = (remedy(cure, "client", **about),) if cure else ()
            add("feature_in_use", is_true(IN_USE[feature]), "act" if cure else "never", *remedies, feature=feature)
    for resource in RESOURCES:
        over(resource, "over_limit", RESOURCE[resource], "reduce", resource=resource)
    # 18
    for place, product in enumerate(ADD_ONS, 1):
        bearing = [move.changes["base"], move.changes[product], move.changes["payroll"]]
        if target[place] is not None and any(bearing) and not catalogue.supports(product, target):
            remedies = [remedy("drop_add_on", REQUESTER, product=product)]
            tier = payroll_that_carries(move, product)
            if tier:
                remedies.append(remedy("take_payroll", REQUESTER, tier=tier))
            add("add_on_unsupported", always, "act", *remedies, product=product, plan=move.to_plan)
    # 19
    if move.direction["base"] == "up" and catalogue.upgrade_wait:
        wait = catalogue.upgrade_wait

        def left(facts):
            hours = facts["client.hours_since_downgrade"]
            return 0 if hours is None else max(0, wait - hours)

        add("upgrade_too_soon", left, "wait", remedy("wait", "vendor", hours=left), hours_left=left)
    # 20
    for product in PRODUCTS:
        if move.split[product]:
            add("transfer_and_change", always, "act",
                remedy("transfer_separately", REQUESTER, product=product), product=product)
    # 21 and 22
    hours, window = "client.transfer_permission_hours", catalogue.permission_hours
    permit = remedy("permit_transfer", lambda facts: "firm" if facts["client.primary_admin"] == "firm" else "client")
    for product in move.to_firm:
        add("transfer_not_permitted", equals(hours, None), "act", permit, product=product)
    for product in move.to_firm:
        add("transfer_permission_expired", lambda facts: facts[hours] is not None and facts[hours] > window, "act",
            permit, product=product, hours_ago=lambda facts: facts[hours], window=window)
    # 23

    def in_days(facts):
        days = facts["client.days_to_renewal"]
        return 0 if days is None else max(0, days - catalogue.monthly_switch_days)

    for product in move.to_firm:
        if product not in MONTHLY:
            add("annual_billing", equals("client.billing_cycle", "annual"),
                lambda facts: "wait" if in_days(facts) else "act",
                remedy("switch_to_monthly", "client", in_days=in_days), product=product, in_days=in_days)
    # 24
    for product in move.to_client:
        by = "vendor" if move.from_plan == "easy_start" else "firm"
        add("client_not_primary_admin", equals("client.primary_admin", "firm"), "act",
            remedy("hand_over_primary_admin", by), product=product)
    # 25
    if move.any_transfer:
        add("primary_admin_elsewhere", equals("client.primary_admin", "other"), "act",
            remedy("recover_primary_admin", "vendor"))
    # 26
    if "firm" in move.payer.values() or move.to_firm:
        add("firm_user_not_permitted", is_false("firm.manages_billing"), "act", remedy("grant_billing_access", "firm"))
    # 27 to 31
    if move.to_firm:
        add("firm_not_accountant", is_false("firm.is_accountant_user"), "act", remedy("invite_firm", "client"))
        add("not_subscribed_yet", equals("client.status", "trial"), "act", remedy("subscribe", "client"))
        add("address_mismatch", is_false("client.addresses_match"), "act",
            remedy("correct_address", "client", party="client"), remedy("correct_address", "firm", party="firm"))
        add("other_billing_system", is_true("client.other_billing_system"), "never")
        add("other_region", is_false("client.same_region"), "never")
    # 32
    if touched:
        add("cancellation_pending", equals("client.status", "cancelling"), "act", remedy("resume", base_payer))
    return found


def payroll_that_carries(move, product):
    """The tier of take_payroll: the lowest that carries an add-on and can be had; none where payroll is unsupported."""
    catalogue, held = move.catalogue, move.current[1]
    if move.to_plan not in catalogue.add_on_plans["payroll"]:
        return None
    for tier in TIERS["payroll"]:
        to_be_had = tier in catalogue.sold["payroll"] or (held is not None and held[0] == tier)
        if tier in catalogue.payroll_tiers[product] and to_be_had:
            return tier
    return None
