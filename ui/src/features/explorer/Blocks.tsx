import type { Block, Inline } from '#ipc/bindings'

import styles from './Blocks.module.css'

/**
 * A description in the document's words.
 *
 * A closed list of plain parts: no HTML and no pictures, and links show their whole address and
 * lead nowhere by themselves, since a document is somebody else's text.
 */
export function Blocks({ blocks }: { blocks: readonly Block[] }) {
  if (blocks.length === 0) return null
  return (
    <div className={styles.text}>
      {blocks.map((block, index) => (
        // A description never changes its order, so its place is its name.
        <Part key={index} block={block} />
      ))}
    </div>
  )
}

/** The same as one line, for cells. */
export function firstWords(blocks: readonly Block[]): string {
  for (const block of blocks) {
    if (block.kind === 'paragraph' || block.kind === 'heading') return plain(block.text)
  }
  return ''
}

const plain = (text: readonly Inline[]): string =>
  text.map((part) => (part.kind === 'break' ? ' ' : part.text)).join('')

function Part({ block }: { block: Block }) {
  switch (block.kind) {
    case 'paragraph':
      return (
        <p>
          <Line text={block.text} />
        </p>
      )
    case 'heading':
      return (
        <p className={styles.heading} role="heading" aria-level={Math.min(6, block.level + 2)}>
          <Line text={block.text} />
        </p>
      )
    case 'list': {
      const List = block.ordered ? 'ol' : 'ul'
      return (
        <List className={styles.list} data-ordered={block.ordered || undefined}>
          {block.items.map((item, index) => (
            <li key={index}>
              <Blocks blocks={item.blocks} />
            </li>
          ))}
        </List>
      )
    }
    case 'code':
      return (
        <pre className={styles.code} tabIndex={0}>
          {block.text}
        </pre>
      )
    case 'table':
      return <Cells rows={block.rows} />
    case 'rule':
      return <hr className={styles.rule} />
    default: {
      const never: never = block
      return never
    }
  }
}

function Cells({ rows }: { rows: readonly (readonly Inline[][])[] }) {
  const [head, ...rest] = rows
  return (
    <div
      className={styles.scroller}
      tabIndex={0}
      role="group"
      aria-label={head?.map(plain).join(', ')}
    >
      <table className={styles.table}>
        <thead>
          <tr>
            {head?.map((cell, index) => (
              <th key={index} scope="col">
                <Line text={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rest.map((row, index) => (
            <tr key={index}>
              {row.map((cell, column) => (
                <td key={column}>
                  <Line text={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Line({ text }: { text: readonly Inline[] }) {
  return text.map((part, index) => <Words key={index} part={part} />)
}

function Words({ part }: { part: Inline }) {
  switch (part.kind) {
    case 'text':
      return part.text
    case 'emphasis':
      return <em>{part.text}</em>
    case 'strong':
      return <strong>{part.text}</strong>
    case 'code':
      return <code>{part.text}</code>
    case 'link':
      return (
        <>
          {part.text}{' '}
          {part.text !== part.address && <span className={styles.address}>({part.address})</span>}
        </>
      )
    case 'break':
      return <br />
    default: {
      const never: never = part
      return never
    }
  }
}
