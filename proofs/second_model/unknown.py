"""Unknown facts: the values that stand for all, and what a function of the facts does under each of them."""

from itertools import combinations, product
from math import inf

from names import ADMINS, COUNTS, CYCLES, FACT_ORDER, IN_USE, KINDS, RESOURCE, RESOURCES, STATUSES, USERS
from request import LARGEST
from statement import Members

CHOICES = {"client.status": STATUSES, "client.billing_cycle": CYCLES, "client.primary_admin": ADMINS}
LIMIT_OF = {**{USERS[kind]: kind for kind in KINDS}, **{RESOURCE[resource]: resource for resource in RESOURCES}}
UNKNOWN = object()

# Beyond so many unknown features whose loss is to be accepted, at most two of them are in use at a time: one that is not
# accepted is all that a reason needs. `laws.py` compares with the whole product.
MANY = 4


class Fork(Exception):
    """An unknown fact was read."""


class Partial(dict):
    """Facts, some of them unknown."""

    def __missing__(self, fact):
        raise Fork(fact)


def around(edge, none):
    """Numbers on both sides of an edge, beside none where the fact may be none."""
    numbers = sorted({0, max(0, edge - 1), edge, edge + 1})
    return (None,) * none + tuple(number for number in numbers if number <= LARGEST)


class Unknowns:
    """The unknown facts of one request, with the values worth trying for each."""

    def __init__(self, move, known):
        self.move, self.known = move, known

    def values(self, fact):
        catalogue = self.move.catalogue
        if fact in CHOICES:
            return CHOICES[fact]
        if fact in COUNTS:
            limit = catalogue.limits[self.move.to_plan][LIMIT_OF[fact]]
            return (0, 1) if limit is None or limit == inf else around(limit, 0)
        if fact == "client.transfer_permission_hours":
            return around(catalogue.permission_hours, 1)
        if fact == "client.days_since_discount":
            return around(catalogue.discount_days, 1)
        if fact == "client.hours_since_downgrade":
            return around(catalogue.upgrade_wait, 1)
        if fact == "client.days_to_renewal":
            return around(catalogue.monthly_switch_days, 1)
        if fact == "client.confirmation":
            losses = frozenset(self.move.losses())
            given = {frozenset(), losses, *(losses - {feature} for feature in losses)}
            return (None, *sorted(given, key=sorted))
        return (False, True)

    def read_by(self, *functions):
        """The unknown facts that any of the functions reads under some completion, in the order of the facts."""
        found = set()

        def explore(function, tried):
            try:
                function(Partial({**self.known, **tried}))
            except Fork as fork:
                fact = fork.args[0]
                found.add(fact)
                for value in self.values(fact):
                    explore(function, {**tried, fact: value})

        for function in functions:
            if callable(function):
                explore(function, {})
        return sorted(found, key=FACT_ORDER.__getitem__)

    def completions(self, facts):
        """Every assignment of these facts, as a tuple, with the facts under it."""
        whole = Partial(self.known)
        losses = {IN_USE[feature] for feature in self.move.losses()}.intersection(facts)
        if len(losses) <= MANY:
            losses = ()
        alone = [fact for fact in facts if fact not in losses]
        used = [set(some) for size in range(3 if losses else 1) for some in combinations(losses, size)]
        for values in product(*(self.values(fact) for fact in alone)):
            whole.update(zip(alone, values))
            for some in used:
                whole.update((fact, fact in some) for fact in losses)
                yield tuple(whole[fact] for fact in facts), whole

    def table(self, function, facts):
        """The function under every assignment of these facts."""
        return {values: function(whole) for values, whole in self.completions(facts)}

    def known_value(self, value):
        """A parameter where it is the same under every completion, else UNKNOWN."""
        if not callable(value):
            return value
        read = self.read_by(value)
        if not read:
            return value(self.known)
        found = self.table(value, read)
        first, *others = found.values()
        return first if all(other == first for other in others) else UNKNOWN

    def members(self, value):
        """Of a set, those known to be in it, and those that may be in it, which has the former too."""
        sure, maybe = [], []
        for candidate in value.candidates:
            inside = self.known_value(lambda facts, it=candidate: bool(value.test(facts, it)))
            if inside is True:
                sure.append(candidate)
            if inside is not False:
                maybe.append(candidate)
        return sure, maybe

    def parameters(self, parameters, every=False):
        """What is known of them; of a set what is known to be in it, or with `every` all that may be."""
        found = {}
        for name, value in parameters.items():
            if isinstance(value, Members):
                sure, maybe = self.members(value)
                if every:
                    found[name] = maybe
                elif sure or not maybe:
                    found[name] = sure
            else:
                value = self.known_value(value)
                if value is not UNKNOWN:
                    found[name] = value
        return found


def flips(table, place):
    """The pairs of results of assignments that differ in this place alone."""
    groups = {}
    for values, result in table.items():
        groups.setdefault(values[:place] + values[place + 1:], []).append(result)
    for results in groups.values():
        first = results[0]
        for other in results:
            if other != first:
                yield results
                break
