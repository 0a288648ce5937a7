import { useNavigate, useSearch } from '@tanstack/react-router'
import { LayoutDashboard, Play, RefreshCw } from 'lucide-react'
import { useEffect, useEffectEvent, useMemo } from 'react'

import { Button } from '#components/Button'
import { Empty } from '#components/Empty'
import { environmentIcon } from '#components/EnvironmentPill'
import { ErrorCard } from '#components/ErrorCard'
import { Segments } from '#components/Segments'
import { failureWords } from '#lib/failure-words'
import { dayAndTime } from '#lib/format'
import { type Environment, environmentWord } from '#lib/looks'
import { useMinute } from '#lib/now'

import { Attention } from './Attention'
import { copy } from './copy'
import { waitingCopy } from './copy-waiting'
import { environmentsOf, type Pair } from './model'
import { useDemoAdd, useDemoAvailable, useWaiting } from './queries'
import { RecentCallsPanel } from './RecentCallsPanel'
import { Strip } from './Strip'
import { sumsOf } from './sums'
import { TenantTile } from './TenantTile'
import { useDashboard } from './use-dashboard'
import { narrowed } from './waiting'
import { WaitingCard } from './WaitingCard'

import styles from './DashboardPage.module.css'

/** Every tenant at a glance, each on its own time. */
export function DashboardPage() {
  const dashboard = useDashboard()
  useReadyMark(dashboard.ready)
  useRefreshKey(dashboard.refreshAll)
  const waiting = useWaiting().data
  const { only } = useSearch({ from: '/' })
  if (dashboard.failure) {
    const words = failureWords(dashboard.failure.error)
    return (
      <main className={styles.alone} aria-label={copy.title}>
        {words && (
          <ErrorCard
            words={words}
            actions={<Button onPress={dashboard.readAgain}>{copy.retry}</Button>}
          />
        )}
      </main>
    )
  }
  if (!dashboard.pairs) return <main aria-busy="true" aria-label={copy.title} />
  if (dashboard.pairs.length === 0) return <NoTenants />

  const shown = dashboard.pairs.filter(({ tenant }) => !only || tenant.environment === only)
  const tenants = new Map(shown.map(({ tenant }) => [tenant.id, tenant]))
  const view = waiting && narrowed(waiting, new Set(tenants.keys()))
  return (
    <main className={styles.dash}>
      <Head pairs={dashboard.pairs} only={only} onRefresh={dashboard.refreshAll} />
      <Strip sums={sumsOf(view, shown)} />
      <section className={styles.tiles} aria-labelledby="tiles-title">
        <h2 className="hidden" id="tiles-title">
          {copy.tenants}
        </h2>
        {shown.map((pair) => (
          <TenantTile
            key={pair.tenant.id}
            pair={pair}
            asking={dashboard.isAsking(pair.tenant.id)}
            failure={dashboard.failureOf(pair.tenant.id)}
            seconds={dashboard.seconds}
            onRefresh={dashboard.refresh}
          />
        ))}
        {shown.length === 0 && <NoneHere />}
      </section>
      <aside className={styles.side} aria-label={waitingCopy.title}>
        <WaitingCard view={view} tenants={tenants} />
        <RecentCallsPanel tenants={dashboard.pairs.map(({ tenant }) => tenant)} />
      </aside>
    </main>
  )
}

function Head({
  pairs,
  only,
  onRefresh,
}: {
  pairs: readonly Pair[]
  only: Environment | undefined
  onRefresh: () => void
}) {
  const navigate = useNavigate()
  const environments = useMemo(() => environmentsOf(pairs.map(({ tenant }) => tenant)), [pairs])
  const segments = [
    { id: 'all' as const, label: copy.all },
    ...environments.map((environment) => ({
      id: environment,
      label: environmentWord[environment],
      icon: environmentIcon[environment],
    })),
  ]
  return (
    <div className={styles.head}>
      <h1 className={styles.title}>{copy.title}</h1>
      <Attention pairs={pairs} />
      <span className={styles.now}>{dayAndTime(useMinute())}</span>
      {environments.length > 1 && (
        <Segments
          label={copy.whichTenants}
          segments={segments}
          value={only ?? 'all'}
          onChange={(chosen) =>
            void navigate({ to: '/', search: chosen === 'all' ? {} : { only: chosen } })
          }
        />
      )}
      <Button icon={RefreshCw} onPress={onRefresh}>
        {copy.refresh}
      </Button>
    </div>
  )
}

function NoTenants() {
  const navigate = useNavigate()
  const demo = useDemoAdd()
  const available = useDemoAvailable()
  const words = demo.error && failureWords(demo.error.error)
  return (
    <main className={styles.alone} aria-label={copy.title}>
      <h1 className="hidden">{copy.title}</h1>
      {words ? (
        <ErrorCard
          words={words}
          actions={<Button onPress={() => demo.mutate()}>{copy.retry}</Button>}
        />
      ) : (
        <Empty
          icon={LayoutDashboard}
          title={copy.emptyTitle}
          actions={
            <>
              <Button kind="primary" onPress={() => void navigate({ to: '/tenants/add' })}>
                {copy.addTenant}
              </Button>
              {available && (
                <Button
                  icon={Play}
                  onPress={() => demo.mutate()}
                  {...(demo.isPending ? { unavailable: copy.openingDemo } : {})}
                >
                  {demo.isPending ? copy.openingDemo : copy.openDemo}
                </Button>
              )}
            </>
          }
        >
          {copy.emptyText}
        </Empty>
      )}
    </main>
  )
}

function NoneHere() {
  const navigate = useNavigate()
  return (
    <Empty
      icon={LayoutDashboard}
      title={copy.noneHere}
      actions={
        <Button onPress={() => void navigate({ to: '/', search: {} })}>{copy.showAll}</Button>
      }
    >
      {copy.noneHereText}
    </Empty>
  )
}

/** F5 asks all tenants again, as it does everywhere else. */
function useRefreshKey(refresh: () => void) {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== 'F5' || event.ctrlKey || event.metaKey || event.altKey) return
    // The window would load itself anew.
    event.preventDefault()
    if (!event.repeat) refresh()
  })
  useEffect(() => {
    // Keys belong to the window, not to any part of the screen.
    const listen = (event: KeyboardEvent) => onKey(event)
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])
}

/** Tells those who measure and drive the window that the dashboard can be used. */
function useReadyMark(ready: boolean) {
  useEffect(() => {
    // The mark stands on the page itself, outside React's root.
    if (!ready) return undefined
    document.documentElement.dataset.ready = 'dashboard'
    return () => {
      delete document.documentElement.dataset.ready
    }
  }, [ready])
}
