use subscription_change::{Decision, Request};

fn main() {
    for line in std::env::args().skip(1) {
        match serde_json::from_str::<Request>(&line) {
            Ok(request) => println!("{}", serde_json::to_string(&Decision::from(request.plan_change())).unwrap_or_default()),
            Err(error) => println!("{error}"),
        }
    }
}
