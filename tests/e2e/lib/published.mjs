// Documents that vendors publish. They are not ours to carry, so they are used
// only where someone has put them beside the repository.

import path from 'node:path'

const folder = path.resolve(import.meta.dirname, '..', '..', '..', '..', 'shared', 'specs')

/** Each with the number of operations it has. */
export const PUBLISHED = [
  {
    file: path.join(folder, 'beyondtrust-pra', 'bt-pra-configuration.openapi.yaml'),
    operations: 222,
  },
  { file: path.join(folder, 'cyberark', 'pvwa-rest-api-v1.openapi.yaml'), operations: 151 },
]
