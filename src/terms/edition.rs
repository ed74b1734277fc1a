//! What an edition calls things, the order of its plans, and the sources of its rules.

use super::SourceTable;
use crate::kit::{Name, constant};
use crate::model::{AddOnKind, ByAddOn, ByPlan, Language, Plan, PlanSet};

/// What differs between editions besides numbers: the order of the plans, the names, and the sources of the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Edition {
    /// The plans that one moves up and down between, from the lowest to the highest.
    pub ladder: Ladder,
    /// The plans that are separate products, with no change to or from any other plan.
    pub separate_products: PlanSet,
    /// The separate products whose billing can be transferred all the same: none in the embedded editions.
    pub transferable_products: PlanSet,
    /// What plans and add-ons are called.
    pub names: Names,
    /// Where each rule comes from.
    pub sources: SourceTable,
}

/// The plans that one moves up and down between, each once, the lowest first. Their order makes a change an upgrade or a
/// downgrade. A plan on the ladder is a *rung*.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Ladder {
    rungs: [Option<Plan>; Plan::COUNT],
}

impl Ladder {
    /// A ladder without a plan.
    #[cfg(feature = "serde")]
    pub(super) const EMPTY: Self = Self { rungs: [None; Plan::COUNT] };

    /// This ladder with one more plan at the top; a full ladder stays as it is.
    #[cfg(feature = "serde")]
    pub(super) fn with_above(mut self, plan: Plan) -> Self {
        if let Some(free) = self.rungs.iter_mut().find(|rung| rung.is_none()) {
            *free = Some(plan);
        }
        self
    }

    /// These plans, from the lowest to the highest; `None` where one of them is named twice.
    #[must_use]
    pub const fn new(plans: &[Plan]) -> Option<Self> {
        let mut rungs = [None; Plan::COUNT];
        let mut seen = PlanSet::EMPTY;
        let mut i = 0;
        while i < plans.len() {
            if seen.contains(plans[i]) || i >= Plan::COUNT {
                return None;
            }
            seen = seen.with(plans[i]);
            rungs[i] = Some(plans[i]);
            i += 1;
        }
        Some(Self { rungs })
    }

    /// The rank of a plan, 0 for the lowest; `None` for one that is not on the ladder.
    #[must_use]
    pub const fn rank(&self, plan: Plan) -> Option<usize> {
        let mut rank = 0;
        while rank < Plan::COUNT {
            match self.rungs[rank] {
                Some(rung) if rung as u8 == plan as u8 => return Some(rank),
                Some(_) => rank += 1,
                None => return None,
            }
        }
        None
    }

    /// Whether the plan is on the ladder.
    #[must_use]
    pub const fn contains(&self, plan: Plan) -> bool {
        self.rank(plan).is_some()
    }

    /// The plan of this rank.
    pub(crate) const fn at(&self, rank: usize) -> Option<Plan> {
        if rank < Plan::COUNT { self.rungs[rank] } else { None }
    }

    /// The plans, from the lowest to the highest.
    pub fn iter(&self) -> impl Iterator<Item = Plan> + use<> {
        self.rungs.into_iter().flatten()
    }

    /// Whether a change from `other` to `plan` goes up: to a higher rank, or from beside the ladder onto it.
    pub(crate) const fn is_above(&self, plan: Plan, other: Plan) -> bool {
        match (self.rank(plan), self.rank(other)) {
            (Some(new), Some(old)) => new > old,
            (Some(_), None) => true,
            (None, _) => false,
        }
    }
}

/// Declares a name in every language: one row a field, with the languages that have it. Each language stands in one row, or it does not
/// compile.
macro_rules! local_name {
    ($(#[$meta:meta])* pub struct $LocalName:ident {
        $($(#[$field_meta:meta])* $field:ident of $Language:ident $(and of $Other:ident)*;)+
    }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub struct $LocalName {
            $($(#[$field_meta])* pub $field: Name,)+
        }

        impl $LocalName {
            /// The languages that have a name of their own.
            pub const LANGUAGES: [Language; [$(Language::$Language),+].len()] = [$(Language::$Language),+];

            /// The name in this language.
            #[must_use]
            pub const fn get(&self, language: Language) -> &str {
                self.name(language).as_str()
            }

            pub(crate) const fn name(&self, language: Language) -> &Name {
                match language {
                    $(Language::$Language $(| Language::$Other)* => &self.$field,)+
                }
            }

            pub(crate) const fn name_mut(&mut self, language: Language) -> &mut Name {
                match language {
                    $(Language::$Language $(| Language::$Other)* => &mut self.$field,)+
                }
            }
        }

        crate::kit::json::record! { $LocalName ("a name in each language") { $($field),+ } }
    };
}

local_name! {
    /// A name in English and in French. However English is spelled, it has one: an edition calls a plan by the name that the vendor gave it.
    pub struct LocalName {
        /// The English name.
        en of English and of AmericanEnglish;
        /// The French name.
        fr of French;
    }
}

/// A name in English and in French.
pub(super) const fn called([en, fr]: [&str; 2]) -> LocalName {
    LocalName { en: constant!(Ok in Name::new(en)), fr: constant!(Ok in Name::new(fr)) }
}

/// What an edition calls its plans and add-ons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Names {
    /// The plans, as in "Plus".
    pub plans: ByPlan<LocalName>,
    /// The add-ons, as in "QuickBooks Payroll".
    pub add_ons: ByAddOn<LocalName>,
}

impl Names {
    /// What a plan is called.
    #[must_use]
    pub const fn plan(&self, plan: Plan, language: Language) -> &str {
        self.plans.get(plan).get(language)
    }

    /// What an add-on is called.
    #[must_use]
    pub const fn add_on(&self, kind: AddOnKind, language: Language) -> &str {
        self.add_ons.get(kind).get(language)
    }
}
