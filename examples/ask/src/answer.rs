//! A person's answer, turned into a fact.

use serde_json::{Value, json};
use shared::language::{one_of, say};
use subscription_change::assess::Fact;
use subscription_change::{
    BillingCycle, Client, ClientStatus, Confirmation, Context, Feature, FeatureSet, Firm, Language, PrimaryAdmin,
};

/// What an answer may be.
#[derive(Clone, Copy)]
enum Form {
    YesOrNo,
    Count,
    /// A number, or that there was none.
    CountOrNone,
    Status,
    Cycle,
    Admin,
    /// Which losses were accepted, or that nothing was confirmed.
    Confirmation,
}

/// The form of the answer; `None` for a fact that this program does not know.
fn form(fact: Fact) -> Option<Form> {
    Some(match fact {
        Fact::AuthorisedBy(_)
        | Fact::FirmBillingCurrent
        | Fact::FirmSubscriptionCurrent
        | Fact::ManagesBilling
        | Fact::IsAccountantUser
        | Fact::ClientBillingCurrent
        | Fact::DowngradeOffered
        | Fact::AddressesMatch
        | Fact::OtherBillingSystem
        | Fact::SameRegion
        | Fact::Feature(_) => Form::YesOrNo,
        Fact::Users(_) | Fact::Resource(_) => Form::Count,
        Fact::DaysToRenewal | Fact::TransferPermissionHours | Fact::DaysSinceDiscount | Fact::HoursSinceDowngrade => {
            Form::CountOrNone
        }
        Fact::Status => Form::Status,
        Fact::BillingCycle => Form::Cycle,
        Fact::PrimaryAdmin => Form::Admin,
        Fact::Confirmation => Form::Confirmation,
        _ => return None,
    })
}

/// What can be answered, for the line below a question.
pub fn accepted(fact: Fact, language: Language) -> String {
    let labels = |labels: Vec<&str>| one_of(language, &labels);
    match form(fact) {
        None => say(language, "nothing that is known here", "rien de connu ici").to_owned(),
        Some(Form::YesOrNo) => say(language, "yes or no", "oui ou non").to_owned(),
        Some(Form::Count) => say(language, "a whole number", "un nombre entier").to_owned(),
        Some(Form::CountOrNone) => say(language, "a whole number, or none", "un nombre entier, ou aucun").to_owned(),
        Some(Form::Status) => labels(ClientStatus::ALL.iter().map(|status| status.label(language)).collect()),
        Some(Form::Cycle) => labels(BillingCycle::ALL.iter().map(|cycle| cycle.label(language)).collect()),
        Some(Form::Admin) => labels(PrimaryAdmin::ALL.iter().map(|admin| admin.label(language)).collect()),
        Some(Form::Confirmation) => say(
            language,
            "no, yes (without any loss), all, or the features whose loss is accepted, separated by commas",
            "non, oui (sans perte acceptée), tout, ou les fonctions dont la perte est acceptée, séparées par des virgules",
        )
        .to_owned(),
    }
}

/// Sets this fact of the context to what was typed; `None` if it is no answer.
pub fn put(fact: Fact, typed: &str, context: &mut Context) -> Option<()> {
    let typed = typed.trim();
    let Context { authorised_by, firm, client, .. } = context;
    match form(fact)? {
        Form::YesOrNo => {
            let yes = yes_or_no(typed)?;
            match fact {
                Fact::AuthorisedBy(party) => {
                    *authorised_by = if yes { authorised_by.with(party) } else { authorised_by.without(party) };
                }
                Fact::Feature(feature) => {
                    let features = client.usage.features;
                    client.usage.features = if yes { features.with(feature) } else { features.without(feature) };
                }
                plain => *truth(plain, firm, client)? = yes,
            }
        }
        Form::Count => *client.usage.used_mut(fact.quota()?) = count(typed)?,
        Form::CountOrNone => {
            let number = if is_none(typed) { None } else { Some(count(typed)?) };
            match fact {
                Fact::DaysToRenewal => client.days_to_renewal = number,
                Fact::TransferPermissionHours => client.transfer_permission_hours = number,
                Fact::DaysSinceDiscount => client.days_since_discount = number,
                _ => client.hours_since_downgrade = number,
            }
        }
        Form::Status => client.status = ClientStatus::from_label(typed).ok()?,
        Form::Cycle => client.billing_cycle = BillingCycle::from_label(typed).ok()?,
        Form::Admin => client.primary_admin = PrimaryAdmin::from_label(typed).ok()?,
        Form::Confirmation => confirmation(typed, &mut client.confirmation)?,
    }
    Some(())
}

/// Where a plain yes or no is kept.
fn truth<'a>(fact: Fact, firm: &'a mut Firm, client: &'a mut Client) -> Option<&'a mut bool> {
    Some(match fact {
        Fact::FirmBillingCurrent => &mut firm.billing_current,
        Fact::FirmSubscriptionCurrent => &mut firm.subscription_current,
        Fact::ManagesBilling => &mut firm.manages_billing,
        Fact::IsAccountantUser => &mut firm.is_accountant_user,
        Fact::ClientBillingCurrent => &mut client.billing_current,
        Fact::DowngradeOffered => &mut client.downgrade_offered,
        Fact::AddressesMatch => &mut client.addresses_match,
        Fact::OtherBillingSystem => &mut client.other_billing_system,
        Fact::SameRegion => &mut client.same_region,
        _ => return None,
    })
}

fn yes_or_no(typed: &str) -> Option<bool> {
    let is_one_of = |words: &[&str]| words.iter().any(|word| word.eq_ignore_ascii_case(typed));
    if is_one_of(&["yes", "y", "true", "oui", "o", "vrai"]) {
        Some(true)
    } else if is_one_of(&["no", "n", "false", "non", "faux"]) {
        Some(false)
    } else {
        None
    }
}

fn is_none(typed: &str) -> bool {
    ["none", "never", "no", "n", "null", "aucun", "aucune", "jamais", "non"].iter().any(|word| word.eq_ignore_ascii_case(typed))
}

/// A number as people type it: spaces between its thousands, no-break ones too, do not count.
fn count(typed: &str) -> Option<u32> {
    let digits: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    if digits.bytes().all(|byte| byte.is_ascii_digit()) { digits.parse().ok() } else { None }
}

/// Sets the confirmation, if there is one; `None` if it is no answer.
fn confirmation(typed: &str, put: &mut Option<Confirmation>) -> Option<()> {
    let is_all = ["all", "tout", "toutes"].iter().any(|word| word.eq_ignore_ascii_case(typed));
    *put = if is_all {
        Some(Confirmation::accepting(FeatureSet::ALL))
    } else if is_none(typed) {
        None
    } else if yes_or_no(typed) == Some(true) {
        Some(Confirmation::default())
    } else {
        let named = typed.split([',', ';']).map(str::trim).filter(|name| !name.is_empty());
        let features = named.map(|name| Feature::from_label(name).ok()).collect::<Option<Vec<_>>>()?;
        Some(Confirmation::accepting((!features.is_empty()).then_some(features)?.into_iter().collect()))
    };
    Some(())
}

/// A value of a file of answers, as it would be typed; `None` for what cannot be an answer.
pub fn as_typed(value: &Value) -> Option<String> {
    Some(match value {
        Value::Null => "none".to_owned(),
        Value::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        Value::Array(names) if names.is_empty() => "yes".to_owned(),
        Value::Array(names) => names.iter().map(Value::as_str).collect::<Option<Vec<_>>>()?.join(","),
        Value::Object(_) => return None,
    })
}

/// The fact in this context as a file of answers has it.
pub fn value(fact: Fact, context: &Context) -> Value {
    let Context { authorised_by, firm, client, .. } = context;
    if let Some(quota) = fact.quota() {
        return json!(client.usage.used(quota));
    }
    match fact {
        Fact::AuthorisedBy(party) => json!(authorised_by.contains(party)),
        Fact::Feature(feature) => json!(client.usage.features.contains(feature)),
        Fact::DaysToRenewal => json!(client.days_to_renewal),
        Fact::TransferPermissionHours => json!(client.transfer_permission_hours),
        Fact::DaysSinceDiscount => json!(client.days_since_discount),
        Fact::HoursSinceDowngrade => json!(client.hours_since_downgrade),
        Fact::Status => json!(client.status.name()),
        Fact::BillingCycle => json!(client.billing_cycle.name()),
        Fact::PrimaryAdmin => json!(client.primary_admin.name()),
        Fact::Confirmation => {
            json!(client.confirmation.map(|given| given.accepted_losses.iter().map(Feature::name).collect::<Vec<_>>()))
        }
        plain => json!(truth(plain, &mut { *firm }, &mut { *client }).map(|truth| *truth)),
    }
}
