import t from 'tap'
import { RelinkError } from '../../../src/errors.ts'
import { explainFailure } from '../../../src/store/sqlite/explain-failure.ts'

const file = '/srv/relink/relink.sqlite'

t.test('each failure of the file says where and what to do', async t => {
  const cases: [errcode: number, detail: RegExp][] = [
    [5, /folder \/srv\/relink is in use.*Stop that one/],
    [8, /relink\.sqlite can't be opened for writing.*\/srv\/relink,/],
    [10, /relink\.sqlite can't be read or written.*disk/],
    [11, /relink\.sqlite is damaged.*backup/],
    [13, /disk that holds \/srv\/relink is full/],
    [14, /relink\.sqlite can't be opened for writing/],
    [26, /relink\.sqlite is no SQLite database/]
  ]
  for (const [errcode, detail] of cases) {
    const cause = failure(errcode)
    t.match(explainFailure(cause, file), {
      code: 'store-unavailable',
      details: { detail, cause }
    })
  }
})

t.test('an extended code is explained by its primary one', async t => {
  const readOnlyFolder = failure(8 | (6 << 8))
  t.ok(explainFailure(readOnlyFolder, file) instanceof RelinkError)
})

t.test('anything else comes back as it is', async t => {
  const others = [failure(19), new Error('no code'), failure('5'), 'no error', undefined]
  for (const other of others) t.equal(explainFailure(other, file), other)
})

function failure(errcode: unknown): Error {
  return Object.assign(new Error('database failed'), { errcode })
}
