"""The change plan of section 6: steps, features, notices."""

from math import inf

from names import ADD_ONS, ALWAYS_WRITTEN, AUTHORISED, FEATURES, IN_USE, KINDS, PRODUCTS, RESOURCE, RESOURCES, USERS
from statement import Members, Notice, always, rendered


def written(subscription):
    """A subscription in its JSON form."""
    (plan, payer), *add_ons = subscription
    form = {"base": {"plan": plan, "payer": payer}}
    for product, held in zip(ADD_ONS, add_ons):
        if held is not None:
            form[product] = {"tier": held[0], "payer": held[1]}
        elif product in ALWAYS_WRITTEN:
            form[product] = None
    return form


def change_step(move, product):
    place = PRODUCTS.index(product)
    before, after = move.current[place], move.target[place]
    if product == "base":
        step = {"code": "change_plan", "from": before[0], "to": after[0]}
    elif before is None:
        step = {"code": "add", "product": product, "tier": after[0]}
    elif after is None:
        step = {"code": "remove", "product": product, "tier": before[0]}
    else:
        step = {"code": "change_tier", "product": product, "from": before[0], "to": after[0]}
    direction = move.direction[product]
    return {**step, "effective": move.catalogue.effective[product][direction], "by": move.payer[product]}


def steps(move):
    """In the order in which every intermediate subscription is supported; `by` may hang on facts."""
    others = ((product, direction) for product in ADD_ONS if product != "payroll" for direction in ("up", "down"))
    order = (("base", "up"), ("payroll", "up"), *others, ("payroll", "down"), ("base", "down"))
    found = [change_step(move, product) for product, direction in order if move.direction[product] == direction]
    for product in PRODUCTS:
        to = move.transfers[product]
        if to:
            by = "firm" if to == "firm" else lambda facts: "firm" if facts[AUTHORISED["firm"]] else "client"
            found.append({"code": "transfer_billing", "product": product, "to": to, "effective": "immediately", "by": by})
    return found


def features(move):
    """Gained and lost as whole sets, or None twice where unknown."""
    catalogue = move.catalogue
    before, after = catalogue.has(move.current), catalogue.has(move.target)
    if before is None or after is None:
        return (None, None) if move.changes["base"] else ([], [])
    return ([f for f in FEATURES if f in after and f not in before],
            [f for f in FEATURES if f in before and f not in after])


def notices(move):
    """Every notice whose part about current and target holds, in order."""
    found = []
    catalogue = move.catalogue

    def add(code, holds, reversible=True, **parameters):
        found.append(Notice(code, holds, parameters, reversible))

    if move.changes["base"] and move.from_plan == "ledger" not in catalogue.ladder:
        add("leaves_ledger", always, False)
    lost = move.lost()
    if lost:
        features_lost = Members(lost, lambda facts, feature: facts[IN_USE[feature]])
        add("features_lost", lambda facts: any(facts[IN_USE[feature]] for feature in lost), features=features_lost)
    if move.changes["base"]:
        for names, what, code, fact in ((KINDS, "kind", "users_over_limit", USERS),
                                        (RESOURCES, "resource", "resource_over_limit", RESOURCE)):
            for name in names:
                over_limit(move, name, code, {what: name}, fact[name], add)
    for place, product in enumerate(PRODUCTS):
        if product != "base" and move.direction[product] == "down":
            after = move.target[place]
            add("add_on_goes_down", always, product=product,
                **{"from": move.current[place][0], "to": after and after[0]})
    if move.direction["base"] == "down" and move.payer["base"] == "client":
        add("discounts_end", always, False)
    time_tracking(move, add)
    if move.changes["base"] and move.to_plan == "easy_start":
        add("primary_admin_locked", always)
    if move.transfers["base"] == "firm":
        add("resubscribes", lambda facts: facts["client.status"] in catalogue.revived)
    for payer in ("firm", "client"):
        pays = [place for place, held in enumerate(move.target) if held is not None and held[1] == payer]
        if any(move.direction[PRODUCTS[place]] == "up" for place in pays):
            add("prorated_charge", always, payer=payer)

    def kept(facts):
        days = facts["client.days_since_discount"]
        return days is not None and days <= catalogue.discount_days

    for product in move.to_firm:
        add("discount_kept", kept, product=product)
        add(catalogue.price + "_price", lambda facts: not kept(facts), product=product)
    for product in move.to_client:
        add("full_price", always, product=product)
        if product == "base":
            add("read_only_until_billing_details", lambda facts: facts[AUTHORISED["firm"]])
            add("payment_details_needed", lambda facts: not facts[AUTHORISED["firm"]])
    return found


def over_limit(move, name, code, about, fact, add):
    """Above T's limit after a base change; that it did not refuse is known where there is a plan."""
    limit = move.catalogue.limits[move.to_plan][name]
    if limit is None or limit == inf:
        return
    if move.catalogue.enforcement[name] == "suspends":
        code = "company_suspended"
    add(code, lambda facts: facts[fact] > limit, **about, used=lambda facts: facts[fact], limit=limit)


def time_tracking(move, add):
    """The plan's own time tracking beside a payroll tier that makes it unavailable."""
    without = move.catalogue.without_time_tracking
    before, after = move.current[1], move.target[1]
    has = move.catalogue.features[move.to_plan]
    if has is None or "time_tracking" not in has or after is None or after[0] not in without:
        return
    had = move.catalogue.features[move.from_plan]
    if had is not None and "time_tracking" not in had:
        add("time_tracking_unavailable", always)
    elif before is None or before[0] not in without:
        add("time_tracking_unavailable", lambda facts: facts[IN_USE["time_tracking"]])


def effective(all_steps):
    """When the latest step takes effect."""
    return max((step["effective"] for step in all_steps), key=("immediately", "next_billing_date").index)


def render_steps(move, facts):
    return [rendered(step, facts) for step in steps(move)]
