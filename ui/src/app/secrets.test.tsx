import { screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'

import { clearDesks } from '#features/explorer/desk'
import { type Answers, Refusal } from '#ipc/testing/fake'
import { answerAnswers, exchange } from '#ipc/testing/fixture-answers'
import { draftAnswers } from '#ipc/testing/fixture-drafts'

import { open } from './testing/open'

const disclosed = [
  { handle: 'handle-1', pointer: '/password', name: 'password' },
  { handle: 'handle-2', pointer: '', name: '' },
]

/** Sends a request whose answer holds two secrets that stayed in the core. */
async function answered(answers: Answers = {}, scene = '') {
  const opened = open(
    '/requests?tenant=remote',
    {
      ...answerAnswers(),
      ...draftAnswers(''),
      draftSend: () => exchange({}, { disclosed }),
      ...answers,
    },
    scene,
  )
  await opened.user.click(await screen.findByRole('button', { name: 'Send' }))
  const secrets = await screen.findByRole('region', { name: 'Secrets of the answer' })
  return { ...opened, secrets }
}

const ran = (host: ReturnType<typeof open>['host'], name: string) =>
  host.calls.filter(({ command }) => command === name)

beforeEach(clearDesks)

describe('a secret in an answer', () => {
  it('stays in the core, and is shown elsewhere for a reason', async () => {
    const { host, user, secrets } = await answered()
    expect(within(secrets).getByText('2 secrets of this answer stay in the core.')).toBeTruthy()
    await user.click(within(secrets).getByRole('button', { name: 'Reveal… password' }))
    const dialog = await screen.findByRole('dialog', { name: 'Reveal password' })
    const go = within(dialog).getByRole('button', { name: 'Reveal password' })
    expect(go.getAttribute('aria-disabled')).toBe('true')
    await user.type(within(dialog).getByRole('textbox', { name: 'Why' }), 'fire drill')
    await user.click(go)
    await waitFor(() =>
      expect(ran(host, 'secretReveal')[0]?.args).toEqual({
        request: { exchange: 'exchange-9', handle: 'handle-1', reason: 'fire drill' },
      }),
    )
    expect(await within(secrets).findByText(/shown in the other window/)).toBeTruthy()
  })

  it('is copied by the core', async () => {
    const { host, user, secrets } = await answered()
    await user.click(within(secrets).getByRole('button', { name: 'Copy… The whole answer' }))
    await user.type(await screen.findByRole('textbox', { name: 'Why' }), 'fire drill')
    await user.click(screen.getByRole('button', { name: 'Copy The whole answer' }))
    await waitFor(() => expect(ran(host, 'secretCopy')).toHaveLength(1))
    expect(await within(secrets).findByText(/on the clipboard/)).toBeTruthy()
  })

  it('is not offered where the company forbids it, which says so', async () => {
    const { secrets } = await answered({}, 'policy')
    const reveal = await within(secrets).findByRole('button', { name: 'Reveal… password' })
    await waitFor(() => expect(reveal.getAttribute('aria-disabled')).toBe('true'))
    expect(within(secrets).getAllByText(/Your company does not allow this/).length).toBe(4)
  })

  it('asks for a ticket where one is needed', async () => {
    const { user, secrets } = await answered({
      secretReveal: () => {
        throw new Refusal({ kind: 'ticketRequired', hint: '' })
      },
    })
    await user.click(within(secrets).getByRole('button', { name: 'Reveal… password' }))
    await user.type(await screen.findByRole('textbox', { name: 'Why' }), 'fire drill')
    await user.click(screen.getByRole('button', { name: 'Reveal password' }))
    expect(await screen.findByRole('button', { name: 'Set the ticket…' })).toBeTruthy()
  })

  it('is copied for a ticket without it', async () => {
    const { host, user } = await answered()
    await user.click(screen.getByRole('button', { name: 'Copy to ticket' }))
    await waitFor(() =>
      expect(ran(host, 'ticketCopy')[0]?.args).toEqual({
        source: { kind: 'exchange', exchange: 'exchange-9' },
      }),
    )
    await user.keyboard('{Control>}{Shift>}c{/Shift}{/Control}')
    await waitFor(() => expect(ran(host, 'ticketCopy')).toHaveLength(2))
  })
})
