import { ask } from './ask'
import type { SessionView } from './bindings'

/** What a person does with a sign-in that waits for them. */
export type TalkDeed = { kind: 'answer' | 'open' | 'cancel' } | { kind: 'choose'; choice: string }

/** Does it. Answers how the session stands where that is known at once. */
export async function talk(tenant: string, deed: TalkDeed): Promise<SessionView | null> {
  switch (deed.kind) {
    case 'answer':
      return ask('sessionAnswer', { tenant })
    case 'choose':
      return ask('sessionChoose', { tenant, choice: deed.choice })
    case 'open':
      return ask('sessionOpen', { tenant })
    case 'cancel':
      return ask('sessionCancel', { tenant })
    default: {
      const never: never = deed
      return never
    }
  }
}
