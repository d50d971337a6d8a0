import t from 'tap'
import { representUser } from '../../../src/sandbox/organization/represent-user.ts'
import { id, rowOf } from './contoso.ts'

t.test('what was selected, the ETag and the key', async t => {
  t.same(representUser(rowOf(1), ['fullname', 'title']), {
    '@odata.etag': 'W/"1001"',
    fullname: 'First1 Last1',
    title: null,
    systemuserid: id(1)
  })
})

t.test('everything that can be read, and not the GUID', async t => {
  const user = representUser(rowOf(1))
  t.match(user, { domainname: 'CONTOSO\\user1', versionnumber: 1001, windowsliveid: null })
  t.notOk('activedirectoryguid' in user)
})
