//! Constants of which the compiler makes sure that they have a value.

/// What is in the `Ok` or `Some` of a constant. Where there is nothing, the crate does not compile.
macro_rules! constant {
    ($Variant:ident in $value:expr) => {
        match $value {
            $Variant(value) => value,
            _ => panic!("{}", concat!("evaluated by the compiler: no value in ", stringify!($value))),
        }
    };
}

pub(crate) use constant;
