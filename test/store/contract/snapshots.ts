import type { Test } from 'tap'
import type { Snapshot, SnapshotPage } from '../../../src/model/snapshot.ts'
import type { Store } from '../../../src/ports.ts'
import { accountOf, userOf } from '../../fakes/context.ts'
import { organizationId } from '../samples.ts'
import type { Open } from '../store-contract.ts'

export async function snapshotsContract(t: Test, open: Open): Promise<void> {
  await t.test('a snapshot and its pages come back as they were put, in their order', async t => {
    const { snapshots } = await open(t)
    t.equal(await snapshots.get(organizationId), undefined)
    const pages = [3, 1, 2].map(pageOf)
    for (const page of pages) await snapshots.addPage(organizationId, 'r1', page)
    t.equal(await snapshots.set(snapshotOf('s1', 'r1')), true)
    t.strictSame(await snapshots.get(organizationId), snapshotOf('s1', 'r1'))
    t.strictSame(await all(snapshots.pages('r1')), pages)
  })

  await t.test(
    'a new reading takes the place of the one before, and its pages are gone',
    async t => {
      const { snapshots } = await open(t)
      await snapshots.addPage(organizationId, 'r1', pageOf(1))
      await snapshots.set(snapshotOf('s1', 'r1'))
      await snapshots.addPage('another organization', 'r2', pageOf(2))
      await snapshots.addPage(organizationId, 'r3', pageOf(3))
      t.strictSame(await all(snapshots.pages('r1')), [pageOf(1)], 'there until then')
      await snapshots.set(snapshotOf('s3', 'r3'))
      t.strictSame(await all(snapshots.pages('r1')), [])
      t.strictSame(await all(snapshots.pages('r2')), [pageOf(2)])
      t.strictSame(await all(snapshots.pages('r3')), [pageOf(3)])
    }
  )

  await t.test('what goes on from a scan is put only while that one is the last', async t => {
    const { snapshots } = await open(t)
    t.equal(await snapshots.set(snapshotOf('s2', 'r1'), 's1'), false)
    t.equal(await snapshots.get(organizationId), undefined)
    await snapshots.set(snapshotOf('s1', 'r1'))
    t.equal(await snapshots.set(snapshotOf('s2', 'r1'), 's1'), true)
    t.equal(await snapshots.set(snapshotOf('s3', 'r1'), 's1'), false)
    t.equal((await snapshots.get(organizationId))?.scanId, 's2')
  })

  await t.test('it is durable together with all else that is', async t => {
    const store = await open(t)
    await t.rejects(
      store.atomically(async ({ snapshots }: Store) => {
        await snapshots.set(snapshotOf('s1', 'r1'))
        await snapshots.addPage(organizationId, 'r1', pageOf(1))
        throw new Error('and then')
      }),
      { message: 'and then' }
    )
    t.equal(await store.snapshots.get(organizationId), undefined)
    t.strictSame(await all(store.snapshots.pages('r1')), [])
  })
}

async function all(pages: AsyncIterable<SnapshotPage>): Promise<readonly SnapshotPage[]> {
  const read: SnapshotPage[] = []
  for await (const page of pages) read.push(page)
  return read
}

function snapshotOf(scanId: string, readingId: string): Snapshot {
  return {
    organizationId,
    scanId,
    readingId,
    readAt: '2026-03-01T08:00:00.000Z',
    accountCount: 1,
    pageCount: 3,
    directoryMark: 'd',
    organizationMark: 'o'
  }
}

function pageOf(number: number): SnapshotPage {
  return {
    users: [userOf(number)],
    accounts: [accountOf(`CONTOSO\\user${number}`, number)],
    gone: [String(number)]
  }
}
