import type { ErrorCode, Reason } from '../../api/commands.gen';

/** Why something was not taken, and why something has not arrived. */
export const trouble = () => ({
  error: (code: ErrorCode) =>
    ({
      emptyText: 'There is nothing written yet.',
      tooLong: 'This is longer than the marketplace takes. Please shorten it.',
      notFound: 'This is not here any more.',
      closed: 'This conversation is closed on the marketplace, so nothing can be sent.',
      answerTooLate: 'The time in which this buyer could be answered is over.',
      blocked: 'You have blocked this buyer. Unblock them first.',
      notAllowed: 'This marketplace does not let you do that from here.',
      offerClosed: 'This offer is already settled or has run out.',
      orderClosed: 'This order is already past that step.',
      alreadyDone: 'This has already been done.',
      declined: 'Nothing was changed.',
      badAmount: 'Please check the quantity and the price.',
      badTime: 'Please choose a time that the marketplace accepts.',
      badRating: 'Please choose one to five stars.',
      pictureTooLarge: 'This picture is too large. Up to 20 MB and 64 million pixels are taken.',
      pictureUnknown: 'This is no picture that can be read here. JPEG, PNG, WebP and GIF can.',
      pictureBroken: 'This picture is damaged and cannot be read.',
      tooManyPictures: 'These are more pictures than the marketplace takes in one reply.',
      invalid: 'Something in this is not right. Please check what you entered.',
      storeClosed: 'The store is not open yet.',
      wrongPassphrase: 'This passphrase does not fit. Please try again.',
      weakPassphrase:
        'This passphrase is too short to protect anything. Please choose a longer one.',
      keyMissing: 'The key to the store is missing.',
      newerStore: 'A newer version of Rapport has written this store.',
      brokenStore: 'The store cannot be read.',
      alreadySent: 'It was already sent and can no longer be changed here.',
      unreachable: 'The marketplace cannot be reached. Check the address and your connection.',
      unauthorized: 'The marketplace does not accept this access token.',
      noSignIn: 'This marketplace has no page to sign in at. Connect with a token instead.',
      diskFull: 'The disk is full. Make some room, then try again; your words are kept.',
      diskUnwritable:
        'The disk cannot be written at the moment. See to it, then try again; your words are kept.',
      internal:
        'Something went wrong inside Rapport. Nothing you wrote was lost; please try again.',
    })[code],
  reason: (reason: Reason): string => {
    switch (reason.kind) {
      case 'unreachable':
        return 'The marketplace cannot be reached.';
      case 'serverFailed':
        return 'The marketplace has trouble of its own. It is tried again.';
      case 'tooMany':
        return 'The marketplace asks to slow down. It goes on by itself.';
      case 'unauthorized':
        return 'The marketplace no longer accepts this sign-in. Sign in again to go on.';
      case 'unreadable':
        return 'The marketplace answered something that could not be understood.';
      case 'tooLarge':
        return 'The marketplace sent more at once than is safe to take.';
      case 'tooLong':
        return 'It is longer than the marketplace takes by now. Shorten it, then send it.';
      case 'endless':
        return 'The marketplace keeps sending the same page of history.';
      case 'stale':
        return 'The buyer wrote again after you did. Read it first, then decide.';
      case 'soldOut':
        return 'It sold out after you wrote. Read it once more, then decide.';
      case 'answerTooLate':
        return 'The time in which this buyer could be answered is over.';
      case 'notSeen':
        return 'It may not have arrived. Check the marketplace before you send it again.';
      case 'refused':
        return reason.detail === ''
          ? 'The marketplace refused it.'
          : `The marketplace refused it: ${reason.detail}`;
      case 'gone':
        return 'The marketplace no longer has this conversation.';
      case 'closed':
        return 'This conversation takes no more messages.';
      case 'declined':
        return 'You declined in the browser. Nothing was changed.';
      case 'tooLate':
        return 'Nobody came back from the browser in time. Please try once more.';
      case 'interrupted':
        return 'Rapport was closed before you came back from the browser. Please try once more.';
      case 'disconnected':
        return 'The account is disconnected. It leaves when you have signed in again.';
      case 'blocked':
        return 'You had blocked this buyer when it was to leave. Read it again, then decide.';
      case 'unknown':
        return 'The marketplace gave no reason that could be understood.';
    }
  },
});
