import { describe, expect, it } from 'vitest'

import type {
  AppError,
  Explained,
  IdentityCause,
  Lapse,
  NetworkCause,
  ProxyCause,
  Remedy,
  ScriptCause,
  SignInCause,
} from '#ipc/bindings'

import { remedyWords } from './failure-causes'
import { networkWords } from './failure-network'
import { failureLine, failureWords } from './failure-words'

const explained: Explained = {
  happened: 'The API account was switched off.',
  cause: 'Somebody who looks after it suspended it.',
  next: 'Ask for it to be switched on again.',
  who: 'administrator',
}
const scripts: ScriptCause[] = ['unreachable', 'tooLarge', 'tooSlow', 'broken', 'noWay']
const proxies: ProxyCause[] = [
  { kind: 'unreachable' },
  { kind: 'signInRequired', schemes: ['Basic', 'NTLM'] },
  { kind: 'signInRefused', schemes: [] },
  { kind: 'schemeNotSpoken', schemes: ['Negotiate', 'NTLM'] },
  { kind: 'schemeNotSpoken', schemes: ['Digest'] },
  { kind: 'refused', status: 403 },
  { kind: 'brokeOff' },
  { kind: 'otherKind' },
  { kind: 'numericHost' },
  ...scripts.map((why) => ({ kind: 'script', why }) as const),
]
const identities: IdentityCause[] = ['required', 'refused']
const signIns: SignInCause[] = [
  { kind: 'notOurs' },
  { kind: 'elsewhere', origin: 'https://elsewhere.example' },
  { kind: 'nobodyAnswered' },
  { kind: 'noListener' },
]

const refused = { kind: 'refused', status: 401, code: null, message: null } as const
const lapses: Lapse[] = [
  refused,
  { ...refused, why: 'wrong' },
  { ...refused, why: 'noLongerValid' },
  { ...refused, why: 'accountOff' },
  { ...refused, why: 'network' },
  { ...refused, code: 'E-7', message: 'Suspended', explained },
  { kind: 'needsPerson' },
  { kind: 'stopped' },
  { kind: 'ended' },
  { kind: 'secretMissing', field: 'Client secret' },
]

const networkCauses = Object.keys(networkWords) as NetworkCause[]

/** One of every kind; a new kind has to be added before this compiles. */
const each: { [Kind in AppError['kind']]: Extract<AppError, { kind: Kind }>[] } = {
  signInRequired: lapses.map((why) => ({ kind: 'signInRequired', tenant: 'plants', why })),
  tenantLocked: [{ kind: 'tenantLocked', effect: 'changes' }],
  refused: [{ kind: 'refused' }],
  forbiddenByPolicy: (['readOnly', 'reveal', 'setting', 'passphrase'] as const).map((rule) => ({
    kind: 'forbiddenByPolicy',
    rule,
    file: '/etc/keydesk/policy.toml',
  })),
  ticketRequired: [
    { kind: 'ticketRequired', hint: '' },
    { kind: 'ticketRequired', hint: 'INC and seven digits' },
  ],
  auditUnavailable: [{ kind: 'auditUnavailable', file: 'audit.log' }],
  missingPermission: [
    { kind: 'missingPermission', needs: ['View Members'], code: 'X1', message: null },
    { kind: 'missingPermission', needs: [], code: null, message: null },
  ],
  unreachable: networkCauses.flatMap((cause) => [
    { kind: 'unreachable', host: 'h.example:443', cause },
    { kind: 'unreachable', host: 'h.example:443', cause, mayHaveArrived: true },
  ]),
  proxy: proxies.map((cause) => ({
    kind: 'proxy',
    via: { proxy: 'http://proxy.example:8080', saidBy: 'system' },
    cause,
  })),
  resting: [
    {
      kind: 'resting',
      host: 'h.example:443',
      retryAfterMs: 30_000,
      status: null,
      cause: 'timeout',
    },
    { kind: 'resting', host: 'h.example:443', retryAfterMs: 30_000, status: 503, cause: null },
  ],
  clientCertificate: identities.map((cause) => ({
    kind: 'clientCertificate',
    host: 'h.example:443',
    cause,
  })),
  clockOff: [
    { kind: 'clockOff', seconds: 240 },
    { kind: 'clockOff', seconds: -90 },
  ],
  signInFailed: signIns.map((why) => ({ kind: 'signInFailed', why })),
  vaultLocked: [{ kind: 'vaultLocked' }],
  wrongPassphrase: [{ kind: 'wrongPassphrase' }],
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
  notASheet: [
    { kind: 'notASheet', name: 'a.csv', why: { kind: 'empty' } },
    { kind: 'notASheet', name: 'a.csv', why: { kind: 'noRows' } },
    { kind: 'notASheet', name: 'a.xlsx', why: { kind: 'workbook' } },
    { kind: 'notASheet', name: 'a.png', why: { kind: 'notText' } },
    { kind: 'notASheet', name: 'a.csv', why: { kind: 'tooMuch', what: 'rows', limit: 5000 } },
    { kind: 'notASheet', name: 'a.csv', why: { kind: 'quote', line: 7 } },
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
  it('puts what was written for just this refusal first, and keeps the words it came with', () => {
    const words = failureWords(
      {
        kind: 'signInRequired',
        tenant: 'plants',
        why: { ...refused, code: 'E-7', message: 'Suspended', explained },
      },
      { tenant: 'Plants' },
    )
    expect(words).toMatchObject({
      title: 'The API account was switched off',
      cause: 'Somebody who looks after it suspended it.',
      steps: ['Ask for it to be switched on again.'],
      who: 'administrator',
      facts: [
        ['Status', '401'],
        ['Code', 'E-7'],
        ['In its words', 'Suspended'],
      ],
    })
  })
  it('says that a change may have happened, and to look before it is sent again', () => {
    const words = failureWords({
      kind: 'unreachable',
      host: 'h.example:443',
      cause: 'reset',
      mayHaveArrived: true,
    })
    expect(words?.cause).toContain('it may have arrived')
    expect(words?.steps).toEqual([
      'It may have happened all the same. Look whether it did before you send it again.',
    ])
  })
  it('tells the Windows sign-in of a proxy from other ways it may want', () => {
    const words = (offered: string[]) =>
      failureWords({
        kind: 'proxy',
        via: { proxy: 'http://proxy.example:8080', saidBy: 'system' },
        cause: { kind: 'schemeNotSpoken', schemes: offered },
      })
    for (const offered of [['Negotiate', 'NTLM'], ['ntlm'], ['Negotiate']]) {
      expect(words(offered)?.cause).toContain('Your proxy wants the Windows sign-in')
      expect(words(offered)?.steps.length).toBe(2)
    }
    for (const offered of [['Digest'], ['Negotiate', 'Digest'], []])
      expect(words(offered)?.cause).not.toContain('Windows')
  })
  it('puts the fingerprint that was expected beside the one that was shown', () => {
    const words = failureWords({
      kind: 'untrusted',
      host: 'h.example:443',
      issuer: null,
      names: [],
      until: null,
      fingerprint: 'AA:BB',
      cause: 'unknownIssuer',
      expected: ['CC:DD'],
    })
    expect(words?.title).toBe('h.example:443 shows another certificate than before')
    expect(words?.facts).toEqual([
      ['Expected', 'CC:DD'],
      ['Shown now', 'AA:BB'],
    ])
  })
  it('says by how much a clock is wrong, and in which direction', () => {
    expect(failureLine({ kind: 'clockOff', seconds: -240 }, { tenant: 'Plants' })).toBe(
      'The clock of this computer is 4 min behind that of Plants.',
    )
  })
})
