//! Deciding when some facts are unknown, by the same rules.
//!
//! [`assess`] says which reasons hold whatever the unknown facts are, which may hold, and what to ask. Ask the first question, give its
//! answer to [`Assessment::answer`], which assesses again, and go on until the [`verdict`](Assessment::verdict) is no longer open:
//!
//! ```
//! use subscription_change::assess::{Answer, Fact, Facts, Verdict, assess};
//! use subscription_change::{Audience, Confirmation, Context, Feature, Language, Party, Plan, Subscription, Usage, UserKind};
//!
//! // Two facts are missing. A form's JSON is read into a `PartialRequest`, which has an `assess` of its own.
//! let plus = Subscription::new(Plan::Plus, Party::Firm);
//! let wanted = plus.with_plan(Plan::Essentials);
//! let context = Context::in_good_standing(Party::Firm.into(), Usage::default())
//!     .with(|context| context.client.confirmation = Some(Confirmation::default()));
//! let facts = Facts::from(context).with(|facts| {
//!     facts.client.usage.users.billable = None;
//!     facts.client.usage.features.set(Feature::Inventory, None);
//! });
//!
//! let (language, audience) = (Language::French, Audience::Client);
//! let mut asked = Vec::new();
//! let mut assessment = assess(&plus, &wanted, &facts);
//! while assessment.verdict() == Verdict::Open {
//!     let question = assessment.questions().next().unwrap();
//!     asked.push(question.display(language, audience).to_string());
//!     // A form would ask; here somebody answers.
//!     let answer = match question.fact {
//!         Fact::Users(UserKind::Billable) => Answer::Number(2),
//!         Fact::Feature(_) => Answer::YesNo(false),
//!         other => panic!("{other} is known"),
//!     };
//!     assessment = assessment.answer(question.fact, answer).unwrap();
//! }
//! assert_eq!(asked.len(), 2);
//!
//! let plan = assessment.decision().unwrap().unwrap();
//! println!("{}", plan.display(language, audience));
//! # assert_eq!(assessment.verdict(), Verdict::ChangePlan);
//! ```
//!
//! The verdict may be settled before every fact is known: with five users the change is refused, whatever is in stock. Then there is no
//! [`decision`](Assessment::decision) yet. Show the [`certain`](Assessment::certain) reasons of a refusal, or the
//! [`steps`](Assessment::steps) and [`certain_notices`](Assessment::certain_notices) of a plan; in JSON, `with_sentences` has all of
//! them in words. The questions that are left decide what else stands in the way, or which notices the plan has.
//!
//! [`Fact::whereabouts`] says where an answer can be looked up. A client's menu, ways out and fitting plans can be had with
//! unknown facts too: see [`ways_out`](crate::ways_out).

#[cfg(feature = "serde")]
mod json;
mod notices;
mod plan;
mod questions;

pub use crate::model::{Answer, ClientFacts, Fact, FactSet, Facts, FirmFacts, PartlyKnown, UsageFacts, WrongAnswer};
pub use crate::terms::{Place, Whereabouts};
#[cfg(feature = "serde")]
pub(crate) use json::write_assessment;
pub use notices::PossibleNotice;
pub use plan::AssessedStep;
pub use questions::Question;

use crate::decision::{Catalogue, ChangePlan, Refusal};
use crate::kit::vocabulary;
use crate::model::{FeatureSet, ReasonCode, Subscription};
use crate::rules::{Findings, Gaps, Reason, ReasonCursor, ReasonSet, Remedy, Resolution};
use crate::terms::CatalogueId;

vocabulary! {
    /// The result of an assessment.
    pub enum Verdict ("verdict") {
        /// The change may be made, whatever the unknown facts are.
        ChangePlan,
        /// The change may not be made, whatever the unknown facts are.
        Refusal,
        /// It depends on unknown facts.
        Open,
    }
}

/// Assesses a change with the embedded Canadian catalogue, where some facts are unknown.
///
/// ```
/// use subscription_change::assess::{Facts, Verdict, assess};
/// use subscription_change::{Context, Party, Plan, Subscription, Usage};
///
/// // Nobody knows how much the client uses.
/// let context = Context::in_good_standing(Party::Firm.into(), Usage::default());
/// let facts = Facts::from(context).with(|facts| facts.client.usage = Default::default());
/// let plus = Subscription::new(Plan::Plus, Party::Firm);
///
/// // It does not matter for an upgrade, but for a downgrade it does.
/// let up = assess(&plus, &plus.with_plan(Plan::Advanced), &facts);
/// assert_eq!(up.verdict(), Verdict::ChangePlan);
/// let down = assess(&plus, &plus.with_plan(Plan::Essentials), &facts);
/// assert_eq!(down.verdict(), Verdict::Refusal); // the client has not confirmed it
/// let first = down.questions().next().unwrap();
/// assert_eq!(first.fact.to_string(), "client.usage.users.billable");
/// assert_eq!(first.more_than, Some(3));
/// ```
#[must_use]
pub fn assess(current: &Subscription, target: &Subscription, facts: &Facts) -> Assessment<'static> {
    Catalogue::canada().assess(current, target, facts)
}

impl Catalogue {
    /// Assesses a change with this catalogue, where some facts are unknown.
    #[must_use]
    pub fn assess(&self, current: &Subscription, target: &Subscription, facts: &Facts) -> Assessment<'_> {
        let (findings, may_hold, gaps) = Findings::partly(self.terms(), &self.rules, current, target, facts);
        Assessment { catalogue: self, facts: *facts, findings, may_hold, gaps }
    }
}

/// A request with unknown facts. A [`Request`](crate::Request) needs every fact; this one does not.
///
/// In JSON, a fact of the context that is left out is unknown, and null says that there was none. `authorised_by` and `features`
/// are either a complete list or an object with the members that are known, as in `{"multicurrency": true, "inventory": false}`.
///
/// ```
/// # #[cfg(feature = "serde")]
/// # {
/// use subscription_change::assess::PartialRequest;
///
/// let json = r#"{"current": {"base": {"plan": "plus", "payer": "firm"}},
///                "target": {"base": {"plan": "advanced", "payer": "firm"}},
///                "context": {"authorised_by": {"firm": true}, "client": {"status": "active"}}}"#;
/// let request: PartialRequest = serde_json::from_str(json).unwrap();
/// let asked: Vec<String> = request.assess().questions().map(|question| question.fact.to_string()).collect();
/// assert_eq!(asked, ["firm.billing_current", "firm.subscription_current", "firm.manages_billing"]);
/// # }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PartialRequest {
    /// The subscription as it is.
    pub current: Subscription,
    /// The subscription that is wanted.
    pub target: Subscription,
    /// What is known around the change.
    pub facts: Facts,
}

impl PartialRequest {
    /// The form of a partly known request in JSON, as a JSON Schema (draft 2020-12): the file `schema/partial-request.schema.json`. What
    /// fits it is read. The form of the facts alone is its definition `facts`.
    pub const JSON_SCHEMA: &'static str = include_str!("../schema/partial-request.schema.json");

    /// [`assess`] of this request, with the embedded Canadian catalogue.
    #[must_use]
    pub fn assess(&self) -> Assessment<'static> {
        self.assess_with(Catalogue::canada())
    }

    /// [`Catalogue::assess`] of this request.
    #[must_use]
    pub fn assess_with<'a>(&self, catalogue: &'a Catalogue) -> Assessment<'a> {
        catalogue.assess(&self.current, &self.target, &self.facts)
    }

    /// The request with every fact, if all of them are known.
    #[must_use]
    pub fn request(&self) -> Option<crate::model::Request> {
        let context = self.facts.context()?;
        Some(crate::model::Request { current: self.current, target: self.target, context })
    }
}

/// What can be said about a change where some facts are unknown.
#[derive(Clone, Copy)]
pub struct Assessment<'a> {
    catalogue: &'a Catalogue,
    facts: Facts,
    /// What certainly holds.
    findings: Findings,
    /// What holds in at least one completion, which gives every unknown fact a value. It includes what certainly holds.
    may_hold: ReasonSet,
    gaps: Gaps,
}

/// A reason that certainly or possibly holds, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AssessedReason {
    reason: Reason,
    /// Which of its parameters are known, one bit each.
    known: u32,
    /// The losses to be accepted, if it is about losses.
    may_be_lost: FeatureSet,
    depends_on: FactSet,
}

impl AssessedReason {
    /// Its code.
    #[must_use]
    pub const fn code(&self) -> ReasonCode {
        self.reason.code()
    }

    /// The reason; `None` if one of its parameters depends on an unknown fact.
    #[must_use]
    pub fn reason(&self) -> Option<Reason> {
        let all = self.code().all_parameters().len();
        let mask = 1_u32.checked_shl(u32::try_from(all).unwrap_or(u32::MAX)).unwrap_or(0).wrapping_sub(1);
        (self.known & mask == mask).then_some(self.reason)
    }

    /// The reason, with a placeholder for each unknown parameter. Do not show a placeholder to anybody; show when such a reason
    /// holds instead, the [`condition`](crate::catalogue::Rule::condition) of its rule.
    #[must_use]
    pub const fn with_placeholders(&self) -> Reason {
        self.reason
    }

    /// Whether the parameter of this name is known.
    #[must_use]
    pub fn knows(&self, parameter: &str) -> bool {
        let place = self.code().all_parameters().iter().position(|name| *name == parameter);
        place.is_some_and(|place| self.known >> (place as u32 & 31) & 1 != 0)
    }

    /// Whether everything about a remedy of this reason is known: what it says and who does it.
    #[cfg(feature = "serde")]
    pub(crate) fn knows_all_of(&self, remedy: Remedy) -> bool {
        !remedy.code().parameters().iter().chain(&["by"]).any(|name| self.lacks(name))
    }

    /// Whether it has a parameter of this name that is unknown.
    pub(crate) fn lacks(&self, parameter: &str) -> bool {
        self.code().all_parameters().contains(&parameter) && !self.knows(parameter)
    }

    /// The unknown facts that decide whether it holds, in the order of the request; none for a certain one.
    #[must_use]
    pub const fn depends_on(&self) -> FactSet {
        self.depends_on
    }

    /// Whether it can be cleared; [`Act`](Resolution::Act) if that depends on an unknown fact.
    #[must_use]
    pub const fn resolution(&self) -> Resolution {
        self.reason.resolution()
    }

    /// The alternatives that clear it. Where losses have to be accepted, these are all that may occur.
    pub fn remedies(&self) -> impl Iterator<Item = Remedy> + use<> {
        let may_be_lost = self.may_be_lost;
        self.reason.remedies().map(move |remedy| match remedy {
            Remedy::Confirm { .. } => Remedy::Confirm { accepting: may_be_lost },
            Remedy::AcceptLosses { .. } => Remedy::AcceptLosses { features: may_be_lost },
            other => other,
        })
    }
}

/// The reasons of one set, in order.
struct Walk<'s, 'a> {
    assessment: &'s Assessment<'a>,
    set: ReasonSet,
    cursor: ReasonCursor,
    certain: bool,
    unknown: FactSet,
}

impl Iterator for Walk<'_, '_> {
    type Item = AssessedReason;

    fn next(&mut self) -> Option<AssessedReason> {
        let Assessment { catalogue, facts, findings, gaps, .. } = self.assessment;
        let (code, place, reason, known) = self.cursor.next_partly(&self.set, findings, *gaps, self.unknown)?;
        let depends_on = if self.certain {
            FactSet::EMPTY
        } else {
            let subscriptions = (&findings.from, &findings.to);
            Findings::depends_on(code, place, catalogue.terms(), &catalogue.rules, subscriptions, facts)
        };
        let may_be_lost = if code == ReasonCode::DowngradeNotConfirmed { gaps.downgrade } else { gaps.may_be_lost };
        Some(AssessedReason { reason, known, may_be_lost, depends_on })
    }
}

#[cfg(feature = "serde")]
impl<'a> Assessment<'a> {
    /// The catalogue that it was made with, whole.
    pub(crate) const fn made_with(&self) -> &'a Catalogue {
        self.catalogue
    }
}

impl Assessment<'_> {
    /// The form of an assessment in JSON, as a JSON Schema (draft 2020-12): the file `schema/assessment.schema.json`. What is written fits it.
    pub const JSON_SCHEMA: &'static str = include_str!("../schema/assessment.schema.json");

    /// The catalogue that it was made with.
    #[must_use]
    pub const fn catalogue(&self) -> CatalogueId {
        self.findings.stamp.id
    }

    /// The subscriptions before and after the change.
    #[cfg(feature = "serde")]
    pub(crate) const fn subscriptions(&self) -> [&Subscription; 2] {
        [&self.findings.from, &self.findings.to]
    }

    /// The facts that it was made with.
    #[must_use]
    pub const fn facts(&self) -> &Facts {
        &self.facts
    }

    /// The verdict.
    #[must_use]
    pub const fn verdict(&self) -> Verdict {
        if !self.findings.reasons.is_empty() {
            Verdict::Refusal
        } else if self.may_hold.is_empty() {
            Verdict::ChangePlan
        } else {
            Verdict::Open
        }
    }

    /// The reasons that hold whatever the unknown facts are, in order.
    pub fn certain(&self) -> impl Iterator<Item = AssessedReason> + '_ {
        self.walk(self.findings.reasons, true)
    }

    /// The reasons that hold for some unknown facts and not for others, in order.
    pub fn possible(&self) -> impl Iterator<Item = AssessedReason> + '_ {
        self.walk(self.may_hold.without(&self.findings.reasons), false)
    }

    fn walk(&self, set: ReasonSet, certain: bool) -> impl Iterator<Item = AssessedReason> + '_ {
        Walk { assessment: self, set, cursor: set.cursor(), certain, unknown: self.facts.unknown() }
    }

    /// Whether a refusal can be cleared, judged by its certain reasons alone; `None` unless the verdict is
    /// [`Refusal`](Verdict::Refusal).
    #[must_use]
    pub fn resolution(&self) -> Option<Resolution> {
        // `Never` is the least of them, `Wait` the greatest.
        self.certain().map(|reason| reason.resolution()).min()
    }

    /// The plan or the refusal, if every fact is known. If some are not, read [`certain`](Self::certain) for a refusal, and
    /// [`steps`](Self::steps) and [`certain_notices`](Self::certain_notices) for a plan.
    #[must_use]
    pub fn decision(&self) -> Option<Result<ChangePlan, Refusal>> {
        let context = self.facts.context()?;
        Some(self.catalogue.plan_change(&self.findings.from, &self.findings.to, &context))
    }

    /// Whether the change is a downgrade of the base plan; this depends on no fact.
    pub(crate) const fn is_downgrade(&self) -> bool {
        self.findings.plan.down
    }

    /// The assessment of another change, with the same catalogue and the same facts.
    pub(crate) fn of(&self, current: &Subscription, target: &Subscription) -> Self {
        self.catalogue.assess(current, target, &self.facts)
    }

    /// The assessment with one more fact: the answer to a question.
    ///
    /// ```
    /// use subscription_change::assess::{Facts, Verdict, WrongAnswer, assess};
    /// use subscription_change::{Confirmation, Context, Party, Plan, Subscription, Usage};
    ///
    /// let plus = Subscription::new(Plan::Plus, Party::Firm);
    /// let context = Context::in_good_standing(Party::Firm.into(), Usage::default());
    /// let facts = Facts::from(context).with(|facts| facts.client.confirmation = None);
    /// let open = assess(&plus, &plus.with_plan(Plan::Essentials), &facts);
    /// let question = open.questions().next().unwrap();
    /// assert_eq!(question.fact.to_string(), "client.confirmation");
    ///
    /// assert_eq!(open.answer(question.fact, Confirmation::default())?.verdict(), Verdict::ChangePlan);
    /// # Ok::<(), WrongAnswer>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the answer is not a value of this fact.
    pub fn answer(&self, fact: Fact, answer: impl Into<Answer>) -> Result<Self, WrongAnswer> {
        let mut facts = self.facts;
        facts.answer(fact, answer)?;
        Ok(self.catalogue.assess(&self.findings.from, &self.findings.to, &facts))
    }

    /// The assessment with this one fact copied from a context.
    #[must_use]
    pub fn learn(&self, fact: Fact, context: &crate::model::Context) -> Self {
        let mut facts = self.facts;
        facts.learn(fact, context);
        self.catalogue.assess(&self.findings.from, &self.findings.to, &facts)
    }
}

impl core::fmt::Debug for Assessment<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Assessment")
            .field("catalogue", &self.catalogue())
            .field("verdict", &self.verdict())
            .field("facts", &self.facts)
            .finish_non_exhaustive()
    }
}
