import type { Host } from '../host'
import { fakeHost } from './fake'
import { accessAnswers } from './fixture-access'
import { answerAnswers } from './fixture-answers'
import { bulkAnswers } from './fixture-bulk'
import { dashboardAnswers } from './fixture-dashboard'
import { draftAnswers } from './fixture-drafts'
import { explorerAnswers } from './fixture-explorer'
import { formAnswers } from './fixture-forms'
import { guardAnswers } from './fixture-guard'
import { lookUpAnswers } from './fixture-look-up'
import { programAnswers } from './fixture-program'
import { taskAnswers } from './fixture-tasks'
import { tenantAnswers, tenantsOf } from './fixture-tenants'

/**
 * An organisation as the drawings show it, for looking at screens without a core.
 *
 * `?scene=` picks a state: `empty`, `demo`, `vault`, `damaged`, `loading`, `changed`, `large`,
 * `talk`, `locked`, `passphrase`, `refused`, `slow`, `asking`.
 */
export function fixtureHost(search: string): Host {
  const scene = new URLSearchParams(search).get('scene') ?? ''
  const tenants = tenantsOf(scene)
  return fakeHost({
    ...programAnswers(scene),
    ...tenantAnswers(tenants),
    ...dashboardAnswers(tenants, scene),
    ...lookUpAnswers(scene, 300),
    ...formAnswers(tenants, scene),
    ...guardAnswers(tenants, scene),
    ...taskAnswers(tenants),
    ...bulkAnswers(scene, 120),
    ...accessAnswers(scene),
    ...explorerAnswers(scene),
    ...answerAnswers(),
    ...draftAnswers(scene),
  })
}
