//! A naive model of the domain description: every sentence of it as the plainest code that says the same, to check the crate by.
//!
//! The model has its own tables and its own loops. Of the crate it uses the public vocabulary only (the enums and structs that
//! requests and answers are made of, and the sets as containers), and no function that decides anything. It is written to be read
//! beside the description, whose sentences stand in quotation marks above what models them.
//!
//! Where the description can be read in two ways, the model takes the most literal one, and says so in a comment that begins with
//! *Reading:*.

mod plan;
mod reasons;
mod remedies;
mod terms;

use subscription_change::{
    Context, Effective, Feature, FeatureSet, Notice, Party, Payroll, PayrollTier, Plan, Product, Reason, Remedy, Request,
    Resolution, Step, Subscription, Tier, Time, TimeTier, Usage,
};

pub use remedies::{actor, resolution};
pub use terms::{Amount, FEATURES, InUse, PLANS, Terms};

/// What the description says of one request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// "either exactly what will happen"
    Plan {
        effective: Effective,
        steps: Vec<Step>,
        features_gained: Option<FeatureSet>,
        features_lost: Option<FeatureSet>,
        notices: Vec<Notice>,
    },
    /// "or every reason why it may not, each with what clears it and who must act"
    Refusal { resolution: Resolution, reasons: Vec<(Reason, Vec<Remedy>)> },
}

/// "the crate says, for any requested change, either exactly what will happen or every reason why it may not, each with what clears
/// it and who must act."
pub fn decide(catalogue: &Terms, request: &Request) -> Answer {
    let case = Case { terms: catalogue, current: &request.current, target: &request.target, context: &request.context };
    let reasons = reasons::all(&case);
    if reasons.is_empty() {
        Answer::Plan {
            effective: plan::effective(&case),
            steps: plan::steps(&case),
            features_gained: plan::features_gained(&case),
            features_lost: plan::features_lost(&case),
            notices: plan::notices(&case),
        }
    } else {
        Answer::Refusal {
            resolution: remedies::resolution_of_refusal(&reasons),
            reasons: reasons.into_iter().map(|reason| (reason, remedies::of(&reason))).collect(),
        }
    }
}

/// "The request is a pair of subscriptions, current and target, and what is known around them, the context."
struct Case<'a> {
    terms: &'a Terms,
    /// "C current"
    current: &'a Subscription,
    /// "T target"
    target: &'a Subscription,
    context: &'a Context,
}

/// Which way a product goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Direction {
    Up,
    Down,
}

/// "base, payroll, time"
const PRODUCTS: [Product; 3] = [Product::Base, Product::Payroll, Product::Time];

/// Section 4 of the description, "Definitions".
impl Case<'_> {
    const fn usage(&self) -> &Usage {
        &self.context.client.usage
    }

    fn is_authorised_by(&self, party: Party) -> bool {
        self.context.authorised_by.contains(party)
    }

    /// "A product **changes** when its plan or tier differs (absent counts as a value)"
    fn changes(&self, product: Product) -> bool {
        match product {
            Product::Base => self.current.base.plan != self.target.base.plan,
            _ => tier_of(self.current, product) != tier_of(self.target, product),
        }
    }

    /// "it **transfers** when it is present on both sides with another payer": to whom, if it does.
    fn transfers_to(&self, product: Product) -> Option<Party> {
        match (payer_of(self.current, product), payer_of(self.target, product)) {
            (Some(before), Some(after)) if before != after => Some(after),
            _ => None,
        }
    }

    /// "anything changes or transfers"
    fn anything_changes_or_transfers(&self) -> bool {
        PRODUCTS.iter().any(|&product| self.changes(product) || self.transfers_to(product).is_some())
    }

    /// "A change's payer is the one in C; for an added product the one in T." `None` where there is no change.
    fn payer_of_change(&self, product: Product) -> Option<Party> {
        if !self.changes(product) {
            return None;
        }
        match payer_of(self.current, product) {
            Some(payer) => Some(payer),
            None => payer_of(self.target, product),
        }
    }

    /// "A change of base is **open** when the catalogue's transition table allows it"
    fn base_change_is_open(&self) -> bool {
        self.changes(Product::Base)
            && self.terms.open[terms::column(self.current.base.plan)][terms::column(self.target.base.plan)]
    }

    /// "A change of base is **open** when the catalogue's transition table allows it, and then goes **up** (higher rank, or Ledger
    /// to the ladder) or **down** (lower rank). An add-on goes up when added or raised, down when removed or lowered."
    fn direction(&self, product: Product) -> Option<Direction> {
        match product {
            Product::Base => {
                if !self.base_change_is_open() {
                    return None;
                }
                match (rank(self.current.base.plan), rank(self.target.base.plan)) {
                    (Some(before), Some(after)) if after > before => Some(Direction::Up),
                    (Some(before), Some(after)) if after < before => Some(Direction::Down),
                    (None, Some(_)) if self.current.base.plan == Plan::Ledger => Some(Direction::Up),
                    _ => None,
                }
            }
            _ => match (tier_of(self.current, product), tier_of(self.target, product)) {
                (None, Some(_)) => Some(Direction::Up),
                (Some(_), None) => Some(Direction::Down),
                (Some(before), Some(after)) if rank_of_tier(after) > rank_of_tier(before) => Some(Direction::Up),
                (Some(before), Some(after)) if rank_of_tier(after) < rank_of_tier(before) => Some(Direction::Down),
                _ => None,
            },
        }
    }

    fn base_goes_up(&self) -> bool {
        self.direction(Product::Base) == Some(Direction::Up)
    }

    fn base_goes_down(&self) -> bool {
        self.direction(Product::Base) == Some(Direction::Down)
    }

    /// "something goes down"
    fn something_goes(&self, direction: Direction) -> bool {
        PRODUCTS.iter().any(|&product| self.direction(product) == Some(direction))
    }

    /// "a firm-paid product goes up", "a client-paid product goes up"
    fn a_product_goes_up_paid_by(&self, payer: Party) -> bool {
        PRODUCTS
            .iter()
            .any(|&product| self.direction(product) == Some(Direction::Up) && self.payer_of_change(product) == Some(payer))
    }

    /// "a product transfers to the firm"
    fn a_product_transfers_to(&self, party: Party) -> bool {
        PRODUCTS.iter().any(|&product| self.transfers_to(product) == Some(party))
    }

    /// "**Lost** features: in use, absent from T's plan, present in C's (or C's unknown)."
    ///
    /// *Reading:* what is not known of T's plan is not known to be absent from it.
    fn is_lost(&self, feature: Feature) -> bool {
        let in_use = self.usage().features.contains(feature);
        let absent_from_target = match self.terms.plan(self.target.base.plan).features {
            Some(features) => !features.contains(feature),
            None => false,
        };
        let present_in_current_or_unknown = match self.terms.plan(self.current.base.plan).features {
            Some(features) => features.contains(feature),
            None => true,
        };
        in_use && absent_from_target && present_in_current_or_unknown
    }

    fn feature_blocks(&self, feature: Feature) -> bool {
        match self.terms.features[terms::row_of_feature(feature)] {
            InUse::Blocks { .. } => true,
            InUse::Notice => false,
        }
    }
}

/// "A limit **shrinks** when T's plan has a lower one than C's, or C's is unknown."
///
/// *Reading:* no limit is higher than every limit, and where T's plan has no number there is no limit to have shrunk.
fn shrinks(current: Amount, target: Amount) -> bool {
    match (current, target) {
        (Amount::UpTo(before), Amount::UpTo(after)) => after < before,
        (Amount::NoLimit | Amount::Unknown, Amount::UpTo(_)) => true,
        (_, Amount::NoLimit | Amount::Unknown) => false,
    }
}

/// "used > T's limit": that limit, where it is exceeded.
fn exceeded(used: u32, target: Amount) -> Option<u32> {
    match target {
        Amount::UpTo(limit) if used > limit => Some(limit),
        _ => None,
    }
}

/// "ladder: EasyStart < Essentials < Plus < Advanced"; "Ledger: a plan beside the ladder"; "Self-Employed: a separate product record"
fn rank(plan: Plan) -> Option<u32> {
    match plan {
        Plan::EasyStart => Some(1),
        Plan::Essentials => Some(2),
        Plan::Plus => Some(3),
        Plan::Advanced => Some(4),
        _ => None,
    }
}

/// "payroll (Core < Premium < Elite), time (Premium < Elite)"
fn rank_of_tier(tier: Tier) -> u32 {
    match tier {
        Tier::Core => 1,
        Tier::Premium => 2,
        Tier::Elite => 3,
        other => unreachable!("{other:?} is not in the description"),
    }
}

fn payroll_tier(tier: PayrollTier) -> Tier {
    match tier {
        PayrollTier::Core => Tier::Core,
        PayrollTier::Premium => Tier::Premium,
        PayrollTier::Elite => Tier::Elite,
        other => unreachable!("{other:?} is not in the description"),
    }
}

fn time_tier(tier: TimeTier) -> Tier {
    match tier {
        TimeTier::Premium => Tier::Premium,
        TimeTier::Elite => Tier::Elite,
        other => unreachable!("{other:?} is not in the description"),
    }
}

/// "payroll tier and payer, or none; time tier and payer, or none": the tier of that add-on.
fn tier_of(subscription: &Subscription, add_on: Product) -> Option<Tier> {
    match add_on {
        Product::Payroll => subscription.payroll.map(|held| payroll_tier(held.tier())),
        Product::Time => subscription.time.map(|held| time_tier(held.tier())),
        other => unreachable!("{other:?} is not an add-on"),
    }
}

/// "payer: the firm or the client; one for each product"
fn payer_of(subscription: &Subscription, product: Product) -> Option<Party> {
    match product {
        Product::Base => Some(subscription.base.payer),
        Product::Payroll => subscription.payroll.map(Payroll::payer),
        Product::Time => subscription.time.map(Time::payer),
        other => unreachable!("{other:?} is not in the description"),
    }
}
