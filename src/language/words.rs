//! Everything in words.

use core::fmt::{self, Display, Formatter};

use super::{Language, Reader, english, french, text};
use crate::{Action, ChangePlan, Decision, Notice, Product, Reason, Refusal, Remedies, Remedy, Source, Step, Subscription};

/// Something in words, in one language and for one reader's eyes: what the `display` methods return.
///
/// Its `Display` writes it, in whole sentences where not said otherwise, and allocates nothing.
///
/// Typography: English has ASCII apostrophes and groups thousands by a comma, `1,000`. French has the apostrophe `’`, guillemets `« »`,
/// and a no-break space (U+00A0) inside them, before a colon and between thousands, `1 000`; its sentences have no semicolon, question
/// mark or exclamation mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Words<T> {
    pub(super) said: T,
    pub(super) language: Language,
    pub(super) reader: Reader,
}

impl<T> Words<T> {
    pub(crate) const fn new(said: T, language: Language, reader: Reader) -> Self {
        Self { said, language, reader }
    }
}

/// One that is a sentence: its clause, from the module of each language, with a capital and a full stop.
macro_rules! sentences {
    ($($Type:ident by $clause:ident),+ $(,)?) => {$(
        impl $Type {
            #[doc = concat!("A sentence that says it in this language, for this reader's eyes. The plain `Display` is the English one \
                for [`Reader::Other`], without its capital and its full stop, as it fits into a log line.")]
            #[must_use]
            pub const fn display(self, language: Language, reader: Reader) -> Words<Self> {
                Words::new(self, language, reader)
            }
        }

        impl Display for $Type {
            fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
                english::$clause(f, Reader::Other, self)
            }
        }

        impl Display for Words<$Type> {
            fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
                match self.language {
                    Language::English => text::sentence(f, |f| english::$clause(f, self.reader, &self.said)),
                    Language::French => text::sentence(f, |f| french::$clause(f, self.reader, &self.said)),
                }
            }
        }
    )+};
}

sentences! { Reason by reason, Remedy by remedy, Step by step, Notice by notice }

impl Remedies {
    /// A sentence that says what to do about a reason and who does it, all alternatives in one; or that nobody can.
    ///
    /// ```
    /// use subscription_change::{Language, PayrollTier, Plan, Product, Reader, Reason};
    ///
    /// let with_payroll = Some(PayrollTier::Premium);
    /// let reason = Reason::AddOnUnsupported { product: Product::Time, plan: Plan::EasyStart, with_payroll };
    /// let said = |language| reason.remedies().display(language, Reader::Firm).to_string();
    /// assert_eq!(said(Language::English), "You can leave QuickBooks Time out of the request or ask for QuickBooks Payroll Premium.");
    /// assert_eq!(said(Language::French), "Vous pouvez retirer QuickBooks Time de la demande ou demander QuickBooks Paie Premium.");
    /// ```
    #[must_use]
    pub const fn display(self, language: Language, reader: Reader) -> Words<Self> {
        Words::new(self, language, reader)
    }
}

impl Display for Words<Remedies> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mut remedies = self.said.clone();
        let remedies = (remedies.next(), remedies.next());
        match self.language {
            Language::English => text::sentence(f, |f| english::remedies(f, self.reader, remedies)),
            Language::French => text::sentence(f, |f| french::remedies(f, self.reader, remedies)),
        }
    }
}

impl Action {
    /// The action in this language, for this reader's eyes: no sentence, but the entry of a menu.
    ///
    /// ```
    /// use subscription_change::{Action, Language, Plan, Reader};
    ///
    /// let action = Action::Downgrade { to: Plan::EasyStart };
    /// assert_eq!(action.display(Language::English, Reader::Firm).to_string(), "Downgrade to EasyStart");
    /// assert_eq!(action.display(Language::French, Reader::Firm).to_string(), "Passer à un niveau inférieur\u{a0}: Démarrage");
    /// ```
    #[must_use]
    pub const fn display(self, language: Language, reader: Reader) -> Words<Self> {
        Words::new(self, language, reader)
    }
}

impl Display for Words<Action> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.language {
            Language::English => english::action(f, self.reader, &self.said),
            Language::French => french::action(f, self.reader, &self.said),
        }
    }
}

/// As [`display`](Action::display) says it in English to [others](Reader::Other).
impl Display for Action {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        english::action(f, Reader::Other, self)
    }
}

impl Source {
    /// The source in this language, as in "article L78SslIqi of 28 January 2025, for upgrades": no sentence, but what stands in parentheses or a
    /// table's cell.
    #[must_use]
    pub const fn display(self, language: Language) -> Words<Self> {
        Words::new(self, language, Reader::Other)
    }
}

impl Display for Words<Source> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.language {
            Language::English => english::source(f, &self.said)?,
            Language::French => french::source(f, &self.said)?,
        }
        self.said.part(self.language).map_or(Ok(()), |part| write!(f, ", {part}"))
    }
}

impl Subscription {
    /// What is held, in this language, with who pays for it in parentheses, and that billing is split where it is: no sentence, but
    /// what stands in a heading.
    ///
    /// ```
    /// use subscription_change::{Language, Party, PayrollTier, Plan, Subscription};
    ///
    /// let held = Subscription::new(Plan::Plus, Party::Firm).with_payroll(PayrollTier::Core, Party::Client);
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
    pub const fn display(self, language: Language) -> Words<Self> {
        Words::new(self, language, Reader::Other)
    }
}

impl Display for Words<Subscription> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let base = self.said.base;
        let language = self.language;
        // Those beside the ladder are no levels of QuickBooks Online.
        let product = if base.plan.is_on_ladder() { Product::Base.label(language) } else { "QuickBooks" };
        let payer = |party: crate::Party| text::Lowered(party.label(language));
        write!(f, "{product} {} ({})", base.plan.label(language), payer(base.payer))?;
        for product in [Product::Payroll, Product::Time] {
            let Some((tier, party)) = self.said.add_on(product) else { continue };
            match language {
                Language::English => write!(f, ", {} ({})", english::AddOn(product, tier), payer(party))?,
                Language::French => write!(f, ", {} ({})", french::AddOn(product, tier), payer(party))?,
            }
        }
        match (self.said.has_split_billing(), language) {
            (false, _) => Ok(()),
            (true, Language::English) => f.write_str(", split billing"),
            (true, Language::French) => f.write_str(", facturation répartie"),
        }
    }
}

impl Refusal {
    /// The whole refusal as lines of text: that the change is refused, then for each reason a line with what stands in the way, what to
    /// do about it and who does it.
    ///
    /// ```
    /// use subscription_change::*;
    ///
    /// let current = Subscription::new(Plan::Plus, Party::Firm);
    /// let usage = Usage { features: Feature::Multicurrency.into(), ..Usage::default() };
    /// let mut context = Context::in_good_standing(Party::Firm.into(), usage);
    /// context.client.confirmation = Some(Confirmation::default());
    /// let refusal = plan_change(&current, &current.with_plan(Plan::EasyStart), &context).unwrap_err();
    /// assert_eq!(
    ///     refusal.display(Language::English, Reader::Client).to_string(),
    ///     "The change is refused.\n\
    ///      - You use multicurrency, which the new plan does not have. You have to turn off multicurrency.",
    /// );
    /// ```
    #[must_use]
    pub const fn display(&self, language: Language, reader: Reader) -> Words<&Self> {
        Words::new(self, language, reader)
    }
}

impl ChangePlan {
    /// The whole plan as lines of text: when it takes effect, the steps with who does them, numbered, and what to know beforehand.
    ///
    /// ```
    /// use subscription_change::*;
    ///
    /// let current = Subscription::new(Plan::Ledger, Party::Firm);
    /// let context = Context::in_good_standing(Party::Firm.into(), Usage::default());
    /// let plan = plan_change(&current, &current.with_plan(Plan::Plus), &context).unwrap();
    /// assert_eq!(
    ///     plan.display(Language::English, Reader::Firm).to_string(),
    ///     "The change takes effect immediately.\n\
    ///      1. You upgrade the plan from Ledger to Plus.\n\
    ///      Please note:\n\
    ///      - There is no way back to QuickBooks Ledger: discuss it with your client first. This cannot be undone.",
    /// );
    /// ```
    #[must_use]
    pub const fn display(&self, language: Language, reader: Reader) -> Words<&Self> {
        Words::new(self, language, reader)
    }
}

impl Decision {
    /// The whole answer as lines of text: the [plan](ChangePlan::display) or the [refusal](Refusal::display).
    #[must_use]
    pub const fn display(&self, language: Language, reader: Reader) -> Words<&Self> {
        Words::new(self, language, reader)
    }
}

impl Display for Words<&Decision> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.said {
            Decision::ChangePlan(plan) => plan.display(self.language, self.reader).fmt(f),
            Decision::Refusal(refusal) => refusal.display(self.language, self.reader).fmt(f),
        }
    }
}
