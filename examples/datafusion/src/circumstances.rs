//! The context of a request, of which some facts may not be known: null is unknown, and `none` names the facts of which there was none.

use std::str::FromStr;
use std::sync::LazyLock;

use datafusion::arrow::array::{Array, ArrayRef, StructArray};
use datafusion::arrow::buffer::NullBuffer;
use datafusion::arrow::datatypes::{DataType, Field};
use subscription_change::assess::{self, Answer, FactSet, Facts};
use subscription_change::{
    BillingCycle, Client, ClientStatus, Confirmation, Context, Feature, FeatureSet, Firm, Parties, Party, PrimaryAdmin, Usage,
    Users,
};

use crate::column::{Column, Fact, Lists, Name, Value, records};
use crate::fault::Fault;

/// All facts, in the order of the request, each with its path there.
pub static FACTS: LazyLock<Vec<(assess::Fact, String)>> =
    LazyLock::new(|| assess::Fact::all().map(|fact| (fact, fact.to_string())).collect());

/// Those of which there may be none.
static MAY_BE_NONE: LazyLock<Vec<&'static (assess::Fact, String)>> =
    LazyLock::new(|| FACTS.iter().filter(|(fact, _)| Facts::default().answer(*fact, Answer::None).is_ok()).collect());

/// What is known around a change.
pub enum Circumstances {
    /// Every fact.
    Known(Context),
    /// Some facts, and some not.
    PartlyKnown(Facts),
}

/// What a context is read from.
pub struct Columns {
    none: Option<Column<NoneOf>>,
    facts: <Context as Known>::Columns,
}

/// The field of a context that names the facts of which there was none.
pub const NONE: &str = "none";

impl Fact for Circumstances {
    type Column = Columns;

    fn field(name: &str) -> Field {
        let none = Field::new(NONE, NoneOf::data_type(), true);
        let facts = <Context as Known>::field(name);
        let DataType::Struct(fields) = facts.data_type() else { return facts };
        let fields = fields.iter().cloned().chain([none.into()]).collect();
        facts.with_data_type(DataType::Struct(fields))
    }

    fn column(array: Option<&ArrayRef>) -> Result<Columns, Fault> {
        let facts = Context::columns(array, "")?;
        let none = array.and_then(|array| array.as_any().downcast_ref::<StructArray>()?.column_by_name(NONE));
        let none = none.filter(|none| *none.data_type() != DataType::Null).map(Column::of).transpose();
        Ok(Columns { none: none.map_err(|fault| fault.within(NONE))?, facts })
    }

    fn get(columns: &Columns, row: usize) -> Result<Self, Fault> {
        let none = columns.none.as_ref().and_then(|none| none.get(row)).transpose().map_err(|fault| fault.within(NONE))?;
        let mut seen = Seen { none: none.map_or(FactSet::EMPTY, |none| none.0), unknown: FactSet::EMPTY };
        let mut context = Context::in_good_standing(Parties::EMPTY, Usage::default());
        context.read(&columns.facts, Some(row), &mut seen)?;
        if seen.unknown.is_empty() {
            return Ok(Self::Known(context));
        }
        let mut facts = Facts::from(context);
        seen.unknown.iter().for_each(|fact| facts.forget(fact));
        Ok(Self::PartlyKnown(facts))
    }
}

/// What was seen in a row beside the values.
struct Seen {
    /// The facts of which there was none, as the row names them.
    none: FactSet,
    /// The facts that the row does not tell.
    unknown: FactSet,
}

/// A fact of the context, or several: each is read if it is known, and noted as unknown if not.
trait Known {
    type Columns;

    fn field(name: &str) -> Field;

    /// The columns of what stands at this path, if there are any.
    fn columns(array: Option<&ArrayRef>, path: &str) -> Result<Self::Columns, Fault>;

    /// Reads a row, or nothing of what is in a record that is null.
    fn read(&mut self, columns: &Self::Columns, row: Option<usize>, seen: &mut Seen) -> Result<(), Fault>;
}

/// A fact, and its column if there is one.
struct Told<T: Value> {
    fact: FactSet,
    column: Option<Column<T>>,
}

impl<T: Value> Told<T> {
    /// Or several facts of one column, whose paths begin so.
    fn of(array: Option<&ArrayRef>, path: &str) -> Result<Self, Fault> {
        let facts =
            FACTS.iter().filter(|(_, of)| of.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('.')));
        let fact = facts.fold(FactSet::EMPTY, |all, (fact, _)| all.with(*fact));
        Ok(Self { fact, column: typed(array).map(Column::of).transpose()? })
    }

    fn get(&self, row: Option<usize>) -> Option<Result<T, Fault>> {
        self.column.as_ref()?.get(row?)
    }

    fn read(&self, row: Option<usize>, into: &mut T, seen: &mut Seen) -> Result<(), Fault> {
        match self.get(row) {
            Some(value) => *into = value?,
            None => seen.unknown = seen.unknown.union(self.fact),
        }
        Ok(())
    }
}

/// A column of nothing but nulls may have no other type.
fn typed(array: Option<&ArrayRef>) -> Option<&ArrayRef> {
    array.filter(|array| *array.data_type() != DataType::Null)
}

macro_rules! plain {
    ($($Fact:ty),+ $(,)?) => {
        $(impl Known for $Fact {
            type Columns = Told<Self>;

            fn field(name: &str) -> Field {
                Field::new(name, Self::data_type(), false)
            }

            fn columns(array: Option<&ArrayRef>, path: &str) -> Result<Told<Self>, Fault> {
                Told::of(array, path)
            }

            fn read(&mut self, column: &Told<Self>, row: Option<usize>, seen: &mut Seen) -> Result<(), Fault> {
                column.read(row, self, seen)
            }
        })+
    };
}

/// A fact of which there may be none.
impl<T: Value> Known for Option<T> {
    type Columns = Told<T>;

    fn field(name: &str) -> Field {
        Field::new(name, T::data_type(), true)
    }

    fn columns(array: Option<&ArrayRef>, path: &str) -> Result<Told<T>, Fault> {
        Told::of(array, path)
    }

    fn read(&mut self, column: &Told<T>, row: Option<usize>, seen: &mut Seen) -> Result<(), Fault> {
        let was_none = !seen.none.intersection(column.fact).is_empty();
        match column.get(row) {
            Some(_) if was_none => return Err(Fault::new("a value", "null where `none` names it")),
            Some(value) => *self = Some(value?),
            None if was_none => *self = None,
            None => seen.unknown = seen.unknown.union(column.fact),
        }
        Ok(())
    }
}

/// A set: a complete list, or a struct of its members, each of which is in it, not in it, or unknown.
enum Members<S: Value, M> {
    Whole(Told<S>),
    Each(Option<NullBuffer>, Vec<(M, Told<bool>)>),
}

macro_rules! sets {
    ($($Set:ident of $Member:ident),+ $(,)?) => {
        $(impl Known for $Set {
            type Columns = Members<Self, $Member>;

            fn field(name: &str) -> Field {
                Field::new(name, Self::data_type(), false)
            }

            fn columns(array: Option<&ArrayRef>, path: &str) -> Result<Self::Columns, Fault> {
                let Some(each) = array.filter(|array| matches!(array.data_type(), DataType::Struct(_))) else {
                    return Ok(Members::Whole(Told::of(array, path)?));
                };
                let names: Vec<&str> = $Member::ALL.iter().map(|member| member.name()).collect();
                let each = records(each, &names)?;
                let told = |&member: &$Member| {
                    let name = member.name();
                    let told = Told::of(each.column_by_name(name), &format!("{path}.{name}"));
                    Ok((member, told.map_err(|fault| fault.within(name))?))
                };
                Ok(Members::Each(each.nulls().cloned(), $Member::ALL.iter().map(told).collect::<Result<_, Fault>>()?))
            }

            fn read(&mut self, members: &Self::Columns, row: Option<usize>, seen: &mut Seen) -> Result<(), Fault> {
                match members {
                    Members::Whole(told) => told.read(row, self, seen)?,
                    Members::Each(nulls, each) => {
                        let row = row.filter(|&row| is_there(nulls.as_ref(), row));
                        for (member, told) in each {
                            let mut is_in_it = false;
                            told.read(row, &mut is_in_it, seen)?;
                            if is_in_it {
                                self.insert(*member);
                            }
                        }
                    }
                }
                Ok(())
            }
        })+
    };
}

fn is_there(nulls: Option<&NullBuffer>, row: usize) -> bool {
    nulls.is_none_or(|nulls| nulls.is_valid(row))
}

/// A record of facts, and what may stand beside them. Of one that is missing or null nothing is known.
macro_rules! part {
    ($Part:ty { $($field:ident: $Type:ty),+ $(,)? } $(beside $beside:expr)?) => {
        impl Known for $Part {
            type Columns = (Option<NullBuffer>, $(<$Type as Known>::Columns,)+);

            fn field(name: &str) -> Field {
                let fields = [$(<$Type as Known>::field(stringify!($field))),+];
                Field::new(name, DataType::Struct(fields.into_iter().collect()), false)
            }

            fn columns(array: Option<&ArrayRef>, path: &str) -> Result<Self::Columns, Fault> {
                let records = typed(array).map(|array| records(array, &[$(stringify!($field),)+ $($beside)?])).transpose()?;
                let nulls = records.and_then(|records| records.nulls().cloned());
                let dot = if path.is_empty() { "" } else { "." };
                Ok((nulls, $({
                    let name = stringify!($field);
                    let column = records.and_then(|records| records.column_by_name(name));
                    let read = <$Type as Known>::columns(column, &format!("{path}{dot}{name}"));
                    read.map_err(|fault| fault.within(name))?
                },)+))
            }

            fn read(&mut self, (nulls, $($field),+): &Self::Columns, row: Option<usize>, seen: &mut Seen) -> Result<(), Fault> {
                let row = row.filter(|&row| is_there(nulls.as_ref(), row));
                $(self.$field.read($field, row, seen).map_err(|fault| fault.within(stringify!($field)))?;)+
                Ok(())
            }
        }
    };
}

plain! { bool, u32, ClientStatus, BillingCycle, PrimaryAdmin }
sets! { Parties of Party, FeatureSet of Feature }

part! { Context { authorised_by: Parties, firm: Firm, client: Client } beside NONE }
part! { Firm { billing_current: bool, subscription_current: bool, manages_billing: bool, is_accountant_user: bool } }
part! { Client {
    status: ClientStatus,
    billing_current: bool,
    billing_cycle: BillingCycle,
    days_to_renewal: Option<u32>,
    primary_admin: PrimaryAdmin,
    confirmation: Option<Confirmation>,
    transfer_permission_hours: Option<u32>,
    days_since_discount: Option<u32>,
    hours_since_downgrade: Option<u32>,
    downgrade_offered: bool,
    addresses_match: bool,
    other_billing_system: bool,
    same_region: bool,
    usage: Usage,
} }
part! { Usage { users: Users, accounts: u32, classes_and_locations: u32, custom_fields: u32, features: FeatureSet } }
part! { Users { billable: u32, accountant: u32, reports_only: u32, time_only: u32 } }

/// The name of a fact of which there may be none: its place among them.
#[derive(Clone, Copy)]
struct MayBeNone(u8);

impl FromStr for MayBeNone {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        Self::all().find(|of| of.name() == name).ok_or(())
    }
}

impl Name for MayBeNone {
    fn all() -> impl Iterator<Item = Self> {
        (0..).take(MAY_BE_NONE.len()).map(Self)
    }

    fn name(self) -> &'static str {
        &MAY_BE_NONE[usize::from(self.0)].1
    }

    fn place(self) -> u8 {
        self.0
    }
}

/// The facts of which there was none.
struct NoneOf(FactSet);

impl Value for NoneOf {
    type Values = Lists<MayBeNone>;

    fn data_type() -> DataType {
        DataType::new_list(MayBeNone::data_type(), false)
    }

    fn expected() -> String {
        format!("a list, each member once and {}", MayBeNone::expected())
    }

    fn values(array: &ArrayRef) -> Result<Self::Values, Fault> {
        Lists::of(array, Self::expected)
    }

    fn get(lists: &Self::Values, row: usize) -> Result<Self, Fault> {
        let mut named = FactSet::EMPTY;
        for place in lists.places(row) {
            let member: MayBeNone = Fact::get(&lists.members, place)?;
            let fact = MAY_BE_NONE[usize::from(member.0)].0;
            if named.contains(fact) {
                return Err(Fault::new(&format!("`{fact}` twice"), &Self::expected()));
            }
            named = named.with(fact);
        }
        Ok(Self(named))
    }
}

/// The names of the facts of which there was none in a context.
pub fn none_in(context: &Context) -> impl Iterator<Item = &'static str> {
    let was_none = |fact: assess::Fact| {
        let (mut read, mut none) = (Facts::default(), Facts::default());
        read.learn(fact, context);
        none.answer(fact, Answer::None).is_ok_and(|()| read == none)
    };
    MAY_BE_NONE.iter().filter(move |(fact, _)| was_none(*fact)).map(|(_, name)| name.as_str())
}
