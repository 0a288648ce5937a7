import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'

import { Refusal } from '#ipc/testing/fake'

import { open } from './testing/open'

const ran = (host: ReturnType<typeof open>['host'], name: string) =>
  host.calls.filter(({ command }) => command === name)

/** The list draws what fits, and nothing fits where nothing has a height. */
const tall = () => vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(800)

describe('the activity', () => {
  it('lists what was done, newest first', async () => {
    tall()
    open('/activity')
    const list = await screen.findByRole('listbox', { name: 'What was done' })
    const rows = await within(list).findAllByRole('option')
    expect(rows[0]?.textContent).toContain('Locked again')
    expect(rows[1]?.textContent).toContain('Removed old-hmi-03')
    expect(rows[1]?.textContent).toContain('not known')
    expect(rows[2]?.textContent).toContain('Changed Jonas Lind')
    expect(rows[2]?.textContent).toContain('200 OK')
  })

  it('is narrowed by words, kinds and time, which stand in the address', async () => {
    const { host, router, user } = open('/activity')
    await user.type(await screen.findByRole('searchbox', { name: 'Find an entry' }), 'jonas')
    await user.click(screen.getByRole('button', { name: /What/ }))
    await user.click(await screen.findByRole('option', { name: 'Changes' }))
    await user.click(screen.getByRole('button', { name: /When/ }))
    await user.click(await screen.findByRole('option', { name: 'Today' }))
    await waitFor(() =>
      expect(router.state.location.search).toEqual({
        words: 'jonas',
        aspect: 'changes',
        when: 'today',
      }),
    )
    await waitFor(() =>
      expect(ran(host, 'auditList').at(-1)?.args).toMatchObject({
        filter: { words: 'jonas', kinds: ['approved', 'changeIntended', 'changeDone'] },
      }),
    )
  })

  it('opens an entry with who, why, how it ended, and what proves it', async () => {
    const { router, user } = open('/activity?entry=7')
    const entry = await screen.findByRole('region', { name: 'One entry' })
    expect(await within(entry).findByRole('heading', { name: 'Changed Jonas Lind' })).toBeTruthy()
    expect(within(entry).getByText('esandberg on NM-LT-0442')).toBeTruthy()
    expect(within(entry).getByText('locked out, on the phone')).toBeTruthy()
    expect(within(entry).getByText('Signed with the key of the vault.')).toBeTruthy()
    await user.click(within(entry).getByRole('button', { name: 'Entry 6' }))
    expect(await screen.findByRole('heading', { name: 'Began to change Jonas Lind' })).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Everything for this ticket' }))
    await waitFor(() =>
      expect(router.state.location.search).toEqual({ ticket: 'INC0048213', entry: 6 }),
    )
  })

  it('copies an entry for the ticket, by the button and by Ctrl Shift C', async () => {
    const { host, user } = open('/activity?entry=7')
    const part = await screen.findByRole('region', { name: 'For the ticket' })
    expect(await within(part).findByText('7 lines, no secrets')).toBeTruthy()
    await user.click(within(part).getByRole('button', { name: 'Copy to ticket' }))
    expect(await screen.findByText('Copied for the ticket')).toBeTruthy()
    await user.keyboard('{Control>}{Shift>}c{/Shift}{/Control}')
    await waitFor(() => expect(ran(host, 'ticketCopy')).toHaveLength(2))
    expect(ran(host, 'ticketCopy')[0]?.args).toEqual({ source: { kind: 'audit', number: 7 } })
  })

  it.each([
    ['', 'Chain intact', /9 entries looked at/],
    ['altered', 'Altered at entry 7', /says something else than was written/],
  ])('says whether anybody altered it%s', async (scene, word, sentence) => {
    const { user } = open('/activity', {}, scene)
    await user.click(await screen.findByRole('button', { name: 'Check now' }))
    expect(await screen.findByText(word)).toBeTruthy()
    expect(screen.getByText(sentence)).toBeTruthy()
  })

  it('is saved as a file, and says so', async () => {
    const { host, user } = open('/activity?words=jonas')
    await user.click(await screen.findByRole('button', { name: 'Save as a file' }))
    await user.click(await screen.findByRole('menuitem', { name: /As CSV/ }))
    expect(await screen.findByText('Saved as activity.csv')).toBeTruthy()
    expect(ran(host, 'auditExport')[0]?.args).toMatchObject({
      format: 'csv',
      filter: { words: 'jonas' },
    })
  })

  it('says what it is for while it is empty, and that nothing fits when something is asked', async () => {
    open('/activity', {}, 'empty')
    expect(await screen.findByRole('heading', { name: 'Nothing was done yet' })).toBeTruthy()
  })

  it('offers to show everything when nothing fits', async () => {
    const { router, user } = open('/activity?words=qqqq')
    await screen.findByRole('heading', { name: 'No entry fits' })
    await user.click(screen.getByRole('button', { name: 'Show everything' }))
    await waitFor(() => expect(router.state.location.search).toEqual({}))
  })

  it('says why it cannot be read', async () => {
    open('/activity', {
      auditList: () => {
        throw new Refusal({ kind: 'auditUnavailable', file: 'audit.log' })
      },
    })
    expect(
      await screen.findByRole('heading', { name: 'What is done cannot be written down' }),
    ).toBeTruthy()
  })
})
