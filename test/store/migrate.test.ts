import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'
import t from 'tap'
import { RelinkError } from '../../src/errors.ts'
import { migrate } from '../../src/store/migrate.ts'
import { openKysely } from './open-kysely.ts'

const first = creating('first')
const second = creating('second')
const broken: Migration = {
  async up(db) {
    await second.up(db)
    throw new Error('half way')
  }
}

t.test('what is missing is applied, once', async t => {
  const db = openKysely(t)
  await migrate(db, { '0001': first })
  t.strictSame(await tables(db), ['first'])
  await migrate(db, { '0001': first })
  await migrate(db, { '0001': first, '0002': second })
  t.strictSame(await tables(db), ['first', 'second'])
})

t.test('a migration that fails half way leaves nothing, nor do those before it', async t => {
  const db = openKysely(t)
  await t.rejects(migrate(db, { '0001': first, '0002': broken }), {
    code: 'store-unavailable',
    details: { detail: /nothing was changed/, cause: { message: 'half way' } }
  })
  t.strictSame(await tables(db), [])
  await migrate(db, { '0001': first, '0002': second })
  t.strictSame(await tables(db), ['first', 'second'])
})

t.test('a failure of the file keeps its own words', async t => {
  const db = openKysely(t)
  const full: Migration = {
    up: () => Promise.reject(new RelinkError('store-unavailable', { detail: 'The disk is full.' }))
  }
  await t.rejects(migrate(db, { '0001': full }), {
    code: 'store-unavailable',
    details: { detail: 'The disk is full.' }
  })
})

t.test('a schema newer than the program is refused and left alone', async t => {
  const db = openKysely(t)
  await migrate(db, { '0001': first, '0002': second })
  await t.rejects(migrate(db, { '0001': first }), {
    code: 'store-unavailable',
    details: { detail: /newer version.*0002/ }
  })
  t.strictSame(await tables(db), ['first', 'second'])
})

function creating(table: string): Migration {
  return {
    async up(db: Kysely<unknown>) {
      await db.schema.createTable(table).addColumn('id', 'text').execute()
    }
  }
}

async function tables<Schema>(db: Kysely<Schema>): Promise<readonly string[]> {
  return (await db.introspection.getTables()).map(table => table.name)
}
