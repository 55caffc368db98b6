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
pub(super) const ENTER: char = '\r';
/// The Escape key.
pub(super) const ESCAPE: char = '\u{1b}';

/// The keyboard of the screen that `DISPLAY` names.
#[derive(Debug)]
pub(crate) struct Keyboard {
    x: RustConnection,
    root: Window,
    codes: HashMap<u32, Keycode>,
}

impl Keyboard {
    /// Takes the keyboard, and learns which key makes which sign.
    pub(crate) fn take() -> Result<Self> {
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

    /// Gives the keys to the largest window, as a window manager would.
    pub(crate) fn to_the_window(&self) -> Result<()> {
        let mut largest: Option<(u32, Window)> = None;
        for window in self.x.query_tree(self.root)?.reply()?.children {
            let shown = self.x.get_window_attributes(window)?.reply()?.map_state;
            let size = self.x.get_geometry(window)?.reply()?;
            let area = u32::from(size.width) * u32::from(size.height);
            if shown == MapState::VIEWABLE && largest.is_none_or(|(most, _)| area > most) {
                largest = Some((area, window));
            }
        }
        let (_, window) = largest.context("there is no window on the screen")?;
        let now = x11rb::CURRENT_TIME;
        self.x
            .set_input_focus(InputFocus::PARENT, window, now)?
            .check()?;
        Ok(())
    }

    /// Presses the key that makes this sign, and lets it go.
    pub(super) fn press(&self, sign: char) -> Result<()> {
        // Signs of Latin 1 are their own names, control signs lie in a page of their own.
        let name = match sign {
            control if control.is_ascii_control() => 0xff00 + u32::from(control),
            other => u32::from(other),
        };
        let code = self.codes.get(&name).copied();
        let code = code.with_context(|| format!("no key makes {sign:?}"))?;
        for event in [KEY_PRESS_EVENT, KEY_RELEASE_EVENT] {
            self.x
                .xtest_fake_input(event, code, 0, self.root, 0, 0, 0)?;
        }
        self.x.flush()?;
        Ok(())
    }
}
