//! A way out in words: what there is to do first, and the change that follows.

use core::fmt::{self, Display, Formatter};

use super::text::Lowered;
use super::{Localized, speech};
use crate::model::{Audience, Language};
use crate::ways_out::{Availability, MenuEntry, Preview, Route};

impl Preview {
    /// The whole way out as lines of text: what there is to do first, each with who does it, and then the plan, as
    /// [`ChangePlan::display`](crate::ChangePlan::display) says it. Where it is not all that was asked for, it begins with what it leads to.
    ///
    /// ```
    /// use subscription_change::{Audience, Catalogue, Context, Language, Parties, Party, Plan, Refusal, Request, Subscription, Usage};
    ///
    /// let current = Subscription::new(Plan::Plus, Party::Firm);
    /// let context = Context::in_good_standing(Parties::EMPTY, Usage::default());
    /// let request = Request { current, target: current.with_plan(Plan::Advanced), context };
    /// let preview = Catalogue::canada().preview(&request)?;
    /// assert_eq!(
    ///     preview.display(Language::English, Audience::Firm).to_string(),
    ///     "First:\n\
    ///      - You have to authorize the change.\n\
    ///      Then:\n\
    ///      The change takes effect immediately.\n\
    ///      1. You upgrade the plan from Plus to Advanced.\n\
    ///      Please note:\n\
    ///      - You are charged a prorated amount for the rest of the billing period.",
    /// );
    /// # Ok::<(), Refusal>(())
    /// ```
    #[must_use]
    pub fn display(&self, language: Language, audience: Audience) -> Localized<'static, &Self> {
        Localized::of(self.plan().catalogue(), self, language, audience)
    }
}

impl Display for Localized<'_, &Preview> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let (preview, speech) = (self.said, speech(self.language));
        if !preview.keeps_wish() {
            writeln!(f, "{} {}.", speech.phrases().only, self.also(*preview.plan().to()))?;
        }
        if !preview.remedies().is_empty() {
            f.write_str(speech.phrases().first)?;
            preview.remedies().iter().try_for_each(|&remedy| write!(f, "\n- {}", self.also(remedy)))?;
            writeln!(f, "\n{}", speech.phrases().then)?;
        }
        self.also(preview.plan()).fmt(f)
    }
}

impl<'a> Route<'a> {
    /// The whole way as lines of text: each request, as [`Preview::display`] says it, under its number where there are several. It is said in the
    /// words of the catalogue that it was looked for with.
    ///
    /// ```
    /// use subscription_change::ways_out::NoRoute;
    /// use subscription_change::{Audience, Catalogue, Context, Language, Parties, Party, Plan, Request, Subscription, Usage};
    ///
    /// let (current, target) = (Subscription::new(Plan::Essentials, Party::Client), Subscription::new(Plan::Plus, Party::Firm));
    /// let context = Context::in_good_standing(Parties::ALL, Usage::default());
    /// let request = Request { current, target, context };
    /// let route = Catalogue::canada().route(&request)?;
    /// let said = route.display(Language::French, Audience::Firm).to_string();
    /// let headings: Vec<&str> = said.lines().filter(|line| line.starts_with("Demande")).collect();
    /// assert_eq!(headings, ["Demande 1 de 2\u{a0}:", "Demande 2 de 2\u{a0}:"]);
    /// # Ok::<(), NoRoute>(())
    /// ```
    #[must_use]
    pub fn display(&self, language: Language, audience: Audience) -> Localized<'a, &Self> {
        Localized::new(self, language, audience).in_words_of(self.catalogue())
    }
}

impl Display for Localized<'_, &Route<'_>> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let (route, speech) = (self.said, speech(self.language));
        if route.len() == 0 {
            return f.write_str(speech.phrases().nothing_to_ask_for);
        }
        for (number, leg) in (1..).zip(route.legs()) {
            if number > 1 {
                f.write_str("\n")?;
            }
            if route.len() > 1 {
                speech.request(f, number, route.len())?;
                f.write_str("\n")?;
            }
            self.also(&leg).fmt(f)?;
        }
        Ok(())
    }
}

impl<'a> MenuEntry<'a> {
    /// The entry with its whole answer as lines of text: the action and whether it may be had, then the plan, or the
    /// [way out](Preview::display), or every reason why not. It is said in the words of the catalogue of the menu.
    ///
    /// ```
    /// use subscription_change::{Audience, Catalogue, Context, Language, Party, Plan, Subscription, Usage};
    ///
    /// let current = Subscription::new(Plan::Plus, Party::Firm);
    /// let context = Context::in_good_standing(Party::Firm.into(), Usage::default());
    /// let said = |language| {
    ///     let menu = Catalogue::canada().menu(&current, &context);
    ///     menu.map(|entry| entry.display(language, Audience::Firm).to_string().lines().next().unwrap().to_owned()).take(4).collect::<Vec<_>>()
    /// };
    /// assert_eq!(said(Language::English), [
    ///     "Downgrade to EasyStart (later)",
    ///     "Downgrade to Essentials (later)",
    ///     "Upgrade to Advanced (now)",
    ///     "Switch to Ledger (never)",
    /// ]);
    /// assert_eq!(said(Language::French)[0], "Passer à un niveau inférieur\u{a0}: Démarrage (plus tard)");
    /// ```
    #[must_use]
    pub fn display(&self, language: Language, audience: Audience) -> Localized<'a, &Self> {
        Localized::new(self, language, audience).in_words_of(self.catalogue())
    }
}

impl Display for Localized<'_, &MenuEntry<'_>> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let preview = self.said.preview();
        let availability = Availability::of(&preview);
        writeln!(f, "{} ({})", self.also(self.said.action()), Lowered(availability.label(self.language)))?;
        match (preview, self.said.plan_change()) {
            (Ok(preview), _) if availability != Availability::Never => self.also(&preview).fmt(f),
            (_, Err(refusal)) => self.also(&refusal).fmt(f),
            (_, Ok(plan)) => self.also(&plan).fmt(f),
        }
    }
}
