//! The sentences: what people read of reasons, remedies, steps, notices and refusals.
#![allow(clippy::needless_raw_string_hashes, reason = "the sentences are as expect-test writes them")]

use crate::common::{but, firm, refusal, request};
use crate::language::samples::{notices, reasons, remedies, steps};
use expect_test::{Expect, expect};
use subscription_change::assess::{Fact, FactSet, Facts, assess};
use subscription_change::record::RefusalRecord;
use subscription_change::{
    AddOnKind, Catalogue, Feature, FeatureSet, Notice, NoticeCode, Parties, Party, Plan, Product, Reason, ReasonCode, Refusal,
    Remedy, RemedyCode, StepCode, Tier, UserKind,
};

#[track_caller]
fn assert_sentences<T: ToString>(values: &[T], expected: &Expect) {
    let sentences: String = values.iter().map(|value| value.to_string() + "\n").collect();
    expected.assert_eq(&sentences);
}

#[test]
fn a_reason_says_what_stands_in_the_way_with_its_numbers() {
    assert_sentences(
        &reasons(),
        &expect![[r#"
            the subscription asked for is the same as the current one
            QuickBooks Self-Employed is a separate product, so moving from Plus to Self-Employed is not a change of plan
            QuickBooks Self-Employed is a separate product, whose billing cannot be transferred
            a client of QuickBooks Online EasyStart cannot move to QuickBooks Ledger
            the Essentials plan is not sold
            QuickBooks Time Elite is not sold
            a change from Plus to EasyStart is not offered
            the client's status is pending: the move to the wholesale discount is not complete yet
            the client's subscription is restricted, and its books are read-only
            the client's subscription is suspended, and its books are read-only
            the client's subscription has expired, and its books are read-only
            the client's subscription is cancelled, and its books are read-only
            the firm's billing details are out of date
            the firm's subscription details are out of date
            the client's payment details are out of date
            the firm's authorization for QuickBooks Online is missing
            the client's authorization for QuickBooks Payroll is missing
            authorization from the firm or the client for QuickBooks Time is missing
            the menu of subscription actions in QuickBooks Online Accountant (from 2027 Intuit Accountant Suite) does not show the downgrade, and any other obstacle would hide it too
            the client has not confirmed the downgrade
            the client has not confirmed the downgrade, which takes away access to bills, projects and workflows
            the client has not accepted losing access to Spreadsheet Sync
            the client has not accepted losing access to projects and workflows
            the client has 3 billable users, 2 more than the limit of 1
            the client has 3 accountant users, 1 more than the limit of 2
            the client has 1 reports-only user, but the new plan allows none
            the client has 12 time-only users, but the new plan allows none
            the client has multicurrency turned on, which the new plan does not have: one Intuit page says to turn it off first, and another says that it can never be turned off
            the client uses recurring transactions, which the new plan does not have
            the client uses inventory, which the new plan does not have
            the client has multicurrency turned on, which the new plan does not have and which cannot be turned off
            the client has 1,200 active accounts, 950 more than the limit of 250
            the client has 41 active classes and locations, 1 more than the limit of 40
            the client has 1 custom field, but the new plan allows none
            the QuickBooks Payroll add-on does not go with the Ledger plan
            the QuickBooks Time add-on does not go with the Self-Employed plan
            the QuickBooks Time add-on goes with the EasyStart plan only alongside QuickBooks Payroll Premium or higher
            the QuickBooks Time add-on goes with the EasyStart plan only alongside QuickBooks Payroll Elite
            it is too soon after the last downgrade, with 1 hour left to wait
            it is too soon after the last downgrade, with 24 hours left to wait
            one request cannot both change QuickBooks Online and change who pays for it
            the client has not permitted the transfer of billing for QuickBooks Payroll to the firm
            the firm has not permitted the transfer of billing for QuickBooks Online to itself
            the permission to transfer billing for QuickBooks Payroll was given 49 hours ago and was valid for only 48 hours
            the permission to transfer billing for QuickBooks Online was given 2 hours ago and was valid for only 1 hour
            the client is billed annually, so billing for QuickBooks Online cannot be transferred to the firm
            the client is billed annually, so billing for QuickBooks Time cannot be transferred to the firm
            the firm is the primary admin, so billing for QuickBooks Online cannot be transferred to the client
            the firm is the primary admin, so billing for QuickBooks Time cannot be transferred to the client
            the client is billed annually, so billing for QuickBooks Time cannot be transferred to the firm, and monthly billing can be chosen 12 days from now at the earliest
            neither the client nor the firm is the primary admin of the company
            the user at the firm making the change has no access to Subscriptions and billing
            the firm is not an accountant user of the client's company
            the client's company is still on a trial, and only a paid subscription can be taken over
            the address of the client's company or of the firm is wrong
            the client's company is billed by a different billing system, because of an attached service
            the client's company and the firm use different country editions
            the client's subscription is cancelled and runs until the paid period ends
            the client's subscription is cancelled and runs until the paid period ends
        "#]],
    );
}

#[test]
fn a_remedy_says_what_to_do_and_who_does_it() {
    assert_sentences(
        &remedies(),
        &expect![[r#"
            the firm and the client have to wait until Intuit has completed the move to the wholesale discount (if the transfer of billing was permitted earlier, it has to be permitted again after that)
            the client has to reactivate the subscription
            the firm has to reactivate the subscription
            the firm has to update its billing details
            the firm has to update its subscription details
            the client has to update its payment details
            the firm has to authorize the change
            the client has to authorize the change
            the client has to confirm the downgrade
            the client has to confirm the downgrade and accept losing access to bills, projects and workflows
            the client has to accept losing access to backup-and-restore
            the client has to remove 1 billable user (never the primary admin), who can be invited again after a later upgrade (invitations count and can be withdrawn, and people at the firm can come back as accountant users)
            the client has to remove 2 billable users (never the primary admin), who can be invited again after a later upgrade (invitations count and can be withdrawn, and people at the firm can come back as accountant users)
            the client has to remove 4 reports-only users, who can be invited again after a later upgrade (invitations count and can be withdrawn)
            the client has to turn off multicurrency, but if that is no longer offered, as another Intuit page says, only Intuit can help
            the client has to pause the templates of recurring transactions
            the client has to make the inventory items inactive
            the client has to reduce the number of active accounts by 1
            the client has to reduce the number of active classes and locations by 1,234
            the requester has to ask for a subscription without QuickBooks Time
            the requester has to ask for QuickBooks Payroll Premium
            the firm and the client have to wait 1 hour
            the firm and the client have to wait 24 hours
            the requester has to keep the current payer of QuickBooks Online and transfer its billing in a separate request
            the client has to permit the transfer of billing, as the primary admin, for all products at once, after everything else is done
            the firm has to permit the transfer of billing, as the primary admin, for all products at once, after everything else is done
            the client has to switch to monthly billing
            the client has to switch to monthly billing, which will be possible 1 day from now (if the transfer of billing was permitted earlier, it has to be permitted again after that)
            the client has to switch to monthly billing, which will be possible 12 days from now (if the transfer of billing was permitted earlier, it has to be permitted again after that)
            the firm has to hand the primary-admin role over to one of the client's company admins, who has to accept it
            the firm has to ask Intuit to move the primary-admin role to the client, which only Intuit can do on EasyStart
            the client has to ask Intuit, with supporting documents, for the primary-admin role (if the transfer of billing was permitted earlier, it has to be permitted again after that)
            one of the firm's admins has to give the user making the change access to Subscriptions and billing
            the client has to invite the firm as an accountant user (which counts toward the accountant-user limit)
            the client has to subscribe
            the client has to correct its address
            the firm has to correct its address
            the client has to resume the subscription before the paid period ends
            the firm has to resume the subscription before the paid period ends
            the firm has to clear any other obstacle first, look at the menu of subscription actions again and, if the option is still missing, contact Intuit: its article does not say why
        "#]],
    );
}

#[test]
fn a_step_says_what_is_done_and_who_does_it() {
    assert_sentences(
        &steps(),
        &expect![[r#"
            the firm upgrades the plan from EasyStart to Advanced
            the client downgrades the plan from Advanced to Plus
            the client adds QuickBooks Payroll Core
            the firm removes QuickBooks Time Elite
            the firm upgrades QuickBooks Payroll from Core to Premium
            the firm downgrades QuickBooks Time from Elite to Premium
            the firm transfers billing for QuickBooks Online to the client
            the firm takes over billing for QuickBooks Payroll
            the client takes over billing for QuickBooks Time
        "#]],
    );
}

#[test]
fn a_notice_says_what_to_know() {
    assert_sentences(
        &notices(),
        &expect![[r#"
            there is no way back to QuickBooks Ledger: discuss it with the client first
            the client loses access to bills, projects and workflows
            the client has 3 accountant users, 1 more than the limit of 2: nothing is removed, and none can be added
            the client has 1 time-only user, but the new plan allows none: nothing is removed, and none can be added
            the client has 300 active accounts, 50 more than the limit of 250: nothing is removed, and none can be added
            the client has 2 custom fields, 1 more than the limit of 1: nothing is removed, and none can be added
            the client's discounts end
            the plan's own time tracking is unavailable with QuickBooks Payroll Core
            on EasyStart the primary-admin role cannot be handed over without Intuit's help
            the firm pays for QuickBooks Online with the wholesale discount
            the firm pays for QuickBooks Payroll at the retail price
            the client pays for QuickBooks Online at the full price
            the client's books are read-only until it enters its payment details
            the client has to enter payment details
            the client's subscription begins anew
            the firm is charged a prorated amount for the rest of the billing period
            the client is charged a prorated amount for the rest of the billing period
            the firm pays for QuickBooks Payroll at the wholesale price
            whatever QuickBooks Payroll Elite offers that Core does not is lost
            QuickBooks Time Elite ends, along with everything it provides
            the client has 300 active accounts, 50 more than the limit of 250: the client's company is suspended
            the client has 3 billable users, 2 more than the limit of 1: the client's company is suspended
        "#]],
    );
}

#[test]
fn every_code_is_among_the_sentences() {
    for &code in ReasonCode::ALL {
        assert!(reasons().iter().any(|reason| reason.code() == code), "{code}");
    }
    for &code in RemedyCode::ALL {
        assert!(remedies().iter().any(|remedy| remedy.code() == code), "{code}");
    }
    for &code in StepCode::ALL {
        assert!(steps().iter().any(|step| step.code() == code), "{code}");
    }
    for &code in NoticeCode::ALL {
        assert!(notices().iter().any(|notice| notice.code() == code), "{code}");
    }
}

#[test]
fn a_sentence_is_one_line_without_a_full_stop_or_the_name_of_a_code() {
    let mut sentences: Vec<(&str, String)> = Vec::new();
    sentences.extend(reasons().iter().map(|reason| (reason.code().name(), reason.to_string())));
    sentences.extend(remedies().iter().map(|remedy| (remedy.code().name(), remedy.to_string())));
    sentences.extend(steps().iter().map(|step| (step.code().name(), step.to_string())));
    sentences.extend(notices().iter().map(|notice| (notice.code().name(), notice.to_string())));
    for (code, sentence) in sentences {
        assert!(!sentence.is_empty() && sentence.trim() == sentence, "{code}: {sentence:?}");
        assert!(!sentence.ends_with(['.', ':', ';', ',', '!']), "{code}: {sentence:?}");
        assert!(!sentence.contains(['_', '\n', '`', '{', '}']), "{code}: {sentence:?}");
        assert!(!sentence.contains("  ") && !sentence.contains("()"), "{code}: {sentence:?}");
    }
}

/// Every number of a reason is in its sentence, with its thousands grouped.
#[test]
fn the_numbers_of_a_sentence_are_those_of_the_reason() {
    for (used, grouped) in [
        (0, "0"),
        (7, "7"),
        (999, "999"),
        (1000, "1,000"),
        (1_001_001, "1,001,001"),
        (999_999, "999,999"),
        (1_000_000, "1,000,000"),
        (20_030_040, "20,030,040"),
        (1_000_000_000, "1,000,000,000"),
        (u32::MAX, "4,294,967,295"),
    ] {
        let reason = Reason::TooManyUsers { kind: UserKind::Accountant, used, limit: 0 }.to_string();
        assert!(reason.starts_with(&format!("the client has {grouped} accountant user")), "{reason}");
        let expired =
            Reason::TransferPermissionExpired { product: Product::Time, hours_ago: used, window: 48, by: Party::Client }
                .to_string();
        assert!(expired.contains(&format!(" {grouped} hour")) && expired.contains(" 48"), "{expired}");
    }
}

#[test]
fn every_name_has_words_of_its_own() {
    let of_features: Vec<String> =
        Feature::ALL.iter().map(|&f| Notice::FeaturesLost { features: f.into() }.to_string()).collect();
    let of_plans: Vec<String> = Plan::ALL.iter().map(|&from| Reason::LedgerClosed { from }.to_string()).collect();
    let of_kinds: Vec<String> = UserKind::ALL.iter().map(|&kind| Remedy::RemoveUsers { kind, count: 2 }.to_string()).collect();
    let of_products: Vec<String> = Product::ALL.iter().map(|&product| Notice::FullPrice { product }.to_string()).collect();
    for mut sentences in [of_features, of_plans, of_kinds, of_products] {
        let count = sentences.len();
        sentences.sort_unstable();
        sentences.dedup();
        assert_eq!(sentences.len(), count, "{sentences:?}");
    }
    assert_eq!(
        Notice::FeaturesLost { features: FeatureSet::ALL }.to_string(),
        "the client loses access to multicurrency, recurring transactions, bills, time tracking, inventory, purchase orders, projects, \
         classes, locations, budgets, custom roles, workflows, Spreadsheet Sync, backup-and-restore and enhanced custom fields",
    );
}

#[test]
fn a_refusal_is_one_line_with_the_sentence_of_each_reason() {
    let request = but(&request(firm(Plan::Plus), firm(Plan::EasyStart)), |r| {
        r.context.authorised_by = Party::Client.into();
        r.context.client.confirmation = None;
        r.context.client.usage.users.billable = 3;
        r.context.client.usage.features = FeatureSet::of(&[Feature::Multicurrency, Feature::Bills]);
    });
    let refusal = refusal(&request);
    let text = refusal.to_string();
    assert_eq!(
        text,
        "refused for 4 reasons: the firm's authorization for QuickBooks Online is missing; \
         the client has not confirmed the downgrade, which takes away access to bills; \
         the client has 3 billable users, 2 more than the limit of 1; \
         the client has multicurrency turned on, which the new plan does not have: one Intuit page says to turn it off first, and another \
         says that it can never be turned off",
    );
    assert!(!text.contains('\n'), "{text}");
    assert_eq!(refusal.reasons().len(), 4);
    for reason in &refusal {
        assert!(text.contains(&reason.to_string()), "{reason} is in: {text}");
    }
}

#[test]
fn a_refusal_for_one_reason_does_not_count_it() {
    let refusal = refusal(&request(firm(Plan::Plus), firm(Plan::Plus)));
    assert_eq!(refusal.to_string(), "refused: the subscription asked for is the same as the current one");
}

#[test]
fn a_refusal_is_an_error_that_can_be_boxed_and_told_again() {
    fn change() -> Result<(), Box<dyn std::error::Error + Send + Sync + 'static>> {
        request(firm(Plan::Plus), firm(Plan::Ledger)).plan_change()?;
        Ok(())
    }

    let error = change().expect_err("it is closed");
    assert!(error.source().is_none(), "a refusal has no cause but its reasons");
    let refusal: &Refusal = error.downcast_ref().expect("it is the refusal");
    assert!(refusal.reasons().eq([Reason::LedgerClosed { from: Plan::Plus }]));
    assert_eq!(error.to_string(), refusal.to_string());
}

#[test]
fn debug_shows_what_can_be_seen_of_a_decision() {
    let closed = format!("{:?}", refusal(&request(firm(Plan::Plus), firm(Plan::Ledger))));
    assert!(
        closed.starts_with("Refusal { catalogue: ") && closed.ends_with("reasons: [LedgerClosed { from: Plus }] }"),
        "{closed}"
    );
    let plan = format!("{:?}", crate::common::plan(&request(firm(Plan::Plus), firm(Plan::EasyStart))));
    for shown in [
        "ChangePlan { from: ",
        "effective: Immediately",
        "features_lost: Some({Multicurrency, ",
        "notices: [PrimaryAdminLocked] }",
    ] {
        assert!(plan.contains(shown), "{shown}: {plan}");
    }
}

/// The remedies are shown, and not the empty room after them.
#[test]
fn debug_shows_the_remedies_of_a_preview() {
    let request = but(&request(firm(Plan::Plus), firm(Plan::Advanced)), |request| request.context.authorised_by = Parties::EMPTY);
    let preview = format!("{:?}", Catalogue::canada().preview(&request).unwrap());
    assert!(preview.starts_with("Preview { remedies: [Authorise { party: Firm }], request: "), "{preview}");
}

#[test]
fn debug_shows_what_is_known() {
    let request = request(firm(Plan::Plus).with_add_on(AddOnKind::Payroll, Tier::Core, Party::Client), firm(Plan::Ledger));
    let unknown = FactSet::EMPTY.with(Fact::Feature(Feature::Bills)).with(Fact::Status);
    let facts = Facts::from(request.context).with(|facts| unknown.iter().for_each(|fact| facts.forget(fact)));
    let assessment = assess(&request.current, &request.target, &facts);
    let record = RefusalRecord::from(&refusal(&request));
    for (told, shown) in [
        (format!("{:?}", request.current), "Core"),
        (format!("{:?}", request.current), "payer: Client"),
        (format!("{unknown:?}"), "{Status, Feature(Bills)}"),
        (format!("{facts:?}"), "PartlyKnown { yes: {}, no: {Multicurrency, RecurringTransactions, TimeTracking, "),
        (format!("{assessment:?}"), "verdict: Refusal"),
        (format!("{assessment:?}"), "status: None"),
        (format!("{record:?}"), "LedgerClosed { from: Plus }"),
    ] {
        assert!(told.contains(shown), "{shown}: {told}");
    }
}
