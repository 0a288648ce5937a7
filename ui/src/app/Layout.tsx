import { Outlet } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useState } from 'react'

import { lockAt } from '#lib/lock'
import { askForTicket, askNoMore, askToOpen, useAsked } from '#lib/opening'
import { useShield } from '#lib/shield'
import { copyToTicket } from '#lib/ticket-copy'

import { OpenDialog } from './guard/OpenDialog'
import { useLockTenant } from './guard/queries'
import { switchShield } from './guard/shield'
import { TicketDialog } from './guard/TicketDialog'
import { useShown } from './guard/use-shown'
import { Locked } from './Locked'
import { Palette } from './palette/Palette'
import { useSettings, useStatus, useTenants } from './queries'
import { Rail } from './Rail'
import { useRail } from './rail-width'
import { Shortcuts } from './Shortcuts'
import { StartNotices } from './StartNotices'
import { StatusLine } from './StatusLine'
import { useTenantInUse } from './tenant-in-use'
import { dress } from './theme'
import { TopBar } from './TopBar'
import { useShortcuts } from './use-shortcuts'
import { useTouch } from './use-touch'
import { VaultBand } from './VaultBand'

import styles from './Layout.module.css'

// Asked for rarely, so it comes when it is.
const WhyDialog = lazy(async () => {
  const { WhyDialog: named } = await import('#features/access/WhyDialog')
  return { default: named }
})

type Over = 'palette' | 'shortcuts' | null

/** The frame around every screen; while the vault is locked, nothing but that. */
export function Layout() {
  const settings = useSettings().data
  const vault = useStatus().data?.vault
  useTouch()
  useEffect(() => {
    // The theme is an attribute of the page itself, outside React's root.
    dress(settings?.theme ?? 'system')
  }, [settings?.theme])
  return vault?.kind === 'locked' ? <Locked opensWith={vault.opensWith} /> : <Frame />
}

/** Rail, top bar, page, status line. */
function Frame() {
  const [over, setOver] = useState<Over>(null)
  const [switching, setSwitching] = useState(false)
  const [locking, setLocking] = useState(false)
  const settings = useSettings().data
  const status = useStatus().data
  const rail = useRail(settings)
  const tenants = useTenants().data ?? []
  const inUse = useTenantInUse(tenants)
  const asked = useAsked()
  const opening = tenants.find(({ id }) => asked?.kind === 'open' && id === asked.tenant)
  const refused = asked?.kind === 'why' ? asked : null
  const refusing = tenants.find(({ id }) => id === refused?.tenant)
  const lock = useLockTenant()
  const shielded = useShield()
  useShown(inUse)
  useEffect(() => {
    // What is asked lies outside React, and must not come back after the vault was locked.
    return askNoMore
  }, [])

  useShortcuts({
    palette: () => setOver((open) => (open === 'palette' ? null : 'palette')),
    shortcuts: () => setOver((open) => (open === 'shortcuts' ? null : 'shortcuts')),
    switcher: () => setSwitching(true),
    rail: () => rail.toggle?.(),
    lock: () => {
      if (!inUse) setLocking(true)
      else if (lockAt(inUse.lock, Date.now()).open) lock.mutate(inUse.id)
      else askToOpen(inUse.id)
    },
    ticket: askForTicket,
    copyTicket: () => void copyToTicket(),
    shield: () => {
      // What lies over the screen may hold what somebody typed.
      if (!shielded) {
        setOver(null)
        askNoMore()
      }
      switchShield(!shielded)
    },
  })

  return (
    <div className={styles.app} data-rail={rail.width} data-platform={status?.platform}>
      <Rail narrow={rail.width === 'narrow'} onToggle={rail.toggle} />
      <div className={styles.frame}>
        <TopBar
          switching={switching}
          onSwitching={setSwitching}
          locking={locking}
          onLocking={setLocking}
          onTicket={askForTicket}
          onFind={() => setOver('palette')}
          onShortcuts={() => setOver('shortcuts')}
        />
        <div className={styles.middle}>
          <VaultBand />
          <StartNotices />
          <div className={styles.page}>
            <Outlet />
          </div>
        </div>
        <StatusLine />
      </div>
      {over === 'palette' && <Palette onClose={() => setOver(null)} />}
      {asked?.kind === 'ticket' && <TicketDialog onClose={askNoMore} />}
      {opening && <OpenDialog key={opening.id} tenant={opening} onClose={askNoMore} />}
      {refused && refusing && (
        <Suspense fallback={null}>
          <WhyDialog
            key={`${refused.tenant} ${refused.operation}`}
            tenant={refusing}
            operation={refused.operation}
            onClose={askNoMore}
          />
        </Suspense>
      )}
      {over === 'shortcuts' && <Shortcuts onClose={() => setOver(null)} />}
    </div>
  )
}
