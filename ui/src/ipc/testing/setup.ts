import { cleanup, configure } from '@testing-library/react'
import { afterEach } from 'vitest'

afterEach(cleanup)

// A machine that builds beside the tests is slow to draw, not wrong.
configure({ asyncUtilTimeout: 5000 })
