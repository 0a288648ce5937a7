import { describe, expect, it } from 'vitest'

import { waitingView } from '#ipc/testing/fixture-waiting'

import { takenOf } from './waiting'

const { lines } = waitingView('')
const withTask = lines.filter(({ task }) => task !== null)

describe('lines that are taken along', () => {
  it('carry what their task is begun with, in columns named like its fields', () => {
    expect(takenOf(withTask, 'Waiting')).toEqual({
      name: 'Waiting',
      tenant: 'remote',
      task: 'decide-request',
      head: ['What', 'More', 'request'],
      rows: [
        ['Kestrel Pumps, PUMP-PLC-11, 4 h', 'Jump policy Plant vendors, INC0048166', '31'],
        ['Jonas Lind, SCADA-HMI-02, 2 h', 'Jump policy Plant vendors, CHG0009114', '9'],
      ],
    })
  })

  it('name no tenant and no task when there are several', () => {
    const taken = takenOf(lines.slice(0, 2), 'Waiting')
    expect([taken.tenant, taken.task]).toEqual([null, null])
    expect(taken.rows[0]?.at(-1)).toBe('')
  })
})
