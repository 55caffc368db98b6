import { expect, test } from 'vitest';
import { catalogue } from '../../text/index.svelte';
import { halfWord, knownOptions, namedOption, type HalfWord } from './completion';

const en = catalogue('en', []);
const zh = catalogue('zh-CN', []);
const MONTH = '2026-11';

const half = (text: string, caret = text.length): HalfWord | null =>
  halfWord(text, caret, [en, zh]);
const offered = (text: string, t = en): string[] => {
  const at = half(text);
  return at === null ? [] : knownOptions(at, [t, t === en ? zh : en], MONTH).map((one) => one.text);
};

test.each<[string, string[]]>([
  ['', ['from:', 'product:', 'order:', 'is:', 'has:', 'before:', 'after:']],
  ['f', []],
  ['fr', ['from:']],
  ['tea Fr', ['from:']],
  ['来', ['from:']],
  ['-', ['-from:', '-product:', '-order:', '-is:', '-has:', '-before:', '-after:']],
  ['-ha', ['-has:']],
  ['tea', []],
  ['tea ', []],
  ['"fr', []],
  ['"green tea" fr', ['from:']],
  ['is:', ['is:waiting ', 'is:buyer ', 'is:seller ', 'is:note ']],
  ['是：', ['is:waiting ', 'is:buyer ', 'is:seller ', 'is:note ']],
  ['-is:w', ['-is:waiting ']],
  ['is:"wa', ['is:waiting ']],
  ['has:', ['has:picture ']],
  ['from:', ['from:me ']],
  ['from:x', []],
  ['re:', []],
  [
    'before:',
    ['before:today ', 'before:yesterday ', 'before:7d ', 'before:30d ', 'before:2026-11 '],
  ],
  ['after:2026', ['after:2026-11 ']],
])('%j goes on with %j', (text, options) => {
  expect(offered(text)).toEqual(options);
});

test('in Chinese the words are Chinese, and English ones are understood', () => {
  expect(offered('', zh)[0]).toBe('来自:');
  expect(offered('fr', zh)).toEqual(['来自:']);
  expect(offered('is:', zh)[0]).toBe('是:等待 ');
});

test('the word at the caret is meant, and no word is cut in two', () => {
  expect(half('fr tea', 2)).toEqual({ start: 0, sign: '', operator: null, typed: 'fr' });
  expect(half('from:mei tea', 8)).toMatchObject({ operator: 'from', typed: 'mei' });
  expect(half('from:mei tea', 6)).toBeNull();
  expect(half('tea from:"Mei L')).toEqual({ start: 4, sign: '', operator: 'from', typed: 'Mei L' });
  expect(half('from:"Mei Lin"')).toBeNull();
});

test('a name of several words stands between quotation marks', () => {
  const at = half('from:mei');
  const text = (name: string): string => (at === null ? '' : namedOption(at, en, name, '').text);
  expect(text('Mei')).toBe('from:Mei ');
  expect(text('Mei Lin')).toBe('from:"Mei Lin" ');
  expect(text('Mei "M" Lin')).toBe('from:"Mei  M  Lin" ');
});
