//! Cedar policies by cedar-policy: a policy forbids for one reason, and the reasons of a denial are the policies that forbid.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::error::Error;
use std::hint::black_box;
use std::str::FromStr;

use cedar_policy::{
    AuthorizationError, Authorizer, Context, Entities, Entity, EntityId, EntityTypeName, EntityUid, Policy, PolicySet,
    RestrictedExpression, Schema, ValidationMode, Validator,
};
use serde_json::{Map, Value};
use subscription_change::assess::PartialRequest;
use subscription_change::catalogue::Terms;
use subscription_change::{
    BillingCycle, Catalogue, ClientStatus, Feature, Party, Plan, PrimaryAdmin, Product, Resource, UserKind,
};

use crate::facts::{self, NO_LIMIT, Turned, Values};
use crate::peer::{self, Gives, Peer, Told};

/// What the context of a request has in the place of a fact that is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// Nothing: a policy that asks for it ends in an error.
    LeftOut,
    /// An unknown, named after the fact, for partial evaluation.
    Unknown,
}

pub struct Cedar {
    authorizer: Authorizer,
    policies: PolicySet,
    entities: Entities,
    world: World,
    requests: &'static [PartialRequest],
    missing: Missing,
    facts: Vec<cedar_policy::Request>,
}

impl Cedar {
    pub fn new(
        catalogue: &'static Catalogue,
        requests: &'static [PartialRequest],
        missing: Missing,
    ) -> Result<Self, Box<dyn Error>> {
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
            missing,
            facts: Vec::with_capacity(requests.len()),
        };
        if let Some(first) = requests.iter().find(|request| request.request().is_some()) {
            // That the facts are as the policies expect them need be asked only once.
            cedar.request(first, Some(&schema))?;
        }
        for request in requests {
            cedar.facts.push(cedar.request(request, None)?);
        }
        Ok(cedar)
    }

    fn request(&self, request: &PartialRequest, schema: Option<&Schema>) -> Result<cedar_policy::Request, Box<dyn Error>> {
        let context = Context::from_pairs(self.world.facts(request, self.missing).map(|(name, value)| (name.to_owned(), value)))?;
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
        Ok(reasons.map(annotations).collect())
    }

    fn tells_possible(&self) -> bool {
        true
    }

    /// A policy that ends in an error is left out of the decision, and told.
    fn told(&mut self, request: usize) -> Result<Told, Box<dyn Error>> {
        let response = self.authorizer.is_authorized(&self.facts[request], &self.policies, &self.entities);
        let denied = response.decision() == cedar_policy::Decision::Deny;
        let annotations = |id| self.policies.policy(id).map(annotations);
        let reasons: Vec<Value> = response.diagnostics().reason().filter(|_| denied).filter_map(annotations).collect();
        let errors: Vec<Value> = response.diagnostics().errors().map(failed).filter_map(annotations).collect();
        Ok(Told { certain: peer::codes(&reasons), possible: peer::codes(&errors) })
    }

    fn in_its_own_words(&mut self, request: usize) -> Result<String, Box<dyn Error>> {
        let response = self.authorizer.is_authorized(&self.facts[request], &self.policies, &self.entities);
        let diagnostics = response.diagnostics();
        let code = |id| self.policies.policy(id).and_then(|policy| policy.annotation("code"));
        let mut words = format!("{:?}\n", response.decision());
        diagnostics.reason().filter_map(code).for_each(|code| words.extend([code, "\n"]));
        for error in diagnostics.errors() {
            words.extend([code(failed(error)).unwrap_or_default(), ": ", &error.to_string(), "\n"]);
        }
        Ok(words)
    }

    fn decide(&mut self) {
        for facts in &self.facts {
            self.decide_and_read(facts);
        }
    }

    fn make_facts_and_decide(&mut self) {
        for request in self.requests {
            self.decide_and_read(&self.request(request, None).expect("it was verified"));
        }
    }
}

impl Cedar {
    fn decide_and_read(&self, facts: &cedar_policy::Request) {
        let response = self.authorizer.is_authorized(facts, &self.policies, &self.entities);
        black_box(response.decision());
        response.diagnostics().reason().for_each(|id| _ = black_box(id));
        response.diagnostics().errors().for_each(|error| _ = black_box(failed(error)));
    }
}

/// The policy that ended in an error.
fn failed(error: &AuthorizationError) -> &cedar_policy::PolicyId {
    match error {
        AuthorizationError::PolicyEvaluationError(error) => error.policy_id(),
    }
}

/// The same policies, evaluated as far as the facts that are known allow.
pub struct Partial(pub Cedar);

impl Peer for Partial {
    fn name(&self) -> &'static str {
        "cedar-policy (Cedar, partial evaluation)"
    }

    fn gives(&self) -> Gives {
        Gives::Members
    }

    fn reasons(&mut self, request: usize) -> Result<Vec<Value>, Box<dyn Error>> {
        let Cedar { authorizer, facts, policies, entities, .. } = &self.0;
        let response = authorizer.is_authorized_partial(&facts[request], policies, entities);
        let denied = response.decision() == Some(cedar_policy::Decision::Deny);
        Ok(response.definitely_satisfied().filter(|_| denied).map(|policy| annotations(&policy)).collect())
    }

    fn tells_possible(&self) -> bool {
        true
    }

    fn told(&mut self, request: usize) -> Result<Told, Box<dyn Error>> {
        let certain = peer::codes(&self.reasons(request)?);
        let Cedar { authorizer, facts, policies, entities, .. } = &self.0;
        let response = authorizer.is_authorized_partial(&facts[request], policies, entities);
        if let Some(id) = response.definitely_errored().next() {
            return Err(format!("{id} ended in an error").into());
        }
        let residuals: Vec<Value> = response.nontrivial_residuals().map(|policy| annotations(&policy)).collect();
        Ok(Told { certain, possible: peer::codes(&residuals) })
    }

    fn in_its_own_words(&mut self, request: usize) -> Result<String, Box<dyn Error>> {
        let Cedar { authorizer, facts, policies, entities, .. } = &self.0;
        let response = authorizer.is_authorized_partial(&facts[request], policies, entities);
        let told = response.definitely_satisfied().chain(response.nontrivial_residuals());
        let told = told.filter(|policy| policy.annotation("code").is_some());
        // It tells them in another order each time.
        let told: BTreeSet<String> = told.map(|policy| format!("{policy}\n")).collect();
        Ok(format!("{:?}\n{}", response.decision(), told.into_iter().collect::<String>()))
    }

    fn decide(&mut self) {
        for facts in &self.0.facts {
            self.decide_and_read(facts);
        }
    }

    fn make_facts_and_decide(&mut self) {
        for request in self.0.requests {
            self.decide_and_read(&self.0.request(request, None).expect("it was verified"));
        }
    }
}

impl Partial {
    fn decide_and_read(&self, facts: &cedar_policy::Request) {
        let Cedar { authorizer, policies, entities, .. } = &self.0;
        let response = authorizer.is_authorized_partial(facts, policies, entities);
        black_box(response.decision());
        response.definitely_satisfied().for_each(|policy| _ = black_box(policy));
        response.nontrivial_residuals().for_each(|policy| _ = black_box(policy));
    }
}

/// The code of a policy's reason and what it is about.
fn annotations(policy: &Policy) -> Value {
    policy.annotations().map(|(key, value)| (key.to_owned(), value.into())).collect::<Map<_, _>>().into()
}

/// The policies; those that are about each of something once for each, as Cedar has no way to say that.
fn policies(catalogue: &Terms) -> String {
    let other =
        Feature::ALL.iter().copied().filter(|&feature| !facts::blocking_features(catalogue).any(|blocking| blocking == feature));
    let products = facts::PRODUCTS.iter().map(|product| product.name());
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
                    ("revived_by_transfer", facts::revived(values, catalogue.revived_by_transfer)),
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
    fn facts(&self, request: &PartialRequest, missing: Missing) -> [(&'static str, RestrictedExpression); 6] {
        let values = &Expressions;
        let (firm, client) = (&request.facts.firm, &request.facts.client);
        let products = facts::turned(request);
        let subscription = |of: fn(&Turned) -> (&'static str, &'static str)| {
            values.record(products.iter().map(|turned| {
                let (level, payer) = of(turned);
                let level = self.level(turned.product, level);
                (turned.product.name(), values.record([("level", level), ("payer", values.text(payer))]))
            }))
        };
        let known_or = |of: &str, name, value: Option<RestrictedExpression>| match (value, missing) {
            (Some(value), _) => Some((name, value)),
            (None, Missing::LeftOut) => None,
            (None, Missing::Unknown) => Some((name, RestrictedExpression::new_unknown(format!("{of}.{name}")))),
        };
        let flag = |of, name, flag: Option<bool>| known_or(of, name, flag.map(|flag| values.flag(flag)));
        let text = |name, text: Option<&'static str>| known_or("client", name, text.map(|text| values.text(text)));
        let number = |name, number: Option<i64>| known_or("client", name, number.map(|number| values.number(number)));
        let features = |of, given: &dyn Fn(Feature) -> Option<bool>| {
            values.record(Feature::ALL.iter().filter_map(|&feature| flag(of, feature.name(), given(feature))))
        };

        let permission = client.transfer_permission_hours;
        let (confirmed, accepts) = (client.confirmation, client.confirmation.map(Option::unwrap_or_default));
        let accepts = |feature| accepts.map(|given| given.accepted_losses.contains(feature));
        let used = facts::used(&client.usage)
            .filter_map(|(name, used)| known_or("client.usage", name, used.map(|used| values.number(used))));
        let of_client = [
            text("status", client.status.map(ClientStatus::name)),
            flag("client", "billing_current", client.billing_current),
            text("billing_cycle", client.billing_cycle.map(BillingCycle::name)),
            text("primary_admin", client.primary_admin.map(PrimaryAdmin::name)),
            flag("client", "confirmed", confirmed.map(|given| given.is_some())),
            Some(("accepted_losses", features("client.accepted_losses", &accepts))),
            flag("client", "transfer_permitted", permission.map(|hours| hours.is_some())),
            number("transfer_permission_hours", permission.map(|hours| hours.map_or(0, i64::from))),
            number("hours_since_downgrade", client.hours_since_downgrade.map(|hours| hours.map_or(NO_LIMIT, i64::from))),
            flag("client", "downgrade_offered", client.downgrade_offered),
            flag("client", "addresses_match", client.addresses_match),
            flag("client", "other_billing_system", client.other_billing_system),
            flag("client", "same_region", client.same_region),
            Some(("used", values.record(used))),
            Some(("features", features("client.usage.features", &|feature| client.usage.features.get(feature)))),
        ];
        let of_firm = [
            flag("firm", "billing_current", firm.billing_current),
            flag("firm", "subscription_current", firm.subscription_current),
            flag("firm", "manages_billing", firm.manages_billing),
            flag("firm", "is_accountant_user", firm.is_accountant_user),
        ];
        let authorises = |&party: &Party| flag("authorised_by", party.name(), request.facts.authorised_by.get(party));
        [
            ("current", subscription(|turned| (turned.from, turned.payer))),
            ("target", subscription(|turned| (turned.to, turned.new_payer))),
            (
                "change_payer",
                values.record(products.iter().map(|turned| (turned.product.name(), values.text(turned.change_payer())))),
            ),
            ("authorised_by", values.record(Party::ALL.iter().filter_map(authorises))),
            ("firm", values.record(of_firm.into_iter().flatten())),
            ("client", values.record(of_client.into_iter().flatten())),
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
