//! A catalogue to decide with: checked terms, and the rules compiled for them.

use core::fmt;
use core::hash::{Hash, Hasher};

use crate::model::{AddOnKind, Language, Plan};
use crate::rules::RuleBook;
use crate::terms::{
    CANADA_2022_09_08, CANADA_2025_06_02, CatalogueId, InvalidCatalogue, PlanTerms, Terms, UNITED_STATES_2026_09_30,
};

/// A checked catalogue, ready to decide with: what the vendor sells in one country from one date on, and on which terms.
///
/// Two Canadian ones are embedded, an older and a newer, and an American one. For another one, check [`Terms`].
///
/// ```
/// use subscription_change::catalogue::Limit;
/// use subscription_change::{Catalogue, Plan, Resource};
///
/// let today = Catalogue::canada();
/// assert_eq!(today.id().to_string(), "CA-2025-06-02");
/// assert_eq!(today.plan_terms(Plan::Plus).users.billable, Limit::UpTo(5));
/// // What is not documented is unknown: neither zero nor unlimited.
/// assert_eq!(today.plan_terms(Plan::Ledger).users.billable, Limit::Unknown);
///
/// let before = Catalogue::embedded_as("CA-2022-09-08".parse().unwrap()).unwrap();
/// assert_eq!(before.plan_terms(Plan::EasyStart).resources.get(Resource::CustomFields), &Limit::UpTo(0));
/// ```
#[derive(Clone)]
pub struct Catalogue {
    terms: Terms,
    pub(crate) rules: RuleBook,
}

static CANADA: [Catalogue; 2] = [Catalogue::compile(&CANADA_2022_09_08), Catalogue::compile(&CANADA_2025_06_02)];
static UNITED_STATES: Catalogue = Catalogue::compile(&UNITED_STATES_2026_09_30);

/// Country by country, the oldest of each first.
static EMBEDDED: [&Catalogue; 3] = [&CANADA[0], &CANADA[1], &UNITED_STATES];

/// Shows only its identity, because it is part of many values that are shown; [`Catalogue::terms`] shows everything.
impl fmt::Debug for Catalogue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Catalogue").field("id", &self.id()).finish_non_exhaustive()
    }
}

/// Its rules follow from its terms.
impl PartialEq for Catalogue {
    fn eq(&self, other: &Self) -> bool {
        self.terms == other.terms
    }
}

impl Eq for Catalogue {}

/// Hashes its identity, which equal catalogues have in common.
impl Hash for Catalogue {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.id().hash(state);
    }
}

impl Catalogue {
    /// The Canadian catalogue in force since 2025-06-02: the default of [`plan_change`](crate::plan_change).
    #[must_use]
    pub const fn canada() -> &'static Self {
        &CANADA[1]
    }

    /// The American catalogue in force since 2026-09-30.
    ///
    /// ```
    /// use subscription_change::catalogue::Mark;
    /// use subscription_change::{Catalogue, Language, Plan, ReasonCode};
    ///
    /// let today = Catalogue::united_states();
    /// assert_eq!(today.plan_name(Plan::EasyStart, Language::English), "Simple Start");
    /// // The vendor's American pages are its sources; where none says, it is a judgement.
    /// assert!(today.all_rules().flat_map(|rule| rule.marks()).all(|mark| mark != Mark::Source));
    /// assert!(today.rule(ReasonCode::FirmNotAccountant).marks().eq([Mark::Judgement]));
    /// ```
    #[must_use]
    pub const fn united_states() -> &'static Self {
        &UNITED_STATES
    }

    /// The embedded catalogues, country by country, the oldest of each first.
    #[must_use]
    pub const fn embedded() -> &'static [&'static Self] {
        &EMBEDDED
    }

    /// The embedded catalogues of one country (ISO 3166-1, two capital letters), oldest first: the versions of its
    /// [`History`](crate::catalogue::History). None where nothing is embedded for it.
    ///
    /// ```
    /// use subscription_change::Catalogue;
    /// use subscription_change::catalogue::History;
    ///
    /// let canada = History::new(Catalogue::embedded_in("CA")).unwrap();
    /// assert_eq!(canada.in_force_on("2024-01-01".parse().unwrap()).unwrap().id().to_string(), "CA-2022-09-08");
    /// assert_eq!(Catalogue::embedded_in("US").len(), 1);
    /// assert!(Catalogue::embedded_in("FR").is_empty());
    /// ```
    #[must_use]
    pub fn embedded_in(country: &str) -> &'static [&'static Self] {
        let (canada, united_states) = EMBEDDED.split_at(CANADA.len());
        match country {
            "CA" => canada,
            "US" => united_states,
            _ => &[],
        }
    }

    /// The embedded catalogue that has this identity, if there is one.
    #[must_use]
    pub fn embedded_as(id: CatalogueId) -> Option<&'static Self> {
        Self::embedded().iter().copied().find(|catalogue| catalogue.id() == id)
    }

    /// Which edition this is, and since when.
    #[must_use]
    pub const fn id(&self) -> CatalogueId {
        self.terms.id
    }

    /// Everything that the catalogue says, as the plain data that it was checked from.
    #[must_use]
    pub const fn terms(&self) -> &Terms {
        &self.terms
    }

    /// The terms of one plan.
    #[must_use]
    pub const fn plan_terms(&self, plan: Plan) -> &PlanTerms {
        self.terms.plans.get(plan)
    }

    /// What this edition calls a plan, as in "Plus".
    #[must_use]
    pub const fn plan_name(&self, plan: Plan, language: Language) -> &str {
        self.terms.edition.names.plan(plan, language)
    }

    /// What this edition calls an add-on, as in "QuickBooks Payroll".
    #[must_use]
    pub const fn add_on_name(&self, kind: AddOnKind, language: Language) -> &str {
        self.terms.edition.names.add_on(kind, language)
    }

    /// The rank of a plan on this edition's ladder, 0 for the lowest; `None` for a plan that is not on it.
    ///
    /// Upgrade and downgrade go by rank and never by price.
    ///
    /// ```
    /// use subscription_change::{Catalogue, Plan};
    ///
    /// let canada = Catalogue::canada();
    /// assert!(canada.rank(Plan::Plus) > canada.rank(Plan::Essentials));
    /// assert_eq!(canada.rank(Plan::Ledger), None);
    /// ```
    #[must_use]
    pub const fn rank(&self, plan: Plan) -> Option<usize> {
        self.terms.edition.ladder.rank(plan)
    }

    /// Compiles the rules for these terms. Decisions are made with checked terms only; a comparison of two checked catalogues
    /// also compiles the steps in between.
    pub(crate) const fn compile(terms: &Terms) -> Self {
        Self { rules: RuleBook::compile(terms), terms: *terms }
    }
}

impl Terms {
    /// Checks the terms, and makes a catalogue of them.
    ///
    /// # Errors
    ///
    /// All faults of the terms at once, each with its path.
    ///
    /// ```
    /// use subscription_change::Catalogue;
    /// use subscription_change::catalogue::Terms;
    ///
    /// let terms = Terms { transfer_permission_hours: 0, ..*Catalogue::canada().terms() };
    /// let invalid = terms.check().unwrap_err();
    /// assert_eq!(
    ///     invalid.to_string(),
    ///     "catalogue CA-2025-06-02 cannot be used: transfer_permission_hours: 0, but a permission has to last",
    /// );
    /// ```
    pub fn check(self) -> Result<Catalogue, InvalidCatalogue> {
        if self.is_valid() { Ok(Catalogue::compile(&self)) } else { Err(InvalidCatalogue::of(&self)) }
    }
}
