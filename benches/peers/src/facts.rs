//! What the rules are told, in each engine's own kind of value: the catalogue, once, and the facts of a request.
//!
//! Nothing is concluded here. A request is turned so that each product shows what it is changed from and to, and what is absent has
//! a name: a product that is not held is at level `none`, paid by `nobody`. A limit or a feature that is not documented is
//! given as one that never stands in the way of what the catalogue opens: no limit, every feature.

use subscription_change::catalogue::{Enforcement, FeatureUse, Limit, Terms};
use subscription_change::{
    AddOnKind, Feature, FeatureSet, Parties, Party, Plan, Product, Request, Resource, Subscription, UserKind,
};

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
pub fn turned(request: &Request) -> [Turned; 3] {
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
    let add_on = |kind: AddOnKind| turned(kind.product(), tier(current, kind), tier(target, kind));
    [
        turned(Product::Base, current.base.plan.name(), target.base.plan.name()),
        add_on(AddOnKind::Payroll),
        add_on(AddOnKind::Time),
    ]
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
    for &kind in AddOnKind::ALL {
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

/// The facts of a request, field by field.
pub fn of_request<V>(values: &V, terms: &Beside<V::Value>, request: &Request) -> [(&'static str, V::Value); 9]
where
    V: Values<Value: Clone>,
{
    let context = &request.context;
    let client = &context.client;
    let optional = |hours: Option<u32>| hours.map_or_else(|| values.nothing(), |hours| values.number(i64::from(hours)));
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
    [
        ("products", values.list([base.clone(), payroll.clone(), time.clone()])),
        ("base", base),
        ("payroll", payroll),
        ("time", time),
        ("from", terms.plan(request.current.base.plan)),
        ("to", terms.plan(request.target.base.plan)),
        ("authorised_by", parties(values, context.authorised_by)),
        (
            "firm",
            values.record([
                ("billing_current", values.flag(context.firm.billing_current)),
                ("subscription_current", values.flag(context.firm.subscription_current)),
            ]),
        ),
        (
            "client",
            values.record([
                ("status", values.text(client.status.name())),
                ("billing_current", values.flag(client.billing_current)),
                ("billing_cycle", values.text(client.billing_cycle.name())),
                ("primary_admin", values.flag(client.primary_admin)),
                ("confirmed", values.flag(client.confirmation.is_some())),
                ("accepted_losses", features(values, client.confirmation.unwrap_or_default().accepted_losses)),
                ("transfer_permission_hours", optional(client.transfer_permission_hours)),
                ("hours_since_downgrade", optional(client.hours_since_downgrade)),
                ("downgrade_offered", values.flag(client.downgrade_offered)),
                ("used", used(values, request)),
                ("features", features(values, client.usage.features)),
            ]),
        ),
    ]
}

pub fn used<V: Values>(values: &V, request: &Request) -> V::Value {
    let usage = &request.context.client.usage;
    let users = UserKind::ALL.iter().map(|&kind| (kind.name(), values.number(i64::from(*usage.users.get(kind)))));
    let resources = Resource::ALL.iter().map(|&resource| (resource.name(), values.number(i64::from(usage.resource(resource)))));
    values.record(users.chain(resources))
}

/// A set of parties.
pub fn parties<V: Values>(values: &V, parties: Parties) -> V::Value {
    values.set(parties.iter().map(|party| values.text(party.name())))
}

/// A set of features.
pub fn features<V: Values>(values: &V, features: FeatureSet) -> V::Value {
    values.set(features.iter().map(|feature| values.text(feature.name())))
}

/// The catalogue, field by field, less what is put beside the facts of a request.
pub fn of_catalogue<V: Values>(values: &V, catalogue: &Terms) -> [(&'static str, V::Value); 6] {
    [
        ("payroll_with_time", values.set(catalogue.add_ons.time.payroll_tiers.iter().map(|tier| values.text(tier.name())))),
        ("blocking_users", values.set(blocking_users(catalogue).map(|blocking| values.text(blocking.name())))),
        ("blocking_resources", values.set(blocking_resources(catalogue).map(|blocking| values.text(blocking.name())))),
        ("blocking_features", values.set(blocking_features(catalogue).map(|blocking| values.text(blocking.name())))),
        ("upgrade_wait_hours", values.number(i64::from(catalogue.upgrade_wait_hours))),
        ("transfer_permission_hours", values.number(i64::from(catalogue.transfer_permission_hours))),
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
