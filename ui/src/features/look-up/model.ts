import type {
  HitEvent,
  LookUpHit,
  LookUpPart,
  LookUpProgress,
  MissingWhy,
  StandsOut,
  Subject,
  TenantLine,
} from '#ipc/bindings'

/** A look-up that runs or has ended. */
export type Look = {
  /** Under which it can be stopped. */
  ticket: string
  parts: readonly LookUpPart[]
  subjects: readonly Subject[]
  /** Whether everything has come that will; otherwise it runs, or was stopped. */
  ended: boolean
}

/** A look-up before anything has come. */
export const beginning = (ticket: string): Look => ({
  ticket,
  parts: [],
  subjects: [],
  ended: false,
})

/** A look-up with what was told now; each part replaces what was told of its tenant before. */
export function told(look: Look, progress: LookUpProgress): Look {
  if (progress.kind === 'subjects') return { ...look, subjects: progress.subjects }
  const { part } = progress
  const known = look.parts.some(({ tenant }) => tenant === part.tenant)
  return {
    ...look,
    parts: known
      ? look.parts.map((before) => (before.tenant === part.tenant ? part : before))
      : [...look.parts, part],
  }
}

/** How many tenants have answered so far, of how many that can be asked, and how fast. */
export type Answered = { answered: number; of: number; tookMs: number; failed: LookUpPart[] }

/** Counts the answers. A tenant where nothing of the kind can be looked up is not counted. */
export function answeredOf(parts: readonly LookUpPart[]): Answered {
  const asked = parts.filter(({ state }) => state.kind !== 'notSupported')
  const answers = asked.filter(
    ({ state }) => state.kind === 'found' || state.kind === 'none' || state.kind === 'notAllowed',
  )
  return {
    answered: answers.length,
    of: asked.length,
    tookMs: Math.max(0, ...answers.map(({ tookMs }) => tookMs)),
    failed: asked.filter(({ state }) => state.kind === 'failed'),
  }
}

/**
 * How subjects are called in an address: ids of rows are other ones in the next look-up. The
 * second of those who are known by nothing but the same name is told apart by a number.
 */
export function subjectKeys(subjects: readonly Subject[]): string[] {
  const seen = new Map<string, number>()
  return subjects.map(({ name, knownAs }) => {
    const key = knownAs[0]?.value ?? name
    const times = (seen.get(key) ?? 0) + 1
    seen.set(key, times)
    return times === 1 ? key : `${key} #${times}`
  })
}

/** The subject an address means; by any value it is known as, for a later answer may know more. */
export const subjectOf = (subjects: readonly Subject[], key: string): Subject | undefined =>
  subjects[subjectKeys(subjects).indexOf(key)] ??
  subjects.find(
    ({ name, knownAs }) =>
      name === key || knownAs.some(({ value }) => value.toLowerCase() === key.toLowerCase()),
  )

/** Who is shown: whom the address means, or the only one there is; nobody while that is open. */
export const shownSubject = (
  subjects: readonly Subject[],
  key: string | undefined,
): Subject | undefined =>
  (key === undefined ? undefined : subjectOf(subjects, key)) ??
  (subjects.length === 1 ? subjects[0] : undefined)

/** What one tenant knows of a subject. */
export type Known = {
  part: LookUpPart
  /** Its rows of this subject. */
  hits: readonly LookUpHit[]
  /** How many of its rows are somebody else. */
  others: number
  /** Whether it will not answer any more, because the look-up was stopped. */
  stopped: boolean
}

/** Parts one tenant's rows from those of others with the same words. */
export function knownOf(part: LookUpPart, subject: Subject | undefined, running: boolean): Known {
  const stopped = part.state.kind === 'asking' && !running
  if (part.state.kind !== 'found') return { part, hits: [], others: 0, stopped }
  const { hits, rest } = part.state
  if (!subject) return { part, hits, others: rest, stopped }
  const ids = new Set(
    subject.hits.filter(({ tenant }) => tenant === part.tenant).map(({ hit }) => hit),
  )
  const own = hits.filter(({ id }) => ids.has(id))
  return { part, hits: own, others: hits.length - own.length + rest, stopped }
}

/** Which tenants come first: those that know the subject, then those that said why they do not. */
const ORDER: Readonly<Record<LookUpPart['state']['kind'], number>> = {
  found: 0,
  asking: 1,
  notAllowed: 2,
  failed: 3,
  none: 4,
  notSupported: 5,
}

/** What every tenant knows, the telling ones first, otherwise in the order of the tenants. */
export const allKnown = (
  parts: readonly LookUpPart[],
  subject: Subject | undefined,
  running: boolean,
): Known[] =>
  parts
    .map((part) => knownOf(part, subject, running))
    .toSorted((one, other) => orderOf(one) - orderOf(other))

const orderOf = ({ part, hits }: Known): number =>
  part.state.kind === 'found' && hits.length === 0 ? ORDER.none : ORDER[part.state.kind]

/** Something of a hit, and where it is. */
type At = { tenant: string; hit: LookUpHit }

/** What a person should see first, over all tenants. */
export const outstanding = (known: readonly Known[]): (StandsOut & At)[] =>
  known
    .flatMap(({ part, hits }) =>
      hits.flatMap((hit) =>
        hit.standsOut.map((standsOut) => ({ ...standsOut, tenant: part.tenant, hit })),
      ),
    )
    .toSorted((one, other) => inTheWay(other.hit) - inTheWay(one.hit))

/** What is in somebody's way comes before what is only to be looked at. */
const inTheWay = ({ state }: LookUpHit): number => (state?.tone === 'bad' ? 1 : 0)

/** What happened, over all tenants; the same thing several times in a row is one with a count. */
export type Happened = HitEvent & At & { times: number }

/** What happened lately, newest first. */
export function happened(known: readonly Known[], onlyBad: boolean): Happened[] {
  const all = known
    .flatMap(({ part, hits }) =>
      hits.flatMap((hit) =>
        hit.events.map((event) => ({ ...event, tenant: part.tenant, hit, times: 1 })),
      ),
    )
    .filter(({ bad }) => bad || !onlyBad)
    .toSorted((one, other) => Date.parse(other.at) - Date.parse(one.at))
  const folded: Happened[] = []
  for (const event of all) {
    const before = folded.at(-1)
    if (
      before &&
      before.tenant === event.tenant &&
      before.title === event.title &&
      before.note === event.note
    )
      folded[folded.length - 1] = { ...before, times: before.times + 1 }
    else folded.push(event)
  }
  return folded
}

/** The tenants whose events are missing from the list, because they could not be asked. */
export const silent = (known: readonly Known[]): string[] =>
  known.filter(({ part }) => part.state.kind === 'failed').map(({ part }) => part.tenant)

/** Whether more is on its way for any of these. */
export const isComing = (known: readonly Known[]): boolean =>
  known.some(
    ({ part, hits, stopped }) =>
      (part.state.kind === 'asking' && !stopped) || hits.some(({ coming }) => coming),
  )

/** The first letters of a name, for a face: `JL` for `Jonas Lind`, `LT` for `LT-0977`. */
export function initials(name: string): string {
  const words = name.split(/[\s,.@\\/_-]+/).filter((word) => /\p{L}|\d/u.test(word))
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]]
  return (
    words.length > 1
      ? letters.map((word) => Array.from(word ?? '')[0] ?? '').join('')
      : Array.from(words[0] ?? '?')
          .slice(0, 2)
          .join('')
  ).toUpperCase()
}

/** Whether a failure means that nobody is signed in there, rather than that it is broken. */
export const isSignedOut = (part: LookUpPart): boolean =>
  part.state.kind === 'failed' && part.state.error.kind === 'signInRequired'

/** The kind of nothing that stands for something that could not be asked. */
export const nothingOf = (why: MissingWhy): 'notAllowed' | 'notSupported' | 'notReachable' =>
  why.kind === 'failed' ? 'notReachable' : why.kind

/** The tenants by their ids. */
export const byId = (tenants: readonly TenantLine[]): ReadonlyMap<string, TenantLine> =>
  new Map(tenants.map((tenant) => [tenant.id, tenant]))
