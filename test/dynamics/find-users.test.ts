import t from 'tap'
import type { UserKeys } from '../../src/model/user.ts'
import { aliceId, never, openOrganization, rowNumber, userRow } from './scripted-api.ts'
import { json, startScriptedServer, type Heard } from './scripted-server.ts'

function keys(more: Partial<Record<keyof UserKeys, string[]>>): UserKeys {
  return {
    systemUserIds: new Set(more.systemUserIds),
    domainNames: new Set(more.domainNames),
    emails: new Set(more.emails),
    employeeIds: new Set(more.employeeIds)
  }
}

function filterOf({ path }: Heard): string | null {
  return new URLSearchParams(path.split('?')[1]).get('$filter')
}

t.test('finds by any key, each record once', async t => {
  const { url, heard } = await startScriptedServer(t, [
    json(200, { value: [userRow(), userRow({ domainname: 'CONTOSO\\Alice' })] })
  ])
  const found = await openOrganization(t, url).findUsers(
    keys({
      systemUserIds: [aliceId],
      domainNames: ['contoso\\alice'],
      emails: ['alice@contoso.test'],
      employeeIds: ['42']
    }),
    never
  )
  t.match(found, [{ systemUserId: aliceId }])
  t.equal(found.length, 1)
  t.strictSame(heard.map(filterOf), [
    `systemuserid eq ${aliceId} or domainname eq 'contoso\\alice' or internalemailaddress eq 'alice@contoso.test' or employeeid eq '42'`
  ])
})

t.test('an employee id is enough, in any case', async t => {
  const value = [userRow({ employeeid: 'E42' }), rowNumber(7)]
  const { url } = await startScriptedServer(t, [json(200, { value })])
  const found = await openOrganization(t, url).findUsers(keys({ employeeIds: ['e42'] }), never)
  t.match(found, [{ systemUserId: aliceId }])
  t.equal(found.length, 1)
})

t.test('what only the collation takes for the same is dropped', async t => {
  const value = [userRow({ domainname: 'CONTOSO\\José' }), rowNumber(7)]
  const { url } = await startScriptedServer(t, [json(200, { value })])
  const found = await openOrganization(t, url).findUsers(
    keys({ domainNames: ['contoso\\jose', 'contoso\\user7'] }),
    never
  )
  t.strictSame(
    found.map(({ domainName }) => domainName),
    ['CONTOSO\\user7']
  )
})

t.test('many keys go in queries that IIS takes, all of them', async t => {
  const names = Array.from({ length: 300 }, (_, n) => `contoso\\user${n}`)
  const { url, heard } = await startScriptedServer(t, [
    (response, one) => {
      const asked = (filterOf(one) ?? '').matchAll(/'contoso\\user(\d+)'/g)
      json(200, { value: [...asked].map(([, n]) => rowNumber(Number(n))) })(response, one)
    }
  ])
  const found = await openOrganization(t, url).findUsers(keys({ domainNames: names }), never)
  t.equal(found.length, 300)
  t.ok(heard.length > 1)
  for (const { path, headers } of heard) {
    const query = path.slice(path.indexOf('?'))
    t.ok(Buffer.byteLength(query) < 2048, `${Buffer.byteLength(query)} bytes`)
    t.equal(headers['prefer'], 'odata.maxpagesize=5000', 'a second page would not fit')
  }
})

t.test('nothing to ask for, nothing sent', async t => {
  const { url, heard } = await startScriptedServer(t, [json(200, { value: [] })])
  const found = await openOrganization(t, url).findUsers(keys({ systemUserIds: ['x'] }), never)
  t.strictSame([found, heard], [[], []])
})

t.test('one query that fails fails the whole', async t => {
  const { url } = await startScriptedServer(t, [json(403, {}), json(200, { value: [] })])
  const names = Array.from({ length: 100 }, (_, n) => `contoso\\user${n}`)
  const finding = openOrganization(t, url).findUsers(keys({ domainNames: names }), never)
  await t.rejects(finding, { code: 'organization-unavailable' })
})
