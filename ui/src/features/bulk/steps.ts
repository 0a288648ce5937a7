import type { BulkView } from '#ipc/bindings'
import { plural } from '#lib/format'

import { copy } from './copy'
import type { Desk, Live } from './desk'
import { brokenOff, stopOf, unmapped } from './model'
import { type StepId, STEPS } from './search'

/** The last step that can be opened, as far as what lies on the desk goes. */
function reachable(desk: Desk | null, hasRun: boolean): ReadonlySet<StepId> {
  const open: StepId[] = ['file']
  if (desk) {
    open.push('map')
    if (unmapped(desk.sheet.asks, desk.mapping).length === 0) open.push('check')
    if (desk.checking.state === 'checked' && desk.checking.plan.ready > 0) open.push('preview')
  }
  if (hasRun) open.push('run')
  return new Set(open)
}

/** The step that is shown: the wanted one, or the first when that cannot be opened. */
export const openStep = (wanted: StepId | undefined, desk: Desk | null, hasRun: boolean): StepId =>
  wanted !== undefined && reachable(desk, hasRun).has(wanted) ? wanted : 'file'

/** The five steps as they stand. */
export function stepsOf(desk: Desk | null, run: BulkView | undefined, begun: Live | undefined) {
  const open = reachable(desk, run !== undefined || begun !== undefined)
  const plan = desk?.checking.state === 'checked' ? desk.checking.plan : undefined
  const notes: Readonly<Record<StepId, string>> = {
    file: desk ? `${desk.sheet.name}, ${plural(desk.sheet.rows, 'row')}` : copy.file.note,
    map: desk
      ? copy.map.note(
          desk.mapping.filter(({ column, value }) => column !== null || (value ?? '') !== '')
            .length,
        )
      : '',
    check: plan ? copy.check.counts(plan.ready, plan.wrong, plan.nothing) : copy.check.note,
    preview: plan ? plural(plan.ready, 'row') : copy.preview.note,
    run: run
      ? copy.runs.stands(run.totals.rows - run.totals.waiting, run.totals.rows)
      : copy.run.note,
  }
  const done: Readonly<Record<StepId, boolean>> = {
    file: desk !== null,
    map: desk !== null && open.has('check'),
    check: plan !== undefined,
    preview: begun !== undefined && plan !== undefined,
    run: run !== undefined && stopOf(run) === 'ended',
  }
  return STEPS.map((id) => {
    const attention =
      (id === 'check' && plan !== undefined && plan.wrong > 0) ||
      (id === 'run' && run !== undefined && (brokenOff(run) || run.totals.failed > 0))
    return {
      id,
      name: copy.name[id],
      note: notes[id],
      state: attention ? ('attention' as const) : done[id] ? ('done' as const) : ('next' as const),
      open: open.has(id),
    }
  })
}
