import { useSearch } from '@tanstack/react-router'
import { ClipboardCopy, FileText, Printer } from 'lucide-react'
import { useState } from 'react'

import { Button } from '#components/Button'
import { Card } from '#components/Card'
import { Empty } from '#components/Empty'
import { FailureNote } from '#components/FailureNote'
import { Bone, Skeleton } from '#components/Skeleton'
import { TextField } from '#components/TextField'
import type { AccessView, SheetWish, TenantLine } from '#ipc/bindings'
import { copyText } from '#lib/clipboard'

import { copy } from './copy-sheet'
import { byKey, givenTo, holdersOf } from './model'
import { type Offer, PickOne } from './PickOne'
import { useSheet } from './queries'
import { Sheet } from './Sheet'
import { sheetText } from './sheet-text'

import styles from './FormPart.module.css'

const BROUGHT = 'brought'
type Grants = Offer & { keys: readonly string[] }

/** What a client may be given: what was chosen elsewhere, what a purpose needs, what somebody has. */
function offered(view: AccessView, brought: readonly string[] | undefined): Grants[] {
  return [
    ...(brought ? [{ id: BROUGHT, label: copy.asBrought, note: '', keys: brought }] : []),
    ...view.presets.map(({ id, label, grants }) => ({
      id: `preset ${id}`,
      label: copy.preset(label),
      note: '',
      keys: grants,
    })),
    ...holdersOf(view).map(({ id, section, column }) => ({
      id: `holder ${id}`,
      label: column.name,
      note: [section.one, column.place].filter(Boolean).join(', '),
      keys: givenTo(column, view.permissions),
    })),
  ]
}

/** Makes the sheet that hands a client over: what it is for, what it may do, and no secret. */
export function SheetPart({ tenant, view }: { tenant: TenantLine; view: AccessView }) {
  const { grants: brought } = useSearch({ from: '/access' })
  const choices = offered(view, brought)
  const [purpose, setPurpose] = useState('')
  const [owner, setOwner] = useState('')
  const [chosen, setChosen] = useState(brought ? BROUGHT : undefined)
  const [asked, setAsked] = useState(false)
  const [wish, setWish] = useState<SheetWish | null>(null)
  const grants = choices.find(({ id }) => id === chosen)
  const lacks = (value: string) => (asked && value.trim() === '' ? copy.missing : undefined)
  const make = () => {
    setAsked(true)
    if (purpose.trim() === '' || owner.trim() === '' || !grants) return
    setWish({
      tenant: tenant.id,
      purpose: purpose.trim(),
      owner: owner.trim(),
      permissions: [...grants.keys],
    })
  }
  return (
    <div className={styles.part}>
      <Card title={copy.form}>
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault()
            make()
          }}
        >
          <p className="quiet small">{copy.lead}</p>
          <TextField
            label={copy.purpose}
            value={purpose}
            onChange={setPurpose}
            hint={copy.purposeHint}
            error={lacks(purpose)}
            required
          />
          <TextField
            label={copy.owner}
            value={owner}
            onChange={setOwner}
            hint={copy.ownerHint}
            error={lacks(owner)}
            required
          />
          <PickOne
            label={copy.grants}
            offers={choices}
            value={chosen}
            onChange={setChosen}
            error={asked && !grants ? copy.noGrants : undefined}
          />
          <span>
            <Button kind="primary" type="submit" icon={FileText}>
              {copy.make}
            </Button>
          </span>
        </form>
      </Card>
      <div className={styles.result}>
        <Made tenant={tenant} view={view} wish={wish} />
      </div>
    </div>
  )
}

function Made({
  tenant,
  view,
  wish,
}: {
  tenant: TenantLine
  view: AccessView
  wish: SheetWish | null
}) {
  const [told, setTold] = useState('')
  const { query, shown } = useSheet(wish)
  if (wish === null)
    return (
      <Empty icon={FileText} title={copy.emptyTitle}>
        {copy.emptyText}
      </Empty>
    )
  if (query.error)
    return (
      <FailureNote
        error={query.error.error}
        tenant={tenant.name}
        tenantId={tenant.id}
        onRetry={() => void query.refetch()}
      />
    )
  if (!query.data || !shown)
    return (
      <Skeleton awaited={copy.awaited}>
        <Bone height={120} />
      </Skeleton>
    )
  const known = byKey(view.permissions)
  const raw = query.data
  // The text has the names also while the shield covers the screen.
  const toClipboard = async () =>
    setTold((await copyText(sheetText(raw, known))) ? copy.copied : copy.notCopied)
  const print = async () => {
    setTold('')
    try {
      // In the program's window printing is a call that can be refused; in a browser it is none.
      await (window.print() as unknown)
    } catch {
      setTold(copy.notPrinted)
    }
  }
  return (
    <>
      <div className={styles.name}>
        <Button icon={Printer} onPress={() => void print()}>
          {copy.print}
        </Button>
        <Button kind="plain" icon={ClipboardCopy} onPress={() => void toClipboard()}>
          {copy.toCopy}
        </Button>
        <span className="quiet small" role="status">
          {told}
        </span>
      </div>
      <Sheet sheet={shown} known={known} />
    </>
  )
}
