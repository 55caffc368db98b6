//! The pages on which a seller lets a workstation in.

use maud::{Markup, html};

use crate::web::frame::{self, Sheet};
use crate::words::Language;

/// A page without a way into the shop: a seller looks at it for a moment only.
pub(super) fn sheet(language: Language, open_doors: bool, content: &Markup) -> Markup {
    frame::sheet(&Sheet {
        language,
        title: language.words().agree.sign_in_title,
        open_doors,
        nav: None,
        content: &html! { section.narrow { (content) } },
    })
}

/// Asks for name and password; tells that they were wrong when there is a name that was tried.
pub(super) fn sign_in(language: Language, form_token: &str, tried: Option<&str>) -> Markup {
    let (words, door) = (&language.words().agree, &language.words().door);
    html! {
        h1 { (words.sign_in_title) }
        p { (words.sign_in_reason) }
        @if tried.is_some() { (frame::notice(door.not_known)) }
        form.stack method="post" {
            (frame::token(form_token))
            label for="name" { (door.name) }
            input #name name="name" value=[tried] autocomplete="username" required autofocus;
            label for="password" { (door.password) }
            input #password name="password" type="password" autocomplete="current-password" required;
            button.primary name="step" value="sign-in" { (door.sign_in) }
        }
    }
}

/// With open doors: lets a seller say which shop is theirs.
pub(super) fn choose(language: Language, form_token: &str, shops: &[(String, String)]) -> Markup {
    let words = &language.words().agree;
    html! {
        h1 { (words.sign_in_title) }
        p { (words.which_shop) }
        form.people method="post" {
            (frame::token(form_token))
            input type="hidden" name="step" value="sign-in";
            @for (id, name) in shops {
                button.person name="name" value=(id) {
                    (frame::face(name, None)) span { (name) }
                }
            }
        }
    }
}

/// Asks the seller to agree.
pub(super) fn agree(language: Language, form_token: &str, shop: &str) -> Markup {
    let words = &language.words().agree;
    html! {
        h1 { ((words.title)(shop)) }
        p { (words.asks) }
        ul { @for may in words.may { li { (may) } } }
        p.quiet { (words.until) }
        form.row method="post" {
            (frame::token(form_token))
            button.primary name="step" value="agree" { (words.yes) }
            button name="step" value="refuse" { (words.no) }
            button.link name="step" value="leave" { (words.somebody_else) }
        }
    }
}

/// Says why a request cannot be agreed to.
pub(super) fn unusable(language: Language, why: &str) -> Markup {
    html! {
        h1 { (language.words().agree.unusable_title) }
        p { (why) }
    }
}
