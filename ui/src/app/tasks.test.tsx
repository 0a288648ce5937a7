import { screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'

import { clearDesks } from '#features/tasks/desk'
import type { TaskRun } from '#ipc/bindings'
import { Refusal } from '#ipc/testing/fake'
import { tenantAnswers, withOpen } from '#ipc/testing/fixture-tenants'

import { open } from './testing/open'

afterEach(clearDesks)

const UNLOCK = '/tasks?tenant=remote&task=unlock-user&inputs=%7B%22user%22%3A%22214%22%7D'

const asked = (host: ReturnType<typeof open>['host'], command: string) =>
  host.calls.filter((call) => call.command === command).map(({ args }) => args)
const plan = async () => screen.findByRole('region', { name: 'What it will do' })
const show = async () => screen.findByRole('button', { name: 'Show what it will do' })

describe('the list of tasks', () => {
  it('has those of every kind of tenant, found by further words, and says what each does', async () => {
    const { user } = open('/tasks')
    const rowan = await screen.findByRole('region', { name: 'Rowan Remote Access' })
    const unlock = within(rowan).getByRole('link', { name: /^Unlock a user/ })
    expect(unlock.textContent).toContain('Changes')
    expect(screen.getByRole('link', { name: /You, in the console$/ })).toBeTruthy()
    await user.type(screen.getByRole('searchbox', { name: 'Find a task' }), 'cannot sign')
    await waitFor(() =>
      expect(screen.queryByRole('region', { name: 'Elder Endpoint Rights' })).toBeNull(),
    )
    await user.keyboard('{Control>}a{/Control}nothing like it')
    expect(await screen.findByText('No task fits these words.')).toBeTruthy()
  })

  it('lets the person choose the tenant where there are several of a kind', async () => {
    const { router, user } = open('/tasks')
    await user.click(await screen.findByRole('link', { name: /^Unlock a user/ }))
    const where = await screen.findByRole('region', { name: 'Where?' })
    await user.click(within(where).getByRole('link', { name: /^Remote access/ }))
    await waitFor(() =>
      expect(router.state.location.search).toEqual({ tenant: 'remote', task: 'unlock-user' }),
    )
    expect(await show()).toBeTruthy()
  })

  it('says what helps where nothing can be done', async () => {
    open('/tasks', {}, 'empty')
    expect(await screen.findByRole('heading', { name: 'No tenants yet' })).toBeTruthy()
  })
})

describe('the form of a task', () => {
  it('begins with what was offered, by its name, and asks only once it is complete', async () => {
    const { host, user } = open(UNLOCK)
    const box = await screen.findByRole('combobox', { name: 'User' })
    await waitFor(() => expect(box.getAttribute('value')).toBe('jlind'))
    await user.clear(box)
    await user.keyboard('{Escape}')
    await user.click(await show())
    expect(await screen.findByText('Choose one of the list.')).toBeTruthy()
    expect(asked(host, 'taskPreview')).toEqual([])
    await user.type(box, 'anna')
    await user.click(await screen.findByRole('option', { name: /alind/ }))
    await user.click(await show())
    await plan()
    expect(asked(host, 'taskPreview')).toMatchObject([
      { tenant: 'remote', task: 'unlock-user', inputs: [{ field: 'user', value: '88' }] },
    ])
  })

  it('takes a secret in the other window, and sends its handle alone', async () => {
    const { host, user } = open(
      '/tasks?tenant=remote&task=reset-password&inputs=%7B%22user%22%3A%22214%22%7D',
    )
    await user.click(await screen.findByRole('button', { name: 'Enter it…' }))
    expect(await screen.findByText('Held by the core, 14 characters')).toBeTruthy()
    await user.click(await show())
    await plan()
    expect(asked(host, 'taskPreview')).toMatchObject([
      {
        inputs: [
          { field: 'user', value: '214' },
          { field: 'password', held: 'held-1', value: null },
          { field: 'change', value: 'true' },
        ],
      },
    ])
  })

  it('marks what the core finds wrong at its field', async () => {
    const { user } = open(UNLOCK, {
      taskPreview: () => {
        throw new Refusal({
          kind: 'invalid',
          problems: [{ field: 'user', place: null, problem: { kind: 'missing' } }],
        })
      },
    })
    await user.click(await show())
    expect(await screen.findByText('This is needed.')).toBeTruthy()
  })
})

describe('what a task will do', () => {
  it('is said in words and to the letter, and cannot be sent to a locked tenant', async () => {
    const { host, user } = open(UNLOCK)
    await user.click(await show())
    const region = await plan()
    expect(within(region).getByText('Unlock a user who is locked out: jlind.')).toBeTruthy()
    // The focus is on what came, so that it is heard and the next key is for it.
    await waitFor(() => expect(document.activeElement?.firstElementChild).toBe(region))
    expect(within(region).getByText('jlind is disabled as well.')).toBeTruthy()
    await user.click(within(region).getByText('Exactly what is sent: 1 call'))
    expect(within(region).getByText('/api/user/214')).toBeTruthy()
    expect(within(region).getByText('{"failed_logins":0}')).toBeTruthy()
    await user.click(within(region).getByRole('button', { name: 'Review and approve…' }))
    expect(asked(host, 'taskRun')).toEqual([])
    expect(within(region).getByRole('button', { name: 'Open for changes…' })).toBeTruthy()
  })

  it('is done in an open tenant, step by step, and read back', async () => {
    const { host, router, user } = open(UNLOCK, tenantAnswers(withOpen('remote')))
    await user.click(await show())
    await user.click(within(await plan()).getByRole('button', { name: 'Review and approve…' }))
    const result = await screen.findByRole('region', { name: 'What came of it' })
    expect(asked(host, 'taskRun')).toMatchObject([{ run: 'run-1' }])
    expect(within(result).getByText('Done, and read back')).toBeTruthy()
    expect(within(result).getByText('jlind is unlocked.')).toBeTruthy()
    expect(
      within(result)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent),
    ).toEqual(['Unlock jlind, done', 'Look whether it happened, done'])
    await user.click(within(result).getByRole('button', { name: 'Put it back…' }))
    await waitFor(() =>
      expect(router.state.location.search).toMatchObject({ inputs: { user: '88' } }),
    )
  })

  it('has to be shown again after it was refused, for the proposal is used up', async () => {
    const { host, user } = open(UNLOCK, {
      ...tenantAnswers(withOpen('remote')),
      taskRun: () => {
        throw new Refusal({ kind: 'refused' })
      },
    })
    await user.click(await show())
    await user.click(within(await plan()).getByRole('button', { name: 'Review and approve…' }))
    const card = await screen.findByRole('article', { name: 'You refused it' })
    await user.click(within(card).getByRole('button', { name: 'Show again what it will do' }))
    await plan()
    expect(asked(host, 'taskPreview')).toHaveLength(2)
  })

  it('can be stopped while it is looked into', async () => {
    let refuse: (() => void) | undefined
    const { user } = open(UNLOCK, {
      taskPreview: (_, onItem) => {
        onItem({ kind: 'looking', says: 'Read the user' })
        return new Promise<TaskRun>((_done, fail) => {
          refuse = () => fail(new Refusal({ kind: 'cancelled' }))
        })
      },
      workCancel: () => {
        refuse?.()
        return null
      },
    })
    await user.click(await show())
    expect(await screen.findByText('Read the user')).toBeTruthy()
    await user.keyboard('{Escape}')
    expect(await screen.findByText('Stopped. Nothing was changed.')).toBeTruthy()
  })

  it('tells what it cannot know after a change, and how to look', async () => {
    const failed: TaskRun = {
      run: null,
      exchanges: [],
      disclosed: [],
      state: {
        kind: 'failed',
        says: 'Unlock jlind',
        changed: 0,
        unknown: true,
        error: null,
      },
    }
    const { user } = open(UNLOCK, {
      ...tenantAnswers(withOpen('remote')),
      taskRun: () => failed,
    })
    await user.click(await show())
    await user.click(within(await plan()).getByRole('button', { name: 'Review and approve…' }))
    expect(await screen.findByText('It could not go on at: Unlock jlind')).toBeTruthy()
    expect(screen.getByText(/^Whether the last change arrived is not known/)).toBeTruthy()
  })
})

describe('tasks that send nothing', () => {
  it('answer at once, and their rows can be taken along', async () => {
    const { router, user } = open('/tasks?tenant=remote&task=session-report')
    await user.type(await screen.findByRole('textbox', { name: 'From' }), '2026-11-22')
    await user.click(screen.getByRole('button', { name: 'Find out' }))
    const grid = await screen.findByRole('grid', { name: 'What was found' })
    expect(grid.getAttribute('aria-rowcount')).toBe('3')
    await user.click(screen.getByRole('button', { name: 'Do something for 2 rows…' }))
    await waitFor(() => expect(router.state.location.pathname).toBe('/bulk'))
    expect(await screen.findByText('2 rows of “Who was on which machine”')).toBeTruthy()
  })

  it('in the console say the page, the words on it, and what to say', async () => {
    open('/tasks?tenant=workstations&task=decide-elevation')
    const guide = await screen.findByRole('region', { name: 'Done in the console' })
    expect(within(guide).getByText('Admin, Tools, Manage Approvals')).toBeTruthy()
    expect(within(guide).getByRole('button', { name: 'Copy “Deny”' })).toBeTruthy()
    expect(within(guide).getByText(/Start the program again/)).toBeTruthy()
    expect(screen.queryByRole('button', { name: /Show what/ })).toBeNull()
  })
})

describe('where people are', () => {
  it('a look-up offers what can be done, filled in', async () => {
    const { router, user } = open('/look-up?words=jonas')
    await screen.findByText(/^4 of 6 answered/)
    const remote = await screen.findByRole('article', { name: 'Remote access' })
    await user.click(await within(remote).findByRole('button', { name: 'What can be done' }))
    await user.click(await screen.findByRole('menuitem', { name: /^Unlock a user/ }))
    await waitFor(() =>
      expect(router.state.location.search).toEqual({
        tenant: 'remote',
        task: 'unlock-user',
        inputs: { user: '214' },
      }),
    )
  })

  it('the palette opens the form of a task, and sends nothing', async () => {
    const { host, router, user } = open('/settings', { paletteSearch: () => [] })
    await screen.findByText('All locked')
    await user.keyboard('{Control>}k{/Control}')
    await user.type(await screen.findByRole('combobox', { name: 'Search or run' }), 'unlock remote')
    await screen.findByRole('option', { name: /^Unlock a user who is locked out in Remote access/ })
    await user.keyboard('{Enter}')
    await waitFor(() =>
      expect(router.state.location.search).toEqual({ tenant: 'remote', task: 'unlock-user' }),
    )
    expect(asked(host, 'taskPreview')).toEqual([])
  })
})
