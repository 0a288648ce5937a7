import { act, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'

import { clearDesk } from '#features/bulk/desk'
import { Refusal } from '#ipc/testing/fake'
import { tenantAnswers, withOpen } from '#ipc/testing/fixture-tenants'
import { dropRows, takeRows } from '#lib/taken'

import { open } from './testing/open'

afterEach(() => {
  clearDesk()
  dropRows()
})

const AT = '/bulk?tenant=endpoints&task=move-computer'
type Opened = ReturnType<typeof open>
const asked = (host: Opened['host'], command: string) =>
  host.calls.filter((call) => call.command === command).map(({ args }) => args)
const press = async (user: Opened['user'], name: string | RegExp) =>
  user.click(await screen.findByRole('button', { name }))

const steps = () => screen.getByRole('navigation', { name: 'Steps from a file to a run' })

/** Chooses a file once the task of the address is known. */
async function choose(user: Opened['user']) {
  await screen.findByRole('button', { name: /Move a computer to another group/ })
  await press(user, 'Choose a file…')
}

/** From the file to the checked rows. */
async function checked(user: Opened['user']) {
  await choose(user)
  await screen.findByRole('heading', { name: 'Which column is what' })
  await press(user, /New group$/)
  await user.click(await screen.findByRole('option', { name: 'The same for every row' }))
  await user.type(screen.getByRole('textbox', { name: 'New group for every row' }), 'Branch Bergen')
  await press(user, 'Check 12 rows')
  await screen.findAllByText('9 fine, 2 with faults, 1 with nothing to do')
  await screen.findByRole('grid', { name: 'Rows and what was found' })
}

describe('a sheet', () => {
  it('is chosen for a task that can be done for many, and tells how it was read', async () => {
    const { host, router, user } = open('/bulk?tenant=remote')
    const task = await screen.findByRole('button', { name: /Task$/ })
    await user.click(task)
    // One that needs a secret and one that only reads are not offered.
    expect((await screen.findAllByRole('option')).map(({ textContent }) => textContent)).toEqual([
      expect.stringContaining('Unlock a user'),
      expect.stringContaining('Approve or deny a request for access'),
    ])
    await user.click(screen.getByRole('option', { name: /Unlock/ }))
    await press(user, 'Choose a file…')
    await screen.findByRole('heading', { name: 'Which column is what' })
    expect(asked(host, 'bulkChoose')).toEqual([{ tenant: 'remote', task: 'unlock-user' }])
    expect(router.state.location.search).toMatchObject({ step: 'map' })
    await user.click(within(steps()).getByRole('button', { name: /File/ }))
    expect(await screen.findByText(/2 cells hold a formula/)).toBeTruthy()
    expect(screen.getByText(/UTF-16, semicolons/)).toBeTruthy()
  })

  it('can be rows that were taken along from a table', async () => {
    act(() =>
      takeRows({
        name: 'Waiting for a person',
        tenant: 'endpoints',
        task: 'move-computer',
        head: ['What', 'computer'],
        rows: [
          ['LT-1', 'c-1'],
          ['LT-2', 'c-2'],
        ],
      }),
    )
    const { host, user } = open(AT)
    await screen.findByRole('button', { name: /Move a computer to another group/ })
    await press(user, 'Use these 2 rows')
    await screen.findByRole('heading', { name: 'Which column is what' })
    expect(asked(host, 'bulkTake')).toMatchObject([
      { table: { head: ['What', 'computer'], rows: [{}, {}] } },
    ])
  })

  it('that cannot be read says why, and what to do', async () => {
    const { user } = open(AT, {
      bulkChoose: () => {
        throw new Refusal({ kind: 'notASheet', name: 'a.xlsx', why: { kind: 'workbook' } })
      },
    })
    await choose(user)
    expect(await screen.findByText(/It is a workbook/)).toBeTruthy()
  })
})

describe('the steps', () => {
  it('say what is missing, and open again once they are done', async () => {
    const { user } = open(AT)
    await choose(user)
    await screen.findByRole('heading', { name: 'Which column is what' })
    expect(screen.getAllByText('Still missing: New group').length).toBeGreaterThan(0)
    expect(within(steps()).getByRole('button', { name: /Check/ }).hasAttribute('disabled')).toBe(
      true,
    )
    await user.click(within(steps()).getByRole('button', { name: /File/ }))
    expect(await screen.findByText('computers.csv')).toBeTruthy()
    await user.click(within(steps()).getByRole('button', { name: /Map/ }))
    expect(await screen.findByText('LT-0977, LT-0978, LT-0979')).toBeTruthy()
  })
})

describe('the check', () => {
  it('tells faults of their rows, which can be looked at by themselves', async () => {
    const { host, user } = open(AT)
    await checked(user)
    expect(asked(host, 'bulkCheck')).toMatchObject([
      {
        mapping: [
          { field: 'computer', column: 0, value: null },
          { field: 'target', column: null, value: 'Branch Bergen' },
        ],
      },
    ])
    const grid = await screen.findByRole('grid', { name: 'Rows and what was found' })
    expect(grid.getAttribute('aria-rowcount')).toBe('13')
    await user.click(screen.getByRole('radio', { name: 'With faults 2' }))
    await waitFor(() => expect(grid.getAttribute('aria-rowcount')).toBe('3'))
    expect(within(grid).getByText('Computer: Nothing of that name is there.')).toBeTruthy()
    expect(within(grid).getByText('Computer: The same as line 2.')).toBeTruthy()
  })
})

describe('a run', () => {
  it('begins after one approval, stops after the first rows, goes on and is saved', async () => {
    const { host, user } = open(AT, tenantAnswers(withOpen('endpoints')))
    await checked(user)
    await press(user, 'Preview 9 changes')
    const table = await screen.findByRole('grid', { name: 'What would become what' })
    expect(table.getAttribute('aria-rowcount')).toBe('10')
    expect(within(table).getAllByText('Branch Bergen').length).toBeGreaterThan(5)
    await press(user, 'Review and approve 9 rows…')
    expect(
      await screen.findByText('The first rows are done. Look at them, then go on.'),
    ).toBeTruthy()
    expect(asked(host, 'bulkStart')).toMatchObject([
      { plan: 'plan-1', rules: { pilot: 3, failures: 3 } },
    ])
    const rows = await screen.findByRole('grid', { name: 'Rows and what came of them' })
    // By their names in the sheet, though the core keeps ids.
    expect(await within(rows).findByText('LT-977')).toBeTruthy()
    await press(user, 'Go on with 6 rows…')
    await press(user, 'Retry 1 failed…')
    await waitFor(() =>
      expect(asked(host, 'bulkGoOn')).toMatchObject([
        { run: 'run-9', failed: false },
        { run: 'run-9', failed: true },
      ]),
    )
    await press(user, 'Save results…')
    expect(await screen.findByText('Saved as computers result.csv')).toBeTruthy()
  })

  it('that was refused has to be checked again', async () => {
    const { host, user } = open(AT, {
      ...tenantAnswers(withOpen('endpoints')),
      bulkStart: () => {
        throw new Refusal({ kind: 'refused' })
      },
    })
    await checked(user)
    await press(user, 'Preview 9 changes')
    await press(user, 'Review and approve 9 rows…')
    const card = await screen.findByRole('article', { name: 'You refused it' })
    await user.click(within(card).getByRole('button', { name: 'Check again' }))
    await waitFor(() => expect(asked(host, 'bulkCheck')).toHaveLength(2))
  })

  it('that was broken off stands on top, and can be gone on with or forgotten', async () => {
    const { host, router, user } = open('/bulk', tenantAnswers(withOpen('endpoints')))
    const broken = await screen.findByRole('region', { name: 'Runs that were broken off' })
    expect(within(broken).getByText(/4 of 9 rows over/)).toBeTruthy()
    await user.click(within(broken).getByRole('button', { name: /^Forget/ }))
    await press(user, 'Keep it')
    await user.click(within(broken).getByRole('button', { name: /^Resume/ }))
    await waitFor(() => expect(router.state.location.search).toMatchObject({ run: 'run-0' }))
    await press(user, 'Go on with 5 rows…')
    expect(await screen.findByText('Every row is over.')).toBeTruthy()
    await press(user, 'Forget')
    await press(user, 'Forget the run')
    await waitFor(() => expect(asked(host, 'bulkForget')).toEqual([{ run: 'run-0' }]))
  })

  it('is not begun at a locked tenant', async () => {
    const { host, user } = open(AT)
    await checked(user)
    await press(user, 'Preview 9 changes')
    await press(user, 'Review and approve 9 rows…')
    expect(asked(host, 'bulkStart')).toEqual([])
    expect(screen.getByRole('button', { name: 'Open for changes…' })).toBeTruthy()
  })
})
