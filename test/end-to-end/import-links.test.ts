import t from 'tap'
import type { Problem } from '../../src/http/schemas.ts'
import type { LinkImportResult } from '../../src/model/requests.ts'
import { company } from '../../src/sandbox/company.ts'
import { createClient, type Client } from './client.ts'
import { startService } from './start-service.ts'
import { startWorld } from './start-world.ts'

t.setTimeout(120_000)

/** What a database administrator exports: every record and the account that it is bound to. */
const records = company().users.filter(user => user.activedirectoryguid !== undefined)
const lines = records.map(
  user =>
    `"${user.systemuserid}","${user.domainname}","{${user.activedirectoryguid?.toUpperCase()}}"`
)
const header = 'SystemUserId,DomainName,ActiveDirectoryGuid'
const exported = `\uFEFF${[header, ...lines].join('\r\n')}\r\n`

function put<Body>(client: Client, body: string) {
  const headers = { 'Content-Type': 'text/csv; charset=utf-8' }
  return client.send<Body>('admin', 'PUT', '/v1/links', { body, headers })
}

t.test("a baseline out of the database: all of it or nothing, and then it's used", async t => {
  const world = await startWorld(t)
  const service = await startService(world.environment)
  t.teardown(() => service.stop())
  const client = createClient(service.url, world)

  const torn = [header, ...lines].with(7, `"${records[6]?.systemuserid}",NULL`).join('\n')
  const { status, body } = await put<Problem>(client, torn)
  t.equal(status, 422)
  t.match(body, { code: 'invalid-rows', errors: [{ pointer: '/value/6', line: 8 }] })
  t.equal(body.errors?.length, 1)
  t.equal((await client.all('/v1/links')).length, 0)

  const count = records.length
  const first = await put<LinkImportResult>(client, exported)
  t.strictSame(first.body, { imported: count, unchanged: 0, conflicts: 0 })
  const again = await put<LinkImportResult>(client, exported)
  t.strictSame(again.body, { imported: 0, unchanged: count, conflicts: 0 })

  const stranger = `systemUserId;objectGuid\n${crypto.randomUUID()};${records[0]?.activedirectoryguid}`
  const conflict = await put<Problem>(client, stranger)
  t.match(conflict.body, { code: 'link-conflict', errors: [{ line: 2 }] })
  t.match(conflict.body.errors?.[0]?.detail, records[0]?.systemuserid)

  const scan = await client.scan()
  t.match(scan, { status: 'Succeeded', linksLearned: 0, ambiguous: 0, conflict: 0 })
  t.equal((await client.all('/v1/links')).length, count)

  const swapped = exported.replace(header, 'ActiveDirectoryGuid,DomainName,SystemUserId')
  const nonsense = await put<Problem>(client, swapped)
  t.match(nonsense.body, { code: 'invalid-rows', errors: [{ line: 2, detail: /swapped/ }] })
})
