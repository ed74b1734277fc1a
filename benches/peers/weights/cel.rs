use cel::{Context, Program};

fn main() {
    let mut words = std::env::args().skip(1);
    let (Some(rules), Some(fact)) = (words.next(), words.next()) else { return };
    let mut context = Context::default();
    context.add_variable_from_value("fact", fact);
    match Program::compile(&rules) {
        Ok(program) => println!("{:?}", program.execute(&context)),
        Err(error) => println!("{error}"),
    }
}
