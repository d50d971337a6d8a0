import t from 'tap'
import { connect } from '../../src/store/connection.ts'
import { migrate } from '../../src/store/migrate.ts'
import { migrations } from '../../src/store/migrations/all.ts'
import { openKysely } from './open-kysely.ts'

t.test('queries go through, outside and together', async t => {
  const connection = await connected(t)
  await keepSizes(connection, 'one')
  await connection.together(bound => keepSizes(bound, 'two'))
  t.equal(await count(connection), 2)
})

t.test('a join of what is bound is the same transaction', async t => {
  const connection = await connected(t)
  const failing = connection.together(async bound => {
    await bound.together(nested => keepSizes(nested, 'one'))
    throw new Error('no')
  })
  await t.rejects(failing, { message: 'no' })
  t.equal(await count(connection), 0)
})

t.test('the outer connection inside is refused while the transaction is open', async t => {
  const connection = await connected(t)
  const refused = /use the store that was handed/
  await t.rejects(
    connection.together(() => keepSizes(connection, 'one')),
    refused
  )
  await t.rejects(
    connection.together(() => connection.together(async () => {})),
    refused
  )
  const other = await connected(t, t.testdir({ other: {} }))
  await t.resolves(connection.together(() => keepSizes(other, 'one')))
})

t.test('closing lets a transaction under way end and refuses what comes later', async t => {
  const connection = await connected(t)
  const ends: string[] = []
  const working = connection.together(async bound => {
    await new Promise(resolve => setTimeout(resolve, 30))
    await keepSizes(bound, 'one')
    ends.push('worked')
  })
  await new Promise(resolve => setTimeout(resolve, 5))
  const closing = connection.close().then(() => ends.push('closed'))
  await Promise.all([t.resolves(working), closing])
  t.strictSame(ends, ['worked', 'closed'])
  await t.rejects(keepSizes(connection, 'two'), { code: 'store-unavailable' })
  await t.rejects(
    connection.together(async () => {}),
    { code: 'store-unavailable' }
  )
  await t.resolves(connection.close())
})

t.test('what is bound can not close', async t => {
  const connection = await connected(t)
  await t.rejects(
    connection.together(bound => bound.close()),
    /can not close/
  )
})

type Connected = ReturnType<typeof connect>

async function connected(t: Parameters<typeof openKysely>[0], folder?: string): Promise<Connected> {
  const db = openKysely(t, folder)
  await migrate(db, migrations)
  return connect(db, async () => {})
}

async function keepSizes({ db }: Pick<Connected, 'db'>, organizationId: string): Promise<void> {
  await db.insertInto('sourceSizes').values({ organizationId, users: 1, accounts: 1 }).execute()
}

async function count({ db }: Connected): Promise<number> {
  return (await db.selectFrom('sourceSizes').select('users').execute()).length
}
