import { expect, test } from 'vitest';
import { formats } from '../formats';
import { PAGES } from '../pages';
import { en } from '../../text/en';
import { ACTION_IDS, ACTIONS, type ActionId, type Where } from './table';

/**
 * What Windows, macOS, Linux desktops and the three web views do with keys of their own, as "Mod"
 * stands for Ctrl and ⌘. Anything with Alt is theirs as well (menus, Alt+F4, Alt+Tab, back and
 * forward, letters of the Option key), and `pressed` never names it.
 */
const TAKEN: Readonly<Record<string, readonly string[]>> = {
  // WebView2, `AreBrowserAcceleratorKeysEnabled`: find, print, reload, zoom, developer tools, caret.
  WebView2: [
    ...['Mod+f', 'F3', 'Mod+g', 'Mod+p', 'Mod+r', 'F5', 'Mod+F5', 'Mod+Shift+r', 'F7'],
    ...['Mod++', 'Mod+-', 'Mod+0', 'Mod+=', 'F12', 'Mod+Shift+i', 'Mod+Shift+c', 'Mod+Shift+j'],
    ...['Mod+Shift+p', 'Mod+s', 'Mod+o'],
  ],
  // WKWebView and the menu that every macOS program has: hide, quit, minimise, close, settings.
  macOS: [
    ...['Mod+h', 'Mod+q', 'Mod+m', 'Mod+w', 'Mod+,', 'Mod+`', 'Mod+Tab', 'Mod+ '],
    ...['Mod+Shift+3', 'Mod+Shift+4', 'Mod+Shift+5', 'Mod+Shift+q', 'Mod+Shift+/'],
  ],
  // Browsers, for whoever knows them: tabs, windows, the address, history, downloads, bookmarks.
  browsers: [
    ...[
      'Mod+t',
      'Mod+n',
      'Mod+w',
      'Mod+l',
      'Mod+d',
      'Mod+j',
      'Mod+u',
      'Mod+Shift+t',
      'Mod+Shift+n',
    ],
    ...['F1', 'F6', 'F10', 'F11', 'Mod+Tab', 'Mod+Shift+Tab', 'Tab', 'Shift+Tab', ' ', 'Shift+ '],
  ],
  // Input methods (IBus, Fcitx, Windows, macOS): on and off, signs by number, emoji.
  'input methods': ['Mod+ ', 'Shift+ ', 'Mod+Shift+u', 'Mod+.', 'Mod+;', 'Mod+Shift', 'Shift'],
  // The desktop and the screen.
  desktops: ['Mod+Escape', 'Mod+Shift+Escape', 'Shift+F10', 'ContextMenu', 'PrintScreen'],
};

/** Taken where something is typed: the clipboard, undo, the caret, and every letter by itself. */
const TAKEN_IN_FIELDS = [
  ...['Mod+c', 'Mod+v', 'Mod+x', 'Mod+z', 'Mod+y', 'Mod+a', 'Mod+Shift+z', 'Mod+Shift+v'],
  ...['Mod+b', 'Mod+i', 'Mod+Backspace', 'Mod+Delete', 'Mod+Enter', 'Enter', 'Shift+Enter'],
  ...['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End', 'PageUp', 'PageDown'],
];

const PLACES: readonly Where[] = [...PAGES, 'promises/commitments', 'promises/permissions'];

/** Every key of that place, with the actions that it is for. */
function keysAt(place: Where): Map<string, ActionId[]> {
  const keys = new Map<string, ActionId[]>();
  for (const id of ACTION_IDS) {
    const { in: where } = ACTIONS[id];
    if (!where.includes(place) && !where.includes('everywhere')) continue;
    for (const key of ACTIONS[id].keys) keys.set(key, [...(keys.get(key) ?? []), id]);
  }
  return keys;
}

test.each(PLACES)('no two actions share a key on %s', (place) => {
  const keys = keysAt(place);
  const shared = [...keys].filter(([, ids]) => ids.length > 1);
  expect(shared).toEqual([]);
  // A key that begins two of them would wait for the second.
  const firsts = [...keys.keys()].filter((key) => key.includes(' ')).map((key) => key.slice(0, 1));
  expect(firsts.filter((first) => keys.has(first))).toEqual([]);
});

test.each(Object.entries(TAKEN))('no action takes a key of %s', (_, taken) => {
  const ours = ACTION_IDS.flatMap((id) => ACTIONS[id].keys);
  expect(ours.filter((key) => taken.includes(key))).toEqual([]);
});

test('what works while typing takes nothing from the field', () => {
  const typing = ACTION_IDS.filter((id) => ACTIONS[id].typing === true);
  expect(typing).toContain('palette');
  for (const key of typing.flatMap((id) => ACTIONS[id].keys)) {
    expect(TAKEN_IN_FIELDS).not.toContain(key);
    expect(key, 'a letter alone is a letter').not.toMatch(/^(Shift\+)?.$/u);
  }
});

test('the keys of the product are there, and every page has one', () => {
  const first = (id: ActionId) => ACTIONS[id].keys[0];
  const promised = [
    'list.next',
    'list.previous',
    'inbox.reply',
    'inbox.note',
    'inbox.done',
  ] as const;
  expect(promised.map(first)).toEqual(['j', 'k', 'r', 'n', 'e']);
  const more = ['inbox.snooze', 'inbox.offer', 'inbox.promise', 'list.search'] as const;
  expect(more.map(first)).toEqual(['s', 'o', 'p', '/']);
  expect((['palette', 'help', 'undo'] as const).map(first)).toEqual(['Mod+k', '?', 'z']);
  for (const page of PAGES) expect(ACTION_IDS).toContain(`go.${page}`);
});

test('every action has a name of its own', () => {
  const { actions } = en(formats('en-GB'));
  expect(Object.keys(actions).toSorted()).toEqual(ACTION_IDS.toSorted());
  expect(new Set(Object.values(actions)).size).toBe(ACTION_IDS.length);
});
