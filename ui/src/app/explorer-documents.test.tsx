import { screen, waitFor, within } from '@testing-library/react'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'

import type { AppError, Settings, UnreadableCause } from '#ipc/bindings'
import { type Answers, Refusal } from '#ipc/testing/fake'
import { answerAnswers } from '#ipc/testing/fixture-answers'
import { draftAnswers } from '#ipc/testing/fixture-drafts'
import { explorerAnswers } from '#ipc/testing/fixture-explorer'

import { open } from './testing/open'

const explore = (search: string, answers: Answers = {}, scene = '') =>
  open(
    `/explorer${search}`,
    { ...explorerAnswers(scene), ...answerAnswers(), ...draftAnswers(scene), ...answers },
    scene,
  )
const refuse = (error: AppError) => (): never => {
  throw new Refusal(error)
}
const at = (operation: string) =>
  `?tenant=remote&document=remote-own&operation=${encodeURIComponent(operation)}`
const tabs = () => screen.findByRole('tablist', { name: 'Open operations' })
const openNames = async () =>
  within(await tabs())
    .queryAllByRole('tab')
    .map((tab) => tab.textContent)
const tree = () => screen.findByRole('tree', { name: '222 operations' })

beforeAll(() => import('#features/explorer/ExplorerPage'))

beforeEach(() => {
  localStorage.clear()
  // There is no layout here; lists that draw only what is seen need to be told a height.
  Object.defineProperty(HTMLElement.prototype, 'clientHeight', { value: 600, configurable: true })
  Object.defineProperty(HTMLElement.prototype, 'offsetHeight', { value: 600, configurable: true })
  Object.defineProperty(window, 'innerWidth', { value: 1440, configurable: true })
})

describe('open operations', () => {
  it('take over the tab for looking, until one is kept', async () => {
    const { user, host } = explore('?tenant=remote')
    const list = await tree()
    await user.click(await within(list).findByRole('treeitem', { name: /^user/ }))
    await user.click(await within(list).findByRole('treeitem', { name: /^GET Get all Users/ }))
    await screen.findByRole('heading', { name: 'Get all Users' })
    await user.click(within(list).getByRole('treeitem', { name: /^GET Get a User/ }))
    await screen.findByRole('heading', { name: 'Get a User' })
    expect(await openNames()).toEqual(['GET Get a User'])
    await user.dblClick(within(list).getByRole('treeitem', { name: /^POST Create a local/ }))
    await screen.findByRole('heading', { name: 'Create a local User' })
    await user.click(within(list).getByRole('treeitem', { name: /^GET Get all Users/ }))
    await waitFor(async () =>
      expect(await openNames()).toEqual(['POST Create a local User', 'GET Get all Users']),
    )
    await waitFor(() => {
      const written = host.calls.findLast(({ command }) => command === 'settingsSet')
      expect(written?.args).toMatchObject({
        settings: {
          explorerTabs: [
            { document: 'remote-own', operation: 'POST /user' },
            { document: 'remote-own', operation: 'GET /user' },
          ],
        },
      })
    })
  })

  it('are there again after a restart, and lead to their document', async () => {
    const { user, router } = explore('?document=remote-ours', {
      settingsGet: () => ({
        theme: 'light',
        explorerTabs: [
          { document: 'remote-own', operation: 'GET /user' },
          { document: 'closed-file', operation: 'GET /gone' },
        ],
      }),
    })
    await tree()
    expect(await openNames()).toEqual(['GET /user'])
    await user.click(within(await tabs()).getByRole('tab', { name: 'GET /user' }))
    expect(await screen.findByRole('heading', { name: 'Get all Users' })).toBeTruthy()
    expect(router.state.location.search).toMatchObject({ document: 'remote-own' })
  })

  it('are moved through and closed by keys', async () => {
    const stored = ['GET /user', 'GET /user/{id}', 'GET /jump-client']
    let settings: Settings = {
      theme: 'light',
      explorerTabs: stored.map((operation) => ({ document: 'remote-own', operation })),
    }
    const { user, router } = explore(at('GET /user'), {
      settingsGet: () => settings,
      settingsSet: (given) => {
        settings = given.settings
        return null
      },
    })
    const tab = await within(await tabs()).findByRole('tab', { name: 'GET Get all Users' })
    tab.focus()
    await user.keyboard('{ArrowRight}')
    await waitFor(() =>
      expect(router.state.location.search).toMatchObject({ operation: 'GET /user/{id}' }),
    )
    await user.keyboard('{Delete}')
    await waitFor(() =>
      expect(router.state.location.search).toMatchObject({ operation: 'GET /jump-client' }),
    )
    await user.keyboard('{Control>}w{/Control}')
    await waitFor(() =>
      expect(router.state.location.search).toMatchObject({ operation: 'GET /user' }),
    )
    expect(await openNames()).toEqual(['GET Get all Users'])
  })

  it('say when an operation is not there any more, and lead on', async () => {
    const { user, router } = explore(at('GET /nowhere'))
    expect(await screen.findByText('This operation is not in the document')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Look for /nowhere' }))
    await waitFor(() =>
      expect(router.state.location.search).toMatchObject({ words: 'path:/nowhere' }),
    )
  })
})

describe('the list of operations', () => {
  it('stands by path when asked, and says so in the address', async () => {
    const { user, host, router } = explore('?tenant=remote')
    await tree()
    await user.click(screen.getByRole('radio', { name: 'By path' }))
    const list = await tree()
    await user.click(await within(list).findByRole('treeitem', { name: '/user 5 operations' }))
    expect(await within(list).findByRole('treeitem', { name: '/{id} 3 operations' })).toBeTruthy()
    expect(router.state.location.search).toMatchObject({ tree: 'path' })
    expect(host.calls).toContainEqual({
      command: 'explorerLevel',
      args: { document: 'remote-own', path: '/user' },
    })
  })

  it('opens the way to the operation that is looked at', async () => {
    explore(`${at('PATCH /user/{id}')}&tree=path`)
    const row = await within(await tree()).findByRole('treeitem', { name: /^PATCH Update/ })
    expect(row.getAttribute('aria-selected')).toBe('true')
    expect(row.getAttribute('aria-level')).toBe('3')
  })

  it('asks for no more than is seen of fifty thousand', async () => {
    const { host } = explore('?document=one-group', {}, 'large')
    const list = await screen.findByRole('tree', { name: '50,000 operations' })
    const [row] = await within(list).findAllByRole('treeitem', { name: /^GET List thing 0 of all/ })
    expect(row?.getAttribute('aria-setsize')).toBe('50000')
    expect(within(list).getAllByRole('treeitem').length).toBeLessThan(100)
    const asked = host.calls.filter(({ command }) => command === 'explorerGroup')
    expect(asked).toEqual([
      {
        command: 'explorerGroup',
        args: { document: 'one-group', group: 'all', window: { from: 0, atMost: 200 } },
      },
    ])
  })

  it('says how a search can be narrowed', async () => {
    const { user } = explore('?tenant=remote')
    await tree()
    const field = screen.getByRole('searchbox', { name: 'Find an operation' })
    await user.type(field, 'method:delete path:/user')
    expect(await screen.findByText('1 operation found')).toBeTruthy()
    await user.clear(field)
    await user.type(field, 'zebra')
    expect(
      (await screen.findAllByText('Narrow it: method:get tag:vault path:/jump')).length,
    ).toBeGreaterThan(1)
  })
})

describe('a document that changed', () => {
  it('says first what changed, what it means, and forgets it once it was seen', async () => {
    const { user, host } = explore('?tenant=remote', {}, 'changed')
    const region = await screen.findByRole('region', { name: 'What changed' })
    expect(region.textContent).toMatch(/Changed since .*: 2 breaking, 5 additive, 9 wording/)
    expect(await within(region).findByText('Operation removed')).toBeTruthy()
    await user.click(within(region).getByRole('radio', { name: 'Additive 5' }))
    expect(await within(region).findByText(/Something nobody named yet/)).toBeTruthy()
    expect(within(region).queryByText('Operation removed')).toBeNull()
    await user.click(within(region).getByRole('button', { name: 'I have seen this' }))
    await waitFor(() => expect(screen.queryByRole('region', { name: 'What changed' })).toBeNull())
    expect(host.calls).toContainEqual({
      command: 'explorerAccept',
      args: { document: 'remote-own' },
    })
  })

  it('can be compared with any other', async () => {
    const { user, host, router } = explore('?tenant=remote')
    await tree()
    await user.click(screen.getByRole('button', { name: /^Configuration API/ }))
    await user.click(await screen.findByRole('menuitem', { name: /Compare with/ }))
    const dialog = await screen.findByRole('dialog')
    await user.click(within(dialog).getByRole('button', { name: /as documented/ }))
    expect(await screen.findByRole('region', { name: 'What changed' })).toBeTruthy()
    expect(router.state.location.search).toMatchObject({ with: 'remote-ours' })
    expect(host.calls).toContainEqual({
      command: 'explorerCompare',
      args: { older: 'remote-ours', newer: 'remote-own', window: { from: 0, atMost: 100 } },
    })
    await user.click(screen.getByRole('button', { name: 'Stop comparing' }))
    await waitFor(() => expect(router.state.location.search).not.toHaveProperty('with'))
  })
})

describe('a file that cannot be read', () => {
  const causes: UnreadableCause[] = [
    { kind: 'empty' },
    { kind: 'html' },
    { kind: 'binary' },
    { kind: 'notADocument' },
    { kind: 'syntax', message: 'a comma is missing' },
    { kind: 'limit', limit: '4096 levels' },
  ]
  it.each(causes)('leaves the page that was open as it is: $kind', async (why) => {
    const { user } = explore(at('GET /user'), {
      explorerPick: refuse({ kind: 'unreadable', why, line: 7, column: 3 }),
    })
    await screen.findByRole('heading', { name: 'Get all Users' })
    await user.click(screen.getByRole('button', { name: /^Configuration API/ }))
    await user.click(await screen.findByRole('menuitem', { name: /Open a file/ }))
    const told = await screen.findByRole('alert')
    expect(told.textContent).toMatch(/line 7, column 3/)
    expect(screen.getByRole('heading', { name: 'Get all Users' })).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Close this message' }))
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull())
  })
})

describe('the page of an operation', () => {
  it('folds what cannot be sent, and leads back where a schema repeats', async () => {
    const { user } = explore(at('PATCH /user/{id}'))
    const fields = await screen.findByRole('treegrid', { name: 'Body of the request' })
    const fold = within(fields).getByRole('row', { name: /^3 fields/ })
    expect(fold.getAttribute('aria-expanded')).toBe('false')
    await user.click(fold)
    expect(within(fields).getByRole('row', { name: /^perm_admin/ })).toBeTruthy()
    await user.click(within(fields).getByText('opens User above'))
    await waitFor(() => expect(document.activeElement?.textContent).toMatch(/^username/))
  })

  it('draws only what is seen of two thousand fields', async () => {
    explore('?document=large&operation=POST+%2Fgroup-000%2Fthings%2F0', {}, 'large')
    const fields = await screen.findByRole('treegrid', { name: 'Body of the request' })
    expect(Number(fields.getAttribute('aria-rowcount'))).toBeGreaterThan(1500)
    expect(within(fields).getAllByRole('row').length).toBeLessThan(100)
  })

  it('shows every example', async () => {
    const { user } = explore(at('PATCH /user/{id}'))
    await user.click(await screen.findByRole('tab', { name: /^Examples/ }))
    expect(await screen.findByRole('group', { name: 'Example: Answered with 200' })).toBeTruthy()
    expect(screen.getByRole('button', { name: /Locked out/ })).toBeTruthy()
  })

  it('cannot be sent any more while another is on its way', async () => {
    let come = () => {}
    const gate = new Promise<void>((done) => {
      come = done
    })
    const answers = explorerAnswers('')
    const { user, host } = explore(at('GET /user'), {
      explorerOperation: async (args, onItem) => {
        if (args.operation === 'GET /user/{id}') await gate
        const page = await answers.explorerOperation?.(args, onItem)
        if (!page) throw new Refusal({ kind: 'notFound' })
        return page
      },
    })
    await screen.findByRole('region', { name: 'Try it' })
    await user.click(await within(await tree()).findByRole('treeitem', { name: /^GET Get a User/ }))
    await user.keyboard('{Control>}{Enter}{/Control}')
    come()
    expect(await screen.findByRole('heading', { name: 'Get a User' })).toBeTruthy()
    expect(host.calls.map(({ command }) => command)).not.toContain('draftSend')
  })
})
