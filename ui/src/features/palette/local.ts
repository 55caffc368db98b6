import { actions, type Possible } from '../../lib/actions/actions';
import { ACTIONS, type ActionId } from '../../lib/actions/table';
import { initialsOf } from '../../lib/pinyin';
import { SETTING_PLACES, type SettingPlace } from '../../lib/settingPlaces';
import { catalogue, words, type Catalogue } from '../../text/index.svelte';
import type { Kind, Row } from './rows';

/** What is found besides by the words on screen: in Chinese also by pinyin and in English. */
function otherNames(title: string, english: string): string[] {
  if (words.spoken === 'en') return english === title ? [] : [english];
  return [english, initialsOf(title)];
}

function kindOf({ id, whom }: Possible): Kind {
  if (ACTIONS[id].group === 'go') return 'page';
  return ACTIONS[id].group === 'conversation' && whom !== null ? 'whom' : 'action';
}

const NAMES: Readonly<
  Record<SettingPlace, (t: Catalogue) => [name: string, section: string | null]>
> = {
  accounts: (t) => [t.accounts.title, null],
  undoSend: (t) => [t.settings.undoSend, t.settings.sending],
  notifications: (t) => [t.notifications.title, null],
  preview: (t) => [t.notifications.preview, t.notifications.title],
  inFront: (t) => [t.notifications.inFront, t.notifications.title],
  quietWhen: (t) => [t.notifications.quietWhen, t.notifications.title],
  work: (t) => [t.notifications.work, t.notifications.title],
  limits: (t) => [t.notifications.limits, t.notifications.title],
  alarm: (t) => [t.notifications.alarm, t.notifications.title],
  theme: (t) => [t.settings.theme, t.settings.open],
  language: (t) => [t.settings.language, t.settings.open],
  searchIndex: (t) => [t.search.index, null],
};

/** What the program itself can do now, and its settings; and whom the actions of a conversation concern. */
export function localRows(onsetting: (place: SettingPlace) => void): {
  rows: Row[];
  whom: string | null;
} {
  const english = catalogue('en', navigator.languages);
  const possible = actions.possible().filter(({ id }) => ACTIONS[id].keysOnly !== true);
  const done = possible.map((one): Row => {
    const title = one.doing.name?.() ?? words.t.actions[one.id];
    return {
      id: one.id,
      kind: kindOf(one),
      title,
      also: [
        ...otherNames(title, english.actions[one.id]),
        ...otherNames(words.t.actions[one.id], english.actions[one.id]),
      ],
      more: null,
      key: ACTIONS[one.id].keys[0] ?? null,
      run: () => actions.run(one.id satisfies ActionId),
    };
  });
  const settings = SETTING_PLACES.map((place): Row => {
    const [title, section] = NAMES[place](words.t);
    return {
      id: `setting.${place}`,
      kind: 'setting',
      title,
      also: [
        ...otherNames(title, NAMES[place](english)[0]),
        words.t.palette.settingWords[place],
        ...(words.spoken === 'en' ? [] : [english.palette.settingWords[place]]),
        ...(section === null ? [] : [section]),
      ],
      more: section,
      key: null,
      run: () => onsetting(place),
    };
  });
  const whom = possible.find((one) => kindOf(one) === 'whom')?.whom ?? null;
  return { rows: [...done, ...settings], whom };
}
