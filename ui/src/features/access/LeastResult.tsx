import { useNavigate } from '@tanstack/react-router'
import { ClipboardCopy, FileText } from 'lucide-react'
import { useState } from 'react'

import { Badge } from '#components/Badge'
import { Button } from '#components/Button'
import { Card } from '#components/Card'
import { Notice } from '#components/Notice'
import type {
  AccessLeast,
  AccessView,
  CalledOperation,
  LeastGrant,
  PermissionView,
  TenantLine,
} from '#ipc/bindings'
import { copyText } from '#lib/clipboard'

import { copy } from './copy-least'
import { leastText } from './least-text'
import { byKey, written } from './model'
import { useMore } from './use-more'

import styles from './FormPart.module.css'

/** So many calls are named at first. */
const NAMED = 8

type Props = {
  tenant: TenantLine
  view: AccessView
  least: AccessLeast
  kind: 'history' | 'tasks'
  /** Whose permissions it is held against. */
  compared: string | undefined
}

/** What to give and why, what is held beyond it, and what nobody can say. */
export function LeastResult({ tenant, view, least, kind, compared }: Props) {
  const navigate = useNavigate({ from: '/access' })
  const [told, setTold] = useState('')
  const known = byKey(view.permissions)
  const named = (keys: readonly string[]) => keys.flatMap((key) => known.get(key) ?? [])
  const toClipboard = async () =>
    setTold((await copyText(leastText(least, known))) ? copy.copied : copy.notCopied)
  if (least.calls === 0 && least.unknown.length === 0)
    return <p className="quiet">{copy.noCalls}</p>
  return (
    <>
      <Card
        title={copy.grants}
        foot={
          <>
            <span>{copy.looked[kind](least.calls)}</span>
            <span className="push" role="status">
              {told}
            </span>
            <Button
              kind="plain"
              size="small"
              icon={ClipboardCopy}
              onPress={() => void toClipboard()}
            >
              {copy.toCopy}
            </Button>
            <Button
              size="small"
              icon={FileText}
              onPress={() =>
                void navigate({
                  search: {
                    tenant: tenant.id,
                    view: 'sheet',
                    grants: least.grants.map(({ permission }) => permission),
                  },
                })
              }
            >
              {copy.sheet}
            </Button>
          </>
        }
      >
        {least.grants.length === 0 ? (
          <p className={styles.text}>{copy.noGrants}</p>
        ) : (
          <ul className={styles.list}>
            {least.grants.map((grant) => (
              <li key={grant.permission}>
                <Grant grant={grant} known={known} />
              </li>
            ))}
          </ul>
        )}
      </Card>
      {compared !== undefined && (
        <>
          <Names
            title={copy.beyond}
            why={least.beyond.length > 0 ? copy.beyondWhy : copy.noBeyond}
            permissions={named(least.beyond)}
          />
          {least.lacking.length > 0 && (
            <Names title={copy.lacking} why={copy.lackingWhy} permissions={named(least.lacking)} />
          )}
        </>
      )}
      <Calls title={copy.unsaid} why={copy.unsaidWhy} calls={least.unsaid} warn />
      <Calls title={copy.unknown} why={copy.unknownWhy} calls={least.unknown} warn />
      <Calls title={copy.free} calls={least.free} />
    </>
  )
}

function Grant({
  grant,
  known,
}: {
  grant: LeastGrant
  known: ReadonlyMap<string, PermissionView>
}) {
  const one = known.get(grant.permission)
  const others = grant.instead.map((key) => {
    const other = known.get(key)
    return other ? written(other) : key
  })
  return (
    <>
      <p className={styles.name}>
        <span className="strong">{one ? written(one) : grant.permission}</span>
        {one && <span className="quiet small">{one.group}</span>}
        {one && one.danger !== null && <Badge tone="warn">{copy.dangerous}</Badge>}
      </p>
      {one && one.danger !== null && <p className="small">{one.danger}.</p>}
      <p className="quiet small">{copy.because}</p>
      <CallNames calls={grant.because} />
      {others.length > 0 && <p className="quiet small">{copy.instead(others.join(', '))}</p>}
    </>
  )
}

function Names({
  title,
  why,
  permissions,
}: {
  title: string
  why: string
  permissions: readonly PermissionView[]
}) {
  return (
    <Card title={title}>
      <p className={styles.text}>{why}</p>
      {permissions.length > 0 && (
        <ul className={styles.list}>
          {permissions.map((one) => (
            <li key={one.key}>
              <p className={styles.name}>
                <span>{written(one)}</span>
                <span className="quiet small">{one.group}</span>
                {one.danger !== null && <Badge tone="warn">{copy.dangerous}</Badge>}
              </p>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

function Calls({
  title,
  why,
  calls,
  warn = false,
}: {
  title: string
  why?: string
  calls: readonly CalledOperation[]
  warn?: boolean
}) {
  if (calls.length === 0) return null
  return (
    <Card title={title}>
      <div className={styles.text}>
        {why !== undefined && (warn ? <Notice tone="warn">{why}</Notice> : <p>{why}</p>)}
        <CallNames calls={calls} />
      </div>
    </Card>
  )
}

function CallNames({ calls }: { calls: readonly CalledOperation[] }) {
  const { shown, more } = useMore(calls, NAMED)
  return (
    <>
      <ul className={styles.calls}>
        {shown.map(({ operation, times }) => (
          <li key={operation}>
            <code className="clip">{operation}</code>
            {times > 1 && <span className="quiet small num">{copy.times(times)}</span>}
          </li>
        ))}
      </ul>
      {more}
    </>
  )
}
