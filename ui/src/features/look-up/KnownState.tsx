import { LogIn } from 'lucide-react'

import { State } from '#components/State'
import { StateOfNothing } from '#components/StateOfNothing'
import { Working } from '#components/Working'
import { healthLook } from '#lib/looks'

import { copy } from './copy'
import { hitLook } from './looks'
import { isSignedOut, type Known } from './model'

/** How a tenant has somebody, in a word: a state of its own, or which of the kinds of nothing. */
export function KnownState({ known }: { known: Known }) {
  const { part, hits, stopped } = known
  switch (part.state.kind) {
    case 'asking':
      return stopped ? <StateOfNothing kind="notLoaded" /> : <Working word={copy.asking} />
    case 'found': {
      if (hits.length === 0) return <StateOfNothing kind="noneFound" />
      const state = hits.find((hit) => hit.state !== null)?.state
      if (!state)
        return (
          <State icon={hitLook.plain.icon} tone="neutral">
            {copy.found}
          </State>
        )
      return (
        <State icon={hitLook[state.tone].icon} tone={hitLook[state.tone].tone}>
          {state.word}
        </State>
      )
    }
    case 'none':
      return <StateOfNothing kind="noneFound" />
    case 'notAllowed':
      return <StateOfNothing kind="notAllowed" />
    case 'notSupported':
      return <StateOfNothing kind="notSupported" />
    case 'failed':
      return isSignedOut(part) ? (
        <State icon={LogIn} tone="quiet">
          {healthLook.signedOut.word}
        </State>
      ) : (
        <StateOfNothing kind="notReachable" />
      )
    default: {
      const never: never = part.state
      return never
    }
  }
}
