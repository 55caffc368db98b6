// Runs in the page: sees a native key come in and waits until what it asks for is painted.
'use strict';

const first = (selector) => document.querySelector(selector);
const selected = () => first('[data-conversation][aria-selected=true]')?.dataset.conversation;
const thread = () => first('[role=log]');
const palette = () => first('[role=dialog] [role=combobox]');
const lines = () => [...document.querySelectorAll('[role=dialog] [role=option]')];
const row = (id) => first(`[data-conversation="${id}"]`);
const atEnd = (list) => list.scrollHeight - list.scrollTop - list.clientHeight < 2;

// What must stand in the page, for each kind of key.
const stands = {
  move: (before) => selected() !== undefined && selected() !== before.selected,
  // A conversation has a thread of its own, which is read from its end.
  open: (before) => {
    const now = thread();
    return now !== null && now !== before.thread && first('[role=log] .item') !== null && atEnd(now);
  },
  // Results, or that there are none.
  search: (_, text) => {
    const shown = first('[data-answered]');
    return shown?.dataset.answered === text && shown.textContent !== '';
  },
  // What was triaged has left its tab.
  leave: (before) => row(before.selected) === null && selected() !== before.selected,
  palette: () => palette() === document.activeElement && lines().length > 0,
  // Of the program's own lines the best is there at once,
  find: (_, text) => palette()?.value === text && lines()[0]?.ariaSelected === 'true',
  // and the last line comes when the shop was looked through.
  held: (_, text) => lines().at(-1)?.textContent.includes(`“${text}”`) ?? false,
  send: (_, text) =>
    [...document.querySelectorAll('[role=log] [data-outbox]')].some((one) =>
      one.textContent.includes(text),
    ),
};

let wanted = null;

function look() {
  if (wanted === null || wanted.pressed === null) return;
  for (const one of wanted.acts) {
    if (one.waits || one.painted !== null || !stands[one.act](wanted.before, wanted.text)) continue;
    one.waits = true;
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        one.waits = false;
        // What was taken away again was not the result.
        if (stands[one.act](wanted.before, wanted.text)) one.painted = performance.now();
        else look();
      }),
    );
  }
}

new MutationObserver(look).observe(document, {
  subtree: true,
  childList: true,
  attributes: true,
  characterData: true,
});
document.addEventListener('scroll', look, true);
window.addEventListener(
  'keydown',
  (event) => {
    if (wanted !== null) wanted.pressed ??= event.timeStamp;
  },
  true,
);

window.rapportBench = {
  // Before the key: what it should bring.
  expect(acts, text) {
    const before = { selected: selected(), thread: thread() };
    acts = acts.map((act) => ({ act, waits: false, painted: null }));
    wanted = { acts, text, before, pressed: null };
  },
  // After the key: how long each took, and how large the page is; null while something is missing.
  took() {
    if (wanted.acts.some(({ painted }) => painted === null)) return null;
    return {
      pressed: performance.timeOrigin + wanted.pressed,
      took: wanted.acts.map(({ painted }) => painted - wanted.pressed),
      elements: document.getElementsByTagName('*').length,
    };
  },
  // Whether there is a conversation beside the open one.
  hasNeighbour(by) {
    const rows = [...document.querySelectorAll('[data-conversation]')];
    const now = rows.findIndex((row) => row.dataset.conversation === selected());
    return rows[now + by] !== undefined;
  },
  // What stands in the field that has the keyboard; null where none has.
  typed() {
    const field = document.activeElement;
    return field?.matches('input, textarea') ? field.value : null;
  },
};
