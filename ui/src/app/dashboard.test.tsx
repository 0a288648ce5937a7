import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'

import type { CardView } from '#ipc/bindings'
import { Refusal } from '#ipc/testing/fake'
import { dashboardAnswers } from '#ipc/testing/fixture-dashboard'
import { tenantsOf } from '#ipc/testing/fixture-tenants'

import { open } from './testing/open'

const tile = async (name: string) => screen.findByRole('article', { name })
const refreshes = (host: ReturnType<typeof open>['host']) =>
  host.calls
    .filter(({ command }) => command === 'dashboardRefresh')
    .map(({ args }) => Object.values(args)[0])

describe('the dashboard', () => {
  it('shows a tile per tenant, with its numbers as links to the list behind them', async () => {
    open()
    const vault = await tile('Vault EU')
    const link = await within(vault).findByRole('link', { name: '4 Requests waiting' })
    expect(link.getAttribute('href')).toContain('/explorer')
    expect(within(vault).getByText('Healthy')).toBeTruthy()
    expect(
      within(vault).getByRole('img', { name: 'Accounts: 1,762 verified, 57 changing, 27 failing' }),
    ).toBeTruthy()
    expect(await screen.findAllByRole('article')).toHaveLength(7)
  })

  it('asks every tenant on its own, but neither those who signed out nor those who were refused', async () => {
    const { host } = open()
    await waitFor(() => expect(refreshes(host)).toHaveLength(6))
    expect(refreshes(host)).not.toContain('vault-test')
  })

  it('asks nobody on its own when the person wants it so', async () => {
    const { host, user } = open('/', {
      settingsGet: () => ({ theme: 'system', refreshSeconds: 0 }),
    })
    await tile('Vault EU')
    expect(refreshes(host)).toEqual([])
    await user.click(screen.getByRole('button', { name: 'Refresh' }))
    await waitFor(() => expect(refreshes(host)).toHaveLength(6))
  })

  it('is not held up by one that never answers', async () => {
    const usual = dashboardAnswers(tenantsOf(''), '').dashboardCard
    open('/', {
      dashboardCard: (args, onItem) => {
        if (args.tenant === 'plants') return new Promise<CardView>(() => undefined)
        if (!usual) throw new Error('no cards')
        return usual(args, onItem)
      },
    })
    expect(
      await within(await tile('Vault EU')).findByRole('link', { name: '4 Requests waiting' }),
    ).toBeTruthy()
    expect(within(await tile('Plants')).getByText('Asking')).toBeTruthy()
  })

  it('keeps the last numbers of one that is not reachable, says how old they are, and why', async () => {
    open()
    const plants = await tile('Plants')
    expect(
      await within(plants).findByRole('link', { name: /^3 Requests waiting, as of \d\d:\d\d$/ }),
    ).toBeTruthy()
    expect(within(plants).getByText(/No answer came in time\. Showing data from/)).toBeTruthy()
    expect(within(plants).getByRole('button', { name: 'Retry' })).toBeTruthy()
  })

  it('never shows a number where a right is missing', async () => {
    open()
    const endpoints = await tile('Endpoints')
    expect(await within(endpoints).findByText('Not allowed')).toBeTruthy()
    expect(within(endpoints).queryByRole('link', { name: /Admin requests/ })).toBeNull()
    expect(within(endpoints).getByText('Admin requests: Needs JIT: Full Access')).toBeTruthy()
  })

  it('tells the kinds of nothing apart', async () => {
    open()
    expect(await within(await tile('Workstations')).findByText('Not supported')).toBeTruthy()
    expect(await within(await tile('Vault test')).findByText('Not loaded yet')).toBeTruthy()
  })

  it('names what needs attention in its head', async () => {
    open()
    const calls = await screen.findByRole('list', { name: 'What needs attention' })
    expect(await within(calls).findByText('Plants is not reachable')).toBeTruthy()
    expect(within(calls).getByText('Endpoints: one right is missing')).toBeTruthy()
  })

  it('keeps the chosen environment in the address', async () => {
    const { router, user } = open()
    await tile('Vault EU')
    await user.click(screen.getByRole('radio', { name: 'Test' }))
    await waitFor(() => expect(screen.getAllByRole('article')).toHaveLength(2))
    expect(router.state.location.search).toEqual({ only: 'test' })
  })

  it('offers what can be done with a tenant, and says what cannot', async () => {
    const { host, user } = open()
    await user.click(
      within(await tile('Vault EU')).getByRole('button', { name: 'More for Vault EU' }),
    )
    const signIn = await screen.findByRole('menuitem', { name: /Sign in/ })
    expect(signIn.getAttribute('aria-disabled')).toBe('true')
    expect(signIn.textContent).toContain('Somebody is signed in already')
    await user.click(screen.getByRole('menuitem', { name: 'Sign out' }))
    await waitFor(() =>
      expect(host.calls).toContainEqual({ command: 'sessionEnd', args: { tenant: 'vault-eu' } }),
    )
  })

  it('says in the tile why signing in did not work', async () => {
    const { user } = open('/', {
      sessionBegin: () => {
        throw new Refusal({
          kind: 'signInRequired',
          tenant: 'vault-test',
          why: { kind: 'stopped' },
        })
      },
    })
    const vault = await tile('Vault test')
    await user.click(await within(vault).findByRole('button', { name: 'Sign in' }))
    expect(await within(vault).findByText('Signing in to Vault test was stopped.')).toBeTruthy()
  })

  it('marks the page once the first numbers stand', async () => {
    open()
    await waitFor(() => expect(document.documentElement.dataset.ready).toBe('dashboard'))
  })

  it('begins with adding a tenant, or the demo', async () => {
    const { host, user } = open('/', {}, 'empty')
    expect(await screen.findByRole('heading', { name: 'No tenants yet' })).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Open the demo tenants' }))
    await waitFor(() => expect(host.calls.map(({ command }) => command)).toContain('demoAdd'))
  })

  it('says so when the list of tenants cannot be read', async () => {
    open('/', {
      tenantsList: () => {
        throw new Refusal({ kind: 'bug', reference: 'K7-4F20' })
      },
    })
    expect(await screen.findByText('K7-4F20')).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Retry' })).toBeTruthy()
  })
})

describe('what waits for a person', () => {
  const strip = async () => screen.findByRole('list', { name: 'Across all tenants' })
  const card = async () => screen.findByRole('region', { name: 'Waiting for a person' })

  it('is summed up over all tenants, with what a sum is missing and how it went', async () => {
    open()
    const decisions = await within(await strip()).findByRole('link', {
      name: /^Waiting for a decision/,
    })
    expect(decisions.textContent).toContain('7')
    expect(decisions.textContent).toContain('without Endpoints')
    expect(decisions.getAttribute('href')).toContain('/waiting?kind=decision')
    expect(
      await within(decisions).findByRole('img', { name: /^Trend in Vault EU: from 2 .* to 4/ }),
    ).toBeTruthy()
    const sessions = await within(await strip()).findByText('Sessions now')
    expect(sessions.closest('li')?.textContent).toContain('29')
    expect(sessions.closest('li')?.textContent).toMatch(/6 from \d\d:\d\d/)
  })

  it('is listed by how much it presses, with its age and from when it is', async () => {
    open()
    const now = await within(await card()).findByRole('region', { name: 'Now' })
    const rows = within(now).getAllByRole('link')
    expect(rows).toHaveLength(8)
    expect(rows[0]?.textContent).toMatch(/Lena Fischer.*4[34] min$/)
    expect(rows[0]?.getAttribute('href')).toContain('operation=GET')
    expect(rows[2]?.textContent).toMatch(/as of \d\d:\d\d/)
    const soon = within(await card()).getByRole('region', { name: 'Soon' })
    expect(within(soon).getByText(/^ends in 6 days$/)).toBeTruthy()
  })

  it('says what is not in the list, and why when asked', async () => {
    const { user } = open()
    expect(
      await within(await card()).findByText('Not known: Endpoints. Not asked yet: Vault test'),
    ).toBeTruthy()
    await user.click(within(await card()).getByRole('button', { name: 'Why?' }))
    expect(
      within(await card()).getByText(/Admin requests: not allowed, needs JIT: Full Access/),
    ).toBeTruthy()
  })

  it('keeps to one kind when that is wanted, and to the environment that is shown', async () => {
    const { user } = open()
    await within(await card()).findByRole('region', { name: 'Now' })
    await user.click(within(await card()).getByRole('button', { name: /What waits/ }))
    await user.click(await screen.findByRole('option', { name: /People locked out/ }))
    await waitFor(async () =>
      expect(within(await card()).queryByRole('region', { name: 'Now' })).toBeNull(),
    )
    expect(within(await card()).getByText('Ida Solberg')).toBeTruthy()
    await user.click(screen.getByRole('radio', { name: 'Test' }))
    expect(await within(await card()).findByText(/Nothing waits for a person/)).toBeTruthy()
  })

  it('is opened whole as a table, from where a row leads to its task or its list', async () => {
    const { router, user } = open()
    await user.click(
      await within(await strip()).findByRole('link', { name: /^Waiting for a decision/ }),
    )
    const grid = await screen.findByRole('grid', { name: 'What waits for a person' })
    expect(router.state.location.search).toEqual({ kind: 'decision' })
    expect(grid.getAttribute('aria-rowcount')).toBe('8')
    expect(screen.getByText(/Endpoints, Admin requests: not allowed/)).toBeTruthy()
    grid.focus()
    await user.keyboard('{ArrowDown}{Enter}')
    await waitFor(() => expect(router.state.location.pathname).toBe('/tasks'))
    expect(router.state.location.search).toEqual({
      tenant: 'remote',
      task: 'decide-request',
      inputs: { request: '31' },
    })
    router.history.back()
    ;(await screen.findByRole('grid', { name: 'What waits for a person' })).focus()
    await user.keyboard('{Home}{Enter}')
    await waitFor(() =>
      expect(router.state.location.search).toMatchObject({
        tenant: 'workstations',
        operation: 'GET /things',
      }),
    )
  })

  it('is told to be none, where nothing waits, and to have failed, where it did', async () => {
    open('/waiting', { dashboardWaiting: () => ({ lines: [], missing: [], notLoaded: [] }) })
    expect(await screen.findByText(/Nothing waits for a person/)).toBeTruthy()
    cleanup()
    open('/waiting', {
      dashboardWaiting: () => {
        throw new Refusal({ kind: 'bug', reference: 'K7-4F21' })
      },
    })
    expect(await screen.findByText('K7-4F21')).toBeTruthy()
  })
})

describe('asking again', () => {
  it('is done by F5, but nobody who is being asked is asked twice', async () => {
    const held: (() => void)[] = []
    const { host, user } = open('/', {
      dashboardRefresh: () => new Promise<null>((done) => held.push(() => done(null))),
    })
    await waitFor(() => expect(refreshes(host)).toHaveLength(6))
    await user.keyboard('{F5}')
    expect(refreshes(host)).toHaveLength(6)
    for (const done of held) done()
    await waitFor(() => expect(screen.queryByText('Asking')).toBeNull())
    await user.keyboard('{F5}')
    await waitFor(() => expect(refreshes(host)).toHaveLength(12))
  })

  it('is done when the window comes to the front, unless that was a moment ago', async () => {
    const { host } = open('/', { dashboardRefresh: () => null })
    await waitFor(() => expect(refreshes(host)).toHaveLength(6))
    fireEvent.focus(window)
    expect(refreshes(host)).toHaveLength(6)
    const later = Date.now() + 60_000
    vi.spyOn(Date, 'now').mockReturnValue(later)
    fireEvent.focus(window)
    await waitFor(() => expect(refreshes(host)).toHaveLength(12))
    expect(refreshes(host)).not.toContain('vault-test')
  })
})
