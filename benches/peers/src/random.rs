//! Requests in which every fact is as likely one way as any other, and every number is about one that is compared with: what the mix of a
//! firm's portal has seldom or never.

use subscription_change::assess::{Fact, Facts, PartialRequest};
use subscription_change::{
    BillingCycle, ClientStatus, Confirmation, Context, Feature, FeatureSet, Parties, Party, Plan, PrimaryAdmin, Request,
    Subscription, Usage, Users,
};

use crate::facts::{ADD_ONS, PRODUCTS};
use crate::mix::Mix;

/// Requests, determined by the seed.
pub fn requests(seed: u64, count: usize) -> Vec<Request> {
    let mut random = Mix::seeded(seed);
    (0..count).map(|_| request(&mut random)).collect()
}

/// The same requests, with every fact left unknown in so many of a hundred cases.
pub fn forgetting(seed: u64, percent: u32, requests: &[Request]) -> Vec<PartialRequest> {
    let mut random = Mix::seeded(seed);
    let forgets = |request: &Request| known(request, |_| random.percent(percent));
    requests.iter().map(forgets).collect()
}

/// A request less the facts that are forgotten.
pub fn known(request: &Request, mut forgotten: impl FnMut(Fact) -> bool) -> PartialRequest {
    let mut facts = Facts::from(request.context);
    Fact::all().filter(|&fact| forgotten(fact)).for_each(|fact| facts.forget(fact));
    PartialRequest { current: request.current, target: request.target, facts }
}

fn request(random: &mut Mix) -> Request {
    let current = subscription(random);
    let other = subscription(random);
    let mut target = if random.percent(30) { other } else { current };
    match random.below(4) {
        0 => target.base.plan = other.base.plan,
        1 => target = target.with_payer(random.one_of(&PRODUCTS), payer(random)),
        2 => target = target.with_add_ons(other.add_ons()),
        _ => {}
    }
    Request { current, target, context: context(random) }
}

fn payer(random: &mut Mix) -> Party {
    random.one_of(Party::ALL)
}

fn subscription(random: &mut Mix) -> Subscription {
    let mut subscription = Subscription::new(random.one_of(Plan::ALL), payer(random));
    for kind in ADD_ONS {
        if random.percent(60) {
            let tiers: Vec<_> = kind.tiers().iter().collect();
            subscription = subscription.with_add_on(kind, random.one_of(&tiers), payer(random));
        }
    }
    subscription
}

fn features(random: &mut Mix) -> FeatureSet {
    let percent = random.one_of(&[10, 50, 90]);
    Feature::ALL.iter().copied().filter(|_| random.percent(percent)).collect()
}

fn number(random: &mut Mix) -> u32 {
    const NUMBERS: [u32; 23] = [0, 1, 2, 3, 4, 5, 6, 12, 13, 24, 25, 26, 29, 30, 31, 40, 41, 47, 48, 49, 250, 251, u32::MAX];
    random.one_of(&NUMBERS)
}

fn context(random: &mut Mix) -> Context {
    let flag = |random: &mut Mix| random.percent(50);
    let usage = Usage::default().with(|usage| {
        usage.users = Users {
            billable: number(random),
            accountant: number(random),
            reports_only: number(random),
            time_only: number(random),
        };
        usage.accounts = number(random);
        usage.classes_and_locations = number(random);
        usage.custom_fields = number(random);
        usage.features = features(random);
    });
    let authorised_by: Parties = Party::ALL.iter().copied().filter(|_| flag(random)).collect();
    let mut context = Context::in_good_standing(authorised_by, usage);
    let firm = &mut context.firm;
    firm.billing_current = flag(random);
    firm.subscription_current = flag(random);
    firm.manages_billing = flag(random);
    firm.is_accountant_user = flag(random);
    let client = &mut context.client;
    client.status = random.one_of(ClientStatus::ALL);
    client.billing_current = flag(random);
    client.billing_cycle = random.one_of(BillingCycle::ALL);
    client.days_to_renewal = flag(random).then(|| number(random));
    client.primary_admin = random.one_of(PrimaryAdmin::ALL);
    client.confirmation = flag(random).then(|| Confirmation::accepting(features(random)));
    client.transfer_permission_hours = flag(random).then(|| number(random));
    client.days_since_discount = flag(random).then(|| number(random));
    client.hours_since_downgrade = flag(random).then(|| number(random));
    client.downgrade_offered = flag(random);
    client.addresses_match = flag(random);
    client.other_billing_system = flag(random);
    client.same_region = flag(random);
    context
}
