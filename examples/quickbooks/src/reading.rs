//! What the answers about one company tell about each item, one function for each line of the table of sources.

use serde_json::Value;
use subscription_change::assess::Fact;
use subscription_change::{AddOnKind, Feature, Resource};

use crate::answer::{Answer, Page, Told};
use crate::asked::{Asked, Rows};
use crate::evidence::{Evidence, Item, Says, Source, Why};
use crate::json::Json;

const COMPANY_INFO: &str = "companyinfo";
const PREFERENCES: &str = "preferences";
const RECURRING: &str = "select * from RecurringTransaction";
const CUSTOM_FIELDS: &str = "appFoundationsCustomFieldDefinitions";

/// The plans by the names of the interface; reading the last like the first is a judgement.
const PLANS: [(&str, &str); 5] = [
    ("QuickBooks Online Simple Start", "easy_start"),
    ("QuickBooks Online Essentials", "essentials"),
    ("QuickBooks Online Plus", "plus"),
    ("QuickBooks Online Advanced", "advanced"),
    ("QuickBooks Online EasyStart", "easy_start"),
];

/// The minor version from which on Advanced is not called Plus.
const ADVANCED_SINCE: u32 = 29;

/// What several answers to the same request say, each with its source; or why they say nothing.
struct Seen<T>(Vec<(T, Source)>, Vec<Why>);

impl<T: PartialEq> Seen<T> {
    /// The one value, where all say the same.
    fn one(&self) -> Option<(&T, &Source)> {
        let (first, source) = self.0.first()?;
        self.0.iter().all(|(value, _)| value == first).then_some((first, source))
    }
}

/// What the answers about one company tell.
pub(crate) struct Reading<'a> {
    answers: &'a [&'a Answer],
    evidence: Vec<(Item, Evidence)>,
}

impl<'a> Reading<'a> {
    /// All that they tell, item by item.
    pub(crate) fn of(answers: &'a [&'a Answer]) -> Vec<(Item, Evidence)> {
        let mut reading = Self { answers, evidence: Vec::new() };
        reading.company();
        reading.preferences();
        reading.counts();
        reading.recurring_transactions();
        reading.projects();
        reading.classes_and_locations();
        reading.custom_fields();
        reading.evidence
    }

    fn note(&mut self, item: Item, says: Says, source: Option<&Source>) {
        self.evidence.push((item, Evidence { says, source: source.cloned() }));
    }

    /// Notes what each answer says, or why it says nothing.
    fn note_all<T>(&mut self, item: Item, seen: Seen<T>, says: impl Fn(T) -> Says) {
        for (value, source) in seen.0 {
            self.note(item, says(value), Some(&source));
        }
        for why in seen.1 {
            self.note(item, Says::Nothing(why), None);
        }
    }

    /// What the answers to a request say, of which `read` takes one thing.
    fn seen<T>(
        &self,
        request: &'static str,
        is_it: impl Fn(&Asked) -> bool,
        read: impl Fn(&Answer) -> Option<Result<T, Why>>,
    ) -> Seen<T> {
        let mut seen = Seen(Vec::new(), Vec::new());
        for answer in self.answers.iter().filter(|answer| is_it(&answer.asked)) {
            let read = match &answer.told {
                Told::Fault(codes) => Some(Err(Why::Fault(codes.clone()))),
                Told::Empty => Some(Err(Why::Empty)),
                _ => read(answer),
            };
            match read {
                Some(Ok(value)) => seen.0.push((value, source(answer))),
                Some(Err(why)) => seen.1.push(why),
                None => {}
            }
        }
        if seen.0.is_empty() && seen.1.is_empty() {
            seen.1.push(Why::NotAsked(request));
        }
        seen
    }

    fn info<T>(&self, read: impl Fn(&Json, Option<u32>) -> Result<T, Why>) -> Seen<T> {
        self.seen(
            COMPANY_INFO,
            |asked| matches!(asked, Asked::CompanyInfo(_)),
            |answer| match (&answer.told, &answer.asked) {
                (Told::Entity(info), Asked::CompanyInfo(minor)) => Some(read(info, *minor)),
                _ => None,
            },
        )
    }

    fn preference<T>(&self, read: impl Fn(&Json) -> Result<T, Why>) -> Seen<T> {
        self.seen(
            PREFERENCES,
            |asked| *asked == Asked::Preferences,
            |answer| match &answer.told {
                Told::Entity(preferences) => Some(read(preferences)),
                _ => None,
            },
        )
    }

    fn count(&self, rows: Rows) -> Seen<u32> {
        self.seen(
            counting(rows),
            |asked| *asked == Asked::Count(rows),
            |answer| match answer.told {
                Told::Count(count) => Some(Ok(count)),
                _ => None,
            },
        )
    }

    fn company(&mut self) {
        let country = self.info(|info, _| {
            let text = text(info.get("Country"), "Country")?;
            let country = text.trim().to_ascii_uppercase();
            let is_code = country.len() == 2 && country.bytes().all(|byte| byte.is_ascii_uppercase());
            if is_code { Ok(country) } else { Err(Why::Unclear("Country", text)) }
        });
        self.note_all(Item::Country, country, |country| Says::Is(country.into()));
        let plan = self.info(|info, minor| {
            let text = text(pair(info, "OfferingSku", "OfferingSku")?, "OfferingSku")?;
            let place = PLANS.iter().position(|(name, _)| name.eq_ignore_ascii_case(text.trim()));
            let place = place.ok_or(Why::Unclear("OfferingSku", text))?;
            match PLANS[place].1 {
                "plus" if minor.is_none_or(|minor| minor < ADVANCED_SINCE) => Err(Why::PlusOrAdvanced),
                _ => Ok(place),
            }
        });
        self.note_all(Item::Plan, plan, |place| match PLANS[place].1 {
            plan if place + 1 == PLANS.len() => Says::Probably(plan.into(), &["easy_start"]),
            plan => Says::Is(plan.into()),
        });
        let status = self.info(|info, _| {
            let text = text(pair(info, "SubscriptionStatus", "SubscriptionStatus")?, "SubscriptionStatus")?;
            status(&text).ok_or(Why::Unclear("SubscriptionStatus", text))
        });
        self.note_all(Item::Fact(Fact::Status), status, |status| status);
        let payroll = self.info(|info, _| {
            let value = pair(info, "PayrollFeature", "PayrollFeature")?;
            truth(value, "PayrollFeature")
        });
        self.note_all(Item::Tier(AddOnKind::Payroll), payroll, |held| if held { Says::Something } else { Says::Is(Value::Null) });
    }

    fn preferences(&mut self) {
        let path = &["CurrencyPrefs", "MultiCurrencyEnabled"];
        let on = self.preference(|preferences| truth(preferences.at(path), "CurrencyPrefs.MultiCurrencyEnabled"));
        self.note_all(feature(Feature::Multicurrency), on, Says::of);
        for (of, name) in [
            (Feature::TimeTracking, "TimeTrackingFeatureEnabled"),
            (Feature::PurchaseOrders, "VendorAndPurchasesPrefs.PurchaseOrderEnabled"),
            (Feature::Projects, "ProjectsEnabled"),
        ] {
            let on = self.other_preference(name);
            self.note_all(feature(of), on, |on| if on { Says::Nothing(Why::On(name)) } else { Says::of(false) });
        }
        let on = self.preference(|preferences| {
            truth(preferences.at(&["ProductAndServicesPrefs", "QuantityOnHand"]), "ProductAndServicesPrefs.QuantityOnHand")
        });
        for (on, source) in on.0 {
            if on {
                self.note(feature(Feature::Inventory), Says::Nothing(Why::On("QuantityOnHand")), Some(&source));
            }
        }
    }

    fn other_preference(&self, name: &'static str) -> Seen<bool> {
        self.preference(|preferences| {
            let others = preferences.get("OtherPrefs").ok_or(Why::Absent("OtherPrefs"))?;
            truth(pair(others, name, name)?, name)
        })
    }

    fn counts(&mut self) {
        for (of, rows) in [
            (Feature::Inventory, Rows::ActiveInventoryItems),
            (Feature::Bills, Rows::Bills),
            (Feature::PurchaseOrders, Rows::PurchaseOrders),
            (Feature::Budgets, Rows::Budgets),
            (Feature::TimeTracking, Rows::TimeActivities),
            (Feature::Projects, Rows::Projects),
        ] {
            let count = self.count(rows);
            self.note_all(feature(of), count, |count| Says::of(count > 0));
        }
        let accounts = self.count(Rows::ActiveAccounts);
        self.note_all(Item::Fact(Fact::Resource(Resource::Accounts)), accounts, |count| Says::Is(count.into()));
    }

    fn recurring_transactions(&mut self) {
        let item = feature(Feature::RecurringTransactions);
        let counted = self.count(Rows::RecurringTransactions);
        for (count, source) in counted.0 {
            let says = if count == 0 { Says::of(false) } else { Says::Nothing(Why::CountsPaused(count)) };
            self.note(item, says, Some(&source));
        }
        self.rows(item, Rows::RecurringTransactions, Some(RECURRING), "RecurringInfo.Active");
    }

    fn projects(&mut self) {
        // If they were counted, they need not be listed.
        self.rows(feature(Feature::Projects), Rows::Projects, None, "IsProject");
        self.rows(feature(Feature::Projects), Rows::Customers, None, "IsProject");
    }

    /// Whether any row is what is looked for. One row settles that there is; only the last page settles that there is none.
    ///
    /// A request that was not made is noted where one is named.
    fn rows(&mut self, item: Item, of: Rows, request: Option<&'static str>, field: &'static str) {
        let is_it = |asked: &Asked| matches!(asked, Asked::List(rows, ..) if *rows == of);
        let Seen(mut pages, why) = self.seen(request.unwrap_or_default(), is_it, |answer| match &answer.told {
            Told::Page(page) => Some(Ok(page.clone())),
            _ => None,
        });
        if pages.is_empty() {
            let why = why.into_iter().filter(|why| *why != Why::NotAsked(""));
            why.for_each(|why| self.note(item, Says::Nothing(why), None));
            return;
        }
        // The others count as well: if they are all pages that there are, they contradict the one that has some.
        let has_any = |(page, _): &(Page, Source)| page.rows.contains(&Some(true));
        let found = pages.iter().find(|page| has_any(page)).map(|(_, source)| source.clone());
        if let Some(source) = &found {
            self.note(item, Says::of(true), Some(source));
            pages.retain(|page| !has_any(page));
        }
        pages.sort_by_key(|(page, _)| page.start);
        let mut next = 1;
        let mut last = None;
        for (page, source) in &pages {
            if page.start > next {
                last = None;
                break;
            }
            next = next.max(page.end());
            last = page.is_last().then_some(source);
        }
        let all_say = pages.iter().all(|(page, _)| page.rows.iter().all(Option::is_some));
        match last.cloned() {
            Some(source) if all_say => self.note(item, Says::of(false), Some(&source)),
            _ if found.is_some() => {}
            Some(_) => self.note(item, Says::Nothing(Why::Absent(field)), None),
            None => self.note(item, Says::Nothing(Why::NotTheLastPage), None),
        }
    }

    fn classes_and_locations(&mut self) {
        let classes = self.preference(|preferences| {
            let by = |field| preferences.at(&["AccountingInfoPrefs", field]);
            let (one, other) = ("ClassTrackingPerTxn", "ClassTrackingPerTxnLine");
            match (truth(by(one), one), truth(by(other), other)) {
                (Ok(true), _) | (_, Ok(true)) => Ok(true),
                (Ok(false), Ok(false)) => Ok(false),
                (Err(why), _) | (_, Err(why)) => Err(why),
            }
        });
        let locations = self.preference(|preferences| {
            truth(preferences.at(&["AccountingInfoPrefs", "TrackDepartments"]), "AccountingInfoPrefs.TrackDepartments")
        });
        let (all_classes, all_locations) = (self.count(Rows::ActiveClasses), self.count(Rows::ActiveLocations));
        self.tracked(Feature::Classes, classes, &all_classes, "ClassTrackingPerTxn");
        self.tracked(Feature::Locations, locations, &all_locations, "TrackDepartments");
        let item = Item::Fact(Fact::Resource(Resource::ClassesAndLocations));
        let both = [all_classes, all_locations];
        if let [Some((classes, source)), Some((locations, other))] = [both[0].one(), both[1].one()] {
            // Each source tells a part of it.
            self.note(item, Says::Is(classes.saturating_add(*locations).into()), Some(source));
            self.note(item, Says::Is(classes.saturating_add(*locations).into()), Some(other));
            return;
        }
        for counted in both {
            let one = counted.one().map(|(count, source)| (*count, source.clone()));
            match one {
                Some((count, source)) if count > 0 => self.note(item, Says::AtLeast(count), Some(&source)),
                Some(_) => {}
                None => self.note_all(item, counted, |count| Says::Is(count.into())),
            }
        }
    }

    /// Off is not in use; on is in use if there are any.
    fn tracked(&mut self, of: Feature, on: Seen<bool>, count: &Seen<u32>, name: &'static str) {
        let (item, counted) = (feature(of), count.one());
        let is_on = on.0.iter().any(|(on, _)| *on);
        for (on, source) in on.0 {
            match (on, counted) {
                (false, _) => self.note(item, Says::of(false), Some(&source)),
                (true, Some((count, counted))) => self.note(item, Says::of(*count > 0), Some(counted)),
                (true, None) => self.note(item, Says::Nothing(Why::On(name)), Some(&source)),
            }
        }
        let uncounted = count.1.iter().filter(|_| is_on && counted.is_none());
        for why in uncounted.cloned().chain(on.1) {
            self.note(item, Says::Nothing(why), None);
        }
    }

    fn custom_fields(&mut self) {
        let item = Item::Fact(Fact::Resource(Resource::CustomFields));
        let slots = self.preference(|preferences| {
            let slots = |path: &[&str], name| preferences.at(path).and_then(|slots| used_slots(slots, name));
            let sales = slots(&["SalesFormsPrefs", "CustomField"], "SalesFormsPrefs.UseSalesCustom");
            let purchases = slots(&["VendorAndPurchasesPrefs", "POCustomField"], "PurchasePrefs.UsePurchaseCustom");
            sales.max(purchases).ok_or(Why::Absent("CustomField"))
        });
        for (used, source) in slots.0 {
            if used > 0 {
                // One field may stand in a sales slot and in a purchase slot: the greater number of the two, and not the sum.
                self.note(item, Says::AtLeast(used), Some(&source));
            }
        }
        let definitions = self.seen(
            CUSTOM_FIELDS,
            |asked| *asked == Asked::CustomFields,
            |answer| match answer.told {
                Told::Definitions { active, all: true } => Some(Ok(active)),
                Told::Definitions { .. } => Some(Err(Why::NotTheLastPage)),
                _ => None,
            },
        );
        // No form has more than there are in all.
        self.note_all(item, definitions, Says::AtMost);
    }
}

impl Says {
    fn of(truth: bool) -> Self {
        Self::Is(Value::Bool(truth))
    }
}

fn source(answer: &Answer) -> Source {
    Source { from: answer.request.clone(), is_answer: true, time: answer.time.clone() }
}

fn feature(feature: Feature) -> Item {
    Item::Fact(Fact::Feature(feature))
}

fn status(text: &str) -> Option<Says> {
    Some(match text.trim() {
        "TRIAL" | "TRIALOPTIN" => Says::Is("trial".into()),
        "SUBSCRIBED" => Says::Probably("active".into(), &["active", "pending", "cancelling"]),
        "RESTRICTED" => Says::Is("restricted".into()),
        "SUSPENDED" => Says::Is("suspended".into()),
        "EXPIRED" => Says::Is("expired".into()),
        "CANCELLED" | "CANCELED" => Says::Is("cancelled".into()),
        // PAID is any other state.
        _ => return None,
    })
}

/// The value of a pair of `NameValue`; `None` where there is none or it has none. Two that say otherwise are an error.
fn pair<'j>(of: &'j Json, name: &str, field: &'static str) -> Result<Option<&'j Json>, Why> {
    let pairs = of.get("NameValue").and_then(Json::list).unwrap_or_default();
    let mut values =
        pairs.iter().filter(|pair| pair.get("Name").and_then(Json::text) == Some(name)).map(|pair| pair.get("Value"));
    let first = values.next().flatten();
    match values.find(|other| *other != first) {
        None => Ok(first),
        Some(other) => {
            let shown = |value: Option<&Json>| value.map_or_else(String::new, ToString::to_string);
            Err(Why::Contradiction(format!("{} ({field})", shown(first)), format!("{} ({field})", shown(other))))
        }
    }
}

fn text(value: Option<&Json>, field: &'static str) -> Result<String, Why> {
    match value {
        None => Err(Why::Absent(field)),
        Some(Json::Text(text)) if text.trim().is_empty() => Err(Why::Absent(field)),
        Some(Json::Text(text)) => Ok(text.clone()),
        Some(other) => Err(Why::Unclear(field, other.to_string())),
    }
}

fn truth(value: Option<&Json>, field: &'static str) -> Result<bool, Why> {
    let value = value.ok_or(Why::Absent(field))?;
    value.truth().ok_or_else(|| Why::Unclear(field, value.to_string()))
}

/// How many slots of this name are used; `None` where there are no such slots or one of them is not clear.
fn used_slots(slots: &Json, name: &str) -> Option<u32> {
    let mut used = None;
    for slot in slots.list()?.iter().filter_map(|group| group.get("CustomField")).filter_map(Json::list).flatten() {
        if slot.get("Name").and_then(Json::text).is_some_and(|slot| slot.starts_with(name)) {
            let on = slot.get("BooleanValue")?.truth()?;
            used = Some(used.unwrap_or(0) + u32::from(on));
        }
    }
    used
}

/// The query that counts these.
pub(crate) fn counting(rows: Rows) -> &'static str {
    match rows {
        Rows::ActiveInventoryItems => "select count(*) from Item where Type = 'Inventory' and Active = true",
        Rows::RecurringTransactions => "select count(*) from RecurringTransaction",
        Rows::Bills => "select count(*) from Bill",
        Rows::PurchaseOrders => "select count(*) from PurchaseOrder",
        Rows::Budgets => "select count(*) from Budget",
        Rows::TimeActivities => "select count(*) from TimeActivity",
        Rows::Projects | Rows::Customers => "select count(*) from Customer where IsProject = true",
        Rows::ActiveAccounts => "select count(*) from Account where Active = true",
        Rows::ActiveClasses => "select count(*) from Class where Active = true",
        Rows::ActiveLocations => "select count(*) from Department where Active = true",
    }
}
