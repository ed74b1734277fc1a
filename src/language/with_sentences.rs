//! Answers as JSON with the same in words beside their codes, for a front end that has no Rust.

use core::fmt::{self, Display, Formatter};

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::Localized;
use super::text::sentence;
use crate::assess::{AssessedReason, AssessedStep, Assessment, PossibleNotice, Question};
use crate::decision::{Catalogue, ChangePlan, Decision, Refusal, RuleCode, Step};
use crate::kit::json::Written;
use crate::model::{Audience, Language};
use crate::record::{DecisionRecord, PlanRecord, RefusalRecord};
use crate::rules::{Notice, Reason, Remedy};
use crate::ways_out::{Availability, Menu, MenuEntry};

/// An answer as it is written in JSON, with the same in words beside its codes: what the `with_sentences` methods return.
///
/// Each reason, remedy, step, notice and question has one more field, `text`, and so has a whole plan or refusal; a reason that nobody can clear
/// has `instead` where something can be done instead. Without these fields it is the JSON of the answer itself. Nothing of it is read back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WithSentences<'a, T>(Localized<'a, T>);

impl<T> WithSentences<'_, T> {
    /// The same in the words of the edition of this catalogue: with its names of plans and add-ons.
    #[must_use]
    pub fn in_words_of(self, catalogue: &Catalogue) -> WithSentences<'_, T> {
        WithSentences(self.0.in_words_of(catalogue))
    }

    /// Something else, with sentences to the same people in the same words.
    fn also<U>(&self, said: U) -> WithSentences<'_, U> {
        WithSentences(self.0.also(said))
    }
}

macro_rules! with_sentences {
    ($($(#[$meta:meta])* $Type:ident,)+) => {$(
        impl $Type {
            $(#[$meta])*
            #[must_use]
            pub fn with_sentences(&self, language: Language, audience: Audience) -> WithSentences<'static, &Self> {
                WithSentences(self.display(language, audience))
            }
        }
    )+};
}

with_sentences! {
    /// Its JSON with sentences beside the codes.
    ///
    /// ```
    /// use subscription_change::{Audience, Context, Decision, Language, Party, Plan, Subscription, Usage, plan_change};
    ///
    /// let plus = Subscription::new(Plan::Plus, Party::Firm);
    /// let context = Context::in_good_standing(Party::Firm.into(), Usage::default());
    /// let decision = Decision::from(plan_change(&plus, &plus.with_plan(Plan::Essentials), &context));
    /// let json = serde_json::to_value(decision.with_sentences(Language::French, Audience::Firm)).unwrap();
    /// assert_eq!(json["reasons"][0]["code"], "downgrade_not_confirmed");
    /// assert_eq!(json["reasons"][0]["text"], "Votre client n’a pas confirmé le passage à un niveau inférieur.");
    /// ```
    Decision,
    /// Its JSON with sentences beside the codes, as [`Decision::with_sentences`] has it.
    ChangePlan,
    /// Its JSON with sentences beside the codes, as [`Decision::with_sentences`] has it.
    Refusal,
    /// Its JSON with sentences beside the codes, as [`Decision::with_sentences`] has it.
    DecisionRecord,
    /// Its JSON with sentences beside the codes, as [`Decision::with_sentences`] has it.
    PlanRecord,
    /// Its JSON with sentences beside the codes, as [`Decision::with_sentences`] has it.
    RefusalRecord,
}

impl<'a> Assessment<'a> {
    /// Its JSON with sentences beside the codes, in the words of its catalogue. The text of a reason or notice of which a part is not known says
    /// when it is given; a remedy or step of which a part is not known has no text.
    #[must_use]
    pub fn with_sentences(&self, language: Language, audience: Audience) -> WithSentences<'a, &Self> {
        WithSentences(Localized::new(self, language, audience).in_words_of(self.made_with()))
    }
}

impl<'a> MenuEntry<'a> {
    /// The entry as JSON with sentences beside the codes, in the words of the catalogue of the menu: its `action` with its `label`, its
    /// `availability`, the `target`, the `reasons` why not now, the `remedies` to do first, and the `plan` that follows, null where there is none.
    #[must_use]
    pub fn with_sentences(&self, language: Language, audience: Audience) -> WithSentences<'a, &Self> {
        WithSentences(self.display(language, audience))
    }
}

impl<'a> Menu<'a> {
    /// The entries that are still to come as a list in JSON, each as [`MenuEntry::with_sentences`] has it.
    ///
    /// ```
    /// use subscription_change::{Audience, Catalogue, Context, Language, Party, Plan, Subscription, Usage};
    ///
    /// let context = Context::in_good_standing(Party::Firm.into(), Usage::default());
    /// let menu = Catalogue::canada().menu(&Subscription::new(Plan::Plus, Party::Firm), &context);
    /// let json = serde_json::to_value(menu.with_sentences(Language::English, Audience::Firm)).unwrap();
    /// assert_eq!(json[0]["action"], serde_json::json!({"code": "downgrade", "to": "easy_start"}));
    /// assert_eq!(json[0]["label"], "Downgrade to EasyStart");
    /// assert_eq!(json[0]["remedies"][0]["text"], "Your client has to confirm the downgrade.");
    /// ```
    #[must_use]
    pub fn with_sentences(&self, language: Language, audience: Audience) -> WithSentences<'a, &Self> {
        WithSentences(Localized::new(self, language, audience).in_words_of(self.catalogue()))
    }
}

/// What stands as text in JSON.
struct Text<D>(D);

impl<D: Display> Serialize for Text<D> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

/// A clause as a sentence.
struct Sentence<D>(D);

impl<D: Display> Display for Sentence<D> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        sentence(f, |f| self.0.fmt(f))
    }
}

impl Serialize for WithSentences<'_, Remedy> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.said.write_unless(|_| false, Some(Text(self.0)), serializer)
    }
}

impl Serialize for WithSentences<'_, Reason> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let reason = &self.0.said;
        let (code, instead) = (reason.code(), reason.instead(self.0.language));
        let mut form = crate::kit::json::object(serializer)?;
        form.serialize_entry("code", &code)?;
        reason.write_parameters(&mut form)?;
        form.serialize_entry("resolution", &reason.resolution())?;
        form.serialize_entry("remedies", &Written(|| reason.remedies().map(|remedy| self.also(remedy))))?;
        form.serialize_entry("text", &Text(self.0))?;
        if let Some(instead) = instead {
            form.serialize_entry("instead", &Text(self.0.also(instead.said)))?;
        }
        form.end()
    }
}

impl Serialize for WithSentences<'_, Step> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let code = self.0.said.code();
        let mut form = crate::kit::json::object(serializer)?;
        form.serialize_entry("code", &code)?;
        self.0.said.write_parameters(&mut form)?;
        form.serialize_entry("text", &Text(self.0))?;
        form.end()
    }
}

impl Serialize for WithSentences<'_, Notice> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let code = self.0.said.code();
        let mut form = crate::kit::json::object(serializer)?;
        form.serialize_entry("code", &code)?;
        self.0.said.write_parameters(&mut form)?;
        form.serialize_entry("reversible", &self.0.said.is_reversible())?;
        form.serialize_entry("text", &Text(self.0))?;
        form.end()
    }
}

impl Serialize for WithSentences<'_, Question> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut form = crate::kit::json::object(serializer)?;
        self.0.said.write_fields(&mut form)?;
        form.serialize_entry("text", &Text(self.0))?;
        form.end()
    }
}

/// A plan and a refusal, made here or read back.
macro_rules! answers {
    ($($Plan:ident or $Refusal:ident in $Decision:ident),+) => {$(
        impl WithSentences<'_, &$Plan> {
            fn write<S: Serializer>(&self, serializer: S, decision: Option<$Decision>) -> Result<S::Ok, S::Error> {
                let plan = self.0.said;
                let mut form = crate::kit::json::object(serializer)?;
                if let Some(decision) = decision {
                    form.serialize_entry("decision", &decision.kind())?;
                }
                form.serialize_entry("catalogue", &plan.catalogue())?;
                form.serialize_entry("effective", &plan.effective())?;
                form.serialize_entry("from", plan.from())?;
                form.serialize_entry("to", plan.to())?;
                form.serialize_entry("steps", &Written(|| plan.steps().map(|step| self.also(step))))?;
                form.serialize_entry("features_gained", &plan.features_gained())?;
                form.serialize_entry("features_lost", &plan.features_lost())?;
                form.serialize_entry("notices", &Written(|| plan.notices().map(|notice| self.also(notice))))?;
                form.serialize_entry("text", &Text(self.0))?;
                form.end()
            }
        }

        impl WithSentences<'_, &$Refusal> {
            fn write<S: Serializer>(&self, serializer: S, decision: Option<$Decision>) -> Result<S::Ok, S::Error> {
                let refusal = self.0.said;
                let mut form = crate::kit::json::object(serializer)?;
                if let Some(decision) = decision {
                    form.serialize_entry("decision", &decision.kind())?;
                }
                form.serialize_entry("catalogue", &refusal.catalogue())?;
                form.serialize_entry("resolution", &refusal.resolution())?;
                form.serialize_entry("reasons", &Written(|| refusal.reasons().map(|reason| self.also(reason))))?;
                form.serialize_entry("text", &Text(self.0))?;
                form.end()
            }
        }

        #[automatically_derived]
        impl Serialize for WithSentences<'_, &$Plan> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                self.write(serializer, None)
            }
        }

        #[automatically_derived]
        impl Serialize for WithSentences<'_, &$Refusal> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                self.write(serializer, None)
            }
        }

        #[automatically_derived]
        impl Serialize for WithSentences<'_, &$Decision> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self.0.said {
                    $Decision::ChangePlan(plan) => self.also(plan).write(serializer, Some(*self.0.said)),
                    $Decision::Refusal(refusal) => self.also(refusal).write(serializer, Some(*self.0.said)),
                }
            }
        }
    )+};
}

answers! { ChangePlan or Refusal in Decision, PlanRecord or RefusalRecord in DecisionRecord }

/// A remedy of an assessed reason; in words where all of it is known.
struct KnownRemedy<'a>(&'a AssessedReason, Localized<'a, Remedy>);

impl Serialize for KnownRemedy<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(reason, remedy) = self;
        let text = reason.knows_all_of(remedy.said).then_some(Text(remedy));
        remedy.said.write_unless(|name| reason.lacks(name), text, serializer)
    }
}

impl Serialize for WithSentences<'_, AssessedReason> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (reason, language) = (&self.0.said, self.0.language);
        let instead = reason.with_placeholders().instead(language).filter(|_| reason.depends_on().is_empty());
        let mut form = crate::kit::json::object(serializer)?;
        reason.write_fields(&Written(|| reason.remedies().map(|remedy| KnownRemedy(reason, self.0.also(remedy)))), &mut form)?;
        match reason.reason() {
            Some(whole) => form.serialize_entry("text", &Text(self.0.also(whole)))?,
            None => form.serialize_entry("text", &Text(Sentence(self.0.also(RuleCode::from(reason.code())))))?,
        }
        if let Some(instead) = instead {
            form.serialize_entry("instead", &Text(self.0.also(instead.said)))?;
        }
        form.end()
    }
}

impl Serialize for WithSentences<'_, PossibleNotice> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let possible = &self.0.said;
        let mut form = crate::kit::json::object(serializer)?;
        possible.write_fields(&mut form)?;
        if possible.knows_used() {
            form.serialize_entry("text", &Text(self.0.also(possible.notice())))?;
        } else {
            form.serialize_entry("text", &Text(Sentence(self.0.also(RuleCode::from(possible.code())))))?;
        }
        form.end()
    }
}

impl Serialize for WithSentences<'_, AssessedStep> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.said.step() {
            Some(step) => self.also(step).serialize(serializer),
            None => self.0.said.serialize(serializer),
        }
    }
}

impl Serialize for WithSentences<'_, &Assessment<'_>> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        crate::assess::write_assessment!(self.0.said, serializer, part => self.also(part))
    }
}

impl Serialize for WithSentences<'_, &MenuEntry<'_>> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (entry, preview) = (self.0.said, self.0.said.preview());
        let availability = Availability::of(&preview);
        let refusal = entry.plan_change().err();
        // A way that leads to something else than what was asked for is none.
        let way = preview.as_ref().ok().filter(|_| availability != Availability::Never);
        let mut form = crate::kit::json::object(serializer)?;
        form.serialize_entry("action", &entry.action())?;
        form.serialize_entry("label", &Text(self.0.also(entry.action())))?;
        form.serialize_entry("availability", &availability)?;
        form.serialize_entry("target", &entry.request().target)?;
        let reasons = || refusal.iter().flat_map(|refusal| refusal.reasons()).map(|reason| self.also(reason));
        form.serialize_entry("reasons", &Written(reasons))?;
        let remedies = || way.iter().flat_map(|way| way.remedies()).map(|&remedy| self.also(remedy));
        form.serialize_entry("remedies", &Written(remedies))?;
        form.serialize_entry("plan", &way.map(|way| self.also(way.plan())))?;
        form.end()
    }
}

impl Serialize for WithSentences<'_, &Menu<'_>> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.said.clone().map(|entry| Entry(self, entry)))
    }
}

/// An entry of this menu.
struct Entry<'m, 'a>(&'m WithSentences<'m, &'m Menu<'a>>, MenuEntry<'a>);

impl Serialize for Entry<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(menu, entry) = self;
        menu.also(entry).serialize(serializer)
    }
}
