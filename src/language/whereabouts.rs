//! Where the answer to a question stands, in both languages side by side.

use core::fmt::{self, Display, Formatter};

use super::Localized;
use crate::assess::Place;
use crate::model::{Audience, Language, Party};

impl Place {
    /// The place in this language: no sentence, but what stands in a table's cell or beside a field. The pages and menus are those of the
    /// vendor's portal for accountants.
    #[must_use]
    pub const fn display(self, language: Language) -> Localized<'static, Self> {
        Localized::new(self, language, Audience::Other)
    }
}

impl Display for Localized<'_, Place> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let ([english, french], query) = match self.said {
            Place::FirmBilledSubscriptions => (
                [
                    "Subscriptions and billing, Accountant-billed subscriptions, the client's status",
                    "Abonnements et facturation, Abonnements facturés au comptable, statut du client",
                ],
                "",
            ),
            Place::SubscriptionActions => (
                [
                    "Subscriptions and billing, Accountant-billed subscriptions, Subscription actions",
                    "Abonnements et facturation, Abonnements facturés au comptable, Actions relatives aux abonnements",
                ],
                "",
            ),
            Place::Eligibility => (
                [
                    "Subscriptions and billing, whether the client can be added to the firm's billing",
                    "Abonnements et facturation, possibilité d’ajouter le client à la facturation du cabinet",
                ],
                "",
            ),
            Place::UserAccess => (["Access of the firm's user", "Accès de l’utilisateur du cabinet"], ""),
            Place::ClientList => (["The firm's list of clients", "Liste des clients du cabinet"], ""),
            Place::ToldBy(Party::Firm) => (["Only the firm can tell", "Seul le cabinet peut le dire"], ""),
            Place::ToldBy(Party::Client) => (["Only the client can tell", "Seul le client peut le dire"], ""),
            Place::AccountingApi(query) => (["Accounting API: ", "API de comptabilité\u{a0}: "], query),
            Place::GraphQl(query) => (["GraphQL API: ", "API GraphQL\u{a0}: "], query),
        };
        let place = match self.language {
            Language::English => english,
            Language::French => french,
        };
        write!(f, "{place}{query}")
    }
}
