// A program beside a journey, ended by its own id.

import { spawn, type ChildProcess } from 'node:child_process';
import { openSync, closeSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

const READY_MS = 30_000;
const GRACE_MS = 10_000;
const LOOK_MS = 10;

/** A running program. */
export class Program {
  readonly #child: ChildProcess;
  readonly #ended: Promise<void>;

  private constructor(child: ChildProcess) {
    this.#child = child;
    this.#ended = new Promise((resolve) => child.once('exit', () => resolve()));
  }

  /** Starts it and waits for what it writes into its ready file. */
  static async start(
    path: string,
    args: string[],
    ready: string,
    log: string,
  ): Promise<[Program, string]> {
    rmSync(ready, { force: true });
    const output = openSync(log, 'a');
    const child = spawn(path, [...args, '--ready-file', ready], {
      stdio: ['ignore', output, output],
    });
    closeSync(output);
    const program = new Program(child);
    const deadline = Date.now() + READY_MS;
    while (!existsSync(ready)) {
      if (child.exitCode !== null || Date.now() > deadline) {
        await program.stop();
        throw new Error(`${path} did not start:\n${readFileSync(log, 'utf8')}`);
      }
      await pause(LOOK_MS);
    }
    return [program, readFileSync(ready, 'utf8').trim()];
  }

  /** What the system knows it by. */
  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Ends it at once. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#ended;
  }

  /** Asks it to end and waits until it has. */
  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.#child.kill('SIGTERM');
    const last = setTimeout(() => this.#child.kill('SIGKILL'), GRACE_MS);
    await this.#ended;
    clearTimeout(last);
  }
}
