//! `plan_change` on the executors of a Ballista cluster.

use std::sync::Arc;

use ballista::prelude::{SessionConfigExt, SessionContextExt};
use ballista_core::serde::protobuf::scheduler_grpc_client::SchedulerGrpcClient;
use ballista_executor::new_standalone_executor_from_state;
use ballista_scheduler::standalone::new_standalone_scheduler_from_state;
use datafusion::error::{DataFusionError, Result};
use datafusion::execution::{FunctionRegistry, SessionState, SessionStateBuilder};
use datafusion::logical_expr::ScalarUDF;
use datafusion::prelude::{SessionConfig, SessionContext};
use subscription_change_datafusion::book::deciding_once;

/// Starts a scheduler and one executor of one core for each of these functions, all in this process and joined by the network alone;
/// a session of the cluster.
///
/// A plan names its functions and does not carry them, so each of client, scheduler and executor is given the function, and each
/// executor decides with its own.
pub async fn start(executors: &[ScalarUDF]) -> Result<SessionContext> {
    let function = executors.first().ok_or_else(|| DataFusionError::Configuration("a cluster needs an executor".to_owned()))?;
    let state = knowing(function, executors.len())?;
    let scheduler = new_standalone_scheduler_from_state(&state).await.map_err(external)?;
    for function in executors {
        let client = SchedulerGrpcClient::connect(format!("http://localhost:{}", scheduler.port())).await.map_err(external)?;
        new_standalone_executor_from_state(client, 1, &knowing(function, executors.len())?).await.map_err(external)?;
    }
    let session = SessionContext::remote_with_state(&format!("df://localhost:{}", scheduler.port()), state).await?;
    // The session's functions were replaced by Ballista's own.
    session.register_udf(function.clone());
    Ok(session)
}

/// What a part of the cluster knows: the functions of `DataFusion`, and this one.
fn knowing(function: &ScalarUDF, partitions: usize) -> Result<SessionState> {
    let config = deciding_once(SessionConfig::new_with_ballista().with_target_partitions(partitions));
    let mut state = SessionStateBuilder::new().with_default_features().with_config(config).build();
    state.register_udf(Arc::new(function.clone()))?;
    Ok(state)
}

fn external(error: impl std::error::Error + Send + Sync + 'static) -> DataFusionError {
    DataFusionError::External(Box::new(error))
}
