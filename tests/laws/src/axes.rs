//! Facts about the same thing, in all combinations.

use subscription_change::parts::Quota;
use subscription_change::{
    BillingCycle, ClientStatus, Confirmation, Context, Feature, FeatureSet, Parties, Party, PrimaryAdmin, Request, UserKind,
};

use crate::check::{Verdict, holds_for_each};
use crate::common::{is_whole, some_of};
use crate::facts::Fact;
use crate::given::{Answer, Asked, Edition, as_it_should_be};
use crate::quotas;
use crate::small::{Axis, compare_neighbours, every_context, every_move, kinds_of_change, two_editions};

/// How many pairs of contexts [`compare_everywhere`] compares, at least; new variants add to them.
pub fn everywhere() -> usize {
    if is_whole() { 1_500_000 } else { 50_000 }
}

/// In how many contexts [`ask_everywhere`] asks, at the least.
pub fn contexts_everywhere() -> usize {
    if is_whole() { 500_000 } else { 20_000 }
}

/// Compares the answers in contexts that differ in one thing, for a change of each kind and for every move. Returns how many
/// pairs of contexts the law was about.
#[track_caller]
pub fn compare_everywhere(law: impl Fn(&Asked, &Axis, (&Context, &Answer), (&Context, &Answer)) -> Verdict + Copy) -> usize {
    let compared = small_worlds().map(|(asked, axes)| match compare_neighbours(&asked, &axes, law) {
        Ok(count) => count,
        Err(how) => panic!("{how}\n\nthe case:{asked:?}\n"),
    });
    compared.sum()
}

/// Checks a law in each of these contexts, and returns their number.
#[track_caller]
pub fn ask_everywhere(law: impl Fn(&Asked) -> Verdict + Copy) -> usize {
    let asked = small_worlds().map(|(asked, axes)| {
        let contexts = every_context(&asked.request.context, &axes).into_iter();
        let in_context = |context| Asked { edition: asked.edition.clone(), request: Request { context, ..asked.request } };
        holds_for_each(contexts.map(in_context), law)
    });
    asked.sum()
}

/// A change of each kind and every move, each with axes of facts.
fn small_worlds() -> impl Iterator<Item = (Asked, Vec<Axis>)> {
    two_editions().into_iter().flat_map(|edition| {
        let asked = |(current, target), edition: &Edition| {
            let request = Request { current, target, context: as_it_should_be() };
            Asked { edition: edition.clone(), request }
        };
        let of_edition = edition.clone();
        let changes = kinds_of_change().into_iter().map(move |kind| asked(kind, &of_edition)).flat_map(|asked| {
            let edition = &asked.edition;
            [standing(), transfers(edition), eligibility(edition), downgrades(edition)].map(|axes| (asked.clone(), axes))
        });
        let moves = every_move().into_iter().map(move |kind| asked(kind, &edition)).flat_map(|asked| {
            let used = Quota::ALL.chunks(4).map(|quotas| used(&asked, quotas));
            let axes: Vec<_> = used.chain(Feature::ALL.chunks(5).map(features)).collect();
            axes.into_iter().map(move |axes| (asked.clone(), axes))
        });
        some_of(changes.chain(moves), 31)
    })
}

/// The facts that are varied together with others, without what is used and which features are in use: of these every one is.
pub fn told_together() -> Vec<Fact> {
    let [edition, _] = two_editions();
    let axes = [standing(), transfers(&edition), eligibility(&edition), downgrades(&edition)];
    axes.into_iter().flatten().flat_map(|axis| axis.facts).collect()
}

/// Everything is as it should be except this.
fn but(edit: impl FnOnce(&mut Context)) -> Context {
    let mut context = as_it_should_be();
    edit(&mut context);
    context
}

/// One fact, as it should be and not.
fn or(fact: Fact, edit: impl FnOnce(&mut Context)) -> Axis {
    Axis::of(fact, [as_it_should_be(), but(edit)])
}

fn status<const N: usize>(others: [ClientStatus; N]) -> Axis {
    let mut axis = Axis::of(Fact::Status, others.map(|status| but(|context| context.client.status = status)));
    axis.values.push(as_it_should_be());
    axis
}

/// None, and one with each of these sets of accepted losses.
fn confirmations<const N: usize>(accepted: [FeatureSet; N]) -> Axis {
    let given = accepted.map(|losses| but(|context| context.client.confirmation = Some(Confirmation::accepting(losses))));
    let none = but(|context| context.client.confirmation = None);
    let accepted = Feature::ALL.iter().map(|&feature| Fact::Acceptance(feature));
    let facts = std::iter::once(Fact::Confirmation).chain(accepted).collect();
    Axis { facts, values: given.into_iter().chain([none]).collect() }
}

fn asked_for_by(party: Party) -> Axis {
    or(Fact::AuthorisedBy(party), |context| context.authorised_by = Parties::EMPTY)
}

/// Who asks, and in what standing firm and client are.
fn standing() -> Vec<Axis> {
    vec![
        asked_for_by(Party::Firm),
        asked_for_by(Party::Client),
        or(Fact::FirmBilling, |context| context.firm.billing_current = false),
        or(Fact::FirmSubscription, |context| context.firm.subscription_current = false),
        or(Fact::ClientBilling, |context| context.client.billing_current = false),
        or(Fact::ManagesBilling, |context| context.firm.manages_billing = false),
        status([ClientStatus::Pending, ClientStatus::Expired, ClientStatus::Cancelled]),
    ]
}

/// Whether the firm can take the client over.
fn eligibility(edition: &Edition) -> Vec<Axis> {
    let days = edition.terms().monthly_switch_days;
    let renewals = [None, Some(days), Some(days.saturating_add(1))];
    vec![
        or(Fact::IsAccountantUser, |context| context.firm.is_accountant_user = false),
        status([ClientStatus::Trial, ClientStatus::Cancelling, ClientStatus::Suspended]),
        or(Fact::BillingCycle, |context| context.client.billing_cycle = BillingCycle::Annual),
        Axis::of(Fact::DaysToRenewal, renewals.map(|days| but(|context| context.client.days_to_renewal = days))),
        or(Fact::AddressesMatch, |context| context.client.addresses_match = false),
        or(Fact::OtherBillingSystem, |context| context.client.other_billing_system = true),
        or(Fact::SameRegion, |context| context.client.same_region = false),
    ]
}

/// What a transfer reads.
fn transfers(edition: &Edition) -> Vec<Axis> {
    let (window, days) = (edition.terms().transfer_permission_hours, edition.terms().discount_days);
    let permissions = [None, Some(0), Some(window), Some(window + 1)];
    let since = [None, Some(days), Some(days + 1)];
    vec![
        asked_for_by(Party::Firm),
        or(Fact::BillingCycle, |context| context.client.billing_cycle = BillingCycle::Annual),
        Axis::of(
            Fact::PrimaryAdmin,
            [PrimaryAdmin::Client, PrimaryAdmin::Firm, PrimaryAdmin::Other]
                .map(|holder| but(|context| context.client.primary_admin = holder)),
        ),
        Axis::of(
            Fact::TransferPermission,
            permissions.map(|hours| but(|context| context.client.transfer_permission_hours = hours)),
        ),
        Axis::of(Fact::Discount, since.map(|days| but(|context| context.client.days_since_discount = days))),
    ]
}

/// What a change of plan reads, up or down.
fn downgrades(edition: &Edition) -> Vec<Axis> {
    let wait = edition.terms().upgrade_wait_hours;
    let hours = [None, Some(wait), Some(wait.saturating_sub(1))];
    let billable = Quota::Users(UserKind::Billable);
    vec![
        confirmations([FeatureSet::ALL, FeatureSet::EMPTY]),
        or(Fact::DowngradeOffered, |context| context.client.downgrade_offered = false),
        Axis::of(Fact::LastDowngrade, hours.map(|hours| but(|context| context.client.hours_since_downgrade = hours))),
        or(Fact::Used(billable), |context| context.client.usage.users.billable = 2),
        or(Fact::InUse(Feature::Bills), |context| context.client.usage.features = Feature::Bills.into()),
    ]
}

/// Nothing, as much as the new plan holds, one more, and the most there is, of each of these.
fn used(asked: &Asked, quotas: &[Quota]) -> Vec<Axis> {
    let plan = asked.terms().plans.get(asked.request.target.base.plan);
    let axis = |&quota: &Quota| {
        let limit = quotas::limit(quota, plan).number().unwrap_or(3);
        let counts = [0, limit, limit.saturating_add(1), u32::MAX];
        Axis::of(Fact::Used(quota), counts.map(|used| but(|context| quotas::set(quota, &mut context.client.usage, used))))
    };
    quotas.iter().map(axis).collect()
}

/// Some features in use or not, and what was accepted.
fn features(features: &[Feature]) -> Vec<Axis> {
    let mut axes = vec![confirmations([FeatureSet::ALL, FeatureSet::EMPTY, features[0].into()])];
    axes.extend(features.iter().map(|&feature| {
        or(Fact::InUse(feature), |context| {
            context.client.usage.features = feature.into();
        })
    }));
    axes
}
