import t from 'tap'
import { HeldByNobody } from '../../src/active-directory/held-by-nobody.ts'
import { RelinkError } from '../../src/errors.ts'

t.test('names the places, and is not worth another attempt', async t => {
  const error = new HeldByNobody(['DC=eu,DC=test', 'DC=emea,DC=test'])
  t.ok(error instanceof RelinkError)
  t.equal(error.code, 'directory-unavailable')
  t.match(
    error.details.detail,
    /No server of DIRECTORY_URL holds DC=eu,DC=test or DC=emea,DC=test:/
  )
  t.not(error.details.retryable, true)
})
