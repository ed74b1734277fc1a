//! Values that are a code with parameters: reasons, remedies, steps and notices.

/// Names the parameters of each variant, in the order in which JSON writes them. The compiler checks the list against the enum.
///
/// A field that is no parameter, because the rest of the JSON tells it, is named after `with`, together with the function that
/// reads it from the form.
///
/// With `alone`, the value is written and read as its code and its parameters and nothing else.
macro_rules! coded {
    (alone $Type:ident as $Code:ident { $($rows:tt)+ }) => {
        crate::rules::coded! { $Type as $Code { $($rows)+ } }

        #[cfg(feature = "serde")]
        #[automatically_derived]
        impl serde::Serialize for $Type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                use serde::ser::SerializeMap;

                let code = self.code();
                let mut form = crate::kit::json::object(serializer)?;
                form.serialize_entry("code", &code)?;
                self.write_parameters(&mut form)?;
                form.end()
            }
        }

        #[cfg(feature = "serde")]
        #[automatically_derived]
        impl<'de> serde::Deserialize<'de> for $Type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                crate::rules::form::Form::read(deserializer)
            }
        }

        #[cfg(feature = "serde")]
        impl crate::rules::form::FromForm for $Type {
            type Form = crate::rules::form::Form<$Code>;

            fn from_form<E: serde::de::Error>(mut form: Self::Form) -> Result<Self, E> {
                use crate::rules::form::Misfit;

                let code = form.code.take().ok_or_else(|| E::missing_field("code"))?;
                let mut read = || {
                    let value = Self::read_parameters(code, &mut form)?;
                    form.finish()?;
                    Ok(value)
                };
                read().map_err(|misfit: Misfit| misfit.of(code))
            }
        }
    };

    (
        $Type:ident as $Code:ident {
            $($Variant:ident { $($parameter:ident),* } $(with $field:ident from $read:path)*,)+
        }
    ) => {
        const _: () = {
            let (rows, mut i) = ([$($Code::$Variant),+], 0);
            while i < rows.len() {
                assert!(
                    rows[i] as usize == i,
                    concat!("evaluated by the compiler: the rows are in another order than the variants of `", stringify!($Code), "`")
                );
                i += 1;
            }
        };

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
                    $(Self::$Variant => &[$(crate::rules::coded!(@name $parameter)),*],)+
                }
            }
        }

        #[cfg(feature = "serde")]
        impl $Type {
            pub(crate) fn write_parameters<S: serde::ser::SerializeMap>(&self, form: &mut S) -> Result<(), S::Error> {
                match self {
                    $(Self::$Variant { $($parameter,)* $($field: _,)* } => {
                        $(crate::rules::coded!(@write form, $parameter $parameter);)*
                        Ok(())
                    })+
                }
            }

            fn read_parameters(
                code: $Code,
                form: &mut crate::rules::form::Form<$Code>,
            ) -> Result<Self, crate::rules::form::Misfit> {
                Ok(match code {
                    $($Code::$Variant => Self::$Variant {
                        $($field: $read(form),)*
                        $($parameter: crate::rules::coded!(@read form, $parameter),)*
                    },)+
                })
            }
        }
    };

    // A quota is written under the name of what it is: `kind` or `resource`.
    (@name quota) => { "kind or resource" };
    (@name $parameter:ident) => { stringify!($parameter) };
    (@write $form:ident, quota $quota:ident) => { $quota.write_field($form)? };
    (@write $form:ident, $parameter:ident $value:ident) => { $form.serialize_entry(stringify!($parameter), $value)? };
    (@read $form:ident, quota) => { crate::rules::form::quota($form)? };
    (@read $form:ident, $parameter:ident) => {
        crate::rules::form::Misfit::unless(stringify!($parameter), $form.$parameter.take())?
    };
}

pub(crate) use coded;
