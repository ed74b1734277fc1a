//! Values that are a code with parameters: reasons, remedies, steps and notices.

/// Names the parameters of each variant, in the order in which JSON writes them; the compiler holds the list to the enum.
///
/// A field that is no parameter, because the rest of the JSON tells it, stands after `with`, and what reads it from the form.
macro_rules! coded {
    (
        $Type:ident as $Code:ident {
            $($Variant:ident { $($parameter:ident),* } $(with $field:ident from $read:path)?,)+
        }
    ) => {
        impl $Type {
            /// Its stable code, which is also its name in JSON.
            #[must_use]
            pub const fn code(&self) -> $Code {
                match self {
                    $(Self::$Variant { .. } => $Code::$Variant,)+
                }
            }
        }

        impl $Code {
            /// The names of its parameters in JSON, which are also fields of the type.
            #[must_use]
            pub const fn parameters(self) -> &'static [&'static str] {
                match self {
                    $(Self::$Variant => &[$(stringify!($parameter)),*],)+
                }
            }
        }

        #[cfg(feature = "serde")]
        impl $Type {
            fn write_parameters<S: serde::ser::SerializeStruct>(&self, form: &mut S) -> Result<(), S::Error> {
                match self {
                    $(Self::$Variant { $($parameter,)* $($field: _)? } => {
                        $(form.serialize_field(stringify!($parameter), $parameter)?;)*
                        Ok(())
                    })+
                }
            }

            fn read_parameters(
                code: $Code,
                form: &mut crate::json::Form<$Code>,
            ) -> Result<Self, crate::json::Misfit> {
                Ok(match code {
                    $($Code::$Variant => Self::$Variant {
                        $($field: $read(form),)?
                        $($parameter: crate::json::Misfit::unless(stringify!($parameter), form.$parameter.take())?,)*
                    },)+
                })
            }
        }
    };
}

pub(crate) use coded;
