//! What it answers, and what it exits with.
#![allow(clippy::needless_raw_string_hashes, reason = "the answers are as expect-test writes them")]

use std::io::Write;
use std::process::{Child, Command, Output, Stdio};

use expect_test::expect;
use serde_json::{Value, json};

pub(crate) const BOOK: &str = include_str!("../../data/book.jsonl");

/// The example, in the environment of nobody in particular.
pub(crate) fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_decide"));
    for variable in ["LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"] {
        command.env_remove(variable);
    }
    command
}

pub(crate) fn start(arguments: &[&str]) -> Child {
    let mut command = command();
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

/// What it answers to this input.
pub(crate) fn decide(arguments: &[&str], input: impl AsRef<[u8]>) -> Output {
    let mut child = start(arguments);
    let (mut stdin, input) = (child.stdin.take().unwrap(), input.as_ref().to_vec());
    // It need not read to the end.
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().unwrap();
    let _ = writer.join().unwrap();
    output
}

/// The answers, each a whole line of JSON.
pub(crate) fn answers(output: &Output) -> Vec<Value> {
    let text = std::str::from_utf8(&output.stdout).unwrap();
    assert!(text.is_empty() || text.ends_with('\n'), "the last answer is not a whole line: {text}");
    text.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))).collect()
}

pub(crate) fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

pub(crate) fn stderr(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

/// The request that the docs of `Request` show.
pub(crate) fn request() -> Value {
    json!({
        "current": {"base": {"plan": "plus", "payer": "firm"}, "payroll": {"tier": "core", "payer": "client"}, "time": null},
        "target": {"base": {"plan": "easy_start", "payer": "firm"}, "payroll": {"tier": "core", "payer": "client"}, "time": null},
        "context": {
            "authorised_by": ["firm"],
            "firm": {
                "billing_current": true, "subscription_current": true, "manages_billing": true, "is_accountant_user": true,
            },
            "client": {
                "status": "active",
                "billing_current": true,
                "billing_cycle": "monthly", "days_to_renewal": null,
                "primary_admin": "client",
                "confirmation": {"accepted_losses": ["projects"]},
                "transfer_permission_hours": null,
                "days_since_discount": null,
                "hours_since_downgrade": null,
                "downgrade_offered": true,
                "addresses_match": true, "other_billing_system": false, "same_region": true,
                "usage": {
                    "users": {"billable": 3, "accountant": 1, "reports_only": 0, "time_only": 0},
                    "accounts": 120, "classes_and_locations": 12, "custom_fields": 2,
                    "features": ["multicurrency", "projects"],
                },
            },
        },
    })
}

/// The request with an `id`, and one value replaced by its path.
pub(crate) fn with(id: &Value, path: &str, value: Value) -> Value {
    let mut request = request();
    request["id"] = id.clone();
    *request.pointer_mut(path).unwrap() = value;
    request
}

#[test]
fn the_shipped_book_is_decided_without_any_argument() {
    let output = decide(&[], "");
    assert_eq!(code(&output), 0);
    let answers = answers(&output);
    assert_eq!(answers.len(), BOOK.lines().count());
    for (answer, line) in answers.iter().zip(BOOK.lines()) {
        let request: Value = serde_json::from_str(line).unwrap();
        assert_eq!(answer["id"], request["id"]);
        assert!(["change_plan", "refusal"].contains(&answer["decision"].as_str().unwrap()), "{answer}");
    }
}

#[test]
fn a_file_and_standard_input_are_decided_alike() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../data/book.jsonl");
    let (shipped, of_file, of_stdin) = (decide(&[], ""), decide(&[file], ""), decide(&["-"], BOOK));
    assert_eq!((code(&of_file), code(&of_stdin)), (0, 0));
    assert_eq!(of_file.stdout, shipped.stdout);
    assert_eq!(of_stdin.stdout, shipped.stdout);
}

#[test]
fn the_answer_is_what_the_json_form_shows() {
    let output = decide(&["-"], with(&json!(7), "/context/client/primary_admin", json!("client")).to_string());
    let expected = concat!(
        r#"{"id":7,"decision":"refusal","catalogue":"CA-2025-06-02","resolution":"act","reasons":["#,
        r#"{"code":"too_many_users","kind":"billable","used":3,"limit":1,"resolution":"act","#,
        r#""remedies":[{"code":"remove_users","kind":"billable","count":2,"by":"client"}]},"#,
        r#"{"code":"feature_in_use","feature":"multicurrency","resolution":"act","#,
        r#""remedies":[{"code":"turn_off","feature":"multicurrency","disputed":true,"by":"client"}]}]}"#,
        "\n",
    );
    assert_eq!(std::str::from_utf8(&output.stdout).unwrap(), expected);
    assert_eq!(code(&output), 0);
}

#[test]
fn the_id_is_echoed_as_it_stands_whatever_it_is() {
    for id in [
        "null",
        "0",
        "-1.50",
        "123456789012345678901234567890",
        "1e999",
        r#""Ann \u00e9""#,
        r#""\ud800""#,
        "[1, {}]",
        r#"{"b": 1, "a": 2}"#,
    ] {
        let line = request().to_string().replacen('{', &format!(r#"{{"id":{id},"#), 1);
        let output = decide(&["-"], line);
        let answer = std::str::from_utf8(&output.stdout).unwrap();
        assert!(answer.starts_with(&format!(r#"{{"id":{id},"decision":"refusal","#)), "{id}: {answer}");
    }
    let without = decide(&["-"], request().to_string());
    assert!(without.stdout.starts_with(br#"{"decision":"refusal""#));
}

#[test]
fn a_line_that_is_no_request_is_answered_with_its_number_and_place_and_the_stream_goes_on() {
    let good = with(&json!("good"), "/context/client/primary_admin", json!("firm")).to_string();
    let wrong = |path: &str, value: Value| with(&json!("wrong"), path, value).to_string();
    let mut missing = request();
    missing.as_object_mut().unwrap().remove("target");
    let cases = [
        (
            wrong("/context/client/status", json!("paused")),
            "context.client.status: unknown variant `paused`, expected one of `pending`, `trial`",
        ),
        (
            wrong("/context/client/usage/accounts", json!(-1)),
            "context.client.usage.accounts: invalid value: integer `-1`, expected u32",
        ),
        (
            wrong("/context/client/usage/users/billable", json!(4_294_967_296_u64)),
            "context.client.usage.users.billable: invalid value",
        ),
        (
            wrong("/context/client/usage/features", json!(["bills", "bills"])),
            "context.client.usage.features: `bills` is named twice",
        ),
        (
            wrong("/context/authorised_by", json!(["vendor"])),
            "context.authorised_by[0]: unknown variant `vendor`, expected `firm` or `client`",
        ),
        (wrong("/current/base", json!(["plus", "firm"])), "current.base: invalid type: sequence, expected an object"),
        (wrong("/target/base/plan", json!({"plus": null})), "target.base.plan: invalid type: map, expected the name of a plan"),
        (missing.to_string(), "missing field `target`"),
        (wrong("/context/authorised_by", Value::Null), "context.authorised_by: invalid type: null"),
        (wrong("/target/base", Value::Null), "target.base: invalid type: null"),
        (wrong("/context/client/primary_admin", json!(true)), "context.client.primary_admin: "),
        (
            request().to_string().replacen('{', r#"{"colour":1,"#, 1),
            "colour: unknown field `colour`, expected one of `id`, `current`, `target`, `context`",
        ),
        (request().to_string().replacen('{', r#"{"id":1,"id":2,"#, 1), "duplicate field `id`"),
        (format!("{good} {good}"), "trailing characters"),
        (good[..good.len() / 2].to_owned(), "context.client.usage: EOF while parsing"),
        ("[]".to_owned(), "invalid type: sequence, expected an object, a request"),
        ("plus to easy_start".to_owned(), "expected value"),
        (String::new(), "empty, expected a request"),
        (format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000)), "invalid type: sequence"),
        (request().to_string().replacen("\"plus\"", &format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000)), 1), "current"),
    ];
    for (line, expected) in cases {
        let output = decide(&["-"], format!("{good}\n{line}\n{good}"));
        let answers = answers(&output);
        let [first, invalid, last] = answers.as_slice() else { panic!("{} answers to three lines", answers.len()) };
        assert_eq!((&first["id"], &last["id"]), (&json!("good"), &json!("good")));
        assert_eq!(invalid["decision"], "invalid");
        let error = invalid["error"].as_str().unwrap();
        assert!(error.starts_with(&format!("line 2: {expected}")), "expected `{expected}` in `{error}`");
        assert_eq!(code(&output), 1);
    }
}

#[test]
fn what_the_target_leaves_out_stays_and_null_removes() {
    let asked = |target: Value| {
        let mut request = with(&json!(1), "/target", target);
        request["current"]["time"] = json!({"tier": "premium", "payer": "firm"});
        request["context"]["client"]["usage"]["features"] = json!([]);
        request["context"]["client"]["confirmation"] = json!({"accepted_losses": []});
        request["context"]["authorised_by"] = json!(["firm", "client"]);
        let output = decide(&["-"], request.to_string());
        assert_eq!(code(&output), 0);
        answers(&output).remove(0)
    };
    let (payroll, time) = (json!({"tier": "core", "payer": "client"}), json!({"tier": "premium", "payer": "firm"}));
    let up = asked(json!({"base": {"plan": "advanced", "payer": "firm"}}));
    assert_eq!((&up["to"]["payroll"], &up["to"]["time"]), (&payroll, &time));
    assert_eq!(up["steps"].as_array().unwrap().len(), 1);
    let without_time = asked(json!({"base": {"plan": "advanced", "payer": "firm"}, "time": null}));
    assert_eq!((&without_time["to"]["payroll"], &without_time["to"]["time"]), (&payroll, &Value::Null));
    let without_payroll = asked(json!({"payroll": null}));
    assert_eq!(
        (&without_payroll["to"]["base"], &without_payroll["to"]["time"]),
        (&json!({"plan": "plus", "payer": "firm"}), &time)
    );
    assert_eq!(without_payroll["steps"][0]["code"], "remove");
    // Nothing is named, so nothing is asked for.
    assert_eq!(asked(json!({}))["reasons"][0]["code"], "nothing_to_change");
}

/// The request, where it is not known how many billable users there are nor whether inventory is in use, and little stands in the way.
fn partly_known() -> Value {
    let mut request = with(&json!(9), "/target", json!({"base": {"plan": "easy_start", "payer": "firm"}}));
    let usage = &mut request["context"]["client"]["usage"];
    usage["users"].as_object_mut().unwrap().remove("billable");
    let features = subscription_change::Feature::ALL.iter().map(|feature| (feature.name().to_owned(), json!(false)));
    usage["features"] = features.filter(|(name, _)| name != "inventory").collect();
    request
}

#[test]
fn a_request_with_facts_left_out_is_open_and_answered_with_what_to_ask() {
    let output = decide(&["-"], partly_known().to_string());
    let expected = concat!(
        r#"{"id":9,"decision":"open","catalogue":"CA-2025-06-02","possible":["#,
        r#"{"code":"too_many_users","kind":"billable","limit":1,"depends_on":["client.usage.users.billable"]},"#,
        r#"{"code":"feature_in_use","feature":"inventory","depends_on":["client.usage.features.inventory"]}],"questions":["#,
        r#"{"fact":"client.usage.users.billable","ask":"client","more_than":1,"decides":["too_many_users"],"settles":true},"#,
        r#"{"fact":"client.usage.features.inventory","ask":"client","decides":["feature_in_use"],"settles":true}]}"#,
        "\n",
    );
    assert_eq!((std::str::from_utf8(&output.stdout).unwrap(), code(&output)), (expected, 0));
    let counted =
        "         1 request\n         0 change plans\n         0 refusals\n         1 open answer\n         0 invalid lines\n";
    assert_eq!(stderr(&output), counted);
    let french = decide(&["--lang", "fr", "-"], format!("{0}\n{0}\n", partly_known()));
    assert!(stderr(&french).contains("\n         2 réponses en suspens\n"), "{}", stderr(&french));
}

#[test]
fn an_answer_that_no_unknown_fact_changes_is_given_with_what_is_still_to_be_asked() {
    // Nothing that is unknown matters to an upgrade but to its notices.
    let mut up = partly_known();
    up["target"]["base"]["plan"] = json!("advanced");
    // A suspended company changes nothing, however many users it has.
    let mut suspended = partly_known();
    suspended["context"]["client"]["status"] = json!("suspended");
    // Of nothing at all is anything known.
    let mut nothing = partly_known();
    nothing.as_object_mut().unwrap().remove("context");
    let output = decide(&["-"], format!("{up}\n{suspended}\n{nothing}\n"));
    let answers = answers(&output);
    assert_eq!((&answers[0]["decision"], answers[0]["questions"].is_array()), (&json!("change_plan"), true));
    assert_eq!((&answers[1]["decision"], &answers[1]["reasons"][0]["code"]), (&json!("refusal"), &json!("client_read_only")));
    assert_eq!(answers[1]["possible"].as_array().unwrap().len(), 2);
    assert_eq!((&answers[2]["decision"], &answers[2]["questions"][0]["fact"]), (&json!("open"), &json!("client.status")));
    assert!(
        stderr(&output).contains("         1 change plan\n         1 refusal\n         1 open answer\n"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn text_says_what_is_sure_what_is_possible_and_what_to_ask() {
    let mut suspended = partly_known();
    suspended["context"]["client"]["status"] = json!("suspended");
    let mut up = partly_known();
    up["target"]["base"]["plan"] = json!("advanced");
    let input = format!("{}\n{suspended}\n{up}\n", partly_known());
    let output = decide(&["--text", "-"], &input);
    expect![[r#"
        9 (line 1)
          QuickBooks Online Plus (firm), QuickBooks Payroll Core (client), split billing → QuickBooks Online EasyStart (firm), QuickBooks Payroll Core (client), split billing
          OPEN with what is known
          too_many_users               possible (Billable users): the plan changes, and there are more users of a blocking kind than the new, lower limit allows
          feature_in_use               possible (Inventory): the plan changes, and a blocking feature is in use that the new plan lacks
          ask                          Does your client have more than 1 billable user, counting invitations? (client: client.usage.users.billable)
          ask                          Does your client use inventory? (client: client.usage.features.inventory)

        9 (line 2)
          QuickBooks Online Plus (firm), QuickBooks Payroll Core (client), split billing → QuickBooks Online EasyStart (firm), QuickBooks Payroll Core (client), split billing
          REFUSED with what is known, and it can be cleared
          client_read_only             Your client's subscription is suspended, and its books are read-only.
                                       → You have to reactivate the subscription.
          too_many_users               possible (Billable users): the plan changes, and there are more users of a blocking kind than the new, lower limit allows
          feature_in_use               possible (Inventory): the plan changes, and a blocking feature is in use that the new plan lacks
          ask                          Does your client have more than 1 billable user, counting invitations? (client: client.usage.users.billable)
          ask                          Does your client use inventory? (client: client.usage.features.inventory)

        9 (line 3)
          QuickBooks Online Plus (firm), QuickBooks Payroll Core (client), split billing → QuickBooks Online Advanced (firm), QuickBooks Payroll Core (client), split billing
          CHANGE PLAN with what is known, effective immediately
          step 1                       You upgrade the plan from Plus to Advanced.
          the plan gains               Custom roles, Workflows, Spreadsheet Sync, Backup and restore, Enhanced custom fields
          prorated_charge              You are charged a prorated amount for the rest of the billing period.
          users_over_limit             possible (Billable users): the plan changes, and there are more users of a kind than the new limit allows, but that is no reason for refusal
          ask                          Does your client have more than 25 billable users, counting invitations? (client: client.usage.users.billable)

    "#]].assert_eq(std::str::from_utf8(&output.stdout).unwrap());
    let french = decide(&["--text", "--lang", "fr", "-"], &input);
    expect![[r#"
        9 (ligne 1)
          QuickBooks en ligne Plus (cabinet), QuickBooks Paie de base (client), facturation répartie → QuickBooks en ligne Démarrage (cabinet), QuickBooks Paie de base (client), facturation répartie
          EN SUSPENS selon ce que l’on sait
          too_many_users               possible (Utilisateurs facturables) : l’abonnement change, et le nombre d’utilisateurs d’un type qui fait obstacle dépasse la nouvelle limite, qui est plus basse
          feature_in_use               possible (Suivi des stocks) : l’abonnement change, et le client utilise une fonction qui fait obstacle et que le nouvel abonnement n’offre pas
          à demander                   Est-ce que votre client a plus d’un utilisateur facturable, invitations comprises? (client : client.usage.users.billable)
          à demander                   Est-ce que votre client utilise la fonction Suivi des stocks? (client : client.usage.features.inventory)

        9 (ligne 2)
          QuickBooks en ligne Plus (cabinet), QuickBooks Paie de base (client), facturation répartie → QuickBooks en ligne Démarrage (cabinet), QuickBooks Paie de base (client), facturation répartie
          REFUSÉE selon ce que l’on sait, et on peut y remédier
          client_read_only             L’abonnement de votre client est suspendu et les données de l’entreprise sont en lecture seule.
                                       → Vous devez réactiver l’abonnement.
          too_many_users               possible (Utilisateurs facturables) : l’abonnement change, et le nombre d’utilisateurs d’un type qui fait obstacle dépasse la nouvelle limite, qui est plus basse
          feature_in_use               possible (Suivi des stocks) : l’abonnement change, et le client utilise une fonction qui fait obstacle et que le nouvel abonnement n’offre pas
          à demander                   Est-ce que votre client a plus d’un utilisateur facturable, invitations comprises? (client : client.usage.users.billable)
          à demander                   Est-ce que votre client utilise la fonction Suivi des stocks? (client : client.usage.features.inventory)

        9 (ligne 3)
          QuickBooks en ligne Plus (cabinet), QuickBooks Paie de base (client), facturation répartie → QuickBooks en ligne Avancé (cabinet), QuickBooks Paie de base (client), facturation répartie
          PLAN DE MODIFICATION selon ce que l’on sait, prenant effet immédiatement
          étape 1                      Vous mettez QuickBooks en ligne à niveau, de l’abonnement Plus à l’abonnement Avancé.
          l’abonnement gagne           Rôles personnalisés, Flux de travail, Spreadsheet Sync, Sauvegarde et restauration, Champs personnalisés améliorés
          prorated_charge              Vous payez un montant au prorata pour le reste de la période de facturation.
          users_over_limit             possible (Utilisateurs facturables) : l’abonnement change, et le nombre d’utilisateurs d’un type dépasse la nouvelle limite, sans que cela fasse obstacle
          à demander                   Est-ce que votre client a plus de 25 utilisateurs facturables, invitations comprises? (client : client.usage.users.billable)

    "#]].assert_eq(std::str::from_utf8(&french.stdout).unwrap());
}

/// A change to whose steps it does not matter who asks, and a refusal that nobody can clear.
#[test]
fn text_says_all_that_is_settled_whatever_the_unknown_facts_are() {
    let mut handed_over = with(&json!(null), "/target", json!({"base": {"plan": "plus", "payer": "client"}}));
    handed_over["context"]["authorised_by"] = json!({"client": true});
    let mut down = with(&json!("down"), "/target", json!({"base": {"plan": "essentials", "payer": "firm"}}));
    down["context"]["client"]["confirmation"] = json!({"accepted_losses": subscription_change::Feature::ALL});
    let features = subscription_change::Feature::ALL.iter().map(|feature| (feature.name(), feature.name() == "budgets"));
    down["context"]["client"]["usage"]["features"] = features.filter(|(name, _)| *name != "projects").collect();
    let mut never = with(&json!(7), "/target", json!({"base": {"plan": "ledger", "payer": "firm"}}));
    never["context"]["client"].as_object_mut().unwrap().remove("status");
    let input = format!("{handed_over}\n{down}\n{never}\n");
    let text = |arguments: &[&str]| String::from_utf8(decide(arguments, &input).stdout).unwrap();
    expect![[r#"
        null (line 1)
          QuickBooks Online Plus (firm), QuickBooks Payroll Core (client), split billing → QuickBooks Online Plus (client), QuickBooks Payroll Core (client)
          CHANGE PLAN with what is known, effective immediately
          step 1                       Billing for QuickBooks Online is transferred to your client. Who does that is not known yet.
          full_price                   Your client pays for QuickBooks Online at the full price.
          read_only_until_billing_details  possible: Your client's books are read-only until it enters its payment details.
          payment_details_needed       possible: Your client has to enter payment details.
          ask                          Are you asking for the change? (firm: authorised_by.firm)

        down (line 2)
          QuickBooks Online Plus (firm), QuickBooks Payroll Core (client), split billing → QuickBooks Online Essentials (firm), QuickBooks Payroll Core (client), split billing
          CHANGE PLAN with what is known, effective immediately
          step 1                       You downgrade the plan from Plus to Essentials.
          the plan loses               Inventory, Purchase orders, Projects, Classes, Locations, Budgets
          features_lost                Your client loses access to budgets.
          resource_over_limit          Your client has 12 active classes and locations, but the new plan allows none: nothing is removed, and none can be added.
          features_lost                possible: Your client loses access to projects.
          ask                          Does your client use projects? (client: client.usage.features.projects)

        7 (line 3)
          QuickBooks Online Plus (firm), QuickBooks Payroll Core (client), split billing → QuickBooks Ledger (firm), QuickBooks Payroll Core (client), split billing
          REFUSED with what is known, and it cannot be cleared
          ledger_closed                A client of QuickBooks Online Plus cannot move to QuickBooks Ledger.
                                       → EasyStart is the lowest plan there is.
          add_on_unsupported           The QuickBooks Payroll add-on does not go with the Ledger plan.
                                       → You have to ask for a subscription without QuickBooks Payroll.
          client_pending               possible: the client is pending, and anything changes or billing is transferred
          client_read_only             possible: the client is restricted, suspended, expired or cancelled, and anything changes, or billing is transferred and base does not begin anew with it
          cancellation_pending         possible: the subscription is cancelled and still running, and anything changes or billing is transferred
          ask                          What is the status of your client's company: pending, in trial, active, cancelled but still running, restricted, suspended, expired or cancelled? (firm: client.status)

    "#]].assert_eq(&text(&["--text", "-"]));
    expect![[r#"
        null (ligne 1)
          QuickBooks en ligne Plus (cabinet), QuickBooks Paie de base (client), facturation répartie → QuickBooks en ligne Plus (client), QuickBooks Paie de base (client)
          PLAN DE MODIFICATION selon ce que l’on sait, prenant effet immédiatement
          étape 1                      La facturation de QuickBooks en ligne vous est transférée. On ne sait pas encore qui s’en charge.
          full_price                   Vous payez QuickBooks en ligne au tarif normal.
          read_only_until_billing_details  possible : Les données de votre entreprise restent en lecture seule jusqu’à la saisie de vos renseignements de paiement.
          payment_details_needed       possible : Vous devez saisir vos renseignements de paiement.
          à demander                   Est-ce que votre cabinet comptable demande la modification? (cabinet : authorised_by.firm)

        down (ligne 2)
          QuickBooks en ligne Plus (cabinet), QuickBooks Paie de base (client), facturation répartie → QuickBooks en ligne Standard (cabinet), QuickBooks Paie de base (client), facturation répartie
          PLAN DE MODIFICATION selon ce que l’on sait, prenant effet immédiatement
          étape 1                      Votre cabinet comptable fait passer QuickBooks en ligne à un niveau inférieur, de l’abonnement Plus à l’abonnement Standard.
          l’abonnement perd            Suivi des stocks, Bons de commande, Projets, Classes, Lieux, Budgets
          features_lost                Vous perdez l’accès à la fonction Budgets.
          resource_over_limit          Vous avez 12 classes et lieux actifs, alors que le nouvel abonnement n’en permet aucun : rien n’est retiré, mais aucun ajout n’est possible.
          features_lost                possible : Vous perdez l’accès à la fonction Projets.
          à demander                   Est-ce que vous utilisez la fonction Projets? (client : client.usage.features.projects)

        7 (ligne 3)
          QuickBooks en ligne Plus (cabinet), QuickBooks Paie de base (client), facturation répartie → QuickBooks Grand livre (cabinet), QuickBooks Paie de base (client), facturation répartie
          REFUSÉE selon ce que l’on sait, sans solution pour cette demande
          ledger_closed                Un client abonné à QuickBooks en ligne Plus ne peut pas passer à QuickBooks Grand livre.
                                       → Démarrage est l’abonnement du niveau le plus bas.
          add_on_unsupported           Le module complémentaire QuickBooks Paie n’est pas offert avec l’abonnement Grand livre.
                                       → Vous devez demander un abonnement sans QuickBooks Paie.
          client_pending               possible : le statut du client est en attente, et une modification ou un transfert de facturation est demandé
          client_read_only             possible : l’abonnement du client est restreint, suspendu, expiré ou annulé, et une modification est demandée, ou un transfert de facturation qui ne le fait pas reprendre comme un nouvel abonnement
          cancellation_pending         possible : l’abonnement est annulé mais encore en vigueur, et une modification ou un transfert de facturation est demandé
          à demander                   Quel est le statut de votre abonnement : en attente, à l’essai, actif, annulé mais encore en vigueur, restreint, suspendu, expiré ou annulé? (cabinet : client.status)

    "#]].assert_eq(&text(&["--text", "--lang", "fr", "--reader", "client", "-"]));
}

#[test]
fn bytes_that_are_no_text_are_answered_with_their_place() {
    let output = decide(&["-"], b"{\"id\": 4, \"current\": \"\xff\"}\n");
    assert_eq!(answers(&output), [json!({"id": 4, "decision": "invalid", "error": "line 1: not UTF-8 from byte 23 on"})]);
    assert_eq!(code(&output), 1);
}

#[test]
fn a_line_of_fifty_megabytes_is_answered_and_the_stream_goes_on() {
    let mut input = vec![b' '; 50_000_000];
    input.push(b'\n');
    input.extend_from_slice(request().to_string().as_bytes());
    let answers = answers(&decide(&["-"], input));
    let [invalid, decided] = answers.as_slice() else { panic!("{} answers to two lines", answers.len()) };
    assert_eq!(invalid["error"], "line 1: longer than 1048576 bytes, expected a request, which has about a thousand");
    assert_eq!(decided["decision"], "refusal");
}

#[test]
fn the_id_of_an_invalid_line_is_echoed_where_it_can_be_read() {
    let body = request().to_string();
    let body = body.strip_prefix('{').unwrap().strip_suffix('}').unwrap();
    let wrong = body.replace("\"active\"", "\"paused\"");
    for line in [format!(r#"{{"id":[7],{wrong}}}"#), format!(r#"{{{wrong},"id":[7]}}"#), r#"{"id":[7],"current"#.to_owned()] {
        let output = decide(&["-"], &line);
        assert_eq!(answers(&output)[0]["id"], json!([7]), "{line}");
    }
    let output = decide(&["-"], r#"{"current": , "id":[7]}"#);
    assert_eq!(answers(&output)[0].get("id"), None);
}

#[test]
fn line_ends_of_every_kind_and_a_byte_order_mark_are_understood() {
    let line = request().to_string();
    let marked = format!("\u{feff}{line}\r\n");
    for input in [
        format!("{line}\n{line}\n"),
        format!("{line}\r\n{line}\r\n"),
        format!("\u{feff}{line}\n{line}"),
        // One file behind another.
        format!("{marked}{marked}"),
    ] {
        let output = decide(&["-"], input);
        assert_eq!((code(&output), answers(&output).len()), (0, 2));
    }
    assert_eq!(decide(&["-"], "").stdout, b"");
    assert_eq!(answers(&decide(&["-"], "\n")).len(), 1);
}

#[test]
fn the_length_of_a_line_does_not_count_its_byte_order_mark_and_line_end() {
    let line = request().to_string();
    for (length, is_too_long) in [(1 << 20, false), ((1 << 20) + 1, true), ((1 << 20) + 9, true)] {
        let padded = format!("{line}{}", " ".repeat(length - line.len()));
        for input in [padded.clone(), format!("\u{feff}{padded}\r\n")] {
            let decision = answers(&decide(&["-"], input))[0]["decision"].clone();
            assert_eq!(decision == "invalid", is_too_long, "{length}");
        }
    }
}

#[test]
fn the_exit_code_tells_valid_from_invalid_from_unusable() {
    let line = request().to_string();
    assert_eq!(code(&decide(&["-"], &line)), 0);
    assert_eq!(code(&decide(&["-"], "{}")), 1);
    let missing = decide(&["no/such/file.jsonl"], "");
    assert_eq!(code(&missing), 2);
    assert!(stderr(&missing).contains("cannot read no/such/file.jsonl"), "{}", stderr(&missing));
    assert_eq!(code(&decide(&["--no-such-option"], "")), 2);
    let catalogue = decide(&["--catalogue", "CA-1999-01-01"], "");
    assert_eq!(code(&catalogue), 2);
    assert!(stderr(&catalogue).contains("expected CA-2022-09-08, CA-2025-06-02 or US-2026-09-30"), "{}", stderr(&catalogue));
}

#[test]
fn the_summary_counts_every_outcome_and_reason_in_either_language() {
    let line = request().to_string();
    let summary = |arguments: &[&str]| {
        let output = decide(arguments, format!("{line}\n{{}}\n{line}\n"));
        stderr(&output).to_owned()
    };
    let english = "         2 requests\n         0 change plans\n         2 refusals\n         1 invalid line\n         \
                   2 × too_many_users\n         2 × feature_in_use\n";
    let french = "         2 demandes\n         0 plan de modification\n         2 refus\n         1 ligne non valide\n         \
                  2 × too_many_users\n         2 × feature_in_use\n";
    for text in [&["-"][..], &["--text", "-"]] {
        assert_eq!(summary(text), english);
        assert_eq!(summary(&[&["--lang", "fr"], text].concat()), french);
        assert_eq!(summary(&[&["--lang=en-CA"], text].concat()), english);
    }
}

#[test]
fn text_is_for_people() {
    let mut upgrade = with(&json!("Dr. Li\u{1b}[31m"), "/target/base/plan", json!("advanced"));
    upgrade["current"]["time"] = json!({"tier": "premium", "payer": "firm"});
    let refused = with(&json!(7), "/context/client/primary_admin", json!("client"));
    let output = decide(&["--text", "-"], format!("{refused}\n{upgrade}\n{{}}\n"));
    assert_eq!(code(&output), 1);
    expect![[r#"
        7 (line 1)
          QuickBooks Online Plus (firm), QuickBooks Payroll Core (client), split billing → QuickBooks Online EasyStart (firm), QuickBooks Payroll Core (client), split billing
          REFUSED for 2 reasons, and it can be cleared
          too_many_users               Your client has 3 billable users, 2 more than the limit of 1.
                                       → Your client has to remove 2 billable users (never the primary admin), who can be invited again after a later upgrade (invitations count and can be withdrawn, and people at your firm can come back as accountant users).
          feature_in_use               Your client has multicurrency turned on, which the new plan does not have: one Intuit page says to turn it off first, and another says that it can never be turned off.
                                       → Your client has to turn off multicurrency, but if that is no longer offered, as another Intuit page says, only Intuit can help.

        Dr. Li\u{1b}[31m (line 2)
          QuickBooks Online Plus (firm), QuickBooks Payroll Core (client), QuickBooks Time Premium (firm), split billing → QuickBooks Online Advanced (firm), QuickBooks Payroll Core (client), split billing
          CHANGE PLAN effective immediately
          step 1                       You upgrade the plan from Plus to Advanced.
          step 2                       You remove QuickBooks Time Premium.
          the plan gains               Custom roles, Workflows, Spreadsheet Sync, Backup and restore, Enhanced custom fields
          add_on_goes_down             QuickBooks Time Premium ends, along with everything it provides.
          prorated_charge              You are charged a prorated amount for the rest of the billing period.

        line 3
          INVALID missing field `current` (column 2)

    "#]]
    .assert_eq(std::str::from_utf8(&output.stdout).unwrap());
}

#[test]
fn text_is_in_the_language_and_for_the_eyes_that_are_asked_for() {
    let mut upgrade = with(&json!("Jardins Élie"), "/target/base/plan", json!("advanced"));
    upgrade["current"]["time"] = json!({"tier": "premium", "payer": "firm"});
    let refused = with(&json!(7), "/context/client/primary_admin", json!("client"));
    let input = format!("{refused}\n{upgrade}\n{{}}\n");
    let french = decide(&["--text", "--lang", "fr-CA", "-"], &input);
    expect![[r#"
        7 (ligne 1)
          QuickBooks en ligne Plus (cabinet), QuickBooks Paie de base (client), facturation répartie → QuickBooks en ligne Démarrage (cabinet), QuickBooks Paie de base (client), facturation répartie
          REFUSÉE pour 2 motifs, et on peut y remédier
          too_many_users               Votre client a 3 utilisateurs facturables, soit 2 de plus que la limite de 1.
                                       → Votre client doit retirer 2 utilisateurs facturables (autres que l’administrateur principal), qui pourront être réinvités après une mise à niveau ultérieure (les invitations comptent et peuvent être annulées, et les personnes de votre cabinet peuvent revenir à titre d’utilisateurs comptables).
          feature_in_use               Votre client a activé la fonction Multidevise, qui n’est pas offerte avec le nouvel abonnement : selon une page d’Intuit, il faut d’abord la désactiver, et selon une autre, c’est impossible.
                                       → Votre client doit désactiver la fonction Multidevise ou, si cette option n’est plus offerte, comme l’indique une autre page d’Intuit, communiquer avec Intuit, seul en mesure d’aider.

        Jardins Élie (ligne 2)
          QuickBooks en ligne Plus (cabinet), QuickBooks Paie de base (client), QuickBooks Time Premium (cabinet), facturation répartie → QuickBooks en ligne Avancé (cabinet), QuickBooks Paie de base (client), facturation répartie
          PLAN DE MODIFICATION prenant effet immédiatement
          étape 1                      Vous mettez QuickBooks en ligne à niveau, de l’abonnement Plus à l’abonnement Avancé.
          étape 2                      Vous retirez QuickBooks Time Premium.
          l’abonnement gagne           Rôles personnalisés, Flux de travail, Spreadsheet Sync, Sauvegarde et restauration, Champs personnalisés améliorés
          add_on_goes_down             QuickBooks Time Premium prend fin, de même que tout ce que ce module permet.
          prorated_charge              Vous payez un montant au prorata pour le reste de la période de facturation.

        ligne 3
          NON VALIDE missing field `current` (column 2)

    "#]].assert_eq(std::str::from_utf8(&french.stdout).unwrap());
    let first = |arguments: &[&str]| {
        let output = decide(arguments, &input);
        assert_eq!(code(&output), 1);
        std::str::from_utf8(&output.stdout).unwrap().lines().nth(3).unwrap().trim().to_owned()
    };
    assert_eq!(
        first(&["--text", "--lang", "fr", "--reader", "client", "-"]),
        "too_many_users               Vous avez 3\u{a0}utilisateurs facturables, soit 2 de plus que la limite de 1.",
    );
    assert_eq!(
        first(&["--text", "--lang", "EN", "--reader", "other", "-"]),
        "too_many_users               The client has 3 billable users, 2 more than the limit of 1.",
    );
}

#[test]
fn without_a_language_the_text_is_in_that_of_the_locale() {
    let refused = with(&json!(7), "/context/client/primary_admin", json!("client")).to_string();
    let says = |locale: &[(&str, &str)], arguments: &[&str]| {
        let mut command = command();
        command.args(["--text", "-"]).args(arguments).envs(locale.iter().copied());
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(refused.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(code(&output), 0);
        String::from_utf8(output.stdout).unwrap()
    };
    let (english, french) = ("REFUSED for 2 reasons", "REFUSÉE pour 2\u{a0}motifs");
    for (locale, word) in [
        (&[][..], english),
        (&[("LANG", "fr_CA.UTF-8")], french),
        (&[("LANG", "fr_FR.ISO-8859-1@euro")], french),
        (&[("LANG", "en_CA.UTF-8")], english),
        // The first of them that is set counts.
        (&[("LANG", "en_CA.UTF-8"), ("LC_MESSAGES", "fr_CA.UTF-8")], french),
        (&[("LANG", "fr_CA.UTF-8"), ("LC_MESSAGES", "en_CA.UTF-8"), ("LC_ALL", "")], english),
        (&[("LANG", "en_CA.UTF-8"), ("LC_MESSAGES", "en_CA.UTF-8"), ("LC_ALL", "fr_CA.UTF-8")], french),
        (&[("LANG", "fr_CA.UTF-8"), ("LC_ALL", "C")], english),
        (&[("LANG", "fr_CA.UTF-8"), ("LC_ALL", "POSIX")], english),
        (&[("LANG", "fr_CA.UTF-8"), ("LC_ALL", "C.UTF-8")], english),
        (&[("LANG", "de_DE.UTF-8")], english),
    ] {
        let said = says(locale, &[]);
        assert!(said.contains(word), "{locale:?}: {said}");
    }
    // What is asked for goes before what the environment says.
    assert!(says(&[("LC_ALL", "fr_CA.UTF-8")], &["--lang", "en"]).contains(english));
    assert!(says(&[("LC_ALL", "en_CA.UTF-8")], &["--lang", "fr"]).contains(french));
}

#[test]
fn an_unknown_language_is_an_error_that_lists_the_known_ones() {
    let output = decide(&["--text", "--lang", "fr-FR"], "");
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("expected en-CA, fr-CA, en-US, en or fr"), "{}", stderr(&output));
    let output = decide(&["--text", "--reader", "vendor"], "");
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("expected firm, client or other"), "{}", stderr(&output));
    // JSON is for nobody's eyes.
    let output = decide(&["--reader", "client"], "");
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("--text"), "{}", stderr(&output));
}

#[test]
fn the_json_is_the_same_in_every_language() {
    let input = format!("{}\n\n\u{fffd}{{}}\n{}\n", request(), " ".repeat(2 << 20));
    let english = decide(&["-"], &input).stdout;
    assert_eq!(english, decide(&["--lang", "fr", "-"], &input).stdout);
    let mut french = command();
    let shipped = french.env("LC_ALL", "fr_CA.UTF-8").output().unwrap();
    assert_eq!((code(&shipped), shipped.stdout), (0, decide(&[], "").stdout));
}

#[test]
fn colour_is_for_terminals_and_for_those_who_ask() {
    let coloured = |key: &str, value: &str| {
        let mut command = command();
        let output = command.arg("--text").env(key, value).output().unwrap();
        output.stdout.contains(&b'\x1b')
    };
    assert!(!coloured("TERM", "xterm-256color"), "a pipe got colours");
    assert!(coloured("CLICOLOR_FORCE", "1"), "nobody got the colours asked for");
    let mut command = command();
    let both = command.arg("--text").env("CLICOLOR_FORCE", "1").env("NO_COLOR", "1").output().unwrap();
    assert!(!both.stdout.contains(&b'\x1b'), "NO_COLOR was not honoured");
}

#[test]
fn another_embedded_catalogue_can_be_asked() {
    let output = decide(&["--catalogue", "CA-2022-09-08", "-"], request().to_string());
    assert_eq!(answers(&output)[0]["catalogue"], "CA-2022-09-08");
    // The one it decides with otherwise is the default of the crate.
    let default = subscription_change::Catalogue::canada().id().to_string();
    assert_eq!(answers(&decide(&["-"], request().to_string()))[0]["catalogue"], default.as_str());
}

pub(crate) const INVENTED_EDITION: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../data/invented-edition.json");
const BOOK_OF_OTHER_EDITION: &str = include_str!("../../data/book-other-edition.jsonl");

#[test]
fn a_catalogue_can_be_read_from_a_file() {
    let output = decide(&["--catalogue", INVENTED_EDITION, "-"], BOOK_OF_OTHER_EDITION);
    assert_eq!((code(&output), answers(&output).len()), (0, BOOK_OF_OTHER_EDITION.lines().count()));
    assert!(answers(&output).iter().all(|answer| answer["catalogue"] == "XA-2026-01-01"));
}

#[test]
fn a_catalogue_may_begin_with_a_byte_order_mark() {
    let file = std::env::temp_dir().join(format!("decide-marked-catalogue-{}.json", std::process::id()));
    std::fs::write(&file, format!("\u{feff}{}", std::fs::read_to_string(INVENTED_EDITION).unwrap())).unwrap();
    let marked = decide(&["--catalogue", file.to_str().unwrap(), "-"], BOOK_OF_OTHER_EDITION);
    std::fs::remove_file(&file).unwrap();
    assert_eq!((code(&marked), stderr(&marked).lines().count() > 3), (0, true));
    assert_eq!(marked.stdout, decide(&["--catalogue", INVENTED_EDITION, "-"], BOOK_OF_OTHER_EDITION).stdout);
}

#[test]
fn a_file_that_is_no_catalogue_is_reported_with_everything_that_is_wrong() {
    let catalogue: Value = serde_json::from_str(&std::fs::read_to_string(INVENTED_EDITION).unwrap()).unwrap();
    let file = std::env::temp_dir().join(format!("decide-catalogue-{}.json", std::process::id()));
    let said = |text: &str| {
        std::fs::write(&file, text).unwrap();
        let output = decide(&["--catalogue", file.to_str().unwrap(), "-"], "");
        assert_eq!((code(&output), output.stdout.len()), (2, 0));
        stderr(&output).to_owned()
    };
    let but = |path: &str, value: Value| {
        let mut catalogue = catalogue.clone();
        *catalogue.pointer_mut(path).unwrap() = value;
        catalogue
    };
    let wrong = said(&but("/plans/plus/users/billable", json!("many")).to_string());
    assert!(
        wrong.contains("not a catalogue: plans.plus.users.billable: invalid value: string \"many\", expected a whole number"),
        "{wrong}"
    );
    assert!(said("{").contains("not a catalogue: EOF while parsing an object at line 1 column 1"));
    assert!(said(&format!("{catalogue}{{")).contains("not a catalogue: trailing characters"));
    assert!(said("\0{").contains("not a catalogue: expected value at line 1 column 1"));
    let mut faulty = but("/plans/plus/users/billable", Value::Null);
    faulty["discount_days"] = json!(0);
    let faulty = said(&faulty.to_string());
    let expected = "the catalogue XA-2026-01-01 cannot be used:\n  \
                    plans.plus.users.billable: unknown, but essentials may be changed to plus\n  \
                    discount_days: 0, but a discount has to be kept for some time";
    assert!(faulty.contains(expected), "{faulty}");
    std::fs::remove_file(&file).unwrap();
}

pub(crate) const UNITED_KINGDOM: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../data/united-kingdom.json");

/// A file with this in it, for as long as the test runs.
fn with_file<T>(name: &str, text: &str, look: impl FnOnce(&str) -> T) -> T {
    let file = std::env::temp_dir().join(format!("decide-{name}-{}.json", std::process::id()));
    std::fs::write(&file, text).unwrap();
    let seen = look(file.to_str().unwrap());
    std::fs::remove_file(&file).unwrap();
    seen
}

#[test]
fn the_american_book_is_answered_with_the_american_catalogue() {
    let output = decide(&["--catalogue", "US-2026-09-30", "-"], include_str!("../../data/book-us.jsonl"));
    assert_eq!((code(&output), answers(&output).len()), (0, 31));
    let codes = |answer: &Value| {
        let listed = |list: &str| answer[list].as_array().cloned().unwrap_or_default();
        let codes = [listed("reasons"), listed("notices")].concat();
        codes.iter().map(|of| of["code"].as_str().unwrap().to_owned()).collect::<Vec<_>>().join(" ")
    };
    let told: Vec<String> =
        answers(&output).iter().map(|answer| format!("{} {}", answer["decision"].as_str().unwrap(), codes(answer))).collect();
    expect![[r#"
        refusal upgrade_too_soon
        refusal upgrade_too_soon
        change_plan prorated_charge
        refusal feature_in_use
        change_plan primary_admin_locked
        refusal downgrade_not_confirmed too_many_users feature_in_use feature_in_use
        change_plan features_lost resource_over_limit resource_over_limit
        change_plan discount_kept
        change_plan retail_price
        refusal transfer_permission_expired
        refusal client_read_only
        refusal separate_product
        refusal separate_product not_sold
        refusal separate_product
        change_plan leaves_ledger primary_admin_locked prorated_charge
        refusal ledger_closed
        change_plan prorated_charge
        refusal add_on_unsupported
        refusal annual_billing
        refusal nothing_to_change
        change_plan prorated_charge
        change_plan prorated_charge
        change_plan add_on_goes_down
        refusal downgrade_not_confirmed
        change_plan add_on_goes_down
        change_plan retail_price
        refusal transfer_not_permitted
        refusal client_not_primary_admin
        refusal transfer_and_change
        change_plan leaves_ledger primary_admin_locked prorated_charge
        refusal add_on_unsupported"#]]
    .assert_eq(&told.join("\n"));
}

#[test]
fn an_edition_of_your_own_says_only_what_differs() {
    let print = |catalogue: &str| -> Value {
        let output = decide(&["--catalogue", catalogue, "--print-catalogue"], "");
        assert_eq!(code(&output), 0, "{}", stderr(&output));
        serde_json::from_slice(&output.stdout).unwrap()
    };
    let (canada, merged) = (print("CA-2025-06-02"), print(UNITED_KINGDOM));
    let mut expected = canada.clone();
    expected["id"] = json!("GB-2026-09-30");
    expected["names"]["plans"]["easy_start"] = json!({"en": "Simple Start", "fr": "Simple Start"});
    expected["users"]["billable"] = json!("suspends");
    expected["resources"] = json!({"accounts": "suspends", "classes_and_locations": "suspends", "custom_fields": "notice"});
    expected["price_when_taken_over"] = json!("wholesale");
    let sources = &mut expected["sources"];
    sources["reasons"].as_object_mut().unwrap().remove("separate_product");
    sources["reasons"].as_object_mut().unwrap().remove("ledger_closed");
    sources["notices"]["company_suspended"] = json!([{"mark": "other_page", "article": {"id": "01/1562728"}}]);
    sources["notices"]["wholesale_price"] = json!([{"mark": "other_page", "article": {"id": "L4GT5C1J2"}}]);
    assert_eq!(merged, expected);
    // What is printed is a whole catalogue, which reads back and decides the same.
    with_file("printed", &merged.to_string(), |file| assert_eq!(print(file), merged));
    // The two odd rules of the United Kingdom.
    let mut asked = request();
    asked["current"]["base"] = json!({"plan": "plus", "payer": "firm"});
    asked["target"]["base"] = json!({"plan": "essentials", "payer": "firm"});
    asked["context"]["client"]["confirmation"] = json!({"accepted_losses": []});
    asked["context"]["client"]["usage"]["features"] = json!([]);
    asked["context"]["client"]["usage"]["users"]["billable"] = json!(4);
    let answer = answers(&decide(&["--catalogue", UNITED_KINGDOM, "-"], asked.to_string())).remove(0);
    assert_eq!(answer["notices"][0]["code"], "company_suspended", "{answer}");
    assert_eq!(answer["catalogue"], "GB-2026-09-30");
}

#[test]
fn a_fault_of_an_edition_of_your_own_has_the_path_in_the_whole_document() {
    let said = |text: &str| with_file("extends", text, |file| stderr(&decide(&["--catalogue", file, "-"], "")).to_owned());
    for (text, expected) in [
        (
            r#"{"extends": "CA-2025-06-03", "id": "XX-2026-01-01"}"#,
            "extends: \"CA-2025-06-03\" is not an embedded catalogue, expected one of CA-2022-09-08, CA-2025-06-02, US-2026-09-30",
        ),
        (r#"{"extends": "CA-2025-06-02"}"#, "id: missing"),
        (r#"{"extends": "CA-2025-06-02", "id": "CA-2025-06-02"}"#, "is the identity of the catalogue that is extended"),
        (
            r#"{"extends": "US-2026-09-30", "id": "XX-2026-01-01", "plans": {"plus": {"users": {"billable": "many"}}}}"#,
            "plans.plus.users.billable: invalid value: string \"many\"",
        ),
        (
            r#"{"extends": "US-2026-09-30", "id": "XX-2026-01-01", "plans": {"plus": {"sols": true}}}"#,
            "plans.plus.sols: unknown field `sols`",
        ),
        (
            r#"{"extends": "US-2026-09-30", "id": "XX-2026-01-01", "plans": {"plus": {"users": {"billable": null}}}}"#,
            "plans.plus.users.billable: unknown, but easy_start may be changed to plus",
        ),
    ] {
        assert!(said(text).contains(expected), "{text}: {}", said(text));
    }
}

#[test]
fn everything_that_is_wrong_in_a_catalogue_is_listed_at_once() {
    let check = |text: &str| {
        with_file("check", text, |file| {
            let output = decide(&["--catalogue", file, "--check-catalogue"], "");
            (code(&output), String::from_utf8(output.stdout).unwrap())
        })
    };
    let mut invented: Value = serde_json::from_str(&std::fs::read_to_string(INVENTED_EDITION).unwrap()).unwrap();
    assert_eq!(check(&invented.to_string()), (0, "the catalogue XA-2026-01-01 can be used\n".to_owned()));
    assert_eq!(check(&std::fs::read_to_string(UNITED_KINGDOM).unwrap()).0, 0);
    invented["discount_days"] = json!(0);
    invented["colour"] = json!("blue");
    invented["plans"]["plus"]["users"]["billable"] = json!("many");
    invented["plans"]["plus"]["features"] = json!(["bills", "abacus", "budgets", "slide_rule"]);
    invented["features"]["multicurrency"] = json!({"blocks_until": "luck", "sure": true});
    invented["plans"]["ledger"].as_object_mut().unwrap().remove("sold");
    invented["names"]["plans"].as_object_mut().unwrap().remove("ledger");
    invented.as_object_mut().unwrap().remove("upgrade_wait_hours");
    invented["sources"]["reasons"]["too_few_users"] = json!([]);
    let (code, said) = check(&invented.to_string());
    assert_eq!(code, 1);
    expect![[r#"
        missing field `upgrade_wait_hours`
        colour: unknown field `colour`, expected one of `id`, `ladder`, `separate_products`, `transferable_products`, `names`, `plans`, `users`, `resources`, `features`, `moves`, `payroll`, `time`, `bill_pay`, `upgrade_wait_hours`, `transfer_permission_hours`, `discount_days`, `monthly_switch_days`, `revived_by_transfer`, `price_when_taken_over`, `upgrades_take_effect`, `downgrades_take_effect`, `sources`
        features.multicurrency.blocks_until: unknown variant `luck`, expected one of `turn_off`, `pause_templates`, `make_items_inactive`
        features.multicurrency.sure: unknown field `sure`, expected `blocks_until` or `disputed`
        names.plans: missing field `ledger`
        plans.ledger: missing field `sold`
        plans.plus.features[1]: unknown variant `abacus`, expected one of `multicurrency`, `recurring_transactions`, `bills`, `time_tracking`, `inventory`, `purchase_orders`, `projects`, `classes`, `locations`, `budgets`, `custom_roles`, `workflows`, `spreadsheet_sync`, `backup_and_restore`, `enhanced_custom_fields`
        plans.plus.features[3]: unknown variant `slide_rule`, expected one of `multicurrency`, `recurring_transactions`, `bills`, `time_tracking`, `inventory`, `purchase_orders`, `projects`, `classes`, `locations`, `budgets`, `custom_roles`, `workflows`, `spreadsheet_sync`, `backup_and_restore`, `enhanced_custom_fields`
        plans.plus.users.billable: invalid value: string "many", expected a whole number, `no_limit`, or null where it is not documented
        sources.reasons.too_few_users: unknown variant `too_few_users`, expected one of `nothing_to_change`, `separate_product`, `ledger_closed`, `not_sold`, `transition_closed`, `client_pending`, `client_read_only`, `firm_billing_outdated`, `firm_subscription_outdated`, `client_billing_outdated`, `not_authorised`, `downgrade_not_offered`, `downgrade_not_confirmed`, `losses_not_accepted`, `too_many_users`, `feature_in_use`, `over_limit`, `add_on_unsupported`, `upgrade_too_soon`, `transfer_and_change`, `transfer_not_permitted`, `transfer_permission_expired`, `annual_billing`, `client_not_primary_admin`, `primary_admin_elsewhere`, `firm_user_not_permitted`, `firm_not_accountant`, `not_subscribed_yet`, `address_mismatch`, `other_billing_system`, `other_region`, `cancellation_pending`
        discount_days: 0, but a discount has to be kept for some time
    "#]].assert_eq(&said);
    let own = r#"{"extends": "US-2026-09-30", "id": "XX-2026-01-01", "plus": 1, "upgrade_wait_hours": -1, "transfer_permission_hours": 0}"#;
    expect![[r#"
        plus: unknown field `plus`, expected one of `id`, `ladder`, `separate_products`, `transferable_products`, `names`, `plans`, `users`, `resources`, `features`, `moves`, `payroll`, `time`, `bill_pay`, `upgrade_wait_hours`, `transfer_permission_hours`, `discount_days`, `monthly_switch_days`, `revived_by_transfer`, `price_when_taken_over`, `upgrades_take_effect`, `downgrades_take_effect`, `sources`
        upgrade_wait_hours: invalid value: integer `-1`, expected u32
        transfer_permission_hours: 0, but a permission has to last
    "#]].assert_eq(&check(own).1);
}

/// A cell that cannot be read has no value: nothing is said that follows from another one in its place.
#[test]
fn no_fault_follows_from_a_cell_that_cannot_be_read() {
    let check = |text: &str| {
        with_file("unread", text, |file| {
            let output = decide(&["--catalogue", file, "--check-catalogue"], "");
            (code(&output), String::from_utf8(output.stdout).unwrap())
        })
    };
    let own = |says: Value| {
        let mut own = json!({"extends": "CA-2025-06-02", "id": "XX-2026-01-01"});
        own.as_object_mut().unwrap().extend(says.as_object().unwrap().clone());
        own.to_string()
    };
    // Plus holds two users: fewer than Essentials, if that has three as in Canada, which nobody said.
    let two = json!({"users": {"billable": 2}});
    let three = check(&own(json!({"plans": {"plus": two}})));
    assert!(three.1.contains("plans.plus.users.billable: lower than in essentials"), "{}", three.1);
    let unread = check(&own(json!({"plans": {"plus": two, "essentials": {"users": {"billable": "few"}}}})));
    expect![[r#"
        plans.essentials.users.billable: invalid value: string "few", expected a whole number, `no_limit`, or null where it is not documented
    "#]]
    .assert_eq(&unread.1);
    assert_eq!(unread.0, 1);
    // Which plans are on the ladder is not known, so nothing is said of moves; a window that is empty is so all the same.
    let unread = check(&own(json!({"ladder": ["plus", "plus"], "moves": {"ledger": ["plus"]}, "discount_days": 0})));
    expect![[r#"
        ladder: `plus` is named twice, expected a list of different plans
        discount_days: 0, but a discount has to be kept for some time
    "#]]
    .assert_eq(&unread.1);
    // A feature that blocks is of no plan, unless it is of one that cannot be read.
    let unread = check(&own(json!({"plans": {"plus": {"features": ["abacus"]}, "advanced": {"features": ["bills", "abacus"]}}})));
    assert_eq!(unread.1.lines().count(), 2, "{}", unread.1);
}
