//! Several versions of one country's catalogue: which is in force, and what does not make a history.

use std::sync::Arc;

use subscription_change::Catalogue;
use subscription_change::catalogue::{CatalogueId, Date, History, HistoryFault};

use crate::common::canada_but;

fn date(text: &str) -> Date {
    text.parse().expect("it is a date")
}

fn id(text: &str) -> CatalogueId {
    text.parse().expect("it is an identity")
}

/// The Canadian catalogue, as if it were this one.
fn dated(text: &str) -> Catalogue {
    canada_but(|terms| terms.id = id(text))
}

#[test]
fn a_version_is_in_force_from_its_date_until_the_next_one_is() {
    let days = ["2022-09-08", "2024-02-29", "2025-06-02"];
    let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
    for order in orders {
        let versions = order.map(|place| dated(&format!("CA-{}", days[place])));
        let history = History::new(&versions).expect("it is one");
        for (on, expected) in [
            ("2022-09-08", Some(0)),
            ("2022-09-09", Some(0)),
            ("2024-02-28", Some(0)),
            ("2024-02-29", Some(1)),
            ("2024-03-01", Some(1)),
            ("2025-06-01", Some(1)),
            ("2025-06-02", Some(2)),
            ("9999-12-31", Some(2)),
            ("2022-09-07", None),
            ("0001-01-01", None),
        ] {
            let in_force = history.in_force_on(date(on)).map(|catalogue| catalogue.id().date().to_string());
            if let Some(place) = expected {
                assert_eq!(in_force.as_deref(), Ok(days[place]), "on {on}, in the order {order:?}");
            } else {
                let none = in_force.expect_err("it is before the first");
                assert_eq!((none.date, none.first), (date(on), id("CA-2022-09-08")));
                assert_eq!(none.to_string(), format!("no catalogue is in force on {on}: the first is CA-2022-09-08"));
            }
        }
        let ids: Vec<CatalogueId> = history.versions().map(Catalogue::id).collect();
        assert_eq!(ids, versions.each_ref().map(Catalogue::id), "they stay in their order");
    }
}

#[test]
fn the_embedded_catalogues_are_a_history() {
    let history = History::new(Catalogue::embedded_in("CA")).expect("it is one");
    assert_eq!(history.in_force_on(date("2025-06-02")), Ok(Catalogue::canada()));
    assert_eq!(history.in_force_on(date("2025-06-01")).map(Catalogue::id), Ok(id("CA-2022-09-08")));
}

#[test]
fn one_version_is_a_history() {
    let only = vec![dated("FR-2026-01-01")];
    let history = History::new(&only).expect("it is one");
    assert_eq!(history.in_force_on(date("2026-01-01")), Ok(&only[0]));
    assert!(history.in_force_on(date("2025-12-31")).is_err());
}

#[track_caller]
fn faults<const N: usize>(versions: &[Catalogue], expected: [HistoryFault; N]) -> String {
    let invalid = History::new(versions).expect_err("it is no history");
    assert_eq!(invalid.faults().collect::<Vec<_>>(), expected);
    let error: Box<dyn std::error::Error + Send + Sync> = Box::new(invalid);
    error.to_string()
}

#[test]
fn no_version_is_no_history() {
    assert_eq!(faults(&[], [HistoryFault::Empty]), "these catalogues do not make a history: there is none");
}

#[test]
fn two_versions_of_one_date_are_no_history() {
    let versions = vec![dated("CA-2025-06-02"), dated("CA-2025-06-03"), dated("CA-2025-06-02")];
    let twice = id("CA-2025-06-02");
    let text = faults(&versions, [HistoryFault::SameDate { place: 2, id: twice, other_place: 0, other: twice }]);
    assert_eq!(text, "these catalogues do not make a history: [2]: CA-2025-06-02 has the date of [0], CA-2025-06-02");
    assert!(History::new(&versions[..2]).is_ok(), "a day apart is enough");
}

#[test]
fn two_countries_are_no_history_and_all_faults_are_told_at_once() {
    let versions = ["CA-2025-06-02", "US-2025-06-02", "CA-2026-01-01", "FR-2026-01-01"].map(dated).to_vec();
    let other = id("CA-2025-06-02");
    faults(
        &versions,
        [
            HistoryFault::OtherCountry { place: 1, id: id("US-2025-06-02"), other },
            HistoryFault::SameDate { place: 1, id: id("US-2025-06-02"), other_place: 0, other },
            HistoryFault::OtherCountry { place: 3, id: id("FR-2026-01-01"), other },
            HistoryFault::SameDate { place: 3, id: id("FR-2026-01-01"), other_place: 2, other: id("CA-2026-01-01") },
        ],
    );
    let text = faults(
        &["CA-2025-06-02", "US-2026-01-01"].map(dated),
        [HistoryFault::OtherCountry { place: 1, id: id("US-2026-01-01"), other }],
    );
    assert_eq!(text, "these catalogues do not make a history: [1]: US-2026-01-01 is of another country than [0], CA-2025-06-02");
}

#[test]
fn of_many_faults_the_first_are_told_and_how_many_more_there_are() {
    let same = vec![dated("CA-2025-06-02"); 12];
    let invalid = History::new(&same[..]).expect_err("it is no history");
    assert_eq!((invalid.faults().count(), invalid.more()), (8, 3));
    assert!(invalid.to_string().ends_with("[8]: CA-2025-06-02 has the date of [0], CA-2025-06-02; and 3 more"), "{invalid}");
}

#[test]
fn a_history_owns_its_catalogues_or_borrows_them_and_its_error_outlives_them() {
    fn start(read: Vec<Catalogue>) -> Result<History<Arc<[Catalogue]>>, Box<dyn std::error::Error + Send + Sync>> {
        Ok(History::new(read.into())?)
    }
    let shared = start(vec![dated("CA-2026-01-01"), dated("CA-2027-01-01")]).expect("it is one");
    let beside = shared.clone();
    let elsewhere = std::thread::spawn(move || beside.in_force_on(date("2026-12-31")).map(Catalogue::id));
    assert_eq!(elsewhere.join().expect("it ends"), Ok(id("CA-2026-01-01")));
    assert_eq!(shared.in_force_on(date("2027-01-01")).map(Catalogue::id), Ok(id("CA-2027-01-01")));
    let error = start(vec![]).expect_err("there is none");
    assert_eq!(error.to_string(), "these catalogues do not make a history: there is none");

    let owned = History::new(vec![dated("CA-2026-01-01")]).expect("it is one");
    let borrowed = History::new(shared.versions().collect::<Vec<&Catalogue>>()).expect("it is one");
    assert_eq!(owned.in_force_on(date("2026-01-01")), borrowed.in_force_on(date("2026-01-01")));
}
