//! What turns strangers into regulars, on the real window and without a network: an answer to a
//! rating, a note about a person, what they allow, a promise that is kept, our commitments.

use std::time::Instant;

use anyhow::{Context, Result};
use rapport_smoke::page;
use rapport_smoke::window::Window;

use crate::{STORY, Steps};

/// What the seller answers to the rating.
const ANSWER: &str = "Thank you, both of you. Oil them in spring.";

impl Steps<'_> {
    /// Answers, notes and promises, while nobody can be reached.
    pub(crate) async fn regulars(&mut self) -> Result<()> {
        let window = self.window;
        let begun = Instant::now();
        let answered = answer(window).await;
        self.step("a rating answered", begun, answered).await?;

        let begun = Instant::now();
        let noted = note(window).await;
        self.step("a page of their own", begun, noted).await?;

        let begun = Instant::now();
        let allowed = allow(window).await;
        self.step("a permission", begun, allowed).await?;

        let begun = Instant::now();
        let promised = promise(window).await;
        self.step("a promise", begun, promised).await?;

        let begun = Instant::now();
        let kept = async {
            window.click(page::PROMISES).await?;
            window.find_saying(page::LINE, "care card").await?;
            window.press(page::LINE, "Kept").await?;
            window.find_saying(page::HEADER, "kept in time").await?;
            Ok(())
        };
        self.step("a promise kept", begun, kept.await).await?;

        let begun = Instant::now();
        let looked = commitments(window).await;
        self.step("our commitments", begun, looked).await
    }

    /// What was answered has arrived.
    pub(crate) async fn answered(&mut self) -> Result<()> {
        let window = self.window;
        window.click(page::FEEDBACK).await?;
        window.press(page::TAB, "All").await?;
        let line = line_of(window).await?;
        window
            .find_saying(&format!("{line} article"), ANSWER)
            .await?;
        window.gone(&format!("{line} {}", page::OUTBOX)).await
    }
}

/// The line of the ledger in which the buyer of the story rates the shop.
async fn line_of(window: &Window) -> Result<String> {
    let line = window
        .find_saying(page::RATING, "two happy brothers")
        .await?;
    let id = line.attr("data-feedback").await?;
    let id = id.context("a line of the ledger has no name")?;
    Ok(format!("[data-feedback='{id}']"))
}

async fn answer(window: &Window) -> Result<()> {
    window.click(page::FEEDBACK).await?;
    let line = line_of(window).await?;
    window.press(&line, "Answer").await?;
    window
        .type_into(&format!("{line} textarea"), ANSWER)
        .await?;
    window.press(&line, "Answer").await?;
    let leaving = format!("{line} {}", page::OUTBOX);
    window.find_saying(&leaving, ANSWER).await?;
    Ok(())
}

async fn note(window: &Window) -> Result<()> {
    window.click(page::PEOPLE).await?;
    window.type_into(page::FIND_PERSON, STORY).await?;
    window
        .find_saying(page::FOUND_PERSON, STORY)
        .await?
        .click()
        .await?;
    window.find_saying(page::PERSON_PAGE, STORY).await?;
    let field = format!("{} textarea", page::PERSON_PAGE);
    window
        .type_into(&field, "Has a brother; both like it plain.")
        .await?;
    window.press(page::PERSON_PAGE, "Add the note").await?;
    window
        .find_saying(page::NOTE_LINE, "both like it plain")
        .await?;
    Ok(())
}

async fn allow(window: &Window) -> Result<()> {
    window.press(page::PERSON_PAGE, "Grant…").await?;
    let evidence = format!("{} textarea:nth-of-type(2)", page::LARGE);
    window
        .type_into(&evidence, "At the market on Saturday")
        .await?;
    window.press(page::LARGE, "Note it").await?;
    window.gone(page::LARGE).await?;
    window
        .find_saying(page::PERSON_PAGE, "allowed since")
        .await?;
    Ok(())
}

/// The demo keeps its key in a plain file; the list says so, and which lines hold.
async fn commitments(window: &Window) -> Result<()> {
    window.press(page::TAB, "Our commitments").await?;
    window.find("[data-standing=holds]").await?;
    let broken = "article[data-standing=broken]";
    window
        .find_saying(broken, "Everything is encrypted")
        .await?;
    window.press(broken, "show").await?;
    window.find(&format!("{broken} section li")).await.map(drop)
}

async fn promise(window: &Window) -> Result<()> {
    window.press(page::PERSON_PAGE, "Promise…").await?;
    window
        .type_into(
            &format!("{} textarea", page::LARGE),
            "Send the care card for leather",
        )
        .await?;
    window
        .type_into(&format!("{} input", page::LARGE), "2d")
        .await?;
    window.press(page::LARGE, "Promise").await?;
    window.gone(page::LARGE).await?;
    window.find_saying(page::PERSON_PAGE, "care card").await?;
    Ok(())
}
