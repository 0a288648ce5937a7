import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'

import { askNoMore, askWhy } from '#lib/opening'

import { open } from './testing/open'

const AT = '/access?tenant=remote'

afterEach(askNoMore)

const asked = (host: ReturnType<typeof open>['host'], command: string) =>
  host.calls.filter((call) => call.command === command).map(({ args }) => args)

/** Opens Access where everybody has been read. */
async function opened() {
  const came = open(AT)
  await came.user.click(await screen.findByRole('button', { name: 'Read who holds them' }))
  await screen.findByRole('columnheader', { name: /Help desk/ })
  return came
}

describe('what is enough', () => {
  it('is said with why, what is held beyond it, and what nobody knows', async () => {
    const { host, router, user } = await opened()
    await user.click(screen.getByRole('columnheader', { name: /Help desk/ }))
    await user.click(await screen.findByRole('button', { name: 'What would be enough?' }))
    const give = await screen.findByRole('region', { name: 'Give these' })
    expect(within(give).getByText('GET /sessions')).toBeTruthy()
    expect(within(give).getByText('Instead of it would do: Sessions: Full.')).toBeTruthy()
    const beyond = await screen.findByRole('region', { name: 'Held beyond it' })
    expect(within(beyond).getByText('Sessions: Full')).toBeTruthy()
    const unknown = screen.getByRole('region', { name: 'Calls the catalogue does not know' })
    expect(unknown.textContent).toContain('/old/list')
    expect(asked(host, 'accessLeast').at(-1)).toMatchObject({
      held: ['Sessions: Read', 'Sessions: Full', 'Reports'],
    })
    await user.click(screen.getByRole('button', { name: 'Hand-over sheet of these' }))
    await waitFor(() =>
      expect(router.state.location.search).toMatchObject({
        view: 'sheet',
        grants: ['Sessions: Read', 'Reports'],
      }),
    )
  })

  it('is asked of tasks only once one was chosen', async () => {
    const { host, user } = open(`${AT}&view=least`)
    await user.click(await screen.findByRole('radio', { name: 'Chosen tasks' }))
    expect(await screen.findByText('Choose at least one task.')).toBeTruthy()
    await user.click(
      await screen.findByRole('checkbox', { name: 'Unlock a user who is locked out' }),
    )
    await waitFor(() =>
      expect(asked(host, 'accessLeast').at(-1)).toMatchObject({
        of: [{ kind: 'tasks', tasks: ['unlock-user'] }],
      }),
    )
  })
})

describe('the hand-over sheet', () => {
  it('says what a client may do and who answers for it, and is copied as text', async () => {
    const { host, user } = open(`${AT}&view=sheet&grants=%5B%22Sessions%3A%20Full%22%5D`)
    await user.click(await screen.findByRole('button', { name: 'Make the sheet' }))
    expect(screen.getAllByText('This is needed.')).toHaveLength(2)
    expect(asked(host, 'accessSheet')).toEqual([])
    await user.type(screen.getByRole('textbox', { name: /^What it is for/ }), 'Service desk')
    await user.type(screen.getByRole('textbox', { name: /^Who answers/ }), 'Anna Lind')
    await user.click(screen.getByRole('button', { name: 'Make the sheet' }))
    const sheet = await screen.findByRole('article', { name: 'API client: hand-over' })
    expect(within(sheet).getByText('Anna Lind')).toBeTruthy()
    expect(within(sheet).getByText('12 operations to read')).toBeTruthy()
    expect(asked(host, 'accessSheet')).toMatchObject([
      { wish: { tenant: 'remote', owner: 'Anna Lind', permissions: ['Sessions: Full'] } },
    ])
    const write = vi.spyOn(navigator.clipboard, 'writeText')
    await user.click(screen.getByRole('button', { name: 'Copy as text' }))
    await screen.findByText('Copied')
    expect(write.mock.calls[0]?.[0]).toContain('Sessions: Full (Accounts)')
    const print = vi.fn()
    vi.stubGlobal('print', print)
    await user.click(screen.getByRole('button', { name: 'Print…' }))
    expect(print).toHaveBeenCalledOnce()
    print.mockRejectedValueOnce(new Error('not allowed'))
    await user.click(screen.getByRole('button', { name: 'Print…' }))
    expect(await screen.findByText(/did not let Keydesk print/)).toBeTruthy()
    vi.unstubAllGlobals()
  })
})

describe('why something was refused', () => {
  const ask = async (operation: string) => {
    await opened()
    act(() => askWhy('remote', operation))
    return screen.findByRole('dialog', { name: 'Who has it?' })
  }

  it('is told with what is needed, who has it, and words to send', async () => {
    const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
    const dialog = await ask('GET /user')
    const needs = await within(dialog).findByRole('region', { name: 'It needs' })
    expect(within(needs).getByText('Configuration')).toBeTruthy()
    expect(
      within(dialog).getByText('One place was not read: somebody there may have it.'),
    ).toBeTruthy()
    fireEvent.click(within(dialog).getByRole('button', { name: 'Copy the words' }))
    await waitFor(() => expect(write).toHaveBeenCalledOnce())
    expect(write.mock.calls[0]?.[0]).toContain('Needed: Configuration (Accounts)')
    const all = within(dialog).getByRole('link', { name: 'See all permissions' })
    expect(all.getAttribute('href')).toContain('permission=Configuration')
  })

  it('names the place at which somebody has it', async () => {
    const dialog = await ask('GET /place')
    const who = await within(dialog).findByRole('region', { name: 'Who has it: Members' })
    expect(await within(who).findByText('at Plant')).toBeTruthy()
  })

  it('is said to be not known where nobody says it', async () => {
    expect(await within(await ask('GET /odd')).findByText(/^Not known: nobody says/)).toBeTruthy()
  })

  it('is something else where nothing but a sign-in is needed', async () => {
    expect(
      await within(await ask('GET /info')).findByText(/Something else is the reason/),
    ).toBeTruthy()
  })

  it('is asked from a number on the dashboard', async () => {
    const { host, user } = open('/')
    const tile = await screen.findByRole('article', { name: 'Endpoints' })
    await user.click(await within(tile).findByRole('button', { name: 'Who has it?' }))
    await screen.findByRole('dialog', { name: 'Who has it?' })
    await waitFor(() =>
      expect(asked(host, 'accessWhy').at(-1)).toMatchObject({ tenant: 'endpoints' }),
    )
  })
})
