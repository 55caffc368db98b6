//! What the browser shows when it has brought the answer back.
//!
//! It cannot know who reads it, so it speaks both languages. It takes the code out of the address, so
//! that the browser's history keeps none.

/// The page; it loads nothing.
pub(super) const DONE: &str = "<!doctype html>
<html lang=\"en\">
<meta charset=\"utf-8\">
<meta name=\"viewport\" content=\"width=device-width\">
<title>Rapport</title>
<style>
  :root { color-scheme: light dark; font: 1.1rem/1.6 system-ui, sans-serif; }
  body { max-width: 26rem; margin: 20vh auto 0; padding: 0 1.5rem; }
  h1 { font-size: 1.4rem; }
</style>
<h1>Back to Rapport</h1>
<p>You can close this window. Rapport goes on by itself.</p>
<p lang=\"zh-CN\">可以关闭此窗口了，Rapport 会自行继续。</p>
<script>history.replaceState(null,'',location.pathname)</script>
</html>
";

/// What is said to whoever asks for anything else.
pub(super) const NOTHING: &str = "<!doctype html>
<html lang=\"en\">
<meta charset=\"utf-8\">
<title>Rapport</title>
<p>There is nothing here.</p>
<p lang=\"zh-CN\">这里没有内容。</p>
</html>
";

/// The page may run its one script and use its own style, and nothing from anywhere.
pub(super) const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; \
    script-src 'sha256-UBodp8UhLR9ASBc1PNRKcs3r2CjAFWxCbrUGPN7u1jo='; frame-ancestors 'none'; base-uri 'none'";

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::prelude::BASE64_STANDARD;
    use sha2::{Digest, Sha256};

    use super::*;

    #[test]
    fn the_policy_knows_the_pages_script() {
        let script = DONE.split_once("<script>").unwrap().1;
        let script = script.split_once("</script>").unwrap().0;
        let hash = BASE64_STANDARD.encode(Sha256::digest(script));
        assert!(POLICY.contains(&format!("'sha256-{hash}'")), "{hash}");
        assert_eq!(DONE.matches("<script").count(), 1);
    }
}
