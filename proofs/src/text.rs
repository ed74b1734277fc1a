//! Everything as text, into a buffer that may be too short.

use core::fmt::{self, Write};

use subscription_change::{
    Action, CatalogueDraft, ChangePlan, Context, Decision, Feature, Language, Notice, Plan, Reader, Reason, Refusal, Remedy,
    Step, rules,
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
pub extern "C" fn tell_faults(draft: &CatalogueDraft, line: &mut Line) -> bool {
    match draft.check() {
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
pub extern "C" fn tell_in_words(decision: &Decision, tag: &&str, reader: &Reader, line: &mut Line) -> bool {
    let reader = *reader;
    let language = tag.parse().ok().or_else(|| Language::best_for(tag)).unwrap_or(Language::English);
    let told = match decision {
        Decision::ChangePlan(plan) => {
            plan.steps().all(|step| write!(line, "{}", step.display(language, reader)).is_ok())
                && plan.notices().all(|notice| write!(line, "{}", notice.display(language, reader)).is_ok())
                && write!(line, "{plan} {}", plan.from().display(language)).is_ok()
        }
        Decision::Refusal(refusal) => refusal.reasons().all(|reason| {
            let remedies = reason.remedies();
            write!(line, "{} {}", reason.display(language, reader), remedies.clone().display(language, reader)).is_ok()
                && remedies.clone().all(|remedy| write!(line, "{}", remedy.display(language, reader)).is_ok())
        }),
    };
    told && write!(line, "{language} {}", decision.display(language, reader)).is_ok()
}

#[unsafe(no_mangle)]
pub extern "C" fn tell_rules(language: &Language, line: &mut Line) -> bool {
    let language = *language;
    rules().all(|rule| {
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
pub extern "C" fn debug(decision: &Decision, plan: &ChangePlan, context: &Context, line: &mut Line) -> bool {
    write!(line, "{decision:?} {plan:?} {context:?}").is_ok()
}

#[unsafe(no_mangle)]
pub extern "C" fn tell_action(action: &Action, &language: &Language, &reader: &Reader, line: &mut Line) -> bool {
    write!(line, "{action} {}", action.display(language, reader)).is_ok()
}
