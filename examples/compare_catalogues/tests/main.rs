//! The example `compare_catalogues`: what it prints, and what it exits with.

mod compare_catalogues;
