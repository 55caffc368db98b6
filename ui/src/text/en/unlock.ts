import type { Formats } from '../../lib/formats';

/** Opening the store, and what may stand in the way. */
export const unlock = (f: Formats) => ({
  unlock: {
    chooseTitle: 'Choose a passphrase',
    chooseIntro:
      'This computer offers no safe place for keys, so a passphrase protects everything Rapport stores. You enter it at each start. Nobody can bring it back for you.',
    passphrase: 'Passphrase',
    repeat: 'Repeat it',
    lengthHint: (min: number) => `At least ${f.number(min)} characters. A short sentence is good.`,
    tooShort: (min: number) => `Please choose at least ${f.number(min)} characters.`,
    different: 'The two are not the same.',
    choose: 'Start with this passphrase',
    enterTitle: 'Welcome back',
    enterIntro: 'Enter your passphrase to open what is stored on this computer.',
    enter: 'Open',
    opening: 'Opening…',
    keyMissingTitle: 'The key to your store is missing',
    keyMissing:
      'Your conversations are here and untouched, but the keyring of this computer does not hold the key that opens them. Rapport does not make a new key, because it would lock you out for good.',
    keyMissingDo:
      'Unlock the keyring or sign in as the same user as before, then try again. If you moved to a new computer, restore the keyring along with it.',
    wrongKeyTitle: 'The key does not fit',
    wrongKey:
      'Your conversations are here and untouched, but the key that was found belongs to another store.',
    wrongKeyDo: 'If you copied the store from elsewhere, bring its key along. Then try again.',
    newerTitle: 'This store is newer than the program',
    newer:
      'A newer version of Rapport has written it. To keep it whole, this version leaves it alone.',
    newerDo: 'Install the newest version of Rapport, then open it again.',
    brokenTitle: 'The store cannot be read',
    broken: 'The file that holds your conversations is damaged. Nothing was deleted.',
    brokenDo:
      'Close the program and keep a copy of its data folder. Put a backup back in its place if you have one; what the marketplace knows can be brought again.',
    unwritableTitle: 'The disk cannot be written',
    unwritable:
      'Your conversations are here and untouched, but nothing new could be kept: the disk is full, or it does not let Rapport write there.',
    unwritableDo:
      'Make some room, or see to it that the data folder can be written. Then try again.',
    unreachableTitle: 'Rapport cannot start',
    again: 'Try again',
  },
});
