import { describe, expect, it } from 'vitest'

import { cap, pressed } from './shortcuts'

const key = (
  name: string,
  held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {},
) => ({
  key: name,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
})

describe('shortcuts', () => {
  it('follow the custom of the system', () => {
    expect(pressed(key('k', { ctrlKey: true }), 'linux')).toBe('palette')
    expect(pressed(key('k', { metaKey: true }), 'macos')).toBe('palette')
    expect(pressed(key('k', { ctrlKey: true }), 'macos')).toBeNull()
    expect([cap('k', 'windows'), cap('k', 'macos')]).toEqual(['Ctrl K', '⌘ K'])
  })
  it('work with capitals on', () =>
    expect(pressed(key('K', { ctrlKey: true }), 'linux')).toBe('palette'))
  it('leave other keys alone', () => {
    expect(pressed(key('k'), 'linux')).toBeNull()
    expect(pressed(key('k', { ctrlKey: true, altKey: true }), 'linux')).toBeNull()
    expect(pressed(key('z', { ctrlKey: true }), 'linux')).toBeNull()
  })
})
