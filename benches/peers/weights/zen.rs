use std::error::Error;

use zen_engine::DecisionEngine;
use zen_engine::model::DecisionContent;

fn main() {
    let mut words = std::env::args().skip(1);
    let (Some(rules), Some(facts)) = (words.next(), words.next()) else { return };
    let answer = || -> Result<String, Box<dyn Error>> {
        let content: DecisionContent = serde_json::from_str(&rules)?;
        let decision = DecisionEngine::default().create_decision(content.into()).map_err(|error| format!("{error:?}"))?;
        let facts: serde_json::Value = serde_json::from_str(&facts)?;
        let answer = pollster::block_on(decision.evaluate(facts.into())).map_err(|error| error.to_string())?;
        Ok(answer.result.to_string())
    };
    match answer() {
        Ok(answer) => println!("{answer}"),
        Err(error) => println!("{error}"),
    }
}
