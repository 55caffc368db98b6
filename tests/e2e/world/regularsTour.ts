// The screens that turn strangers into regulars: Feedback, People, Promises.

import { expect, type Page } from "@playwright/test";
import type { Tour } from "./tour";

/** Goes to a page by its way in the navigation. */
async function go(page: Page, to: string): Promise<void> {
  await page.locator(`nav a[href="#${to}"]`).click();
  await expect(page.locator(`nav a[href="#${to}"]`)).toHaveAttribute(
    "aria-current",
    "page",
  );
}

/** The three pages with something on them, and what is opened there. */
export async function regulars({
  page,
  market,
  desk,
  query,
  look,
}: Tour): Promise<void> {
  const amara = await market.buyer("Amara Diallo", "Ash-grey bowl");
  const bowl = await amara.orders(2);
  await market.ships(bowl);
  await amara.receives(bowl);
  await amara.rates(bowl, 3, "Lovely glaze, and a chip in it.");
  await amara.says("Could you send the care card too?");

  const { url, sellerToken } = market;
  await desk.start({ market: { url, sellerToken } });
  try {
    await page.goto(desk.address(query));
    await expect(page.locator('[data-tone="good"]')).toBeVisible();
    await feedback(page, look, () =>
      amara.rates(bowl, 4, "Lovely glaze, a small chip."),
    );
    await people(page, look);
    await promises(page, look);
    await permissions(page, look);
    await commitments(page, look);
  } finally {
    await desk.stop();
  }
}

async function feedback(
  page: Page,
  look: Tour["look"],
  change: () => Promise<void>,
): Promise<void> {
  await go(page, "feedback");
  const line = page
    .locator("[data-feedback]")
    .filter({ hasText: "Amara Diallo" })
    .first();
  await expect(line).toContainText("a chip in it");
  await change();
  await line.locator("summary").click();
  await expect(line.locator("details li")).toContainText("a chip in it");
  await look("feedback");
  await line.locator("article button").click();
  await expect(line.locator("textarea")).toBeFocused();
  await look("feedback-answering");
  await page.keyboard.press("Escape");
}

async function people(page: Page, look: Tour["look"]): Promise<void> {
  await go(page, "people");
  const row = page
    .locator('main [role="option"]')
    .filter({ hasText: "Amara Diallo" })
    .first();
  await expect(row).toBeVisible();
  await look("people");
  await row.click();
  const person = page.locator("main article:visible").first();
  await expect(person.locator("[data-order]")).toBeVisible();
  await person.locator("textarea").first().fill("Prefers plain paper.");
  await person.locator('form button[type="submit"]').first().click();
  await expect(person.locator("[data-note]")).toBeVisible();
  await look("people-person");
}

async function promises(page: Page, look: Tour["look"]): Promise<void> {
  await go(page, "promises");
  await look("promises-none");
  await go(page, "inbox");
  const row = page
    .locator("[data-conversation]")
    .filter({ hasText: "Amara Diallo" })
    .first();
  const said = page.locator("[data-key]").filter({ hasText: "care card" });
  // The row lies at the end of the list, which may scroll away under the press of a button.
  await expect(async () => {
    await row.click();
    await expect(said).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await said.hover();
  await said.locator("button[title]").nth(1).click();
  const form = page.getByRole("dialog");
  await form.locator("textarea").fill("Send the care card");
  await form.locator("input").first().fill("2d");
  await look("promise-giving");
  await form.locator('button[type="submit"]').click();
  await expect(form).toBeHidden();
  await go(page, "promises");
  await expect(page.locator('main [role="listitem"]')).toBeVisible();
  await look("promises");
}

async function permissions(page: Page, look: Tour["look"]): Promise<void> {
  await go(page, "inbox");
  const said = page.locator("[data-key]").filter({ hasText: "care card" });
  await said.hover();
  await said.locator("button[title]").nth(2).click();
  const form = page.getByRole("dialog");
  await expect(form.locator("textarea")).not.toHaveValue("");
  await look("permission-noting");
  await form.locator('button[type="submit"]').click();
  await expect(form).toBeHidden();
  await go(page, "promises");
  await page.locator('[role="tab"][data-value="permissions"]').click();
  await expect(
    page.locator('main [data-value="permissions"][role="tabpanel"]'),
  ).toContainText("Amara Diallo");
  await look("permissions");
  await go(page, "people");
  const person = page.locator("main article:visible").first();
  await person.locator("summary").first().click();
  await look("people-permissions");
}

async function commitments(page: Page, look: Tour["look"]): Promise<void> {
  await go(page, "promises");
  await page.locator('[role="tab"][data-value="commitments"]').click();
  const broken = page.locator('article[data-standing="broken"]').first();
  await expect(broken).toBeVisible();
  await look("commitments");
  await broken.locator("[data-line]").click();
  await expect(broken.locator("section li").first()).toBeVisible();
  await look("commitments-broken");
  const due = page.locator('article[data-standing="never"]').first();
  await due.locator(".link").click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await look("commitment-reviewing");
  await page.keyboard.press("Escape");
}
