//! What an edition calls its plans and add-ons is in every text, and what another one calls them is in none.

use subscription_change::catalogue::{Edition, Effective, LocalName, Part, Terms};
use subscription_change::vocabulary::PlanSet;
use subscription_change::ways_out::Action;
use subscription_change::{
    AddOnKind, Audience, Catalogue, Language, Notice, Party, Plan, Product, Reason, ReasonCode, Step, Subscription, Tier,
};

use crate::common::request;

use super::said::{eyes, sentences_of};
use super::typography::assert_elided;

/// Whatever is said in these words: each sentence, question and action, and each rule with its sources.
pub(super) fn everything(catalogue: &Catalogue, language: Language, audience: Audience) -> Vec<String> {
    let mut all: Vec<String> = sentences_of(catalogue, language, audience).into_iter().map(|(_, _, said)| said).collect();
    for rule in catalogue.all_rules() {
        all.push(rule.condition(language).in_words_of(catalogue).to_string());
        all.extend(rule.sources.iter().map(|source| source.display(language).in_words_of(catalogue).to_string()));
    }
    all.extend(Part::ALL.iter().map(|part| part.display(language).in_words_of(catalogue).to_string()));
    let plans = Plan::ALL
        .iter()
        .flat_map(|&to| [Action::Upgrade { to }, Action::Downgrade { to }, Action::LeaveLedger { to }, Action::Switch { to }]);
    let add_ons = AddOnKind::ALL.iter().flat_map(|kind| {
        let (product, tier, payer) = (kind.product(), Tier::Premium, Party::Firm);
        [
            Action::Add { product, tier, payer },
            Action::Raise { product, tier },
            Action::Lower { product, tier },
            Action::Remove { product },
        ]
    });
    let transfers = Product::ALL.iter().map(|&product| Action::Transfer { product, to: Party::Firm });
    let actions = plans.chain(add_ons).chain(transfers);
    all.extend(actions.map(|action| action.display(language, audience).in_words_of(catalogue).to_string()));
    for &plan in Plan::ALL {
        let held = Subscription::new(plan, Party::Firm);
        let held = AddOnKind::ALL.iter().fold(held, |held, &kind| held.with_add_on(kind, Tier::Premium, Party::Client));
        all.push(held.display(language).in_words_of(catalogue).to_string());
    }
    all
}

/// Every name of an edition.
fn names(edition: &Edition) -> Vec<String> {
    let plans = Plan::ALL.iter().map(|&plan| edition.names.plans.get(plan));
    let add_ons = AddOnKind::ALL.iter().map(|&kind| edition.names.add_ons.get(kind));
    plans.chain(add_ons).flat_map(|name| LocalName::LANGUAGES.map(|language| name.get(language).to_owned())).collect()
}

/// Canada's terms in which nothing is called as anywhere else.
fn renamed() -> Catalogue {
    named_with("Xen", "Xfr")
}

/// Canada's terms in which every name begins with these words.
fn named_with(english: &str, french: &str) -> Catalogue {
    let mut terms: Terms = *Catalogue::canada().terms();
    let name = |of: &str| LocalName {
        en: format!("{english} {of}").parse().expect("a name"),
        fr: format!("{french} {of}").parse().expect("a name"),
    };
    for &plan in Plan::ALL {
        *terms.edition.names.plans.get_mut(plan) = name(plan.name());
    }
    for &kind in AddOnKind::ALL {
        *terms.edition.names.add_ons.get_mut(kind) = name(kind.name());
    }
    terms.id = "XX-2030-01-01".parse().expect("an identity");
    terms.check().expect("nothing but names is otherwise")
}

/// Whether the name stands in the text by itself.
fn has(text: &str, name: &str) -> bool {
    let is_letter = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    text.match_indices(name)
        .any(|(place, _)| !is_letter(text[..place].chars().next_back()) && !is_letter(text[place + name.len()..].chars().next()))
}

#[test]
fn no_text_by_one_edition_has_a_name_that_only_another_one_has() {
    let canada = names(&Catalogue::canada().terms().edition);
    let renamed = renamed();
    for catalogue in [Catalogue::united_states(), &renamed] {
        let own = names(&catalogue.terms().edition);
        let foreign: Vec<&String> = canada.iter().filter(|name| !own.contains(name)).collect();
        assert!(foreign.len() >= 5, "{}: {foreign:?}", catalogue.id());
        for (language, audience) in eyes() {
            for text in everything(catalogue, language, audience) {
                for name in &foreign {
                    assert!(!has(&text, name), "{}, {language}, {audience}: {name} in: {text}", catalogue.id());
                }
                assert!(!text.contains(['{', '}']), "{language}: {text}");
            }
        }
    }
}

#[test]
fn each_name_of_an_edition_is_in_its_texts() {
    let renamed = renamed();
    for &language in Language::ALL {
        let all = everything(&renamed, language, Audience::Firm).join("\n");
        for &plan in Plan::ALL {
            assert!(all.contains(renamed.plan_name(plan, language)), "{language}: {plan}");
        }
        for &kind in AddOnKind::ALL {
            assert!(all.contains(renamed.add_on_name(kind, language)), "{language}: {kind}");
        }
    }
}

#[test]
fn the_lowest_plan_is_the_lowest_that_the_edition_sells() {
    let instead = |catalogue: &Catalogue, language| {
        let instead = Reason::LedgerClosed { from: Plan::Plus }.instead(language).expect("there is something");
        instead.in_words_of(catalogue).to_string()
    };
    assert_eq!(instead(Catalogue::canada(), Language::English), "EasyStart is the lowest plan there is.");
    assert_eq!(instead(Catalogue::canada(), Language::French), "Démarrage est l’abonnement du niveau le plus bas.");
    assert_eq!(instead(Catalogue::united_states(), Language::AmericanEnglish), "Simple Start is the lowest plan there is.");
    let mut terms = *Catalogue::canada().terms();
    terms.plans.easy_start.sold = false;
    for &plan in Plan::ALL {
        terms.moves.get_mut(plan).remove(Plan::EasyStart);
    }
    let without = terms.check().expect("a catalogue");
    assert_eq!(instead(&without, Language::English), "Essentials is the lowest plan there is.");
}

#[test]
fn a_refusal_gives_its_advice_in_the_words_of_its_own_edition() {
    let current = Subscription::new(Plan::Plus, Party::Firm);
    let request = request(current, current.with_plan(Plan::Ledger));
    let refusal = request.plan_change_with(Catalogue::united_states()).expect_err("Ledger is closed");
    assert_eq!(
        refusal.display(Language::AmericanEnglish, Audience::Firm).to_string(),
        "The change is refused.\n- A client of QuickBooks Online Plus cannot move to QuickBooks Ledger. Simple Start is the lowest plan \
         there is."
    );
}

/// The notice has no parameter: the tiers are read from the terms.
#[test]
fn the_payroll_tiers_that_take_time_tracking_away_are_those_of_the_edition() {
    let said = |tiers: &[Tier], language| {
        let mut terms = *Catalogue::canada().terms();
        terms.without_time_tracking = tiers.iter().copied().collect();
        let catalogue = terms.check().expect("a catalogue");
        let notice = Notice::TimeTrackingUnavailable;
        notice.display(language, Audience::Firm).in_words_of(&catalogue).to_string()
    };
    assert_eq!(
        said(&[Tier::Core, Tier::Elite], Language::English),
        "The plan's own time tracking is unavailable with QuickBooks Payroll Core or QuickBooks Payroll Elite."
    );
    assert_eq!(
        said(&[Tier::Premium], Language::French),
        "La fonction Suivi des heures travaillées de l’abonnement est inaccessible avec QuickBooks Paie Premium."
    );
}

#[test]
fn a_separate_product_is_named_as_the_edition_has_it() {
    let mut terms = *Catalogue::canada().terms();
    terms.edition.separate_products = [Plan::SelfEmployed, Plan::Ledger].into_iter().collect();
    terms.moves.ledger = PlanSet::EMPTY;
    let catalogue = terms.check().expect("Ledger may be a separate product");
    let reason = Reason::SeparateProduct { from: Plan::Plus, to: Plan::Ledger };
    assert_eq!(
        reason.display(Language::English, Audience::Firm).in_words_of(&catalogue).to_string(),
        "QuickBooks Ledger is a separate product, so moving from Plus to Ledger is not a change of plan."
    );
    assert_eq!(
        reason.display(Language::French, Audience::Firm).in_words_of(&catalogue).to_string(),
        "QuickBooks Ledger (Grand livre) est un produit distinct\u{a0}: passer de l’abonnement Plus à l’abonnement Grand livre n’est pas \
         une modification d’abonnement."
    );
    // From one separate product to another it is the one that is left.
    let reason = Reason::SeparateProduct { from: Plan::SelfEmployed, to: Plan::Ledger };
    let said = reason.display(Language::English, Audience::Firm).in_words_of(&catalogue).to_string();
    assert!(said.starts_with("QuickBooks Self-Employed is a separate product"), "{said}");
    let rule = catalogue.rule(ReasonCode::SeparateProduct);
    assert_eq!(
        rule.condition(Language::English).in_words_of(&catalogue).to_string(),
        "base changes, and one side is Ledger or Self-Employed; or base is Ledger or Self-Employed and its billing is transferred"
    );
}

#[test]
fn a_separate_product_with_one_name_in_both_languages_is_named_once() {
    let mut terms = *Catalogue::canada().terms();
    terms.edition.names.plans.self_employed.fr = terms.edition.names.plans.self_employed.en;
    let catalogue = terms.check().expect("a catalogue");
    let reason = Reason::SeparateProduct { from: Plan::Plus, to: Plan::SelfEmployed };
    let said = reason.display(Language::French, Audience::Firm).in_words_of(&catalogue).to_string();
    assert!(said.starts_with("QuickBooks Self-Employed est un produit distinct"), "{said}");
}

#[test]
fn french_elides_before_whatever_an_edition_calls_its_plans_and_add_ons() {
    for french in ["Avenir", "Étoile"] {
        let catalogue = named_with("Xen", french);
        for &audience in Audience::ALL {
            for text in everything(&catalogue, Language::French, audience) {
                assert_elided(&text);
            }
        }
        let said = Notice::AddOnGoesDown { product: Product::Payroll, from: Tier::Elite, to: Some(Tier::Core) };
        assert_eq!(
            said.display(Language::French, Audience::Firm).in_words_of(&catalogue).to_string(),
            format!("Ce qu’{french} payroll Élite offre de plus qu’{french} payroll de base n’est plus accessible."),
        );
    }
}

#[test]
fn a_sentence_begins_with_a_capital_whatever_letter_a_name_begins_with() {
    let catalogue = named_with("été", "été");
    for (language, audience) in eyes() {
        let said: Vec<String> =
            sentences_of(&catalogue, language, audience).into_iter().map(|(_, _, sentence)| sentence).collect();
        assert!(said.iter().any(|sentence| sentence.starts_with("Été payroll ")), "{language}, {audience}");
        assert!(!said.iter().any(|sentence| sentence.starts_with("été payroll ")), "{language}, {audience}");
    }
}

#[test]
fn french_translates_the_tiers_of_what_it_translates() {
    let added = |catalogue, product, tier| {
        let step = Step::Add { product, tier, effective: Effective::Immediately, by: Party::Firm };
        step.display(Language::French, Audience::Firm).in_words_of(catalogue).to_string()
    };
    let (canada, us) = (Catalogue::canada(), Catalogue::united_states());
    assert_eq!(added(canada, Product::Payroll, Tier::Core), "Vous ajoutez QuickBooks Paie de base.");
    assert_eq!(added(canada, Product::Payroll, Tier::Elite), "Vous ajoutez QuickBooks Paie Élite.");
    assert_eq!(added(canada, Product::Time, Tier::Elite), "Vous ajoutez QuickBooks Time Elite.");
    assert_eq!(added(us, Product::Payroll, Tier::Core), "Vous ajoutez QuickBooks Payroll Core.");
    assert_eq!(added(us, Product::Payroll, Tier::Elite), "Vous ajoutez QuickBooks Payroll Elite.");
}

#[test]
fn a_name_is_read_as_the_edition_has_it_before_what_it_is_called_elsewhere() {
    let us = Catalogue::united_states();
    for text in ["Simple Start", "simple-start", "QuickBooks Online Simple Start", "QBO simplestart", "EasyStart", "démarrage"] {
        assert_eq!(us.plan_from_label(text), Ok(Plan::EasyStart), "{text}");
    }
    let renamed = renamed();
    assert_eq!(renamed.plan_from_label("QuickBooks xen plus"), Ok(Plan::Plus));
    assert_eq!(renamed.plan_from_label("XFR advanced"), Ok(Plan::Advanced));
    assert_eq!(renamed.add_on_from_label("xfr time"), Ok(AddOnKind::Time));
    assert_eq!(renamed.add_on_from_label("QuickBooks Payroll"), Ok(AddOnKind::Payroll));
    assert!(Catalogue::canada().plan_from_label("Xen plus").is_err());
    // What is another plan's name elsewhere is this edition's.
    let mut terms = *Catalogue::canada().terms();
    terms.edition.names.plans.plus.en = "Standard".parse().expect("a name");
    terms.edition.names.plans.essentials.fr = "Base".parse().expect("a name");
    let other = terms.check().expect("a catalogue");
    assert_eq!(other.plan_from_label("standard"), Ok(Plan::Plus));
    assert_eq!(Catalogue::canada().plan_from_label("standard"), Ok(Plan::Essentials));
}
