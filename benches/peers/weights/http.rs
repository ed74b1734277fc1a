fn main() {
    let mut words = std::env::args().skip(1);
    let (Some(uri), Some(name), Some(value)) = (words.next(), words.next(), words.next()) else { return };
    match http::Request::builder().uri(uri).header(name, value).body(()) {
        Ok(request) => println!("{request:?}"),
        Err(error) => println!("{error}"),
    }
}
