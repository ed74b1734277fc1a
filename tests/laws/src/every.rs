//! Everything that the types admit, by loops over the types, so that new variants are included.

use subscription_change::catalogue::{ByAddOn, ByFeature, ByPlan, ByResource, ByUserKind};
use subscription_change::{AddOn, AddOnKind, Feature, Parties, Party, Plan, Resource, Subscription, Tier, UserKind};

macro_rules! table {
    ($(#[$meta:meta])* $function:ident, $Table:ident of $Member:ident) => {
        $(#[$meta])*
        pub fn $function<T: Copy>(mut of: impl FnMut($Member) -> T) -> $Table<T> {
            let mut table = $Table::all(of($Member::ALL[0]));
            for &member in &$Member::ALL[1..] {
                *table.get_mut(member) = of(member);
            }
            table
        }
    };
}

table! {
    /// A cell for each plan.
    by_plan, ByPlan of Plan
}
table! {
    /// A cell for each kind of user.
    by_user_kind, ByUserKind of UserKind
}
table! {
    /// A cell for each resource.
    by_resource, ByResource of Resource
}
table! {
    /// A cell for each feature.
    by_feature, ByFeature of Feature
}
table! {
    /// A cell for each add-on.
    by_add_on, ByAddOn of AddOnKind
}

/// Every set of parties.
pub fn authorisations() -> Vec<Parties> {
    Party::ALL.iter().fold(vec![Parties::EMPTY], |sets, &party| {
        let with = sets.iter().map(|set| set.with(party));
        sets.iter().copied().chain(with).collect()
    })
}

/// An add-on not held, and held at each of these tiers with each payer.
pub fn ways(tiers: impl IntoIterator<Item = Tier>) -> Vec<Option<AddOn>> {
    let held = tiers.into_iter().flat_map(|tier| Party::ALL.iter().map(move |&payer| Some(AddOn { tier, payer })));
    std::iter::once(None).chain(held).collect()
}

/// The lowest and the highest tier of an add-on.
pub fn ends(kind: AddOnKind) -> [Tier; 2] {
    let tiers: Vec<Tier> = kind.tiers().iter().collect();
    [tiers[0], tiers[tiers.len() - 1]]
}

/// All subscriptions to these plans with these add-ons, each in each of these ways: by plan, payer, and add-on.
pub fn subscriptions(plans: &[Plan], add_ons: &[(AddOnKind, Vec<Option<AddOn>>)]) -> Vec<Subscription> {
    let bare = plans.iter().flat_map(|&plan| Party::ALL.iter().map(move |&payer| Subscription::new(plan, payer)));
    add_ons.iter().fold(bare.collect(), |all: Vec<_>, (kind, ways)| {
        all.into_iter().flat_map(|held| ways.iter().map(move |way| held.with_held(*kind, *way))).collect()
    })
}

/// Every possible subscription.
pub fn every_subscription() -> Vec<Subscription> {
    let add_ons: Vec<_> = AddOnKind::ALL.iter().map(|&kind| (kind, ways(kind.tiers()))).collect();
    subscriptions(Plan::ALL, &add_ons)
}

/// Every two add-ons, in order. No rule looks at more than base and two add-ons, so it is enough to combine two at a time; a new
/// add-on then adds a few combinations instead of multiplying them.
pub fn two_add_ons() -> impl Iterator<Item = [AddOnKind; 2]> {
    let all = AddOnKind::ALL;
    (0..all.len()).flat_map(move |first| (first + 1..all.len()).map(move |second| [all[first], all[second]]))
}

/// Every subscription with at most two add-ons, for each pair.
pub fn of_two_add_ons() -> impl Iterator<Item = Vec<Subscription>> {
    two_add_ons().map(|kinds| subscriptions(Plan::ALL, &kinds.map(|kind| (kind, ways(kind.tiers())))))
}
