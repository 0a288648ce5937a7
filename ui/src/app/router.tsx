import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  type RouterHistory,
} from '@tanstack/react-router'

import { DashboardPage } from '#features/dashboard/DashboardPage'
import { dashboardSearch, waitingSearch } from '#features/dashboard/search'
import { requestsSearch } from '#features/explorer/requests/search'
import { explorerSearch } from '#features/explorer/search'
import { lookUpSearch } from '#features/look-up/search'

import { addressHistory } from './address'
import { Broken, Missing } from './Broken'
import { Layout } from './Layout'

const root = createRootRoute({
  component: Layout,
  notFoundComponent: Missing,
  errorComponent: Broken,
})

const dashboard = createRoute({
  getParentRoute: () => root,
  path: '/',
  validateSearch: dashboardSearch,
  component: DashboardPage,
})

const waiting = createRoute({
  getParentRoute: () => root,
  path: '/waiting',
  validateSearch: waitingSearch,
  component: lazyRouteComponent(() => import('#features/dashboard/WaitingPage'), 'WaitingPage'),
})

const lookUp = createRoute({
  getParentRoute: () => root,
  path: '/look-up',
  validateSearch: lookUpSearch,
  component: lazyRouteComponent(() => import('#features/look-up/LookUpPage'), 'LookUpPage'),
})

const explorer = createRoute({
  getParentRoute: () => root,
  path: '/explorer',
  validateSearch: explorerSearch,
  component: lazyRouteComponent(() => import('#features/explorer/ExplorerPage'), 'ExplorerPage'),
})

const requests = createRoute({
  getParentRoute: () => root,
  path: '/requests',
  validateSearch: requestsSearch,
  component: lazyRouteComponent(
    () => import('#features/explorer/requests/RequestsPage'),
    'RequestsPage',
  ),
})

const tenants = createRoute({
  getParentRoute: () => root,
  path: '/tenants',
  component: lazyRouteComponent(() => import('#features/tenants/TenantsPage'), 'TenantsPage'),
})

const tenantAdd = createRoute({
  getParentRoute: () => root,
  path: '/tenants/add',
  component: lazyRouteComponent(() => import('#features/tenants/TenantAddPage'), 'TenantAddPage'),
})

const tenantEdit = createRoute({
  getParentRoute: () => root,
  path: '/tenants/$tenant',
  component: lazyRouteComponent(() => import('#features/tenants/TenantEditPage'), 'TenantEditPage'),
})

const tenantCheck = createRoute({
  getParentRoute: () => root,
  path: '/tenants/$tenant/check',
  component: lazyRouteComponent(() => import('#features/tenants/CheckPage'), 'CheckPage'),
})

const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  component: lazyRouteComponent(() => import('#features/settings/SettingsPage'), 'SettingsPage'),
})

const routeTree = root.addChildren([
  dashboard,
  waiting,
  lookUp,
  tenants,
  tenantAdd,
  tenantEdit,
  tenantCheck,
  explorer,
  requests,
  settings,
])

/** Every screen. The address is behind the hash, so that a reload finds the same file. */
export const makeRouter = (history: RouterHistory = addressHistory()) =>
  createRouter({
    routeTree,
    history,
    defaultErrorComponent: Broken,
    defaultNotFoundComponent: Missing,
    defaultPreload: 'intent',
  })

declare module '@tanstack/react-router' {
  // eslint-disable-next-line typescript/consistent-type-definitions -- only an interface can be merged
  interface Register {
    router: ReturnType<typeof makeRouter>
  }
}
