// Runs in the page: waits until what a buyer wrote is painted.
'use strict';

const stands = {
  thread: (text) => document.querySelector('[role=log]')?.textContent.includes(text) ?? false,
  row: (text) =>
    document
      .querySelector('[data-conversation][aria-selected=true]')
      ?.textContent.includes(text) ?? false,
};

let wanted = null;

function look() {
  if (wanted === null) return;
  const now = wanted;
  for (const [place, one] of Object.entries(now.places)) {
    if (one.waits || one.painted !== null || !stands[place](now.text)) continue;
    one.waits = true;
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        one.waits = false;
        // What was taken away again was not the result.
        if (stands[place](now.text)) one.painted = Date.now();
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

window.rapportBench = {
  // Before it is written: which words will come.
  expect(text) {
    const place = () => ({ waits: false, painted: null });
    wanted = { text, places: { thread: place(), row: place() } };
  },
  // When it was painted in each place; null where it was not yet.
  painted() {
    return { thread: wanted.places.thread.painted, row: wanted.places.row.painted };
  },
};
