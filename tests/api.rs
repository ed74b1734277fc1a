//! What a caller may rely on and no signature shows: traits that are derived or automatic, sizes, and what can be done at compile time.
//! Most of it is asserted by compiling.

use std::collections::BTreeSet;
use std::error::Error;
use std::fmt::{Debug, Display};
use std::hash::Hash;
use std::iter::FusedIterator;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::str::FromStr;
use std::sync::Arc;
use std::thread::{self, ScopedJoinHandle};

use subscription_change::assess::{
    Answer, AssessedReason, AssessedStep, Assessment, ClientFacts, Fact as FactName, FactSet, Facts, FirmFacts, PartialRequest,
    PartlyKnown, Place, PossibleNotice, Question, UsageFacts, Verdict, Whereabouts, WrongAnswer,
};
use subscription_change::catalogue::{
    AddOnTerms, Article, ArticleId, ByAddOn, ByFeature, ByPlan, ByResource, ByUserKind, CatalogueId, Clearance, Date, Edition,
    Effective, Enforcement, FeatureUse, History, HistoryFault, InvalidCatalogue, InvalidCatalogueId, InvalidDate, InvalidHistory,
    Ladder, Limit, LocalName, Mark, Names, NoneInForce, Part, PlanTerms, PriceWhenTakenOver, Rule, RuleCode, Shortfalls, Source,
    SourceTable, Sources, Terms, TermsFault,
};
use subscription_change::compare::{
    Cell, CellDifference, CellValue, ChangedAnswer, Comparison, MoveDifference, NoWitness, Strictness,
};
use subscription_change::parts::{DecisionKind, Item, Notices, Quota, Reasons, Remedies, Steps, Target};
use subscription_change::record::{DecisionRecord, Difference, PlanRecord, Recheck, RecheckVerdict, RefusalRecord};
#[cfg(all(feature = "serde", feature = "std"))]
use subscription_change::record::{Kept, KeptDecision, UnknownFields};
use subscription_change::vocabulary::{
    AddOnSet, Members, PlanSet, ProductSet, ReasonCodeSet, ResourceSet, StatusSet, TierSet, UnknownName, UserKindSet,
};
use subscription_change::ways_out::{
    Action, ActionCode, AssessedEntry, AssessedFit, AssessedLegs, AssessedMenu, AssessedPreview, AssessedRemedy, AssessedRoute,
    AssessedRung, Availability, Fit, FitVerdict, Legs, Menu, MenuEntry, MenuQuestion, NoRoute, Preview, QuotaUsage, Route, Rung,
};
use subscription_change::{
    Actor, AddOn, AddOnKind, Audience, Base, BillingCycle, Catalogue, ChangePlan, Client, ClientStatus, Confirmation, Context,
    Decision, Feature, FeatureSet, Firm, Language, Localized, Notice, NoticeCode, Parties, Party, Plan, PrimaryAdmin, Product,
    Reason, ReasonCode, Refusal, Remedy, RemedyCode, Request, Resolution, Resource, Step, StepCode, Subscription, Tier, Usage,
    UserKind, Users, plan_change,
};

/// Can be sent to any thread, and survives a panic of one.
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

/// An iterator with a known length.
trait Walk: Anywhere + Clone + Debug + ExactSizeIterator + FusedIterator {}
impl<T: Anywhere + Clone + Debug + ExactSizeIterator + FusedIterator> Walk for T {}

/// An error that `?` and `Box<dyn Error + Send + Sync>` accept.
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
    each_is!(Name: ActionCode, Actor, AddOnKind, Audience, Availability, BillingCycle, Clearance, ClientStatus, DecisionKind);
    each_is!(Name: Effective, Enforcement, Feature, FitVerdict, Language, Mark, NoticeCode, Part, Party, Plan, Product, ReasonCode);
    each_is!(Name: RemedyCode, Resolution, Resource, StepCode, Strictness, Tier, UserKind);
    each_is!(Name: PriceWhenTakenOver, PrimaryAdmin, Verdict);
    each_is!(Set<ClientStatus>: StatusSet);
    each_is!(Set<AddOnKind>: AddOnSet);
    each_is!(Set<Feature>: FeatureSet);
    each_is!(Set<Party>: Parties);
    each_is!(Set<Plan>: PlanSet);
    each_is!(Set<Product>: ProductSet);
    each_is!(Set<ReasonCode>: ReasonCodeSet);
    each_is!(Set<Resource>: ResourceSet);
    each_is!(Set<Tier>: TierSet);
    each_is!(Set<UserKind>: UserKindSet);
    each_is!(Fact: AddOn, Base, Client, Confirmation, Context, Firm, Request, Subscription, Usage, Users);
    each_is!(Fact: ByAddOn<u8>, ByFeature<u8>, ByPlan<u8>, ByResource<u8>, ByUserKind<u8>, Item, Rule);
    each_is!(Fact: AddOnTerms, CatalogueId, Edition, FeatureUse, Ladder, Limit, LocalName, Names, PlanTerms, Shortfalls, Terms);
    each_is!(Fact: Action, Preview, Quota, QuotaUsage);
    each_is!(Fact: Cell, CellDifference, CellValue, ChangedAnswer, HistoryFault, MoveDifference);
    each_is!(Fact: ChangePlan, Decision, Notice, Reason, Refusal, Remedy, Step);
    each_is!(Fact: Article, ArticleId, Date, RuleCode, Source, SourceTable, Sources);
    each_is!(Fact: ClientFacts, FactName, Facts, FirmFacts, PartialRequest, PartlyKnown<Feature>, Target, UsageFacts);
    each_is!(Fact: Answer, Place, Whereabouts);
    each_is!(Fault: WrongAnswer);
    each_is!(Display: Localized<'_, Place>);
    each_is!(Ord: FactName);
    each_is!(Display: FactName);
    each_is!(Hash: FactSet);
    each_is!(Copy: AssessedReason, AssessedStep, Assessment<'static>, FactSet, PossibleNotice, Question);
    each_is!(Eq: AssessedReason, AssessedStep, FactSet, PossibleNotice, Question);
    each_is!(Debug: AssessedReason, AssessedStep, Assessment<'static>, FactSet, PossibleNotice, Question);
    each_is!(Anywhere: AssessedReason, AssessedStep, Assessment<'static>, FactSet, PossibleNotice, Question);
    each_is!(Default: ClientFacts, FactSet, Facts, FirmFacts, PartlyKnown<Party>, Target, UsageFacts);
    each_is!(Copy: DecisionRecord, PlanRecord, RefusalRecord);
    each_is!(Eq: DecisionRecord, PlanRecord, RefusalRecord);
    each_is!(Debug: DecisionRecord, PlanRecord, RefusalRecord);
    each_is!(Anywhere: DecisionRecord, PlanRecord, RefusalRecord);
    #[cfg(all(feature = "serde", feature = "std"))]
    {
        each_is!(Copy: Kept<'static, Reason>, UnknownFields<'static>);
        each_is!(Clone: KeptDecision);
        each_is!(PartialEq: Kept<'static, Step>, KeptDecision);
        each_is!(Debug: Kept<'static, Remedy>, KeptDecision, UnknownFields<'static>);
        each_is!(Anywhere: Kept<'static, Notice>, KeptDecision, UnknownFields<'static>);
        each_is!(Display: Localized<'_, &'static KeptDecision>, UnknownFields<'static>);
        each_is!(serde::Serialize: Kept<'static, Notice>, KeptDecision);
        each_is!(serde::de::DeserializeOwned: KeptDecision);
    }
    each_is!(Name: RecheckVerdict);
    each_is!(Copy: Difference, Recheck);
    each_is!(Eq: Difference, Recheck);
    each_is!(Debug: Difference, Recheck);
    each_is!(Anywhere: Difference, Recheck);
    each_is!(Display: Localized<'_, &'static Recheck>);
    each_is!(Display: Localized<'_, Reason>, Localized<'_, Remedy>, Localized<'_, Remedies>, Localized<'_, Step>);
    each_is!(Display: Localized<'_, Notice>, Localized<'_, Source>, Localized<'_, Subscription>);
    each_is!(Display: Localized<'_, &'static ChangePlan>, Localized<'_, &'static Refusal>, Localized<'_, &'static Decision>);
    each_is!(Display: ArticleId, CatalogueId, Cell, CellValue, ChangePlan, Date, InvalidHistory, Notice, Reason, Refusal);
    each_is!(Display: Remedy, RuleCode, Step);
    each_is!(Fault: HistoryFault, InvalidCatalogue, InvalidCatalogueId, InvalidDate, NoWitness, NoneInForce, Refusal);
    each_is!(Fault: TermsFault, UnknownName);
    each_is!(Fault: InvalidHistory);
    each_is!(Error: NoRoute);
    each_is!(Walk: Members<Feature>, Members<Party>, Members<Plan>, Members<Product>, Members<Tier>);
    each_is!(Walk: AssessedLegs<'static, 'static>, AssessedMenu<'static>, Legs<'static>, Menu<'static>, Notices<'static>, Reasons<'static>, Remedies, Steps);
    each_is!(Copy: AssessedEntry<'static>, AssessedFit<'static>, AssessedPreview<'static>, AssessedRemedy, MenuQuestion<'static>);
    each_is!(Eq: AssessedEntry<'static>, AssessedFit<'static>, AssessedRemedy);
    each_is!(Debug: AssessedEntry<'static>, AssessedFit<'static>, AssessedPreview<'static>, AssessedRemedy, MenuQuestion<'static>);
    each_is!(Anywhere: AssessedEntry<'static>, AssessedFit<'static>, AssessedPreview<'static>, MenuQuestion<'static>);
    each_is!(Copy: AssessedRoute<'static>, AssessedRung<'static>);
    each_is!(Debug: AssessedRoute<'static>, AssessedRung<'static>);
    each_is!(Anywhere: AssessedRoute<'static>, AssessedRung<'static>);
    each_is!(Copy: Fit<'static>, MenuEntry<'static>, NoRoute, Route<'static>, Rung<'static>);
    each_is!(Eq: Fit<'static>, MenuEntry<'static>, NoRoute, Route<'static>, Rung<'static>);
    each_is!(Debug: Fit<'static>, MenuEntry<'static>, NoRoute, Route<'static>, Rung<'static>);
    each_is!(Anywhere: Fit<'static>, MenuEntry<'static>, NoRoute, Route<'static>, Rung<'static>);
    each_is!(Anywhere: Catalogue, &'static Catalogue, Comparison<'static>, History<Arc<[Catalogue]>>, History<&'static [&'static Catalogue], &'static Catalogue>);
    each_is!(Copy: Comparison<'static>, History<&'static [Catalogue]>);
    each_is!(Clone: History<Arc<[Catalogue]>>, History<Vec<Catalogue>>);
    each_is!(Clone: Catalogue);
    each_is!(Eq: Catalogue);
    each_is!(Hash: Catalogue);
    each_is!(Debug: Catalogue);
    each_is!(Ord: CatalogueId, Cell, Date);
    each_is!(Default: Confirmation, Limit, Shortfalls, Usage, Users);
}

#[cfg(feature = "serde")]
#[test]
fn whatever_is_sent_or_stored_is_written_and_read_without_borrowing() {
    each_is!(serde::Serialize: Action, Request, Decision, ChangePlan, Refusal, Reasons<'static>, Remedies, Steps, Notices<'static>);
    each_is!(serde::Serialize: AssessedReason, AssessedStep, Assessment<'static>, Facts, PossibleNotice, Question);
    each_is!(serde::de::DeserializeOwned: Facts, PartialRequest, Target);
    each_is!(serde::Serialize: Cell, CellValue, Date, FeatureUse, Item, Limit, PlanTerms, Shortfalls, Terms);
    each_is!(serde::Serialize: DecisionRecord, PlanRecord, RefusalRecord);
    each_is!(serde::de::DeserializeOwned: DecisionRecord, PlanRecord, RefusalRecord, Reason, Remedy, Step, Notice);
    each_is!(serde::de::DeserializeOwned: AddOn, Base, Client, Confirmation, Context, Firm, Request, Subscription, Usage, Users);
    each_is!(serde::de::DeserializeOwned: CatalogueId, Date, FeatureUse, Limit, PlanTerms, Shortfalls, Terms);
    each_is!(serde::de::DeserializeOwned: AddOnSet, FeatureSet, Parties, PlanSet, ProductSet, ResourceSet, TierSet, UserKindSet);
    each_is!(serde::de::DeserializeOwned: Action, ActionCode, Actor, AddOnKind, Audience, Availability, BillingCycle, Clearance);
    each_is!(serde::de::DeserializeOwned: ClientStatus, DecisionKind, Effective, Enforcement, Feature, FitVerdict, Language, Mark);
    each_is!(serde::de::DeserializeOwned: NoticeCode, Party, Plan, Product, ReasonCode, RemedyCode, Resolution, Resource);
    each_is!(serde::de::DeserializeOwned: StepCode, Strictness, Tier, UserKind);
    each_is!(serde::de::DeserializeOwned: PriceWhenTakenOver, PrimaryAdmin, StatusSet, Verdict);
}

/// In bytes. They hold no pointers, so they are the same on every target; four cache lines are enough for any answer.
#[test]
fn nothing_is_larger_than_promised() {
    macro_rules! sizes {
        ($($Type:ty: $most:literal,)+) => {
            let sizes = [$((stringify!($Type), size_of::<$Type>(), $most)),+];
            let larger: Vec<_> = sizes.iter().filter(|(_, bytes, most)| bytes > most).collect();
            assert!(larger.is_empty(), "type, bytes, and the most that is promised: {larger:?}");
        };
    }
    sizes! {
        Result<ChangePlan, Refusal>: 256,
        Decision: 256,
        ChangePlan: 256,
        Refusal: 256,
        Request: 128,
        Context: 112,
        Subscription: 8,
        Reason: 16,
        Remedy: 16,
        Step: 8,
        Notice: 16,
        FeatureSet: 8,
        CatalogueId: 8,
        Catalogue: 49152,
        Preview: 1536,
        AssessedPreview<'static>: 2560,
        Facts: 192,
        Assessment<'static>: 640,
        Question: 64,
        Route<'static>: 192,
        AssessedRoute<'static>: 256,
        NoRoute: 3072,
        DecisionRecord: 1536,
    }
    // `None` takes no extra room.
    assert_eq!(size_of::<Option<Reason>>(), size_of::<Reason>());
    assert_eq!(size_of::<Option<Remedy>>(), size_of::<Remedy>());
    assert_eq!(size_of::<Option<Step>>(), size_of::<Step>());
    assert_eq!(size_of::<Option<Notice>>(), size_of::<Notice>());
    assert_eq!(size_of::<Option<Decision>>(), size_of::<Decision>());
}

/// What `use subscription_change::{…}` finds that is no module. What belongs to one task stands in that task's module.
#[test]
fn the_root_has_at_most_45_names() {
    const API: &str = include_str!("../docs/api.txt");

    let at_root = |line: &'static str| {
        let (kind, path) = line.split_once("subscription_change::")?;
        let is_declared = kind.contains("pub ") && !kind.contains("pub mod ") && kind.trim_end() != "pub";
        let end = path.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(path.len());
        let (name, rest) = path.split_at(end);
        // Behind a type's parameters, too, there may be something of its own.
        let is_member = rest.starts_with("::") || rest.starts_with('<') && rest.contains(">::");
        (is_declared && !is_member).then_some(name)
    };
    let names: BTreeSet<&str> = API.lines().filter_map(at_root).collect();
    for name in ["plan_change", "Catalogue", "ChangePlan", "Localized", "Plan", "Reason", "Subscription"] {
        assert!(names.contains(name), "{name} is at the root");
    }
    assert!(names.len() <= 45, "{} names at the root: {names:?}", names.len());
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
    let catalogue = Terms { upgrade_wait_hours: 24, ..*Catalogue::canada().terms() }.check().expect("it can be used");
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
        .with_add_on(AddOnKind::Payroll, Tier::Core, Party::Client)
        .with_add_on(AddOnKind::Time, Tier::Elite, Party::Firm);
    const TARGET: Subscription =
        CURRENT.without(AddOnKind::Time).with_plan(Plan::Essentials).with_payer(Product::Payroll, Party::Firm);
    const USAGE: Usage = {
        let mut usage = Usage::NOTHING;
        usage.users = Users::all(1).with(UserKind::Billable, 3);
        usage.features = USED;
        usage
    };
    const CONTEXT: Context = {
        let mut context = Context::in_good_standing(Parties::ALL, USAGE);
        context.client.confirmation = Some(Confirmation::accepting(USED));
        context
    };
    const ID: Result<CatalogueId, InvalidCatalogueId> = CatalogueId::new(*b"CA", 2025, 6, 2);
    const HOME: CatalogueId = Catalogue::canada().id();
    const EDITIONS: usize = Catalogue::embedded().len();
    const NAME: &str = Plan::EasyStart.name();

    assert_eq!(ID, Ok(HOME));
    assert_eq!((EDITIONS, NAME), (3, "easy_start"));
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
        let terms =
            Terms { id: edition, transfer_permission_hours: u32::from(edition.day()) - 1, ..*Catalogue::canada().terms() };
        let current = Subscription::new(Plan::Plus, Party::Firm);
        let context = Context::in_good_standing(Parties::ALL, Usage::default());
        Ok(terms.check()?.plan_change(&current, &current.with_plan(target), &context)?.steps().len())
    }

    let error = |target, edition| go(target, edition).expect_err("it does not work");
    assert_eq!(go("advanced", "CA-2030-01-02").expect("it works"), 1);
    assert!(error("plus", "CA-2030-01-02").is::<Refusal>());
    assert!(error("plus", "CA-2030-01-01").is::<InvalidCatalogue>());
    assert!(error("pluss", "CA-2030-01-02").is::<UnknownName>());
    assert!(error("plus", "CA-2030-1-2").is::<InvalidCatalogueId>());
    assert!(error("plus", "CA-2030-01-02").source().is_none(), "all of it is in the message");
}

/// As in the documentation.
#[test]
fn a_handful_of_imports_is_enough() {
    use subscription_change::{Context, Party, Plan, Subscription, Usage, plan_change};

    let current = Subscription::new(Plan::Essentials, Party::Firm);
    let context = Context::in_good_standing(Party::Firm.into(), Usage::default());
    let answer = match plan_change(&current, &current.with_plan(Plan::Plus), &context) {
        Ok(plan) => plan.steps().map(|step| step.to_string()).collect::<Vec<String>>(),
        Err(refusal) => refusal.reasons().map(|reason| reason.to_string()).collect(),
    };
    assert_eq!(answer, ["the firm upgrades the plan from Essentials to Plus"]);
}
