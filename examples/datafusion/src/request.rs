//! The records and names of a request, as they stand in columns: those of the crate's JSON form.

use datafusion::arrow::datatypes::{DataType, Field, Schema};
use subscription_change::{
    AddOn, Base, BillingCycle, Client, ClientStatus, Confirmation, Context, FeatureSet, Firm, Parties, Party, PayrollTier, Plan,
    Subscription, TimeTier, Usage, Users,
};

use crate::column::{Fact, names, record, sets};

names! { Plan, Party, PayrollTier, TimeTier, ClientStatus, BillingCycle, Feature }
sets! { Parties of Party, FeatureSet of Feature }

record! { Subscription { base: Base, payroll: Option<AddOn<PayrollTier>>, time: Option<AddOn<TimeTier>> } }
record! { Base { plan: Plan, payer: Party } }
record! { AddOn<Tier> { tier: Tier, payer: Party } }
record! { Context { authorised_by: Parties, firm: Firm, client: Client } }
record! { Firm { billing_current: bool, subscription_current: bool } }
record! { Client {
    status: ClientStatus,
    billing_current: bool,
    billing_cycle: BillingCycle,
    primary_admin: bool,
    confirmation: Option<Confirmation>,
    transfer_permission_hours: Option<u32>,
    days_since_other_firm: Option<u32>,
    hours_since_downgrade: Option<u32>,
    downgrade_offered: bool,
    usage: Usage,
} }
record! { Confirmation { accepted_losses: FeatureSet } }
record! { Usage { users: Users, accounts: u32, classes_and_locations: u32, custom_fields: u32, features: FeatureSet } }
record! { ByUserKind<T> { billable: T, accountant: T, reports_only: T, time_only: T } }

/// The columns of a book of requests.
pub fn schema() -> Schema {
    Schema::new(vec![
        Field::new("id", DataType::Int64, false),
        Subscription::field("current"),
        Subscription::field("target"),
        Context::field("context"),
    ])
}
