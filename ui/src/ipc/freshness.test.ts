import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { freshener, readsOneOf, topicsChangedBy } from './freshness'

describe('freshness', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('knows what a command reads and what it changes', () => {
    expect(readsOneOf(['dashboardCard', { tenant: 'a' }], new Set(['sessions']))).toBe(true)
    expect(readsOneOf(['vendorsList', {}], new Set(['sessions']))).toBe(false)
    expect(readsOneOf(['something else'], new Set(['sessions']))).toBe(false)
    expect(readsOneOf([42], new Set(['sessions']))).toBe(false)
    expect(topicsChangedBy('tenantRemove')).toContain('tenants')
    expect(topicsChangedBy('tenantsList')).toEqual([])
  })

  it('marks only what reads a changed topic as old', async () => {
    const client = new QueryClient()
    client.setQueryData(['tenantsList', {}], [])
    client.setQueryData(['settingsGet', {}], {})
    freshener(client)(['tenants'])
    await vi.advanceTimersByTimeAsync(100)
    expect(client.getQueryState(['tenantsList', {}])?.isInvalidated).toBe(true)
    expect(client.getQueryState(['settingsGet', {}])?.isInvalidated).toBe(false)
  })

  it('gathers many changes into one round', async () => {
    const client = new QueryClient()
    const rounds = vi.spyOn(client, 'invalidateQueries')
    const freshen = freshener(client)
    for (let tenant = 0; tenant < 100; tenant += 1) freshen(['sessions', 'dashboard'])
    await vi.advanceTimersByTimeAsync(100)
    expect(rounds).toHaveBeenCalledTimes(1)
    freshen([])
    await vi.advanceTimersByTimeAsync(100)
    expect(rounds).toHaveBeenCalledTimes(1)
  })
})
