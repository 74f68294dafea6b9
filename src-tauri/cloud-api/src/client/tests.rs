//! The client against a server of a few lines on loopback: what is asked is looked at, what is
//! answered is given. The shapes are of the fact sheet, §1.3.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::mpsc;

use serde_json::json;

use super::connect::{Authority, Callback, CanSend};
use super::media::same_bytes;
use super::profile::{Commerce, ProfileChange};
use super::*;
use crate::message::Address;

/// What was asked: the request line, the headers in lower case, the body.
struct Asked {
    line: String,
    headers: String,
    body: Vec<u8>,
}

/// Answers each connection in turn, then stops. An answer of `None` hangs up without a word.
fn answers(given: Vec<Option<String>>) -> (Client, mpsc::Receiver<Asked>, String) {
    // A second installation by another test is an error nobody needs.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let (tell, asked) = mpsc::channel();
    std::thread::spawn(move || {
        for answer in given {
            let Ok((mut stream, _)) = listener.accept() else { return };
            let (mut head, mut byte) = (Vec::new(), [0]);
            while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|n| n == 1) {
                head.push(byte[0]);
            }
            let head = String::from_utf8_lossy(&head).into_owned();
            let (line, headers) = head.split_once("\r\n").unwrap_or((&head, ""));
            let headers = headers.to_ascii_lowercase();
            let length = headers.lines().find_map(|l| l.strip_prefix("content-length: ")?.parse::<usize>().ok()).unwrap_or(0);
            let mut body = vec![0; if answer.is_some() { length } else { length.min(10) }];
            let _ = stream.read_exact(&mut body);
            let _ = tell.send(Asked { line: line.to_owned(), headers, body });
            if let Some(answer) = answer {
                let _ = stream.write_all(answer.as_bytes());
            }
        }
    });
    let client = Client::with_token(&url, "v26.0", "EAAtoken").expect("a client").speaking_for("1", "2", "3");
    (client, asked, url)
}

fn http(status: &str, body: &str) -> Option<String> {
    Some(format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}", body.len()))
}

fn ok(body: &Value) -> Option<String> {
    http("200 OK", &body.to_string())
}

fn run<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(work)
}

#[test]
fn an_answer_is_read_once_and_never_guessed() {
    let accepted = read_answer(StatusCode::OK, r#"{"messages":[{"id":"wamid.X","message_status":"accepted"}]}"#);
    assert!(matches!(accepted, Outcome::Accepted { .. }), "200 with an id is accepted");
    assert!(matches!(read_answer(StatusCode::OK, "{"), Outcome::Unknown { .. }), "200 that cannot be read may have been sent");
    assert!(matches!(read_answer(StatusCode::BAD_GATEWAY, "<html>"), Outcome::Unknown { .. }), "a proxy's page proves nothing");
    let throttled = read_answer(StatusCode::BAD_REQUEST, r#"{"error":{"code":130429,"message":"x"}}"#);
    assert!(matches!(throttled, Outcome::Answered { class: Class::Retry { .. }, .. }), "throttling is a 400 to come back from");
}

#[test]
fn a_token_tells_what_it_is_good_for() {
    let facts = json!({"data":{"app_id":"106","type":"SYSTEM_USER","is_valid":true,"expires_at":1_790_000_000,
        "scopes":["whatsapp_business_messaging"],
        "granular_scopes":[{"scope":"whatsapp_business_management","target_ids":["21","22"]},{"scope":"whatsapp_business_messaging","target_ids":["22"]},
            {"scope":"catalog_management","target_ids":["99"]}]}});
    let (client, asked, _) =
        answers(vec![ok(&facts), ok(&json!({"data":{"is_valid":false,"scopes":[],"error":{"code":190,"message":"x"}}})), ok(&json!({}))]);
    let read = run(client.debug_token("EAAinput", Authority::App { id: "106", secret: "s" })).expect("facts");
    let asked_first = asked.recv().expect("asked");
    assert!(asked_first.line.starts_with("GET /v26.0/debug_token?input_token=EAAinput "), "the token asked about is in the query");
    assert!(asked_first.headers.contains("bearer 106|s"), "the app asks, not the client's own token");
    assert_eq!(read.accounts, ["21", "22"], "every account once, none of a permission that is not about messages");
    assert_eq!(read.expires_at, Some(1_790_000_000_000), "in milliseconds");
    assert!(read.lacks().is_empty(), "granular permissions count as permissions");
    let dead = run(client.debug_token("EAAdead", Authority::Itself)).expect("facts");
    assert!(!dead.valid && dead.error.is_some_and(|e| e.code == 190), "a dead token is a fact, not a failure");
    assert!(run(client.debug_token("x", Authority::Itself)).is_err(), "an answer that does not say whether it is valid proves nothing");
}

#[test]
fn accounts_numbers_and_subscriptions_are_found_from_a_token() {
    let numbers = json!({"data":[{"id":"31","display_phone_number":"+33 6","verified_name":"Lyon","quality_rating":"GREEN","throughput":{"level":"STANDARD"},
        "whatsapp_business_manager_messaging_limit":"TIER_2K","is_official_business_account":false},{"id":32,"status":"CONNECTED"}],
        "paging":{"cursors":{"after":"c1"},"next":"https://x"}});
    let (client, asked, _) = answers(vec![
        ok(&json!({"id":"21","name":"Lyon","currency":"EUR"})),
        ok(&numbers),
        ok(&json!({"data":[{"id":"33"}],"paging":{"cursors":{"after":"c1"},"next":"https://x"}})),
        ok(&json!({"success":true})),
        ok(&json!({"data":[{"whatsapp_business_api_data":{"id":"106","name":"Ours","link":"l"},"override_callback_uri":"https://a"}]})),
    ]);
    assert_eq!(run(client.account("21")).expect("account").name, "Lyon", "the account has a name to show");
    let found = run(client.phone_numbers("21")).expect("numbers");
    assert_eq!(found.iter().map(|n| n.id.as_str()).collect::<Vec<_>>(), ["31", "32", "33"], "all pages, and an id written as a number");
    assert_eq!(found[0].throughput.as_ref().map(|t| t.level.as_str()), Some("STANDARD"), "its pace");
    run(client.subscribe("21", Some(Callback { uri: "https://a", verify_token: "v" }))).expect("subscribed");
    let mut last = asked.recv().expect("asked");
    while !last.line.contains("subscribed_apps") {
        last = asked.recv().expect("asked");
    }
    assert_eq!(
        serde_json::from_slice::<Value>(&last.body).expect("json"),
        json!({"override_callback_uri":"https://a","verify_token":"v"}),
        "its own address"
    );
    let apps = run(client.subscriptions("21")).expect("apps");
    assert_eq!((apps[0].app_id.as_str(), apps[0].override_callback_uri.as_deref()), ("106", Some("https://a")), "who listens, and where");
}

#[test]
fn ids_that_could_change_an_address_are_not_asked_for() {
    let (client, asked, _) = answers(vec![]);
    for odd in ["", "../me", "1/2", "1?x=y", "1#"] {
        assert!(matches!(run(client.account(odd)), Err(CallError::NotMade(_))), "{odd:?} is no id");
        assert!(matches!(run(client.media_facts(odd)), Err(CallError::NotMade(_))), "{odd:?} is no id");
    }
    assert!(matches!(run(client.register("12a456")), Err(CallError::NotMade(_))), "a PIN has six digits");
    let nobody = Client::with_token("http://127.0.0.1:9", "v26.0", "t").expect("a client");
    assert!(matches!(run(nobody.phone_number()), Err(CallError::NotMade(_))), "whose number is not known yet");
    assert!(asked.try_recv().is_err(), "nothing went out");
}

#[test]
fn health_says_what_stands_in_the_way() {
    let (client, _, _) = answers(vec![ok(&json!({"health_status":{"can_send_message":"LIMITED","entities":[
        {"entity_type":"PHONE_NUMBER","id":"3","can_send_message":"AVAILABLE"},
        {"entity_type":"WABA","id":"2","can_send_message":"BLOCKED","errors":[{"error_code":141_010,"error_description":"d","possible_solution":"s"}]},
        {"entity_type":"APP","id":"1","can_send_message":"SLEEPY"}]}}))]);
    let health = run(client.health("3")).expect("health");
    assert_eq!(health.can_send_message, CanSend::Limited, "the whole");
    let each: Vec<CanSend> = health.entities.iter().map(|e| e.can_send_message).collect();
    assert_eq!(each, [CanSend::Available, CanSend::Blocked, CanSend::Unknown], "each part, and a new word costs nothing");
    assert_eq!(health.entities[1].errors[0].error_code, Some(141_010), "with its reason");
}

#[test]
fn a_download_has_a_limit_and_the_token_stays_with_meta() {
    let endless = Some(format!("HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n{}", "x".repeat(2_000)));
    let (client, asked, url) =
        answers(vec![http("200 OK", "picture"), endless, http("200 OK", &"x".repeat(2_000)), http("404 Not Found", "gone")]);
    assert_eq!(run(client.download(&format!("{url}/a"), 1_000)).expect("bytes"), b"picture", "a file arrives");
    assert!(asked.recv().expect("asked").headers.contains("bearer eaatoken"), "the Graph's own host gets the token");
    for _ in 0..2 {
        let read = run(client.download(&format!("{url}/a"), 1_000));
        assert!(matches!(read, Err(CallError::TooLarge { limit: 1_000 })), "with and without a stated length");
    }
    assert!(matches!(run(client.download(&format!("{url}/a"), 9)), Err(CallError::Unreachable(_))), "an address dies after five minutes");
    let allowed = |url: &str| client.may_have_the_token(&Url::parse(url).expect("url"));
    assert!(allowed("https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1"), "Meta's media host");
    for stranger in ["https://fbsbx.com.evil.example/x", "https://evilfbsbx.com/x", "http://lookaside.fbsbx.com/x", "https://127.0.0.2/"] {
        assert!(!allowed(stranger), "{stranger} must not see the token");
    }
}

#[test]
fn a_broken_upload_goes_on_where_meta_says_it_stopped() {
    let (client, asked, _) = answers(vec![
        ok(&json!({"id":"upload:abc?sig=1"})),
        None,
        ok(&json!({"id":"upload:abc?sig=1","file_offset":4})),
        ok(&json!({"h":"4::handle"})),
    ]);
    assert_eq!(run(client.upload_handle(b"0123456789".to_vec(), "image/png")).expect("handle"), "4::handle", "the handle, in the end");
    let all: Vec<Asked> = asked.try_iter().collect();
    assert!(all[0].line.starts_with("POST /v26.0/1/uploads?file_name=sample.png&file_length=10&file_type=image%2Fpng"), "{}", all[0].line);
    assert!(all[2].line.starts_with("GET /v26.0/upload:abc?sig=1"), "asks how far it came");
    assert!(all[3].headers.contains("file_offset: 4"), "and goes on from there");
    assert_eq!(all[3].body, b"456789", "with what is left");
}

#[test]
fn an_upload_that_breaks_for_ever_is_given_up() {
    let mut given = vec![ok(&json!({"id":"upload:abc"}))];
    given.extend((0..20).map(|_| None));
    let (client, asked, _) = answers(given);
    assert!(run(client.upload_handle(b"0123456789".to_vec(), "image/png")).is_err(), "the caller hears of it");
    assert!(asked.try_iter().count() <= 9, "after a few attempts");
}

#[test]
fn a_mixed_block_is_a_400_that_still_says_for_whom_it_worked() {
    let mixed = json!({"messaging_product":"whatsapp","block_users":{"added_users":[{"input":"+331","wa_id":"331"}],
        "failed_users":[{"input":"+332","errors":[{"code":139_100,"message":"m"}]}]},"error":{"code":139_100,"message":"m"}});
    let (client, asked, _) =
        answers(vec![http("400 Bad Request", &mixed.to_string()), http("400 Bad Request", r#"{"error":{"code":139101,"message":"m"}}"#)]);
    let people = [Address::Phone("+331".into()), Address::UserId("FR.1".into())];
    let result = run(client.block(&people)).expect("read");
    assert_eq!((result.done.len(), result.failed.len()), (1, 1), "one of two");
    let body: Value = serde_json::from_slice(&asked.recv().expect("asked").body).expect("json");
    assert_eq!(body["block_users"], json!([{"user":"+331"},{"user_id":"FR.1"}]), "people without a number by their user id");
    assert_eq!(run(client.unblock(&people)).map(|_| ()).map_err(|e| e.code()), Err(Some(139_101)), "a full list is a refusal");
}

#[test]
fn profile_window_links_and_history_are_asked_for_as_documented() {
    let (client, asked, _) = answers(vec![
        ok(&json!({"data":[{"about":"a","websites":["https://x",7],"vertical":"RETAIL"}]})),
        ok(&json!({"success":true})),
        ok(&json!({"success":true})),
        ok(&json!({"code":"AB1","prefilled_message":"hi","deep_link_url":"https://wa.me/message/AB1"})),
        ok(
            &json!({"data":[{"message_id":"w1","events":[{"delivery_status":"delivered","timestamp":"5"}]},{"message_id":"w2","events":{"data":[{"delivery_status":"sent"}]}}],
            "paging":{"cursors":{"after":"n"},"next":"https://x"}}),
        ),
    ]);
    assert_eq!(run(client.business_profile()).expect("profile").vertical.as_deref(), Some("RETAIL"), "the profile");
    run(client.set_business_profile(&ProfileChange { about: Some("b".into()), ..ProfileChange::default() })).expect("set");
    run(client.set_commerce_settings(Commerce { is_catalog_visible: Some(true), is_cart_enabled: None })).expect("set");
    assert_eq!(run(client.create_message_link("hi", Some("SVG"))).expect("link").code, "AB1", "a link");
    let page = run(client.message_history(None, Some("m"))).expect("page");
    assert_eq!(page.entries.iter().map(|e| e.events.len()).sum::<usize>(), 2, "events as a list and as a page");
    assert_eq!(page.next.as_deref(), Some("n"), "and there is more");
    let all: Vec<Asked> = asked.try_iter().collect();
    assert_eq!(
        serde_json::from_slice::<Value>(&all[1].body).expect("json"),
        json!({"about":"b","messaging_product":"whatsapp"}),
        "only what changes"
    );
    assert!(all[2].line.starts_with("POST /v26.0/3/whatsapp_commerce_settings?is_catalog_visible=true "), "only what changes");
    assert!(all[4].line.contains("after=m"), "from the page asked for");
    let long = ProfileChange {
        about: Some(String::new()),
        description: Some("x".repeat(257)),
        websites: Some(vec![String::new(); 3]),
        ..ProfileChange::default()
    };
    assert_eq!(long.check().map_err(|found| found.len()), Err(3), "every limit is named, not the first only");
}

#[test]
fn a_cursor_meta_has_forgotten_starts_the_list_again_once() {
    let page = ok(
        &json!({"data":[{"id":"1","name":"a","language":"en","status":"APPROVED","category":"UTILITY"}],"paging":{"cursors":{"after":"c"},"next":"x"}}),
    );
    let forgotten = http("400 Bad Request", r#"{"error":{"code":131059,"message":"m"}}"#);
    let (client, _, _) = answers(vec![page.clone(), forgotten.clone(), page.clone(), ok(&json!({"data":[]}))]);
    assert_eq!(run(client.templates()).expect("listed").len(), 1, "listed anew, nothing twice");
    let (client, _, _) = answers(vec![page.clone(), forgotten.clone(), page, forgotten]);
    assert_eq!(run(client.templates()).map(|_| ()).map_err(|e| e.code()), Err(Some(131_059)), "and not for ever");
}

#[test]
fn a_stated_digest_is_compared_in_either_notation() {
    let digest = Sha256Of(b"abc");
    assert!(same_bytes(b"abc", &digest.hex()), "hexadecimal, as the media call states it");
    assert!(same_bytes(b"abc", &digest.base64()), "base64, as webhooks state it");
    assert!(!same_bytes(b"abd", &digest.hex()) && !same_bytes(b"abc", "nonsense"), "other bytes are other bytes");
}

struct Sha256Of(&'static [u8]);

impl Sha256Of {
    fn hex(&self) -> String {
        use sha2::Digest;
        data_encoding::HEXLOWER.encode(&sha2::Sha256::digest(self.0))
    }

    fn base64(&self) -> String {
        use sha2::Digest;
        data_encoding::BASE64.encode(&sha2::Sha256::digest(self.0))
    }
}

#[test]
fn nothing_shown_of_a_client_is_secret() {
    let client = Client::with_token("http://127.0.0.1:9/", " v26.0", " EAAtoken ").expect("a client");
    assert!(!format!("{client:?}").contains("EAA"), "a token is never printed");
    assert_eq!(client.credentials().token, "EAAtoken", "what was pasted with blanks around it still works");
}
