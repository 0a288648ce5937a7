import { screen, waitFor, within } from '@testing-library/react'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { clearDesks } from '#features/explorer/desk'
import type { AppError } from '#ipc/bindings'
import { type Answers, Refusal } from '#ipc/testing/fake'
import { answerAnswers } from '#ipc/testing/fixture-answers'
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

  it('opens the first group, others one by one, and an operation from them', async () => {
    const { user, host, router } = explore('?tenant=remote')
    const list = await tree()
    await within(list).findByRole('treeitem', { name: /^GET Get all Jump Clients/ })
    expect(host.calls.filter(({ command }) => command === 'explorerGroup')).toHaveLength(1)
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
    const first = await within(list).findByRole('treeitem', { name: /^jump-client/ })
    first.focus()
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
