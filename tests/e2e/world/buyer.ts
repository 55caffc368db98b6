// A buyer of the marketplace, as far as they act without a browser.

import { ask, send } from './bazaar';

/** A message as a buyer sees it. */
export interface Said {
  id: string;
  author: string;
  at: number;
  /** The message that it answers. */
  replyTo?: string;
  body: {
    kind: string;
    text?: string;
    caption?: string;
    picture?: Seen;
    more?: Seen[];
  };
}

/** A picture as a buyer sees it. */
export interface Seen {
  id: string;
  width: number;
  height: number;
}

/** An order as a buyer sees it. */
export interface Order {
  /** Its number, too. */
  id: string;
}

/** One buyer in one conversation. */
export class Buyer {
  private constructor(
    readonly name: string,
    readonly conversation: string,
    private readonly url: string,
    private readonly token: string,
    private readonly away: { dir: string; id: string; product: string },
  ) {}

  static async begin(
    url: string,
    token: string,
    name: string,
    away: { dir: string; id: string; product: string },
  ): Promise<Buyer> {
    const opened = (await send('POST', `${url}/v1/buyer/conversations`, token, {
      productId: away.product,
    })) as { id: string };
    return new Buyer(name, opened.id, url, token, away);
  }

  /** Writes. */
  async says(text: string): Promise<Said> {
    return (await send('POST', this.#messages(), this.token, {
      body: { kind: 'text', text },
    })) as Said;
  }

  /** Writes while the marketplace is out of the seller's reach. */
  saysUnseen(text: string): void {
    const { dir, id, product } = this.away;
    ask(dir, 'say', '--buyer', id, '--product', product, text);
  }

  /** Sends a picture. */
  async shows(png: Buffer, caption: string): Promise<void> {
    const picture = await send('POST', `${this.url}/v1/pictures`, this.token, png);
    await send('POST', this.#messages(), this.token, {
      body: { kind: 'picture', picture, caption },
    });
  }

  /** The bytes of a picture that was shown. */
  async sees(picture: string): Promise<Buffer> {
    const answer = await fetch(`${this.url}/v1/pictures/${picture}`, {
      headers: { authorization: `Bearer ${this.token}` },
    });
    if (!answer.ok) throw new Error(`The picture answered ${answer.status}.`);
    return Buffer.from(await answer.arrayBuffer());
  }

  /** Everything said so far, oldest first. */
  async thread(): Promise<Said[]> {
    const answer = (await send('GET', this.#messages(), this.token)) as {
      messages: Said[];
    };
    return answer.messages;
  }

  /** What the seller said so far, oldest first. */
  async answers(): Promise<string[]> {
    const thread = await this.thread();
    return thread
      .filter((said) => said.author === 'seller')
      .map(({ body }) => body.text ?? body.caption ?? '');
  }

  /** Offers a price for so many of the product, all of them together. */
  async offers(quantity: number, priceMinor: number, note = ''): Promise<void> {
    await this.#does('POST', 'offers', {
      conversationId: this.conversation,
      productId: this.away.product,
      quantity,
      price: { minor: priceMinor, currency: 'EUR' },
      note,
    });
  }

  /** Orders so many of the product, at the list price. */
  async orders(quantity: number, wishes = ''): Promise<Order> {
    const lines = [{ productId: this.away.product, quantity }];
    const deliverTo = `${this.name}\nLindenallee 7\n20259 Hamburg`;
    return (await this.#does('POST', 'orders', {
      lines,
      deliverTo,
      wishes,
    })) as Order;
  }

  /** Says what is wrong with the order's card. */
  async corrects(order: Order, note: string): Promise<void> {
    await this.#does('POST', `orders/${order.id}/correct`, { note });
  }

  /** Has it. */
  async receives(order: Order): Promise<void> {
    await this.#does('POST', `orders/${order.id}/receive`);
  }

  /** Rates the seller for it. */
  async rates(order: Order, rating: number, text = ''): Promise<void> {
    await this.#does('PUT', `orders/${order.id}/feedback`, { rating, text });
  }

  /** Puts so many of the product into the cart, and leaves it there. */
  async fillsCart(quantity: number): Promise<void> {
    await this.#does('PUT', `cart-lines/${this.away.product}`, { quantity });
  }

  #does(method: 'POST' | 'PUT', what: string, body?: unknown): Promise<unknown> {
    return send(method, `${this.url}/v1/buyer/${what}`, this.token, body);
  }

  #messages(): string {
    return `${this.url}/v1/buyer/conversations/${this.conversation}/messages`;
  }
}
