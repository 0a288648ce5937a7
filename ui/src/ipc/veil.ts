import type { CommandName } from './host'

/**
 * What stands on the screen instead of names, hosts and secrets while the privacy shield is up.
 *
 * Every text of an answer is covered unless it is known to be harmless: an id, a kind, a time, a
 * word of ours. A field that is new is therefore covered until somebody has looked at it, which a
 * test asks for.
 */

/** Gives the text that stands for another, always the same one for the same. */
export type Cover = (text: string) => string

const fieldsOf = (...groups: readonly string[]): ReadonlySet<string> =>
  new Set(groups.flatMap((group) => group.split(' ')))

/** Fields whose texts are ids, kinds, times, sizes, our own words or those of a document. */
const HARMLESS: ReadonlySet<string> = fieldsOf(
  // What is sent back to the core, or tells things apart.
  'id tenant document exchange operation key pointer held handle',
  'vendor group opened prompt reference seal previous mac',
  'plan task sheet run hit exchanges notLoaded inverse',
  // Kinds.
  'kind state environment effect health hue letters platform theme',
  'vault remedy wants why cause saidBy opensWith ended place rule',
  'found what required ticketRequired tickets format result change',
  'weight unavailable side problem topics kinds schemes',
  'stopped tone by proof urgency separator encoding',
  // Times, numbers and versions.
  'at asOf since until due readAt sameSince renewedEarly version size',
  'status protocol code media contentType openUntil bytes count',
  // Words of ours, of a vendor's documentation, of the organisation about its own tickets.
  'product maker method label hint note ask store field needs',
  'happened next who limit file statusMeans system pattern ticket',
  'columns wanted allowed ticketPattern ticketSystem ticketHint',
  'putBack parent operationId evidence word asked about',
  'because page steps labels say heldSince',
  // Permissions as a product has them, and what they are given for.
  'permissions permission level lets includes included onlyWith danger dangerous',
  'grants beyond lacking instead oneOf purpose warn pages section atPlace',
  'operations tasks readAt testedAt one',
)

/** Fields whose texts are private, or may be, as somebody has found by looking. */
const PRIVATE: ReadonlySet<string> = fieldsOf(
  // Who and where.
  'name names tenantName user target title subject issuer fingerprint',
  'address others leftOut host to proxy origin servers callsGoTo',
  'open path elsewhere',
  // What somebody said or typed.
  'message requestId reason sentence words value pem hash proposal',
  'says warnings none usual several sample head',
  // What was sent and came back, and what a document says, where it is not all open.
  'text lines rows base64 body requestBody before after unknown',
  'expected got default example typeWords column of shown',
  // Who holds permissions, and what is asked for in somebody's name.
  'through owner askFor',
  // What is set up: names of roles and clients, and what a person presses to find them.
  'json roles adds press switches tenants client',
)

/** What has been decided of every field, so that a new one cannot be forgotten. */
export const DECIDED = { harmless: HARMLESS, private: PRIVATE } as const

/**
 * Parts of an answer in which a field is not as harmless as elsewhere: choices are named by whoever
 * asks, and what a catalogue does not know is told by its address.
 */
const CLOSED: ReadonlySet<string> = new Set(['choices', 'unknown'])

/** Parts that are only sent back to the core; where they are shown, their field covers them. */
const SENT_BACK: ReadonlySet<string> = new Set(['inputs'])

type Rule =
  /** Nothing in it is private, but for some fields. */
  | { open: readonly string[] }
  /** Some fields are private that are not elsewhere. */
  | { also: readonly string[] }

/** What is known of the answers of single commands. */
const RULES: { readonly [command in CommandName]?: Rule } = {
  appStatus: { open: [] },
  settingsGet: { open: [] },
  vendorsList: { open: [] },
  policyGet: { open: ['proxy', 'subject', 'issuer', 'names', 'fingerprint'] },
  // Documents describe a product, which is no secret; where it stands is one.
  explorerDocuments: { open: [] },
  explorerOpen: { open: ['servers', 'callsGoTo'] },
  explorerGroup: { open: [] },
  explorerSearch: { open: [] },
  explorerOperation: { open: [] },
  explorerSchema: { open: [] },
  explorerFindings: { open: [] },
  explorerLevel: { open: [] },
  explorerCompare: { open: [] },
  paletteSearch: { open: [] },
  draftLanguages: { open: [] },
  // Tasks are files of ours; what they are begun with and what they answer is not.
  tasksList: { open: [] },
  taskGet: { open: ['address'] },
  // What can be picked are people and computers, by name.
  taskPick: { also: ['label', 'note'] },
  // What changes is said with the name of whom or what it is about.
  taskPreview: { also: ['what'] },
  taskRun: { also: ['what'] },
  bulkRows: { also: ['what'] },
  // The name of a file, where elsewhere it is an id.
  bulkList: { also: ['sheet'] },
  bulkStart: { also: ['sheet'] },
  bulkGoOn: { also: ['sheet'] },
  // What is said of a holder of permissions, where elsewhere it is a word of ours.
  accessList: { also: ['note'] },
  accessView: { also: ['note'] },
  accessWhy: { also: ['note'] },
  accessSheet: { also: ['purpose'] },
  // Whoever did something, and from which machine.
  auditList: { also: ['who'] },
  auditGet: { also: ['who'] },
}

type Covers = (field: string) => boolean

const covering = (command: CommandName | null): Covers => {
  const rule = command === null ? undefined : RULES[command]
  if (rule && 'open' in rule) return (field) => rule.open.includes(field)
  if (rule) return (field) => rule.also.includes(field) || !HARMLESS.has(field)
  return (field) => !HARMLESS.has(field)
}

const inClosed: Covers = (field) => field !== 'id'
const inSentBack: Covers = () => false

const within = (name: string, covers: Covers): Covers =>
  CLOSED.has(name) ? inClosed : SENT_BACK.has(name) ? inSentBack : covers

function through(value: unknown, field: string, covers: Covers, cover: Cover): unknown {
  if (typeof value === 'string') return value !== '' && covers(field) ? cover(value) : value
  if (Array.isArray(value)) return value.map((each) => through(each, field, covers, cover))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      name,
      through(each, name, within(name, covers), cover),
    ]),
  )
}

/** An answer of a command, or a failure where none is named, as it may be on the screen. */
export function veiled<T>(command: CommandName | null, value: T, cover: Cover): T {
  // Texts become texts and everything else stays, so the shape is the same.
  return through(value, '', covering(command), cover) as T
}

let cover: Cover | null = null
const seen = new Map<CommandName, (value: unknown) => unknown>()

/** From now on everything read for the screen is covered; with nothing, it is as it is. */
export function veilWith(next: Cover | null): void {
  cover = next
  seen.clear()
}

/**
 * What stands between the answers of a command and the screen; nothing while there is nothing.
 *
 * It is the same function as long as the shield is as it is, so that nothing is covered twice.
 */
export function veilOf<T>(command: CommandName): ((value: T) => T) | undefined {
  const now = cover
  if (now === null) return undefined
  const known = seen.get(command) ?? ((value: unknown) => veiled(command, value, now))
  seen.set(command, known)
  // It keeps the shape of what it is given, as said above.
  return known as (value: T) => T
}

/** Something that did not come through `read`, as it may be on the screen now. */
export const veil = <T>(command: CommandName | null, value: T): T =>
  cover === null ? value : veiled(command, value, cover)

/** A cover that numbers what it covers, in the order in which it is met. */
export function numbered(word: string): Cover {
  const known = new Map<string, string>()
  return (text) => {
    const instead = known.get(text) ?? `${word} ${known.size + 1}`
    known.set(text, instead)
    return instead
  }
}
