"""The assessment of section 8: what is certain, what is possible, and what to ask."""

from itertools import combinations

import plan
from decide import LEVELS, change_plan, resolution
from move import Move
from names import COUNTS, FACT_ORDER, IN_USE, tells
from reasons import reasons
from statement import Notice
from unknown import LIMIT_OF, UNKNOWN, Unknowns, flips

NONE = -1  # the level of a completion without reasons, below those of LEVELS


class Weighed:
    """A statement with what is known of its presence: the facts it hangs on, certain or not."""

    def __init__(self, statement, unknowns):
        self.statement = statement
        read = unknowns.read_by(statement.holds)
        table = unknowns.table(lambda facts: bool(statement.holds(facts)), read)
        self.depends_on = [fact for place, fact in enumerate(read) if any(flips(table, place))]
        self.certain = all(table.values())
        self.possible = not self.certain and any(table.values())


class Assessment:
    def __init__(self, catalogue, current, target, facts):
        self.move = Move(catalogue, current, target)
        self.unknowns = Unknowns(self.move, facts)
        self.reasons = [Weighed(reason, self.unknowns) for reason in reasons(self.move)]
        self.certain = [weighed for weighed in self.reasons if weighed.certain]
        self.possible = [weighed for weighed in self.reasons if weighed.possible]
        self.verdict = "refusal" if self.certain else "open" if self.possible else "change_plan"

    def questions(self):
        """The facts that the list of reasons depends on, in the order in which to ask."""
        return ordered(self.possible)

    def components(self):
        """The reasons in groups that share no unknown fact: for each the facts, and its level under every assignment."""
        groups = []
        for weighed in self.certain + self.possible:
            reason = weighed.statement
            read = set(self.unknowns.read_by(reason.holds, reason.resolution))
            members = [reason]
            apart = []
            for facts, others in groups:
                if facts & read:
                    read |= facts
                    members += others
                else:
                    apart.append((facts, others))
            groups = [*apart, (read, members)]
        found = []
        for read, members in groups:
            facts = sorted(read, key=FACT_ORDER.__getitem__)
            found.append((facts, self.unknowns.table(lambda whole, of=members: gravest(of, whole), facts)))
        return found

    def settling(self):
        """The facts of which two values, all else equal, give different verdicts."""
        components = self.components()
        lowest = [min(table.values()) for _, table in components]
        found = set()
        for number, (facts, table) in enumerate(components):
            others = max((low for place, low in enumerate(lowest) if place != number), default=NONE)
            for place, fact in enumerate(facts):
                if any(max(results) > max(others, min(results)) for results in flips(table, place)):
                    found.add(fact)
        return found

    def fewest(self):
        """The smallest set of questions of which some answers make it a change plan; None under a certain reason."""
        if self.certain:
            return None
        asked = self.questions()
        found = []
        for facts, table in self.components():
            found += smallest(facts, table, [fact for fact in asked if fact in facts])
        return sorted(found, key=asked.index)


def gravest(members, facts):
    return max((LEVELS.index(reason.level(facts)) for reason in members if reason.holds(facts)), default=NONE)


def smallest(facts, table, asked):
    """Of one component: the fewest facts, the first in the order of asking, under some answers to which no reason is left."""
    for size in range(len(asked) + 1):
        for chosen in combinations(asked, size):
            places = [facts.index(fact) for fact in chosen]
            worst = {}
            for values, level in table.items():
                answers = tuple(values[place] for place in places)
                worst[answers] = max(level, worst.get(answers, NONE))
            if NONE in worst.values():
                return chosen
    raise AssertionError("no answers make it a change plan")


def ordered(possible):
    """The facts of the possible statements: may give a never, stands in most, the order of the facts."""
    count, grave = {}, set()
    for weighed in possible:
        for fact in weighed.depends_on:
            count[fact] = count.get(fact, 0) + 1
            if getattr(weighed.statement, "resolution", None) == "never":
                grave.add(fact)
    return sorted(count, key=lambda fact: (fact not in grave, -count[fact], FACT_ORDER[fact]))


def render_questions(assessment, possible, settling):
    found = []
    for fact in ordered(possible):
        question = {"fact": fact, "ask": tells(fact)}
        if fact in COUNTS:
            question["more_than"] = assessment.move.catalogue.limits[assessment.move.to_plan][LIMIT_OF[fact]]
        codes = (weighed.statement.code for weighed in possible if fact in weighed.depends_on)
        found.append({**question, "decides": list(dict.fromkeys(codes)), "settles": fact in settling})
    return found


def render_certain(reason, unknowns):
    level = unknowns.known_value(reason.resolution)
    return {
        "code": reason.code,
        **unknowns.parameters(reason.parameters),
        "resolution": "act" if level is UNKNOWN else level,
        "remedies": [unknowns.parameters(remedy, every=True) for remedy in reason.remedies],
    }


def render_possible(weighed, unknowns):
    statement = weighed.statement
    reversible = {"reversible": statement.reversible} if isinstance(statement, Notice) else {}
    return {"code": statement.code, **unknowns.parameters(statement.parameters), **reversible,
            "depends_on": weighed.depends_on}


def assess(catalogue, current, target, facts):
    """The answer to a request of which some fact is unknown, as the dict that is written."""
    assessment = Assessment(catalogue, current, target, facts)
    unknowns = assessment.unknowns
    if assessment.verdict == "change_plan":
        return settled_plan(assessment)
    found = {"decision": assessment.verdict, "catalogue": catalogue.id}
    if assessment.certain:
        certain = [render_certain(weighed.statement, unknowns) for weighed in assessment.certain]
        found["resolution"] = resolution(reason["resolution"] for reason in certain)
        found["reasons"] = certain
    found["possible"] = [render_possible(weighed, unknowns) for weighed in assessment.possible]
    found["questions"] = render_questions(assessment, assessment.possible, assessment.settling())
    return found


def settled_plan(assessment):
    move, unknowns = assessment.move, assessment.unknowns
    certain, possible = [], []
    for notice in one_by_one(plan.notices(move), unknowns):
        weighed = Weighed(notice, unknowns)
        if weighed.certain:
            certain.append({"code": notice.code, **unknowns.parameters(notice.parameters),
                            "reversible": notice.reversible})
        elif weighed.possible:
            possible.append(weighed)
    steps = [unknowns.parameters(step) for step in plan.steps(move)]
    return {
        **change_plan(move, steps, certain),
        "possible": [render_possible(weighed, unknowns) for weighed in possible],
        "questions": render_questions(assessment, possible, frozenset()),
    }


def one_by_one(notices, unknowns):
    """The notices, features_lost as one of the known features and one of each that is not known."""
    for notice in notices:
        if notice.code != "features_lost":
            yield notice
            continue
        sure, maybe = unknowns.members(notice.parameters["features"])
        if sure:
            yield Notice(notice.code, lambda facts: True, {"features": sure})
        for feature in maybe:
            if feature not in sure:
                yield Notice(notice.code, lambda facts, it=IN_USE[feature]: facts[it], {"features": [feature]})
