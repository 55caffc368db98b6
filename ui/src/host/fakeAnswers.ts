import type { CommandName } from '../api';
import type { Announcement, CommandError, Commands, ErrorCode, Table } from '../api/commands.gen';

/** What a made-up desk answers, command by command. */
export type Answers = {
  [N in CommandName]: (args: Commands[N]['args']) => Commands[N]['result'];
};

/** The answers to some of the commands. */
export type AnswersOf<N extends CommandName> = Pick<Answers, N>;

/** Says that something changed, in one conversation or anywhere. */
export type Announce = (tables: Table[], conversation: string | null) => void;

/** Hears announcements. */
export type Hear = (announcement: Announcement) => void;

/** A refusal as the core words it. */
export function refusal(code: ErrorCode, detail = ''): CommandError {
  return { code, detail };
}
