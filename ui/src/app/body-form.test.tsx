import { screen, waitFor, within } from '@testing-library/react'
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'

import { changeDesk, clearDesks, deskAt, deskKey } from '#features/explorer/desk'
import type { BodyOption, OperationView, SchemaNode } from '#ipc/bindings'
import type { Answers } from '#ipc/testing/fake'
import { answerAnswers } from '#ipc/testing/fixture-answers'
import { draftAnswers } from '#ipc/testing/fixture-drafts'
import { explorerAnswers } from '#ipc/testing/fixture-explorer'
import { withOpen } from '#ipc/testing/fixture-tenants'

import { open } from './testing/open'

const field = (name: string, typeWords: string, rest: Partial<SchemaNode> = {}): SchemaNode => ({
  name,
  pointer: `/S/properties/${name}`,
  typeWords,
  format: null,
  required: false,
  readOnly: false,
  writeOnly: false,
  nullable: false,
  rule: null,
  allowed: [],
  default: null,
  description: [],
  opens: false,
  cycle: false,
  deprecated: false,
  ...rest,
})

const whole = field('', 'Thing', { pointer: '/S', opens: true })
const schemas: Readonly<Record<string, SchemaNode[]>> = {
  '/S': [
    field('username', 'string', { required: true }),
    field('id', 'integer'),
    field('enabled', 'boolean'),
    field('kind', 'string', { allowed: ['user', 'robot'] }),
    field('note', 'string', { nullable: true }),
    field('made', 'string', { readOnly: true }),
    field('owner', 'Owner', { opens: true }),
    field('tags', 'array of string', { opens: true }),
    field('photo', 'string', { format: 'binary' }),
  ],
  '/S/properties/owner': [
    field('name', 'string', { required: true, pointer: '/S/properties/owner/properties/name' }),
  ],
  '/S/properties/tags': [field('[ ]', 'string', { pointer: '/S/properties/tags/items' })],
}

const option = (media: string): BodyOption => ({
  media,
  required: true,
  schema: whole,
  example: '{"username": "example"}',
  others: [],
})

const operation: OperationView = {
  key: 'POST /user',
  method: 'POST',
  path: '/user',
  name: 'Create a thing',
  group: 'user',
  operationId: null,
  description: [],
  effect: 'changes',
  classified: true,
  needs: [],
  since: null,
  evidence: null,
  deprecated: false,
  parameters: [],
  bodies: [option('application/json'), option('multipart/form-data'), option('application/xml')],
  answers: [],
  unavailable: null,
}

const KEY = deskKey('remote', 'remote-own', 'POST /user')
const body = () => deskAt(KEY).draft.body
const write = (text: string) =>
  changeDesk(KEY, (desk) => ({ ...desk, draft: { ...desk.draft, body: text } }))

async function fill(text = '', answers: Answers = {}) {
  write(text)
  const tenants = withOpen('remote')
  const opened = open('/explorer?tenant=remote&document=remote-own&operation=POST%20%2Fuser', {
    ...explorerAnswers(''),
    ...answerAnswers(),
    ...draftAnswers(''),
    tenantsList: () => tenants,
    explorerOperation: () => operation,
    explorerSchema: ({ pointer }) => schemas[pointer] ?? [],
    ...answers,
  })
  const pane = await screen.findByRole('region', { name: 'Try it' })
  const add = async (name: string) => {
    await opened.user.click(await within(pane).findByRole('button', { name: /^Add one/ }))
    const dialog = await screen.findByRole('dialog', { name: 'Fields that may be added' })
    await opened.user.click(within(dialog).getByRole('button', { name: new RegExp(`^${name}`) }))
  }
  return { ...opened, pane, add }
}

// Each test draws the whole interface, which takes its time where many run at once.
vi.setConfig({ testTimeout: 60_000 })

beforeAll(() => import('#features/explorer/ExplorerPage'))

beforeEach(() => {
  clearDesks()
  localStorage.clear()
  Object.defineProperty(HTMLElement.prototype, 'clientHeight', { value: 600, configurable: true })
  Object.defineProperty(window, 'innerWidth', { value: 1440, configurable: true })
})

describe('the form of a body', () => {
  it('asks for what is required, and adds the rest one by one', async () => {
    const { user, pane, add } = await fill()
    await user.type(await within(pane).findByRole('textbox', { name: 'username' }), 'jo')
    expect(within(pane).queryByRole('textbox', { name: 'made' })).toBeNull()
    await add('enabled')
    await user.click(await within(pane).findByRole('switch', { name: 'enabled' }))
    await add('id')
    await user.type(await within(pane).findByRole('textbox', { name: 'id' }), '9007199254740993')
    expect(body()).toBe('{\n  "username": "jo",\n  "enabled": true,\n  "id": 9007199254740993\n}')
    await user.click(within(pane).getByRole('button', { name: 'Leave out enabled' }))
    expect(body()).toBe('{\n  "username": "jo",\n  "id": 9007199254740993\n}')
  })

  it('leaves every letter it does not edit as it is', async () => {
    const { user, pane } = await fill('{ "id":9007199254740993 ,"username":"a", "odd": 1.0e+2 }')
    const name = await within(pane).findByRole('textbox', { name: 'username' })
    await user.type(name, 'b')
    expect(body()).toBe('{ "id":9007199254740993 ,"username":"ab", "odd": 1.0e+2 }')
    expect(within(pane).getByRole<HTMLInputElement>('textbox', { name: 'odd' }).value).toBe(
      '1.0e+2',
    )
  })

  it('holds objects, lists, choices and null', async () => {
    const { user, pane, add } = await fill('{"username": "a"}')
    await add('owner')
    const owner = await within(pane).findByRole('group', { name: 'owner' })
    await user.type(await within(owner).findByRole('textbox', { name: 'name' }), 'x')
    await add('tags')
    await user.click(await within(pane).findByRole('button', { name: 'Add an item to tags' }))
    await user.type(await within(pane).findByRole('textbox', { name: 'Item 1' }), 't')
    await add('note')
    await user.click(await within(pane).findByRole('button', { name: 'Set note to null' }))
    await add('kind')
    expect(JSON.parse(body())).toEqual({
      username: 'a',
      owner: { name: 'x' },
      tags: ['t'],
      note: null,
      kind: 'user',
    })
  })

  it('says so when the text is not JSON, and offers the text', async () => {
    const { user, pane } = await fill('{\n  "username": \n')
    expect(await within(pane).findByText(/^From line \d on this is not JSON/)).toBeTruthy()
    await user.click(within(pane).getByRole('button', { name: 'Write it as text' }))
    expect(within(pane).getByRole<HTMLInputElement>('radio', { name: 'Raw' }).checked).toBe(true)
    expect(body()).toBe('{\n  "username": \n')
  })

  it('takes files where a form carries them', async () => {
    const { user, pane, add, host } = await fill('{"username": "a"}')
    await user.click(within(pane).getByRole('button', { name: /application\/json/ }))
    await user.click(await screen.findByRole('option', { name: 'multipart/form-data' }))
    await add('photo')
    const photo = await within(pane).findByRole('group', { name: 'photo' })
    await user.click(within(photo).getByRole('button', { name: 'Choose a file…' }))
    expect(await within(photo).findByText('photo.png')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Send' }))
    await waitFor(() => expect(host.calls.map(({ command }) => command)).toContain('draftSend'))
    const sent = host.calls.find(({ command }) => command === 'draftSend')
    expect(sent?.args).toMatchObject({
      draft: { media: 'multipart/form-data', files: [{ field: 'photo', file: 'file-7' }] },
    })
    await user.click(within(photo).getByRole('button', { name: 'Remove the file photo.png' }))
    expect(deskAt(KEY).draft.files).toEqual({})
  })

  it('leaves XML to the text', async () => {
    const { user, pane } = await fill()
    await user.click(within(pane).getByRole('button', { name: /application\/json/ }))
    await user.click(await screen.findByRole('option', { name: 'application/xml' }))
    expect(
      await within(pane).findByText('application/xml has no form. It is written as text.'),
    ).toBeTruthy()
  })
})

describe('what the document has against a body', () => {
  it('is said at its field before anything is sent, and can be sent all the same', async () => {
    const { user, pane, host } = await fill('{"id": 1}')
    await user.click(screen.getByRole('button', { name: 'Send' }))
    const list = await within(pane).findByRole('region', { name: 'The document has 1 objection' })
    expect(host.calls.map(({ command }) => command)).not.toContain('draftSend')
    const name = within(pane).getByRole('textbox', { name: 'username' })
    expect(name.getAttribute('aria-invalid')).toBe('true')
    await user.click(within(list).getByRole('button', { name: /Needed here: username/ }))
    await waitFor(() => expect(document.activeElement).toBe(name))
    await user.click(screen.getByRole('button', { name: 'Send anyway' }))
    const answer = await screen.findByRole('region', { name: 'Answer' })
    expect(await within(answer).findByText('200 OK')).toBeTruthy()
    const sent = host.calls.find(({ command }) => command === 'draftSend')
    expect(sent?.args).toMatchObject({ draft: { anyway: true, body: '{"id": 1}' } })
  })

  it('is asked again once something is entered', async () => {
    const { user, pane } = await fill('{"id": 1}')
    await user.click(screen.getByRole('button', { name: 'Send' }))
    await within(pane).findByRole('button', { name: 'Send anyway' })
    await user.type(within(pane).getByRole('textbox', { name: 'username' }), 'a')
    expect(within(pane).getByRole('button', { name: 'Send' })).toBeTruthy()
  })
})

describe('the text of a body', () => {
  const editor = async () => {
    await waitFor(() => expect(document.querySelector('[data-editor]')?.shadowRoot).toBeTruthy())
    const root = document.querySelector('[data-editor]')?.shadowRoot
    return root?.querySelector('.cm-content')
  }

  it('shows what the form wrote, and the form what the text says', async () => {
    const { user, pane } = await fill('{"username": "a"}')
    await user.click(within(pane).getByRole('radio', { name: 'Raw' }))
    const content = await editor()
    expect(content?.textContent).toContain('"username": "a"')
    expect(content?.getAttribute('aria-label')).toBe('Body as text')
    write('{"username": "b"}')
    await waitFor(() => expect(content?.textContent).toContain('"b"'))
    await user.click(within(pane).getByRole('radio', { name: 'Form' }))
    const name = await within(pane).findByRole<HTMLInputElement>('textbox', { name: 'username' })
    expect(name.value).toBe('b')
  })

  it('says from which line on it is not JSON', async () => {
    const { user, pane } = await fill('{\n  "username" 1\n}')
    await user.click(within(pane).getByRole('radio', { name: 'Raw' }))
    expect(await within(pane).findByText('Not JSON from line 2 on.')).toBeTruthy()
  })
})
