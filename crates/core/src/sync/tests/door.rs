//! How the marketplace in memory lets the workstation in: anybody, until it has granted a pair.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use futures_util::FutureExt;
use futures_util::stream::BoxStream;
use parking_lot::Mutex;
use rapport_protocol::{
    Capabilities, ChangesPage, Cursor, HistoryPage, HistoryToken, Operation, OperationOutcome,
    Picture, PictureId, Signal,
};
use tokio::sync::{Notify, oneshot};

use super::fake::FakeMarket;
use crate::sync::access::{AccountAccess, Connect, Granted, SignIn, SignInFault};
use crate::sync::market::{Event, FetchedPicture, Market, NewPicture, SyncError};

/// What becomes of a renewal.
pub(super) enum Renewal {
    /// It is granted, and the answer gets lost.
    GrantAndLose,
    /// It is granted, and the answer waits for this.
    GrantAndWait(Arc<Notify>),
    /// It is not granted.
    Fail(SyncError),
}

/// Who is let in.
#[derive(Default)]
pub(super) struct Door(Mutex<State>);

#[derive(Default)]
struct State {
    /// How many pairs were granted.
    number: u32,
    /// The access token that is taken; everybody's before the first pair.
    access: Option<String>,
    /// The refresh token that is taken.
    refresh: Option<String>,
    lasts: Option<Duration>,
    renewals: VecDeque<Renewal>,
    /// Every refresh token that was shown.
    shown: Vec<String>,
    given_back: Vec<String>,
    seller: Option<oneshot::Sender<Result<Granted, SignInFault>>>,
}

impl Door {
    /// How long pairs last from now on.
    pub(super) fn grants_for(&self, lasts: Duration) {
        self.0.lock().lasts = Some(lasts);
    }

    /// The access token is no longer taken.
    pub(super) fn closes(&self) {
        self.0.lock().access = Some("none".to_owned());
    }

    /// The refresh token is no longer taken.
    pub(super) fn forgets(&self) {
        self.0.lock().refresh = None;
        self.closes();
    }

    /// Decides what becomes of the next renewal that is not decided yet.
    pub(super) fn renews(&self, renewal: Renewal) {
        self.0.lock().renewals.push_back(renewal);
    }

    /// Every refresh token that was shown, in order.
    pub(super) fn shown(&self) -> Vec<String> {
        self.0.lock().shown.clone()
    }

    /// Every access token that was given back, in order.
    pub(super) fn given_back(&self) -> Vec<String> {
        self.0.lock().given_back.clone()
    }

    /// The seller agrees in the browser; gives whether anybody still listened.
    pub(super) fn agree(&self) -> bool {
        let granted = self.grant();
        self.answer(Ok(granted))
    }

    /// What else may come of a sign-in.
    pub(super) fn answer(&self, answer: Result<Granted, SignInFault>) -> bool {
        let seller = self.0.lock().seller.take();
        seller.is_some_and(|seller| seller.send(answer).is_ok())
    }

    fn grant(&self) -> Granted {
        let mut state = self.0.lock();
        state.number += 1;
        let (access, refresh) = (
            format!("accesscanary{}", state.number),
            format!("refreshcanary{}", state.number),
        );
        state.access = Some(access.clone());
        state.refresh = Some(refresh.clone());
        Granted {
            access,
            refresh: Some(refresh),
            lasts: state.lasts,
        }
    }

    fn lets_in(&self, token: &str) -> Result<(), SyncError> {
        let state = self.0.lock();
        let good = state.access.as_ref().is_none_or(|access| access == token);
        if good {
            Ok(())
        } else {
            Err(SyncError::Unauthorized)
        }
    }

    async fn renew(&self, access: &AccountAccess) -> Result<Granted, SyncError> {
        let shown = access
            .tokens
            .refresh
            .clone()
            .ok_or(SyncError::Unauthorized)?;
        let (renewal, good) = {
            let mut state = self.0.lock();
            state.shown.push(shown.clone());
            (
                state.renewals.pop_front(),
                state.refresh.as_ref() == Some(&shown),
            )
        };
        if let Some(Renewal::Fail(fault)) = renewal {
            return Err(fault);
        }
        if !good {
            return Err(SyncError::Unauthorized);
        }
        let granted = self.grant();
        match renewal {
            Some(Renewal::GrantAndLose) => return Err(SyncError::Unreachable { arrived: true }),
            Some(Renewal::GrantAndWait(until)) => until.notified().await,
            _ => {}
        }
        Ok(granted)
    }
}

/// Always leads to the same marketplace, through its door.
pub(super) struct FakeConnect {
    pub(super) market: Arc<FakeMarket>,
    pub(super) door: Arc<Door>,
}

#[async_trait]
impl Connect for FakeConnect {
    fn market(&self, access: &AccountAccess) -> Result<Arc<dyn Market>, SyncError> {
        Ok(Arc::new(Guest {
            market: Arc::clone(&self.market),
            door: Arc::clone(&self.door),
            token: access.tokens.access.clone(),
        }))
    }

    async fn sign_in(&self, _: &str) -> Result<SignIn, SyncError> {
        let (seller, answer) = oneshot::channel();
        self.door.0.lock().seller = Some(seller);
        let agreed = answer.map(|answer| answer.unwrap_or(Err(SignInFault::TooLate)));
        Ok(SignIn {
            url: "http://127.0.0.1:1/agree".to_owned(),
            agreed: agreed.boxed(),
        })
    }

    async fn renew(&self, access: &AccountAccess) -> Result<Granted, SyncError> {
        self.door.renew(access).await
    }

    async fn revoke(&self, access: &AccountAccess) -> Result<(), SyncError> {
        let token = access.tokens.access.clone();
        self.door.0.lock().given_back.push(token);
        Ok(())
    }
}

/// The marketplace as one token sees it.
struct Guest {
    market: Arc<FakeMarket>,
    door: Arc<Door>,
    token: String,
}

impl Guest {
    fn enter(&self) -> Result<&FakeMarket, SyncError> {
        self.door.lets_in(&self.token)?;
        Ok(&self.market)
    }
}

#[async_trait]
impl Market for Guest {
    async fn capabilities(&self) -> Result<Capabilities, SyncError> {
        self.enter()?.capabilities().await
    }

    async fn changes(&self, cursor: Option<&Cursor>, limit: u32) -> Result<ChangesPage, SyncError> {
        self.enter()?.changes(cursor, limit).await
    }

    async fn history(&self, before: &HistoryToken, limit: u32) -> Result<HistoryPage, SyncError> {
        self.enter()?.history(before, limit).await
    }

    async fn send(&self, operation: &Operation) -> Result<OperationOutcome, SyncError> {
        self.enter()?.send(operation).await
    }

    async fn store_picture(&self, picture: &NewPicture) -> Result<Picture, SyncError> {
        self.enter()?.store_picture(picture).await
    }

    async fn picture(&self, id: &PictureId) -> Result<FetchedPicture, SyncError> {
        self.enter()?.picture(id).await
    }

    async fn signal(&self, signal: &Signal) -> Result<(), SyncError> {
        self.enter()?.signal(signal).await
    }

    async fn events(
        &self,
        from: &Cursor,
    ) -> Result<BoxStream<'static, Result<Event, SyncError>>, SyncError> {
        self.enter()?.events(from).await
    }
}
