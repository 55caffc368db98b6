//! Pictures: their bytes, which travel on their own, and their real size.

use std::io::Cursor;

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use image::{ImageFormat, ImageReader};
use rapport_protocol::{Picture, ProblemKind};
use utoipa::ToSchema;

use crate::auth::Caller;
use crate::bazaar::Bazaar;
use crate::error::{Error, Result};
use crate::extract::{Named, Raw, media_type};
use crate::problem::{ReadingOne, Storing};
use crate::store;

/// The formats that are taken.
pub(crate) const MEDIA_TYPES: [(ImageFormat, &str); 3] = [
    (ImageFormat::Png, "image/png"),
    (ImageFormat::Jpeg, "image/jpeg"),
    (ImageFormat::WebP, "image/webp"),
];

/// The bytes of a picture, as they are.
#[derive(Debug, ToSchema)]
#[schema(value_type = String, format = Binary)]
#[expect(
    dead_code,
    reason = "only describes, for the document, what is sent as bytes"
)]
pub(crate) struct PictureBytes(Vec<u8>);

/// What a picture's own bytes say about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Looks {
    media_type: &'static str,
    width: u32,
    height: u32,
}

impl Looks {
    /// Media type, width and height.
    pub(crate) fn described(&self) -> (&str, u32, u32) {
        (self.media_type, self.width, self.height)
    }
}

/// Reads a picture's format and size from its bytes, whatever the caller says.
pub(crate) fn inspect(content: &[u8]) -> Result<Looks> {
    let unreadable = || {
        Error::refused(
            ProblemKind::Refused,
            "These bytes are not a PNG, JPEG or WebP picture.",
        )
    };
    let reader = ImageReader::new(Cursor::new(content)).with_guessed_format();
    let reader = reader.map_err(|fault| Error::System(fault.to_string()))?;
    let format = reader.format().ok_or_else(unreadable)?;
    let (_, media_type) = MEDIA_TYPES
        .into_iter()
        .find(|(known, _)| *known == format)
        .ok_or_else(unreadable)?;
    let (width, height) = reader.into_dimensions().map_err(|_| unreadable())?;
    Ok(Looks {
        media_type,
        width,
        height,
    })
}

/// Sends a picture to whoever may see it.
#[utoipa::path(
    get, path = "/v1/pictures/{id}", operation_id = "picture", tag = "pictures",
    params(("id" = String, Path, description = "The picture")),
    security(("bearer" = [])),
    responses(
        (status = 200, description = "The bytes", content(
            (PictureBytes = "image/png"), (PictureBytes = "image/jpeg"), (PictureBytes = "image/webp"),
        )),
        ReadingOne,
    ),
)]
pub(crate) async fn picture(
    State(bazaar): State<Bazaar>,
    caller: Caller,
    Named(id): Named,
) -> Result<Response> {
    let (media_type, content) = bazaar
        .read(move |tx| store::pictures::content(tx, &caller, &id))
        .await?;
    let headers = [
        (header::CONTENT_TYPE, media_type.as_str()),
        (header::CACHE_CONTROL, "private, no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    Ok((headers, Body::from(content)).into_response())
}

/// Takes a picture, to be shown by a message that follows.
///
/// It is stored first; the message then names it as this answer does, and only who stored it can send
/// it. A picture that no message shows within a day is forgotten.
///
/// With an idempotency key, the same picture under the same key is stored once and called the same,
/// also when it is brought again after it was forgotten; each time its day begins anew. Another
/// picture under a key that stands for one is refused.
#[utoipa::path(
    post, path = "/v1/pictures", operation_id = "storePicture", tag = "pictures",
    params((
        "Idempotency-Key" = Option<String>, Header,
        min_length = 1, max_length = 64, pattern = "^[A-Za-z0-9-]+$",
        description = "1 to 64 letters, digits or hyphens that stand for this picture",
    )),
    request_body(content(
        (PictureBytes = "image/png"), (PictureBytes = "image/jpeg"), (PictureBytes = "image/webp"),
    )),
    security(("bearer" = [])),
    responses((status = 201, description = "The stored picture", body = Picture), Storing),
)]
pub(crate) async fn store_picture(
    State(bazaar): State<Bazaar>,
    caller: Caller,
    headers: HeaderMap,
    Raw(content): Raw,
) -> Result<(StatusCode, Json<Picture>)> {
    let sent_as = media_type(&headers).unwrap_or_default();
    if !MEDIA_TYPES.iter().any(|(_, name)| *name == sent_as) {
        let detail = "A picture is image/png, image/jpeg or image/webp.";
        return Err(Error::refused(ProblemKind::UnsupportedMediaType, detail));
    }
    if content.len() > bazaar.rules().max_picture_bytes {
        return Err(Error::refused(
            ProblemKind::TooLarge,
            "The picture is too large.",
        ));
    }
    let looks = inspect(&content)?;
    if looks.media_type != sent_as {
        let detail = format!("This was sent as {sent_as} and is {}.", looks.media_type);
        return Err(Error::refused(ProblemKind::Refused, detail));
    }
    let key = upload_key(&headers)?.filter(|_| bazaar.rules().idempotency);
    let now = bazaar.now();
    let stored = bazaar.write(move |tx| {
        let by = (caller.id.as_str(), key.as_deref());
        store::pictures::bring(tx, by, looks.described(), &content, now)
    });
    Ok((StatusCode::CREATED, Json(stored.await?)))
}

/// The key that a picture comes under, where there is one.
fn upload_key(headers: &HeaderMap) -> Result<Option<String>> {
    let Some(value) = headers.get("idempotency-key") else {
        return Ok(None);
    };
    let sound = |key: &&str| {
        (1..=64).contains(&key.len())
            && key
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    let detail = "A picture's key is 1 to 64 letters, digits or hyphens.";
    let key = value.to_str().ok().filter(sound);
    let key = key.ok_or_else(|| Error::refused(ProblemKind::Invalid, detail))?;
    Ok(Some(key.to_owned()))
}
