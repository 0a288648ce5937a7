import { screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'

import type { Answers } from '#ipc/testing/fake'
import { accessAnswers } from '#ipc/testing/fixture-access'
import { askNoMore } from '#lib/opening'
import { setShield } from '#lib/shield'

import { open } from './testing/open'

const AT = '/access?tenant=remote'

afterEach(() => {
  askNoMore()
  setShield(false)
})

const grid = async (section = 'API accounts') =>
  screen.findByRole('grid', { name: `${section}: who holds what` })
const panel = () => screen.getByRole('complementary', { name: 'Looked at more closely' })
const asked = (host: ReturnType<typeof open>['host'], command: string) =>
  host.calls.filter((call) => call.command === command).map(({ args }) => args)
const rowOf = (name: RegExp) => screen.getByRole('row', { name })

/** Opens Access where everybody has been read, at first or after asking. */
async function opened(at = AT, answers: Answers = {}) {
  const came = open(at, answers)
  await grid()
  const read = screen.queryByRole('button', { name: 'Read who holds them' })
  if (read) {
    await came.user.click(read)
    await screen.findByRole('columnheader', { name: /Help desk/ })
  }
  return came
}

describe('Access', () => {
  it('asks of which tenant, where there are several', async () => {
    const { router, user } = open('/access')
    const list = await screen.findByRole('region', { name: 'Of which tenant?' })
    await user.click(within(list).getByRole('link', { name: /^Remote access/ }))
    await waitFor(() => expect(router.state.location.search).toEqual({ tenant: 'remote' }))
    expect(await grid()).toBeTruthy()
  })

  it('says what helps where there are no tenants', async () => {
    open('/access', {}, 'empty')
    expect(await screen.findByRole('heading', { name: 'No tenants yet' })).toBeTruthy()
  })

  it('has its place in the rail', async () => {
    open('/access')
    expect(await screen.findByRole('link', { name: 'Access' })).toBeTruthy()
  })
})

describe('the matrix', () => {
  it('has every permission before anybody was asked, and asks only when a person wants it', async () => {
    const { host, user } = open(AT)
    const table = await grid()
    expect(within(table).getAllByRole('row')).toHaveLength(7)
    expect(within(table).getByText('Dangerous: It ends the work of others')).toBeTruthy()
    expect(screen.getByText('Not loaded yet')).toBeTruthy()
    expect(asked(host, 'accessView')).toEqual([])
    await user.click(screen.getByRole('button', { name: 'Read who holds them' }))
    expect(await screen.findByRole('columnheader', { name: /Help desk/ })).toBeTruthy()
    expect(asked(host, 'accessView')).toMatchObject([{ tenant: 'remote', place: null }])
    expect(screen.getByText('4 more holders were not looked at.')).toBeTruthy()
  })

  it('says of each cell how it is held, and through what', async () => {
    await opened()
    const cells = within(rowOf(/^Sessions Read/)).getAllByRole('gridcell')
    expect(cells.map(({ textContent }) => textContent)).toEqual([
      'Comes with something elseSessions: Full',
      'Held',
      'Not held',
    ])
    expect(within(rowOf(/^Vault/)).getByText('Not said')).toBeTruthy()
  })

  it('is one tab stop with the keys of a grid, and Enter looks more closely', async () => {
    const { router, user } = await opened()
    const table = await grid()
    table.focus()
    await user.keyboard('{Control>}{Home}{/Control}{ArrowDown}{ArrowRight}')
    const active = () =>
      document.querySelector(`[id="${table.getAttribute('aria-activedescendant')}"]`)
    expect(active()?.textContent).toBe('Held')
    await user.keyboard('{Enter}')
    await waitFor(() =>
      expect(router.state.location.search).toMatchObject({
        permission: 'Sessions: Full',
        holder: 'holder Help desk',
      }),
    )
    expect(await screen.findByText('Help desk holds it: it was given.')).toBeTruthy()
    await user.keyboard('{Control>}{End}{/Control}')
    expect(active()?.textContent).toBe('Not said')
    await user.keyboard('{Home}')
    expect(active()?.textContent).toMatch(/^Vault/)
  })

  it('shows of a permission what it lets one do, who has it and what it opens', async () => {
    const { user } = await opened()
    await user.click(screen.getByRole('rowheader', { name: /^Configuration/ }))
    expect(
      await within(panel()).findByText('Lets one change users, groups and policies.'),
    ).toBeTruthy()
    expect(within(panel()).getByText('It can give itself more.')).toBeTruthy()
    const who = within(panel()).getByRole('region', { name: 'Who has it: API accounts' })
    expect(within(who).getByRole('button', { name: 'Terraform' })).toBeTruthy()
    const opens = await within(panel()).findByRole('region', { name: 'Operations it opens' })
    expect(within(opens).getByText(/Changes 30/)).toBeTruthy()
    expect(within(opens).getAllByRole('link')).toHaveLength(20)
    await user.click(within(opens).getByRole('button', { name: 'Show 10 more' }))
    const [first] = within(opens).getAllByRole('link')
    expect(first?.getAttribute('href')).toContain('operation=PATCH')
  })

  it('shows of a holder what is dangerous and what the catalogue does not know', async () => {
    const { user } = await opened()
    await user.click(screen.getByRole('columnheader', { name: /Help desk/ }))
    expect(await within(panel()).findByText('3 of 5 permissions')).toBeTruthy()
    expect(within(panel()).getByText('new_right')).toBeTruthy()
    expect(
      within(within(panel()).getByRole('region', { name: 'Dangerous, and held' })).getByRole(
        'button',
        { name: 'Sessions: Full' },
      ),
    ).toBeTruthy()
  })

  it('is narrowed by words, to what is dangerous and to what differs', async () => {
    const { user } = await opened()
    const rows = async (count: number) =>
      waitFor(async () => expect(within(await grid()).getAllByRole('row')).toHaveLength(count))
    await user.type(screen.getByRole('searchbox', { name: 'Find a permission' }), 'happened')
    await rows(3)
    await user.clear(screen.getByRole('searchbox', { name: 'Find a permission' }))
    await user.click(screen.getByRole('checkbox', { name: 'Only dangerous' }))
    await rows(4)
    await user.click(screen.getByRole('checkbox', { name: 'Only dangerous' }))
    await user.click(screen.getByRole('checkbox', { name: 'Only what differs' }))
    await rows(6)
    await user.type(screen.getByRole('searchbox', { name: 'Find a permission' }), 'xyz')
    expect(await screen.findByText('No permission fits these words and choices.')).toBeTruthy()
  })

  it('compares two columns, what differs first; one may be what a purpose needs', async () => {
    const { router, user } = await opened()
    await user.click(screen.getByRole('button', { name: 'Compare two' }))
    await user.click(screen.getByRole('combobox', { name: 'Compare' }))
    await user.click(await screen.findByRole('option', { name: /^What “Help desk” needs/ }))
    await user.click(screen.getByRole('combobox', { name: 'With' }))
    await user.click(await screen.findByRole('option', { name: /^Dashboard/ }))
    await waitFor(() =>
      expect(router.state.location.search).toMatchObject({
        compare: ['preset help-desk', 'holder Dashboard'],
      }),
    )
    const table = await grid()
    expect(
      within(table)
        .getAllByRole('rowheader')
        .map(({ textContent }) => textContent?.slice(0, 13)),
    ).toEqual([
      'They differ (',
      'Sessions Full',
      'The same (4)',
      'Sessions Read',
      'Reports',
      'ConfigurationDangerous'.slice(0, 13),
      'Vault',
    ])
    await user.click(screen.getByRole('button', { name: 'Stop comparing' }))
    expect(await screen.findByRole('columnheader', { name: /Terraform/ })).toBeTruthy()
  })

  it('reads a place that was left out only when it is chosen', async () => {
    const { host, user } = await opened()
    await user.click(screen.getByRole('radio', { name: 'Members' }))
    await grid('Members')
    expect(screen.getByText('1 of 2 read')).toBeTruthy()
    await user.click(screen.getByRole('combobox', { name: 'Folder' }))
    await user.click(await screen.findByRole('option', { name: /^Vault/ }))
    await user.click(await screen.findByRole('button', { name: 'Read this folder' }))
    await waitFor(() => expect(asked(host, 'accessView').at(-1)).toMatchObject({ place: 'vault' }))
    expect(await screen.findByRole('columnheader', { name: /Anna Lind/ })).toBeTruthy()
  })

  it('is saved as a file once it was read', async () => {
    const { host, user } = open(AT)
    await user.click(await screen.findByRole('button', { name: 'Save as CSV…' }))
    expect(asked(host, 'accessSave')).toEqual([])
    await user.click(screen.getByRole('button', { name: 'Read who holds them' }))
    await screen.findByRole('columnheader', { name: /Help desk/ })
    await user.click(screen.getByRole('button', { name: 'Save as CSV…' }))
    expect(await screen.findByText('Saved as Remote access access.csv')).toBeTruthy()
  })
})

describe('why there is nobody to be seen', () => {
  const read = async (tenant: string) => {
    const came = open(`/access?tenant=${tenant}`)
    await came.user.click(await screen.findByRole('button', { name: 'Read who holds them' }))
    return came
  }

  it('is told apart: none, not allowed, not reachable, not supported', async () => {
    await read('vault-eu')
    expect(await screen.findByText('None found')).toBeTruthy()
  })

  it('may be a right that is missing, and then it is asked who can give it', async () => {
    const { host, user } = await read('endpoints')
    expect(await screen.findByText('Not allowed')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Who has it?' }))
    const dialog = await screen.findByRole('dialog', { name: 'Who has it?' })
    expect(await within(dialog).findByText('Terraform')).toBeTruthy()
    expect(asked(host, 'accessWhy').at(-1)).toMatchObject({
      tenant: 'endpoints',
      operation: 'GET /user',
    })
  })

  it('may be that it cannot be reached, and then it is asked again', async () => {
    const { host, user } = await read('plants')
    await user.click(await screen.findByRole('button', { name: 'Try again' }))
    await waitFor(() => expect(asked(host, 'accessView')).toHaveLength(2))
  })

  it('may be that this version does not tell it', async () => {
    await read('workstations')
    expect(await screen.findByText('Not supported')).toBeTruthy()
  })

  it('may be that only the console does, whose page is named', async () => {
    open(`${AT}&section=roles`)
    expect(await screen.findByText(/^No call lists roles\./)).toBeTruthy()
    expect(screen.getByText('Management > Roles')).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Copy the page' })).toBeTruthy()
  })
})

describe('many holders', () => {
  it('are drawn only where they are seen, and reached by keys all the same', async () => {
    const many = Array.from({ length: 400 }, (_, index) => ({
      id: `h${index}`,
      name: `Holder ${index}`,
      note: null,
      own: false,
      atPlace: null,
      cells: Array.from({ length: 5 }, () => ({ kind: 'granted' as const })),
      unknown: [],
    }))
    const base = accessAnswers('')
    const { user } = await opened(AT, {
      accessList: async (args) => {
        const view = await base.accessList?.(args, () => undefined)
        if (!view) throw new Error('the fixture answers')
        return {
          ...view,
          sections: view.sections.map((section) =>
            section.id === 'accounts'
              ? { ...section, state: { kind: 'read' as const, columns: many, rest: 0 } }
              : section,
          ),
        }
      },
    })
    const table = await grid()
    expect(table.getAttribute('aria-colcount')).toBe('401')
    expect(within(table).getAllByRole('columnheader').length).toBeLessThan(40)
    table.focus()
    await user.keyboard('{Control>}{End}{/Control}')
    const last = document.querySelector(`[id="${table.getAttribute('aria-activedescendant')}"]`)
    expect(last?.getAttribute('aria-colindex')).toBe('401')
  })
})

describe('the privacy shield', () => {
  it('covers who holds permissions, and not what there are', async () => {
    const { user } = await opened()
    await user.keyboard('{Control>}.{/Control}')
    await waitFor(() => expect(screen.queryByText('Terraform')).toBeNull())
    expect(screen.getByRole('rowheader', { name: /^Configuration/ })).toBeTruthy()
    await user.keyboard('{Control>}.{/Control}')
    expect(await screen.findByText('Terraform')).toBeTruthy()
  })
})
