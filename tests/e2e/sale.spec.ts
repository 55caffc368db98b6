// A sale from the first question to the last answer, with the buyer's page and the seller's window
// side by side: whatever one side does is on the other within a second.

import type { Locator } from "@playwright/test";
import { expect, test } from "./world";
import { Visitor } from "./world/visitor";

const LIMIT_MS = 1000;

/** Does something on one side, and notes how long the other side took to show it. */
class Stopwatch {
  readonly #took: [string, number][] = [];

  async see(
    what: string,
    act: () => Promise<unknown>,
    seen: Locator,
  ): Promise<void> {
    await act();
    const from = performance.now();
    // Looked for at each frame; the retries of an assertion would blur what is measured.
    await seen.waitFor({ state: "visible" });
    this.#took.push([what, Math.round(performance.now() - from)]);
  }

  get slow(): [string, number][] {
    return this.#took.filter(([, ms]) => ms >= LIMIT_MS);
  }

  toString(): string {
    return this.#took.map(([what, ms]) => `${what} ${ms} ms`).join(", ");
  }
}

test("a sale, from the first question to the last answer", async ({
  browser,
  market,
  signIn,
}) => {
  const buyer = await market.buyer("Mei Lin");
  const screen = await signIn();
  await screen.tab("Open").click();
  const visitor = await Visitor.enter(browser, market, buyer);
  const { page } = visitor;
  const { thread } = screen;
  const time = new Stopwatch();

  await visitor.message.fill("Would two of these fit in one parcel?");
  await time.see(
    "asked",
    () => visitor.message.press("Enter"),
    screen.row("Mei Lin").getByText("Would two of these fit in one parcel?"),
  );
  await screen.open("Mei Lin");

  // The buyer haggles from the product's page, and is led back to the conversation.
  await page.getByRole("link", { name: "Celadon tea cup" }).click();
  await page.getByText("Make an offer").first().click();
  const haggle = page
    .locator("form")
    .filter({ has: page.getByLabel("Your price") });
  await haggle.getByLabel("How many").fill("2");
  await haggle.getByLabel("Your price").fill("80");
  const theirs = thread
    .getByRole("article", { name: "Offer" })
    .filter({ hasText: "€80.00" });
  await time.see(
    "offered",
    () => haggle.getByRole("button", { name: "Make an offer" }).click(),
    theirs.getByText("Waits for your answer"),
  );
  await expect(theirs).toContainText("2 pieces");
  await expect(theirs).toContainText("€96.00");
  await expect(screen.row("Mei Lin")).toContainText("Offer");

  await theirs.getByRole("button", { name: "Counter" }).click();
  const panel = screen.page.getByRole("form", {
    name: "Your price for Mei Lin",
  });
  const price = panel.getByRole("textbox", { name: "Price for all of them" });
  await expect(price).toHaveValue("80.00");
  await price.fill("88,50");
  await expect(panel).toContainText("−8%");
  await panel
    .getByRole("textbox", { name: "A few words" })
    .fill("With the saucers.");
  const ours = page.getByRole("article", { name: "Offer from Jade & Clay" });
  await time.see(
    "countered",
    () => panel.getByRole("button", { name: "Send offer" }).click(),
    ours.getByText("€88.50"),
  );
  await expect(ours).toContainText("With the saucers.");
  await expect(panel).toHaveCount(0);
  await expect(theirs).toContainText("Answered with another price");

  await time.see(
    "accepted",
    () => ours.getByRole("button", { name: "Accept" }).click(),
    thread.getByText("Mei Lin accepted your offer"),
  );

  await ours.getByText("Order at this price").click();
  await ours.getByLabel("Where it should go").fill("4 Lake Road");
  const order = thread.getByRole("article", { name: /^Order / });
  await time.see(
    "ordered",
    () => ours.getByRole("button", { name: "Order", exact: true }).click(),
    order.getByText("4 Lake Road"),
  );
  await expect(order).toContainText("€88.50");
  await expect(order).toContainText("2 × Celadon tea cup");
  await expect(screen.row("Mei Lin")).toContainText("Order placed");

  await order.getByRole("button", { name: "Ask to confirm" }).click();
  await order
    .getByRole("textbox", { name: "What was agreed" })
    .fill("Two cups, two saucers.");
  const card = page.getByRole("article", { name: "Please confirm" });
  await time.see(
    "asked to confirm",
    () => order.getByRole("button", { name: "Ask to confirm" }).click(),
    card.getByText("Two cups, two saucers."),
  );

  await time.see(
    "confirmed",
    () => card.getByRole("button", { name: "Yes, that is right" }).click(),
    thread.getByText("Mei Lin confirmed order"),
  );

  const ship = thread.getByRole("button", { name: "Mark as shipped" });
  await ship.click();
  await thread
    .getByRole("textbox", { name: "A tracking number" })
    .fill("JC 4471");
  await time.see(
    "shipped",
    () => ship.click(),
    page.getByText("It is on its way."),
  );
  await expect(page.getByText("JC 4471")).toBeVisible();

  await card.getByRole("link", { name: /^Order / }).click();
  await time.see(
    "received",
    () => page.getByRole("button", { name: "I have received it" }).click(),
    thread.getByText("Mei Lin received order"),
  );

  await page.locator("label").filter({ hasText: "4 stars" }).click();
  await page
    .getByLabel("What you would like to say")
    .fill("Lovely, one saucer had a dent.");
  const rated = thread.getByRole("article", { name: "Mei Lin rated you" });
  await time.see(
    "rated",
    () => page.getByRole("button", { name: "Rate", exact: true }).click(),
    rated.getByText("Lovely, one saucer had a dent."),
  );
  await expect(rated.getByRole("img", { name: "4 of 5 stars" })).toBeVisible();

  await thread.getByRole("button", { name: "Rate the buyer" }).click();
  await expect(
    thread.getByRole("button", { name: "Send rating" }),
  ).toBeDisabled();
  await thread.locator("label").filter({ hasText: "5 stars" }).click();
  await thread
    .getByRole("textbox", { name: "What you would like to say" })
    .fill("A pleasure.");
  await time.see(
    "rated back",
    () => thread.getByRole("button", { name: "Send rating" }).click(),
    page
      .getByRole("article", { name: "What Jade & Clay said about you" })
      .getByText("A pleasure."),
  );

  await rated.getByRole("button", { name: "Answer" }).click();
  await rated
    .getByRole("textbox", { name: "Your answer" })
    .fill("A new saucer is on its way.");
  await time.see(
    "answered",
    () => rated.getByRole("button", { name: "Answer" }).click(),
    page
      .getByRole("article", { name: "What you said" })
      .getByText("A new saucer is on its way."),
  );
  await expect(rated).toContainText("You answered");

  console.log(`${time}`);
  expect(time.slow).toEqual([]);
  await expect(screen.outbox).toHaveCount(0);
  await visitor.leave();
});

test("an offer that was begun waits for its conversation", async ({
  market,
  signIn,
}) => {
  await (await market.buyer("Mei Lin")).says("Hello");
  await (await market.buyer("Jo Pereira", "Porcelain vase")).says("Hello");
  const screen = await signIn();
  await screen.open("Mei Lin");

  await screen.reply.press("Escape");
  await screen.page.keyboard.press("o");
  const panel = screen.page.getByRole("form", { name: "Offer to Mei Lin" });
  const price = panel.getByRole("textbox", { name: "Price for all of them" });
  await expect(price).toBeFocused();
  await panel.getByRole("textbox", { name: "How many" }).fill("3");
  await expect(panel).toContainText("€144.00");
  await price.fill("129.60");
  await expect(panel).toContainText("−10%");

  // Enter that confirms a candidate of an input method sends nothing; Escape keeps what was typed.
  const words = panel.getByRole("textbox", { name: "A few words" });
  await words.fill("三个");
  await words.dispatchEvent("keydown", { key: "Enter", isComposing: true });
  await words.press("Escape");
  await expect(panel).toHaveCount(0);
  await screen.open("Jo Pereira");
  await screen.button("Offer").click();
  const other = screen.page.getByRole("form", { name: "Offer to Jo Pereira" });
  await expect(
    other.getByRole("textbox", { name: "Price for all of them" }),
  ).toHaveValue("");
  await other.getByRole("button", { name: "Send offer" }).click();
  await expect(other.getByRole("alert")).toContainText("an amount above zero");
  await screen.open("Mei Lin");
  await screen.button("Offer").click();
  await expect(price).toHaveValue("129.60");
  await expect(words).toHaveValue("三个");
});

test("an offer made offline is queued where it stands, and can be taken back", async ({
  market,
  signIn,
}) => {
  await (await market.buyer("Mei Lin")).says("Hello");
  const screen = await signIn();
  await screen.open("Mei Lin");
  await market.stop();
  await expect(screen.foot).toContainText("Offline");

  await screen.button("Offer").click();
  const panel = screen.page.getByRole("form", { name: "Offer to Mei Lin" });
  await panel
    .getByRole("textbox", { name: "Price for all of them" })
    .fill("45");
  await panel.getByRole("button", { name: "Send offer" }).click();
  const queued = screen.outbox.getByRole("article", { name: "Offer" });
  await expect(queued).toContainText(
    "Queued — leaves when you are back online",
  );
  await expect(queued).toContainText("€45.00");
  await queued.getByRole("button", { name: "Discard" }).click();
  await expect(screen.outbox).toHaveCount(0);
  await expect(screen.toasts).toContainText("Taken back.");
});
