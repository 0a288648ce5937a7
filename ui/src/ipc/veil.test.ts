// @vitest-environment node
import { readFileSync } from 'node:fs'

import { describe, expect, it } from 'vitest'

import type { AppError, AuditPage, DocumentView, TaskRun, TenantLine } from './bindings'
import { DECIDED, numbered, veiled } from './veil'

const cover = () => numbered('Hidden')

const line: TenantLine = {
  id: 'vault-eu',
  name: 'Vault EU',
  vendor: 'cedar',
  product: 'Cedar Vault Cloud',
  mark: { letters: 'Ce', hue: 'petrol' },
  environment: 'production',
  address: 'https://vault-eu.northmere.example',
  method: 'API account',
  session: {
    kind: 'signingIn',
    stage: {
      kind: 'asked',
      sentence: 'Code for Marta Okafor',
      wants: 'choice',
      choices: [{ id: 'sms', label: 'Text to +47 900 12 345' }],
      open: null,
    },
  },
  lock: { kind: 'open', until: '2026-11-10T10:42:00Z', reason: 'Jonas on the phone' },
  health: 'healthy',
}

describe('what is covered', () => {
  it('is every name, host and sentence of somebody else; ids, kinds and times stay', () => {
    const [shown] = veiled('tenantsList', [line], cover())
    expect(shown).toEqual({
      ...line,
      name: 'Hidden 1',
      address: 'Hidden 2',
      session: {
        kind: 'signingIn',
        stage: {
          kind: 'asked',
          sentence: 'Hidden 3',
          wants: 'choice',
          choices: [{ id: 'sms', label: 'Hidden 4' }],
          open: null,
        },
      },
      lock: { ...line.lock, reason: 'Hidden 5' },
    })
  })

  it('is the same for the same, wherever it comes again', () => {
    const one = cover()
    const [first] = veiled('tenantsList', [line], one)
    const [again] = veiled('tenantsList', [line, line], one)
    expect(again?.name).toBe(first?.name)
  })

  it('is what a failure says of hosts and people, not what it is', () => {
    const error: AppError = {
      kind: 'vendorFailed',
      status: 409,
      code: 'E7',
      message: 'svc-backup is in use on NM-DC-02',
      requestId: 'r-1',
    }
    expect(veiled(null, error, cover())).toEqual({
      ...error,
      message: 'Hidden 1',
      requestId: 'Hidden 2',
    })
  })

  it('is who did something, though elsewhere that word is ours', () => {
    const page = { total: 1, lines: [{ who: 'esandberg on NM-LT-0442', ticket: 'INC1' }] }
    expect(veiled('auditList', page as unknown as AuditPage, cover())).toMatchObject({
      lines: [{ who: 'Hidden 1', ticket: 'INC1' }],
    })
  })

  it('leaves a document as it is, but for where it stands', () => {
    const view: DocumentView = {
      line: {
        id: 'd',
        title: 'Configuration API',
        version: '1.10',
        format: 'OpenAPI 3.0.1',
        origin: { kind: 'ours' },
        tenant: 'remote',
        operations: 222,
        findings: 0,
        older: null,
      },
      groups: [{ name: 'user', title: 'Users', parent: null, count: 4 }],
      effects: { reads: 1, discloses: 0, changes: 0, removes: 0 },
      servers: ['https://assist.northmere.example'],
      callsGoTo: 'assist.northmere.example',
    }
    expect(veiled('explorerOpen', view, cover())).toEqual({
      ...view,
      servers: ['Hidden 1'],
      callsGoTo: 'Hidden 2',
    })
  })

  it('is what can be picked and what changes, but not what is only sent back', () => {
    const [choice] = veiled('taskPick', [{ id: '214', label: 'jlind', note: 'Jonas' }], cover())
    expect(choice).toEqual({ id: '214', label: 'Hidden 1', note: 'Hidden 2' })
    const state = {
      kind: 'proposed',
      changes: [{ what: 'Group of LT-1', before: 'A', after: 'B' }],
      undo: { task: 'move', inputs: [{ field: 'computer', value: 'LT-1' }] },
    }
    expect(veiled('taskPreview', { state } as unknown as TaskRun, cover())).toEqual({
      state: {
        kind: 'proposed',
        changes: [{ what: 'Hidden 1', before: 'Hidden 2', after: 'Hidden 3' }],
        undo: state.undo,
      },
    })
  })

  it('is nothing while the text is empty', () => {
    expect(veiled('tenantsList', [{ ...line, name: '' }], cover())[0]?.name).toBe('')
  })
})

/** Every field of the wire with a text in it, and every one with one of a few words. */
function fields(): { texts: Set<string>; words: Set<string> } {
  const all = readFileSync(new URL('bindings.ts', import.meta.url), 'utf8')
  const types = all.slice(all.indexOf('export type AddressAsk')).replaceAll(/\/\*\*.*?\*\//gs, '')
  const alias = new Set(
    [...types.matchAll(/export type (\w+) =\s*((?:\s*\|?\s*"[^"]*")+);/g)].map(([, name]) => name),
  )
  const [texts, words] = [new Set<string>(), new Set<string>()]
  for (const [, field = '', type = ''] of types.matchAll(/(\w+)\??: ([^;,}]+)/g)) {
    const [bare = ''] = type.replaceAll(/[()[\]]/g, '').split('|')
    if (bare.trim() === 'string') texts.add(field)
    else if (bare.trim().startsWith('"') || alias.has(bare.trim())) words.add(field)
  }
  return { texts, words }
}

describe('every field of the wire', () => {
  const { texts, words } = fields()

  it('is found', () => {
    expect(texts.size).toBeGreaterThan(80)
    expect([...words]).toContain('health')
    expect([...texts]).toContain('callsGoTo')
  })

  it('with a text in it has been looked at', () => {
    const known = new Set([...DECIDED.harmless, ...DECIDED.private])
    expect([...texts].filter((field) => !known.has(field))).toEqual([])
  })

  it('that is one of a few words stays that word', () => {
    expect([...words].filter((field) => !DECIDED.harmless.has(field))).toEqual([])
  })

  it('is either private or not', () => {
    expect([...DECIDED.private].filter((field) => DECIDED.harmless.has(field))).toEqual([])
  })
})
