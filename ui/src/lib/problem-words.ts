import type { ProblemKind } from '#ipc/bindings'

/** What is wrong with one entry, as a sentence that stands below its field. */
export function problemWords(problem: ProblemKind): string {
  switch (problem.kind) {
    case 'missing':
      return 'This is needed.'
    case 'wrongType':
      return `This has to be ${problem.wanted}.`
    case 'notOneOf':
      return `This has to be one of ${problem.allowed.join(', ')}.`
    case 'reserved':
      return 'Keydesk sets this itself.'
    case 'characters':
      return 'This has a character that may not stand here.'
    case 'escapes':
      return 'This would change the shape of the address.'
    case 'separators':
      return 'This has a slash, backslash or NUL. Send it anyway if that is meant.'
    case 'againstSchema':
      return problem.expected === ''
        ? `This is not as the document says: ${problem.rule}.`
        : `The document asks for ${problem.rule} ${problem.expected}.`
    case 'notAnAddress':
      return 'This is not an address.'
    case 'notHttps':
      return 'Only https addresses are used.'
    case 'credentialsInside':
      return 'Leave the user name and password out of the address.'
    case 'notACertificate':
      return 'This holds no certificate that can be read.'
    case 'noKey':
      return 'This file has a certificate but no key. Choose the one that has both.'
    case 'otherKey':
      return 'The certificate and the key in this file do not belong together.'
    case 'otherScheme':
      return 'This kind of address is not spoken here. Use http:// or socks5:// for a proxy, http:// or https:// for a script.'
    case 'tooShort':
      return `This needs at least ${problem.least} characters.`
    case 'notJson':
      return `This is not JSON from line ${problem.line} on.`
    case 'notAPattern':
      return 'This is not a pattern that can be used.'
    case 'notATicket':
      return `This is not how tickets look here: ${problem.wanted}.`
    case 'fixedByPolicy':
      return `Your company decides this, in ${problem.file}.`
    case 'notTyped':
      return 'This is not what was asked for.'
    case 'taken':
      return 'Another tenant has this already.'
    default: {
      const never: never = problem
      return never
    }
  }
}
