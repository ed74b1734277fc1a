//! Requests and catalogues that together give every reason, remedy, step and notice.

use subscription_change::catalogue::{ByResource, ByUserKind, Clearance, Effective, Enforcement, FeatureUse, PriceWhenTakenOver};
use subscription_change::vocabulary::{PlanSet, StatusSet};
use subscription_change::{
    AddOnKind, BillingCycle, Catalogue, ClientStatus, Confirmation, Context, Decision, Feature, FeatureSet, NoticeCode, Parties,
    Party, Plan, PrimaryAdmin, Product, ReasonCode, Request, Subscription, Tier, Usage, UserKind,
};

use crate::common::canada_but;

/// Numbers that look random and are the same every time: xorshift.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).expect("31 bits") % end
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }

    fn mostly(&mut self) -> bool {
        self.below(4) != 0
    }

    fn features(&mut self) -> FeatureSet {
        let density = self.one_of(&[0, 1, 4]);
        Feature::ALL.iter().copied().filter(|_| self.below(4) < density).collect()
    }

    fn subscription(&mut self) -> Subscription {
        let base = Subscription::new(self.one_of(Plan::ALL), self.one_of(Party::ALL));
        let mostly = |held, &kind| if self.mostly() { self.with(held, kind) } else { held };
        AddOnKind::ALL.iter().fold(base, mostly)
    }

    /// The same with this add-on, at any tier that there is of it.
    fn with(&mut self, held: Subscription, kind: AddOnKind) -> Subscription {
        let tiers: Vec<Tier> = kind.tiers().iter().collect();
        held.with_add_on(kind, self.one_of(&tiers), self.one_of(Party::ALL))
    }

    fn target(&mut self, current: Subscription) -> Subscription {
        let (product, kind) = (self.one_of(Product::ALL), self.one_of(AddOnKind::ALL));
        match self.below(6) {
            0 => self.subscription(),
            1 => current.with_payer(product, self.one_of(Party::ALL)),
            2 => current.without(kind),
            3 => self.with(current, kind),
            _ => current.with_plan(self.one_of(Plan::ALL)),
        }
    }

    fn request(&mut self) -> Request {
        let current = self.subscription();
        let target = self.target(current);
        let mut counts = || self.one_of(&[0, 0, 0, 1, 2, 3, 5, 6, 26, 41, 251, u32::MAX]);
        let mut usage = Usage::default();
        usage.users = UserKind::ALL.iter().fold(usage.users, |users, &kind| users.with(kind, counts()));
        (usage.accounts, usage.classes_and_locations, usage.custom_fields) = (counts(), counts(), counts());
        usage.features = self.features();
        let ages = [None, Some(0), Some(20), Some(48), Some(49), Some(60), Some(61), Some(u32::MAX)];
        let authorised_by =
            if self.mostly() { Parties::ALL } else { self.one_of(&[Parties::EMPTY, Party::Firm.into(), Party::Client.into()]) };
        let context = Context::in_good_standing(authorised_by, usage).with(|Context { firm, client, .. }| {
            firm.billing_current = self.mostly();
            firm.subscription_current = self.mostly();
            client.status = if self.mostly() { ClientStatus::Active } else { self.one_of(ClientStatus::ALL) };
            client.billing_current = self.mostly();
            client.billing_cycle = if self.mostly() { BillingCycle::Monthly } else { BillingCycle::Annual };
            client.primary_admin = if self.mostly() { PrimaryAdmin::Client } else { self.one_of(PrimaryAdmin::ALL) };
            firm.manages_billing = self.mostly();
            firm.is_accountant_user = self.mostly();
            client.days_to_renewal = self.one_of(&ages);
            client.addresses_match = self.mostly();
            client.other_billing_system = !self.mostly();
            client.same_region = self.mostly();
            client.confirmation = self.mostly().then(|| Confirmation::accepting(self.features()));
            client.transfer_permission_hours = self.one_of(&ages);
            client.days_since_discount = self.one_of(&ages);
            client.hours_since_downgrade = self.one_of(&ages);
            client.downgrade_offered = self.mostly();
        });
        Request { current, target, context }
    }
}

/// The embedded catalogues, and one that gives what they cannot.
pub(crate) fn catalogues() -> Vec<Catalogue> {
    let strict = canada_but(|terms| {
        terms.id = "XX-2030-12-31".parse().expect("it is an identity");
        terms.users = ByUserKind::all(Enforcement::Blocks);
        terms.resources = ByResource::all(Enforcement::Blocks);
        terms.resources.classes_and_locations = Enforcement::Suspends;
        terms.price_when_taken_over = PriceWhenTakenOver::Wholesale;
        terms.revived_by_transfer =
            StatusSet::of(&[ClientStatus::Restricted, ClientStatus::Suspended, ClientStatus::Expired, ClientStatus::Cancelled]);
        terms.features.inventory = FeatureUse::Blocks { cleared_by: None, disputed: false };
        terms.features.projects = FeatureUse::Blocks { cleared_by: Some(Clearance::PauseTemplates), disputed: false };
        terms.moves.plus = PlanSet::of(&[Plan::Essentials]);
        terms.add_ons.payroll.tiers.remove(Tier::Premium);
        terms.add_ons.payroll.plans = terms.add_ons.payroll.plans.without(Plan::EasyStart);
        terms.add_ons.time.tiers.remove(Tier::Premium);
        terms.plans.self_employed.sold = false;
        terms.upgrade_wait_hours = 24;
        terms.downgrades_take_effect = Effective::NextBillingDate;
    });
    Catalogue::embedded().iter().copied().cloned().chain(std::iter::once(strict)).collect()
}

/// Many requests, the same ones every time.
pub(crate) fn requests(count: usize) -> Vec<Request> {
    let mut numbers = Numbers(0x5eed_1234_5678_9abc);
    let revived = Request {
        current: Subscription::new(Plan::Plus, Party::Client),
        target: Subscription::new(Plan::Plus, Party::Firm),
        context: Context::in_good_standing(Party::Firm.into(), Usage::default()).with(|context| {
            context.client.status = ClientStatus::Cancelled;
            context.client.transfer_permission_hours = Some(1);
        }),
    };
    (0..count).map(|_| numbers.request()).chain([revived]).collect()
}

/// Many different decisions, of every catalogue.
pub(crate) fn decisions(requests: usize) -> Vec<Decision> {
    let mut decisions: Vec<Decision> = Vec::new();
    for catalogue in catalogues() {
        decisions.extend(self::requests(requests).iter().map(|request| Decision::from(request.plan_change_with(&catalogue))));
    }
    let mut seen = std::collections::HashSet::new();
    decisions.retain(|&decision| seen.insert(decision));
    decisions
}

/// The same, of as many requests as it takes until every reason and every notice is among them.
pub(crate) fn decisions_of_every_code() -> Vec<Decision> {
    let mut requests = 2_000;
    loop {
        let decisions = decisions(requests);
        let mut missing: Vec<&str> = ReasonCode::ALL.iter().map(|code| code.name()).collect();
        missing.extend(NoticeCode::ALL.iter().map(|code| code.name()));
        for decision in &decisions {
            match decision {
                Decision::Refusal(refusal) => {
                    refusal.reasons().for_each(|reason| missing.retain(|name| *name != reason.code().name()));
                }
                Decision::ChangePlan(plan) => {
                    plan.notices().for_each(|notice| missing.retain(|name| *name != notice.code().name()));
                }
            }
        }
        if missing.is_empty() {
            return decisions;
        }
        assert!(requests < 32_000, "no request or catalogue here gives these: {missing:?}");
        requests *= 2;
    }
}
