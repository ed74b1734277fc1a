//! The nine laws: what is true of the answer to any request, whatever the catalogue.
//!
//! Each is a property of random requests to the embedded catalogues and to random ones, and holds for every request of a small world.
//! A part of both is checked that finds what the whole finds; `.ci/whole` checks the whole, and
//! `PROPTEST_CASES=100000 cargo test --release --package laws` as many random requests.
//!
//! | law | | |
//! |---|---|---|
//! | 1 | total | every input of the types is answered |
//! | 2 | complete | a reason is reported exactly when its own condition holds |
//! | 3 | sufficient | remedies, applied, end in a plan |
//! | 4 | necessary | a reason whose remedies were not applied is still there |
//! | 5 | sound | the steps lead to the target, and nothing happens that is not named |
//! | 6 | monotone | what becomes better never adds a reason |
//! | 7 | irrelevant | what no rule of the change reads does not alter the answer |
//! | 8 | menu | the menu says of each target what the decision says; see the tests of the ways out |
//! | 9 | round trip | what is serialised reads back equal |
//! | a–g | assess | what is said where facts are unknown is what a search over all completions finds |

mod allocations;
mod assess;
mod compare;
mod complete;
mod irrelevant;
mod model;
mod monotone;
mod necessary;
mod representative;
mod round_trip;
mod shown;
mod sound;
mod sufficient;
mod total;
mod ways_out;
