//! Matches over what may grow: whoever adds a variant is told by the compiler which of them to extend.

/// A match over an enum of plain names that another crate may extend. The compiler counts the names: one that is new, and that no arm has,
/// does not compile here.
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
