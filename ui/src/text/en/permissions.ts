import type { PermissionPurpose, PermissionSource } from '../../api/commands.gen';
import type { Formats } from '../../lib/formats';

const NAMES = { updates: 'Updates', offers: 'Offers', surveys: 'Surveys' };

/** What people allow the shop to write to them about. */
export const permissions = (f: Formats) => ({
  permissions: {
    title: 'Permissions',
    more: 'What people allow you to write to them about, and how they said it.',
    service: 'Service',
    serviceMore: 'Messages about an order of theirs',
    name: (purpose: PermissionPurpose) => NAMES[purpose],
    about: {
      updates: 'News about what they ordered or asked for',
      offers: 'New pieces and prices',
      surveys: 'Two questions now and then',
    },
    wording: {
      updates:
        'May we write to you with news about what you ordered or asked for? You can leave at any time.',
      offers:
        'May we write to you when there are new pieces and prices? You can leave at any time.',
      surveys: 'May we ask you two questions now and then? You can leave at any time.',
    },
    source: (source: PermissionSource) =>
      ({
        message: 'in a message',
        page: 'on a page',
        spoken: 'aloud',
        paper: 'on paper',
        other: 'in another way',
      })[source],
    version: (version: number) => `wording ${f.number(version)}`,
    on: (at: number, now: number) => `${f.date(at, now)}, ${f.clock(at)}`,
    implied: (at: number, now: number) => `implied by their first order, ${f.date(at, now)}`,
    notImplied: 'implied by an order; there is none',
    since: (at: number, now: number) => `allowed since ${f.date(at, now)}`,
    left: (at: number, now: number) => `withdrawn ${f.date(at, now)}`,
    never: 'not asked',
    allowed: (purpose: PermissionPurpose) => `allowed: ${NAMES[purpose]}`,
    withdrew: (purpose: PermissionPurpose) => `withdrew: ${NAMES[purpose]}`,
    tookBack: (granted: boolean, purpose: PermissionPurpose) =>
      granted
        ? `was noted by mistake to allow: ${NAMES[purpose]}`
        : `was noted by mistake to withdraw: ${NAMES[purpose]}`,
    mistaken: 'noted by mistake',
    conversation: 'Conversation',
    from: 'Permission…',
    grant: 'Grant…',
    grantThis: (purpose: PermissionPurpose) => `Grant ${NAMES[purpose]}…`,
    renew: 'Ask anew…',
    renewThis: (purpose: PermissionPurpose) => `Ask anew for ${NAMES[purpose]}…`,
    withdraw: 'Withdraw',
    withdrawThis: (purpose: PermissionPurpose) => `Withdraw ${NAMES[purpose]}`,
    granted: (person: string, purpose: PermissionPurpose) => `${person} allows: ${NAMES[purpose]}.`,
    withdrawn: (person: string, purpose: PermissionPurpose) =>
      `${person} no longer allows: ${NAMES[purpose]}.`,
    form: (person: string) => `What ${person} allows`,
    formMore: 'Note only what they said themselves. They are not told.',
    what: 'What they say',
    allows: 'They allow it',
    leaves: 'They withdraw it',
    purpose: 'What for',
    words: 'The exact words that they were shown',
    wordsNew: 'Words that were not used before become a wording of their own.',
    how: 'How they said it',
    hows: {
      message: 'In a message',
      page: 'On a page, where they chose it themselves',
      spoken: 'Aloud',
      paper: 'On paper',
      other: 'In another way',
    },
    evidence: 'What shows it',
    evidenceMore: 'Where and when, or what they wrote.',
    note: 'Note it',
    asOf: 'Show as of',
    now: 'Back to now',
    past: (at: number, now: number) => `As it stood at the end of ${f.date(at, now)}.`,
    log: 'What was noted',
    logMore: 'Newest first. Nothing here is ever changed.',
    older: 'There are older lines; they are kept.',
    show: 'Which lines',
    everything: 'Everything',
    count: (n: number) => (n === 1 ? '1 person' : `${f.number(n)} people`),
    showPeople: (purpose: PermissionPurpose, people: string) =>
      `${NAMES[purpose]}: ${people}. Show who they are`,
    who: (purpose: PermissionPurpose) => `Who allows: ${NAMES[purpose]}`,
    whoLeft: (purpose: PermissionPurpose) => `Who withdrew: ${NAMES[purpose]}`,
    stay: 'Allow it',
    gone: 'Withdrew it',
    toLog: 'Back to the log',
    none: 'Nothing was noted yet.',
    noneMore: 'Note a permission from a message in a conversation, or on the page of a person.',
    nobody: 'Nobody.',
    nobodyMore: 'Whoever this is true of is listed here.',
  },
});
