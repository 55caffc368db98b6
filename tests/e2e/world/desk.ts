// The workstation of a journey: a profile, and the host that can be closed and opened again.

import { existsSync, mkdirSync, rmSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ArgsOf, CommandName, ResultOf } from '../../../ui/src/api';
import { page, program } from './places';
import { Program } from './program';

/** How the workstation is started. */
export interface Start {
  /** Signs in there at the first start. */
  market?: { url: string; sellerToken: string };
  /** For how many seconds a reply can be undone; a journey that is not about that has none. */
  undoSeconds?: number;
  /** Behaves as on a machine without a keyring. */
  passphrase?: boolean;
}

/** A profile and its program. */
export class Desk {
  readonly profile: string;
  readonly #dir: string;
  #running: Program | null = null;
  #address = '';

  constructor(dir: string) {
    this.#dir = dir;
    this.profile = join(dir, 'profile');
    mkdirSync(this.profile, { recursive: true });
  }

  /** Opens it; the answer is the page's address. */
  async start({ market, passphrase = false, undoSeconds = 0 }: Start): Promise<string> {
    const args = ['--profile', this.profile, '--page', page, '--shop', 'Jade & Clay'];
    if (passphrase) args.push('--passphrase');
    if (market !== undefined) {
      const token = join(this.#dir, 'seller.token');
      writeFileSync(token, market.sellerToken, { mode: 0o600 });
      args.push('--connect', market.url, '--token-file', token);
    }
    const ready = join(this.#dir, 'desk.ready');
    const log = join(this.#dir, 'desk.log');
    [this.#running, this.#address] = await Program.start(program('host'), args, ready, log);
    // A store that is not open yet has to do without.
    if (!passphrase) await this.#post('invoke/settings.setSending', { undoSeconds });
    return this.#address;
  }

  /** Closes it. */
  async stop(): Promise<void> {
    await this.#running?.stop();
    this.#running = null;
  }

  /** Ends it as a power cut would. */
  async kill(): Promise<void> {
    await this.#running?.kill();
    this.#running = null;
  }

  /** What a command answers, asked as the page asks. */
  async ask<N extends CommandName>(name: N, args: ArgsOf<N>): Promise<ResultOf<N>> {
    const answer = await this.#post(`invoke/${name}`, args);
    if (!answer.ok) throw new Error(`${name} answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as ResultOf<N>;
  }

  /** What the system knows its program by. */
  get pid(): number {
    if (this.#running === null) throw new Error('It does not run.');
    return this.#running.pid;
  }

  /** The page's address, with what else is asked of the page. */
  address(query = ''): string {
    return this.#address.replace('/#', `/${query}#`);
  }

  /** Does what a click on a notification does. */
  async clickNotification(conversationId: string): Promise<void> {
    const answer = await this.#post('test/open', { conversationId });
    if (!answer.ok) throw new Error(`The page was not there: ${answer.status}`);
  }

  #post(path: string, body: unknown): Promise<Response> {
    const url = new URL(this.#address);
    const token = new URLSearchParams(url.hash.slice(1)).get('token') ?? '';
    return fetch(`${url.origin}/${path}`, {
      method: 'POST',
      headers: { 'x-rapport-token': token, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  }

  /** Where the key lies. */
  get keyFile(): string {
    return join(this.profile, 'store.key');
  }

  /** Takes the key away, and says how to bring it back. */
  hideKey(): () => void {
    if (!existsSync(this.keyFile)) throw new Error('There is no key to hide.');
    const hidden = join(this.#dir, 'hidden.key');
    renameSync(this.keyFile, hidden);
    return () => {
      rmSync(this.keyFile, { force: true });
      renameSync(hidden, this.keyFile);
    };
  }
}
