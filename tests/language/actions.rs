//! What can be asked for, as the entries of a menu.

use std::fmt::Write;

use expect_test::expect;
use subscription_change::ways_out::{Action, ActionCode};
use subscription_change::{AddOnKind, Audience, Language, Party, Plan, Product, Tier};

use super::said::{assert_all_differ, eyes};

pub(super) fn actions() -> Vec<Action> {
    let mut all = Vec::new();
    for &to in Plan::ALL {
        all.extend([Action::Upgrade { to }, Action::Downgrade { to }, Action::LeaveLedger { to }, Action::Switch { to }]);
    }
    for (product, tier) in AddOnKind::ALL.iter().flat_map(|kind| kind.tiers().iter().map(|tier| (kind.product(), tier))) {
        all.extend([Action::Raise { product, tier }, Action::Lower { product, tier }]);
        all.extend(Party::ALL.iter().map(|&payer| Action::Add { product, tier, payer }));
    }
    for &product in Product::ALL {
        all.push(Action::Remove { product });
        all.extend(Party::ALL.iter().map(|&to| Action::Transfer { product, to }));
    }
    all
}

#[test]
fn every_action_is_said_and_in_its_own_words() {
    let codes: std::collections::BTreeSet<_> = actions().iter().map(Action::code).collect();
    assert!(codes.iter().eq(ActionCode::ALL));
    for (language, audience) in eyes() {
        assert_all_differ(&actions(), |action| action.display(language, audience).to_string());
        for action in actions() {
            let entry = action.display(language, audience).to_string();
            assert!(entry.starts_with(char::is_uppercase) && !entry.ends_with('.') && !entry.contains('_'), "{entry}");
            assert!(!entry.contains(" :") && !entry.contains("  "), "{entry}");
        }
    }
}

#[test]
fn the_plain_display_is_the_english_one_for_others() {
    for action in actions() {
        assert_eq!(action.to_string(), action.display(Language::English, Audience::Other).to_string());
    }
}

#[test]
fn the_entries_of_a_menu() {
    let add = |product, tier, payer| Action::Add { product, tier, payer };
    let some = [
        Action::Upgrade { to: Plan::Advanced },
        Action::Downgrade { to: Plan::EasyStart },
        Action::LeaveLedger { to: Plan::Essentials },
        Action::Switch { to: Plan::SelfEmployed },
        add(Product::Payroll, Tier::Core, Party::Firm),
        add(Product::Time, Tier::Elite, Party::Client),
        Action::Raise { product: Product::Payroll, tier: Tier::Elite },
        Action::Lower { product: Product::Payroll, tier: Tier::Core },
        Action::Remove { product: Product::Time },
        Action::Transfer { product: Product::Base, to: Party::Firm },
        Action::Transfer { product: Product::Payroll, to: Party::Client },
    ];
    let mut all = String::new();
    // American English has no text of its own.
    for (language, audience) in eyes().filter(|(language, _)| *language != Language::AmericanEnglish) {
        writeln!(all, "{language}, {audience}").unwrap();
        for action in some {
            writeln!(all, "  {}", action.display(language, audience)).unwrap();
        }
    }
    expect![[r"
        en-CA, firm
          Upgrade to Advanced
          Downgrade to EasyStart
          Leave Ledger for Essentials
          Switch to Self-Employed
          Add QuickBooks Payroll Core at your expense
          Add QuickBooks Time Elite at your client's expense
          Upgrade QuickBooks Payroll to Elite
          Downgrade QuickBooks Payroll to Core
          Remove QuickBooks Time
          Take over billing for QuickBooks Online
          Transfer billing for QuickBooks Payroll to your client
        en-CA, client
          Upgrade to Advanced
          Downgrade to EasyStart
          Leave Ledger for Essentials
          Switch to Self-Employed
          Add QuickBooks Payroll Core at your accounting firm's expense
          Add QuickBooks Time Elite at your expense
          Upgrade QuickBooks Payroll to Elite
          Downgrade QuickBooks Payroll to Core
          Remove QuickBooks Time
          Transfer billing for QuickBooks Online to your accounting firm
          Take over billing for QuickBooks Payroll
        en-CA, other
          Upgrade to Advanced
          Downgrade to EasyStart
          Leave Ledger for Essentials
          Switch to Self-Employed
          Add QuickBooks Payroll Core at the firm's expense
          Add QuickBooks Time Elite at the client's expense
          Upgrade QuickBooks Payroll to Elite
          Downgrade QuickBooks Payroll to Core
          Remove QuickBooks Time
          Transfer billing for QuickBooks Online to the firm
          Transfer billing for QuickBooks Payroll to the client
        fr-CA, firm
          Mettre à niveau vers Avancé
          Passer à un niveau inférieur : Démarrage
          Quitter Grand livre pour Standard
          Passer à Travailleur autonome
          Ajouter QuickBooks Paie de base à vos frais
          Ajouter QuickBooks Time Elite aux frais de votre client
          Mettre à niveau vers QuickBooks Paie Élite
          Passer à un niveau inférieur : QuickBooks Paie de base
          Retirer QuickBooks Time
          Prendre en charge la facturation de QuickBooks en ligne
          Transférer la facturation de QuickBooks Paie à votre client
        fr-CA, client
          Mettre à niveau vers Avancé
          Passer à un niveau inférieur : Démarrage
          Quitter Grand livre pour Standard
          Passer à Travailleur autonome
          Ajouter QuickBooks Paie de base aux frais de votre cabinet comptable
          Ajouter QuickBooks Time Elite à vos frais
          Mettre à niveau vers QuickBooks Paie Élite
          Passer à un niveau inférieur : QuickBooks Paie de base
          Retirer QuickBooks Time
          Transférer la facturation de QuickBooks en ligne à votre cabinet comptable
          Prendre en charge la facturation de QuickBooks Paie
        fr-CA, other
          Mettre à niveau vers Avancé
          Passer à un niveau inférieur : Démarrage
          Quitter Grand livre pour Standard
          Passer à Travailleur autonome
          Ajouter QuickBooks Paie de base aux frais du cabinet
          Ajouter QuickBooks Time Elite aux frais du client
          Mettre à niveau vers QuickBooks Paie Élite
          Passer à un niveau inférieur : QuickBooks Paie de base
          Retirer QuickBooks Time
          Transférer la facturation de QuickBooks en ligne au cabinet
          Transférer la facturation de QuickBooks Paie au client
    "]]
    .assert_eq(&all);
}
