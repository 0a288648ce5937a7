import { describe, expect, it } from 'vitest'

import { asAppError, Failure } from './errors'

describe('what a host rejected with', () => {
  it('is one of our failures when it looks like one', () => {
    expect(asAppError({ kind: 'stale' })).toEqual({ kind: 'stale' })
    expect(asAppError(new Failure({ kind: 'notFound' }))).toEqual({ kind: 'notFound' })
  })
  it.each(['command not found', null, undefined, 12, {}, new TypeError('network')])(
    'is a bug otherwise: %s',
    (thrown) => {
      expect(asAppError(thrown)).toMatchObject({ kind: 'bug' })
    },
  )
})
