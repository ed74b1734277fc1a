//! What the schemas of requests and of answers are made of: one definition for each name, object and list of the JSON form.

use serde_json::{Map, Value, json};
use subscription_change::assess::{Fact, Verdict};
use subscription_change::catalogue::Effective;
use subscription_change::parts::DecisionKind;
use subscription_change::{
    Actor, AddOnKind, BillingCycle, Catalogue, ClientStatus, Feature, Language, Notice, NoticeCode, Party, Plan, PrimaryAdmin,
    Product, ReasonCode, Remedy, RemedyCode, Resolution, Resource, Step, StepCode, Tier, UserKind,
};

use super::{id_pattern, names, object, set_of};

/// Names of fields, and the schema of each.
type Fields = Vec<(&'static str, Value)>;

/// A reference to a definition.
pub(super) fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/$defs/{name}")})
}

/// A reference, and what it stands for here.
fn described(description: &str, name: &str) -> Value {
    json!({"description": description, "$ref": format!("#/$defs/{name}")})
}

pub(super) fn or_null(schema: &Value) -> Value {
    json!({"anyOf": [schema, {"type": "null"}]})
}

pub(super) fn list_of(schema: &Value) -> Value {
    json!({"type": "array", "items": schema})
}

fn different(name: &str) -> Value {
    json!({"type": "array", "items": reference(name), "uniqueItems": true})
}

/// A document of its own, with those of these definitions that it refers to.
pub(super) fn document(name: &str, title: &str, mut schema: Value, parts: &Parts) -> Value {
    let mut used = Map::new();
    let mut left = vec![schema.clone()];
    while let Some(next) = left.pop() {
        match next {
            Value::Object(fields) => {
                if let Some(name) = fields.get("$ref").and_then(Value::as_str).and_then(|path| path.strip_prefix("#/$defs/")) {
                    if !used.contains_key(name) {
                        let part = parts.0.get(name).unwrap_or_else(|| panic!("there is no definition of {name}")).clone();
                        used.insert(name.to_owned(), part.clone());
                        left.push(part);
                    }
                }
                left.extend(fields.into_values());
            }
            Value::Array(members) => left.extend(members),
            _ => {}
        }
    }
    schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    schema["$id"] = json!(format!("urn:subscription-change:{name}"));
    schema["title"] = json!(title);
    schema["$defs"] = Value::Object(used);
    schema
}

/// The definitions, by their names.
pub(super) struct Parts(Map<String, Value>);

impl Parts {
    fn define(&mut self, name: &str, schema: Value) {
        assert!(self.0.insert(name.to_owned(), schema).is_none(), "{name} is defined twice");
    }

    pub(super) fn all() -> Self {
        let mut parts = Self(Map::new());
        parts.define_names();
        parts.define_subscriptions();
        parts.define_contexts();
        parts.define_coded();
        parts.define_assessed();
        parts
    }

    fn define_names(&mut self) {
        let mut one_of = |name: &str, names: Vec<&'static str>| self.define(name, json!({"type": "string", "enum": names}));
        one_of("plan", names(Plan::ALL, Plan::name));
        one_of("tier", names(Tier::ALL, Tier::name));
        one_of("item", [names(Plan::ALL, Plan::name), names(Tier::ALL, Tier::name)].concat());
        one_of("product", names(Product::ALL, Product::name));
        one_of("party", names(Party::ALL, Party::name));
        one_of("actor", names(Actor::ALL, Actor::name));
        one_of("feature", names(Feature::ALL, Feature::name));
        one_of("user_kind", names(UserKind::ALL, UserKind::name));
        one_of("resource", names(Resource::ALL, Resource::name));
        one_of("status", names(ClientStatus::ALL, ClientStatus::name));
        one_of("billing_cycle", names(BillingCycle::ALL, BillingCycle::name));
        one_of("primary_admin", names(PrimaryAdmin::ALL, PrimaryAdmin::name));
        one_of("effective", names(Effective::ALL, Effective::name));
        one_of("resolution", names(Resolution::ALL, Resolution::name));
        one_of("reason_code", names(ReasonCode::ALL, ReasonCode::name));
        one_of("notice_code", names(NoticeCode::ALL, NoticeCode::name));
        self.define("features", set_of(&names(Feature::ALL, Feature::name)));
        self.define("parties", set_of(&names(Party::ALL, Party::name)));
        self.define("number", json!({"type": "integer", "minimum": 0, "maximum": u32::MAX}));
        self.define("flag", json!({"type": "boolean"}));
        self.define(
            "catalogue",
            json!({"description": "The country (ISO 3166-1) and the date of the catalogue that it was made with.", "type": "string", "pattern": id_pattern()}),
        );
        let facts: Vec<String> = Fact::all().map(|fact| fact.to_string()).collect();
        self.define(
            "fact",
            json!({"description": "A fact, by its path in the context of a request.", "type": "string", "enum": facts}),
        );
    }

    fn define_subscriptions(&mut self) {
        let payer = ("payer", reference("party"));
        self.define("base", object("The base product as it is held.", &[("plan", reference("plan")), payer.clone()], &[]));
        let mut products = vec![(Product::Base.name(), reference("base"))];
        for &kind in AddOnKind::ALL {
            let tiers = names(&kind.tiers().iter().collect::<Vec<Tier>>(), Tier::name);
            let held = [("tier", json!({"type": "string", "enum": tiers})), payer.clone()];
            self.define(&format!("held_{}", kind.name()), object(&format!("{kind} as it is held."), &held, &[]));
            products.push((kind.name(), or_null(&reference(&format!("held_{}", kind.name())))));
        }
        let add_ons = names(AddOnKind::ALL, AddOnKind::name);
        self.define(
            "subscription",
            object("What is held, and who pays for it; null for an add-on that is not held.", &products, &add_ons),
        );
        let all = names(Product::ALL, Product::name);
        self.define(
            "target",
            object("What is wanted: what is left out stays as it is, and null removes an add-on.", &products, &all),
        );
    }

    /// The facts of a request, all of them and partly known.
    fn define_contexts(&mut self) {
        let known_whole = |set: &str, members: Vec<&'static str>| {
            let flags: Vec<(&str, Value)> = members.iter().map(|name| (*name, reference("flag"))).collect();
            json!({"anyOf": [reference(set), object("Those of which it is known whether it is so.", &flags, &members)]})
        };
        let all: [(&str, &str, Fields); 4] = [
            (
                "users",
                "How many users of each kind there are, invited ones counted.",
                UserKind::ALL.iter().map(|kind| (kind.name(), reference("number"))).collect(),
            ),
            (
                "firm",
                "The firm, and its user who acts.",
                ["billing_current", "subscription_current", "manages_billing", "is_accountant_user"]
                    .map(|fact| (fact, reference("flag")))
                    .to_vec(),
            ),
            (
                "usage",
                "How much the client uses today.",
                [("users", reference("users"))]
                    .into_iter()
                    .chain(Resource::ALL.iter().map(|resource| (resource.name(), reference("number"))))
                    .chain([("features", reference("features"))])
                    .collect(),
            ),
            ("client", "The client.", client()),
        ];
        self.define(
            "confirmation",
            object(
                "The client's confirmation of a downgrade, with the losses that it accepts.",
                &[("accepted_losses", reference("features"))],
                &[],
            ),
        );
        let parties = || known_whole("parties", names(Party::ALL, Party::name));
        for (name, description, fields) in all {
            let known: Vec<(&str, Value)> = fields
                .iter()
                .map(|(field, schema)| match *field {
                    "features" => ("features", known_whole("features", names(Feature::ALL, Feature::name))),
                    "users" | "usage" => (*field, reference(&format!("known_{field}"))),
                    field => (field, schema.clone()),
                })
                .collect();
            let optional: Vec<&str> = fields.iter().map(|(field, _)| *field).collect();
            self.define(name, object(description, &fields, &[]));
            let partly = format!("{description} What is left out is not known.");
            self.define(&format!("known_{name}"), object(&partly, &known, &optional));
        }
        let whole = [("authorised_by", reference("parties")), ("firm", reference("firm")), ("client", reference("client"))];
        self.define("context", object("Every fact that a decision reads.", &whole, &[]));
        let known = [("authorised_by", parties()), ("firm", reference("known_firm")), ("client", reference("known_client"))];
        self.define("facts", object("What is known; what is left out is not.", &known, &["authorised_by", "firm", "client"]));
    }

    /// Reasons, remedies, steps and notices: one form for each code.
    fn define_coded(&mut self) {
        let remedies = RemedyCode::ALL.iter().map(|&code| {
            let mut fields = parameters(code.name(), code.parameters()).concat();
            let with = |field: &str, value: Value| {
                let readable = samples(code.name(), code.parameters());
                readable.into_iter().any(|mut sample| {
                    Actor::ALL.iter().any(|by| {
                        sample["by"] = json!(by);
                        sample[field] = value.clone();
                        serde_json::from_value::<Remedy>(sample.clone()).is_ok()
                    })
                })
            };
            let mut optional = vec![];
            if with("disputed", json!(true)) {
                let disputed = json!({"description": "Another page of the vendor says that this cannot be done, or does not help.", "const": true});
                fields.push(("disputed", disputed));
                optional.push("disputed");
            }
            let actors = samples(code.name(), code.parameters()).into_iter().flat_map(|sample| {
                Actor::ALL.iter().copied().filter(move |by| {
                    let mut sample = sample.clone();
                    sample["by"] = json!(by);
                    serde_json::from_value::<Remedy>(sample).is_ok()
                })
            });
            let mut actors: Vec<Actor> = actors.collect();
            actors.sort_unstable();
            actors.dedup();
            fields.push(("by", json!({"enum": names(&actors, Actor::name)})));
            of_code(code.name(), "", &fields, &optional)
        });
        self.define("remedy", one_of_these("What clears a reason, and who does it.", remedies));

        let reasons = ReasonCode::ALL.iter().flat_map(|&code| {
            parameters(code.name(), code.parameters()).into_iter().map(move |mut fields| {
                fields.push(("resolution", json!({"enum": names(code.resolutions(), Resolution::name)})));
                fields.push(("remedies", remedies_of(code, "remedy")));
                of_code(code.name(), &condition(code), &fields, &[])
            })
        });
        self.define("reason", one_of_these("Why the change is refused, what becomes of it, and what clears it.", reasons));

        let steps = StepCode::ALL.iter().map(|&code| {
            let fields = parameters(code.name(), code.parameters()).concat();
            let is_read = |sample: Value| serde_json::from_value::<Step>(sample).is_ok();
            assert!(samples(code.name(), code.parameters()).into_iter().all(is_read), "{code}");
            of_code(code.name(), "", &fields, &[])
        });
        self.define("step", one_of_these("Something to do, when it takes effect, and who does it.", steps));

        let notices = NoticeCode::ALL.iter().flat_map(|&code| {
            parameters(code.name(), code.parameters()).into_iter().map(move |mut fields| {
                fields.push(("reversible", json!({"const": is_reversible(code)})));
                of_code(code.name(), &condition(code), &fields, &[])
            })
        });
        self.define("notice", one_of_these("What there is to know before it is done.", notices));

        let plan = plan_fields("step");
        self.define("change_plan", object("Exactly what the change does.", &plan, &[]));
        let refusal = refusal_fields("reason");
        self.define("refusal", object("Every reason why the change is refused.", &refusal, &[]));
    }

    /// The same where some facts are not known: what hangs on one that is not is left out.
    fn define_assessed(&mut self) {
        let remedies = RemedyCode::ALL.iter().map(|&code| {
            let mut fields = parameters(code.name(), code.parameters()).concat();
            let mut optional = those(code.parameters(), may_lack_where_certain);
            let whole = self.alternative("remedy", code.name());
            if whole["properties"].get("disputed").is_some() {
                fields.push(("disputed", whole["properties"]["disputed"].clone()));
                optional.push("disputed");
            }
            fields.push(("by", whole["properties"]["by"].clone()));
            if code == RemedyCode::PermitTransfer {
                optional.push("by");
            }
            of_code(code.name(), "", &fields, &optional)
        });
        let remedies = one_of_these("What clears a reason, and who does it, as far as that is known.", remedies);
        self.define("known_remedy", remedies);

        let certain = ReasonCode::ALL.iter().flat_map(|&code| {
            parameters(code.name(), code.parameters()).into_iter().map(move |mut fields| {
                fields.push(("resolution", json!({"enum": names(code.resolutions(), Resolution::name)})));
                fields.push(("remedies", remedies_of(code, "known_remedy")));
                of_code(code.name(), &condition(code), &fields, &those(code.parameters(), may_lack_where_certain))
            })
        });
        self.define("certain_reason", one_of_these("A reason that holds whatever is not known, as far as it is known.", certain));
        let depends_on = (
            "depends_on",
            json!({"description": "The facts on which it depends.", "type": "array", "items": reference("fact"), "uniqueItems": true, "minItems": 1}),
        );
        let possible = ReasonCode::ALL.iter().flat_map(|&code| {
            let depends_on = depends_on.clone();
            parameters(code.name(), code.parameters()).into_iter().map(move |mut fields| {
                fields.push(depends_on.clone());
                of_code(code.name(), &condition(code), &fields, &those(code.parameters(), may_lack_where_possible))
            })
        });
        self.define("possible_reason", one_of_these("A reason that holds for some values of what is not known.", possible));

        let notices = NoticeCode::ALL.iter().flat_map(|&code| {
            let depends_on = depends_on.clone();
            parameters(code.name(), code.parameters()).into_iter().map(move |mut fields| {
                fields.push(("reversible", json!({"const": is_reversible(code)})));
                fields.push(depends_on.clone());
                let optional = those(code.parameters(), |name| name == "used");
                of_code(code.name(), &condition(code), &fields, &optional)
            })
        });
        self.define("possible_notice", one_of_these("A notice that is given for some values of what is not known.", notices));

        let steps = StepCode::ALL.iter().map(|&code| {
            let fields = parameters(code.name(), code.parameters()).concat();
            of_code(code.name(), "", &fields, if code == StepCode::TransferBilling { &["by"] } else { &[] })
        });
        self.define("known_step", one_of_these("Something to do, and who does it where that is known.", steps));

        let question = [
            ("fact", reference("fact")),
            ("ask", described("Who can tell.", "party")),
            ("more_than", described("Of what is counted, the number that matters: whether there are more than this.", "number")),
            (
                "decides",
                json!({
                    "description": "The codes of the reasons, or else of the notices, that it decides.",
                    "anyOf": [different("reason_code"), different("notice_code")],
                    "minItems": 1,
                }),
            ),
            ("settles", described("Whether an answer alone may settle what becomes of the change.", "flag")),
        ];
        self.define("question", object("What to ask, the most useful first.", &question, &["more_than"]));

        let questions = ("questions", list_of(&reference("question")));
        let mut plan = plan_fields("known_step");
        plan.extend([("possible", list_of(&reference("possible_notice"))), questions.clone()]);
        self.define("settled_plan", object("What the change does, where a fact is not known.", &plan, &[]));
        let mut refusal = refusal_fields("certain_reason");
        refusal.extend([("possible", list_of(&reference("possible_reason"))), questions.clone()]);
        self.define("settled_refusal", object("Why the change is refused, where a fact is not known.", &refusal, &[]));
        let open = [
            ("decision", json!({"const": Verdict::Open.name()})),
            ("catalogue", reference("catalogue")),
            ("possible", json!({"type": "array", "items": reference("possible_reason"), "minItems": 1})),
            questions,
        ];
        self.define("open", object("It depends on facts that are not known.", &open, &[]));
    }

    /// The form of this code.
    fn alternative(&self, of: &str, code: &str) -> &Value {
        let alternatives = self.0[of]["oneOf"].as_array().expect("one for each code");
        alternatives.iter().find(|its| its["properties"]["code"]["const"] == code).expect("each has one")
    }
}

fn client() -> Vec<(&'static str, Value)> {
    let flag = || reference("flag");
    let ago = |description: &str| json!({"description": description, "anyOf": [reference("number"), {"type": "null"}]});
    vec![
        ("status", described("The state of the company.", "status")),
        ("billing_current", flag()),
        ("billing_cycle", reference("billing_cycle")),
        ("days_to_renewal", ago("In how many days an annual subscription renews; null where that is not told.")),
        ("primary_admin", described("Who holds the role of primary admin.", "primary_admin")),
        ("confirmation", or_null(&reference("confirmation"))),
        ("transfer_permission_hours", ago("How many hours ago the transfer to the firm was permitted; null where it was not.")),
        ("days_since_discount", ago("How many days ago a firm's discount was last paid; null where none was.")),
        ("hours_since_downgrade", ago("How many hours ago base was last downgraded; null where it was not.")),
        ("downgrade_offered", flag()),
        ("addresses_match", flag()),
        ("other_billing_system", flag()),
        ("same_region", flag()),
        ("usage", reference("usage")),
    ]
}

fn plan_fields(step: &str) -> Vec<(&'static str, Value)> {
    let exchanged = |what: &str| {
        let description = format!("The features that are {what}; null where one of the plans is not documented.");
        json!({"description": description, "anyOf": [reference("features"), {"type": "null"}]})
    };
    vec![
        ("decision", json!({"const": DecisionKind::ChangePlan.name()})),
        ("catalogue", reference("catalogue")),
        ("effective", described("When the latest of its steps takes effect.", "effective")),
        ("from", reference("subscription")),
        ("to", reference("subscription")),
        ("steps", list_of(&reference(step))),
        ("features_gained", exchanged("gained")),
        ("features_lost", exchanged("lost")),
        ("notices", list_of(&reference("notice"))),
    ]
}

fn refusal_fields(reason: &str) -> Vec<(&'static str, Value)> {
    vec![
        ("decision", json!({"const": DecisionKind::Refusal.name()})),
        ("catalogue", reference("catalogue")),
        ("resolution", described("`never` if any reason's is, else `act` if any reason's is, else `wait`.", "resolution")),
        ("reasons", json!({"type": "array", "items": reference(reason), "minItems": 1})),
    ]
}

fn condition(code: impl Into<subscription_change::catalogue::RuleCode>) -> String {
    Catalogue::canada().rule(code).condition(Language::English).to_string()
}

fn one_of_these(description: &str, alternatives: impl Iterator<Item = Value>) -> Value {
    json!({"description": description, "oneOf": alternatives.collect::<Vec<_>>()})
}

/// An object that begins with this code.
fn of_code(code: &str, description: &str, fields: &[(&str, Value)], optional: &[&str]) -> Value {
    let fields: Vec<(&str, Value)> = [("code", json!({"const": code}))].into_iter().chain(fields.iter().cloned()).collect();
    let mut form = object(description, &fields, optional);
    form["title"] = json!(code);
    form
}

/// The parameters of a code, each with its schema: once, or for each of the two that a quota may be.
fn parameters(code: &str, parameters: &[&'static str]) -> Vec<Vec<(&'static str, Value)>> {
    let quotas: &[&str] = if parameters.contains(&"kind or resource") { &["kind", "resource"] } else { &[""] };
    let each = quotas.iter().map(|quota| {
        parameters
            .iter()
            .map(|name| if *name == "kind or resource" { *quota } else { *name })
            .map(|name| (name, parameter(code, name)))
    });
    each.map(Iterator::collect).collect()
}

fn parameter(code: &str, name: &str) -> Value {
    match (name, code) {
        ("from" | "to", "change_tier") | ("from", "add_on_goes_down") => reference("tier"),
        ("to", "add_on_goes_down") => or_null(&reference("tier")),
        ("losses" | "features" | "accepting", _) => reference("features"),
        ("payer" | "party" | "by", _) | ("to", "transfer_billing") => reference("party"),
        ("from" | "to" | "plan", _) => reference("plan"),
        ("kind", _) => reference("user_kind"),
        ("product" | "item" | "tier" | "status" | "feature" | "resource" | "effective", _) => reference(name),
        ("used" | "limit" | "count" | "hours" | "hours_left" | "hours_ago" | "window" | "in_days", _) => reference("number"),
        (_, _) => panic!("what kind of value is `{name}` of `{code}`?"),
    }
}

/// Objects of this code with a value of each kind for its parameters: what the reader is asked about.
fn samples(code: &str, parameters: &[&str]) -> Vec<Value> {
    Party::ALL
        .iter()
        .map(|party| {
            let mut sample = json!({"code": code});
            for name in parameters {
                let schema = parameter(code, name);
                let of = schema["$ref"].as_str().and_then(|path| path.strip_prefix("#/$defs/")).unwrap_or("tier");
                sample[name] = match of {
                    "plan" | "item" => json!(Plan::Plus),
                    "tier" => json!(if *name == "from" { Tier::Elite } else { Tier::Premium }),
                    "product" => json!(Product::Payroll),
                    "party" => json!(party),
                    "feature" => json!(Feature::Multicurrency),
                    "features" => json!([Feature::Multicurrency]),
                    "user_kind" => json!(UserKind::Billable),
                    "resource" => json!(Resource::Accounts),
                    "effective" => json!(Effective::Immediately),
                    // More than the limit.
                    "number" => json!(if *name == "used" { 9 } else { 1 }),
                    other => panic!("there is no sample of {other}"),
                };
            }
            sample
        })
        .collect()
}

/// Alternatives, of which there are none where nobody can clear it.
fn remedies_of(code: ReasonCode, remedy: &str) -> Value {
    let mut items = reference(remedy);
    items["properties"] = json!({"code": {"enum": names(code.cleared_by(), RemedyCode::name)}});
    let mut remedies = json!({"description": "Alternatives: any one of them clears it.", "type": "array", "maxItems": 2});
    if code.resolutions() == [Resolution::Never] {
        remedies["maxItems"] = json!(0);
    } else {
        remedies["items"] = items;
        if !code.resolutions().contains(&Resolution::Never) {
            remedies["minItems"] = json!(1);
        }
    }
    remedies
}

/// Whether the effect of such a notice can be undone: the reader takes one answer.
fn is_reversible(code: NoticeCode) -> bool {
    let is_read = |reversible: bool| {
        let names = code.parameters().iter().map(|name| if *name == "kind or resource" { "kind" } else { name });
        samples(code.name(), &names.collect::<Vec<_>>()).into_iter().any(|mut sample| {
            sample["reversible"] = json!(reversible);
            serde_json::from_value::<Notice>(sample).is_ok()
        })
    };
    assert_ne!(is_read(true), is_read(false), "{code}");
    is_read(true)
}

/// Which parameters of a certain reason, and of its remedies, may hang on a fact that is not known.
fn may_lack_where_certain(parameter: &str) -> bool {
    matches!(parameter, "losses" | "in_days")
}

/// Which parameters of a possible reason or notice may hang on a fact that is not known.
fn may_lack_where_possible(parameter: &str) -> bool {
    matches!(parameter, "status" | "losses" | "features" | "used" | "hours_left" | "hours_ago" | "in_days")
}

fn those(parameters: &[&'static str], may_lack: impl Fn(&str) -> bool) -> Vec<&'static str> {
    parameters.iter().copied().filter(|name| may_lack(name)).collect()
}
