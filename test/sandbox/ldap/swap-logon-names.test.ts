import t from 'tap'
import { findAccount } from '../../../src/sandbox/ldap/find-account.ts'
import { swapLogonNames } from '../../../src/sandbox/ldap/swap-logon-names.ts'
import { viewAccount } from '../../../src/sandbox/ldap/view-account.ts'
import { forest, janesGuid, person, staff } from './forest.ts'

t.test('two accounts take each other’s names', async t => {
  const tree = forest()
  t.match(swapLogonNames(tree, 'CONTOSO\\jane.doe', 'CONTOSO\\bob'), {
    kind: 'done',
    account: {
      objectGuid: janesGuid,
      logonName: 'CONTOSO\\bob',
      userPrincipalName: 'bob@contoso.test'
    }
  })
  const other = findAccount(tree, 'jane.doe@contoso.test')
  t.match(other && viewAccount(tree, other), { distinguishedName: `CN=bob,${staff}` })
})

t.test('an account does not swap with itself', async t => {
  const bob = 'CONTOSO\\bob'
  t.match(swapLogonNames(forest(), bob, bob), { kind: 'refused', code: 53 })
  t.match(swapLogonNames(forest(), bob, 'CONTOSO\\x'), { kind: 'account-not-found' })
})

t.test('a principal name in the way leaves both as they were', async t => {
  // After the swap, bob would be called jane.doe@fabrikam.test: that is taken.
  const tree = forest({
    entries: [
      person('ann', { userPrincipalName: 'ann@fabrikam.test' }),
      person('eve', { userPrincipalName: 'jane.doe@fabrikam.test' })
    ]
  })
  const outcome = swapLogonNames(tree, 'CONTOSO\\jane.doe', 'CONTOSO\\ann')
  t.match(outcome, { kind: 'refused', code: 19 })
  const jane = findAccount(tree, 'CONTOSO\\jane.doe')
  t.match(jane && viewAccount(tree, jane), { objectGuid: janesGuid })
  t.ok(findAccount(tree, 'ann@fabrikam.test'))
})
