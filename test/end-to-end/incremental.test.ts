import { setTimeout } from 'node:timers/promises'
import t from 'tap'
import type { Mismatch } from '../../src/model/mismatch.ts'
import { deleteAccount } from '../../src/sandbox/ldap/delete-account.ts'
import { recreateAccount } from '../../src/sandbox/ldap/recreate-account.ts'
import { renameAccount } from '../../src/sandbox/ldap/rename-account.ts'
import { createRandom } from '../crash/random.ts'
import { createTown } from '../crash/town.ts'
import { createClient, type Client } from './client.ts'
import { startService } from './start-service.ts'
import { startWorld } from './start-world.ts'

t.setTimeout(120_000)

t.test('scans of what changed find what scans of everything find', async t => {
  const town = createTown(createRandom(7), 60)
  const world = await startWorld(t, { people: town })
  const service = await startService(world.environment)
  t.teardown(() => service.kill())
  const client = createClient(service.url, world)
  await client.importLinks(town.links)
  t.match(await client.scan(), { isFull: true, whyFull: /no scan before/ })

  const names = town.users.map(user => user.domainname).filter(name => name.includes('\\'))
  const alive = names.filter(
    name => renameAccount(world.tree, name, { newName: `${short(name)}.x` }).kind === 'done'
  )
  t.ok(alive.length > 3, `${alive.length} accounts were renamed`)
  deleteAccount(world.tree, `${alive[0] ?? ''}.x`)
  recreateAccount(world.tree, `${alive[1] ?? ''}.x`)
  const row = world.organization.rows.find(each => each.domainname === alive[2])
  t.ok(row)
  t.ok(row, 'somebody changed in Dynamics')
  if (row)
    Object.assign(row, {
      domainname: `${alive[2] ?? ''}.x`,
      versionnumber: row.versionnumber + 1_000_000
    })

  const incremental = await client.scan()
  t.match(incremental, { isFull: false, status: 'Succeeded' })
  t.ok(incremental.accountsRead < 60)
  const full = await client.scan({ full: true })
  t.match(full, { isFull: true, whyFull: 'It was asked for.' })
  t.strictSame(await found(client, incremental.scanId), await found(client, full.scanId))
  t.ok(incremental.mismatched > 3)
  t.match(await client.scan(), { isFull: false, accountsRead: 0, mismatched: full.mismatched })
})

t.test('after FULL_SCAN_INTERVAL everything is read again', async t => {
  const world = await startWorld(t)
  const service = await startService({ ...world.environment, FULL_SCAN_INTERVAL: 'PT1S' })
  t.teardown(() => service.kill())
  const client = createClient(service.url, world)
  await client.scan()
  await setTimeout(1100)
  t.match(await client.scan(), { isFull: true, whyFull: /FULL_SCAN_INTERVAL/ })
})

function short(name: string): string {
  return name.replace(/^.*\\/, '')
}

/** But for the ids, which each scan gives anew, and in the order of the records. */
async function found(client: Client, scanId: string) {
  const mismatches = await client.all<Mismatch>(`/v1/scans/${scanId}/mismatches?pageSize=1000`)
  const all = mismatches.map(({ mismatchId: _own, ...mismatch }) => mismatch)
  return all.toSorted((a, b) => (a.systemUserId < b.systemUserId ? -1 : 1))
}
