use std::error::Error;

use cedar_policy::{Authorizer, Context, Entities, PolicySet, Request};

fn main() {
    let mut words = std::env::args().skip(1);
    let (Some(rules), Some(party), Some(facts)) = (words.next(), words.next(), words.next()) else { return };
    let answer = || -> Result<_, Box<dyn Error>> {
        let policies: PolicySet = rules.parse()?;
        let context = Context::from_json_str(&facts, None)?;
        let request = Request::new(party.parse()?, party.parse()?, party.parse()?, context, None)?;
        Ok(Authorizer::new().is_authorized(&request, &policies, &Entities::empty()))
    };
    match answer() {
        Ok(answer) => answer.diagnostics().reason().for_each(|reason| println!("{reason}")),
        Err(error) => println!("{error}"),
    }
}
