//! The screen as it looks from outside: what stands in a part of it, and since when.
//!
//! The X server says when something was drawn (its DAMAGE extension), so nothing is polled and the
//! looking costs the measured program nothing while it works.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use x11rb::connection::Connection;
use x11rb::protocol::Event;
use x11rb::protocol::damage::{self, ConnectionExt as _};
use x11rb::protocol::xproto::{ConnectionExt as _, ImageFormat, Window};
use x11rb::rust_connection::RustConnection;

/// A part of the screen, in pixels.
#[derive(Debug, Clone, Copy)]
pub(super) struct Region {
    pub(super) x: i16,
    pub(super) y: i16,
    pub(super) width: u16,
    pub(super) height: u16,
}

/// The pixels of a region.
pub(super) type Look = Vec<u8>;

/// Whether two looks are the same to the eye: the web view smooths the edges of a picture in more than
/// one way, so one pixel of five hundred may differ.
fn alike(one: &Look, other: &Look) -> bool {
    let pixels = || one.chunks(4).zip(other.chunks(4));
    let differ = pixels().filter(|(one, other)| one != other).count();
    one.len() == other.len() && differ * 500 <= one.len() / 4
}

/// The screen that `DISPLAY` names.
#[derive(Debug)]
pub(super) struct Screen {
    x: RustConnection,
    root: Window,
    damage: damage::Damage,
}

impl Screen {
    /// Connects to the screen.
    pub(super) fn open() -> Result<Self> {
        let (x, number) = x11rb::connect(None).context("there is no X screen")?;
        let root = x.setup().roots.get(number).context("no such screen")?.root;
        x.damage_query_version(1, 1)?.reply()?;
        let damage = x.generate_id()?;
        x.damage_create(damage, root, damage::ReportLevel::NON_EMPTY)?
            .check()?;
        Ok(Self { x, root, damage })
    }

    /// What stands in the region now.
    pub(super) fn look(&self, at: Region) -> Result<Look> {
        let all = u32::MAX;
        let image = self
            .x
            .get_image(
                ImageFormat::Z_PIXMAP,
                self.root,
                at.x,
                at.y,
                at.width,
                at.height,
                all,
            )?
            .reply()
            .context("the screen is too small for the window")?;
        Ok(image.data)
    }

    /// Waits until the region looks otherwise than it did and then rests for so long.
    pub(super) fn settles(
        &self,
        at: Region,
        before: &Look,
        rest: Duration,
        limit: Duration,
    ) -> Result<Look> {
        let began = Instant::now();
        let (mut last, mut since) = (before.clone(), began);
        while began.elapsed() < limit {
            if self.drawn()? {
                let now = self.look(at)?;
                if now != last {
                    (last, since) = (now, Instant::now());
                }
            }
            if last != *before && since.elapsed() > rest {
                return Ok(last);
            }
        }
        bail!("the window did not come to rest in {limit:?}")
    }

    /// Waits until the region looks like this.
    pub(super) fn shows(&self, at: Region, look: &Look, limit: Duration) -> Result<Instant> {
        self.becomes(at, limit, |now| alike(now, look))
    }

    /// Waits until the region no longer looks like this.
    pub(super) fn forgets(&self, at: Region, look: &Look, limit: Duration) -> Result<Instant> {
        self.becomes(at, limit, |now| !alike(now, look))
    }

    fn becomes(
        &self,
        at: Region,
        limit: Duration,
        wanted: impl Fn(&Look) -> bool,
    ) -> Result<Instant> {
        let began = Instant::now();
        let mut look = true;
        while began.elapsed() < limit {
            if look && wanted(&self.look(at)?) {
                return Ok(Instant::now());
            }
            look = self.drawn()?;
        }
        bail!("waited {limit:?} for what stands on the screen")
    }

    /// Whether something was drawn since this was last asked; waits a moment where nothing was.
    fn drawn(&self) -> Result<bool> {
        let mut drawn = false;
        while let Some(event) = self.x.poll_for_event()? {
            drawn |= matches!(event, Event::DamageNotify(_));
        }
        if drawn {
            let none = x11rb::NONE;
            self.x.damage_subtract(self.damage, none, none)?.check()?;
        } else {
            std::thread::sleep(Duration::from_millis(1));
        }
        Ok(drawn)
    }
}
