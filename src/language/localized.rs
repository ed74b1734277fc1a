//! Everything in words.

use core::fmt::{self, Display, Formatter};

use super::speech;
use super::speech::Scene;
use super::text::{self, Named};
use crate::assess::Question;
use crate::decision::{Catalogue, ChangePlan, Decision, Refusal, Rule, RuleCode, Step};
use crate::model::{AddOnKind, Audience, Language, Product, Subscription};
use crate::record::{DecisionRecord, PlanRecord, RefusalRecord};
use crate::rules::{Notice, Reason, Remedies, Remedy};
use crate::terms::{CatalogueId, Part, Source, Terms};
use crate::ways_out::Action;

/// Something in words, in one language and for one audience: what the `display` methods return.
///
/// Its `Display` writes it, in whole sentences unless stated otherwise, and allocates nothing. An answer uses the names of the
/// edition that it was made with, if that is embedded; [`in_words_of`](Self::in_words_of) names another one.
///
/// Typography: English has ASCII apostrophes and groups thousands by a comma, `1,000`. French has the apostrophe `’`, guillemets `« »`,
/// and a no-break space (U+00A0) inside them, before a colon, between thousands, `1 000`, and between a number and its noun; its sentences
/// have no semicolon or exclamation mark, and only a question has a question mark, without a space before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Localized<'a, T> {
    pub(super) said: T,
    pub(super) language: Language,
    pub(super) audience: Audience,
    terms: &'a Terms,
}

/// The terms of the edition whose names are used.
fn terms_of(id: CatalogueId) -> &'static Terms {
    Catalogue::embedded_as(id).unwrap_or(Catalogue::canada()).terms()
}

impl<T> Localized<'static, T> {
    pub(super) const fn new(said: T, language: Language, audience: Audience) -> Self {
        Self { said, language, audience, terms: Catalogue::canada().terms() }
    }

    pub(super) fn of(id: CatalogueId, said: T, language: Language, audience: Audience) -> Self {
        Self { said, language, audience, terms: terms_of(id) }
    }
}

impl<T> Localized<'_, T> {
    /// The same with this catalogue's names of plans and add-ons.
    #[must_use]
    pub fn in_words_of(self, catalogue: &Catalogue) -> Localized<'_, T> {
        Localized { said: self.said, language: self.language, audience: self.audience, terms: catalogue.terms() }
    }

    /// Something else, in the same language, to the same audience, with the same names.
    pub(super) fn also<U>(&self, said: U) -> Localized<'_, U> {
        Localized { said, language: self.language, audience: self.audience, terms: self.terms }
    }

    pub(super) const fn scene(&self) -> Scene<'_> {
        Scene { language: self.language, audience: self.audience, terms: self.terms }
    }
}

/// In English to others, for where nothing else is known.
const LOG: Scene<'static> = Scene { language: Language::English, audience: Audience::Other, terms: Catalogue::canada().terms() };

/// For what is a sentence: its clause, from the module of each language, with a capital and a full stop.
macro_rules! sentences {
    ($($Type:ident by $clause:ident),+ $(,)?) => {$(
        impl $Type {
            #[doc = concat!("A sentence that says it in this language, to this audience. The plain `Display` is the English one \
                for [`Audience::Other`], without its capital and its full stop, as it fits into a log line.")]
            #[must_use]
            pub const fn display(self, language: Language, audience: Audience) -> Localized<'static, Self> {
                Localized::new(self, language, audience)
            }
        }

        impl Display for $Type {
            fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
                speech(Language::English).$clause(f, LOG, self)
            }
        }

        impl Display for Localized<'_, $Type> {
            fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
                text::sentence(f, |f| speech(self.language).$clause(f, self.scene(), &self.said))
            }
        }
    )+};
}

sentences! { Reason by reason, Remedy by remedy, Step by step, Notice by notice }

impl Question {
    /// The question in this language, put to this audience: to the one who can [answer](Self::ask) it, or to somebody who passes
    /// it on.
    ///
    /// ```
    /// use subscription_change::assess::{Facts, assess};
    /// use subscription_change::{Audience, Context, Language, Party, Plan, Subscription, Usage};
    ///
    /// let plus = Subscription::new(Plan::Plus, Party::Firm);
    /// let mut facts = Facts::from(Context::in_good_standing(Party::Firm.into(), Usage::default()));
    /// facts.client.usage.users.billable = None;
    /// let down = assess(&plus, &plus.with_plan(Plan::Essentials), &facts);
    /// let question = down.questions().next().unwrap();
    /// let put = |language, audience| question.display(language, audience).to_string();
    /// assert_eq!(
    ///     put(Language::English, Audience::Client),
    ///     "Do you have more than 3 billable users, counting invitations?",
    /// );
    /// assert_eq!(
    ///     put(Language::French, Audience::Firm),
    ///     "Est-ce que votre client a plus de 3\u{a0}utilisateurs facturables, invitations comprises?",
    /// );
    /// ```
    #[must_use]
    pub const fn display(self, language: Language, audience: Audience) -> Localized<'static, Self> {
        Localized::new(self, language, audience)
    }
}

impl Display for Localized<'_, Question> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let speech = speech(self.language);
        text::question(f, speech.phrases().before_question, |f| speech.question(f, self.scene(), &self.said))
    }
}

impl Reason {
    /// What can be done instead, where nobody can clear the reason, to be said in this language: a sentence, if there is anything.
    ///
    /// ```
    /// use subscription_change::{Language, Plan, Reason};
    ///
    /// let reason = Reason::SeparateProduct { from: Plan::SelfEmployed, to: Plan::Plus };
    /// let instead = reason.instead(Language::English).unwrap();
    /// assert_eq!(instead.to_string(), "Intuit has a procedure of its own to switch between QuickBooks Self-Employed and QuickBooks Online.");
    /// ```
    #[must_use]
    pub fn instead(&self, language: Language) -> Option<Localized<'static, Instead>> {
        speech(language).instead(self)?;
        Some(Localized::new(Instead(*self), language, Audience::Other))
    }
}

/// What can be done instead where nobody can clear a reason: what [`Reason::instead`] says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Instead(Reason);

impl Display for Localized<'_, Instead> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        speech(self.language).instead(&self.said.0).map_or(Ok(()), |text| Named(self.scene(), text).fmt(f))
    }
}

impl Remedies {
    /// A sentence that says what to do about a reason and who does it, with all alternatives; empty if there is none.
    ///
    /// ```
    /// use subscription_change::{Audience, Language, Plan, Product, Reason, Tier};
    ///
    /// let with_payroll = Some(Tier::Premium);
    /// let (product, plan) = (Product::Time, Plan::EasyStart);
    /// let reason = Reason::AddOnUnsupported { product, plan, with_payroll };
    /// let said = |language| reason.remedies().display(language, Audience::Firm).to_string();
    /// assert_eq!(
    ///     said(Language::English),
    ///     "You can ask for a subscription without QuickBooks Time \
    ///      or ask for QuickBooks Payroll Premium.",
    /// );
    /// assert_eq!(
    ///     said(Language::French),
    ///     "Vous pouvez demander un abonnement sans QuickBooks Time \
    ///      ou demander QuickBooks Paie Premium.",
    /// );
    /// ```
    #[must_use]
    pub const fn display(self, language: Language, audience: Audience) -> Localized<'static, Self> {
        Localized::new(self, language, audience)
    }
}

impl Display for Localized<'_, Remedies> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mut remedies = self.said.clone();
        let (first, second) = (remedies.next(), remedies.next());
        let Some(first) = first else { return Ok(()) };
        text::sentence(f, |f| speech(self.language).remedies(f, self.scene(), &first, second.as_ref()))
    }
}

impl Action {
    /// The action in this language, to this audience, as the entry of a menu, not a sentence.
    ///
    /// ```
    /// use subscription_change::ways_out::Action;
    /// use subscription_change::{Audience, Language, Plan};
    ///
    /// let action = Action::Downgrade { to: Plan::EasyStart };
    /// assert_eq!(action.display(Language::English, Audience::Firm).to_string(), "Downgrade to EasyStart");
    /// assert_eq!(action.display(Language::French, Audience::Firm).to_string(), "Passer à un niveau inférieur\u{a0}: Démarrage");
    /// ```
    #[must_use]
    pub const fn display(self, language: Language, audience: Audience) -> Localized<'static, Self> {
        Localized::new(self, language, audience)
    }
}

impl Display for Localized<'_, Action> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        speech(self.language).action(f, self.scene(), &self.said)
    }
}

/// As [`display`](Action::display) says it in English to [others](Audience::Other).
impl Display for Action {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        speech(Language::English).action(f, LOG, self)
    }
}

impl Source {
    /// The source in this language, as in "article L78SslIqi of 28 January 2025, for upgrades": for parentheses or the cell of a
    /// table, not a sentence.
    #[must_use]
    pub const fn display(self, language: Language) -> Localized<'static, Self> {
        Localized::new(self, language, Audience::Other)
    }
}

impl Display for Localized<'_, Source> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        speech(self.language).source(f, self.scene(), &self.said)?;
        self.said.part.map_or(Ok(()), |part| write!(f, ", {}", self.also(part)))
    }
}

impl Part {
    /// The part in this language, as it stands behind a source: "for upgrades".
    #[must_use]
    pub const fn display(self, language: Language) -> Localized<'static, Self> {
        Localized::new(self, language, Audience::Other)
    }
}

impl Display for Localized<'_, Part> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        Named(self.scene(), speech(self.language).part(self.said)).fmt(f)
    }
}

impl Rule {
    /// When it holds: a clause in this language, without a full stop.
    #[must_use]
    pub fn condition(&self, language: Language) -> Localized<'static, RuleCode> {
        Localized::of(self.catalogue, self.code, language, Audience::Other)
    }
}

/// When the rule holds.
impl Display for Localized<'_, RuleCode> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let condition = match self.said {
            RuleCode::Reason(code) => speech(self.language).reason_condition(code),
            RuleCode::Notice(code) => speech(self.language).notice_condition(code),
        };
        Named(self.scene(), condition).fmt(f)
    }
}

impl Subscription {
    /// What is held, in this language, with the payer of each product in parentheses, and whether billing is split: for a
    /// heading, not a sentence.
    ///
    /// ```
    /// use subscription_change::{AddOnKind, Language, Party, Plan, Subscription, Tier};
    ///
    /// let held = Subscription::new(Plan::Plus, Party::Firm).with_add_on(AddOnKind::Payroll, Tier::Core, Party::Client);
    /// assert_eq!(
    ///     held.display(Language::English).to_string(),
    ///     "QuickBooks Online Plus (firm), QuickBooks Payroll Core (client), split billing",
    /// );
    /// assert_eq!(
    ///     held.display(Language::French).to_string(),
    ///     "QuickBooks en ligne Plus (cabinet), QuickBooks Paie de base (client), facturation répartie",
    /// );
    /// ```
    #[must_use]
    pub const fn display(self, language: Language) -> Localized<'static, Self> {
        Localized::new(self, language, Audience::Other)
    }
}

impl Display for Localized<'_, Subscription> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let (base, language, scene) = (self.said.base, self.language, self.scene());
        // Plans that are not on the ladder are not levels of QuickBooks Online.
        let on_ladder = scene.terms.edition.ladder.contains(base.plan);
        let product = if on_ladder { Product::Base.label(language) } else { "QuickBooks" };
        let payer = |party: crate::model::Party| text::Lowered(party.label(language));
        write!(f, "{product} {} ({})", scene.plan(base.plan), payer(base.payer))?;
        for &kind in AddOnKind::ALL {
            let Some(held) = self.said.add_on(kind) else { continue };
            f.write_str(", ")?;
            speech(language).add_on(f, scene, kind.product(), held.tier)?;
            write!(f, " ({})", payer(held.payer))?;
        }
        if self.said.has_split_billing() { write!(f, ", {}", speech(language).phrases().split_billing) } else { Ok(()) }
    }
}

/// Answers, with the names of the edition that they were made with.
macro_rules! answers {
    ($($(#[$meta:meta])* $Type:ident,)+) => {$(
        impl $Type {
            $(#[$meta])*
            #[must_use]
            pub fn display(&self, language: Language, audience: Audience) -> Localized<'static, &Self> {
                Localized::of(self.catalogue(), self, language, audience)
            }
        }
    )+};
}

answers! {
    /// The whole refusal as lines of text: that the change is refused, then a line for each reason, with what to do about it and
    /// who does it.
    ///
    /// ```
    /// use subscription_change::{
    ///     Audience, Confirmation, Context, Feature, Language, Party, Plan, Subscription, Usage,
    ///     plan_change,
    /// };
    ///
    /// let current = Subscription::new(Plan::Plus, Party::Firm);
    /// let usage = Usage::default().with(|usage| usage.features = Feature::Multicurrency.into());
    /// let context = Context::in_good_standing(Party::Firm.into(), usage)
    ///     .with(|context| context.client.confirmation = Some(Confirmation::default()));
    /// let refusal = plan_change(&current, &current.with_plan(Plan::EasyStart), &context).unwrap_err();
    /// assert_eq!(
    ///     refusal.display(Language::English, Audience::Client).to_string(),
    ///     "The change is refused.\n\
    ///      - You have multicurrency turned on, which the new plan does not have: one Intuit page says to turn it off first, and another \
    ///      says that it can never be turned off. You have to turn off multicurrency, but if that is no longer offered, as another Intuit \
    ///      page says, only Intuit can help.",
    /// );
    /// ```
    Refusal,
    /// The whole plan as lines of text: when it takes effect, the steps with who does them, numbered, and what to know beforehand.
    ///
    /// ```
    /// use subscription_change::{
    ///     Audience, Context, Language, Party, Plan, Subscription, Usage, plan_change,
    /// };
    ///
    /// let current = Subscription::new(Plan::Ledger, Party::Firm);
    /// let context = Context::in_good_standing(Party::Firm.into(), Usage::default());
    /// let plan = plan_change(&current, &current.with_plan(Plan::Plus), &context).unwrap();
    /// assert_eq!(
    ///     plan.display(Language::English, Audience::Firm).to_string(),
    ///     "The change takes effect immediately.\n\
    ///      1. You upgrade the plan from Ledger to Plus.\n\
    ///      Please note:\n\
    ///      - There is no way back to QuickBooks Ledger: discuss it with your client first. This cannot be undone.\n\
    ///      - You are charged a prorated amount for the rest of the billing period.",
    /// );
    /// ```
    ChangePlan,
    /// The whole answer as lines of text: the [plan](ChangePlan::display) or the [refusal](Refusal::display).
    Decision,
    /// The whole refusal as lines of text, as [`Refusal::display`] says it.
    RefusalRecord,
    /// The whole plan as lines of text, as [`ChangePlan::display`] says it.
    PlanRecord,
    /// The whole answer as lines of text, as [`Decision::display`] says it.
    DecisionRecord,
}
