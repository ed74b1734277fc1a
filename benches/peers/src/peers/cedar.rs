//! Cedar policies by cedar-policy: a policy forbids for one reason, and the reasons of a denial are the policies that forbid.

use std::collections::{HashMap, HashSet};
use std::error::Error;
use std::hint::black_box;
use std::str::FromStr;

use cedar_policy::{
    Authorizer, Context, Entities, Entity, EntityId, EntityTypeName, EntityUid, Policy, PolicySet, RestrictedExpression, Schema,
    ValidationMode, Validator,
};
use serde_json::{Map, Value};
use subscription_change::catalogue::Terms;
use subscription_change::{Catalogue, Feature, Plan, Product, Request, Resource, UserKind};

use crate::facts::{self, Turned, Values};
use crate::peer::{Gives, Peer};

pub struct Cedar {
    authorizer: Authorizer,
    policies: PolicySet,
    entities: Entities,
    world: World,
    requests: &'static [Request],
    facts: Vec<cedar_policy::Request>,
}

impl Cedar {
    pub fn new(catalogue: &'static Catalogue, requests: &'static [Request]) -> Result<Self, Box<dyn Error>> {
        let catalogue = catalogue.terms();
        let policies = PolicySet::from_str(&policies(catalogue))?;
        let schema = Schema::from_str(include_str!("../../policies/schema.cedarschema"))?;
        let validation = Validator::new(schema.clone()).validate(&policies, ValidationMode::Strict);
        if !validation.validation_passed() {
            return Err(validation.to_string().into());
        }

        let world = World::new(catalogue)?;
        let entities = Entities::from_entities(world.entities(catalogue)?, Some(&schema))?;
        let mut cedar = Self {
            authorizer: Authorizer::new(),
            policies,
            entities,
            world,
            requests,
            facts: Vec::with_capacity(requests.len()),
        };
        if let Some(first) = requests.first() {
            // That the facts are as the policies expect them need be asked only once.
            cedar.request(first, Some(&schema))?;
        }
        for request in requests {
            cedar.facts.push(cedar.request(request, None)?);
        }
        Ok(cedar)
    }

    fn request(&self, request: &Request, schema: Option<&Schema>) -> Result<cedar_policy::Request, Box<dyn Error>> {
        let context = Context::from_pairs(self.world.facts(request).map(|(name, value)| (name.to_owned(), value)))?;
        let World { firm, change, catalogue, .. } = &self.world;
        Ok(cedar_policy::Request::new(firm.clone(), change.clone(), catalogue.clone(), context, schema)?)
    }
}

impl Peer for Cedar {
    fn name(&self) -> &'static str {
        "cedar-policy (Cedar)"
    }

    fn gives(&self) -> Gives {
        Gives::Members
    }

    fn reasons(&mut self, request: usize) -> Result<Vec<Value>, Box<dyn Error>> {
        let response = self.authorizer.is_authorized(&self.facts[request], &self.policies, &self.entities);
        if let Some(error) = response.diagnostics().errors().next() {
            return Err(error.to_string().into());
        }
        let denied = response.decision() == cedar_policy::Decision::Deny;
        let reasons = response.diagnostics().reason().filter(|_| denied).filter_map(|id| self.policies.policy(id));
        let annotations = |policy: &Policy| -> Map<String, Value> {
            policy.annotations().map(|(key, value)| (key.to_owned(), value.into())).collect()
        };
        Ok(reasons.map(|policy| annotations(policy).into()).collect())
    }

    fn decide(&mut self) {
        for facts in &self.facts {
            black_box(self.authorizer.is_authorized(facts, &self.policies, &self.entities));
        }
    }

    fn make_facts_and_decide(&mut self) {
        for request in self.requests {
            let facts = self.request(request, None).expect("it was verified");
            black_box(self.authorizer.is_authorized(&facts, &self.policies, &self.entities));
        }
    }
}

/// The policies; those that are about each of something once for each, as Cedar has no way to say that.
fn policies(catalogue: &Terms) -> String {
    let other =
        Feature::ALL.iter().copied().filter(|&feature| !facts::blocking_features(catalogue).any(|blocking| blocking == feature));
    let products = Product::ALL.iter().map(|product| product.name());
    [
        include_str!("../../policies/change.cedar").to_owned(),
        each("each_product", products, include_str!("../../policies/each_product.cedar")),
        each(
            "each_feature",
            facts::blocking_features(catalogue).map(Feature::name),
            include_str!("../../policies/each_blocking_feature.cedar"),
        ),
        each("each_feature", other.map(Feature::name), include_str!("../../policies/each_other_feature.cedar")),
        each(
            "each_kind",
            facts::blocking_users(catalogue).map(UserKind::name),
            include_str!("../../policies/each_blocking_user_kind.cedar"),
        ),
        each(
            "each_resource",
            facts::blocking_resources(catalogue).map(Resource::name),
            include_str!("../../policies/each_blocking_resource.cedar"),
        ),
    ]
    .concat()
}

fn each(word: &str, names: impl Iterator<Item = &'static str>, policies: &str) -> String {
    names.map(|name| policies.replace(word, name)).collect()
}

/// Makes Cedar's values.
struct Expressions;

impl Values for Expressions {
    type Value = RestrictedExpression;

    fn flag(&self, flag: bool) -> RestrictedExpression {
        RestrictedExpression::new_bool(flag)
    }

    fn number(&self, number: i64) -> RestrictedExpression {
        RestrictedExpression::new_long(number)
    }

    fn text(&self, text: &'static str) -> RestrictedExpression {
        RestrictedExpression::new_string(text.to_owned())
    }

    fn nothing(&self) -> RestrictedExpression {
        unreachable!("Cedar has no null: what is not there is left out")
    }

    fn list(&self, members: impl IntoIterator<Item = RestrictedExpression>) -> RestrictedExpression {
        RestrictedExpression::new_set(members)
    }

    fn record(&self, fields: impl IntoIterator<Item = (&'static str, RestrictedExpression)>) -> RestrictedExpression {
        let fields = fields.into_iter().map(|(name, value)| (name.to_owned(), value));
        RestrictedExpression::new_record(fields).expect("no field is there twice")
    }
}

/// The entities that requests speak of: plans and tiers, and who asks for what of whom.
struct World {
    levels: Vec<(facts::Level, EntityUid)>,
    firm: EntityUid,
    change: EntityUid,
    catalogue: EntityUid,
}

impl World {
    fn new(catalogue: &Terms) -> Result<Self, Box<dyn Error>> {
        let uid = |kind: &str, name: &str| -> Result<EntityUid, Box<dyn Error>> {
            Ok(EntityUid::from_type_name_and_id(EntityTypeName::from_str(kind)?, EntityId::new(name)))
        };
        let levels = facts::levels(catalogue).into_iter().map(|level| {
            let kind = match level.product {
                Product::Payroll => "PayrollTier",
                Product::Time => "TimeTier",
                _ => "Plan",
            };
            Ok((level, uid(kind, level.name)?))
        });
        Ok(Self {
            levels: levels.collect::<Result<_, Box<dyn Error>>>()?,
            firm: uid("Firm", "firm")?,
            change: uid("Action", "change")?,
            catalogue: uid("Catalogue", &catalogue.id.to_string())?,
        })
    }

    fn level(&self, product: Product, name: &str) -> RestrictedExpression {
        let level = self.levels.iter().find(|(level, _)| level.product == product && level.name == name);
        RestrictedExpression::new_entity_uid(level.expect("every level is in the catalogue").1.clone())
    }

    /// The catalogue as entities.
    fn entities(&self, catalogue: &Terms) -> Result<Vec<Entity>, Box<dyn Error>> {
        let values = &Expressions;
        let mut entities = vec![
            Entity::new_no_attrs(self.firm.clone(), HashSet::new()),
            entity(
                &self.catalogue,
                [
                    ("upgrade_wait_hours", values.number(catalogue.upgrade_wait_hours.into())),
                    ("transfer_permission_hours", values.number(catalogue.transfer_permission_hours.into())),
                ],
            )?,
        ];
        for (level, uid) in &self.levels {
            let fields = [("rank", values.number(level.rank)), ("sold", values.flag(level.sold))];
            let others = self.levels.iter().filter(|(other, _)| other.product == level.product);
            let to_any = values.set(others.map(|(other, _)| self.level(other.product, other.name)));
            entities.push(match (level.product, Plan::ALL.iter().find(|plan| plan.name() == level.name)) {
                (Product::Base, Some(&plan)) => {
                    let moves = catalogue.moves.get(plan).iter().map(|to| self.level(Product::Base, to.name()));
                    let limits = facts::limits(catalogue, plan).map(|(name, limit)| (name, values.number(limit)));
                    let terms = [
                        ("on_ladder", values.flag(catalogue.edition.ladder.contains(plan))),
                        ("moves", values.set(moves)),
                        ("limits", values.record(limits)),
                        ("features", facts::features(values, facts::features_of(catalogue, plan))),
                        ("payroll", values.flag(catalogue.add_ons.payroll.plans.contains(plan))),
                        ("time", values.flag(catalogue.add_ons.time.plans.contains(plan))),
                    ];
                    entity(uid, fields.into_iter().chain(terms))?
                }
                (Product::Payroll, _) => {
                    let brings_time = catalogue.add_ons.time.payroll_tiers.iter().any(|tier| tier.name() == level.name);
                    entity(uid, fields.into_iter().chain([("moves", to_any), ("brings_time", values.flag(brings_time))]))?
                }
                _ => entity(uid, fields.into_iter().chain([("moves", to_any)]))?,
            });
        }
        Ok(entities)
    }

    /// The context of a request.
    fn facts(&self, request: &Request) -> [(&'static str, RestrictedExpression); 6] {
        let values = &Expressions;
        let (firm, client) = (&request.context.firm, &request.context.client);
        let products = facts::turned(request);
        let subscription = |of: fn(&Turned) -> (&'static str, &'static str)| {
            values.record(products.iter().map(|turned| {
                let (level, payer) = of(turned);
                let level = self.level(turned.product, level);
                (turned.product.name(), values.record([("level", level), ("payer", values.text(payer))]))
            }))
        };
        let hours = |name, hours: Option<u32>| hours.map(|hours| (name, values.number(hours.into())));
        let known = [
            ("status", values.text(client.status.name())),
            ("billing_current", values.flag(client.billing_current)),
            ("billing_cycle", values.text(client.billing_cycle.name())),
            ("primary_admin", values.flag(client.primary_admin)),
            ("confirmed", values.flag(client.confirmation.is_some())),
            ("accepted_losses", facts::features(values, client.confirmation.unwrap_or_default().accepted_losses)),
            ("downgrade_offered", values.flag(client.downgrade_offered)),
            ("used", facts::used(values, request)),
            ("features", facts::features(values, client.usage.features)),
        ];
        let known = known
            .into_iter()
            .chain(hours("transfer_permission_hours", client.transfer_permission_hours))
            .chain(hours("hours_since_downgrade", client.hours_since_downgrade));
        [
            ("current", subscription(|turned| (turned.from, turned.payer))),
            ("target", subscription(|turned| (turned.to, turned.new_payer))),
            (
                "change_payer",
                values.record(products.iter().map(|turned| (turned.product.name(), values.text(turned.change_payer())))),
            ),
            ("authorised_by", facts::parties(values, request.context.authorised_by)),
            (
                "firm",
                values.record([
                    ("billing_current", values.flag(firm.billing_current)),
                    ("subscription_current", values.flag(firm.subscription_current)),
                ]),
            ),
            ("client", values.record(known)),
        ]
    }
}

fn entity(
    uid: &EntityUid,
    fields: impl IntoIterator<Item = (&'static str, RestrictedExpression)>,
) -> Result<Entity, Box<dyn Error>> {
    let fields: HashMap<_, _> = fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    Ok(Entity::new(uid.clone(), fields, HashSet::new())?)
}
