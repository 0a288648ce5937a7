import { screen, waitFor, within } from '@testing-library/react'
import { beforeAll, describe, expect, it } from 'vitest'

import type { Answers } from '#ipc/testing/fake'
import { formAnswers } from '#ipc/testing/fixture-forms'
import { tenantsOf } from '#ipc/testing/fixture-tenants'

import { open } from './testing/open'

const at = (path: string, answers: Answers = {}, scene = '') =>
  open(path, { ...formAnswers(tenantsOf(scene), scene), ...answers }, scene)

// The screens are loaded when first opened; the first test shall not pay for that.
beforeAll(() =>
  Promise.all([
    import('#features/tenants/CheckPage'),
    import('#features/tenants/TenantsPage'),
    import('#features/tenants/TenantEditPage'),
  ]),
)

const begin = async (user: ReturnType<typeof open>['user']) =>
  user.click(await screen.findByRole('button', { name: 'Check the connection' }))

describe('the check of a connection', () => {
  it('is reached from the tile of a tenant that is not reachable', async () => {
    const { user, router } = at('/')
    const plants = await screen.findByRole('article', { name: 'Plants' })
    await user.click(await within(plants).findByRole('button', { name: 'Diagnose' }))
    await waitFor(() => expect(router.state.location.pathname).toBe('/tenants/plants/check'))
  })

  it('is reached from the list of tenants and from the form', async () => {
    const { user, router } = at('/tenants')
    const row = await screen.findByRole('row', { name: /Vault EU/ })
    await user.click(within(row).getByRole('button', { name: 'Actions for Vault EU' }))
    await user.click(await screen.findByRole('menuitem', { name: 'Check the connection' }))
    await waitFor(() => expect(router.state.location.pathname).toBe('/tenants/vault-eu/check'))
    await user.click(screen.getByRole('button', { name: 'Edit' }))
    await begin(user)
    await waitFor(() => expect(router.state.location.pathname).toBe('/tenants/vault-eu/check'))
  })

  it('asks nobody before it is begun, then walks every step', async () => {
    const { user, host } = at('/tenants/vault-eu/check')
    await screen.findByRole('heading', { name: 'Check the connection to Vault EU' })
    expect(host.calls.map(({ command }) => command)).not.toContain('tenantCheck')
    await begin(user)
    expect(await screen.findByText(/^Everything is as it should be/)).toBeTruthy()
    const steps = screen.getByRole('list', { name: 'Steps of the test' })
    expect(within(steps).getAllByText(/, passed$/)).toHaveLength(10)
    expect(
      within(steps).getByText('Through http://proxy.northmere.example:8080, as the system says'),
    ).toBeTruthy()
  })

  it('names the first thing that is wrong, why, what to do and who can do it', async () => {
    const { user } = at('/tenants/plants/check')
    await begin(user)
    expect(await screen.findByText('The first thing that is wrong: connection')).toBeTruthy()
    expect(screen.getByText('The proxy lets no call through to this host (403).')).toBeTruthy()
    expect(screen.getByText('Ask for this host and port to be allowed at the proxy.')).toBeTruthy()
    expect(screen.getByText('Your network team')).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Copy report' })).toBeTruthy()
  })

  it('stands the certificate that was expected beside the one that is shown', async () => {
    const { user } = at('/tenants/vault-test/check')
    await begin(user)
    const expected = await screen.findByText('Expected')
    expect(expected.nextElementSibling?.textContent).toMatch(/^3A:7D:/)
    expect(screen.getByText('Shown now').nextElementSibling?.textContent).toMatch(/^9C:1F:/)
  })

  it('says so when the tenant is gone', async () => {
    at('/tenants/nobody/check')
    expect(await screen.findByText(/This tenant is not there any more\./)).toBeTruthy()
  })
})
