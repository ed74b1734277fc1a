//! What is known about a client, as it is stored: for facts that change with time, the time when it was or will be. The crate has
//! no clock, and gets whole hours and days, rounded so that no window stays open too long.

use serde::{Deserialize, Serialize};
use sqlx::FromRow;
use subscription_change::Party;
use subscription_change::assess::{ClientFacts, Facts, FirmFacts};

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

/// Columns and JSON; what is left out or null is not known.
#[derive(Clone, FromRow)]
pub struct Kept {
    #[sqlx(json)]
    pub firm_facts: FirmFacts,
    pub manages_billing: Option<bool>,
    pub client_authorised: Option<bool>,
    pub firm_is_accountant: Option<bool>,
    #[sqlx(json)]
    pub facts: ClientFacts,
    #[sqlx(json)]
    pub times: Times,
}

#[derive(Clone, Copy, Deserialize, Serialize)]
pub struct Times {
    pub now: i64,
    renews_at: Option<When>,
    transfer_permitted_at: Option<When>,
    discount_ended_at: Option<When>,
    downgraded_at: Option<When>,
}

/// When it was or will be, in seconds since 1970, or that there was none.
#[derive(Clone, Copy, Deserialize, Serialize)]
#[serde(untagged)]
enum When {
    At(i64),
    Never(Never),
}

#[derive(Clone, Copy, Deserialize, Serialize)]
enum Never {
    #[serde(rename = "none")]
    None,
}

impl When {
    /// In how many units it will be, the last one begun.
    fn ahead(self, now: i64, unit: i64) -> Option<u32> {
        match self {
            Self::At(at) => Some(whole(at.saturating_sub(now).saturating_add(unit - 1), unit)),
            Self::Never(_) => None,
        }
    }

    /// How many units ago it was, the last one begun: what ends after so many has ended once they are over, and not one later.
    fn ago(self, now: i64, unit: i64) -> Option<u32> {
        self.whole_ago(now.saturating_add(unit - 1), unit)
    }

    /// How many whole units ago it was.
    fn whole_ago(self, now: i64, unit: i64) -> Option<u32> {
        match self {
            Self::At(at) => Some(whole(now.saturating_sub(at), unit)),
            Self::Never(_) => None,
        }
    }

    fn told(count: Option<u32>, at: impl FnOnce(i64) -> i64) -> Self {
        count.map_or(Self::Never(Never::None), |count| Self::At(at(count.into())))
    }
}

/// A clock may run ahead, and a renewal be written down late.
fn whole(seconds: i64, unit: i64) -> u32 {
    u32::try_from(seconds.max(0) / unit).unwrap_or(u32::MAX)
}

impl Kept {
    /// What is known now, with the firm asking.
    pub fn facts(&self) -> Facts {
        self.facts_at(self.times.now)
    }

    /// The same at another time, by what is stored now.
    pub fn facts_at(&self, now: i64) -> Facts {
        let Times { renews_at, transfer_permitted_at, discount_ended_at, downgraded_at, .. } = self.times;
        let mut facts = Facts::default();
        facts.authorised_by.set(Party::Firm, Some(true));
        facts.authorised_by.set(Party::Client, self.client_authorised);
        facts.firm = self.firm_facts;
        facts.firm.manages_billing = self.manages_billing;
        facts.firm.is_accountant_user = self.firm_is_accountant;
        facts.client = self.facts;
        facts.client.days_to_renewal = renews_at.map(|its| its.ahead(now, DAY));
        facts.client.transfer_permission_hours = transfer_permitted_at.map(|its| its.ago(now, HOUR));
        facts.client.days_since_discount = discount_ended_at.map(|its| its.ago(now, DAY));
        facts.client.hours_since_downgrade = downgraded_at.map(|its| its.whole_ago(now, HOUR));
        facts
    }

    /// The same with these facts. A stored time is replaced only if the new value differs in whole days, because it is more
    /// precise.
    pub fn learn(&mut self, facts: &Facts) {
        let before = self.facts().client;
        let now = self.times.now;
        self.client_authorised = facts.authorised_by.get(Party::Client);
        self.manages_billing = facts.firm.manages_billing;
        self.firm_is_accountant = facts.firm.is_accountant_user;
        self.firm_facts = facts.firm;
        (self.firm_facts.manages_billing, self.firm_facts.is_accountant_user) = (None, None);
        let mut client = facts.client;
        if client.days_to_renewal != before.days_to_renewal {
            self.times.renews_at = client.days_to_renewal.map(|days| When::told(days, |days| now + days * DAY - DAY / 2));
        }
        if client.transfer_permission_hours != before.transfer_permission_hours {
            let at = |hours| now - hours * HOUR + HOUR / 2;
            self.times.transfer_permitted_at = client.transfer_permission_hours.map(|hours| When::told(hours, at));
        }
        if client.days_since_discount != before.days_since_discount {
            self.times.discount_ended_at =
                client.days_since_discount.map(|days| When::told(days, |days| now - days * DAY + DAY / 2));
        }
        if client.hours_since_downgrade != before.hours_since_downgrade {
            self.times.downgraded_at = client.hours_since_downgrade.map(|hours| When::told(hours, |hours| now - hours * HOUR));
        }
        client.days_to_renewal = None;
        client.transfer_permission_hours = None;
        client.days_since_discount = None;
        client.hours_since_downgrade = None;
        self.facts = client;
    }
}
