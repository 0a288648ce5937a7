import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'

import { open } from './testing/open'

describe('the frame', () => {
  it('leads to every screen and names how each tenant does', async () => {
    open()
    const rail = await screen.findByRole('navigation', { name: 'Main' })
    for (const name of [/^Dashboard/, 'Tenants', 'Explorer', 'Settings'])
      expect(within(rail).getByRole('link', { name })).toBeTruthy()
    expect(await within(rail).findByRole('link', { name: /Plants Not reachable/ })).toBeTruthy()
    expect(within(rail).getByText('need attention', { exact: false })).toBeTruthy()
  })

  it('says whether anything may be changed, and what was called last', async () => {
    open()
    expect(await screen.findByText('All locked')).toBeTruthy()
    const line = screen.getByRole('contentinfo', { name: 'Status' })
    expect(await within(line).findByText('6 of 7 signed in')).toBeTruthy()
    expect(await within(line).findByText('/api/live-sessions')).toBeTruthy()
    expect(within(line).getByText('Reads only')).toBeTruthy()
  })

  it('names the tenant in use where a screen is about one', async () => {
    const { user } = open()
    await user.click(await screen.findByRole('button', { name: /Tenant: All tenants 7/ }))
    expect(await screen.findAllByRole('menuitem')).toHaveLength(8)
    expect(screen.getByRole('menuitem', { name: /Plants/ })).toBeTruthy()
  })

  it('puts the chosen theme on the page', async () => {
    open('/', { settingsGet: () => ({ theme: 'contrastDark' }) })
    await waitFor(() => expect(document.documentElement.dataset.theme).toBe('contrast-dark'))
  })

  it('folds the rail by Ctrl B and remembers it', async () => {
    const { host, user } = open()
    await screen.findByText('All locked')
    await user.keyboard('{Control>}b{/Control}')
    await waitFor(() =>
      expect(host.calls).toContainEqual({
        command: 'settingsSet',
        args: { settings: expect.objectContaining({ railNarrow: true }) },
      }),
    )
  })

  it('can be unfolded again without a key', async () => {
    const { host, user } = open('/', {
      settingsGet: () => ({ theme: 'system', railNarrow: true }),
    })
    await user.click(await screen.findByRole('button', { name: 'Make the rail wide' }))
    await waitFor(() =>
      expect(host.calls).toContainEqual({
        command: 'settingsSet',
        args: { settings: { theme: 'system', railNarrow: false } },
      }),
    )
  })

  it('tells at the top when secrets cannot be stored, and what helps', async () => {
    const { host, user } = open('/', {}, 'vault')
    const band = await screen.findByRole('region', { name: 'The keychain is locked' })
    await user.click(within(band).getByRole('button', { name: 'This session only' }))
    await waitFor(() =>
      expect(host.calls.map(({ command }) => command)).toContain('vaultSessionOnly'),
    )
    expect(await screen.findByText(/kept in memory and forgotten/)).toBeTruthy()
  })

  it('shows its keys', async () => {
    const { user } = open()
    await user.click(await screen.findByRole('button', { name: 'Keyboard shortcuts' }))
    expect(
      within(await screen.findByRole('dialog', { name: 'Keyboard shortcuts' })).getByText('Ctrl K'),
    ).toBeTruthy()
  })

  it('stays when an address leads nowhere', async () => {
    open('/nowhere')
    expect(await screen.findByRole('heading', { name: 'There is no such screen' })).toBeTruthy()
    expect(screen.getByRole('navigation', { name: 'Main' })).toBeTruthy()
  })
})

describe('the palette', () => {
  it('opens by Ctrl K, finds an operation, and goes there without sending', async () => {
    const { host, router, user } = open()
    await screen.findByText('All locked')
    await user.keyboard('{Control>}k{/Control}')
    const field = await screen.findByRole('combobox', { name: 'Search or run' })
    await user.type(field, 'jumpoint')
    const option = await screen.findByRole('option', { name: /Jumpoint groups/ })
    expect(option.getAttribute('aria-selected')).toBe('true')
    await user.keyboard('{ArrowDown}{Enter}')
    await waitFor(() => expect(router.state.location.pathname).toBe('/explorer'))
    expect(router.state.location.search).toEqual({
      tenant: 'remote',
      document: 'remote-own',
      operation: 'DELETE /jumpoint/{id}',
    })
    expect(host.calls.map(({ command }) => command)).not.toContain('explorerSend')
  })

  it('closes by Escape and says when nothing fits', async () => {
    const { user } = open('/', { paletteSearch: () => [] })
    await screen.findByText('All locked')
    await user.keyboard('{Control>}k{/Control}')
    await user.type(await screen.findByRole('combobox', { name: 'Search or run' }), 'qqqq{Tab}')
    expect(await screen.findByText('Nothing fits these words.')).toBeTruthy()
    await user.keyboard('{Escape}')
    await waitFor(() => expect(screen.queryByRole('combobox')).toBeNull())
  })
})

describe('the settings', () => {
  it('change the theme and the interval, and keep the rest', async () => {
    const { host, user } = open('/settings')
    await user.click(await screen.findByRole('button', { name: /Theme/ }))
    await user.click(await screen.findByRole('option', { name: 'Dark' }))
    await waitFor(() =>
      expect(host.calls).toContainEqual({
        command: 'settingsSet',
        args: { settings: { theme: 'dark', railNarrow: false, refreshSeconds: 60 } },
      }),
    )
    await waitFor(() => expect(document.documentElement.dataset.theme).toBe('dark'))
  })

  it('ask before a vault is set aside', async () => {
    const { host, user } = open('/settings', {
      appStatus: () => ({
        version: '0.1.0',
        platform: 'linux',
        vault: { kind: 'unavailable', remedy: 'damaged' },
        demoAvailable: true,
        notices: [],
        opened: null,
      }),
    })
    const card = await screen.findByRole('region', { name: 'Where secrets are kept' })
    await user.click(within(card).getByRole('button', { name: 'Set the vault aside' }))
    const dialog = await screen.findByRole('alertdialog', { name: 'Set the vault aside?' })
    await user.click(within(dialog).getByRole('button', { name: 'Set the vault aside' }))
    await waitFor(() => expect(host.calls.map(({ command }) => command)).toContain('vaultSetAside'))
  })
})
