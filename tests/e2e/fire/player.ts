// Somebody who types, sends and changes their mind, while the network and the program go away.

import { setTimeout as pause } from 'node:timers/promises';
import { expect, type Desk, type Screen } from '../world';
import type { Gateway } from '../world/gateway';
import { Box } from './box';
import { Chance } from './chance';
import { draftOf, hasTaken } from './store';

/** Longer drafts are wiped before more is typed: the marketplace takes no letter of any length. */
const LONG = 120;
const WORDS = ['tea', 'cup ', 'yes, ', '茶', 'no. ', 'Friday ', 'x', '100 € ', 'é'];

interface Stage {
  screen: Screen;
  desk: Desk;
  gateway: Gateway;
  /** Starts the program again and shows its page. */
  start: () => Promise<void>;
}

/** Plays runs on one workstation, and knows what every field must hold. */
export class Player {
  readonly boxes: readonly Box[];
  #at: Box;
  #online = true;
  /** Every step of the run, for whoever has to find out. */
  #steps: string[] = [];

  constructor(
    private readonly stage: Stage,
    people: readonly string[],
  ) {
    this.boxes = people.flatMap((person) => [new Box(person, 'reply'), new Box(person, 'note')]);
    const [first] = this.boxes;
    if (first === undefined) throw new Error('Nobody is there to be written to.');
    this.#at = first;
  }

  /** Plays one run; says which steps it had when something is wrong. */
  async play(seed: number, chance: Chance): Promise<void> {
    this.#steps = [];
    this.#misbehave(chance);
    try {
      await this.#open(chance.of(this.boxes));
      const steps = chance.between(6, 14);
      for (let step = 0; step < steps; step += 1) await this.#step(seed, chance);
      if (chance.is(0.5)) await this.#kill();
      await this.#lookAround();
    } catch (fault) {
      throw new Error(`RAPPORT_FIRE_SEED=${seed}\n${this.#steps.join('\n')}`, { cause: fault });
    }
  }

  /** The network is well again. */
  async calm(): Promise<void> {
    const { gateway } = this.stage;
    gateway.decide = () => 'passes';
    gateway.refuse = () => null;
    if (!this.#online) await this.#turnNetwork();
    for (const box of this.boxes) await this.#settle(box);
  }

  async #step(seed: number, chance: Chance): Promise<void> {
    const dice = chance.next();
    if (dice < 0.45) await this.#type(seed, chance);
    else if (dice < 0.6) await this.#open(chance.of(this.boxes));
    else if (dice < 0.82) await this.#send(chance);
    else if (dice < 0.88) await this.#turnNetwork();
    else if (dice < 0.92) await this.#reload();
    else await this.#kill();
  }

  #misbehave(chance: Chance): void {
    const { gateway } = this.stage;
    // The network draws for itself: when it is asked is not for the run to say.
    const its = new Chance(chance.between(0, 1 << 30));
    gateway.decide = () => {
      const dice = its.next();
      return dice < 0.12 ? 'isSwallowed' : dice < 0.24 ? 'losesItsAnswer' : 'passes';
    };
    gateway.refuse = (said) =>
      said.includes('"message"') && its.is(0.08) ? 'Not in these words.' : null;
  }

  get #field() {
    return this.#at.mode === 'reply' ? this.stage.screen.reply : this.stage.screen.note;
  }

  /** Turns to a conversation and a mode, where what was typed stands. */
  async #open(box: Box): Promise<void> {
    this.#steps.push(`open ${box.person}, ${box.mode}`);
    const { screen } = this.stage;
    const { keyboard } = screen.page;
    const row = screen.row(box.person);
    if ((await row.getAttribute('aria-selected')) !== 'true') await row.click();
    await expect(screen.composer).toBeVisible();
    await keyboard.press('Escape');
    await keyboard.press(box.mode === 'reply' ? 'r' : 'n');
    this.#at = box;
    await expect(this.#field).toBeFocused();
    await this.#settle(box);
    await expect(this.#field).toHaveValue(box.text);
    await keyboard.press('End');
  }

  async #type(seed: number, chance: Chance): Promise<void> {
    const { keyboard } = this.stage.screen.page;
    const box = this.#at;
    await this.#field.press('Control+End');
    if (box.sending === null && box.text.length > LONG) {
      this.#steps.push('wipe');
      await keyboard.press('Control+a');
      await keyboard.press('Backspace');
      box.typed('', Date.now());
    }
    const sign = `${seed}${box.person.charAt(0)}${box.mode.charAt(0)}${box.taken.length} `;
    const burst = [sign, ...Array.from({ length: chance.between(1, 6) }, () => chance.of(WORDS))];
    this.#steps.push(`type ${JSON.stringify(burst.join(''))}`);
    for (const letter of [...burst.join('')]) {
      await keyboard.type(letter);
      box.typed(box.text + letter, Date.now());
      if (chance.is(0.05)) await pause(chance.between(20, 400));
    }
    if (chance.is(0.2)) {
      await keyboard.press('Backspace');
      box.typed([...box.text].slice(0, -1).join(''), Date.now());
    }
  }

  async #send(chance: Chance): Promise<void> {
    const box = this.#at;
    const other = this.boxes.find((one) => one.person === box.person && one.mode !== box.mode);
    // One conversation sends one thing at a time.
    if (other?.sending != null) await this.#open(other).then(() => this.#open(box));
    await this.#settle(box);
    if (box.text.trim() === '') return;
    this.#steps.push(`send ${JSON.stringify(box.text)} in ${box.person}, ${box.mode}`);
    await this.#field.press(box.mode === 'reply' ? 'Enter' : 'Control+Enter');
    box.sent();
    if (chance.is(0.5)) await this.#settle(box);
  }

  /** Waits until what is being sent from the open field was taken. */
  async #settle(box: Box): Promise<void> {
    if (box.sending === null) return;
    if (box !== this.#at) {
      await this.#open(box);
      return;
    }
    await expect(this.#field).toHaveValue(box.rest);
    box.settled(Date.now());
  }

  async #turnNetwork(): Promise<void> {
    const { gateway } = this.stage;
    this.#steps.push(this.#online ? 'offline' : 'online');
    if (this.#online) gateway.close();
    else await gateway.open();
    this.#online = !this.#online;
  }

  /** The page alone begins anew; it may save what it has on its way out. */
  async #reload(): Promise<void> {
    this.#steps.push('reload');
    const at = Date.now();
    await this.stage.screen.page.reload();
    await this.#wakeUp(at);
  }

  async #kill(): Promise<void> {
    this.#steps.push('kill');
    const at = Date.now();
    await this.stage.desk.kill();
    await this.stage.start();
    await this.#wakeUp(at);
  }

  /** Finds out what is left in each field, and that it is what may be left. */
  async #wakeUp(killed: number): Promise<void> {
    for (const box of this.boxes) {
      const stored = await draftOf(this.stage.desk, box);
      const { sending } = box;
      const taken = sending !== null && (await hasTaken(this.stage.desk, box.person, sending));
      this.#steps.push(`${box.person}, ${box.mode}: ${JSON.stringify(stored)}, taken: ${taken}`);
      expect(box.after(killed, taken), `${box.person}, ${box.mode}`).toContain(stored);
      box.found(stored, taken);
    }
    await this.#open(this.#at);
  }

  /** Every field shows what belongs there. */
  async #lookAround(): Promise<void> {
    for (const box of this.boxes) await this.#open(box);
  }
}
