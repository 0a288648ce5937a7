import { screen, waitFor, within } from '@testing-library/react'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'

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

const tree = () => screen.findByRole('tree', { name: '222 operations' })
const requestPane = () => screen.findByRole('region', { name: 'Try it' })
const answerPane = () => screen.findByRole('region', { name: 'Answer' })
const send = () => screen.getByRole('button', { name: 'Send' })

const refuse = (error: AppError) => (): never => {
  throw new Refusal(error)
}

// The screen is loaded when it is first opened; the first test shall not pay for that.
beforeAll(() => import('#features/explorer/ExplorerPage'))

beforeEach(() => {
  clearDesks()
  localStorage.clear()
  // There is no layout here; lists that draw only what is seen need to be told a height.
  Object.defineProperty(HTMLElement.prototype, 'clientHeight', { value: 600, configurable: true })
  Object.defineProperty(window, 'innerWidth', { value: 1440, configurable: true })
})

describe('the explorer', () => {
  it('opens the document of the tenant in use and says how many operations it has', async () => {
    const { router } = explore('?tenant=remote')
    await tree()
    expect(screen.getAllByText('222 operations').length).toBeGreaterThan(0)
    expect(router.state.location.search).toMatchObject({ tenant: 'remote' })
  })

  it('names the tenant in the address when a document is chosen for it', async () => {
    const { router } = explore()
    await tree()
    await waitFor(() =>
      expect(router.state.location.search).toEqual({ tenant: 'remote', document: 'remote-own' }),
    )
  })

  it('opens groups one by one and an operation from them', async () => {
    const { user, host, router } = explore('?tenant=remote')
    const list = await tree()
    expect(host.calls.map(({ command }) => command)).not.toContain('explorerGroup')
    await user.click(within(list).getByRole('treeitem', { name: 'user 5 operations' }))
    await user.click(
      await within(list).findByRole('treeitem', { name: 'GET Get all Users, reads' }),
    )
    expect(await screen.findByRole('heading', { name: 'Get all Users' })).toBeTruthy()
    expect(router.state.location.search).toMatchObject({ operation: 'GET /user' })
  })

  it('is walked through by keys alone', async () => {
    const { user } = explore('?tenant=remote')
    const list = await tree()
    within(list)
      .getByRole('treeitem', { name: /^jump-client/ })
      .focus()
    await user.keyboard('u{ArrowRight}')
    await within(list).findByRole('treeitem', { name: /^GET Get all Users/ })
    await user.keyboard('{ArrowDown}{Enter}')
    expect(await screen.findByRole('heading', { name: 'Get all Users' })).toBeTruthy()
  })

  it('finds operations, marks what fits, and keeps the words in the address', async () => {
    const { user, router } = explore('?tenant=remote')
    const list = await tree()
    await user.keyboard('/')
    const field = screen.getByRole('searchbox', { name: 'Find an operation' })
    await waitFor(() => expect(document.activeElement).toBe(field))
    await user.keyboard('delete')
    const hit = await within(list).findByRole('treeitem', {
      name: /^DELETE Delete a non-admin User/,
    })
    expect(within(hit).getByText('Delete').tagName).toBe('MARK')
    expect(await screen.findByText('1 operation found')).toBeTruthy()
    expect(router.state.location.search).toMatchObject({ words: 'delete' })
    await user.keyboard('{Enter}')
    expect(await screen.findByRole('heading', { name: 'Delete a non-admin User' })).toBeTruthy()
  })

  it('says so when nothing fits', async () => {
    const { user } = explore('?tenant=remote')
    await tree()
    await user.type(screen.getByRole('searchbox', { name: 'Find an operation' }), 'zebra')
    expect(
      await screen.findByText('No operation has “zebra” in its name, path or fields.'),
    ).toBeTruthy()
  })

  it('leaves out an effect, and the groups that have nothing else', async () => {
    const { user } = explore('?tenant=remote')
    const list = await tree()
    await user.click(screen.getByRole('button', { name: /^Reads/ }))
    await waitFor(() =>
      expect(within(list).queryByRole('treeitem', { name: /^jump-client/ })).toBeNull(),
    )
    expect(within(list).getByRole('treeitem', { name: 'user 3 operations' })).toBeTruthy()
  })

  it('lists what could not be read', async () => {
    const { user } = explore('?tenant=remote')
    await tree()
    await user.click(screen.getByRole('button', { name: '2 parts not read' }))
    const dialog = await screen.findByRole('dialog')
    expect(await within(dialog).findByText('A reference leads nowhere.')).toBeTruthy()
    expect(within(dialog).getByText('line 412, column 7')).toBeTruthy()
  })

  it('opens a file of the person’s own, from which nothing can be sent', async () => {
    const { user } = explore('?tenant=remote')
    await tree()
    await user.click(screen.getByRole('button', { name: /Configuration API/ }))
    await user.click(await screen.findByRole('menuitem', { name: /Open a file/ }))
    expect(await screen.findByRole('heading', { name: /Vault REST API/ })).toBeTruthy()
    const list = await screen.findByRole('tree', { name: '151 operations' })
    await user.click(within(list).getByRole('treeitem', { name: /^jump-client/ }))
    await user.click(
      await within(list).findByRole('treeitem', { name: /^GET Get all Jump Clients/ }),
    )
    await requestPane()
    expect(send().getAttribute('aria-disabled')).toBe('true')
    expect(screen.getAllByText(/belongs to no tenant/).length).toBeGreaterThan(0)
  })

  it('shows what an operation needs, and opens its fields level by level', async () => {
    const { user, host } = explore(operationAt('PATCH /user/{id}'))
    expect(await screen.findByText('Configuration API: Allow Access')).toBeTruthy()
    const fields = await screen.findByRole('treegrid', { name: 'Body of the request' })
    const row = within(fields).getByRole('row', { name: /groups/ })
    await user.click(row)
    expect(await within(fields).findByText('[]')).toBeTruthy()
    expect(host.calls).toContainEqual({
      command: 'explorerSchema',
      args: { document: 'remote-own', pointer: '/components/schemas/User/properties/groups' },
    })
  })

  it('keeps the open part of a page in the address', async () => {
    const { user, router } = explore(operationAt('GET /user'))
    await user.click(await screen.findByRole('tab', { name: /^Answers/ }))
    await waitFor(() => expect(router.state.location.search).toMatchObject({ tab: 'answers' }))
    expect(await screen.findByRole('region', { name: 'Fields of the answer 200' })).toBeTruthy()
  })

  it('tells a document that cannot be read from one that cannot be reached', async () => {
    explore('?tenant=remote', {
      explorerOpen: refuse({
        kind: 'unreadable',
        why: { kind: 'syntax', message: 'a colon was expected' },
        line: 7,
        column: 3,
      }),
    })
    expect(await screen.findByText(/a colon was expected/)).toBeTruthy()
    expect(screen.getByText('7')).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Open our own document' })).toBeTruthy()
  })

  it('says what it is for when there is nothing to explore', async () => {
    explore('', {}, 'empty')
    expect(await screen.findByText('No document to explore')).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Open a file…' })).toBeTruthy()
  })
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

  it('puts the example into the body only when asked', async () => {
    const { user } = explore(operationAt('PATCH /user/{id}'))
    const body = within(await requestPane()).getByRole<HTMLTextAreaElement>('textbox', {
      name: 'Body',
    })
    expect(body.value).toBe('')
    await user.click(screen.getByRole('button', { name: 'Insert the example' }))
    await waitFor(() => expect(body.value).toContain('"enabled": true'))
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
    expect(within(answer).getByRole('group', { name: 'Answer body' })).toBeTruthy()
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

  it('finds words in the lines of an answer', async () => {
    const { user } = explore(operationAt('GET /user'))
    await requestPane()
    await user.click(send())
    const answer = await answerPane()
    await user.click(await within(answer).findByRole('button', { name: 'Find in the answer' }))
    await user.keyboard('user-7"')
    expect(await within(answer).findByText(/^1 of 1/)).toBeTruthy()
  })
})
