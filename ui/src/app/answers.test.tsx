import { screen, waitFor, within } from '@testing-library/react'
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'

import { clearDesks } from '#features/explorer/desk'
import type { ExchangeView } from '#ipc/bindings'
import type { Answers } from '#ipc/testing/fake'
import { answerAnswers, exchange } from '#ipc/testing/fixture-answers'
import { draftAnswers } from '#ipc/testing/fixture-drafts'
import { explorerAnswers } from '#ipc/testing/fixture-explorer'

import { open } from './testing/open'

/** Sends a free request and waits for what came back. */
async function answered(more: Partial<ExchangeView> = {}, answers: Answers = {}) {
  const opened = open('/requests?tenant=remote', {
    ...explorerAnswers(''),
    ...answerAnswers(),
    ...draftAnswers(''),
    draftSend: () => exchange({}, more),
    ...answers,
  })
  await opened.user.click(await screen.findByRole('button', { name: 'Send' }))
  const pane = await screen.findByRole('region', { name: 'Answer' })
  await within(pane).findByText('200 OK')
  const tab = (name: string) => opened.user.click(within(pane).getByRole('tab', { name }))
  return { ...opened, pane, tab }
}

// Each test draws the whole interface, which takes its time where many run at once.
vi.setConfig({ testTimeout: 60_000 })

beforeAll(() => import('#features/explorer/requests/RequestsPage'))

beforeEach(() => {
  clearDesks()
  localStorage.clear()
  Object.defineProperty(HTMLElement.prototype, 'clientHeight', { value: 600, configurable: true })
  Object.defineProperty(window, 'innerWidth', { value: 1440, configurable: true })
})

describe('an answer', () => {
  it('says where its time went, and nothing of what a kept connection saved', async () => {
    const { pane } = await answered({
      timing: {
        dnsMs: null,
        connectMs: null,
        tlsMs: null,
        waitMs: 138,
        bodyMs: 14,
        renewed: false,
        protocol: 'HTTP/2',
      },
      hops: [{ status: 308, address: 'https://remote.northmere.example/moved' }],
      statusMeans: 'All went well.',
    })
    expect(within(pane).getByRole('img', { name: 'Time: Wait 138 ms, Body 14 ms' })).toBeTruthy()
    expect(within(pane).getByText('Kept connection')).toBeTruthy()
    expect(within(pane).queryByText(/DNS/)).toBeNull()
    expect(within(pane).getByText('To this vendor: All went well.')).toBeTruthy()
    const hops = within(pane).getByRole('list', { name: 'Redirects' })
    expect(within(hops).getByText('308 Permanent redirect')).toBeTruthy()
  })

  it('tells how it differs from the document', async () => {
    const { user, pane } = await answered({
      documented: {
        kind: 'differs',
        problems: [{ pointer: '/0/id', rule: 'type', expected: 'integer', got: '"a"' }],
        unknown: ['/0/extra'],
      },
    })
    await user.click(within(pane).getByRole('button', { name: '1 thing differs' }))
    const dialog = await screen.findByRole('dialog', { name: 'Compared with the document' })
    expect(within(dialog).getByRole('rowheader', { name: '/0/id' })).toBeTruthy()
    expect(within(dialog).getByText('/0/extra')).toBeTruthy()
  })

  it('is sorted as a table by the core, and drawn only where it is seen', async () => {
    const { user, pane, host } = await answered()
    await within(pane).findByRole('rowheader', { name: '1' })
    expect(within(pane).getAllByRole('row').length).toBeLessThan(80)
    const head = within(pane).getByRole('columnheader', { name: 'id' })
    await user.click(within(head).getByRole('button'))
    await user.click(within(head).getByRole('button'))
    expect(head.getAttribute('aria-sort')).toBe('descending')
    expect(await within(pane).findByRole('rowheader', { name: '1198' })).toBeTruthy()
    expect(host.calls).toContainEqual(
      expect.objectContaining({
        command: 'answerTable',
        args: expect.objectContaining({
          part: expect.objectContaining({ sort: { column: 'id', descending: true } }),
        }),
      }),
    )
    await user.click(within(pane).getByRole('button', { name: 'Save as CSV…' }))
    expect(await screen.findByText('Saved as user.csv')).toBeTruthy()
  })

  it('opens as a tree, value by value, by keys alone', async () => {
    const { user, pane, tab, host } = await answered()
    await tab('Tree')
    const tree = await within(pane).findByRole('tree', { name: 'Answer body as a tree' })
    const first = await within(tree).findByRole('treeitem', { name: '0 5 fields' })
    first.focus()
    await user.keyboard('{ArrowRight}')
    const name = await within(tree).findByRole('treeitem', { name: 'username "user-1"' })
    expect(name.getAttribute('aria-level')).toBe('2')
    await user.keyboard('{ArrowDown}{ArrowDown}')
    await waitFor(() => expect(document.activeElement).toBe(name))
    await user.keyboard('{ArrowLeft}')
    await waitFor(() => expect(document.activeElement?.getAttribute('aria-level')).toBe('1'))
    await user.keyboard('{ArrowLeft}')
    await waitFor(() =>
      expect(within(tree).queryByRole('treeitem', { name: 'username "user-1"' })).toBeNull(),
    )
    await user.keyboard('{End}')
    expect(await within(tree).findByRole('treeitem', { name: '1197 5 fields' })).toBeTruthy()
    const asked = host.calls.filter(({ command }) => command === 'answerTree')
    expect(asked.length).toBeLessThan(6)
  })

  it('of eight million lines is reached to its last', async () => {
    const LINES = 8_000_000
    const { pane, tab, host } = await answered(
      {
        body: {
          kind: 'text',
          media: 'text/plain',
          size: '200000000',
          lines: LINES,
          first: { from: 0, lines: ['first'] },
          tables: [],
          tree: false,
        },
      },
      {
        answerLines: ({ window }) => ({
          from: window.from,
          lines: Array.from(
            { length: Math.min(window.atMost, LINES - window.from) },
            (_, index) => `line ${window.from + index + 1}`,
          ),
        }),
      },
    )
    await tab('Body')
    const lines = await within(pane).findByRole('group', { name: 'Answer body' })
    lines.scrollTop = 12_000_000 - 600
    lines.dispatchEvent(new Event('scroll'))
    expect(await within(lines).findByText('line 8000000')).toBeTruthy()
    const asked = host.calls.filter(({ command }) => command === 'answerLines')
    expect(asked.length).toBeLessThan(8)
    expect(within(pane).queryByRole('button', { name: 'Copy the body' })).toBeNull()
  })

  it('follows its pages to the end into one table, and says how that went', async () => {
    const { user, pane, host } = await answered({ morePages: true })
    const most = within(pane).getByRole('textbox', { name: 'At most' })
    await user.clear(most)
    await user.type(most, '5')
    await user.click(within(pane).getByRole('button', { name: 'Follow all pages' }))
    expect(
      await within(pane).findByText(
        '1,198 rows from 2 pages. That is all of them. The next page had lost filter; Keydesk put it back.',
      ),
    ).toBeTruthy()
    const followed = host.calls.find(({ command }) => command === 'draftFollow')
    expect(followed?.args).toMatchObject({ pages: 5 })
  })

  it('shows a picture from its parts, and takes its address back', async () => {
    const taken: string[] = []
    URL.revokeObjectURL = (address) => void taken.push(address)
    const { pane, tab } = await answered({
      body: {
        kind: 'image',
        media: 'image/png',
        size: '70',
        lines: 0,
        first: { from: 0, lines: [] },
        tables: [],
        tree: false,
      },
    })
    const image = await within(pane).findByRole<HTMLImageElement>('img', {
      name: 'The picture that came back',
    })
    await waitFor(() => expect(image.src).toMatch(/^blob:/))
    const address = image.src
    await tab('Request')
    await waitFor(() => expect(taken).toContain(address))
  })

  it('shows what was sent, with secrets as marks', async () => {
    const { pane, tab } = await answered()
    await tab('Request')
    expect(within(pane).getByText('token of Remote access')).toBeTruthy()
    expect(within(pane).getByText('No body was sent.')).toBeTruthy()
  })
})

describe('a request as code', () => {
  it('is shown by language, with notes', async () => {
    const { user } = await answered()
    await user.click(screen.getByRole('tab', { name: 'Code' }))
    expect(await screen.findByText(/\$REMOTE_ACCESS_TOKEN/)).toBeTruthy()
    await user.click(screen.getByRole('tab', { name: 'PowerShell' }))
    expect(await screen.findByText(/# powershell/)).toBeTruthy()
    expect(screen.getByText(/^Set the environment variable/)).toBeTruthy()
  })
})
