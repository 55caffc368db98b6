// Where things lie.

import { existsSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';

/** The root of the repository. */
export const root = resolve(__dirname, '../../..');

const target = process.env['CARGO_TARGET_DIR'] ?? join(root, 'target');
const suffix = process.platform === 'win32' ? '.exe' : '';

/** The page for a browser. */
export const page = join(root, 'ui/dist-http');
/** Where screenshots to be looked at go. */
export const screens = join(root, 'target/screens');

/** A program of this repository. */
export function program(name: 'bazaar' | 'host'): string {
  return join(target, 'debug', name + suffix);
}

/** The browser of this machine. */
export function chromium(): string {
  const named = process.env['RAPPORT_CHROMIUM'];
  if (named !== undefined) return named;
  const names = ['chromium', 'chromium-browser', 'google-chrome'];
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  for (const name of names) {
    for (const folder of folders) {
      if (existsSync(join(folder, name))) return join(folder, name);
    }
  }
  throw new Error(`There is no browser: install chromium, or name one in RAPPORT_CHROMIUM.`);
}
