//! Requests and catalogues that together give every reason, remedy, step and notice.

use subscription_change::{
    BillingCycle, Catalogue, Clearance, Client, ClientStatus, Confirmation, Context, Decision, Effective, FeatureSet, FeatureUse,
    Firm, Overuse, Parties, Party, PayrollTier, PayrollTiers, Plan, PlanSet, Product, Request, Subscription, TimeTier, TimeTiers,
    Usage, Users,
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
        subscription_change::Feature::ALL.iter().copied().filter(|_| self.below(4) < density).collect()
    }

    fn subscription(&mut self) -> Subscription {
        let base = Subscription::new(self.one_of(Plan::ALL), self.one_of(Party::ALL));
        let base = if self.mostly() { base.with_payroll(self.one_of(PayrollTier::ALL), self.one_of(Party::ALL)) } else { base };
        if self.mostly() { base.with_time(self.one_of(TimeTier::ALL), self.one_of(Party::ALL)) } else { base }
    }

    fn target(&mut self, current: Subscription) -> Subscription {
        let product = self.one_of(Product::ALL);
        match self.below(6) {
            0 => self.subscription(),
            1 => current.with_payer(product, self.one_of(Party::ALL)),
            2 => current.without(product),
            3 => current.with_payroll(self.one_of(PayrollTier::ALL), self.one_of(Party::ALL)),
            _ => current.with_plan(self.one_of(Plan::ALL)),
        }
    }

    fn request(&mut self) -> Request {
        let current = self.subscription();
        let target = self.target(current);
        let mut counts = || self.one_of(&[0, 0, 0, 1, 2, 3, 5, 6, 26, 41, 251, u32::MAX]);
        let users = Users { billable: counts(), accountant: counts(), reports_only: counts(), time_only: counts() };
        let (accounts, classes_and_locations, custom_fields) = (counts(), counts(), counts());
        let ages = [None, Some(0), Some(20), Some(48), Some(49), Some(60), Some(61), Some(u32::MAX)];
        let client = Client {
            status: if self.mostly() { ClientStatus::Active } else { self.one_of(ClientStatus::ALL) },
            billing_current: self.mostly(),
            billing_cycle: if self.mostly() { BillingCycle::Monthly } else { BillingCycle::Annual },
            primary_admin: self.mostly(),
            confirmation: if self.mostly() { Some(Confirmation::accepting(self.features())) } else { None },
            transfer_permission_hours: self.one_of(&ages),
            days_since_other_firm: self.one_of(&ages),
            hours_since_downgrade: self.one_of(&ages),
            downgrade_offered: self.mostly(),
            usage: Usage { users, accounts, classes_and_locations, custom_fields, features: self.features() },
        };
        let authorised_by =
            if self.mostly() { Parties::ALL } else { self.one_of(&[Parties::EMPTY, Party::Firm.into(), Party::Client.into()]) };
        let firm = Firm { billing_current: self.mostly(), subscription_current: self.mostly() };
        Request { current, target, context: Context { authorised_by, firm, client } }
    }
}

/// The embedded catalogues, and one that gives what they cannot.
pub(crate) fn catalogues() -> Vec<Catalogue> {
    let strict = canada_but(|draft| {
        draft.id = "XX-2030-12-31".parse().expect("it is an identity");
        draft.users.accountant = Overuse::Blocks;
        draft.users.reports_only = Overuse::Blocks;
        draft.resources.accounts = Overuse::Blocks;
        draft.resources.custom_fields = Overuse::Blocks;
        draft.features.inventory = FeatureUse::Blocks { cleared_by: None };
        draft.features.projects = FeatureUse::Blocks { cleared_by: Some(Clearance::PauseTemplates) };
        draft.moves.plus = PlanSet::of(&[Plan::Essentials]);
        draft.payroll.tiers = PayrollTiers::ALL.without(PayrollTier::Premium);
        draft.payroll.plans = draft.payroll.plans.without(Plan::EasyStart);
        draft.time.tiers = TimeTiers::ALL.without(TimeTier::Premium);
        draft.plans.self_employed.sold = false;
        draft.upgrade_wait_hours = 24;
        draft.downgrades_take_effect = Effective::NextBillingDate;
    });
    Catalogue::embedded().iter().copied().cloned().chain([strict]).collect()
}

/// Many requests, the same ones every time.
pub(crate) fn requests(count: usize) -> Vec<Request> {
    let mut numbers = Numbers(0x5eed_1234_5678_9abc);
    (0..count).map(|_| numbers.request()).collect()
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
