import { describe, expect, it, vi } from 'vitest'

import { ask, connect, read } from './ask'
import { Failure } from './errors'
import { fakeHost, Refusal } from './testing/fake'

const settings = { theme: 'dark' } as const

describe('asking the core', () => {
  it('answers what the command answers', async () => {
    connect(fakeHost({ settingsGet: () => settings }))
    await expect(ask('settingsGet', {})).resolves.toEqual(settings)
  })

  it('throws what the core refused with', async () => {
    connect(
      fakeHost({
        settingsGet: () => {
          throw new Refusal({ kind: 'stale' })
        },
      }),
    )
    const refused = ask('settingsGet', {})
    await expect(refused).rejects.toBeInstanceOf(Failure)
    await expect(refused).rejects.toMatchObject({ error: { kind: 'stale' } })
  })

  it('hands on what a command streams', async () => {
    connect(
      fakeHost({
        tenantTest: (_, onItem) => {
          onItem({ id: 'address', state: 'running', tookMs: null, fact: null, failure: null })
          onItem({ id: 'address', state: 'passed', tookMs: 3, fact: null, failure: null })
          return { passed: true, address: 'https://a.example', steps: [] }
        },
      }),
    )
    const seen: string[] = []
    const draft = {
      tenant: null,
      vendor: 'v',
      name: 'n',
      address: 'a',
      addresses: [],
      method: 'm',
      fields: [],
      secrets: [],
      trust: { kind: 'system', pem: '' },
      proxy: { kind: 'system', address: '', user: '' },
      keepCertificate: false,
      environment: 'test',
    } as const
    const report = await ask(
      'tenantTest',
      { draft: { ...draft, addresses: [], fields: [], secrets: [] }, ticket: 't' },
      (step) => seen.push(step.state),
    )
    expect([report.passed, seen]).toEqual([true, ['running', 'passed']])
  })

  it('reads again what a command of ours changed', async () => {
    let theme: 'light' | 'dark' = 'light'
    const client = connect(
      fakeHost({
        settingsGet: () => ({ theme }),
        settingsSet: (given) => {
          theme = given.settings.theme === 'dark' ? 'dark' : 'light'
          return null
        },
      }),
    )
    await client.fetchQuery(read('settingsGet', {}))
    await ask('settingsSet', { settings })
    await vi.waitFor(() =>
      expect(client.getQueryState(['settingsGet', {}])?.isInvalidated).toBe(true),
    )
  })

  it('reads again what changed without anybody asking', async () => {
    const host = fakeHost({ tenantsList: () => [] })
    const client = connect(host)
    await client.fetchQuery(read('tenantsList', {}))
    host.announce('sessions')
    await vi.waitFor(() =>
      expect(client.getQueryState(['tenantsList', {}])?.isInvalidated).toBe(true),
    )
  })
})
