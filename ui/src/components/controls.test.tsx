import { render, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { describe, expect, it, vi } from 'vitest'

import { Button } from './Button'
import { IconButton } from './IconButton'
import { Menu } from './Menu'
import { SearchField } from './SearchField'
import { Segments } from './Segments'
import { SelectField } from './SelectField'
import { Tabs } from './Tabs'
import { TextField } from './TextField'

const user = userEvent.setup()

describe('a button', () => {
  it('that cannot be pressed can be reached and says why', async () => {
    const press = vi.fn<() => void>()
    render(
      <Button unavailable="Plants is locked" onPress={press}>
        Send
      </Button>,
    )
    const button = screen.getByRole('button', { name: 'Send', description: 'Plants is locked' })
    expect(button.getAttribute('aria-disabled')).toBe('true')
    await user.tab()
    expect(document.activeElement).toBe(button)
    await user.keyboard('{Enter}')
    await user.click(button)
    expect(press).not.toHaveBeenCalled()
  })

  it('does not send its form while it cannot be pressed', async () => {
    const submit = vi.fn<(event: { preventDefault: () => void }) => void>((event) =>
      event.preventDefault(),
    )
    render(
      <form onSubmit={submit}>
        <Button type="submit" unavailable="The test has not passed">
          Add
        </Button>
      </form>,
    )
    await user.click(screen.getByRole('button', { name: 'Add' }))
    expect(submit).not.toHaveBeenCalled()
  })

  it('with only a picture has a name', () => {
    render(<IconButton label="Remove Plants" icon={Trash2} pressed={false} />)
    expect(screen.getByRole('button', { name: 'Remove Plants' }).getAttribute('aria-pressed')).toBe(
      'false',
    )
  })
})

function Held({ error }: { error?: string }) {
  const [value, setValue] = useState('')
  return (
    <TextField
      label="Address"
      value={value}
      onChange={setValue}
      hint="Paste any address of it"
      error={error}
    />
  )
}

describe('a field', () => {
  it('is found by its label, and its hint is heard', async () => {
    render(<Held />)
    const field = screen.getByRole('textbox', {
      name: 'Address',
      description: 'Paste any address of it',
    })
    await user.type(field, 'https://a.example')
    expect(field).toHaveProperty('value', 'https://a.example')
  })
  it('says what is wrong with it, in the place of the hint', () => {
    render(<Held error="Only https addresses are used." />)
    const field = screen.getByRole('textbox', {
      name: 'Address',
      description: 'Only https addresses are used.',
    })
    expect(field.getAttribute('aria-invalid')).toBe('true')
    expect(screen.queryByText('Paste any address of it')).toBeNull()
  })
  it('for searching is emptied by a button', async () => {
    const change = vi.fn<(value: string) => void>()
    render(<SearchField label="Operations" value="user" onChange={change} />)
    await user.click(screen.getByRole('button', { name: 'Empty the search' }))
    expect(change).toHaveBeenCalledWith('')
  })
})

describe('choosing one', () => {
  it('of a few words is a group of radio buttons', async () => {
    const choose = vi.fn<(id: 'a' | 'b') => void>()
    const segments = [
      { id: 'a', label: 'All' },
      { id: 'b', label: 'Test' },
    ] as const
    render(<Segments label="Which tenants" segments={segments} value="a" onChange={choose} />)
    const group = screen.getByRole('radiogroup', { name: 'Which tenants' })
    expect(within(group).getByRole('radio', { name: 'All' })).toHaveProperty('checked', true)
    await user.click(within(group).getByRole('radio', { name: 'Test' }))
    expect(choose).toHaveBeenCalledWith('b')
  })

  it('of many is a list that opens', async () => {
    const choose = vi.fn<(id: string) => void>()
    render(
      <SelectField
        label="Theme"
        options={[
          { id: 'l', label: 'Light' },
          { id: 'd', label: 'Dark' },
        ]}
        value="l"
        onChange={choose}
      />,
    )
    await user.click(screen.getByRole('button', { name: /Theme/ }))
    await user.click(screen.getByRole('option', { name: 'Dark' }))
    expect(choose).toHaveBeenCalledWith('d')
  })

  it('of several pages moves by arrow keys', async () => {
    const choose = vi.fn<(id: 'one' | 'two') => void>()
    const tabs = [
      { id: 'one', label: 'Answer', content: 'The answer' },
      { id: 'two', label: 'Headers', count: 12, content: 'The headers' },
    ] as const
    render(<Tabs label="Exchange" tabs={tabs} value="one" onChange={choose} />)
    expect(screen.getByRole('tabpanel', { name: 'Answer' }).textContent).toBe('The answer')
    screen.getByRole('tab', { name: 'Answer' }).focus()
    await user.keyboard('{ArrowRight}')
    expect(choose).toHaveBeenCalledWith('two')
  })

  it('of what can be done says why some of it cannot', async () => {
    const remove = vi.fn<() => void>()
    const look = vi.fn<() => void>()
    render(
      <Menu
        label="Plants"
        trigger={<IconButton label="More" icon={Trash2} />}
        entries={[
          { id: 'look', label: 'Look', onChoose: look },
          { kind: 'separator', id: 'rule' },
          { id: 'remove', label: 'Remove', unavailable: 'It is locked', onChoose: remove },
        ]}
      />,
    )
    await user.click(screen.getByRole('button', { name: 'More' }))
    expect(screen.getByRole('menuitem', { name: /Remove/ }).textContent).toContain('It is locked')
    await user.click(screen.getByRole('menuitem', { name: /Remove/ }))
    expect(remove).not.toHaveBeenCalled()
    await user.click(screen.getByRole('menuitem', { name: 'Look' }))
    expect(look).toHaveBeenCalledOnce()
  })
})
