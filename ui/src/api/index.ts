import type { CommandError, Commands, ErrorCode } from './commands.gen';
import type { Host } from '../host/host';

/** Commands that come with bytes beside their arguments. */
export type CarryingName = {
  [N in keyof Commands]: Commands[N]['tag'] extends 'carrying' ? N : never;
}[keyof Commands];
export type CommandName = Exclude<keyof Commands, CarryingName>;
export type ArgsOf<N extends keyof Commands> = Commands[N]['args'];
export type ResultOf<N extends keyof Commands> = Commands[N]['result'];
/** Commands that only ask. */
export type ViewName = {
  [N in CommandName]: Commands[N]['tag'] extends 'view' ? N : never;
}[CommandName];

/** A command that did not succeed; the catalogue has a sentence for each code. */
export class CallError extends Error {
  readonly code: ErrorCode;
  readonly detail: string;
  /** Whether the core refused; otherwise nobody knows whether it did what was asked. */
  readonly answered: boolean;

  constructor(code: ErrorCode, detail: string, answered = true) {
    super(detail === '' ? code : `${code}: ${detail}`);
    this.name = 'CallError';
    this.code = code;
    this.detail = detail;
    this.answered = answered;
  }

  /** Anything that was thrown, as an error with a sentence. */
  static from(thrown: unknown): CallError {
    if (thrown instanceof CallError) return thrown;
    if (isCommandError(thrown)) return new CallError(thrown.code, thrown.detail);
    const said = thrown instanceof Error ? thrown.message : String(thrown);
    return new CallError('internal', said, false);
  }
}

function isCommandError(thrown: unknown): thrown is CommandError {
  return typeof thrown === 'object' && thrown !== null && 'code' in thrown && 'detail' in thrown;
}

let current: Host | null = null;

/** Says which host all calls go to. Once, before the page is mounted. */
export function useHost(host: Host): void {
  current = host;
}

/** The host in use. */
export function host(): Host {
  if (current === null) throw new Error('useHost comes first');
  return current;
}

/** Runs a command: its name decides what goes in and what comes out. */
export async function call<N extends CommandName>(
  name: N,
  ...args: ArgsOf<N> extends null ? [] : [args: ArgsOf<N>]
): Promise<ResultOf<N>> {
  try {
    return (await host().invoke(name, args[0] ?? null)) as ResultOf<N>;
  } catch (thrown) {
    throw CallError.from(thrown);
  }
}

/** Runs a command that comes with bytes beside its arguments. */
export async function carry<N extends CarryingName>(
  name: N,
  args: ArgsOf<N>,
  bytes: Blob,
): Promise<ResultOf<N>> {
  try {
    return (await host().carry(name, args, bytes)) as ResultOf<N>;
  } catch (thrown) {
    throw CallError.from(thrown);
  }
}
