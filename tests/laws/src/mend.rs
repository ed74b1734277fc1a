//! Random drafts made into catalogues that can be decided with.

use subscription_change::{CatalogueDraft, CatalogueFault as Fault, FeatureUse, PayrollTiers, Plan, Product, TimeTiers};

/// The same draft, less what is wrong with it: moves that cannot be open are closed, what blocks for nothing gives a notice, what is
/// less than below is marked as intended, and a rung that is neither reached nor left is not sold.
pub fn mended(mut draft: CatalogueDraft) -> CatalogueDraft {
    while let Some(fault) = { draft }.faults().next() {
        mend(&mut draft, fault);
    }
    draft
}

fn mend(draft: &mut CatalogueDraft, fault: Fault) {
    match fault {
        Fault::ImpossibleMove { from, to } | Fault::MoveToUnsold { from, to } => {
            draft.moves.get_mut(from).remove(to);
        }
        Fault::AddOnNotKept { lower, higher, .. } => {
            draft.moves.get_mut(lower).remove(higher);
            draft.moves.get_mut(higher).remove(lower);
        }
        Fault::UnknownUserLimit { plan, from, .. }
        | Fault::UnknownResourceLimit { plan, from, .. }
        | Fault::UnknownFeatures { plan, from } => {
            draft.moves.get_mut(from).remove(plan);
        }
        Fault::PlanWithoutTerms { plan } => {
            draft.plans.get_mut(plan).sold = false;
            for &from in Plan::ALL {
                draft.moves.get_mut(from).remove(plan);
            }
        }
        Fault::RungNotReached { plan, .. } | Fault::RungNotLeft { plan, .. } => draft.plans.get_mut(plan).sold = false,
        Fault::LowerUserLimit { plan, kind, .. } => {
            draft.plans.get_mut(plan).intended_shortfalls.users.insert(kind);
        }
        Fault::LowerResourceLimit { plan, resource, .. } => {
            draft.plans.get_mut(plan).intended_shortfalls.resources.insert(resource);
        }
        Fault::MissingFeature { plan, feature, .. } => {
            draft.plans.get_mut(plan).intended_shortfalls.features.insert(feature);
        }
        Fault::FeatureOfNoPlan { feature } => *draft.features.get_mut(feature) = FeatureUse::Notice,
        Fault::AddOnOfNoPlan { add_on: Product::Payroll, .. } => draft.payroll.tiers = PayrollTiers::EMPTY,
        Fault::AddOnOfNoPlan { .. } => draft.time.tiers = TimeTiers::EMPTY,
        Fault::TimeNotKept { higher, .. } => {
            draft.time.payroll_tiers.insert(higher);
        }
        Fault::EmptyPermissionWindow => draft.transfer_permission_hours = 1,
        Fault::EmptyDiscountWindow => draft.other_firm_days = 1,
        other => panic!("a fault that nobody mends: {other}"),
    }
}
