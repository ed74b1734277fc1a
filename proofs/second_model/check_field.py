#!/usr/bin/env python3
"""Checks the model against field cases: what each of them expects, in order."""

import json
import sys

import catalogue
from model import answer


def differences(case, found):
    expect = case["expect"]
    for key, value in expect.items():
        got = found.get(key)
        if key == "notices":
            got = [notice["code"] for notice in got or ()]
        elif key in ("reasons", "steps"):
            got = [picked(wanted, given) for wanted, given in zip(value, got or ())] + (got or [])[len(value):]
        if got != value:
            yield f"{key}: expected {value}, found {got}"


def picked(wanted, given):
    """Of a reason or step what the case speaks of; a reason's `by` is that of its first remedy."""
    given = {**{"by": given["remedies"][0]["by"] if given.get("remedies") else None}, **given}
    return {key: given.get(key) for key in wanted}


def main():
    which = catalogue.load(catalogue.NAMED[0])
    wrong = 0
    cases = open(sys.argv[1], encoding="utf-8").read().splitlines()
    for number, line in enumerate(cases, 1):
        case = json.loads(line)
        request = json.dumps({key: case[key] for key in ("current", "target", "context")})
        for difference in differences(case, answer(which, request, number)):
            wrong += 1
            print(f"{number} ({case['what']}): {difference}")
    print(f"{len(cases)} cases, {wrong} differences")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
