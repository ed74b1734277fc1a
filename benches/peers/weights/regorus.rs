use regorus::languages::rego::compiler::Compiler;
use regorus::rvm::vm::RegoVM;
use regorus::{Engine, Value};

fn main() {
    let mut words = std::env::args().skip(1);
    let (Some(rules), Some(facts)) = (words.next(), words.next()) else { return };
    let answer = || {
        let mut engine = Engine::new();
        engine.add_policy("rules.rego".to_owned(), rules)?;
        let policy = engine.compile_with_entrypoint(&"data.rules.reasons".into())?;
        let mut machine = RegoVM::new();
        machine.load_program(Compiler::compile_from_policy(&policy, &["data.rules.reasons"])?);
        machine.set_input(Value::from_json_str(&facts)?);
        Ok::<_, Box<dyn std::error::Error>>(machine.execute()?.to_json_str()?)
    };
    match answer() {
        Ok(answer) => println!("{answer}"),
        Err(error) => println!("{error}"),
    }
}
