import { setTimeout } from 'node:timers/promises'
import t, { type Test } from 'tap'
import type { Store } from '../../../src/ports.ts'
import { openStore } from '../../../src/store/open-store.ts'
import { isOld } from '../../../src/store/postgres/open-shared.ts'
import { fakeLog } from '../../fakes/log.ts'
import { startPostgres } from '../../peers/postgres.ts'
import { storeContract } from '../store-contract.ts'

t.setTimeout(120_000)

t.test('versions that can not end idle sessions are too old', async t => {
  const old = ['9.6.24', '13.18 (Debian 13.18-0+deb11u1)', 'unknown']
  t.strictSame(old.filter(isOld), old)
  t.strictSame(['14.0', '15.18 (Debian 15.18-0+deb12u1)', '18beta1'].filter(isOld), [])
})

const postgres = await startPostgres(t)

if (postgres) {
  const open = async (t: Test): Promise<Store> => {
    const databaseUrl = await postgres.createDatabase()
    const store = await openStore({ dataDir: 'unused', databaseUrl }, fakeLog())
    t.teardown(() => store.close())
    return store
  }

  await t.test('keeps the contract', t => storeContract(t, open))

  await t.test('a connection lost in a transaction, between two queries', async t => {
    const databaseUrl = await postgres.createDatabase()
    const store = await openStore({ dataDir: 'unused', databaseUrl }, fakeLog())
    t.teardown(() => store.close())
    const cut = store.atomically(async bound => {
      await bound.scans.unfinished()
      await postgres.query(
        databaseUrl,
        "select pg_terminate_backend(pid) from pg_stat_activity where state = 'idle in transaction'"
      )
      await setTimeout(200)
      await bound.scans.unfinished()
    })
    await t.rejects(cut, { code: 'store-unavailable', details: { retryable: true } })
    await store.check()
  })

  await t.test('two processes that start at once make the tables once', async t => {
    const databaseUrl = await postgres.createDatabase()
    const stores = await Promise.all(
      [1, 2, 3].map(() => openStore({ dataDir: 'unused', databaseUrl }, fakeLog()))
    )
    t.teardown(() => Promise.all(stores.map(store => store.close())))
    await Promise.all(stores.map(store => store.check()))
  })

  await t.test('what can not be reached, or is not there, is named', async t => {
    const url = await postgres.createDatabase()
    const refused = (databaseUrl: string, detail: RegExp) =>
      t.rejects(openStore({ dataDir: 'unused', databaseUrl }, fakeLog()), {
        code: 'store-unavailable',
        details: { detail }
      })
    await refused(url.replace(/test\d+$/, 'nowhere'), /no such database at .*nowhere/)
    await refused(url.replace(/:\d+/, ':1'), /can't be reached at 127\.0\.0\.1:1/)
    await refused(url.replace('relink@', 'nobody:secret@'), /refuses the user or password/)
  })

  await t.test('a schema newer than the program is refused and left alone', async t => {
    const databaseUrl = await postgres.createDatabase()
    await (await openStore({ dataDir: 'unused', databaseUrl }, fakeLog())).close()
    await postgres.query(
      databaseUrl,
      "insert into kysely_migration values ('9999-later', '2099-01-01T00:00:00.000Z')"
    )
    await t.rejects(openStore({ dataDir: 'unused', databaseUrl }, fakeLog()), {
      code: 'store-unavailable',
      details: { detail: /newer version.*9999-later/ }
    })
  })
}
