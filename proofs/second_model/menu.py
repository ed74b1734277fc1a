#!/usr/bin/env python3
"""The menu: each thing that can be done to one product, and whether it can be now, later or never (law 8).

Run on request lines (whose target is not looked at beyond being read) it writes for each the menu of current.
"""

import json
import sys

import catalogue
from assess import NONE, Assessment, render_certain
from decide import LEVELS, decide
from names import ADD_ONS, PARTIES, PLANS, PRODUCTS, TIERS
from request import read
from unknown import flips
from ways_out import way_out


NEVER = LEVELS.index("never")


def other(payer):
    return "client" if payer == "firm" else "firm"


def actions(which, current):
    """The targets that change one product in one respect, in order; nothing is asked of an add-on that is neither sold nor held."""
    (plan, payer), *_ = current
    changes = [(0, (to, payer)) for to in PLANS if to != plan] + [(0, (plan, other(payer)))]
    for place, product in enumerate(ADD_ONS, 1):
        held = current[place]
        if held is None and not which.sold[product]:
            continue
        if held is None:
            changes += [(place, (tier, party)) for tier in TIERS[product] for party in PARTIES]
        else:
            changes += [(place, (tier, held[1])) for tier in TIERS[product] if tier != held[0]]
            changes += [(place, (held[0], other(held[1]))), (place, None)]
    for place, after in changes:
        target = list(current)
        target[place] = after
        yield PRODUCTS[place], tuple(target)


def available(which, current, target, facts):
    """now, later or never, under known facts, and the way out."""
    answer = decide(which, current, target, facts)
    if answer["decision"] == "change_plan":
        return "now", None
    way = way_out(which, current, target, facts)
    return ("later" if way is not None and way.keeps_all else "never"), way


def availability(which, current, target, facts):
    """The same with unknown facts: (now, later, never or depends; the facts on which it depends).

    What edits keep of the wish hangs on no fact, and neither edits nor their targets bring a never that hangs on one:
    so the state follows from the gravest reason. `laws.py` compares with the whole product.
    """
    assessment = Assessment(which, current, target, facts)
    way = way_out(which, current, target, facts, certain_reasons)
    kept = way is not None and way.keeps_all

    def state(level):
        return "now" if level == NONE else "later" if kept and level != NEVER else "never"

    tables = assessment.components()
    states = {state(level) for level in gravest_of(tables)}
    if len(states) == 1:
        return states.pop(), []
    depends_on = set()
    for number, (names, table) in enumerate(tables):
        others = gravest_of(tables[:number] + tables[number + 1:])
        for place, fact in enumerate(names):
            if any(len({state(max(level, other)) for level in results}) > 1
                   for results in flips(table, place) for other in others):
                depends_on.add(fact)
    return "depends", [fact for fact in assessment.questions() if fact in depends_on]


def gravest_of(tables):
    """The levels that the gravest reason of these components can have."""
    found = {NONE}
    for _, table in tables:
        found = {max(level, other) for level in set(table.values()) for other in found}
    return found


def certain_reasons(which, current, target, facts):
    assessment = Assessment(which, current, target, facts)
    return {"reasons": [render_certain(weighed.statement, assessment.unknowns) for weighed in assessment.certain]}


def main():
    which = catalogue.load(catalogue.NAMED[0])
    for line in sys.stdin:
        request = read(line)
        entries = []
        for product, target in actions(which, request.current):
            state, on = availability(which, request.current, target, request.facts)
            entry = {"product": product, "target": target[PRODUCTS.index(product)], "state": state}
            if state != "now":
                way = way_out(which, request.current, target, request.facts, certain_reasons)
                entry["way_out"] = way and way.remedies
            if on:
                entry["depends_on"] = on
            entries.append(entry)
        print(json.dumps(entries, separators=(",", ":")))


if __name__ == "__main__":
    main()
