//! A few values without a heap.

use core::fmt;

/// A few values, in order: at most `N`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Few<T, const N: usize>([Option<T>; N]);

impl<T: Copy, const N: usize> Few<T, N> {
    /// These values; there are never more than there is room for.
    pub(crate) fn of(values: impl Iterator<Item = T>) -> Self {
        let mut few = Self([None; N]);
        few.0.iter_mut().zip(values).for_each(|(place, value)| *place = Some(value));
        few
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = T> + Clone {
        self.0.iter().copied().map_while(|value| value)
    }

    pub(crate) fn into_values(self) -> impl Iterator<Item = T> + Clone {
        self.0.into_iter().map_while(|value| value)
    }
}

impl<T: Copy + fmt::Debug, const N: usize> fmt::Debug for Few<T, N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

#[cfg(feature = "serde")]
mod json {
    use core::fmt;
    use core::marker::PhantomData;

    use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, SeqAccess, Visitor};
    use serde::ser::{Serialize, Serializer};

    use super::Few;

    impl<T: Serialize + Copy, const N: usize> Serialize for Few<T, N> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.collect_seq(self.iter())
        }
    }

    impl<'de, T: Deserialize<'de> + Copy, const N: usize> Deserialize<'de> for Few<T, N> {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            struct Values<T, const N: usize>(PhantomData<T>);

            impl<'de, T: Deserialize<'de> + Copy, const N: usize> Visitor<'de> for Values<T, N> {
                type Value = Few<T, N>;

                fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    write!(f, "a list of at most {N}")
                }

                fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
                    let mut few = Few([None; N]);
                    for place in &mut few.0 {
                        *place = seq.next_element()?;
                        if place.is_none() {
                            return Ok(few);
                        }
                    }
                    match seq.next_element::<IgnoredAny>()? {
                        None => Ok(few),
                        Some(_) => Err(A::Error::invalid_length(N + 1, &self)),
                    }
                }
            }

            deserializer.deserialize_seq(Values(PhantomData))
        }
    }
}
