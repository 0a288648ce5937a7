import { useState } from 'react'

import { type TabItem, Tabs } from '#components/Tabs'
import type { BodyView, ExchangeView } from '#ipc/bindings'

import { copy } from '../copy-answer'
import { BodyLines } from './BodyLines'
import { BodyTable } from './BodyTable'
import { BodyTree } from './BodyTree'
import { HeaderRows } from './HeaderRows'
import { NotKept } from './NotKept'
import { Picture } from './Picture'
import { RequestSent } from './RequestSent'
import { SaveButton } from './SaveButton'

import styles from './AnswerTabs.module.css'

type Tab = keyof typeof copy.tabs

/** What an answer holds, in the ways it can be looked at. */
export function AnswerTabs({ exchange }: { exchange: ExchangeView }) {
  const { body, line } = exchange
  const tabs: TabItem<Tab>[] = [
    ...(body ? bodyTabs(line.id, body) : []),
    ...(body || line.status === null
      ? []
      : [{ id: 'body' as const, label: copy.tabs.body, content: <NotKept /> }]),
    {
      id: 'headers',
      label: copy.tabs.headers,
      count: exchange.headers.length,
      content: (
        <div className={styles.rows} tabIndex={0} role="group" aria-label={copy.tabs.headers}>
          <HeaderRows label={copy.answerHeaders} headers={exchange.headers} />
        </div>
      ),
    },
    { id: 'request', label: copy.tabs.request, content: <RequestSent exchange={exchange} /> },
  ]
  const [chosen, setTab] = useState<Tab | null>(null)
  const shown = tabs.find(({ id }) => id === chosen)?.id ?? tabs[0]?.id ?? 'headers'
  return (
    <div className={styles.tabs}>
      <Tabs
        label={copy.label}
        value={shown}
        onChange={setTab}
        tabs={tabs}
        end={body && body.kind !== 'empty' && <SaveButton exchange={line.id} />}
      />
    </div>
  )
}

function bodyTabs(exchange: string, body: BodyView): TabItem<Tab>[] {
  const [table] = body.tables
  return [
    ...(body.kind === 'image'
      ? [
          {
            id: 'picture' as const,
            label: copy.tabs.picture,
            content: <Picture exchange={exchange} body={body} />,
          },
        ]
      : []),
    ...(table
      ? [
          {
            id: 'table' as const,
            label: copy.tabs.table,
            count: table.rows,
            content: <BodyTable exchange={exchange} tables={body.tables} />,
          },
        ]
      : []),
    ...(body.kind === 'image'
      ? []
      : [
          {
            id: 'body' as const,
            label: copy.tabs.body,
            content: <BodyLines exchange={exchange} body={body} />,
          },
        ]),
    ...(body.tree
      ? [
          {
            id: 'tree' as const,
            label: copy.tabs.tree,
            content: <BodyTree exchange={exchange} tables={body.tables} />,
          },
        ]
      : []),
  ]
}
