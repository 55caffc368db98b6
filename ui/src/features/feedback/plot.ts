import type { FeedbackMonth } from '../../api/commands.gen';

/** What one month of the plot says; null where it says nothing. */
export interface Point {
  startAt: number;
  ratings: number;
  /** Stars on average. */
  average: number | null;
  /** The share that was answered within a day. */
  answered: number | null;
}

/** The months as the plot shows them. */
export function pointsOf(months: readonly FeedbackMonth[]): Point[] {
  return months.map(({ startAt, ratings, stars, answerable, answeredWithinDay }) => ({
    startAt,
    ratings,
    average: ratings > 0 ? stars / ratings : null,
    answered: answerable > 0 ? answeredWithinDay / answerable : null,
  }));
}

/** All months together: how often buyers rated, and their stars on average. */
export function altogether(months: readonly FeedbackMonth[]): {
  ratings: number;
  average: number | null;
} {
  const ratings = months.reduce((sum, month) => sum + month.ratings, 0);
  const stars = months.reduce((sum, month) => sum + month.stars, 0);
  return { ratings, average: ratings > 0 ? stars / ratings : null };
}

/**
 * A line through the shares that are known (0 is the bottom, 1 the top) on a field of `width` by
 * `height`, each in the middle of its column; it pauses where nothing is known.
 */
export function pathOf(shares: readonly (number | null)[], width: number, height: number): string {
  const column = width / shares.length;
  let pen = 'M';
  let path = '';
  shares.forEach((share, index) => {
    if (share === null) {
      pen = 'M';
      return;
    }
    path += `${pen}${round((index + 0.5) * column)} ${round((1 - share) * height)}`;
    pen = 'L';
  });
  return path;
}

const round = (value: number): number => Math.round(value * 10) / 10;
