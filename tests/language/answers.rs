//! Whole answers in words: a refusal, a change plan, a decision.

use subscription_change::catalogue::Effective;
use subscription_change::{
    AddOnKind, Audience, Decision, Feature, FeatureSet, Language, Party, Plan, Product, Reason, Remedy, Subscription, Tier,
};

use super::said::{assert_said, first_line};
use crate::common::{but, canada_but, client, firm, plan, refusal, request};

#[test]
fn a_refusal_says_each_reason_and_what_to_do() {
    let refused = refusal(&but(&request(firm(Plan::Plus), firm(Plan::EasyStart)), |request| {
        request.context.authorised_by = Party::Client.into();
        request.context.client.confirmation = None;
        request.context.client.usage.users.billable = 3;
        request.context.client.usage.features = FeatureSet::of(&[Feature::Multicurrency, Feature::Bills]);
    }));
    let english = "The change is refused for 4 reasons.\n\
         - Your authorization for QuickBooks Online is missing. You have to authorize the change.\n\
         - Your client has not confirmed the downgrade, which takes away access to bills. Your client has to confirm the downgrade and \
         accept losing access to bills.\n\
         - Your client has 3 billable users, 2 more than the limit of 1. Your client has to remove 2 billable users (never the \
         primary admin), who can be invited again after a later upgrade (invitations count and can be withdrawn, and people at your firm can \
         come back as accountant users).\n\
         - Your client has multicurrency turned on, which the new plan does not have: one Intuit page says to turn it off first, and another says \
         that it can never be turned off. Your client has to turn off multicurrency, but if that is no longer offered, as another Intuit \
         page says, only Intuit can help.";
    let french = "La modification est refusée pour 4\u{a0}motifs.\n\
         - L’autorisation de votre cabinet comptable est requise pour QuickBooks en ligne. Votre cabinet comptable doit autoriser la \
         modification.\n\
         - Vous n’avez pas confirmé le passage à un niveau inférieur, qui vous retire l’accès à la fonction Factures à payer. Vous devez \
         confirmer le passage à un niveau inférieur et accepter de perdre l’accès à la fonction Factures à payer.\n\
         - Vous avez 3\u{a0}utilisateurs facturables, soit 2 de plus que la limite de 1. Vous devez retirer 2\u{a0}utilisateurs \
         facturables (autres que l’administrateur principal), qui pourront être réinvités après une mise à niveau ultérieure (les \
         invitations comptent et peuvent être annulées, et les personnes de votre cabinet comptable peuvent revenir à titre d’utilisateurs \
         comptables).\n\
         - Vous avez activé la fonction Multidevise, qui n’est pas offerte avec le nouvel abonnement\u{a0}: selon une page d’Intuit, il \
         faut d’abord la désactiver, et selon une autre, c’est impossible. Vous devez désactiver la fonction Multidevise ou, si cette \
         option n’est plus offerte, comme l’indique une autre page d’Intuit, communiquer avec Intuit, seul en mesure d’aider.";
    assert_said(
        &[(Language::English, Audience::Firm, english), (Language::French, Audience::Client, french)],
        |language, audience| refused.display(language, audience).to_string(),
    );
}

#[test]
fn a_refusal_for_one_reason_does_not_count_it() {
    let refused = refusal(&request(firm(Plan::Plus), firm(Plan::Plus)));
    let english = "The change is refused.\n- The subscription asked for is the same as the current one.";
    let french = "La modification est refusée.\n- L’abonnement demandé est identique à l’abonnement actuel.";
    assert_said(
        &[(Language::English, Audience::Other, english), (Language::French, Audience::Other, french)],
        |language, audience| refused.display(language, audience).to_string(),
    );
}

#[test]
fn a_refusal_for_two_reasons_counts_them() {
    let refused = refusal(&but(&request(firm(Plan::Plus), firm(Plan::EasyStart)), |request| {
        request.context.client.confirmation = None;
        request.context.client.usage.users.billable = 2;
    }));
    assert_said(
        &[
            (Language::English, Audience::Other, "The change is refused for 2 reasons."),
            (Language::French, Audience::Other, "La modification est refusée pour 2\u{a0}motifs."),
        ],
        |language, audience| first_line(&refused.display(language, audience).to_string()),
    );
}

fn held() -> Subscription {
    client(Plan::Advanced).with_add_on(AddOnKind::Time, Tier::Elite, Party::Client)
}

fn wanted() -> Subscription {
    client(Plan::EasyStart).with_add_on(AddOnKind::Payroll, Tier::Premium, Party::Client).with_add_on(
        AddOnKind::Time,
        Tier::Elite,
        Party::Firm,
    )
}

#[test]
fn a_change_plan_says_when_the_steps_and_what_to_know() {
    let request = but(&request(held(), wanted()), |request| {
        request.context.client.usage.features = Feature::Projects.into();
        request.context.client.usage.accounts = 1200;
    });
    let plan = plan(&request);
    let english = "The change takes effect immediately.\n\
         1. You add QuickBooks Payroll Premium.\n\
         2. You downgrade the plan from Advanced to EasyStart.\n\
         3. Your accounting firm takes over billing for QuickBooks Time.\n\
         Please note:\n\
         - You lose access to projects.\n\
         - You have 1,200 active accounts, 950 more than the limit of 250: nothing is removed, and none can be added.\n\
         - Your discounts end. This cannot be undone.\n\
         - On EasyStart the primary-admin role cannot be handed over without Intuit's help.\n\
         - You are charged a prorated amount for the rest of the billing period.\n\
         - Your accounting firm pays for QuickBooks Time at the retail price.";
    let french = "La modification prend effet immédiatement.\n\
         1. Votre client ajoute QuickBooks Paie Premium.\n\
         2. Votre client fait passer QuickBooks en ligne à un niveau inférieur, de l’abonnement Avancé à l’abonnement Démarrage.\n\
         3. Vous prenez en charge la facturation de QuickBooks Time.\n\
         À noter\u{a0}:\n\
         - Votre client perd l’accès à la fonction Projets.\n\
         - Votre client a 1\u{a0}200\u{a0}comptes actifs, soit 950 de plus que la limite de 250\u{a0}: rien n’est retiré, mais aucun ajout \
         n’est possible.\n\
         - Les rabais de votre client prennent fin. Cet effet est irréversible.\n\
         - Avec l’abonnement Démarrage, le rôle d’administrateur principal ne peut être cédé qu’avec l’aide d’Intuit.\n\
         - Votre client paie un montant au prorata pour le reste de la période de facturation.\n\
         - Vous payez QuickBooks Time au prix de détail.";
    assert_said(
        &[(Language::English, Audience::Client, english), (Language::French, Audience::Firm, french)],
        |language, audience| plan.display(language, audience).to_string(),
    );
    assert_eq!(
        plan.to_string(),
        "the change takes effect immediately: the client adds QuickBooks Payroll Premium; the client downgrades the plan from Advanced \
         to EasyStart; the firm takes over billing for QuickBooks Time; to note: the client loses access to projects; the client has \
         1,200 active accounts, 950 more than the limit of 250: nothing is removed, and none can be added; the client's discounts end; \
         on EasyStart the primary-admin role cannot be handed over without Intuit's help; the client is charged a prorated \
         amount for the rest of the billing period; the firm pays for QuickBooks Time at the retail price",
    );
}

#[test]
fn a_plan_without_notices_notes_nothing() {
    let down = plan(&request(firm(Plan::Advanced), firm(Plan::Plus)));
    assert_eq!(
        down.display(Language::French, Audience::Firm).to_string(),
        "La modification prend effet immédiatement.\n1. Vous faites passer QuickBooks en ligne à un niveau inférieur, de l’abonnement Avancé à l’abonnement Plus.",
    );
    assert_eq!(down.to_string(), "the change takes effect immediately: the firm downgrades the plan from Advanced to Plus");
}

#[test]
fn a_plan_says_where_it_takes_effect_later() {
    let later = canada_but(|terms| terms.upgrades_take_effect = Effective::NextBillingDate);
    let up = request(firm(Plan::EasyStart), firm(Plan::Plus)).plan_change_with(&later).expect("it is allowed");
    assert_said(
        &[
            (Language::English, Audience::Firm, "The change takes effect on the next billing date."),
            (Language::French, Audience::Firm, "La modification prend effet à la prochaine date de facturation."),
        ],
        |language, audience| first_line(&up.display(language, audience).to_string()),
    );
}

#[test]
fn a_decision_is_said_as_what_it_is() {
    let (up, none) = (request(firm(Plan::EasyStart), firm(Plan::Plus)), request(firm(Plan::Plus), firm(Plan::Plus)));
    for (language, audience) in super::said::eyes() {
        let said = |decision: Decision| decision.display(language, audience).to_string();
        assert_eq!(said(up.plan_change().into()), plan(&up).display(language, audience).to_string());
        assert_eq!(said(none.plan_change().into()), refusal(&none).display(language, audience).to_string());
    }
}

/// Every sentence of an answer is one that its parts say.
#[test]
fn an_answer_is_made_of_the_sentences_of_its_parts() {
    let request = but(&request(held(), wanted().with_payer(Product::Base, Party::Firm)), |request| {
        request.context.client.usage.users.billable = 9;
        request.context.client.transfer_permission_hours = None;
    });
    let refused = refusal(&request);
    for (language, audience) in super::said::eyes() {
        let said = refused.display(language, audience).to_string();
        let lines: Vec<&str> = said.lines().skip(1).collect();
        let parts: Vec<String> = refused
            .reasons()
            .map(|reason| format!("- {} {}", reason.display(language, audience), reason.remedies().display(language, audience)))
            .collect();
        assert_eq!(lines, parts);
    }
}

#[test]
fn a_subscription_is_described_by_what_is_held_and_who_pays() {
    let all = client(Plan::Plus).with_add_on(AddOnKind::Payroll, Tier::Elite, Party::Client).with_add_on(
        AddOnKind::Time,
        Tier::Premium,
        Party::Client,
    );
    for (held, english, french) in [
        (firm(Plan::EasyStart), "QuickBooks Online EasyStart (firm)", "QuickBooks en ligne Démarrage (cabinet)"),
        // Beside the ladder they are no levels of QuickBooks Online.
        (client(Plan::Ledger), "QuickBooks Ledger (client)", "QuickBooks Grand livre (client)"),
        (firm(Plan::SelfEmployed), "QuickBooks Self-Employed (firm)", "QuickBooks Travailleur autonome (cabinet)"),
        (
            all,
            "QuickBooks Online Plus (client), QuickBooks Payroll Elite (client), QuickBooks Time Premium (client)",
            "QuickBooks en ligne Plus (client), QuickBooks Paie Élite (client), QuickBooks Time Premium (client)",
        ),
        (
            all.with_payer(Product::Base, Party::Firm).without(AddOnKind::Payroll),
            "QuickBooks Online Plus (firm), QuickBooks Time Premium (client), split billing",
            "QuickBooks en ligne Plus (cabinet), QuickBooks Time Premium (client), facturation répartie",
        ),
    ] {
        assert_said(
            &[(Language::English, Audience::Other, english), (Language::French, Audience::Other, french)],
            |language, _| held.display(language).to_string(),
        );
    }
}

#[test]
fn a_step_says_when_it_takes_effect_where_the_plan_takes_effect_later() {
    let catalogue = canada_but(|terms| terms.downgrades_take_effect = Effective::NextBillingDate);
    let current = firm(Plan::Essentials).with_add_on(AddOnKind::Time, Tier::Premium, Party::Firm);
    let target = firm(Plan::Plus);
    let context = request(current, target).context;
    let plan = catalogue.plan_change(&current, &target, &context).expect("it is allowed");
    let english = "The change takes effect on the next billing date.\n\
         1. You upgrade the plan from Essentials to Plus (immediately).\n\
         2. You remove QuickBooks Time Premium.\n";
    let french = "La modification prend effet à la prochaine date de facturation.\n\
         1. Vous mettez QuickBooks en ligne à niveau, de l’abonnement Standard à l’abonnement Plus (immédiatement).\n\
         2. Vous retirez QuickBooks Time Premium.\n";
    let eyes = [(Language::English, Audience::Firm, english), (Language::French, Audience::Firm, french)];
    let begins = |said: String| said.split_inclusive('\n').take(3).collect::<String>();
    assert_said(&eyes, |language, audience| begins(plan.display(language, audience).to_string()));
    #[cfg(all(feature = "serde", feature = "std"))]
    {
        let json = serde_json::to_string(&Decision::ChangePlan(plan)).expect("it can be written");
        let kept: subscription_change::record::KeptDecision = serde_json::from_str(&json).expect("it can be read");
        assert_said(&eyes, |language, audience| begins(kept.display(language, audience).to_string()));
    }
    let line = "the change takes effect on the next billing date: the firm upgrades the plan from Essentials to Plus (immediately); the firm \
                removes QuickBooks Time Premium; to note:";
    assert!(plan.to_string().starts_with(line), "{plan}");
}

/// A permission expires meanwhile, or is about to.
#[test]
fn a_remedy_that_takes_days_says_that_a_permission_has_to_be_given_again() {
    let days =
        [Remedy::WaitUntilMoved, Remedy::RecoverPrimaryAdmin, Remedy::SwitchToMonthly { in_days: 1 }, Remedy::Wait { hours: 48 }];
    let at_once =
        [Remedy::SwitchToMonthly { in_days: 0 }, Remedy::Wait { hours: 47 }, Remedy::Subscribe, Remedy::GrantBillingAccess];
    for &language in Language::ALL {
        let again = match language {
            Language::English | Language::AmericanEnglish => {
                "if the transfer of billing was permitted earlier, it has to be permitted again after that"
            }
            Language::French => "si le transfert de la facturation a déjà été autorisé, il faudra ensuite l’autoriser de nouveau",
            other => panic!("add what is said in {other}"),
        };
        for &audience in Audience::ALL {
            let says = |remedy: &Remedy| remedy.display(language, audience).to_string().contains(again);
            assert!(days.iter().all(says), "{language}, {audience:?}");
            assert!(!at_once.iter().any(says), "{language}, {audience:?}");
        }
    }
    // Beside a reason it is the same sentence.
    let reason = Reason::AnnualBilling { product: Product::Base, in_days: 170 };
    let english = "Your client has to switch to monthly billing, which will be possible 170 days from now (if the transfer of billing was \
                   permitted earlier, it has to be permitted again after that).";
    assert_eq!(reason.remedies().display(Language::English, Audience::Firm).to_string(), english);
}
