use super::samples;
use subscription_change::*;
#[test]
fn dump() {
    for l in [Language::French, Language::English] {
        for x in samples::reasons() {
            for r in [Reader::Firm, Reader::Client, Reader::Other] {
                println!("{} {}", x.display(l, r), x.remedies().display(l, r));
            }
        }
        for x in samples::remedies() {
            for r in [Reader::Firm, Reader::Client, Reader::Other] {
                println!("{}", x.display(l, r));
            }
        }
        for x in samples::steps() {
            for r in [Reader::Firm, Reader::Client, Reader::Other] {
                println!("{}", x.display(l, r));
            }
        }
        for x in samples::notices() {
            for r in [Reader::Firm, Reader::Client, Reader::Other] {
                println!("{}", x.display(l, r));
            }
        }
    }
}
