import type { Test } from 'tap'
import { everything, mismatch, organizationId, scan } from '../samples.ts'
import type { Open } from '../store-contract.ts'

export async function scansContract(t: Test, open: Open): Promise<void> {
  await t.test('a scan comes back as it was added, absent fields absent', async t => {
    const { scans } = await open(t)
    const bare = scan()
    const full = scan({ organizationId, onBehalfOf: 'REQ1', finishedAt: bare.createdAt })
    await scans.add(bare)
    await scans.add(full)
    t.strictSame(await scans.get(bare.scanId), bare)
    t.strictSame(await scans.get(full.scanId), full)
    t.equal(await scans.get('no such scan'), undefined)
  })

  await t.test('update replaces the whole scan, and refuses an unknown one', async t => {
    const { scans } = await open(t)
    const running = scan({ failureDetail: 'gone after the update' })
    await scans.add(running)
    const done = scan({ scanId: running.scanId, status: 'Succeeded', isTerminal: true })
    await scans.update(done)
    t.strictSame(await scans.get(running.scanId), done)
    t.strictSame((await scans.list({ status: 'Succeeded' }, everything)).rows, [done])
    await t.rejects(scans.update(scan()), { code: 'scan-not-found' })
  })

  await t.test('scans are listed newest first, whatever their time says', async t => {
    const { scans } = await open(t)
    const [first, second, third] = [scan(), scan({ status: 'Failed' }), scan()]
    for (const one of [first, second, third]) await scans.add(one)
    await scans.update(first)
    t.strictSame(await scans.list({}, everything), { rows: [third, second, first], totalCount: 3 })
    t.strictSame(await scans.list({}, { offset: 1, limit: 1 }), { rows: [second], totalCount: 3 })
    t.strictSame(await scans.list({ status: 'Failed' }, everything), {
      rows: [second],
      totalCount: 1
    })
    t.strictSame(await scans.list({}, { offset: 3, limit: 1 }), { rows: [], totalCount: 3 })
  })

  await t.test('unfinished scans are those that had not ended, oldest first', async t => {
    const { scans } = await open(t)
    const statuses = ['Running', 'Succeeded', 'NotStarted', 'Failed', 'Canceled'] as const
    for (const status of statuses) await scans.add(scan({ status }))
    const unfinished = await scans.unfinished()
    t.strictSame(
      unfinished.map(one => one.status),
      ['Running', 'NotStarted']
    )
  })

  await t.test('mismatches keep the order in which they were added', async t => {
    const { scans } = await open(t)
    const [own, other] = [scan(), scan()]
    await scans.add(own)
    await scans.add(other)
    const found = Array.from({ length: 1201 }, (_, index) => mismatch({ fullName: `${index}` }))
    await scans.addMismatches(own.scanId, found.slice(0, 700))
    await scans.addMismatches(other.scanId, [mismatch()])
    await scans.addMismatches(own.scanId, [])
    await scans.addMismatches(own.scanId, found.slice(700))
    const all = await scans.mismatches(own.scanId, {}, { offset: 0, limit: 2000 })
    t.strictSame(all, { rows: found, totalCount: 1201 })
    const page = await scans.mismatches(own.scanId, {}, { offset: 1199, limit: 10 })
    t.strictSame(page, { rows: found.slice(1199), totalCount: 1201 })
  })

  await t.test('mismatches are filtered by each field and by all together', async t => {
    const { scans } = await open(t)
    const own = scan()
    await scans.add(own)
    const renamed = mismatch()
    const weak = mismatch({ confidence: 'weak', blockedReason: 'weak evidence' })
    const orphaned = mismatch({ kind: 'orphaned', confidence: 'weak' })
    await scans.addMismatches(own.scanId, [renamed, weak, orphaned])
    const found = async (filter: Parameters<typeof scans.mismatches>[1]) =>
      (await scans.mismatches(own.scanId, filter, everything)).rows
    t.strictSame(await found({ kind: 'renamed' }), [renamed, weak])
    t.strictSame(await found({ confidence: 'weak' }), [weak, orphaned])
    t.strictSame(await found({ kind: 'renamed', confidence: 'weak' }), [weak])
    t.strictSame(await found({ systemUserId: orphaned.systemUserId }), [orphaned])
    t.strictSame(await found({ kind: 'moved' }), [])
  })

  await t.test('mismatches of an unknown scan are refused', async t => {
    const { scans } = await open(t)
    await t.rejects(scans.addMismatches('no such scan', [mismatch()]))
  })

  await t.test('10,000 mismatches are added well within a second', async t => {
    const { scans } = await open(t)
    const own = scan()
    await scans.add(own)
    const found = Array.from({ length: 10_000 }, () => mismatch())
    const start = performance.now()
    await scans.addMismatches(own.scanId, found)
    t.ok(performance.now() - start < 1000)
    t.equal((await scans.mismatches(own.scanId, {}, everything)).totalCount, 10_000)
  })

  await t.test('the last sizes of each organization are kept', async t => {
    const { scans } = await open(t)
    t.equal(await scans.lastSizes(organizationId), undefined)
    await scans.keepSizes(organizationId, { users: 1, accounts: 2 })
    await scans.keepSizes('another', { users: 3, accounts: 4 })
    await scans.keepSizes(organizationId, { users: 5, accounts: 6 })
    t.strictSame(await scans.lastSizes(organizationId), { users: 5, accounts: 6 })
    t.strictSame(await scans.lastSizes('another'), { users: 3, accounts: 4 })
  })
}
