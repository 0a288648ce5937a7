import { screen, waitFor, within } from '@testing-library/react'
import { beforeAll, describe, expect, it } from 'vitest'

import { Refusal } from '#ipc/testing/fake'

import { open } from './testing/open'

const tile = async (name: string) => screen.findByRole('article', { name })
const talkIn = async (name: string) =>
  within(await tile(name)).findByRole('region', { name: `Signing in to ${name}` })
const ran = (host: ReturnType<typeof open>['host'], name: string) =>
  host.calls.filter(({ command }) => command === name).map(({ args }) => args)

// The screen is loaded when first opened; the first test shall not pay for that.
beforeAll(() => import('#features/tenants/TenantsPage'))

describe('a sign-in that waits for a person', () => {
  it('quotes what it asks and has the answer taken in the other window', async () => {
    const { user, host } = open('/', {}, 'talk')
    const talk = await talkIn('Vault EU')
    expect(within(talk).getByText(/Enter the six digits of your token/).tagName).toBe('BLOCKQUOTE')
    await user.click(within(talk).getByRole('button', { name: 'Answer…' }))
    await waitFor(() => expect(ran(host, 'sessionAnswer')).toEqual([{ tenant: 'vault-eu' }]))
    await waitFor(() =>
      expect(ran(host, 'dashboardRefresh')).toContainEqual({ tenant: 'vault-eu' }),
    )
    await waitFor(() =>
      expect(screen.queryByRole('region', { name: 'Signing in to Vault EU' })).toBeNull(),
    )
  })

  it('offers choices as buttons, then waits for the phone', async () => {
    const { user, host } = open('/', {}, 'talk')
    const talk = await talkIn('Endpoints')
    await user.click(within(talk).getByRole('button', { name: 'Push to the phone' }))
    await waitFor(() =>
      expect(ran(host, 'sessionChoose')).toEqual([{ tenant: 'endpoints', choice: 'push' }]),
    )
    expect(await within(await talkIn('Endpoints')).findByText('Approve on your phone')).toBeTruthy()
    expect(ran(host, 'dashboardRefresh')).not.toContainEqual({ tenant: 'endpoints' })
  })

  it('shows the whole address and the code before anything is opened', async () => {
    const { user, host } = open('/', {}, 'talk')
    const talk = await talkIn('Remote access')
    const origin = within(talk).getByText('https://login.northmere.example')
    expect(origin.closest('code')?.textContent).toBe('https://login.northmere.example/device')
    expect(within(talk).getByText('WDJB-MJHT')).toBeTruthy()
    expect(within(talk).getByRole('button', { name: 'Copy the code' })).toBeTruthy()
    expect(ran(host, 'sessionOpen')).toEqual([])
    await user.click(within(talk).getByRole('button', { name: 'Open in browser' }))
    await waitFor(() => expect(ran(host, 'sessionOpen')).toEqual([{ tenant: 'remote' }]))
  })

  it('can be ended', async () => {
    const { user, host } = open('/', {}, 'talk')
    const talk = await talkIn('Plants')
    await user.click(within(talk).getByRole('button', { name: 'Cancel' }))
    await waitFor(() => expect(ran(host, 'sessionCancel')).toEqual([{ tenant: 'plants' }]))
  })

  it('says why an answer led nowhere, and stays quiet when the window was closed', async () => {
    let error: 'cancelled' | 'nobodyAnswered' = 'cancelled'
    const { user, host } = open(
      '/',
      {
        sessionAnswer: () => {
          throw new Refusal(
            error === 'cancelled'
              ? { kind: 'cancelled' }
              : { kind: 'signInFailed', why: { kind: 'nobodyAnswered' } },
          )
        },
      },
      'talk',
    )
    const talk = await talkIn('Vault EU')
    const answer = within(talk).getByRole('button', { name: 'Answer…' })
    await user.click(answer)
    await waitFor(() => expect(ran(host, 'sessionAnswer')).toHaveLength(1))
    expect(within(talk).queryByRole('alert')).toBeNull()
    error = 'nobodyAnswered'
    await user.click(answer)
    expect((await within(talk).findByRole('alert')).textContent).toBe(
      'The sign-in to Vault EU ran out of time.',
    )
  })

  it('is not begun a second time by a round of asking', async () => {
    const { host } = open('/', {}, 'talk')
    await talkIn('Vault EU')
    await waitFor(() => expect(ran(host, 'dashboardRefresh')).toEqual([{ tenant: 'access-test' }]))
  })

  it('needs a person to begin where it cannot go on alone', async () => {
    const { user, host } = open('/', {}, 'talk')
    const band = await within(await tile('Vault test')).findByRole('group', {
      name: 'What needs attention',
    })
    expect(band.textContent).toContain('Vault test needs you to sign in.')
    await user.click(within(band).getByRole('button', { name: 'Sign in' }))
    await waitFor(() => expect(ran(host, 'sessionBegin')).toEqual([{ tenant: 'vault-test' }]))
    expect(await talkIn('Vault test')).toBeTruthy()
  })

  it('stands above the list of tenants as well', async () => {
    const { user, host } = open('/tenants', {}, 'talk')
    const talk = await screen.findByRole('region', { name: 'Signing in to Vault EU' })
    await user.click(within(talk).getByRole('button', { name: 'Answer…' }))
    await waitFor(() => expect(ran(host, 'sessionAnswer')).toEqual([{ tenant: 'vault-eu' }]))
  })
})

describe('the life of a session', () => {
  it('counts down without a call, and notes quietly what was renewed early', async () => {
    open()
    const idle = await tile('Access test with a name that is longer than its card is wide')
    expect(await within(idle).findByText(/^1\d:\d\d$/)).toBeTruthy()
    expect(
      await within(await tile('Workstations')).findByText(
        /^The token was ended early, and renewed at \d\d:\d\d$/,
      ),
    ).toBeTruthy()
  })
})
