import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'

import { Refusal } from '#ipc/testing/fake'

import { open } from './testing/open'

const ran = (host: ReturnType<typeof open>['host'], name: string) =>
  host.calls.filter(({ command }) => command === name)

describe('a locked vault', () => {
  it('leaves nothing to read but how to open it', async () => {
    const { user, host } = open('/', {}, 'locked')
    expect(await screen.findByRole('heading', { name: 'Keydesk is locked' })).toBeTruthy()
    expect(screen.queryByRole('navigation')).toBeNull()
    expect(screen.queryByText('Vault EU')).toBeNull()
    await user.click(screen.getByRole('button', { name: 'Unlock' }))
    expect(await screen.findByRole('navigation', { name: 'Main' })).toBeTruthy()
    expect(ran(host, 'vaultUnlock')).toHaveLength(1)
  })

  it('says so when the passphrase was another one', async () => {
    const { user } = open(
      '/',
      {
        vaultUnlock: () => {
          throw new Refusal({ kind: 'wrongPassphrase' })
        },
      },
      'locked',
    )
    await user.click(await screen.findByRole('button', { name: 'Unlock' }))
    expect((await screen.findByRole('alert')).textContent).toBe('That is not the right one.')
    expect(screen.getByRole('button', { name: 'Unlock' })).toBeTruthy()
  })

  it('forgets what was read of the tenants, and reads it again afterwards', async () => {
    const { user, host } = open()
    await screen.findByText('All locked')
    const before = ran(host, 'tenantsList').length
    await user.keyboard('{Control>}k{/Control}')
    await user.type(await screen.findByRole('combobox', { name: 'Search or run' }), 'lock keydesk')
    await screen.findByRole('option', { name: /Lock Keydesk/ })
    await user.keyboard('{Enter}')
    await user.click(await screen.findByRole('button', { name: 'Unlock' }))
    await screen.findByText('All locked')
    expect(ran(host, 'tenantsList').length).toBeGreaterThan(before)
  })
})

describe('the settings of the vault', () => {
  const card = () => screen.findByRole('region', { name: 'Where secrets are kept' })

  it('lock it now, or after so many minutes', async () => {
    const { user, host } = open('/settings')
    await user.click(
      await within(await card()).findByRole('button', { name: /Lock when nobody is there/ }),
    )
    await user.click(await screen.findByRole('option', { name: 'Never' }))
    await waitFor(() =>
      expect(ran(host, 'settingsSet')[0]?.args).toMatchObject({ settings: { lockMinutes: 0 } }),
    )
    await user.click(within(await card()).getByRole('button', { name: 'Lock now' }))
    expect(await screen.findByRole('heading', { name: 'Keydesk is locked' })).toBeTruthy()
  })

  it('set a passphrase, and ask before it is taken away', async () => {
    const { user, host } = open('/settings')
    await user.click(await within(await card()).findByRole('button', { name: 'Set a passphrase…' }))
    expect(await screen.findByText('The passphrase was set.')).toBeTruthy()
    await user.click(
      await within(await card()).findByRole('button', { name: 'Remove the passphrase…' }),
    )
    const dialog = await screen.findByRole('alertdialog', { name: 'Remove the passphrase?' })
    expect(ran(host, 'vaultRemovePassphrase')).toEqual([])
    await user.click(within(dialog).getByRole('button', { name: 'Remove it' }))
    await waitFor(() => expect(ran(host, 'vaultRemovePassphrase')).toHaveLength(1))
  })

  it('change the key', async () => {
    const { user, host } = open('/settings')
    await user.click(await within(await card()).findByRole('button', { name: 'Change the key' }))
    expect(await screen.findByText('Everything is sealed with a new key.')).toBeTruthy()
    expect(ran(host, 'vaultChangeKey')).toHaveLength(1)
  })
})

describe('somebody at the desk', () => {
  it('is told to the core, at most once a minute', async () => {
    const { host } = open()
    await screen.findByText('All locked')
    const clock = vi.spyOn(Date, 'now')
    const start = 1_800_000_000_000
    const touchAt = (ms: number) => {
      clock.mockReturnValue(start + ms)
      fireEvent.pointerDown(document.body)
      fireEvent.keyDown(document.body, { key: 'a' })
    }
    touchAt(0)
    touchAt(59_000)
    expect(ran(host, 'appTouched')).toHaveLength(1)
    touchAt(60_000)
    expect(ran(host, 'appTouched')).toHaveLength(2)
    clock.mockRestore()
  })
})
