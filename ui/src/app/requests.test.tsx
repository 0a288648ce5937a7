import { screen, waitFor, within } from '@testing-library/react'
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'

import { clearDesks } from '#features/explorer/desk'
import type { ExchangeLine } from '#ipc/bindings'
import { type Answers, Refusal } from '#ipc/testing/fake'
import { answerAnswers, exchange } from '#ipc/testing/fixture-answers'
import { draftAnswers } from '#ipc/testing/fixture-drafts'
import { explorerAnswers } from '#ipc/testing/fixture-explorer'
import { historyPage } from '#ipc/testing/fixture-program'

import { open } from './testing/open'

const requests = (search = '?tenant=remote', answers: Answers = {}, scene = '') =>
  open(
    `/requests${search}`,
    { ...explorerAnswers(scene), ...answerAnswers(), ...draftAnswers(scene), ...answers },
    scene,
  )

const path = () => screen.findByRole<HTMLInputElement>('textbox', { name: 'Path' })
const sentList = () => screen.findByRole('listbox', { name: 'What was sent, newest first' })

// Each test draws the whole interface, which takes its time where many run at once.
vi.setConfig({ testTimeout: 60_000 })

beforeAll(() =>
  Promise.all([
    import('#features/explorer/requests/RequestsPage'),
    import('#features/explorer/ExplorerPage'),
  ]),
)

beforeEach(() => {
  clearDesks()
  localStorage.clear()
  Object.defineProperty(HTMLElement.prototype, 'clientHeight', { value: 600, configurable: true })
  Object.defineProperty(window, 'innerWidth', { value: 1440, configurable: true })
})

describe('a free request', () => {
  it('is sent to the tenant in use, and its answer stands beside it', async () => {
    const { user, host } = requests()
    await user.clear(await path())
    await user.type(await path(), '/api/things?a=1')
    await user.keyboard('{Control>}{Enter}{/Control}')
    const answer = await screen.findByRole('region', { name: 'Answer' })
    expect(await within(answer).findByText('200 OK')).toBeTruthy()
    expect(within(answer).queryByText('As documented')).toBeNull()
    const sent = host.calls.find(({ command }) => command === 'draftSend')
    expect(sent?.args).toMatchObject({
      draft: {
        tenant: 'remote',
        target: { kind: 'free', method: 'GET', path: '/api/things?a=1' },
      },
    })
  })

  it('keeps path and pairs in step', async () => {
    const { user } = requests()
    await user.type(await path(), '?x=%7e')
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Name 1' }).value).toBe('x')
    await user.click(screen.getByRole('button', { name: 'Add a pair' }))
    await user.type(screen.getByRole('textbox', { name: 'Name 2' }), 'q')
    await user.type(screen.getByRole('textbox', { name: 'Value of 2' }), 'a b')
    expect((await path()).value).toBe('/?x=%7e&q=a%20b')
    await user.click(screen.getByRole('button', { name: 'Remove x' }))
    expect((await path()).value).toBe('/?q=a%20b')
  })

  it('puts Ctrl and L into the path', async () => {
    const { user } = requests()
    const field = await path()
    await user.keyboard('{Control>}l{/Control}')
    expect(document.activeElement).toBe(field)
  })

  it('says what is wrong with a path at the path', async () => {
    const { user } = requests('?tenant=remote', {
      draftPreview: () => {
        throw new Refusal({
          kind: 'invalid',
          problems: [{ field: 'path', place: null, problem: { kind: 'escapes' } }],
        })
      },
    })
    const field = await path()
    await user.click(screen.getByRole('button', { name: 'Send' }))
    await waitFor(() => expect(field.getAttribute('aria-invalid')).toBe('true'))
    expect(screen.getByText('This would change the shape of the address.')).toBeTruthy()
  })

  it('needs somebody to go to', async () => {
    requests('', {}, 'empty')
    expect(await screen.findByText('Nobody to send a request to')).toBeTruthy()
  })
})

describe('what was sent', () => {
  it('is found by words and opens again, and says when a body was not kept', async () => {
    const { user } = requests()
    await user.type(await screen.findByRole('searchbox', { name: 'Find a request' }), 'hosts')
    await waitFor(async () =>
      expect(within(await sentList()).getAllByRole('option')).toHaveLength(1),
    )
    await user.click(within(await sentList()).getByRole('option', { name: /\/api\/v1\/hosts/ }))
    await waitFor(async () => expect((await path()).value).toBe('/api/v1/hosts'))
    await user.clear(screen.getByRole('searchbox', { name: 'Find a request' }))
    await user.click(await screen.findByRole('option', { name: /user\/42.*404/ }))
    expect(await screen.findByText('The body was not kept')).toBeTruthy()
    expect(screen.getByRole('link', { name: 'Open the settings' })).toBeTruthy()
  })

  it('leads back to the operation it came from', async () => {
    const entry = exchange({ id: 'old-1' })
    const { user, router } = requests('?tenant=remote', {
      historyList: ({ filter, window }) => historyPage([entry.line], filter, window),
      historyGet: () => ({
        exchange: entry,
        draft: {
          tenant: 'remote',
          target: { kind: 'operation', document: 'remote-own', operation: 'GET /user' },
          values: [{ place: 'query', name: 'per_page', value: '7' }],
          headers: [],
          body: null,
          media: null,
          files: [],
          timeoutMs: null,
          anyway: false,
        },
      }),
    })
    await user.click(await screen.findByRole('option', { name: /^GET/ }))
    const field = await screen.findByRole<HTMLInputElement>('textbox', { name: 'per_page' })
    expect(field.value).toBe('7')
    expect(router.state.location.pathname).toBe('/explorer')
    expect(screen.getByText('200 OK')).toBeTruthy()
  })

  it('draws only what is seen of many entries', async () => {
    const many: ExchangeLine[] = Array.from({ length: 10_000 }, (_, index) => ({
      ...exchange().line,
      id: `many-${index}`,
    }))
    const { host } = requests('?tenant=remote', {
      historyList: ({ filter, window }) => historyPage(many, filter, window),
    })
    const list = await sentList()
    await waitFor(() => expect(within(list).getAllByRole('option').length).toBeGreaterThan(5))
    expect(within(list).getAllByRole('option').length).toBeLessThan(60)
    const asked = host.calls.filter(({ command }) => command === 'historyList')
    expect(asked.length).toBeLessThan(8)
  })

  it('is compared two by two', async () => {
    const { user, router } = requests()
    await user.click(await screen.findByRole('button', { name: 'Compare two answers' }))
    const [first, second] = within(await sentList()).getAllByRole('option')
    if (!first || !second) throw new Error('there are two')
    await user.click(first)
    await user.click(second)
    await user.click(screen.getByRole('button', { name: 'Compare' }))
    expect(await screen.findByText('1 line added, 1 line removed')).toBeTruthy()
    expect(router.state.location.search).toMatchObject({ older: '2', newer: '1' })
    expect(screen.getByText('"failed_logins": 0,', { exact: false })).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Back to the request' }))
    expect(await path()).toBeTruthy()
  })

  it('is forgotten only after it was said what goes', async () => {
    const { user, host } = requests()
    await sentList()
    await user.click(screen.getByRole('button', { name: 'Forget what was sent…' }))
    const dialog = await screen.findByRole('alertdialog', {
      name: 'Forget everything that was sent?',
    })
    expect(within(dialog).getByText(/^4 entries with their headers/)).toBeTruthy()
    await user.click(within(dialog).getByRole('button', { name: 'Forget it' }))
    expect(await screen.findByText('Nothing has been sent yet.')).toBeTruthy()
    expect(host.calls).toContainEqual({ command: 'historyClear', args: { tenant: null } })
  })
})
