import { Outlet } from '@tanstack/react-router'
import { useEffect, useState } from 'react'

import { Locked } from './Locked'
import { Palette } from './palette/Palette'
import { useSettings, useStatus } from './queries'
import { Rail } from './Rail'
import { useRail } from './rail-width'
import { Shortcuts } from './Shortcuts'
import { StartNotices } from './StartNotices'
import { StatusLine } from './StatusLine'
import { dress } from './theme'
import { TopBar } from './TopBar'
import { useShortcuts } from './use-shortcuts'
import { useTouch } from './use-touch'
import { VaultBand } from './VaultBand'

import styles from './Layout.module.css'

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
  const settings = useSettings().data
  const status = useStatus().data
  const rail = useRail(settings)

  useShortcuts({
    palette: () => setOver((open) => (open === 'palette' ? null : 'palette')),
    shortcuts: () => setOver((open) => (open === 'shortcuts' ? null : 'shortcuts')),
    switcher: () => setSwitching(true),
    rail: () => rail.toggle?.(),
  })

  return (
    <div className={styles.app} data-rail={rail.width} data-platform={status?.platform}>
      <Rail narrow={rail.width === 'narrow'} onToggle={rail.toggle} />
      <div className={styles.frame}>
        <TopBar
          switching={switching}
          onSwitching={setSwitching}
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
      {over === 'shortcuts' && <Shortcuts onClose={() => setOver(null)} />}
    </div>
  )
}
