//! What an assessment tells about reasons, steps and notices, compared with all completions: it tells what is the same in all of
//! them, and nothing else.

use std::collections::{BTreeMap, HashSet};

use serde_json::{Map, Value, json};
use subscription_change::assess::{self, Fact};
use subscription_change::parts::Quota;
use subscription_change::{ChangePlan, Notice, NoticeCode, Reason};

use laws::check::{Verdict, ensure};

use super::{About, Case, about};

fn written(value: impl serde::Serialize) -> Value {
    serde_json::to_value(value).expect("it is written")
}

/// "A parameter, count, `by` or `in_days` that hangs on an unknown fact is left out; a set has what is known to be in it, and is left out where
/// that is nothing and more may be. … confirm and `accept_losses` name every feature that may be lost, the unknown ones too."
fn known(key: &str, all: &[&Value], of_a_remedy: bool) -> Option<Value> {
    let (first, others) = all.split_first().expect("there is one");
    let lists: Option<Vec<&Vec<Value>>> = all.iter().map(|value| value.as_array()).collect();
    match (key, lists) {
        ("remedies", Some(lists)) => {
            let each = |place: usize| known_of(&lists.iter().map(|list| &list[place]).collect::<Vec<_>>(), true);
            Some((0..lists[0].len()).map(each).collect())
        }
        (_, Some(lists)) if of_a_remedy => {
            let mut any: Vec<&Value> = lists.into_iter().flatten().collect();
            any.sort_by_key(|feature| place_of(feature));
            any.dedup();
            Some(json!(any))
        }
        (_, Some(lists)) => {
            let in_all: Vec<&Value> = lists[0].iter().filter(|one| lists.iter().all(|list| list.contains(one))).collect();
            let more_may_be = lists.iter().any(|list| !list.is_empty());
            (!in_all.is_empty() || !more_may_be).then(|| json!(in_all))
        }
        (_, None) if others.iter().all(|other| other == first) => Some((*first).clone()),
        // "One whose parameters decide between act and wait, and are not known, counts as act."
        ("resolution", None) => Some(json!("act")),
        (_, None) => None,
    }
}

fn place_of(feature: &Value) -> usize {
    let is = |one: &subscription_change::Feature| Some(one.name()) == feature.as_str();
    subscription_change::Feature::ALL.iter().position(is).expect("it is a feature")
}

fn known_of(all: &[&Value], of_a_remedy: bool) -> Value {
    let first = all[0].as_object().expect("it is an object");
    let values = |key: &String| all.iter().map(|one| &one[key]).collect::<Vec<_>>();
    let told = first.keys().filter_map(|key| Some((key.clone(), known(key, &values(key), of_a_remedy)?)));
    Value::Object(told.collect::<Map<_, _>>())
}

fn known_of_all<T: serde::Serialize>(all: impl IntoIterator<Item = T>) -> Value {
    let all: Vec<Value> = all.into_iter().map(written).collect();
    known_of(&all.iter().collect::<Vec<_>>(), false)
}

/// Parameters that tell a fact: they hang on it, also where a catalogue leaves one value alone with which the reason holds.
const TOLD_OF: [(&str, Fact); 5] = [
    ("status", Fact::Status),
    ("in_days", Fact::DaysToRenewal),
    ("hours_left", Fact::HoursSinceDowngrade),
    ("hours", Fact::HoursSinceDowngrade),
    ("hours_ago", Fact::TransferPermissionHours),
];

/// What a notice is about: of features that are lost each one, of the others the notice.
fn each_notice(plan: &ChangePlan) -> Vec<(String, Notice)> {
    plan.notices().flat_map(|notice| one_by_one(&notice)).collect()
}

fn one_by_one(notice: &Notice) -> Vec<(String, Notice)> {
    if let Notice::FeaturesLost { features } = *notice {
        let lost = |feature: subscription_change::Feature| Notice::FeaturesLost { features: feature.into() };
        return features.iter().map(|feature| (format!("features_lost {feature}"), lost(feature))).collect();
    }
    let code = notice.code();
    let told = written(notice);
    let about = ["product", "payer", "kind", "resource"].map(|name| told[name].as_str().unwrap_or("").to_owned());
    vec![(format!("{code} {}", about.join(" ")), *notice)]
}

fn code_of(about: &str) -> &str {
    about.split(' ').next().unwrap_or(about)
}

impl Case<'_> {
    /// Of a reason and its remedies, or of a notice.
    fn leave_out_what_hangs_on_the_unknown(&self, fields: &mut Map<String, Value>) {
        let is_of = |quota: &&Quota| match **quota {
            Quota::Users(kind) => fields.get("kind").is_some_and(|told| *told == kind.name()),
            Quota::Resource(resource) => fields.get("resource").is_some_and(|told| *told == resource.name()),
            _ => false,
        };
        let counted = Quota::ALL.iter().find(is_of).map(|quota| Fact::of_quota(*quota));
        let counts = counted.into_iter().flat_map(|fact| [("used", fact), ("count", fact)]);
        for (name, _) in TOLD_OF.into_iter().chain(counts).filter(|(_, fact)| !self.facts.knows(*fact)) {
            fields.remove(name);
            let remedies = fields.get_mut("remedies").and_then(Value::as_array_mut);
            for remedy in remedies.into_iter().flatten().filter_map(Value::as_object_mut) {
                remedy.remove(name);
            }
        }
    }

    /// Every reason is written as what all completions in which it holds have in common; a certain one with its resolution and
    /// remedies, a possible one with what it depends on.
    pub(super) fn reasons_tell_what_is_known(&self) -> Verdict {
        let mut held: BTreeMap<About, HashSet<Reason>> = BTreeMap::new();
        for refusal in self.completions.iter().filter_map(|one| one.answer.as_ref().err()) {
            refusal.reasons().for_each(|reason| _ = held.entry(about(&reason)).or_default().insert(reason));
        }
        let assessment = self.assess();
        let certain = assessment.certain().map(|reason| (reason, true));
        for (reason, is_certain) in certain.chain(assessment.possible().map(|reason| (reason, false))) {
            let held = &held[&about(&reason.with_placeholders())];
            let mut expected = known_of_all(held);
            let fields = expected.as_object_mut().expect("it is an object");
            self.leave_out_what_hangs_on_the_unknown(fields);
            if !is_certain {
                fields.retain(|key, _| key != "resolution" && key != "remedies");
                // Of the features that it would be about, those that are known to be in use, and of those not to be accepted that.
                for key in ["losses", "features"] {
                    let Some(Value::Array(features)) = fields.get_mut(key) else { continue };
                    let is_none = features.is_empty();
                    let in_use: Vec<Value> = self.facts.client.usage.features.yes().iter().map(written).collect();
                    let is_known = key == "losses" || self.facts.client.confirmation.is_some();
                    features.retain(|feature| is_known && in_use.contains(feature));
                    if features.is_empty() && !is_none {
                        fields.remove(key);
                    }
                }
                fields.insert("depends_on".to_owned(), written(reason.depends_on()));
            }
            let parameters = reason.code().parameters().iter().filter(|name| !["by", "resolution", "remedies"].contains(name));
            for name in parameters {
                ensure!(reason.knows(name) == fields.contains_key(*name), "{reason:?} knows {name}, and told is {fields:?}");
            }
            let told = written(reason);
            ensure!(told == expected, "told is {told}, and it should {expected}");
            let leaves_out = held.iter().any(|one| {
                written(one).as_object().is_some_and(|one| {
                    one.keys().any(|key| !["resolution", "remedies"].contains(&key.as_str()) && expected.get(key).is_none())
                })
            });
            ensure!(!leaves_out || reason.reason().is_none(), "{reason:?} is not known whole: {held:?}");
            if held.len() == 1 && is_certain && !leaves_out {
                ensure!(reason.reason() == held.iter().copied().next(), "{reason:?} is {held:?}");
            }
        }
        Ok(())
    }

    /// "Under a change plan notices are told certain and possible in the same way (of `features_lost` the known features in one notice, each
    /// unknown one in a possible notice of its own), and the questions are those of its notices, none of which settles; under another verdict no
    /// notice is told. Steps are known but for who performs a transfer to the client."
    pub(super) fn a_plan_tells_what_is_known(&self) -> Verdict {
        let assessment = self.assess();
        let (certain, possible): (Vec<Notice>, Vec<_>) =
            (assessment.certain_notices().collect(), assessment.possible_notices().collect());
        if assessment.verdict() != assess::Verdict::ChangePlan {
            ensure!(certain.is_empty() && possible.is_empty(), "no plan, and {certain:?}, {possible:?}");
            ensure!(assessment.steps().count() == 0 && assessment.effective().is_none(), "no plan, and it does something");
            return Ok(());
        }
        let plans: Vec<&ChangePlan> = self.completions.iter().filter_map(|one| one.answer.as_ref().ok()).collect();
        ensure!(plans.len() == self.completions.len(), "it is not settled");
        let each: Vec<Vec<(String, Notice)>> = plans.iter().map(|plan| each_notice(plan)).collect();
        let has = |notices: &[(String, Notice)], about: &str| notices.iter().any(|(other, _)| other == about);
        let mut all: Vec<(String, HashSet<Notice>)> = Vec::new();
        for (about, notice) in each.iter().flatten() {
            match all.iter_mut().find(|(other, _)| other == about) {
                Some((_, told)) => _ = told.insert(*notice),
                None => all.push((about.clone(), HashSet::from([*notice]))),
            }
        }
        let (always, sometimes): (Vec<_>, Vec<_>) =
            all.into_iter().partition(|(about, _)| each.iter().all(|notices| has(notices, about)));

        let lists = certain.iter().filter(|notice| notice.code() == NoticeCode::FeaturesLost).count();
        ensure!(lists <= 1, "what is lost is one list: {certain:?}");
        let told: Vec<(String, Notice)> = certain.iter().flat_map(one_by_one).collect();
        ensure!(told.len() == always.len(), "certain are {certain:?}, and always there {always:?}");
        for (about, notices) in &always {
            let is_told = told.iter().any(|(other, notice)| other == about && notices.iter().eq([notice]));
            ensure!(is_told, "{about} is always there, {notices:?}, and told is {certain:?}");
        }
        ensure!(possible.len() == sometimes.len(), "possible are {possible:?}, and sometimes there {sometimes:?}");
        for notice in &possible {
            let [(this, _)] = &one_by_one(&notice.notice())[..] else { return Err(format!("{notice:?} is several")) };
            let Some((_, held)) = sometimes.iter().find(|(about, _)| about == this) else {
                return Err(format!("{this} is not sometimes there: {sometimes:?}"));
            };
            let turns = |fact: &Fact| self.pairs(*fact).any(|(one, other)| has(&each[one], this) != has(&each[other], this));
            let hinges: Vec<Fact> = self.in_order().filter(turns).collect();
            ensure!(notice.depends_on().iter().eq(hinges.iter().copied()), "{this} depends on {hinges:?}, not {notice:?}");
            // Of one feature, which is no set that more may be in.
            let mut expected = known_of_all(held);
            self.leave_out_what_hangs_on_the_unknown(expected.as_object_mut().expect("it is an object"));
            expected["depends_on"] = written(notice.depends_on());
            let told = written(notice);
            ensure!(told == expected, "told is {told}, and it should {expected}");
            let leaves_out = held.iter().any(|one| written(one).get("used").is_some() != told.get("used").is_some());
            ensure!(notice.knows_used() != leaves_out, "{notice:?} knows how many: {told}");
        }
        // In the order in which a plan that has them tells them.
        for notices in &each {
            let order = |told: &[(String, Notice)]| -> Vec<String> {
                told.iter().map(|(about, _)| about).filter(|about| has(notices, about)).cloned().collect()
            };
            let maybe: Vec<(String, Notice)> = possible.iter().flat_map(|notice| one_by_one(&notice.notice())).collect();
            for list in [order(&told), order(&maybe)] {
                let as_told: Vec<&String> = notices.iter().map(|(about, _)| about).filter(|about| list.contains(about)).collect();
                ensure!(list.iter().eq(as_told.iter().copied()), "{list:?} stand as {as_told:?}");
            }
        }

        let facts: Vec<Fact> = assessment.questions().map(|question| question.fact).collect();
        for fact in self.in_order() {
            let keys = |at: usize| each[at].iter().map(|(about, _)| about.as_str()).collect::<HashSet<_>>();
            let turned: HashSet<String> = self
                .pairs(fact)
                .flat_map(|(one, other)| {
                    keys(one).symmetric_difference(&keys(other)).map(|about| code_of(about).to_owned()).collect::<Vec<_>>()
                })
                .collect();
            ensure!(facts.contains(&fact) != turned.is_empty(), "{fact} turns {turned:?}, and asked is {facts:?}");
            let question = assessment.questions().find(|question| question.fact == fact);
            let decides: HashSet<String> =
                question.iter().flat_map(|question| question.decides_notices.iter()).map(|code| code.to_string()).collect();
            ensure!(decides == turned, "{fact} decides {decides:?}, and turns {turned:?}");
        }

        let steps: Vec<Value> = assessment.steps().map(written).collect();
        let of_each: Vec<Vec<_>> = plans.iter().map(|plan| plan.steps().collect()).collect();
        let expected: Vec<Value> =
            (0..of_each[0].len()).map(|place| known_of_all(of_each.iter().map(|steps| steps[place]))).collect();
        ensure!(steps == expected, "told are {steps:?}, and known {expected:?}");
        for plan in plans {
            let features = (assessment.features_gained(), assessment.features_lost());
            ensure!(features == (plan.features_gained(), plan.features_lost()), "other features: {features:?}");
            ensure!(assessment.effective() == Some(plan.effective()), "at another time than {:?}", plan.effective());
        }
        Ok(())
    }

    /// "For users, accounts, classes and locations and custom fields the one comparison that matters": two counts on one side of it never differ
    /// in what is decided.
    pub(super) fn more_than_is_the_comparison_that_matters(&self) -> Verdict {
        let assessment = self.assess();
        for question in assessment.questions() {
            let Some(quota) = question.fact.quota() else {
                ensure!(question.more_than.is_none(), "{question:?} counts nothing");
                continue;
            };
            let Some(limit) = question.more_than else { return Err(format!("{question:?} has no number")) };
            let side = |at: usize| self.completions[at].context.client.usage.used(quota) > limit;
            let codes = |at: usize| -> Vec<NoticeCode> {
                let plan =
                    self.completions[at].answer.as_ref().ok().filter(|_| assessment.verdict() == assess::Verdict::ChangePlan);
                plan.iter().flat_map(|plan| plan.notices()).map(|notice| notice.code()).collect()
            };
            for (one, other) in self.pairs(question.fact) {
                let is_same = self.completions[one].reasons == self.completions[other].reasons && codes(one) == codes(other);
                ensure!(side(one) != side(other) || is_same, "{question:?}: it is not that which matters");
            }
        }
        Ok(())
    }
}
