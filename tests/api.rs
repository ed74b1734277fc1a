//! What a caller may rely on and no signature shows: traits that are derived or automatic, sizes, and what can be done at compile time.
//! Most of it is asserted by compiling.

use std::error::Error;
use std::fmt::{Debug, Display};
use std::hash::Hash;
use std::iter::FusedIterator;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::str::FromStr;
use std::thread::{self, ScopedJoinHandle};

use subscription_change::{
    Action, ActionCode, Actor, AddOnTerms, Article, Availability, Base, BillingCycle, ByFeature, ByPlan, ByResource, ByUserKind,
    Catalogue, CatalogueDraft, CatalogueFault, CatalogueId, Cell, CellDifference, CellValue, ChangePlan, ChangedAnswer,
    Clearance, Client, ClientStatus, Comparison, Confirmation, Context, Date, Decision, DecisionKind, Effective, Feature,
    FeatureSet, FeatureSetIter, FeatureUse, Firm, Fit, FitVerdict, Gauge, History, HistoryFault, InvalidCatalogue,
    InvalidCatalogueId, InvalidDate, InvalidHistory, Item, Language, Legs, Limit, Mark, Measure, Menu, MenuEntry, MoveDifference,
    NoRoute, NoWitness, NoneInForce, Notice, NoticeCode, Notices, Overuse, Parties, PartiesIter, Party, Payroll, PayrollTier,
    PayrollTiers, PayrollTiersIter, Plan, PlanSet, PlanSetIter, PlanTerms, Preview, Product, Products, ProductsIter, Reader,
    Reason, ReasonCode, Reasons, Refusal, Remedies, Remedy, RemedyCode, Request, Resolution, Resource, Resources, ResourcesIter,
    Route, Rule, RuleCode, Rung, Shortfalls, Source, Step, StepCode, Steps, Strictness, Subscription, Tier, Time, TimeTerms,
    TimeTier, TimeTiers, TimeTiersIter, UnknownName, Usage, UserKind, UserKinds, UserKindsIter, Users, Words, plan_change,
};

/// Goes to any thread, and stays whole when one panics.
trait Anywhere: Send + Sync + Unpin + UnwindSafe + RefUnwindSafe {}
impl<T: Send + Sync + Unpin + UnwindSafe + RefUnwindSafe> Anywhere for T {}

/// A plain value.
trait Fact: Anywhere + Copy + Eq + Hash + Debug + 'static {}
impl<T: Anywhere + Copy + Eq + Hash + Debug + 'static> Fact for T {}

/// One of a few names.
trait Name: Fact + Ord + Display + FromStr<Err = UnknownName> {}
impl<T: Fact + Ord + Display + FromStr<Err = UnknownName>> Name for T {}

/// A set of names.
trait Set<T>: Fact + Default + From<T> + FromIterator<T> + Extend<T> + IntoIterator<Item = T> {}
impl<S: Fact + Default + From<T> + FromIterator<T> + Extend<T> + IntoIterator<Item = T>, T> Set<T> for S {}

/// An iterator that knows how many there are.
trait Walk: Anywhere + Clone + Debug + ExactSizeIterator + FusedIterator {}
impl<T: Anywhere + Clone + Debug + ExactSizeIterator + FusedIterator> Walk for T {}

/// Something that is wrong, as `?` and `Box<dyn Error + Send + Sync>` take it.
trait Fault: Fact + Error {}
impl<T: Fact + Error> Fault for T {}

macro_rules! each_is {
    ($Trait:path: $($Type:ty),+ $(,)?) => {{
        fn is<T: $Trait>() {}
        $(is::<$Type>();)+
    }};
}

#[test]
fn every_type_has_the_traits_of_its_kind() {
    each_is!(Name: ActionCode, Availability, FitVerdict);
    each_is!(Name: Actor, BillingCycle, Clearance, ClientStatus, DecisionKind, Effective, Feature, Mark, NoticeCode, Overuse, Party);
    each_is!(Name: PayrollTier, Plan, Product, ReasonCode, RemedyCode, Reader, Resolution, Resource, StepCode, Tier, TimeTier, UserKind);
    each_is!(Name: Language);
    each_is!(Name: PayrollTier, Plan, Product, ReasonCode, RemedyCode, Resolution, Resource, StepCode, Strictness, Tier, TimeTier);
    each_is!(Name: UserKind);
    each_is!(Set<Feature>: FeatureSet);
    each_is!(Set<Party>: Parties);
    each_is!(Set<PayrollTier>: PayrollTiers);
    each_is!(Set<Plan>: PlanSet);
    each_is!(Set<Product>: Products);
    each_is!(Set<Resource>: Resources);
    each_is!(Set<TimeTier>: TimeTiers);
    each_is!(Set<UserKind>: UserKinds);
    each_is!(Fact: Base, Payroll, Time, Client, Confirmation, Context, Firm, Request, Subscription, Usage, Users);
    each_is!(Fact: ByFeature<u8>, ByPlan<u8>, ByResource<u8>, ByUserKind<u8>, Item, Rule);
    each_is!(Fact: AddOnTerms, CatalogueDraft, CatalogueId, FeatureUse, Limit, PlanTerms, TimeTerms);
    each_is!(Fact: Action, Gauge, Measure, Preview);
    each_is!(Fact: ChangePlan, Decision, Notice, Reason, Refusal, Remedy, Step);
    each_is!(Fact: Article, Date, RuleCode, Source, Words<Reason>, Words<Remedy>, Words<Step>, Words<Notice>, Words<Source>);
    each_is!(Display: Words<Reason>, Words<Remedy>, Words<Remedies>, Words<Step>, Words<Notice>, Words<Source>, Words<Subscription>);
    each_is!(Display: Words<&'static ChangePlan>, Words<&'static Refusal>, Words<&'static Decision>, ChangePlan, RuleCode);
    each_is!(Display: CatalogueId, Notice, Reason, Refusal, Remedy, Step);
    each_is!(Error: NoRoute);
    each_is!(Fault: CatalogueFault, InvalidCatalogue, InvalidCatalogueId, Refusal, UnknownName);
    each_is!(Walk: FeatureSetIter, PartiesIter, PayrollTiersIter, PlanSetIter, ProductsIter, TimeTiersIter);
    each_is!(Walk: Notices<'static>, Reasons<'static>, Remedies, Steps);
    each_is!(Walk: Legs<'static>, Menu<'static>);
    each_is!(Copy: Fit<'static>, MenuEntry<'static>, NoRoute, Route<'static>, Rung<'static>);
    each_is!(Eq: Fit<'static>, MenuEntry<'static>, NoRoute, Route<'static>, Rung<'static>);
    each_is!(Debug: Fit<'static>, MenuEntry<'static>, NoRoute, Route<'static>, Rung<'static>);
    each_is!(Anywhere: Fit<'static>, MenuEntry<'static>, NoRoute, Route<'static>, Rung<'static>);
    each_is!(Anywhere: Catalogue, &'static Catalogue);
    each_is!(Fact: AddOnTerms, CatalogueDraft, CatalogueId, Date, FeatureUse, Limit, PlanTerms, Shortfalls, TimeTerms);
    each_is!(Fact: Cell, CellDifference, CellValue, ChangedAnswer, HistoryFault, MoveDifference);
    each_is!(Fact: ChangePlan, Decision, Notice, Reason, Refusal, Remedy, Step);
    each_is!(Display: CatalogueId, Cell, CellValue, Date, InvalidHistory<'static>, Notice, Reason, Refusal, Remedy, Step);
    each_is!(Fault: CatalogueFault, HistoryFault, InvalidCatalogue, InvalidCatalogueId, InvalidDate, NoWitness, NoneInForce);
    each_is!(Fault: Refusal, UnknownName);
    each_is!(Error: InvalidHistory<'static>, InvalidHistory<'static, &'static Catalogue>);
    each_is!(Walk: FeatureSetIter, PartiesIter, PayrollTiersIter, PlanSetIter, ProductsIter, ResourcesIter);
    each_is!(Walk: TimeTiersIter, UserKindsIter);
    each_is!(Walk: Notices<'static>, Reasons<'static>, Remedies, Steps);
    each_is!(Anywhere: Catalogue, &'static Catalogue, Comparison<'static>, History<'static>, History<'static, &'static Catalogue>);
    each_is!(Copy: Comparison<'static>, History<'static>, InvalidHistory<'static>);
    each_is!(Clone: Catalogue);
    each_is!(Eq: Catalogue);
    each_is!(Debug: Catalogue);
    each_is!(Ord: CatalogueId, Cell, Date);
    each_is!(Default: Confirmation, Limit, Shortfalls, Usage, Users);
}

#[cfg(feature = "serde")]
#[test]
fn whatever_is_sent_or_stored_is_written_and_read_without_borrowing() {
    each_is!(serde::Serialize: Action, Request, Decision, ChangePlan, Refusal, Reasons<'static>, Remedies, Steps, Notices<'static>);
    each_is!(serde::de::DeserializeOwned: Request, Decision, ChangePlan, Refusal, Reason, Remedy, Step, Notice);
    each_is!(serde::de::DeserializeOwned: Subscription, Payroll, Time, Base, Context, Firm, Client, Confirmation, Usage, Users);
    each_is!(serde::Serialize: AddOnTerms, CatalogueDraft, FeatureUse, Limit, PlanTerms, TimeTerms);
    each_is!(serde::de::DeserializeOwned: AddOnTerms, CatalogueDraft, FeatureUse, Limit, PlanTerms, TimeTerms);
    each_is!(serde::de::DeserializeOwned: CatalogueId, Item, FeatureSet, Parties, PayrollTiers, PlanSet, Products, TimeTiers);
    each_is!(serde::de::DeserializeOwned: Action, ActionCode, Availability, FitVerdict);
    each_is!(serde::Serialize: AddOnTerms, CatalogueDraft, FeatureUse, Limit, PlanTerms, Shortfalls, TimeTerms);
    each_is!(serde::Serialize: Cell, CellValue, Date);
    each_is!(serde::de::DeserializeOwned: AddOnTerms, CatalogueDraft, Date, FeatureUse, Limit, PlanTerms, Shortfalls, TimeTerms);
    each_is!(serde::de::DeserializeOwned: CatalogueId, Item, FeatureSet, Parties, PayrollTiers, PlanSet, Products, Resources);
    each_is!(serde::de::DeserializeOwned: Strictness, TimeTiers, UserKinds);
    each_is!(serde::de::DeserializeOwned: Actor, BillingCycle, Clearance, ClientStatus, DecisionKind, Effective, Feature, Mark);
    each_is!(serde::de::DeserializeOwned: NoticeCode, Overuse, Party, PayrollTier, Plan, Product, ReasonCode, RemedyCode);
    each_is!(serde::de::DeserializeOwned: Language, Reader, Resolution, Resource, StepCode, Tier, TimeTier, UserKind);
}

/// In bytes. They hold no pointers, so they are the same on every target; two cache lines are enough for any answer.
#[test]
fn nothing_is_larger_than_promised() {
    macro_rules! sizes {
        ($($Type:ty: $most:literal,)+) => {
            $(assert!(size_of::<$Type>() <= $most, "{} has {} bytes", stringify!($Type), size_of::<$Type>());)+
        };
    }
    sizes! {
        Result<ChangePlan, Refusal>: 128,
        Decision: 128,
        ChangePlan: 128,
        Refusal: 128,
        Request: 96,
        Context: 80,
        Subscription: 8,
        Reason: 16,
        Remedy: 8,
        Step: 8,
        Notice: 16,
        FeatureSet: 2,
        CatalogueId: 8,
        Catalogue: 8192,
        Preview: 640,
        Route<'static>: 1024,
        NoRoute: 640,
    }
    // None costs nothing.
    assert_eq!(size_of::<Option<Reason>>(), size_of::<Reason>());
    assert_eq!(size_of::<Option<Remedy>>(), size_of::<Remedy>());
    assert_eq!(size_of::<Option<Step>>(), size_of::<Step>());
    assert_eq!(size_of::<Option<Notice>>(), size_of::<Notice>());
    assert_eq!(size_of::<Option<Decision>>(), size_of::<Decision>());
}

#[test]
fn the_decision_is_a_plain_function() {
    type Decide = fn(&Subscription, &Subscription, &Context) -> Result<ChangePlan, Refusal>;
    type DecideWith = fn(&Catalogue, &Subscription, &Subscription, &Context) -> Result<ChangePlan, Refusal>;
    let decide: Decide = plan_change;
    let decide_with: DecideWith = Catalogue::plan_change;
    let same = Subscription::new(Plan::Plus, Party::Firm);
    let context = Context::in_good_standing(Parties::ALL, Usage::default());
    assert_eq!(decide(&same, &same, &context), decide_with(Catalogue::canada(), &same, &same, &context));
}

#[test]
fn one_catalogue_decides_in_all_threads() {
    let catalogue = CatalogueDraft { upgrade_wait_hours: 24, ..*Catalogue::canada().as_draft() }.check().expect("it can be used");
    let current = Subscription::new(Plan::EasyStart, Party::Firm);
    let context = Context::in_good_standing(Parties::ALL, Usage::default());
    let decide = || catalogue.plan_change(&current, &current.with_plan(Plan::Plus), &context);
    let decisions = thread::scope(|scope| [scope.spawn(decide), scope.spawn(decide)].map(ScopedJoinHandle::join));
    for decision in decisions {
        assert_eq!(decision.expect("the thread ends"), decide());
    }
}

/// Requests and editions can be constants.
#[test]
fn facts_can_be_made_by_the_compiler() {
    const USED: FeatureSet = FeatureSet::of(&[Feature::Bills, Feature::Projects]).without(Feature::Bills);
    const CURRENT: Subscription = Subscription::new(Plan::Plus, Party::Firm)
        .with_payroll(PayrollTier::Core, Party::Client)
        .with_time(TimeTier::Elite, Party::Firm);
    const TARGET: Subscription =
        CURRENT.without(Product::Time).with_plan(Plan::Essentials).with_payer(Product::Payroll, Party::Firm);
    const CONTEXT: Context = {
        let mut context = Context::in_good_standing(Parties::ALL, Usage { features: USED, accounts: 0, ..NOTHING });
        context.client.confirmation = Some(Confirmation::accepting(USED));
        context
    };
    const NOTHING: Usage = Usage {
        users: Users { billable: 0, accountant: 0, reports_only: 0, time_only: 0 },
        accounts: 0,
        classes_and_locations: 0,
        custom_fields: 0,
        features: FeatureSet::EMPTY,
    };
    const ID: Result<CatalogueId, InvalidCatalogueId> = CatalogueId::new(*b"CA", 2025, 6, 2);
    const HOME: CatalogueId = Catalogue::canada().id();
    const EDITIONS: usize = Catalogue::embedded().len();
    const NAME: &str = Plan::EasyStart.name();

    assert_eq!(ID, Ok(HOME));
    assert_eq!((EDITIONS, NAME), (2, "easy_start"));
    let request = Request { current: CURRENT, target: TARGET, context: CONTEXT };
    let refusal = request.plan_change().expect_err("the transfer is not permitted");
    let codes: Vec<ReasonCode> = refusal.reasons().map(|reason| reason.code()).collect();
    assert_eq!(codes, [ReasonCode::TransferNotPermitted]);
}

/// A refusal is an error like any other.
#[test]
fn errors_go_up_by_the_question_mark() {
    fn go(target: &str, edition: &str) -> Result<usize, Box<dyn Error + Send + Sync>> {
        let edition: CatalogueId = edition.parse()?;
        let target: Plan = target.parse()?;
        let draft = CatalogueDraft {
            id: edition,
            transfer_permission_hours: u32::from(edition.day()) - 1,
            ..*Catalogue::canada().as_draft()
        };
        let current = Subscription::new(Plan::Plus, Party::Firm);
        let context = Context::in_good_standing(Parties::ALL, Usage::default());
        Ok(draft.check()?.plan_change(&current, &current.with_plan(target), &context)?.steps().len())
    }

    let error = |target, edition| go(target, edition).expect_err("it does not work");
    assert_eq!(go("advanced", "CA-2030-01-02").expect("it works"), 1);
    assert!(error("plus", "CA-2030-01-02").is::<Refusal>());
    assert!(error("plus", "CA-2030-01-01").is::<InvalidCatalogue>());
    assert!(error("pluss", "CA-2030-01-02").is::<UnknownName>());
    assert!(error("plus", "CA-2030-1-2").is::<InvalidCatalogueId>());
    assert!(error("plus", "CA-2030-01-02").source().is_none(), "all of it is in the message");
}

/// As the documentation has it: a handful of imports, or all of them, which hide nothing of the prelude.
mod imports {
    #[test]
    fn a_handful_is_enough() {
        use subscription_change::{Context, Party, Plan, Subscription, Usage, plan_change};

        let current = Subscription::new(Plan::Essentials, Party::Firm);
        let context = Context::in_good_standing(Party::Firm.into(), Usage::default());
        let answer = match plan_change(&current, &current.with_plan(Plan::Plus), &context) {
            Ok(plan) => plan.steps().map(|step| step.to_string()).collect::<Vec<String>>(),
            Err(refusal) => refusal.reasons().map(|reason| reason.to_string()).collect(),
        };
        assert_eq!(answer, ["the firm upgrades the plan from Essentials to Plus"]);
    }

    #[test]
    fn all_of_them_hide_nothing_of_the_prelude() {
        #[allow(clippy::wildcard_imports, reason = "they are what is tested")]
        use subscription_change::*;

        fn prelude<T: Copy + Default + Into<Option<T>>>(value: T) -> Result<Option<T>, String> {
            let items: Vec<T> = Some(value).into_iter().chain([T::default()]).collect();
            items.first().copied().ok_or_else(|| ToString::to_string("empty")).map(Into::into)
        }

        assert_eq!(prelude(Limit::NoLimit), Ok(Some(Limit::NoLimit)));
    }
}
