//! How the notices are declared: what the macro makes of the rows.

/// Declares the notices: the type, and for each column of the table a function that is exhaustive over the codes.
macro_rules! notices {
    ($(
        $(#[$meta:meta])*
        $Notice:ident $({ $($(#[$p_meta:meta])* $parameter:ident: $Type:ty,)* })?
            each $each:ident,
            when: |$t:ident, $place:ident| $when:expr,
            told: $told:tt,
            reversible: $reversible:expr,
            condition: $condition:literal;
    )+) => {
        /// One thing to know before a change is made. It does not stand in the way.
        ///
        /// Each variant says when it is given and where the rule comes from; the marks are explained at
        /// [`Reason`](crate::Reason). [`display`](Self::display) says it in the reader's language; the plain `Display` is an
        /// English clause.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Notice {
            $(
                $(#[$meta])*
                $Notice $({ $($(#[$p_meta])* $parameter: $Type,)* })?,
            )+
        }

        coded! {
            Notice as NoticeCode {
                $($Notice { $($($parameter),*)? },)+
            }
        }

        impl Notice {
            /// Whether what the notice tells of can be undone: by a later request that changes the subscription back, or by the client
            /// paying. \[J\]
            ///
            /// Leaving Ledger and the end of discounts cannot be undone. The full price can: the discount is kept if the firm
            /// takes the client back within the catalogue's days.
            ///
            /// ```
            /// use subscription_change::Notice;
            ///
            /// assert!(!Notice::LeavesLedger.is_reversible());
            /// assert!(Notice::PrimaryAdminLocked.is_reversible());
            /// ```
            #[must_use]
            pub const fn is_reversible(&self) -> bool {
                match self {
                    $(Self::$Notice { .. } => $reversible,)+
                }
            }
        }

        impl NoticeCode {
            /// When such a notice is given, in English words.
            pub(crate) const fn condition(self) -> &'static str {
                match self {
                    $(Self::$Notice => $condition,)+
                }
            }

            const fn each(self) -> Each {
                match self {
                    $(Self::$Notice => Each::$each,)+
                }
            }
        }

        /// All notices that are given, as bits in the order in which they are given.
        #[inline]
        fn given(findings: &Findings) -> [u64; WORDS] {
            let mut all = [0; WORDS];
            $(
                let mut place = 0;
                while place < Each::$each.places() {
                    let is_given = {
                        let ($t, $place) = (findings, place);
                        let _ = $place;
                        $when
                    };
                    let of_all = PLACES[NoticeCode::$Notice as usize][place];
                    all[of_all / WORD] |= u64::from(is_given) << (of_all % WORD);
                    place += 1;
                }
            )+
            all
        }

        /// The notice of this code at this place, which is given.
        fn told(code: NoticeCode, place: usize, findings: &Findings) -> Option<Notice> {
            match code {
                $(NoticeCode::$Notice => {
                    let ($t, $place) = (findings, place);
                    let _ = ($t, $place);
                    Some(Notice::$Notice $told)
                })+
            }
        }
    };
}

pub(super) use notices;
