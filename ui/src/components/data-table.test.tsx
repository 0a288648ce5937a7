import { fireEvent, render, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeEach, describe, expect, it, vi } from 'vitest'

import { asCsv } from '#lib/delimited'

import type { DataColumn } from './data-table'
import { DataTable } from './DataTable'

type Row = { name: string; size: number | null; note: string }

const columns: DataColumn<Row>[] = [
  { id: 'name', title: 'Name', width: '2fr', text: ({ name }) => name },
  {
    id: 'size',
    title: 'Size',
    width: '80px',
    figures: true,
    text: ({ size }) => (size === null ? '' : String(size)),
    order: ({ size }) => size ?? undefined,
  },
  { id: 'note', title: 'Note', width: '1fr', folded: true, text: ({ note }) => note },
]

const many: Row[] = Array.from({ length: 10_000 }, (_, index) => ({
  name: `row-${index}`,
  size: index % 3 === 0 ? null : 10_000 - index,
  note: index === 7 ? '=odd\tone' : 'plain',
}))

const few = many.slice(0, 12)
const drawn = () => screen.getAllByRole('row').slice(1)
const names = () => drawn().map((row) => within(row).getByRole('rowheader').textContent)
const chosen = () =>
  drawn()
    .filter((row) => row.getAttribute('aria-selected') === 'true')
    .map((row) => within(row).getByRole('rowheader').textContent)
const grid = () => screen.getByRole('grid', { name: 'Things' })

const shown = (rows: readonly Row[], onOpen = vi.fn()) => {
  const csv = vi.fn()
  render(
    <DataTable
      label="Things"
      filterLabel="Find a thing"
      columns={columns}
      rows={rows}
      onOpen={onOpen}
      tools={(cells, taken) => (
        <>
          <button type="button" onClick={() => csv(asCsv(cells()))}>
            CSV
          </button>
          <output aria-label="Taken">{taken.map(({ name }) => name).join(' ')}</output>
        </>
      )}
    />,
  )
  return { user: userEvent.setup(), onOpen, csv }
}

beforeEach(() => {
  // The test's engine lays nothing out; a view of twenty rows.
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(648)
})

describe('a long table', () => {
  it('draws of 10,000 rows only what is seen, and says how many there are', () => {
    shown(many)
    expect(grid().getAttribute('aria-rowcount')).toBe('10001')
    expect(drawn().length).toBeLessThan(40)
    expect(names()[0]).toBe('row-0')
    fireEvent.keyDown(grid(), { key: 'End' })
    expect(drawn().length).toBeLessThan(40)
    expect(names().at(-1)).toBe('row-9999')
    expect(screen.getByText('10,000 rows')).toBeTruthy()
  })

  it('is put in order by its heads, with what has no value last, and back', async () => {
    const { user } = shown(few)
    const sort = () => screen.getByRole('button', { name: 'Size' })
    await user.click(sort())
    expect(names().slice(0, 2)).toEqual(['row-11', 'row-10'])
    expect(names().slice(-4)).toEqual(['row-0', 'row-3', 'row-6', 'row-9'])
    expect(screen.getByRole('columnheader', { name: 'Size' }).getAttribute('aria-sort')).toBe(
      'ascending',
    )
    await user.click(sort())
    expect(names().slice(0, 2)).toEqual(['row-1', 'row-2'])
    expect(names().slice(-4)).toEqual(['row-0', 'row-3', 'row-6', 'row-9'])
    await user.click(sort())
    expect(names()).toEqual(few.map(({ name }) => name))
  })

  it('sorts names as people count', async () => {
    const { user } = shown(few.toReversed())
    await user.click(screen.getByRole('button', { name: 'Name' }))
    expect(names().slice(0, 3)).toEqual(['row-0', 'row-1', 'row-2'])
    expect(names().at(-1)).toBe('row-11')
  })

  it('is narrowed by words in whatever column, and says when none fits', async () => {
    const { user } = shown(few)
    const box = screen.getByRole('searchbox', { name: 'Find a thing' })
    await user.type(box, 'odd row')
    expect(names()).toEqual(['row-7'])
    expect(screen.getByText('1 of 12 rows')).toBeTruthy()
    await user.type(box, ' none')
    expect(screen.getByText('No row fits these words.')).toBeTruthy()
  })

  it('shows the columns somebody chose, and never none', async () => {
    const { user } = shown(few)
    const turn = async (name: string) => {
      await user.click(screen.getByRole('button', { name: 'Choose columns' }))
      await user.click(await screen.findByRole('menuitem', { name }))
    }
    expect(screen.queryByRole('columnheader', { name: 'Note' })).toBeNull()
    await turn('Note')
    expect(screen.getByRole('columnheader', { name: 'Note' })).toBeTruthy()
    await turn('Note')
    await turn('Size')
    await turn('Name')
    expect(screen.getAllByRole('columnheader').map(({ textContent }) => textContent)).toEqual([
      'Name',
    ])
  })

  it('is moved in by keys, from one tab stop', async () => {
    const { user, onOpen } = shown(many)
    grid().focus()
    await user.keyboard('{ArrowDown}{ArrowDown}{ArrowUp}')
    expect(chosen()).toEqual(['row-1'])
    await user.keyboard('{PageDown}')
    expect(chosen()).toEqual(['row-20'])
    expect(grid().getAttribute('aria-activedescendant')).toBe(
      drawn().find((row) => row.getAttribute('aria-selected') === 'true')?.id,
    )
    await user.keyboard('{Home}{Enter}')
    expect(onOpen).toHaveBeenCalledWith(many[0])
  })

  it('copies one row or several as text for a sheet', async () => {
    const { user } = shown(few)
    const copied = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
    grid().focus()
    await user.keyboard('{Control>}c{/Control}')
    expect(copied).toHaveBeenLastCalledWith('row-0\t')
    await user.keyboard('{Shift>}{ArrowDown}{ArrowDown}{/Shift}{Control>}c{/Control}')
    expect(chosen()).toEqual(['row-0', 'row-1', 'row-2'])
    expect(copied).toHaveBeenLastCalledWith('row-0\t\nrow-1\t9999\nrow-2\t9998')
    expect(await screen.findByText('3 rows copied')).toBeTruthy()
    await user.keyboard('{Control>}a{/Control}{Escape}')
    expect(chosen()).toHaveLength(1)
  })

  it('hands out what it shows, in its order and with its heads', async () => {
    const { user, csv } = shown(few.slice(0, 3))
    await user.click(screen.getByRole('button', { name: 'Size' }))
    await user.click(screen.getByRole('button', { name: 'CSV' }))
    expect(csv).toHaveBeenCalledWith('Name,Size\r\nrow-2,9998\r\nrow-1,9999\r\nrow-0,')
  })

  it('gives along the rows that are chosen, or all that are shown', async () => {
    const { user } = shown(few.slice(0, 4))
    const taken = () => screen.getByLabelText('Taken').textContent
    expect(taken()).toBe('row-0 row-1 row-2 row-3')
    grid().focus()
    await user.keyboard('{ArrowDown}')
    expect(taken()).toBe('row-0 row-1 row-2 row-3')
    await user.keyboard('{Shift>}{ArrowDown}{/Shift}')
    expect(taken()).toBe('row-1 row-2')
  })
})
