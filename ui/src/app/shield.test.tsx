import { cleanup, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'

import { answerAnswers, exchange } from '#ipc/testing/fixture-answers'
import { draftAnswers } from '#ipc/testing/fixture-drafts'
import { explorerAnswers } from '#ipc/testing/fixture-explorer'
import { formAnswers } from '#ipc/testing/fixture-forms'
import { tenantsOf } from '#ipc/testing/fixture-tenants'

import { switchShield } from './guard/shield'
import { open } from './testing/open'

/** Everything of the fake organisation that nobody beside the screen may read. */
const PRIVATE = [
  ...tenantsOf('').map(({ name }) => name),
  'northmere',
  'esandberg',
  'NM-LT-0442',
  'Jonas Lind',
  'svc-backup',
  'user-17',
  'old-hmi-03',
  'on the phone',
]

/** What of it stands in the page: in texts, in attributes, in what is heard. */
function leaked(): string[] {
  // Ids stay, and those of this organisation are its names in small letters.
  const page = document.body.outerHTML
  return PRIVATE.filter((each) => page.includes(each))
}

const scene = (path: string, name = '') => {
  const tenants = tenantsOf(name)
  return open(
    path,
    {
      ...formAnswers(tenants, name),
      ...explorerAnswers(name),
      ...answerAnswers(),
      ...draftAnswers(name),
    },
    name,
  )
}

afterEach(() => {
  cleanup()
  switchShield(false)
})

const PLACES = [
  { path: '/', shows: 'Dashboard' },
  { path: '/tenants', shows: 'Tenants' },
  { path: '/tenants/add', shows: 'Covered' },
  { path: '/tenants/remote', shows: 'Covered' },
  { path: '/tenants/remote/check', shows: /./ },
  { path: '/explorer?tenant=remote', shows: 'Explorer' },
  { path: '/explorer?tenant=remote&document=remote-own&operation=GET%20%2Fuser', shows: /./ },
  { path: '/requests?tenant=remote', shows: 'Requests' },
  { path: '/tasks?tenant=remote&task=unlock-user', shows: /Unlock a user/ },
  { path: '/bulk?tenant=endpoints&task=move-computer', shows: 'Bulk' },
  { path: '/waiting', shows: 'Waiting for a person' },
  { path: '/look-up?words=jonas', shows: /What stands out/ },
  { path: '/activity', shows: 'Activity' },
  { path: '/activity?entry=7', shows: /Changed/ },
  { path: '/settings', shows: 'Settings' },
]

describe('the privacy shield', () => {
  it.each(PLACES)('leaves no name and no host on $path', async ({ path, shows }) => {
    const { user } = scene(path)
    await screen.findByRole('navigation', { name: 'Main' })
    await waitFor(() => expect(leaked()).toContain('Vault EU'))
    await user.keyboard('{Control>}.{/Control}')
    await screen.findAllByRole('heading', { name: shows })
    // What was still on its way when it was raised is covered when it comes.
    await waitFor(() => expect(document.querySelector('[aria-busy="true"]')).toBeNull())
    expect(leaked()).toEqual([])
  })

  it('covers a sign-in that talks to a person', async () => {
    const { user } = scene('/', 'talk')
    await waitFor(() => expect(leaked()).toContain('Vault EU'))
    await user.click(screen.getByRole('button', { name: 'Raise the privacy shield' }))
    expect(leaked()).toEqual([])
    expect(screen.getByText(/The privacy shield is up/)).toBeTruthy()
  })

  it('covers an answer that lies there, and gives it back', async () => {
    const answers = { draftPreview: () => ({ ...exchangePreview }), draftSend: () => exchange() }
    const { user } = open('/requests?tenant=remote', {
      ...answerAnswers(),
      ...draftAnswers(''),
      ...answers,
    })
    const field = await screen.findByRole('textbox', { name: 'Path' })
    await user.clear(field)
    await user.type(field, '/api/user-17')
    await user.click(screen.getByRole('button', { name: /^Send/ }))
    const answer = await screen.findByRole('region', { name: 'Answer' })
    await within(answer).findByText('200 OK')
    await user.keyboard('{Control>}.{/Control}')
    expect(leaked()).toEqual([])
    expect(within(answer).getByText('Covered by the privacy shield')).toBeTruthy()
    await user.keyboard('{Control>}.{/Control}')
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Path' }).value).toBe(
      '/api/user-17',
    )
    expect(await within(answer).findByRole('tab', { name: /Table/ })).toBeTruthy()
  })

  it('keeps what was entered, and covers it meanwhile', async () => {
    const { user } = scene('/tenants/add')
    await user.click(await screen.findByRole('radio', { name: /Rowan/ }))
    const name = () => screen.findByRole<HTMLInputElement>('textbox', { name: 'Name' })
    await user.type(await name(), 'Jonas Lind')
    await user.keyboard('{Control>}.{/Control}')
    expect(leaked()).toEqual([])
    await user.keyboard('{Control>}.{/Control}')
    expect((await name()).value).toBe('Jonas Lind')
  })

  it('covers a search, which can be emptied but not read', async () => {
    const { user } = scene('/activity')
    const field = () => screen.findByRole<HTMLInputElement>('searchbox', { name: 'Find an entry' })
    await user.type(await field(), 'Jonas Lind')
    await user.keyboard('{Control>}.{/Control}')
    expect((await field()).value).toBe('••••••')
    expect(leaked()).toEqual([])
    await user.click(screen.getByRole('button', { name: 'Empty the search' }))
    await user.type(await field(), 'a')
    expect((await field()).value).toBe('a')
    await user.tab()
    expect((await field()).value).toBe('••••••')
  })

  it('covers what fails while it is up, and what failed before', async () => {
    const { user } = scene('/')
    await waitFor(() => expect(leaked()).toContain('Vault EU'))
    await user.keyboard('{Control>}.{/Control}')
    expect(leaked()).toEqual([])
    await user.keyboard('{Control>}.{/Control}')
    await waitFor(() => expect(leaked()).toContain('Vault EU'))
  })
})

const exchangePreview = {
  method: 'GET',
  address: 'https://assist.northmere.example/api/user-17',
  headers: [],
  body: null,
  effect: 'reads' as const,
  problems: [],
  ticketFields: [],
}
