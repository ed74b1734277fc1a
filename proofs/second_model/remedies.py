"""To apply a remedy: section 7's table. One about a fact moves that fact alone; an edit changes the target."""

from names import FEATURES, IN_USE, PRODUCTS, RESOURCE, USERS

EDITS = ("drop_add_on", "take_payroll", "transfer_separately")

SETS = {
    **dict.fromkeys(("wait_until_moved", "reactivate", "subscribe", "resume"), ("client.status", "active")),
    "update_firm_billing": ("firm.billing_current", True),
    "update_firm_subscription": ("firm.subscription_current", True),
    "update_client_billing": ("client.billing_current", True),
    "look_again": ("client.downgrade_offered", True),
    "permit_transfer": ("client.transfer_permission_hours", 0),
    "switch_to_monthly": ("client.billing_cycle", "monthly"),
    **dict.fromkeys(("hand_over_primary_admin", "recover_primary_admin"), ("client.primary_admin", "client")),
    "grant_billing_access": ("firm.manages_billing", True),
    "invite_firm": ("firm.is_accountant_user", True),
    "correct_address": ("client.addresses_match", True),
}


def is_edit(remedy):
    return remedy["code"] in EDITS


def apply_to_facts(remedy, facts):
    """Other facts, after a remedy that is no edit."""
    code = remedy["code"]
    facts = dict(facts)
    if code in SETS:
        fact, value = SETS[code]
        facts[fact] = value
    elif code == "authorise":
        facts["authorised_by." + remedy["party"]] = True
    elif code in ("confirm", "accept_losses"):
        more = remedy["accepting" if code == "confirm" else "features"]
        facts["client.confirmation"] = (facts["client.confirmation"] or frozenset()) | frozenset(more)
    elif code == "remove_users":
        facts[USERS[remedy["kind"]]] -= remedy["count"]
    elif code == "reduce":
        facts[RESOURCE[remedy["resource"]]] -= remedy["count"]
    elif code == "wait":
        facts["client.hours_since_downgrade"] += remedy["hours"]
    else:
        assert remedy["feature"] in FEATURES
        facts[IN_USE[remedy["feature"]]] = False
    return facts


def apply_to_target(remedy, current, target):
    """Another target, after an edit; the same where it does nothing."""
    target = list(target)
    if remedy["code"] == "take_payroll":
        payer = next(held[1] for held in (target[1], current[1], *target[2:]) if held is not None)
        target[1] = (remedy["tier"], payer)
    else:
        place = PRODUCTS.index(remedy["product"])
        held = target[place]
        if remedy["code"] == "drop_add_on":
            target[place] = None
        elif held is not None and current[place] is not None:
            target[place] = (held[0], current[place][1])
    return tuple(target)
