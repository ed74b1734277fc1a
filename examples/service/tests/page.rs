//! The page: every reason and way out, in both languages; and the form that makes a change.

mod common;

use common::{BAKERY, CAFE, Reply, Service, firm};
use subscription_change::{Availability, Catalogue, Language, Plan, Reader};
use subscription_change_service::Limits;

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

fn look(service: &Service, path: &str) -> Reply {
    service.ask("GET", path, &[("cookie", &format!("theme=dark; token={}", service.tokens[0]))], "")
}

fn send(service: &Service, path: &str, fields: &[(&str, &str)]) -> Reply {
    let encoded = |text: &str| text.bytes().map(|byte| format!("%{byte:02x}")).collect::<Vec<_>>().concat();
    let body: Vec<_> = fields.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    let cookie = format!("token={}", service.tokens[0]);
    service.ask("POST", path, &[FORM, ("cookie", &cookie), ("sec-fetch-site", "same-origin")], &body.join("&"))
}

fn unescaped(text: &str) -> String {
    let text = text.replace("&quot;", "\"").replace("&#x27;", "'").replace("&#x2f;", "/");
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

/// The fields of the first form that makes a change.
fn form(page: &Reply) -> Vec<(String, String)> {
    let (_, form) = page.text.split_once(r#"<form method="post" action="/">"#).expect("a change that may be had now");
    let (form, _) = form.split_once("</form>").unwrap();
    let fields = form.split(r#"<input type="hidden" name=""#).skip(1);
    fields
        .map(|field| {
            let (name, rest) = field.split_once(r#"" value="#).unwrap();
            (name.to_owned(), unescaped(rest.split_once(">\n").unwrap().0.trim_matches(['"', '\''])))
        })
        .collect()
}

#[test]
fn it_has_every_action_with_every_reason_and_way_out_in_both_languages() {
    let service = Service::start();
    let held = service.client(BAKERY);
    for (language, lang) in [(Language::English, "en"), (Language::French, "fr")] {
        let page = look(&service, &format!("/?client={}&lang={lang}", held.id));
        assert_eq!((page.status, page.header("content-type")), (200, "text/html; charset=utf-8"));
        assert_eq!(page.header("content-language"), language.tag());
        assert!(page.text.contains(&format!("<html lang=\"{}\">", language.tag())));
        let (text, mut reasons) = (unescaped(&page.text), 0);
        for entry in Catalogue::canada().menu(&held.subscription, &held.context) {
            assert!(
                text.contains(&format!("<h3>{}</h3>", entry.action().display(language, Reader::Firm))),
                "{:?}",
                entry.action()
            );
            if let Ok(preview) = entry.preview() {
                assert!(text.contains(&format!("<p class=\"plan\">{}</p>", preview.plan().display(language, Reader::Firm))));
            }
            for reason in entry.plan_change().err().iter().flat_map(|refusal| refusal.reasons()) {
                let (why, way_out) = (reason.display(language, Reader::Firm), reason.remedies().display(language, Reader::Firm));
                let line = format!("<li>{why} <span class=\"way-out\">{way_out}</span></li>");
                assert!(text.contains(&line), "{line}");
                reasons += 1;
            }
        }
        assert!(reasons > 10, "{reasons}");
        for &availability in Availability::ALL {
            assert!(page.text.contains(&format!("<h2>{}</h2>", availability.label(language))));
        }
    }
    let by_browser = [("cookie", &*format!("token={}", service.tokens[0])), ("accept-language", "fr-CA,fr;q=0.9,en;q=0.8")];
    assert!(service.ask("GET", "/", &by_browser, "").text.contains("Choisissez un client."));
}

#[test]
fn who_is_not_signed_in_sees_a_form_and_signs_in_with_a_token() {
    let service = Service::start();
    let page = service.ask("GET", "/?client=1&lang=fr", &[], "");
    assert!(page.text.contains("Ouvrir une session") && !page.text.contains(BAKERY));
    let wrong = send(&service, "/sign-in", &[("token", "guessed"), ("lang", "fr")]);
    assert_eq!(wrong.status, 401);
    assert!(wrong.text.contains("Il faut un jeton valide") && wrong.headers.get("set-cookie").is_none());
    let right = send(&service, "/sign-in", &[("token", &service.tokens[0]), ("lang", "fr")]);
    assert_eq!((right.status, right.header("location")), (303, "/?lang=fr-CA"));
    let cookie = format!("token={}; Path=/; Max-Age=28800; HttpOnly; SameSite=Strict", service.tokens[0]);
    assert_eq!(right.header("set-cookie"), cookie);
    let out = send(&service, "/sign-out", &[]);
    assert_eq!((out.status, out.header("set-cookie")), (303, "token=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict"));
}

#[test]
fn behind_https_the_cookie_is_sent_over_nothing_else() {
    let service = Service::start_with(Limits::default(), true);
    let signed_in = send(&service, "/sign-in", &[("token", &service.tokens[0]), ("lang", "fr")]);
    assert!(signed_in.header("set-cookie").ends_with("; HttpOnly; SameSite=Strict; Secure"));
}

#[test]
fn a_form_makes_one_change_however_often_it_is_sent() {
    let service = Service::start();
    let id = service.client(CAFE).id;
    let page = look(&service, &format!("/?client={id}&lang=en"));
    let fields = form(&page);
    let fields: Vec<_> = fields.iter().map(|(name, value)| (&**name, &**value)).collect();
    let made = send(&service, "/", &fields);
    assert_eq!(made.status, 303, "{}", made.text);
    assert_eq!(send(&service, "/", &fields).header("location"), made.header("location"));
    assert_eq!((service.client(CAFE).subscription, service.count("select count(*) from changes")), (firm(Plan::Essentials), 1));
    let after = look(&service, made.header("location"));
    assert!(
        after.text.contains("The change was made.") && after.text.contains("You upgrade the plan from EasyStart to Essentials.")
    );
}

#[test]
fn a_form_of_yesterday_changes_nothing_and_shows_how_things_are_now() {
    let service = Service::start();
    let id = service.client(CAFE).id;
    let fields = form(&look(&service, &format!("/?client={id}&lang=fr")));
    service.sql("update clients set facts = json_set(facts, '$.status', 'pending')");
    let fields: Vec<_> = fields.iter().map(|(name, value)| (&**name, &**value)).collect();
    let stale = send(&service, "/", &fields);
    assert_eq!((stale.status, stale.header("content-type")), (409, "text/html; charset=utf-8"));
    assert!(stale.text.contains("Le client a changé depuis") && stale.text.contains("En attente"));
    assert_eq!(service.count("select count(*) from changes"), 0);
}

#[test]
fn a_form_that_stood_elsewhere_does_nothing() {
    let service = Service::start();
    let fields = form(&look(&service, &format!("/?client={}&lang=en", service.client(CAFE).id)));
    let body: Vec<_> = fields.iter().map(|(name, value)| format!("{name}={}", value.replace('"', "%22"))).collect();
    let cookie = format!("token={}", service.tokens[0]);
    for site in ["cross-site", "same-site", "none"] {
        let reply = service.ask("POST", "/", &[FORM, ("cookie", &cookie), ("sec-fetch-site", site)], &body.join("&"));
        reply.assert_problem(403, "foreign-form");
    }
    service.ask("POST", "/", &[FORM], &body.join("&")).assert_problem(401, "unauthenticated");
    assert_eq!(service.count("select count(*) from changes"), 0);
    assert_eq!(service.ask("POST", "/", &[FORM, ("cookie", &cookie)], &body.join("&")).status, 303, "and from here it does");
}

#[test]
fn another_firm_s_client_and_change_are_not_there() {
    let service = Service::start();
    let theirs = service.count("select min(id) from clients where firm = 2");
    look(&service, &format!("/?client={theirs}")).assert_problem(404, "not-found");
    look(&service, "/?client=first").assert_problem(404, "not-found");
    look(&service, "/?change=none").assert_problem(404, "not-found");
}

#[test]
fn what_is_stored_is_text_and_never_markup() {
    let service = Service::start();
    let id = service.client(CAFE).id;
    service.sql("update clients set name = '<script>alert(\"1\")</script>'");
    let page = look(&service, &format!("/?client={id}&lang=%22%3E%3Cscript%3E"));
    assert!(page.text.contains("&lt;script&gt;alert(&quot;1&quot;)&lt;&#x2f;script&gt;") && !page.text.contains("<script"));
}
