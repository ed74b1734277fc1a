//! Every subscription that the types admit.

use subscription_change::{AddOn, Base, Party, PayrollTier, Plan, Subscription, TimeTier};

/// All of them, by plan, payer, payroll and time; what is not held comes first.
pub(crate) fn subscriptions() -> Vec<Subscription> {
    let mut all = Vec::new();
    for &plan in Plan::ALL {
        for &payer in Party::ALL {
            for payroll in held_or_not(PayrollTier::ALL) {
                for time in held_or_not(TimeTier::ALL) {
                    all.push(Subscription { base: Base { plan, payer }, payroll, time });
                }
            }
        }
    }
    assert_eq!(all.len(), 420);
    all
}

fn held_or_not<T: Copy>(tiers: &[T]) -> Vec<Option<AddOn<T>>> {
    let held = tiers.iter().flat_map(|&tier| Party::ALL.iter().map(move |&payer| Some(AddOn { tier, payer })));
    std::iter::once(None).chain(held).collect()
}
