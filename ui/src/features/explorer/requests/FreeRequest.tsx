import { useCallback, useRef, useState } from 'react'

import { SplitPanes } from '#components/SplitPanes'
import { type TabItem, Tabs } from '#components/Tabs'
import type { TenantLine } from '#ipc/bindings'
import { queryPairs } from '#lib/query-text'

import { AnswerPane } from '../answer/AnswerPane'
import { copy } from '../copy-requests'
import { type Draft, freeInput, freeKey } from '../desk'
import { CodePanel } from '../draft/CodePanel'
import { HeadersForm } from '../draft/HeadersForm'
import { PreviewPanel } from '../draft/PreviewPanel'
import { SendButtons, SendWhy } from '../draft/SendBar'
import { TimeLimit } from '../draft/TimeLimit'
import { useRequest } from '../draft/use-request'
import { isAddress, useKey } from '../use-key'
import { useRoom } from '../use-room'
import { AddressBar } from './AddressBar'
import { FreeBody } from './FreeBody'
import { QueryForm } from './QueryForm'

import styles from './FreeRequest.module.css'

type Tab = keyof typeof copy.tabs

/** A window whose usual request is wider than this has room for more of it here, too. */
const LARGE = 600

/** The methods that are taken to read (RFC 9110, section 9.2.1, and QUERY). */
const READS: readonly string[] = ['GET', 'HEAD', 'OPTIONS', 'QUERY']
const asksOf = ({ method }: Draft): boolean => !READS.includes(method)

/** A request to anything at a tenant's origin, and its answer. */
export function FreeRequest({ tenant }: { tenant: TenantLine }) {
  const inputOf = useCallback((draft: Draft) => freeInput(draft, tenant.id), [tenant.id])
  const request = useRequest(freeKey(tenant.id), inputOf, asksOf, undefined)
  const [tab, setTab] = useState<Tab>('query')
  const path = useRef<HTMLInputElement>(null)
  const room = useRoom()
  useKey(isAddress, () => {
    path.current?.focus()
    path.current?.select()
  })
  const { draft, input, hard, enter } = request
  const tabs: TabItem<Tab>[] = [
    {
      id: 'query',
      label: copy.tabs.query,
      count: queryPairs(draft.path).length || undefined,
      content: <QueryForm path={draft.path} onPath={(changed) => enter({ path: changed })} />,
    },
    {
      id: 'headers',
      label: copy.tabs.headers,
      count: draft.headers.length || undefined,
      content: (
        <div className={styles.inside}>
          <HeadersForm
            headers={draft.headers}
            problems={hard}
            onChange={(headers) => enter({ headers })}
          />
          <TimeLimit seconds={draft.seconds} onChange={(seconds) => enter({ seconds })} />
        </div>
      ),
    },
    {
      id: 'body',
      label: copy.tabs.body,
      content: <FreeBody draft={draft} hard={hard} onEnter={enter} />,
    },
    ...(input
      ? [
          {
            id: 'preview' as const,
            label: copy.tabs.preview,
            content: (
              <div className={styles.inside}>
                <PreviewPanel input={input} tenant={tenant.name} />
              </div>
            ),
          },
          {
            id: 'code' as const,
            label: copy.tabs.code,
            content: <CodePanel input={input} tenant={tenant.name} />,
          },
        ]
      : []),
  ]
  const writing = (
    <section className={styles.half} aria-label={copy.parts} data-region="request">
      <Tabs label={copy.parts} tabs={tabs} value={tab} onChange={setTab} />
    </section>
  )
  const answer = (
    <AnswerPane
      sent={request.sent}
      tenant={tenant.name}
      tenantId={tenant.id}
      onRetry={request.send}
      onFollow={request.follow}
    />
  )
  const sending = {
    sent: request.sent,
    tenant,
    unavailable: request.unavailable,
    onSend: request.send,
    onAnyway: request.anyway,
    onStop: request.stop,
  }
  return (
    <div className={styles.work}>
      <AddressBar
        draft={draft}
        origin={tenant.address}
        problems={hard}
        pathRef={path}
        why={<SendWhy {...sending} />}
        onSend={request.send}
        onEnter={enter}
      >
        <SendButtons {...sending} />
      </AddressBar>
      {room.panes === 'stacked' ? (
        <div className={styles.stack}>
          {writing}
          {answer}
        </div>
      ) : (
        <SplitPanes
          name="requests.answer"
          label={copy.resizeAnswer}
          fixed="start"
          initial={room.request > LARGE ? room.request : room.panes === 'side' ? 400 : 360}
          least={300}
          most={room.mostRequest}
          start={writing}
          end={<div className={styles.half}>{answer}</div>}
        />
      )}
    </div>
  )
}
