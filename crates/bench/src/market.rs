//! # A marketplace that has only years to tell
//!
//! It stands where a connector would, so that the real sync fills the store: the workstation asks
//! for pages of changes and absorbs them as it would absorb anybody's. It tells as many messages as
//! it is allowed to, and takes nothing: whatever the seller does stays in the outbox.

use std::collections::VecDeque;
use std::io::Cursor as Bytes;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use futures_util::StreamExt;
use futures_util::stream::BoxStream;
use image::{ImageFormat, Rgb, RgbImage};
use parking_lot::Mutex;
use rapport_bazaar::Dice;
use rapport_core::sync::access::{AccountAccess, Connect, Granted, SignIn};
use rapport_core::sync::market::{Event, FetchedPicture, Market, NewPicture, SyncError};
use rapport_protocol::{
    Capabilities, Change, ChangesPage, Cursor, HistoryPage, HistoryToken, Operation,
    OperationOutcome, Picture, PictureId, Signal,
};
use tokio::sync::watch;
use tokio_stream::wrappers::{IntervalStream, WatchStream};

use crate::years::{BadSize, Plan, Size, Years};

/// What the account can do: everything that there are screens for.
const CAPABILITIES: &str = r#"{
    "shop": "Jade & Clay", "push": true, "typing": true, "presence": true, "carts": true,
    "messages": { "send": true, "start": true, "maxChars": 2000, "links": true },
    "feedback": { "read": true, "leave": true, "maxChars": 500,
                  "reply": { "allowed": true, "once": true, "maxChars": 500 } },
    "orders": { "delta": true, "note": true, "confirm": true, "ship": true },
    "offers": { "incoming": true, "outgoing": true, "counter": true, "maxHours": 72 },
    "idempotency": { "keys": true, "days": 30 }
}"#;
/// How often the stream of hints gives a sign of life.
const BEAT: Duration = Duration::from_secs(15);
/// The size of a picture in pixels.
const PICTURE: (u32, u32) = (64, 48);

/// What the sync says when nobody is there.
const NOT_THERE: SyncError = SyncError::Unreachable { arrived: false };

/// The marketplace; cheap to clone.
#[derive(Debug, Clone)]
pub struct YearsMarket(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    told: Mutex<Told>,
    /// How many messages may be told.
    allowed: watch::Sender<usize>,
    /// How many the workstation has, as its cursor says.
    taken: watch::Sender<usize>,
}

#[derive(Debug)]
struct Told {
    size: Size,
    number: u64,
    years: Years,
    /// The changes of messages that were made ahead.
    ready: VecDeque<Vec<Change>>,
    /// How many messages were given.
    given: usize,
    last: Option<(usize, ChangesPage)>,
}

impl YearsMarket {
    /// A marketplace with those years, of which nothing may be told yet.
    ///
    /// # Errors
    /// [`BadSize`].
    pub fn new(size: Size, number: u64) -> Result<Self, BadSize> {
        Ok(Self(Arc::new(Inner {
            told: Mutex::new(Told {
                size,
                number,
                years: Years::new(size, number)?,
                ready: VecDeque::new(),
                given: 0,
                last: None,
            }),
            allowed: watch::Sender::new(0),
            taken: watch::Sender::new(0),
        })))
    }

    /// Looks at what happens when, and who is who.
    pub fn plan<T>(&self, look: impl FnOnce(&Plan) -> T) -> T {
        look(self.0.told.lock().years.plan())
    }

    /// Allows to tell the first so many messages, and hints that there is something.
    pub fn allow(&self, messages: usize) {
        self.0.allowed.send_replace(messages);
    }

    /// How many messages the workstation has, with everything that belongs to them, as far as its
    /// cursor says.
    pub fn taken(&self) -> watch::Receiver<usize> {
        self.0.taken.subscribe()
    }

    /// Makes the changes of the next so many messages ahead, so that nobody waits for their making,
    /// and gives how many changes these are.
    pub fn prepare(&self, messages: usize) -> usize {
        self.0.told.lock().prepare(messages)
    }

    /// Gives the changes of the messages that were made ahead, without telling them.
    pub fn prepared(&self) -> Vec<Change> {
        self.0.told.lock().ready.iter().flatten().cloned().collect()
    }
}

impl Told {
    fn prepare(&mut self, messages: usize) -> usize {
        while self.ready.len() < messages {
            let Some(changes) = self.years.next_message() else {
                break;
            };
            self.ready.push_back(changes);
        }
        self.ready.iter().map(Vec::len).sum()
    }

    /// Goes to where so many messages were given; years only run forward, so going back is to begin
    /// again.
    fn go_to(&mut self, messages: usize) -> Result<(), SyncError> {
        if messages < self.given {
            self.years = Years::new(self.size, self.number).map_err(|_| NOT_THERE)?;
            self.ready.clear();
            self.given = 0;
        }
        while self.given < messages {
            if self.ready.pop_front().is_none() && self.years.next_message().is_none() {
                return Err(SyncError::ExpiredCursor);
            }
            self.given += 1;
        }
        Ok(())
    }

    fn page(
        &mut self,
        from: usize,
        allowed: usize,
        limit: usize,
    ) -> Result<ChangesPage, SyncError> {
        let again = self
            .last
            .as_ref()
            .filter(|(of, _)| *of == from && from < self.given);
        if let Some((_, page)) = again {
            return Ok(page.clone());
        }
        self.go_to(from)?;
        let mut changes = Vec::with_capacity(limit + 8);
        while self.given < allowed && changes.len() < limit {
            let Some(more) = self.ready.pop_front().or_else(|| self.years.next_message()) else {
                break;
            };
            changes.extend(more);
            self.given += 1;
        }
        let page = ChangesPage {
            cursor: cursor(self.given),
            // Asked once more, it is known that what was given is committed.
            has_more: !changes.is_empty(),
            changes,
            history: None,
        };
        self.last = Some((from, page.clone()));
        Ok(page)
    }
}

fn cursor(messages: usize) -> Cursor {
    Cursor(messages.to_string())
}

#[async_trait]
impl Market for YearsMarket {
    async fn capabilities(&self) -> Result<Capabilities, SyncError> {
        serde_json::from_str(CAPABILITIES).map_err(|_| NOT_THERE)
    }

    async fn changes(&self, from: Option<&Cursor>, limit: u32) -> Result<ChangesPage, SyncError> {
        let Some(from) = from else {
            return Ok(ChangesPage {
                changes: Vec::new(),
                cursor: cursor(0),
                has_more: true,
                history: None,
            });
        };
        let from = from
            .as_str()
            .parse()
            .map_err(|_| SyncError::ExpiredCursor)?;
        self.0.taken.send_replace(from);
        let allowed = *self.0.allowed.borrow();
        self.0.told.lock().page(from, allowed, limit as usize)
    }

    async fn history(&self, _: &HistoryToken, _: u32) -> Result<HistoryPage, SyncError> {
        Err(SyncError::ExpiredCursor)
    }

    async fn send(&self, _: &Operation) -> Result<OperationOutcome, SyncError> {
        Err(SyncError::TooMany {
            retry_after: Some(Duration::from_hours(1)),
        })
    }

    async fn store_picture(&self, _: &NewPicture) -> Result<Picture, SyncError> {
        Err(SyncError::TooMany {
            retry_after: Some(Duration::from_hours(1)),
        })
    }

    async fn picture(&self, id: &PictureId) -> Result<FetchedPicture, SyncError> {
        let bytes = picture(id.as_str()).ok_or(SyncError::NotFound)?;
        Ok(FetchedPicture {
            media_type: "image/png".to_owned(),
            bytes,
        })
    }

    async fn signal(&self, _: &Signal) -> Result<(), SyncError> {
        Ok(())
    }

    async fn events(
        &self,
        _: &Cursor,
    ) -> Result<BoxStream<'static, Result<Event, SyncError>>, SyncError> {
        let beats = IntervalStream::new(tokio::time::interval(BEAT)).map(|_| Ok(Event::Beat));
        let hints = WatchStream::new(self.0.allowed.subscribe());
        let hints = hints.map(|allowed| Ok(Event::Changed(cursor(allowed))));
        Ok(futures_util::stream::select(beats, hints).boxed())
    }
}

#[async_trait]
impl Connect for YearsMarket {
    fn market(&self, _: &AccountAccess) -> Result<Arc<dyn Market>, SyncError> {
        Ok(Arc::new(self.clone()))
    }

    async fn sign_in(&self, _: &str) -> Result<SignIn, SyncError> {
        Err(SyncError::NotFound)
    }

    async fn renew(&self, _: &AccountAccess) -> Result<Granted, SyncError> {
        Err(NOT_THERE)
    }

    async fn revoke(&self, _: &AccountAccess) -> Result<(), SyncError> {
        Ok(())
    }
}

/// A picture of its own for every name: patches of a few colours, as PNG.
pub fn picture(name: &str) -> Option<Vec<u8>> {
    let number = name.bytes().fold(7_u64, |sum, byte| {
        sum.wrapping_mul(31).wrapping_add(byte.into())
    });
    let dice = Dice::new(number);
    let (width, height) = PICTURE;
    let patches = RgbImage::from_fn(width, height, |x, y| {
        let patch = dice.part(u64::from(x / 8 * 64 + y / 8)).any();
        let grain = dice.part(u64::from(x * 64 + y) + 4_096).any() % 24;
        let colour = |shift: u64| (90 + (patch >> shift) % 120 + grain) as u8;
        Rgb([colour(0), colour(8), colour(16)])
    });
    let mut bytes = Bytes::new(Vec::new());
    patches.write_to(&mut bytes, ImageFormat::Png).ok()?;
    Some(bytes.into_inner())
}
