import type { WaitingLine, WaitingView } from '../bindings'
import { ago, ahead } from './time'

const line = (
  tenant: string,
  what: WaitingLine['what'],
  label: string,
  title: string,
  rest: Partial<WaitingLine> = {},
): WaitingLine => ({
  tenant,
  what,
  label,
  title,
  note: null,
  since: null,
  due: null,
  urgency: what === 'decision' || what === 'component' ? 'now' : 'soon',
  operation: 'GET /things',
  task: null,
  asOf: null,
  ...rest,
})

const requests: readonly [tenant: string, title: string, note: string, minutes: number][] = [
  ['workstations', 'Lena Fischer, AcmeCAD-Setup.exe', 'LT-1187: “Project handover today”', 44],
  ['remote', 'Kestrel Pumps, PUMP-PLC-11, 4 h', 'Jump policy Plant vendors, INC0048166', 31],
  ['plants', 'Tomas Berg, Plant operators, 8 h', 'Role request', 26],
  ['vault-eu', 'Ahmed Rashid, svc-backup on fs-02', 'P-WIN-SVC, INC0048181, level 1 of 2', 21],
  ['workstations', 'Priya Nair, HPDriverSetup.exe', 'LT-2231: “New printer on floor 3”', 12],
  ['remote', 'Jonas Lind, SCADA-HMI-02, 2 h', 'Jump policy Plant vendors, CHG0009114', 9],
  ['vault-eu', 'Marta Okafor, root on lnx-db-07', 'P-LNX-ROOT, INC0048190, level 2 of 2', 4],
]

/** What waits at the tenants of the drawings; `many` more computers in the scene of that name. */
export function waitingView(scene: string): WaitingView {
  if (scene === 'empty') return { lines: [], missing: [], notLoaded: [] }
  const many = Array.from({ length: scene === 'large' ? 10_000 : 3 }, (_, index) =>
    line('endpoints', 'agent', 'Silent computers', `LT-${String(977 + index)}`, {
      note: 'Field laptops',
      since: ago(600_000 + index * 3600),
      urgency: 'later',
    }),
  )
  return {
    lines: [
      ...requests.map(([tenant, title, note, minutes]) =>
        line(tenant, 'decision', 'Access requests', title, {
          note,
          since: ago(minutes * 60),
          asOf: tenant === 'plants' ? ago(671) : null,
          task:
            tenant === 'remote'
              ? { task: 'decide-request', inputs: [{ field: 'request', value: String(minutes) }] }
              : null,
        }),
      ),
      line('remote', 'component', 'Jumpoints down', 'Oslo-2', { since: ago(6400) }),
      line('remote', 'lockedOut', 'Users failing sign-in', 'Jonas Lind', {
        note: '5 failed sign-ins',
        since: ago(400),
      }),
      line('vault-eu', 'lockedOut', 'People locked out', 'Ida Solberg', { since: ago(5200) }),
      line('vault-eu', 'rotation', 'Accounts failing', 'P-WIN-ADM_41', {
        note: 'Change failed 3 times',
        since: ago(90_000),
      }),
      line('workstations', 'expiry', 'Licences', 'Workstation policies', {
        note: '1,240 of 1,300 used',
        due: ahead(6 * 86_400 + 60),
      }),
      ...many,
    ],
    missing: [
      {
        tenant: 'endpoints',
        what: 'decision',
        label: 'Admin requests',
        why: { kind: 'notAllowed', needs: ['JIT: Full Access'] },
      },
    ],
    notLoaded: ['vault-test'],
  }
}
