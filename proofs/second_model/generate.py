#!/usr/bin/env python3
"""Random request lines, seeded, so that every reason, remedy, step and notice is common; and a small world, whole."""

import argparse
import json
import sys
from itertools import product as choices
from math import inf
from random import Random

import catalogue as catalogues
from move import Move
from names import (ADD_ONS, ADMINS, AUTHORISED, CYCLES, FACTS, FEATURES, IN_USE, KINDS, LADDER, PARTIES, PLANS, PRODUCTS,
                   RESOURCE, RESOURCES, STATUSES, TIERS, USERS)
from plan import notices
from reasons import reasons
from request import LARGEST
from unknown import Unknowns

ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


# Subscriptions

def random_subscription(rng):
    plan = rng.choice(LADDER) if rng.random() < 0.86 else rng.choice(PLANS)
    base = (plan, rng.choice(PARTIES))
    held = ((product, rng.random() < chance) for product, chance in zip(ADD_ONS, (0.5, 0.4, 0.25)))
    return (base, *((rng.choice(TIERS[product]), rng.choice(PARTIES)) if is_held else None for product, is_held in held))


def random_target(rng, current):
    """Now and then nothing else than current."""
    target = current
    while target == current and rng.random() < 0.98:
        target = mutated(rng, current)
    return target


def mutated(rng, current):
    """Some products changed, some transferred, some both, the rest as they are."""
    chance = rng.choice((0.25, 0.5, 0.9))
    other = random_subscription(rng)
    target = []
    for place in range(len(PRODUCTS)):
        held, wish = current[place], other[place]
        kind = rng.random() if rng.random() < chance else 1
        if kind < 0.07:
            held = wish
        elif held is None or wish is None:
            held = wish if kind < 0.7 else held
        elif kind < 0.5:
            held = (wish[0], held[1])
        elif kind < 0.95:
            held = (held[0], "client" if held[1] == "firm" else "firm")
        target.append(held)
    return tuple(target)


# Facts

def number(rng, edge):
    """Mostly near an edge that matters."""
    if edge is None or edge == inf:
        return rng.choice((0, 1, 7, 300))
    return min(LARGEST, max(0, rng.choice((0, 1, edge - 1, edge, edge + 1, edge + 7, LARGEST))))


def clean_facts(which, move):
    """Facts that stand in nobody's way."""
    facts = dict.fromkeys(FACTS, True)
    facts.update({
        "client.status": "active", "client.billing_cycle": "monthly", "client.days_to_renewal": None,
        "client.primary_admin": "client", "client.confirmation": frozenset(FEATURES),
        "client.transfer_permission_hours": which.permission_hours, "client.days_since_discount": None,
        "client.hours_since_downgrade": None, "client.other_billing_system": False,
    })
    facts.update(dict.fromkeys((*USERS.values(), *RESOURCE.values()), 0))
    facts.update(dict.fromkeys(IN_USE.values(), False))
    return facts


def random_value(rng, which, move, fact):
    limits = which.limits[move.to_plan]
    if fact == "client.status":
        return rng.choice(STATUSES)
    if fact == "client.billing_cycle":
        return rng.choice(CYCLES)
    if fact == "client.primary_admin":
        return rng.choice(ADMINS)
    if fact == "client.confirmation":
        if rng.random() < 0.3:
            return None
        chance = rng.choice((0, 0.5, 0.9))
        return frozenset(feature for feature in FEATURES if rng.random() < chance)
    edges = {
        "client.days_to_renewal": which.monthly_switch_days, "client.transfer_permission_hours": which.permission_hours,
        "client.days_since_discount": which.discount_days, "client.hours_since_downgrade": which.upgrade_wait,
    }
    if fact in edges:
        return None if rng.random() < 0.3 else number(rng, edges[fact])
    for names, of in ((KINDS, USERS), (RESOURCES, RESOURCE)):
        for name in names:
            if fact == of[name]:
                return number(rng, limits[name])
    return rng.random() < 0.5


def random_facts(rng, which, move):
    facts = clean_facts(which, move)
    chance = rng.choice((0.02, 0.1, 0.3, 1))
    usage = rng.choice((chance, 0.6))
    for fact in FACTS:
        if rng.random() < (usage if fact.startswith("client.usage") or "days" in fact else chance):
            facts[fact] = random_value(rng, which, move, fact)
    if "base" in move.to_firm and which.revived and rng.random() < 0.3:
        facts["client.status"] = rng.choice(sorted(which.revived))
    return facts


def forget(rng, which, move, facts):
    """Some facts made unknown: a few, mostly of those that a rule reads; or most of them; or all."""
    kind = rng.random()
    if kind < 0.05:
        return {}
    if kind < 0.2:
        keep = rng.random()
        return {fact: value for fact, value in facts.items() if rng.random() < keep}
    if kind < 0.4:
        facts = clean_facts(which, move)
        read = relevant(move, notices)
    else:
        read = relevant(move, reasons, notices)
    unknown = set(rng.sample(FACTS, rng.choice((0, 1, 1, 2))))
    unknown.update(rng.sample(read, min(len(read), rng.choice((1, 1, 2, 3, 4)))))
    return {fact: value for fact, value in facts.items() if fact not in unknown}


def relevant(move, *rules):
    """The facts that these rules read for this request."""
    holds = [statement.holds for rule in rules for statement in rule(move)]
    return Unknowns(move, {}).read_by(*holds) + ["client.days_to_renewal"]


# Lines

def written_set(rng, names, facts):
    """An array where all is known, now and then an object; None where nothing is."""
    known = {name: facts[fact] for name, fact in names.items() if fact in facts}
    if len(known) == len(names) and rng.random() < 0.9:
        return [name for name, held in known.items() if held]
    return known or None


def written_context(rng, facts):
    context = {}
    authorised = written_set(rng, AUTHORISED, facts)
    if authorised is not None:
        context["authorised_by"] = authorised
    for party in PARTIES:
        prefix = party + "."
        held = {fact[len(prefix):]: value for fact, value in facts.items() if fact.startswith(prefix)}
        held = {name: value for name, value in held.items() if "usage" not in name}
        if held.get("confirmation") is not None:
            held["confirmation"] = {"accepted_losses": [f for f in FEATURES if f in held["confirmation"]]}
        if party == "client":
            usage = written_usage(rng, facts)
            if usage:
                held["usage"] = usage
        if held or rng.random() < 0.1:
            context[party] = held
    return context


def written_usage(rng, facts):
    usage = {}
    users = {kind: facts[fact] for kind, fact in USERS.items() if fact in facts}
    if users:
        usage["users"] = users
    usage.update((name, facts[fact]) for name, fact in RESOURCE.items() if fact in facts)
    features = written_set(rng, IN_USE, facts)
    if features is not None:
        usage["features"] = features
    return usage


def written_held(place, held):
    return held and {"plan" if place == 0 else "tier": held[0], "payer": held[1]}


def written_request(rng, ident, current, target, facts):
    request = {} if ident is None else {"id": ident}
    request["current"] = {
        product: written_held(place, current[place]) for place, product in enumerate(PRODUCTS)
        if current[place] is not None or rng.random() < 0.5}
    request["target"] = {
        product: written_held(place, target[place]) for place, product in enumerate(PRODUCTS)
        if target[place] != current[place] or rng.random() < 0.5}
    context = written_context(rng, facts)
    if context:
        request["context"] = context
    return ENCODE(shuffled(rng, request) if rng.random() < 0.1 else request)


def shuffled(rng, value):
    if not isinstance(value, dict):
        return value
    keys = list(value)
    rng.shuffle(keys)
    return {key: shuffled(rng, value[key]) for key in keys}


def random_ident(rng, number):
    return rng.choice((number, number, number, number, f"n° {number}", None, [number, {"a": None}], "é\"\\\n"))


def random_request(rng, which, partial):
    """current, target and facts, of which some are unknown in so many of them."""
    current = random_subscription(rng)
    target = random_target(rng, current)
    move = Move(which, current, target)
    facts = random_facts(rng, which, move)
    if rng.random() < partial:
        facts = forget(rng, which, move, facts)
    return current, target, facts


def broken(rng, line):
    """A line with one thing wrong."""
    if rng.random() < 0.2:
        return line[:rng.randrange(1, len(line))]
    if rng.random() < 0.1:
        return line[:-1] + rng.choice((',"more":1}', ",}", "}}", "} {}", "}\0", ""))
    was, now = rng.choice((
        ('"firm"', '"firms"'), ('"firm"', '"Firm"'), ('"firm"', "null"), ('"payer"', '"payer":"firm","payer"'), ('"plan"', '"Plan"'),
        (":0", ":-1"), (":0", ":-0"), (":0", ":0.0"), (":0", ":1e400"), (":0", ":00"), (":0", ":4294967296"), (":0", ':"0"'),
        ("true", "1"), ("true", "null"), ("true", "NaN"), ("null", "{}"), ("[]", "null"), ("[]", "{}"), ("[]", '["projects","projects"]'),
        ('"target"', '"targets"'), ('"target"', '"target":{},"target"'), ('"users":{', '"users":{"guests":0,'),
    ))
    return line.replace(was, now, 1)


def world(which):
    """Every pair of subscriptions without bill pay, of one payer each or split, under facts that are clean, bad, and unknown."""
    items = [[(plan, payer) for plan in PLANS for payer in PARTIES]]
    for product in ADD_ONS:
        held = TIERS[product] if product != "bill_pay" else ()
        items.append([None] + [(tier, payer) for tier in held for payer in PARTIES])
    subscriptions = list(choices(*items))
    for current in subscriptions:
        for target in subscriptions:
            yield current, target


def bad_facts(which, move, status):
    """Facts that stand in everybody's way, as far as they can together."""
    facts = clean_facts(which, move)
    facts.update((fact, not value) for fact, value in facts.items() if value is True or value is False)
    facts.update(dict.fromkeys((*USERS.values(), *RESOURCE.values()), 1000))
    facts.update({"client.status": status, "client.billing_cycle": "annual", "client.days_to_renewal": 31,
                  "client.primary_admin": "firm", "client.confirmation": frozenset({"projects"}),
                  "client.transfer_permission_hours": None, "client.hours_since_downgrade": 1})
    return facts


# Catalogues

def random_limit(rng):
    kind = rng.random()
    return None if kind < 0.1 else "no_limit" if kind < 0.35 else rng.choice((0, 1, 2, 3, 5, 40, 250))


def some(rng, names, chance):
    return [name for name in names if rng.random() < chance]


def random_catalogue(rng):
    """A catalogue in its JSON form, in which everything may vary that is catalogue data, and in which the crate's check finds no fault."""
    plans = {}
    ladder = random_ladder(rng)
    separate = [plan for plan in PLANS if plan not in ladder and plan != "ledger"]
    for plan in PLANS:
        known = plan in ladder or rng.random() < 0.1
        plans[plan] = {
            "sold": plan in ladder or rng.random() < 0.85,
            "users": {kind: documented_limit(rng) if known else None for kind in KINDS},
            "resources": {resource: documented_limit(rng) if known else None for resource in RESOURCES},
            "features": some(rng, FEATURES, rng.choice((0.3, 0.6, 0.9))) if known else None,
        }
    for plan in PLANS:
        plans[plan]["intended_shortfalls"] = shortfalls(plans, ladder, plan)
    cures = ("turn_off", "pause_templates", "make_items_inactive", None)
    features = {}
    for feature in FEATURES:
        features[feature] = "notice"
        if rng.random() < 0.3:
            if not any(feature in (plan["features"] or ()) for plan in plans.values()):
                continue
            features[feature] = {"blocks_until": rng.choice(cures)}
            if features[feature]["blocks_until"] and rng.random() < 0.3:
                features[feature]["disputed"] = True
    how = ("blocks", "notice", "suspends")
    moves = {plan: [to for to in ladder if to != plan and rng.random() < 0.85]
             if plan in (*ladder, "ledger") else [] for plan in PLANS}
    # What is sold can be left and reached.
    for plan, after in zip(ladder, ladder[1:] + ladder[:1]):
        if after not in moves[plan]:
            moves[plan] = [to for to in ladder if to == after or to in moves[plan]]
    bill_pay = {"bill_pay": random_offer(rng, "bill_pay", ladder)} if rng.random() < 0.75 else {}
    return {
        "id": f"XX-20{rng.randrange(10, 40)}-01-01",
        "ladder": ladder,
        "separate_products": separate,
        "transferable_products": some(rng, separate, 0.3),
        "plans": plans,
        "users": {kind: rng.choice(how) for kind in KINDS},
        "resources": {resource: rng.choice(how) for resource in RESOURCES},
        "features": features,
        "moves": moves,
        "payroll": {"tiers": some(rng, TIERS["payroll"], 0.85), "plans": upper(rng, ladder, len(ladder) - 1),
                    "without_time_tracking": some(rng, TIERS["payroll"], 0.4), **random_effects(rng)},
        "time": random_offer(rng, "time", ladder),
        **bill_pay,
        "upgrade_wait_hours": rng.choice((0, 1, 24)),
        "transfer_permission_hours": rng.choice((1, 24, 48)),
        "discount_days": rng.choice((1, 30, 60)),
        "monthly_switch_days": rng.choice((0, 1, 30)),
        "revived_by_transfer": some(rng, ("restricted", "suspended", "expired", "cancelled"), 0.5),
        "price_when_taken_over": rng.choice(("retail", "wholesale")),
        "upgrades_take_effect": rng.choice(("immediately", "next_billing_date")),
        "downgrades_take_effect": rng.choice(("immediately", "next_billing_date")),
    }


def random_ladder(rng):
    """Mostly the usual one, else another order of some plans."""
    if rng.random() < 0.6:
        return list(LADDER)
    among = [plan for plan in PLANS if plan != "ledger" or rng.random() < 0.1]
    return rng.sample(among, rng.randrange(2, len(among) + 1))


def random_effects(rng):
    """Now and then an add-on has days of its own."""
    names = some(rng, ("upgrades_take_effect", "downgrades_take_effect"), 0.2)
    return {name: rng.choice(("immediately", "next_billing_date")) for name in names}


def random_offer(rng, product, ladder):
    """On which terms an add-on other than payroll is sold."""
    return {"tiers": some(rng, TIERS[product], 0.85), "plans": upper(rng, ladder, len(ladder) - 1),
            "payroll_tiers": upper(rng, TIERS["payroll"], 3), **random_effects(rng)}


def documented_limit(rng):
    """A limit that is documented."""
    limit = random_limit(rng)
    while limit is None:
        limit = random_limit(rng)
    return limit


def upper(rng, names, most):
    """The higher of some names in order, at least one of them where there are more than `most`."""
    return list(names[rng.randrange(most + 1):])


def shortfalls(plans, ladder, plan):
    """What a ladder plan has less of than some lower one."""
    below = ladder[:ladder.index(plan)] if plan in ladder else ()
    found = {"users": [], "resources": [], "features": []}
    for lower in below:
        for group in ("users", "resources"):
            for name, limit in plans[lower][group].items():
                own = plans[plan][group][name]
                if own is not None and limit is not None and size(own) < size(limit) and name not in found[group]:
                    found[group].append(name)
        if plans[lower]["features"] is not None and plans[plan]["features"] is not None:
            for feature in plans[lower]["features"]:
                if feature not in plans[plan]["features"] and feature not in found["features"]:
                    found["features"].append(feature)
    found["features"].sort(key=FEATURES.index)
    for group, names in (("users", KINDS), ("resources", RESOURCES)):
        found[group].sort(key=names.index)
    return found


def size(limit):
    return inf if limit == "no_limit" else limit


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--partial", type=float, default=0.0, help="how many of them with unknown facts, 0 to 1")
    parser.add_argument("--broken", type=float, default=0.0, help="how many of them are no requests, 0 to 1")
    parser.add_argument("--catalogue", default=catalogues.NAMED[0])
    parser.add_argument("--random-catalogue", action="store_true", help="write one catalogue by the seed, and no requests")
    parser.add_argument("--world", choices=("clean", "pending", "trial", "cancelled", "unknown"),
                        help="every pair of subscriptions under such facts, instead of random requests")
    options = parser.parse_args()
    rng = Random(options.seed)
    if options.random_catalogue:
        print(json.dumps(random_catalogue(rng), indent=1))
        return
    which = catalogues.load(options.catalogue)
    write = sys.stdout.write
    if options.world:
        for ident, (current, target) in enumerate(world(which)):
            move = Move(which, current, target)
            facts = {} if options.world == "unknown" else clean_facts(which, move)
            if options.world not in ("unknown", "clean"):
                facts = bad_facts(which, move, options.world)
            write(written_request(rng, ident, current, target, facts) + "\n")
        return
    for ident in range(options.count):
        line = written_request(rng, random_ident(rng, ident), *random_request(rng, which, options.partial))
        write((broken(rng, line) if rng.random() < options.broken else line) + "\n")


if __name__ == "__main__":
    main()
