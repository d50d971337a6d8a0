import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { createDirectory } from '../src/active-directory/create-directory.ts'
import { accountAttributes } from '../src/active-directory/read-account.ts'
import { createLog } from '../src/telemetry/create-log.ts'
import type { SambaAd } from '../test/peers/samba-ad.ts'
import { sambaSettings } from '../test/peers/samba-settings.ts'
import { median } from './directory/median.ts'
import { startSambaWith } from './directory/samba-people.ts'

const people = 20_000
const rounds = 3

/** All accounts of a real domain controller, beside ldapsearch with the same attributes. */
export async function measure(): Promise<readonly string[]> {
  const ends: (() => unknown)[] = []
  const ad = await startSambaWith(people, ends)
  if (!ad) return []
  const took: { own: number; other: number }[] = []
  for (let round = 0; round < rounds; round += 1) {
    took.push({ other: await timed(() => ldapsearch(ad)), own: await timed(() => stream(ad)) })
  }
  for (const end of ends.toReversed()) await end()
  const [own, other] = [median(took.map(each => each.own)), median(took.map(each => each.other))]
  return [
    `${people} accounts of Samba: ${(own / 1000).toFixed(1)} s, ldapsearch ${(other / 1000).toFixed(1)} s: ${(own / other).toFixed(2)} times (median of ${rounds}, by turns)`
  ]
}

async function stream(ad: SambaAd): Promise<void> {
  const settings = sambaSettings(ad, { timeoutMs: 60_000 })
  const directory = createDirectory(settings, createLog('silent'))
  let count = 0
  for await (const page of directory.streamAccounts(new AbortController().signal)) {
    count += page.length
  }
  await directory.close()
  if (count < people) throw new Error(`only ${count} accounts came`)
}

async function ldapsearch(ad: SambaAd): Promise<void> {
  const filter = '(&(objectCategory=person)(objectClass=user))'
  const bind = ['-H', ad.ldapsUrl, '-x', '-D', ad.reader.dn, '-w', ad.reader.password]
  const search = ['-LLL', '-E', 'pr=1000/noprompt', '-b', ad.baseDn, filter, ...accountAttributes]
  const { stdout } = await promisify(execFile)('ldapsearch', [...bind, ...search], {
    env: { ...process.env, LDAPTLS_CACERT: ad.caFile },
    maxBuffer: 2 ** 30
  })
  const count = stdout.match(/^dn:/gm)?.length ?? 0
  if (count < people) throw new Error(`ldapsearch: only ${count} accounts came`)
}

async function timed(work: () => Promise<void>): Promise<number> {
  const begin = performance.now()
  await work()
  return performance.now() - begin
}
