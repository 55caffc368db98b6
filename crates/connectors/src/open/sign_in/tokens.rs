//! The token endpoint: a code or a refresh token becomes a pair, and a pair is given back.

use http::StatusCode;
use http::header::CONTENT_TYPE;
use oauth2::basic::{
    BasicClient, BasicErrorResponseType, BasicRequestTokenError, BasicTokenResponse, BasicTokenType,
};
use oauth2::url::form_urlencoded;
use oauth2::{
    AuthorizationCode, ClientId, HttpRequest, HttpResponse, PkceCodeVerifier, RedirectUrl,
    RefreshToken, RequestTokenError, TokenResponse, TokenUrl,
};
use rapport_core::sync::access::{AccountAccess, Granted};
use rapport_core::sync::market::SyncError;
use rapport_protocol::oauth::CLIENT_ID;
use reqwest::{Client, Request, RequestBuilder};

use super::metadata::{self, Endpoints};
use crate::open::{REQUEST_TIMEOUT, address, answer, client, refused};

/// The longest answer that is read.
const MAX_BYTES: usize = 64 * 1024;
/// The longest explanation that is kept.
const MAX_DETAIL_CHARS: usize = 300;

/// Trades the code for the first pair.
pub(super) async fn exchange(
    http: &Client,
    endpoints: &Endpoints,
    redirect: RedirectUrl,
    code: String,
    verifier: PkceCodeVerifier,
) -> Result<Granted, SyncError> {
    let answer = BasicClient::new(ClientId::new(CLIENT_ID.to_owned()))
        .set_token_uri(TokenUrl::from_url(endpoints.token.clone()))
        .set_redirect_uri(redirect)
        .exchange_code(AuthorizationCode::new(code))
        .set_pkce_verifier(verifier)
        .request_async(&|request| send(http.clone(), request))
        .await;
    granted(&answer.map_err(fault)?)
}

/// Trades the refresh token for the next pair.
pub(crate) async fn renew(access: &AccountAccess) -> Result<Granted, SyncError> {
    let Some(refresh) = &access.tokens.refresh else {
        return Err(SyncError::Unauthorized);
    };
    let (http, endpoints) = endpoints(access).await?;
    let answer = BasicClient::new(ClientId::new(CLIENT_ID.to_owned()))
        .set_token_uri(TokenUrl::from_url(endpoints.token))
        .exchange_refresh_token(&RefreshToken::new(refresh.clone()))
        .request_async(&|request| send(http.clone(), request))
        .await;
    granted(&answer.map_err(fault)?)
}

/// Gives the pair back (RFC 7009), the one that lasts longer first.
///
/// By hand, because the library revokes over https alone and the demo's marketplace is on loopback.
pub(crate) async fn revoke(access: &AccountAccess) -> Result<(), SyncError> {
    let (http, endpoints) = endpoints(access).await?;
    let tokens = &access.tokens;
    let refresh = tokens.refresh.iter().map(|it| ("refresh_token", it));
    for (hint, token) in refresh.chain([("access_token", &tokens.access)]) {
        let form = form_urlencoded::Serializer::new(String::new())
            .append_pair("token", token)
            .append_pair("token_type_hint", hint)
            .append_pair("client_id", CLIENT_ID)
            .finish();
        let request = http
            .post(endpoints.revocation.clone())
            .timeout(REQUEST_TIMEOUT)
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(form);
        answer::of(request).await?;
    }
    Ok(())
}

/// Asks anew each time: it is rare, and a marketplace may move its endpoints.
async fn endpoints(access: &AccountAccess) -> Result<(Client, Endpoints), SyncError> {
    let base = address::parse(&access.base_url)?;
    let http = client(&base)?;
    let endpoints = metadata::ask(&http, &base).await?;
    Ok((http, endpoints))
}

/// Carries a request of the library's; what is no answer of a token endpoint ends here.
async fn send(http: Client, request: HttpRequest) -> Result<HttpResponse, SyncError> {
    let request =
        Request::try_from(request).map_err(|_| refused("The request cannot be written."))?;
    let request = RequestBuilder::from_parts(http, request).timeout(REQUEST_TIMEOUT);
    let response = answer::any(request).await?;
    let status = response.status();
    let says_why = matches!(status, StatusCode::BAD_REQUEST | StatusCode::UNAUTHORIZED);
    let response = if says_why {
        response
    } else {
        answer::good(response).await?
    };
    let mut read = HttpResponse::new(answer::bytes(response, MAX_BYTES).await?);
    *read.status_mut() = status;
    Ok(read)
}

fn granted(answer: &BasicTokenResponse) -> Result<Granted, SyncError> {
    if *answer.token_type() != BasicTokenType::Bearer {
        return Err(refused("The marketplace grants tokens of another kind."));
    }
    Ok(Granted {
        access: answer.access_token().secret().clone(),
        refresh: answer.refresh_token().map(|it| it.secret().clone()),
        lasts: answer.expires_in(),
    })
}

/// What a failed answer means. The library's own words would quote the answer.
fn fault(fault: BasicRequestTokenError<SyncError>) -> SyncError {
    use BasicErrorResponseType::{InvalidClient, InvalidGrant, UnauthorizedClient};
    match fault {
        RequestTokenError::Request(fault) => fault,
        RequestTokenError::ServerResponse(answer) => match answer.error() {
            InvalidGrant | InvalidClient | UnauthorizedClient => SyncError::Unauthorized,
            _ => {
                let says = answer.error_description().map_or("", String::as_str);
                refused(&says.chars().take(MAX_DETAIL_CHARS).collect::<String>())
            }
        },
        RequestTokenError::Parse(..) | RequestTokenError::Other(_) => SyncError::Unreadable {
            detail: "the answer holds no tokens".to_owned(),
        },
    }
}
