//! The records, sets and names of the crate, as they stand in columns: those of its JSON form.

use datafusion::arrow::array::ArrayRef;
use datafusion::arrow::datatypes::{DataType, Field, Schema};
use subscription_change::{
    Actor, Base, BillingCycle, ByUserKind, Client, ClientStatus, Confirmation, Context, DecisionKind, Feature, FeatureSet, Firm,
    Parties, Party, Payroll, PayrollTier, Plan, ReasonCode, RemedyCode, Resolution, Subscription, Time, TimeTier, Usage, Users,
};

use crate::column::{Fact, Lists, Name, Value, a_struct_of, records};
use crate::fault::Fault;

macro_rules! names {
    ($($Name:ident),+ $(,)?) => {
        $(impl Name for $Name {
            const ALL: &'static [Self] = Self::ALL;

            fn name(self) -> &'static str {
                self.name()
            }

            fn place(self) -> u8 {
                self as u8
            }
        })+
    };
}

macro_rules! sets {
    ($($Set:ident of $Member:ident),+ $(,)?) => {
        $(impl Value for $Set {
            type Values = Lists<$Member>;

            fn data_type() -> DataType {
                DataType::new_list($Member::data_type(), false)
            }

            fn expected() -> String {
                format!("a list, each member once and {}", $Member::expected())
            }

            fn values(array: &ArrayRef) -> Result<Self::Values, Fault> {
                Lists::of(array, Self::expected)
            }

            fn get(lists: &Self::Values, row: usize) -> Result<Self, Fault> {
                let mut set = Self::EMPTY;
                for place in lists.places(row) {
                    let member: $Member = Fact::get(&lists.members, place)?;
                    if !set.insert(member) {
                        return Err(Fault::new(&format!("`{member}` twice"), &Self::expected()));
                    }
                }
                Ok(set)
            }
        })+
    };
}

/// The fields of a struct of the crate, to which the compiler holds them.
macro_rules! record {
    ($Record:ident $(<$T:ident>)? { $($field:ident: $Type:ty),+ $(,)? }) => {
        impl $(<$T: Value>)? Value for $Record $(<$T>)? {
            type Values = ($(<$Type as Fact>::Column,)+);

            fn data_type() -> DataType {
                DataType::Struct([$(<$Type as Fact>::field(stringify!($field))),+].into_iter().collect())
            }

            fn expected() -> String {
                a_struct_of(&[$(stringify!($field)),+])
            }

            fn values(array: &ArrayRef) -> Result<Self::Values, Fault> {
                let records = records(array, &[$(stringify!($field)),+])?;
                let within = |field| move |fault: Fault| fault.within(field);
                Ok(($({
                    let name = stringify!($field);
                    <$Type as Fact>::column(records.column_by_name(name)).map_err(within(name))?
                },)+))
            }

            fn get(($($field,)+): &Self::Values, row: usize) -> Result<Self, Fault> {
                let within = |field| move |fault: Fault| fault.within(field);
                Ok(Self { $($field: <$Type as Fact>::get($field, row).map_err(within(stringify!($field)))?,)+ })
            }
        }
    };
}

/// An add-on, in a record with these fields.
macro_rules! add_ons {
    ($($Name:ident of $Tier:ident),+ $(,)?) => {
        $(impl Value for $Name {
            type Values = <AddOn<$Tier> as Value>::Values;

            fn data_type() -> DataType {
                AddOn::<$Tier>::data_type()
            }

            fn expected() -> String {
                AddOn::<$Tier>::expected()
            }

            fn values(array: &ArrayRef) -> Result<Self::Values, Fault> {
                AddOn::<$Tier>::values(array)
            }

            fn get(values: &Self::Values, row: usize) -> Result<Self, Fault> {
                <AddOn<$Tier> as Value>::get(values, row).map(|AddOn { tier, payer }| Self::new(tier, payer))
            }
        })+
    };
}

pub struct AddOn<Tier> {
    tier: Tier,
    payer: Party,
}

names! { Plan, Party, PayrollTier, TimeTier, ClientStatus, BillingCycle, Feature }
names! { DecisionKind, Resolution, ReasonCode, RemedyCode, Actor }
sets! { Parties of Party, FeatureSet of Feature }

record! { Subscription { base: Base, payroll: Option<Payroll>, time: Option<Time> } }
record! { Base { plan: Plan, payer: Party } }
add_ons! { Payroll of PayrollTier, Time of TimeTier }
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
