//! Every subscription that the types admit.

use subscription_change::{Base, Party, Payroll, PayrollTier, Plan, Subscription, Time, TimeTier};

/// All of them, by plan, payer, payroll and time; what is not held comes first.
pub(crate) fn subscriptions() -> Vec<Subscription> {
    let mut all = Vec::new();
    for &plan in Plan::ALL {
        for &payer in Party::ALL {
            for payroll in held_or_not(PayrollTier::ALL, Payroll::new) {
                for time in held_or_not(TimeTier::ALL, Time::new) {
                    all.push(Subscription { base: Base { plan, payer }, payroll, time });
                }
            }
        }
    }
    assert_eq!(all.len(), 420);
    all
}

fn held_or_not<Tier: Copy, AddOn>(tiers: &[Tier], add_on: fn(Tier, Party) -> AddOn) -> Vec<Option<AddOn>> {
    let held = tiers.iter().flat_map(|&tier| Party::ALL.iter().map(move |&payer| Some(add_on(tier, payer))));
    std::iter::once(None).chain(held).collect()
}
