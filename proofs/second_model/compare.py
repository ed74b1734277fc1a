#!/usr/bin/env python3
"""Compares the model with a command that reads request lines from stdin and answers each, byte for byte.

    compare.py [--catalogue NAME-OR-FILE] [--show 5] LINES -- COMMAND [ARGUMENT ...]

Of a line that is no request the decision and the id are compared, since no page says the words of an error.
"""

import argparse
import json
import subprocess
import sys
import time
from tempfile import TemporaryFile

import catalogue
from model import ENCODE, answer


def same(ours, theirs):
    if ENCODE(ours) == theirs:
        return True
    if ours["decision"] != "invalid":
        return False
    try:
        theirs = json.loads(theirs)
    except ValueError:
        return False
    return type(theirs) is dict and {**theirs, "error": 0} == {**ours, "error": 0}


def main():
    arguments = sys.argv[1:]
    if "--" not in arguments:
        sys.exit(__doc__)
    split = arguments.index("--")
    parser = argparse.ArgumentParser()
    parser.add_argument("--catalogue", default=catalogue.NAMED[0])
    parser.add_argument("--show", type=int, default=5)
    parser.add_argument("lines")
    options = parser.parse_args(arguments[:split])
    which = catalogue.load(options.catalogue)
    with open(options.lines, encoding="utf-8") as file:
        lines = file.read().split("\n")
    if lines[-1] == "":
        lines.pop()
    start = time.monotonic()
    with open(options.lines, "rb") as given, TemporaryFile() as written:
        status = subprocess.run(arguments[split + 1:], stdin=given, stdout=written, check=False).returncode
        written.seek(0)
        theirs = written.read().decode("utf-8").split("\n")
    between = time.monotonic()
    wrong = 0
    for number, line in enumerate(lines, 1):
        ours = answer(which, line, number)
        found = theirs[number - 1] if number <= len(theirs) else ""
        if not same(ours, found):
            wrong += 1
            if wrong <= options.show:
                print(f"line {number}\n  request {line}\n  model   {ENCODE(ours)}\n  command {found}")
    extra = [text for text in theirs[len(lines):] if text]
    end = time.monotonic()
    print(f"{len(lines)} lines, {wrong} differences, {len(extra)} lines too many; the command's status {status}; "
          f"command {between - start:.1f} s, model {end - between:.1f} s, {len(lines) / (end - start):.0f} lines/s")
    return 1 if wrong or extra else 0


if __name__ == "__main__":
    sys.exit(main())
