import t from 'tap'
import { addAccount } from '../../../src/sandbox/ldap/add-account.ts'
import { createResolveName } from '../../../src/sandbox/ldap/create-resolve-name.ts'
import { deleteAccount } from '../../../src/sandbox/ldap/delete-account.ts'
import { firstText } from '../../../src/sandbox/ldap/entry.ts'
import { findAccount } from '../../../src/sandbox/ldap/find-account.ts'
import { guidBytes } from '../../../src/sandbox/ldap/guid.ts'
import { domains, forest, janesGuid, staff } from './forest.ts'

const jane = 'CONTOSO\\jane.doe'

t.test('a deleted account is found no more, except where deleted ones are', async t => {
  const tree = forest()
  t.match(deleteAccount(tree, jane), { kind: 'done', account: { objectGuid: janesGuid } })
  for (const name of [jane, 'jane.doe@contoso.test']) {
    t.equal(findAccount(tree, name), undefined)
    t.equal(await createResolveName(tree)(name), undefined)
  }
  t.equal(tree.findByGuid(guidBytes(janesGuid)), undefined)
  t.equal(tree.findByLogonName(domains[0], 'jane.doe'), undefined)
  t.notOk([...tree.entries()].some(entry => firstText(entry, 'sAMAccountName') === 'jane.doe'))
  t.match(deleteAccount(tree, jane), { kind: 'account-not-found' })
  t.ok(tree.deleted.findByGuid(guidBytes(janesGuid)))
})

t.test('its names are free, and whoever takes them is another', async t => {
  const tree = forest()
  deleteAccount(tree, jane)
  const { kind } = addAccount(tree, {
    logonName: jane,
    givenName: 'Jane',
    surname: 'Doe',
    parentDn: staff
  })
  t.equal(kind, 'done')
  t.not((await createResolveName(tree)(jane))?.objectGuid, janesGuid)
  deleteAccount(tree, jane)
  const dead = [...tree.deleted.entries()]
  t.equal(dead.filter(entry => firstText(entry, 'sAMAccountName') === 'jane.doe').length, 2)
})
