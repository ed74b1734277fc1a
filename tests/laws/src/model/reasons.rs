//! The reasons for refusal: one function for each row of the table in section 5 of the domain description.

use subscription_change::{
    BillingCycle, ClientStatus, FeatureSet, Item, Party, Payroll, PayrollTier, Plan, Product, Reason, Resource, UserKind,
};

use super::terms::{FEATURES, InUse, PAYROLL_TIERS, RESOURCES, USER_KINDS, column, row_of_feature, row_of_payroll, row_of_time};
use super::{Case, Direction, PRODUCTS, exceeded, payroll_tier, rank, shrinks, time_tier};

/// "Every reason that holds is reported, always all of them, in this order; within a code, in the order of the tables above (base,
/// payroll, time; billable, accountant, reports-only, time-only; features as listed)."
pub(super) fn all(case: &Case<'_>) -> Vec<Reason> {
    let mut found = Vec::new();
    nothing_to_change(case, &mut found);
    separate_product(case, &mut found);
    ledger_closed(case, &mut found);
    not_sold(case, &mut found);
    transition_closed(case, &mut found);
    client_pending(case, &mut found);
    client_read_only(case, &mut found);
    firm_billing_outdated(case, &mut found);
    firm_subscription_outdated(case, &mut found);
    client_billing_outdated(case, &mut found);
    not_authorised(case, &mut found);
    downgrade_not_offered(case, &mut found);
    downgrade_not_confirmed(case, &mut found);
    losses_not_accepted(case, &mut found);
    too_many_users(case, &mut found);
    feature_in_use(case, &mut found);
    over_limit(case, &mut found);
    add_on_unsupported(case, &mut found);
    upgrade_too_soon(case, &mut found);
    transfer_and_change(case, &mut found);
    transfer_not_permitted(case, &mut found);
    transfer_permission_expired(case, &mut found);
    annual_billing(case, &mut found);
    client_not_primary_admin(case, &mut found);
    found
}

/// 1: "C = T"
fn nothing_to_change(case: &Case<'_>, found: &mut Vec<Reason>) {
    if case.current == case.target {
        found.push(Reason::NothingToChange);
    }
}

/// 2: "base changes, and one side is Self-Employed"
fn separate_product(case: &Case<'_>, found: &mut Vec<Reason>) {
    if is_separate_product(case) {
        found.push(Reason::SeparateProduct { from: case.current.base.plan, to: case.target.base.plan });
    }
}

fn is_separate_product(case: &Case<'_>) -> bool {
    case.changes(Product::Base) && (case.current.base.plan == Plan::SelfEmployed || case.target.base.plan == Plan::SelfEmployed)
}

/// 3: "base changes from the ladder to Ledger"
fn ledger_closed(case: &Case<'_>, found: &mut Vec<Reason>) {
    if is_ledger_closed(case) {
        found.push(Reason::LedgerClosed { from: case.current.base.plan });
    }
}

fn is_ledger_closed(case: &Case<'_>) -> bool {
    rank(case.current.base.plan).is_some() && case.target.base.plan == Plan::Ledger
}

/// 4: "T has a plan or tier, new to it, that the catalogue does not sell"
fn not_sold(case: &Case<'_>, found: &mut Vec<Reason>) {
    if is_plan_not_sold(case) {
        found.push(Reason::NotSold { product: Product::Base, item: Item::Plan(case.target.base.plan) });
    }
    if let Some(payroll) = case.target.payroll {
        if case.changes(Product::Payroll) && !case.terms.payroll_sold[row_of_payroll(payroll.tier())] {
            found.push(Reason::NotSold { product: Product::Payroll, item: Item::Tier(payroll_tier(payroll.tier())) });
        }
    }
    if let Some(time) = case.target.time {
        if case.changes(Product::Time) && !case.terms.time_sold[row_of_time(time.tier())] {
            found.push(Reason::NotSold { product: Product::Time, item: Item::Tier(time_tier(time.tier())) });
        }
    }
}

fn is_plan_not_sold(case: &Case<'_>) -> bool {
    case.changes(Product::Base) && !case.terms.plan(case.target.base.plan).sold
}

/// 5: "the catalogue closes this move for no reason above"
///
/// *Reading:* the reasons above that can be why a move is closed are 2, 3, and 4 for the plan. That a tier is not sold (4 for an
/// add-on) is no reason why a change of base is closed.
fn transition_closed(case: &Case<'_>, found: &mut Vec<Reason>) {
    let is_closed = case.changes(Product::Base) && !case.base_change_is_open();
    if is_closed && !is_separate_product(case) && !is_ledger_closed(case) && !is_plan_not_sold(case) {
        found.push(Reason::TransitionClosed { from: case.current.base.plan, to: case.target.base.plan });
    }
}

/// 6: "status pending, and anything changes or transfers"
fn client_pending(case: &Case<'_>, found: &mut Vec<Reason>) {
    if case.context.client.status == ClientStatus::Pending && case.anything_changes_or_transfers() {
        found.push(Reason::ClientPending);
    }
}

/// 7: "status restricted, suspended, expired or cancelled, and anything changes or transfers"
fn client_read_only(case: &Case<'_>, found: &mut Vec<Reason>) {
    let status = case.context.client.status;
    let is_read_only = status == ClientStatus::Restricted
        || status == ClientStatus::Suspended
        || status == ClientStatus::Expired
        || status == ClientStatus::Cancelled;
    if is_read_only && case.anything_changes_or_transfers() {
        found.push(Reason::ClientReadOnly { status });
    }
}

/// 8: "not current, and a firm-paid product goes up [S] or a product transfers to the firm [O]"
///
/// *Reading:* "When a base change is not open, the reasons that need a direction … do not apply to it": a transfer needs no
/// direction, so the transfer of base to the firm counts also where base changes as well and that change is not open. And "20
/// stands for the transfer rules 21–24" only, not for this one.
fn firm_billing_outdated(case: &Case<'_>, found: &mut Vec<Reason>) {
    if !case.context.firm.billing_current
        && (case.a_product_goes_up_paid_by(Party::Firm) || case.a_product_transfers_to(Party::Firm))
    {
        found.push(Reason::FirmBillingOutdated);
    }
}

/// 9: "not current, and a firm-paid product goes up"
fn firm_subscription_outdated(case: &Case<'_>, found: &mut Vec<Reason>) {
    if !case.context.firm.subscription_current && case.a_product_goes_up_paid_by(Party::Firm) {
        found.push(Reason::FirmSubscriptionOutdated);
    }
}

/// 10: "not current, and a client-paid product goes up"
fn client_billing_outdated(case: &Case<'_>, found: &mut Vec<Reason>) {
    if !case.context.client.billing_current && case.a_product_goes_up_paid_by(Party::Client) {
        found.push(Reason::ClientBillingOutdated);
    }
}

/// 11: "the product changes and its payer is not among `authorised_by`; or it transfers to the firm without the firm; or it transfers
/// to the client with neither (payer: firm)"
///
/// *Reading:* a product that both changes and transfers can need two words, the client's for the change and the firm's for the
/// transfer to it: two reasons, in the order of the vocabulary's "the firm or the client". Where it needs the firm's word for the
/// change and either party's for the transfer to the client, both are the one reason {product, firm}, and only the firm clears it.
fn not_authorised(case: &Case<'_>, found: &mut Vec<Reason>) {
    for product in PRODUCTS {
        let change_lacks = |party| case.payer_of_change(product) == Some(party) && !case.is_authorised_by(party);
        let transfer_lacks_the_firm = case.transfers_to(product) == Some(Party::Firm) && !case.is_authorised_by(Party::Firm);
        let transfer_lacks_either = case.transfers_to(product) == Some(Party::Client)
            && !case.is_authorised_by(Party::Firm)
            && !case.is_authorised_by(Party::Client);

        if change_lacks(Party::Firm) || transfer_lacks_the_firm {
            found.push(Reason::NotAuthorised { product, payer: Party::Firm, or_client: false });
        } else if transfer_lacks_either {
            found.push(Reason::NotAuthorised { product, payer: Party::Firm, or_client: true });
        }
        if change_lacks(Party::Client) {
            found.push(Reason::NotAuthorised { product, payer: Party::Client, or_client: false });
        }
    }
}

/// 12: "base goes down and `downgrade_offered` is false"
fn downgrade_not_offered(case: &Case<'_>, found: &mut Vec<Reason>) {
    if case.base_goes_down() && !case.context.client.downgrade_offered {
        found.push(Reason::DowngradeNotOffered);
    }
}

/// "losses: the lost features that do not block, when base goes down"
fn losses(case: &Case<'_>) -> FeatureSet {
    let mut losses = FeatureSet::EMPTY;
    if case.base_goes_down() {
        for feature in FEATURES {
            if case.is_lost(feature) && !case.feature_blocks(feature) {
                losses.insert(feature);
            }
        }
    }
    losses
}

/// 13: "something goes down, and no confirmation, whoever asks …. losses: the lost features that do not block, when base goes down"
fn downgrade_not_confirmed(case: &Case<'_>, found: &mut Vec<Reason>) {
    if case.something_goes(Direction::Down) && case.context.client.confirmation.is_none() {
        found.push(Reason::DowngradeNotConfirmed { losses: losses(case) });
    }
}

/// 14: "as 13, but confirmed, and some of those losses are not accepted"
fn losses_not_accepted(case: &Case<'_>, found: &mut Vec<Reason>) {
    if !case.something_goes(Direction::Down) {
        return;
    }
    let Some(confirmation) = case.context.client.confirmation else { return };
    let losses = losses(case);
    let mut features = FeatureSet::EMPTY;
    let mut some = false;
    for feature in FEATURES {
        if losses.contains(feature) && !confirmation.accepted_losses.contains(feature) {
            features.insert(feature);
            some = true;
        }
    }
    if some {
        found.push(Reason::LossesNotAccepted { features });
    }
}

/// How many users of this kind there are.
pub(super) fn users(case: &Case<'_>, kind: UserKind) -> u32 {
    let users = &case.usage().users;
    match kind {
        UserKind::Billable => users.billable,
        UserKind::Accountant => users.accountant,
        UserKind::ReportsOnly => users.reports_only,
        UserKind::TimeOnly => users.time_only,
        other => unreachable!("{other:?} is not in the description"),
    }
}

/// How much of this resource is used.
pub(super) fn amount_used(case: &Case<'_>, resource: Resource) -> u32 {
    let usage = case.usage();
    match resource {
        Resource::Accounts => usage.accounts,
        Resource::ClassesAndLocations => usage.classes_and_locations,
        Resource::CustomFields => usage.custom_fields,
        other => unreachable!("{other:?} is not in the description"),
    }
}

/// 15: "base change open; kind blocks; used > T's limit; the limit shrinks"
fn too_many_users(case: &Case<'_>, found: &mut Vec<Reason>) {
    if !case.base_change_is_open() {
        return;
    }
    let (current, target) = (case.terms.plan(case.current.base.plan), case.terms.plan(case.target.base.plan));
    for (row, kind) in USER_KINDS.into_iter().enumerate() {
        let used = users(case, kind);
        if let Some(limit) = exceeded(used, target.users[row]) {
            if case.terms.users_block[row] && shrinks(current.users[row], target.users[row]) {
                found.push(Reason::TooManyUsers { kind, used, limit });
            }
        }
    }
}

/// 16: "base change open; feature blocks; lost"
fn feature_in_use(case: &Case<'_>, found: &mut Vec<Reason>) {
    if !case.base_change_is_open() {
        return;
    }
    for feature in FEATURES {
        if let InUse::Blocks { cleared_by } = case.terms.features[row_of_feature(feature)] {
            if case.is_lost(feature) {
                found.push(Reason::FeatureInUse { feature, cleared_by });
            }
        }
    }
}

/// 17: "as 15, for a resource that blocks (none in Canada)"
fn over_limit(case: &Case<'_>, found: &mut Vec<Reason>) {
    if !case.base_change_is_open() {
        return;
    }
    let (current, target) = (case.terms.plan(case.current.base.plan), case.terms.plan(case.target.base.plan));
    for (row, resource) in RESOURCES.into_iter().enumerate() {
        let used = amount_used(case, resource);
        if let Some(limit) = exceeded(used, target.resources[row]) {
            if case.terms.resources_block[row] && shrinks(current.resources[row], target.resources[row]) {
                found.push(Reason::OverLimit { resource, used, limit });
            }
        }
    }
}

/// "payroll goes with any ladder plan"; "On Ledger and Self-Employed no add-on is documented, so a new pairing is refused"
fn payroll_goes_with(case: &Case<'_>, plan: Plan) -> bool {
    case.terms.payroll_plans[column(plan)]
}

/// "time needs Essentials or higher, **or** payroll Premium or Elite [O]. On Ledger and Self-Employed no add-on is documented, so a
/// new pairing is refused [J]."
///
/// *Reading:* the second sentence speaks of every add-on, so on a plan that payroll does not go with, payroll Premium, which the
/// client may hold there all the same, does not bring time with it.
fn time_goes_with(case: &Case<'_>, plan: Plan, payroll: Option<PayrollTier>) -> bool {
    let by_payroll = match payroll {
        Some(tier) => payroll_goes_with(case, plan) && case.terms.time_payroll[row_of_payroll(tier)],
        None => false,
    };
    case.terms.time_plans[column(plan)] || by_payroll
}

/// 18: "T holds an add-on its plan (or payroll tier) does not support, and base, that add-on or payroll changed"
fn add_on_unsupported(case: &Case<'_>, found: &mut Vec<Reason>) {
    let plan = case.target.base.plan;
    let payroll = case.target.payroll.map(Payroll::tier);

    if payroll.is_some() && !payroll_goes_with(case, plan) && (case.changes(Product::Base) || case.changes(Product::Payroll)) {
        found.push(Reason::AddOnUnsupported { product: Product::Payroll, plan, with_payroll: None });
    }
    if case.target.time.is_some()
        && !time_goes_with(case, plan, payroll)
        && (case.changes(Product::Base) || case.changes(Product::Time) || case.changes(Product::Payroll))
    {
        let with_payroll = payroll_that_supports_time(case, plan);
        found.push(Reason::AddOnUnsupported { product: Product::Time, plan, with_payroll });
    }
}

/// "for time also payroll Premium where payroll is supported"
///
/// *Reading:* Premium stands for the lowest payroll tier that brings time in the catalogue at hand, and only a tier that it sells can
/// be taken.
fn payroll_that_supports_time(case: &Case<'_>, plan: Plan) -> Option<PayrollTier> {
    if !payroll_goes_with(case, plan) {
        return None;
    }
    PAYROLL_TIERS
        .into_iter()
        .find(|&tier| case.terms.time_payroll[row_of_payroll(tier)] && case.terms.payroll_sold[row_of_payroll(tier)])
}

/// 19: "base goes up, `hours_since_downgrade` < the catalogue's wait"
fn upgrade_too_soon(case: &Case<'_>, found: &mut Vec<Reason>) {
    let wait = case.terms.upgrade_wait_hours;
    if let Some(hours) = case.context.client.hours_since_downgrade {
        if case.base_goes_up() && hours < wait {
            found.push(Reason::UpgradeTooSoon { hours_left: wait - hours });
        }
    }
}

/// 20: "a product both changes and transfers"
fn transfer_and_change(case: &Case<'_>, found: &mut Vec<Reason>) {
    for product in PRODUCTS {
        if case.changes(product) && case.transfers_to(product).is_some() {
            found.push(Reason::TransferAndChange { product });
        }
    }
}

/// "For a product that both changes and transfers, 20 stands for the transfer rules 21–24"
fn only_transfers_to(case: &Case<'_>, product: Product, party: Party) -> bool {
    case.transfers_to(product) == Some(party) && !case.changes(product)
}

/// 21: "transfers to the firm, no permission"
fn transfer_not_permitted(case: &Case<'_>, found: &mut Vec<Reason>) {
    for product in PRODUCTS {
        if only_transfers_to(case, product, Party::Firm) && case.context.client.transfer_permission_hours.is_none() {
            found.push(Reason::TransferNotPermitted { product });
        }
    }
}

/// 22: "transfers to the firm, hours > window"
fn transfer_permission_expired(case: &Case<'_>, found: &mut Vec<Reason>) {
    let window = case.terms.transfer_permission_hours;
    let Some(hours_ago) = case.context.client.transfer_permission_hours else { return };
    for product in PRODUCTS {
        if only_transfers_to(case, product, Party::Firm) && hours_ago > window {
            found.push(Reason::TransferPermissionExpired { product, hours_ago, window });
        }
    }
}

/// 23: "transfers to the firm, client billed annually"
fn annual_billing(case: &Case<'_>, found: &mut Vec<Reason>) {
    for product in PRODUCTS {
        if only_transfers_to(case, product, Party::Firm) && case.context.client.billing_cycle == BillingCycle::Annual {
            found.push(Reason::AnnualBilling { product });
        }
    }
}

/// 24: "transfers to the client, who is not primary admin"
fn client_not_primary_admin(case: &Case<'_>, found: &mut Vec<Reason>) {
    for product in PRODUCTS {
        if only_transfers_to(case, product, Party::Client) && !case.context.client.primary_admin {
            found.push(Reason::ClientNotPrimaryAdmin { product });
        }
    }
}
