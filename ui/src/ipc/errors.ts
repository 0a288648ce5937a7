import type { AppError } from './bindings'
import { veil } from './veil'

/** A command did not do what was asked. */
export class Failure extends Error {
  override readonly name = 'Failure'
  readonly #error: AppError

  constructor(error: AppError) {
    super(error.kind)
    this.#error = error
  }

  /** Why, as it may be on the screen now. */
  get error(): AppError {
    return veil(null, this.#error)
  }
}

const isAppError = (thrown: unknown): thrown is AppError =>
  typeof thrown === 'object' &&
  thrown !== null &&
  'kind' in thrown &&
  typeof thrown.kind === 'string'

/** What a host rejected with, as one of the failures we have words for. */
export function asAppError(thrown: unknown): AppError {
  if (thrown instanceof Failure) return thrown.error
  if (isAppError(thrown)) return thrown
  // The shell refuses a call it does not know with a sentence, and a lost bridge throws.
  return { kind: 'bug', reference: 'interface' }
}
