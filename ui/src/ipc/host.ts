import type { AppError, Commands, Topic } from './bindings'

export type CommandName = keyof Commands

/** What a command came to. */
export type Result = { ok: unknown } | { error: AppError }

/**
 * Whatever runs the core: the shell, a bridge in tests, or a fake.
 *
 * The choice is made once, in `main.tsx` and in the test set-up.
 */
export type Host = {
  /** Runs one command; a streaming one hands its items to `onItem` on the way. */
  call: (command: CommandName, args: object, onItem?: (item: unknown) => void) => Promise<Result>
  /** Tells of changes that nobody here asked for. Answers how to stop listening. */
  listen: (changed: (topics: readonly Topic[]) => void) => () => void
}
