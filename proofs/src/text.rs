//! Everything as text, into a buffer that may be too short.

use core::fmt::{self, Write};

use subscription_change::assess::{Assessment, Fact, Facts};
use subscription_change::catalogue::Terms;
use subscription_change::record::DecisionRecord;
use subscription_change::ways_out::Action;
use subscription_change::{
    Audience, Catalogue, ChangePlan, Context, Decision, Feature, Language, Notice, Plan, Reason, Refusal, Remedy, Step,
};

/// As much as there is room for.
pub struct Line {
    text: [u8; 256],
    length: usize,
}

impl Write for Line {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for &byte in text.as_bytes() {
            *self.text.get_mut(self.length).ok_or(fmt::Error)? = byte;
            self.length = self.length.saturating_add(1);
        }
        Ok(())
    }
}

#[unsafe(no_mangle)]
pub extern "C" fn tell_refusal(refusal: &Refusal, line: &mut Line) -> bool {
    write!(line, "{refusal}").is_ok()
}

#[unsafe(no_mangle)]
pub extern "C" fn tell_reason(reason: &Reason, line: &mut Line) -> bool {
    write!(line, "{reason}").is_ok()
}

#[unsafe(no_mangle)]
pub extern "C" fn tell_remedy(remedy: &Remedy, line: &mut Line) -> bool {
    write!(line, "{remedy}").is_ok()
}

#[unsafe(no_mangle)]
pub extern "C" fn tell_step(step: &Step, line: &mut Line) -> bool {
    write!(line, "{step}").is_ok()
}

#[unsafe(no_mangle)]
pub extern "C" fn tell_notice(notice: &Notice, line: &mut Line) -> bool {
    write!(line, "{notice}").is_ok()
}

#[unsafe(no_mangle)]
pub extern "C" fn tell_faults(terms: &Terms, line: &mut Line) -> bool {
    match terms.check() {
        Ok(catalogue) => write!(line, "{}", catalogue.id()).is_ok(),
        Err(invalid) => write!(line, "{invalid}").is_ok(),
    }
}

#[unsafe(no_mangle)]
pub extern "C" fn tell_unknown_name(name: &&str, line: &mut Line) -> bool {
    match name.parse::<Plan>() {
        Ok(plan) => write!(line, "{plan}").is_ok(),
        Err(unknown) => write!(line, "{unknown}").is_ok(),
    }
}

/// Everything in words, in the language that the tag or the list of them asks for.
#[unsafe(no_mangle)]
pub extern "C" fn tell_in_words(decision: &Decision, tag: &&str, audience: &Audience, line: &mut Line) -> bool {
    let audience = *audience;
    let language = tag.parse().ok().or_else(|| Language::best_for(tag)).unwrap_or(Language::English);
    let told = match decision {
        Decision::ChangePlan(plan) => {
            plan.steps().all(|step| write!(line, "{}", step.display(language, audience)).is_ok())
                && plan.notices().all(|notice| write!(line, "{}", notice.display(language, audience)).is_ok())
                && write!(line, "{plan} {}", plan.from().display(language)).is_ok()
        }
        Decision::Refusal(refusal) => refusal.reasons().all(|reason| {
            let remedies = reason.remedies();
            write!(line, "{} {}", reason.display(language, audience), remedies.clone().display(language, audience)).is_ok()
                && remedies.clone().all(|remedy| write!(line, "{}", remedy.display(language, audience)).is_ok())
        }),
    };
    let record = DecisionRecord::from(decision);
    told && write!(line, "{language} {}", decision.display(language, audience)).is_ok()
        && write!(line, "{}", record.display(language, audience)).is_ok()
}

#[unsafe(no_mangle)]
pub extern "C" fn tell_rules(catalogue: &Catalogue, language: &Language, line: &mut Line) -> bool {
    let language = *language;
    catalogue.all_rules().all(|rule| {
        let sources = rule.sources.iter().all(|source| write!(line, "{}", source.display(language)).is_ok());
        sources && write!(line, "{} {} {}", rule.code, rule.condition(language), rule.marks().count()).is_ok()
    })
}

#[unsafe(no_mangle)]
pub extern "C" fn read_label(label: &&str, line: &mut Line) -> bool {
    let told = match Plan::from_label(label) {
        Ok(plan) => write!(line, "{}", plan.label(Language::French)).is_ok(),
        Err(unknown) => write!(line, "{unknown}").is_ok(),
    };
    told && Feature::from_label(label).is_ok()
}

#[unsafe(no_mangle)]
pub extern "C" fn debug(
    decision: &Decision,
    record: &DecisionRecord,
    plan: &ChangePlan,
    context: &Context,
    line: &mut Line,
) -> bool {
    write!(line, "{decision:?} {record:?} {plan:?} {context:?}").is_ok()
}

#[unsafe(no_mangle)]
pub extern "C" fn tell_action(action: &Action, &language: &Language, &audience: &Audience, line: &mut Line) -> bool {
    write!(line, "{action} {}", action.display(language, audience)).is_ok()
}

#[unsafe(no_mangle)]
pub extern "C" fn tell_instead(reason: &Reason, &language: &Language, line: &mut Line) -> bool {
    reason.instead(language).is_none_or(|instead| write!(line, "{instead}").is_ok())
}

#[unsafe(no_mangle)]
pub extern "C" fn tell_fact(fact: &Fact, line: &mut Line) -> bool {
    write!(line, "{fact}").is_ok()
}

#[unsafe(no_mangle)]
pub extern "C" fn debug_facts(facts: &Facts, assessment: &Assessment<'_>, line: &mut Line) -> bool {
    write!(line, "{facts:?} {assessment:?}").is_ok()
}
