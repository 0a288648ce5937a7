import type { ChangeView, ChangeWeight } from '../bindings'
import { line } from './fixture-book'

const change = (
  weight: ChangeWeight,
  operation: ChangeView['operation'],
  reason: string,
  subject: string,
  rest: Partial<ChangeView> = {},
): ChangeView => ({
  operation,
  pointer: '/paths/~1user',
  change: 'changed',
  weight,
  reason,
  subject,
  before: null,
  after: null,
  ...rest,
})

const list = line('GET', '/user', 'Get all Users')
const patch = line('PATCH', '/user/{id}', 'Update properties on a User', 'changes')
const gone = line('GET', '/user/{id}/photo', 'Get the photo of a User')
const fresh = line('POST', '/vault/account/{id}/check-out', 'Check out a secret', 'discloses')

/** What changed since the document was seen before: breaking first, as the core orders it. */
export const documentChanges: readonly ChangeView[] = [
  change('breaking', gone, 'operationRemoved', '', { change: 'removed' }),
  change('breaking', patch, 'requiredFieldAdded', 'preferred_email_language', { change: 'added' }),
  change('additive', fresh, 'operationAdded', '', { change: 'added' }),
  change('additive', list, 'parameterAdded', 'per_page', { change: 'added' }),
  change('additive', list, 'enumValueAdded', 'sort', { before: 'username', after: 'username, id' }),
  change('additive', patch, 'boundLoosened', 'username', { before: '1–32', after: '1–64' }),
  change('additive', patch, 'somethingNobodyNamedYet', 'enabled'),
  ...Array.from({ length: 9 }, (_, index) =>
    change('wording', index < 4 ? list : patch, 'descriptionChanged', '', {
      before: `What it said before, ${index + 1}`,
      after: `What it says now, in better words, ${index + 1}`,
    }),
  ),
]

export const documentChangeCounts = { breaking: 2, additive: 5, wording: 9 }
