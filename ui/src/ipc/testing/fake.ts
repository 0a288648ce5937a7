import type { AppError, Commands, Topic } from '../bindings'
import type { CommandName, Host, Result } from '../host'

/** One function for each command that is answered. */
export type Answers = {
  [K in CommandName]?: (
    args: Commands[K]['args'],
    onItem: (item: Commands[K]['item']) => void,
  ) => Commands[K]['answer'] | Promise<Commands[K]['answer']>
}

/** Thrown by an answer of a fake host to refuse. */
export class Refusal extends Error {
  readonly error: AppError

  constructor(error: AppError) {
    super(error.kind)
    this.error = error
  }
}

export type FakeHost = Host & {
  /** Every command that was run, in order. */
  readonly calls: { command: CommandName; args: object }[]
  /** Tells of a change nobody asked for. */
  announce: (...topics: Topic[]) => void
}

/** A core made of functions. A command without one is refused as not there. */
export function fakeHost(answers: Answers): FakeHost {
  const listeners = new Set<(topics: readonly Topic[]) => void>()
  const calls: FakeHost['calls'] = []
  return {
    calls,
    announce: (...topics) => {
      for (const listener of listeners) listener(topics)
    },
    call: async (command, args, onItem): Promise<Result> => {
      calls.push({ command, args })
      // Each answer is typed by its own command above; here they are all alike.
      const answer = answers[command] as
        | ((args: object, onItem: (item: unknown) => void) => unknown)
        | undefined
      if (!answer) return { error: { kind: 'notFound' } }
      try {
        return { ok: await answer(args, onItem ?? (() => undefined)) }
      } catch (thrown) {
        if (thrown instanceof Refusal) return { error: thrown.error }
        throw thrown
      }
    },
    listen: (changed) => {
      listeners.add(changed)
      return () => listeners.delete(changed)
    },
  }
}
