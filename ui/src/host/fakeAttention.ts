import type {
  ConversationRow,
  NotificationSettings,
  QuietNow,
  WaitingAlarm,
  WeekHours,
} from '../api/commands.gen';
import type { Announce, AnswersOf } from './fakeAnswers';

type Names =
  | 'attention.status'
  | 'attention.look'
  | 'attention.pause'
  | 'settings.notifications'
  | 'settings.setNotifications';

const MINUTE = 60_000;

/** Notifications in memory: nothing pops up, and the clock alone says who is late. */
export function fakeAttention(
  wishes: URLSearchParams,
  now: number,
  waiting: () => ConversationRow[],
  announce: Announce,
): AnswersOf<Names> {
  const daily = (from: number, to: number): WeekHours => ({
    days: Array.from({ length: 7 }, () => [{ from, to }]) as WeekHours['days'],
  });
  let chosen: NotificationSettings = {
    preview: 'everything',
    inFront: false,
    work: daily(540, 1080),
    quietWhen: wishes.get('hours') === 'quiet' ? 'hours' : 'never',
    quiet: daily(1320, 480),
    alarm: !wishes.has('calm'),
    limitMinutes: 30,
    accountLimits: [],
  };
  let pause: QuietNow | null = null;

  function alarm(): WaitingAlarm | null {
    const late = waiting().filter((row) => row.lateAt !== null && row.lateAt <= Date.now());
    const longest = late.sort((a, b) => (a.waitingSince ?? 0) - (b.waitingSince ?? 0))[0];
    if (!chosen.alarm || longest === undefined) return null;
    return {
      people: late.length,
      capped: false,
      limitMinutes: chosen.limitMinutes,
      conversationId: longest.id,
      person: longest.person,
      waitedMinutes: Math.floor((Date.now() - (longest.waitingSince ?? now)) / MINUTE),
    };
  }

  return {
    'attention.status': () => ({
      alarm: alarm(),
      quiet:
        pause ??
        (chosen.quietWhen === 'never'
          ? null
          : { since: now - 60 * MINUTE, until: now + 90 * MINUTE, paused: false }),
    }),
    'attention.look': () => null,
    'attention.pause': ({ length }) => {
      const minutes = { hour: 60, tomorrow: 20 * 60, over: 0 }[length];
      const since = Date.now();
      pause = minutes === 0 ? null : { since, until: since + minutes * MINUTE, paused: true };
      announce(['settings'], null);
      return null;
    },
    'settings.notifications': () => chosen,
    'settings.setNotifications': (wanted) => {
      chosen = wanted;
      announce(['settings'], null);
      return chosen;
    },
  };
}
