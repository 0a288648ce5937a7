import { describe, expect, it } from 'vitest'

import { addressParts } from './address'

describe('the address of a screen', () => {
  it('is taken apart at its marks', () => {
    expect(addressParts('/explorer?tenant=fir&operation=GET%20%2Fuser#body')).toEqual({
      href: '/explorer?tenant=fir&operation=GET%20%2Fuser#body',
      pathname: '/explorer',
      search: '?tenant=fir&operation=GET%20%2Fuser',
      hash: '#body',
    })
  })

  it('is the dashboard when there is none', () => {
    expect(addressParts('')).toEqual({ href: '/', pathname: '/', search: '', hash: '' })
  })
})
