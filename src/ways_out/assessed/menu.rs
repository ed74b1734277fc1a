//! Every possible action for a client, and what to ask for all of them.

use core::iter::FusedIterator;

use super::{AssessedPreview, Outlook, asked};
use crate::assess::{Assessment, Fact, FactSet, Facts, PartialRequest, Question, Verdict};
use crate::decision::Catalogue;
use crate::kit::Set;
use crate::model::{FACTS, ReasonCode, ReasonCodeSet, Subscription};
use crate::rules::Resolution;
use crate::ways_out::menu::{Actions, Offer, PLACES};
use crate::ways_out::{Action, Availability};

/// One action, its request, and what can be said about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AssessedEntry<'a> {
    catalogue: &'a Catalogue,
    action: Action,
    request: PartialRequest,
}

impl<'a> AssessedEntry<'a> {
    /// What would be asked for.
    #[must_use]
    pub const fn action(&self) -> Action {
        self.action
    }

    /// The request for it: from the current subscription, with the facts of the menu.
    #[must_use]
    pub const fn request(&self) -> &PartialRequest {
        &self.request
    }

    /// What [`Catalogue::assess`] says of the [request](Self::request).
    #[must_use]
    pub fn assess(&self) -> Assessment<'a> {
        self.request.assess_with(self.catalogue)
    }

    /// What there is to do and what to ask first: what [`Catalogue::assess_preview`] says of the [request](Self::request).
    ///
    /// # Errors
    ///
    /// The assessment, if there is no way out whatever the unknown facts are.
    pub fn preview(&self) -> Result<AssessedPreview<'a>, Assessment<'a>> {
        self.catalogue.assess_preview(&self.request)
    }

    /// Whether it is available now, later or never, or depends on unknown facts.
    #[must_use]
    pub fn availability(&self) -> Availability {
        let assessment = self.assess();
        self.outlook(&assessment).availability()
    }

    /// The unknown facts that decide whether it is available now, later or never.
    ///
    /// If it is later in any case, what to do may depend on more facts; its [preview](Self::preview) asks for them.
    #[must_use]
    pub fn asked(&self) -> FactSet {
        asked(self.outlook(&self.assess()).reasons())
    }

    fn outlook<'s>(&self, assessment: &'s Assessment<'a>) -> Outlook<'s, 'a> {
        // A way has to be searched for only if something certainly stands in the way.
        let is_refused = assessment.verdict() == Verdict::Refusal;
        let edits = || assessment.certain().any(|reason| reason.remedies().any(|remedy| remedy.edits_request()));
        let has_way = match assessment.resolution() {
            Some(Resolution::Never) => false,
            _ if is_refused && edits() => self.preview().is_ok_and(|preview| preview.keeps_wish()),
            _ => true,
        };
        Outlook { assessment, has_way }
    }
}

/// One question of a menu, and the actions that it decides.
#[derive(Debug, Clone, Copy)]
pub struct MenuQuestion<'a> {
    question: Question,
    catalogue: &'a Catalogue,
    current: Subscription,
    places: Places,
}

/// The places of actions in a menu, as bits.
type Places = u64;

/// The bit of a place.
const fn bit(place: usize) -> Places {
    1 << (place as u32 % Places::BITS)
}

const _: () = assert!(PLACES <= Places::BITS as usize, "evaluated by the compiler: more actions than bits");

impl MenuQuestion<'_> {
    /// The question. It has a number only if that is the same for every action that it decides; its codes are those of all of
    /// them.
    #[must_use]
    pub const fn question(&self) -> Question {
        self.question
    }

    /// The actions for which it decides whether they are available now, later or never, in the order of the menu.
    pub fn actions(&self) -> impl Iterator<Item = Action> + '_ {
        let actions = Actions::of(self.catalogue, &self.current);
        let of_place = move |place| if self.places & bit(place) == 0 { None } else { actions.at(place) };
        (0..PLACES).filter_map(of_place).map(|offer| offer.action)
    }
}

/// What a menu asks for one fact.
#[derive(Clone, Copy)]
struct Asked {
    places: Places,
    decides: ReasonCodeSet,
    /// The number that matters, if it is the same for every action so far.
    more_than: Option<u32>,
}

impl Asked {
    const NOTHING: Self = Self { places: 0, decides: ReasonCodeSet::EMPTY, more_than: None };

    /// Notes a reason against the action at this place, with the number that matters to it.
    fn add(&mut self, place: usize, code: ReasonCode, number: Option<u32>) {
        let is_first = self.places == 0;
        self.more_than = number.filter(|_| is_first || self.more_than == number);
        self.places |= bit(place);
        self.decides = self.decides.with(code);
    }
}

/// Every action of every product, where some facts are unknown: a [`Menu`](crate::ways_out::Menu) with gaps, in the same order.
///
/// ```
/// use subscription_change::assess::Facts;
/// use subscription_change::ways_out::{Action, Availability};
/// use subscription_change::{Catalogue, Confirmation, Context, Party, Plan, Subscription, Usage};
///
/// // The client agrees to any loss, and nobody has counted its users.
/// let current = Subscription::new(Plan::Plus, Party::Firm);
/// let context = Context::in_good_standing(Party::Firm.into(), Usage::default())
///     .with(|context| context.client.confirmation = Some(Confirmation::default()));
/// let facts = Facts::from(context).with(|facts| facts.client.usage.users.billable = None);
///
/// let menu = Catalogue::canada().assess_menu(&current, &facts);
/// let plans: Vec<_> = menu.clone().take(4).map(|entry| (entry.action(), entry.availability())).collect();
/// assert_eq!(plans, [
///     (Action::Downgrade { to: Plan::EasyStart }, Availability::Depends),
///     (Action::Downgrade { to: Plan::Essentials }, Availability::Depends),
///     (Action::Upgrade { to: Plan::Advanced }, Availability::Now),
///     (Action::Switch { to: Plan::Ledger }, Availability::Never),
/// ]);
///
/// // One question for both. Their limits differ, so it asks how many there are.
/// let questions: Vec<_> = menu.questions().collect();
/// assert_eq!(questions.len(), 1);
/// assert_eq!(questions[0].question().fact.to_string(), "client.usage.users.billable");
/// assert_eq!(questions[0].question().more_than, None);
/// assert!(questions[0].actions().eq([Action::Downgrade { to: Plan::EasyStart }, Action::Downgrade { to: Plan::Essentials }]));
/// ```
#[derive(Debug, Clone)]
pub struct AssessedMenu<'a> {
    actions: Actions<'a>,
    pub(super) facts: Facts,
}

impl Catalogue {
    /// Every possible action for a client, where some facts are unknown.
    #[must_use]
    pub const fn assess_menu(&self, current: &Subscription, facts: &Facts) -> AssessedMenu<'_> {
        AssessedMenu { actions: Actions::of(self, current), facts: *facts }
    }
}

impl<'a> AssessedMenu<'a> {
    /// What to ask for the entries that are still to come: the unknown facts that decide whether any of them is available, each
    /// once, with the actions that it decides. First those that decide most actions, then in the order of the request.
    pub fn questions(&self) -> impl Iterator<Item = MenuQuestion<'a>> + use<'a> {
        let Actions { catalogue, current, .. } = self.actions;
        let mut asked = self.asked();
        core::iter::from_fn(move || {
            let most = |asked: &[Asked; FACTS]| {
                let counts = asked.iter().map(|asked| asked.places.count_ones()).zip(0..);
                // Of equal ones, the first.
                counts.fold((0, 0), |most: (u32, usize), next| if next.0 > most.0 { next } else { most })
            };
            let (count, place) = most(&asked);
            let fact = Fact::at(place).filter(|_| count > 0)?;
            let Asked { places, decides, more_than } = core::mem::replace(asked.get_mut(place)?, Asked::NOTHING);
            let question = Question { fact, decides, decides_notices: Set::EMPTY, more_than, settles: true };
            Some(MenuQuestion { question, catalogue, current, places })
        })
    }

    /// What is asked for each fact.
    fn asked(&self) -> [Asked; FACTS] {
        let mut asked = [Asked::NOTHING; FACTS];
        for offer in self.actions.clone() {
            let entry = self.entry(&offer);
            let assessment = entry.assess();
            for reason in entry.outlook(&assessment).reasons() {
                for fact in reason.depends_on().iter() {
                    if let Some(asked) = asked.get_mut(fact.place()) {
                        asked.add(offer.place, reason.code(), assessment.number_that_matters(fact));
                    }
                }
            }
        }
        asked
    }

    fn entry(&self, offer: &Offer) -> AssessedEntry<'a> {
        let Self { actions: Actions { catalogue, current, .. }, facts } = *self;
        let request = PartialRequest { current, target: offer.target, facts };
        AssessedEntry { catalogue, action: offer.action, request }
    }
}

impl<'a> Iterator for AssessedMenu<'a> {
    type Item = AssessedEntry<'a>;

    fn next(&mut self) -> Option<AssessedEntry<'a>> {
        let offer = self.actions.next()?;
        Some(self.entry(&offer))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.actions.size_hint()
    }
}

impl ExactSizeIterator for AssessedMenu<'_> {}
impl FusedIterator for AssessedMenu<'_> {}
