//! Which add-ons go together with what.

use subscription_change::{Actor, AddOnKind, Plan, Product, Reason, Remedy, Tier};

use super::{Held, act_either, each};
use crate::model::definitions::{Case, tier_of};

/// "payroll goes with any ladder plan; time needs Essentials or higher, **or** payroll Premium or Elite [O]. On Ledger and Self-Employed
/// no add-on is documented, so a new pairing is refused [J]."
///
/// *Reading:* the last sentence speaks of every add-on, so on a plan that payroll does not go with, payroll Premium, which the client may
/// hold there all the same, does not bring another add-on with it.
fn goes_with(case: &Case<'_>, add_on: AddOnKind, plan: Plan, payroll: Option<Tier>) -> bool {
    let by_payroll = match payroll {
        Some(tier) => payroll_goes_with(case, plan) && case.terms.add_ons.get(add_on).payroll.contains(tier),
        None => false,
    };
    case.terms.add_ons.get(add_on).plans.contains(plan) || by_payroll
}

fn payroll_goes_with(case: &Case<'_>, plan: Plan) -> bool {
    case.terms.add_ons.get(AddOnKind::Payroll).plans.contains(plan)
}

/// | 18 | `add_on_unsupported` {product, plan} | T holds an add-on its plan (or payroll tier) does not support, and base, that add-on or
/// payroll changed | act, alternatives: `drop_add_on` {product}, T holds it no more (2, was `leave_out`); for time also `take_payroll` Premium where payroll
/// is supported: with the payer that it has in T, else in C, else that of time in T (2) |
///
/// "each with `by`: … `drop_add_on`, `take_payroll` and `transfer_separately`: whoever asks, `requester`"
pub(super) fn add_on_unsupported(case: &Case<'_>) -> Vec<Held> {
    let plan = case.target.base.plan;
    each(AddOnKind::ALL, |add_on| {
        let product = add_on.product();
        let is_held = tier_of(case.target, add_on).is_some();
        let is_supported = goes_with(case, add_on, plan, tier_of(case.target, AddOnKind::Payroll));
        let changed = case.changes(Product::Base) || case.changes(product) || case.changes(Product::Payroll);
        if !is_held || is_supported || !changed {
            return None;
        }
        let with_payroll = payroll_that_supports(case, add_on, plan);
        let drop_it = (Remedy::DropAddOn { product }, Actor::Requester);
        let take_payroll = with_payroll.map(|tier| (Remedy::TakePayroll { tier }, Actor::Requester));
        let remedies = std::iter::once(drop_it).chain(take_payroll).collect();
        Some(act_either(Reason::AddOnUnsupported { product, plan, with_payroll }, remedies))
    })
}

/// "for time also `take_payroll` Premium where payroll is supported"
///
/// *Reading:* Premium stands for the lowest payroll tier that brings the add-on in the catalogue at hand, and only one can be taken that it
/// sells or that is not new, because the client holds it.
fn payroll_that_supports(case: &Case<'_>, add_on: AddOnKind, plan: Plan) -> Option<Tier> {
    if !payroll_goes_with(case, plan) {
        return None;
    }
    let sold = case.terms.add_ons.get(AddOnKind::Payroll).sold;
    let can_be_had = |tier| sold.contains(tier) || tier_of(case.current, AddOnKind::Payroll) == Some(tier);
    Tier::ALL.iter().copied().find(|&tier| case.terms.add_ons.get(add_on).payroll.contains(tier) && can_be_had(tier))
}
