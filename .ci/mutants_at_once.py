#!/usr/bin/env python3
"""Tries the mutants of src/ that can be built into one program, each chosen by a number in the environment.

cargo-mutants says what the mutants are. A function that has some becomes a match on the chosen number: an arm for each mutant, with the
body as it is mutated, and the body as it was for every other number. So a build serves thousands of mutants, and a mutant costs a run of
tests. What does not compile in an arm is not viable and goes, and the build is tried again. What the compiler evaluates takes the body as
it was.

    mutants_at_once.py MUTANTS TREE OUT    tries them
    mutants_at_once.py FILE                says which tests are about a file of src/

MUTANTS is what `cargo mutants --list --json` says, TREE a copy of the repository to be changed, OUT the folder for the outcomes by name:
`caught.txt`, `unviable.txt`, `late.txt`, `survived.txt`, of what no test catches at the size of the README's test command, and
`apart.txt`, of what cannot be tried like this: mutants outside of functions, those of functions that return an `impl Trait`, whose arms
are of different types, and those of functions that the compiler and the program evaluate to agree. What OUT says of a file that has not
changed since, by `files.txt`, holds; only what survived is tried again.
"""

import collections
import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys
import threading

# The tests that are about a file, as modules of `tests` and of `tests/laws`; the first pattern that fits.
TESTS = [
    (r"assess/json", "json:: assess::"),
    (r"record", "json:: hostile_json:: versions:: upgrade:: recheck::"),
    (r".*json\.rs|.*json/|kit/set\.rs", "json:: names::"),
    (r"language|.*speech\.rs|kit/vocabulary\.rs|terms/article\.rs|terms/source\.rs|decision/rule\.rs", "language:: display:: names::"),
    (r"compare", "compare::"),
    (r"rules/conditions\.rs|rules/facts\.rs", "reasons:: assess::"),
    (r"model/context\.rs", "names:: reasons:: recheck::"),
    (r"model/answer\.rs", "names:: assess:: whereabouts::"),
    (r"assess|model/fact|model/partly_known\.rs|model/truth\.rs", "assess:: ways_out:: json::"),
    (r"ways_out", "ways_out::"),
    (r"terms/check\.rs|terms/fault\.rs", "catalogue:: model::"),
    (r"terms|decision/catalogue\.rs|decision/history\.rs", "catalogue:: reasons:: model::"),
    (r"model", "names:: reasons::"),
    (r"decision|rules/notices|rules/remedy\.rs", "reasons:: change_plan:: remedies:: display:: json:: compare::"),
    (r"", "reasons:: change_plan:: remedies::"),
]

# Where a function that the compiler evaluates, for a table, and that reads the table too, would not agree with itself.
EVALUATED = r"src/(kit/(set|vocabulary)|model/(quota|fact_set)|decision/step|ways_out/route/space|rules/(authority|change|compiled|conditions|packed)|terms/(?!check).*)\.rs"

CHOICE = """
/// The number of the mutant that is chosen, 0 for none; what the compiler evaluates is as it was.
#[allow(unsafe_code)]
mod chosen {
    extern crate std;

    const fn none() -> u32 {
        0
    }

    fn in_the_environment() -> u32 {
        static CHOSEN: std::sync::OnceLock<u32> = std::sync::OnceLock::new();
        *CHOSEN.get_or_init(|| std::env::var("MUTANT").ok().and_then(|number| number.parse().ok()).unwrap_or(0))
    }

    #[rustc_allow_const_fn_unstable(const_eval_select)]
    pub(crate) const fn mutant() -> u32 {
        core::intrinsics::const_eval_select((), none, in_the_environment)
    }
}
"""


def offsets(text):
    """Where each line begins."""
    begins = [0]
    for line in text.splitlines(keepends=True):
        begins.append(begins[-1] + len(line))
    return begins


def place(begins, position):
    return begins[position["line"] - 1] + position["column"] - 1


SKIPPED = re.compile(r"""//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\\n])'|r\#*".*?"\#*""", re.S)


def body(text, begin, end):
    """Where the body of the function in this span begins, and what stands before it."""
    depth, at, before = 0, begin, []
    while at < end:
        skipped = SKIPPED.match(text, at)
        if skipped:
            at = skipped.end()
            continue
        letter = text[at]
        depth += letter in "(["
        depth -= letter in ")]"
        if letter == "{" and depth == 0:
            return at, "".join(before)
        before.append(letter)
        at += 1
    raise ValueError("a function without a body")


class Tree:
    """The copy of the repository, with the mutants in it that are not known to be left out."""

    def __init__(self, mutants, root, told):
        self.root = root
        self.out = dict(told)
        self.files = collections.defaultdict(lambda: collections.defaultdict(list))
        self.texts = {}
        self.arms = {}
        for number, mutant in enumerate(mutants, 1):
            name = mutant["name"]
            file = mutant["file"]
            if name in self.out:
                continue
            if not mutant["function"]:
                self.out[name] = "apart"
                continue
            text = self.texts.setdefault(file, (root / file).read_text())
            begins = offsets(text)
            span = mutant["function"]["span"]
            begin, end = place(begins, span["start"]), place(begins, span["end"])
            opening, before = body(text, begin, end)
            arrow = before.rpartition("->")[2] if "->" in before else ""
            evaluated = re.search(r"\bconst\b[^)]*\bfn\b", before) and re.match(EVALUATED, file)
            if evaluated or re.search(r"\bimpl\b", arrow):
                self.out[name] = "apart"
                continue
            at = place(begins, mutant["span"]["start"]), place(begins, mutant["span"]["end"])
            self.files[file][opening, end].append((number, name, at, mutant["replacement"]))

    def write(self):
        """Writes the files anew without what is out."""
        for file, functions in self.files.items():
            text, written, last = self.texts[file], [], 0
            lines = 1
            self.arms[file] = []

            def put(part):
                nonlocal lines
                written.append(part)
                lines += part.count("\n")

            # A function in another one: the outer one has them all.
            spans = sorted(functions)
            for opening, end in spans:
                if opening < last:
                    for _, name, _, _ in functions[opening, end]:
                        self.out.setdefault(name, "apart")
                    continue
                mutants = [mutant for mutant in functions[opening, end] if mutant[1] not in self.out]
                if not mutants:
                    continue
                put(text[last : opening + 1])
                put("\nmatch crate::chosen::mutant() {\n")
                for number, name, (begin, finish), replacement in mutants:
                    first = lines
                    put(f"{number} => {{\n{text[opening + 1:begin]}{replacement} {text[finish:end - 1]}\n}}\n")
                    self.arms[file].append((first, lines, name))
                put(f"_ => {{\n{text[opening + 1:end - 1]}\n}}\n}}\n}}")
                last = end
            put(text[last:])
            (self.root / file).write_text("".join(written))

    def arm(self, file, line):
        return next((name for first, last, name in self.arms.get(file, []) if first <= line < last), None)


# The tests are built once and run thousands of times; with debug assertions and overflow checks, as they always are.
OPTIMISED = ["--config", "profile.dev.opt-level=2", "--config", "profile.dev.package.subscription-change.opt-level=2"]


def build(tree, *how):
    """Builds or checks the tests, and says which mutants the errors are in."""
    tests = [part for name in ["tests", "laws"] for part in ["--package", name, "--test", name]]
    command = ["cargo", *how, *OPTIMISED, *tests, "--message-format", "json"]
    run = subprocess.run(command, cwd=tree.root, capture_output=True, text=True)
    wrong, elsewhere, programs = set(), [], {}
    for line in run.stdout.splitlines():
        message = json.loads(line)
        if message.get("executable"):
            programs[message["target"]["name"]] = message["executable"]
        if message["reason"] != "compiler-message" or message["message"]["level"] != "error":
            continue
        spans = message["message"]["spans"]
        found = {tree.arm(span["file_name"], span["line_start"]) for span in spans if span["is_primary"]} - {None}
        found = found or {tree.arm(span["file_name"], span["line_start"]) for span in spans} - {None}
        wrong |= found
        if not found and spans:
            elsewhere.append(message["message"]["rendered"])
    if run.returncode == 0:
        return programs, set()
    if not wrong:
        sys.exit("errors outside of mutants:\n" + "\n".join(elsewhere) + run.stderr[-3000:])
    return None, wrong


# A mutant for which tests take longer than this, and longer than so many times what they take without it, is late.
SECONDS, TIMES = 30, 4


def fails(program, number, tests):
    """Whether one of these tests of the program fails with this mutant; it is stopped then. `None` where it took too long."""
    if not tests:
        return False
    names, took = zip(*tests)
    run = subprocess.Popen(
        [program, *names, "--exact", "--test-threads", "1"], env=dict(os.environ, MUTANT=str(number), RUST_BACKTRACE="0"),
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )
    late = threading.Event()
    timer = threading.Timer(max(SECONDS, TIMES * sum(took)), lambda: (late.set(), run.kill()))
    timer.start()
    try:
        for line in run.stdout:
            if line.startswith("test ") and line.rstrip().endswith("FAILED"):
                return True
        code = run.wait()
        return None if late.is_set() else code != 0
    finally:
        timer.cancel()
        run.kill()
        run.wait()


def seconds_of_each(program):
    """The tests that pass without a mutant, and how long each takes; those that fail are of the text of the crate."""
    command = [program, "-Zunstable-options", "--report-time", "--test-threads", str(os.cpu_count())]
    run = subprocess.run(command, capture_output=True, text=True)
    print("of the text:", re.findall(r"^test (\S+).* FAILED", run.stdout, re.M), flush=True)
    passed = re.findall(r"^test (\S+).* ok <(\S+)s>", run.stdout, re.M)
    return {name: float(took) for name, took in passed if name.split("::")[0] not in UNUSED}


# Seconds, with a test on each processor.
QUICK = 0.2

# Allocations are counted for all threads, and a count is taken again while others allocate.
UNUSED = ["allocations"]


def tests_about(file):
    return next(tests for pattern, tests in TESTS if re.match(pattern, file.removeprefix("src/")))


def quick_about(name, took, filters):
    return took <= QUICK and any(part in name for part in filters)


def quick(_, took, __):
    return took <= QUICK


def slow_about(name, took, filters):
    return took > QUICK and any(part in name for part in filters)


def slow(_, took, __):
    return took > QUICK


# What has survived one stage goes to the next. In each, which tests a mutant is tried with, all of one kind before those of the next.
STAGES = [[quick_about, quick], [slow_about], [slow]]


# What may be told of a mutant; what survived comes last, because it is tried again.
TOLD = ["caught", "unviable", "late", "apart", "survived"]


def sums(mutants, root):
    return {file: hashlib.sha256((root / file).read_bytes()).hexdigest() for file in {mutant["file"] for mutant in mutants}}


def told_before(mutants, now, out):
    """What was told of the mutants of files that have not changed, except of what survived."""
    if not (out / "files.txt").exists():
        return {}
    before = dict(line.split() for line in (out / "files.txt").read_text().splitlines())
    same = {mutant["name"] for mutant in mutants if before.get(mutant["file"]) == now[mutant["file"]]}
    names = {told: (out / f"{told}.txt").read_text().splitlines() for told in TOLD[:-1]}
    return {name: told for told in names for name in names[told] if name in same}


def main():
    mutants = json.loads(pathlib.Path(sys.argv[1]).read_text())
    root, out = pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
    os.environ["RUSTC_BOOTSTRAP"] = "1"
    os.environ["RUSTFLAGS"] = "--cap-lints=allow"
    manifest = root / "Cargo.toml"
    manifest.write_text(re.sub(r"\n\[lints\]\nworkspace = true\n", "\n", manifest.read_text(), count=1))
    now = sums(mutants, root)
    tree = Tree(mutants, root, told_before(mutants, now, out))
    library = root / "src/lib.rs"
    features = "#![feature(core_intrinsics, const_eval_select, rustc_attrs)]\n#![no_std]"
    library.write_text(library.read_text().replace("#![no_std]", features) + CHOICE)
    for how in [["check"], ["test", "--no-run"]]:
        wrong = {""}
        while wrong:
            tree.write()
            programs, wrong = build(tree, *how)
            print(f"{' '.join(how)}: {len(wrong)} mutants do not compile", flush=True)
            tree.out.update(dict.fromkeys(wrong, "unviable"))
    programs = {program: seconds_of_each(program) for program in programs.values()}
    for program, tests in programs.items():
        print(f"{len(tests)} tests, {sum(tests.values()):.0f} s", flush=True)

    def outcome(mutant, stage):
        number, name, file = mutant
        filters, done = tests_about(file).split(), set()
        for kind in stage:
            for program, tests in programs.items():
                chosen = [test for test in sorted(tests.items(), key=lambda test: test[1]) if kind(*test, filters) and test not in done]
                done.update(chosen)
                failed = fails(program, number, chosen)
                if failed or failed is None:
                    return name, "caught" if failed else "late"
        return name, "survived"

    out.mkdir(parents=True, exist_ok=True)
    for stage in STAGES:
        todo = [
            (number, mutant["name"], mutant["file"])
            for number, mutant in enumerate(mutants, 1)
            if tree.out.get(mutant["name"], "survived") == "survived"
        ]
        print(f"{len(todo)} mutants: {', '.join(kind.__name__ for kind in stage)}", flush=True)
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as workers:
            for done, (name, told) in enumerate(workers.map(lambda mutant: outcome(mutant, stage), todo), 1):
                tree.out[name] = told
                if told != "caught":
                    print(f"{told}: {name}", flush=True)
                if done % 100 == 0:
                    print(f"{done} of {len(todo)}", flush=True)
        for told in TOLD:
            names = [mutant["name"] for mutant in mutants if tree.out[mutant["name"]] == told]
            (out / f"{told}.txt").write_text("".join(name + "\n" for name in names))
            print(f"{told}: {len(names)}")
        # Last, so that an interrupted run has these names where it has those lists.
        (out / "files.txt").write_text("".join(f"{file} {of}\n" for file, of in now.items()))


if len(sys.argv) == 2:
    print(tests_about(sys.argv[1]))
else:
    main()
