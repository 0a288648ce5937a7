import { useEffect, useEffectEvent, useRef } from 'react'

import { toast } from '#components/Toast'
import type { TenantLine } from '#ipc/bindings'
import { lockAt } from '#lib/lock'

import { copy } from './copy'
import { tellShown } from './queries'

/** Tells the core which tenant is looked at, and the person which one was locked by that. */
export function useShown(tenant: TenantLine | undefined): void {
  const last = useRef<TenantLine | null>(null)
  useEffect(() => {
    // How its lock stood when it was left is told by what was drawn last.
    if (tenant && tenant.id === last.current?.id) last.current = tenant
  }, [tenant])
  const tell = useEffectEvent((id: string) => {
    const before = last.current
    last.current = tenant ?? null
    // A tenant that stays open because this was not heard is locked by its time.
    void tellShown(id).catch(() => undefined)
    if (before && before.id !== id && lockAt(before.lock, Date.now()).open)
      toast({ line: copy.lockedAgain(before.name), second: copy.left })
  })
  const id = tenant?.id
  useEffect(() => {
    // The core locks every other tenant, and only the window knows what is on the screen.
    if (id !== undefined) tell(id)
  }, [id])
}
