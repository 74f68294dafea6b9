//! Where a shop's secrets lie: the OS keyring; a sealed file when there is none and the owner has a
//! passphrase; a plain `demo.key` for a demo's invented people. Never silently one for another.
//!
//! `shop.json` in the shop's folder says which, so that opening never has to guess.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use argon2::Argon2;
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce, aead::Aead};
use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};

use crate::kinds::{Code, Error, Result, Secret, random};

const SERVICE: &str = "shop.vitrine";
const DATABASE_KEY: &str = "database-key";

/// The key of the database file.
#[derive(Clone)]
pub struct DatabaseKey([u8; 32]);

impl DatabaseKey {
    /// For tests.
    #[cfg(test)]
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    pub fn hex(&self) -> String {
        HEXLOWER.encode(&self.0)
    }

    /// The spare key: the same key as twenty-four words with a checksum (BIP-39, English), because
    /// people copy words more safely than digits.
    pub fn words(&self) -> Result<Vec<String>> {
        let phrase = bip39::Mnemonic::from_entropy(&self.0).map_err(|_| Error::internal("spare key"))?;
        Ok(phrase.words().map(str::to_owned).collect())
    }

    /// Reads a spare key as typed: any spacing, numbers, commas and capitals.
    ///
    /// # Errors
    /// `bad_spare_key`; `about.word` is the place of a word that is none.
    pub fn from_words(text: &str) -> Result<Self> {
        let words: Vec<String> = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
        if let Some(place) = words.iter().position(|word| bip39::Language::English.find_word(word).is_none()) {
            return Err(Error::new(Code::BadSpareKey).with("word", place as i64 + 1));
        }
        let phrase = bip39::Mnemonic::parse_in(bip39::Language::English, words.join(" "))
            .map_err(|_| Error::new(Code::BadSpareKey).with("words", words.len() as i64))?;
        phrase.to_entropy().try_into().map(Self).map_err(|_| Error::new(Code::BadSpareKey).with("words", words.len() as i64))
    }
}

impl std::fmt::Debug for DatabaseKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DatabaseKey(…)")
    }
}

/// Where the secrets of a shop are kept.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Keeping {
    /// The OS keyring (Secret Service, Keychain, Credential Manager).
    Keyring,
    /// `secrets.sealed`, under a passphrase.
    Passphrase,
    /// `demo.key`: only for shops of invented people.
    Demo,
}

/// The secrets of one shop.
#[derive(Debug)]
pub struct Secrets {
    place: Place,
}

#[derive(Debug)]
enum Place {
    Keyring { shop: String },
    Sealed { path: PathBuf, seal: Mutex<Seal> },
    Demo { path: PathBuf },
}

struct Seal {
    passphrase: Secret,
    open: BTreeMap<String, String>,
}

impl std::fmt::Debug for Seal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Seal")
    }
}

impl Secrets {
    /// The secrets of the shop `shop` in `dir`; `passphrase` only where the folder says so.
    pub fn at(dir: &Path, shop: &str, keeping: Keeping, passphrase: Option<&Secret>) -> Result<Self> {
        let place = match keeping {
            Keeping::Keyring => {
                keyring_ready()?;
                Place::Keyring { shop: shop.to_owned() }
            }
            Keeping::Demo => Place::Demo { path: dir.join("demo.key") },
            Keeping::Passphrase => {
                let passphrase = passphrase.ok_or_else(|| Error::new(Code::KeyringMissing))?.clone();
                let path = dir.join("secrets.sealed");
                let open = if path.exists() { unseal(&std::fs::read(&path)?, &passphrase)? } else { BTreeMap::new() };
                Place::Sealed { path, seal: Mutex::new(Seal { passphrase, open }) }
            }
        };
        Ok(Self { place })
    }

    /// A secret by its name, if it is kept.
    pub fn get(&self, name: &str) -> Result<Option<Secret>> {
        match &self.place {
            Place::Keyring { shop } => {
                let (shop, name) = (shop.clone(), name.to_owned());
                in_time(move || match entry(&shop, &name)?.get_password() {
                    Ok(secret) => Ok(Some(Secret::new(secret))),
                    Err(keyring::Error::NoEntry) => Ok(None),
                    Err(error) => Err(keyring_error(&error)),
                })
            }
            Place::Sealed { seal, .. } => Ok(seal.lock().unwrap_or_else(PoisonError::into_inner).open.get(name).map(Secret::new)),
            Place::Demo { path } => Ok(demo_secrets(path)?.get(name).map(Secret::new)),
        }
    }

    /// Keeps a secret.
    pub fn set(&self, name: &str, secret: &Secret) -> Result<()> {
        match &self.place {
            Place::Keyring { shop } => {
                let (shop, name, secret) = (shop.clone(), name.to_owned(), secret.clone());
                in_time(move || entry(&shop, &name)?.set_password(secret.reveal()).map_err(|error| keyring_error(&error)))
            }
            Place::Sealed { path, seal } => {
                let mut seal = seal.lock().unwrap_or_else(PoisonError::into_inner);
                seal.open.insert(name.to_owned(), secret.reveal().to_owned());
                write_private(path, &sealed(&seal.open, &seal.passphrase)?)
            }
            Place::Demo { path } => {
                let mut all = demo_secrets(path)?;
                all.insert(name.to_owned(), secret.reveal().to_owned());
                write_private(path, &serde_json::to_vec(&all)?)
            }
        }
    }

    /// Whether the keys lie where only this laptop (or a passphrase) has them: then a spare is worth having.
    pub fn need_a_spare(&self) -> bool {
        !matches!(self.place, Place::Demo { .. })
    }

    /// Keeps a database key that came back as a spare.
    pub fn take_over(&self, key: &DatabaseKey) -> Result<()> {
        self.set(DATABASE_KEY, &Secret::new(key.hex()))
    }

    /// The database's key; a new shop makes one, an old shop must have it.
    pub fn database_key(&self, new_shop: bool) -> Result<DatabaseKey> {
        if let Some(hex) = self.get(DATABASE_KEY)? {
            let bytes = HEXLOWER.decode(hex.reveal().as_bytes()).ok().and_then(|b| b.try_into().ok());
            return bytes.map(DatabaseKey).ok_or_else(|| Error::new(Code::WrongKey));
        }
        if !new_shop {
            // Never a new key over old data.
            return Err(Error::new(Code::KeyringMissing));
        }
        let key = DatabaseKey(random()?);
        self.set(DATABASE_KEY, &Secret::new(key.hex()))?;
        Ok(key)
    }
}

fn entry(shop: &str, name: &str) -> Result<keyring::Entry> {
    keyring::Entry::new(SERVICE, &format!("{shop}/{name}")).map_err(|error| keyring_error(&error))
}

/// The keyring's one-time set-up cannot be repeated in a process, so it is asked for once and its
/// failure is a state the owner can resolve, not a crash.
fn keyring_ready() -> Result<()> {
    in_time(|| if keyring::Entry::store_status().is_ok() { Ok(()) } else { Err(Error::new(Code::KeyringMissing)) })
}

/// A keyring answers at once or shows its own prompt; one that does neither must not hold the shop for
/// ever. The thread that waits for it is left behind: nothing can end it.
const KEYRING_PATIENCE: std::time::Duration = std::time::Duration::from_secs(60);

fn in_time<T: Send + 'static>(ask: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    let (tell, answer) = std::sync::mpsc::channel();
    // Nobody waits any more if this comes too late.
    std::thread::spawn(move || drop(tell.send(ask())));
    answer.recv_timeout(KEYRING_PATIENCE).map_err(|_| Error::new(Code::KeyringLocked))?
}

fn keyring_error(error: &keyring::Error) -> Error {
    match error {
        keyring::Error::NoStorageAccess(_) => Error::new(Code::KeyringLocked),
        _ => Error::new(Code::KeyringMissing),
    }
}

fn demo_secrets(path: &Path) -> Result<BTreeMap<String, String>> {
    if !path.exists() {
        return Ok(BTreeMap::new());
    }
    serde_json::from_slice(&std::fs::read(path)?).map_err(|_| Error::new(Code::Damaged))
}

/// Salt (16) · nonce (24) · XChaCha20-Poly1305 of the secrets as JSON, key by Argon2id.
fn sealed(secrets: &BTreeMap<String, String>, passphrase: &Secret) -> Result<Vec<u8>> {
    let salt: [u8; 16] = random()?;
    let nonce: [u8; 24] = random()?;
    let text = serde_json::to_vec(secrets)?;
    let body =
        cipher(passphrase, &salt)?.encrypt(XNonce::from_slice(&nonce), text.as_slice()).map_err(|_| Error::internal("sealing failed"))?;
    Ok([&salt[..], &nonce[..], &body[..]].concat())
}

fn unseal(bytes: &[u8], passphrase: &Secret) -> Result<BTreeMap<String, String>> {
    let (Some(salt), Some(nonce), Some(body)) = (bytes.get(..16), bytes.get(16..40), bytes.get(40..)) else {
        return Err(Error::new(Code::Damaged));
    };
    let text = cipher(passphrase, salt)?.decrypt(XNonce::from_slice(nonce), body).map_err(|_| Error::new(Code::WrongKey))?;
    Ok(serde_json::from_slice(&text)?)
}

fn cipher(passphrase: &Secret, salt: &[u8]) -> Result<XChaCha20Poly1305> {
    let mut key = [0; 32];
    Argon2::default().hash_password_into(passphrase.reveal().as_bytes(), salt, &mut key).map_err(|_| Error::internal("argon2"))?;
    Ok(XChaCha20Poly1305::new(&key.into()))
}

/// Writes a file only this user can read, whole or not at all.
pub fn write_private(path: &Path, bytes: &[u8]) -> Result<()> {
    use std::io::Write;
    let draft = path.with_extension("new");
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&draft)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    std::fs::rename(draft, path)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sealed_secrets_open_with_their_passphrase_only() {
        let dir = tempfile::tempdir().expect("temp dir");
        let right = Secret::new("correct horse");
        let secrets = Secrets::at(dir.path(), "s", Keeping::Passphrase, Some(&right)).expect("new");
        let key = secrets.database_key(true).expect("makes a key").hex();
        let again = Secrets::at(dir.path(), "s", Keeping::Passphrase, Some(&right)).expect("opens");
        assert_eq!(again.database_key(false).expect("same key").hex(), key, "the key is the one made first");
        let wrong = Secrets::at(dir.path(), "s", Keeping::Passphrase, Some(&Secret::new("wrong")));
        assert_eq!(wrong.err().map(|e| e.code), Some(Code::WrongKey), "a wrong passphrase is said");
        let raw = std::fs::read(dir.path().join("secrets.sealed")).expect("reads");
        assert!(!raw.windows(16).any(|w| key.as_bytes().starts_with(w)), "the key does not lie there in the open");
        let none = Secrets::at(dir.path(), "s", Keeping::Passphrase, None);
        assert_eq!(none.err().map(|e| e.code), Some(Code::KeyringMissing), "without a passphrase the way out is named");
    }

    #[test]
    fn a_spare_key_is_read_back_as_people_type_it() {
        let key = DatabaseKey::from_bytes([0x5a; 32]);
        let words = key.words().expect("words");
        assert_eq!(words.len(), 24, "twenty-four words");
        let lines: Vec<String> = words.iter().enumerate().map(|(i, w)| format!("{}. {},", i + 1, w.to_uppercase())).collect();
        let typed = lines.join("\n");
        assert_eq!(DatabaseKey::from_words(&typed).expect("reads").hex(), key.hex(), "numbers, commas and capitals do not matter");
        let mut swapped = words.clone();
        swapped.swap(0, 1);
        let swapped = DatabaseKey::from_words(&swapped.join(" "));
        assert!(swapped.is_ok_and(|k| k.hex() == key.hex()) || words[0] != words[1], "two words changed round are noticed by the checksum");
        let error = DatabaseKey::from_words(&typed.replace(&words[2].to_uppercase(), "xylofone")).expect_err("refused");
        assert_eq!(error.code, Code::BadSpareKey, "a word that is none is named");
        assert!(error.about.contains_key("word"), "by its place");
        assert_eq!(
            DatabaseKey::from_words(&words[..12].join(" ")).err().map(|e| e.code),
            Some(Code::BadSpareKey),
            "half of it opens nothing"
        );
    }

    #[test]
    fn an_old_shop_never_gets_a_new_key() {
        let dir = tempfile::tempdir().expect("temp dir");
        let secrets = Secrets::at(dir.path(), "s", Keeping::Demo, None).expect("demo");
        assert_eq!(
            secrets.database_key(false).err().map(|e| e.code),
            Some(Code::KeyringMissing),
            "a lost key is a state, not a reason to overwrite"
        );
    }
}
