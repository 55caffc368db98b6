// The window freezes Object.prototype before the page begins (freezePrototype in tauri.conf.json).
// A module that then assigns a name which objects inherit, for instance `constructor`, throws while
// it is loaded, and the window stays blank. Browsers and other tests do not freeze anything.

import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { build } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const run = promisify(execFile);
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rapport-frozen-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Bundles a module with all that it imports, as for the window. */
async function bundled(name: string, source: string): Promise<string> {
  const entry = `virtual:${name}`;
  const code = { name: entry, resolveId: idOf(entry), load: idOf(entry, source) };
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    plugins: [svelte({ configFile: join(root, 'svelte.config.js') }), code],
    build: {
      target: 'es2022',
      outDir: join(folder, name),
      minify: false,
      rolldownOptions: { input: entry, output: { entryFileNames: 'page.mjs' } },
    },
  });
  return join(folder, name, 'page.mjs');
}

/** Answers what is asked for one module, and leaves all others to the bundler. */
function idOf(entry: string, answer = entry) {
  return (id: string): string | null => (id === entry ? answer : null);
}

/** Loads a bundle in a program of its own, with the prototype frozen as in the window. */
function loaded(bundle: string) {
  const load = `Object.freeze(Object.prototype); await import('${pathToFileURL(bundle).href}');`;
  return run(process.execPath, ['--input-type=module', '--eval', load]);
}

test('the page with all its libraries loads where prototypes are frozen', async () => {
  const everything = `export default import.meta.glob(['/src/**/*.svelte', '/src/host/tauri.ts'], { eager: true });`;
  await loaded(await bundled('page', everything));
}, 120_000);

test('a module that cannot live with that is noticed', async () => {
  const assigning = `const base = {}; base.constructor = class {}; export default base;`;
  await expect(loaded(await bundled('assigning', assigning))).rejects.toThrow('constructor');
}, 120_000);
