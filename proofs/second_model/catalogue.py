"""A catalogue: the Canadian ones (section 2) and the American one as data, and any other from its JSON form."""

import json
from math import inf

from names import ADD_ONS, FEATURES, KINDS, LADDER, PLANS, RESOURCES

NO_LIMIT = "no_limit"
NOT_SOLD = {"tiers": [], "plans": [], "payroll_tiers": []}


def canada(date):
    """The Canadian catalogue in its JSON form; the two dates differ in custom fields only."""
    custom_fields = {"2022-09-08": (0, 3, 3, 12), "2025-06-02": (1, 4, 4, 12)}[date]
    limits = {
        "billable": (1, 3, 5, 25),
        "accountant": (2, 2, 2, 3),
        "reports_only": (0, 0, NO_LIMIT, NO_LIMIT),
        "time_only": (0, NO_LIMIT, NO_LIMIT, NO_LIMIT),
        "accounts": (250, 250, 250, NO_LIMIT),
        "classes_and_locations": (0, 0, 40, NO_LIMIT),
        "custom_fields": custom_fields,
    }
    first_with = {"essentials": FEATURES[:4], "plus": FEATURES[4:10], "advanced": FEATURES[10:]}
    plans = {}
    features = []
    for place, plan in enumerate(LADDER):
        features = features + list(first_with.get(plan, ()))
        plans[plan] = {
            "sold": True,
            "users": {kind: limits[kind][place] for kind in KINDS},
            "resources": {resource: limits[resource][place] for resource in RESOURCES},
            "features": features,
        }
    for plan in ("ledger", "self_employed"):
        plans[plan] = {
            "sold": True,
            "users": dict.fromkeys(KINDS),
            "resources": dict.fromkeys(RESOURCES),
            "features": None,
        }
    enforcement = dict.fromkeys(FEATURES, "notice")
    enforcement["multicurrency"] = {"blocks_until": "turn_off", "disputed": True}
    enforcement["recurring_transactions"] = {"blocks_until": "pause_templates"}
    enforcement["inventory"] = {"blocks_until": "make_items_inactive"}
    moves = {plan: [other for other in LADDER if other != plan] for plan in LADDER}
    moves["ledger"] = list(LADDER)
    moves["self_employed"] = []
    return {
        "id": "CA-" + date,
        "plans": plans,
        "users": {"billable": "blocks", "accountant": "notice", "reports_only": "notice", "time_only": "notice"},
        "resources": dict.fromkeys(RESOURCES, "notice"),
        "features": enforcement,
        "moves": moves,
        "payroll": {"tiers": ["core", "premium", "elite"], "plans": list(LADDER), "without_time_tracking": ["core"]},
        "time": {"tiers": ["premium", "elite"], "plans": list(LADDER[1:]), "payroll_tiers": ["premium", "elite"]},
        "upgrade_wait_hours": 0,
        "transfer_permission_hours": 48,
        "discount_days": 60,
        "monthly_switch_days": 30,
        "revived_by_transfer": ["cancelled"],
        "price_when_taken_over": "retail",
        "upgrades_take_effect": "immediately",
        "downgrades_take_effect": "immediately",
    }


def united_states():
    """The American catalogue: where it differs from the Canadian one of 2025."""
    data = {**canada("2025-06-02"), "id": "US-2026-09-30"}
    for plan in LADDER:
        features = data["plans"][plan]["features"]
        data["plans"][plan]["features"] = [f for f in FEATURES if f in features or f == "bills"]
    data["plans"]["self_employed"]["sold"] = False
    data["features"]["multicurrency"] = {"blocks_until": None}
    data["payroll"]["without_time_tracking"] = []
    data["bill_pay"] = {"tiers": ["basic", "premium", "elite"], "plans": list(LADDER), "payroll_tiers": []}
    data["upgrade_wait_hours"] = 24
    data["revived_by_transfer"] = []
    return data


class Catalogue:
    """What the rules ask of a catalogue. A limit is a number, `inf` for no limit, or None for unknown."""

    def __init__(self, data):
        self.data = data
        self.id = data["id"]
        self.ladder = tuple(data.get("ladder", LADDER))
        self.separate = frozenset(data.get("separate_products", ("self_employed",)))
        self.transferable = frozenset(data.get("transferable_products", ()))
        self.sold = {"base": frozenset(plan for plan in PLANS if data["plans"][plan]["sold"])}
        self.features = {}
        self.limits = {}
        for plan in PLANS:
            record = data["plans"][plan]
            has = record["features"]
            self.features[plan] = None if has is None else frozenset(has)
            both = {**record["users"], **record["resources"]}
            self.limits[plan] = {name: inf if limit == NO_LIMIT else limit for name, limit in both.items()}
        self.enforcement = {**data["users"], **data["resources"]}
        self.blocking = {}
        for feature in FEATURES:
            rule = data["features"][feature]
            if rule != "notice":
                self.blocking[feature] = (rule["blocks_until"], rule.get("disputed", False))
        self.moves = {plan: frozenset(data["moves"].get(plan, ())) for plan in PLANS}
        self.add_on_plans = {}
        self.payroll_tiers = {}
        self.effective = {"base": effective(data, {})}
        for product in ADD_ONS:
            # Older documents know of payroll and time alone.
            offer = data[product] if product in ("payroll", "time") else data.get(product, NOT_SOLD)
            self.sold[product] = frozenset(offer["tiers"])
            self.effective[product] = effective(offer, data)
            self.add_on_plans[product] = frozenset(offer["plans"])
            self.payroll_tiers[product] = () if product == "payroll" else tuple(offer["payroll_tiers"])
        self.without_time_tracking = frozenset(data["payroll"]["without_time_tracking"])
        self.upgrade_wait = data["upgrade_wait_hours"] or 0
        self.permission_hours = data["transfer_permission_hours"]
        self.discount_days = data["discount_days"]
        self.monthly_switch_days = data["monthly_switch_days"]
        self.revived = frozenset(data["revived_by_transfer"])
        self.price = data["price_when_taken_over"]

    def supports(self, product, subscription):
        """Does the plan (or the payroll tier) of a subscription support its add-on?"""
        (plan, _), payroll, *_ = subscription
        # A payroll tier carries an add-on only where the plan supports payroll: on Ledger no add-on is documented.
        carried = (payroll is not None and plan in self.add_on_plans["payroll"]
                   and payroll[0] in self.payroll_tiers[product])
        return plan in self.add_on_plans[product] or carried

    def has(self, subscription):
        """The features that a subscription has, or None where its plan is undocumented."""
        (plan, _), payroll, *_ = subscription
        features = self.features[plan]
        if features is not None and payroll is not None and payroll[0] in self.without_time_tracking:
            return features - {"time_tracking"}
        return features


def effective(terms, otherwise):
    """When a change up or down takes effect; what the terms of an add-on leave out is as for the plan."""
    return {direction: terms.get(name) or otherwise.get(name)
            for direction, name in (("up", "upgrades_take_effect"), ("down", "downgrades_take_effect"))}


NAMED = ("CA-2025-06-02", "CA-2022-09-08", "US-2026-09-30")


def load(name):
    """A catalogue by its name, or from a file in its JSON form."""
    if name in NAMED:
        return Catalogue(canada(name[3:]) if name.startswith("CA") else united_states())
    with open(name, encoding="utf-8") as file:
        return Catalogue(json.load(file))
