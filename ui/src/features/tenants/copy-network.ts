import type { ProxyKind } from '#ipc/bindings'

/** What the form says about the way to a tenant and about certificates. */
export const networkCopy = {
  title: 'Network',
  change: 'Change…',
  fixed: (proxy: string, file: string) =>
    `Your company sends every call through ${proxy}, in ${file}.`,
  usual: 'The way the system says, without a client certificate.',
  way: 'Way to the tenant',
  ways: {
    system: 'As the system says',
    none: 'Straight',
    manual: 'A proxy',
    script: 'A script',
  } satisfies Record<ProxyKind, string>,
  wayHints: {
    system: 'The proxy of this computer, if it has one. Right almost everywhere.',
    none: 'No proxy, whatever the system says.',
    manual: 'Always through this proxy.',
    script: 'A script (PAC) names the proxy for each address.',
  } satisfies Record<ProxyKind, string>,
  proxyAddress: 'Address of the proxy',
  proxyHint: 'For example http://proxy.example:8080 or socks5://proxy.example.',
  scriptAddress: 'Address of the script',
  scriptHint: 'For example http://wpad.example/proxy.pac.',
  user: 'User at the proxy',
  userHint: 'Leave it empty where the proxy asks for none.',
  password: 'Password at the proxy',
  certificate: 'Client certificate',
  certificateHint:
    'Only where the server asks for one. A file with the certificate and its key: .p12, .pfx or .pem.',
  choose: 'Choose a file…',
  chooseOther: 'Choose another file…',
  choosing: 'Choose the file in the other window',
  remove: 'Remove',
  subject: 'Subject',
  issuer: 'Signed by',
  names: 'For',
  good: 'Good',
  goodFor: (since: string | null, until: string | null): string =>
    [since === null ? '' : `from ${since}`, until === null ? 'with no end given' : `until ${until}`]
      .filter(Boolean)
      .join(' '),
  fingerprint: 'SHA-256',
  anchors: 'Certificates that count',
  replaceAnchors: 'Replace them…',
  keepAnchors: 'Keep the old ones',
} as const
