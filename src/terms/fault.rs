//! What can be wrong with a catalogue.

use core::fmt;

use super::of_catalogue::Terms;
use super::source::Mark;
use crate::model::{AddOnKind, Feature, Language, NoticeCode, Plan, ReasonCode, Resource, Tier, UserKind};

/// One thing that is wrong with a [`Terms`].
///
/// Its `Display` is the [path](Self::path) to it in the document and what is wrong there; its fields are the witness: the plans, the
/// feature, the tier that show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum TermsFault {
    /// A ladder without a rung: nothing could be changed to.
    #[error("{}: no plan stands on it", self.path())]
    EmptyLadder,
    /// A separate product that is also a rung of the ladder.
    #[error("{}: has {plan}, which is a rung of the ladder", self.path())]
    SeparateRung {
        /// The plan.
        plan: Plan,
    },
    /// A plan that is neither a rung of the ladder nor a separate product. Only Ledger stands beside the ladder: what is said of a plan there is
    /// said of it.
    #[error("{}: without {plan}, which is no separate product either, and only ledger can stand beside it", self.path())]
    BesideLadder {
        /// The plan.
        plan: Plan,
    },
    /// A plan whose billing can be transferred although it is a separate product, and it is none.
    #[error("{}: has {plan}, which is no separate product", self.path())]
    TransferableNotSeparate {
        /// The plan.
        plan: Plan,
    },
    /// Two plans that are called the same in one language, so that nobody could tell them apart.
    #[error("{}: what {other} is called too", self.path())]
    SamePlanName {
        /// The plan.
        plan: Plan,
        /// The language.
        language: Language,
        /// The first plan that is called the same.
        other: Plan,
    },
    /// Two add-ons that are called the same in one language, so that nobody could tell them apart.
    #[error("{}: what {other} is called too", self.path())]
    SameAddOnName {
        /// The add-on.
        add_on: AddOnKind,
        /// The language.
        language: Language,
        /// The first add-on that is called the same.
        other: AddOnKind,
    },
    /// A move that no catalogue can open: to the same plan, to or from Self-Employed, or from the ladder to Ledger.
    #[error("{}: a change to {to} can never be open", self.path())]
    ImpossibleMove {
        /// The plan that is left.
        from: Plan,
        /// The plan that is entered.
        to: Plan,
    },
    /// A move to a plan that is not sold.
    #[error("{}: a change to {to} is open, and plans.{to} is not sold", self.path())]
    MoveToUnsold {
        /// The plan that is left.
        from: Plan,
        /// The plan that is entered.
        to: Plan,
    },
    /// An add-on that goes with a plan and not with a higher one, between which a change is open: the steps of that change would leave
    /// a subscription on the way that is not supported.
    #[error("{}: has {lower} and not {higher}, and a change between the two is open", self.path())]
    AddOnNotKept {
        /// The add-on.
        add_on: AddOnKind,
        /// The plan that it goes with.
        lower: Plan,
        /// The plan that it does not go with.
        higher: Plan,
    },
    /// A rung of the ladder of which nothing is documented, neither limits nor features, and which is sold or may be changed to.
    #[error("{}: nothing of it is documented, and it is a rung that is sold or may be changed to", self.path())]
    PlanWithoutTerms {
        /// The plan.
        plan: Plan,
    },
    /// A limit that is not known, of a plan that may be changed to.
    #[error("{}: unknown, and {from} may be changed to {plan}", self.path())]
    UnknownUserLimit {
        /// The plan.
        plan: Plan,
        /// The kind of user.
        kind: UserKind,
        /// A plan that may be changed to it.
        from: Plan,
    },
    /// A limit that is not known, of a plan that may be changed to.
    #[error("{}: unknown, and {from} may be changed to {plan}", self.path())]
    UnknownResourceLimit {
        /// The plan.
        plan: Plan,
        /// The resource.
        resource: Resource,
        /// A plan that may be changed to it.
        from: Plan,
    },
    /// Features that are not known, of a plan that may be changed to.
    #[error("{}: unknown, and {from} may be changed to {plan}", self.path())]
    UnknownFeatures {
        /// The plan.
        plan: Plan,
        /// A plan that may be changed to it.
        from: Plan,
    },
    /// A limit that is lower than that of a lower rung, and not [marked](super::PlanTerms::intended_shortfalls) as intended.
    #[error("{}: lower than in {lower}, a lower rung, and not marked in plans.{plan}.intended_shortfalls.users", self.path())]
    LowerUserLimit {
        /// The plan.
        plan: Plan,
        /// The kind of user.
        kind: UserKind,
        /// The nearest lower rung that holds more.
        lower: Plan,
    },
    /// A limit that is lower than that of a lower rung, and not [marked](super::PlanTerms::intended_shortfalls) as intended.
    #[error("{}: lower than in {lower}, a lower rung, and not marked in plans.{plan}.intended_shortfalls.resources", self.path())]
    LowerResourceLimit {
        /// The plan.
        plan: Plan,
        /// The resource.
        resource: Resource,
        /// The nearest lower rung that holds more.
        lower: Plan,
    },
    /// A feature that a lower rung has and this plan has not, and that is not [marked](super::PlanTerms::intended_shortfalls) as
    /// intended.
    #[error(
        "{}: without {feature}, which {lower}, a lower rung, has, and not marked in plans.{plan}.intended_shortfalls.features",
        self.path()
    )]
    MissingFeature {
        /// The plan.
        plan: Plan,
        /// The feature.
        feature: Feature,
        /// The nearest lower rung that has it.
        lower: Plan,
    },
    /// A rung of the ladder that is sold and that no plan may be changed to, though others are sold.
    #[error("{}: no change to {plan} is open, from {from} or any other plan, and it is sold", self.path())]
    RungNotReached {
        /// The rung.
        plan: Plan,
        /// Another rung that is sold.
        from: Plan,
    },
    /// A rung of the ladder that is sold and that may be changed to no other plan, though others are sold.
    #[error("{}: no change from {plan} is open, to {to} or any other plan, and it is sold", self.path())]
    RungNotLeft {
        /// The rung.
        plan: Plan,
        /// Another rung that is sold.
        to: Plan,
    },
    /// A feature that blocks while in use, and no plan is documented to have it.
    #[error("{}: blocks, and no plan has it", self.path())]
    FeatureOfNoPlan {
        /// The feature.
        feature: Feature,
    },
    /// An add-on of which tiers are sold and that goes with no plan.
    #[error("{}: no plan goes with {add_on}, and {tier} is sold", self.path())]
    AddOnOfNoPlan {
        /// The add-on.
        add_on: AddOnKind,
        /// The lowest tier of it that is sold.
        tier: Tier,
    },
    /// A tier that is said to be sold of an add-on that has no such tier.
    #[error("{}: {tier} is no tier of {add_on}", self.path())]
    ForeignTier {
        /// The add-on.
        add_on: AddOnKind,
        /// The first such tier.
        tier: Tier,
    },
    /// What payroll is said to bring, or for payroll itself to take away, at a tier that it does not have.
    #[error("{}: {tier} is no tier of {}", self.path(), AddOnKind::Payroll)]
    ForeignPayrollTier {
        /// The add-on that goes with it; payroll for the time tracking that is unavailable with it.
        add_on: AddOnKind,
        /// The first such tier.
        tier: Tier,
    },
    /// An add-on that goes with a payroll tier and not with a higher one.
    #[error("{}: has {lower} and not {higher}", self.path())]
    AddOnNotKeptBeside {
        /// The add-on.
        add_on: AddOnKind,
        /// The payroll tier that it goes with.
        lower: Tier,
        /// The payroll tier that it does not go with.
        higher: Tier,
    },
    /// A permission that would expire as it is given.
    #[error("{}: 0, and a permission has to last", self.path())]
    EmptyPermissionWindow,
    /// Days in which a firm's discount is kept, of which there are none.
    #[error("{}: 0, and a discount that is kept has to be kept for a time", self.path())]
    EmptyDiscountWindow,
    /// A source of a reason whose mark and article do not go together: a judgement has no article, and what the source of record says has one.
    #[error("{}: {}", self.path(), mismatch(*mark))]
    ReasonSource {
        /// The code of the reason.
        code: ReasonCode,
        /// The place of the source, from 0.
        place: usize,
        /// Its mark.
        mark: Mark,
    },
    /// A source of a notice whose mark and article do not go together: a judgement has no article, and what the source of record says has one.
    #[error("{}: {}", self.path(), mismatch(*mark))]
    NoticeSource {
        /// The code of the notice.
        code: NoticeCode,
        /// The place of the source, from 0.
        place: usize,
        /// Its mark.
        mark: Mark,
    },
}

/// What is wrong with an article, or without one, beside this mark.
const fn mismatch(mark: Mark) -> &'static str {
    match mark {
        Mark::Judgement => "a judgement that names an article",
        Mark::Source | Mark::OtherPage => "the source of record, and no article is named",
    }
}

/// Where a fault is, as it is written.
struct Path(TermsFault);

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use TermsFault as Fault;

        match self.0 {
            Fault::EmptyLadder | Fault::BesideLadder { .. } => f.write_str("ladder"),
            Fault::SeparateRung { .. } => f.write_str("separate_products"),
            Fault::TransferableNotSeparate { .. } => f.write_str("transferable_products"),
            Fault::SamePlanName { plan, language, .. } => write!(f, "names.plans.{plan}.{}", language.primary()),
            Fault::SameAddOnName { add_on, language, .. } => write!(f, "names.add_ons.{add_on}.{}", language.primary()),
            Fault::ImpossibleMove { from, .. } | Fault::MoveToUnsold { from, .. } => write!(f, "moves.{from}"),
            Fault::RungNotLeft { plan, .. } => write!(f, "moves.{plan}"),
            Fault::RungNotReached { .. } => f.write_str("moves"),
            Fault::AddOnNotKept { add_on, .. } | Fault::AddOnOfNoPlan { add_on, .. } => write!(f, "{add_on}.plans"),
            Fault::PlanWithoutTerms { plan } => write!(f, "plans.{plan}"),
            Fault::UnknownUserLimit { plan, kind, .. } | Fault::LowerUserLimit { plan, kind, .. } => {
                write!(f, "plans.{plan}.users.{kind}")
            }
            Fault::UnknownResourceLimit { plan, resource, .. } | Fault::LowerResourceLimit { plan, resource, .. } => {
                write!(f, "plans.{plan}.resources.{resource}")
            }
            Fault::UnknownFeatures { plan, .. } | Fault::MissingFeature { plan, .. } => write!(f, "plans.{plan}.features"),
            Fault::FeatureOfNoPlan { feature } => write!(f, "features.{feature}"),
            Fault::ForeignTier { add_on, .. } => write!(f, "{add_on}.tiers"),
            Fault::ForeignPayrollTier { add_on: AddOnKind::Payroll, .. } => f.write_str("payroll.without_time_tracking"),
            Fault::ForeignPayrollTier { add_on, .. } | Fault::AddOnNotKeptBeside { add_on, .. } => {
                write!(f, "{add_on}.payroll_tiers")
            }
            Fault::EmptyPermissionWindow => f.write_str("transfer_permission_hours"),
            Fault::EmptyDiscountWindow => f.write_str("discount_days"),
            Fault::ReasonSource { code, place, .. } => write!(f, "sources.reasons.{code}[{place}]"),
            Fault::NoticeSource { code, place, .. } => write!(f, "sources.notices.{code}[{place}]"),
        }
    }
}

impl TermsFault {
    /// Where it is in the document: the names of the fields down to it, as in `plans.plus.users.billable`.
    ///
    /// ```
    /// use subscription_change::Plan;
    /// use subscription_change::catalogue::TermsFault;
    ///
    /// let fault = TermsFault::PlanWithoutTerms { plan: Plan::Plus };
    /// assert_eq!(fault.path().to_string(), "plans.plus");
    /// ```
    #[must_use]
    pub const fn path(&self) -> impl fmt::Display + use<> {
        Path(*self)
    }
}

/// A [`Terms`] that cannot be decided with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub struct InvalidCatalogue {
    terms: Terms,
}

impl InvalidCatalogue {
    pub(crate) const fn of(terms: &Terms) -> Self {
        Self { terms: *terms }
    }

    /// What is wrong: at least one fault, always all of them.
    pub fn faults(&self) -> impl Iterator<Item = TermsFault> {
        self.terms.faults()
    }

    /// The terms, to be mended.
    #[must_use]
    pub const fn into_terms(self) -> Terms {
        self.terms
    }
}

impl fmt::Display for InvalidCatalogue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "catalogue {} cannot be used", self.terms.id)?;
        for (i, fault) in self.faults().enumerate() {
            write!(f, "{}{fault}", if i == 0 { ": " } else { "; " })?;
        }
        Ok(())
    }
}
