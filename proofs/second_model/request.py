"""A request line of JSON.md, read strictly: what is not a request is an error that says where."""

import json
import re

from names import (ADD_ONS, ADMINS, AUTHORISED, CYCLES, FEATURES, IN_USE, KINDS, PARTIES, PLANS, PRODUCTS, RESOURCE, RESOURCES, STATUSES,
                   TIERS, USERS)

LARGEST = 4294967295


class Invalid(Exception):
    """Not a request; `ident` is the id where it could be read, in a tuple."""

    def __init__(self, error, ident=()):
        super().__init__(error)
        self.ident = ident


class Request:
    """current and target whole; `facts` holds the known facts alone."""

    __slots__ = ("ident", "current", "target", "facts")

    def __init__(self, ident, current, target, facts):
        self.ident, self.current, self.target, self.facts = ident, current, target, facts


class Repeated(Exception):
    pass


def pairs_once(pairs):
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Repeated("a key is given twice")
    return found


def whole_number(digits):
    """-0 is negative, and so no number of a fact."""
    return -0.0 if digits == "-0" else int(digits)


def no_constant(name):
    raise ValueError(name + " is not JSON")


DECODE = json.JSONDecoder(object_pairs_hook=pairs_once, parse_int=whole_number, parse_constant=no_constant).decode


def read(line):
    try:
        value = DECODE(line)
    except (ValueError, Repeated, RecursionError) as error:
        raise Invalid(str(error), ident_before_the_fault(line)) from None
    if type(value) is not dict:
        raise Invalid("not an object")
    ident = (value["id"],) if "id" in value else ()
    try:
        only(value, ("id", "current", "target", "context"), "request")
        current = read_current(required(value, "current", "request"))
        target = read_target(required(value, "target", "request"), current)
        facts = {}
        if "context" in value:
            read_context(value["context"], facts)
    except Invalid as error:
        raise Invalid(str(error), ident) from None
    return Request(ident, current, target, facts)


BETWEEN = re.compile(r"[ \t\n\r]*")
DECODE_ONE = json.JSONDecoder(parse_constant=no_constant).raw_decode


def ident_before_the_fault(line):
    """The id of an object that is cut off or goes wrong further on, in a tuple."""
    def beyond(at):
        return BETWEEN.match(line, at).end()

    try:
        at = beyond(0)
        opened = "{"
        while line[at] == opened:
            name, at = DECODE_ONE(line, beyond(at + 1))
            at = beyond(at)
            if type(name) is not str or line[at] != ":":
                break
            value, at = DECODE_ONE(line, beyond(at + 1))
            if name == "id":
                return (value,)
            at = beyond(at)
            opened = ","
    except (ValueError, IndexError, RecursionError):
        pass
    return ()


def expect_object(value, where):
    if type(value) is not dict:
        raise Invalid(where + ": not an object")
    return value


def only(value, keys, where):
    for key in value:
        if key not in keys:
            raise Invalid(f"{where}: unknown field {key}")


def required(value, key, where):
    if key not in value:
        raise Invalid(f"{where}: missing {key}")
    return value[key]


def one_of(names, where, value):
    if type(value) is not str or value not in names:
        raise Invalid(f"{where}: not one of {', '.join(names)}")
    return value


def read_held(product, value):
    """A plan or tier and its payer."""
    item, names = ("plan", PLANS) if product == "base" else ("tier", TIERS[product])
    only(expect_object(value, product), (item, "payer"), product)
    return (one_of(names, product, required(value, item, product)),
            one_of(PARTIES, product, required(value, "payer", product)))


def read_current(value):
    """An add-on that is left out is not held."""
    only(expect_object(value, "current"), PRODUCTS, "current")
    base = read_held("base", required(value, "base", "current"))
    held = ((product, value.get(product)) for product in ADD_ONS)
    return (base, *(None if add_on is None else read_held(product, add_on) for product, add_on in held))


def read_target(value, current):
    """What is left out stays; null removes an add-on."""
    only(expect_object(value, "target"), PRODUCTS, "target")
    target = []
    for product, held in zip(PRODUCTS, current):
        if product in value:
            held = value[product]
            held = None if held is None and product != "base" else read_held(product, held)
        target.append(held)
    return tuple(target)


def truth(fact, value):
    if value is not True and value is not False:
        raise Invalid(fact + ": not true or false")
    return value


def number(fact, value):
    if type(value) is not int or not 0 <= value <= LARGEST:
        raise Invalid(fact + ": not a whole number from 0 to 4294967295")
    return value


def number_or_none(fact, value):
    return None if value is None else number(fact, value)


def named(names):
    return lambda fact, value: one_of(names, fact, value)


def members(names, where, value):
    """A set written as an array."""
    if type(value) is not list:
        raise Invalid(where + ": not an array")
    for member in value:
        one_of(names, where, member)
    found = frozenset(value)
    if len(found) != len(value):
        raise Invalid(where + ": a member is given twice")
    return found


def confirmation(fact, value):
    if value is None:
        return None
    only(expect_object(value, fact), ("accepted_losses",), fact)
    return members(FEATURES, fact, required(value, "accepted_losses", fact))


FIRM = {name: ("firm." + name, truth) for name in (
    "billing_current", "subscription_current", "manages_billing", "is_accountant_user")}
CLIENT = {name: ("client." + name, reader) for name, reader in (
    ("status", named(STATUSES)), ("billing_current", truth), ("billing_cycle", named(CYCLES)),
    ("days_to_renewal", number_or_none), ("primary_admin", named(ADMINS)), ("confirmation", confirmation),
    ("transfer_permission_hours", number_or_none), ("days_since_discount", number_or_none),
    ("hours_since_downgrade", number_or_none), ("downgrade_offered", truth), ("addresses_match", truth),
    ("other_billing_system", truth), ("same_region", truth))}
USAGE = {name: (RESOURCE[name], number) for name in RESOURCES}
USER = {kind: (USERS[kind], number) for kind in KINDS}


def read_facts(value, where, readers, facts, also=()):
    """The facts of one object; a fact that is left out is not known."""
    for key, held in expect_object(value, where).items():
        if key in readers:
            fact, reader = readers[key]
            facts[fact] = reader(fact, held)
        elif key not in also:
            raise Invalid(f"{where}: unknown field {key}")


def read_set(names, where, value, facts):
    """A set that may be partly known: an array is whole, an object holds the members that are known."""
    if type(value) is dict:
        for name, held in value.items():
            one_of(names, where, name)
            facts[names[name]] = truth(where, held)
    else:
        found = members(names, where, value)
        for name, fact in names.items():
            facts[fact] = name in found


def read_context(context, facts):
    only(expect_object(context, "context"), ("authorised_by", "firm", "client"), "context")
    if "authorised_by" in context:
        read_set(AUTHORISED, "authorised_by", context["authorised_by"], facts)
    if "firm" in context:
        read_facts(context["firm"], "firm", FIRM, facts)
    if "client" not in context:
        return
    client = context["client"]
    read_facts(client, "client", CLIENT, facts, ("usage",))
    if "usage" not in client:
        return
    usage = client["usage"]
    read_facts(usage, "client.usage", USAGE, facts, ("users", "features"))
    if "users" in usage:
        read_facts(usage["users"], "client.usage.users", USER, facts)
    if "features" in usage:
        read_set(IN_USE, "client.usage.features", usage["features"], facts)
