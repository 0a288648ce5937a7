import { Plus } from 'lucide-react'
import { useState } from 'react'
import { Button as AriaButton, Dialog, DialogTrigger, Popover } from 'react-aria-components'

import { Button } from '#components/Button'
import { Icon } from '#components/Icon'
import { SearchField } from '#components/SearchField'
import type { SchemaNode } from '#ipc/bindings'

import { copy, fieldHint } from '../copy-draft'

import button from '#components/Button.module.css'
import menu from '#components/Menu.module.css'
import styles from './BodyForm.module.css'

type Props = {
  /** The fields that are not there yet. */
  fields: readonly SchemaNode[]
  /** Whether fields of any name may be added. */
  free: boolean
  onAdd: (name: string, field: SchemaNode | undefined) => void
}

/** So many are listed; the rest is found by typing. */
const MOST = 60

/** Adds one of the fields that may be left out, found by its name. */
export function AddField({ fields, free, onAdd }: Props) {
  const [words, setWords] = useState('')
  if (fields.length === 0 && !free) return null
  const wanted = words.trim().toLowerCase()
  const fits = fields.filter(({ name }) => name.toLowerCase().includes(wanted))
  const own = free && words.trim() !== '' && !fits.some(({ name }) => name === words.trim())
  return (
    <div className={styles.add}>
      <DialogTrigger onOpenChange={() => setWords('')}>
        <AriaButton className={button.button ?? ''} data-kind="plain" data-size="small">
          <Icon of={Plus} size="small" />
          {fields.length > 0 ? copy.body.add(fields.length) : copy.body.addOwn}
        </AriaButton>
        <Popover className={menu.popover ?? ''} offset={4} placement="bottom start">
          <Dialog className={styles.adder ?? ''} aria-label={copy.body.addTitle}>
            {({ close }) => {
              const add = (name: string, field: SchemaNode | undefined) => {
                close()
                onAdd(name, field)
              }
              return (
                <>
                  <SearchField
                    label={copy.body.addFind}
                    placeholder={copy.body.addFind}
                    value={words}
                    onChange={setWords}
                    small
                    onKeyDown={(event) => {
                      if (event.key !== 'Enter') return
                      event.preventDefault()
                      if (fits[0]) add(fits[0].name, fits[0])
                      else if (own) add(words.trim(), undefined)
                    }}
                  />
                  <ul className={styles.adderList}>
                    {fits.slice(0, MOST).map((field) => (
                      <li key={field.name}>
                        <AriaButton
                          className={menu.item ?? ''}
                          onPress={() => add(field.name, field)}
                        >
                          <span className={menu.words}>
                            <span className="clip">{field.name}</span>
                            <span className={menu.detail}>{fieldHint(field)}</span>
                          </span>
                        </AriaButton>
                      </li>
                    ))}
                  </ul>
                  {fits.length > MOST && (
                    <p className={styles.note}>{copy.body.addMore(fits.length - MOST)}</p>
                  )}
                  {own && (
                    <Button size="small" icon={Plus} onPress={() => add(words.trim(), undefined)}>
                      {copy.body.addNamed(words.trim())}
                    </Button>
                  )}
                </>
              )
            }}
          </Dialog>
        </Popover>
      </DialogTrigger>
    </div>
  )
}
