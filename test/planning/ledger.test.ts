import t from 'tap'
import { Ledger } from '../../src/planning/ledger.ts'

const ledger = () =>
  new Ledger(
    new Map([
      ['u1', { name: 'a', guid: 'g1' }],
      ['u2', { name: 'a', guid: '' }],
      ['u3', { name: '', guid: '' }]
    ])
  )

t.test('a name may have two holders, and what is empty is nothing to hold', async t => {
  const [name, account] = ledger().things({ name: 'a', guid: 'g1' })
  t.same([...(name?.holders ?? [])], ['u1', 'u2'])
  t.same([...(account?.holders ?? [])], ['u1'])
  t.same(ledger().things({ name: '', guid: '' }), [])
  t.same(ledger().things({ name: 'free', guid: '' }), [{ holders: new Set(), releasedBy: [] }])
})

t.test('a write lets go of what the record held, and takes what is next', async t => {
  const replayed = ledger()
  replayed.write('u1', { name: 'b', guid: 'g2', writtenBy: 1 })
  replayed.write('u2', { name: 'c', guid: 'g3', writtenBy: 2 })
  t.match(replayed.things({ name: 'a', guid: 'g1' }), [{ releasedBy: [1, 2] }, { releasedBy: [1] }])
  t.match(replayed.heldBy('u1'), { name: 'b', writtenBy: 1 })
  replayed.write('u2', { name: 'a', guid: 'g1', writtenBy: 3 })
  const taken = [{ holders: new Set(['u2']), releasedBy: [] }]
  t.same(replayed.things({ name: 'a', guid: '' }), taken, 'the next waits for the last one only')
})

t.test('a record goes back to where it was, as if no step had been', async t => {
  const replayed = ledger()
  replayed.write('u1', { name: 'b', guid: 'g2', writtenBy: 1 })
  replayed.restore('u1')
  t.same(replayed.heldBy('u1'), { name: 'a', guid: 'g1' })
  t.match(replayed.things({ name: 'b', guid: 'g2' }), [
    { holders: new Set(), releasedBy: [] },
    { holders: new Set(), releasedBy: [] }
  ])
  replayed.restore('nobody')
  t.equal(replayed.heldBy('nobody'), undefined)
})
