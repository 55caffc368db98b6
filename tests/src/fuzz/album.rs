//! The pictures that desks bring to a marketplace, ahead of the replies that show them.

use std::collections::BTreeMap;

use rapport_core::sync::market::{NewPicture, SyncError};
use rapport_protocol::{Body, Open, Picture};

/// What was brought.
#[derive(Default)]
pub(super) struct Album {
    pictures: BTreeMap<String, Picture>,
    brought: usize,
}

impl Album {
    /// Stores a picture: under its key, or under another name each time where keys are not known.
    pub(super) fn store(&mut self, picture: &NewPicture, keys: bool) -> Picture {
        self.brought += 1;
        let id = if keys {
            format!("picture {}", picture.key)
        } else {
            format!("picture {}", self.brought)
        };
        let stored = Picture {
            id: id.clone().into(),
            media_type: picture.media_type.clone(),
            width: 1,
            height: 1,
            bytes: picture.bytes.len() as u64,
        };
        self.pictures.insert(id, stored.clone());
        stored
    }

    /// What a reply says, unless it shows what was never brought.
    pub(super) fn shown(&self, sent: &Open<Body>) -> Result<Body, SyncError> {
        let Open::Known(body) = sent else {
            return Err(SyncError::NotFound);
        };
        if let Body::Picture(shown) = body {
            for picture in shown.pictures() {
                if self.pictures.get(picture.id.as_str()) != Some(picture) {
                    return Err(SyncError::Refused {
                        detail: format!("There is no picture {:?}.", picture.id),
                    });
                }
            }
        }
        Ok(body.clone())
    }
}

/// What a message says, with how many pictures it shows.
pub(super) fn told(body: &Open<Body>) -> String {
    match body {
        Open::Known(Body::Text(body)) => body.text.clone(),
        Open::Known(Body::Picture(body)) => {
            format!("{} +{}", body.caption, body.pictures().count())
        }
        _ => String::new(),
    }
}
