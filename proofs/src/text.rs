//! Everything as text, into a buffer that may be too short.

use core::fmt::{self, Write};

use subscription_change::{CatalogueDraft, ChangePlan, Context, Decision, Notice, Plan, Reason, Refusal, Remedy, Step};

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

#[unsafe(no_mangle)]
pub extern "C" fn debug(decision: &Decision, plan: &ChangePlan, context: &Context, line: &mut Line) -> bool {
    write!(line, "{decision:?} {plan:?} {context:?}").is_ok()
}
