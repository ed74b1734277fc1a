//! How the reasons are declared: what the macro makes of the rows.

/// Declares the reasons: the type, and for each column of the table a function that is exhaustive over the codes.
macro_rules! reasons {
    ($(
        $(#[$meta:meta])*
        $Reason:ident $({
            $($(#[$p_meta:meta])* $parameter:ident: $Type:ty,)*
            $(; $($(#[$h_meta:meta])* $hidden:ident: $Hidden:ty = $read:path,)+)?
        })?
            $(applies $how:ident: |$change:ident| $applies:expr, holds: $holds:expr,)?
            $(whole: |$request:ident, $known:ident| $whole:expr,)?
            $(those in $family:ident: $Family:ty = |$transition:ident, $of:ident| $those:expr, member: $member:expr,)?
            told: |$t:ident, $place:ident| $told:tt,
            implies: [$($implied:ident($($argument:expr),*)),*],
            resolution: $resolution:ident $(, or $other:ident where $where:expr)?,
            remedies: $remedies:expr,
            cleared by: [$($Remedy:ident),*],
            condition: $condition:literal;
    )+) => {
        /// One reason why a change is refused.
        ///
        /// A reason is given exactly when its own condition holds, whatever else does. Each variant says when that is, who can
        /// clear it, and where the rule comes from: **\[S\]** the vendor's article L78SslIqi of 28 January 2025, **\[O\]**
        /// another page of the vendor, **\[J\]** judgement, where neither says.
        ///
        /// [`display`](Self::display) says it in the reader's language; the plain `Display` is an English clause.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Reason {
            $(
                $(#[$meta])*
                $Reason $({
                    $($(#[$p_meta])* $parameter: $Type,)*
                    $($($(#[$h_meta])* $hidden: $Hidden,)+)?
                })?,
            )+
        }

        coded! {
            Reason as ReasonCode {
                $($Reason { $($($parameter),*)? } $($($(with $hidden from $read)+)?)?,)+
            }
        }

        impl Reason {
            /// Whether it can be cleared.
            ///
            /// ```
            /// use subscription_change::{Reason, Resolution};
            ///
            /// assert_eq!(Reason::NothingToChange.resolution(), Resolution::Never);
            /// assert_eq!(Reason::ClientPending.resolution(), Resolution::Wait);
            /// ```
            #[must_use]
            #[allow(unused_variables, reason = "most rows need none of their parameters for it")]
            pub const fn resolution(&self) -> Resolution {
                use Resolution::{Act, Never, Wait};

                match *self {
                    $(Self::$Reason { $($($parameter,)* $($($hidden,)+)?)? } => {
                        $(if $where {
                            return $other;
                        })?
                        $resolution
                    })+
                }
            }

            /// The alternatives that clear it: any one does. Empty exactly where the resolution is [`Never`](Resolution::Never).
            ///
            /// ```
            /// use subscription_change::{Reason, Remedy, UserKind};
            ///
            /// let reason = Reason::TooManyUsers { kind: UserKind::Billable, used: 3, limit: 1 };
            /// let remedies: Vec<Remedy> = reason.remedies().collect();
            /// assert_eq!(remedies, [Remedy::RemoveUsers { kind: UserKind::Billable, count: 2 }]);
            /// ```
            #[must_use]
            #[allow(unused_variables, reason = "some rows need none of their parameters for it")]
            pub const fn remedies(&self) -> Remedies {
                match *self {
                    $(Self::$Reason { $($($parameter,)* $($($hidden,)+)?)? } => $remedies,)+
                }
            }

            /// Adds what it implies to what others imply, and tells what it implies otherwise.
            #[cfg(feature = "serde")]
            #[allow(unused_variables, reason = "some rows need none of their parameters for it")]
            fn implies(&self, implied: &mut Implied) -> Agrees {
                match *self {
                    $(Self::$Reason { $($($parameter,)* $($($hidden,)+)?)? } => {
                        $(implied.$implied($($argument),*)?;)*
                    })+
                }
                Ok(())
            }

            /// Its place among the reasons of its code: that of the product or the member that it is told for.
            #[cfg(feature = "serde")]
            #[allow(unused_variables, reason = "it takes one or two of their parameters, or none")]
            pub(crate) fn place(&self) -> usize {
                match *self {
                    $(Self::$Reason { $($($parameter,)* $($($hidden,)+)?)? } => {
                        0 $(+ reasons!(@place $how, self, $Reason))? $(+ (|| Some(<$Family as Members>::place($member)))().unwrap_or(0))?
                    })+
                }
            }
        }

        impl ReasonCode {
            /// The resolutions that such a reason may have, the usual one first; at least one.
            #[must_use]
            pub const fn resolutions(self) -> &'static [Resolution] {
                match self {
                    $(Self::$Reason => &[Resolution::$resolution $(, Resolution::$other)?],)+
                }
            }

            /// The codes of the remedies that may clear such a reason. They are alternatives, and a given reason may offer only
            /// some.
            #[must_use]
            pub const fn cleared_by(self) -> &'static [RemedyCode] {
                match self {
                    $(Self::$Reason => &[$(RemedyCode::$Remedy),*],)+
                }
            }

            /// When such a reason holds, in English words.
            pub(crate) const fn condition(self) -> &'static str {
                match self {
                    $(Self::$Reason => $condition,)+
                }
            }

            /// Whether its reasons are told for each product.
            const fn is_each(self) -> bool {
                match self {
                    $(Self::$Reason => false $(|| reasons!(@is_each $how))?,)+
                }
            }

            /// What the reasons of this code are told apart by: the places that have one.
            fn places(self, set: &ReasonSet) -> Bits {
                match self {
                    $(Self::$Reason => {
                        $(reasons!(@places $how, set, self))?
                        $(reasons!(@one $request))?
                        $(<$Family>::kept(set.families.$family).bits())?
                    })+
                }
            }
        }

        /// For a reason that is told for each member of a set: the members.
        #[derive(Clone, Copy)]
        struct Families {
            $($($family: <$Family as Members>::Kept,)?)+
        }

        impl Families {
            /// The members that are not in the other set.
            fn without(self, other: &Self) -> Self {
                Self { $($($family: <$Family>::kept(self.$family).difference(<$Family>::kept(other.$family)).keep(),)?)+ }
            }

            /// All members of all sets, each at its place: none only where there is none in any.
            #[inline]
            const fn bits(&self) -> Bits {
                0 $($(| self.$family.bits())?)+
            }

            /// The codes that have a reason.
            const fn codes(&self) -> ReasonCodeSet {
                ReasonCodeSet::EMPTY $($(.union(ReasonCodeSet::EMPTY.with(ReasonCode::$Reason).when(self.$family.bits() != 0)))?)+
            }
        }

        /// How many reasons there can be.
        pub(crate) const REASONS: usize = 0 $(
            $(+ reasons!(@most $how))?
            $(+ { let _ = stringify!($whole); 1 })?
            $(+ <$Family as Members>::MOST)?
        )+;

        /// The same, for certain and possible ones.
        struct FamilySpans {
            $($($family: Span<<$Family as Members>::Member>,)?)+
        }

        impl FamilySpans {
            #[inline]
            fn of(request: &Given<'_>, facts: &Facts) -> Self {
                Self {
                    $($($family: {
                        let ($transition, $of) = (request, facts);
                        $those
                    },)?)+
                }
            }

            #[inline]
            fn certain(&self) -> Families {
                Families { $($($family: self.$family.certain.keep(),)?)+ }
            }

            #[inline]
            fn possible(&self) -> Families {
                Families { $($($family: self.$family.possible.keep(),)?)+ }
            }
        }

        /// Of the reasons that are told for each product, those that apply to a change of this one.
        pub(super) const fn applied(change: &ProductChange) -> ReasonCodeSet {
            ReasonCodeSet::EMPTY
                $($(.union(ReasonCodeSet::EMPTY.with(ReasonCode::$Reason).when({
                    let $change = change;
                    $applies
                })))?)+
        }

        impl ReasonCode {
            /// When such a reason holds if it applies; `None` where its row has no such condition.
            pub(super) const fn holds(self) -> Option<Holds> {
                #[allow(clippy::enum_glob_use, reason = "a row names the condition alone")]
                use Condition::*;

                match self {
                    $(Self::$Reason => {
                        $(return Some($holds);)?
                        #[allow(unreachable_code, reason = "in most rows it stands")]
                        None
                    })+
                }
            }
        }

        /// The reasons that are about the request as a whole.
        #[inline]
        fn of_whole(given: &Given<'_>, facts: &Facts) -> Codes {
            Codes::NONE
                $($(.with(ReasonCode::$Reason, {
                    let ($request, $known) = (given, facts);
                    $whole
                }))?)+
        }

        /// The unknown facts on which the reason of this code at this place depends.
        pub(super) fn depends_on(
            code: ReasonCode,
            place: usize,
            given: &Given<'_>,
            facts: &Facts,
            worked_out: &[Truth; WORKED_OUT],
        ) -> FactSet {
            match code {
                $(ReasonCode::$Reason => {
                    $(reasons!(@literal $how, worked_out, code))?
                    $({
                        let ($request, $known) = (given, facts);
                        $whole
                    }.depends)?
                    $(<$Family as Members>::depends(place))?
                })+
            }
        }

        /// The reason of this code at this place, as far as the findings know it. A parameter that depends on an unknown fact is
        /// a placeholder, and its bit is not set. The bits are in the order of the parameters; those that JSON does not write
        /// come last.
        fn told_partly(code: ReasonCode, place: usize, findings: &Told<'_>) -> (Reason, u32) {
            match code {
                $(ReasonCode::$Reason => {
                    let ($t, $place) = (findings, place);
                    let _ = ($t, $place);
                    reasons!(@partly $Reason $told)
                })+
            }
        }

        #[cfg(feature = "serde")]
        impl Reason {
            /// Writes the parameters whose bits are set.
            pub(crate) fn write_known<S: serde::ser::SerializeMap>(&self, known: u32, form: &mut S) -> Result<(), S::Error> {
                let mut bits = (0..u32::BITS).map(|bit| known >> bit & 1 != 0);
                match self {
                    $(Self::$Reason { $($($parameter,)* $($($hidden: _,)+)?)? } => {
                        $($(if bits.next() == Some(true) {
                            coded!(@write form, $parameter $parameter);
                        })*)?
                    })+
                }
                Ok(())
            }
        }

        impl ReasonCode {
            /// The names of its parameters, then of what its remedies tell.
            pub(crate) const fn all_parameters(self) -> &'static [&'static str] {
                match self {
                    $(Self::$Reason => &[$($(stringify!($parameter),)* $($(stringify!($hidden),)+)?)?],)+
                }
            }
        }

        /// The reason of this code at this place, as the findings tell it.
        fn told(code: ReasonCode, place: usize, findings: &Told<'_>) -> Option<Reason> {
            Some(match code {
                $(ReasonCode::$Reason => {
                    let ($t, $place) = (findings, place);
                    let _ = ($t, $place);
                    Reason::$Reason $told
                })+
            })
        }
    };

    (@partly $Reason:ident { $($name:ident: $value:expr),* $(,)? }) => {{
        #[allow(unused_mut, reason = "not every reason has parameters")]
        let (mut known, mut bit) = (0, 1);
        let reason = Reason::$Reason {
            $($name: {
                let told = (|| Some($value))();
                known |= if told.is_some() { bit } else { 0 };
                bit <<= 1;
                told.unwrap_or(Placeholder::PLACEHOLDER)
            },)*
        };
        let _ = (&mut known, bit);
        (reason, known)
    }};
    (@literal $how:ident, $worked_out:ident, $code:ident) => { $code.holds().map_or(FactSet::EMPTY, |holds| holds.depends($worked_out)) };
    (@one $whole:ident) => { 1 };
    (@most once) => { 1 };
    (@most each) => { Product::COUNT };
    (@places once, $set:ident, $code:expr) => { 1 };
    (@places each, $set:ident, $code:expr) => { $set.each.products($code) };
    (@place once, $reason:expr, $Reason:ident) => { 0 };
    (@place each, $reason:expr, $Reason:ident) => { if let Self::$Reason { product, .. } = *$reason { product as usize } else { 0 } };
    (@is_each once) => { false };
    (@is_each each) => { true };
}

pub(super) use reasons;
