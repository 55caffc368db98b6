import { expect, test } from 'vitest';
import { initialsOf } from './pinyin';

test.each([
  ['稍后处理', 'shcl'],
  ['处理完毕，或重新打开', 'clwbhzxdk'],
  ['前往“今天”', 'qwjt'],
  ['报个价', 'bgj'],
  ['安全', 'aq'],
  ['作出承诺', 'zccn'],
  ['给 Mei 发 3 条', 'gmeif3t'],
])('%s begins with %s', (words, initials) => {
  expect(initialsOf(words)).toBe(initials);
});
