import t from 'tap'
import { openStore } from '../../../src/store/open-store.ts'
import { fakeLog } from '../../fakes/log.ts'
import { startPostgres } from '../../peers/postgres.ts'
import { deed, everything, execution, link, plan } from '../samples.ts'

t.setTimeout(120_000)

const postgres = await startPostgres(t)

if (postgres) {
  const openTwo = async (t: Parameters<typeof startPostgres>[0]) => {
    const databaseUrl = await postgres.createDatabase()
    const open = () => openStore({ dataDir: 'unused', databaseUrl }, fakeLog())
    const stores = [await open(), await open()] as const
    t.teardown(() => Promise.all(stores.map(store => store.close())))
    return stores
  }

  await t.test('two processes that add to the trail keep one chain', async t => {
    const stores = await openTwo(t)
    await Promise.all(
      Array.from({ length: 40 }, (_, at) => stores[at % 2 === 0 ? 0 : 1].audit.append(deed()))
    )
    const { rows } = await stores[0].audit.list({}, everything)
    t.strictSame(
      rows.map(row => row.sequence),
      rows.map((_, index) => index + 1)
    )
    t.strictSame(
      rows.slice(1).map(row => row.previousHash),
      rows.slice(0, -1).map(row => row.hash)
    )
  })

  await t.test('two approvals at once are both counted', async t => {
    const stores = await openTwo(t)
    const own = plan({ status: 'AwaitingApproval', approvals: [] })
    await stores[0].plans.add(own)
    await Promise.all(
      stores.map((store, at) =>
        store.atomically(async tx => {
          const read = await tx.plans.get(own.planId)
          const approvals = [...(read?.approvals ?? []), { by: `${at}`, at: own.createdAt }]
          await tx.plans.setStatus(own.planId, ['AwaitingApproval'], 'AwaitingApproval', {
            approvals
          })
        })
      )
    )
    t.equal((await stores[0].plans.get(own.planId))?.approvals.length, 2)
  })

  await t.test('links that are judged by others stay as they were read', async t => {
    const stores = await openTwo(t)
    await Promise.all(
      stores.map((store, at) =>
        store.atomically(async tx => {
          const known = await tx.links.ofAccounts(['shared'])
          if (known.length > 0) return
          await tx.links.put([link({ systemUserId: `user${at}`, objectGuid: 'shared' })])
        })
      )
    )
    t.equal((await stores[0].links.ofAccounts(['shared'])).length, 1)
  })

  await t.test('one unfinished execution, whoever is faster', async t => {
    const stores = await openTwo(t)
    const own = plan()
    await stores[0].plans.add(own)
    const added = await Promise.all(
      stores.map(store => store.executions.add(execution(own.planId)))
    )
    t.strictSame(new Set(added), new Set([false, true]))
  })
}
