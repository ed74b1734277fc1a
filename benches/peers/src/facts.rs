//! What the rules are told, in each engine's own kind of value: the catalogue, once, and the facts of a request.
//!
//! Nothing is concluded here. A request is turned so that each product shows what it is changed from and to, and what is absent has
//! a name: a product that is not held is at level `none`, paid by `nobody`. A limit or a feature that is not documented is
//! given as one that never stands in the way of what the catalogue opens: no limit, every feature. A fact that is not known is left out.

use subscription_change::assess::{PartialRequest, PartlyKnown, UsageFacts};
use subscription_change::catalogue::{Enforcement, FeatureUse, Limit, Terms};
use subscription_change::parts::Quota;
use subscription_change::vocabulary::StatusSet;
use subscription_change::{AddOnKind, Feature, FeatureSet, Party, Plan, Product, Resource, Subscription, UserKind};

/// The products of the Canadian editions, which the rules know.
pub const PRODUCTS: [Product; 3] = [Product::Base, Product::Payroll, Product::Time];

/// Those of them that are add-ons.
pub const ADD_ONS: [AddOnKind; 2] = [AddOnKind::Payroll, AddOnKind::Time];

/// The level of a product that is not held.
pub const NONE: &str = "none";

/// Who pays for a product that is not held.
pub const NOBODY: &str = "nobody";

/// More than any request can use.
pub const NO_LIMIT: i64 = 1 << 32;

/// Makes values of an engine's own kind.
pub trait Values {
    type Value;

    fn flag(&self, flag: bool) -> Self::Value;
    fn number(&self, number: i64) -> Self::Value;
    fn text(&self, text: &'static str) -> Self::Value;
    /// What a request may lack.
    fn nothing(&self) -> Self::Value;
    fn list(&self, members: impl IntoIterator<Item = Self::Value>) -> Self::Value;
    fn record(&self, fields: impl IntoIterator<Item = (&'static str, Self::Value)>) -> Self::Value;

    /// Members in no order; a list where the engine knows no sets.
    fn set(&self, members: impl IntoIterator<Item = Self::Value>) -> Self::Value {
        self.list(members)
    }

    /// A plan, where the engine refers to it as to a thing with attributes.
    fn plan(&self, plan: Plan) -> Self::Value {
        self.text(plan.name())
    }
}

/// One product as it is and as it is wanted.
#[derive(Debug, Clone, Copy)]
pub struct Turned {
    pub product: Product,
    pub from: &'static str,
    pub to: &'static str,
    pub payer: &'static str,
    pub new_payer: &'static str,
}

impl Turned {
    /// Who pays for a change of it: who does now, and for an added one who is to.
    pub fn change_payer(&self) -> &'static str {
        if self.from == NONE { self.new_payer } else { self.payer }
    }
}

/// The three products of a request, turned.
pub fn turned(request: &PartialRequest) -> [Turned; 3] {
    let (current, target) = (&request.current, &request.target);
    let payer = |party: Option<Party>| party.map_or(NOBODY, Party::name);
    let turned = |product, from, to| Turned {
        product,
        from,
        to,
        payer: payer(current.payer(product)),
        new_payer: payer(target.payer(product)),
    };
    let tier = |subscription: &Subscription, kind| subscription.add_on(kind).map_or(NONE, |held| held.tier.name());
    let [payroll, time] = ADD_ONS.map(|kind| turned(kind.product(), tier(current, kind), tier(target, kind)));
    [turned(Product::Base, current.base.plan.name(), target.base.plan.name()), payroll, time]
}

/// What the catalogue says of one level of a product.
#[derive(Debug, Clone, Copy)]
pub struct Level {
    pub product: Product,
    pub name: &'static str,
    /// Ledger, which is left upwards, is below the ladder; a product that is not held is below every level of it.
    pub rank: i64,
    pub sold: bool,
}

/// Every level of every product.
pub fn levels(catalogue: &Terms) -> Vec<Level> {
    let mut levels = Vec::new();
    for &plan in Plan::ALL {
        let rank = (0..).zip(catalogue.edition.ladder.iter()).find(|(_, rung)| *rung == plan).map_or(-1, |(rank, _)| rank);
        levels.push(Level { product: Product::Base, name: plan.name(), rank, sold: catalogue.plans.get(plan).sold });
    }
    for kind in ADD_ONS {
        let (product, sold) = (kind.product(), catalogue.add_ons.get(kind).tiers);
        levels.push(Level { product, name: NONE, rank: 0, sold: true });
        for (tier, rank) in kind.tiers().iter().zip(1..) {
            levels.push(Level { product, name: tier.name(), rank, sold: sold.contains(tier) });
        }
    }
    levels
}

/// The catalogue's terms that are put beside the facts of a request: those of its two plans, and of each level it names.
pub struct Beside<Value> {
    levels: Vec<Level>,
    plans: Vec<Value>,
}

impl<Value: Clone> Beside<Value> {
    pub fn new<V: Values<Value = Value>>(values: &V, catalogue: &Terms) -> Self {
        Self { levels: levels(catalogue), plans: Plan::ALL.iter().map(|&plan| plan_terms(values, catalogue, plan)).collect() }
    }

    fn level(&self, product: Product, name: &str) -> &Level {
        let level = self.levels.iter().find(|level| level.product == product && level.name == name);
        level.expect("every level is in the catalogue")
    }

    fn plan(&self, plan: Plan) -> Value {
        self.plans[plan as usize].clone()
    }
}

/// The facts of a request that are known, field by field.
pub fn of_request<V>(values: &V, terms: &Beside<V::Value>, request: &PartialRequest) -> [(&'static str, V::Value); 9]
where
    V: Values<Value: Clone>,
{
    let (firm, client) = (&request.facts.firm, &request.facts.client);
    let flag = |name, flag: Option<bool>| Some((name, values.flag(flag?)));
    let or_none = |name, number: Option<Option<u32>>| {
        Some((name, number?.map_or_else(|| values.nothing(), |number| values.number(i64::from(number)))))
    };
    let [base, payroll, time] = turned(request).map(|turned| {
        let (level, new_level) = (terms.level(turned.product, turned.from), terms.level(turned.product, turned.to));
        values.record([
            ("product", values.text(turned.product.name())),
            ("from", values.text(turned.from)),
            ("to", values.text(turned.to)),
            ("payer", values.text(turned.payer)),
            ("new_payer", values.text(turned.new_payer)),
            ("change_payer", values.text(turned.change_payer())),
            ("rank", values.number(level.rank)),
            ("new_rank", values.number(new_level.rank)),
            ("sold", values.flag(new_level.sold)),
        ])
    });
    let authorised_by = Party::ALL.iter().filter_map(|&party| flag(party.name(), request.facts.authorised_by.get(party)));
    let of_firm = [
        flag("billing_current", firm.billing_current),
        flag("subscription_current", firm.subscription_current),
        flag("manages_billing", firm.manages_billing),
        flag("is_accountant_user", firm.is_accountant_user),
    ];
    let of_client = [
        client.status.map(|status| ("status", values.text(status.name()))),
        flag("billing_current", client.billing_current),
        client.billing_cycle.map(|cycle| ("billing_cycle", values.text(cycle.name()))),
        or_none("days_to_renewal", client.days_to_renewal),
        client.primary_admin.map(|admin| ("primary_admin", values.text(admin.name()))),
        flag("confirmed", client.confirmation.map(|confirmation| confirmation.is_some())),
        client.confirmation.map(|given| ("accepted_losses", features(values, given.unwrap_or_default().accepted_losses))),
        or_none("transfer_permission_hours", client.transfer_permission_hours),
        or_none("hours_since_downgrade", client.hours_since_downgrade),
        flag("downgrade_offered", client.downgrade_offered),
        flag("addresses_match", client.addresses_match),
        flag("other_billing_system", client.other_billing_system),
        flag("same_region", client.same_region),
        Some(("used", values.record(used(&client.usage).filter_map(|(name, used)| Some((name, values.number(used?))))))),
        whole(&client.usage.features).map(|used| ("features", features(values, used))),
    ];
    [
        ("products", values.list([base.clone(), payroll.clone(), time.clone()])),
        ("base", base),
        ("payroll", payroll),
        ("time", time),
        ("from", terms.plan(request.current.base.plan)),
        ("to", terms.plan(request.target.base.plan)),
        ("authorised_by", values.record(authorised_by)),
        ("firm", values.record(of_firm.into_iter().flatten())),
        ("client", values.record(of_client.into_iter().flatten())),
    ]
}

/// How much is used of what a plan limits, by its name.
pub fn used(usage: &UsageFacts) -> impl Iterator<Item = (&'static str, Option<i64>)> {
    let users = UserKind::ALL.iter().map(|&kind| (kind.name(), *usage.users.get(kind)));
    let resources = Resource::ALL.iter().map(|&resource| (resource.name(), usage.used(Quota::Resource(resource))));
    users.chain(resources).map(|(name, used)| (name, used.map(i64::from)))
}

/// The features in use, where that is known of all.
pub fn whole(features: &PartlyKnown<Feature>) -> Option<FeatureSet> {
    features.unknown().is_empty().then(|| features.yes())
}

/// A set of features.
pub fn features<V: Values>(values: &V, features: FeatureSet) -> V::Value {
    values.set(features.iter().map(|feature| values.text(feature.name())))
}

/// In which states a subscription is revived by the firm that takes its billing over.
pub fn revived<V: Values>(values: &V, states: StatusSet) -> V::Value {
    values.set(states.iter().map(|status| values.text(status.name())))
}

/// The catalogue, field by field, less what is put beside the facts of a request.
pub fn of_catalogue<V: Values>(values: &V, catalogue: &Terms) -> [(&'static str, V::Value); 8] {
    [
        ("payroll_with_time", values.set(catalogue.add_ons.time.payroll_tiers.iter().map(|tier| values.text(tier.name())))),
        ("blocking_users", values.set(blocking_users(catalogue).map(|blocking| values.text(blocking.name())))),
        ("blocking_resources", values.set(blocking_resources(catalogue).map(|blocking| values.text(blocking.name())))),
        ("blocking_features", values.set(blocking_features(catalogue).map(|blocking| values.text(blocking.name())))),
        ("upgrade_wait_hours", values.number(i64::from(catalogue.upgrade_wait_hours))),
        ("transfer_permission_hours", values.number(i64::from(catalogue.transfer_permission_hours))),
        ("monthly_switch_days", values.number(i64::from(catalogue.monthly_switch_days))),
        ("revived_by_transfer", revived(values, catalogue.revived_by_transfer)),
    ]
}

/// The terms of a plan.
fn plan_terms<V: Values>(values: &V, catalogue: &Terms, plan: Plan) -> V::Value {
    values.record([
        ("on_ladder", values.flag(catalogue.edition.ladder.contains(plan))),
        ("moves", values.set(catalogue.moves.get(plan).iter().map(|to| values.plan(to)))),
        ("limits", values.record(limits(catalogue, plan).map(|(name, limit)| (name, values.number(limit))))),
        ("features", features(values, features_of(catalogue, plan))),
        ("payroll", values.flag(catalogue.add_ons.payroll.plans.contains(plan))),
        ("time", values.flag(catalogue.add_ons.time.plans.contains(plan))),
    ])
}

/// The limits of a plan, by the name of what they limit.
pub fn limits(catalogue: &Terms, plan: Plan) -> impl Iterator<Item = (&'static str, i64)> {
    let terms = catalogue.plans.get(plan);
    let number = |limit: &Limit| limit.number().map_or(NO_LIMIT, i64::from);
    let users = UserKind::ALL.iter().map(move |&kind| (kind.name(), number(terms.users.get(kind))));
    users.chain(Resource::ALL.iter().map(move |&resource| (resource.name(), number(terms.resources.get(resource)))))
}

/// The features of a plan.
pub fn features_of(catalogue: &Terms, plan: Plan) -> FeatureSet {
    catalogue.plans.get(plan).features.unwrap_or(FeatureSet::ALL)
}

/// The kinds of user of which too many stand in the way.
pub fn blocking_users(catalogue: &Terms) -> impl Iterator<Item = UserKind> {
    UserKind::ALL.iter().copied().filter(|&kind| *catalogue.users.get(kind) == Enforcement::Blocks)
}

/// The resources of which too much stands in the way.
pub fn blocking_resources(catalogue: &Terms) -> impl Iterator<Item = Resource> {
    Resource::ALL.iter().copied().filter(|&resource| *catalogue.resources.get(resource) == Enforcement::Blocks)
}

/// The features whose use stands in the way.
pub fn blocking_features(catalogue: &Terms) -> impl Iterator<Item = Feature> {
    Feature::ALL.iter().copied().filter(|&feature| matches!(catalogue.features.get(feature), FeatureUse::Blocks { .. }))
}
