//! What things are called: one label for each, in every language, side by side; and what is read from a label. What one edition calls its
//! plans and add-ons is the catalogue's.
//!
//! French labels are those of the source of record, or else of the vendor's other French pages.

use super::nearest::{after, distance, is_same};
use crate::decision::Catalogue;
use crate::kit::UnknownName;
use crate::model::{
    Actor, AddOnKind, BillingCycle, ClientStatus, Feature, Language, Party, Plan, PrimaryAdmin, Product, Resource, Tier, UserKind,
};
use crate::rules::Resolution;
use crate::terms::{Effective, LocalName, Mark, PriceWhenTakenOver};
use crate::ways_out::{Availability, FitVerdict};

/// Labels every member of a vocabulary in every language; the compiler holds the table to it. What is spelled otherwise in American English
/// stands in parentheses behind the English of Canada. Behind the labels stands what else people
/// call it, which is read and never written, and behind the vocabulary what may stand before each of these words.
macro_rules! labels {
    (@american $english:literal) => { $english };
    (@american $english:literal $american:literal) => { $american };

    ($($Name:ident $(after $($before:literal)|+)? { $($Variant:ident: $english:literal $(($american:literal))?, $french:literal $(| $alias:literal)*;)+ })+) => {$(
        impl $Name {
            /// What people call it, as it stands alone: in a heading, a menu, a cell of a table. What an edition calls its plans and add-ons is for
            /// its catalogue to say.
            #[must_use]
            pub const fn label(self, language: Language) -> &'static str {
                match (language, self) {
                    $((Language::English, Self::$Variant) => $english,)+
                    $((Language::AmericanEnglish, Self::$Variant) => labels!(@american $english $($american)?),)+
                    $((Language::French, Self::$Variant) => $french,)+
                }
            }

            /// Reads a label in any language, the [`name`](Self::name), or another word that people or the vendor have for it or had, as
            /// they type it: in any case, with or without accents, spaces, hyphens and underscores. What is stored or sent is the name, and
            /// [`FromStr`](core::str::FromStr) reads that alone.
            ///
            /// # Errors
            ///
            /// If it is none of them: the error names the [nearest](UnknownName::nearest), by the number of letters to change in
            /// the first 64.
            pub fn from_label(text: &str) -> Result<Self, UnknownName> {
                let before: &[&str] = &[$($($before),+)?];
                let labels = |member: Self| {
                    let in_each_language = Language::ALL.iter().map(move |&language| member.label(language));
                    in_each_language.chain([member.name()])
                };
                let aliases = |member: Self| -> &'static [&'static str] {
                    match member {
                        $(Self::$Variant => &[$($alias),*],)+
                    }
                };
                look_up(text, before, Self::ALL, labels, aliases).map_err(|nearest| Self::unknown(text).with_nearest(nearest))
            }
        }
    )+};
}

/// What people put before the name of a plan.
const BEFORE_A_PLAN: &[&str] = &["QuickBooks Online", "QuickBooks en ligne", "QuickBooks", "QBO"];

impl Catalogue {
    /// Reads what this edition calls a plan, as people type it: in any of its languages, in any case, with or without accents, spaces and
    /// hyphens; else as [`Plan::from_label`] does.
    ///
    /// ```
    /// use subscription_change::{Catalogue, Plan};
    ///
    /// assert_eq!(Catalogue::united_states().plan_from_label("QuickBooks Online simple start"), Ok(Plan::EasyStart));
    /// ```
    ///
    /// # Errors
    ///
    /// Where it is none of them.
    pub fn plan_from_label(&self, text: &str) -> Result<Plan, UnknownName> {
        let alone = BEFORE_A_PLAN.iter().find_map(|before| after(text, before)).unwrap_or(text);
        let names = &self.terms().edition.names.plans;
        called(alone, Plan::ALL, |plan| *names.get(plan)).map_or_else(|| Plan::from_label(text), Ok)
    }

    /// Reads what this edition calls an add-on, as people type it; else as [`AddOnKind::from_label`] does.
    ///
    /// # Errors
    ///
    /// Where it is none of them.
    pub fn add_on_from_label(&self, text: &str) -> Result<AddOnKind, UnknownName> {
        let names = &self.terms().edition.names.add_ons;
        called(text, AddOnKind::ALL, |kind| *names.get(kind)).map_or_else(|| AddOnKind::from_label(text), Ok)
    }
}

/// The one that has this name in one of the languages.
fn called<T: Copy>(text: &str, all: &[T], name: impl Fn(T) -> LocalName) -> Option<T> {
    let has = |member: &T| LocalName::LANGUAGES.into_iter().any(|language| is_same(text, name(*member).get(language)));
    all.iter().copied().find(has)
}

/// The one that is called so, where what stands before it does not count; else the nearest label of any, of several the first.
fn look_up<T: Copy, Labels: Iterator<Item = &'static str>>(
    text: &str,
    before: &[&str],
    all: &[T],
    labels: impl Fn(T) -> Labels,
    aliases: impl Fn(T) -> &'static [&'static str],
) -> Result<T, &'static str> {
    let text = before.iter().find_map(|before| after(text, before)).unwrap_or(text);
    let mut nearest = ("", u8::MAX);
    for &member in all {
        if labels(member).chain(aliases(member).iter().copied()).any(|word| is_same(text, word)) {
            return Ok(member);
        }
        for label in labels(member) {
            let distance = distance(text, label);
            if distance < nearest.1 {
                nearest = (label, distance);
            }
        }
    }
    Err(nearest.0)
}

labels! {
    Product {
        Base: "QuickBooks Online", "QuickBooks en ligne";
        Payroll: "QuickBooks Payroll", "QuickBooks Paie";
        Time: "QuickBooks Time", "QuickBooks Time";
        BillPay: "QuickBooks Bill Pay", "QuickBooks Bill Pay" | "Bill Pay";
    }
    AddOnKind {
        Payroll: "QuickBooks Payroll", "QuickBooks Paie";
        Time: "QuickBooks Time", "QuickBooks Time";
        BillPay: "QuickBooks Bill Pay", "QuickBooks Bill Pay" | "Bill Pay";
    }
    Plan after "QuickBooks Online" | "QuickBooks en ligne" | "QuickBooks" | "QBO" {
        EasyStart: "EasyStart" ("Simple Start"), "Démarrage";
        Essentials: "Essentials", "Standard";
        Plus: "Plus", "Plus";
        Advanced: "Advanced", "Avancé";
        Ledger: "Ledger", "Grand livre";
        SelfEmployed: "Self-Employed", "Travailleur autonome" | "QBSE" | "Solopreneur";
    }
    Tier {
        Core: "Core", "Paie de base" | "Base" | "De base";
        Basic: "Basic", "Basic";
        Premium: "Premium", "Premium";
        Elite: "Elite", "Élite";
    }
    Feature {
        Multicurrency: "Multicurrency", "Multidevise" | "Multiple currencies" | "Multidevises" | "Devises multiples";
        RecurringTransactions: "Recurring transactions", "Opérations récurrentes";
        Bills: "Bills", "Factures à payer";
        TimeTracking: "Time tracking", "Suivi des heures travaillées" | "Suivi du temps";
        Inventory: "Inventory", "Suivi des stocks" | "Inventaire";
        PurchaseOrders: "Purchase orders", "Bons de commande";
        Projects: "Projects", "Projets";
        Classes: "Classes", "Classes";
        Locations: "Locations", "Lieux";
        Budgets: "Budgets", "Budgets";
        CustomRoles: "Custom roles", "Rôles personnalisés";
        Workflows: "Workflows", "Flux de travail";
        SpreadsheetSync: "Spreadsheet Sync", "Spreadsheet Sync" | "Synchronisation des feuilles de calcul";
        BackupAndRestore: "Backup and restore", "Sauvegarde et restauration";
        EnhancedCustomFields: "Enhanced custom fields", "Champs personnalisés améliorés";
    }
    UserKind {
        Billable: "Billable users", "Utilisateurs facturables";
        Accountant: "Accountant users", "Utilisateurs comptables";
        ReportsOnly: "Reports-only users", "Utilisateurs de rapports seulement";
        TimeOnly: "Time-only users", "Utilisateurs du suivi des heures travaillées seulement";
    }
    Resource {
        Accounts: "Active accounts", "Comptes actifs";
        ClassesAndLocations: "Active classes and locations", "Classes et lieux actifs";
        CustomFields: "Custom fields", "Champs personnalisés";
    }
    ClientStatus {
        Pending: "Pending", "En attente";
        Trial: "In trial", "À l’essai" | "Free trial" | "Essai" | "Essai gratuit";
        Active: "Active", "Actif";
        Cancelling: "Cancelled but still running" ("Canceled but still running"), "Annulé mais encore en vigueur" | "Cancelled, still running" | "Canceled, still running" | "Annulé, encore en vigueur" | "Annulée, encore en vigueur" | "Annulé, en cours" | "Annulée, en cours" | "Canceling";
        Restricted: "Restricted", "Restreint" | "Restreinte";
        Suspended: "Suspended", "Suspendu" | "Suspendue";
        Expired: "Expired", "Expiré" | "Expirée";
        Cancelled: "Cancelled" ("Canceled"), "Annulé" | "Annulée";
    }
    Party {
        Firm: "Firm", "Cabinet" | "Accounting firm" | "Cabinet comptable" | "Firme";
        Client: "Client", "Client";
    }
    Actor {
        Firm: "Firm", "Cabinet";
        Client: "Client", "Client";
        Vendor: "Intuit", "Intuit";
        Requester: "Requester", "La personne qui fait la demande";
    }
    PrimaryAdmin {
        Client: "Client", "Client";
        Firm: "Firm", "Cabinet";
        Other: "Somebody else", "Autre personne" | "Autre";
    }
    PriceWhenTakenOver {
        Retail: "Retail price", "Prix de détail";
        Wholesale: "Wholesale price", "Prix de gros";
    }
    BillingCycle {
        Monthly: "Monthly billing", "Facturation mensuelle" | "Mensuel" | "Mensuelle";
        Annual: "Annual billing", "Facturation annuelle" | "Annually" | "Yearly" | "Annuel" | "Annuelle";
    }
    Resolution {
        Never: "No remedy", "Sans solution";
        Act: "Somebody has to act", "Quelqu’un doit agir";
        Wait: "It clears itself in time", "Il suffit d’attendre";
    }
    Effective {
        Immediately: "Immediately", "Immédiatement";
        NextBillingDate: "On the next billing date", "À la prochaine date de facturation";
    }
    Availability {
        Now: "Now", "Maintenant";
        Later: "Later", "Plus tard";
        Never: "Never", "Jamais";
        Depends: "It depends", "À préciser";
    }
    FitVerdict {
        Holds: "Holds today's use", "Convient à l’utilisation actuelle";
        Lacks: "Does not hold today's use", "Ne convient pas à l’utilisation actuelle";
        Unknown: "Not documented", "Non documenté";
        Depends: "Depends on today's use", "Selon l’utilisation actuelle";
    }
    Mark {
        Source: "Rule of the article", "Règle de l’article";
        OtherPage: "Another page of Intuit", "Autre page d’Intuit";
        Judgement: "Judgement" ("Judgment"), "Interprétation";
    }
}
