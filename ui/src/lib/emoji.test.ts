import { expect, test } from 'vitest';
import { loadEmoji, searchEmoji } from './emoji';

const names = async (chinese: boolean, typed: string): Promise<string[]> =>
  searchEmoji(await loadEmoji(chinese), typed).map(({ emoji }) => emoji);

test.each([
  [false, 'teapot', '🫖'],
  [false, 'TEA', '🍵'],
  [false, 'thumbs up', '👍️'],
  [false, 'folded hands', '🙏'],
  [true, '茶', '🍵'],
  [true, '谢谢', '🙏'],
  [true, 'cha hu', '🫖'],
  [true, '红心', '❤️'],
])('in Chinese %s, %s finds %s', async (chinese, typed, wanted) => {
  expect(await names(chinese, typed)).toContain(wanted);
});

test('words count from their beginning, and all of them', async () => {
  expect(await names(false, 'eapot')).toEqual([]);
  expect(await names(false, 'teapot zebra')).toEqual([]);
  expect((await names(false, 'cat'))[0]).toMatch(/🐈|🐱|😺/u);
});

test('every emoji is there once, in a group, and none is too new', async () => {
  for (const chinese of [false, true]) {
    const all = await loadEmoji(chinese);
    expect(all.length).toBeGreaterThan(1700);
    expect(new Set(all.map(({ emoji }) => emoji)).size).toBe(all.length);
    // Unicode 15's pink heart.
    expect(all.map(({ emoji }) => emoji)).not.toContain('🩷');
  }
});
