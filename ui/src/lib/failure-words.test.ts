import { describe, expect, it } from 'vitest'

import type { AppError, Lapse, NetworkCause, Remedy } from '#ipc/bindings'

import { remedyWords } from './failure-causes'
import { failureLine, failureWords } from './failure-words'

const lapses: Lapse[] = [
  { kind: 'refused', status: 401, code: null, message: null },
  { kind: 'stopped' },
  { kind: 'ended' },
  { kind: 'secretMissing', field: 'Client secret' },
]

/** One of every kind; a new kind has to be added before this compiles. */
const each: { [Kind in AppError['kind']]: Extract<AppError, { kind: Kind }>[] } = {
  signInRequired: lapses.map((why) => ({ kind: 'signInRequired', tenant: 'plants', why })),
  tenantLocked: [{ kind: 'tenantLocked', effect: 'changes' }],
  missingPermission: [
    { kind: 'missingPermission', needs: ['View Members'], code: 'X1', message: null },
    { kind: 'missingPermission', needs: [], code: null, message: null },
  ],
  unreachable: (
    ['name', 'refused', 'timeout', 'reset', 'tls', 'protocol'] satisfies NetworkCause[]
  ).map((cause) => ({ kind: 'unreachable', host: 'h.example:443', cause })),
  untrusted: (['unknownIssuer', 'wrongName', 'expired', 'notYetValid', 'other'] as const).map(
    (cause) => ({
      kind: 'untrusted',
      host: 'h.example',
      issuer: 'Some CA',
      names: ['h.example'],
      until: '2027-03-14T00:00:00Z',
      fingerprint: 'AA:BB',
      cause,
    }),
  ),
  rateLimited: [{ kind: 'rateLimited', retryAfterMs: 48_000 }],
  storeUnavailable: (Object.keys(remedyWords) as Remedy[]).map((remedy) => ({
    kind: 'storeUnavailable',
    remedy,
  })),
  invalid: [
    {
      kind: 'invalid',
      problems: [{ field: 'address', place: null, problem: { kind: 'notHttps' } }],
    },
  ],
  stale: [{ kind: 'stale' }],
  notFound: [{ kind: 'notFound' }],
  notThisProduct: [{ kind: 'notThisProduct', host: 'h.example', status: 200, contentType: 'HTML' }],
  vendorFailed: [
    { kind: 'vendorFailed', status: 500, code: null, message: null, requestId: 'r-1' },
    { kind: 'vendorFailed', status: 409, code: 'C', message: 'Already there', requestId: null },
  ],
  leftOrigin: [{ kind: 'leftOrigin', to: 'https://elsewhere.example' }],
  tooLarge: [{ kind: 'tooLarge', limitKb: 65_536 }],
  unreadable: [
    { kind: 'unreadable', why: { kind: 'empty' }, line: null, column: null },
    { kind: 'unreadable', why: { kind: 'html' }, line: null, column: null },
    { kind: 'unreadable', why: { kind: 'binary' }, line: null, column: null },
    { kind: 'unreadable', why: { kind: 'notADocument' }, line: null, column: null },
    {
      kind: 'unreadable',
      why: { kind: 'syntax', message: 'a comma is missing' },
      line: 412,
      column: 3,
    },
    { kind: 'unreadable', why: { kind: 'limit', limit: 'too deep' }, line: null, column: null },
  ],
  file: [{ kind: 'file', name: 'api.json', why: 'Permission denied' }],
  cancelled: [],
  bug: [{ kind: 'bug', reference: 'K7-4F20' }],
}

const all: AppError[] = Object.values(each).flat()

describe('the words of failures', () => {
  it.each(all)('says what happened and why: $kind', (error) => {
    const words = failureWords(error, { tenant: 'Plants' })
    expect(words?.title).toMatch(/^\S.{5,}[^.!]$/)
    expect(words?.cause).toMatch(/\S.{3,}/)
  })

  it.each(all)('neither shouts, nor begs, nor blames: $kind', (error) => {
    const words = failureWords(error)
    const text = [words?.title, words?.cause, ...(words?.steps ?? [])].join(' ')
    expect(text).not.toMatch(/!|\bplease\b|\binvalid\b|\bundefined\b|\bnull\b/i)
  })

  it('names the tenant where one is meant', () => {
    expect(failureLine({ kind: 'rateLimited', retryAfterMs: 48_000 }, { tenant: 'Plants' })).toBe(
      'Plants asks us to wait 48.0 s.',
    )
  })
  it('says nothing about what a person stopped', () =>
    expect(failureWords({ kind: 'cancelled' })).toBeNull())
  it('gives the facts one quotes, and leaves out those that are not there', () => {
    expect(
      failureWords({
        kind: 'vendorFailed',
        status: 500,
        code: null,
        message: null,
        requestId: 'r-1',
      })?.facts,
    ).toEqual([
      ['Status', '500'],
      ['Request id', 'r-1'],
    ])
  })
})
