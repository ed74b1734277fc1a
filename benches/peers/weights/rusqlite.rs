use rusqlite::Connection;

fn main() {
    let mut words = std::env::args().skip(1);
    let (Some(rules), Some(fact)) = (words.next(), words.next()) else { return };
    let answer = || Connection::open_in_memory()?.prepare(&rules)?.query_row([fact], |row| row.get::<_, i64>(0));
    match answer() {
        Ok(answer) => println!("{answer}"),
        Err(error) => println!("{error}"),
    }
}
