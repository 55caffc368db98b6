import type {
  CommitmentKind,
  CommitmentRow,
  CommitmentStanding,
  PermissionPurpose,
} from '../../api/commands.gen';
import type { Formats } from '../../lib/formats';

/** The shop's privacy promise, line by line. */
export const commitments = (f: Formats) => {
  const span = (days: number): string => {
    const years = days / 365;
    if (Number.isInteger(years)) return years === 1 ? 'a year' : `${f.number(years)} years`;
    return days === 1 ? 'a day' : `${f.number(days)} days`;
  };
  const purposes: Readonly<Record<PermissionPurpose, string>> = {
    updates: 'updates',
    offers: 'offers',
    surveys: 'surveys',
  };
  const purpose = (row: CommitmentRow) => (row.purpose === null ? '' : purposes[row.purpose]);
  return {
    commitments: {
      tab: 'Our commitments',
      title: 'Our privacy commitments',
      checked: (when: string) => `checked on this machine, ${when}`,
      unchecked: 'not checked on this machine yet',
      date: (at: number, now: number) => f.date(at, now),
      list: 'Commitments in force',
      none: 'No commitment is in force.',
      noneMore: 'Add one, or take up one that was retired.',
      builtIn: (kind: CommitmentKind, days: number) =>
        ({
          asked: 'We write only to people who wrote to us, ordered or allowed it first',
          leaving: 'Leaving takes one word and is for good',
          askedAgain: `A permission is not for ever: after ${span(days)} we ask again`,
          named: 'Details are passed to nobody but who is named',
          purpose: 'Details are collected for a stated purpose only',
          addresses: `Addresses are gone ${span(days)} after delivery`,
          notes: `What we noted about people is gone ${span(days)} after we last heard from them`,
          shown: 'What we know is shown and erased on request, within 30 days',
          encrypted: 'Everything is encrypted on our machines',
          doors: 'We hold no key to shops that we no longer serve',
          keeper: 'Every client has one person who answers for their details',
          incidents: 'Incidents are told within 72 hours to whom they touch',
        })[kind],
      standing: (standing: CommitmentStanding, next: string | null) => {
        switch (standing.kind) {
          case 'holds':
            return 'holds';
          case 'broken':
            if (standing.rows >= 100) return `${f.number(standing.rows)} or more break it`;
            return standing.rows === 1 ? '1 breaks it' : `${f.number(standing.rows)} break it`;
          case 'unchecked':
            return 'not checked yet';
          case 'reviewDue':
            return `by hand · review due ${next ?? ''}`;
          case 'reviewed':
            return `by hand · next review ${next ?? ''}`;
          case 'never':
            return 'by hand · not reviewed yet';
        }
      },
      show: 'show',
      hide: 'hide',
      review: 'review it',
      reviewed: (when: string, evidence: string) => `${when}: ${evidence}`,
      row: (row: CommitmentRow, when: string) => {
        switch (row.subject) {
          case 'message':
            return `we wrote first, ${when}`;
          case 'permission':
            return `${purpose(row)}, allowed ${when}`;
          case 'order':
            return `order ${row.words}, received ${when}`;
          case 'notes':
            return row.happenedAt === null ? 'never heard of' : `last heard of ${when}`;
          case 'account':
            return `disconnected ${when}, and its key is still here`;
          case 'client':
            return `a client since ${when}, with nobody who answers`;
          case 'plainStore':
            return 'The store on this machine can be read without a key.';
          case 'plainKey':
            return 'The key to the store lies in a plain file beside it. The demo does that; a keyring or a passphrase mends it.';
        }
      },
      rowsOf: 'What breaks it',
      noRows: 'Nothing breaks it now.',
      first: 'From the first',
      more: 'The next ones',
      conversation: 'Conversation',
      person: 'Person',
      account: 'Account settings',
      forget: 'forget these addresses',
      forgotten: (n: number) =>
        n === 1 ? '1 address was forgotten.' : `${f.number(n)} addresses were forgotten.`,
      reword: 'Reword',
      rewordTitle: 'Reword the commitment',
      rewordMore: 'The earlier words are kept and shown.',
      rewordIt: 'Reword it',
      words: 'In plain words',
      add: 'Add a commitment',
      addTitle: 'Add a commitment',
      addMore: 'You check it by hand, with what you found and a day for the next look.',
      addIt: 'Add it',
      firstReview: 'First review',
      days: 'Days',
      setDays: 'Set',
      reviewNow: 'Review',
      reviewTitle: 'Review the commitment',
      reviewMore: 'Write down what you looked at and found. It is kept, and nobody is told.',
      evidence: 'What you found',
      nextReview: 'Next review',
      reviewIt: 'Keep the review',
      retire: 'Retire',
      takeUp: 'Take up again',
      retired: (n: number) => `Retired: ${f.number(n)}`,
      retiredAt: (when: string) => `retired ${when}`,
      history: 'Earlier words and reviews',
      ownWords: 'Before that: the words that came with the program.',
      noHistory: 'Neither reworded nor reviewed yet.',
      since: (when: string) => `worded ${when}`,
      reviewOf: (when: string, next: string) => `reviewed ${when}, next on ${next}`,
      toastAdded: 'The commitment was added.',
      toastReworded: 'Reworded.',
      toastDays: 'The days were changed.',
      toastReviewed: 'The review is kept.',
      toastRetired: 'Retired.',
      toastTakenUp: 'In force again.',
      today: (broken: number, due: number) => {
        const parts: string[] = [];
        if (broken > 0) {
          parts.push(
            broken === 1
              ? 'One of our commitments is broken'
              : `${f.number(broken)} of our commitments are broken`,
          );
        }
        if (due > 0)
          parts.push(due === 1 ? 'one review is due' : `${f.number(due)} reviews are due`);
        const said = parts.join(', ');
        return `${said.charAt(0).toUpperCase()}${said.slice(1)}.`;
      },
      todayShow: 'Look at them',
    },
  };
};
