//! A checksum of all that was decided.

use core::fmt;
use core::hash::Hasher;

/// A small hash, which the compiler cannot optimise away.
pub struct Sum(u64);

impl Sum {
    pub fn of(walk: impl FnOnce(&mut Self)) -> u64 {
        let mut sum = Self(0xcbf2_9ce4_8422_2325);
        walk(&mut sum);
        sum.0
    }
}

impl Hasher for Sum {
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// Text goes into it as it comes.
impl fmt::Write for Sum {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.write(text.as_bytes());
        Ok(())
    }
}
