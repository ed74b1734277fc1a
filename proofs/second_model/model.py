#!/usr/bin/env python3
"""Reads requests, one JSON object a line, and writes an answer a line."""

import argparse
import json
import sys

import catalogue
from assess import assess
from decide import decide
from names import FACTS
from request import Invalid, read

ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


def answer(which, line, number):
    """The dict that answers one line."""
    try:
        request = read(line)
    except Invalid as error:
        return {**ident(error.ident), "decision": "invalid", "error": f"line {number}: {error}"}
    whole = len(request.facts) == len(FACTS)
    found = (decide if whole else assess)(which, request.current, request.target, request.facts)
    return {**ident(request.ident), **found}


def ident(given):
    return {"id": given[0]} if given else {}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--catalogue", default=catalogue.NAMED[0], help="a name, or a file in the JSON form")
    parser.add_argument("file", nargs="?", default="-")
    options = parser.parse_args()
    which = catalogue.load(options.catalogue)
    invalid = False
    with sys.stdin if options.file == "-" else open(options.file, encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            found = answer(which, line, number)
            invalid |= found["decision"] == "invalid"
            sys.stdout.write(ENCODE(found) + "\n")
    return 1 if invalid else 0


if __name__ == "__main__":
    sys.exit(main())
