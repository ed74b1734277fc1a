use jiff::{Timestamp, ToSpan};

fn main() {
    let mut words = std::env::args().skip(1);
    let (Some(time), Some(zone)) = (words.next(), words.next()) else { return };
    let later = time.parse::<Timestamp>().and_then(|time| time.in_tz(&zone)?.checked_add(1.month()));
    match later {
        Ok(later) => println!("{later}"),
        Err(error) => println!("{error}"),
    }
}
