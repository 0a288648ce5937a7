import { useNavigate } from '@tanstack/react-router'
import { ListChecks } from 'lucide-react'

import { Button } from '#components/Button'
import { type Entry, Menu } from '#components/Menu'
import type { LookUpHit, TaskOffer, TenantLine } from '#ipc/bindings'
import { taskPlace } from '#lib/task-offer'

import { copy } from './copy'
import { useTasks } from './queries'

type Props = { tenant: TenantLine; hits: readonly LookUpHit[] }

/** What can be done with what was found here: each leads to a form that is filled in. */
export function TaskButtons({ tenant, hits }: Props) {
  const navigate = useNavigate()
  const offers = hits.flatMap((hit) => hit.tasks.map((offer) => ({ hit, offer })))
  const lines = useTasks(offers.length > 0 ? tenant.id : undefined).data ?? []
  const go = (offer: TaskOffer) =>
    void navigate({ to: '/tasks', search: taskPlace(tenant.id, offer) })
  const entries = offers.flatMap(({ hit, offer }, index): Entry[] => {
    const line = lines.find(({ id }) => id === offer.task)
    return line
      ? [
          {
            id: `${index}`,
            label: line.title,
            detail: hits.length > 1 ? copy.hit(hit.label, hit.name) : undefined,
            onChoose: () => go(offer),
          },
        ]
      : []
  })
  if (entries.length === 0) return null
  return (
    <Menu
      label={copy.tasks}
      entries={entries}
      trigger={
        <Button size="small" icon={ListChecks}>
          {copy.tasks}
        </Button>
      }
    />
  )
}
