import t from 'tap'
import type { User } from '../../src/model/user.ts'
import { never, openOrganization, rowNumber, unavailableFor, userRow } from './scripted-api.ts'
import { json, startScriptedServer } from './scripted-server.ts'

t.test('every record, a page at a time, with what a User needs and no more', async t => {
  const { url, heard } = await startScriptedServer(t, [
    (response, one) =>
      json(200, {
        value: [rowNumber(1), rowNumber(2)],
        '@odata.nextLink': `http://${one.headers.host}/Contoso/api/data/v9.1/systemusers?p=2`
      })(response, one),
    json(200, { value: [rowNumber(3)] })
  ])
  const pages: (readonly User[])[] = []
  for await (const page of openOrganization(t, url).streamUsers(never)) pages.push(page)
  t.strictSame(
    pages.map(page => page.map(({ domainName }) => domainName)),
    [['CONTOSO\\user1', 'CONTOSO\\user2'], ['CONTOSO\\user3']]
  )
  t.equal(
    heard[0]?.path,
    '/Contoso/api/data/v9.1/systemusers?$select=systemuserid,domainname,fullname,firstname,lastname,internalemailaddress,employeeid,isdisabled,accessmode,isintegrationuser,setupuser,applicationid,createdon&$orderby=systemuserid'
  )
})

t.test('a bad row ends it: one record less would pass for nobody', async t => {
  const bad = { value: [rowNumber(1), userRow({ accessmode: null })] }
  const { url } = await startScriptedServer(t, [json(200, bad)])
  const users = openOrganization(t, url).streamUsers(never)[Symbol.asyncIterator]()
  await t.rejects(users.next(), unavailableFor(/usable accessmode/))
})

t.test('the signal ends it', async t => {
  const { url } = await startScriptedServer(t, [json(200, { value: [] })])
  const aborted = AbortSignal.abort(new Error('enough'))
  const users = openOrganization(t, url).streamUsers(aborted)[Symbol.asyncIterator]()
  await t.rejects(users.next(), { message: 'enough' })
})
