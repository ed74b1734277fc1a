use jiff::{ToSpan, Zoned};

fn main() {
    let Some(word) = std::env::args().nth(1) else { return };
    match word.parse::<Zoned>().and_then(|time| time.checked_add(1.month())) {
        Ok(time) => println!("{time}"),
        Err(error) => println!("{error}"),
    }
}
