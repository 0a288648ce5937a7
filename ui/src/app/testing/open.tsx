import { createMemoryHistory } from '@tanstack/react-router'
import { render } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'

import { connect } from '#ipc/ask'
import { type Answers, fakeHost } from '#ipc/testing/fake'
import { accessAnswers } from '#ipc/testing/fixture-access'
import { bulkAnswers } from '#ipc/testing/fixture-bulk'
import { dashboardAnswers } from '#ipc/testing/fixture-dashboard'
import { guardAnswers } from '#ipc/testing/fixture-guard'
import { lookUpAnswers } from '#ipc/testing/fixture-look-up'
import { programAnswers } from '#ipc/testing/fixture-program'
import { taskAnswers } from '#ipc/testing/fixture-tasks'
import { tenantAnswers, tenantsOf } from '#ipc/testing/fixture-tenants'

import { Providers } from '../Providers'
import { makeRouter } from '../router'

/** Opens the whole interface at an address, on the tenants of the drawings. */
export function open(path = '/', answers: Answers = {}, scene = '') {
  const tenants = tenantsOf(scene)
  const host = fakeHost({
    ...programAnswers(scene),
    ...tenantAnswers(tenants),
    ...dashboardAnswers(tenants, scene),
    ...guardAnswers(tenants, scene),
    ...lookUpAnswers(scene, 0),
    ...taskAnswers(tenants),
    ...bulkAnswers(scene, 0),
    ...accessAnswers(scene),
    ...answers,
  })
  const router = makeRouter(createMemoryHistory({ initialEntries: [path] }))
  render(<Providers client={connect(host)} router={router} />)
  return { host, router, user: userEvent.setup() }
}
