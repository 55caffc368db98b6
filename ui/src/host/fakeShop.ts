import type {
  ConversationHead,
  Drafts,
  OutboxAct,
  OutboxEntry,
  ProductCard,
  ThreadAuthor,
  ThreadBody,
  ThreadItem,
} from '../api/commands.gen';

/** A conversation of the made-up shop. */
export interface Talk {
  head: ConversationHead;
  items: ThreadItem[];
  outbox: OutboxEntry[];
  drafts: Drafts;
  lastAt: number;
}

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
/** Buyers of the made-up shop read what is older than this. */
const READ_MS = 60 * MINUTE;
const NAMES = [
  'Ada Brandt',
  '王芳',
  'Luca Moretti',
  'Ines Duarte',
  '李娜',
  'Noor Haddad',
  'Ola Berg',
];
const WORDS = [
  'Is it still available?',
  '请问什么时候发货？',
  'Thank you, it arrived well.',
  'Could you send a picture of the underside?',
  '颜色和图片一样吗？',
  'I would take two if the postage stays the same.',
  'The box was a little dented, the cup is fine.',
];

let nextKey = 1;

export function product(id: string, title: string, priceMinor: number, stock: number): ProductCard {
  return { id, title, priceMinor, currency: 'EUR', stock, picture: `tile:${id}` };
}

export function message(author: ThreadAuthor, at: number, body: ThreadBody): ThreadItem {
  const key = at * 1024 + (nextKey++ % 1024);
  const read = author === 'seller' && at < Date.now() - READ_MS;
  return { kind: 'message', key, id: `m${key}`, author, at, body, answers: null, read };
}

/** Something on its way. */
export function entry(
  id: string,
  conversationId: string,
  act: OutboxAct,
  createdAt: number,
  subjectId: string | null = null,
): OutboxEntry {
  const words = act.kind === 'message' ? act.text : '';
  const state = {
    state: 'queued',
    reason: null,
    leavesAt: null,
    nextAt: null,
    editable: true,
    wish: null,
    deletable: false,
    waitsItsTurn: false,
    meanwhile: null,
    answers: null,
  } as const;
  return { id, conversationId, ...state, act, subjectId, text: words, pictures: [], createdAt };
}

const text = (words: string): ThreadBody => ({ kind: 'text', text: words });

function talk(
  id: string,
  person: string,
  account: string,
  card: ProductCard | null,
  lines: [author: 'buyer' | 'seller', minutesAgo: number, words: string][],
  now: number,
): Talk {
  const items = lines.map(([author, ago, words]) =>
    message(author, now - ago * MINUTE, text(words)),
  );
  const last = lines.at(-1);
  const waits = last?.[0] === 'buyer';
  return {
    head: {
      id,
      personId: `p-${id}`,
      person,
      avatar: null,
      account,
      product: card,
      waitingSince: waits ? now - last[1] * MINUTE : null,
      doneAt: null,
      closed: false,
      maxChars: 350,
      answerUntil: null,
      wordsFree: true,
      canSend: true,
      pictures: { max: 5, maxBytes: 20 * 1024 * 1024 },
      canReplyTo: true,
      may: { offer: card !== null, counter: false },
      offerMaxHours: account === 'eBay' ? 48 : 0,
      unread: waits && last[1] < 60,
      starred: false,
      muted: false,
      mutedUntil: null,
      blocked: false,
      tags: [],
      snooze: null,
    },
    items,
    outbox: [],
    drafts: { reply: '', note: '', pictures: [], answers: null },
    lastAt: now - (last?.[1] ?? 0) * MINUTE,
  };
}

/** The shop of the sketches, and a long tail behind it. */
export function fakeShop(now: number): Talk[] {
  const tea = product('tea', 'Celadon tea set, 5 pieces', 4800, 6);
  const shop = [
    talk('c1', 'Lin Wei', 'Bazaar', tea, history(now), now),
    talk(
      'c2',
      'Marta Olsen',
      'eBay',
      product('strap', 'Leather camera strap', 3900, 14),
      [['buyer', 48, 'Does the strap come in a longer size? I’d need about 120 cm.']],
      now,
    ),
    talk(
      'c3',
      'Amir K.',
      'Bazaar',
      null,
      [['buyer', 31, 'Hello! Is the jasmine tin back in stock?']],
      now,
    ),
    talk(
      'c4',
      '陈晓',
      'Bazaar',
      product('silver', 'Silver bracelet', 8600, 2),
      [['buyer', 12, '收到了，质量很好！谢谢老板 😊']],
      now,
    ),
    talk(
      'c5',
      'Jo Pereira',
      'eBay',
      product('tray', 'Ash-grey tray', 2200, 0),
      [['buyer', 4, 'The lid arrived chipped. What can we do?']],
      now,
    ),
    talk(
      'c6',
      'Tomás Silva',
      'Allegro',
      product('oolong', 'Oolong sampler', 1850, 31),
      [
        [
          'seller',
          40,
          'I can hold it for you until Friday. See https://bazaar.example/oolong for the notes.',
        ],
        ['buyer', 1, 'Perfect, I will take it then.'],
      ],
      now,
    ),
  ];
  const [first] = shop;
  if (first !== undefined) {
    first.head.waitingSince = now - 134 * MINUTE;
    const cup: ThreadBody = {
      kind: 'picture',
      pictures: [{ id: 'tile:cup', width: 1200, height: 900 }],
      caption: '',
    };
    first.items.splice(-1, 0, message('buyer', now - 144 * MINUTE, cup));
    const at = now - 140 * MINUTE;
    const note = 'Mother’s birthday 28 Nov. Prefers plain paper, no plastic.';
    first.items.splice(-1, 0, { kind: 'note', key: at * 1024, id: 'n1', at, text: note });
    const words =
      'For you I’ll do 10 % on three, and I’ll gift-wrap your mother’s set. I’ll hold them for you until Tuesday.';
    const price = {
      quantity: 3,
      priceMinor: 12_960,
      currency: 'EUR',
      untilAt: now + DAY,
      note: '',
    };
    first.outbox.push(
      entry('o0', 'c1', { kind: 'offer', ...price }, now - 4 * MINUTE),
      entry('o1', 'c1', { kind: 'message', text: words }, now - 3 * MINUTE),
    );
    first.drafts.reply =
      'I will ship them on Wednesday with the fragile service, so they arrive before the 28th.';
  }
  const [, second] = shop;
  const held = 'It does: 135 cm, at the same price.';
  second?.outbox.push({
    ...entry('o2', 'c2', { kind: 'message', text: held }, now - 50 * MINUTE),
    state: 'held',
    reason: { kind: 'stale' },
  });
  for (let i = 0; i < 400; i++) {
    const ago = 120 + i * 37;
    const person = `${NAMES[i % NAMES.length] ?? ''} ${Math.floor(i / NAMES.length) + 1}`;
    const words = WORDS[i % WORDS.length] ?? '';
    shop.push(
      talk(
        `x${i}`,
        person,
        i % 3 === 0 ? 'eBay' : 'Bazaar',
        i % 4 === 0 ? null : tea,
        [
          ['buyer', ago + 9, words],
          ['seller', ago, 'Yes, gladly. It leaves tomorrow morning.'],
        ],
        now,
      ),
    );
  }
  return shop;
}

function history(now: number): [author: 'buyer' | 'seller', minutesAgo: number, words: string][] {
  const lines: [author: 'buyer' | 'seller', minutesAgo: number, words: string][] = [];
  for (let i = 1500; i > 0; i--) {
    const words = `${WORDS[(i * 5) % WORDS.length] ?? ''} ${i % 7 === 0 ? (WORDS[i % 5] ?? '') : ''}`;
    lines.push([i % 3 === 0 ? 'seller' : 'buyer', 1440 + i * 53, words.trim()]);
  }
  const since = new Date(now).getHours() < 3 ? 130 : 145;
  lines.push(
    ['buyer', since + 6, '你好！Is the celadon set dishwasher safe? My mother would love it 😊'],
    [
      'seller',
      since + 2,
      'Hello Lin Wei! By hand is kinder to the glaze. Last time you chose the ash-grey tray — it matches this set.',
    ],
    ['buyer', 134, '可以便宜一点吗？三个一起买 🙏'],
  );
  return lines;
}
