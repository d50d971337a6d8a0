import t from 'tap'
import { addAccount } from '../../../src/sandbox/ldap/add-account.ts'
import { isEnabled } from '../../../src/sandbox/ldap/entry.ts'
import { findAccount } from '../../../src/sandbox/ldap/find-account.ts'
import { forest, root } from './forest.ts'

const newcomer = { logonName: 'contoso\\new.comer', givenName: 'New', surname: 'Comer, Jr.' }

t.test('a newcomer can log on at once', async t => {
  const tree = forest()
  t.match(addAccount(tree, newcomer), {
    kind: 'done',
    account: {
      logonName: 'CONTOSO\\new.comer',
      distinguishedName: `CN=New Comer\\, Jr.,CN=Users,${root}`
    }
  })
  const entry = findAccount(tree, 'new.comer@contoso.test')
  t.ok(entry && isEnabled(entry))
})

t.test('refuses what a controller refuses', async t => {
  const tree = forest()
  const added = (logonName: string) => addAccount(tree, { ...newcomer, logonName })
  t.match(added('CONTOSO\\bob'), { kind: 'refused', code: 68 })
  t.match(added('CONTOSO\\a-name-of-21-letters-'), { kind: 'refused', code: 80 })
  t.match(added('CONTOSO\\a@b:c'), { kind: 'refused', code: 80 })
  t.match(added('NOWHERE\\bob'), { kind: 'refused', code: 32 })
})
