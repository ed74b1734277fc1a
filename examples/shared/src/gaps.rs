//! Parts of an answer of which something is not known: what is said of them hangs on nothing unknown.

use subscription_change::assess::{AssessedReason, AssessedStep};
use subscription_change::catalogue::Effective;
use subscription_change::{Audience, Catalogue, Language, Product, Reason, ReasonCode, Remedy, RemedyCode, Step};

use crate::language::say;

/// A certain reason; where something that it says is not known, when it holds.
#[must_use]
pub fn reason(reason: &AssessedReason, language: Language, audience: Audience, catalogue: &Catalogue) -> String {
    match said(reason) {
        Some(reason) => reason.display(language, audience).in_words_of(catalogue).to_string(),
        None => sentence(&catalogue.rule(reason.code()).condition(language).in_words_of(catalogue).to_string()),
    }
}

/// The reason whose sentence says only what is known of this one, if there is such a sentence.
#[must_use]
pub fn said(reason: &AssessedReason) -> Option<Reason> {
    // With the placeholder, no losses or 0 days, these leave out the clause that is not known, and show no placeholder.
    let is_said_without = matches!(reason.code(), ReasonCode::DowngradeNotConfirmed | ReasonCode::AnnualBilling);
    reason.reason().or_else(|| is_said_without.then(|| reason.with_placeholders()))
}

/// When a possible reason holds, and whether it is doubted that it can be cleared.
#[must_use]
pub fn possible(reason: &AssessedReason, language: Language, catalogue: &Catalogue) -> String {
    let condition = catalogue.rule(reason.code()).condition(language).in_words_of(catalogue);
    let doubt = if reason.with_placeholders().remedies().any(|remedy| remedy.is_disputed()) {
        say(
            language,
            " (but one Intuit page says that this cannot be cleared)",
            " (mais selon une page d’Intuit, on ne peut pas y remédier)",
        )
    } else {
        ""
    };
    format!("{condition}{doubt}")
}

/// With a capital and a full stop.
fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first: String = letters.next().map(|letter| letter.to_uppercase().collect()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}

/// What clears a certain reason: its alternatives in one sentence, or each in one where it is not known who does it, or when.
#[must_use]
pub fn remedies(reason: &AssessedReason, language: Language, audience: Audience, catalogue: &Catalogue) -> Vec<String> {
    let all = reason.with_placeholders().remedies();
    if all.clone().eq(reason.remedies()) && all.clone().all(|remedy| is_known(reason, remedy)) {
        let said = all.display(language, audience).in_words_of(catalogue).to_string();
        return if said.is_empty() { Vec::new() } else { vec![said] };
    }
    reason.remedies().map(|remedy| self::remedy(reason, remedy, language, audience, catalogue)).collect()
}

/// Whether it is known who does it, and when.
fn is_known(reason: &AssessedReason, remedy: Remedy) -> bool {
    match remedy.code() {
        RemedyCode::HandOverPrimaryAdmin | RemedyCode::PermitTransfer | RemedyCode::Reactivate | RemedyCode::Resume => {
            reason.knows("by")
        }
        RemedyCode::SwitchToMonthly => reason.knows("in_days"),
        _ => true,
    }
}

/// A remedy of a certain reason; where it is not known who does it, or when, only that.
fn remedy(reason: &AssessedReason, remedy: Remedy, language: Language, audience: Audience, catalogue: &Catalogue) -> String {
    if is_known(reason, remedy) {
        remedy.display(language, audience).in_words_of(catalogue).to_string()
    } else {
        partly_known(remedy.code(), language, audience).to_owned()
    }
}

/// Something that is to be done, by whom or when is not known.
#[must_use]
pub fn partly_known(code: RemedyCode, language: Language, audience: Audience) -> &'static str {
    let (english, french) = match (code, audience) {
        (RemedyCode::PermitTransfer, _) => (
            "The primary admin has to permit the transfer; it is not known who that is.",
            "L’administrateur principal doit autoriser le transfert; on ne sait pas qui c’est.",
        ),
        (RemedyCode::SwitchToMonthly, Audience::Firm) => (
            "Your client has to switch to monthly billing; it is not known how soon it can.",
            "Votre client doit passer à la facturation mensuelle; on ne sait pas à partir de quand il pourra le faire.",
        ),
        (RemedyCode::SwitchToMonthly, Audience::Client) => (
            "You have to switch to monthly billing; it is not known how soon you can.",
            "Vous devez passer à la facturation mensuelle; on ne sait pas à partir de quand vous pourrez le faire.",
        ),
        (RemedyCode::SwitchToMonthly, _) => (
            "The client has to switch to monthly billing; it is not known how soon it can.",
            "Le client doit passer à la facturation mensuelle; on ne sait pas à partir de quand il pourra le faire.",
        ),
        (other, _) => (other.name(), other.name()),
    };
    say(language, english, french)
}

/// A step, with its own time if that is not the plan's.
#[must_use]
pub fn timed(step: Step, plan: Option<Effective>, language: Language, audience: Audience, catalogue: &Catalogue) -> String {
    let said = step.display(language, audience).in_words_of(catalogue).to_string();
    match step.effective() {
        own if plan.is_none_or(|plan| plan == own) => said,
        own => format!("{} ({}).", said.trim_end_matches('.'), own.label(language).to_lowercase()),
    }
}

/// A step as [`timed`]; where it is not known who sees to it, only what it does.
#[must_use]
pub fn step(
    step: &AssessedStep,
    plan: Option<Effective>,
    language: Language,
    audience: Audience,
    catalogue: &Catalogue,
) -> String {
    if let Some(step) = step.step() {
        return timed(step, plan, language, audience, catalogue);
    }
    let product = product(step.with_placeholder().product(), language, catalogue);
    let (english, french) = match audience {
        Audience::Firm => ("is transferred to your client", "est transférée à votre client"),
        Audience::Client => ("is transferred to you", "vous est transférée"),
        _ => ("is transferred to the client", "est transférée au client"),
    };
    say(
        language,
        format!("Billing for {product} {english}. Who does that is not known yet."),
        format!("La facturation de {product} {french}. On ne sait pas encore qui s’en charge."),
    )
}

/// What the edition calls a product.
#[must_use]
pub fn product(product: Product, language: Language, catalogue: &Catalogue) -> &str {
    product.add_on().map_or_else(|| product.label(language), |add_on| catalogue.add_on_name(add_on, language))
}
