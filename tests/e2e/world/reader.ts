// What a screen reader has of the page: the names and roles of its tree, and what it is told meanwhile.

import type { CDPSession, Page } from '@playwright/test';

/** Roles of what can be worked with; each of them needs a name. */
const CONTROLS: ReadonlySet<string> = new Set([
  ...['button', 'checkbox', 'combobox', 'dialog', 'link', 'listbox', 'menu', 'menuitem', 'option'],
  ...['menuitemradio', 'radio', 'radiogroup', 'slider', 'switch', 'tab', 'tablist', 'textbox'],
  ...['toolbar', 'log', 'region', 'search', 'navigation', 'main', 'image', 'progressbar'],
]);
/** Of these a page has one, which needs no name to be told apart. */
const MAY_BE_NAMELESS: ReadonlySet<string> = new Set(['search', 'main', 'navigation']);

interface Node {
  ignored: boolean;
  role?: { value: string };
  name?: { value: string };
  properties?: { name: string; value: { value: unknown } }[];
}

/** Somebody who listens. */
export class Reader {
  private constructor(
    private readonly page: Page,
    private readonly cdp: CDPSession,
  ) {}

  /** Begins to listen: from now on everything that live regions say is kept. */
  static async at(page: Page): Promise<Reader> {
    await page.evaluate(() => {
      const heard: string[] = [];
      Object.assign(window, { heard });
      const LIVE = '[role="status"], [role="alert"], [aria-live="polite"], [aria-live="assertive"]';
      new MutationObserver((changes) => {
        const regions = new Set<Element>();
        for (const { target } of changes) {
          const near = target instanceof Element ? target : target.parentElement;
          const region = near?.closest(LIVE);
          if (region !== null && region !== undefined) regions.add(region);
          // An alert speaks when it comes; a status has to be there before.
          if (target instanceof Element) {
            for (const alert of target.querySelectorAll('[role="alert"]')) regions.add(alert);
          }
        }
        for (const region of regions) {
          const said = region.textContent?.replaceAll(/\s+/gu, ' ').trim() ?? '';
          if (said !== '' && heard.at(-1) !== said) heard.push(said);
        }
      }).observe(document.body, { subtree: true, childList: true, characterData: true });
    });
    return new Reader(page, await page.context().newCDPSession(page));
  }

  /** Everything that was said aloud so far. */
  async heard(): Promise<string> {
    const heard = await this.page.evaluate(() => (window as unknown as { heard: string[] }).heard);
    return heard.join('\n');
  }

  /** Controls and places that have no name in the tree. */
  async nameless(): Promise<string[]> {
    return (await this.#tree())
      .filter(({ role, name }) => {
        const is = role?.value ?? '';
        return CONTROLS.has(is) && !MAY_BE_NAMELESS.has(is) && (name?.value ?? '').trim() === '';
      })
      .map(({ role }) => role?.value ?? '');
  }

  /** Role and name of what has the focus; follows what a field says is active in its list. */
  async focus(): Promise<string> {
    // The document has the focus as well.
    const focused = (await this.#tree()).findLast(({ properties }) =>
      properties?.some(({ name, value }) => name === 'focused' && value.value === true),
    );
    return `${focused?.role?.value ?? 'nothing'} ${focused?.name?.value ?? ''}`.trim();
  }

  async #tree(): Promise<Node[]> {
    const { nodes } = (await this.cdp.send('Accessibility.getFullAXTree')) as { nodes: Node[] };
    return nodes.filter(({ ignored }) => !ignored);
  }
}
