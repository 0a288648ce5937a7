import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'

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
    expect(within(endpoints).getByText('Needs JIT: Full Access')).toBeTruthy()
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
