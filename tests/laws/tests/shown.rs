//! What is printed of the case that broke a law.

use expect_test::expect;
use laws::common::canada_but;
use laws::given::{Asked, Edition, as_it_should_be};
use laws::mend::mended;
use subscription_change::catalogue::{Effective, Ladder};
use subscription_change::{Catalogue, Party, Plan, Request, Subscription};

fn shown(catalogue: &Catalogue) -> String {
    let (current, target) = (Subscription::new(Plan::Plus, Party::Firm), Subscription::new(Plan::Essentials, Party::Client));
    let mut context = as_it_should_be();
    context.client.usage.users.billable = 4;
    let asked = Asked { edition: Edition::of(catalogue), request: Request { current, target, context } };
    format!("{asked:?}").trim_start().to_owned()
}

#[test]
fn a_case_is_shown_with_all_that_is_not_as_usual() {
    let catalogue = canada_but(|terms| {
        terms.id = "ZZ-2030-01-31".parse().expect("an identity");
        terms.edition.ladder = Ladder::new(&[Plan::EasyStart, Plan::Plus, Plan::Essentials]).expect("each once");
        terms.edition.separate_products.insert(Plan::Advanced);
        terms.edition.transferable_products.insert(Plan::SelfEmployed);
        terms.edition.names.plans.plus.en = "Growth".parse().expect("a name");
        terms.add_ons.payroll.downgrades_take_effect = Some(Effective::NextBillingDate);
        terms.plans.easy_start.features = None;
        *terms = mended(*terms);
    });
    expect![[r"
        current: plus by firm
            target:  essentials by client
            facts:   client.usage.users.billable: 4; the rest as they should be
            with     ZZ-2030-01-31 ladder: easy_start, plus, essentials; separate_products.advanced: yes; transferable_products.self_employed: yes; names.plans.plus.en: Growth; plans.easy_start.sold: no; plans.easy_start.features: unknown; plans.essentials.intended_shortfalls: billable, reports_only, classes_and_locations, inventory, purchase_orders, projects, classes, locations, budgets; moves.easy_start.advanced: no; moves.essentials.easy_start: no; moves.essentials.advanced: no; moves.plus.easy_start: no; moves.plus.advanced: no; moves.advanced.easy_start: no; moves.advanced.essentials: no; moves.advanced.plus: no; moves.ledger.easy_start: no; moves.ledger.advanced: no; payroll.downgrades_take_effect: next_billing_date; the rest as in Canada"]].assert_eq(&shown(&catalogue));
}

#[test]
fn an_embedded_edition_is_shown_by_its_identity() {
    expect![[r"
        current: plus by firm
            target:  essentials by client
            facts:   client.usage.users.billable: 4; the rest as they should be
            with     US-2026-09-30"]]
    .assert_eq(&shown(Catalogue::united_states()));
}
