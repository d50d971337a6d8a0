import t from 'tap'
import { isAnyMissed } from '../../src/planning/is-any-missed.ts'
import { accountOf } from '../fakes/context.ts'

const none = new Set<string>()
const nothing = {
  guids: none,
  sids: none,
  logonNames: none,
  addresses: none,
  employeeIds: none
}

t.test('a key that somebody bears is not missed, nor is an ASCII one that nobody does', async t => {
  const account = { ...accountOf('CONTOSO\\Jürgen', 1), mail: 'Ä@contoso.test', employeeId: 'Ö1' }
  const keys = {
    ...nothing,
    logonNames: new Set(['contoso\\jürgen', 'contoso\\nobody']),
    addresses: new Set(['ä@contoso.test', 'nobody@contoso.test']),
    employeeIds: new Set(['ö1', 'e7'])
  }
  t.equal(isAnyMissed(keys, [account]), false)
  t.equal(isAnyMissed(nothing, []), false)
})

for (const kind of ['logonNames', 'addresses', 'employeeIds'] as const) {
  t.test(`of ${kind}, one that nobody bears is`, async t => {
    t.equal(isAnyMissed({ ...nothing, [kind]: new Set(['kıvanç']) }, []), true)
    t.equal(isAnyMissed({ ...nothing, [kind]: new Set(['kivanc']) }, []), false)
  })
}
