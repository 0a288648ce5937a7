import { useNavigate } from '@tanstack/react-router'
import { Play } from 'lucide-react'

import { Button } from '#components/Button'
import { Notice } from '#components/Notice'
import { failureLine } from '#lib/failure-words'

import { copy } from './copy'
import { useAddDemo, useStatus } from './queries'

/** Opens the simulated tenants, where this build has them. */
export function DemoButton({ kind }: { kind?: 'plain' }) {
  const navigate = useNavigate()
  const available = useStatus().data?.demoAvailable ?? false
  const adding = useAddDemo()
  if (!available) return null
  const open = () => adding.mutate(undefined, { onSuccess: () => void navigate({ to: '/' }) })
  return (
    <>
      {adding.error && <Notice tone="bad">{failureLine(adding.error.error)}</Notice>}
      <Button
        icon={Play}
        {...(kind ? { kind } : {})}
        unavailable={adding.isPending ? copy.demoBusy : undefined}
        onPress={open}
      >
        {adding.isPending ? copy.demoBusy : copy.demo}
      </Button>
    </>
  )
}
