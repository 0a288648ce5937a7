import { screen, waitFor, within } from '@testing-library/react'
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'

import { clearDesks } from '#features/explorer/desk'
import type { AppError, ExchangeView } from '#ipc/bindings'
import { type Answers, Refusal } from '#ipc/testing/fake'
import { answerAnswers, exchange } from '#ipc/testing/fixture-answers'
import { draftAnswers } from '#ipc/testing/fixture-drafts'
import { explorerAnswers } from '#ipc/testing/fixture-explorer'

import { open } from './testing/open'

const explore = (search = '', answers: Answers = {}, scene = '') =>
  open(
    `/explorer${search}`,
    { ...explorerAnswers(scene), ...answerAnswers(), ...draftAnswers(scene), ...answers },
    scene,
  )

const operationAt = (key: string) =>
  `?tenant=remote&document=remote-own&operation=${encodeURIComponent(key)}`

const requestPane = () => screen.findByRole('region', { name: 'Try it' })
const answerPane = () => screen.findByRole('region', { name: 'Answer' })
const send = () => screen.getByRole('button', { name: 'Send' })

const refuse = (error: AppError) => (): never => {
  throw new Refusal(error)
}

// The screen is loaded when it is first opened; the first test shall not pay for that.
// Each test draws the whole interface, which takes its time where many run at once.
vi.setConfig({ testTimeout: 60_000 })

beforeAll(() =>
  Promise.all([
    import('#features/explorer/ExplorerPage'),
    import('#features/settings/SettingsPage'),
  ]),
)

beforeEach(() => {
  clearDesks()
  localStorage.clear()
  // There is no layout here; lists that draw only what is seen need to be told a height.
  Object.defineProperty(HTMLElement.prototype, 'clientHeight', { value: 600, configurable: true })
  Object.defineProperty(window, 'innerWidth', { value: 1440, configurable: true })
})

describe('trying an operation', () => {
  it('sends what was entered and shows the answer', async () => {
    const { user, host } = explore(operationAt('GET /user'))
    const pane = await requestPane()
    await user.type(within(pane).getByRole('textbox', { name: 'per_page' }), '5')
    await user.click(send())
    const answer = await answerPane()
    expect(await within(answer).findByText('200 OK')).toBeTruthy()
    expect(within(answer).getByText('123.8 kB')).toBeTruthy()
    expect(within(answer).getByText('Token renewed once')).toBeTruthy()
    expect(await within(answer).findByRole('rowheader', { name: '1' })).toBeTruthy()
    await user.click(within(answer).getByRole('tab', { name: 'Body' }))
    expect((await within(answer).findAllByText('"username"')).length).toBeGreaterThan(3)
    const sent = host.calls.find(({ command }) => command === 'draftSend')
    expect(sent?.args).toMatchObject({
      draft: {
        tenant: 'remote',
        target: { kind: 'operation', document: 'remote-own', operation: 'GET /user' },
        values: [{ place: 'query', name: 'per_page', value: '5' }],
        body: null,
      },
    })
    expect(
      await within(screen.getByRole('region', { name: 'Sent before' })).findByText('200'),
    ).toBeTruthy()
  })

  it('is sent by Ctrl and Enter from anywhere on the page', async () => {
    const { user } = explore(operationAt('GET /user'))
    await requestPane()
    await user.keyboard('{Control>}{Enter}{/Control}')
    expect(await within(await answerPane()).findByText('200 OK')).toBeTruthy()
  })

  it('is sent by Ctrl and Enter where a button has the focus, too', async () => {
    const { user } = explore(operationAt('GET /user'))
    const more = within(await requestPane()).getByRole('button', { name: 'Headers and time limit' })
    more.focus()
    await user.keyboard('{Control>}{Enter}{/Control}')
    expect(await within(await answerPane()).findByText('200 OK')).toBeTruthy()
    expect(more.getAttribute('aria-expanded')).toBe('false')
  })

  it('marks the field that is missing', async () => {
    const { user } = explore(operationAt('GET /user/{id}'))
    const pane = await requestPane()
    const field = within(pane).getByRole('textbox', { name: 'id' })
    expect(field.getAttribute('placeholder')).toBe('for example 214')
    await user.click(send())
    expect(await within(pane).findByText('This is needed.')).toBeTruthy()
    expect(field.getAttribute('aria-invalid')).toBe('true')
    await user.type(field, '7')
    await waitFor(() => expect(within(pane).queryByText('This is needed.')).toBeNull())
  })

  it('cannot send what is not a read while the tenant is locked, and says why', async () => {
    const { user, host } = explore(operationAt('PATCH /user/{id}'))
    const pane = await requestPane()
    expect(send().getAttribute('aria-disabled')).toBe('true')
    expect(
      (
        await within(pane).findAllByText(
          /is locked: only reads can be sent, and this one changes something/,
        )
      ).length,
    ).toBeGreaterThan(0)
    await user.click(send())
    await user.keyboard('{Control>}{Enter}{/Control}')
    expect(host.calls.map(({ command }) => command)).not.toContain('draftSend')
  })

  it('puts an example into the body only when asked', async () => {
    const { user } = explore(operationAt('PATCH /user/{id}'))
    const pane = await requestPane()
    expect(within(pane).queryByRole('switch', { name: 'enabled' })).toBeNull()
    await user.click(within(pane).getByRole('button', { name: 'Examples' }))
    await user.click(await screen.findByRole('menuitem', { name: /^Locked out/ }))
    const field = await within(pane).findByRole<HTMLInputElement>('textbox', {
      name: 'failed_logins',
    })
    expect(field.value).toBe('0')
  })

  it('shows the request as it would leave, with the credential as a mark', async () => {
    const { user } = explore(operationAt('GET /user'))
    await requestPane()
    await user.click(screen.getByRole('radio', { name: 'Preview' }))
    expect(await screen.findByText('token of Remote access')).toBeTruthy()
    expect(screen.getByText('https://remote.northmere.example/api/config/v1/user')).toBeTruthy()
  })

  it('can be stopped on the way', async () => {
    let stopIt = () => {}
    const { user, host } = explore(operationAt('GET /user'), {
      draftSend: (_, onItem) => {
        onItem({ kind: 'signingIn' })
        return new Promise<ExchangeView>((_done, failed) => {
          stopIt = () => failed(new Refusal({ kind: 'cancelled' }))
        })
      },
      workCancel: () => {
        stopIt()
        return null
      },
    })
    await requestPane()
    await user.click(send())
    expect((await screen.findAllByText('Signing in first')).length).toBeGreaterThan(0)
    await user.click(screen.getByRole('button', { name: 'Cancel' }))
    expect(await screen.findByText(/^Stopped\./)).toBeTruthy()
    const [sent, stopped] = ['draftSend', 'workCancel'].map(
      (name) => host.calls.find(({ command }) => command === name)?.args,
    )
    expect(Object.values(stopped ?? {})).toEqual([Object.values(sent ?? {})[1]])
  })

  it('explains an answer that is not what was asked for, and shows it all the same', async () => {
    const { user } = explore(operationAt('GET /user'), {
      draftSend: () => ({
        ...exchange({ status: 403 }),
        meaning: {
          kind: 'failed',
          error: { kind: 'missingPermission', needs: ['List users'], code: 'E7', message: null },
        },
      }),
    })
    await requestPane()
    await user.click(send())
    const answer = await answerPane()
    expect(await within(answer).findByText('403 Forbidden')).toBeTruthy()
    expect(
      within(answer).getByRole('article', { name: 'Remote access does not allow this' }),
    ).toBeTruthy()
    expect(within(answer).getByText('List users')).toBeTruthy()
    await user.click(within(answer).getByRole('tab', { name: 'Body' }))
    expect(await within(answer).findByRole('group', { name: 'Answer body' })).toBeTruthy()
  })

  it('tells why no answer came', async () => {
    const { user } = explore(operationAt('GET /user'), {
      draftSend: refuse({
        kind: 'unreachable',
        host: 'remote.northmere.example',
        cause: 'timeout',
      }),
    })
    await requestPane()
    await user.click(send())
    expect(
      await within(await answerPane()).findByRole('article', {
        name: 'Remote access is not reachable',
      }),
    ).toBeTruthy()
  })

  it('keeps what was entered and what came back when another operation is looked at', async () => {
    const { user, router } = explore(operationAt('GET /user'))
    await user.type(within(await requestPane()).getByRole('textbox', { name: 'per_page' }), '5')
    await user.click(send())
    await within(await answerPane()).findByText('200 OK')
    await router.navigate({ to: '/settings' })
    await screen.findByRole('heading', { name: 'Settings', level: 1 })
    await router.navigate({
      to: '/explorer',
      search: { tenant: 'remote', document: 'remote-own', operation: 'GET /user' },
    })
    const pane = await requestPane()
    expect(within(pane).getByRole<HTMLInputElement>('textbox', { name: 'per_page' }).value).toBe(
      '5',
    )
    expect(screen.getByText('200 OK')).toBeTruthy()
  })

  it('finds words in the whole of an answer', async () => {
    const { user } = explore(operationAt('GET /user'))
    await requestPane()
    await user.click(send())
    const answer = await answerPane()
    await user.click(await within(answer).findByRole('tab', { name: 'Body' }))
    await user.click(await within(answer).findByRole('button', { name: 'Find in the answer' }))
    await user.keyboard('user-1100')
    expect(await within(answer).findByText('1 of 1')).toBeTruthy()
    const marked = await within(answer).findByText('user-1100')
    expect(marked.tagName).toBe('MARK')
    expect(marked.dataset.current).toBe('true')
  })
})
