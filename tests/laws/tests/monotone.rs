//! Law 6, monotone: fewer users, fewer features in use, one more authorising party, a fact made current never adds a reason, and never
//! turns a plan into a refusal.

use subscription_change::{Context, Reason};

use laws::axes::{compare_everywhere, everywhere};
use laws::check::{Verdict, ensure, holds};
use laws::facts::{Fact, is_no_worse};
use laws::given::{Answer, Twice, as_it_should_be, asked_twice};

/// Whether what one reason is about is in the other too: numbers apart.
fn is_within(this: &Reason, that: &Reason) -> bool {
    use Reason::{
        DowngradeNotConfirmed, LossesNotAccepted, OverLimit, TooManyUsers, TransferNotPermitted, TransferPermissionExpired,
        UpgradeTooSoon,
    };
    match (this, that) {
        (TooManyUsers { kind: this, .. }, TooManyUsers { kind: that, .. }) => this == that,
        (OverLimit { resource: this, .. }, OverLimit { resource: that, .. }) => this == that,
        (UpgradeTooSoon { .. }, UpgradeTooSoon { .. }) => true,
        // Who permits is told by another fact.
        (TransferNotPermitted { product: this, .. }, TransferNotPermitted { product: that, .. })
        | (TransferPermissionExpired { product: this, .. }, TransferPermissionExpired { product: that, .. }) => this == that,
        (DowngradeNotConfirmed { losses: this }, DowngradeNotConfirmed { losses: that })
        | (LossesNotAccepted { features: this }, LossesNotAccepted { features: that }) => this.is_subset(*that),
        (_, _) => this == that,
    }
}

/// In a context that is no worse there is no other reason.
fn adds_no_reason(better: &Answer, worse: &Answer) -> Verdict {
    let Err(refusal) = better else { return Ok(()) };
    let Err(before) = worse else { return Err(format!("a plan became a refusal: {refusal:?}")) };
    for reason in refusal {
        ensure!(before.reasons().any(|held| is_within(&reason, &held)), "{reason:?} was added to {before:?}");
    }
    Ok(())
}

/// Makes one fact after the other as it is in another context, where that is no worse.
fn improving_one_by_one(Twice { asked, other }: &Twice) -> Verdict {
    let mut context = asked.request.context;
    let mut answer = asked.answer();
    for fact in Fact::all() {
        let mut better: Context = context;
        fact.put(other, &mut better);
        if is_no_worse(&better, &context) {
            let improved = asked.answer_in(&better);
            adds_no_reason(&improved, &answer).map_err(|how| format!("{fact:?} was made better, and {how}"))?;
            (context, answer) = (better, improved);
        }
    }
    adds_no_reason(&answer, &asked.answer())
}

#[test]
fn a_fact_that_becomes_better_never_adds_a_reason() {
    holds(5_000, asked_twice(), improving_one_by_one);
}

#[test]
fn a_fact_that_becomes_as_it_should_be_never_adds_a_reason() {
    holds(5_000, asked_twice(), |Twice { asked, .. }| {
        improving_one_by_one(&Twice { asked: asked.clone(), other: as_it_should_be() })
    });
}

#[test]
fn a_fact_that_becomes_better_never_adds_a_reason_in_every_small_world() {
    let compared = compare_everywhere(|_, axis, one, other| {
        for ((context, answer), (other_context, other)) in [(one, other), (other, one)] {
            if is_no_worse(context, other_context) {
                adds_no_reason(answer, other).map_err(|how| format!("{:?} were made better, and {how}", axis.facts))?;
            }
        }
        Ok(())
    });
    assert!(compared >= everywhere(), "{compared}");
}
