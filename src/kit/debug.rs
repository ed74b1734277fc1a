//! `Debug` field by field. What is derived for more than five fields checks in a release that it was given as many values as names.

/// `Debug` as it is derived, without a check that could panic. A field that is not named does not compile.
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
