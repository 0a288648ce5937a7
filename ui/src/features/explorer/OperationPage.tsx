import { TriangleAlert } from 'lucide-react'

import { Badge } from '#components/Badge'
import { CopyButton } from '#components/CopyButton'
import { EffectBadge } from '#components/EffectBadge'
import { MethodBadge } from '#components/MethodBadge'
import { type TabItem, Tabs } from '#components/Tabs'
import type { DocumentView, OperationView, TenantLine } from '#ipc/bindings'

import { AnswersTab } from './AnswersTab'
import { Blocks } from './Blocks'
import { BodyTab } from './BodyTab'
import { copy, originWords } from './copy'
import { exampleCount, ExamplesTab } from './ExamplesTab'
import { pathParts } from './model'
import { ParametersTab } from './ParametersTab'
import { useSchema } from './queries'
import type { PageTab } from './search'
import { SentBefore } from './SentBefore'
import { useGo, usePart } from './use-place'

import styles from './OperationPage.module.css'

type Props = { view: DocumentView; operation: OperationView; tenant: TenantLine | undefined }

/** What the document says of one operation. */
export function OperationPage({ view, operation, tenant }: Props) {
  const part = usePart('tab')
  const go = useGo()
  const document = view.line.id
  const body = operation.bodies[0]?.schema
  const fields = useSchema(document, body?.opens ? body.pointer : null).data?.length
  const tabs: TabItem<PageTab>[] = [
    ...(operation.bodies.length > 0
      ? [
          {
            id: 'body' as const,
            label: copy.tabs.body,
            count: fields,
            content: <BodyTab document={document} bodies={operation.bodies} />,
          },
        ]
      : []),
    {
      id: 'parameters',
      label: copy.tabs.parameters,
      count: operation.parameters.length,
      content: <ParametersTab document={document} parameters={operation.parameters} />,
    },
    {
      id: 'answers',
      label: copy.tabs.answers,
      count: operation.answers.length,
      content: <AnswersTab document={document} answers={operation.answers} />,
    },
    {
      id: 'examples',
      label: copy.tabs.examples,
      count: exampleCount(operation),
      content: <ExamplesTab operation={operation} />,
    },
  ]
  const usual =
    operation.bodies.length === 0 && operation.parameters.length === 0 ? 'answers' : tabs[0]?.id
  const shown = tabs.find(({ id }) => id === part)?.id ?? usual ?? 'answers'
  return (
    <section className={styles.page} aria-label={operation.name} data-region="operation">
      <div className={styles.head} tabIndex={0} role="group" aria-label={copy.facts.effect}>
        <h2 className={styles.title}>
          {operation.name}
          {operation.deprecated && (
            <Badge tone="warn" icon={TriangleAlert}>
              {copy.deprecated}
            </Badge>
          )}
        </h2>
        <p className={styles.path}>
          <MethodBadge method={operation.method} effect={operation.effect} />
          <code className={styles.pathText}>
            {pathParts(operation.path).map((part) =>
              part.slot ? (
                <span key={part.at} className={styles.slot}>
                  {part.text}
                </span>
              ) : (
                part.text
              ),
            )}
          </code>
          <CopyButton label={copy.copyPath} text={operation.path} />
        </p>
        <dl className={styles.facts}>
          <div>
            <dt>{copy.facts.effect}</dt>
            <dd>
              <EffectBadge effect={operation.effect} unclassified={!operation.classified} />
              <span className="second">
                {operation.classified ? copy.effectMeans[operation.effect] : copy.unclassifiedMeans}
              </span>
            </dd>
          </div>
          <Fact name={copy.facts.needs} value={operation.needs.join(', ')} />
          <Fact name={copy.facts.source} value={originWords(view.line, tenant?.name)} />
          <Fact name={copy.facts.since} value={operation.since} />
          <Fact name={copy.facts.evidence} value={operation.evidence} />
        </dl>
        <Blocks blocks={operation.description} />
      </div>
      <div className={styles.parts}>
        <Tabs
          label={copy.parts}
          tabs={tabs}
          value={shown}
          onChange={(tab) => go({ tab }, 'replace')}
        />
      </div>
      <SentBefore tenant={view.line.tenant} operation={operation.key} />
    </section>
  )
}

function Fact({ name, value }: { name: string; value: string | null }) {
  if (!value) return null
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}
