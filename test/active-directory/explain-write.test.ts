import { BusyError, InsufficientAccessError, UnwillingToPerformError } from 'ldapts'
import t from 'tap'
import type { Server } from '../../src/active-directory/check-settings.ts'
import { explainWrite } from '../../src/active-directory/explain-write.ts'

const server: Server = { url: 'ldaps://dc1', host: 'dc1', name: 'dc1:636', security: 'ldaps' }

t.match(explainWrite(new InsufficientAccessError('secret text'), server), {
  code: 'directory-unavailable',
  details: {
    detail: /^dc1:636: the account of DIRECTORY_BIND_DN .*docs\/active-directory\.md/,
    retryable: false
  }
})
t.match(explainWrite(new UnwillingToPerformError('x'), server), {
  details: { detail: /writable domain controller/ }
})

for (const other of [new BusyError('x'), new Error('reset')]) {
  t.equal(explainWrite(other, server), other, 'whether it passes is for others to say')
}
