//! Who may sign in on a page: whoever knows the password, or, with open doors, anybody as anyone.

use argon2::Argon2;
use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use rapport_protocol::ProblemKind;
use tokio::sync::Semaphore;

use crate::bazaar::Bazaar;
use crate::error::{Error, Result};
use crate::store::{Role, random, sessions};

/// The shortest password that is taken, in Unicode scalar values.
const SHORTEST: usize = 8;

/// The longest, in bytes: hashing more would only cost time.
const LONGEST: usize = 1024;

/// How many passwords are looked at in the same moment.
static TURNS: Semaphore = Semaphore::const_new(2);

impl Bazaar {
    /// Sets what a seller or buyer signs in with. They are signed out everywhere.
    pub fn set_password(&self, role: Role, id: &str, password: &str) -> Result<()> {
        if password.chars().count() < SHORTEST || password.len() > LONGEST {
            let detail = format!("A password has at least {SHORTEST} characters.");
            return Err(Error::refused(ProblemKind::Invalid, detail));
        }
        let phc = hash(password)?;
        self.commit(|tx| sessions::set_password(tx, (role, id), &phc, self.now()))
    }

    /// The id of whoever may come in under this name (or id) with this password.
    pub(crate) async fn admit(
        &self,
        role: Role,
        named: String,
        password: String,
    ) -> Result<Option<String>> {
        let open = self.rules().open_doors;
        let (found, phc) = self
            .read(move |tx| {
                let found = sessions::find(tx, role, &named)?;
                let phc = match &found {
                    Some(id) => sessions::password(tx, role, id)?,
                    None => None,
                };
                Ok((found, phc))
            })
            .await?;
        if open {
            return Ok(found);
        }
        // Slow and large on purpose: not on a thread that answers requests, and few at a time.
        let turn = TURNS.acquire().await;
        let _turn = turn.map_err(|fault| Error::System(fault.to_string()))?;
        let good = tokio::task::spawn_blocking(move || matches(phc.as_deref(), &password)).await;
        let good = good.map_err(|fault| Error::System(fault.to_string()))??;
        Ok(found.filter(|_| good))
    }
}

fn hash(password: &str) -> Result<String> {
    let salt = SaltString::encode_b64(&random::<16>()?).map_err(failed)?;
    let hashed = Argon2::default().hash_password(password.as_bytes(), &salt);
    Ok(hashed.map_err(failed)?.to_string())
}

fn matches(phc: Option<&str>, password: &str) -> Result<bool> {
    if password.len() > LONGEST {
        return Ok(false);
    }
    let Some(phc) = phc else {
        // As long as for somebody who exists: the time must not tell who does.
        hash(password)?;
        return Ok(false);
    };
    let phc = PasswordHash::new(phc).map_err(failed)?;
    Ok(Argon2::default()
        .verify_password(password.as_bytes(), &phc)
        .is_ok())
}

fn failed(fault: argon2::password_hash::Error) -> Error {
    Error::System(fault.to_string())
}
