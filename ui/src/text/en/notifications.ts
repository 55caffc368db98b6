import type { Formats } from '../../lib/formats';

/** A Monday, to name the days of a week after. */
const MONDAY = [2024, 0, 1] as const;

/** What pops up, when, and how long a buyer may wait. */
export const notifications = (f: Formats) => {
  const long = (minutes: number): string => {
    const hours = Math.floor(minutes / 60);
    const rest = minutes % 60;
    if (hours === 0) return rest === 1 ? '1 minute' : `${f.number(rest)} minutes`;
    if (rest > 0) return `${f.number(hours)} h ${rest} min`;
    return hours === 1 ? '1 hour' : `${f.number(hours)} hours`;
  };
  const short = (minutes: number): string => {
    const hours = Math.floor(minutes / 60);
    const rest = minutes % 60;
    if (hours === 0) return `${f.number(rest)} min`;
    return rest > 0 ? `${f.number(hours)} h ${rest} min` : `${f.number(hours)} h`;
  };
  return {
    notifications: {
      title: 'Hours and notifications',
      on: 'Notifications pop up as they come.',
      paused: (until: string) => `Paused until ${until}.`,
      quiet: (until: string) => `Quiet until ${until}.`,
      quietForGood: 'Quiet, and these hours have no end.',
      until: (at: number, today: boolean) => (today ? f.clock(at) : f.moment(at)),
      pauseHour: 'Pause for 1 hour',
      pauseTomorrow: 'Until tomorrow',
      resume: 'Resume',
      preview: 'What they show',
      everything: 'Everything',
      name: 'Only the name',
      nothing: 'Nothing',
      previewMore: {
        everything: 'Who it is and what they wrote.',
        name: 'Who it is, for instance while you share your screen.',
        nothing: 'That something came, and neither who nor what.',
      },
      inFront: 'Also while I work in Rapport',
      inFrontMore:
        'Otherwise nothing pops up while Rapport is in front of you: what comes is on the screen already. The conversation that is open never pops up.',
      work: 'Working hours',
      workMore: 'A buyer’s waiting counts only in these hours.',
      quietWhen: 'Quiet hours',
      never: 'Never',
      outsideWork: 'Outside working hours',
      ownHours: 'At these hours',
      quietMore: 'Nothing pops up then. What came is summed up once when they end.',
      quietHours: 'When it is quiet',
      day: (n: number) => f.weekday(new Date(MONDAY[0], MONDAY[1], MONDAY[2] + n, 12).getTime()),
      closed: 'none',
      from: (day: string) => `${day}, from`,
      to: (day: string) => `${day}, to`,
      nextDay: 'next day',
      wholeDay: '24 hours',
      addSpan: (day: string) => `Add hours on ${day}`,
      removeSpan: (day: string, from: string, to: string) => `Remove ${from} to ${to} on ${day}`,
      everyDay: 'Same on every day',
      everyDayMore: (day: string) => `Make every day like ${day}`,
      limits: 'How long a buyer may wait',
      limitsMore: 'Then their waiting time turns gold, and red after four times as long.',
      shopLimit: 'Everywhere',
      asEverywhere: (limit: string) => `As everywhere (${limit})`,
      noLimit: 'As long as it takes',
      long,
      alarm: 'Tell me when somebody waits longer',
      alarmMore:
        'One notification for all of them, and a line above the list. It comes again only when somebody else waits too long, at most every 15 minutes, and never outside working hours.',
      alarmOne: (person: string, limit: number | null, waited: number) =>
        `${person} has waited ${limit === null ? 'too long' : `over ${short(limit)}`}: ${short(waited)}`,
      alarmMany: (people: number, capped: boolean, limit: number | null) =>
        `${f.number(people)}${capped ? '+' : ''} people have waited ${
          limit === null ? 'too long' : `over ${short(limit)}`
        }`,
      alarmLongest: (person: string, waited: number) => `${person} longest, ${short(waited)}`,
      alarmCounts: 'Counted in your working hours. Opens who has waited longest.',
    },
  };
};
