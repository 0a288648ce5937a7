import type {
  AppError,
  CertificateCause,
  IdentityCause,
  NetworkCause,
  ProxyCause,
  ScriptCause,
} from '#ipc/bindings'

import { type CauseWords, type FailureWords, known } from './failure-parts'
import { calendarDay, duration } from './format'
import { viaWords } from './via-words'

/** At which step a connection ended, and what to try. */
export const networkWords: Readonly<Record<NetworkCause, CauseWords>> = {
  name: {
    cause: 'The name of the host could not be found.',
    steps: [
      'Check the spelling of the address.',
      'Check that this computer is on the right network or VPN.',
    ],
    who: 'you',
  },
  nameTimeout: {
    cause: 'The name of the host could not be looked up in time.',
    steps: ['Check the network or VPN of this computer.', 'Try again in a minute.'],
    who: 'network',
  },
  refused: {
    cause: 'Nothing listens at this address and port.',
    steps: ['Check the port in the address.', 'The service may be stopped; try again in a minute.'],
    who: 'administrator',
  },
  connectTimeout: {
    cause: 'No connection came about in time.',
    steps: [
      'Check that this computer is on the right network or VPN.',
      'A firewall may drop the connection; ask for the way to this host to be opened.',
    ],
    who: 'network',
  },
  handshakeTimeout: {
    cause: 'A connection came about, but the encryption was not agreed on in time.',
    steps: [
      'Try again in a minute.',
      'If it stays, a firewall or a proxy may hold the connection back.',
    ],
    who: 'network',
  },
  tooOld: {
    cause: 'The server speaks only versions of TLS that are not safe any more.',
    steps: ['Ask for TLS 1.2 or 1.3 to be switched on at the server.'],
    who: 'administrator',
  },
  timeout: {
    cause: 'No answer came in time.',
    steps: [
      'Check the network or VPN; a firewall may drop the connection.',
      'Try again in a minute.',
    ],
    who: 'network',
  },
  reset: {
    cause: 'The connection was cut before an answer came.',
    steps: ['Try again. If it stays, a firewall or proxy may cut it.'],
    who: 'network',
  },
  tls: {
    cause: 'The encrypted connection could not be made, for another reason than trust.',
    steps: ['The server or a proxy may speak an old version of TLS.'],
    who: 'administrator',
  },
  protocol: {
    cause: 'Something answered, but not in HTTP.',
    steps: ['Check the port in the address.'],
    who: 'you',
  },
  stopped: {
    cause: 'You stopped it before an answer came.',
    steps: ['Look whether it happened before you send it again.'],
    who: 'you',
  },
}

/** A change that left and was not answered: nobody here knows whether it happened. */
const mayHaveHappened: FailureWords['steps'] = [
  'It may have happened all the same. Look whether it did before you send it again.',
]

/** No answer came from a host. */
export function unreachableWords(
  error: Extract<AppError, { kind: 'unreachable' }>,
  who: string,
): FailureWords {
  const words = networkWords[error.cause]
  return {
    ...words,
    tone: 'bad',
    sign: 'unreachable',
    title: error.mayHaveArrived
      ? `${who} did not say whether it did this`
      : `${who} is not reachable`,
    cause: error.mayHaveArrived
      ? `${words.cause} The request had left by then, so it may have arrived.`
      : words.cause,
    steps: error.mayHaveArrived ? mayHaveHappened : words.steps,
    facts: known(['Host', error.host]),
  }
}

/** A tenant that failed several times in a row and is left alone for a while. */
export function restingWords(
  error: Extract<AppError, { kind: 'resting' }>,
  who: string,
): FailureWords {
  const last = error.cause === null ? null : networkWords[error.cause].cause
  return {
    tone: 'warn',
    sign: 'wait',
    title: `${who} is left alone for ${duration(error.retryAfterMs)}`,
    cause: `It failed several times in a row, so Keydesk gives it a rest. ${last ?? 'Its last answers were failures.'}`,
    steps: ['Wait, then try again.', 'Check the connection to see what is wrong.'],
    who: 'administrator',
    facts: known(['Host', error.host], ['Last status', error.status]),
  }
}

const scriptWords: Readonly<Record<ScriptCause, string>> = {
  unreachable: 'The script that names the proxy could not be fetched.',
  tooLarge: 'The script that names the proxy is larger than a script may be.',
  tooSlow: 'The script that names the proxy took longer than three seconds.',
  broken: 'What should be a script that names the proxy is none, or it failed while it ran.',
  noWay: 'The script that names the proxy named no way to this host.',
}

const schemes = (offered: readonly string[]): string =>
  offered.length > 0 ? ` It offers ${offered.join(', ')}.` : ''

/** Schemes that take who is signed in to Windows (RFC 4559). */
const ofWindows = (scheme: string): boolean =>
  ['negotiate', 'ntlm', 'kerberos'].includes(scheme.toLowerCase())

function proxyCauseWords(cause: ProxyCause): CauseWords {
  switch (cause.kind) {
    case 'unreachable':
      return {
        cause: 'The proxy did not answer.',
        steps: [
          'Check the proxy’s address under “Network” in the tenant’s form.',
          'Outside the company’s network a proxy is often not there: check the VPN.',
        ],
        who: 'you',
      }
    case 'signInRequired':
      return {
        cause: `The proxy asks to sign in, and no user or password is stored for it.${schemes(cause.schemes)}`,
        steps: ['Enter the proxy’s user and password under “Network” in the tenant’s form.'],
        who: 'you',
      }
    case 'signInRefused':
      return {
        cause: `The proxy refused the user or the password.${schemes(cause.schemes)}`,
        steps: [
          'Compare the proxy’s user with the one you were given.',
          'Enter its password again under “Network”.',
        ],
        who: 'you',
      }
    case 'schemeNotSpoken':
      return cause.schemes.length > 0 && cause.schemes.every(ofWindows)
        ? {
            cause: `Your proxy wants the Windows sign-in (${cause.schemes.join(', ')}), and Keydesk cannot do that.`,
            steps: [
              'Ask for a way to this host without signing in at the proxy, or for Basic there.',
              'A helper on this computer that signs in to the proxy works as well: enter its address under “Network”.',
            ],
            who: 'network',
          }
        : {
            cause: `The proxy wants a way of signing in that Keydesk does not speak.${schemes(cause.schemes)}`,
            steps: ['Ask for Basic at the proxy, or for a way to this host without signing in.'],
            who: 'network',
          }
    case 'refused':
      return {
        cause: `The proxy lets no call through to this host (${cause.status}).`,
        steps: ['Ask for this host and port to be allowed at the proxy.'],
        who: 'network',
      }
    case 'brokeOff':
      return {
        cause: 'The proxy closed the connection.',
        steps: ['Try again.', 'If it stays, ask why the proxy closes it.'],
        who: 'network',
      }
    case 'otherKind':
      return {
        cause: 'What answers there is no proxy, or one of a kind that Keydesk does not speak.',
        steps: ['Check the proxy’s address and port under “Network” in the tenant’s form.'],
        who: 'you',
      }
    case 'numericHost':
      return {
        cause:
          'An IPv6 address in numbers cannot be reached through a proxy. The proxy was not asked.',
        steps: [
          'Enter the host by its name instead of its address.',
          'Or go there without a proxy: “None” under “Network” in the tenant’s form.',
        ],
        who: 'you',
      }
    case 'script':
      return {
        cause: scriptWords[cause.why],
        steps: [
          'Check the script’s address in a browser.',
          'Until it works, enter the proxy itself under “Network”.',
        ],
        who: 'network',
      }
    default: {
      const never: never = cause
      return never
    }
  }
}

/** A proxy that let no call through. */
export const proxyFailureWords = (
  error: Extract<AppError, { kind: 'proxy' }>,
  who: string,
): FailureWords => ({
  ...proxyCauseWords(error.cause),
  tone: 'bad',
  sign: 'proxy',
  title: `${who} was not reached: the proxy is in the way`,
  facts: known(['Way', viaWords(error.via)]),
})

const identityCauses: Readonly<Record<IdentityCause, CauseWords & { title: string }>> = {
  required: {
    title: 'wants a client certificate',
    cause: 'The server lets in only those who show a certificate, and this tenant has none.',
    steps: [
      'Ask for a client certificate with its key (a .p12, .pfx or .pem file).',
      'Choose the file under “Network” in the tenant’s form.',
    ],
    who: 'administrator',
  },
  refused: {
    title: 'does not take the client certificate',
    cause: 'It may be over, revoked, or from an authority this server does not know.',
    steps: [
      'Look at its dates and its issuer under “Network” in the tenant’s form.',
      'Ask for a new one, and choose its file there.',
    ],
    who: 'administrator',
  },
}

/** A client certificate that is missing or not taken. */
export function identityWords(
  error: Extract<AppError, { kind: 'clientCertificate' }>,
  who: string,
): FailureWords {
  const { title, ...words } = identityCauses[error.cause]
  return {
    ...words,
    tone: 'bad',
    sign: 'certificate',
    title: `${who} ${title}`,
    facts: known(['Host', error.host]),
  }
}

/** What is wrong with a certificate, and who can help. */
const certificateWords: Readonly<Record<CertificateCause, CauseWords>> = {
  unknownIssuer: {
    cause:
      'It was signed by nobody this tenant trusts. An appliance or a company proxy often uses an authority of its own. Nothing was sent.',
    steps: [
      'Ask the people who run it for the certificate of their authority.',
      'Add it to the tenant under “Who may have signed its certificate”.',
    ],
    who: 'administrator',
  },
  wrongName: {
    cause: 'It is for other names than the one in the address. Nothing was sent.',
    steps: ['Use one of the names it is for, if that is the right server.'],
    who: 'you',
  },
  expired: {
    cause: 'Its time is over. Nothing was sent.',
    steps: ['Tell the people who run the server; they have to renew it.'],
    who: 'administrator',
  },
  notYetValid: {
    cause: 'Its time has not come. Nothing was sent.',
    steps: ['Check the date and time of this computer.'],
    who: 'you',
  },
  other: {
    cause: 'It could not be checked. Nothing was sent.',
    steps: ['Show the facts below to the people who run the server.'],
    who: 'administrator',
  },
}

const anotherCertificate: CauseWords = {
  cause:
    'Only the certificates that were given for this tenant count, and none of them signed the one shown. It may have been renewed, or something on the way shows its own. Nothing was sent.',
  steps: [
    'Ask the people who run it for the new fingerprint, by another way than this connection.',
    'If it is the one shown, replace the certificate in the tenant’s form. If not, do not.',
  ],
  who: 'administrator',
}

/** A certificate that is not trusted; where only some count, both sides are shown. */
export function untrustedWords(error: Extract<AppError, { kind: 'untrusted' }>): FailureWords {
  const expected = error.expected ?? []
  const another = expected.length > 0 && error.cause === 'unknownIssuer'
  return {
    ...(another ? anotherCertificate : certificateWords[error.cause]),
    tone: 'bad',
    sign: 'certificate',
    title: another
      ? `${error.host} shows another certificate than before`
      : `The certificate of ${error.host} is not trusted`,
    facts: [
      ...known(
        ['Signed by', error.issuer],
        ['For', error.names.join(', ')],
        ['Good until', error.until === null ? null : calendarDay(error.until)],
      ),
      // Side by side, so that two fingerprints can be compared digit by digit.
      ...expected.map((fingerprint) => ['Expected', fingerprint] as const),
      ...known([expected.length > 0 ? 'Shown now' : 'SHA-256', error.fingerprint]),
    ],
  }
}
