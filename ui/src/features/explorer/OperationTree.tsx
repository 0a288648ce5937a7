import { effectIcon } from '#components/EffectBadge'
import { Icon } from '#components/Icon'
import { Marked } from '#components/Marked'
import { MethodBadge } from '#components/MethodBadge'
import { type Chosen, Tree } from '#components/Tree'
import { count } from '#lib/format'

import { copy } from './copy'
import { hitWords, type Node } from './operation-tree'

import styles from './OperationTree.module.css'

type Props = {
  label: string
  nodes: readonly Node[]
  open: ReadonlySet<string>
  onOpen: (id: string, open: boolean) => void
  selected: string | null
  onSelect: (node: Node, how: Chosen) => void
  onSeen: (nodes: readonly Node[]) => void
  onNear: (node: Node) => void
}

/** The operations by group or path. */
export function OperationTree(props: Props) {
  return (
    <Tree
      label={props.label}
      branches={props.nodes}
      open={props.open}
      onOpen={props.onOpen}
      selected={props.selected}
      onSelect={props.onSelect}
      onSeen={props.onSeen}
      onNear={props.onNear}
    >
      {drawn}
    </Tree>
  )
}

const drawn = (node: Node) => <Row node={node} />

function Row({ node }: { node: Node }) {
  switch (node.kind) {
    case 'group':
    case 'path':
      return (
        <>
          <span
            className={styles.group}
            data-mono={node.kind === 'path' || undefined}
            title={node.name}
          >
            {node.name}
          </span>{' '}
          <span className={styles.count}>{count(node.count)}</span>
        </>
      )
    case 'coming':
      return <span className={styles.note}>{node.label}</span>
    case 'operation':
      return <OperationRow node={node} />
    default: {
      const never: never = node
      return never
    }
  }
}

function OperationRow({ node }: { node: Extract<Node, { kind: 'operation' }> }) {
  const { line, hit } = node
  const words = hit ? hitWords(hit) : { text: line.name, marks: [], mono: false, elsewhere: null }
  return (
    <>
      <MethodBadge method={line.method} effect={line.effect} />{' '}
      <span
        className={styles.name}
        data-mono={words.mono || undefined}
        data-off={line.deprecated || undefined}
        title={`${line.name}\n${line.path}${line.deprecated ? `\n${copy.deprecated}` : ''}`}
      >
        <Marked text={words.text} marks={words.marks} />
        {words.elsewhere && <span className={styles.elsewhere}> {words.elsewhere}</span>}
      </span>
      {(line.effect === 'discloses' || line.effect === 'removes') && (
        <span className={styles.effect} data-effect={line.effect}>
          <Icon of={effectIcon[line.effect]} size="small" />
        </span>
      )}
    </>
  )
}
