import t from 'tap'
import { groupAccounts } from '../../src/planning/group-accounts.ts'
import { anAccount } from './people.ts'

const [a, b, c] = [anAccount(), anAccount(), anAccount()]

t.test('a key of one account leads to it, of several to none of them', async t => {
  const groups = groupAccounts()
  groups.add('one', a)
  groups.add('one', a)
  for (const account of [a, b, b, a, c]) groups.add('three', account)
  t.equal(groups.only('one'), a)
  t.same(groups.all('one'), [a])
  t.equal(groups.only('three'), undefined)
  t.strictSame(groups.all('three'), [a, b, c])
  t.equal(groups.only('none'), undefined)
  t.same(groups.all('none'), [])
})

t.test('a blank key is none', async t => {
  const groups = groupAccounts()
  groups.add('', a)
  t.same(groups.all(''), [])
})
