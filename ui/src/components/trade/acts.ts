/** What comes of an act: nothing when it was taken, else the sentence that says why not. */
export type Taken = Promise<string | null>;

/** What the seller can do about a buyer's offer. */
export interface OfferActs {
  accept(note: string): Taken;
  decline(note: string): Taken;
  /** Opens the place where another price is named. */
  counter: (() => void) | null;
}

/** What the seller can do about an order. */
export interface OrderActs {
  ask(note: string): Taken;
  ship(note: string): Taken;
  rate(rating: number, text: string): Taken;
}

/** What the seller can do about a rating. */
export interface FeedbackActs {
  answer(text: string): Taken;
}
