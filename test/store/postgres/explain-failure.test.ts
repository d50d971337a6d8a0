import t from 'tap'
import { RelinkError } from '../../../src/errors.ts'
import { explainFailure, isConnectionLost } from '../../../src/store/postgres/explain-failure.ts'

const cases: readonly (readonly [what: string, error: Error, said: RegExp, isLost: boolean])[] = [
  ['a wrong password', coded('28P01'), /refuses the user or password.*28P01/, false],
  ['no such database', coded('3D000'), /no such database at db\/relink/, false],
  ['no rights', coded('42501'), /may not do this/, false],
  ['no connections left', coded('53300'), /no disk, memory or connections left/, false],
  ['a standby', coded('25006'), /only reads/, false],
  ['a shutdown', coded('57P01'), /can't be reached at db\/relink/, true],
  ['idle for too long', coded('57P05'), /can't be reached/, true],
  ['nobody listens', coded('ECONNREFUSED'), /can't be reached.*ECONNREFUSED/, true],
  ['a name that does not resolve', coded('ENOTFOUND'), /the name and port in DATABASE_URL/, true],
  ['a certificate', coded('UNABLE_TO_VERIFY_LEAF_SIGNATURE'), /can't be reached/, true],
  ['it broke off', new Error('Connection terminated unexpectedly'), /can't be reached/, true],
  ['no answer in time', new Error('Query read timeout'), /Query read timeout/, true]
]

for (const [what, error, said, isLost] of cases) {
  t.test(what, async t => {
    const explained = explainFailure(error, 'db/relink')
    t.ok(explained instanceof RelinkError)
    t.match(explained, { code: 'store-unavailable', details: { detail: said, cause: error } })
    t.equal(isConnectionLost(error), isLost)
  })
}

t.test('what is no failure of the server comes back as it is', async t => {
  for (const error of [coded('23505'), new Error('a fault of ours'), 'text']) {
    t.equal(explainFailure(error, 'db/relink'), error)
  }
})

function coded(code: string): Error {
  return Object.assign(new Error('as the server says it'), { code })
}
