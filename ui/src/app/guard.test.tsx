import { screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'

import { clearDesks } from '#features/explorer/desk'
import { Refusal } from '#ipc/testing/fake'
import { draftAnswers } from '#ipc/testing/fixture-drafts'
import { explorerAnswers } from '#ipc/testing/fixture-explorer'
import { withOpen } from '#ipc/testing/fixture-tenants'

import { open } from './testing/open'

const ran = (host: ReturnType<typeof open>['host'], name: string) =>
  host.calls.filter(({ command }) => command === name)

beforeEach(clearDesks)

const REMOTE = '/requests?tenant=remote'

describe('the lock of a tenant', () => {
  it('is opened for some minutes, with a reason and a ticket', async () => {
    const { host, user } = open(REMOTE)
    await user.click(await screen.findByRole('button', { name: 'Locked: reads only' }))
    const dialog = await screen.findByRole('dialog', { name: 'Open Remote access for changes' })
    expect(within(dialog).getByText('Production')).toBeTruthy()
    const ticket = within(dialog).getByRole<HTMLInputElement>('textbox', { name: 'Ticket' })
    expect(ticket.value).toBe('INC0048213')
    const go = () => within(dialog).getByRole('button', { name: /^Open Remote access for/ })
    expect(go().getAttribute('aria-disabled')).toBe('true')
    await user.type(within(dialog).getByRole('textbox', { name: 'Why' }), 'locked')
    expect(within(dialog).getByText('The reason needs at least 10 characters.')).toBeTruthy()
    await user.type(within(dialog).getByRole('textbox', { name: 'Why' }), ' out, on the phone')
    await user.click(within(dialog).getByRole('radio', { name: '5 minutes' }))
    await user.click(go())
    await waitFor(() =>
      expect(ran(host, 'tenantOpen')).toEqual([
        {
          command: 'tenantOpen',
          args: {
            request: {
              tenant: 'remote',
              minutes: 5,
              reason: 'locked out, on the phone',
              ticket: 'INC0048213',
            },
          },
        },
      ]),
    )
    expect(await screen.findByRole('button', { name: /Open for changes [45]:/ })).toBeTruthy()
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  it('is closed again by hand, and says why it was opened', async () => {
    const tenants = withOpen('remote')
    const { host, user } = open(REMOTE, { tenantsList: () => tenants })
    await user.click(await screen.findByRole('button', { name: /Open for changes 8:/ }))
    const entry = await screen.findByRole('menuitem', { name: /Lock now/ })
    expect(entry.textContent).toContain('on the phone')
    await user.click(entry)
    expect(ran(host, 'tenantLock')[0]?.args).toEqual({ tenant: 'remote' })
  })

  it('is opened and closed by Ctrl Shift L', async () => {
    const { user } = open(REMOTE)
    await screen.findByRole('button', { name: 'Locked: reads only' })
    await user.keyboard('{Control>}{Shift>}l{/Shift}{/Control}')
    expect(
      await screen.findByRole('dialog', { name: 'Open Remote access for changes' }),
    ).toBeTruthy()
  })

  it('of every tenant is found where a screen is about all of them', async () => {
    const tenants = withOpen('plants')
    const { host, user } = open('/activity', { tenantsList: () => tenants })
    await user.click(await screen.findByRole('button', { name: '1 open' }))
    await user.click(await screen.findByRole('menuitem', { name: /Lock Plants now/ }))
    expect(ran(host, 'tenantLock')[0]?.args).toEqual({ tenant: 'plants' })
  })

  it('is said aloud when it is about to close', async () => {
    const tenants = withOpen('remote', 50)
    open(REMOTE, { tenantsList: () => tenants })
    expect(await screen.findByText(/locked again in less than a minute/)).toBeTruthy()
  })

  it('cannot be opened where the company forbids it, which says by which file', async () => {
    const { user } = open(REMOTE, {}, 'readOnly')
    await user.click(await screen.findByRole('button', { name: 'Locked by your company' }))
    const dialog = await screen.findByRole('dialog', { name: 'Open Remote access for changes' })
    expect(within(dialog).getByText(/policy\.toml/)).toBeTruthy()
    expect(within(dialog).queryByRole('button', { name: /^Open Remote/ })).toBeNull()
  })

  it('is opened for no longer than the company allows, for a ticket as it wants them', async () => {
    const { user } = open(REMOTE, {}, 'policy')
    await user.click(await screen.findByRole('button', { name: 'Locked: reads only' }))
    const dialog = await screen.findByRole('dialog', { name: 'Open Remote access for changes' })
    expect(within(dialog).queryByRole('radio', { name: '30 minutes' })).toBeNull()
    await user.type(within(dialog).getByRole('textbox', { name: 'Why' }), 'locked out again')
    const go = within(dialog).getByRole('button', { name: /^Open Remote access for/ })
    expect(go.getAttribute('aria-disabled')).toBe('true')
    await user.type(within(dialog).getByRole('textbox', { name: 'Ticket' }), 'no ticket')
    await user.click(go)
    expect(await within(dialog).findByText(/not how tickets look here/)).toBeTruthy()
  })

  it('is told to the core when another tenant is looked at', async () => {
    const tenants = withOpen('remote')
    const { host, router } = open(REMOTE, { tenantsList: () => tenants })
    await screen.findByRole('button', { name: /Open for changes/ })
    await router.navigate({ to: '/requests', search: { tenant: 'plants' } })
    expect(await screen.findByText('Remote access is locked again')).toBeTruthy()
    expect(ran(host, 'tenantShown').map(({ args }) => args)).toEqual([
      { tenant: 'remote' },
      { tenant: 'plants' },
    ])
  })

  it('stands in the row of each tenant', async () => {
    const { user } = open('/tenants')
    await user.click(
      await screen.findByRole('button', { name: 'Locked: reads only. Open Plants for changes…' }),
    )
    expect(await screen.findByRole('dialog', { name: 'Open Plants for changes' })).toBeTruthy()
  })
})

describe('a refused write', () => {
  const path = '/explorer?tenant=remote&document=remote-own&operation=PATCH%20%2Fuser%2F%7Bid%7D'

  it('says why, and sends nothing by opening the tenant', async () => {
    let locked = true
    const { host, user } = open(REMOTE, {
      ...explorerAnswers(''),
      ...draftAnswers(''),
      draftSend: () => {
        if (locked) throw new Refusal({ kind: 'tenantLocked', effect: 'changes' })
        throw new Refusal({ kind: 'refused' })
      },
    })
    await user.click(await screen.findByRole('button', { name: /^Send/ }))
    const answer = await screen.findByRole('region', { name: 'Answer' })
    expect(
      await within(answer).findByRole('heading', { name: 'Remote access is locked: reads only' }),
    ).toBeTruthy()
    await user.click(within(answer).getByRole('button', { name: 'Open for changes…' }))
    await user.type(await screen.findByRole('textbox', { name: 'Why' }), 'locked out again')
    await user.click(screen.getByRole('button', { name: /^Open Remote access for/ }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(ran(host, 'draftSend')).toHaveLength(1)
    locked = false
    await user.click(within(answer).getByRole('button', { name: 'Send it again' }))
    expect(await within(answer).findByRole('heading', { name: 'You refused it' })).toBeTruthy()
    expect(ran(host, 'draftSend')).toHaveLength(2)
  })

  it('can be sent as soon as the tenant is open', async () => {
    const { user } = open(path, { ...explorerAnswers(''), ...draftAnswers('') })
    const send = () => screen.findByRole('button', { name: /^Send/ })
    expect((await send()).getAttribute('aria-disabled')).toBe('true')
    await user.click(screen.getByRole('button', { name: 'Open for changes…' }))
    await user.type(await screen.findByRole('textbox', { name: 'Why' }), 'locked out again')
    await user.click(screen.getByRole('button', { name: /^Open Remote access for/ }))
    await waitFor(async () => expect((await send()).getAttribute('aria-disabled')).toBeNull())
  })

  it('asks for a ticket where one is needed', async () => {
    const { user } = open(REMOTE, {
      ...draftAnswers(''),
      draftSend: () => {
        throw new Refusal({ kind: 'ticketRequired', hint: 'INC and seven digits' })
      },
    })
    await user.click(await screen.findByRole('button', { name: /^Send/ }))
    await user.click(await screen.findByRole('button', { name: 'Set the ticket…' }))
    expect(await screen.findByRole('dialog', { name: 'The ticket you work on' })).toBeTruthy()
  })
})

describe('the ticket', () => {
  it('is set by Ctrl Shift T and stands at the top', async () => {
    const { host, user } = open()
    await screen.findByRole('button', { name: /^Ticket INC0048213/ })
    await user.keyboard('{Control>}{Shift>}t{/Shift}{/Control}')
    const dialog = await screen.findByRole('dialog', { name: 'The ticket you work on' })
    const field = within(dialog).getByRole('textbox', { name: 'Ticket' })
    await user.clear(field)
    await user.type(field, 'CHG0009120{Enter}')
    expect(await screen.findByRole('button', { name: /^Ticket CHG0009120/ })).toBeTruthy()
    expect(ran(host, 'ticketSet')).toHaveLength(1)
  })

  it('says what it has to look like', async () => {
    const { user } = open('/', {}, 'policy')
    await user.click(await screen.findByRole('button', { name: 'No ticket. Set one…' }))
    const dialog = await screen.findByRole('dialog', { name: 'The ticket you work on' })
    expect(within(dialog).getByText(/INC and seven digits/)).toBeTruthy()
    await user.type(within(dialog).getByRole('textbox', { name: 'Ticket' }), 'INC1')
    await user.click(within(dialog).getByRole('button', { name: 'Set the ticket' }))
    expect(await within(dialog).findByText(/not how tickets look here/)).toBeTruthy()
  })

  it('is taken away', async () => {
    const { user } = open()
    await user.click(await screen.findByRole('button', { name: /^Ticket INC0048213/ }))
    await user.click(await screen.findByRole('button', { name: 'Take it away' }))
    expect(await screen.findByRole('button', { name: 'No ticket. Set one…' })).toBeTruthy()
  })
})

describe('the settings', () => {
  it('say what the company decides, and do not offer anything else', async () => {
    open('/settings', {}, 'policy')
    const rules = await screen.findByRole('region', { name: 'What your company decides' })
    expect(await within(rules).findByText(/10 minutes at most/)).toBeTruthy()
    const tickets = screen.getByRole('region', { name: 'Tickets' })
    expect(
      within(tickets).getByRole<HTMLInputElement>('textbox', { name: /looks like/ }).readOnly,
    ).toBe(true)
    expect(within(tickets).getAllByText(/Your company decides this/).length).toBe(2)
  })

  it('store what tickets look like, and say when that is no pattern', async () => {
    const { user } = open('/settings', {
      settingsSet: () => {
        const problem = { kind: 'notAPattern' } as const
        throw new Refusal({
          kind: 'invalid',
          problems: [{ field: 'ticketPattern', place: null, problem }],
        })
      },
    })
    const tickets = await screen.findByRole('region', { name: 'Tickets' })
    await user.type(within(tickets).getByRole('textbox', { name: /looks like/ }), 'INC(')
    await user.click(within(tickets).getByRole('button', { name: 'Save' }))
    expect(await within(tickets).findByText(/not a pattern/)).toBeTruthy()
  })
})
