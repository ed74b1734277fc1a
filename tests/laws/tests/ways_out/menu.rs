//! Law 8: the menu says of each target what `plan_change` says of it, and leaves no action out.

use subscription_change::catalogue::Terms;
use subscription_change::ways_out::{Action, Availability};
use subscription_change::{AddOnKind, Catalogue, Parties, Party, Plan, Product, Request, Subscription, Tier};

use laws::check::{Verdict, ensure, holds};
use laws::common::{client, firm, request};
use laws::every::every_subscription;
use laws::given::{Asked, asked};

/// The one thing in which a subscription differs from the current one, by the words of the definitions; `None` where they differ in nothing
/// or in more.
fn the_one_thing(terms: &Terms, current: &Subscription, target: &Subscription) -> Option<Action> {
    let mut things = Vec::new();
    let (from, to) = (current.base.plan, target.base.plan);
    let ladder = &terms.edition.ladder;
    if from != to {
        things.push(match (ladder.rank(from), ladder.rank(to)) {
            (Some(before), Some(after)) if after > before => Action::Upgrade { to },
            (Some(_), Some(_)) => Action::Downgrade { to },
            (None, Some(_)) if !terms.edition.separate_products.contains(from) => Action::LeaveLedger { to },
            (_, _) => Action::Switch { to },
        });
    }
    for &kind in AddOnKind::ALL {
        let product = kind.product();
        match (current.add_on(kind), target.add_on(kind)) {
            (None, Some(new)) => things.push(Action::Add { product, tier: new.tier, payer: new.payer }),
            (Some(_), None) => things.push(Action::Remove { product }),
            (Some(old), Some(new)) if new.tier > old.tier => things.push(Action::Raise { product, tier: new.tier }),
            (Some(old), Some(new)) if new.tier < old.tier => things.push(Action::Lower { product, tier: new.tier }),
            _ => {}
        }
    }
    for &product in Product::ALL {
        if let (Some(old), Some(new)) = (current.payer(product), target.payer(product)) {
            if old != new {
                things.push(Action::Transfer { product, to: new });
            }
        }
    }
    match things[..] {
        [thing] => Some(thing),
        _ => None,
    }
}

/// Whether the edition sells an add-on at some tier, or the client holds it all the same: else nobody can ask for it.
fn is_there(terms: &Terms, current: &Subscription, product: Product) -> bool {
    product.add_on().is_none_or(|kind| !terms.add_ons.get(kind).tiers.is_empty() || current.add_on(kind).is_some())
}

/// Every subscription that differs in one thing that there is in the edition is in the menu once, with that thing and its decision, and
/// nothing else is.
fn menu_is_complete(asked: &Asked) -> Verdict {
    let Request { current, context, .. } = asked.request;
    let menu = asked.edition.catalogue().menu(&current, &context);
    let with_its_thing = |target| Some((the_one_thing(asked.terms(), &current, &target)?, target));
    let is_there = |(action, _): &(Action, Subscription)| is_there(asked.terms(), &current, action.product());
    let expected: Vec<_> = every_subscription().into_iter().filter_map(with_its_thing).filter(is_there).collect();
    ensure!(menu.len() == expected.len(), "{} entries of {}", menu.len(), expected.len());
    for (action, target) in &expected {
        let found: Vec<_> = menu.clone().filter(|entry| entry.action() == *action).collect();
        ensure!(found.len() == 1, "{action:?} is there {} times", found.len());
        let request = Request { current, target: *target, context };
        ensure!(*found[0].request() == request, "{action:?} asks for {:?}", found[0].request());
    }
    Ok(())
}

/// What the menu says of a target is what is said of it without a menu.
fn menu_says_what_the_decision_says(asked: &Asked) -> Verdict {
    let Request { current, context, .. } = asked.request;
    let mut left = asked.edition.catalogue().menu(&current, &context);
    while let Some(entry) = left.next() {
        let request = entry.request();
        ensure!(entry.plan_change() == asked.answer_to(request), "{:?}", entry.action());
        ensure!(entry.preview() == asked.edition.catalogue().preview(request), "{:?}", entry.action());
        let availability = match (entry.plan_change(), entry.preview()) {
            (Ok(_), _) => Availability::Now,
            (Err(_), Ok(preview)) if preview.keeps_wish() => Availability::Later,
            (Err(_), _) => Availability::Never,
        };
        ensure!(entry.availability() == availability, "{:?} is {}", entry.action(), entry.availability());
        ensure!(left.len() == left.clone().count(), "{} left, and says {}", left.clone().count(), left.len());
    }
    ensure!(left.next().is_none(), "more after the end");
    Ok(())
}

#[test]
fn law_8_the_menu_says_of_each_target_what_the_decision_says() {
    holds(4_000, asked(), menu_says_what_the_decision_says);
}

#[test]
fn the_menu_has_each_action_once() {
    holds(1_000, asked(), menu_is_complete);
}

fn actions(current: Subscription) -> Vec<Action> {
    Catalogue::canada().menu(&current, &request(current, current).context).map(|entry| entry.action()).collect()
}

#[test]
fn the_menu_is_in_the_order_of_the_tables() {
    use subscription_change::Tier::{Core, Elite, Premium};
    use {Party::Client, Party::Firm, Product::Base, Product::Payroll, Product::Time};

    let current = firm(Plan::Essentials).with_add_on(AddOnKind::Payroll, Tier::Premium, Client);
    assert_eq!(
        actions(current),
        [
            Action::Downgrade { to: Plan::EasyStart },
            Action::Upgrade { to: Plan::Plus },
            Action::Upgrade { to: Plan::Advanced },
            Action::Switch { to: Plan::Ledger },
            Action::Switch { to: Plan::SelfEmployed },
            Action::Lower { product: Payroll, tier: Core },
            Action::Raise { product: Payroll, tier: Elite },
            Action::Remove { product: Payroll },
            Action::Add { product: Time, tier: Premium, payer: Firm },
            Action::Add { product: Time, tier: Premium, payer: Client },
            Action::Add { product: Time, tier: Elite, payer: Firm },
            Action::Add { product: Time, tier: Elite, payer: Client },
            Action::Transfer { product: Base, to: Client },
            Action::Transfer { product: Payroll, to: Firm },
        ]
    );
}

#[test]
fn either_add_on_is_changed_before_it_is_removed_and_added_tier_by_tier() {
    use subscription_change::Tier::{Core, Elite, Premium};
    use {Party::Client, Party::Firm, Product::Payroll, Product::Time};

    let current = firm(Plan::Essentials).with_add_on(AddOnKind::Time, Tier::Premium, Client);
    let add_ons =
        |actions: Vec<Action>| actions.into_iter().filter(|action| action.product() != Product::Base).collect::<Vec<_>>();
    assert_eq!(
        add_ons(actions(current)),
        [
            Action::Add { product: Payroll, tier: Core, payer: Firm },
            Action::Add { product: Payroll, tier: Core, payer: Client },
            Action::Add { product: Payroll, tier: Premium, payer: Firm },
            Action::Add { product: Payroll, tier: Premium, payer: Client },
            Action::Add { product: Payroll, tier: Elite, payer: Firm },
            Action::Add { product: Payroll, tier: Elite, payer: Client },
            Action::Raise { product: Time, tier: Elite },
            Action::Remove { product: Time },
            Action::Transfer { product: Time, to: Firm },
        ]
    );
}

#[test]
fn ledger_is_left_and_self_employed_switched() {
    let plans = |current| actions(current).into_iter().take(5).collect::<Vec<_>>();
    assert_eq!(
        plans(client(Plan::Ledger)),
        [
            Action::LeaveLedger { to: Plan::EasyStart },
            Action::LeaveLedger { to: Plan::Essentials },
            Action::LeaveLedger { to: Plan::Plus },
            Action::LeaveLedger { to: Plan::Advanced },
            Action::Switch { to: Plan::SelfEmployed },
        ]
    );
    assert_eq!(
        plans(client(Plan::SelfEmployed)),
        [
            Action::Switch { to: Plan::EasyStart },
            Action::Switch { to: Plan::Essentials },
            Action::Switch { to: Plan::Plus },
            Action::Switch { to: Plan::Advanced },
            Action::Switch { to: Plan::Ledger },
        ]
    );
}

/// Now, later and never, side by side.
#[test]
fn the_menu_tells_now_from_later_from_never() {
    let current = firm(Plan::EasyStart);
    let mut context = request(current, current).context;
    context.authorised_by = Parties::from(Party::Firm);
    let menu = Catalogue::canada().menu(&current, &context);
    let availability = |wanted: Action| menu.clone().find(|entry| entry.action() == wanted).unwrap().availability();
    assert_eq!(availability(Action::Upgrade { to: Plan::Plus }), Availability::Now);
    let payroll = |payer| Action::Add { product: Product::Payroll, tier: Tier::Core, payer };
    assert_eq!(availability(payroll(Party::Firm)), Availability::Now);
    assert_eq!(availability(payroll(Party::Client)), Availability::Later);
    let time = Action::Add { product: Product::Time, tier: Tier::Premium, payer: Party::Firm };
    assert_eq!(availability(time), Availability::Later);
    assert_eq!(availability(Action::Switch { to: Plan::Ledger }), Availability::Never);
}
