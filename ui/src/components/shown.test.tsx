import { act, fireEvent, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { useState } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { failureWords } from '#lib/failure-words'

import { EffectBadge } from './EffectBadge'
import { EnvironmentPill } from './EnvironmentPill'
import { ErrorCard } from './ErrorCard'
import { HealthState } from './HealthState'
import { MethodBadge } from './MethodBadge'
import { Bone, Skeleton } from './Skeleton'
import { SplitPanes } from './SplitPanes'
import { StateOfNothing } from './StateOfNothing'
import { TokenLife } from './TokenLife'
import { Tree } from './Tree'

describe('states', () => {
  it('are a word before they are a colour', () => {
    render(
      <>
        <HealthState health="notReachable" wordHidden />
        <StateOfNothing kind="notAllowed" />
        <EffectBadge effect="discloses" />
        <EffectBadge effect="changes" unclassified />
        <EnvironmentPill environment="production" dress="solid" />
        <MethodBadge method="DELETE" effect="removes" />
      </>,
    )
    for (const word of [
      'Not reachable',
      'Not allowed',
      'Discloses',
      'Changes, not classified',
      'Production',
      'DELETE',
    ]) {
      expect(screen.getByText(word)).toBeTruthy()
    }
  })
})

describe('the life of a token', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: Date.parse('2026-11-10T10:00:00Z') })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('counts down by the second, then says that it ended', () => {
    render(
      <TokenLife
        session={{
          kind: 'active',
          since: '2026-11-10T09:59:00Z',
          life: { kind: 'until', at: '2026-11-10T10:00:02Z' },
          renewedEarly: null,
        }}
      />,
    )
    expect(screen.getByText('0:02')).toBeTruthy()
    act(() => {
      vi.advanceTimersByTime(1000)
    })
    expect(screen.getByText('0:01')).toBeTruthy()
    act(() => {
      vi.advanceTimersByTime(2000)
    })
    expect(screen.getByText('Token ended')).toBeTruthy()
  })

  it('never says never', () => {
    render(
      <TokenLife
        session={{
          kind: 'active',
          since: '2026-11-10T09:59:00Z',
          life: { kind: 'notSaid' },
          renewedEarly: null,
        }}
      />,
    )
    expect(screen.getByText('Token, no end given')).toBeTruthy()
  })
})

describe('waiting', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('shows nothing at first, then blocks, then words', () => {
    const { container } = render(
      <Skeleton awaited="the answer of Plants">
        <Bone />
      </Skeleton>,
    )
    const shown = () => container.querySelector('[data-shown]')?.getAttribute('data-shown')
    expect(shown()).toBe('false')
    act(() => {
      vi.advanceTimersByTime(200)
    })
    expect(shown()).toBe('true')
    expect(screen.getByRole('status').className).toContain('hidden')
    act(() => {
      vi.advanceTimersByTime(10_000)
    })
    expect(screen.getByRole('status').className).not.toContain('hidden')
  })
})

describe('an error card', () => {
  it('is named after what happened and lists what to do and what to quote', () => {
    const words = failureWords(
      { kind: 'vendorFailed', status: 503, code: null, message: null, requestId: 'r-9' },
      { tenant: 'Plants' },
    )
    if (!words) throw new Error('words expected')
    render(<ErrorCard words={words} />)
    expect(screen.getByRole('article', { name: 'Plants failed (503)' })).toBeTruthy()
    expect(screen.getAllByRole('listitem')).toHaveLength(2)
    expect(screen.getByText('r-9')).toBeTruthy()
  })
})

const branches = [
  {
    id: 'a',
    label: 'Accounts',
    children: [
      { id: 'a1', label: 'List accounts' },
      { id: 'a2', label: 'Unlock' },
    ],
  },
  { id: 'b', label: 'Users', children: [] },
]

function Branches({ onSelect }: { onSelect: (id: string) => void }) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  const toggle = (id: string, wanted: boolean) =>
    setOpen(
      (before) => new Set(wanted ? [...before, id] : [...before].filter((other) => other !== id)),
    )
  return (
    <Tree
      label="Operations"
      branches={branches}
      open={open}
      onOpen={toggle}
      selected={null}
      onSelect={(branch) => onSelect(branch.id)}
    >
      {(branch) => branch.label}
    </Tree>
  )
}

describe('a tree', () => {
  it('has one tab stop and moves by arrow keys', async () => {
    const user = userEvent.setup()
    const select = vi.fn<(id: string) => void>()
    render(<Branches onSelect={select} />)
    await user.tab()
    const root = screen.getByRole('treeitem', { name: 'Accounts' })
    expect(document.activeElement).toBe(root)
    expect(root.getAttribute('aria-expanded')).toBe('false')
    await user.keyboard('{ArrowRight}')
    expect(root.getAttribute('aria-expanded')).toBe('true')
    await user.keyboard('{ArrowRight}')
    const leaf = await screen.findByRole('treeitem', { name: 'List accounts' })
    await vi.waitFor(() => expect(document.activeElement).toBe(leaf))
    expect([
      leaf.getAttribute('aria-level'),
      leaf.getAttribute('aria-posinset'),
      leaf.getAttribute('aria-setsize'),
    ]).toEqual(['2', '1', '2'])
    await user.keyboard('{Enter}')
    expect(select).toHaveBeenCalledWith('a1')
    expect(screen.getAllByRole('treeitem').filter((item) => item.tabIndex === 0)).toHaveLength(1)
  })
})

describe('two panes', () => {
  it('are moved by arrow keys, within their bounds, and set back by a double click', async () => {
    render(
      <SplitPanes
        name="test"
        label="Width of the list"
        fixed="start"
        initial={300}
        least={290}
        most={320}
        start="one"
        end="two"
      />,
    )
    const grip = screen.getByRole('separator', { name: 'Width of the list' })
    const size = () => grip.getAttribute('aria-valuenow')
    fireEvent.keyDown(grip, { key: 'ArrowRight' })
    expect(size()).toBe('316')
    fireEvent.keyDown(grip, { key: 'ArrowRight' })
    expect(size()).toBe('320')
    fireEvent.doubleClick(grip)
    expect(size()).toBe('300')
  })
})
