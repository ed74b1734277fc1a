//! The decision as a scalar function of SQL.

use std::sync::Arc;

use datafusion::arrow::array::new_empty_array;
use datafusion::arrow::datatypes::DataType;
use datafusion::common::plan_datafusion_err;
use datafusion::common::utils::take_function_args;
use datafusion::error::Result;
use datafusion::logical_expr::{ColumnarValue, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, Volatility};
use datafusion::scalar::ScalarValue;
use subscription_change::parts::Target;
use subscription_change::{Catalogue, Subscription};

use crate::answer::{self, Answer, Answers};
use crate::circumstances::Circumstances;
use crate::column::Fact;
use crate::fault::Fault;

const NAME: &str = "plan_change";
const PARAMETERS: [&str; 3] = ["current", "target", "context"];

/// `plan_change(current, target, context)`, decided with this catalogue.
pub fn plan_change(catalogue: &Catalogue) -> ScalarUDF {
    let signature = Signature::any(PARAMETERS.len(), Volatility::Immutable)
        .with_parameter_names(PARAMETERS.to_vec())
        .expect("there are as many names as parameters");
    PlanChange { catalogue: catalogue.clone(), signature }.into()
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct PlanChange {
    catalogue: Catalogue,
    signature: Signature,
}

impl ScalarUDFImpl for PlanChange {
    fn name(&self) -> &str {
        NAME
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    /// Tells before any row is read whether requests can be read from columns of these types.
    fn return_type(&self, types: &[DataType]) -> Result<DataType> {
        let columns: Vec<ColumnarValue> = types.iter().map(|of| new_empty_array(of).into()).collect();
        Requests::of(&columns)?;
        Ok(answer::data_type())
    }

    fn invoke_with_args(&self, arguments: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let requests = Requests::of(&arguments.args)?;
        let constant = arguments.args.iter().all(|argument| matches!(argument, ColumnarValue::Scalar(_)));
        let rows = if constant { 1 } else { arguments.number_rows };
        let mut answers = Answers::with_capacity(rows);
        for row in 0..rows {
            answers.push(requests.get(row).map(|request| request.decide(&self.catalogue)));
        }
        let answers = answers.finish(self.catalogue.id())?;
        Ok(if constant { ScalarValue::try_from_array(&answers, 0)?.into() } else { ColumnarValue::Array(Arc::new(answers)) })
    }
}

/// A batch of requests.
struct Requests {
    current: Argument<Subscription>,
    target: Argument<Target>,
    context: Argument<Circumstances>,
}

impl Requests {
    fn of(arguments: &[ColumnarValue]) -> Result<Self> {
        let [current, target, context] = take_function_args(NAME, arguments)?;
        Ok(Self {
            current: Argument::of(PARAMETERS[0], current)?,
            target: Argument::of(PARAMETERS[1], target)?,
            context: Argument::of(PARAMETERS[2], context)?,
        })
    }

    fn get(&self, row: usize) -> Result<Request, Fault> {
        let current = self.current.get(row)?;
        Ok(Request { current, target: self.target.get(row)?.onto(&current), context: self.context.get(row)? })
    }
}

/// A request of which some facts may not be known.
struct Request {
    current: Subscription,
    target: Subscription,
    context: Circumstances,
}

impl Request {
    fn decide<'a>(&self, catalogue: &'a Catalogue) -> Answer<'a> {
        match &self.context {
            Circumstances::Known(context) => Answer::Decision(catalogue.plan_change(&self.current, &self.target, context).into()),
            Circumstances::PartlyKnown(facts) => Answer::Assessment(catalogue.assess(&self.current, &self.target, facts)),
        }
    }
}

/// A column, or one value for all rows.
struct Argument<T: Fact> {
    name: &'static str,
    column: T::Column,
    constant: bool,
}

impl<T: Fact> Argument<T> {
    fn of(name: &'static str, argument: &ColumnarValue) -> Result<Self> {
        let (array, constant) = match argument {
            ColumnarValue::Array(array) => (array.clone(), false),
            ColumnarValue::Scalar(value) => (value.to_array()?, true),
        };
        let column = T::column(Some(&array)).map_err(|fault| plan_datafusion_err!("{NAME}: {}", fault.within(name)))?;
        Ok(Self { name, column, constant })
    }

    fn get(&self, row: usize) -> Result<T, Fault> {
        T::get(&self.column, if self.constant { 0 } else { row }).map_err(|fault| fault.within(self.name))
    }
}
