//! Where the answer to a question stands.

use core::fmt::{self, Display, Formatter};

use super::{Localized, speech};
use crate::assess::Place;
use crate::model::{Audience, Language};

impl Place {
    /// The place in this language, for the cell of a table or beside a field, not a sentence. The pages and menus are those of
    /// the vendor's portal for accountants.
    #[must_use]
    pub const fn display(self, language: Language) -> Localized<'static, Self> {
        Localized::new(self, language, Audience::Other)
    }
}

impl Display for Localized<'_, Place> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let query = match self.said {
            Place::AccountingApi(query) | Place::GraphQl(query) => query,
            Place::FirmBilledSubscriptions
            | Place::SubscriptionActions
            | Place::Eligibility
            | Place::UserAccess
            | Place::ClientList
            | Place::ToldBy(_) => "",
        };
        write!(f, "{}{query}", speech(self.language).place(&self.said))
    }
}
