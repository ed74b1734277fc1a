//! Matches over enums that may grow: the compiler tells whoever adds a variant which of them to extend.

/// An exhaustive match over an enum that is `#[non_exhaustive]`. A new name without an arm does not compile.
#[macro_export]
macro_rules! complete {
    ($value:expr, $Type:ident { $($($Name:ident)|+ => $result:expr,)+ }) => {{
        const _: () = assert!(
            [$($($Type::$Name),+),+].len() == $Type::COUNT,
            concat!("a ", stringify!($Type), " is new, and has no arm here"),
        );
        match $value {
            $($($Type::$Name)|+ => $result,)+
            new => unreachable!("{new} has no arm"),
        }
    }};
}

pub use crate::complete;
