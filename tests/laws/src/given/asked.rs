//! A request together with the catalogue that answers it, and how both are shown.

use std::fmt;
use std::sync::Arc;

use subscription_change::assess::Fact;
use subscription_change::catalogue::Terms;
use subscription_change::compare::Cell;
use subscription_change::{
    AddOnKind, Catalogue, ChangePlan, Confirmation, Context, Feature, FeatureSet, Parties, Reason, Refusal, Request,
    Subscription, Usage,
};

pub type Answer = Result<ChangePlan, Refusal>;

/// The reasons of a refusal; none of a plan.
pub fn reasons_of(answer: &Answer) -> Vec<Reason> {
    answer.as_ref().err().into_iter().flat_map(Refusal::reasons).collect()
}

/// A catalogue that is cheap to clone. One that is not embedded is shown as its differences from the Canadian one.
#[derive(Clone)]
pub struct Edition(Arc<Catalogue>);

impl Edition {
    pub fn of(catalogue: &Catalogue) -> Self {
        Self(Arc::new(catalogue.clone()))
    }

    pub fn catalogue(&self) -> &Catalogue {
        &self.0
    }

    pub fn terms(&self) -> &Terms {
        self.0.terms()
    }
}

/// A request to a catalogue.
#[derive(Clone)]
pub struct Asked {
    pub edition: Edition,
    pub request: Request,
}

impl Asked {
    pub fn terms(&self) -> &Terms {
        self.edition.terms()
    }

    pub fn answer(&self) -> Answer {
        self.answer_to(&self.request)
    }

    /// The answer to another request.
    pub fn answer_to(&self, request: &Request) -> Answer {
        request.plan_change_with(self.edition.catalogue())
    }

    /// The answer to the same request in another context.
    pub fn answer_in(&self, context: &Context) -> Answer {
        self.answer_to(&Request { context: *context, ..self.request })
    }
}

/// A request, and another context for it.
#[derive(Clone)]
pub struct Twice {
    pub asked: Asked,
    pub other: Context,
}

/// A context in which no fact stands in the way of anything: both parties ask, the client confirmed, accepted every loss and permitted
/// the transfer just now, and nothing is used.
pub fn as_it_should_be() -> Context {
    let mut context = Context::in_good_standing(Parties::ALL, Usage::default());
    context.client.confirmation = Some(Confirmation::accepting(FeatureSet::ALL));
    context.client.transfer_permission_hours = Some(0);
    context
}

/// That one, and one in which nobody asks, nothing is confirmed, and a feature is in use that a downgrade takes away.
pub fn contexts() -> [Context; 2] {
    let half = as_it_should_be().with(|context| {
        context.authorised_by = Parties::EMPTY;
        context.client.confirmation = None;
        context.client.usage.features = Feature::Budgets.into();
    });
    [as_it_should_be(), half]
}

impl fmt::Debug for Asked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "\n    current: {}", Shown(&self.request.current))?;
        writeln!(f, "    target:  {}", Shown(&self.request.target))?;
        writeln!(f, "    facts:  {}", Shown(&self.request.context))?;
        write!(f, "    with     {:?}", self.edition)
    }
}

impl fmt::Debug for Twice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}\n    other facts:{}", self.asked, Shown(&self.other))
    }
}

impl fmt::Debug for Edition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.id())?;
        // The identity of an embedded one says the rest.
        if Catalogue::embedded().contains(&self.catalogue()) {
            return Ok(());
        }
        // What a plan has is told whole.
        let cells = || Cell::all().filter(|cell| !matches!(cell, Cell::PlanFeature { .. }));
        let lines = |terms: &Terms| cells().map(|cell| (cell.to_string(), cell.value_in(terms).to_string())).collect::<Vec<_>>();
        differences(f, &lines(self.terms()), &lines(Catalogue::canada().terms()), "as in Canada")
    }
}

/// The lines to show.
struct Shown<'a, T>(&'a T);

impl fmt::Display for Shown<'_, Subscription> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let subscription = self.0;
        write!(f, "{} by {}", subscription.base.plan, subscription.base.payer)?;
        for &kind in AddOnKind::ALL {
            if let Some(held) = subscription.add_on(kind) {
                write!(f, " + {kind} {} by {}", held.tier, held.payer)?;
            }
        }
        Ok(())
    }
}

impl fmt::Display for Shown<'_, Context> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        differences(f, &lines_of_facts(self.0), &lines_of_facts(&as_it_should_be()), "as they should be")
    }
}

type Line = (String, String);

/// Writes the lines that differ from the usual case.
fn differences(f: &mut fmt::Formatter<'_>, lines: &[Line], usual: &[Line], same: &str) -> fmt::Result {
    let mut any = false;
    for ((name, value), (_, usual)) in lines.iter().zip(usual) {
        if value != usual {
            write!(f, "{}{name}: {value}", if any { "; " } else { " " })?;
            any = true;
        }
    }
    if any { write!(f, "; the rest {same}") } else { write!(f, " {same}") }
}

fn line(name: impl fmt::Display, value: impl fmt::Debug) -> Line {
    (name.to_string(), format!("{value:?}"))
}

/// Every fact that there is, by its path, so that a new one is among them.
fn lines_of_facts(context: &Context) -> Vec<Line> {
    let written = serde_json::to_value(context).expect("it is written");
    let mut lines = vec![line("authorised_by", context.authorised_by)];
    // What is a member of a set has no value of its own, and is told with its set.
    lines.extend(Fact::all().map(|fact| fact.to_string()).filter_map(|path| {
        let value = written.pointer(&format!("/{}", path.replace('.', "/")))?;
        Some((path, value.to_string()))
    }));
    lines.push(line("client.usage.features", context.client.usage.features));
    lines
}
