import { describe, expect, it } from 'vitest'

import { beside, closed, kept, keyParts, looked, type OpenTabs } from './open-tabs'

const tab = (operation: string) => ({ document: 'd', operation })
const names = ({ tabs }: OpenTabs) => tabs.map(({ operation }) => operation)
const empty: OpenTabs = { tabs: [], preview: null }

describe('open operations', () => {
  it('take over the tab of what was only looked at', () => {
    const open = looked(looked(empty, tab('a')), tab('b'))
    expect(names(open)).toEqual(['b'])
    expect(open.preview).toEqual(tab('b'))
  })
  it('stay beside it once they are kept', () => {
    const open = looked(kept(looked(empty, tab('a')), tab('a')), tab('b'))
    expect(names(open)).toEqual(['a', 'b'])
    expect(open.preview).toEqual(tab('b'))
  })
  it('are kept in a tab of their own when they were not open', () => {
    const open = kept(looked(empty, tab('a')), tab('b'))
    expect(names(open)).toEqual(['a', 'b'])
    expect(open.preview).toBeNull()
  })
  it('change nothing when they are open already', () => {
    const open = kept(empty, tab('a'))
    expect(looked(open, tab('a'))).toBe(open)
  })
  it('never become more than a person can find again', () => {
    let open = empty
    for (let index = 0; index < 60; index += 1) open = kept(open, tab(String(index)))
    expect(open.tabs.length).toBe(40)
    expect(names(open).at(-1)).toBe('59')
  })
  it('leave the one beside them when they are closed', () => {
    const { tabs } = kept(kept(kept(empty, tab('a')), tab('b')), tab('c'))
    expect(beside(tabs, tab('b'))).toEqual(tab('c'))
    expect(beside(tabs, tab('c'))).toEqual(tab('b'))
    expect(names(closed({ tabs, preview: tab('c') }, tab('c')))).toEqual(['a', 'b'])
    expect(closed({ tabs, preview: tab('c') }, tab('c')).preview).toBeNull()
  })
  it('are named by method and path until their page has come', () => {
    expect(keyParts('GET /user/{id}')).toEqual({ method: 'GET', path: '/user/{id}' })
    expect(keyParts('odd')).toEqual({ method: '', path: 'odd' })
  })
})
