import type { Explained, Who } from '#ipc/bindings'

/** Which picture stands for a failure; the parts that draw it know the icons. */
export type FailureSign =
  | 'signIn'
  | 'lock'
  | 'right'
  | 'unreachable'
  | 'proxy'
  | 'certificate'
  | 'clock'
  | 'wait'
  | 'keychain'
  | 'entry'
  | 'stale'
  | 'document'
  | 'company'
  | 'ticket'
  | 'bug'

/** A failure in words: what happened, why, what to do, who can. */
export type FailureWords = {
  tone: 'neutral' | 'warn' | 'bad'
  sign: FailureSign
  /** What happened, as a short sentence without a full stop. */
  title: string
  /** The likely cause. */
  cause: string
  /** What to do next, in order. */
  steps: readonly string[]
  /** Who can do that; nothing where it is not known, or nobody needs to. */
  who?: Who | undefined
  /** Facts to compare or to quote. */
  facts: readonly (readonly [name: string, value: string])[]
}

/** What a failure's cause says; the rest depends on where it happened. */
export type CauseWords = Pick<FailureWords, 'cause' | 'steps' | 'who'>

/** Who can put something right, as the end of a sentence. */
export const whoWords: Readonly<Record<Who, string>> = {
  you: 'You',
  administrator: 'The administrator of the tenant',
  network: 'Your network team',
  vendor: 'The vendor, or whoever runs the server for them',
}

/** Facts as rows; what is not known is left out. */
export const known = (
  ...facts: (readonly [string, string | number | null | undefined])[]
): FailureWords['facts'] =>
  facts.flatMap(([name, value]) =>
    value === null || value === undefined || value === '' ? [] : [[name, String(value)] as const],
  )

const withoutStop = (sentence: string): string => sentence.trim().replace(/\.$/, '')

/** The title, cause and step that were written for just this refusal, where they are known. */
export const explainedWords = (
  explained: Explained | null | undefined,
): Partial<Pick<FailureWords, 'title' | 'cause' | 'steps' | 'who'>> =>
  explained
    ? {
        title: withoutStop(explained.happened),
        cause: explained.cause,
        steps: [explained.next],
        who: explained.who,
      }
    : {}
