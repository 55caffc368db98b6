import type {
  CartCard,
  FeedbackCard,
  OfferCard,
  OrderSheet,
  ThreadBody,
  ThreadItem,
  TradeSide,
} from '../api/commands.gen';
import { message, type Talk } from './fakeShop';

/** What the made-up shop and one person did with each other. Threads show the same objects. */
export interface Dealings {
  talk: Talk;
  language: string | null;
  clientSince: number | null;
  /** Who looks after them. */
  keeper: string | null;
  firstAt: number;
  /** Newest first. */
  orders: OrderSheet[];
  offers: OfferCard[];
  cart: CartCard | null;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export function offer(
  id: string,
  by: TradeSide,
  product: string,
  [quantity, priceMinor, listMinor]: [number, number, number],
  [madeAt, untilAt]: [number, number | null],
): OfferCard {
  const terms = { product, quantity, priceMinor, listMinor, currency: 'EUR' };
  return { id, by, ...terms, state: 'open', madeAt, untilAt, answerable: by === 'buyer' };
}

export function rating(id: string, by: TradeSide, stars: number, text: string, at: number) {
  const mayAnswer = by === 'buyer';
  const card: FeedbackCard = {
    ...{ id, by, rating: stars, text, at },
    ...{ changedAt: null, answer: null, mayAnswer },
  };
  return card;
}

function order(
  number: string,
  [title, quantity, priceMinor]: [string, number, number],
  placedAt: number,
  more: Partial<OrderSheet> = {},
): OrderSheet {
  return {
    ...{ id: `order-${number}`, number, lines: [{ title, quantity, priceMinor }] },
    ...{ totalMinor: priceMinor, currency: 'EUR', state: 'placed', placedAt, stateAt: placedAt },
    ...{ deliverTo: '', wishes: '', card: null, mayAsk: true, mayShip: true, mayRate: false },
    ...{ fromBuyer: null, fromUs: null, ...more },
  };
}

/** An order that arrived long ago, with what both sides said. */
export function past(
  number: string,
  line: [string, number, number],
  at: number,
  feedback: Pick<OrderSheet, 'fromBuyer' | 'fromUs'>,
): OrderSheet {
  const mayRate = feedback.fromUs === null;
  const ended = {
    state: 'received',
    stateAt: at + 5 * DAY,
    mayAsk: false,
    mayShip: false,
  } as const;
  return order(number, line, at, { ...ended, mayRate, ...feedback });
}

function add(talk: Talk, item: ThreadItem): void {
  talk.items.push(item);
  talk.items.sort((a, b) => a.key - b.key);
  talk.lastAt = Math.max(talk.lastAt, item.at);
}

const offered = (card: OfferCard, note = ''): ThreadBody => {
  return { kind: 'offer', offer: card, step: 'made', note };
};
const ordered = (
  sheet: OrderSheet,
  step: Extract<ThreadBody, { kind: 'order' }>['step'],
  note = '',
): ThreadBody => ({ kind: 'order', order: sheet, step, note });

/** The dealings behind the first conversations, told in their threads too. */
export function fakeTrade(now: number, talks: Talk[]): Dealings[] {
  const all = talks.map((talk): Dealings => {
    const firstAt = talk.items[0]?.at ?? talk.lastAt;
    const stage = { clientSince: null, keeper: null };
    return { talk, language: null, ...stage, firstAt, orders: [], offers: [], cart: null };
  });
  const [lin, marta, amir, chen, jo, tomas] = all;
  if (lin && marta && amir && chen && jo && tomas) {
    linWei(lin, now);
    offerOf(marta, now);
    leftCart(amir, now);
    placed(tomas, now);
    finished(chen, now);
    complaint(jo, now);
  }
  return all;
}

function linWei(lin: Dealings, now: number): void {
  const kind = 'She always says what she needs. A pleasure.';
  const tray = past('4102', ['Ash-grey tray', 1, 2200], now - 62 * DAY, {
    fromBuyer: rating('f-tray', 'buyer', 5, '比照片上还漂亮，包装很用心。', now - 55 * DAY),
    fromUs: rating('f-lin', 'seller', 5, kind, now - 54 * DAY),
  });
  if (tray.fromBuyer) tray.fromBuyer.answer = { text: '谢谢！', at: now - 54 * DAY };
  const tin = past('3987', ['Jasmine tin', 4, 7400], now - 150 * DAY, {
    fromBuyer: rating('f-tin', 'buyer', 4, '', now - 140 * DAY),
    fromUs: rating('f-lin2', 'seller', 5, '', now - 139 * DAY),
  });
  Object.assign(lin, {
    ...{ language: 'zh-CN', clientSince: now - 620 * DAY, keeper: 'Mei', firstAt: now - 700 * DAY },
    orders: [tray, tin],
  });
}

function offerOf(marta: Dealings, now: number): void {
  const title = 'Leather camera strap';
  const times: [number, number] = [now - 46 * 60_000, now + 26 * HOUR];
  const card = offer('offer-1', 'buyer', title, [2, 6800, 7800], times);
  marta.offers.push(card);
  marta.language = 'nb';
  marta.talk.head.may.counter = true;
  add(
    marta.talk,
    message('buyer', card.madeAt, offered(card, 'I would take two, one for my sister.')),
  );
}

function leftCart(amir: Dealings, now: number): void {
  const lines = [
    { title: 'Jasmine tin', quantity: 2, priceMinor: 3700 },
    { title: 'Oolong sampler', quantity: 2, priceMinor: 3700 },
    { title: 'Glaze care card', quantity: 1, priceMinor: 1200 },
  ];
  amir.cart = { lines, totalMinor: 8600, currency: 'EUR', changedAt: now - 20 * 60_000 };
  amir.clientSince = now - 90 * DAY;
}

function placed(tomas: Dealings, now: number): void {
  const where = 'Tomás Silva\nRua das Flores 12\n4050-262 Porto';
  const wishes = 'Please leave out the price, it is a present.';
  const sheet = order('4471', ['Oolong sampler', 2, 3700], now - 3 * HOUR, {
    deliverTo: where,
    wishes,
    card: { state: 'corrected', at: now - HOUR, note: 'The house number is 14, not 12.' },
  });
  tomas.orders.push(sheet);
  const steps = tomas.talk;
  add(steps, message('system', sheet.placedAt, ordered(sheet, 'placed')));
  add(steps, message('seller', now - 2 * HOUR, ordered(sheet, 'cardSent', 'Is everything right?')));
  add(
    steps,
    message('buyer', now - HOUR, ordered(sheet, 'corrected', 'The house number is 14, not 12.')),
  );
}

function finished(chen: Dealings, now: number): void {
  const sheet = past('4460', ['Silver bracelet', 1, 8600], now - 6 * DAY, {
    fromBuyer: null,
    fromUs: null,
  });
  const agreed = offer(
    'offer-2',
    'seller',
    'Silver bracelet',
    [1, 8600, 9400],
    [now - 7 * DAY, null],
  );
  Object.assign(agreed, { state: 'accepted', answerable: false });
  chen.orders.push(sheet);
  chen.offers.push(agreed);
  chen.language = 'zh-CN';
  const accepted: ThreadBody = { kind: 'offer', offer: agreed, step: 'accepted', note: '' };
  add(chen.talk, message('seller', agreed.madeAt, offered(agreed)));
  add(chen.talk, message('buyer', agreed.madeAt + HOUR, accepted));
  add(chen.talk, message('system', sheet.placedAt, ordered(sheet, 'placed')));
  add(chen.talk, message('system', sheet.placedAt + DAY, ordered(sheet, 'shipped')));
  add(chen.talk, message('system', sheet.stateAt, ordered(sheet, 'received')));
}

function complaint(jo: Dealings, now: number): void {
  const said = rating(
    'f-jo',
    'buyer',
    2,
    'Lovely colour, but the lid arrived chipped.',
    now - 9 * 60_000,
  );
  const sheet = past('4439', ['Ash-grey tray', 1, 2200], now - 11 * DAY, {
    fromBuyer: said,
    fromUs: null,
  });
  jo.orders.push(sheet);
  add(jo.talk, message('system', sheet.placedAt, ordered(sheet, 'placed')));
  add(jo.talk, message('buyer', said.at, { kind: 'feedback', feedback: said }));
}
