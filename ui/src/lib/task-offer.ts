import type { OfferedInput, TaskInput } from '#ipc/bindings'

/** What the address of a task says; where a task is offered, it leads there. */
export type TaskPlace = {
  tenant: string
  task: string
  inputs?: Readonly<Record<string, string>>
}

/** Where a task that is offered is done, with what is known filled in. */
export function taskPlace(
  tenant: string,
  offer: { task: string; inputs: readonly (OfferedInput | TaskInput)[] },
): TaskPlace {
  const known = offer.inputs.flatMap(({ field, value }): [string, string][] =>
    value === null || value === '' ? [] : [[field, value]],
  )
  return {
    tenant,
    task: offer.task,
    ...(known.length > 0 && { inputs: Object.fromEntries(known) }),
  }
}
