//! Parts of an answer of which something is not known: what is said of them hangs on nothing unknown.

use subscription_change::assess::{AssessedReason, AssessedStep};
use subscription_change::{Audience, Catalogue, Language, Product, Remedy, RemedyCode};

use crate::language::say;

/// A remedy of a certain reason; where it is not known who does it, or when, only that.
#[must_use]
pub fn remedy(reason: &AssessedReason, remedy: Remedy, language: Language, audience: Audience, catalogue: &Catalogue) -> String {
    let is_known = match remedy.code() {
        RemedyCode::HandOverPrimaryAdmin | RemedyCode::PermitTransfer | RemedyCode::Reactivate | RemedyCode::Resume => {
            reason.knows("by")
        }
        RemedyCode::SwitchToMonthly => reason.knows("in_days"),
        _ => true,
    };
    if is_known {
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

/// A step; where it is not known who sees to it, only what it does.
#[must_use]
pub fn step(step: &AssessedStep, language: Language, audience: Audience, catalogue: &Catalogue) -> String {
    if let Some(step) = step.step() {
        return step.display(language, audience).in_words_of(catalogue).to_string();
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
