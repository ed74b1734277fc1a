//! What each language has to be able to say.

use core::fmt::{self, Display, Formatter};

use super::text::{Clause, WithNames, alternatives};
use super::{Localized, speech};
use crate::assess::{Place, Question};
use crate::decision::Step;
use crate::model::{
    Actor, AddOnKind, Audience, FeatureSet, Language, NoticeCode, Party, Plan, Product, ReasonCode, Subscription, Tier,
};
use crate::record::RecheckVerdict;
use crate::rules::{Notice, Reason, Remedy};
use crate::terms::{Effective, Part, Source, Terms};
use crate::ways_out::Action;

/// The audience, and the edition whose names are used.
#[derive(Clone, Copy)]
pub(super) struct Scene<'a> {
    pub(super) language: Language,
    pub(super) audience: Audience,
    pub(super) terms: &'a Terms,
}

impl<'a> Scene<'a> {
    /// What the edition calls a plan.
    pub(super) const fn plan(self, plan: Plan) -> &'a str {
        self.terms.edition.names.plan(plan, self.language)
    }

    /// What the edition calls a product.
    pub(super) const fn product(self, product: Product) -> &'a str {
        match product.add_on() {
            None => Product::Base.label(self.language),
            Some(kind) => self.add_on(kind),
        }
    }

    /// What the edition calls an add-on.
    pub(super) const fn add_on(self, kind: AddOnKind) -> &'a str {
        self.terms.edition.names.add_on(kind, self.language)
    }

    /// The same as a product of its own, as in "QuickBooks Self-Employed". The vendor's French pages put the French name behind the English.
    pub(super) const fn product_of_plan(self, plan: Plan) -> OfItsOwn<'a> {
        OfItsOwn(self, plan)
    }

    /// Which of two plans is a product of its own.
    pub(super) const fn separate_one(self, from: Plan, to: Plan) -> Plan {
        let separate = self.terms.edition.separate_products;
        if separate.contains(from) || !separate.contains(to) { from } else { to }
    }

    /// The payroll tiers that take a plan's own time tracking away.
    pub(super) const fn without_time_tracking(self) -> WithoutTimeTracking<'a> {
        WithoutTimeTracking(self)
    }

    /// Whether a change of plan goes up on the edition's ladder.
    pub(super) const fn goes_up(self, from: Plan, to: Plan) -> bool {
        self.terms.edition.ladder.is_above(to, from)
    }
}

/// A plan that is a product of its own.
#[derive(Clone, Copy)]
pub(super) struct OfItsOwn<'a>(Scene<'a>, Plan);

impl Display for OfItsOwn<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self(scene, plan) = *self;
        let names = scene.terms.edition.names.plans.get(plan);
        match scene.language {
            Language::French if names.en != names.fr => write!(f, "{} ({})", names.en, names.fr),
            language => f.write_str(names.get(language)),
        }
    }
}

/// The payroll tiers that take a plan's own time tracking away, as alternatives.
pub(super) struct WithoutTimeTracking<'a>(Scene<'a>);

impl Display for WithoutTimeTracking<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let (scene, tiers) = (self.0, self.0.terms.without_time_tracking);
        // In the words of an edition that has none the notice is not given.
        if tiers.is_empty() {
            return f.write_str(scene.product(Product::Payroll));
        }
        let payroll = |tier| Clause(move |f: &mut Formatter<'_>| speech(scene.language).add_on(f, scene, Product::Payroll, tier));
        alternatives(f, scene.language, tiers.iter().map(payroll))
    }
}

/// Whom a sentence tells to do something. Of what only the vendor can do, it is who asks the vendor.
#[derive(Clone, Copy)]
pub(super) enum Told {
    Party(Party),
    /// Somebody who may give access to others at the firm.
    FirmAdmin,
    /// Whoever asks, by asking for something else.
    Requester,
    /// Firm and client, who can only wait.
    Both,
}

impl Remedy {
    /// Whether it takes days, in which a permission to transfer billing expires.
    /// To hand the role of primary admin over matters only to a transfer to the client, which needs none.
    const fn takes_days(&self) -> bool {
        match *self {
            Self::WaitUntilMoved | Self::RecoverPrimaryAdmin => true,
            Self::SwitchToMonthly { in_days } => in_days > 0,
            Self::Wait { hours } => hours >= 48,
            Self::Reactivate { .. }
            | Self::UpdateFirmBilling
            | Self::UpdateFirmSubscription
            | Self::UpdateClientBilling
            | Self::Authorise { .. }
            | Self::LookAgain
            | Self::Confirm { .. }
            | Self::AcceptLosses { .. }
            | Self::RemoveUsers { .. }
            | Self::TurnOff { .. }
            | Self::PauseTemplates { .. }
            | Self::MakeItemsInactive { .. }
            | Self::Reduce { .. }
            | Self::DropAddOn { .. }
            | Self::TakePayroll { .. }
            | Self::TransferSeparately { .. }
            | Self::PermitTransfer { .. }
            | Self::HandOverPrimaryAdmin { .. }
            | Self::GrantBillingAccess
            | Self::InviteFirm
            | Self::Subscribe
            | Self::CorrectAddress { .. }
            | Self::Resume { .. } => false,
        }
    }

    /// Whom its sentence tells to do it.
    pub(super) const fn told(&self) -> Told {
        match (self, self.by()) {
            (Self::GrantBillingAccess, _) => Told::FirmAdmin,
            // The vendor moves the role of primary admin: on EasyStart where the firm asks, elsewhere at the client's documented request.
            (Self::HandOverPrimaryAdmin { .. }, Actor::Vendor) | (_, Actor::Firm) => Told::Party(Party::Firm),
            (Self::RecoverPrimaryAdmin, _) | (_, Actor::Client) => Told::Party(Party::Client),
            (_, Actor::Requester) => Told::Requester,
            (_, Actor::Vendor) => Told::Both,
        }
    }
}

/// The sides of a difference: what was planned and what is to be done today, or one of them where there is no other.
#[derive(Clone, Copy)]
pub(super) enum Side {
    Planned,
    Today,
    NoLonger,
    New,
}

/// What a newer version may have written and this one does not know.
#[derive(Clone, Copy)]
#[cfg(all(feature = "serde", feature = "std"))]
pub(super) enum Unheard {
    Decision,
    Effective,
    Reason,
    Remedy,
    Step,
    Notice,
}

/// What is said of a change: what stands in the way, what to do and who does it, what to ask, and when each rule holds. A clause has neither a
/// capital nor a full stop, so that it fits into a log line; a sentence gets both.
pub(super) trait Sentences {
    /// What stands in the way.
    fn reason(&self, f: &mut Formatter<'_>, scene: Scene<'_>, reason: &Reason) -> fmt::Result;

    /// What can be done instead, where nobody can clear the reason: a sentence, if there is anything.
    fn instead(&self, reason: &Reason) -> Option<WithNames>;

    /// What is good to know.
    fn notice(&self, f: &mut Formatter<'_>, scene: Scene<'_>, notice: &Notice) -> fmt::Result;

    /// What to do, and who does it.
    fn act(&self, f: &mut Formatter<'_>, scene: Scene<'_>, remedy: &Remedy) -> fmt::Result;

    /// Two alternatives for one reason.
    fn either(&self, f: &mut Formatter<'_>, scene: Scene<'_>, first: &Remedy, second: &Remedy) -> fmt::Result;

    /// What is done.
    fn step(&self, f: &mut Formatter<'_>, scene: Scene<'_>, step: &Step) -> fmt::Result;

    /// What one can ask for, as the entry of a menu.
    fn action(&self, f: &mut Formatter<'_>, scene: Scene<'_>, action: &Action) -> fmt::Result;

    /// What to ask, as a question without its mark.
    fn question(&self, f: &mut Formatter<'_>, scene: Scene<'_>, question: &Question) -> fmt::Result;

    /// When such a reason holds.
    fn reason_condition(&self, code: ReasonCode) -> WithNames;

    /// When such a notice is given.
    fn notice_condition(&self, code: NoticeCode) -> WithNames;
}

/// What a language always says in the same words.
pub(super) struct Phrases {
    /// What stands before the notices.
    pub(super) please_note: &'static str,
    /// What is said of a notice whose effect cannot be undone.
    pub(super) cannot_be_undone: &'static str,
    /// What stands before what there is to do before a change.
    pub(super) first: &'static str,
    /// What stands before the change, after what there is to do before it.
    pub(super) then: &'static str,
    /// What stands before the subscription that a way out leads to, where it is not all that was asked for.
    pub(super) only: &'static str,
    /// That there is nothing to ask for.
    pub(super) nothing_to_ask_for: &'static str,
    /// That products have different payers.
    pub(super) split_billing: &'static str,
    /// What is said behind a remedy that takes days: after it a permission has to be given anew.
    pub(super) permit_again: &'static str,
    /// What stands before a question, such as a mark; nothing in most languages.
    pub(super) before_question: &'static str,
    /// Between alternatives.
    pub(super) or: &'static str,
    /// Between alternatives that are sentences.
    #[cfg(all(feature = "serde", feature = "std"))]
    pub(super) or_else: &'static str,
    /// What stands before the fields that this version does not know.
    #[cfg(all(feature = "serde", feature = "std"))]
    pub(super) unknown_beside: &'static str,
    /// That the answer depends on facts that were not known.
    #[cfg(all(feature = "serde", feature = "std"))]
    pub(super) open: &'static str,
    /// What stands before what was possible where facts were not known.
    #[cfg(all(feature = "serde", feature = "std"))]
    pub(super) possible: &'static str,
}

/// A language: it has to say everything, or it does not compile.
pub(super) trait Speech: Sentences {
    /// What it always says in the same words.
    fn phrases(&self) -> &'static Phrases;

    /// What to do, who does it, and what that means for a permission.
    fn remedy(&self, f: &mut Formatter<'_>, scene: Scene<'_>, remedy: &Remedy) -> fmt::Result {
        self.act(f, scene, remedy)?;
        f.write_str(if remedy.takes_days() { self.phrases().permit_again } else { "" })
    }

    /// The alternatives for one reason: one, or two.
    fn remedies(&self, f: &mut Formatter<'_>, scene: Scene<'_>, first: &Remedy, second: Option<&Remedy>) -> fmt::Result {
        let Some(second) = second else { return self.remedy(f, scene, first) };
        self.either(f, scene, first, second)?;
        f.write_str(if first.takes_days() || second.takes_days() { self.phrases().permit_again } else { "" })
    }

    /// Where somebody can look a fact up: no sentence, but what stands in the cell of a table or beside a field.
    fn place(&self, place: &Place) -> &'static str;

    /// An add-on with its tier, as it stands alone.
    fn add_on(&self, f: &mut Formatter<'_>, scene: Scene<'_>, product: Product, tier: Tier) -> fmt::Result;

    /// Where a rule comes from.
    fn source(&self, f: &mut Formatter<'_>, scene: Scene<'_>, source: &Source) -> fmt::Result;

    /// Of which part of a rule a source is.
    fn part(&self, part: Part) -> WithNames;

    /// That the change is refused, for this many reasons.
    fn refused(&self, f: &mut Formatter<'_>, reasons: usize) -> fmt::Result;

    /// When a change takes effect.
    fn takes_effect(&self, effective: Effective) -> &'static str;

    /// What stands before one of several requests.
    fn request(&self, f: &mut Formatter<'_>, number: usize, of: usize) -> fmt::Result;

    /// What has become of a stored plan: a sentence, or what stands before its differences.
    fn rechecked(&self, verdict: RecheckVerdict) -> &'static str;

    /// What stands before one side of a difference.
    fn beside(&self, side: Side) -> &'static str;

    /// What the client holds.
    fn holds(&self, f: &mut Formatter<'_>, held: Localized<'_, Subscription>) -> fmt::Result;

    /// The features that a change brings, or that it takes; `None` where that is not documented.
    fn exchanged(&self, f: &mut Formatter<'_>, scene: Scene<'_>, gained: bool, features: Option<FeatureSet>) -> fmt::Result;

    /// Something that this version does not know, by its name.
    #[cfg(all(feature = "serde", feature = "std"))]
    fn unknown(&self, f: &mut Formatter<'_>, what: Unheard, name: &str) -> fmt::Result;
}
