//! The records, sets and names of the crate, as they stand in columns: those of its JSON form.

use std::str::FromStr;

use datafusion::arrow::array::ArrayRef;
use datafusion::arrow::datatypes::{DataType, Field, Schema};
use subscription_change::assess::Verdict;
use subscription_change::catalogue::ByAddOn;
use subscription_change::parts::Target;
use subscription_change::{
    Actor, AddOn, AddOnKind, Base, BillingCycle, ClientStatus, Confirmation, Feature, FeatureSet, NoticeCode, Parties, Party,
    Plan, PrimaryAdmin, ReasonCode, RemedyCode, Resolution, Subscription, Tier,
};

use crate::circumstances::Circumstances;
use crate::column::{Column, Fact, Lists, Name, Value, a_struct_of, records};
use crate::fault::Fault;

macro_rules! names {
    ($($Name:ident),+ $(,)?) => {
        $(impl Name for $Name {
            fn all() -> impl Iterator<Item = Self> {
                Self::ALL.iter().copied()
            }

            fn name(self) -> &'static str {
                self.name()
            }

            fn place(self) -> u8 {
                self as u8
            }
        })+
    };
}

/// The tiers that there are of an add-on.
macro_rules! tiers {
    ($($Name:ident of $kind:expr),+ $(,)?) => {
        $(#[derive(Clone, Copy)]
        pub struct $Name(Tier);

        impl FromStr for $Name {
            type Err = ();

            fn from_str(name: &str) -> Result<Self, ()> {
                name.parse().ok().filter(|&tier| $kind.tiers().contains(tier)).map(Self).ok_or(())
            }
        }

        impl Name for $Name {
            fn all() -> impl Iterator<Item = Self> {
                $kind.tiers().iter().map(Self)
            }

            fn name(self) -> &'static str {
                self.0.name()
            }

            fn place(self) -> u8 {
                self.0 as u8
            }
        }

        impl From<Held<$Name>> for AddOn {
            fn from(held: Held<$Name>) -> Self {
                Self { tier: held.tier.0, payer: held.payer }
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

/// The fields of a struct.
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

/// An add-on that is held, at a tier that there is of it.
pub struct Held<Tier> {
    tier: Tier,
    payer: Party,
}

/// The fields of a subscription: its products.
const PRODUCTS: [&str; 4] = ["base", "payroll", "time", "bill_pay"];

/// What is named of a subscription: the columns that are there.
pub struct Products {
    base: Option<Column<Base>>,
    payroll: Option<<Option<Held<PayrollTier>> as Fact>::Column>,
    time: Option<<Option<Held<TimeTier>> as Fact>::Column>,
    bill_pay: Option<<Option<Held<BillPayTier>> as Fact>::Column>,
}

/// The subscription that is wanted: a column that is missing leaves the product as it is, and null says that an add-on is not to be held.
impl Value for Target {
    type Values = Products;

    fn data_type() -> DataType {
        let fields = [
            Base::field("base"),
            Option::<Held<PayrollTier>>::field("payroll"),
            Option::<Held<TimeTier>>::field("time"),
            Option::<Held<BillPayTier>>::field("bill_pay"),
        ];
        DataType::Struct(fields.into_iter().collect())
    }

    fn expected() -> String {
        a_struct_of(&PRODUCTS)
    }

    fn values(array: &ArrayRef) -> Result<Products, Fault> {
        let records = records(array, &PRODUCTS)?;
        let [base, payroll, time, bill_pay] = PRODUCTS.map(|name| records.column_by_name(name));
        Ok(Products {
            base: named::<Base>("base", base)?,
            payroll: named::<Option<Held<PayrollTier>>>("payroll", payroll)?,
            time: named::<Option<Held<TimeTier>>>("time", time)?,
            bill_pay: named::<Option<Held<BillPayTier>>>("bill_pay", bill_pay)?,
        })
    }

    fn get(products: &Products, row: usize) -> Result<Self, Fault> {
        let within = |name| move |fault: Fault| fault.within(name);
        let mut target = Self::default();
        target.base =
            products.base.as_ref().map(|column| <Base as Fact>::get(column, row)).transpose().map_err(within("base"))?;
        target.add_ons = ByAddOn {
            payroll: add_on::<PayrollTier>("payroll", products.payroll.as_ref(), row)?,
            time: add_on::<TimeTier>("time", products.time.as_ref(), row)?,
            bill_pay: add_on::<BillPayTier>("bill_pay", products.bill_pay.as_ref(), row)?,
        };
        Ok(target)
    }
}

/// What a row says of an add-on, if it has a column: as it is held, or that it is not.
#[allow(clippy::option_option, reason = "not named, or named as not held")]
fn add_on<Tier>(
    name: &str,
    column: Option<&<Option<Held<Tier>> as Fact>::Column>,
    row: usize,
) -> Result<Option<Option<AddOn>>, Fault>
where
    Option<Held<Tier>>: Fact,
    AddOn: From<Held<Tier>>,
{
    let Some(column) = column else { return Ok(None) };
    let held = <Option<Held<Tier>> as Fact>::get(column, row).map_err(|fault| fault.within(name))?;
    Ok(Some(held.map(AddOn::from)))
}

fn named<T: Fact>(name: &str, array: Option<&ArrayRef>) -> Result<Option<T::Column>, Fault> {
    array.map(|array| T::column(Some(array)).map_err(|fault| fault.within(name))).transpose()
}

/// What is held: base, and no add-on whose column is missing.
impl Value for Subscription {
    type Values = Products;

    fn data_type() -> DataType {
        Target::data_type()
    }

    fn expected() -> String {
        Target::expected()
    }

    fn values(array: &ArrayRef) -> Result<Products, Fault> {
        let products = Target::values(array)?;
        if products.base.is_none() {
            return Err(Fault::new("missing", &Base::expected()).within("base"));
        }
        Ok(products)
    }

    fn get(products: &Products, row: usize) -> Result<Self, Fault> {
        let held = <Target as Value>::get(products, row)?;
        let base = held.base.ok_or_else(|| Fault::new("missing", &Base::expected()).within("base"))?;
        Ok(held.onto(&Self::new(base.plan, base.payer)))
    }
}

names! { Plan, Party, PrimaryAdmin, ClientStatus, BillingCycle, Feature }
names! { Verdict, Resolution, ReasonCode, NoticeCode, RemedyCode, Actor }
sets! { Parties of Party, FeatureSet of Feature }
tiers! { PayrollTier of AddOnKind::Payroll, TimeTier of AddOnKind::Time, BillPayTier of AddOnKind::BillPay }

record! { Base { plan: Plan, payer: Party } }
record! { Held<Tier> { tier: Tier, payer: Party } }
record! { Confirmation { accepted_losses: FeatureSet } }

/// The columns of a book of requests.
pub fn schema() -> Schema {
    Schema::new(vec![
        Field::new("id", DataType::Int64, false),
        Subscription::field("current"),
        Target::field("target"),
        Circumstances::field("context"),
    ])
}
