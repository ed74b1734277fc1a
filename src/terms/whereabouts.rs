//! Where the answer to a question stands.

use super::{Article, Edition, Mark, Source, Sources};
use crate::model::{Fact, Party, ReasonCode};

/// A place where somebody, or a program, can look a fact up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Place {
    /// A screen of the vendor's portal for accountants: the tab of the subscriptions that the firm pays for, with the state of each.
    FirmBilledSubscriptions,
    /// A screen of the portal: what can be done with a subscription, in the menu beside it.
    SubscriptionActions,
    /// A screen of the portal: whether the client is eligible for the firm's billing, and why not.
    Eligibility,
    /// A screen of the portal: to what each user of the firm has access.
    UserAccess,
    /// A screen of the portal: the firm's list of clients.
    ClientList,
    /// What to ask the vendor's Accounting API: a query, or an entity and its field.
    AccountingApi(&'static str),
    /// What to ask the vendor's GraphQL API: a query.
    GraphQl(&'static str),
    /// No screen and no interface: this party alone can tell.
    ToldBy(Party),
}

impl Place {
    /// Whether it is a screen of the vendor's portal.
    #[must_use]
    pub const fn is_screen(self) -> bool {
        match self {
            Self::FirmBilledSubscriptions
            | Self::SubscriptionActions
            | Self::Eligibility
            | Self::UserAccess
            | Self::ClientList => true,
            Self::AccountingApi(_) | Self::GraphQl(_) | Self::ToldBy(_) => false,
        }
    }
}

/// One place where the answer to a question stands, and who says that it stands there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Whereabouts {
    /// The place.
    pub place: Place,
    /// Who says so: of an interface its reference, of which no identifier is recorded.
    pub sources: Sources,
}

impl Whereabouts {
    /// The article of record says so.
    pub(super) const fn law(place: Place) -> Self {
        Self { place, sources: Sources::new(&[Source::article(Mark::Source, Article::PLAN_CHANGE)]) }
    }

    /// What says so is what the rule stands on that reads the fact.
    pub(super) const fn of_rule(place: Place, code: ReasonCode) -> Self {
        Self { place, sources: Edition::CANADA.sources.reason(code) }
    }

    /// The reference of an interface says so.
    pub(super) const fn interface(place: Place) -> Self {
        Self { place, sources: Sources::new(&[Source::OTHER_PAGE]) }
    }

    /// It stands nowhere, as far as anybody has found.
    pub(super) const fn told_by(party: Party) -> Self {
        Self { place: Place::ToldBy(party), sources: Sources::new(&[Source::JUDGEMENT]) }
    }
}

impl Fact {
    /// Where it can be looked up: in the vendor's portal, by an interface of the vendor's, or nowhere, so that only the firm or the client can
    /// tell. One place at least.
    ///
    /// What is found is to be trusted as far as it goes: the interface does not tell a pending or a cancelled, still running subscription
    /// from an active one.
    ///
    /// ```
    /// use subscription_change::assess::{Fact, Place};
    /// use subscription_change::{Feature, Language, Party, UserKind};
    ///
    /// let places = |fact: Fact| fact.whereabouts().iter().map(|it| it.place);
    /// let said = |fact, language| places(fact).map(|place| place.display(language).to_string()).collect::<Vec<_>>();
    ///
    /// assert!(places(Fact::DowngradeOffered).eq([Place::SubscriptionActions]));
    /// assert_eq!(said(Fact::Feature(Feature::Bills), Language::English), ["Accounting API: select count(*) from Bill"]);
    /// assert_eq!(said(Fact::Users(UserKind::Billable), Language::French), ["Seul le client peut le dire"]);
    /// assert!(places(Fact::Users(UserKind::Billable)).eq([Place::ToldBy(Party::Client)]));
    /// ```
    #[must_use]
    pub const fn whereabouts(self) -> &'static [Whereabouts] {
        super::canada::whereabouts(self)
    }
}
