// Before the first journey: the page is built anew, the programs must be there.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { program, root } from './world/places';

export default function build(): void {
  for (const name of ['bazaar', 'host'] as const) {
    if (!existsSync(program(name))) {
      throw new Error(
        `${program(name)} is not there: cargo build -p rapport-bazaar -p rapport-tests --bins`,
      );
    }
  }
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const built = spawnSync(npm, ['run', 'build:http'], { cwd: join(root, 'ui'), encoding: 'utf8' });
  if (built.status !== 0) throw new Error(`The page cannot be built:\n${built.stderr}`);
}
