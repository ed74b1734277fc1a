//! Small numbers that are read at once and packed into the index of a table cell.
//!
//! One multiplication packs the bytes of a word into its topmost bits: it adds the word to itself, shifted so that each byte lands at its place.
//! That nothing else lands there is tried by the compiler with every word that there can be. With each byte shifted to its place by itself, a
//! decision takes 246 instructions; like this, 210.

/// The most numbers that are packed together: one for each byte of a word.
const MOST: usize = size_of::<u32>();

/// How many choices there are of those that are unknown.
pub(super) const CHOICES: usize = 1 << MOST;

/// Bytes as a word. Said like this, bytes that lie side by side are read at once.
#[inline]
pub(super) fn word<const BYTES: usize>(bytes: [u8; BYTES]) -> u32 {
    bytes.into_iter().rev().fold(0, |word, byte| word << u8::BITS | u32::from(byte))
}

/// Up to four numbers, each in a byte of a word. One that is unknown is the number after the last that it can be.
#[derive(Clone, Copy)]
pub(super) struct Packed {
    /// How many bits each number has.
    bits: [u32; MOST],
    /// By what the word is multiplied, and the bits of the numbers in it.
    factor: u32,
    mask: u32,
    /// The bit above the bits of each number, what carries an unknown number and no other over to it, and by what these bits are multiplied.
    above: u32,
    carry: u32,
    above_factor: u32,
}

impl Packed {
    /// For numbers of which each has so many values.
    pub(super) const fn of(values: &[usize]) -> Self {
        assert!(
            values.len() <= MOST,
            "evaluated by the compiler: more than four facts in one row of `read_together!`; give one a row of its own"
        );
        let mut packed = Self { bits: [0; MOST], factor: 0, mask: 0, above: 0, carry: 0, above_factor: 0 };
        let mut i = 0;
        while i < values.len() {
            assert!(values[i] > 1, "evaluated by the compiler: a fact in `read_together!` with one value only");
            packed.bits[i] = (values[i] - 1).ilog2() + 1;
            i += 1;
        }
        i = 0;
        while i < values.len() {
            let (bits, byte) = (packed.bits[i], first_bit(i));
            packed.factor |= 1 << (u32::BITS - packed.width() + packed.begins(i) - byte);
            packed.mask |= ((1 << bits) - 1) << byte;
            packed.above |= 1 << (byte + bits);
            packed.carry |= ((1 << bits) - values[i] as u32) << byte;
            packed.above_factor |= 1 << (u32::BITS - MOST as u32 + i as u32 - byte - bits);
            i += 1;
        }
        assert!(packed.packs(values), "evaluated by the compiler: bytes that one multiplication does not bring together");
        packed
    }

    /// How many bits all numbers have.
    pub(super) const fn width(self) -> u32 {
        self.begins(MOST)
    }

    /// The bit of the packed ones where the number at this place begins.
    const fn begins(self, place: usize) -> u32 {
        let (mut bits, mut i) = (0, 0);
        while i < place {
            bits += self.bits[i];
            i += 1;
        }
        bits
    }

    /// The number at this place of the packed ones.
    pub(super) const fn at(self, place: usize, packed: usize) -> usize {
        (packed >> self.begins(place)) & ((1 << self.bits[place]) - 1)
    }

    /// The numbers of a word, packed, where all are known.
    #[inline]
    pub(super) const fn known(self, word: u32) -> usize {
        word.wrapping_mul(self.factor).wrapping_shr(u32::BITS.wrapping_sub(self.width())) as usize
    }

    /// The same where some may be unknown: any number stands for these.
    #[inline]
    pub(super) const fn partly_known(self, word: u32) -> usize {
        self.known(word & self.mask)
    }

    /// Which of them are unknown, a bit for each.
    #[inline]
    pub(super) const fn unknown(self, word: u32) -> usize {
        let unknown = word.wrapping_add(self.carry) & self.above;
        unknown.wrapping_mul(self.above_factor).wrapping_shr(u32::BITS - MOST as u32) as usize
    }

    /// Whether every word of numbers with so many values is packed as it should be, with unknown ones and without.
    const fn packs(self, values: &[usize]) -> bool {
        let mut packed = 0;
        while packed < 1 << self.width() {
            let (mut word, mut place) = (0, 0);
            while place < values.len() {
                word |= (self.at(place, packed) as u32) << first_bit(place);
                place += 1;
            }
            if self.known(word) != packed {
                return false;
            }
            packed += 1;
        }
        let mut unknown = 0;
        while unknown < 1 << values.len() {
            let (mut word, mut place) = (0, 0);
            while place < values.len() {
                let is_unknown = unknown >> place & 1 == 1;
                word |= (if is_unknown { values[place] } else { values[place] - 1 } as u32) << first_bit(place);
                place += 1;
            }
            if self.unknown(word) != unknown {
                return false;
            }
            unknown += 1;
        }
        true
    }
}

// Numbers that are brought elsewhere are found, and so is which of them are unknown.
const _: () = {
    let values = [2, 3];
    let packed = Packed::of(&values);
    assert!(!Packed { factor: packed.factor >> 1, ..packed }.packs(&values));
    assert!(!Packed { above_factor: packed.above_factor >> 1, ..packed }.packs(&values));
};

/// The first bit of a byte of a word.
const fn first_bit(byte: usize) -> u32 {
    u8::BITS * byte as u32
}
