//! What tells one sentence from another: a few words of each that its exchange with another one would take away.

use subscription_change::assess::Fact;
use subscription_change::{Audience, Language, Plan, Reason, Step};

use super::actions::actions;
use super::said::{eyes, notices, primary, questions, reasons, remedies, steps};

/// What is said, by a name for it, with words that are in all that is said of it. Words between bars are alternatives.
type Row = (&'static str, &'static str, &'static str);

const REASONS: &[Row] = &[
    ("nothing_to_change", "same as the current", "identique"),
    ("separate_product", "separate product", "produit distinct"),
    ("ledger_closed", "cannot move to", "ne peut pas passer"),
    ("not_sold", "is not sold", "n’est pas offert"),
    ("transition_closed", "a change from", "le passage"),
    ("client_pending", "pending", "en attente"),
    ("client_read_only", "read-only", "lecture seule"),
    ("firm_billing_outdated", "billing details", "renseignements sur la facturation"),
    ("firm_subscription_outdated", "subscription details", "renseignements sur l’abonnement"),
    ("client_billing_outdated", "payment details", "renseignements de paiement"),
    ("not_authorised", "authorization", "autorisation"),
    ("downgrade_not_offered", "does not show", "n’affiche pas"),
    ("downgrade_not_confirmed", "not confirmed the downgrade", "confirmé le passage"),
    ("losses_not_accepted", "not accepted losing", "accepté de perdre"),
    ("too_many_users", "user", "utilisateur"),
    ("feature_in_use", "which the new plan does not have", "qui n’est pas offerte avec"),
    ("over_limit", "account|class|custom field", "compte|classe|champ"),
    ("add_on_unsupported", "add-on", "module complémentaire"),
    ("upgrade_too_soon", "too soon", "trop récent"),
    ("transfer_and_change", "cannot both", "à la fois"),
    ("transfer_not_permitted", "not permitted", "pas autorisé"),
    ("transfer_permission_expired", "was valid for only", "n’était valable que"),
    ("annual_billing", "billed annually", "est annuelle"),
    ("client_not_primary_admin", "the primary admin, so", "l’administrateur principal, ce qui"),
    ("primary_admin_elsewhere", "is the primary admin of", "n’est ni"),
    ("firm_user_not_permitted", "no access to", "n’a pas accès à"),
    ("firm_not_accountant", "accountant user", "utilisateur comptable"),
    ("not_subscribed_yet", "trial", "période d’essai"),
    ("address_mismatch", "address", "adresse"),
    ("other_billing_system", "billing system", "système de facturation"),
    ("other_region", "country", "pays"),
    ("cancellation_pending", "runs until", "reste en vigueur"),
];

const INSTEAD: &[Row] = &[
    ("separate_product", "procedure", "procédure"),
    ("ledger_closed", "lowest", "le plus bas"),
    ("not_sold", "keep what", "conserver"),
    ("transition_closed", "another plan", "un autre abonnement"),
    ("feature_in_use", "has the feature", "fonction"),
    ("other_billing_system", "which service", "de quel service"),
    ("other_region", "same country", "même pays"),
];

const NOTICES: &[Row] = &[
    ("leaves_ledger", "no way back", "plus possible de revenir"),
    ("features_lost", "access to", "l’accès"),
    ("users_over_limit", "user", "utilisateur"),
    ("resource_over_limit", "account|class|custom field", "compte|classe|champ"),
    ("company_suspended", "suspended", "suspendue"),
    ("add_on_goes_down", "is lost|ends, along", "n’est plus accessible|prend fin, de même"),
    ("discounts_end", "discounts end", "rabais"),
    ("time_tracking_unavailable", "unavailable", "inaccessible"),
    ("primary_admin_locked", "handed over", "cédé"),
    ("resubscribes", "begins anew", "comme un nouvel abonnement"),
    ("prorated_charge", "prorated", "prorata"),
    ("discount_kept", "with the wholesale discount", "avec le rabais"),
    ("retail_price", "retail", "prix de détail"),
    ("wholesale_price", "wholesale price", "prix de gros"),
    ("full_price", "full price", "tarif normal"),
    ("read_only_until_billing_details", "read-only", "lecture seule"),
    ("payment_details_needed", "to enter payment details|to enter its", "saisir"),
];

const REMEDIES: &[Row] = &[
    ("wait_until_moved", "wait until", "attendre qu"),
    ("reactivate", "reactivate", "réactiver"),
    ("update_firm_billing", "billing details", "renseignements sur la facturation"),
    ("update_firm_subscription", "subscription details", "renseignements sur l’abonnement"),
    ("update_client_billing", "payment details", "renseignements de paiement"),
    ("authorise", "authorize", "autoriser"),
    ("look_again", "look at", "consulter"),
    ("confirm", "confirm the downgrade", "confirmer"),
    ("accept_losses", "accept losing", "accepter de perdre"),
    ("remove_users", "remove", "retirer"),
    ("turn_off", "turn off", "désactiver"),
    ("pause_templates", "pause", "en pause"),
    ("make_items_inactive", "inactive", "inactif"),
    ("reduce", "reduce", "réduire"),
    ("drop_add_on", "subscription without", "abonnement sans"),
    ("take_payroll", "ask for QuickBooks", "demander QuickBooks"),
    ("wait", "hour", "heure"),
    ("transfer_separately", "separate request", "demande distincte"),
    ("permit_transfer", "permit the transfer", "autorisation de transfert"),
    ("switch_to_monthly", "monthly", "mensuelle"),
    (
        "hand_over_primary_admin",
        "hand the primary-admin role over|move the primary-admin role",
        "céder|au client|à votre client|de vous transférer",
    ),
    ("recover_primary_admin", "supporting documents", "pièces à l’appui"),
    ("grant_billing_access", "access to", "l’accès à"),
    ("invite_firm", "invite", "inviter"),
    ("subscribe", "to subscribe", "prendre un abonnement"),
    ("correct_address", "address", "adresse"),
    ("resume", "resume", "résiliation"),
];

const STEPS: &[Row] = &[
    ("change_plan up", "upgrade", "à niveau"),
    ("change_plan down", "downgrade", "à un niveau inférieur"),
    ("add", "add", "ajoute"),
    ("remove", "remove", "retire"),
    ("change_tier", "grade", "remplace"),
    ("transfer_billing to who does it", "take over|takes over", "en charge"),
    ("transfer_billing to another", "transfer", "transf"),
];

const ACTIONS: &[Row] = &[
    ("upgrade", "upgrade to", "mettre à niveau vers"),
    ("downgrade", "downgrade to", "niveau inférieur"),
    ("leave_ledger", "leave", "quitter"),
    ("switch", "switch", "passer à"),
    ("add", "add", "ajouter"),
    ("raise", "upgrade quickbooks", "mettre à niveau vers quickbooks"),
    ("lower", "downgrade quickbooks", "niveau inférieur\u{a0}: quickbooks"),
    ("remove", "remove", "retirer"),
    ("transfer", "billing for", "la facturation de"),
];

const QUESTIONS: &[Row] = &[
    ("authorised_by", "asking for the change", "la modification"),
    ("firm.billing_current", "billing details", "renseignements sur la facturation"),
    ("firm.subscription_current", "subscription details", "renseignements sur l’abonnement"),
    ("firm.manages_billing", "access to", "accès à"),
    ("firm.is_accountant_user", "accountant user", "utilisateur comptable"),
    ("client.status", "status", "statut"),
    ("client.billing_current", "payment details", "renseignements de paiement"),
    ("client.billing_cycle", "monthly or annually", "mensuelle ou annuelle"),
    ("client.days_to_renewal", "in how many days", "dans combien de jours"),
    ("client.primary_admin", "primary admin", "administrateur principal"),
    ("client.confirmation", "confirmed", "confirmé"),
    ("client.transfer_permission_hours", "permitted", "a été autorisé"),
    ("client.days_since_discount", "discount", "rabais"),
    ("client.hours_since_downgrade", "downgraded", "heures"),
    ("client.downgrade_offered", "show the downgrade", "affiche"),
    ("client.addresses_match", "addresses", "adresse"),
    ("client.other_billing_system", "billing system", "système de facturation"),
    ("client.same_region", "country", "pays"),
    ("client.usage.users", "invitations", "invitations"),
    ("client.usage", "account|class|custom field", "compte|classe|champ"),
    ("client.usage.features", "use|turned on", "utilise|activé"),
];

/// Holds what is said in each language, by its name, to the words in the rows.
#[track_caller]
fn assert_told_apart(rows: &[Row], said: impl Fn(Language, Audience) -> Vec<(String, String)>) {
    for (language, audience) in eyes() {
        let words = |row: &Row| match primary(language) {
            "en" => row.1,
            "fr" => row.2,
            other => panic!("add a column of {other}: a few words that are in all that is said of each"),
        };
        let said = said(language, audience);
        let has = |text: &str, words: &str| words.split('|').any(|word| text.to_lowercase().contains(&word.to_lowercase()));
        for (name, text) in &said {
            let row = rows.iter().find(|row| row.0 == name);
            let words = words(row.unwrap_or_else(|| panic!("add words that are in all that is said of {name}, as in: {text}")));
            assert!(has(text, words), "in what is said of {name}, \"{words}\" is missing: {text}");
        }
        for row in rows {
            let all_have =
                |name: &str, words: &str| said.iter().filter(|(other, _)| other == name).all(|(_, text)| has(text, words));
            assert!(said.iter().any(|(name, _)| name == row.0), "{} is not said", row.0);
            for other in rows.iter().filter(|other| other.0 < row.0) {
                let exchanged = all_have(row.0, words(other)) && all_have(other.0, words(row));
                assert!(
                    !exchanged,
                    "in {language}, {} and {} could be exchanged: take words that only one of them has",
                    row.0, other.0
                );
            }
        }
    }
}

#[test]
fn no_two_reasons_could_be_exchanged() {
    assert_told_apart(REASONS, |language, audience| {
        reasons().iter().map(|it| (it.code().name().to_owned(), it.display(language, audience).to_string())).collect()
    });
    let instead = |reason: &Reason, language| Some((reason.code().name().to_owned(), reason.instead(language)?.to_string()));
    assert_told_apart(INSTEAD, |language, _| reasons().iter().filter_map(|reason| instead(reason, language)).collect());
}

#[test]
fn no_two_notices_could_be_exchanged() {
    assert_told_apart(NOTICES, |language, audience| {
        notices().iter().map(|it| (it.code().name().to_owned(), it.display(language, audience).to_string())).collect()
    });
}

#[test]
fn no_two_remedies_could_be_exchanged() {
    assert_told_apart(REMEDIES, |language, audience| {
        remedies().iter().map(|it| (it.code().name().to_owned(), it.display(language, audience).to_string())).collect()
    });
}

#[test]
fn no_two_steps_could_be_exchanged() {
    let name = |step: &Step| match *step {
        Step::ChangePlan { from: Plan::EasyStart, .. } => "change_plan up",
        Step::ChangePlan { .. } => "change_plan down",
        Step::TransferBilling { to, by, .. } if to == by => "transfer_billing to who does it",
        Step::TransferBilling { .. } => "transfer_billing to another",
        other => other.code().name(),
    };
    let on_the_ladder = |step: &&Step| match **step {
        Step::ChangePlan { from, to, .. } => {
            [from, to] == [Plan::EasyStart, Plan::Advanced] || [from, to] == [Plan::Advanced, Plan::EasyStart]
        }
        _ => true,
    };
    assert_told_apart(STEPS, |language, audience| {
        let steps = steps();
        let told = steps.iter().filter(on_the_ladder);
        told.map(|step| (name(step).to_owned(), step.display(language, audience).to_string())).collect()
    });
}

#[test]
fn no_two_actions_could_be_exchanged() {
    assert_told_apart(ACTIONS, |language, audience| {
        actions().iter().map(|it| (it.code().name().to_owned(), it.display(language, audience).to_string())).collect()
    });
}

#[test]
fn no_two_questions_could_be_exchanged() {
    let name = |fact: Fact| match fact {
        Fact::AuthorisedBy(_) => "authorised_by".to_owned(),
        Fact::Users(_) => "client.usage.users".to_owned(),
        Fact::Resource(_) => "client.usage".to_owned(),
        Fact::Feature(_) => "client.usage.features".to_owned(),
        other => other.to_string(),
    };
    assert_told_apart(QUESTIONS, |language, audience| {
        questions().iter().map(|it| (name(it.fact), it.display(language, audience).to_string())).collect()
    });
}
