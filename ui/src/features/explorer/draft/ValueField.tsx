import { Ban, X } from 'lucide-react'
import type { ReactNode } from 'react'

import { IconButton } from '#components/IconButton'
import type { SchemaNode } from '#ipc/bindings'
import { nodeAt, type Path, pointerOf } from '#lib/json-text'

import { copy, fieldHint, problemLine } from '../copy-draft'
import { type DrawField, FieldGroup } from './FieldGroup'
import { FileField } from './FileField'
import { useForm } from './form'
import { type Control, controlOf, problemsAt } from './form-model'
import { ListField } from './ListField'
import { Problems } from './Problems'
import { ScalarField } from './ScalarField'

import styles from './BodyForm.module.css'

type Props = { node: SchemaNode; path: Path; removable?: boolean }

/** A field by its place, which is also what tells it from its neighbours. */
export const drawField: DrawField = (field) => <ValueField key={pointerOf(field.path)} {...field} />

const WIDE: ReadonlySet<Control> = new Set(['list', 'group'])

/** The field of one value, whatever it is. */
function ValueField({ node, path, removable = false }: Props) {
  const form = useForm()
  const value = nodeAt(form.root, path)
  const control = controlOf(node, form.withFiles && path.length === 1)
  const problems = problemsAt(form.problems, path)
  const last = path.at(-1)
  const name = typeof last === 'number' ? copy.body.item(last + 1) : (last ?? copy.body.whole)
  const isNull = value?.type === 'null'
  const tools = (
    <>
      {node.nullable && !isNull && (
        <IconButton
          label={copy.body.makeNull(name)}
          icon={Ban}
          size="small"
          onPress={() => form.set(path, 'null')}
        />
      )}
      {removable && (
        <IconButton
          label={copy.body.leaveOut(name)}
          icon={X}
          size="small"
          onPress={() => form.remove(path)}
        />
      )}
    </>
  )
  if (WIDE.has(control) && !isNull) {
    return (
      <Part name={name} node={node} path={path} tools={tools}>
        {control === 'list' ? (
          <ListField node={node} path={path} name={name} draw={drawField} />
        ) : (
          <FieldGroup node={node} path={path} draw={drawField} />
        )}
        <Problems problems={problems} />
      </Part>
    )
  }
  const [problem] = problems
  const shared = { name, node, path, error: problem && problemLine(problem) }
  return (
    <div className={styles.cell} data-pointer={pointerOf(path)}>
      <div className={styles.tools}>{tools}</div>
      {control === 'file' && typeof last === 'string' ? (
        <FileField field={last} hint={fieldHint(node)} required={node.required} />
      ) : (
        <ScalarField {...shared} control={control} />
      )}
    </div>
  )
}

type PartProps = {
  name: string
  node: SchemaNode
  path: Path
  tools: ReactNode
  children: ReactNode
}

/** A value with values in it, indented below its name. */
function Part({ name, node, path, tools, children }: PartProps) {
  if (path.length === 0) return children
  return (
    <fieldset className={styles.part} data-pointer={pointerOf(path)} aria-label={name}>
      <legend className="hidden">{name}</legend>
      <div className={styles.partHead}>
        <span className={styles.partName} aria-hidden>
          {name}
        </span>
        <span className={styles.partHint}>{fieldHint(node)}</span>
        <span className={styles.partTools}>{tools}</span>
      </div>
      {children}
    </fieldset>
  )
}
