import { startOrganization } from '../src/sandbox/organization/start-organization.ts'
import type { UserRow } from '../src/sandbox/user-row.ts'
import type { Scan } from '../src/model/scan.ts'
import { createClient, type Client } from '../test/end-to-end/client.ts'
import { blank, configure, id } from '../test/end-to-end/samba-company.ts'
import { startService } from '../test/end-to-end/start-service.ts'
import type { SambaAd } from '../test/peers/samba-ad.ts'
import { median } from './directory/median.ts'
import { nameOf, startSambaWith } from './directory/samba-people.ts'

const accounts = 50_000
const users = 20_000
const percent = 1
const rounds = 3

/** Scans by the whole service of a real domain controller: of everything, and of what changed. */
export async function measure(): Promise<readonly string[]> {
  const ends: (() => unknown)[] = []
  const ad = await startSambaWith(accounts, ends)
  if (!ad) return []
  await ad.showDeleted('svc.reader')
  const rows = Array.from({ length: users }, (_, number) => rowOf(number, ad))
  const organization = await startOrganization({
    rows: [...rows, { ...blank(users), systemuserid: id(users) }],
    identity: { organizationId: id(users + 1), callerId: id(users), version: '9.1.0.0' },
    resolveName: async () => undefined
  })
  ends.push(() => organization.close())
  const { environment, secrets } = await configure(teardown(ends), [ad], organization)
  const service = await startService(environment)
  ends.push(() => service.stop())
  const client = createClient(service.url, { secrets })
  const full = Math.min(await timed(client, true), await timed(client, true))
  const took: { incremental: number; nothing: number }[] = []
  for (let round = 0; round < rounds; round += 1) {
    const nothing = await timed(client, false)
    await change(ad, organization.rows, round)
    took.push({ nothing, incremental: await timed(client, false) })
  }
  for (const end of ends.toReversed()) await end()
  return (['nothing', 'incremental'] as const).map(kind => {
    const ms = median(took.map(each => each[kind]))
    const what = kind === 'nothing' ? 'nothing' : `${percent} % of both sides`
    return `${accounts} accounts, ${users} records, ${what} changed: ${ms} ms, ${((ms / full) * 100).toFixed(1)} % of the ${full} ms that reading everything takes (median of ${rounds}, the faster of two)`
  })
}

function teardown(ends: (() => unknown)[]): Parameters<typeof configure>[0] {
  return { teardown: (end: () => unknown) => void ends.push(end) } as Parameters<
    typeof configure
  >[0]
}

function rowOf(number: number, { netbiosName, dnsName }: SambaAd): UserRow {
  const name = nameOf(number)
  return {
    ...blank(number),
    domainname: `${netbiosName}\\${name}`,
    fullname: `Person ${number}`,
    internalemailaddress: `${name}@${dnsName}`,
    employeeid: `E${number}`
  }
}

/** Others in each round, spread over all: so many in a hundred. */
async function change(ad: SambaAd, rows: readonly UserRow[], round: number): Promise<void> {
  const step = 100 / percent
  for (let number = round; number < accounts; number += step) {
    await ad.change(nameOf(number), { displayName: `Changed ${number}` })
  }
  for (let number = round; number < users; number += step) {
    const row = rows[number]
    if (row) Object.assign(row, { lastname: `Changed ${round}`, versionnumber: nextVersion(rows) })
  }
}

function nextVersion(rows: readonly UserRow[]): number {
  return 1 + rows.reduce((highest, row) => Math.max(highest, row.versionnumber), 0)
}

/** As its own times say, in milliseconds. */
async function timed(client: Client, full: boolean): Promise<number> {
  const { scanId } = (await client.detect({ full })).body
  for (;;) {
    const { body } = await client.get<Scan>(`/v1/scans/${scanId}`)
    if (body.isTerminal) {
      if (body.status !== 'Succeeded' || body.isFull !== full) throw new Error(JSON.stringify(body))
      return Date.parse(body.finishedAt ?? '') - Date.parse(body.createdAt)
    }
    await new Promise(resolve => setTimeout(resolve, 50))
  }
}
