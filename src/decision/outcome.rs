//! The decision: findings in, a change plan or a refusal out.

use super::{Catalogue, ChangePlan, Refusal};
use crate::kit::vocabulary;
use crate::model::{Context, Request, Subscription};
use crate::rules::Findings;

/// Decides with the embedded Canadian catalogue, [`Catalogue::canada`].
///
/// Every value of these types gets an answer, without panic and without allocation.
///
/// ```
/// use subscription_change::{Context, FeatureSet, Parties, Party, Plan, Reason, Subscription, Usage, UserKind, plan_change};
///
/// let current = Subscription::new(Plan::Plus, Party::Firm);
/// let target = current.with_plan(Plan::EasyStart);
/// let mut usage = Usage::default();
/// usage.users.billable = 3;
/// let context = Context::in_good_standing(Parties::from(Party::Firm), usage);
///
/// let refusal = plan_change(&current, &target, &context).unwrap_err();
/// let reasons: Vec<Reason> = refusal.reasons().collect();
/// assert_eq!(reasons, [
///     Reason::DowngradeNotConfirmed { losses: FeatureSet::EMPTY },
///     Reason::TooManyUsers { kind: UserKind::Billable, used: 3, limit: 1 },
/// ]);
/// ```
///
/// # Errors
///
/// A [`Refusal`] with *every* reason that holds.
pub fn plan_change(current: &Subscription, target: &Subscription, context: &Context) -> Result<ChangePlan, Refusal> {
    Catalogue::canada().plan_change(current, target, context)
}

impl Catalogue {
    /// Decides with this catalogue: exactly what will happen, or every reason why it may not.
    ///
    /// ```
    /// use subscription_change::catalogue::Terms;
    /// use subscription_change::{Catalogue, Context, Parties, Party, Plan, Reason, Subscription, Usage};
    ///
    /// let id = "XA-2026-01-01".parse().unwrap();
    /// let terms = Terms { id, upgrade_wait_hours: 24, ..*Catalogue::canada().terms() };
    /// let strict = terms.check().unwrap();
    ///
    /// let current = Subscription::new(Plan::Essentials, Party::Firm);
    /// let mut context = Context::in_good_standing(Parties::from(Party::Firm), Usage::default());
    /// context.client.hours_since_downgrade = Some(20);
    ///
    /// let refusal = strict.plan_change(&current, &current.with_plan(Plan::Plus), &context).unwrap_err();
    /// assert!(refusal.reasons().eq([Reason::UpgradeTooSoon { hours_left: 4 }]));
    /// ```
    ///
    /// # Errors
    ///
    /// A [`Refusal`] with *every* reason that holds.
    pub fn plan_change(&self, current: &Subscription, target: &Subscription, context: &Context) -> Result<ChangePlan, Refusal> {
        let findings = Findings::of(self.terms(), &self.rules, current, target, context);
        if findings.reasons.is_empty() { Ok(ChangePlan::of(findings)) } else { Err(Refusal::of(findings)) }
    }
}

const _: () = assert!(
    size_of::<Result<ChangePlan, Refusal>>() <= 256,
    "evaluated by the compiler: an answer has more than 256 bytes, of which a user kind or a resource takes 8, an add-on 2 and a \
     feature 1; keep less of the catalogue in `PlanChange` and `CatalogueStamp`"
);

/// A change plan or a refusal: a decision to be written as JSON. What is read back is a
/// [`DecisionRecord`](crate::record::DecisionRecord).
///
/// In JSON it is the plan or the refusal with one more field, `"decision": "change_plan"` or `"refusal"`. A refusal:
///
/// ```
/// # #[cfg(feature = "serde")]
/// # {
/// # use subscription_change::ReasonCode;
/// # use subscription_change::record::DecisionRecord;
/// let json = r#"{"decision": "refusal", "catalogue": "CA-2025-06-02", "resolution": "act",
///  "reasons": [
///   {"code": "too_many_users", "kind": "billable", "used": 3, "limit": 1, "resolution": "act",
///    "remedies": [{"code": "remove_users", "kind": "billable", "count": 2, "by": "client"}]},
///   {"code": "feature_in_use", "feature": "multicurrency", "resolution": "act",
///    "remedies": [{"code": "turn_off", "feature": "multicurrency", "disputed": true, "by": "client"}]}]}"#;
/// let DecisionRecord::Refusal(refusal) = serde_json::from_str(json).unwrap() else { panic!("it is a refusal") };
/// assert!(refusal.has(ReasonCode::TooManyUsers));
/// # }
/// ```
///
/// A change plan, where `features_gained` and `features_lost` are null if one of the plans is undocumented:
///
/// ```
/// # #[cfg(feature = "serde")]
/// # {
/// # use subscription_change::record::DecisionRecord;
/// let json = r#"{"decision": "change_plan", "catalogue": "CA-2025-06-02", "effective": "immediately",
///  "from": {"base": {"plan": "advanced", "payer": "firm"}, "payroll": null, "time": null},
///  "to": {"base": {"plan": "plus", "payer": "firm"}, "payroll": {"tier": "core", "payer": "client"}, "time": null},
///  "steps": [
///   {"code": "add", "product": "payroll", "tier": "core", "effective": "immediately", "by": "client"},
///   {"code": "change_plan", "from": "advanced", "to": "plus", "effective": "immediately", "by": "firm"}],
///  "features_gained": [],
///  "features_lost": ["time_tracking", "custom_roles", "workflows", "spreadsheet_sync", "backup_and_restore", "enhanced_custom_fields"],
///  "notices": [{"code": "features_lost", "features": ["workflows"], "reversible": true},
///              {"code": "prorated_charge", "payer": "client", "reversible": true}]}"#;
/// let DecisionRecord::ChangePlan(plan) = serde_json::from_str(json).unwrap() else { panic!("it is a change plan") };
/// assert_eq!(plan.steps().count(), 2);
/// # }
/// ```
///
/// ```
/// use subscription_change::{Context, Decision, Parties, Party, Plan, Subscription, Usage, plan_change};
///
/// let base = Subscription::new(Plan::Plus, Party::Firm);
/// let context = Context::in_good_standing(Parties::from(Party::Firm), Usage::default());
/// let decision = Decision::from(plan_change(&base, &base, &context));
/// assert!(matches!(decision, Decision::Refusal(_)));
/// # #[cfg(feature = "serde")]
/// # {
/// let json = serde_json::to_string(&decision).unwrap();
/// assert!(json.starts_with(r#"{"decision":"refusal","catalogue":"CA-2025-06-02","resolution":"never","reasons":["#));
/// # }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Decision {
    /// The change may be made, and this is what it does.
    ChangePlan(ChangePlan),
    /// The change may not be made, and this is why.
    Refusal(Refusal),
}

vocabulary! {
    /// Which of the two a [`Decision`] is.
    pub enum DecisionKind ("decision") {
        /// [`Decision::ChangePlan`]
        ChangePlan,
        /// [`Decision::Refusal`]
        Refusal,
    }
}

impl Decision {
    /// The form of a decision in JSON, as a JSON Schema (draft 2020-12): the file `schema/decision.schema.json`. What is written fits it,
    /// and what fits it is read where its parts agree with one another.
    pub const JSON_SCHEMA: &'static str = include_str!("../../schema/decision.schema.json");

    /// Which of the two it is.
    #[must_use]
    pub const fn kind(&self) -> DecisionKind {
        match self {
            Self::ChangePlan(_) => DecisionKind::ChangePlan,
            Self::Refusal(_) => DecisionKind::Refusal,
        }
    }

    /// The catalogue that it was made with.
    #[must_use]
    pub const fn catalogue(&self) -> crate::terms::CatalogueId {
        match self {
            Self::ChangePlan(plan) => plan.catalogue(),
            Self::Refusal(refusal) => refusal.catalogue(),
        }
    }
}

impl Decision {
    /// Whether it is the same decision, whichever catalogue it was made with.
    #[must_use]
    pub fn says_the_same_as(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::ChangePlan(plan), Self::ChangePlan(other)) => plan.says_the_same_as(other),
            (Self::Refusal(refusal), Self::Refusal(other)) => refusal.says_the_same_as(other),
            (_, _) => false,
        }
    }
}

impl From<Result<ChangePlan, Refusal>> for Decision {
    fn from(result: Result<ChangePlan, Refusal>) -> Self {
        match result {
            Ok(plan) => Self::ChangePlan(plan),
            Err(refusal) => Self::Refusal(refusal),
        }
    }
}

impl From<Decision> for Result<ChangePlan, Refusal> {
    fn from(decision: Decision) -> Self {
        match decision {
            Decision::ChangePlan(plan) => Ok(plan),
            Decision::Refusal(refusal) => Err(refusal),
        }
    }
}

/// How a decision is written, made here or read back: its kind, and the fields of its plan or refusal.
#[cfg(feature = "serde")]
macro_rules! write_decision {
    ($Decision:ident of $Plan:ident or $Refusal:ident) => {
        #[automatically_derived]
        impl serde::Serialize for $Decision {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                use serde::ser::SerializeMap;

                let mut form = crate::kit::json::object(serializer)?;
                form.serialize_entry("decision", &self.kind())?;
                match self {
                    Self::ChangePlan(plan) => plan.write_fields(&mut form)?,
                    Self::Refusal(refusal) => refusal.write_fields(&mut form)?,
                }
                form.end()
            }
        }
    };
}

#[cfg(feature = "serde")]
pub(crate) use write_decision;

#[cfg(feature = "serde")]
write_decision! { Decision of ChangePlan or Refusal }

impl Request {
    /// [`plan_change`] of this request, with the embedded Canadian catalogue.
    ///
    /// # Errors
    ///
    /// The refusal, with every reason that holds.
    #[inline]
    pub fn plan_change(&self) -> Result<ChangePlan, Refusal> {
        self.plan_change_with(Catalogue::canada())
    }

    /// [`Catalogue::plan_change`] of this request.
    ///
    /// # Errors
    ///
    /// The refusal, with every reason that holds.
    #[inline]
    pub fn plan_change_with(&self, catalogue: &Catalogue) -> Result<ChangePlan, Refusal> {
        catalogue.plan_change(&self.current, &self.target, &self.context)
    }
}
