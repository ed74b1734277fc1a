//! Who pays, who asks, who acts.

use crate::kit::{set, vocabulary};

vocabulary! {
    /// One of the two who may pay for a product or ask for a change.
    pub enum Party ("party", "parties") {
        /// The accounting firm (« cabinet »).
        Firm,
        /// The firm's client, whose books they are.
        Client,
    }
}

impl Party {
    /// The other one.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Firm => Self::Client,
            Self::Client => Self::Firm,
        }
    }
}

set! {
    /// A set of parties: who asks for a change.
    pub type Parties of Party
}

vocabulary! {
    /// Who clears a reason.
    pub enum Actor ("actor") {
        /// The accounting firm.
        Firm,
        /// The client; where the role matters, its primary admin.
        Client,
        /// The vendor; everybody else can only wait or ask.
        Vendor,
        /// Whoever asks for the change, by asking for something else.
        Requester,
    }
}

impl From<Party> for Actor {
    fn from(party: Party) -> Self {
        match party {
            Party::Firm => Self::Firm,
            Party::Client => Self::Client,
        }
    }
}

impl TryFrom<Actor> for Party {
    type Error = crate::kit::UnknownName;

    fn try_from(actor: Actor) -> Result<Self, crate::kit::UnknownName> {
        actor.name().parse()
    }
}
