"""The way out of a refusal (law 8): of all that there are, the one that keeps most of the wish.

`by` answers a request: `decide`, or with unknown facts `assess`, of which the certain reasons count.
"""

from itertools import product as choices

from decide import decide
from names import PRODUCTS
from remedies import apply_to_target, is_edit

ROUNDS = 3


def named(current, target):
    """The places of the products that the request names: those that differ."""
    return [place for place in range(len(PRODUCTS)) if current[place] != target[place]]


def halves(current, target, reached):
    """For each named product whether the target that is reached keeps its plan or tier, and its payer; a removal has one."""
    kept = []
    for place in named(current, target):
        wish, got = target[place], reached[place]
        if wish is None:
            kept.append((got is None,))
        else:
            kept.append((got is not None and got[0] == wish[0], got is not None and got[1] == wish[1]))
    return kept


class WayOut:
    def __init__(self, current, target, reached, remedies, alternatives):
        self.reached, self.remedies = reached, remedies
        kept = halves(current, target, reached)
        flat = [half for product in kept for half in product]
        others = sum(current[place] != reached[place]
                     for place in range(len(PRODUCTS)) if place not in named(current, target))
        self.keeps_all = all(flat)
        self.key = (-sum(flat), [not half for half in flat], others, len(remedies), alternatives)


def distinct(remedies):
    found = []
    for remedy in remedies:
        if remedy not in found:
            found.append(remedy)
    return found


def edited(catalogue, current, target, facts, by):
    """Every way to edit: (target, its answer, remedies, alternatives) where no reason is left that has edits."""
    reached = []
    todo = [(target, [], [], 0)]
    while todo:
        to, remedies, alternatives, rounds = todo.pop(0)
        answer = by(catalogue, current, to, facts)
        found = answer.get("reasons", [])
        if any(not reason["remedies"] for reason in found):
            continue
        edits = [reason["remedies"] for reason in found if is_edit(reason["remedies"][0])]
        if not edits:
            reached.append((to, answer, remedies, alternatives))
        elif rounds < ROUNDS:
            for picks in choices(*(range(len(remedies)) for remedies in edits)):
                after, made = to, list(remedies)
                for alternatives_of, pick in zip(edits, picks):
                    following = apply_to_target(alternatives_of[pick], current, after)
                    if following != after:
                        made.append(alternatives_of[pick])
                    after = following
                todo.append((after, made, alternatives + list(picks), rounds + 1))
    return reached


def ways_out(catalogue, current, target, facts, by=decide):
    """Every way out of a refusal; none under a reason that is never."""
    found = []
    for to, answer, made, alternatives in edited(catalogue, current, target, facts, by):
        left = [reason["remedies"] for reason in answer.get("reasons", [])]
        for picks in choices(*(range(len(remedies)) for remedies in left)):
            remedies = made + [remedies[pick] for remedies, pick in zip(left, picks)]
            found.append(WayOut(current, target, to, distinct(remedies), alternatives + list(picks)))
    return found


def way_out(catalogue, current, target, facts, by=decide):
    """The one that is given, or None."""
    return min(ways_out(catalogue, current, target, facts, by), key=lambda way: way.key, default=None)
