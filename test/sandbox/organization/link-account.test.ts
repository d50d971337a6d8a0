import t from 'tap'
import {
  isChanged,
  linkAccount,
  type LinkRules
} from '../../../src/sandbox/organization/link-account.ts'
import { openUserTable } from '../../../src/sandbox/organization/user-table.ts'
import type { UserRow } from '../../../src/sandbox/user-row.ts'
import { guid, resolverOf, rowOf } from './contoso.ts'

const resolveName = resolverOf(
  { 'contoso\\renamed1': 1, 'contoso\\user3': 3, 'contoso\\free': 50, 'contoso\\off': 51 },
  ['contoso\\off']
)
const rewritesNames = () => ({ lastname: 'From AD' })
const lost = () => Promise.reject(new Error('no domain controller'))

/** What writing the name to user 1 would change, or the name of the refusal. */
async function link(domainname: string | null | undefined, rules: Partial<LinkRules> = {}) {
  const table = openUserTable([rowOf(1), rowOf(2), rowOf(3, { isdisabled: true })])
  const [row] = table.rows as [UserRow]
  const linked = await linkAccount(table, { resolveName, ...rules }, row, domainname)
  return 'code' in linked ? linked.name : linked
}

t.test('nothing is looked up for a name that stays', async t => {
  for (const name of ['CONTOSO\\user1', 'contoso\\USER1', null, undefined]) {
    t.same(await link(name, { resolveName: lost }), {}, String(name))
  }
})

t.test('a new name brings the GUID of its account', async t => {
  t.same(await link('CONTOSO\\free'), { activedirectoryguid: guid(50) })
  t.same(await link('CONTOSO\\free', { rewritesNames }), {
    activedirectoryguid: guid(50),
    lastname: 'From AD'
  })
})

t.test('a new name that cannot be linked', async t => {
  t.equal(await link('CONTOSO\\nobody'), 'ObjectNotFoundInAD')
  const bare = { unknownName: 'LookupAccountNameFailed' } as const
  t.equal(await link('CONTOSO\\nobody', bare), 'LookupAccountNameFailed')
  t.equal(await link('CONTOSO\\free', { resolveName: lost }), 'GenericActiveDirectoryError')
  t.equal(await link('CONTOSO\\renamed1'), 'UserAlreadyExists', 'held by itself')
  t.equal(await link('CONTOSO\\user3'), 'UserAlreadyExists', 'held by a disabled user')
})

t.test('a disabled account is taken, unless the option says otherwise', async t => {
  t.same(await link('CONTOSO\\off'), { activedirectoryguid: guid(51) })
  const strict = { disabledPlaceholderRefused: true }
  t.equal(await link('CONTOSO\\off', strict), 'InvalidDomainName')
  t.same(await link('CONTOSO\\free', strict), { activedirectoryguid: guid(50) })
})

t.test('a name changes when more than its case does', async t => {
  t.ok(isChanged(rowOf(1), 'CONTOSO\\user2'))
  t.notOk(isChanged(rowOf(1), 'CONTOSO\\USER1'))
})
