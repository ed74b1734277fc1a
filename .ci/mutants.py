#!/usr/bin/env python3
"""Tries the mutants of src/: builds each into the tests, and says whether one of them fails.

cargo-mutants says what the mutants are. Most are built together: a function that has some becomes a match on a number in the environment, an
arm for each mutant, with the body as it is mutated, and the body as it was for every other number. So one build serves thousands of mutants,
and a mutant costs a run of tests. What does not compile in an arm is not viable and goes, and the build is tried again. The arms of a function
that returns some iterator are of different types, and are boxed. Built alone are mutants outside of functions, those of functions that the
compiler and the program evaluate to agree, or whose iterator fits into no box, what survives in another function that the compiler
may evaluate, and what does not compile in a box.

    mutants.py MUTANTS HOME

MUTANTS is what `cargo mutants --list --json` says, HOME the folder for copies of the repository, builds, and `told.txt`, what was told of each
mutant: `caught`, `unviable`, `late`, or `survived`, if no test catches it at the size of the README's test command. What was told of a file
that has not changed since holds, by `files.txt`; only what survived is tried again.
"""

import collections
import concurrent.futures
import hashlib
import json
import os
import pathlib
import queue
import re
import shutil
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

# Where a function that the compiler evaluates, for a table, and that reads the table too, would not agree with itself, or is evaluated so often
# that it takes long with many arms.
EVALUATED = r"src/(kit/(set|vocabulary)|model/(quota|fact_set)|decision/step|ways_out/route/space|rules/(authority|change|compiled|conditions|packed)|terms/(?!check|edition|fault|whereabouts|article).*)\.rs"

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

    /// An iterator of a type that all arms of a match have.
    pub(crate) fn some<'a, T>(of: impl Iterator<Item = T> + 'a) -> std::boxed::Box<dyn Iterator<Item = T> + 'a> {
        std::boxed::Box::new(of)
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
        # What was told before, the mutants that do not compile, and those that are to be built alone.
        self.out = dict(told)
        self.alone = set()
        # The functions that return some iterator, and the mutants of those and of those that the compiler may evaluate.
        self.iterators = set()
        self.of_iterators = set()
        self.constant = set()
        self.files = collections.defaultdict(lambda: collections.defaultdict(list))
        self.texts = {}
        self.arms = {}
        for number, mutant in enumerate(mutants, 1):
            name = mutant["name"]
            file = mutant["file"]
            if name in self.out:
                continue
            if not mutant["function"]:
                self.alone.add(name)
                continue
            text = self.texts.setdefault(file, (root / file).read_text())
            begins = offsets(text)
            span = mutant["function"]["span"]
            begin, end = place(begins, span["start"]), place(begins, span["end"])
            opening, before = body(text, begin, end)
            takes, gives = before.rsplit("->", 1) if "->" in before else (before, "")
            boxes = not re.search(r"\bimpl\b", takes) and not re.search(r"\bClone\b", gives)
            iterator = boxes and re.match(r"\s*impl Iterator\b", gives)
            constant = re.search(r"\bconst\b[^)]*\bfn\b", before)
            if constant and re.match(EVALUATED, file) or re.search(r"\bimpl\b", gives) and not iterator:
                self.alone.add(name)
                continue
            if constant:
                self.constant.add(name)
            if iterator:
                self.iterators.add((file, opening))
                self.of_iterators.add(name)
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
                    self.alone.update(name for _, name, _, _ in functions[opening, end])
                    continue
                mutants = [mutant for mutant in functions[opening, end] if mutant[1] not in self.out]
                if not mutants:
                    continue
                before, after = ("crate::chosen::some({", "})") if (file, opening) in self.iterators else ("{", "}")
                put(text[last : opening + 1])
                put("\nmatch crate::chosen::mutant() {\n")
                for number, name, (begin, finish), replacement in mutants:
                    first = lines
                    put(f"{number} => {before}\n{text[opening + 1:begin]}{replacement} {text[finish:end - 1]}\n{after},\n")
                    self.arms[file].append((first, lines, name))
                put(f"_ => {before}\n{text[opening + 1:end - 1]}\n{after}\n}}\n}}")
                last = end
            put(text[last:])
            (self.root / file).write_text("".join(written))

    def arm(self, file, line):
        return next((name for first, last, name in self.arms.get(file, []) if first <= line < last), None)


PACKAGES = ["tests", "laws"]

# The tests are built once and run thousands of times; with debug assertions and overflow checks, as they always are.
OPTIMISED = ["--config", "profile.dev.opt-level=2", "--config", "profile.dev.package.subscription-change.opt-level=2"]

# What is built of a mutant alone runs once, and is built in the time that the compiler needs without one, or it never is.
BUILD_SECONDS = 120


def copy_of_the_repository(folder):
    """Without what says that a warning is an error. Newer than what an interrupted run may have left built of a mutant."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    listed = subprocess.Popen(["git", "ls-files", "-z"], stdout=subprocess.PIPE)
    packed = subprocess.Popen(["tar", "--create", "--null", "--files-from=-"], stdin=listed.stdout, stdout=subprocess.PIPE)
    subprocess.run(["tar", "--extract", "--touch", "--directory", folder], stdin=packed.stdout, check=True)
    manifest = folder / "Cargo.toml"
    manifest.write_text(re.sub(r"\n\[lints\]\nworkspace = true\n", "\n", manifest.read_text(), count=1))
    return folder


def cargo(tree, target, packages, how, seconds=None, **environment):
    """Builds or checks the tests of these packages: whether that failed, the programs, and what the compiler said."""
    tests = [part for name in packages for part in ["--package", name, "--test", name]]
    run = subprocess.run(
        ["cargo", *how, *tests, "--message-format", "json"], cwd=tree, capture_output=True, text=True, timeout=seconds,
        env=dict(os.environ, CARGO_TARGET_DIR=str(target), **environment),
    )
    messages = [json.loads(line) for line in run.stdout.splitlines()]
    programs = {message["target"]["name"]: message["executable"] for message in messages if message.get("executable")}
    errors = [message["message"] for message in messages if message["reason"] == "compiler-message" and message["message"]["level"] == "error"]
    return run.returncode != 0, programs, errors, run.stderr


def build_together(tree, target, *how):
    """Builds or checks the tests, and says which mutants the errors are in."""
    failed, programs, errors, said = cargo(tree.root, target, PACKAGES, [*how, *OPTIMISED], RUSTFLAGS="--cap-lints=allow")
    wrong, elsewhere = set(), []
    for error in errors:
        spans = error["spans"]
        found = {tree.arm(span["file_name"], span["line_start"]) for span in spans if span["is_primary"]} - {None}
        found = found or {tree.arm(span["file_name"], span["line_start"]) for span in spans} - {None}
        wrong |= found
        if not found and spans:
            elsewhere.append(error["rendered"])
    if failed and not wrong:
        sys.exit("errors outside of mutants:\n" + "\n".join(elsewhere) + said[-3000:])
    return programs, wrong


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


# What has survived one stage goes to the next. In each, which tests of a package a mutant is tried with, all of one kind before those of the
# next.
STAGES = [[quick_about, quick], [slow_about], [slow]]


def caught_by(programs, seconds, number, filters, stages):
    """What is told of this mutant once it has gone through these stages. `programs` says where the tests of a package are."""
    done = set()
    for package, kind in [(package, kind) for stage in stages for package in PACKAGES for kind in stage]:
        tests = sorted(seconds[package].items(), key=lambda test: test[1])
        chosen = [test for test in tests if kind(*test, filters) and (package, test) not in done]
        done.update((package, test) for test in chosen)
        failed = fails(programs(package), number, chosen) if chosen else False
        if failed or failed is None:
            return "caught" if failed else "late"
    return "survived"


class Told:
    """What was told of each mutant; what is told is written at once, so that an interrupted run loses nothing."""

    def __init__(self, mutants, home):
        self.lock = threading.Lock()
        sums = {file: hashlib.sha256(pathlib.Path(file).read_bytes()).hexdigest() for file in {mutant["file"] for mutant in mutants}}
        before, told = home / "files.txt", home / "told.txt"
        old = dict(line.split() for line in before.read_text().splitlines()) if before.exists() else {}
        same = {mutant["name"] for mutant in mutants if old.get(mutant["file"]) == sums[mutant["file"]]}
        lines = [line.split(" ", 1) for line in told.read_text().splitlines()] if told.exists() else []
        self.before = {name: what for what, name in lines if name in same and what != "survived"}
        self.all = dict(self.before)
        told.write_text("".join(f"{what} {name}\n" for name, what in self.before.items()))
        before.write_text("".join(f"{file} {of}\n" for file, of in sums.items()))
        self.file = told.open("a")

    def tell(self, name, what):
        with self.lock:
            self.all[name] = what
            self.file.write(f"{what} {name}\n")
            self.file.flush()
            if what not in ["caught", "unviable"]:
                print(f"{what}: {name}", flush=True)


def each(todo, of):
    """Does this with each mutant, one on each processor."""
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as workers:
        for done, _ in enumerate(workers.map(of, todo), 1):
            if done % 100 == 0:
                print(f"{done} of {len(todo)}", flush=True)


def try_together(mutants, told, home):
    """Returns those that have to be tried alone."""
    tree = Tree(mutants, copy_of_the_repository(home / "tree-together"), told.before)
    library = tree.root / "src/lib.rs"
    features = "#![feature(core_intrinsics, const_eval_select, rustc_attrs)]\n#![no_std]"
    library.write_text(library.read_text().replace("#![no_std]", features) + CHOICE)
    if not tree.files:
        return tree.alone
    for how in [["check"], ["test", "--no-run"]]:
        wrong = {""}
        while wrong:
            tree.write()
            programs, wrong = build_together(tree, home / "build-together", *how)
            print(f"{' '.join(how)}: {len(wrong)} mutants do not compile", flush=True)
            tree.out.update(dict.fromkeys(wrong, "unviable"))
            tree.alone |= wrong & tree.of_iterators
            for name in wrong - tree.of_iterators:
                told.tell(name, "unviable")
    seconds = {package: seconds_of_each(program) for package, program in programs.items()}
    left = {mutant["name"] for mutant in mutants} - tree.alone - told.all.keys()
    for stage in STAGES:
        todo = [(number, mutant) for number, mutant in enumerate(mutants, 1) if mutant["name"] in left]
        print(f"{len(todo)} mutants together: {', '.join(kind.__name__ for kind in stage)}", flush=True)

        def try_one(one):
            number, mutant = one
            what = caught_by(programs.get, seconds, number, tests_about(mutant["file"]).split(), [stage])
            if what == "survived" and mutant["name"] in tree.constant:
                tree.alone.add(mutant["name"])
                left.discard(mutant["name"])
            elif what != "survived" or stage is STAGES[-1]:
                told.tell(mutant["name"], what)
            if what != "survived":
                left.discard(mutant["name"])

        each(todo, try_one)
    return tree.alone


def try_alone(mutants, told, home):
    """Each processor has a copy of the repository and a build, in which one mutant after another is built."""
    trees, seconds = queue.Queue(), {}
    for number in range(os.cpu_count()):
        tree, target = copy_of_the_repository(home / f"tree-{number}"), home / f"build-{number}"
        # What an interrupted run has left half built does not link.
        shutil.rmtree(target / "debug/incremental", ignore_errors=True)
        for package in PACKAGES:
            failed, programs, _, said = cargo(tree, target, [package], ["test", "--no-run"])
            if failed:
                sys.exit(said)
            if package not in seconds:
                seconds[package] = seconds_of_each(programs[package])
        trees.put((tree, target))
    print(f"{len(mutants)} mutants alone", flush=True)

    def try_one(mutant):
        tree, target = trees.get()
        file = tree / mutant["file"]
        text = file.read_text()
        begins = offsets(text)
        begin, end = place(begins, mutant["span"]["start"]), place(begins, mutant["span"]["end"])
        file.write_text(f"{text[:begin]}{mutant['replacement']} {text[end:]}")
        built = {}

        def program(package):
            if package not in built:
                failed, programs, *_ = cargo(tree, target, [package], ["test", "--no-run"], BUILD_SECONDS)
                built[package] = None if failed else programs[package]
            return built[package]

        try:
            if program(PACKAGES[0]) is None:
                told.tell(mutant["name"], "unviable")
            else:
                told.tell(mutant["name"], caught_by(program, seconds, 0, tests_about(mutant["file"]).split(), STAGES))
        except subprocess.TimeoutExpired:
            told.tell(mutant["name"], "late")
        finally:
            file.write_text(text)
            trees.put((tree, target))

    each(mutants, try_one)


def main():
    mutants, home = json.loads(pathlib.Path(sys.argv[1]).read_text()), pathlib.Path(sys.argv[2])
    os.environ["RUSTC_BOOTSTRAP"] = "1"
    told = Told(mutants, home)
    alone = try_together(mutants, told, home)
    alone = [mutant for mutant in mutants if mutant["name"] in alone and mutant["name"] not in told.all]
    if alone:
        try_alone(alone, told, home)
    for what, number in sorted(collections.Counter(told.all.values()).items()):
        print(f"{what}: {number}")


main()
