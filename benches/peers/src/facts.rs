//! What the rules are told, in each engine's own kind of value: the catalogue, once, and the facts of a request.
//!
//! Nothing is concluded here. A request is turned so that each product shows what it is changed from and to, and what is absent has
//! a name: a product that is not held is at level `none`, paid by `nobody`. A limit or a feature that is not documented is
//! given as one that never stands in the way of what the catalogue opens: no limit, every feature.

use subscription_change::{
    CatalogueDraft, Feature, FeatureSet, FeatureUse, Limit, Overuse, Parties, Party, PayrollTier, Plan, Product, Request, Resource,
    TimeTier, UserKind,
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

/// The three products of a request, turned.
pub fn turned(request: &Request) -> [Turned; 3] {
    let (current, target) = (&request.current, &request.target);
    let payer = |party: Option<Party>| party.map_or(NOBODY, Party::name);
    [Product::Base, Product::Payroll, Product::Time].map(|product| {
        let level = |subscription: &subscription_change::Subscription| match product {
            Product::Base => subscription.base.plan.name(),
            Product::Payroll => subscription.payroll.map_or(NONE, |held| held.tier.name()),
            Product::Time => subscription.time.map_or(NONE, |held| held.tier.name()),
            _ => unreachable!("{product:?} is not compared"),
        };
        Turned {
            product,
            from: level(current),
            to: level(target),
            payer: payer(current.payer(product)),
            new_payer: payer(target.payer(product)),
        }
    })
}

/// The facts of a request, field by field.
pub fn of_request<V: Values>(values: &V, request: &Request) -> [(&'static str, V::Value); 4] {
    let context = &request.context;
    let client = &context.client;
    let optional = |hours: Option<u32>| hours.map_or_else(|| values.nothing(), |hours| values.number(i64::from(hours)));
    [
        ("products", values.list(turned(request).map(|turned| product(values, turned)))),
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

/// One product, turned, as a record.
pub fn product<V: Values>(values: &V, turned: Turned) -> V::Value {
    values.record([
        ("product", values.text(turned.product.name())),
        ("from", values.text(turned.from)),
        ("to", values.text(turned.to)),
        ("payer", values.text(turned.payer)),
        ("new_payer", values.text(turned.new_payer)),
    ])
}

fn used<V: Values>(values: &V, request: &Request) -> V::Value {
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

/// The catalogue, field by field.
pub fn of_catalogue<V: Values>(values: &V, catalogue: &CatalogueDraft) -> [(&'static str, V::Value); 8] {
    [
        ("plans", values.record(Plan::ALL.iter().map(|&plan| (plan.name(), plan_terms(values, catalogue, plan))))),
        ("levels", levels(values, catalogue)),
        ("payroll_with_time", values.set(catalogue.time.payroll_tiers.iter().map(|tier| values.text(tier.name())))),
        ("blocking_users", values.set(blocking_users(catalogue).map(|blocking| values.text(blocking.name())))),
        ("blocking_resources", values.set(blocking_resources(catalogue).map(|blocking| values.text(blocking.name())))),
        ("blocking_features", values.set(blocking_features(catalogue).map(|blocking| values.text(blocking.name())))),
        ("upgrade_wait_hours", values.number(i64::from(catalogue.upgrade_wait_hours))),
        ("transfer_permission_hours", values.number(i64::from(catalogue.transfer_permission_hours))),
    ]
}

/// The terms of a plan.
pub fn plan_terms<V: Values>(values: &V, catalogue: &CatalogueDraft, plan: Plan) -> V::Value {
    values.record([
        ("on_ladder", values.flag(plan.is_on_ladder())),
        ("moves", values.set(catalogue.moves.get(plan).iter().map(|to| values.plan(to)))),
        ("limits", values.record(limits(catalogue, plan).map(|(name, limit)| (name, values.number(limit))))),
        ("features", features(values, features_of(catalogue, plan))),
        ("payroll", values.flag(catalogue.payroll.plans.contains(plan))),
        ("time", values.flag(catalogue.time.plans.contains(plan))),
    ])
}

/// The limits of a plan, by the name of what they limit.
pub fn limits(catalogue: &CatalogueDraft, plan: Plan) -> impl Iterator<Item = (&'static str, i64)> {
    let terms = catalogue.plans.get(plan);
    let number = |limit: &Limit| limit.number().map_or(NO_LIMIT, i64::from);
    let users = UserKind::ALL.iter().map(move |&kind| (kind.name(), number(terms.users.get(kind))));
    users.chain(Resource::ALL.iter().map(move |&resource| (resource.name(), number(terms.resources.get(resource)))))
}

/// The features of a plan.
pub fn features_of(catalogue: &CatalogueDraft, plan: Plan) -> FeatureSet {
    catalogue.plans.get(plan).features.unwrap_or(FeatureSet::ALL)
}

/// How high each level of each product is, and whether it is sold. Ledger, which is left upwards, is below the ladder.
pub fn levels_of(catalogue: &CatalogueDraft) -> [(Product, Vec<(&'static str, i64, bool)>); 3] {
    let plan = |plan: Plan| (plan.name(), plan.rank().map_or(-1, i64::from), catalogue.plans.get(plan).sold);
    let none = (NONE, 0, true);
    let payroll = |(place, &tier): (usize, &PayrollTier)| (tier.name(), 1 + place as i64, catalogue.payroll.tiers.contains(tier));
    let time = |(place, &tier): (usize, &TimeTier)| (tier.name(), 1 + place as i64, catalogue.time.tiers.contains(tier));
    [
        (Product::Base, Plan::ALL.iter().map(|&level| plan(level)).collect()),
        (Product::Payroll, std::iter::once(none).chain(PayrollTier::ALL.iter().enumerate().map(payroll)).collect()),
        (Product::Time, std::iter::once(none).chain(TimeTier::ALL.iter().enumerate().map(time)).collect()),
    ]
}

fn levels<V: Values>(values: &V, catalogue: &CatalogueDraft) -> V::Value {
    values.record(levels_of(catalogue).map(|(product, levels)| {
        let level = |(name, rank, sold)| (name, values.record([("rank", values.number(rank)), ("sold", values.flag(sold))]));
        (product.name(), values.record(levels.into_iter().map(level)))
    }))
}

/// The kinds of user of which too many stand in the way.
pub fn blocking_users(catalogue: &CatalogueDraft) -> impl Iterator<Item = UserKind> {
    UserKind::ALL.iter().copied().filter(|&kind| *catalogue.users.get(kind) == Overuse::Blocks)
}

/// The resources of which too much stands in the way.
pub fn blocking_resources(catalogue: &CatalogueDraft) -> impl Iterator<Item = Resource> {
    Resource::ALL.iter().copied().filter(|&resource| *catalogue.resources.get(resource) == Overuse::Blocks)
}

/// The features whose use stands in the way.
pub fn blocking_features(catalogue: &CatalogueDraft) -> impl Iterator<Item = Feature> {
    Feature::ALL.iter().copied().filter(|&feature| matches!(catalogue.features.get(feature), FeatureUse::Blocks { .. }))
}
