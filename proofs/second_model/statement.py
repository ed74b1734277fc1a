"""A statement: a reason, a remedy or a notice, whose presence and parameters may hang on facts.

`facts` is a mapping from the names of `names.FACTS` to values; a fact that may be none is None then.
A parameter is a constant, a function of the facts, or `Members`.
"""


def always(_facts):
    return True


class Members:
    """A set that hangs on facts: those of the candidates, in order, that the test finds to be in it."""

    __slots__ = ("candidates", "test")

    def __init__(self, candidates, test):
        self.candidates, self.test = candidates, test

    def __call__(self, facts):
        test = self.test
        return [candidate for candidate in self.candidates if test(facts, candidate)]


def rendered(parameters, facts):
    """The parameters under known facts."""
    return {name: value(facts) if callable(value) else value for name, value in parameters.items()}


class Reason:
    """One reason that the request may meet: code, when it holds, parameters, resolution, alternatives."""

    __slots__ = ("code", "holds", "parameters", "resolution", "remedies")

    def __init__(self, code, holds, parameters, resolution, remedies):
        self.code, self.holds, self.parameters = code, holds, parameters
        self.resolution, self.remedies = resolution, remedies

    def level(self, facts):
        return self.resolution(facts) if callable(self.resolution) else self.resolution

    def render(self, facts):
        return {
            "code": self.code,
            **rendered(self.parameters, facts),
            "resolution": self.level(facts),
            "remedies": [rendered(remedy, facts) for remedy in self.remedies],
        }


class Notice:
    """One notice that the plan may carry; each of them, its parameters and whether it can be undone."""

    __slots__ = ("code", "holds", "parameters", "reversible")

    def __init__(self, code, holds, parameters, reversible=True):
        self.code, self.holds, self.parameters, self.reversible = code, holds, parameters, reversible

    def render(self, facts):
        return {"code": self.code, **rendered(self.parameters, facts), "reversible": self.reversible}
