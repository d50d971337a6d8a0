import t from 'tap'
import { openUserTable } from '../../../src/sandbox/organization/user-table.ts'
import {
  openUserWriter,
  refuseCreation,
  type UserWrite,
  type WriteRules
} from '../../../src/sandbox/organization/write-user.ts'
import type { UserRow } from '../../../src/sandbox/user-row.ts'
import { callerId, guid, id, resolverOf, rowOf } from './contoso.ts'

const accounts = {
  'contoso\\user1': 1,
  'contoso\\renamed1': 1,
  'contoso\\user2': 2,
  'contoso\\free': 50,
  'contoso\\off': 51
}

const failing = () => Promise.reject(new Error('no domain controller'))

/** Writes a name to user 1 under the rules; answers 'written' or what the refusal is called. */
function organization(rules: Partial<WriteRules> = {}, rows?: UserRow[]) {
  const table = openUserTable(rows ?? [rowOf(1), rowOf(2), rowOf(3, { isdisabled: true })])
  const resolveName = resolverOf(accounts, ['contoso\\off'])
  const write = openUserWriter(table, { resolveName, callerId, ...rules })
  const say = async (request: Partial<UserWrite>) => {
    const answer = await write({ systemuserid: id(1), ifMatch: '*', changes: {}, ...request })
    return answer.kind === 'refused' ? answer.refusal.name : 'written'
  }
  const rename = (domainname: string | null) => say({ changes: { domainname } })
  return { table, write, say, rename }
}

t.test('an unchanged name is written without a look-up, whatever its case', async t => {
  const { table, rename } = organization({ resolveName: failing })
  t.equal(await rename('CONTOSO\\USER1'), 'written')
  t.match(table.find(id(1)), { domainname: 'CONTOSO\\USER1', activedirectoryguid: guid(1) })
  t.equal(table.find(id(1))?.versionnumber, 1004)
})

t.test('a changed name is looked up and linked', async t => {
  const { table, rename } = organization()
  t.equal(await rename('CONTOSO\\free'), 'written')
  t.match(table.find(id(1)), { domainname: 'CONTOSO\\free', activedirectoryguid: guid(50) })
  t.match(table.writes, [{ from: 'CONTOSO\\user1', to: 'CONTOSO\\free' }])
})

t.test('a name that AD does not know is refused, by its code or by bare text', async t => {
  t.equal(await organization().rename('CONTOSO\\nobody'), 'ObjectNotFoundInAD')
  const bare = organization({ unknownName: 'LookupAccountNameFailed' })
  t.equal(await bare.rename('CONTOSO\\nobody'), 'LookupAccountNameFailed')
  const cutOff = organization({ resolveName: failing })
  t.equal(await cutOff.rename('CONTOSO\\free'), 'GenericActiveDirectoryError')
})

t.test('a GUID that any row holds is refused: itself, another, a disabled one', async t => {
  const { table, rename } = organization()
  t.equal(await rename('CONTOSO\\renamed1'), 'UserAlreadyExists')
  t.equal(await rename('CONTOSO\\user2'), 'UserAlreadyExists')
  const other = table.find(id(2)) as UserRow
  other.isdisabled = true
  t.equal(await rename('CONTOSO\\user2'), 'UserAlreadyExists')
  t.equal(table.writes.length, 0)
})

t.test('the hop of the procedure works: placeholder first, then the new name', async t => {
  const { table, rename } = organization()
  t.equal(await rename('CONTOSO\\free'), 'written')
  t.equal(await rename('CONTOSO\\renamed1'), 'written')
  t.match(table.find(id(1)), { domainname: 'CONTOSO\\renamed1', activedirectoryguid: guid(1) })
})

t.test('look-up and change are one: of two writes to one account, one wins', async t => {
  const { table, say } = organization()
  const changes = { domainname: 'CONTOSO\\free' }
  const all = await Promise.all([say({ changes }), say({ systemuserid: id(2), changes })])
  t.same(all, ['written', 'UserAlreadyExists'])
  t.equal(table.writes.length, 1)
})

t.test('a disabled account is taken, unless the option says otherwise', async t => {
  t.equal(await organization().rename('CONTOSO\\off'), 'written')
  const strict = organization({ disabledPlaceholderRefused: true })
  t.equal(await strict.rename('CONTOSO\\off'), 'InvalidDomainName')
  t.equal(await strict.rename('CONTOSO\\free'), 'written')
})

t.test('a disabled user may be written', async t => {
  const changes = { domainname: 'CONTOSO\\free' }
  t.equal(await organization().say({ systemuserid: id(3), changes }), 'written')
})

t.test('a changed name may overwrite the person, an unchanged one does not', async t => {
  const { table, rename } = organization({ rewritesNames: () => ({ firstname: 'From AD' }) })
  await rename('CONTOSO\\user1')
  t.equal(table.find(id(1))?.firstname, 'First1')
  await rename('CONTOSO\\free')
  t.match(table.find(id(1)), { firstname: 'From AD', fullname: 'From AD Last1' })
})

t.test('special users are refused, each by its own name', async t => {
  const cases: [Partial<UserRow>, string][] = [
    [{ fullname: 'SYSTEM' }, 'CannotModifySpecialUser'],
    [{ fullname: 'INTEGRATION' }, 'CannotModifySpecialUser'],
    [{ isintegrationuser: true }, 'CannotModifySpecialUser'],
    [{ accessmode: 3 }, 'SupportUserCannotBeCreateNorUpdated'],
    [{ accessmode: 5 }, 'DelegatedAdminUserCannotBeCreateNorUpdated'],
    [{ applicationid: guid(8) }, 'ApplicationUserCannotBeUpdated'],
    [{ setupuser: true }, 'written'],
    [{ accessmode: 4 }, 'written']
  ]
  for (const [fields, expected] of cases) {
    const { rename } = organization({}, [rowOf(1, fields)])
    t.equal(await rename('CONTOSO\\free'), expected, JSON.stringify(fields))
  }
})

t.test('the caller cannot change its own name, but may leave it', async t => {
  const own = organization({ callerId: id(1).toUpperCase() })
  t.equal(await own.rename('CONTOSO\\free'), 'CallerCannotChangeOwnDomainName')
  t.equal(await own.rename('CONTOSO\\user1'), 'written')
  t.equal(await own.say({ changes: { employeeid: '7' } }), 'written')
})

t.test('the name is required', async t => {
  t.equal(await organization().rename(null), 'MissingUserDomainName')
  t.equal(await organization().rename(''), 'MissingUserDomainName')
})

t.test('without the privilege nothing is written', async t => {
  const { rename, table } = organization({ callerMayWrite: false })
  t.equal(await rename('CONTOSO\\free'), 'PrivilegeDenied')
  t.equal(table.writes.length, 0)
})

t.test('a version that is not the row’s is refused', async t => {
  const { say } = organization()
  t.equal(await say({ ifMatch: 'W/"1001"' }), 'written')
  t.equal(await say({ ifMatch: 'W/"1000"' }), 'ConcurrencyVersionMismatch')
  t.equal(await say({ ifMatch: '"*"' }), 'written')
  t.equal(await say({ ifMatch: undefined }), 'written')
  t.equal(await say({ ifMatch: undefined, ifNoneMatch: '*' }), 'DuplicateRecord')
  const without = organization({ optimisticConcurrency: false })
  t.equal(await without.say({ ifMatch: 'W/"1001"' }), 'OptimisticConcurrencyNotEnabled')
})

t.test('a write of nothing changes nothing', async t => {
  const { say, table } = organization()
  t.equal(await say({}), 'written')
  t.equal(table.writes.length, 0)
  t.equal(table.find(id(1))?.versionnumber, 1001)
})

t.test('a missing row: not found with If-Match, an attempt to create without', async t => {
  const { say, table } = organization()
  const systemuserid = id(77)
  const changes = { domainname: 'CONTOSO\\free' }
  t.equal(await say({ systemuserid, changes }), 'ObjectDoesNotExist')
  t.equal(await say({ systemuserid, ifMatch: undefined }), 'MissingUserDomainName')
  t.equal(await say({ systemuserid, ifMatch: undefined, changes }), 'NotImitated')
  t.equal(table.rows.length, 3)
})

t.test('refuseCreation always refuses', async t => {
  t.equal(refuseCreation({}).code, '0x80041d01')
  t.equal(refuseCreation({ domainname: 'CONTOSO\\free' }).status, 501)
})

t.test('what a write gives back does not change later', async t => {
  const { write, rename } = organization()
  const changes = { domainname: 'CONTOSO\\free' }
  const answer = await write({ systemuserid: id(1), ifMatch: '*', changes })
  await rename('CONTOSO\\user1')
  t.match(answer, { kind: 'written', row: { domainname: 'CONTOSO\\free' } })
})
