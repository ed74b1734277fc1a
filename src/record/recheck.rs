//! A stored plan, held against what would be decided today.

use super::PlanRecord;
use crate::decision::{Catalogue, ChangePlan, Refusal, Step};
use crate::kit::vocabulary;
use crate::model::{Context, FeatureSet, NoticeCode, Product, Subscription};
use crate::rules::Notice;
use crate::terms::Effective;

vocabulary! {
    /// What has become of a stored plan.
    pub enum RecheckVerdict ("outcome of a recheck", "outcomes of a recheck") {
        /// It would be decided again, word for word.
        Same,
        /// The change can still be made, and something about it is different.
        SameBut,
        /// The change would be refused.
        NoLongerPossible,
    }
}

/// A stored plan, held against what would be decided today: what [`PlanRecord::recheck`] returns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recheck {
    then: PlanRecord,
    now: Result<ChangePlan, Refusal>,
}

/// One thing in which the plan of today differs from the stored one. `None` says that there was no such thing then, or that there is none now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Difference {
    /// The client holds something else than it did: it was changed in the meantime.
    Current {
        /// What it held when the plan was made.
        then: Subscription,
        /// What it holds today.
        now: Subscription,
    },
    /// The change as a whole takes effect at another time.
    Effective {
        /// When it did.
        then: Effective,
        /// When it does.
        now: Effective,
    },
    /// A step: another one about the same product, one that is there no more, or a new one.
    Step {
        /// What was to be done.
        then: Option<Step>,
        /// What is to be done.
        now: Option<Step>,
    },
    /// Other features are gained; `None` where that is not documented.
    FeaturesGained {
        /// Those that were.
        then: Option<FeatureSet>,
        /// Those that are.
        now: Option<FeatureSet>,
    },
    /// Other features are lost; `None` where that is not documented.
    FeaturesLost {
        /// Those that were.
        then: Option<FeatureSet>,
        /// Those that are.
        now: Option<FeatureSet>,
    },
    /// A notice: another one about the same matter, such as another price for the same product, one that is there no more, or a new one.
    Notice {
        /// What was to be noted.
        then: Option<Notice>,
        /// What is to be noted.
        now: Option<Notice>,
    },
}

/// What a notice is about: notices of the same matter take each other's place.
fn matter(notice: &Notice) -> (NoticeCode, Option<usize>) {
    match *notice {
        Notice::DiscountKept { product } | Notice::RetailPrice { product } | Notice::WholesalePrice { product } => {
            (NoticeCode::RetailPrice, Some(product as usize))
        }
        _ => (notice.code(), notice.place()),
    }
}

/// What a step is about: there is one change and one transfer of a product at the most.
fn subject(step: &Step) -> (Product, bool) {
    (step.product(), matches!(step, Step::TransferBilling { .. }))
}

/// What is on one side and not on the other, each with what is there in its place: first what was, in its order, then what is new.
fn pairs<T: Copy + PartialEq, K: PartialEq>(
    then: impl Iterator<Item = T> + Clone,
    now: impl Iterator<Item = T> + Clone,
    about: impl Fn(&T) -> K + Copy,
) -> impl Iterator<Item = (Option<T>, Option<T>)> {
    let (before, after) = (then.clone(), now.clone());
    let was = then.filter_map(move |old| {
        let new = after.clone().find(|new| about(new) == about(&old));
        (new != Some(old)).then_some((Some(old), new))
    });
    let is_new = move |new: &T| !before.clone().any(|old| about(&old) == about(new));
    was.chain(now.filter(is_new).map(|new| (None, Some(new))))
}

impl PlanRecord {
    /// What has become of this plan: it is decided again for what the client holds today, with the facts of today, and held against what was
    /// stored. The target is that of the plan.
    ///
    /// Where a plan is stored to be made on a later day, the stored facts come to that day by [`Context::after`], and whatever else may have
    /// changed is asked anew. A client that already holds what the plan ends in is refused with
    /// [`NothingToChange`](crate::Reason::NothingToChange): the plan was made.
    ///
    /// ```
    /// use core::time::Duration;
    /// use subscription_change::record::{Difference, PlanRecord, RecheckVerdict};
    /// use subscription_change::{Catalogue, Context, Notice, Party, Plan, Product, Refusal, Subscription, Usage, plan_change};
    ///
    /// let current = Subscription::new(Plan::Plus, Party::Client);
    /// let target = current.with_payer(Product::Base, Party::Firm);
    /// let context = Context::in_good_standing(Party::Firm.into(), Usage::default()).with(|context| {
    ///     context.client.transfer_permission_hours = Some(1);
    ///     context.client.days_since_discount = Some(60);
    /// });
    /// let stored: PlanRecord = (&plan_change(&current, &target, &context)?).into();
    ///
    /// // On the next day the discount is gone, and on the third so is the permission.
    /// let on_day = |day: u64| {
    ///     let context = context.after(Duration::from_secs(day * 24 * 60 * 60));
    ///     stored.recheck(Catalogue::canada(), &current, &context)
    /// };
    /// assert_eq!(on_day(0).verdict(), RecheckVerdict::Same);
    /// let (then, now) = (Notice::DiscountKept { product: Product::Base }, Notice::RetailPrice { product: Product::Base });
    /// assert!(on_day(1).differences().eq([Difference::Notice { then: Some(then), now: Some(now) }]));
    /// assert_eq!(on_day(2).verdict(), RecheckVerdict::NoLongerPossible);
    /// # Ok::<(), Refusal>(())
    /// ```
    #[must_use]
    pub fn recheck(&self, catalogue: &Catalogue, current: &Subscription, context: &Context) -> Recheck {
        Recheck { then: *self, now: catalogue.plan_change(current, &self.to, context) }
    }
}

impl Recheck {
    /// Whether the plan is the same, the same but for its [differences](Self::differences), or no longer possible. Which catalogue decided is
    /// no difference.
    #[must_use]
    pub fn verdict(&self) -> RecheckVerdict {
        match self.now {
            Err(_) => RecheckVerdict::NoLongerPossible,
            Ok(_) if self.differences().next().is_none() => RecheckVerdict::Same,
            Ok(_) => RecheckVerdict::SameBut,
        }
    }

    /// The plan as it was stored.
    #[must_use]
    pub const fn then(&self) -> &PlanRecord {
        &self.then
    }

    /// What is decided today.
    ///
    /// # Errors
    ///
    /// The refusal, where the change is no longer possible.
    pub const fn now(&self) -> Result<&ChangePlan, &Refusal> {
        self.now.as_ref()
    }

    /// In what the plan of today differs from the stored one: what is held, when it takes effect, the steps, the features, the notices with the
    /// prices among them. Nothing where it is the same, nor where it is no longer possible.
    pub fn differences(&self) -> impl Iterator<Item = Difference> + '_ {
        self.now.as_ref().ok().into_iter().flat_map(|now| differences(&self.then, now.into()))
    }
}

fn differences(then: &PlanRecord, now: PlanRecord) -> impl Iterator<Item = Difference> + use<'_> {
    let whole = [
        (then.from != now.from).then_some(Difference::Current { then: then.from, now: now.from }),
        (then.effective != now.effective).then_some(Difference::Effective { then: then.effective, now: now.effective }),
    ];
    let (gained, lost) = (now.features_gained(), now.features_lost());
    let features = [
        (then.features_gained() != gained).then_some(Difference::FeaturesGained { then: then.features_gained(), now: gained }),
        (then.features_lost() != lost).then_some(Difference::FeaturesLost { then: then.features_lost(), now: lost }),
    ];
    let steps = pairs(then.steps(), now.steps.into_values(), subject).map(|(then, now)| Difference::Step { then, now });
    let notices = pairs(then.notices(), now.notices.into_values(), matter).map(|(then, now)| Difference::Notice { then, now });
    whole.into_iter().flatten().chain(steps).chain(features.into_iter().flatten()).chain(notices)
}

#[cfg(feature = "serde")]
mod json {
    use serde::ser::{Serialize, SerializeMap, Serializer};

    use super::{Difference, Recheck};
    use crate::decision::Decision;
    use crate::kit::json::Written;

    /// With its code, and what was and what is; null where there is none.
    impl Serialize for Difference {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            fn write<S: Serializer, T: Serialize>(serializer: S, code: &str, then: T, now: T) -> Result<S::Ok, S::Error> {
                let mut form = crate::kit::json::object(serializer)?;
                form.serialize_entry("code", code)?;
                form.serialize_entry("then", &then)?;
                form.serialize_entry("now", &now)?;
                form.end()
            }

            match *self {
                Self::Current { then, now } => write(serializer, "current", then, now),
                Self::Effective { then, now } => write(serializer, "effective", then, now),
                Self::Step { then, now } => write(serializer, "step", then, now),
                Self::FeaturesGained { then, now } => write(serializer, "features_gained", then, now),
                Self::FeaturesLost { then, now } => write(serializer, "features_lost", then, now),
                Self::Notice { then, now } => write(serializer, "notice", then, now),
            }
        }
    }

    /// The verdict, the differences, and what is decided today.
    impl Serialize for Recheck {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut form = crate::kit::json::object(serializer)?;
            form.serialize_entry("recheck", &self.verdict())?;
            form.serialize_entry("differences", &Written(|| self.differences()))?;
            form.serialize_entry("now", &Decision::from(self.now))?;
            form.end()
        }
    }
}
