//! What the store keeps to itself, and what it says when it cannot be opened.

use std::path::Path;

use rapport_core::STORE_FILE;
use rapport_core::key::KeyFile;
use rapport_tests::scan::{self, Canary};
use rapport_tests::{
    Buyer, KEY_FILE, NoKeyring, SeatProcess, Workstation, World, inside, png_with, until,
};
use serde_json::{Value, json};

/// Everything in a folder, with its content.
fn content(folder: &Path) -> Vec<(std::path::PathBuf, Vec<u8>)> {
    let files = scan::files(folder).0.into_iter();
    files
        .map(|file| (file.clone(), std::fs::read(file).unwrap()))
        .collect()
}

/// Bytes that no picture has by chance.
fn picture_bytes() -> Vec<u8> {
    (0..64_u32).map(|at| (at * 37 + 91) as u8 | 0x80).collect()
}

/// What the buyer, the seller and the shop say; each with a Latin and a Chinese word.
const MESSAGE: [&str; 2] = ["quetzalmessage", "翡翠留言"];
const NOTE: [&str; 2] = ["quetzalnote", "翡翠便笺"];
const DRAFT: [&str; 2] = ["quetzaldraft", "翡翠草稿"];
const REPLY: [&str; 2] = ["quetzalreply", "翡翠答复"];
const TITLE: [&str; 2] = ["quetzaltitle", "翡翠茶碗"];
const NAME: [&str; 2] = ["quetzalname", "翡翠姑娘"];

fn said(words: [&str; 2]) -> String {
    format!("{} and {}, please", words[0], words[1])
}

/// What the marketplace knows as well.
fn public() -> Vec<Canary> {
    let words = [
        ("message", MESSAGE),
        ("reply", REPLY),
        ("title", TITLE),
        ("name", NAME),
    ];
    let words = words
        .into_iter()
        .flat_map(|(name, words)| words.map(|it| Canary::word(name, it)));
    words
        .chain([Canary::bytes("picture", &picture_bytes())])
        .collect()
}

/// What only the seller knows.
fn private() -> Vec<Canary> {
    let words = [("note", NOTE), ("draft", DRAFT)];
    words
        .into_iter()
        .flat_map(|(name, words)| words.map(|it| Canary::word(name, it)))
        .collect()
}

fn every() -> Vec<Canary> {
    public().into_iter().chain(private()).collect()
}

#[test]
fn the_search_for_canaries_finds_them() {
    let folder = tempfile::tempdir().unwrap();
    for canary in every() {
        for form in canary.forms() {
            let file = folder.path().join("deep").join("file");
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(&file, [&[0; 5000], form.as_slice(), &[7; 3]].concat()).unwrap();
            let found = scan::find(&every(), folder.path());
            assert_eq!(
                found,
                [(file, canary.name)],
                "in each encoding, at an odd place too"
            );
        }
    }
    let canary = Canary::word("name", NAME[0]);
    std::fs::remove_dir_all(folder.path().join("deep")).unwrap();
    std::fs::write(folder.path().join(NAME[0]), "").unwrap();
    assert_eq!(
        scan::find(&[canary], folder.path()).len(),
        1,
        "in the name of a file"
    );
}

/// Uses the shop as a seller does: everything is said, written, begun and looked for.
async fn use_shop(seat: &mut SeatProcess, buyer: &Buyer) {
    buyer.says(&said(MESSAGE)).await;
    buyer.shows(&png_with(&picture_bytes()), &said(MESSAGE));
    let conversation = seat.conversation(buyer).await;
    let here = |mode: &str, words| json!({ "conversationId": conversation, "mode": mode, "text": said(words) });
    for (command, args) in [
        ("inbox.saveDraft", here("reply", REPLY)),
        ("inbox.reply", here("reply", REPLY)),
        ("inbox.note", here("note", NOTE)),
        ("inbox.saveDraft", here("reply", DRAFT)),
        ("inbox.saveDraft", here("note", DRAFT)),
    ] {
        seat.call(command, args).await;
    }
    let arrives = async || buyer.has_answer(&said(REPLY));
    until("the reply is at the marketplace", arrives).await;
    for word in MESSAGE {
        let wanted = json!({ "text": word, "before": null, "limit": 20 });
        let page = seat.call("search.messages", wanted).await.to_string();
        assert!(page.contains(MESSAGE[0]), "the search finds it: {page}");
    }
}

/// Everything that a store holds of what people wrote, unlocked.
fn unlocked(profile: &Path) -> Vec<u8> {
    let store = inside::open(profile);
    let words = inside::texts(
        &store,
        "SELECT text FROM messages UNION ALL SELECT text FROM notes
         UNION ALL SELECT text FROM drafts UNION ALL SELECT title FROM products
         UNION ALL SELECT name FROM persons UNION ALL SELECT token FROM accounts",
    );
    let pictures = "SELECT bytes FROM pictures WHERE bytes NOT NULL";
    let mut pictures = store.prepare(pictures).unwrap();
    let pictures = pictures.query_map([], |row| row.get(0)).unwrap();
    let pictures: Vec<Vec<u8>> = pictures.map(Result::unwrap).collect();
    [words.concat().into_bytes(), pictures.concat()].concat()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_file_holds_what_was_written() {
    let world = World::selling(&said(TITLE)).await;
    let temporary = world.folder().join("temporary");
    std::fs::create_dir(&temporary).unwrap();
    let profile = world.profile("shop");
    let program = env!("CARGO_BIN_EXE_seat");
    let elsewhere = temporary.as_path();
    let environment = [("TMPDIR", elsewhere), ("HOME", elsewhere)];
    let connection = world.connection();
    let token = Canary::word("token", connection["token"].as_str().unwrap());
    let canaries = [every(), vec![token]].concat();
    let mut seat = SeatProcess::start(program, &profile, &environment).await;
    seat.call("accounts.connect", connection).await;

    world.section("the shop is used");
    use_shop(&mut seat, &world.buyer(&said(NAME))).await;
    until("each canary is inside the store", async || {
        let inside = unlocked(&profile);
        canaries.iter().all(|canary| canary.is_in(&inside))
    })
    .await;

    let nowhere = |when: &str| {
        world.section(when);
        for folder in [&profile, &temporary] {
            let found = scan::find(&canaries, folder);
            assert_eq!(found, [], "{when}, in {}", folder.display());
        }
        let (files, bytes) = scan::files(&profile);
        let is_much = files.len() >= 2 && bytes > 100_000;
        assert!(is_much, "there was something to look through: {files:?}");
        let log = std::fs::read(profile.with_extension("log")).unwrap();
        let told = canaries.iter().find(|canary| canary.is_in(&log));
        assert!(told.is_none(), "{when}, the log tells {told:?}");
    };
    let log = profile.join(format!("{STORE_FILE}-wal"));
    assert!(log.exists(), "the newest is in the log");
    nowhere("while the program is open");
    seat.kill().await;
    nowhere("after it was killed");
    SeatProcess::start(program, &profile, &environment)
        .await
        .close()
        .await;
    assert!(!log.exists(), "closing carries the log over into the store");
    nowhere("after it was closed");

    world.section("the marketplace's own file, which is not encrypted");
    world.stop_bazaar().await;
    let market = ["market.db", "market.db-wal"].map(|name| world.folder().join(name));
    let open = market
        .map(|file| std::fs::read(file).unwrap_or_default())
        .concat();
    for canary in public() {
        assert!(canary.is_in(&open), "the {} lies open there", canary.name);
    }
    for canary in private() {
        assert!(
            !canary.is_in(&open),
            "the {} never left the machine",
            canary.name
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_key_is_refused_and_harms_nothing() {
    inside::hush();
    let folder = tempfile::tempdir().unwrap();
    let profile = folder.path().join("shop");
    let key = profile.join(KEY_FILE);
    Workstation::open(&profile).await.close().await;
    let right = std::fs::read(&key).unwrap();

    for wrong in [vec![7; 32], vec![7; 31], b"no key at all".to_vec()] {
        std::fs::write(&key, &wrong).unwrap();
        let before = content(&profile);
        let (desk, state) = Workstation::start(&profile, Box::new(KeyFile::new(key.clone()))).await;
        assert_eq!(state, "wrongKey", "the seller is told");
        assert_eq!(
            desk.refused("accounts.status", Value::Null).await,
            "storeClosed"
        );
        desk.close().await;
        assert!(
            content(&profile) == before,
            "not a byte of the profile has changed"
        );
    }

    std::fs::write(&key, &right).unwrap();
    let desk = Workstation::open(&profile).await;
    desk.is_sound();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_missing_key_is_asked_for_and_never_made_anew() {
    let folder = tempfile::tempdir().unwrap();
    let profile = folder.path().join("shop");
    let key = profile.join(KEY_FILE);
    Workstation::open(&profile).await.close().await;
    let right = std::fs::read(&key).unwrap();
    std::fs::remove_file(&key).unwrap();
    let before = content(&profile);

    let (desk, state) = Workstation::start(&profile, Box::new(KeyFile::new(key.clone()))).await;
    assert_eq!(state, "keyMissing", "the seller is asked");
    let passphrase = json!({ "passphrase": "celadon and clay" });
    desk.call("desk.unlock", passphrase).await;
    assert_eq!(
        desk.state().await,
        "keyMissing",
        "a passphrase does not make a key either"
    );
    desk.close().await;

    let (desk, state) = Workstation::start(&profile, Box::new(NoKeyring)).await;
    assert_eq!(
        state, "keyMissing",
        "the same where the keyring does not answer"
    );
    desk.close().await;
    assert!(
        content(&profile) == before,
        "no key was made, not a byte has changed"
    );

    std::fs::write(&key, right).unwrap();
    Workstation::open(&profile).await.is_sound();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_passphrase_serves_where_there_is_no_keyring() {
    let world = World::new().await;
    let profile = world.profile("shop");
    let unlock = async |desk: &Workstation, passphrase: &str| {
        desk.call("desk.unlock", json!({ "passphrase": passphrase }))
            .await
    };

    world.section("the first start: the seller chooses one");
    let (desk, state) = Workstation::start(&profile, Box::new(NoKeyring)).await;
    assert_eq!(state, "needsPassphrase");
    let status = desk.call("desk.status", Value::Null).await;
    assert_eq!(status["store"]["first"], true, "there is no store yet");
    let short = json!({ "passphrase": "tea" });
    assert_eq!(desk.refused("desk.unlock", short).await, "weakPassphrase");
    assert_eq!(
        unlock(&desk, "celadon and clay").await["store"]["kind"],
        "open"
    );
    assert_eq!(
        desk.call("desk.status", Value::Null).await["keyPlace"],
        "passphrase"
    );
    desk.call("accounts.connect", world.connection()).await;
    let mei = world.buyer("Mei");
    mei.says("Hello?").await;
    desk.conversation(&mei).await;
    desk.close().await;
    assert!(!profile.join(KEY_FILE).exists(), "the key lies nowhere");

    world.section("the second start: it is asked for");
    let (desk, state) = Workstation::start(&profile, Box::new(NoKeyring)).await;
    assert_eq!(state, "needsPassphrase");
    let status = desk.call("desk.status", Value::Null).await;
    assert_eq!(status["store"]["first"], false, "there is a store");
    for wrong in ["celadon and glue", "Celadon and clay", ""] {
        let wrong = json!({ "passphrase": wrong });
        assert_eq!(desk.refused("desk.unlock", wrong).await, "wrongPassphrase");
        assert_eq!(
            desk.refused("accounts.status", Value::Null).await,
            "storeClosed"
        );
    }
    assert_eq!(
        unlock(&desk, "celadon and clay").await["store"]["kind"],
        "open"
    );
    desk.conversation(&mei).await;
    desk.close().await;
}
