#!/usr/bin/env python3
"""Checks laws 2 to 6 and 7 of section 7, and (a) to (g) of section 8, on the model over random requests.

Prints each law with how many requests it was checked on, and the first requests that break it; exits 1 on any.
"""

import argparse
import json
import sys
from collections import Counter
from itertools import combinations, product
from random import Random

import catalogue as catalogues
from assess import Assessment, assess
from decide import decide
from generate import bad_facts, clean_facts, random_catalogue, random_request, random_value, world, written_request
from menu import available, availability
from move import Move
from names import AUTHORISED, COUNTS, FACTS, FEATURES, IN_USE, PRODUCTS, TIERS
from reasons import reasons
from remedies import apply_to_facts, apply_to_target, is_edit
from unknown import Unknowns
from ways_out import way_out

ABOUT = ("code", "product", "payer", "kind", "feature", "resource")


def identity(reason):
    """A reason as lists of reasons are compared."""
    return tuple(reason.get(name) for name in ABOUT)


class Reading(dict):
    """Facts that note which of them are read."""

    def __init__(self, facts):
        super().__init__(facts)
        self.read = set()

    def __getitem__(self, fact):
        self.read.add(fact)
        return super().__getitem__(fact)


class Report:
    def __init__(self, show):
        self.show = show
        self.checked, self.broken, self.examples = Counter(), Counter(), []

    def check(self, law, holds, *told):
        self.checked[law] += 1
        if not holds:
            self.broken[law] += 1
            if self.broken[law] <= self.show:
                self.examples.append((law, told))

    def write(self):
        for law in sorted(self.checked):
            print(f"{law}: {self.checked[law]} checked, {self.broken[law]} broken")
        for law, told in self.examples:
            print("\n" + law)
            for part in told:
                print("  " + (part if type(part) is str else json.dumps(part, ensure_ascii=False, default=list)))


class Case:
    """One request with every fact known."""

    def __init__(self, which, current, target, facts):
        self.which, self.current, self.target, self.facts = which, current, target, facts
        self.answer = decide(which, current, target, facts)
        self.reasons = self.answer.get("reasons", [])
        self.line = written_request(Random(0), None, current, target, facts)

    def again(self, facts=None, target=None):
        return Case(self.which, self.current, target or self.target, facts or self.facts)


# Section 7

def law_2(case, rng, report):
    """Each reason's presence is the same whatever the facts are that it does not read."""
    move = Move(case.which, case.current, case.target)
    other = {fact: random_value(rng, case.which, move, fact) for fact in FACTS}
    for reason in reasons(move):
        seen = Reading(case.facts)
        holds = bool(reason.holds(seen))
        mixed = {**other, **{fact: case.facts[fact] for fact in seen.read}}
        again = decide(case.which, case.current, case.target, mixed).get("reasons", [])
        wanted = identity({"code": reason.code, **{k: v for k, v in reason.parameters.items() if not callable(v)}})
        report.check("law 2 complete", holds == (wanted in map(identity, again)), case.line, wanted)


def picks(case, rng):
    """One alternative of each reason, at random."""
    return [rng.choice(reason["remedies"]) for reason in case.reasons]


def law_3(case, rng, report):
    if any(reason["resolution"] == "never" for reason in case.reasons) or not case.reasons:
        return
    now, rounds, edited = case, 0, False
    while now.reasons and rounds < 3 and "nothing_to_change" != now.reasons[0]["code"]:
        if any(not reason["remedies"] for reason in now.reasons):
            break
        facts, target = now.facts, now.target
        for remedy in picks(now, rng):
            if is_edit(remedy):
                target, edited = apply_to_target(remedy, case.current, target), True
            else:
                facts = apply_to_facts(remedy, facts)
        now, rounds = now.again(facts, target), rounds + 1
        if not edited:
            break
    law = "law 3 sufficient, with edits" if edited else "law 3 sufficient"
    good = not now.reasons or (edited and now.reasons[0]["code"] == "nothing_to_change")
    report.check(law, good, case.line, case.reasons, f"after {rounds} rounds", now.line, now.reasons)


def law_4(case, rng, report):
    if not case.reasons or any(reason["resolution"] == "never" for reason in case.reasons):
        return
    if any(is_edit(reason["remedies"][0]) for reason in case.reasons):
        return
    for kept in case.reasons:
        facts = case.facts
        chosen = [rng.choice(reason["remedies"]) for reason in case.reasons if reason is not kept]
        if any(remedy in kept["remedies"] for remedy in chosen):
            continue
        for remedy in chosen:
            facts = apply_to_facts(remedy, facts)
        there = identity(kept) in map(identity, case.again(facts).reasons)
        report.check("law 4 necessary", there, case.line, kept, chosen)


def after_step(now, step):
    """The subscription after one step of a plan."""
    now = list(now)
    place = PRODUCTS.index(step.get("product", "base"))
    held = now[place]
    code = step["code"]
    if code == "transfer_billing":
        now[place] = (held[0], step["to"])
    elif code == "remove":
        now[place] = None
    elif code == "add":
        now[place] = (step["tier"], step["by"])
    else:
        now[place] = (step["to"], held[1])
    return tuple(now)


def law_5(case, report):
    answer, which = case.answer, case.which
    if answer["decision"] != "change_plan":
        return

    def supported(now):
        return all(now[place] is None or which.supports(PRODUCTS[place], now) for place in range(1, len(PRODUCTS)))

    in_time = sorted(answer["steps"], key=lambda step: step["effective"] != "immediately")
    for order, steps in (("as listed", answer["steps"]), ("as they take effect", in_time)):
        prefixes = [case.current]
        for step in steps:
            prefixes.append(after_step(prefixes[-1], step))
        report.check(f"law 5 the steps lead to the target, {order}", prefixes[-1] == case.target, case.line, answer)
        good = not supported(case.current) or all(map(supported, prefixes))
        report.check(f"law 5 each prefix is supported, {order}", good, case.line, answer)
    law_5_told(case, report)


def law_5_told(case, report):
    """What is lost, ended or repriced is named."""
    answer, which, facts = case.answer, case.which, case.facts
    told = {notice["code"] for notice in answer["notices"]}
    before, after = which.has(case.current), which.has(case.target)
    named = {feature for notice in answer["notices"] if notice["code"] == "features_lost" for feature in notice["features"]}
    if "time_tracking_unavailable" in told:
        named.add("time_tracking")
    if after is not None:
        gone = {f for f in FEATURES if facts[IN_USE[f]] and f not in after and (before is None or f in before)}
        if before is None and case.current[1] is not None and case.current[1][0] in which.without_time_tracking:
            gone.discard("time_tracking")  # not had before, whatever the plan
        whole = answer["features_lost"]
        move = Move(which, case.current, case.target)
        report.check("law 5 a feature lost in use is named", gone <= named, case.line, answer, sorted(gone - named))
        report.check("law 5 a feature lost is among features_lost", whole is None or not move.any_change or gone <= set(whole),
                     case.line, answer)
    ends = [step for step in answer["steps"] if step["code"] == "remove" or lowers(step)]
    for step in ends:
        item = step.get("tier", step.get("from"))
        report.check("law 5 an end is named", any(
            notice["code"] == "add_on_goes_down" and notice["product"] == step["product"] and notice["from"] == item
            for notice in answer["notices"]), case.line, answer)
    for step in answer["steps"]:
        if step["code"] != "transfer_billing":
            continue
        price = {"discount_kept", "retail_price", "wholesale_price", "full_price"}
        report.check("law 5 a new price is named", any(
            notice["code"] in price and notice["product"] == step["product"] for notice in answer["notices"]),
            case.line, answer)


def lowers(step):
    if step["code"] != "change_tier":
        return False
    tiers = TIERS[step["product"]]
    return tiers.index(step["to"]) < tiers.index(step["from"])


def better(case, rng):
    """One fact eased, as law 6 has it: (what, facts)."""
    facts = case.facts
    eased = []
    for fact in COUNTS:
        if facts[fact]:
            eased.append((fact, rng.randrange(facts[fact])))
    eased += [(fact, False) for fact in IN_USE.values() if facts[fact]]
    eased += [(fact, True) for fact in AUTHORISED.values() if not facts[fact]]
    eased += [(fact, True) for fact in ("firm.billing_current", "firm.subscription_current", "client.billing_current")
              if not facts[fact]]
    for fact, value in eased:
        yield f"{fact} becomes {value}", {**facts, fact: value}
    for reason in case.reasons:
        for remedy in reason["remedies"]:
            if not is_edit(remedy):
                yield json.dumps(remedy), apply_to_facts(remedy, facts)


def law_6(case, rng, report):
    had = set(map(identity, case.reasons))
    for what, facts in better(case, rng):
        found = case.again(facts).reasons
        report.check("law 6 monotone", set(map(identity, found)) <= had, case.line, what, found)


def law_7(case, rng, report):
    seen = Reading(case.facts)
    answer = decide(case.which, case.current, case.target, seen)
    move = Move(case.which, case.current, case.target)
    other = {fact: random_value(rng, case.which, move, fact) for fact in FACTS}
    mixed = {**other, **{fact: case.facts[fact] for fact in seen.read}}
    report.check("law 7 irrelevance", decide(case.which, case.current, case.target, mixed) == answer, case.line)


def law_8_unknown(which, current, target, known, facts, found, line, report):
    """Availability with unknown facts is what the whole product gives."""
    states = {}
    for values in found:
        states[values] = available(which, current, target, {**known, **dict(zip(facts, values))})[0]
    state, on = availability(which, current, target, known)
    every = set(states.values())
    report.check("law 8 availability", state == (every.pop() if len(every) == 1 else "depends"), line, state)
    wanted = {fact for place, fact in enumerate(facts) if differing(facts, states, place, lambda one: one)}
    report.check("law 8 depends on", set(on) == wanted, line, state, on, sorted(wanted))


def law_8(case, report):
    """The way out that is given leads to a plan."""
    if case.answer["decision"] == "change_plan":
        return
    way = way_out(case.which, case.current, case.target, case.facts)
    if way is None:
        never = any(reason["resolution"] == "never" for reason in case.reasons)
        edits = any(is_edit(reason["remedies"][0]) for reason in case.reasons if reason["remedies"])
        report.check("law 8 a way out is there without never and edits", never or edits, case.line, case.reasons)
        return
    facts = case.facts
    for remedy in way.remedies:
        if not is_edit(remedy):
            facts = apply_to_facts(remedy, facts)
    end = case.again(facts, way.reached)
    report.check("law 8 a way out leads to a plan", not end.reasons, case.line, way.remedies, end.reasons)


# Section 8

class Rich(Unknowns):
    """More values for each fact than the model tries, and no short cut."""

    def values(self, fact):
        if fact in COUNTS:
            return tuple(sorted({*super().values(fact), 2, 4294967295}))
        if fact == "client.confirmation":
            losses = self.move.losses()
            if len(losses) <= 3:
                sets = [frozenset(some) for size in range(len(losses) + 1) for some in combinations(losses, size)]
                return (None, *sets)
        return super().values(fact)


def verdict(answer):
    return answer.get("resolution", "change_plan")


def whole_product(which, current, target, known, most):
    """(unknown facts, the answer under every completion), or None where they are too many."""
    move = Move(which, current, target)
    facts = [fact for fact in FACTS if fact not in known]
    rich = Rich(move, known)
    values = {fact: rich.values(fact) for fact in facts}
    size = 1
    for fact in facts:
        size *= len(values[fact])
        if size > most:
            return None
    found = {}
    for each in product(*values.values()):
        found[each] = decide(which, current, target, {**known, **dict(zip(facts, each))})
    return facts, found


def differing(facts, found, place, of):
    """The pairs of completions that differ in this fact alone, with what `of` says of each."""
    groups = {}
    for values, answer in found.items():
        groups.setdefault(values[:place] + values[place + 1:], []).append(of(answer))
    return any(any(other != group[0] for other in group) for group in groups.values())


def laws_of_assessment(which, current, target, known, report, rng, most):
    whole = whole_product(which, current, target, known, most)
    if whole is None:
        return
    facts, found = whole
    line = written_request(Random(0), None, current, target, known)
    assessment = Assessment(which, current, target, known)
    answer = assess(which, current, target, known)
    lists = {values: frozenset(map(identity, one.get("reasons", []))) for values, one in found.items()}
    every = list(lists.values())
    certain = frozenset(map(identity, answer.get("reasons", [])))
    told = [] if answer["decision"] == "change_plan" else answer["possible"]
    possible = frozenset(map(identity, told))
    report.check("8 (a) between certain and possible", all(certain <= one <= certain | possible for one in every), line, answer)
    report.check("8 (a) certain are all that hold everywhere", certain == frozenset.intersection(*every), line, answer)
    report.check("8 (b) possible hold here and not there", possible == frozenset.union(*every) - certain, line, answer)
    asked = assessment.questions()
    reference = {fact for place, fact in enumerate(facts)
                 if differing(facts, found, place, lambda one: frozenset(map(identity, one.get("reasons", []))))}
    report.check("8 (c) (d) asked is what the list depends on", set(asked) == reference, line, answer, sorted(reference))
    if answer["decision"] != "change_plan":
        settles = {question["fact"] for question in answer["questions"] if question["settles"]}
        wanted = {fact for place, fact in enumerate(facts) if fact in reference and differing(facts, found, place, verdict)}
        report.check("8 settles", settles == wanted, line, answer, sorted(wanted))
        for reason in told:
            wanted = [fact for place, fact in enumerate(facts) if differing(
                facts, found, place, lambda one, it=identity(reason): it in map(identity, one.get("reasons", [])))]
            report.check("8 depends_on", reason["depends_on"] == wanted, line, reason, wanted)
    else:
        notices_of_assessment(facts, found, answer, line, report)
    certain_parameters(found, answer, line, report)
    fewest = assessment.fewest()
    if not certain:
        report.check("8 (g) fewest", fewest == searched(facts, found, asked), line, fewest, searched(facts, found, asked))
        report.check("8 (g) fewest by the page's words", by_words(assessment, current, target) == fewest, line, fewest,
                     by_words(assessment, current, target))
    law_f(which, current, target, known, facts, found, answer, line, report, rng)
    if len(found) <= 200:
        law_8_unknown(which, current, target, known, facts, found, line, report)


def certain_parameters(found, answer, line, report):
    """Of a certain reason a parameter is told exactly where all completions agree on it; a set has what all have."""
    for reason in answer.get("reasons", []):
        under = [next(r for r in one["reasons"] if identity(r) == identity(reason)) for one in found.values()]
        for name in under[0]:
            if name in ("resolution", "remedies"):
                continue
            told = [one[name] for one in under]
            if type(told[0]) is list:
                sure = [f for f in FEATURES if all(f in one for one in told)]
                gone = not sure and any(told)
                good = (name not in reason) if gone else reason.get(name) == sure
            else:
                same = all(one == told[0] for one in told)
                good = reason.get(name) == told[0] if same else name not in reason
            report.check("8 parameters of certain reasons", good, line, reason, name)
        levels = {one["resolution"] for one in under}
        report.check("8 resolution of certain reasons",
                     reason["resolution"] == (levels.pop() if len(levels) == 1 else "act"), line, reason)
        for place, remedy in enumerate(reason["remedies"]):
            for name in ("accepting", "features"):
                if name in remedy:
                    may = {f for one in under for f in one["remedies"][place][name]}
                    report.check("8 accepted losses of certain reasons", set(remedy[name]) == may, line, reason)


def notice_list(answer):
    """Notices as they are compared; features_lost by feature."""
    found = set()
    for notice in answer["notices"]:
        if notice["code"] == "features_lost":
            found |= {("features_lost", feature) for feature in notice["features"]}
        else:
            found.add(identity(notice))
    return frozenset(found)


def notices_of_assessment(facts, found, answer, line, report):
    every = [notice_list(one) for one in found.values()]
    certain = notice_list(answer)
    possible = notice_list({"notices": answer["possible"]})
    report.check("8 notices certain", certain == frozenset.intersection(*every), line, answer)
    report.check("8 notices possible", possible == frozenset.union(*every) - certain, line, answer)
    wanted = {fact for place, fact in enumerate(facts) if differing(facts, found, place, notice_list)}
    report.check("8 questions of notices", {q["fact"] for q in answer["questions"]} == wanted, line, answer, sorted(wanted))


def searched(facts, found, asked):
    """Over all sets of questions, smallest first: some answers to which no completion has a reason."""
    places = {fact: facts.index(fact) for fact in asked}
    for size in range(len(asked) + 1):
        for chosen in combinations(asked, size):
            refused, seen = set(), set()
            for values, answer in found.items():
                key = tuple(values[places[fact]] for fact in chosen)
                seen.add(key)
                if answer["decision"] != "change_plan":
                    refused.add(key)
            if seen - refused:
                return list(chosen)
    return None


def by_words(assessment, current, target):
    """fewest as section 8 says it in words: all, less the features, less one party."""
    asked = assessment.questions()
    if "client.confirmation" in asked:
        losses = {IN_USE[feature] for feature in assessment.move.losses()}
        asked = [fact for fact in asked if fact not in losses]
    parties = [fact for fact in asked if fact in AUTHORISED.values()]
    if len(parties) == 2:
        needed = {fact for weighed in assessment.possible for fact in weighed.depends_on
                  if fact in parties and not set(parties) <= set(weighed.depends_on)}
        spare = [fact for fact in parties if fact not in needed]
        if spare:
            asked = [fact for fact in asked if fact != spare[-1]]
    return asked


def law_f(which, current, target, known, facts, found, answer, line, report, rng):
    values = rng.choice(list(found))
    completion = dict(zip(facts, values))
    for fact in facts:
        learned = {**known, fact: completion[fact]}
        after = assess(which, current, target, learned)
        had = set(map(identity, answer.get("reasons", [])))
        report.check("8 (f) certain stays", had <= set(map(identity, after.get("reasons", []))), line, fact, after)
        settled = answer["decision"] == "open" or after["decision"] == answer["decision"]
        report.check("8 (f) settled stays", settled, line, fact, after)
    complete = {**known, **completion}
    whole = assess(which, current, target, complete)
    for key in ("possible", "questions"):
        report.check("8 (e) all known", whole.pop(key) == [], line)
    report.check("8 (e) all known", whole == decide(which, current, target, complete), line, whole)


def laws_of_world(which, stride, rng, report):
    for number, (current, target) in enumerate(world(which)):
        if number % stride:
            continue
        move = Move(which, current, target)
        used = {**clean_facts(which, move), **dict.fromkeys(IN_USE.values(), True)}
        every = [used] + [bad_facts(which, move, status) for status in ("pending", "trial", "cancelled")]
        for facts in every:
            # Not on purpose hopeless: the two facts that nobody can clear.
            facts.update({"client.other_billing_system": False, "client.same_region": True})
            case = Case(which, current, target, facts)
            law_3(case, rng, report)
            law_5(case, report)
            law_8(case, report)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--catalogue", default=catalogues.NAMED[0])
    parser.add_argument("--random-catalogues", action="store_true", help="another catalogue every 20 requests")
    parser.add_argument("--most", type=int, default=3000, help="completions of a request to go through at most")
    parser.add_argument("--world", type=int, metavar="STRIDE", help="instead, each so many-th pair of subscriptions "
                        "under clean facts and bad ones: laws 3, 5 and 8")
    parser.add_argument("--show", type=int, default=1)
    options = parser.parse_args()
    rng = Random(options.seed)
    which = catalogues.load(options.catalogue)
    report = Report(options.show)
    if options.world:
        laws_of_world(which, options.world, rng, report)
        options.count = 0
    for number in range(options.count):
        if options.random_catalogues and number % 20 == 0:
            which = catalogues.Catalogue(random_catalogue(rng))
        case = Case(which, *random_request(rng, which, 0))
        law_2(case, rng, report)
        law_3(case, rng, report)
        law_4(case, rng, report)
        law_5(case, report)
        law_6(case, rng, report)
        law_7(case, rng, report)
        law_8(case, report)
        laws_of_assessment(which, *random_request(rng, which, 1), report, rng, options.most)
    report.write()
    return 1 if report.broken else 0


if __name__ == "__main__":
    sys.exit(main())
