use datalogic_rs::Engine;

fn main() {
    let mut words = std::env::args().skip(1);
    let (Some(rules), Some(facts)) = (words.next(), words.next()) else { return };
    let engine = Engine::builder().with_templating(true).build();
    match engine.compile(rules.as_str()).and_then(|rules| engine.session().eval_str(&rules, facts.as_str())) {
        Ok(answer) => println!("{answer}"),
        Err(error) => println!("{error}"),
    }
}
