import type { CertificateView } from '../bindings'

/** The certificate a server of the drawings shows. */
export const serverCertificate: CertificateView = {
  subject: 'CN=assist.northmere.example',
  issuer: 'CN=Northmere Issuing CA 2, O=Northmere',
  names: ['assist.northmere.example', 'support.northmere.example'],
  since: '2026-03-14T00:00:00Z',
  until: '2027-03-14T00:00:00Z',
  fingerprint:
    '9C:1F:44:0B:7E:52:D8:A3:16:6D:F0:2B:95:C7:38:E1:4A:80:BD:57:21:9E:63:FA:0C:D4:78:B5:3E:92:A7:16',
}

/** The authority that a person trusts for one tenant. */
export const anchorCertificate: CertificateView = {
  subject: 'CN=Northmere Root CA, O=Northmere',
  issuer: 'CN=Northmere Root CA, O=Northmere',
  names: [],
  since: '2020-01-01T00:00:00Z',
  until: '2040-01-01T00:00:00Z',
  fingerprint:
    '3A:7D:11:C2:5F:90:E8:46:BB:02:D1:69:F4:7A:23:8E:C5:10:9B:6C:E7:34:58:AF:81:0D:F2:B6:49:95:1E:CA',
}

/** The certificate a tenant's calls show. */
export const clientCertificate: CertificateView = {
  subject: 'CN=help-desk-api, OU=Service accounts, O=Northmere',
  issuer: 'CN=Northmere Client CA, O=Northmere',
  names: [],
  since: '2026-06-01T00:00:00Z',
  until: '2027-06-01T00:00:00Z',
  fingerprint:
    'E4:02:8B:6F:19:D7:A0:5C:73:3E:B8:91:C6:2D:F5:08:64:EA:17:9C:D3:4B:80:72:0F:A9:56:BE:38:C1:65:DD',
}
