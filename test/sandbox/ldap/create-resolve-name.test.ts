import t from 'tap'
import { createResolveName } from '../../../src/sandbox/ldap/create-resolve-name.ts'
import { renameAccount } from '../../../src/sandbox/ldap/rename-account.ts'
import { forest, janesGuid } from './forest.ts'

t.test('every spelling leads to the account', async t => {
  const resolveName = createResolveName(forest())
  for (const name of [
    'CONTOSO\\jane.doe',
    'contoso\\JANE.DOE',
    'contoso.test\\jane.doe',
    'Jane.Doe@contoso.test'
  ]) {
    t.same(
      await resolveName(name),
      { objectGuid: janesGuid, logonName: 'CONTOSO\\jane.doe', isEnabled: true },
      name
    )
  }
  t.match(await resolveName('CONTOSO\\bob'), { isEnabled: false })
})

t.test('what is no user is not found', async t => {
  const resolveName = createResolveName(forest())
  for (const name of ['', 'jane.doe', 'EMEA\\jane.doe', 'CONTOSO\\inner', 'CONTOSO\\', 'x@y']) {
    t.equal(await resolveName(name), undefined, name)
  }
})

t.test('a new name is unknown until it has settled', async t => {
  let now = Date.UTC(2026, 0, 1)
  const tree = forest({ now: () => new Date(now) })
  const resolveName = createResolveName(tree, { settleMs: 5_000 })
  t.ok(await resolveName('CONTOSO\\jane.doe'), 'an old name is settled')
  renameAccount(tree, 'CONTOSO\\jane.doe', { newName: 'jane.miller' })
  t.equal(await resolveName('CONTOSO\\jane.miller'), undefined)
  t.equal(await resolveName('CONTOSO\\jane.doe'), undefined, 'the old name is gone at once')
  now += 4_999
  t.equal(await resolveName('CONTOSO\\jane.miller'), undefined)
  now += 1
  t.match(await resolveName('CONTOSO\\jane.miller'), { objectGuid: janesGuid })
})
