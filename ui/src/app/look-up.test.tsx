import { act, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'

import type { LookUpPart } from '#ipc/bindings'
import { Refusal } from '#ipc/testing/fake'
import { lookUpAnswers } from '#ipc/testing/fixture-look-up'

import { open } from './testing/open'

const part = async (name: string) => screen.findByRole('article', { name })
const box = async () => screen.findByRole('searchbox', { name: /^Look up a/ })
const looked = (host: ReturnType<typeof open>['host']) =>
  host.calls.filter(({ command }) => command === 'lookUp').map(({ args }) => args)

describe('Look up', () => {
  it('begins in its box, and asks nobody before something was typed', async () => {
    const { host } = open('/look-up')
    const field = await box()
    await waitFor(() => expect(document.activeElement).toBe(field))
    expect(screen.getByRole('heading', { name: 'Who is on the phone?' })).toBeTruthy()
    expect(looked(host)).toEqual([])
  })

  it('begins after a pause, and keeps the words in the address', async () => {
    const { host, router, user } = open('/look-up')
    await user.type(await box(), 'jonas')
    await waitFor(() => expect(looked(host)).toHaveLength(1))
    expect(looked(host)[0]).toMatchObject({ words: 'jonas', what: 'person' })
    expect(router.state.location.search).toEqual({ words: 'jonas' })
  })

  it('begins at once by Enter, also with fewer letters', async () => {
    const { host, user } = open('/look-up')
    await user.type(await box(), 'jl{Enter}')
    await waitFor(() => expect(looked(host)[0]).toMatchObject({ words: 'jl' }))
  })

  it('gathers what each tenant knows of the only one there is', async () => {
    open('/look-up?words=jonas')
    expect(await screen.findByRole('region', { name: 'Jonas Lind' })).toBeTruthy()
    expect(
      await screen.findByText(
        '4 of 6 answered in 0.7 s. Plants is not reachable. Vault test is signed out.',
      ),
    ).toBeTruthy()
    const remote = await part('Remote access')
    expect(within(remote).getByText('Locked out')).toBeTruthy()
    expect(within(remote).getByText('42 items in 3 groups')).toBeTruthy()
    expect(
      within(remote).getByRole('link', { name: 'Open in the explorer' }).getAttribute('href'),
    ).toContain('operation=GET')
    expect(screen.getByText(/Same person because e-mail matches in 3 tenants/)).toBeTruthy()
  })

  it('tells the kinds of nothing apart, and what helps', async () => {
    const { router, user } = open('/look-up?words=jonas')
    await screen.findByText(/^4 of 6 answered/)
    const workstations = await part('Workstations')
    expect(within(workstations).getByText('None found')).toBeTruthy()
    expect(
      within(workstations).getByText('Asked for agent installations and local administrators.'),
    ).toBeTruthy()
    const endpoints = await part('Endpoints')
    expect(within(endpoints).getByText('Not allowed')).toBeTruthy()
    expect(within(endpoints).getByText('Needs JIT: Full Access')).toBeTruthy()
    expect(
      within(await part('Vault test')).getByRole('button', { name: 'Sign in and look' }),
    ).toBeTruthy()
    const longest = await part('Access test with a name that is longer than its card is wide')
    expect(within(longest).getByText('Not supported')).toBeTruthy()
    const plants = await part('Plants')
    expect(within(plants).getByText('Not reachable')).toBeTruthy()
    await user.click(within(plants).getByRole('button', { name: 'Diagnose' }))
    await waitFor(() => expect(router.state.location.pathname).toBe('/tenants/plants/check'))
  })

  it('puts what stands out and what happened together, over all tenants', async () => {
    const { user } = open('/look-up?words=jonas')
    await screen.findByText(/^4 of 6 answered/)
    const standsOut = screen.getByRole('region', { name: 'What stands out' })
    expect(
      within(standsOut)
        .getAllByRole('link')
        .map(({ textContent }) => textContent),
    ).toEqual([
      expect.stringContaining('Locked out: 5 failed sign-ins'),
      expect.stringContaining('His request waits for a decision'),
    ])
    const events = screen.getByRole('list', { name: 'Last 24 hours' })
    expect(within(events).getAllByRole('listitem')).toHaveLength(4)
    expect(within(events).getByText('Sign-in failed').textContent).toContain('3 times')
    await user.click(screen.getByRole('radio', { name: 'Refused' }))
    expect(within(events).getAllByRole('listitem')).toHaveLength(2)
    expect(screen.getByText('Plants and Vault test are missing here.')).toBeTruthy()
  })

  it('lets one choose among several by keyboard, and leads back to them', async () => {
    const { router, user } = open('/look-up?words=lind')
    const list = await screen.findByRole('region', { name: 'Which person?' })
    await screen.findByText(/^4 of 6 answered/)
    expect(within(list).getAllByRole('link')).toHaveLength(2)
    ;(await box()).focus()
    await user.keyboard('{ArrowDown}{ArrowDown}{Enter}')
    expect(await screen.findByRole('heading', { name: 'Anna Lind' })).toBeTruthy()
    expect(router.state.location.search).toMatchObject({ subject: 'alind' })
    const vault = await part('Vault EU')
    expect(within(vault).getByText('Suspended')).toBeTruthy()
    expect(within(vault).getByText('One other fits the words.')).toBeTruthy()
    await user.click(screen.getByRole('link', { name: 'All 2 found' }))
    expect(await screen.findByRole('region', { name: 'Which person?' })).toBeTruthy()
  })

  it('says when nobody was found, and offers the other kind', async () => {
    const { host, user } = open('/look-up?words=nobody')
    expect(await screen.findByRole('heading', { name: 'Nothing found for “nobody”' })).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Look for a computer instead' }))
    await waitFor(() =>
      expect(looked(host).at(-1)).toMatchObject({ words: 'nobody', what: 'computer' }),
    )
  })

  it('stops one look-up when another begins, and by Escape', async () => {
    const { host, user } = open('/look-up?words=jonas', {}, 'asking')
    const stopped = () =>
      host.calls.filter(({ command }) => command === 'workCancel').map(({ args }) => args)
    const ticketOf = (words: string) =>
      host.calls
        .filter(
          ({ command, args }) => command === 'lookUp' && 'words' in args && args.words === words,
        )
        .map(({ args }) => ('ticket' in args ? args.ticket : null))
        .at(-1)
    await part('Remote access')
    const first = ticketOf('jonas')
    await user.clear(await box())
    await user.type(await box(), 'anna{Enter}')
    await waitFor(() => expect(stopped()).toContainEqual({ ticket: first }))
    await waitFor(() => expect(ticketOf('anna')).toBeTruthy())
    await screen.findByRole('button', { name: 'Cancel' })
    await user.keyboard('{Escape}')
    await waitFor(() => expect(stopped()).toContainEqual({ ticket: ticketOf('anna') }))
    expect((await box()).getAttribute('value')).toBe('anna')
  })

  it('keeps what had come when it is stopped', async () => {
    let refuse: (() => void) | undefined
    const asking = (tenant: string): LookUpPart => ({
      tenant,
      state: { kind: 'asking' },
      tookMs: 0,
    })
    open('/look-up?words=jonas', {
      lookUp: (_, onItem) => {
        onItem({ kind: 'part', part: asking('plants') })
        onItem({
          kind: 'part',
          part: {
            tenant: 'remote',
            state: { kind: 'none', asked: ['Users'], missing: [] },
            tookMs: 9,
          },
        })
        return new Promise((_done, fail) => {
          refuse = () => fail(new Refusal({ kind: 'cancelled' }))
        })
      },
    })
    expect(within(await part('Plants')).getByText('Asking')).toBeTruthy()
    await act(async () => refuse?.())
    expect(await within(await part('Plants')).findByText('Not loaded yet')).toBeTruthy()
    expect(within(await part('Remote access')).getByText('Asked for users.')).toBeTruthy()
    expect(screen.getByText(/Stopped\.$/)).toBeTruthy()
  })

  it('shows a failure of its own with a way to try again', async () => {
    let failing = true
    const usual = lookUpAnswers('', 0).lookUp
    const { user } = open('/look-up?words=jonas', {
      lookUp: (args, onItem) => {
        if (failing) throw new Refusal({ kind: 'bug', reference: 'K7-4F20' })
        if (!usual) throw new Error('no look-ups')
        return usual(args, onItem)
      },
    })
    expect(await screen.findByText('K7-4F20')).toBeTruthy()
    failing = false
    await user.click(screen.getByRole('button', { name: 'Retry' }))
    expect(await screen.findByRole('region', { name: 'Jonas Lind' })).toBeTruthy()
  })

  it('is reached by a key from everywhere, and from the palette with what was typed', async () => {
    const { router, user } = open('/settings', { paletteSearch: () => [] })
    await screen.findByText('All locked')
    await user.keyboard('{Control>}u{/Control}')
    await waitFor(() => expect(router.state.location.pathname).toBe('/look-up'))
    await user.keyboard('{Control>}k{/Control}')
    await user.type(await screen.findByRole('combobox', { name: 'Search or run' }), 'jonas{Enter}')
    await waitFor(() => expect(router.state.location.search).toEqual({ words: 'jonas' }))
    expect(await screen.findByRole('region', { name: 'Jonas Lind' })).toBeTruthy()
  })

  it('has nothing to ask without a tenant', async () => {
    open('/look-up', {}, 'empty')
    expect(await screen.findByRole('heading', { name: 'No tenants yet' })).toBeTruthy()
  })
})
