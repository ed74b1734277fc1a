use subscription_change::{Context, Feature, FeatureSet, Party, Plan, Subscription, Usage, Users, plan_change};

fn main() {
    let mut words = std::env::args().skip(1);
    let mut plan = || -> Option<Plan> { words.next()?.parse().ok() };
    let (Some(from), Some(to)) = (plan(), plan()) else { return };
    let billable = words.next().and_then(|word| word.parse().ok()).unwrap_or(1);
    let features: FeatureSet = words.filter_map(|word| word.parse::<Feature>().ok()).collect();
    let usage = Usage::default().with(|usage| {
        usage.users = Users { billable, ..Users::default() };
        usage.features = features;
    });
    let current = Subscription::new(from, Party::Firm);
    match plan_change(&current, &current.with_plan(to), &Context::in_good_standing(Party::Firm.into(), usage)) {
        Ok(plan) => {
            plan.steps().for_each(|step| println!("{step}"));
            plan.notices().for_each(|notice| println!("{notice}"));
        }
        Err(refusal) => {
            for reason in refusal.reasons() {
                println!("{reason}");
                reason.remedies().for_each(|remedy| println!("{remedy}"));
            }
        }
    }
}
