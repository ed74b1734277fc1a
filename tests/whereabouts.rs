//! Questions and their answers: where an answer can be looked up, and how it is given back.

use subscription_change::assess::{Answer, Fact, Facts, Place};
use subscription_change::catalogue::Mark;
use subscription_change::{
    Audience, BillingCycle, ClientStatus, Confirmation, Context, Feature, Language, Parties, Party, PrimaryAdmin, Usage,
};

use crate::language::said::assert_said;

fn places(fact: Fact) -> Vec<Place> {
    fact.whereabouts().iter().map(|it| it.place).collect()
}

#[test]
fn what_stands_nowhere_is_told_by_who_is_asked_for_it() {
    for fact in Fact::all() {
        let places = places(fact);
        let told_by = places.iter().find_map(|place| match place {
            Place::ToldBy(party) => Some(*party),
            _ => None,
        });
        if told_by.is_some() {
            assert_eq!((told_by, places.len()), (Some(fact.told_by()), 1), "{fact}");
        }
        assert!(
            !places.iter().any(|place| place.is_screen()) || fact.told_by() == Party::Firm,
            "{fact}: the firm sees the portal"
        );
    }
}

#[test]
fn every_place_has_a_source_and_a_judgement_is_one_only_where_nothing_tells() {
    for it in Fact::all().flat_map(Fact::whereabouts) {
        assert!(it.sources.iter().next().is_some(), "{it:?}");
        let is_judged = it.sources.iter().any(|source| source.mark == Mark::Judgement);
        assert_eq!(is_judged, matches!(it.place, Place::ToldBy(_)), "{it:?}");
    }
}

#[test]
fn a_place_is_told_in_every_language_and_is_a_screen_or_not() {
    for (fact, is_screen, english, french) in [
        (
            Fact::DowngradeOffered,
            true,
            "Subscriptions and billing, Accountant-billed subscriptions, Subscription actions",
            "Abonnements et facturation, Abonnements facturés au comptable, Actions relatives aux abonnements",
        ),
        (
            Fact::Feature(Feature::Bills),
            false,
            "Accounting API: select count(*) from Bill",
            "API de comptabilité\u{a0}: select count(*) from Bill",
        ),
        (Fact::HoursSinceDowngrade, false, "Only the firm can tell", "Seul le cabinet peut le dire"),
        (Fact::Confirmation, false, "Only the client can tell", "Seul le client peut le dire"),
    ] {
        assert_eq!(places(fact)[0].is_screen(), is_screen, "{fact}");
        assert_said(
            &[(Language::English, Audience::Other, english), (Language::French, Audience::Other, french)],
            |language, _| places(fact)[0].display(language).to_string(),
        );
    }
}

/// The value of a fact in a context, as somebody would answer with it.
fn answer_of(fact: Fact, context: &Context) -> Answer {
    let (firm, client) = (&context.firm, &context.client);
    match fact {
        Fact::AuthorisedBy(party) => context.authorised_by.contains(party).into(),
        Fact::FirmBillingCurrent => firm.billing_current.into(),
        Fact::FirmSubscriptionCurrent => firm.subscription_current.into(),
        Fact::ManagesBilling => firm.manages_billing.into(),
        Fact::IsAccountantUser => firm.is_accountant_user.into(),
        Fact::Status => client.status.into(),
        Fact::ClientBillingCurrent => client.billing_current.into(),
        Fact::BillingCycle => client.billing_cycle.into(),
        Fact::DaysToRenewal => client.days_to_renewal.into(),
        Fact::PrimaryAdmin => client.primary_admin.into(),
        Fact::Confirmation => client.confirmation.into(),
        Fact::TransferPermissionHours => client.transfer_permission_hours.into(),
        Fact::DaysSinceDiscount => client.days_since_discount.into(),
        Fact::HoursSinceDowngrade => client.hours_since_downgrade.into(),
        Fact::DowngradeOffered => client.downgrade_offered.into(),
        Fact::AddressesMatch => client.addresses_match.into(),
        Fact::OtherBillingSystem => client.other_billing_system.into(),
        Fact::SameRegion => client.same_region.into(),
        Fact::Users(kind) => (*client.usage.users.get(kind)).into(),
        Fact::Resource(resource) => client.usage.resource(resource).into(),
        Fact::Feature(feature) => client.usage.features.contains(feature).into(),
        new => unreachable!("{new} has no answer here"),
    }
}

fn contexts() -> [Context; 2] {
    let good = Context::in_good_standing(Parties::ALL, Usage::default());
    let other = good.with(|context| {
        context.authorised_by = Party::Client.into();
        context.firm.manages_billing = false;
        context.client.status = ClientStatus::Suspended;
        context.client.billing_cycle = BillingCycle::Annual;
        context.client.days_to_renewal = Some(40);
        context.client.primary_admin = PrimaryAdmin::Firm;
        context.client.confirmation = Some(Confirmation::accepting(Feature::Bills.into()));
        context.client.transfer_permission_hours = Some(5);
        context.client.days_since_discount = Some(9);
        context.client.hours_since_downgrade = Some(0);
        context.client.usage.users.billable = 4;
        context.client.usage.accounts = 7;
        context.client.usage.features = Feature::Projects.into();
    });
    [good, other]
}

#[test]
fn answers_to_every_question_make_the_context() {
    for context in contexts() {
        let mut facts = Facts::default();
        for fact in Fact::all() {
            assert_eq!(facts.context(), None, "{fact} is still unknown");
            facts.answer(fact, answer_of(fact, &context)).unwrap();
        }
        assert_eq!(facts.context(), Some(context));
    }
}

#[test]
fn an_answer_of_another_kind_is_not_taken() {
    let kinds = [
        Answer::YesNo(true),
        Answer::Number(1),
        Answer::None,
        Answer::Status(ClientStatus::Active),
        Answer::BillingCycle(BillingCycle::Annual),
        Answer::PrimaryAdmin(PrimaryAdmin::Other),
        Answer::Confirmation(Confirmation::default()),
    ];
    let mut told = std::collections::BTreeSet::new();
    for fact in Fact::all() {
        for context in &contexts() {
            let right = answer_of(fact, context);
            let is_listed = kinds.iter().any(|kind| std::mem::discriminant(kind) == std::mem::discriminant(&right));
            assert!(is_listed, "add to the kinds: {right:?}");
        }
        let is_right = |answer: Answer| {
            contexts().iter().any(|context| {
                let right = answer_of(fact, context);
                std::mem::discriminant(&right) == std::mem::discriminant(&answer)
            })
        };
        for answer in kinds {
            let mut facts = Facts::default();
            match facts.answer(fact, answer) {
                Ok(()) => assert!(is_right(answer), "{fact} takes {answer:?}"),
                Err(wrong) => {
                    assert!(!is_right(answer), "{wrong}");
                    told.extend(wrong.to_string().split_once(", not ").map(|(_, kind)| kind.to_owned()));
                    assert_eq!((wrong.fact(), wrong.answer(), facts), (fact, answer, Facts::default()));
                }
            }
        }
    }
    assert_eq!(told.len(), kinds.len(), "each kind is told by a name of its own: {told:?}");
    let wrong = Facts::default().answer(Fact::DaysToRenewal, true).unwrap_err();
    assert_eq!(wrong.to_string(), "client.days_to_renewal is a number or none, not a yes or a no");
}
