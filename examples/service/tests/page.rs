//! The page: every reason and way out, in both languages; and the form that makes a change.

mod common;

use common::{BAKERY, CAFE, Reply, Service, context};
use subscription_change::ways_out::{Availability, Preview};
use subscription_change::{Audience, Catalogue, Language};

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

fn look(service: &Service, path: &str) -> Reply {
    service.ask("GET", path, &[("cookie", &format!("theme=dark; token={}", service.tokens[0]))], "")
}

fn send(service: &Service, path: &str, headers: &[(&str, &str)], body: &str) -> Reply {
    service.ask("POST", path, &[&[FORM], headers].concat(), body)
}

fn unescaped(text: &str) -> String {
    let text = text.replace("&quot;", "\"").replace("&#x27;", "'").replace("&#x2f;", "/");
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

#[test]
fn the_service_has_texts_in_every_language_of_the_crate() {
    let service = Service::start();
    let held = service.client(BAKERY);
    let heading = |language: Language| {
        let page = look(&service, &format!("/?client={}&lang={}", held.id, language.tag())).text;
        page.split_once("<title>").and_then(|(_, rest)| Some(rest.split_once("</title>")?.0.to_owned())).expect("a title")
    };
    for &language in Language::ALL {
        let is_english = language.tag().starts_with("en");
        let speaks_english = heading(language) == heading(Language::English);
        assert_eq!(is_english, speaks_english, "`in_language` takes a text for each language, and the page has them: {language}");
    }
}

#[test]
fn it_has_every_action_with_every_reason_and_way_out_in_both_languages() {
    let service = Service::start();
    let held = service.client(BAKERY);
    for (language, lang) in [(Language::English, "en"), (Language::French, "fr")] {
        let page = look(&service, &format!("/?client={}&lang={lang}", held.id));
        assert_eq!((page.status, page.header("content-type")), (200, "text/html; charset=utf-8"));
        assert!(page.text.contains(&format!("<html lang=\"{}\">", language.tag())));
        let (text, mut reasons) = (unescaped(&page.text), 0);
        for entry in Catalogue::canada().menu(&held.subscription, &context(&held)) {
            assert!(
                text.contains(&format!("<h3>{}</h3>", entry.action().display(language, Audience::Firm))),
                "{:?}",
                entry.action()
            );
            if let Some(preview) = entry.preview().ok().filter(Preview::keeps_wish) {
                assert!(text.contains(&format!("<p class=\"plan\">{}</p>", preview.plan().display(language, Audience::Firm))));
            }
            for reason in entry.plan_change().err().iter().flat_map(|refusal| refusal.reasons()) {
                let (why, way_out) =
                    (reason.display(language, Audience::Firm), reason.remedies().display(language, Audience::Firm));
                let way_out = reason.instead(language).map_or_else(|| way_out.to_string(), |instead| instead.to_string());
                let way_out = if way_out.is_empty() { way_out } else { format!(" <span class=\"way-out\">{way_out}</span>") };
                let line = format!("<li>{why}{way_out}</li>");
                assert!(text.contains(&line), "{line}");
                reasons += 1;
            }
        }
        assert!(reasons > 10, "{reasons}");
        for &availability in Availability::ALL.iter().filter(|&&its| its != Availability::Depends) {
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
    assert!(page.text.contains("Ouvrir une session") && !page.text.contains(BAKERY) && !page.text.contains("pas valide"));
    assert_eq!(page.header("cache-control"), "no-store");
    let policy = page.header("content-security-policy");
    assert!(policy.starts_with("default-src 'none'; style-src 'self'") && policy.contains("frame-ancestors 'none'"));
    let wrong = service.ask("GET", "/?client=1&lang=fr", &[("cookie", "token=guessed")], "");
    assert!(wrong.text.contains("Ce jeton n’est pas valide.") && !wrong.text.contains(BAKERY));

    let signed_in = send(&service, "/sign-in?lang=fr", &[], &format!("token=%20{}", service.tokens[0]));
    assert_eq!((signed_in.status, signed_in.header("location")), (303, "/?lang=fr-CA"));
    let cookie = format!("token={}; HttpOnly; SameSite=Strict; Secure; Path=/", service.tokens[0]);
    assert_eq!(signed_in.header("set-cookie"), cookie);
    let odd = send(&service, "/sign-in", &[], "token=a%3B%20Domain%3Dhere%0D%0Ax-b%3A%20c");
    assert!(odd.header("set-cookie").starts_with("token=a%3B%20Domain%3Dhere%0D%0Ax-b%3A%20c; HttpOnly;"), "{odd:?}");

    let out = send(&service, "/sign-out", &[("cookie", &cookie)], "");
    assert!(out.status == 303 && out.header("set-cookie").starts_with("token=; Path=/; Max-Age=0;"), "{out:?}");
}

#[test]
fn nobody_is_signed_in_or_out_by_a_form_of_another_site() {
    let service = Service::start();
    let body = format!("token={}", service.tokens[0]);
    for headers in
        [[("sec-fetch-site", "cross-site")], [("sec-fetch-site", "same-site")], [("origin", "https://elsewhere.example")]]
    {
        for path in ["/sign-in", "/sign-out"] {
            let reply = send(&service, path, &headers, &body);
            reply.assert_problem(403, "");
            assert!(reply.headers.get("set-cookie").is_none());
        }
    }
    assert_eq!(send(&service, "/sign-in", &[("sec-fetch-site", "same-origin")], &body).status, 303);
}

#[test]
fn a_firm_sees_its_own_clients_and_another_one_s_are_not_there() {
    let service = Service::start();
    let theirs = service.count("select min(id) from clients where firm = 2");
    look(&service, &format!("/?client={theirs}")).assert_problem(404, "");
    look(&service, "/?client=first").assert_problem(400, "");
    let seen = |token: &str| service.ask("GET", "/", &[("cookie", &format!("token={token}"))], "").text;
    let seen = service.tokens.each_ref().map(|token| unescaped(&seen(token)));
    for (client, [is_ours, is_theirs]) in [(BAKERY, [true, false]), ("Moosewillow Lodge Ltd.", [false, true])] {
        assert_eq!(seen.each_ref().map(|page| page.contains(client)), [is_ours, is_theirs], "{client}");
    }
}

#[test]
fn what_is_stored_is_text_and_never_markup() {
    let service = Service::start();
    let id = service.client(CAFE).id;
    service.sql("update clients set name = '<script>alert(\"1\")</script>'");
    let page = look(&service, &format!("/?client={id}&lang=%22%3E%3Cscript%3E"));
    assert!(page.text.contains("&lt;script&gt;alert(&quot;1&quot;)&lt;&#x2f;script&gt;") && !page.text.contains("<script"));
}

#[test]
fn a_client_that_cannot_be_read_costs_that_client_alone() {
    let service = Service::start();
    let (cafe, bakery) = (service.client(CAFE).id, service.client(BAKERY).id);
    for (column, value) in [("facts", "{\"status\": \"paused\"}"), ("facts", "{"), ("subscription", "{}")] {
        service.sql(&format!("update clients set {column} = '{value}' where id = {cafe}"));
        let page = look(&service, &format!("/?client={bakery}"));
        assert!(page.status == 200 && unescaped(&page.text).contains(CAFE), "{value}: {}", page.text);
        look(&service, &format!("/?client={cafe}")).assert_problem(500, "");
    }
    assert!(look(&service, "/").text.contains("<small>Cannot be read</small>"));
}
