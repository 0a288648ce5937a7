import { store } from './store'

/** What may be asked over any screen, whichever part of it wants it. */
type Asked =
  | { kind: 'open'; tenant: string }
  | { kind: 'ticket' }
  | { kind: 'why'; tenant: string; operation: string }

const asked = store<Asked | null>(null)

/** Asks to open a tenant for changes: the form lies over whatever screen asked for it. */
export const askToOpen = (tenant: string): void => asked.set({ kind: 'open', tenant })

/** Asks for the ticket one works on. */
export const askForTicket = (): void => asked.set({ kind: 'ticket' })

/** Asks why an operation was refused, and who has what it needs. */
export const askWhy = (tenant: string, operation: string): void =>
  asked.set({ kind: 'why', tenant, operation })

/** Puts the form away. */
export const askNoMore = (): void => asked.set(null)

/** What is asked. */
export const useAsked = asked.use
