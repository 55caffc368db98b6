// Keeps a page fresh while it is looked at. Without this script everything works, after a reload.

const TYPING_LASTS = 6000;
const TYPING_EVERY = 3000;

const main = document.getElementById('main');
const thread = () => main.querySelector('[data-conversation]');

// ---- Putting a fetched page into the one that is shown, without touching what is being typed.

/** Makes `old` like `fresh`, keeping every element that stays: its focus, its typed text, its place. */
function become(old, fresh) {
  for (const { name } of [...old.attributes]) {
    const isReaders = old.tagName === 'DETAILS' && name === 'open';
    if (!fresh.hasAttribute(name) && !isReaders) old.removeAttribute(name);
  }
  for (const { name, value } of fresh.attributes) {
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  // A field's content is what it began with, and who is typing stands in no document.
  if (old.tagName === 'TEXTAREA' || old.id === 'typing') return;
  let next = old.firstChild;
  for (const wanted of [...fresh.childNodes]) {
    const same = find(next, wanted);
    if (same) {
      while (next !== same) next = drop(next);
      next = same.nextSibling;
      if (wanted.nodeType === Node.ELEMENT_NODE) become(same, wanted);
      else if (same.data !== wanted.data) same.data = wanted.data;
    } else {
      old.insertBefore(wanted, next);
    }
  }
  while (next) next = drop(next);
}

/** The first node from `from` on that stands for the same thing as `wanted`. */
function find(from, wanted) {
  for (let node = from; node; node = node.nextSibling) {
    if (node.nodeName !== wanted.nodeName) continue;
    if ((node.id ?? '') === (wanted.id ?? '') && node.action === wanted.action) return node;
  }
  return null;
}

function drop(node) {
  const { nextSibling } = node;
  node.remove();
  return nextSibling;
}

/** Shows a page that was fetched. */
function show(html) {
  const fresh = new DOMParser().parseFromString(html, 'text/html');
  const wasAtEnd = isAtEnd();
  const before = newestMessage();
  document.title = fresh.title;
  for (const id of ['main', 'pages']) {
    const [old, wanted] = [document.getElementById(id), fresh.getElementById(id)];
    if (old && wanted) become(old, wanted);
  }
  tellTimes();
  if (newestMessage() !== before) {
    stopTyping();
    if (wasAtEnd) toEnd();
    markRead();
  }
}

const newestMessage = () => main.querySelector('.messages > li:last-child')?.id;
const isAtEnd = () => innerHeight + scrollY > document.documentElement.scrollHeight - 120;
const toEnd = () => scrollTo({ top: document.documentElement.scrollHeight });

// ---- Fetching, one at a time: what happens meanwhile is fetched once more.

let fetching = false;
let again = false;

async function refresh() {
  if (fetching) {
    again = true;
    return;
  }
  fetching = true;
  try {
    const answer = await fetch(location.pathname + location.search);
    if (answer.redirected) location.reload();
    else if (answer.ok) show(await answer.text());
  } catch {
    // The server is away. The stream comes back by itself, and then this is done again.
  }
  fetching = false;
  if (again) {
    again = false;
    refresh();
  }
}

// ---- Forms go without leaving the page, where they lead back to it.

document.addEventListener('submit', async (event) => {
  const form = event.target;
  if (!form.closest('main') || form.method !== 'post') return;
  event.preventDefault();
  if (form.dataset.sending) return;
  form.dataset.sending = 'yes';
  const body = new URLSearchParams(new FormData(form, event.submitter));
  try {
    const answer = await fetch(form.action, { method: 'POST', body });
    const here = new URL(answer.url).pathname === location.pathname;
    if (answer.redirected && !here) {
      location.assign(answer.url);
      return;
    }
    const html = await answer.text();
    if (answer.ok) {
      form.reset();
      form.closest('details')?.removeAttribute('open');
    }
    show(html);
    if (answer.ok && form.classList.contains('composer')) toEnd();
    document.getElementById('notice')?.scrollIntoView({ block: 'nearest' });
  } catch {
    // Nothing was heard: let the browser try, which tells when it cannot.
    form.submit();
  } finally {
    delete form.dataset.sending;
  }
});

// Enter sends, as in any chat; a candidate of an input method is only taken, and Shift+Enter breaks
// the line.
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
  const composer = event.target.closest?.('.composer');
  if (!composer) return;
  event.preventDefault();
  if (event.target.value.trim()) composer.requestSubmit();
});

// ---- Who is typing, and what was read.

function tell(what) {
  const id = thread()?.dataset.conversation;
  const token = main.querySelector('[name=form_token]')?.value;
  if (!id || !token) return;
  const body = new URLSearchParams({ form_token: token });
  fetch(`/conversations/${id}/${what}`, { method: 'POST', body }).catch(() => {});
}

let toldTyping = 0;
document.addEventListener('input', (event) => {
  if (!event.target.closest('.composer') || Date.now() - toldTyping < TYPING_EVERY) return;
  toldTyping = Date.now();
  tell('typing');
});

function markRead() {
  if (document.visibilityState === 'visible') tell('read');
}
document.addEventListener('visibilitychange', markRead);

let typingEnds;
function showTyping({ conversationId }) {
  const line = document.getElementById('typing');
  if (!line || thread()?.dataset.conversation !== conversationId) return;
  const wasAtEnd = isAtEnd();
  line.textContent = line.dataset.says;
  if (wasAtEnd) toEnd();
  clearTimeout(typingEnds);
  typingEnds = setTimeout(stopTyping, TYPING_LASTS);
}

function stopTyping() {
  clearTimeout(typingEnds);
  const line = document.getElementById('typing');
  if (line) line.textContent = '';
}

// ---- Times, in the reader's own zone.

function tellTimes() {
  // English with a clock of 24 hours, as the rest of the page writes it.
  const lang = document.documentElement.lang.replace(/^en$/, 'en-GB');
  const clock = new Intl.DateTimeFormat(lang, { hour: '2-digit', minute: '2-digit' });
  const day = new Intl.DateTimeFormat(lang, {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
  const year = new Intl.DateTimeFormat(lang, { day: 'numeric', month: 'short', year: 'numeric' });
  const today = new Date();
  for (const time of document.querySelectorAll('time')) {
    const at = new Date(time.dateTime);
    const isToday = at.toDateString() === today.toDateString();
    const format = isToday ? clock : at.getFullYear() === today.getFullYear() ? day : year;
    const text = format.format(at);
    if (time.textContent !== text) time.textContent = text;
  }
}

tellTimes();
if (thread() && !location.hash.startsWith('#message')) toEnd();
const events = new EventSource('/events');
events.addEventListener('changed', refresh);
events.addEventListener('presence', refresh);
events.addEventListener('typing', (event) => showTyping(JSON.parse(event.data)));
