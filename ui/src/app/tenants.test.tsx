import { screen, waitFor, within } from '@testing-library/react'
import { beforeAll, describe, expect, it } from 'vitest'

import { type Answers, Refusal } from '#ipc/testing/fake'
import { formAnswers } from '#ipc/testing/fixture-forms'
import { tenantsOf } from '#ipc/testing/fixture-tenants'

import { open } from './testing/open'

const at = (path: string, answers: Answers = {}, scene = '') =>
  open(path, { ...formAnswers(tenantsOf(scene), scene), ...answers }, scene)

const argsOf = (host: ReturnType<typeof open>['host'], name: string) =>
  host.calls.find(({ command }) => command === name)?.args

type User = ReturnType<typeof open>['user']

// Pasting is one change where typing is thirty; the form is the same to both.
async function enter(user: User, name: string | RegExp, text: string) {
  await user.click(screen.getByRole('textbox', { name }))
  await user.paste(text)
}

async function fillIn(user: User) {
  await user.click(await screen.findByRole('radio', { name: 'Rowan Remote Access' }))
  await enter(user, /^Paste any address/, 'assist.northmere.example/login')
  await enter(user, 'OAuth Client ID', 'abc')
  await user.click(screen.getByRole('button', { name: 'Type it in…' }))
  await screen.findByText('Held, 44 characters')
}

const passTest = async (user: User) => {
  await user.click(screen.getByRole('button', { name: 'Run the test' }))
  await screen.findByText(/^Passed in/)
}

// The screens are loaded when first opened; the first test shall not pay for that.
beforeAll(() =>
  Promise.all([
    import('#features/tenants/TenantsPage'),
    import('#features/tenants/TenantAddPage'),
    import('#features/tenants/TenantEditPage'),
  ]),
)

describe('the list of tenants', () => {
  it('shows every tenant with its state in words', async () => {
    at('/tenants')
    const row = await screen.findByRole('row', { name: /Vault EU/ })
    expect(within(row).getByText('Production')).toBeTruthy()
    expect(within(row).getByText('Healthy')).toBeTruthy()
    expect(within(row).getByText('API account')).toBeTruthy()
  })

  it('signs in and out from the row', async () => {
    const { user, host } = at('/tenants')
    await user.click(
      within(await screen.findByRole('row', { name: /Vault test/ })).getByRole('button', {
        name: 'Sign in',
      }),
    )
    await waitFor(() => expect(argsOf(host, 'sessionBegin')).toEqual({ tenant: 'vault-test' }))
    await user.click(
      within(screen.getByRole('row', { name: /Vault EU/ })).getByRole('button', {
        name: 'Sign out',
      }),
    )
    await waitFor(() => expect(argsOf(host, 'sessionEnd')).toEqual({ tenant: 'vault-eu' }))
  })

  it('says why signing in did not work', async () => {
    const { user } = at('/tenants', {
      sessionBegin: () => {
        throw new Refusal({ kind: 'unreachable', host: 'x', cause: 'refused' })
      },
    })
    await user.click(
      within(await screen.findByRole('row', { name: /Vault test/ })).getByRole('button', {
        name: 'Sign in',
      }),
    )
    expect(await screen.findByText('Nothing listens at this address and port.')).toBeTruthy()
  })

  it('asks before it forgets a tenant, and Enter does not answer for the person', async () => {
    const { user, host } = at('/tenants')
    await user.click(
      within(await screen.findByRole('row', { name: /Plants/ })).getByRole('button', {
        name: 'Remove',
      }),
    )
    const dialog = await screen.findByRole('alertdialog', { name: 'Remove Plants' })
    expect(within(dialog).getByText(/with 1 secret from the vault/)).toBeTruthy()
    expect(within(dialog).getByRole('button', { name: 'Cancel' })).toBeTruthy()
    const confirm = within(dialog).getByRole('button', { name: 'Remove Plants' })
    confirm.focus()
    await user.keyboard('{Enter}')
    expect(argsOf(host, 'tenantRemove')).toBeUndefined()
    await user.click(confirm)
    await waitFor(() => expect(argsOf(host, 'tenantRemove')).toEqual({ tenant: 'plants' }))
  })

  it('begins with adding one, or the demo', async () => {
    const { user, host } = at('/tenants', {}, 'empty')
    expect(await screen.findByText('No tenants yet')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Open a demo tenant' }))
    await waitFor(() => expect(argsOf(host, 'demoAdd')).toEqual({}))
  })
})

describe('adding a tenant', () => {
  it('reads a pasted address and says what it left out', async () => {
    const { user } = at('/tenants/add')
    await user.click(await screen.findByRole('radio', { name: 'Rowan Remote Access' }))
    await enter(user, /^Paste any address/, 'assist.northmere.example/login')
    expect(await screen.findByText('https://assist.northmere.example')).toBeTruthy()
    expect(screen.getByText('/login').tagName).toBe('DEL')
  })

  it('lets the vendor find a further address once the tenant is known', async () => {
    const { user, host } = at('/tenants/add')
    await user.click(await screen.findByRole('radio', { name: 'Cedar Vault Cloud' }))
    await user.click(screen.getByRole('button', { name: /Way of signing in/ }))
    await user.click(await screen.findByRole('option', { name: /^Service user/ }))
    const find = screen.getByRole('button', { name: 'Find it' })
    await user.click(find)
    expect(argsOf(host, 'tenantFindAddress')).toBeUndefined()
    expect(screen.getByText('Enter the address of the tenant first.')).toBeTruthy()

    await enter(user, /^Paste any address/, 'elsewhere.example')
    await user.click(find)
    expect(await screen.findByText(/^The vendor knows none for this tenant/)).toBeTruthy()
    await enter(user, /^Paste any address/, '.northmere.example')
    await user.click(find)
    const field = await screen.findByRole('textbox', { name: 'Address of the identity service' })
    await waitFor(() =>
      expect(field).toHaveProperty('value', 'https://abc1234.id.northmere.example'),
    )
    expect(screen.getByText('The vendor says so. Check that it is yours.')).toBeTruthy()
  })

  it('does not call half an address a mistake before the field is left', async () => {
    const { user } = at('/tenants/add')
    await user.click(await screen.findByRole('radio', { name: 'Rowan Remote Access' }))
    await user.type(screen.getByRole('textbox', { name: /^Paste any address/ }), 'assist')
    expect(screen.queryByText('This is not an address.')).toBeNull()
    await user.tab()
    expect(await screen.findByText('This is not an address.')).toBeTruthy()
  })

  it('knows a secret only by its length and a handle', async () => {
    const { user, host } = at('/tenants/add')
    await fillIn(user)
    expect(argsOf(host, 'secretRequest')).toMatchObject({ request: { field: 'client_secret' } })
    expect(screen.queryByLabelText('OAuth Client Secret', { selector: 'input' })).toBeNull()
    await user.click(screen.getByRole('button', { name: 'Replace' }))
    await user.click(screen.getByRole('button', { name: 'Paste' }))
    expect(await screen.findByText('Held, 64 characters')).toBeTruthy()
    await waitFor(() => expect(argsOf(host, 'secretForget')).toEqual({ held: 'held-1' }))
  })

  it('ticks the steps of the test one by one', async () => {
    const { user } = at('/tenants/add')
    expect(
      (await screen.findByRole('button', { name: 'Run the test' })).getAttribute('aria-disabled'),
    ).toBe('true')
    await fillIn(user)
    await user.click(screen.getByRole('button', { name: 'Run the test' }))
    const steps = await screen.findByRole('list', { name: 'Steps of the test' })
    expect(await within(steps).findByText('Configuration API, 222 operations')).toBeTruthy()
    expect(await screen.findByText(/^Passed in/)).toBeTruthy()
    expect(screen.getByRole('progressbar', { name: 'Test' }).getAttribute('aria-valuenow')).toBe(
      '10',
    )
  })

  it('adds what passed its test, with the handle of the secret and no value', async () => {
    const { user, host, router } = at('/tenants/add')
    await fillIn(user)
    await passTest(user)
    await enter(user, 'Name', 'Vendor access')
    await user.click(screen.getByRole('button', { name: 'Add Vendor access' }))
    await waitFor(() => expect(router.state.location.pathname).toBe('/tenants'))
    expect(argsOf(host, 'tenantAdd')).toMatchObject({
      draft: {
        name: 'Vendor access',
        fields: [{ id: 'client_id', value: 'abc' }],
        secrets: [{ id: 'client_secret', held: 'held-1' }],
        environment: 'production',
      },
    })
    expect(argsOf(host, 'secretForget')).toBeUndefined()
  })

  it('offers to add without a passed test only as the second way', async () => {
    const { user, host } = at('/tenants/add')
    await fillIn(user)
    await enter(user, 'Name', 'Vendor access')
    expect(
      screen.getByRole('button', { name: 'Add Vendor access' }).getAttribute('aria-disabled'),
    ).toBe('true')
    await user.click(screen.getByRole('button', { name: 'Add without a passed test' }))
    await waitFor(() => expect(argsOf(host, 'tenantAdd')).toBeDefined())
  })

  it('wants a new test after a change that a test could tell something about', async () => {
    const { user } = at('/tenants/add')
    await fillIn(user)
    await passTest(user)
    await user.type(screen.getByRole('textbox', { name: 'OAuth Client ID' }), 'd')
    expect(await screen.findByText('Something was changed since this test.')).toBeTruthy()
  })

  it('explains the step that failed', async () => {
    const { user } = at('/tenants/add', {}, 'refused')
    await fillIn(user)
    await user.click(screen.getByRole('button', { name: 'Run the test' }))
    expect(await screen.findByText('Client authentication failed')).toBeTruthy()
    expect(
      screen.getByText('Make a new secret for the API account and enter it here.'),
    ).toBeTruthy()
    expect(screen.getByText('6 of 10 passed')).toBeTruthy()
  })

  it('stops the test when asked', async () => {
    const { user, host } = at('/tenants/add', {}, 'slow')
    await fillIn(user)
    await user.click(screen.getByRole('button', { name: 'Run the test' }))
    await user.click(await screen.findByRole('button', { name: 'Stop' }))
    expect(await screen.findByText('Stopped')).toBeTruthy()
    expect(argsOf(host, 'workCancel')).toBeDefined()
  })

  it('forgets held secrets when the form is left', async () => {
    const { user, host } = at('/tenants/add')
    await fillIn(user)
    await user.click(screen.getByRole('button', { name: 'Cancel' }))
    await waitFor(() => expect(argsOf(host, 'secretForget')).toEqual({ held: 'held-1' }))
  })

  it('marks the fields the core cannot use', async () => {
    const { user } = at('/tenants/add', {
      tenantAdd: () => {
        throw new Refusal({
          kind: 'invalid',
          problems: [{ field: 'name', place: null, problem: { kind: 'taken' } }],
        })
      },
    })
    await fillIn(user)
    await enter(user, 'Name', 'Vault EU')
    await user.click(screen.getByRole('button', { name: 'Add without a passed test' }))
    expect(await screen.findByText('Another tenant has this already.')).toBeTruthy()
  })
})

describe('editing a tenant', () => {
  it('starts with what is stored, and secrets that were not replaced stay', async () => {
    const { user, host } = at('/tenants/vault-eu')
    const name = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Name' })
    expect(name.value).toBe('Vault EU')
    expect(screen.getByText('In the vault')).toBeTruthy()
    await user.type(name, ' 2')
    await user.click(screen.getByRole('button', { name: 'Save' }))
    await waitFor(() =>
      expect(argsOf(host, 'tenantEdit')).toMatchObject({
        tenant: 'vault-eu',
        draft: { name: 'Vault EU 2', secrets: [] },
      }),
    )
  })

  it('says so when the tenant is gone', async () => {
    at('/tenants/nobody')
    expect(await screen.findByText('This is not there any more')).toBeTruthy()
  })
})

describe('the way to a tenant', () => {
  const change = async (user: User) =>
    user.click(await screen.findByRole('button', { name: 'Change…' }))

  it('is the usual one until somebody changes it', async () => {
    const { user, host } = at('/tenants/add')
    await fillIn(user)
    await passTest(user)
    expect(screen.queryByRole('radio', { name: 'A proxy' })).toBeNull()
    expect(argsOf(host, 'tenantTest')).toMatchObject({
      draft: { proxy: { kind: 'system', address: '', user: '' }, keepCertificate: false },
    })
  })

  it('leads through a proxy whose password is known only by its handle', async () => {
    const { user, host } = at('/tenants/add')
    await fillIn(user)
    await change(user)
    await user.click(screen.getByRole('radio', { name: 'A proxy' }))
    expect(screen.getByRole('button', { name: 'Run the test' }).getAttribute('aria-disabled')).toBe(
      'true',
    )
    await enter(user, 'Address of the proxy', 'http://proxy.example:8080')
    expect(screen.queryByRole('group', { name: 'Password at the proxy' })).toBeNull()
    await enter(user, 'User at the proxy', 'desk')
    const password = screen.getByRole('group', { name: 'Password at the proxy' })
    await user.click(within(password).getByRole('button', { name: 'Paste' }))
    await within(password).findByText('Held, 64 characters')
    expect(argsOf(host, 'secretPaste')).toMatchObject({ request: { field: 'proxy-password' } })
    await user.click(screen.getByRole('button', { name: 'Run the test' }))
    await waitFor(() => expect(argsOf(host, 'tenantTest')).toBeDefined())
    expect(argsOf(host, 'tenantTest')).toMatchObject({
      draft: {
        proxy: { kind: 'manual', address: 'http://proxy.example:8080', user: 'desk' },
        secrets: [
          { id: 'client_secret', held: 'held-1' },
          { id: 'proxy-password', held: 'held-2' },
        ],
      },
    })
  })

  it('shows a certificate that was chosen, and can do without it again', async () => {
    const { user, host } = at('/tenants/add')
    await fillIn(user)
    await change(user)
    await user.click(screen.getByRole('button', { name: 'Choose a file…' }))
    const certificate = screen.getByRole('group', { name: 'Client certificate' })
    expect(await within(certificate).findByText(/^CN=help-desk-api/)).toBeTruthy()
    expect(within(certificate).getByText(/^E4:02:/)).toBeTruthy()
    await passTest(user)
    expect(argsOf(host, 'tenantTest')).toMatchObject({
      draft: {
        secrets: [
          { id: 'client_secret', held: 'held-1' },
          { id: 'client-certificate', held: 'held-3' },
        ],
      },
    })
    await user.click(within(certificate).getByRole('button', { name: 'Remove' }))
    expect(within(certificate).queryByText(/^CN=help-desk-api/)).toBeNull()
    await waitFor(() => expect(argsOf(host, 'secretForget')).toEqual({ held: 'held-3' }))
  })

  it('says what is wrong with a file', async () => {
    const { user } = at('/tenants/add', {
      certificateChoose: () => {
        throw new Refusal({
          kind: 'invalid',
          problems: [{ field: 'certificate', place: null, problem: { kind: 'noKey' } }],
        })
      },
    })
    await fillIn(user)
    await change(user)
    await user.click(screen.getByRole('button', { name: 'Choose a file…' }))
    expect(await screen.findByText(/^This file has a certificate but no key\./)).toBeTruthy()
  })

  it('opens as it was stored, with authorities as certificates, and keeps them', async () => {
    const { user, host } = at('/tenants/remote')
    expect(await screen.findByDisplayValue('http://proxy.northmere.example:8080')).toBeTruthy()
    const anchors = screen.getByRole('group', { name: 'Certificates that count' })
    expect(within(anchors).getByText(/^3A:7D:/)).toBeTruthy()
    expect(screen.queryByRole('textbox', { name: 'Certificates, as PEM text' })).toBeNull()
    await user.type(screen.getByRole('textbox', { name: 'Name' }), ' 2')
    await user.click(screen.getByRole('button', { name: 'Save' }))
    await waitFor(() =>
      expect(argsOf(host, 'tenantEdit')).toMatchObject({
        draft: {
          keepCertificate: true,
          trust: { kind: 'onlyMine', pem: 'the authority of the drawings' },
          proxy: { kind: 'manual', user: 'help-desk' },
          secrets: [],
        },
      }),
    )
  })

  it('takes other authorities only when they are to be replaced', async () => {
    const { user } = at('/tenants/remote')
    await user.click(await screen.findByRole('button', { name: 'Replace them…' }))
    expect(screen.getByRole('textbox', { name: 'Certificates, as PEM text' })).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Keep the old ones' }))
    expect(screen.getByRole('group', { name: 'Certificates that count' })).toBeTruthy()
  })

  it('leads to any other API as well', async () => {
    at('/tenants/add')
    const any = await screen.findByRole('radio', { name: 'Other product Any API' })
    expect(screen.getAllByRole('radio').indexOf(any)).toBe(5)
  })
})
