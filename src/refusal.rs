//! The refusal of a change.

#[cfg(feature = "serde")]
mod json;

use core::fmt;
use core::hash::{Hash, Hasher};

use crate::findings::Findings;
use crate::found::{Found, Unheard, add_on_at, unheard_at};
use crate::{CatalogueId, Feature, Gauge, Item, Party, Product, Reason, ReasonCode, Resolution, Resource, UserKind};

/// Why a change may not be made: every reason that holds, at least one.
///
/// It is a [`core::error::Error`]; its `Display` is one line with all reasons, in English, and
/// [`display`](Self::display) tells it in the reader's language. Two refusals are equal when they were made with
/// catalogues of the same identity and have the same reasons.
///
/// ```
/// use subscription_change::*;
///
/// let current = Subscription::new(Plan::Advanced, Party::Firm);
/// let target = Subscription::new(Plan::Ledger, Party::Firm);
/// let context = Context::in_good_standing(Parties::EMPTY, Usage::default());
///
/// let refusal = plan_change(&current, &target, &context).unwrap_err();
/// assert_eq!(
///     refusal.to_string(),
///     "refused for 2 reasons: a client of QuickBooks Online Advanced cannot move to QuickBooks Ledger; \
///      the firm's authorization is missing for QuickBooks Online",
/// );
/// // One that nobody can clear is enough.
/// assert_eq!(refusal.resolution(), Resolution::Never);
/// ```
#[derive(Clone, Copy, thiserror::Error)]
pub struct Refusal {
    findings: Findings,
}

impl Refusal {
    /// The refusal for the reasons that were found, at least one.
    #[inline]
    pub(crate) const fn of(findings: Findings) -> Self {
        Self { findings }
    }

    /// Every reason that holds, at least one, in the documented order.
    #[must_use]
    pub const fn reasons(&self) -> Reasons<'_> {
        Reasons { refusal: self, left: self.findings.reasons }
    }

    /// Whether a reason of this code holds.
    ///
    /// ```
    /// use subscription_change::*;
    ///
    /// let same = Subscription::new(Plan::Plus, Party::Firm);
    /// let context = Context::in_good_standing(Party::Firm.into(), Usage::default());
    /// let refusal = plan_change(&same, &same, &context).unwrap_err();
    /// assert!(refusal.has(ReasonCode::NothingToChange));
    /// ```
    #[must_use]
    pub const fn has(&self, code: ReasonCode) -> bool {
        self.findings.reasons.has(code)
    }

    /// What becomes of it: [`Never`](Resolution::Never) if that is so of any reason, else [`Act`](Resolution::Act) if that is so of
    /// any, else [`Wait`](Resolution::Wait).
    #[must_use]
    pub fn resolution(&self) -> Resolution {
        // `Never` is the least of them, `Wait` the greatest.
        self.reasons().map(|reason| reason.resolution()).min().unwrap_or(Resolution::Wait)
    }

    /// The catalogue that the decision was made with.
    #[must_use]
    pub const fn catalogue(&self) -> CatalogueId {
        self.findings.catalogue.id
    }

    /// The reason of this code at this place among those of its code.
    fn reason(&self, code: ReasonCode, place: usize) -> Option<Reason> {
        let told = &self.findings;
        let (from, to) = (told.from.base.plan, told.to.base.plan);
        let product = || Product::ALL.get(place).copied();
        let gauge = |gauge: Gauge| Some((told.usage.used(gauge), *told.room.limits.get(gauge.place())?));
        Some(match code {
            ReasonCode::NothingToChange => Reason::NothingToChange,
            ReasonCode::SeparateProduct => Reason::SeparateProduct { from, to },
            ReasonCode::LedgerClosed => Reason::LedgerClosed { from },
            ReasonCode::NotSold => {
                let product = product()?;
                let item = match product {
                    Product::Base => Item::Plan(to),
                    add_on => Item::Tier(told.to.add_on(add_on)?.0),
                };
                Reason::NotSold { product, item }
            }
            ReasonCode::TransitionClosed => Reason::TransitionClosed { from, to },
            ReasonCode::ClientPending => Reason::ClientPending,
            ReasonCode::ClientReadOnly => Reason::ClientReadOnly { status: told.status },
            ReasonCode::FirmBillingOutdated => Reason::FirmBillingOutdated,
            ReasonCode::FirmSubscriptionOutdated => Reason::FirmSubscriptionOutdated,
            ReasonCode::ClientBillingOutdated => Reason::ClientBillingOutdated,
            ReasonCode::NotAuthorised => {
                let (product, unheard) = unheard_at(place)?;
                match unheard {
                    Unheard::Party(payer) => Reason::NotAuthorised { product, payer, or_client: false },
                    Unheard::Both => Reason::NotAuthorised { product, payer: Party::Firm, or_client: true },
                }
            }
            ReasonCode::DowngradeNotOffered => Reason::DowngradeNotOffered,
            ReasonCode::DowngradeNotConfirmed => Reason::DowngradeNotConfirmed { losses: told.losses },
            ReasonCode::LossesNotAccepted => Reason::LossesNotAccepted { features: told.losses },
            ReasonCode::TooManyUsers => {
                let kind = *UserKind::ALL.get(place)?;
                let (used, limit) = gauge(Gauge::Users(kind))?;
                Reason::TooManyUsers { kind, used, limit }
            }
            ReasonCode::FeatureInUse => {
                let feature = *Feature::ALL.get(place)?;
                Reason::FeatureInUse { feature, cleared_by: told.catalogue.clearances.of(feature) }
            }
            ReasonCode::OverLimit => {
                let resource = *Resource::ALL.get(place)?;
                let (used, limit) = gauge(Gauge::Resource(resource))?;
                Reason::OverLimit { resource, used, limit }
            }
            ReasonCode::AddOnUnsupported => {
                let product = add_on_at(place)?;
                let with_payroll = if product == Product::Time { told.room.payroll_for_time } else { None };
                Reason::AddOnUnsupported { product, plan: to, with_payroll }
            }
            ReasonCode::UpgradeTooSoon => Reason::UpgradeTooSoon { hours_left: told.hours_left },
            ReasonCode::TransferAndChange => Reason::TransferAndChange { product: product()? },
            ReasonCode::TransferNotPermitted => Reason::TransferNotPermitted { product: product()? },
            ReasonCode::TransferPermissionExpired => Reason::TransferPermissionExpired {
                product: product()?,
                hours_ago: told.permission_hours?,
                window: told.catalogue.window,
            },
            ReasonCode::AnnualBilling => Reason::AnnualBilling { product: product()? },
            ReasonCode::ClientNotPrimaryAdmin => Reason::ClientNotPrimaryAdmin { product: product()? },
        })
    }
}

impl PartialEq for Refusal {
    fn eq(&self, other: &Self) -> bool {
        self.catalogue() == other.catalogue() && self.says_the_same_as(other)
    }
}

impl Refusal {
    /// Whether it is the same refusal, with whichever catalogue it was made.
    pub(crate) fn says_the_same_as(&self, other: &Self) -> bool {
        self.findings.reasons == other.findings.reasons && self.reasons().eq(other.reasons())
    }
}

impl Eq for Refusal {}

impl Hash for Refusal {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.catalogue().hash(state);
        self.findings.reasons.hash(state);
        self.reasons().for_each(|reason| reason.hash(state));
    }
}

#[allow(clippy::missing_fields_in_debug, reason = "it shows what can be seen of a refusal")]
impl fmt::Debug for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        /// Shown as the list of its reasons.
        struct List<'a>(&'a Refusal);

        impl fmt::Debug for List<'_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_list().entries(self.0.reasons()).finish()
            }
        }

        f.debug_struct("Refusal").field("catalogue", &self.catalogue()).field("reasons", &List(self)).finish()
    }
}

/// The reasons of a [`Refusal`], in the documented order.
#[derive(Debug, Clone)]
pub struct Reasons<'a> {
    refusal: &'a Refusal,
    left: Found,
}

impl Iterator for Reasons<'_> {
    type Item = Reason;

    fn next(&mut self) -> Option<Reason> {
        let (code, place) = self.left.pop()?;
        self.refusal.reason(code, place)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left.len(), Some(self.left.len()))
    }
}

impl ExactSizeIterator for Reasons<'_> {}
impl core::iter::FusedIterator for Reasons<'_> {}

#[allow(clippy::into_iter_without_iter, reason = "its iterator is called by what it gives: `reasons`")]
impl<'a> IntoIterator for &'a Refusal {
    type Item = Reason;
    type IntoIter = Reasons<'a>;

    fn into_iter(self) -> Reasons<'a> {
        self.reasons()
    }
}
