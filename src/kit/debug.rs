//! `Debug`, field by field. For more than five fields the derived one checks, in release builds too, that there are as many
//! values as names, which is a panic that the proofs would find.

/// The same output as a derived `Debug`, without a check that could panic. Leaving a field out does not compile.
macro_rules! debug_by_field {
    ($Type:ident { $($field:ident),+ $(,)? }) => {
        #[automatically_derived]
        impl core::fmt::Debug for $Type {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                let Self { $($field),+ } = self;
                f.debug_struct(stringify!($Type))$(.field(stringify!($field), $field))+.finish()
            }
        }
    };
}

pub(crate) use debug_by_field;
