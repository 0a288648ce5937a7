import {
  createRootRoute,
  createRoute,
  createRouter,
  type RouterHistory,
} from '@tanstack/react-router'

import { accessSearch } from '#features/access/search'
import { activitySearch } from '#features/activity/search'
import { bulkSearch } from '#features/bulk/search'
import { DashboardPage } from '#features/dashboard/DashboardPage'
import { dashboardSearch, waitingSearch } from '#features/dashboard/search'
import { requestsSearch } from '#features/explorer/requests/search'
import { explorerSearch } from '#features/explorer/search'
import { lookUpSearch } from '#features/look-up/search'
import { tasksSearch } from '#features/tasks/search'

import { addressHistory } from './address'
import { Broken, Missing } from './Broken'
import { Layout } from './Layout'
import { later, shielded } from './shielded'

const root = createRootRoute({
  component: Layout,
  notFoundComponent: Missing,
  errorComponent: Broken,
})

const dashboard = createRoute({
  getParentRoute: () => root,
  path: '/',
  validateSearch: dashboardSearch,
  component: shielded(DashboardPage),
})

const waiting = createRoute({
  getParentRoute: () => root,
  path: '/waiting',
  validateSearch: waitingSearch,
  component: later(() => import('#features/dashboard/WaitingPage'), 'WaitingPage'),
})

const lookUp = createRoute({
  getParentRoute: () => root,
  path: '/look-up',
  validateSearch: lookUpSearch,
  component: later(() => import('#features/look-up/LookUpPage'), 'LookUpPage'),
})

const tasks = createRoute({
  getParentRoute: () => root,
  path: '/tasks',
  validateSearch: tasksSearch,
  component: later(() => import('#features/tasks/TasksPage'), 'TasksPage'),
})

const bulk = createRoute({
  getParentRoute: () => root,
  path: '/bulk',
  validateSearch: bulkSearch,
  component: later(() => import('#features/bulk/BulkPage'), 'BulkPage'),
})

const explorer = createRoute({
  getParentRoute: () => root,
  path: '/explorer',
  validateSearch: explorerSearch,
  component: later(() => import('#features/explorer/ExplorerPage'), 'ExplorerPage'),
})

const requests = createRoute({
  getParentRoute: () => root,
  path: '/requests',
  validateSearch: requestsSearch,
  component: later(() => import('#features/explorer/requests/RequestsPage'), 'RequestsPage'),
})

const tenants = createRoute({
  getParentRoute: () => root,
  path: '/tenants',
  component: later(() => import('#features/tenants/TenantsPage'), 'TenantsPage'),
})

const tenantAdd = createRoute({
  getParentRoute: () => root,
  path: '/tenants/add',
  component: later(() => import('#features/tenants/TenantAddPage'), 'TenantAddPage'),
})

const tenantEdit = createRoute({
  getParentRoute: () => root,
  path: '/tenants/$tenant',
  component: later(() => import('#features/tenants/TenantEditPage'), 'TenantEditPage'),
})

const tenantCheck = createRoute({
  getParentRoute: () => root,
  path: '/tenants/$tenant/check',
  component: later(() => import('#features/tenants/CheckPage'), 'CheckPage'),
})

const access = createRoute({
  getParentRoute: () => root,
  path: '/access',
  validateSearch: accessSearch,
  component: later(() => import('#features/access/AccessPage'), 'AccessPage'),
})

const activity = createRoute({
  getParentRoute: () => root,
  path: '/activity',
  validateSearch: activitySearch,
  component: later(() => import('#features/activity/ActivityPage'), 'ActivityPage'),
})

const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  component: later(() => import('#features/settings/SettingsPage'), 'SettingsPage'),
})

const routeTree = root.addChildren([
  dashboard,
  waiting,
  lookUp,
  tasks,
  bulk,
  tenants,
  tenantAdd,
  tenantEdit,
  tenantCheck,
  explorer,
  requests,
  access,
  activity,
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
