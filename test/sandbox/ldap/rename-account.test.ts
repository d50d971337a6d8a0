import t from 'tap'
import { firstText } from '../../../src/sandbox/ldap/entry.ts'
import { findAccount } from '../../../src/sandbox/ldap/find-account.ts'
import { renameAccount } from '../../../src/sandbox/ldap/rename-account.ts'
import { forest, janesGuid } from './forest.ts'

t.test('a renamed account stays itself and goes on receiving mail', async t => {
  const tree = forest()
  const outcome = renameAccount(tree, 'CONTOSO\\jane.doe', {
    newName: 'jane.miller',
    surname: 'Miller'
  })
  t.match(outcome, {
    kind: 'done',
    account: {
      objectGuid: janesGuid,
      logonName: 'CONTOSO\\jane.miller',
      userPrincipalName: 'jane.miller@contoso.test'
    }
  })
  const entry = findAccount(tree, 'CONTOSO\\jane.miller')
  t.equal(entry && firstText(entry, 'mail'), 'jane.miller@contoso.test')
  t.same(entry?.attributes.get('proxyaddresses'), [
    'SMTP:jane.miller@contoso.test',
    'smtp:jane.doe@contoso.test'
  ])
  t.equal(findAccount(tree, 'CONTOSO\\jane.doe'), undefined)
})

t.test('a name that is taken is refused and nothing changes', async t => {
  const tree = forest()
  t.match(renameAccount(tree, 'CONTOSO\\jane.doe', { newName: 'BOB' }), {
    kind: 'refused',
    code: 68
  })
  t.ok(findAccount(tree, 'CONTOSO\\jane.doe'))
  t.match(renameAccount(tree, 'CONTOSO\\nobody', { newName: 'x' }), { kind: 'account-not-found' })
})
