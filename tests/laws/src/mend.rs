//! Makes valid catalogues of random terms.

use subscription_change::catalogue::{FeatureUse, Ladder, LocalName, Sources, Terms, TermsFault as Fault};
use subscription_change::vocabulary::TierSet;
use subscription_change::{AddOnKind, Language, Plan};

/// The same terms without their faults: impossible moves are closed, a feature that blocks but belongs to no plan gives a notice,
/// shortfalls are marked as intended, and a plan of the ladder that cannot be reached or left is not sold.
pub fn mended(mut terms: Terms) -> Terms {
    while let Some(fault) = { terms }.faults().next() {
        mend(&mut terms, fault);
    }
    terms
}

fn rename(name: &mut LocalName, language: Language, text: &str) {
    let text = text.parse().expect("a short text");
    match language {
        Language::English => name.en = text,
        Language::French => name.fr = text,
        other => panic!("no name is in {other} alone"),
    }
}

fn mend(terms: &mut Terms, fault: Fault) {
    let edition = &mut terms.edition;
    match fault {
        Fault::EmptyLadder => {
            edition.separate_products.remove(Plan::Plus);
            edition.ladder = Ladder::new(&[Plan::Plus]).expect("one plan");
        }
        Fault::SeparateRung { plan } => {
            edition.separate_products.remove(plan);
        }
        Fault::BesideLadder { plan } => {
            edition.separate_products.insert(plan);
        }
        Fault::TransferableNotSeparate { plan } => {
            edition.transferable_products.remove(plan);
        }
        Fault::SamePlanName { plan, language, .. } => {
            rename(edition.names.plans.get_mut(plan), language, &format!("{plan} in {language}"));
        }
        Fault::SameAddOnName { add_on, language, .. } => {
            rename(edition.names.add_ons.get_mut(add_on), language, &format!("{add_on} in {language}"));
        }
        Fault::ReasonSource { code, .. } => edition.sources = edition.sources.with_reason(code, Sources::NONE),
        Fault::NoticeSource { code, .. } => edition.sources = edition.sources.with_notice(code, Sources::NONE),
        Fault::ImpossibleMove { from, to } | Fault::MoveToUnsold { from, to } => {
            terms.moves.get_mut(from).remove(to);
        }
        Fault::AddOnNotKept { lower, higher, .. } => {
            terms.moves.get_mut(lower).remove(higher);
            terms.moves.get_mut(higher).remove(lower);
        }
        Fault::UnknownUserLimit { plan, from, .. }
        | Fault::UnknownResourceLimit { plan, from, .. }
        | Fault::UnknownFeatures { plan, from } => {
            terms.moves.get_mut(from).remove(plan);
        }
        Fault::PlanWithoutTerms { plan } => {
            terms.plans.get_mut(plan).sold = false;
            for &from in Plan::ALL {
                terms.moves.get_mut(from).remove(plan);
            }
        }
        Fault::RungNotReached { plan, .. } | Fault::RungNotLeft { plan, .. } => terms.plans.get_mut(plan).sold = false,
        Fault::LowerUserLimit { plan, kind, .. } => {
            terms.plans.get_mut(plan).intended_shortfalls.users.insert(kind);
        }
        Fault::LowerResourceLimit { plan, resource, .. } => {
            terms.plans.get_mut(plan).intended_shortfalls.resources.insert(resource);
        }
        Fault::MissingFeature { plan, feature, .. } => {
            terms.plans.get_mut(plan).intended_shortfalls.features.insert(feature);
        }
        Fault::FeatureOfNoPlan { feature } => *terms.features.get_mut(feature) = FeatureUse::Notice,
        Fault::DoubtOfNothing { feature } => {
            *terms.features.get_mut(feature) = FeatureUse::Blocks { cleared_by: None, disputed: false };
        }
        Fault::NothingToRevive { status } => {
            terms.revived_by_transfer.remove(status);
        }
        Fault::AddOnOfNoPlan { add_on, .. } => terms.add_ons.get_mut(add_on).tiers = TierSet::EMPTY,
        Fault::ForeignTier { add_on, tier } => {
            terms.add_ons.get_mut(add_on).tiers.remove(tier);
        }
        Fault::ForeignPayrollTier { add_on: AddOnKind::Payroll, tier } => {
            terms.without_time_tracking.remove(tier);
        }
        Fault::ForeignPayrollTier { add_on, tier } => {
            terms.add_ons.get_mut(add_on).payroll_tiers.remove(tier);
        }
        Fault::AddOnNotKeptBeside { add_on, higher, .. } => {
            terms.add_ons.get_mut(add_on).payroll_tiers.insert(higher);
        }
        Fault::EmptyPermissionWindow => terms.transfer_permission_hours = 1,
        Fault::EmptyDiscountWindow => terms.discount_days = 1,
        other => panic!("a fault that nobody mends: {other}"),
    }
}
