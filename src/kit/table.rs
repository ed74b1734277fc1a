//! Tables with one cell for each member of a vocabulary: nothing can be left out, nothing named twice.

/// Declares a struct with one public field of type `T` for each member of an enum. A cell that a stored document may not have, because its
/// member came later, `may be missing` there; what it then means the table says, by [`WhereMissing`](crate::kit::json::WhereMissing).
macro_rules! table {
    (
        $(#[$meta:meta])*
        pub struct $Table:ident<T> of $Member:ident ($concept:literal) {
            $($(#[$field_meta:meta])* $field:ident: $Variant:ident $(may be $missing:ident)?,)+
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
        pub struct $Table<T> {
            $($(#[$field_meta])* pub $field: T,)+
        }

        impl<T> $Table<T> {
            /// The same in every cell.
            #[must_use]
            pub const fn all(value: T) -> Self
            where
                T: Copy,
            {
                Self { $($field: value,)+ }
            }

            #[doc = concat!("The cell of this [`", stringify!($Member), "`].")]
            #[must_use]
            pub const fn get(&self, member: $Member) -> &T {
                match member {
                    $($Member::$Variant => &self.$field,)+
                }
            }

            /// The same table with another value in one cell.
            #[must_use]
            pub const fn with(mut self, member: $Member, value: T) -> Self
            where
                T: Copy,
            {
                *self.get_mut(member) = value;
                self
            }

            /// The same table of what becomes of each cell.
            #[cfg(feature = "serde")]
            #[allow(dead_code, reason = "few tables are read as others")]
            pub(crate) fn map<U>(self, mut of: impl FnMut(T) -> U) -> $Table<U> {
                $Table { $($field: of(self.$field),)+ }
            }

            #[doc = concat!("The cell of this [`", stringify!($Member), "`], to change it.")]
            pub const fn get_mut(&mut self, member: $Member) -> &mut T {
                match member {
                    $($Member::$Variant => &mut self.$field,)+
                }
            }
        }

        const _: () = {
            $(assert!(
                crate::kit::is_same_text(stringify!($field), $Member::$Variant.name()),
                concat!("evaluated by the compiler: the cell `", stringify!($field), "` is named otherwise than its member, whose name JSON writes")
            );)+
        };

        crate::kit::json::record! { $Table<T> ($concept) { $($field),+ } }

        crate::kit::json::read_fields! {
            crate::kit::json::Stored<$Table<T>>, for [T]
            where [T: serde::Deserialize<'de>, $Table<T>: crate::kit::json::WhereMissing], ($concept) {
                $($field),+
            }
            crate::kit::json::Stored {
                missing: crate::kit::Set::<$Member>::EMPTY
                    $(.union(crate::kit::Set::<$Member>::EMPTY.with($Member::$Variant).when($field.is_none())))+
                    .bits(),
                table: $Table { $($field: table!(@stored $Table<T>, $field $(, $missing)?)),+ },
            }
        }
    };

    (@stored $Stored:ty, $field:ident) => { crate::kit::json::read_record!(@read $field) };
    (@stored $Stored:ty, $field:ident, missing) => {
        crate::kit::json::read_record!(@read $field = <$Stored as crate::kit::json::WhereMissing>::MISSING.$field)
    };
}

pub(crate) use table;
