fn main() {
    let mut words = std::env::args().skip(1);
    let (Some(version), Some(wanted)) = (words.next(), words.next()) else { return };
    match (semver::Version::parse(&version), semver::VersionReq::parse(&wanted)) {
        (Ok(version), Ok(wanted)) => println!("{version} {wanted} {}", wanted.matches(&version)),
        (Err(error), _) | (_, Err(error)) => println!("{error}"),
    }
}
