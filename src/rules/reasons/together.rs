//! Whether a refusal could have these reasons: whether there are a change and facts for which they hold and no others.
//!
//! It is asked of the rows themselves. What holds by a condition is looked for among all facts that the conditions can tell apart; what is
//! applied, among all that can happen to a product in any catalogue. A product's own reasons have to be those of one thing that happens to it;
//! what is told once for the request has to be applied by one of the products. What is left is what several reasons say of the same.

use core::fmt;

use super::{Reason, applied};
use crate::kit::{Bits, Set};
use crate::model::{
    Actor, AddOnKind, ClientStatus, Feature, FeatureSet, Item, Parties, Party, Plan, Product, ReasonCode, ReasonCodeSet, Tier,
};
use crate::rules::conditions::{can_hold, held_always};
use crate::rules::{MissingAuthorisation, ProductChange};

/// Why no refusal has these reasons.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Disagreement {
    /// There are none.
    None,
    /// This one does not come after the one before.
    Order(ReasonCode),
    /// This one tells of another request, or of other facts, than one before.
    Otherwise(ReasonCode, &'static str),
    /// The facts for which they hold exclude each other.
    Facts,
    /// Whatever happens to this product, it has other reasons.
    OfProduct(Product),
    /// Nothing that happens to the products applies this one.
    NotApplied(ReasonCode),
    /// No one change applies all of them.
    NotAtOnce,
}

impl fmt::Display for Disagreement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if matches!(self, Self::None) {
            return f.write_str("a refusal has at least one reason");
        }
        f.write_str("no refusal has these reasons in this order: ")?;
        match self {
            Self::None => Ok(()),
            Self::Order(code) => write!(f, "`{code}` belongs before the reason in front of it, or is given twice"),
            Self::Otherwise(code, what) => write!(f, "`{code}` is about another {what} than a reason before it"),
            Self::Facts => f.write_str("the facts that they need exclude each other"),
            Self::OfProduct(product) => write!(f, "whatever happens to {product}, it is refused for other reasons"),
            Self::NotApplied(code) => write!(f, "no change that is refused for the other reasons is refused for `{code}` too"),
            Self::NotAtOnce => f.write_str("no single change is refused for all of them"),
        }
    }
}

/// What the reasons of one refusal imply of its request and its facts, as far as they do. Each row says what its reason implies: a method, which
/// returns what the reason implies otherwise than one before.
#[derive(Default)]
pub(super) struct Implied {
    from: Option<Plan>,
    to: Option<Plan>,
    current_payer: Option<Party>,
    losses: Option<FeatureSet>,
    hours_ago: Option<u32>,
    window: Option<u32>,
    firm_is_admin: Option<bool>,
    on_easy_start: Option<bool>,
    status: Option<ClientStatus>,
    in_days: Option<u32>,
    payroll_is_supported: Option<bool>,
    unsold_payroll: Option<Tier>,
    missing: Set<MissingAuthorisation>,
    beside: u32,
}

/// What is implied otherwise than before, where it is.
pub(super) type Agrees = Result<(), &'static str>;

/// Implies this, which is a `what`.
fn same<T: PartialEq + Copy>(implied: &mut Option<T>, value: T, what: &'static str) -> Agrees {
    if *implied.get_or_insert(value) == value { Ok(()) } else { Err(what) }
}

#[allow(clippy::unnecessary_wraps, reason = "a row has them all alike")]
impl Implied {
    pub(super) fn leaves(&mut self, plan: Plan) -> Agrees {
        same(&mut self.from, plan, "plan to leave")
    }

    pub(super) fn enters(&mut self, plan: Plan) -> Agrees {
        same(&mut self.to, plan, "plan to enter")
    }

    pub(super) fn does_not_sell(&mut self, product: Product, item: Item) -> Agrees {
        match (product, item) {
            (_, Item::Plan(plan)) => return self.enters(plan),
            (Product::Payroll, Item::Tier(tier)) => self.unsold_payroll = Some(tier),
            _ => {}
        }
        Ok(())
    }

    /// An add-on is not supported, and payroll of this tier would support it, if any would: payroll is taken only where the plan supports it,
    /// and only a tier that is sold or held already.
    pub(super) fn does_not_support(&mut self, product: Product, with_payroll: Option<Tier>) -> Agrees {
        self.beside |= product.add_on().map_or(0, Happens::touched);
        let supported = match (product, with_payroll) {
            (Product::Payroll, _) => false,
            (_, Some(_)) => true,
            (_, None) => return Ok(()),
        };
        same(&mut self.payroll_is_supported, supported, "payroll")?;
        if with_payroll.is_some() && with_payroll == self.unsold_payroll { Err("payroll") } else { Ok(()) }
    }

    pub(super) fn is(&mut self, status: ClientStatus) -> Agrees {
        same(&mut self.status, status, "status")
    }

    pub(super) fn base_is_paid_by(&mut self, party: Party) -> Agrees {
        same(&mut self.current_payer, party, "payer of base")
    }

    pub(super) fn lacks(&mut self, authorisation: MissingAuthorisation) -> Agrees {
        self.missing = self.missing.union(at(authorisation.place()));
        Ok(())
    }

    pub(super) fn loses(&mut self, features: FeatureSet) -> Agrees {
        if !features.is_empty() {
            self.beside |= Happens::BASE_GOES_DOWN;
        }
        same(&mut self.losses, features, "loss")
    }

    /// A feature blocks: it is no loss to accept.
    pub(super) fn is_blocked_by(&mut self, feature: Feature) -> Agrees {
        if self.losses.is_some_and(|losses| losses.contains(feature)) { Err("loss") } else { self.base_may_change() }
    }

    pub(super) fn base_may_change(&mut self) -> Agrees {
        self.beside |= Happens::BASE_IS_OPEN;
        Ok(())
    }

    pub(super) fn switches_in(&mut self, days: u32) -> Agrees {
        same(&mut self.in_days, days, "time until the renewal")
    }

    pub(super) fn permitted(&mut self, hours_ago: u32, window: u32) -> Agrees {
        same(&mut self.hours_ago, hours_ago, "age of the permission")?;
        same(&mut self.window, window, "window of the permission")
    }

    pub(super) fn firm_is_primary_admin(&mut self, is_admin: bool) -> Agrees {
        same(&mut self.firm_is_admin, is_admin, "primary admin")
    }

    /// The firm hands the primary-admin role over, or on EasyStart the vendor.
    pub(super) fn hands_over(&mut self, by: Actor) -> Agrees {
        same(&mut self.on_easy_start, by == Actor::Vendor, "plan to leave")?;
        self.firm_is_primary_admin(true)
    }

    /// Whether base can be at EasyStart, or elsewhere, as who hands over the primary-admin role tells.
    fn plans_agree(&self) -> bool {
        self.from.zip(self.on_easy_start).is_none_or(|(from, on_easy_start)| (from == Plan::EasyStart) == on_easy_start)
    }

    /// Whether base changes, where both plans are implied.
    fn base_changes(&self) -> Option<bool> {
        self.from.zip(self.to).map(|(from, to)| from != to)
    }
}

/// What the reasons ask of the products.
struct Asked {
    /// The reasons that hold for the facts, if something applies them.
    held: ReasonCodeSet,
    /// Those that are told once for the request, and what has to happen beside.
    once: Happens,
    base_changes: Option<bool>,
    current_payer: Option<Party>,
}

/// What happens to a product, as far as the request as a whole asks for it: the codes that it applies, and beside them what reasons need that are
/// asked otherwise.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
struct Happens {
    codes: ReasonCodeSet,
    beside: u32,
}

impl Happens {
    /// A product changes.
    const CHANGES: u32 = 1;
    /// Base changes, and may.
    const BASE_IS_OPEN: u32 = 1 << 1;
    /// Base goes down.
    const BASE_GOES_DOWN: u32 = 1 << 2;
    /// The first add-on is touched: it changes, or base or payroll does.
    const TOUCHED: u32 = 1 << 3;

    const fn touched(kind: AddOnKind) -> u32 {
        Self::TOUCHED.wrapping_shl(kind as u32)
    }

    fn union(self, other: Self) -> Self {
        Self { codes: self.codes.union(other.codes), beside: self.beside | other.beside }
    }

    fn is_within(self, other: Self) -> bool {
        self.codes.is_subset(other.codes) && self.beside & !other.beside == 0
    }

    /// What happens with this change, of what is asked for.
    fn of(change: &ProductChange, asked: &Asked) -> Self {
        let when = |so: bool, bit: u32| if so { bit } else { 0 };
        let is_base = matches!(change.product, Product::Base);
        let all = AddOnKind::ALL.iter().fold(0, |bits, &kind| bits | Self::touched(kind));
        let own = change.product.add_on().map_or(0, Self::touched);
        let beside = when(change.changes, Self::CHANGES)
            | when(is_base && change.open, Self::BASE_IS_OPEN)
            | when(is_base && change.down, Self::BASE_GOES_DOWN)
            | when(change.changes, own)
            | when(change.changes && matches!(change.product, Product::Base | Product::Payroll), all);
        Self { codes: applied(change).intersection(asked.once.codes), beside: beside & asked.once.beside }
    }
}

/// The codes whose reasons are told for each product.
const EACH: ReasonCodeSet = {
    let (mut each, mut i) = (ReasonCodeSet::EMPTY, 0);
    while i < ReasonCode::COUNT {
        each = each.union(ReasonCodeSet::EMPTY.with(ReasonCode::ALL[i]).when(ReasonCode::ALL[i].is_each()));
        i += 1;
    }
    each
};

/// The most different things of which none is within another that can happen to a product.
const MOST: usize = 16;

/// What can happen to a product: the most of it, so that nothing is within another.
struct Choices([Option<Happens>; MOST]);

impl Choices {
    fn iter(&self) -> impl Iterator<Item = Happens> + Clone {
        self.0.iter().copied().flatten()
    }

    fn add(&mut self, new: Happens) {
        if self.iter().any(|other| new.is_within(other)) {
            return;
        }
        for place in &mut self.0 {
            place.take_if(|other| other.is_within(new));
        }
        if let Some(free) = self.0.iter_mut().find(|place| place.is_none()) {
            *free = Some(new);
        }
    }
}

/// All that can happen to a product, in some catalogue.
fn changes_of(product: Product) -> impl Iterator<Item = ProductChange> {
    const WAYS: u32 = 1 << 8;
    (0..WAYS).filter_map(move |way| {
        let bit = |place: u32| way.wrapping_shr(place) & 1 != 0;
        let is_base = matches!(product, Product::Base);
        let stays = ProductChange {
            product,
            changes: false,
            open: false,
            up: false,
            down: false,
            sold: true,
            payer: if bit(1) { Party::Firm } else { Party::Client },
            gets_payer: false,
            to_firm: false,
            to_client: false,
            separate: false,
            leaves_ladder: false,
        };
        if !bit(0) {
            // It is left as it is, or its billing goes to the other party; a separate product's base may not. That it gets another payer
            // is asked only of a product that changes.
            let (transfers, separate) = (bit(2), bit(3));
            let to_client = transfers && stays.payer == Party::Firm;
            let is_one = way >> 4 == 0 && (!separate || is_base && transfers);
            let change = ProductChange { to_firm: transfers && !to_client, to_client, separate, ..stays };
            return is_one.then_some(change);
        }
        let (gets_payer, open, up, sold) = (bit(2), bit(3), bit(4), bit(5));
        let (separate, leaves_ladder) = (bit(6), bit(7));
        let changed = ProductChange {
            changes: true,
            open,
            up: open && up,
            down: open && !up,
            sold,
            gets_payer,
            separate,
            leaves_ladder,
            ..stays
        };
        let is_one = if is_base {
            // No catalogue opens a move to a plan that is not sold.
            !(separate && leaves_ladder) && !(open && (separate || leaves_ladder || !sold))
        } else {
            open && !separate && !leaves_ladder
        };
        is_one.then_some(changed)
    })
}

/// The authorisation at this place alone.
fn at(place: usize) -> Set<MissingAuthorisation> {
    const ONE: Bits = 1;
    Set::from_bits(ONE.wrapping_shl(place as u32))
}

/// Of the authorisations those of this product.
fn of_product(missing: Set<MissingAuthorisation>, product: Product) -> Set<MissingAuthorisation> {
    let places =
        (0..MissingAuthorisation::COUNT).filter(|&place| MissingAuthorisation::at(place).is_some_and(|of| of.product == product));
    missing.intersection(places.fold(Set::EMPTY, |all, place| all.union(at(place))))
}

impl Reason {
    /// The product that it is told for, of those that are told for each.
    fn of_each(&self) -> Option<Product> {
        if self.code().is_each() { Product::ALL.get(self.place()).copied() } else { None }
    }

    /// Which reasons of a refusal disagree, if any do.
    pub(crate) fn disagreement(reasons: &(impl Iterator<Item = Self> + Clone)) -> Option<Disagreement> {
        let (mut last, mut codes, mut implied) = (None, ReasonCodeSet::EMPTY, Implied::default());
        for reason in reasons.clone() {
            let place = (reason.code(), reason.place());
            if last.replace(place).is_some_and(|before| before >= place) {
                return Some(Disagreement::Order(reason.code()));
            }
            if let Err(what) = reason.implies(&mut implied) {
                return Some(Disagreement::Otherwise(reason.code(), what));
            }
            codes = codes.with(reason.code());
        }
        if last.is_none() {
            return Some(Disagreement::None);
        }
        let nothing = ReasonCodeSet::EMPTY.with(ReasonCode::NothingToChange);
        // It is turned round: whatever happens takes it away.
        if codes.contains(ReasonCode::NothingToChange) {
            return (codes != nothing).then_some(Disagreement::NotApplied(ReasonCode::NothingToChange));
        }
        // Where the firm is primary admin a transfer to the client has its reason.
        let of_admin = ReasonCodeSet::EMPTY.with(ReasonCode::ClientNotPrimaryAdmin).when(implied.firm_is_admin == Some(true));
        let held = codes.union(held_always()).union(of_admin);
        if !can_hold(held, implied.status, implied.firm_is_admin) || !implied.plans_agree() {
            return Some(Disagreement::Facts);
        }
        let is_once = |code: &ReasonCode| code.holds().is_some() && !code.is_each();
        let once = codes.iter().filter(is_once).collect::<ReasonCodeSet>().union(nothing);
        let asked = Asked {
            held,
            once: Happens { codes: once, beside: implied.beside },
            base_changes: implied.base_changes(),
            current_payer: implied.current_payer,
        };
        let asking = [Parties::ALL, Party::Firm.into(), Party::Client.into(), Parties::EMPTY];
        let tried = asking.into_iter().map(|by| {
            let mut all = [const { None }; Product::COUNT];
            for (place, &product) in all.iter_mut().zip(Product::ALL) {
                let own = reasons.clone().filter(|reason| reason.of_each() == Some(product));
                let own = own.map(|reason| reason.code()).collect();
                let choices = choices(product, own, of_product(implied.missing, product), by, &asked);
                *place = Some(choices.ok_or(Disagreement::OfProduct(product))?);
            }
            if is_covered(&all, Happens::default(), asked.once) {
                return Ok(());
            }
            let most = all.iter().flatten().flat_map(Choices::iter).fold(Happens::default(), Happens::union);
            let lacking = asked.once.codes.difference(most.codes).iter().next();
            Err(lacking.map_or(Disagreement::NotAtOnce, Disagreement::NotApplied))
        });
        // Where the reasons of each product fit, the others do not: that is told, and of whom asks first.
        let mut disagreement = None;
        for tried in tried {
            match (tried, disagreement) {
                (Ok(()), _) => return None,
                (Err(why), None | Some(Disagreement::OfProduct(_))) => disagreement = Some(why),
                (Err(_), Some(_)) => {}
            }
        }
        disagreement
    }
}

/// What can happen to a product that has these reasons of its own and lacks these authorisations, where these parties ask.
fn choices(
    product: Product,
    own: ReasonCodeSet,
    missing: Set<MissingAuthorisation>,
    by: Parties,
    asked: &Asked,
) -> Option<Choices> {
    let not_given = Set::not_given(by);
    let (mut choices, mut is_any) = (Choices([None; MOST]), false);
    for change in changes_of(product) {
        let codes = applied(&change).intersection(asked.held);
        let fits = codes.intersection(EACH) == own
            && codes.difference(EACH).is_subset(asked.once.codes)
            && Set::needed(&change).intersection(not_given) == missing
            && fits_what_is_told(&change, asked);
        if fits {
            is_any = true;
            choices.add(Happens::of(&change, asked));
        }
    }
    is_any.then_some(choices)
}

/// Whether a change of base is one of the plans and of the payer that reasons tell.
fn fits_what_is_told(change: &ProductChange, asked: &Asked) -> bool {
    if !matches!(change.product, Product::Base) {
        return true;
    }
    let payer = if change.to_firm {
        Some(Party::Client)
    } else if change.to_client {
        Some(Party::Firm)
    } else {
        change.changes.then_some(change.payer)
    };
    asked.base_changes.is_none_or(|changes| changes == change.changes)
        && payer.zip(asked.current_payer).is_none_or(|(payer, told)| payer == told)
}

/// Whether one of the choices of each product makes all that is asked for.
fn is_covered(products: &[Option<Choices>], made: Happens, asked: Happens) -> bool {
    let Some((first, rest)) = products.split_first() else { return asked.is_within(made) };
    let most = products.iter().flatten().flat_map(Choices::iter).fold(made, Happens::union);
    asked.is_within(most) && first.iter().flat_map(Choices::iter).any(|choice| is_covered(rest, made.union(choice), asked))
}
