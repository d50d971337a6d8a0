import { mkdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { openDatabase } from '../../../src/store/sqlite/open-database.ts'

t.test('what is committed is synced to disk, and the hold is exclusive', async t => {
  const database = opened(t, t.testdir())
  t.equal(pragma(database, 'journal_mode'), 'wal')
  t.equal(pragma(database, 'synchronous'), 2, 'FULL')
  t.equal(pragma(database, 'locking_mode'), 'exclusive')
  t.equal(pragma(database, 'foreign_keys'), 1)
})

t.test('a missing folder is made, for the own account alone', async t => {
  const folder = join(t.testdir(), 'deep', 'down')
  opened(t, folder)
  t.equal(statSync(folder).mode & 0o777, 0o700)
})

t.test('a second hold in the same process is refused, until the first is gone', async t => {
  const folder = t.testdir()
  const first = openDatabase(folder, join(folder, 'a.sqlite'))
  t.throws(() => openDatabase(folder, join(folder, 'a.sqlite')), {
    code: 'store-unavailable',
    details: { detail: new RegExp(`${folder} is in use`) }
  })
  first.close()
  t.doesNotThrow(() => openDatabase(folder, join(folder, 'a.sqlite')).close())
})

t.test('a folder that can not be made is named', async t => {
  const folder = join(t.testdir({ file: '' }), 'file', 'data')
  t.throws(() => opened(t, folder), {
    code: 'store-unavailable',
    details: { detail: new RegExp(`folder ${folder} can't be made`) }
  })
})

t.test('a file that can not be opened is named', async t => {
  const folder = t.testdir()
  mkdirSync(join(folder, 'a.sqlite'))
  t.throws(() => opened(t, folder), {
    code: 'store-unavailable',
    details: { detail: /a\.sqlite can't be opened for writing/ }
  })
})

t.test('a file that is no database is named, and left alone', async t => {
  const folder = t.testdir()
  const text = 'the minutes of a meeting, kept for years. '.repeat(100)
  writeFileSync(join(folder, 'a.sqlite'), text)
  t.throws(() => opened(t, folder), {
    code: 'store-unavailable',
    details: { detail: /a\.sqlite is no SQLite database/ }
  })
  t.equal(statSync(join(folder, 'a.sqlite')).size, text.length)
})

type Opened = ReturnType<typeof openDatabase>

function opened(t: { teardown(close: () => void): void }, folder: string): Opened {
  const database = openDatabase(folder, join(folder, 'a.sqlite'))
  t.teardown(() => database.close())
  return database
}

function pragma(database: Opened, name: string): unknown {
  return database.prepare(`pragma ${name}`).get()?.[name]
}
