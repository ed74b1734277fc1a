//! What can be wrong with a catalogue.

use core::fmt;

use super::of_catalogue::Terms;
use super::source::Mark;
use crate::model::{AddOnKind, ClientStatus, Feature, Language, NoticeCode, Plan, ReasonCode, Resource, Tier, UserKind};

/// One thing that is wrong with a [`Terms`].
///
/// Its `Display` is the [path](Self::path) in the document and what is wrong there; its fields are the plans, the feature or the
/// tier that show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum TermsFault {
    /// The ladder is empty, so that no plan could be changed to another.
    #[error("{}: it has no plan", self.path())]
    EmptyLadder,
    /// A separate product that is also on the ladder.
    #[error("{}: {plan} is on the ladder too", self.path())]
    SeparateRung {
        /// The plan.
        plan: Plan,
    },
    /// A plan that is neither on the ladder nor a separate product. Only Ledger may be so, because the rules for such a plan are
    /// about Ledger.
    #[error("{}: {plan} is neither on it nor in separate_products, as only ledger may be", self.path())]
    BesideLadder {
        /// The plan.
        plan: Plan,
    },
    /// A plan whose billing can be transferred although it is a separate product, and it is none.
    #[error("{}: has {plan}, which is not a separate product", self.path())]
    TransferableNotSeparate {
        /// The plan.
        plan: Plan,
    },
    /// Two plans that are called the same in one language, so that nobody could tell them apart.
    #[error("{}: the same name as {other}", self.path())]
    SamePlanName {
        /// The plan.
        plan: Plan,
        /// The language.
        language: Language,
        /// The first plan that is called the same.
        other: Plan,
    },
    /// Two add-ons with the same name in one language, so that nobody could tell them apart.
    #[error("{}: the same name as {other}", self.path())]
    SameAddOnName {
        /// The add-on.
        add_on: AddOnKind,
        /// The language.
        language: Language,
        /// The first add-on that is called the same.
        other: AddOnKind,
    },
    /// A move that no catalogue may allow: to the same plan, to or from Self-Employed, or from the ladder to Ledger.
    #[error("{}: a change to {to} can never be allowed", self.path())]
    ImpossibleMove {
        /// The plan that is left.
        from: Plan,
        /// The plan that is entered.
        to: Plan,
    },
    /// A move to a plan that is not sold.
    #[error("{}: a change to {to} is allowed, but plans.{to} is not sold", self.path())]
    MoveToUnsold {
        /// The plan that is left.
        from: Plan,
        /// The plan that is entered.
        to: Plan,
    },
    /// An add-on that goes with a plan but not with a higher one, although a change between the two is allowed: on the way, its
    /// steps would leave a subscription that is not supported.
    #[error("{}: has {lower} but not {higher}, and a change between the two is allowed", self.path())]
    AddOnNotKept {
        /// The add-on.
        add_on: AddOnKind,
        /// The plan that it goes with.
        lower: Plan,
        /// The plan that it does not go with.
        higher: Plan,
    },
    /// A plan of the ladder that is sold or may be changed to, although nothing about it is documented, neither limits nor
    /// features.
    #[error("{}: nothing about it is documented, but it is on the ladder and is sold or may be changed to", self.path())]
    PlanWithoutTerms {
        /// The plan.
        plan: Plan,
    },
    /// A limit that is not known, of a plan that may be changed to.
    #[error("{}: unknown, but {from} may be changed to {plan}", self.path())]
    UnknownUserLimit {
        /// The plan.
        plan: Plan,
        /// The kind of user.
        kind: UserKind,
        /// A plan that may be changed to it.
        from: Plan,
    },
    /// A limit that is not known, of a plan that may be changed to.
    #[error("{}: unknown, but {from} may be changed to {plan}", self.path())]
    UnknownResourceLimit {
        /// The plan.
        plan: Plan,
        /// The resource.
        resource: Resource,
        /// A plan that may be changed to it.
        from: Plan,
    },
    /// Features that are not known, of a plan that may be changed to.
    #[error("{}: unknown, but {from} may be changed to {plan}", self.path())]
    UnknownFeatures {
        /// The plan.
        plan: Plan,
        /// A plan that may be changed to it.
        from: Plan,
    },
    /// A limit that is lower than that of a lower rung, and not [marked](super::PlanTerms::intended_shortfalls) as intended.
    #[error("{}: lower than in {lower}, a lower plan, and not marked in plans.{plan}.intended_shortfalls.users", self.path())]
    LowerUserLimit {
        /// The plan.
        plan: Plan,
        /// The kind of user.
        kind: UserKind,
        /// The nearest lower rung that holds more.
        lower: Plan,
    },
    /// A limit that is lower than that of a lower rung, and not [marked](super::PlanTerms::intended_shortfalls) as intended.
    #[error("{}: lower than in {lower}, a lower plan, and not marked in plans.{plan}.intended_shortfalls.resources", self.path())]
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
        "{}: {feature} is missing, though {lower}, a lower plan, has it, and it is not marked in plans.{plan}.intended_shortfalls.features",
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
    /// A plan of the ladder that is sold but cannot be reached from any plan, although others are sold.
    #[error("{}: {plan} is sold, but no change to it is allowed, from {from} or any other plan", self.path())]
    RungNotReached {
        /// The rung.
        plan: Plan,
        /// Another rung that is sold.
        from: Plan,
    },
    /// A plan of the ladder that is sold but cannot be left for any plan, although others are sold.
    #[error("{}: {plan} is sold, but no change from it is allowed, to {to} or any other plan", self.path())]
    RungNotLeft {
        /// The rung.
        plan: Plan,
        /// Another rung that is sold.
        to: Plan,
    },
    /// A feature that blocks while in use, and no plan is documented to have it.
    #[error("{}: blocks, but no plan has it", self.path())]
    FeatureOfNoPlan {
        /// The feature.
        feature: Feature,
    },
    /// A feature that is marked as disputed although nothing clears it: without a remedy there is nothing to doubt.
    #[error("{}: disputed, but nothing is said to clear it", self.path())]
    DoubtOfNothing {
        /// The feature.
        feature: Feature,
    },
    /// An add-on that goes with no plan, although tiers of it are sold.
    #[error("{}: {tier} is sold, but {add_on} goes with no plan", self.path())]
    AddOnOfNoPlan {
        /// The add-on.
        add_on: AddOnKind,
        /// The lowest tier of it that is sold.
        tier: Tier,
    },
    /// A tier that is said to be sold of an add-on that has no such tier.
    #[error("{}: {tier} is not a tier of {add_on}", self.path())]
    ForeignTier {
        /// The add-on.
        add_on: AddOnKind,
        /// The first such tier.
        tier: Tier,
    },
    /// What payroll is said to bring, or for payroll itself to take away, at a tier that it does not have.
    #[error("{}: {tier} is not a tier of {}", self.path(), AddOnKind::Payroll)]
    ForeignPayrollTier {
        /// The add-on that goes with it; payroll for the time tracking that is unavailable with it.
        add_on: AddOnKind,
        /// The first such tier.
        tier: Tier,
    },
    /// An add-on that goes with a payroll tier and not with a higher one.
    #[error("{}: has {lower} but not {higher}", self.path())]
    AddOnNotKeptBeside {
        /// The add-on.
        add_on: AddOnKind,
        /// The payroll tier that it goes with.
        lower: Tier,
        /// The payroll tier that it does not go with.
        higher: Tier,
    },
    /// A permission that would expire at once.
    #[error("{}: 0, but a permission has to last", self.path())]
    EmptyPermissionWindow,
    /// No days in which a firm's discount is kept.
    #[error("{}: 0, but a discount has to be kept for some time", self.path())]
    EmptyDiscountWindow,
    /// A state of the company that is not read-only, so that there is nothing to revive.
    #[error("{}: has {status}, which is not read-only", self.path())]
    NothingToRevive {
        /// The state.
        status: ClientStatus,
    },
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

/// What is wrong with an article, or with none, beside this mark.
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
            Fault::FeatureOfNoPlan { feature } | Fault::DoubtOfNothing { feature } => write!(f, "features.{feature}"),
            Fault::ForeignTier { add_on, .. } => write!(f, "{add_on}.tiers"),
            Fault::ForeignPayrollTier { add_on: AddOnKind::Payroll, .. } => f.write_str("payroll.without_time_tracking"),
            Fault::ForeignPayrollTier { add_on, .. } | Fault::AddOnNotKeptBeside { add_on, .. } => {
                write!(f, "{add_on}.payroll_tiers")
            }
            Fault::EmptyPermissionWindow => f.write_str("transfer_permission_hours"),
            Fault::EmptyDiscountWindow => f.write_str("discount_days"),
            Fault::NothingToRevive { .. } => f.write_str("revived_by_transfer"),
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

/// Terms that no decision can be made with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub struct InvalidCatalogue {
    terms: Terms,
}

impl InvalidCatalogue {
    pub(crate) const fn of(terms: &Terms) -> Self {
        Self { terms: *terms }
    }

    /// Everything that is wrong: at least one fault.
    pub fn faults(&self) -> impl Iterator<Item = TermsFault> {
        self.terms.faults()
    }

    /// The terms, so that they can be corrected.
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
