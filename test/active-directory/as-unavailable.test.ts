import t from 'tap'
import { asUnavailable } from '../../src/active-directory/as-unavailable.ts'
import { RelinkError } from '../../src/errors.ts'

const server = { url: 'ldaps://dc1:636', host: 'dc1', name: 'dc1:636', security: 'ldaps' } as const
const cause = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })

const error = asUnavailable(cause, server)
t.equal(error.code, 'directory-unavailable')
t.strictSame(error.details, {
  detail: 'dc1:636: nothing listens there. Check host and port of DIRECTORY_URL.',
  retryable: true,
  cause
})

const known = new RelinkError('directory-unavailable', { detail: 'known' })
t.equal(asUnavailable(known, server), known, 'what is explained already stays as it is')
