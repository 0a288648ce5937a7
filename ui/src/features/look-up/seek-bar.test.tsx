import { render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { createRef } from 'react'
import { expect, it, vi } from 'vitest'

import { SeekBar } from './SeekBar'

const bar = (words: string, onWords: (words: string) => void) => (
  <SeekBar
    words={words}
    what="person"
    parts={[]}
    tenants={new Map()}
    running={false}
    stopped={false}
    boxRef={createRef()}
    onWords={onWords}
    onWhat={vi.fn()}
    onAgain={vi.fn()}
    onCancel={vi.fn()}
    onDown={vi.fn()}
  />
)
const value = () => screen.getByRole('searchbox').getAttribute('value')

it('keeps letters typed while the address catches up, and follows the address otherwise', async () => {
  const user = userEvent.setup()
  const onWords = vi.fn()
  const { rerender } = render(bar('', onWords))
  await user.type(screen.getByRole('searchbox'), 'jo{Enter}')
  expect(onWords).toHaveBeenLastCalledWith('jo')
  await user.type(screen.getByRole('searchbox'), 'n')
  rerender(bar('jo', onWords))
  expect(value()).toBe('jon')
  rerender(bar('anna', onWords))
  expect(value()).toBe('anna')
  rerender(bar('jo', onWords))
  expect(value()).toBe('jo')
})

it('looks for nobody once it is emptied', async () => {
  const user = userEvent.setup()
  const onWords = vi.fn()
  render(bar('jonas', onWords))
  await user.clear(screen.getByRole('searchbox'))
  expect(onWords).toHaveBeenLastCalledWith('')
})
