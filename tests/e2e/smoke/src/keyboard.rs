//! A hand on the keyboard: the X server makes the events (its XTEST extension), as if a key went down.

use std::collections::HashMap;

use anyhow::{Context, Result};
use x11rb::connection::Connection;
use x11rb::protocol::xproto::{
    ConnectionExt as _, InputFocus, KEY_PRESS_EVENT, KEY_RELEASE_EVENT, Keycode, MapState, Window,
};
use x11rb::protocol::xtest::ConnectionExt as _;
use x11rb::rust_connection::RustConnection;

/// The Enter key.
pub const ENTER: char = '\r';
/// The Escape key.
pub const ESCAPE: char = '\u{1b}';

/// The left Control key, by its name in the X protocol.
const CONTROL: u32 = 0xffe3;

/// The keyboard of the screen that `DISPLAY` names.
#[derive(Debug)]
pub struct Keyboard {
    x: RustConnection,
    root: Window,
    codes: HashMap<u32, Keycode>,
}

impl Keyboard {
    /// Takes the keyboard, and learns which key makes which sign.
    pub fn take() -> Result<Self> {
        let (x, number) = x11rb::connect(None).context("there is no X screen")?;
        let setup = x.setup();
        let root = setup.roots.get(number).context("no such screen")?.root;
        let (first, last) = (setup.min_keycode, setup.max_keycode);
        let map = x.get_keyboard_mapping(first, last - first + 1)?.reply()?;
        let per_key = usize::from(map.keysyms_per_keycode).max(1);
        let unshifted = map.keysyms.chunks(per_key).map(|it| it.first().copied());
        let codes = (first..=last)
            .zip(unshifted)
            .filter_map(|(code, sign)| Some((sign?, code)))
            .collect();
        Ok(Self { x, root, codes })
    }

    /// The windows that are on the screen, each with its area.
    fn shown(&self) -> Result<Vec<(u32, Window)>> {
        let mut shown = Vec::new();
        for window in self.x.query_tree(self.root)?.reply()?.children {
            // One that has gone meanwhile is not shown.
            let Ok(state) = self.x.get_window_attributes(window)?.reply() else {
                continue;
            };
            let Ok(size) = self.x.get_geometry(window)?.reply() else {
                continue;
            };
            if state.map_state == MapState::VIEWABLE {
                shown.push((u32::from(size.width) * u32::from(size.height), window));
            }
        }
        Ok(shown)
    }

    /// How many windows are on the screen.
    ///
    /// # Errors
    /// What the X server says.
    pub fn windows(&self) -> Result<usize> {
        Ok(self.shown()?.len())
    }

    /// Gives the keys to the largest window, as a window manager would.
    ///
    /// # Errors
    /// When there is none, or what the X server says.
    pub fn to_the_window(&self) -> Result<()> {
        let largest = self.shown()?.into_iter().max_by_key(|(area, _)| *area);
        let (_, window) = largest.context("there is no window on the screen")?;
        let now = x11rb::CURRENT_TIME;
        self.x
            .set_input_focus(InputFocus::PARENT, window, now)?
            .check()?;
        Ok(())
    }

    /// Presses the key that makes this sign, and lets it go.
    pub fn press(&self, sign: char) -> Result<()> {
        let code = self.code(sign)?;
        self.make(&[(KEY_PRESS_EVENT, code), (KEY_RELEASE_EVENT, code)])
    }

    /// Presses the key that makes this sign while Control is held.
    pub fn press_with_control(&self, sign: char) -> Result<()> {
        let (control, code) = (self.key(CONTROL)?, self.code(sign)?);
        self.make(&[
            (KEY_PRESS_EVENT, control),
            (KEY_PRESS_EVENT, code),
            (KEY_RELEASE_EVENT, code),
            (KEY_RELEASE_EVENT, control),
        ])
    }

    fn code(&self, sign: char) -> Result<Keycode> {
        // Signs of Latin 1 are their own names, control signs lie in a page of their own.
        let name = match sign {
            control if control.is_ascii_control() => 0xff00 + u32::from(control),
            other => u32::from(other),
        };
        self.key(name).with_context(|| format!("{sign:?}"))
    }

    fn key(&self, name: u32) -> Result<Keycode> {
        let code = self.codes.get(&name).copied();
        code.with_context(|| format!("no key makes the sign {name:#x}"))
    }

    fn make(&self, events: &[(u8, Keycode)]) -> Result<()> {
        for &(event, code) in events {
            self.x
                .xtest_fake_input(event, code, 0, self.root, 0, 0, 0)?;
        }
        self.x.flush()?;
        Ok(())
    }
}
